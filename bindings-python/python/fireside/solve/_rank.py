"""Rank-maximal and generous matchings: as many first choices as possible, or as few last ones."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from .. import _native
from ..control import Cancel, Progress
from ..matching import Status

if TYPE_CHECKING:
    from ._arrays import Integers

First: TypeAlias = Literal["cardinality", "rank"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RankSolution:
    """Which edges, how many of each rank, and the proof."""

    edges: array[int]
    """Positions of the chosen edges, ascending (typecode ``"I"``)."""
    matched: int
    """How many they are."""
    ranks: array[int]
    """The different ranks of all edges, best first (typecode ``"q"``)."""
    signature: array[int]
    """How many chosen edges have each of them (typecode ``"Q"``)."""
    prices: array[int]
    """The proof: for each objective in turn, one price a mentor (typecode ``"q"``). Prices, weights and sums are lists of one
    number an objective, compared from the first on; so read, no choice is worth more than seats times price and every
    mentee's best of weight less price."""
    proved: int
    """How many objectives are proved: all, unless the deadline came first. Objectives are how many edges (not with
    ``first="rank"``), then how many of each rank, best first; with ``generous`` how many are better than the last rank, than
    the last but one, and so on."""
    status: Status
    """``"optimal"`` if all are proved, else ``"deadline"``."""


def rank_maximal(
    mentee: Integers,
    mentor: Integers,
    rank: Integers,
    *,
    mentor_seats: Integers,
    mentee_seats: Integers | None = None,
    first: First = "cardinality",
    generous: bool = False,
    timeout: float | None = None,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> RankSolution:
    """Chooses edges by their ranks: as many first choices as possible, then second choices, and so on.

    Arrays are taken as ``assign`` takes them::

        # Ada (0) is the first choice of Bo (0) and of Cem (1); Bo's third is Grace (1).
        edges = dict(mentee=[0, 0, 1], mentor=[0, 1, 0], rank=[1, 3, 1], mentor_seats=[1, 1])
        solution = solve.rank_maximal(**edges)
        assert list(solution.edges) == [1, 2] and list(solution.signature) == [1, 1]

    :param rank: any number an edge, smaller is better; at most 1,000 different ones.
    :param first: ``"cardinality"`` has as many edges as possible first, and then first choices; ``"rank"`` has first choices
        first, even if fewer are matched.
    :param generous: as many edges as possible, then as few as possible of the last rank, of the last but one, and so on.
    :param timeout: seconds after which the objectives proved so far come back, with the status ``"deadline"``.
    :param progress: called now and then with stage, done and total.
    :param cancel: an event; once it is set, the work ends with ``CancelledError``.
    :raises InvalidInputError: with every problem found; at ``first`` for ``generous`` with ``first="rank"``, which would leave
        everybody alone.
    """
    problem = _problem(mentee, mentor, rank, mentor_seats, mentee_seats, first, generous)
    answer = _native.rank_maximal(problem, timeout, progress, cancel)
    names = ["edges", "ranks", "signature", "prices"]
    edges, ranks, signature, prices = (array(code, answer.pop(name)) for code, name in zip("IqQq", names))
    return RankSolution(edges=edges, ranks=ranks, signature=signature, prices=prices, **answer)


def verify_rank_maximal(
    mentee: Integers,
    mentor: Integers,
    rank: Integers,
    solution: RankSolution,
    *,
    mentor_seats: Integers,
    mentee_seats: Integers | None = None,
    first: First = "cardinality",
    generous: bool = False,
) -> Literal[True]:
    """Checks a solution against its problem, sharing nothing with what made it: seats, signature, prices.

    :raises VerificationError: with everything that does not hold.
    """
    problem = _problem(mentee, mentor, rank, mentor_seats, mentee_seats, first, generous)
    _native.verify_rank_maximal(problem, solution)
    return True


def _problem(
    mentee: Integers,
    mentor: Integers,
    rank: Integers,
    mentor_seats: Integers,
    mentee_seats: Integers | None,
    first: First,
    generous: bool,
) -> dict[str, Any]:
    return {
        "mentee": mentee,
        "mentor": mentor,
        "rank": rank,
        "mentor_seats": mentor_seats,
        "mentee_seats": mentee_seats,
        "first": first,
        "generous": generous,
    }
