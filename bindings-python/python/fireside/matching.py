"""The result: an answer for every person, a reason for every answer, and the proof.

Plain, frozen dataclasses with the names of the document ``fireside/matching/1``. Lists are in the order of ids, so the
same cohort gives the same result however its people were listed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast

from . import _native
from .cohort import CohortLike, cohort_of, text_of
from .control import Cancel
from .times import RECORDS as TIMES
from .times import Appointment, LimitedCoverage, Times

if TYPE_CHECKING:
    from datetime import datetime

    from .control import Cancel, Progress
    from .explanation import Explanation
    from .insight import HostRates, Insight, Recruit
    from .journal import EventsLike
    from .audit import Audit
    from .decision import DecisionRecord
    from .report import ReportAudit, ReportInsight

__all__ = [
    "AdoptedTopic",
    "Blocking",
    "BlockingPair",
    "Certificate",
    "Component",
    "Concentration",
    "Coverage",
    "Evidence",
    "Fairness",
    "LevelPrice",
    "Load",
    "Matching",
    "Near",
    "Pairing",
    "PassedOver",
    "QuotaUse",
    "Quotas",
    "Ranking",
    "Reason",
    "Run",
    "SharedTopic",
    "Short",
    "Spare",
    "Stability",
    "Status",
    "Unmatched",
    "Window",
]

Status: TypeAlias = Literal["optimal", "within_gap", "deadline"]
"""How good an answer is known to be. Never an error: an answer always comes with its certified gap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedTopic:
    """A wanted topic and what the mentor offers for it."""

    wanted: str
    """Id of the topic the mentee wants; in a broad pairing, the topic the mentor is eager about."""
    offered: str
    """Id of the topic the mentor offers for it."""
    relation: Literal["same", "narrower", "broader", "related", "mixed"]
    """What the offered topic is to the wanted one."""
    path: tuple[str, ...]
    """The way through the taxonomy, as ids, from the wanted to the offered topic."""
    similarity: float
    """What the way keeps of the interest, 0 to 1."""
    willingness: Literal["eager", "willing", "if_needed"]
    """How gladly the mentor talks about it."""
    mentor_level: int
    """The mentor's level, 1 to 5."""
    mentee_level: int
    """The mentee's level, 1 to 5."""
    importance: int
    """How much the topic matters to the mentee."""
    value: float
    """Similarity times willingness times the fit of the levels, 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A stretch of common time, in UTC, for example ``2026-12-01T09:00:00Z``."""

    start: str
    end: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A fact a score rests on."""

    code: str
    """Its stable name."""
    text: str
    """In words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """One part of a score."""

    component: str
    """``interests``, ``availability``, ``preference``, ``affinity``, or a soft rule as ``prefer_differ:department``."""
    weight: float
    """Its weight in the policy."""
    value: float
    """How much of it this pair has, 0 to 1."""
    points: int
    """What it adds to the score."""
    evidence: tuple[Evidence, ...]
    """What the value rests on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """A conversation worth having, and why."""

    mentor: str
    """The mentor's id."""
    mentee: str
    """The mentee's id."""
    score: float
    """``points`` as a share of a perfect pair's, 0 to 1."""
    points: int
    """Out of 1,000,000. What matching adds up."""
    locked: bool
    """Whether the host locked the pair."""
    broad: bool
    """Whether the mentee stated no topic and meets the mentor on one the mentor is eager about."""
    shared_topics: tuple[SharedTopic, ...]
    """The wanted topics that this mentor is willing to talk about, most important first."""
    overlap_minutes: int | None = None
    """Common time over the horizon, in minutes; ``None`` unless both state availability."""
    common_windows: tuple[Window, ...]
    """The first ten common windows."""
    breakdown: tuple[Component, ...]
    """The score's parts; their points sum to ``points``."""
    session: Appointment | None = None
    """When they meet, if the matching was made with times (``schedule=True``); ``None`` of locked pairs who have none."""
    summary: str
    """One sentence for people."""
    price: int | None = None
    """Of a suggestion with ``spread``: the mentor's price, in points. Suggestions are in the order of points less price."""

    def _repr_html_(self) -> str:
        from .notebook import pairing_html

        return pairing_html(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why something is not so, and for how many people."""

    code: str
    """Its stable name, for example ``"seats_taken"``."""
    count: int
    """How many people (or, for ``no_offer``, topics) it speaks of."""
    detail: str
    """In words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A mentor who came near."""

    mentor: str
    """The mentor's id."""
    points: int
    """The pair's points, had it been allowed."""
    code: str
    """What stood in the way."""
    detail: str
    """In words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmatched:
    """A mentee without a mentor, and why."""

    mentee: str
    """The mentee's id."""
    reasons: tuple[Reason, ...]
    """Why; most mentors first."""
    nearest: tuple[Near, ...]
    """The mentors that came nearest, nearest first; at most three."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Short:
    """A mentee with some of the mentors they would like, and why there are no more."""

    mentee: str
    """The mentee's id."""
    wanted: int
    """How many mentors they would like."""
    matched: int
    """How many they have."""
    reasons: tuple[Reason, ...]
    """Why there are no more; most mentors first."""
    nearest: tuple[Near, ...]
    """The other mentors that came nearest, nearest first; at most three."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spare:
    """A mentor with seats left, and why."""

    mentor: str
    """The mentor's id."""
    seats: int
    """How many seats; 0 for those who take no part."""
    reasons: tuple[Reason, ...]
    """Why they are not taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptedTopic:
    """A topic that people named and the cohort does not define."""

    id: str
    """Its id: the normalised text."""
    label: str
    """As people wrote it."""
    people: int
    """How many people name it."""
    similar_to: str | None = None
    """The defined topic it resembles, if any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The proof that no matching gives more mentees a mentor: either they come to a mentor who is not scarce, or they have
    one of the seats of scarce mentors."""

    matched: int
    """How many mentees have a mentor."""
    bound: int
    """No matching gives more of them one."""
    scarce: tuple[str, ...]
    """Ids of mentors one more seat of whom would give one mentee more a mentor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concentration:
    """How conversations are spread over the mentors who take part: those who are not paused and have a seat. Shares are exact to
    the millionth, rounded down."""

    conversations: int
    """All pairings."""
    mentors: int
    """Mentors who take part."""
    mentors_with_any: int
    """How many of them have a conversation."""
    most: int
    """The most conversations of one mentor."""
    top_tenth_share: float
    """Of all conversations, the share of the tenth of the mentors (rounded up) who have most, 0 to 1; 0 if there is none."""
    gini: float
    """Gini's coefficient: 0 if all mentors have as many conversations, near 1 if one has them all. With loads
    x_1 <= ... <= x_m it is the sum of (2 i - m - 1) x_i, over m times the sum of x_i."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """With a cost of load: what it comes to, and what it does to the concentration."""

    cost_points: int
    """What the conversations of this matching cost, in points: for a mentor with n, n (n - 1) / 2 times the load cost. What the
    matching is worth is ``total_points`` less this."""
    after: Concentration
    """The concentration in this matching."""
    before: Concentration | None = None
    """The concentration in the matching of the most points; absent if the timeout came before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelPrice:
    """One number of a mentor's price."""

    points: int
    """At which lot, or band; minus a number of rounds for how many were passed over as often and have a mentor."""
    price: int
    """The number, not 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedOver:
    """How many of those who were passed over equally often have a mentor."""

    passed_over: int
    """How often earlier rounds passed them over."""
    mentees: int
    """How many there are, of those who want a mentor and have no locked pair."""
    matched: int
    """How many of them have a mentor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fairness:
    """The proof that no matching is fairer. A mentee's lot are the points of their best pairing, 0 if they have none; of mentees
    without a locked pair as few as possible have nothing, then as few as possible have the least lot, and so on."""

    matched: int
    """How many of these mentees have a mentor. No matching gives more of them one."""
    worst_points: int
    """The least points of the best pairing of those who have one. No matching that gives as many a mentor has more."""
    best_points: Mapping[str, int]
    """What every mentee could have at most, seats aside; those who may meet nobody are not listed."""
    prices: Mapping[str, tuple[LevelPrice, ...]]
    """Mentors' prices, as lists of numbers: one for how many mentees have a mentor (at 0 points), then one for each lot,
    ascending; those not listed are 0. A pair is worth the list with 1 at 0 points and -1 at its own points. So read, no matching
    is worth more than seats times price and every mentee's best of worth less price."""
    band: int | None = None
    """With the option ``fair_band``: lots are told apart by band only; ``prices`` have the number of a band for its points."""
    second_prices: Mapping[str, int] = field(default_factory=dict)
    """In bands, why no matching that is as fair has lots with more points together; mentors not listed have none. They are read as
    those of ``solve.fair``."""
    passed_over: tuple[PassedOver, ...] | None = None
    """With the option ``passed_over_first``: how many of those passed over so often have a mentor, most often first. In ``prices``,
    minus so many points stand for how many of them have one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """The proof that no matching has more pairs, or as many and more first choices of mentees, and so on. A mentee's first choice
    is whoever is worth most to them; equal ones share a place. Locked pairs are no choice."""

    matched: int
    """How many pairs are not locked. No matching has more."""
    signature: tuple[int, ...]
    """How many of them are first choices, second ones and so on; the tenth number has all later ones, too."""
    prices: Mapping[str, tuple[int, ...]]
    """Mentors' prices, as lists of numbers: one for how many pairs there are, then one for each place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stability:
    """How many pairs a stable matching has. Two people who do not meet block it if each has a free seat or would rather meet the
    other than somebody they meet; none do. Locked pairs are no choice."""

    matched: int
    """How many pairs are not locked."""
    bound: int
    """No stable matching has more. The two differ only where somebody sees two people as equal."""
    cover: tuple[str, ...]
    """The mentors who prove ``bound`` where somebody does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaUse:
    """A quota of the policy and how much of it is taken."""

    rule: int
    """Which of the policy's rules, from 0."""
    max: int
    """How many pairs it allows."""
    taken: int
    """How many there are."""
    price: int
    """What one more would add to the points, at most."""
    value: str | None = None
    """The value that mentees state, or for a reserve the one that they do not; ``None`` if the attribute is hidden."""
    mentor: str | None = None
    """At which mentor; in the whole matching if ``None``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotas:
    """The proof that no matching that keeps the policy's quotas has more points: a pair is worth its points less the price of its
    mentor and of every quota that it counts for; with the objective ``"coverage"``, a mentee's first pair ``coverage.bonus`` more."""

    bound_points: int
    """No matching that keeps the quotas has more points; with the objective ``"coverage"``, none that gives as many mentees a mentor."""
    gap: int
    """``bound_points`` less the points of this matching: 0 unless people count for several values, so that quotas cross."""
    prices: Mapping[str, int]
    """Mentors' prices; those who are not listed have none."""
    groups: tuple[QuotaUse, ...]
    """Quotas that are full, or have a price, in the order of the policy's rules, values and mentors."""
    coverage: LimitedCoverage | None = None
    """With the objective ``"coverage"``: how many mentees have a mentor, and why no more can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """The proof: for any prices, no matching is worth more than ``bound_points``; with the objective ``"coverage"``, none
    that gives as many mentees a mentor."""

    total_points: int
    """The points of all pairings."""
    bound_points: int
    """No matching of this cohort has more; with the objective ``"coverage"``, none that gives as many mentees a mentor. If load
    costs, none is worth more: points less ``load.cost_points``. Times, quotas and circles aside."""
    gap: int
    """The difference, less ``load.cost_points`` if load costs. With the objectives ``"total"`` and ``"coverage"`` 0 proves the answer optimal; with the others it is what
    the objective costs, and their own proof says how good the answer is; so it is with times, quotas and circles."""
    scope: str
    """``"cohort"``: the proof speaks of every eligible pair. ``"candidates"``: the objective's own proof speaks of as many pairs of
    each mentee as ``candidates`` says."""
    prices: Mapping[str, int]
    """Every mentor's price in points: when ``bound_points`` is reached, exactly what one more seat of theirs would add to it; if
    load costs, what one more conversation of theirs would add that costs nothing."""
    candidates: int | None = None
    """In large cohorts: only this many mentors of each mentee were considered, those with the most points."""
    coverage: Coverage | None = None
    """With the objective ``"coverage"``: how many mentees have a mentor, and why no more can. With quotas, reserves or circles
    ``quotas`` has that, with times ``times``."""
    most_points: int | None = None
    """With another objective than ``"total"``, if load costs, or with times, quotas or circles: the most points that any matching has. Less ``total_points``, that is the
    price of the objective."""
    load: Load | None = None
    """If load costs: how much, and how conversations are spread over mentors without and with the cost."""
    fair: Fairness | None = None
    """With the objective ``"fair"``: who is worst off, and why nobody can do better for them."""
    ranks: Ranking | None = None
    """With the objective ``"rank_maximal"``: how many have their first choice, and so on, and why no more can."""
    stable: Stability | None = None
    """With the objectives ``"stable_mentee"`` and ``"stable_mentor"``: how many pairs there are, and can be at most."""
    quotas: Quotas | None = None
    """Where the policy has quotas or reserves: which are full, what they cost, and that nothing better keeps them."""
    times: Times | None = None
    """If the matching was made with times: what they cost, and that nothing better has time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What an answer was made from."""

    version: str
    """fireside's version."""
    policy_hash: str
    """SHA-256 of the canonical policy."""
    input_hash: str
    """SHA-256 of the canonical cohort without its policy."""
    objective: str
    """The objective, for example ``"total"``."""
    options: Mapping[str, str]
    """Options that bear on the answer beyond objective and seed."""
    seed: int
    """What ties are broken with."""
    time_zone_data: str
    """The version of the time zone database."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockingPair:
    """Two people who would both rather meet each other than somebody they meet."""

    mentor: str
    """The mentor's id."""
    mentee: str
    """The mentee's id."""
    mentor_would_leave: str | None = None
    """Whom the mentor likes least of the mentees they meet; ``None`` if they have a seat left."""
    mentee_would_leave: str | None = None
    """Whom the mentee likes least of the mentors they meet; ``None`` if they would like another one anyway."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocking:
    """How many pairs would rather meet each other, and the first of them."""

    count: int
    """How many pairs."""
    mentees: int
    """How many mentees are in one."""
    pairs: tuple[BlockingPair, ...]
    """The first of them, in the order of mentee, then mentor."""


RECORDS: dict[str, Callable[..., object]] = {
    "AdoptedTopic": AdoptedTopic,
    "Blocking": Blocking,
    "BlockingPair": BlockingPair,
    "Certificate": Certificate,
    "Component": Component,
    "Concentration": Concentration,
    "Coverage": Coverage,
    "Evidence": Evidence,
    "Fairness": Fairness,
    "LevelPrice": LevelPrice,
    "Load": Load,
    "Near": Near,
    "Pairing": Pairing,
    "PassedOver": PassedOver,
    "Ranking": Ranking,
    "Reason": Reason,
    "Run": Run,
    "SharedTopic": SharedTopic,
    "Short": Short,
    "Spare": Spare,
    "QuotaUse": QuotaUse,
    "Quotas": Quotas,
    "Stability": Stability,
    "Unmatched": Unmatched,
    "Window": Window,
    **TIMES,
}
"""What the native half makes of the core's records."""


class Matching:
    """Who meets whom, who does not and why, and the proof that nothing better exists.

    Immutable, cheap to share between threads, comparable, hashable and picklable.
    """

    __slots__ = ("__weakref__", "_by_mentee", "_handle", "_parts")

    _by_mentee: dict[str, tuple[Pairing, ...]] | None
    _handle: _native.Matching
    _parts: dict[str, Any]

    def __init__(self) -> None:
        raise TypeError("a Matching comes from match_cohort, Matcher.run, Matching.from_json or Matching.from_dict")

    @classmethod
    def _of(cls, handle: _native.Matching) -> Matching:
        matching = cls.__new__(cls)
        matching._handle = handle
        matching._parts = {}
        matching._by_mentee = None
        return matching

    @classmethod
    def from_json(cls, text: str | bytes | bytearray) -> Matching:
        """Reads a document ``fireside/matching/1`` back, for example to verify it later."""
        return cls._of(_native.Matching.from_json(text_of(text)))

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> Matching:
        """Reads a document as dicts and lists."""
        return cls._of(_native.Matching.read(document))

    def to_json(self) -> str:
        """The document, on one line; the same bytes in every language."""
        return self._handle.to_json()

    def to_dict(self) -> dict[str, Any]:
        """The document as dicts and lists."""
        return cast("dict[str, Any]", self._handle.to_dict())

    def verify(self, cohort: CohortLike) -> Literal[True]:
        """Checks the document against its cohort, sharing nothing with what made it: eligibility, willingness, seats,
        locks, scores, sums, the bound, and an answer for everybody.

        :raises VerificationError: with everything that does not hold.
        """
        self._handle.verify(cohort_of(cohort)._handle)
        return True

    def blocking_pairs(self, cohort: CohortLike, most: int = 100) -> Blocking:
        """The pairs of ``cohort`` that would rather meet each other than what this matching gives them.

        None in a matching that is ``"stable_mentee"`` or ``"stable_mentor"``; in any other, part of what its objective costs.
        Every pair is judged: O(mentees · mentors).

        :param most: how many pairs to name; ``count`` counts them all.
        :raises VerificationError: with the code ``wrong_cohort`` if somebody who is paired is not in the cohort.
        """
        return cast("Blocking", self._handle.blocking_pairs(cohort_of(cohort)._handle, most, RECORDS))

    def load(self, cohort: CohortLike) -> Concentration:
        """How the conversations of this matching are spread over the mentors of its cohort. Whoever it names as a mentor counts, and
        all others who take part."""
        return cast("Concentration", self._handle.load(cohort_of(cohort)._handle, RECORDS))

    def explain(self, cohort: CohortLike, mentor: str, mentee: str) -> Explanation:
        """Why this pair, or why not: what ``Matcher.explain`` says of it, and how it stands in this matching (``standing``). So of two who may
        meet and do not it tells how many points are missing, exactly::

            print(matching.explain(cohort, "ada", "bo").standing.missing)

        :param cohort: the cohort that this matching was made of.
        :raises InvalidInputError: with the code ``unknown_person``.
        :raises VerificationError: with the code ``wrong_cohort`` if this matching is not of this cohort and policy.
        """
        from .explanation import RECORDS as EXPLANATION_RECORDS

        return cast("Explanation", self._handle.explain(cohort_of(cohort)._handle, mentor, mentee, EXPLANATION_RECORDS))

    def insight(
        self,
        cohort: CohortLike,
        *,
        silo: str | None = None,
        min_group: int = 5,
        best: int = 3,
        cost: HostRates | Mapping[str, object] | None = None,
        outcomes: Mapping[str, Mapping[str, float]] | None = None,
        recruit: Recruit | Mapping[str, object] | None = None,
        previous: Insight | None = None,
        events: EventsLike | None = None,
        since: datetime | str | None = None,
        threads: int | None = None,
        timeout: float | None = None,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> Insight:
        """What this round comes to: figures, supply and demand by topic, and gaps in what topics are called::

            insight = matching.insight(cohort, silo="department")
            print(insight["coverage"].value, insight.recruit)

        Seconds for 100,000 mentees; memory grows with people and topics.

        :param cohort: the cohort that this matching was made of.
        :param silo: the attribute whose values are silos, for example ``"department"``. Hidden attributes cannot be asked for.
        :param min_group: the fewest conversations of a link between silos that is told by itself, and the fewest people of a vocabulary gap: 2 to
            1,000.
        :param best: how many mentors count as somebody's best: 1 to 20.
        :param cost: what conversations cost the host.
        :param outcomes: what the host knows of people, by the name of the outcome and the id of the person: a rating, 1 for whoever stayed and 0 for
            whoever left. Within 1,000,000 of 0; read to six decimals.
        :param recruit: what the mentor is like who might be recruited for a topic; of level 5 and willing if absent.
        :param previous: what the round before came to, for the figures' ``change``.
        :param events: what happened since, of a journal that begins with ``cohort``: it tells which conversations were held, which proposals were
            answered, and who did not appear.
        :param since: only conversations that began then or later are counted; all that are known if absent.
        :param threads: how many threads may work; as many as the machine has if absent. The answer does not depend on it.
        :param timeout: seconds after which it tells what it knows: ``complete`` is false then.
        :param progress: called now and then with a ``Progress``, from this thread.
        :param cancel: an event; once it is set, the work ends with ``CancelledError``.
        :raises InvalidInputError: for options outside their range or about people who are not in the cohort; with the code ``contradiction`` if
            ``silo`` is hidden.
        :raises VerificationError: with the code ``wrong_cohort`` if this matching is not of this cohort and policy.
        """
        # Here, so that whoever does not ask does not wait for it.
        from .insight import Insight, options_of
        from .journal import Journal

        options = options_of(
            silo=silo,
            min_group=min_group,
            best=best,
            cost=cost,
            outcomes=outcomes,
            recruit=recruit,
            previous=previous,
            since=since,
            threads=threads,
        )
        journal = None if events is None else Journal(events)._handle
        ready = cohort_of(cohort)._handle
        return Insight._of(_native.insight(self._handle, ready, options, journal, timeout, progress, cancel))

    def audit(
        self,
        cohort: CohortLike,
        *,
        by: Sequence[str],
        side: Literal["mentee", "mentor", "both"] = "both",
        intersections: bool = False,
        threshold: float = 0.8,
        min_group: int = 5,
        best: int = 3,
        bands: Mapping[str, Sequence[float]] | None = None,
        threads: int | None = None,
        cancel: Cancel | None = None,
    ) -> Audit:
        """What became of groups of people in this matching of ``cohort``, side by side: how many were matched, matched well,
        and with more points than most, with intervals, impact ratios in the form of New York City's Local Law 144, differences
        and tests::

            for table in matching.audit(cohort, by=["department"]).tables:
                for row in table.rows:
                    print(table.side, row.values, row.people, row.matched)

        Who takes part is counted: whoever has a seat open in this round, and whoever is matched. Somebody with several values
        of an attribute counts in each of their groups. Small groups are suppressed, and whatever would give them away. It does
        not say why groups differ, and several audits of one matching may together tell more than each does.

        :param by: the attributes whose groups are compared, 1 to 8. One that the policy hides may be named: an audit is the
            only answer that then shows it.
        :param side: whose groups: ``"mentee"``, ``"mentor"`` or ``"both"``.
        :param intersections: whether there is a table of groups by all attributes together, too.
        :param threshold: what impact ratios are compared with, 0 to 1: a number to look from, which says nothing about any law.
        :param min_group: groups of fewer people are suppressed: 2 to 1,000,000.
        :param best: of how many best possible partners one counts as one of the best: 1 to 1,000.
        :param bands: by attribute, where bands of its numbers begin, ascending, 1 to 100 of them: ``[30, 45]`` makes the groups
            ``<30``, ``30..<45`` and ``>=45``. Without bands each number is a group.
        :param threads: how many threads may work, 1 to 256; as many as the machine has if absent. The answer does not depend on
            it.
        :param cancel: an event; once it is set, the work ends with ``CancelledError``.
        :raises InvalidInputError: with every problem found in the options, an attribute that nobody states among them; with the
            code ``too_large`` for more than 200 groups of two people or more in a table, more than 500 in all tables of a side,
            or more than 64 combinations of one person's values.
        :raises VerificationError: with the code ``wrong_cohort`` if the matching is not of this cohort.
        """
        # Here, so that whoever does not ask does not wait for it.
        from .audit import RECORDS as AUDIT_RECORDS
        from .audit import Audit

        options = {
            "by": by,
            "side": side,
            "intersections": intersections,
            "threshold": threshold,
            "min_group": min_group,
            "best": best,
            "bands": bands,
            "threads": threads,
        }
        handle = cohort_of(cohort)._handle
        fields, document, csv, arrow = _native.audit(self._handle, handle, options, cancel, AUDIT_RECORDS)
        return Audit(**cast("dict[str, Any]", fields), _document=document, _csv=csv, _arrow=arrow)

    def report(
        self,
        cohort: CohortLike,
        *,
        title: str | None = None,
        details: int = 50,
        insight: ReportInsight | None = None,
        audit: ReportAudit | None = None,
        events: EventsLike | None = None,
        timeout: float | None = None,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> str:
        """What this round comes to, as a page for a browser: one HTML file that needs no network and no script, prints, follows light
        and dark, and is in the cohort's language::

            page = matching.report(cohort, insight={"silo": "department"}, audit={"by": ["department"]})
            Path("report.html").write_text(page, encoding="utf-8")

        It shows the figures of ``insight``, how near people came to their best, supply and demand by topic, how conversations are
        spread, silos if an attribute is named, groups side by side if an audit is asked for, who has nobody and why, and the proof.
        It names those who have no mentor. The same bytes in every language.

        :param cohort: the cohort that this matching was made of.
        :param title: what stands above the page.
        :param details: the most rows of each table, 0 to 1,000; with 0 nobody without a mentor is named.
        :param insight: the options of ``insight``, for example ``{"silo": "department"}``.
        :param audit: the options of ``audit``, for example ``{"by": ["department"]}``; no groups if absent. A hidden attribute is on
            the page only if it is named here.
        :param events: what happened since, as ``insight`` takes it.
        :param timeout: seconds after which it tells what it knows, and says so.
        :param progress: called now and then with a ``Progress``, from this thread.
        :param cancel: an event; once it is set, the work ends with ``CancelledError``.
        :raises InvalidInputError: as ``insight`` and ``audit``, with paths such as ``insight.silo``.
        :raises VerificationError: with the code ``wrong_cohort`` if this matching is not of this cohort and policy.
        """
        # Here, so that whoever does not ask does not wait for it.
        from .journal import Journal
        from .report import options_of

        options = options_of(title=title, details=details, insight=insight, audit=audit)
        journal = None if events is None else Journal(events)._handle
        ready = cohort_of(cohort)._handle
        return _native.report(self._handle, ready, options, journal, timeout, progress, cancel)

    def record(self, cohort: CohortLike) -> DecisionRecord:
        """The decision record of this matching of ``cohort``: what it was made from, by which rules and with what proof, and
        nothing about a person. To be kept; years later ``DecisionRecord.verify`` checks it against both.

        :raises VerificationError: with the code ``wrong_cohort`` if the matching is not of this cohort.
        """
        from .decision import DecisionRecord

        return DecisionRecord._of(_native.DecisionRecord.of(self._handle, cohort_of(cohort)._handle))

    def mentors_of(self, mentee: str) -> tuple[Pairing, ...]:
        """The pairings of a mentee."""
        if self._by_mentee is None:
            found: dict[str, list[Pairing]] = {}
            for pairing in self.pairings:
                found.setdefault(pairing.mentee, []).append(pairing)
            self._by_mentee = {mentee: tuple(pairings) for mentee, pairings in found.items()}
        return self._by_mentee.get(mentee, ())

    def _first(self, most: int) -> tuple[Pairing, ...]:
        return cast("tuple[Pairing, ...]", self._handle.first(most, RECORDS))

    def _part(self, name: str) -> Any:
        try:
            return self._parts[name]
        except KeyError:
            return self._parts.setdefault(name, self._handle.part(name, RECORDS))

    @property
    def status(self) -> Status:
        """How good the answer is known to be."""
        return cast("Status", self._part("status"))

    @property
    def pairings(self) -> tuple[Pairing, ...]:
        """Who meets whom; in the order of mentee, then mentor."""
        return cast("tuple[Pairing, ...]", self._part("pairings"))

    @property
    def unmatched(self) -> tuple[Unmatched, ...]:
        """Mentees without any mentor, in the order of ids."""
        return cast("tuple[Unmatched, ...]", self._part("unmatched"))

    @property
    def short(self) -> tuple[Short, ...]:
        """Mentees with fewer mentors than they would like, but at least one, in the order of ids."""
        return cast("tuple[Short, ...]", self._part("short"))

    @property
    def spare(self) -> tuple[Spare, ...]:
        """Mentors with seats left, and those who take no part, in the order of ids."""
        return cast("tuple[Spare, ...]", self._part("spare"))

    @property
    def adopted_topics(self) -> tuple[AdoptedTopic, ...]:
        """Topics that the cohort does not define and the policy adopts, in the order of ids."""
        return cast("tuple[AdoptedTopic, ...]", self._part("adopted_topics"))

    @property
    def certificate(self) -> Certificate:
        """The proof."""
        return cast("Certificate", self._part("certificate"))

    @property
    def run(self) -> Run:
        """What the answer was made from."""
        return cast("Run", self._part("run"))

    def __eq__(self, other: object) -> bool:
        return self._handle.same(other._handle) if isinstance(other, Matching) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.to_json())

    def __repr__(self) -> str:
        sizes = self._handle.sizes()
        return (
            f"<Matching, {self.status}: {sizes['pairings']} pairings, {sizes['unmatched']} unmatched, "
            f"{sizes['short']} short, {sizes['spare']} mentors with spare seats, "
            f"{sizes['total_points']:,} points, gap {sizes['gap']:,}>"
        )

    def _repr_html_(self) -> str:
        from .notebook import matching_html

        return matching_html(self)

    def __reduce__(self) -> tuple[Callable[[str], Matching], tuple[str]]:
        return Matching.from_json, (self.to_json(),)
