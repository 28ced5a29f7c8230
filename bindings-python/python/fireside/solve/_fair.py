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

Measure = Literal["best", "sum"]
"""What a mentee's lot is: what their best edge is worth, or all their edges together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FairSolution:
    """Which edges, what fairness costs, and the proof that no choice is fairer."""

    edges: array[int]
    """Positions of the chosen edges, ascending (typecode ``"I"``)."""
    matched: int
    """How many mentees have at least one."""
    worst: int
    """The least lot of those who have any; 0 if nobody has."""
    bound: int
    """No choice that gives something to as many has a better ``worst``."""
    gap: int
    """``bound`` less ``worst``. 0 says that nobody can be spared being as badly off as whoever is worst off."""
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
    """Up to this lot the answer is proved: no choice has fewer people below. The largest weight, unless the deadline came
    first; 0 if only ``matched`` is proved, as always for sums; -1 if nothing is."""
    shares: array[int]
    """For sums the proof of ``bound``, one a mentee, else empty (typecode ``"q"``). With weights times shares no choice exceeds
    what ``share_prices`` prove; that is divided by the sum of the ``matched`` least shares of mentees who have edges."""
    share_prices: array[int]
    """One a mentor, for ``shares`` (typecode ``"q"``)."""
    status: Status
    """``"optimal"`` if all is proved; for sums ``"within_gap"``, whatever the gap, since the lots of others than the worst off
    are not proved; ``"deadline"`` if there was no time."""


def fair(
    mentee: Integers,
    mentor: Integers,
    weight: Integers,
    *,
    mentor_seats: Integers,
    mentee_seats: Integers | None = None,
    measure: Measure = "best",
    timeout: float | None = None,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> FairSolution:
    """Chooses edges so that whoever has least has as much as possible, then whoever has least of the others, and so on.

    What counts for a mentee is their best edge, and nothing if they have none; seats that are left go to those who want
    several, for the most points. That is solved exactly. With ``measure="sum"`` it is what all their edges are worth together;
    if anybody wants several that is NP-hard, and the answer is a good one with a ``bound`` and a ``gap``. Everything is
    taken as ``assign`` takes it::

        # 9 and 1 are worth more together, 4 and 4 are fairer.
        solution = solve.fair([0, 0, 1, 1], [0, 1, 0, 1], [9, 4, 4, 1], mentor_seats=[1, 1])
        assert list(solution.edges) == [1, 2] and solution.worst == 4 and solution.price == 2

    :param measure: ``"best"`` (exact) or ``"sum"`` (within a gap).
    :param timeout: seconds after which an honest answer comes back, with the status ``"deadline"``.
    :param progress: called now and then with stage, done and total.
    :param cancel: an event; once it is set, the work ends with ``CancelledError``.
    :raises InvalidInputError: with every problem found, for example at ``weight[5]``.
    """
    edges = edges_of(mentee, mentor, weight, mentor_seats, mentee_seats)
    answer = _native.fair(edges, measure, timeout, progress, cancel)
    names = ["edges", "most_prices", "price_mentors", "price_weights", "prices", "shares", "share_prices"]
    arrays: dict[str, Any] = {name: array(code, answer.pop(name)) for code, name in zip("IqIqqqq", names)}
    return FairSolution(**arrays, **answer)


def verify_fair(
    mentee: Integers,
    mentor: Integers,
    weight: Integers,
    solution: FairSolution,
    *,
    mentor_seats: Integers,
    mentee_seats: Integers | None = None,
    measure: Measure = "best",
) -> Literal[True]:
    """Checks a solution against its problem, sharing nothing with what made it: seats, figures, every kind of prices.

    :raises VerificationError: with everything that does not hold.
    """
    _native.verify_fair(edges_of(mentee, mentor, weight, mentor_seats, mentee_seats), measure, solution)
    return True
