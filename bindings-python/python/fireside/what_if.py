"""What if: the answer as it is, the answer as it would be, and the difference, person by person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, cast

from . import _native, model
from .cohort import CohortLike, cohort_of, text_of
from .matching import Matching, Status
from .model import Rule

__all__ = ["Change", "Difference", "PersonDifference", "RuleCost", "SeatWorth", "WhatIf"]

Change: TypeAlias = Literal["gained", "lost", "moved", "rescored", "joined", "left"]
"""How a person's answer differs: more people and all from before, fewer and nobody new, others, the same for other points; or they
are new, or not there any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDifference:
    """Whom a person meets before and after."""

    id: str
    """The person's id."""
    change: Change
    """How the answer differs."""
    before: tuple[str, ...]
    """Ids of those they met, in order."""
    after: tuple[str, ...]
    """Ids of those they would meet, in order."""
    points_before: int
    """What these pairings were worth together."""
    points_after: int
    """What they would be worth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What differs between two matchings: always after less before."""

    total_points: int
    """The points of all pairings."""
    at_least: int | None = None
    """With the objective ``"total"``: the most points that can be differ by at least this, as the two certificates prove. Equal to
    ``total_points`` and to ``at_most`` if both answers are optimal."""
    at_most: int | None = None
    """Likewise, by at most this."""
    matched: int
    """How many mentees have a mentor."""
    kept: int
    """How many mentees of both cohorts have the same mentors, or still nobody."""
    gained: int
    """How many have more mentors, and all that they had."""
    lost: int
    """How many have fewer mentors, and nobody new."""
    moved: int
    """How many have others."""
    joined: int
    """How many mentees are new."""
    left: int
    """How many mentees are not there any more."""
    mentees: tuple[PersonDifference, ...]
    """Mentees whose answer differs, in the order of ids."""
    mentors: tuple[PersonDifference, ...]
    """Mentors whose answer differs, in the order of ids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCost:
    """What a rule costs."""

    position: int
    """The rule's position in the policy, from 0."""
    rule: Rule
    """The rule."""
    status: Status | None = None
    """How good both answers are known to be: ``"optimal"`` if each is. ``None`` if the cohort cannot do without the rule, because
    nothing else has a weight: then there are no figures either."""
    points: int | None = None
    """How many points there would be more without it, both answers measured by the policy without it. ``None`` if the timeout left no
    time for this rule."""
    at_least: int | None = None
    """With the objective ``"total"``, without times: the rule costs at least this, as far as is proved; ``points`` if both answers are optimal."""
    at_most: int | None = None
    """With the objective ``"total"``, without times: the rule costs at most this, as far as is proved."""
    matched: int | None = None
    """How many mentees more would have a mentor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatWorth:
    """What one more seat of a mentor is worth."""

    mentor: str
    """The mentor's id."""
    seats: int
    """How many seats they have that are open."""
    points: int | None = None
    """How many points more there would be with one more, exactly. ``None`` if the timeout came first."""
    matched: int | None = None
    """How many mentees more could have a mentor with one more, 0 or 1, exactly. ``None`` if the timeout came first."""


RECORDS: dict[str, Callable[..., object]] = {
    **model.RECORDS,
    "Difference": Difference,
    "PersonDifference": PersonDifference,
    "RuleCost": RuleCost,
    "SeatWorth": SeatWorth,
}
"""What the native half makes of the core's records."""


class WhatIf:
    """Two answers and their difference: the document ``fireside/what-if/1``.

    Immutable, cheap to share between threads, comparable, hashable and picklable.
    """

    __slots__ = ("__weakref__", "_handle", "_parts")

    _handle: _native.WhatIf
    _parts: dict[str, Any]

    def __init__(self) -> None:
        raise TypeError("a WhatIf comes from Matcher.what_if, WhatIf.from_json or WhatIf.from_dict")

    @classmethod
    def _of(cls, handle: _native.WhatIf) -> WhatIf:
        what_if = cls.__new__(cls)
        what_if._handle = handle
        what_if._parts = {}
        return what_if

    @classmethod
    def from_json(cls, text: str | bytes | bytearray) -> WhatIf:
        """Reads a document ``fireside/what-if/1`` back."""
        return cls._of(_native.WhatIf.from_json(text_of(text)))

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> WhatIf:
        """Reads a document as dicts and lists."""
        return cls._of(_native.WhatIf.read(document))

    def to_json(self) -> str:
        """The document, on one line; the same bytes in every language."""
        return self._handle.to_json()

    def to_dict(self) -> dict[str, Any]:
        """The document as dicts and lists."""
        return cast("dict[str, Any]", self._handle.to_dict())

    def verify(self, before: CohortLike, after: CohortLike) -> Literal[True]:
        """Checks both matchings against their cohorts, that they were asked for alike, and that the difference is theirs.

        ``after`` is what ``before.changed(changes)`` gives.

        :raises VerificationError: with everything that does not hold; with a matching that does not hold, what is wrong with it.
        """
        self._handle.verify(cohort_of(before)._handle, cohort_of(after)._handle)
        return True

    def _part(self, name: str, make: Callable[[], Any]) -> Any:
        try:
            return self._parts[name]
        except KeyError:
            return self._parts.setdefault(name, make())

    @property
    def before(self) -> Matching:
        """The matching as it is."""
        return cast("Matching", self._part("before", lambda: Matching._of(self._handle.before())))

    @property
    def after(self) -> Matching:
        """The matching as it would be."""
        return cast("Matching", self._part("after", lambda: Matching._of(self._handle.after())))

    @property
    def difference(self) -> Difference:
        """What differs."""
        return cast("Difference", self._part("difference", lambda: self._handle.difference(RECORDS)))

    def __eq__(self, other: object) -> bool:
        return self._handle.same(other._handle) if isinstance(other, WhatIf) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.to_json())

    def __repr__(self) -> str:
        it = self.difference
        return (
            f"<WhatIf: {it.total_points:+,} points, {it.matched:+,} matched; {it.kept:,} mentees keep their answer, "
            f"{it.moved:,} move, {it.gained:,} gain, {it.lost:,} lose, {it.joined:,} join, {it.left:,} leave>"
        )

    def __reduce__(self) -> tuple[Callable[[str], WhatIf], tuple[str]]:
        return WhatIf.from_json, (self.to_json(),)
