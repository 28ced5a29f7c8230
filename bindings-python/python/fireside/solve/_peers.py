"""Peers: people matched with people."""

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
class OddSet:
    """An odd number of people who cannot all be paired among themselves, and what that is worth to the proof."""

    people: array[int]
    """People in this set and in none inside it, ascending."""
    sets: array[int]
    """Sets inside this one, not inside another inside it: positions in ``odd_sets``, all before this one."""
    dual: int
    """What it is worth, in half points, above 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeersSolution:
    """Who meets whom, and the proof that no choice is worth more: the duals of both ends of an edge and of all odd sets that
    hold both sum to at least twice its weight."""

    edges: array[int]
    """Positions of the chosen edges, ascending (typecode ``"I"``)."""
    partner: array[int]
    """Whom each person meets; -1 if nobody (typecode ``"i"``)."""
    total: int
    """What the chosen edges are worth together."""
    bound: int
    """What no choice exceeds, as the duals prove."""
    gap: int
    """``bound`` less ``total``; 0 proves the answer optimal."""
    duals: array[int]
    """One a person, in half points (typecode ``"q"``)."""
    odd_sets: tuple[OddSet, ...]
    """The odd sets with a dual; any two are apart or one within the other."""
    status: Status
    """How good the answer is known to be."""


def peers(
    a: Integers,
    b: Integers,
    weight: Integers,
    *,
    n: int,
    timeout: float | None = None,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> PeersSolution:
    """Chooses edges of the largest total weight between people of one kind, at most one edge at each person.

    Arrays are taken as ``assign`` takes them. To match as many people as possible first, add to every weight more than the
    weights of any matching sum to::

        # Ada (0), Bo (1) and Cem (2) would all like to meet; only Cem knows Dana (3).
        solution = solve.peers(a=[0, 0, 1, 2], b=[1, 2, 2, 3], weight=[8, 9, 10, 7], n=4)
        assert list(solution.partner) == [1, 0, 3, 2] and solution.total == solution.bound == 15

    :param a: one end of each edge, below ``n``.
    :param b: the other end. The same two people may be given several times, in either order.
    :param weight: what each edge is worth, from 0 to 2⁵². An edge worth 0 is never chosen.
    :param n: how many people there are, at most 2²⁴.
    :param timeout: seconds after which the best answer so far comes back, with its certified gap and the status
        ``"deadline"``.
    :param progress: called now and then with stage, done and total.
    :param cancel: an event; once it is set, the work ends with ``CancelledError``.
    :raises InvalidInputError: with every problem found, for example at ``b[5]``.
    """
    answer = _native.peers(_problem(a, b, weight, n), timeout, progress, cancel)
    odd_sets = tuple(
        OddSet(people=array("I", people), sets=array("I", sets), dual=dual)
        for people, sets, dual in answer.pop("odd_sets")
    )
    edges, partner, duals = (array(code, answer.pop(name)) for code, name in zip("Iiq", ["edges", "partner", "duals"]))
    return PeersSolution(edges=edges, partner=partner, duals=duals, odd_sets=odd_sets, **answer)


def verify_peers(
    a: Integers, b: Integers, weight: Integers, solution: PeersSolution, *, n: int
) -> Literal[True]:
    """Checks a solution against its problem, sharing nothing with what made it: edges, partners, sums, odd sets, the bound.

    :raises VerificationError: with everything that does not hold.
    """
    _native.verify_peers(_problem(a, b, weight, n), solution)
    return True


def _problem(a: Integers, b: Integers, weight: Integers, n: int) -> dict[str, Integers | int]:
    return {"a": a, "b": b, "weight": weight, "n": n}
