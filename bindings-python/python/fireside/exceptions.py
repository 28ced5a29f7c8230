"""What can go wrong, as data: every problem has a stable code, the path to it and a message.

Infeasible, out of time or a gap left open is never an exception: it is a status on the result.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = [
    "CancelledError",
    "FiresideError",
    "InternalError",
    "InvalidInputError",
    "Problem",
    "VerificationError",
]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, and where."""

    code: str
    """Its stable name, for example ``"unknown_topic"``. It never changes its meaning: branch on it, translate it."""
    path: str
    """Where in the input, for example ``mentees[17].wants[0].topic``; empty for the whole."""
    message: str
    """What is wrong, in words."""
    suggestion: str | None = None
    """The nearest thing that would have been right, if there is one."""


class FiresideError(Exception):
    """Everything fireside raises. ``str()`` lists the problems; ``problems`` holds all of them."""

    problems: list[Problem]
    """Every problem found, in the order of their paths; at most 1,000 of them."""

    def __init__(self, text: str, problems: Iterable[Problem | tuple[str, str, str, str | None]] = ()) -> None:
        self.problems = [problem if isinstance(problem, Problem) else Problem(*problem) for problem in problems]
        # What pickle calls the class with.
        super().__init__(text, self.problems)

    def __str__(self) -> str:
        return str(self.args[0])

    @property
    def code(self) -> str:
        """The first problem's code."""
        return self.problems[0].code if self.problems else ""

    @property
    def path(self) -> str:
        """The first problem's path."""
        return self.problems[0].path if self.problems else ""

    @property
    def message(self) -> str:
        """The first problem's message, without its path."""
        return self.problems[0].message if self.problems else str(self)


class InvalidInputError(FiresideError, ValueError):
    """The caller's input is wrong. Nothing was changed."""


class CancelledError(FiresideError):
    """The caller cancelled the work. Nothing was changed."""


class VerificationError(FiresideError):
    """A document does not hold against its cohort."""


class InternalError(FiresideError):
    """A defect of fireside itself. Please report it."""
