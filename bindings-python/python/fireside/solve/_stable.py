"""Stable matching: nobody would rather have somebody who would rather have them."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from .. import _native
from ..control import Cancel, Progress
from ..matching import Status

if TYPE_CHECKING:
    from ._arrays import Integers

Side: TypeAlias = Literal["mentee", "mentor"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StableSolution:
    """Which pairs meet, and how many more could meet in any stable matching at most."""

    edges: array[int]
    """Positions of the chosen pairs, ascending (typecode ``"I"``)."""
    matched: int
    """How many they are."""
    bound: int
    """What no stable matching exceeds."""
    gap: int
    """``bound`` less ``matched``; 0 proves that no stable matching is larger."""
    cover: array[int]
    """The proof of the bound where lists have ties: a matching has at most all seats of these mentors, and for every mentee
    as many pairs with others as there are, up to their seats (typecode ``"I"``). Empty if no list has ties: all stable
    matchings have the same size then."""
    status: Status
    """``"optimal"`` if the gap is 0; ``"within_gap"`` if at least two thirds of the largest stable matching are sure;
    ``"deadline"`` if there was no time for the best bound."""


def stable(
    mentee: Integers,
    mentor: Integers,
    mentee_rank: Integers,
    mentor_rank: Integers,
    *,
    mentor_seats: Integers,
    mentee_seats: Integers | None = None,
    side: Side = "mentee",
    timeout: float | None = None,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> StableSolution:
    """Chooses pairs so that no mentee and no mentor would both rather have each other than somebody they have.

    With strict lists, everybody on ``side`` gets the best that any stable matching could give them. With ties, where the
    largest stable matching is NP-hard to find, at least two thirds of it are found. Arrays are taken as ``assign`` takes
    them::

        # Bo (0) would rather have Ada (0) than Grace (1), Cem (1) the other way round; they see it the other way.
        pairs = dict(mentee=[0, 0, 1, 1], mentor=[0, 1, 0, 1], mentee_rank=[1, 2, 2, 1], mentor_rank=[2, 1, 1, 2])
        assert list(solve.stable(**pairs, mentor_seats=[1, 1]).edges) == [0, 3]
        assert list(solve.stable(**pairs, mentor_seats=[1, 1], side="mentor").edges) == [1, 2]

    :param mentee: the mentee of each pair. Without ``mentee_seats``, any numbers from 0 to 2³² − 1 will do.
    :param mentor: the mentor of each pair: an index into ``mentor_seats``. A pair is given once.
    :param mentee_rank: the mentor's place in the mentee's list: smaller is better, equal numbers are a tie.
    :param mentor_rank: the mentee's place in the mentor's list.
    :param mentor_seats: how many mentees each mentor has time for.
    :param mentee_seats: how many mentors each mentee wants; one each if absent.
    :param side: who proposes, and so gets the best that stability allows.
    :param timeout: seconds after which the search for the best bound is cut short; the matching is always finished.
    :param progress: called now and then with stage, done and total.
    :param cancel: an event; once it is set, the work ends with ``CancelledError``.
    :raises InvalidInputError: with every problem found, for example at ``mentor_rank``.
    """
    problem = _problem(mentee, mentor, mentee_rank, mentor_rank, mentor_seats, mentee_seats)
    answer = _native.stable(problem, side, timeout, progress, cancel)
    edges, cover = array("I", answer.pop("edges")), array("I", answer.pop("cover"))
    return StableSolution(edges=edges, cover=cover, **answer)


def verify_stable(
    mentee: Integers,
    mentor: Integers,
    mentee_rank: Integers,
    mentor_rank: Integers,
    solution: StableSolution,
    *,
    mentor_seats: Integers,
    mentee_seats: Integers | None = None,
) -> Literal[True]:
    """Checks a solution against its problem, sharing nothing with what made it: pairs, seats, that no pair blocks, the bound.

    Which side proposed cannot be seen from a stable matching, and is not checked.

    :raises VerificationError: with everything that does not hold.
    """
    _native.verify_stable(_problem(mentee, mentor, mentee_rank, mentor_rank, mentor_seats, mentee_seats), solution)
    return True


def _problem(
    mentee: Integers,
    mentor: Integers,
    mentee_rank: Integers,
    mentor_rank: Integers,
    mentor_seats: Integers,
    mentee_seats: Integers | None,
) -> dict[str, Integers | None]:
    return {
        "mentee": mentee,
        "mentor": mentor,
        "mentee_rank": mentee_rank,
        "mentor_rank": mentor_rank,
        "mentor_seats": mentor_seats,
        "mentee_seats": mentee_seats,
    }
