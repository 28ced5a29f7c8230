"""Matching and scheduling in one: who meets whom, and when."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from .. import _native
from ..control import Cancel, Progress
from ..matching import Status
from ._assign import edges_of

if TYPE_CHECKING:
    from ._arrays import Free, Integers

Aim: TypeAlias = Literal["total", "coverage"]
"""What is to be the most: the weight, or the sessions and then the weight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotPrice:
    """What one more session of a mentor at a slot would add, beyond the price of the mentor."""

    mentor: int
    """Whose."""
    slot: int
    """When."""
    price: int
    """Above 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleSolution:
    """Who meets whom and when, and the proof that no schedule is worth more.

    Whatever prices are, no schedule is worth more than the sum of seats times price of mentors, of all slot prices, of rooms
    times price of slots, and of what mentees gain at most; an edge being worth its weight and ``lift``, less the price of its mentor
    and of the slots it takes, at the cheapest start. Nobody has more seats than sessions they have time for.
    """

    edges: array[int]
    """Positions of the chosen edges, ascending (typecode ``"I"``)."""
    slots: array[int]
    """The slot at which the session of each chosen edge starts (typecode ``"I"``)."""
    total: int
    """What the chosen edges are worth together."""
    most: int | None
    """With the aim ``"coverage"``: what no schedule has more sessions than."""
    bound: int
    """What no schedule exceeds; with the aim ``"coverage"``, none with at least as many sessions. It is that sum, less ``lift`` for each
    chosen edge, or what the heaviest edges that mentees have time for sum to, if that is less."""
    gap: int
    """``bound`` less ``total``; 0 proves the answer optimal, with the aim ``"coverage"`` if there are ``most`` sessions."""
    lift: int
    """What a session is worth beyond its weight: 0 with the aim ``"total"``, else more than all weights together."""
    prices: array[int]
    """One a mentor (typecode ``"q"``)."""
    slot_prices: tuple[SlotPrice, ...]
    """Those that are not 0, in the order of mentors and slots."""
    room_prices: array[int]
    """One a slot; none if no slot has a price (typecode ``"q"``)."""
    status: Status
    """``"optimal"`` if the gap is 0 and no schedule has more sessions where these come first; else ``"within_gap"``, or
    ``"deadline"`` if that ended the search."""


def schedule(
    mentee: Integers,
    mentor: Integers,
    weight: Integers,
    *,
    mentor_seats: Integers,
    mentee_seats: Integers | None = None,
    mentee_free: Free,
    mentor_free: Free,
    slots: int,
    slots_per_session: int = 1,
    slot_rooms: Integers | None = None,
    aim: Aim = "total",
    timeout: float | None = None,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> ScheduleSolution:
    """Chooses edges and a slot for each, of the most weight in total, or of the most sessions and then the most weight: within
    the seats of both sides, everybody free and at one place only.

    Exact if every mentee wants one session, a session takes one slot and there are rooms enough. Else this is NP-hard: the answer
    is then a good one, and ``gap`` says how much better one could be at most; it is often 0. Arrays of numbers are taken as
    ``assign`` takes them::

        # Ada (0) has two seats and is free at slots 0 and 1. Bo (0) and Cem (1) can only come at 0, Dana (2) at both.
        solution = solve.schedule(
            mentee=[0, 1, 2],
            mentor=[0, 0, 0],
            weight=[9, 8, 5],
            mentor_seats=[2],
            mentee_free=[[True, False], [True, False], [True, True]],
            mentor_free=[[True, True]],
            slots=2,
        )
        assert list(solution.edges) == [0, 2] and list(solution.slots) == [0, 1]
        assert solution.total == solution.bound == 14

    :param mentee: the mentee of each edge: a row of ``mentee_free``.
    :param mentor: the mentor of each edge: a row of ``mentor_free``.
    :param weight: what each edge is worth, from 0 to 2⁵³ − 1. An edge worth 0 is chosen with the aim ``"coverage"`` only.
    :param mentor_seats: how many sessions each mentor has time for.
    :param mentee_seats: how many sessions each mentee wants, each with another mentor; one each if absent.
    :param mentee_free: whether each mentee is free at each slot: an array of ``bool`` of the shape (people, slots), or lists of ``bool``
        in a list. It is read where it is if it lies in the order of rows (C order): do not change it before the call is over. Or the
        same in 64-bit words (``uint64``), ⌈slots / 64⌉ a person, slot s in bit s mod 64, from the lowest, of word ⌊s / 64⌋: an eighth of
        the memory.
    :param mentor_free: the same for mentors.
    :param slots: how many slots there are, 1 to 65,536.
    :param slots_per_session: how many slots in a row a session takes.
    :param slot_rooms: how many sessions there may be at each slot, over all mentors; any number if absent.
    :param aim: ``"total"``: the most weight; ``"coverage"``: the most sessions, and then the most weight.
    :param timeout: seconds after which the best answer so far comes back, with its certified gap and the status
        ``"deadline"``; it keeps every limit, too.
    :param progress: called now and then with stage, done and total.
    :param cancel: an event; once it is set, the work ends with ``CancelledError``.
    :raises InvalidInputError: with every problem found, for example ``length_mismatch`` at ``mentor_free``; with the code
        ``too_large`` also if weights leave no room to put sessions before points.
    """
    edges = edges_of(mentee, mentor, weight, mentor_seats, mentee_seats)
    problem = _problem(edges, mentee_free, mentor_free, slots, slots_per_session, slot_rooms)
    answer = _native.schedule(problem, aim, timeout, progress, cancel)
    names = ["edges", "slots", "prices", "room_prices"]
    chosen, starts, prices, room_prices = (array(code, answer.pop(name)) for code, name in zip("IIqq", names))
    slot_prices = tuple(SlotPrice(mentor=j, slot=s, price=price) for j, s, price in answer.pop("slot_prices"))
    return ScheduleSolution(
        edges=chosen, slots=starts, prices=prices, room_prices=room_prices, slot_prices=slot_prices, **answer
    )


def verify_schedule(
    mentee: Integers,
    mentor: Integers,
    weight: Integers,
    solution: ScheduleSolution,
    *,
    mentor_seats: Integers,
    mentee_seats: Integers | None = None,
    mentee_free: Free,
    mentor_free: Free,
    slots: int,
    slots_per_session: int = 1,
    slot_rooms: Integers | None = None,
) -> Literal[True]:
    """Checks a schedule against its problem, sharing nothing with what made it: seats, rooms, that everybody is free and at one
    place, sums, the bound.

    :raises VerificationError: with everything that does not hold.
    """
    edges = edges_of(mentee, mentor, weight, mentor_seats, mentee_seats)
    problem = _problem(edges, mentee_free, mentor_free, slots, slots_per_session, slot_rooms)
    _native.verify_schedule(problem, solution)
    return True


def _problem(
    edges: dict[str, Integers | None],
    mentee_free: Free,
    mentor_free: Free,
    slots: int,
    slots_per_session: int,
    slot_rooms: Integers | None,
) -> dict[str, Any]:
    return {
        **edges,
        "mentee_free": mentee_free,
        "mentor_free": mentor_free,
        "slots": slots,
        "slots_per_session": slots_per_session,
        "slot_rooms": slot_rooms,
    }
