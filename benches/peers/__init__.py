"""fireside beside other libraries, on the same instances. ``python -m peers`` from the folder above runs it."""
