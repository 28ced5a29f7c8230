"""People matched with people, round by round: coffee rounds, communities of practice.

Plain, frozen dataclasses with the names of the document ``fireside/peers/1``. Lists are in the order of ids.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, cast

from . import _native, matching
from .cohort import CohortLike, cohort_of, text_of
from .control import Cancel, Progress
from .matching import AdoptedTopic, Reason, Run, SharedTopic, Status

__all__ = [
    "Odd",
    "PeerBye",
    "PeerCertificate",
    "PeerDirection",
    "PeerJoining",
    "PeerMatching",
    "PeerPair",
    "PeerPrice",
    "PeerRound",
    "PeerSet",
    "PeerTrio",
    "match_peers",
]

Odd: TypeAlias = Literal["bye", "trio"]
"""What happens with whoever is left over: they have the round off, or join a pair that they may join."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerDirection:
    """What one has to tell the other."""

    mentor: str
    """Id of who tells."""
    mentee: str
    """Id of who asks."""
    points: int
    """Out of 1,000,000, as ``match_cohort`` counts them."""
    broad: bool
    """Whether who asks has stated no topic and hears of one that the other is eager about."""
    shared_topics: tuple[SharedTopic, ...]
    """The wanted topics that the mentor is willing to talk about, most important first."""
    overlap_minutes: int | None = None
    """Common time over the horizon, in minutes; ``None`` unless both state availability."""
    summary: str
    """One sentence for people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerPair:
    """Two people who meet."""

    people: tuple[str, ...]
    """Their ids, in order."""
    score: float
    """``points`` as a share of what two people can be worth to each other at most, 0 to 1."""
    points: int
    """Of both ways round together, out of 2,000,000."""
    locked: bool
    """Whether the host locked the pair."""
    directions: tuple[PeerDirection, ...]
    """Who has something to tell whom: one way round or both, in the order of mentors."""
    summary: str
    """One sentence for people a way round."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerTrio:
    """Three people who meet, because one of them would have been left over."""

    people: tuple[str, ...]
    """Their ids, in order."""
    joined: str
    """Id of who joined the other two."""
    score: float
    """``points`` as a share of what three people can be worth to each other at most, 0 to 1."""
    points: int
    """Of every two of the three together, out of 6,000,000."""
    locked: bool
    """Whether the host locked the pair that was joined."""
    directions: tuple[PeerDirection, ...]
    """Who has something to tell whom, in the order of mentor, then mentee."""
    summary: str
    """Who joins whom, and one sentence for people a way round."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerBye:
    """Somebody who meets nobody in this round, and why."""

    person: str
    """The person's id."""
    reasons: tuple[Reason, ...]
    """Why; most people first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerSet:
    """An odd number of people, three or more, and what it is worth to the proof."""

    people: tuple[str, ...]
    """Ids of those in this set and in none inside it, in order."""
    sets: tuple[int, ...]
    """Sets inside this one: positions in ``odd_sets``, all before this one."""
    dual: int
    """In half units of weight, above 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerPrice:
    """The price of joining a pair."""

    people: tuple[str, ...]
    """The pair's ids, in order."""
    price: int
    """Above 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerJoining:
    """The proof of who joins which pair: to join weighs ``lift`` times one's level plus the points that one has with the two, and no
    choice is heavier than all prices together and everybody's best weight less price."""

    total_points: int
    """The points of those who joined with the two they joined."""
    gap: int
    """How much heavier another choice could be; 0 proves this one optimal."""
    lift: int
    """What a level counts, in points."""
    prices: tuple[PeerPrice, ...]
    """The pairs with a price, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerCertificate:
    """The proof of a round. Everybody who may still meet somebody has a *level*: 1 if they were left over least often, 2 next, and so
    on. An edge weighs ``lift`` times the levels of its ends plus its points, so that the heaviest choice leaves over as few people as
    possible, then as few as possible of the highest levels, and then has the most points. ``duals`` and ``odd_sets`` prove that none
    is heavier, as in ``solve.peers``. Locked pairs are counted beside it."""

    total_points: int
    """The points of all pairs, those that somebody has joined among them."""
    bound_points: int
    """No choice that leaves nobody else over has more."""
    gap: int
    """The difference; 0 proves the pairs optimal in everything."""
    matched: int
    """How many people are in a pair; those who have joined one do not count."""
    most: int
    """No choice has more of them in a pair."""
    scope: str
    """``"cohort"``: the proof speaks of every two people who may meet. ``"candidates"``: of as many mentors of each mentee as
    ``candidates`` says. ``"found"``: the timeout came before everybody was looked at, and there is no proof."""
    candidates: int | None = None
    """In large cohorts: only this many mentors of each mentee were considered, and of mentors who are then on fewer than 16 lists,
    their 16 mentees; those with the most points."""
    lift: int
    """What a level counts, in points."""
    duals: Mapping[str, int]
    """By person, in half units of weight; those who are not listed have none."""
    odd_sets: tuple[PeerSet, ...]
    """Odd numbers of people, of whom one is over whoever meets whom; any two apart or one within the other."""
    joining: PeerJoining | None = None
    """With ``odd="trio"``: the proof that nobody else can join a pair, and none a better one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerRound:
    """One round of conversations; everybody is in exactly one of its lists."""

    status: Status
    """How good the round is known to be, given the ones before it."""
    pairs: tuple[PeerPair, ...]
    """Conversations of two."""
    trios: tuple[PeerTrio, ...]
    """Conversations of three: a pair, and somebody who would have been left over."""
    byes: tuple[PeerBye, ...]
    """Everybody else, and why."""
    certificate: PeerCertificate
    """The proof."""


