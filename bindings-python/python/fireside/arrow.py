"""Tables for libraries that work with columns."""

from __future__ import annotations

from . import _native

__all__ = ["ArrowTable"]


class ArrowTable:
    """A table for libraries that know the Arrow PyCapsule interface; and as bytes, an Arrow IPC stream::

        topics = insight.to_arrow("topics")
        polars.DataFrame(topics)
        pyarrow.table(topics)
        pandas.DataFrame.from_arrow(topics)
        duckdb.sql("select topic, asked from topics order by worth desc")
        pathlib.Path("topics.arrows").write_bytes(topics.to_ipc())

    None of these libraries is needed to make one. Immutable, comparable, hashable and picklable.
    """

    __slots__ = ("_ipc",)

    _ipc: bytes

    def __init__(self) -> None:
        raise TypeError("an ArrowTable comes from Insight.to_arrow or Audit.to_arrow")

    @classmethod
    def _of(cls, ipc: bytes) -> ArrowTable:
        table = cls.__new__(cls)
        table._ipc = ipc
        return table

    def to_ipc(self) -> bytes:
        """The table as an Arrow IPC stream (``application/vnd.apache.arrow.stream``), to keep or to send; the same bytes in every
        language. ``pyarrow.ipc.open_stream`` and ``polars.read_ipc_stream`` read it."""
        return self._ipc

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """The table as a capsule ``arrow_array_stream`` for another library, in its own schema, whatever is requested."""
        return _native.arrow_stream(self._ipc)

    def __eq__(self, other: object) -> bool:
        return self._ipc == other._ipc if isinstance(other, ArrowTable) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._ipc)

    def __repr__(self) -> str:
        return f"<ArrowTable: {len(self._ipc)} bytes>"
