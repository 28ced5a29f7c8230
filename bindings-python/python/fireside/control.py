"""How a caller stays in charge of long work: a timeout, progress, cancel. Ctrl-C always works."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeAlias

__all__ = ["Cancel", "Progress"]

Progress: TypeAlias = Callable[[str, int, int], object]
"""Called now and then with the stage at work (``"score"``, ``"match"`` or ``"explain"``;
``"rules"`` with ``Matcher.rule_costs``), the units done and the units
in all, on the thread that called fireside. What it raises ends the work and comes out of the call."""


class Cancel(Protocol):
    """Whatever can say that the work should stop, such as a ``threading.Event``."""

    def is_set(self) -> bool:
        """Whether the work should stop."""
        ...
