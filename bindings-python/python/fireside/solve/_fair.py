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
    """``bound`` less ``worst``. 0 says that nobody can be spared being as badly off as whoever is worst off. In bands it is less
    than the band."""
    total: int
    """What the chosen edges are worth together."""
    most: int
    """What no choice exceeds, fair or not, as ``most_prices`` prove; the largest total there is, if there was time."""
    price: int
    """``most`` less ``total``: what fairness costs; after a deadline, what it costs at most."""
    most_prices: array[int]
    """One a mentor, for ``most`` (typecode ``"q"``)."""
    price_mentors: array[int]
    """The proof of fairness: a mentor's price is a list of numbers, one for how many have somebody (at weight 0), then one for
    each weight, ascending. An edge is worth the list with 1 at weight 0 and -1 at its own weight. Lists are added number by
    number and compared from the first number on; so read, no choice is worth more than seats times price and every mentee's
    best of worth less price. In bands a weight is the number of its band, from 1 on; with an urgency an edge has its 1 at minus
    its mentee's urgency instead of at 0. This is whose price each entry of ``prices`` is (typecode ``"I"``)."""
    price_weights: array[int]
    """At which weight (typecode ``"q"``)."""
    prices: array[int]
    """The numbers that are not 0 (typecode ``"q"``)."""
    second_prices: array[int]
    """In bands the proof that no choice as fair has lots that are worth more together, one a mentor, else empty (typecode
    ``"q"``). A choice is as fair if and only if, at ``prices``, it has mentees' best edges only, somebody for every mentee whose
    best is worth more than nothing, and all seats filled of mentors whose price is. Let an edge count for what it is worth above
    the lower end of its band: then no such choice exceeds seats times second price and every mentee's best edge less second
    price, none below 0 but of those who must have somebody."""
    urgencies: array[int]
    """With an urgency those there are, the largest first, else empty (typecode ``"I"``)."""
    urgent_mentees: array[int]
    """How many mentees have it (typecode ``"Q"``)."""
    urgent_matched: array[int]
    """How many of them have somebody (typecode ``"Q"``)."""
    proved: int
    """Up to this lot the answer is proved: no choice has fewer people below. The largest weight, unless the deadline came
    first; 0 if only ``matched`` is proved, as always for sums; less than any lot if nothing is, which is -1 without urgency. In
    bands the number of a band."""
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
    band: int = 1,
    urgency: Integers | None = None,
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
    :param band: tells lots apart by bands only: 1 to ``band``, and so on. Of all choices that are as fair by bands, that whose lots
        are worth most together: a small step down in fairness that buys points back. For ``"best"`` only.
    :param urgency: one whole number a mentee. Of those with the largest as many as possible have somebody, then of those with
        the next, and so on; as many have somebody as without. For ``"best"`` only.
    :param timeout: seconds after which an honest answer comes back, with the status ``"deadline"``.
    :param progress: called now and then with stage, done and total.
    :param cancel: an event; once it is set, the work ends with ``CancelledError``.
    :raises InvalidInputError: with every problem found, for example at ``weight[5]``.
    """
    edges = edges_of(mentee, mentor, weight, mentor_seats, mentee_seats)
    options = {"measure": measure, "band": band, "urgency": urgency}
    answer = _native.fair(edges, options, timeout, progress, cancel)
    names = ["edges", "most_prices", "price_mentors", "price_weights", "prices", "shares", "share_prices"]
    names += ["second_prices", "urgencies", "urgent_mentees", "urgent_matched"]
    arrays: dict[str, Any] = {name: array(code, answer.pop(name)) for code, name in zip("IqIqqqqqIQQ", names)}
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
    band: int = 1,
    urgency: Integers | None = None,
) -> Literal[True]:
    """Checks a solution against its problem, sharing nothing with what made it: seats, figures, every kind of prices.

    :raises VerificationError: with everything that does not hold.
    """
    options = {"measure": measure, "band": band, "urgency": urgency}
    _native.verify_fair(edges_of(mentee, mentor, weight, mentor_seats, mentee_seats), options, solution)
    return True
