"""What would give somebody a mentor: the smallest changes of each kind, each proved by solving the changed cohort.

Plain, frozen dataclasses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias, cast

__all__ = ["Remedies", "Remedy", "RemedyKind"]

RemedyKind: TypeAlias = Literal["status", "wanted", "want", "window", "rule", "min_score", "min_overlap", "seat"]
"""What is changed, in the order in which remedies are told:

- ``"status"``: the person, who is paused, takes part, in both roles. Size 1.
- ``"wanted"``: the person, who wants no mentor, wants one. Size 1.
- ``"want"``: they ask for one topic more. Size 1.
- ``"window"``: they have one weekly window more, of those that ``Matcher.openings`` tries. Size: the minutes a week that are new.
- ``"rule"``: one hard rule less, for everybody. Size 1.
- ``"min_score"``: a lower ``min_score``, for everybody: the points of a pair of theirs. Size: by how many points (of 1,000,000) it is lower.
- ``"min_overlap"``: a lower ``min_overlap_minutes``, for everybody: what a pair of theirs has in common. Size: by how many minutes it is lower.
- ``"seat"``: one seat more of one mentor. Size 1.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """A change with which a run gives the person a mentor more."""

    kind: RemedyKind
    """Of which kind it is."""
    size: int
    """How much is changed, in the unit of its kind."""
    changes: Mapping[str, Any]
    """The change, as ``Cohort.changed`` and ``Matcher.what_if`` take it."""
    mentor: str
    """Whom they would meet then: the id; of several who are new to them, the one with the most points."""
    points: int
    """What that pair would be worth, of 1,000,000."""
    total_points: int
    """How many points more all pairs would have together."""
    left: int
    """How many other mentees would have fewer mentors than now."""
    text: str
    """In words, for example ``if Bo also asked for Rust, Bo would meet Ada``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedies:
    """The smallest changes of each kind that would give somebody one mentor more: the document ``fireside/remedies/1``."""

    schema: str
    """Always ``fireside/remedies/1``."""
    person: str
    """The mentee's id."""
    wanted: int
    """How many mentors they would like now: their open seats, none while they take no part."""
    matched: int
    """How many they have in the matching with the most points."""
    remedies: tuple[Remedy, ...]
    """In the order of ``RemedyKind``; of one kind the smallest change first, then the most points, then by topic, window, rule or mentor."""
    complete: bool
    """Whether all changes that could help were tried. If not, the timeout came first, or ``tries`` were not enough."""
    _document: str = field(repr=False, compare=False)

    def to_json(self) -> str:
        """The document, on one line; the same bytes in every language."""
        return self._document

    def to_dict(self) -> dict[str, Any]:
        """The document as dicts and lists."""
        # Few need it, and importing the package is to be quick.
        from json import loads

        return cast("dict[str, Any]", loads(self._document))


def _fields(**fields: Any) -> dict[str, Any]:
    return fields


RECORDS: dict[str, Callable[..., object]] = {"Remedies": _fields, "Remedy": Remedy}
"""What the native half makes of the core's records."""
