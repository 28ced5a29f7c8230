"""The data of a cohort: people, topics, availability, links and policy.

Plain, frozen, keyword-only dataclasses with the names of the document ``fireside/cohort/1``. Nothing here decides
anything: a field that is left out (``None``) gets its default from the core, the same one in every language.
``Cohort`` checks the data; the lists it hands back have every default filled in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, Literal, TypeAlias
from zoneinfo import ZoneInfo

__all__ = [
    "Absence",
    "Affinity",
    "Apart",
    "Attribute",
    "Availability",
    "Budget",
    "Busy",
    "Day",
    "ExtraWindow",
    "FavourPassedOver",
    "Gap",
    "Horizon",
    "KeepPairs",
    "Language",
    "Learning",
    "LivePolicy",
    "Meeting",
    "Mentee",
    "Mentor",
    "MustDiffer",
    "MustShare",
    "NoRepeat",
    "NotInReportingLine",
    "Offer",
    "Pair",
    "PersonStatus",
    "Policy",
    "PreferDiffer",
    "PreferGap",
    "PreferReliable",
    "PreferResponsive",
    "Quota",
    "Reserve",
    "Rule",
    "TaxonomyPolicy",
    "TimePreference",
    "Topic",
    "Want",
    "WeeklyWindow",
    "Weights",
    "Willingness",
    "ZoneChange",
]

Attribute: TypeAlias = str | float | Sequence[str]
"""What rules compare: a text, a number or a list of texts."""
TimePreference: TypeAlias = Literal["preferred", "possible"]
"""How gladly somebody talks in a window."""
Day: TypeAlias = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
"""A day of the week."""
Language: TypeAlias = Literal["en", "de"]
"""A language in which answers are worded."""
PersonStatus: TypeAlias = Literal["active", "paused"]
"""Whether a person takes part in this round."""
Willingness: TypeAlias = Literal["eager", "willing", "if_needed", "no"]
"""How gladly a mentor talks about a topic; ``no`` is never the reason for a match with them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A topic of the taxonomy. People may refer to it by id, label or alias, in any case."""

    id: str
    """Unique among topics."""
    label: str | None = None
    """How to show it; the id if absent."""
    aliases: Sequence[str] = ()
    """Other names people use for it."""
    broader: Sequence[str] = ()
    """Ids of the topics this one is a kind of. Must not lead back to this one."""
    related: Sequence[str] = ()
    """Ids of neighbouring topics; counts in both directions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One topic a mentor can talk about."""

    topic: str
    """The topic's id, label or alias."""
    level: int | None = None
    """How much they know: 1 (beginner) to 5 (expert); 3 if absent."""
    willingness: Willingness | None = None
    """How gladly they talk about it; ``"willing"`` if absent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Want:
    """One topic a mentee asks for."""

    topic: str
    """The topic's id, label or alias."""
    importance: int | None = None
    """How much it matters beside the person's other wants: 1 to 100; 3 if absent. Only the proportions count."""
    level: int | None = None
    """How much they know already: 1 (beginner) to 5 (expert); 3 if absent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyWindow:
    """A window that comes every week; it ends on the day on which it starts, ``24:00`` at the latest."""

    day: Day
    """The day of the week."""
    start: str | time
    """Its start, in local time, for example ``"09:00"``."""
    end: str | time
    """Its end, after the start."""
    preference: TimePreference | None = None
    """How gladly; ``"possible"`` if absent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Days away, the first and the last included. Documents and dicts call ``from_`` ``"from"``."""

    from_: str | date
    """The first day away, for example ``"2026-12-24"``."""
    to: str | date
    """The last day away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraWindow:
    """One window on a date, in local time. It counts on days of absence too."""

    start: str | datetime
    """Its start, for example ``"2026-12-01T18:00"``."""
    end: str | datetime
    """Its end, after the start and at most 7 days later."""
    preference: TimePreference | None = None
    """How gladly; ``"possible"`` if absent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneChange:
    """Another zone from a date on: somebody travels. Documents and dicts call ``from_`` ``"from"``."""

    from_: str | date
    """The first day in that zone."""
    time_zone: str | ZoneInfo
    """The IANA name of the zone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Busy:
    """Time that is taken already, between two instants, to the minute."""

    start: str | datetime
    """Its start, for example ``"2026-12-01T09:00:00Z"``, or a ``datetime`` with a zone."""
    end: str | datetime
    """Its end, after the start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Availability:
    """When a person has time, in local time. Absent availability means not stated: it neither blocks nor adds."""

    time_zone: str | ZoneInfo
    """The IANA name of the zone, for example ``"Europe/London"``."""
    weekly: Sequence[WeeklyWindow] = ()
    """Windows that come every week."""
    away: Sequence[Absence] = ()
    """Days without any of the weekly windows."""
    extra: Sequence[ExtraWindow] = ()
    """Windows on one date."""
    zones: Sequence[ZoneChange] = ()
    """Other zones in which windows are read, from a date on; dates ascend. At most 100."""
    busy: Sequence[Busy] = ()
    """Time that is taken already. At most 10,000 spans."""
    max_minutes_per_week: int | None = None
    """Minutes of conversation a week, at most: 1 to 10,080. For schedules; no pair is better or worse by it."""
    max_sessions_per_week: int | None = None
    """Conversations a week, at most: 1 to 1,000. For schedules; no pair is better or worse by it."""
    notice_minutes: int | None = None
    """No time sooner than this after the horizon's ``as_of``: 0 to 44,640 minutes."""
    buffer_before_minutes: int | None = None
    """Free time before a conversation: 0 to 1,440 minutes."""
    buffer_after_minutes: int | None = None
    """Free time after a conversation: 0 to 1,440 minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """At most so many minutes of conversations in any so many days. In one run it limits seats to ``minutes`` / the policy's
    ``session_minutes``, rounded down."""

    minutes: int
    """How many minutes: 1 to 100,000."""
    days: int
    """In how many days: 1 to 366."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentor:
    """A person who is glad to talk about something. The same id among the mentees is the same person."""

    id: str
    """Unique among mentors."""
    name: str | None = None
    """How to call them in sentences; the id if absent."""
    status: PersonStatus | None = None
    """Only active people are matched; ``"active"`` if absent."""
    offers: Sequence[Offer] = ()
    """What they can talk about, and how gladly."""
    capacity: int | None = None
    """How many mentees this round, at most: 0 to 10,000; 1 if absent. No option overrides it."""
    open: int | None = None
    """How many of the seats (``capacity``) are open now, if not all of them: 0 to 10,000. The others are in use, for example by
    conversations under way."""
    min_mentees: int | None = None
    """The fewest mentees with whom they have any: a circle, which opens only if it fills. 1 to ``capacity``; 1 if absent.
    Somebody who is locked into it opens it; seats in use (``open``) count."""
    availability: Availability | None = None
    """When they have time; not stated if absent."""
    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    """What rules compare."""
    manager: str | None = None
    """The id of the person they report to, who need not be in the cohort."""
    prefers: Sequence[str] = ()
    """Mentees they would like to meet."""
    blocks: Sequence[str] = ()
    """Mentees they must not be matched with."""
    responsiveness: float | None = None
    """How likely they are to answer a proposal, 0 to 1; the policy's prior (``live.learning``) if absent."""
    reliability: float | None = None
    """How likely they are to appear, 0 to 1; the policy's prior if absent."""
    budget: Budget | None = None
    """How much time they give; as much as their seats take, if absent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentee:
    """A person who would like to talk about something. The same id among the mentors is the same person."""

    id: str
    """Unique among mentees."""
    name: str | None = None
    """How to call them in sentences; the id if absent."""
    status: PersonStatus | None = None
    """Only active people are matched; ``"active"`` if absent."""
    wants: Sequence[Want] = ()
    """What they ask for. Many leave this blank; the policy's ``blank_wants`` says what happens then."""
    mentors_wanted: int | None = None
    """How many different mentors they would like, at most: 0 to 10,000; 1 if absent."""
    open: int | None = None
    """How many of these seats (``mentors_wanted``) are open now, if not all of them: 0 to 10,000. The others are in use, for
    example by conversations under way."""
    availability: Availability | None = None
    """When they have time; not stated if absent."""
    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    """What rules compare."""
    manager: str | None = None
    """The id of the person they report to, who need not be in the cohort."""
    prefers: Sequence[str] = ()
    """Mentors they would like to meet."""
    blocks: Sequence[str] = ()
    """Mentors they must not be matched with."""
    passed_over: int | None = None
    """In how many rounds before this one they were left without a mentor: 0 to 10,000; 0 if absent."""
    reliability: float | None = None
    """How likely they are to appear, 0 to 1; the policy's prior (``live.learning``) if absent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A pair of an earlier round. History outlives people: ids that are not in the cohort are no problem."""

    mentor: str
    mentee: str
    round: str | None = None
    """The label of the round, for example ``"2026-Q3"``. A meeting without one counts as the latest round."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A mentor and a mentee, by id."""

    mentor: str
    mentee: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """A pair that may not be for now: declined, met lately, a conversation under way. Whatever is listed is in force."""

    mentor: str
    mentee: str
    until: str | datetime | None = None
    """From when on they may be matched again, for example ``"2027-01-05T00:00:00Z"``, for people to read: no clock is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Affinity:
    """The host's own signal for a pair."""

    mentor: str
    mentee: str
    value: float
    """From 0 (none) to 1 (strongest)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotInReportingLine:
    """Neither may be above the other in the reporting line, at any distance."""

    rule: Literal["not_in_reporting_line"] = field(default="not_in_reporting_line", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class MustShare:
    """Both have at least one value of the attribute in common."""

    rule: Literal["must_share"] = field(default="must_share", init=False)
    attribute: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MustDiffer:
    """Both state the attribute and have no value of it in common."""

    rule: Literal["must_differ"] = field(default="must_differ", init=False)
    attribute: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PreferDiffer:
    """Points if both state the attribute and have no value of it in common."""

    rule: Literal["prefer_differ"] = field(default="prefer_differ", init=False)
    attribute: str
    weight: float
    """Its weight beside the policy's ``weights``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """The mentor's number less the mentee's lies between ``min`` and ``max``, both included."""

    rule: Literal["gap"] = field(default="gap", init=False)
    attribute: str
    min: float | None = None
    """The least difference; any if absent."""
    max: float | None = None
    """The greatest difference; any if absent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreferGap:
    """Points the nearer the mentor's number less the mentee's is to ``target``."""

    rule: Literal["prefer_gap"] = field(default="prefer_gap", init=False)
    attribute: str
    target: float
    """The best difference."""
    weight: float
    """Its weight beside the policy's ``weights``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepPairs:
    """Points for the pairs that people know of already (``incumbents``), so that a later run changes less."""

    rule: Literal["keep_pairs"] = field(default="keep_pairs", init=False)
    weight: float
    """Its weight beside the policy's ``weights``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreferResponsive:
    """Points the likelier the mentor is to answer (``responsiveness``)."""

    rule: Literal["prefer_responsive"] = field(default="prefer_responsive", init=False)
    weight: float
    """Its weight beside the policy's ``weights``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreferReliable:
    """Points the likelier both are to appear: the mean of their ``reliability``."""

    rule: Literal["prefer_reliable"] = field(default="prefer_reliable", init=False)
    weight: float
    """Its weight beside the policy's ``weights``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FavourPassedOver:
    """Points the more often the mentee was passed over: all from ``full_at`` rounds on, in proportion below."""

    rule: Literal["favour_passed_over"] = field(default="favour_passed_over", init=False)
    weight: float
    """Its weight beside the policy's ``weights``."""
    full_at: int | None = None
    """From how many rounds on they have all points: 1 to 10,000; 3 if absent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoRepeat:
    """Not a pair of the latest ``rounds`` rounds of the history."""

    rule: Literal["no_repeat"] = field(default="no_repeat", init=False)
    rounds: int | None = None
    """How many rounds back, 1 to 10,000; all of them if absent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """At most so many of the mentees who state the same value of the attribute, at any one mentor or in all. Whoever states
    several counts for each, whoever states none for none. With the objective ``"total"``."""

    rule: Literal["quota"] = field(default="quota", init=False)
    attribute: str
    max: int
    """How many pairs, at most."""
    value: str | None = None
    """The one value that is limited; every value if absent."""
    per: Literal["mentor", "cohort"] | None = None
    """Where they are counted: at every mentor for themselves, as if absent, or in the whole matching."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reserve:
    """A share of all seats of mentors who take part, rounded up, is kept for mentees who state this value: all others together
    have no more than the rest. With the objective ``"total"``."""

    rule: Literal["reserve"] = field(default="reserve", init=False)
    attribute: str
    value: str
    """The value that seats are kept for."""
    share: float
    """The share, 0 to 1."""


Rule: TypeAlias = (
    NotInReportingLine
    | MustShare
    | MustDiffer
    | PreferDiffer
    | Gap
    | PreferGap
    | KeepPairs
    | PreferResponsive
    | PreferReliable
    | FavourPassedOver
    | NoRepeat
    | Quota
    | Reserve
)
"""A declarative rule. It holds only if the data show that it holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What each component of the score counts: 0 to 1,000,000 each; only the proportions count."""

    interests: float | None = None
    """Wanted topics met; 60 if absent."""
    availability: float | None = None
    """Common time; 15 if absent."""
    preference: float | None = None
    """Being on each other's ``prefers``; 10 if absent."""
    affinity: float | None = None
    """The host's own signal; 0 if absent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Horizon:
    """The stretch of time a round is planned for. Documents and dicts call ``from_`` ``"from"``."""

    from_: str | date | None = None
    """The first day (UTC). fireside has no clock: the caller says when."""
    days: int | None = None
    """How many days, 1 to 366; 14 if absent."""
    as_of: str | datetime | None = None
    """The instant from which notice counts, for example ``"2026-12-01T08:00:00Z"``, or a ``datetime`` with a zone, to the minute;
    the start of the horizon if absent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxonomyPolicy:
    """What a step through the taxonomy keeps of the interest, 0 to 1 each."""

    narrower: float | None = None
    """The mentor offers a narrower topic than asked; 0.8 if absent."""
    broader: float | None = None
    """The mentor offers a broader topic than asked; 0.6 if absent."""
    related: float | None = None
    """The mentor offers a related topic; 0.5 if absent."""
    min_similarity: float | None = None
    """Paths that keep less than this count for nothing: 0.01 to 1; 0.25 if absent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Learning:
    """How responsiveness and reliability are learnt: as successes of all trials, each worth half as much after every
    ``half_life_days``, beside a prior that stands for somebody of whom nothing is known."""

    half_life_days: int | None = None
    """After how many days a trial counts half: 1 to 36,500; 180 if absent."""
    prior_successes: int | None = None
    """The prior's successes: 1 to 1,000; 2 if absent."""
    prior_failures: int | None = None
    """The prior's failures: 1 to 1,000; 1 if absent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LivePolicy:
    """How long an engine that lives on waits, keeps pairs apart and lets people rest, in days of 24 hours: 0 to 3,660 each."""

    answer_days: int | None = None
    """How long a proposal waits for an answer; 7 if absent."""
    decline_days: int | None = None
    """How long a pair is apart after a decline; 180 if absent."""
    lapse_days: int | None = None
    """How long a pair is apart after a proposal lapsed or was cancelled; 14 if absent."""
    no_repeat_days: int | None = None
    """How long a pair is apart after a conversation; 90 if absent."""
    cool_down_days: int | None = None
    """How long a mentor rests after a conversation; 0 if absent."""
    no_show_days: int | None = None
    """How long somebody rests who did not appear; 14 if absent."""
    learning: Learning | None = None
    """How responsiveness and reliability are learnt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How pairs are scored and which are allowed. Every field has a default."""

    weights: Weights | None = None
    """What each component counts, in proportion to all weights and the weights of soft rules."""
    mentor_weights: Weights | None = None
    """What each counts for a mentor, where mentors have a view of their own (``"stable_…"``); like ``weights`` if absent."""
    rules: Sequence[Rule] = ()
    """Hard rules exclude pairs; soft rules (those with a ``weight``) add points; ``Quota`` and ``Reserve`` limit the whole
    matching."""
    session_minutes: int | None = None
    """How long a conversation is: 5 to 1,440 minutes; 30 if absent."""
    slot_minutes: int | None = None
    """The grid on which conversations start: 5 to 60 minutes; 15 if absent."""
    min_overlap_minutes: int | None = None
    """The least common time of two people who both state availability: 0 to 10,080 minutes; 30 if absent."""
    horizon: Horizon | None = None
    """The stretch of time that is planned for."""
    min_score: float | None = None
    """The least score of a pair, 0 to 1; 0 if absent."""
    blank_wants: Literal["ask", "open"] | None = None
    """What happens to a mentee who asks for no topic; ``"ask"`` if absent."""
    hidden_attributes: Sequence[str] = ()
    """Attributes that rules may use and no output shows."""
    name_holders: bool | None = None
    """Whether explanations name the mentees who have a mentor's seats; ``False`` if absent. It decides nothing and is in no hash."""
    taxonomy: TaxonomyPolicy | None = None
    """What a step through the taxonomy keeps of the interest."""
    unknown_topics: Literal["error", "adopt"] | None = None
    """What happens to a topic that the cohort does not define; ``"error"`` if absent."""
    live: LivePolicy | None = None
    """How long an engine that lives on waits, keeps apart and lets rest. One run reads nothing of it but the prior of learning."""
    language: Language | None = None
    """In which language answers are; ``"en"`` if absent. It decides nothing and is in no hash."""
    phrases: Mapping[str, str] | None = None
    """The host's own words: templates by the code of a phrase (see ``fireside.phrases``), in place of the language's. They decide nothing and
    are in no hash."""


