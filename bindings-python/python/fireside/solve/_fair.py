"""Fair choices: whoever has least is to have as much as possible."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from .. import _native
from ..control import Cancel, Progress
from ..matching import Status
from ._assign import edges_of

if TYPE_CHECKING:
    from ._arrays import Integers


@dataclass(frozen=True, slots=True, kw_only=True)
class FairSolution:
    """Which edges, what fairness costs, and the proof that no choice is fairer."""

    edges: array[int]
    """Positions of the chosen edges, ascending (typecode ``"I"``)."""
    matched: int
    """How many mentees have at least one."""
    worst: int
    """What the best edge of whoever has the least is worth, among those who have any; 0 if nobody has."""
    total: int
    """What the chosen edges are worth together."""
    most: int
    """What no choice exceeds, fair or not, as ``most_prices`` prove; the largest total there is, if there was time."""
    price: int
    """``most`` less ``total``: what fairness costs. Only that it costs no more is proved here; that ``most`` can be reached
    shows whoever calls ``assign``."""
    most_prices: array[int]
    """One a mentor, for ``most`` (typecode ``"q"``)."""
    price_mentors: array[int]
    """The proof of fairness: a mentor's price is a list of numbers, one for how many have somebody (at weight 0), then one for
    each weight, ascending. An edge is worth the list with 1 at weight 0 and -1 at its own weight. Lists are added number by
    number and compared from the first number on; so read, no choice is worth more than seats times price and every mentee's
    best of worth less price. This is whose price each entry of ``prices`` is (typecode ``"I"``)."""
    price_weights: array[int]
    """At which weight (typecode ``"q"``)."""
    prices: array[int]
    """The numbers that are not 0 (typecode ``"q"``)."""
    proved: int
    """Up to this weight the answer is proved: no choice has fewer people below. The largest weight, unless the deadline came
    first; -1 if nothing is proved."""
    status: Status
    """``"optimal"`` if all is proved, else ``"deadline"``."""


def fair(
    mentee: Integers,
    mentor: Integers,
    weight: Integers,
    *,
    mentor_seats: Integers,
    mentee_seats: Integers | None = None,
    timeout: float | None = None,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> FairSolution:
    """Chooses edges so that whoever has least has as much as possible, then whoever has least of the others, and so on.

    What counts for a mentee is their best edge, and nothing if they have none; seats that are left go to those who want
    several, for the most points. Everything is taken as ``assign`` takes it::

        # 9 and 1 are worth more together, 4 and 4 are fairer.
        solution = solve.fair([0, 0, 1, 1], [0, 1, 0, 1], [9, 4, 4, 1], mentor_seats=[1, 1])
        assert list(solution.edges) == [1, 2] and solution.worst == 4 and solution.price == 2

    :param timeout: seconds after which an honest answer comes back, with the status ``"deadline"``.
    :param progress: called now and then with stage, done and total.
    :param cancel: an event; once it is set, the work ends with ``CancelledError``.
    :raises InvalidInputError: with every problem found, for example at ``weight[5]``.
    """
    answer = _native.fair(edges_of(mentee, mentor, weight, mentor_seats, mentee_seats), timeout, progress, cancel)
    names = ["edges", "most_prices", "price_mentors", "price_weights", "prices"]
    arrays: dict[str, Any] = {name: array(code, answer.pop(name)) for code, name in zip("IqIqq", names)}
    return FairSolution(**arrays, **answer)


def verify_fair(
    mentee: Integers,
    mentor: Integers,
    weight: Integers,
    solution: FairSolution,
    *,
    mentor_seats: Integers,
    mentee_seats: Integers | None = None,
) -> Literal[True]:
    """Checks a solution against its problem, sharing nothing with what made it: seats, figures, both kinds of prices.

    :raises VerificationError: with everything that does not hold.
    """
    _native.verify_fair(edges_of(mentee, mentor, weight, mentor_seats, mentee_seats), solution)
    return True
