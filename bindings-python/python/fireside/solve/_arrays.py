"""What counts as an array of whole numbers, and as rows of slots."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

    from _typeshed import SupportsLenAndGetItem
    from typing_extensions import Buffer

    # numpy's arrays count as buffers only from Python 3.12 on.
    Integers: TypeAlias = SupportsLenAndGetItem[Any] | Buffer
    # People × slots: whether each is free; or the same in words of 64 bits.
    Free: TypeAlias = Sequence[Sequence[bool]] | SupportsLenAndGetItem[Any] | Buffer
