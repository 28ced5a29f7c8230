"""Balance: the most points when every further conversation of a mentor costs more than the one before."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from .. import _native
from ..control import Cancel, Progress
from ..matching import Status
from ._assign import edges_of

if TYPE_CHECKING:
    from ._arrays import Integers


@dataclass(frozen=True, slots=True, kw_only=True)
class BalancedSolution:
    """Which edges, and the proof that no choice is worth more once every mentor's load is paid for."""

    edges: array[int]
    """Positions of the chosen edges, ascending (typecode ``"I"``)."""
    total: int
    """Their weights together."""
    worth: int
    """``total`` less the cost of load: for a mentor with n edges, n (n - 1) / 2 times the load cost."""
    bound: int
    """What no choice is worth more than, as ``prices`` prove."""
    gap: int
    """``bound`` less ``worth``."""
    prices: array[int]
    """One a mentor (typecode ``"q"``): at the optimum, what one more conversation with them would add that costs nothing."""
    loads: array[int]
    """One a mentor (typecode ``"I"``): how many of the edges are theirs."""
    status: Status
    """``"optimal"`` if the gap is 0."""


def balanced(
    mentee: Integers,
    mentor: Integers,
    weight: Integers,
    *,
    load_cost: int,
    mentor_seats: Integers,
    mentee_seats: Integers | None = None,
    timeout: float | None = None,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> BalancedSolution:
    """Chooses edges of the most weight less the cost of load, so that conversations spread over mentors.

    Everything is taken as ``assign`` takes it::

        # Both would learn a little more from the first mentor; together that is 18, less 2.
        solution = solve.balanced([0, 0, 1, 1], [0, 1, 0, 1], [9, 8, 9, 6], load_cost=2, mentor_seats=[5, 5])
        assert list(solution.edges) == [1, 2] and list(solution.loads) == [1, 1]

    :param load_cost: what every further edge of a mentor costs more than the one before, in the unit of weights: nothing for the
        first, so much for the second, twice as much for the third. 0 is ``assign``. An edge that weighs less than it would cost is
        not chosen, even if a seat is free.
    :param timeout: seconds after which an honest answer comes back, with the status ``"deadline"``.
    :raises InvalidInputError: with every problem found.
    """
    problem = edges_of(mentee, mentor, weight, mentor_seats, mentee_seats)
    answer = _native.balanced(problem, load_cost, timeout, progress, cancel)
    edges, prices, loads = (array(code, answer.pop(name)) for code, name in zip("IqI", ["edges", "prices", "loads"]))
    return BalancedSolution(edges=edges, prices=prices, loads=loads, **answer)


def verify_balanced(
    mentee: Integers,
    mentor: Integers,
    weight: Integers,
    solution: BalancedSolution,
    *,
    load_cost: int,
    mentor_seats: Integers,
    mentee_seats: Integers | None = None,
) -> Literal[True]:
    """Checks a solution against its problem, sharing nothing with what made it: seats, sums, loads, the bound, the prices.

    :raises VerificationError: with everything that does not hold.
    """
    _native.verify_balanced(edges_of(mentee, mentor, weight, mentor_seats, mentee_seats), load_cost, solution)
    return True
