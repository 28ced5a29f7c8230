"""Slots for pairs that are chosen already."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .. import _native
from ..control import Cancel

if TYPE_CHECKING:
    from ._arrays import Free, Integers


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """Pairs of one mentor that have fewer slots than they are."""

    pairs: array[int]
    """Positions of pairs, ascending (typecode ``"I"``)."""
    slots: array[int]
    """All slots that any of them has in common with the mentor, ascending: fewer than pairs (typecode ``"I"``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """When pairs meet."""

    slots: array[int]
    """The slot of each pair; -1 if it has none (typecode ``"i"``)."""
    crowds: tuple[Crowd, ...]
    """Why pairs have none, by mentor: as many pairs are left out as crowds have more pairs than slots, and no timetable leaves out
    fewer. Empty if some mentee has several pairs."""
    proved: bool
    """Whether no timetable has more pairs."""


def timetable(
    mentee: Integers,
    mentor: Integers,
    *,
    mentee_free: Free,
    mentor_free: Free,
    slots: int,
    cancel: Cancel | None = None,
) -> Timetable:
    """Finds slots for pairs that are chosen already: for as many as possible if no mentee has several pairs, and then it says why
    the others have none; else for as many as it can.

    ::

        # Bo (0) and Cem (1) can only come to Ada at slot 0.
        found = solve.timetable(
            mentee=[0, 1, 2],
            mentor=[0, 0, 0],
            mentee_free=[[True, False], [True, False], [True, True]],
            mentor_free=[[True, True]],
            slots=2,
        )
        assert list(found.slots) == [0, -1, 1]
        assert list(found.crowds[0].pairs) == [0, 1] and list(found.crowds[0].slots) == [0]

    :param mentee: the mentee of each pair: a row of ``mentee_free``.
    :param mentor: the mentor of each pair: a row of ``mentor_free``.
    :param mentee_free: whether each mentee is free at each slot, as ``schedule`` takes it.
    :param mentor_free: the same for mentors.
    :param slots: how many slots there are, 1 to 65,536.
    :param cancel: an event; once it is set, the work ends with ``CancelledError``.
    :raises InvalidInputError: with every problem found, for example at ``mentor[5]``.
    """
    problem = {
        "mentee": mentee,
        "mentor": mentor,
        "mentee_free": mentee_free,
        "mentor_free": mentor_free,
        "slots": slots,
    }
    answer = _native.timetable(problem, cancel)
    crowds = tuple(Crowd(pairs=array("I", pairs), slots=array("I", own)) for pairs, own in answer["crowds"])
    return Timetable(slots=array("i", answer["slots"]), crowds=crowds, proved=answer["proved"])