_RULES: dict[str, Callable[..., Rule]] = {
    "not_in_reporting_line": NotInReportingLine,
    "must_share": MustShare,
    "must_differ": MustDiffer,
    "prefer_differ": PreferDiffer,
    "gap": Gap,
    "prefer_gap": PreferGap,
    "keep_pairs": KeepPairs,
    "prefer_responsive": PreferResponsive,
    "prefer_reliable": PreferReliable,
    "favour_passed_over": FavourPassedOver,
    "no_repeat": NoRepeat,
    "quota": Quota,
    "reserve": Reserve,
}


def _rule(*, rule: str, **fields: Any) -> Rule:
    return _RULES[rule](**fields)


def _spelled(record: type[Any]) -> Callable[..., object]:
    """Makes a record some of whose fields are keywords: documents spell those without the underscore at their end."""
    names = {name.removesuffix("_"): name for name in record.__dataclass_fields__ if name.endswith("_")}

    def make(**given: Any) -> object:
        return record(**{names.get(name, name): value for name, value in given.items()})

    return make


RECORDS: dict[str, Callable[..., object]] = {
    "Absence": _spelled(Absence),
    "Affinity": Affinity,
    "Apart": Apart,
    "Availability": Availability,
    "Budget": Budget,
    "Busy": Busy,
    "ExtraWindow": ExtraWindow,
    "Horizon": _spelled(Horizon),
    "Learning": Learning,
    "LivePolicy": LivePolicy,
    "Meeting": Meeting,
    "Mentee": Mentee,
    "Mentor": Mentor,
    "Offer": Offer,
    "Pair": Pair,
    "Policy": Policy,
    "Rule": _rule,
    "TaxonomyPolicy": TaxonomyPolicy,
    "Topic": Topic,
    "Want": Want,
    "WeeklyWindow": WeeklyWindow,
    "Weights": Weights,
    "ZoneChange": _spelled(ZoneChange),
}
"""What the native half makes of the core's records."""
