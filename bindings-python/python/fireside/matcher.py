"""The main job: cohort in, proved and explained matching out."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast

from . import _native
from .changes import ChangesLike
from .cohort import Cohort, CohortLike, cohort_of, text_of
from .control import Cancel, Progress
from .curve import CoverageCurve
from .explanation import RECORDS as EXPLANATION_RECORDS
from .explanation import Explanation, Opening
from .journal import ConversationEvent, EventsLike, Journal
from .live import RECORDS as LIVE_RECORDS
from .live import Applied, Conversation, PersonStanding
from .matching import RECORDS, Matching, Pairing
from .model import Language, Mentee
from .what_if import RECORDS as WHAT_IF_RECORDS
from .what_if import RuleCost, SeatWorth, WhatIf

if TYPE_CHECKING:
    from .fit import WeightFit
    from .insight import HostRates, Insight, Recruit
    from .remedies import Remedies, RemedyKind
    from .report import ReportAudit, ReportInsight
    from .waiting import WaitingList

__all__ = ["Matcher", "Objective", "Shortlists", "fit_weights", "match_cohort"]

Objective: TypeAlias = Literal["total", "coverage", "fair", "rank_maximal", "stable_mentee", "stable_mentor"]
"""What a matching is best at.

- ``"total"``: the most points in total.
- ``"coverage"``: as many mentees with a mentor as possible, then the most points.
- ``"fair"``: as many mentees with a mentor as possible, and whoever has the fewest points as many as possible.
- ``"rank_maximal"``: as many pairs as possible, of them as many first choices of mentees as possible, then second ones.
- ``"stable_mentee"``, ``"stable_mentor"``: no two people would both rather meet each other than somebody they meet; the best that
  this allows for mentees, or for mentors.
