"""What counts as an array of whole numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from _typeshed import SupportsLenAndGetItem
    from typing_extensions import Buffer

    # numpy's arrays count as buffers only from Python 3.12 on.
    Integers: TypeAlias = SupportsLenAndGetItem[Any] | Buffer