_OWN = (
    PeerBye,
    PeerCertificate,
    PeerDirection,
    PeerJoining,
    PeerPair,
    PeerPrice,
    PeerRound,
    PeerSet,
    PeerTrio,
)
RECORDS: dict[str, Callable[..., object]] = {**matching.RECORDS, **{record.__name__: record for record in _OWN}}
"""What the native half makes of the core's records."""


class PeerMatching:
    """Who meets whom in each round, who is left over and why, and the proof that nothing better exists.

    Immutable, cheap to share between threads, comparable, hashable and picklable.
    """

    __slots__ = ("__weakref__", "_handle", "_parts")

    _handle: _native.PeerMatching
    _parts: dict[str, Any]

    def __init__(self) -> None:
        raise TypeError("a PeerMatching comes from match_peers, PeerMatching.from_json or PeerMatching.from_dict")

    @classmethod
    def _of(cls, handle: _native.PeerMatching) -> PeerMatching:
        made = cls.__new__(cls)
        made._handle, made._parts = handle, {}
        return made

    @classmethod
    def from_json(cls, text: str | bytes | bytearray) -> PeerMatching:
        """Reads a document ``fireside/peers/1`` back, for example to verify it later."""
        return cls._of(_native.PeerMatching.from_json(text_of(text)))

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> PeerMatching:
        """Reads a document as dicts and lists."""
        return cls._of(_native.PeerMatching.read(document))

    def to_json(self) -> str:
        """The document, on one line; the same bytes in every language."""
        return self._handle.to_json()

    def to_dict(self) -> dict[str, Any]:
        """The document as dicts and lists."""
        return cast("dict[str, Any]", self._handle.to_dict())

    def verify(self, cohort: CohortLike) -> Literal[True]:
        """Checks the document against its cohort, sharing nothing with what made it: who may meet, nobody twice, locks, points, an
        answer for everybody in every round, and the proof of every round.

        :raises VerificationError: with everything that does not hold.
        """
        self._handle.verify(cohort_of(cohort)._handle)
        return True

    def _part(self, name: str) -> Any:
        if name not in self._parts:
            self._parts[name] = self._handle.part(name, RECORDS)
        return self._parts[name]

    @property
    def status(self) -> Status:
        """``"optimal"`` if every round is."""
        return cast("Status", self._part("status"))

    @property
    def rounds(self) -> tuple[PeerRound, ...]:
        """The rounds, in their order. Each is the best that the ones before it allow."""
        return cast("tuple[PeerRound, ...]", self._part("rounds"))

    @property
    def adopted_topics(self) -> tuple[AdoptedTopic, ...]:
        """Topics that the cohort does not define and the policy adopts, in the order of ids."""
        return cast("tuple[AdoptedTopic, ...]", self._part("adopted_topics"))

    @property
    def run(self) -> Run:
        """What the answer was made from."""
        return cast("Run", self._part("run"))

    def __eq__(self, other: object) -> bool:
        return self._handle.same(other._handle) if isinstance(other, PeerMatching) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.to_json())

    def __repr__(self) -> str:
        rounds = [f"{pairs} pairs, {trios} trios, {byes} byes" for pairs, trios, byes in self._handle.sizes()]
        return f"<PeerMatching, {self.status}: {'; '.join(rounds)}>"

    def __reduce__(self) -> tuple[Callable[[str], PeerMatching], tuple[str]]:
        return PeerMatching.from_json, (self.to_json(),)


def match_peers(
    cohort: CohortLike,
    *,
    rounds: int = 1,
    odd: Odd = "bye",
    seed: int = 0,
    threads: int | None = None,
    timeout: float | None = None,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> PeerMatching:
    """Matches people with people for conversations, round by round: an answer for everybody in every round, and the proof.

    People are mentors and mentees; the same id on both sides is one person. Two may meet if at least one may mentor the other, and
    are worth the points of both ways round together. Nobody meets anybody twice. In each round as few people as possible are left
    over, those who were left over before (and those with ``passed_over``) least of all; then the most points are made. Locked
    pairs meet in the first round in which both are free, in the order of their ids.

    :param cohort: a ``Cohort``, or a document ``fireside/cohort/1`` as a dict or a JSON text.
    :param rounds: how many rounds, 1 to 52.
    :param odd: what happens with whoever is left over; see ``Odd``.
    :param seed: among equally good choices, another seed may give another one; the same seed always gives the same.
    :param threads: how many threads may work, 1 to 256; as many as the machine has if absent. The answer does not
        depend on it.
    :param timeout: seconds after which the best rounds so far come back, with their certified gaps and the status ``"deadline"``.
    :param progress: called now and then with stage, done and total.
    :param cancel: an event; once it is set, the work ends with ``CancelledError``.
    :raises InvalidInputError: with every problem found in the cohort or the options.
    """
    options = {"rounds": rounds, "odd": odd, "seed": seed, "threads": threads}
    return PeerMatching._of(_native.match_peers(cohort_of(cohort)._handle, options, timeout, progress, cancel))
