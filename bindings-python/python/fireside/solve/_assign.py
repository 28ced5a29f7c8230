"""Assignment: the most points."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from .. import _native
from ..control import Cancel, Progress
from ..matching import Status

if TYPE_CHECKING:
    from ._arrays import Integers


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """Which edges, and the proof that no choice is worth more.

    ``edges`` and ``prices`` are ``array.array``: sequences of numbers that ``numpy.asarray`` takes without copying.
    """

    edges: array[int]
    """Positions of the chosen edges, ascending (typecode ``"I"``)."""
    total: int
    """What they are worth together."""
    bound: int
    """What no choice exceeds, as ``prices`` prove."""
    gap: int
    """``bound`` less ``total``; 0 proves the answer optimal."""
    prices: array[int]
    """One a mentor (typecode ``"q"``)."""
    status: Status
    """How good the answer is known to be."""


def assign(
    mentee: Integers,
    mentor: Integers,
    weight: Integers,
    *,
    mentor_seats: Integers,
    mentee_seats: Integers | None = None,
    timeout: float | None = None,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> Solution:
    """Chooses edges of the most weight in total such that nobody has more of them than seats.

    Takes lists, tuples, ``array.array``, numpy arrays and whatever else holds whole numbers; ``5.0`` is one, ``True``
    is not. Arrays of unsigned 32-bit numbers, and of signed 64-bit weights, are read where they are instead of copied: do
    not change them before the call is over, not from another thread or in ``progress`` either. Memory is then about 16
    bytes an edge beyond the arrays, if their edges are in the order of mentees.

    :param mentee: the mentee of each edge. Without ``mentee_seats``, any numbers from 0 to 2³² − 1 will do.
    :param mentor: the mentor of each edge: an index into ``mentor_seats``.
    :param weight: what each edge is worth, from 0 to 2⁵³ − 1. An edge worth 0 is never chosen.
    :param mentor_seats: how many mentees each mentor has time for.
    :param mentee_seats: how many mentors each mentee wants; one each if absent.
    :param timeout: seconds after which the best answer so far comes back, with its certified gap and the status
        ``"deadline"``.
    :param progress: called now and then with stage, done and total.
    :param cancel: an event; once it is set, the work ends with ``CancelledError``.
    :raises InvalidInputError: with every problem found, for example at ``weight[5]``.
    """
    answer = _native.assign(edges_of(mentee, mentor, weight, mentor_seats, mentee_seats), timeout, progress, cancel)
    edges, prices = array("I", answer.pop("edges")), array("q", answer.pop("prices"))
    return Solution(edges=edges, prices=prices, **answer)


def verify(
    mentee: Integers,
    mentor: Integers,
    weight: Integers,
    solution: Solution,
    *,
    mentor_seats: Integers,
    mentee_seats: Integers | None = None,
) -> Literal[True]:
    """Checks a solution against its problem, sharing nothing with what made it: seats, sums, the bound.

    :raises VerificationError: with everything that does not hold.
    """
    _native.verify_assignment(edges_of(mentee, mentor, weight, mentor_seats, mentee_seats), solution)
    return True


def edges_of(
    mentee: Integers, mentor: Integers, weight: Integers, mentor_seats: Integers, mentee_seats: Integers | None
) -> dict[str, Integers | None]:
    return {
        "mentee": mentee,
        "mentor": mentor,
        "weight": weight,
        "mentor_seats": mentor_seats,
        "mentee_seats": mentee_seats,
    }