"""


def match_cohort(
    cohort: CohortLike,
    *,
    objective: Objective = "total",
    seed: int = 0,
    threads: int | None = None,
    max_gap: float = 0.0,
    load_cost: int = 0,
    fair_band: int = 0,
    passed_over_first: bool = False,
    schedule: bool = False,
    rooms: int | None = None,
    timeout: float | None = None,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> Matching:
    """Matches a cohort: the most points in total, an answer for everybody, and the proof.

    The interpreter is free while it works: other threads run on, and Ctrl-C raises ``KeyboardInterrupt`` at once.

    :param cohort: a ``Cohort``, or a document ``fireside/cohort/1`` as a dict or a JSON text.
    :param objective: what the matching is best at; see ``Objective``. ``certificate.most_points`` less
        ``certificate.total_points`` is what it costs.
    :param seed: among equally good matchings, another seed may give another one; the same seed always gives the same.
    :param threads: how many threads may work, 1 to 256; as many as the machine has if absent. The answer does not
        depend on it.
    :param max_gap: how far from the optimum the total may be, as a share of the bound, 0 to 1: the search ends as soon
        as its certified gap is no more, with the status ``"within_gap"``. For the objective ``"total"`` only.
    :param load_cost: what every further conversation of a mentor costs more than the one before, in points from 0 to
        1,000,000: nothing for the first, so much for the second, twice as much for the third. The most points less cost are
        then looked for, so that conversations spread over mentors; ``certificate.load`` tells how much. For the objective
        ``"total"`` only, and without ``max_gap``.
    :param fair_band: for the objective ``"fair"`` only: mentees' points are told apart by bands of so many, 1 to 1,000,000, and of
        all matchings as fair, that whose mentees' best pairings have the most points together is chosen. 0 tells all points apart.
    :param passed_over_first: for the objective ``"fair"`` only: of those whom earlier rounds passed over most often
        (``passed_over``), as many as possible have a mentor, then of the next, and so on. As many mentees have one as otherwise.
    :param schedule: whether everybody who is matched is to meet at a time, too: of all matchings whose pairs have time for each
        other, the best that can be found. Every pairing then has a ``session``, but for locked pairs without time;
        ``certificate.times`` is the proof, and says how far from a bound the answer is where finding the best is too hard. For the objectives ``"total"`` and ``"coverage"``, without ``max_gap``, ``load_cost``, quotas and circles.
    :param rooms: with ``schedule``: the most sessions at a time, 1 to 1,000,000: rooms, or links; any number if absent.
    :param timeout: seconds after which the best answer so far comes back, with its certified gap and the status
        ``"deadline"``.
    :param progress: called now and then with stage, done and total.
    :param cancel: an event; once it is set, the work ends with ``CancelledError``.
    :raises InvalidInputError: with every problem found in the cohort or the options.
    """
    options = _options(objective, seed, threads, max_gap, load_cost, fair_band, passed_over_first, schedule, rooms)
    return Matching._of(_native.match_cohort(cohort_of(cohort)._handle, options, timeout, progress, cancel))


def fit_weights(
    cohort: CohortLike, events: EventsLike, *, timeout: float | None = None, cancel: Cancel | None = None
) -> WeightFit:
    """What outcomes say of the policy's weights: logistic regression of what became of proposals on the components of pairs, held against
    proposals that it has not seen; or, plainly, why they say nothing::

        fit = fit_weights(cohort, journal)
        print(fit.refused or {weight.component: weight.fitted for weight in fit.weights})

    A success is a proposal that was accepted, whatever came after; a failure one that was declined, or that nobody answered in time.
    Components that are themselves learnt from outcomes (``keep_pairs``, ``prefer_responsive``, ``prefer_reliable``,
    ``favour_passed_over``) are left out. There are weights only of 200 observations or more, 40 of either outcome, and if the model tells
    one from the other better than chance by two standard errors. The interpreter is free while it works.

    :param cohort: the cohort with which the journal began.
    :param events: all of them, in the order in which they were told; see ``EventsLike``.
    :param timeout: seconds after which it gives up: ``refused`` is ``"deadline"`` then.
    :param cancel: an event; once it is set, the work ends with ``CancelledError``.
    :raises InvalidInputError: as ``Matcher.from_journal``.
    """
    return Matcher.from_journal(cohort, events, cancel=cancel).fit_weights(timeout=timeout, cancel=cancel)


def _options(
    objective: Objective,
    seed: int,
    threads: int | None,
    max_gap: float,
    load_cost: int,
    fair_band: int,
    passed_over_first: bool,
    schedule: bool,
    rooms: int | None,
) -> dict[str, object]:
    return {
        "objective": objective,
        "seed": seed,
        "threads": threads,
        "max_gap": max_gap,
        "load_cost": load_cost,
        "fair_band": fair_band,
        "passed_over_first": passed_over_first,
        "schedule": schedule,
        "rooms": rooms,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortlists:
    """The best mentors of every mentee, as columns: one entry a pair, mentees in the order of their ids, the best first.

    The columns are ``array.array`` with typecode ``"I"``, which ``numpy.asarray`` takes without copying.
    """

    mentee: array[int]
    """Positions in ``cohort.mentees``, as the cohort was when they were asked for."""
    mentor: array[int]
    """Positions in ``cohort.mentors``, likewise."""
    points: array[int]
    """What the pairs are worth, of 1,000,000."""
    complete: bool
    """Whether every mentee is there; if not, the timeout came first."""


class Matcher:
    """A long-lived engine over a cohort: ask it, and tell it what happened.

    ::

        matcher = Matcher(cohort)
        applied = matcher.apply(
            {"id": "e-17", "at": datetime.now(UTC), "event": "declined", "mentor": "ada", "mentee": "bo"}
        )
        for pair in applied.gained:
            print(pair.mentee, "may ask", pair.mentor)

    Any thread may use it: many may ask while one tells, and every answer is of one moment. Pickles with everything that happened (see
    ``to_state``); a copy is an engine of its own.
    """

    __slots__ = ("__weakref__", "_cohort", "_handle")

    _cohort: Cohort
    _handle: _native.Matcher

    def __init__(self, cohort: CohortLike) -> None:
        self._cohort = cohort_of(cohort)
        self._handle = _native.Matcher(self._cohort._handle)

    @classmethod
    def _of(cls, handle: _native.Matcher) -> Matcher:
        matcher = cls.__new__(cls)
        matcher._handle = handle
        matcher._cohort = Cohort._of(handle.cohort(None))
        return matcher

    @classmethod
    def from_journal(cls, cohort: CohortLike, events: EventsLike, *, cancel: Cancel | None = None) -> Matcher:
        """The engine as it is after ``events``, from the cohort there was before them: the same as one that took them live.

        :param cohort: the cohort with which the journal began.
        :param events: all of them, in the order in which they were told.
        :raises InvalidInputError: as ``apply``.
        """
        return cls._of(_native.Matcher.from_journal(cohort_of(cohort)._handle, Journal(events)._handle, cancel))

    @classmethod
    def from_state(cls, text: str | bytes | bytearray) -> Matcher:
        """The engine that wrote a document ``fireside/state/1``: it answers the same to everything.

        :raises InvalidInputError: with everything that is wrong with it; with the code ``unsupported_schema`` for a document of a version
            that this one does not read.
        """
        return cls._of(_native.Matcher.from_state(text_of(text)))

    def to_state(self) -> str:
        """Everything that the engine knows, as the document ``fireside/state/1``: ``from_state`` goes on from there, in any language.

        It names people and what became of their conversations, so keep it as safely as these. Waits for an ``apply`` under way.
        """
        return self._handle.to_state()

    @property
    def cohort(self) -> Cohort:
        """The cohort as it is now: ``match_cohort`` finds the same matching for it. A new one each time that it changed."""
        known = self._cohort
        handle = self._handle.cohort(known._handle)
        if handle is known._handle:
            return known
        # Whichever of several threads comes last, the next look finds out whether that is still the one.
        self._cohort = now = Cohort._of(handle)
        return now

    def apply(
        self,
        events: EventsLike,
        *,
        max_regret: int = 0,
        timeout: float | None = None,
        cancel: Cancel | None = None,
    ) -> Applied:
        """Takes events: tells what became of each, and what is different in the matching for them.

        Every event is remembered by its id, and a second one with the same id changes nothing: whoever is in doubt tells it again. Events
        about two people, and pauses, may come in any order: what holds in the end depends on when they happened. Events about the
        people and the policy (``joined``, ``left``, ``changed``, ``policy``, ``published``) hold from when they are told, in the order in
        which they are.

        :param events: one event, several, or a journal; see ``EventsLike``. Several are taken together or not at all, and cost one search.
        :param max_regret: so many points may be missing: the matching is repaired only once more than that may be. A pair that broke counts
            for all that the mentee's seat was worth until it is replaced, so with 5,000,000 five conversations may wait, or a few more.
        :param timeout: seconds after which the matching is the best so far, and ``gap`` says how much better one may be.
        :param cancel: an event; once it is set, the work ends with ``CancelledError``, and nothing has changed.
        :raises InvalidInputError: with everything that would be wrong with the cohort for these events, with paths that begin with
            ``events``. Nothing has changed then, and none of the events is remembered.
        """
        fields, document = self._handle.apply(Journal(events)._handle, max_regret, timeout, cancel, LIVE_RECORDS)
        return Applied(**cast("dict[str, Any]", fields), _document=document)

    def fork(self) -> Matcher:
        """Another engine that is as this one is now, to see what comes of events without telling them to this one::

            without = matcher.fork().apply({"id": "e-1", "at": "2026-12-01T10:00:00Z", "event": "left", "person": "ada"})

        O(everything that is known); waits for an ``apply`` under way.
        """
        return Matcher._of(self._handle.fork())

    def in_language(self, language: Language, phrases: Mapping[str, str] | None = None) -> Matcher:
        """Another handle of the same engine, whose answers are in another language: for portals with people of several. What is told to one
        is known to all::

            german = matcher.in_language("de")
            print(german.explain("ada", "bo").reasons)

        :param language: ``"en"`` or ``"de"``.
        :param phrases: as in ``Cohort.in_language``.
        """
        return Matcher._of(self._handle.in_language(language, phrases))

    def matching(
        self, *, timeout: float | None = None, progress: Progress | None = None, cancel: Cancel | None = None
    ) -> Matching:
        """The matching as it is now: what ``match_cohort`` makes of ``cohort``."""
        return Matching._of(self._handle.matching(timeout, progress, cancel))

    def conversations(self) -> list[Conversation]:
        """The conversations that take a seat now, proposals among them; in the order of mentor, then mentee. Waits for an ``apply``
        under way, as ``due`` and ``standing`` do."""
        return list(cast("tuple[Conversation, ...]", self._handle.conversations(LIVE_RECORDS)))

    def due(self, now: str | datetime) -> list[ConversationEvent]:
        """What is due by ``now``: an event ``expired`` for each proposal that has waited for an answer as long as the policy says
        (``live.answer_days``), to be told to ``apply``. Their ids depend on the proposal alone, so that asking twice does no harm::

            matcher.apply(matcher.due(datetime.now(UTC)))

        :param now: a ``datetime`` with a zone, or a text such as ``2026-12-01T10:00:00Z``.
        :raises InvalidInputError: with the code ``invalid_time``.
        """
        return cast("list[ConversationEvent]", self._handle.due(now))

    def standing(self, person: str) -> PersonStanding:
        """What is known of somebody for what happened, and what follows from it, in words that they may read.

        :raises InvalidInputError: with the code ``unknown_person``.
        """
        return cast("PersonStanding", self._handle.standing(person, LIVE_RECORDS))

    def waiting(self, *, timeout: float | None = None, cancel: Cancel | None = None) -> WaitingList:
        """Everybody who waits for a mentor: takes part, asks for something, and has fewer mentors in ``matching()`` than they want now.
        Since when, how many mentors could take them and how many of these mentors' seats are taken, and for how long they are expected to
        wait, as a range; or why nothing is expected::

            for one in matcher.waiting().waiting:
                if one.expected is not None:
                    print(one.mentee, "has a mentor in", one.expected.low, "to", one.expected.high, "hours, likely")

        Seats come free when conversations end. How often they did so far, for each mentor and for all, says how often they will; one that
        comes free goes to any of those who wait and may meet its mentor, by chance. As the matching is not chance, that is held against how long
        people waited so far who had waited as long. Waits for an ``apply`` under way; events do not wait for it. It takes a run, and then judges the pairs of those who wait.

        :param timeout: seconds after which it tells what it knows: ``complete`` is false then.
        :param cancel: an event; once it is set, the work ends with ``CancelledError``.
        """
        # Here, so that whoever does not ask does not wait for it.
        from .waiting import RECORDS, WaitingList

        fields, document = self._handle.waiting(timeout, cancel, RECORDS)
        return WaitingList(**cast("dict[str, Any]", fields), _document=document)

    def remedies(
        self,
        person: str,
        *,
        k: int = 3,
        kinds: Sequence[RemedyKind] | None = None,
        importance: int = 3,
        level: int = 3,
        tries: int = 16,
        threads: int | None = None,
        timeout: float | None = None,
        cancel: Cancel | None = None,
    ) -> Remedies:
        """The smallest changes that would give a mentee one mentor more in the matching with the most points: what they could ask for
        besides or when they could have time, which rule or limit stands in the way, whose seat it would take. Each is proved by solving the
        changed cohort::

            for remedy in matcher.remedies("bo").remedies:
                print(remedy.text)  # if Bo also asked for Rust, Bo would meet Ada

        Blocks and what keeps two people apart are somebody's wish, and stay. A mentee who is paused or wants nobody is only
        told of that. Windows are those that ``openings`` tries, and of those that lead to the same mentor the best; a
        ``min_score`` or a least common time is lowered to what lets a pair of the mentee's in, and the smallest such step that
        helps is told. A run or two, and one for each rule or limit that may be in the way. Quotas, reserves and circles are
        heeded; there, prices do not say which changes cannot help, so there is more to try.

        :param k: how many of each kind at most: 1 to 20.
        :param kinds: which kinds; all if absent.
        :param importance: how much a topic more would matter to them: 1 to 100.
        :param level: how much they would know of it: 1 to 5.
        :param tries: how many changes of each kind are tried, at most: 1 to 1,000.
        :param threads: how many threads may work; as many as the machine has if absent. The answer does not depend on it.
        :param timeout: seconds after which it tells what it found: ``complete`` is false then.
        :param cancel: an event; once it is set, the work ends with ``CancelledError``.
        :raises InvalidInputError: with the code ``unknown_person``; for options outside their range.
        """
        # Here, so that whoever does not ask does not wait for it.
        from .remedies import RECORDS, Remedies

        options = {"k": k, "kinds": kinds, "importance": importance, "level": level, "tries": tries, "threads": threads}
        fields, document = self._handle.remedies(person, options, timeout, cancel, RECORDS)
        return Remedies(**cast("dict[str, Any]", fields), _document=document)

    def insight(
        self,
        *,
        silo: str | None = None,
        min_group: int = 5,
        best: int = 3,
        cost: HostRates | Mapping[str, object] | None = None,
        outcomes: Mapping[str, Mapping[str, float]] | None = None,
        recruit: Recruit | Mapping[str, object] | None = None,
        previous: Insight | None = None,
        since: datetime | str | None = None,
        threads: int | None = None,
        timeout: float | None = None,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> Insight:
        """What ``matching()`` comes to: as ``Matching.insight``, with all that the engine was told. So it also says which conversations were held,
        whether proposals were answered, and for how long people wait. Who takes part, and how many seats there are, is as it is now.

        Waits for an ``apply`` under way; events do not wait for it, but for one pass over what happened. It takes a run, and what
        ``Matching.insight`` takes.

        :param silo: the attribute whose values are silos, for example ``"department"``. Hidden attributes cannot be asked for.
        :param min_group: the fewest conversations of a link between silos that is told by itself, and the fewest people of a vocabulary gap: 2 to
            1,000.
        :param best: how many mentors count as somebody's best: 1 to 20.
        :param cost: what conversations cost the host.
        :param outcomes: what the host knows of people, by the name of the outcome and the id of the person: a rating, 1 for whoever stayed and 0 for
            whoever left. Within 1,000,000 of 0; read to six decimals.
        :param recruit: what the mentor is like who might be recruited for a topic; of level 5 and willing if absent.
        :param previous: what the round before came to, for the figures' ``change``.
        :param since: only conversations that began then or later are counted; all that are known if absent.
        :param threads: how many threads may work; as many as the machine has if absent. The answer does not depend on it.
        :param timeout: seconds after which it tells what it knows: ``complete`` is false then.
        :param progress: called now and then with a ``Progress``, from this thread.
        :param cancel: an event; once it is set, the work ends with ``CancelledError``.
        :raises InvalidInputError: as ``Matching.insight``.
        """
        from .insight import Insight, options_of

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
        return Insight._of(self._handle.insight(options, timeout, progress, cancel))

    def report(
        self,
        *,
        title: str | None = None,
        details: int = 50,
        insight: ReportInsight | None = None,
        audit: ReportAudit | None = None,
        timeout: float | None = None,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> str:
        """``matching()`` as a page for a browser: as ``Matching.report``, with all that the engine was told. So it also has the figures that only an
        engine knows: for how long people wait, which conversations were held, whether proposals were answered::

            page = matcher.report(insight={"silo": "department"})

        It takes what ``insight`` takes, and what the audit takes if there is one.

        :param title: what stands above the page.
        :param details: the most rows of each table, 0 to 1,000; with 0 nobody without a mentor is named.
        :param insight: the options of ``insight``.
        :param audit: the options of ``Matching.audit``; no groups if absent. A hidden attribute is on the page only if it is named here.
        :param timeout: seconds after which it tells what it knows, and says so.
        :param progress: called now and then with a ``Progress``, from this thread.
        :param cancel: an event; once it is set, the work ends with ``CancelledError``.
        :raises InvalidInputError: as ``insight`` and ``Matching.audit``, with paths such as ``insight.silo``.
        """
        # Here, so that whoever does not ask does not wait for it.
        from .report import options_of

        options = options_of(title=title, details=details, insight=insight, audit=audit)
        return self._handle.report(options, timeout, progress, cancel)

    def fit_weights(self, *, timeout: float | None = None, cancel: Cancel | None = None) -> WeightFit:
        """What outcomes so far say of the policy's weights; see ``fireside.fit_weights``. Waits for an ``apply`` under way; events do not
        wait for it."""
        from .fit import RECORDS, WeightFit

        fields, document = self._handle.fit_weights(timeout, cancel, RECORDS)
        return WeightFit(**cast("dict[str, Any]", fields), _document=document)

    def run(
        self,
        *,
        objective: Objective = "total",
        seed: int = 0,
        threads: int | None = None,
        max_gap: float = 0.0,
        load_cost: int = 0,
        fair_band: int = 0,
        passed_over_first: bool = False,
        schedule: bool = False,
        rooms: int | None = None,
        timeout: float | None = None,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> Matching:
        """Matches the cohort, with the options of ``match_cohort``."""
        options = _options(objective, seed, threads, max_gap, load_cost, fair_band, passed_over_first, schedule, rooms)
        return Matching._of(self._handle.run(options, timeout, progress, cancel))

    def coverage_curve(
        self,
        *,
        points: int = 20,
        threads: int | None = None,
        timeout: float | None = None,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> CoverageCurve:
        """What one more mentee with a mentor costs, with the options of ``coverage_curve``."""
        options = {"points": points, "threads": threads}
        return CoverageCurve._of(_native.cohort_curve(self.cohort._handle, options, timeout, progress, cancel))

    def suggest(
        self,
        mentee: str | Mentee | Mapping[str, Any],
        k: int = 5,
        *,
        topic: str | None = None,
        between: tuple[str | datetime, str | datetime] | None = None,
        minutes: int | None = None,
        where: Mapping[str, str | float | Sequence[str]] | None = None,
        spread: bool | Matching | Mapping[str, int] = False,
        taken: Mapping[str, int] | None = None,
        only_free: bool = False,
    ) -> list[Pairing]:
        """The ``k`` mentors somebody may meet with the most points, best first; of equals, the first id.

        Seats are not considered but with ``only_free``. Who can talk about Rust for 20 minutes this week, in French?::

            matcher.suggest("bo", 3, topic="rust", between=("2026-12-01T08:00Z", "2026-12-05T18:00Z"), minutes=20,
                            where={"languages": "fr"})
            matcher.suggest(Mentee(id="zoe", wants=[Want(topic="rust")]))

        :param mentee: the id of a mentee, or somebody who is not among the mentees of the cohort. A mentor of the same id is
            the same person.
        :param topic: suggestions are as if the mentee wanted nothing else.
        :param between: only mentors who are free for ``minutes`` on end between two instants and, if the mentee states
            availability, with them. Mentors who do not state it are left out.
        :param minutes: how long; the policy's ``session_minutes`` if absent. Without ``between``, at any time of the horizon.
        :param where: only mentors who have this value of an attribute or, of several, one of them.
        :param spread: the best are those with the most points less the price of the mentor, so that not everybody is sent to the
            same few: the prices of a ``Matching`` (whose conversations count as ``taken``, too), prices by id, or, if true, those of the
            matching with the most points, which is made for the first such question. ``Pairing.price`` tells them.
        :param taken: how many conversations mentors have already, by id.
        :param only_free: leaves out mentors whose seats are all ``taken``.
        :raises InvalidInputError: with everything that is wrong with the question.
        """
        ask: dict[str, Any] = {
            "mentee": mentee,
            "topic": topic,
            "between": between,
            "minutes": minutes,
            "where": where,
            "taken": taken,
            "only_free": only_free,
        }
        after = spread._handle if isinstance(spread, Matching) else None
        if after is None:
            ask["spread" if isinstance(spread, bool) else "prices"] = spread
        return list(cast("tuple[Pairing, ...]", self._handle.suggest(ask, k, after, RECORDS)))

    def shortlist(self, mentee: str, k: int = 5) -> list[tuple[str, int]]:
        """``suggest`` without reasons: the ids of mentors and the points of the pairs, best first. Some tens of microseconds, where
        every reason takes some twenty more: for a list that is sorted or counted, not shown.

        :raises InvalidInputError: with the code ``unknown_person``.
        """
        return self._handle.shortlist(mentee, k)

    def shortlists(
        self,
        k: int = 50,
        *,
        threads: int | None = None,
        timeout: float | None = None,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> Shortlists:
        """``suggest`` for every mentee at once, as columns of numbers: without reasons, but some microseconds a mentee.

        For a page of suggestions that is made overnight, or for a solver of your own::

            best = matcher.shortlists(5)
            for i, j in zip(best.mentee, best.mentor):
                print(cohort.mentees[i].id, cohort.mentors[j].id)

        :raises InvalidInputError: with the code ``too_large`` if ``k`` for everybody could be more than 100 million pairs.
        """
        answer = self._handle.shortlists(k, {"threads": threads}, timeout, progress, cancel)
        mentee, mentor, points = (array("I", answer[name]) for name in ("mentee", "mentor", "points"))
        return Shortlists(mentee=mentee, mentor=mentor, points=points, complete=answer["complete"])

    def changed(self, changes: ChangesLike) -> Matcher:
        """The engine over ``cohort.changed(changes)``."""
        return Matcher(self.cohort.changed(changes))

    def what_if(
        self,
        changes: ChangesLike,
        *,
        objective: Objective = "total",
        seed: int = 0,
        threads: int | None = None,
        max_gap: float = 0.0,
        load_cost: int = 0,
        fair_band: int = 0,
        passed_over_first: bool = False,
        schedule: bool = False,
        rooms: int | None = None,
        timeout: float | None = None,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> WhatIf:
        """What these changes would do: the answer as it is, the answer as it would be, and the difference, person by person.

        The matcher stays as it is. Both answers are those of ``run``, with its options; of a timeout the first has half::

            what_if = matcher.what_if({"seats": {"ada": 3}, "policy": {"min_score": 0.3}})
            print(what_if.difference.total_points, what_if.difference.matched)
            for mentee in what_if.difference.mentees:
                print(mentee.id, mentee.change, mentee.before, mentee.after)

        :raises InvalidInputError: as ``Cohort.changed``; or with every problem found in the options.
        """
        options = _options(objective, seed, threads, max_gap, load_cost, fair_band, passed_over_first, schedule, rooms)
        return WhatIf._of(self._handle.what_if(changes, options, timeout, progress, cancel))

    def rule_costs(
        self,
        *,
        objective: Objective = "total",
        seed: int = 0,
        threads: int | None = None,
        max_gap: float = 0.0,
        load_cost: int = 0,
        fair_band: int = 0,
        passed_over_first: bool = False,
        schedule: bool = False,
        rooms: int | None = None,
        timeout: float | None = None,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> list[RuleCost]:
        """What each rule of the policy costs, in their order: one run without each, measured by the policy without it.

        For a hard rule that is the difference of the totals. A soft rule's share of the score falls to the other components without
        it; its cost is what these lose by it. Progress comes as the stage ``"rules"``.
        """
        options = _options(objective, seed, threads, max_gap, load_cost, fair_band, passed_over_first, schedule, rooms)
        costs = self._handle.rule_costs(options, timeout, progress, cancel, WHAT_IF_RECORDS)
        return list(cast("tuple[RuleCost, ...]", costs))

    def seat_worths(
        self,
        *,
        threads: int | None = None,
        timeout: float | None = None,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> list[SeatWorth]:
        """What one more seat of every mentor who takes part is worth, in points and in mentees with a mentor; in the order of ids.

        The first is the difference that ``what_if`` with one seat more would find with the objective ``"total"``, the second that with
        ``"coverage"``, for all mentors at once.
        """
        worths = self._handle.seat_worths({"threads": threads}, timeout, progress, cancel, WHAT_IF_RECORDS)
        return list(cast("tuple[SeatWorth, ...]", worths))

    def explain(self, mentor: str, mentee: str) -> Explanation:
        """Why this pair, or everything that stands in its way.

        :raises InvalidInputError: with the code ``unknown_person``.
        """
        return cast("Explanation", self._handle.explain(mentor, mentee, EXPLANATION_RECORDS))

    def openings(
        self,
        person: str,
        k: int = 3,
        *,
        role: Literal["mentee", "mentor"] = "mentee",
        threads: int | None = None,
        cancel: Cancel | None = None,
    ) -> list[Opening]:
        """The weekly windows that would open the most partners to a person, were each of them added to their availability: at most
        ``k``, and at most 100, best first::

            for opening in matcher.openings("bo"):
                print(opening.text)  # 30 min after 18:00 on Thursdays would open 3 mentors

        A window opens whoever the person may not meet now and might if it were in their ``weekly``: somebody whom nothing but too little
        common time keeps away, or too few points for it, and with whom a whole session then fits at a start of the grid of sessions
        (``slot_minutes`` from the horizon's start in UTC). Seats are not considered, and nobody who takes no part is opened; the list is
        empty for who takes no part or states no availability, and so has every time. Tried are windows as long as a session, and as
        long as the least common time takes by this window alone, every slot (every 15 minutes at least) from where sessions start by the
        person's clocks, from local midnight, and next to windows that are there. Best is what opens the most people, then what is not at
        night (22:00 to 07:00), then what takes fewer minutes, then what adjoins a window that is there, then what comes first in the week;
        what opens nobody new beside a better one is left out.

        :param role: in which role of theirs the person would have more time.
        :raises InvalidInputError: with the code ``unknown_person``.
        """
        openings = self._handle.openings(person, k, role, {"threads": threads}, cancel, EXPLANATION_RECORDS)
        return list(cast("tuple[Opening, ...]", openings))

    def __repr__(self) -> str:
        return f"<Matcher of {self.cohort!r}>"

    def __reduce__(self) -> tuple[Callable[..., Matcher], tuple[str, str, dict[str, str]]]:
        policy = self.cohort.policy
        return _restored, (self.to_state(), policy.language or "en", dict(policy.phrases or {}))


def _restored(state: str, language: Language, phrases: dict[str, str]) -> Matcher:
    """The engine of a state, with the words of the handle that was pickled: a state says nothing of them."""
    matcher = Matcher.from_state(state)
    policy = matcher.cohort.policy
    same = (policy.language or "en", dict(policy.phrases or {})) == (language, phrases)
    return matcher if same else matcher.in_language(language, phrases)
