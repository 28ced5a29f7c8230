"""Coverage: the most people, then the most points."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from .. import _native
from ..control import Cancel, Progress
from ..matching import Status
from ._assign import edges_of

if TYPE_CHECKING:
    from ._arrays import Integers

Count: TypeAlias = Literal["people", "seats"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageSolution:
    """Which edges, the proof that no choice reaches more, and that none that reaches as many is worth more."""

    edges: array[int]
    """Positions of the chosen edges, ascending (typecode ``"I"``)."""
    matched: int
    """How many people, or seats, they reach."""
    most: int
    """What no choice exceeds, as ``cover`` proves."""
    cover: array[int]
    """A choice reaches at most all seats of these mentors, and for every mentee as many edges to others as there are, up to
    the seats that count (typecode ``"I"``)."""
    total: int
    """What the chosen edges are worth together."""
    bound: int
    """What no choice that reaches ``most`` exceeds, as ``prices`` and ``lift`` prove."""
    gap: int
    """``bound`` less ``total``."""
    prices: array[int]
    """One a mentor (typecode ``"q"``)."""
    lift: int
    """What it was worth to reach one more."""
    status: Status
    """``"optimal"`` if ``matched`` is ``most`` and the gap 0."""


def coverage(
    mentee: Integers,
    mentor: Integers,
    weight: Integers,
    *,
    mentor_seats: Integers,
    mentee_seats: Integers | None = None,
    count: Count = "people",
    timeout: float | None = None,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> CoverageSolution:
    """Chooses edges that reach as many as possible, and among these the most weight.

    Everything is taken as ``assign`` takes it, but an edge worth 0 may be chosen::

        # The first mentor and the second mentee are worth 9, more than both others together.
        solution = solve.coverage([0, 1, 1], [0, 0, 1], [3, 9, 2], mentor_seats=[1, 1])
        assert list(solution.edges) == [0, 2] and solution.matched == solution.most == 2

    :param count: what is to be as many as possible: ``"people"`` are mentees with at least one mentor, ``"seats"`` chosen
        edges, so that a paper that needs three reviewers would rather have two than one.
    :param timeout: seconds after which an honest answer comes back, with the status ``"deadline"``.
    :raises InvalidInputError: with every problem found; with the code ``too_large`` if weights leave no room to put people
        before points, which those up to 2⁴⁰ do on any problem that fits into memory.
    """
    problem = edges_of(mentee, mentor, weight, mentor_seats, mentee_seats)
    answer = _native.coverage(problem, count, timeout, progress, cancel)
    edges, cover, prices = (array(code, answer.pop(name)) for code, name in zip("IIq", ["edges", "cover", "prices"]))
    return CoverageSolution(edges=edges, cover=cover, prices=prices, **answer)


def verify_coverage(
    mentee: Integers,
    mentor: Integers,
    weight: Integers,
    solution: CoverageSolution,
    *,
    mentor_seats: Integers,
    mentee_seats: Integers | None = None,
    count: Count = "people",
) -> Literal[True]:
    """Checks a solution against its problem, sharing nothing with what made it: seats, sums, the cover, the bound.

    :raises VerificationError: with everything that does not hold.
    """
    _native.verify_coverage(edges_of(mentee, mentor, weight, mentor_seats, mentee_seats), count, solution)
    return True
