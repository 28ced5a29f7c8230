"""Quotas and circles: of some sets of edges only so many, and mentors who have nobody or enough."""

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
    from collections.abc import Iterable, Mapping

    from ._arrays import Integers


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaGroup:
    """At most ``max`` of some edges are chosen. A dict with these two entries will do, too."""

    edges: Integers
    """Positions of edges, each once, in any order."""
    max: int
    """How many of them are chosen at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How many people, or seats, a choice reaches, and how many any can."""

    matched: int
    """How many the chosen edges reach."""
    most: int
    """What no choice exceeds: the sum in ``QuotasSolution`` with ``lift`` in it, divided by ``lift``, rounded down."""
    lift: int
    """What it was worth to reach one more: added to the weight of every edge, if seats count, or of the first edge of every mentee.
    More than all edges together that a choice can have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotasSolution:
    """Which edges, and the proof that no choice is worth more.

    No choice exceeds the sum of seats times price of mentors, of ``max`` times price of groups, and of what mentees gain at
    most, an edge being worth its weight less the prices of its mentor and of every group that it is in. Edges to mentors who
    have fewer edges than their circle needs do not count. With ``count`` no choice that reaches as many exceeds this sum with
    ``reach.lift`` in it, less ``reach.matched`` times ``reach.lift``, or what the heaviest edges of every mentee sum to, if that is less.
    """

    edges: array[int]
    """Positions of the chosen edges, ascending (typecode ``"I"``)."""
    total: int
    """What they are worth together."""
    bound: int
    """What no choice exceeds, as ``prices`` and ``group_prices`` prove."""
    gap: int
    """``bound`` less ``total``; 0 proves the answer optimal, with ``count`` if ``reach.matched`` is ``reach.most``."""
    prices: array[int]
    """One a mentor (typecode ``"q"``)."""
    group_prices: array[int]
    """One a group: what one more of its edges would add at most (typecode ``"q"``)."""
    status: Status
    """``"optimal"`` if the gap is 0, and as many are reached as can be; else ``"within_gap"``, or ``"deadline"`` if that ended the search."""
    reach: Reach | None = None
    """With ``count``: how many are reached."""


def quotas(
    mentee: Integers,
    mentor: Integers,
    weight: Integers,
    *,
    groups: Iterable[QuotaGroup | Mapping[str, Any]],
    mentor_seats: Integers,
    mentee_seats: Integers | None = None,
    mentor_least: Integers | None = None,
    count: Count | None = None,
    timeout: float | None = None,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> QuotasSolution:
    """Chooses edges of the most weight in total, of each group at most so many, and at each mentor nobody or enough; with ``count``
    edges that reach as many as possible, and among these the most weight.

    Exact where groups are nested: each lies within the edges of one mentor or one mentee, or is made of all edges of some
    mentees or some mentors, and any two on the same side are apart or one within the other. Other groups, and circles that do
    not fill by themselves, are NP-hard: the answer is then a good one, and ``gap`` says how much better one could be at most.
    Everything else is taken as ``assign`` takes it::

        # Two seats with one mentor; the first two mentees are of one department.
        group = solve.QuotaGroup(edges=[0, 1], max=1)
        solution = solve.quotas([0, 1, 2], [0, 0, 0], [9, 8, 5], groups=[group], mentor_seats=[2])
        assert list(solution.edges) == [0, 2] and solution.total == solution.bound == 14

    :param groups: sets of edges of which only so many are chosen.
    :param mentor_least: by mentor: they have nobody, or at least so many. 0 and 1 ask for nothing.
    :param count: what is to be as many as possible before weights are looked at, as in ``coverage``: ``"people"`` or ``"seats"``;
        weights alone count if ``None``. An edge worth 0 may be chosen then, and never otherwise.
    :param timeout: seconds after which the best answer so far comes back, with its certified gap and the status
        ``"deadline"``; it keeps every limit, too.
    :param progress: called now and then with stage, done and total.
    :param cancel: an event; once it is set, the work ends with ``CancelledError``.
    :raises InvalidInputError: with every problem found, for example at ``groups[3].edges[1]``; with the code ``too_large`` also if
        weights leave no room to put people before points.
    """
    problem = edges_of(mentee, mentor, weight, mentor_seats, mentee_seats)
    answer = _native.quotas(problem, (_listed(groups), mentor_least, count), timeout, progress, cancel)
    names = ["edges", "prices", "group_prices"]
    edges, prices, group_prices = (array(code, answer.pop(name)) for code, name in zip("Iqq", names))
    reach = Reach(**answer.pop("reach")) if "reach" in answer else None
    return QuotasSolution(edges=edges, prices=prices, group_prices=group_prices, reach=reach, **answer)


def verify_quotas(
    mentee: Integers,
    mentor: Integers,
    weight: Integers,
    solution: QuotasSolution,
    *,
    groups: Iterable[QuotaGroup | Mapping[str, Any]],
    mentor_seats: Integers,
    mentee_seats: Integers | None = None,
    mentor_least: Integers | None = None,
    count: Count | None = None,
) -> Literal[True]:
    """Checks a solution against its problem, sharing nothing with what made it: seats, quotas, circles, sums, the bound.

    :raises VerificationError: with everything that does not hold.
    """
    problem = edges_of(mentee, mentor, weight, mentor_seats, mentee_seats)
    _native.verify_quotas(problem, (_listed(groups), mentor_least, count), solution)
    return True


def _listed(groups: Any) -> Any:
    """A generator can be read once only, and what cannot be read at all the core says better."""
    return list(groups) if hasattr(groups, "__next__") else groups
