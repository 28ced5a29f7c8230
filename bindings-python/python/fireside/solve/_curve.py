"""The curve between the most points and the most people: what one more costs."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from .. import _native
from ..control import Cancel, Progress
from ..matching import Status
from ._assign import edges_of
from ._coverage import Count

if TYPE_CHECKING:
    from ._arrays import Integers


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvePoint:
    """One point of the curve: a choice, the proof that none that reaches as many is worth more, and what is known up to the next."""

    edges: array[int]
    """Positions of the chosen edges, ascending (typecode ``"I"``)."""
    matched: int
    """How many people, or seats, they reach."""
    total: int
    """What they are worth together."""
    bound: int
    """What no choice that reaches ``matched`` exceeds, as ``prices`` and ``bonus`` prove: ``total``, unless the timeout came first."""
    bonus: int
    """With a bonus of so much for each one reached, this choice is the best. So no choice that reaches k is worth more than
    ``bound + (matched - k) * bonus``."""
    prices: array[int]
    """One a mentor (typecode ``"q"``)."""
    exact: bool
    """Whether the curve is straight up to the next point; true of the last one."""
    doubt: int
    """By how much the curve may be above the straight line to the next point, at most; 0 if ``exact``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CurveSolution:
    """The most points for every number of people, or seats, from the most points of all to as many as possible."""

    points: tuple[CurvePoint, ...]
    """Where the curve bends, in the order of ``matched``: the first has the most points of all, the last reaches ``most``."""
    most: int
    """What no choice reaches more than, as ``cover`` proves."""
    cover: array[int]
    """The proof of ``most``, as in ``CoverageSolution`` (typecode ``"I"``)."""
    status: Status
    """``"optimal"`` if the whole curve is known, ``"within_gap"`` if it has more bends than ``points``, else ``"deadline"``."""


def coverage_curve(
    mentee: Integers,
    mentor: Integers,
    weight: Integers,
    *,
    mentor_seats: Integers,
    mentee_seats: Integers | None = None,
    count: Count = "people",
    points: int = 20,
    timeout: float | None = None,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> CurveSolution:
    """What one more person (or seat) reached costs: the most weight for every number, from the most weight of all to ``coverage``.

    The curve is concave and made of straight stretches. Its bends are found first where most is in doubt; each comes with a choice
    and a proof::

        # The first mentor and the second mentee are worth 9, more than both others together.
        curve = solve.coverage_curve([0, 1, 1], [0, 0, 1], [3, 9, 2], mentor_seats=[1, 1])
        assert [(point.matched, point.total) for point in curve.points] == [(1, 9), (2, 5)]

    :param count: ``"people"`` are mentees with at least one mentor, ``"seats"`` chosen edges.
    :param points: how many points at most, 2 to 1,000.
    :param timeout: seconds after which the points found so far come back, with the status ``"deadline"``.
    :raises InvalidInputError: with every problem found; with the code ``too_large`` if weights leave no room for a bonus.
    """
    problem = edges_of(mentee, mentor, weight, mentor_seats, mentee_seats)
    answer = _native.coverage_curve(problem, (count, points), timeout, progress, cancel)
    found = [_point(fields) for fields in answer["points"]]
    return CurveSolution(
        points=tuple(found), most=answer["most"], cover=array("I", answer["cover"]), status=answer["status"]
    )


def _point(fields: dict[str, Any]) -> CurvePoint:
    edges, prices = array("I", fields.pop("edges")), array("q", fields.pop("prices"))
    return CurvePoint(edges=edges, prices=prices, **fields)


def verify_coverage_curve(
    mentee: Integers,
    mentor: Integers,
    weight: Integers,
    solution: CurveSolution,
    *,
    mentor_seats: Integers,
    mentee_seats: Integers | None = None,
    count: Count = "people",
) -> Literal[True]:
    """Checks a curve against its problem, sharing nothing with what made it: every point, the cover, and all between points.

    :raises VerificationError: with everything that does not hold.
    """
    _native.verify_coverage_curve(edges_of(mentee, mentor, weight, mentor_seats, mentee_seats), count, solution)
    return True
