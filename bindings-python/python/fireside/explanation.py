"""Why a pair is possible or not, when the two could meet, and what more time would open.

Plain, frozen dataclasses. Instants are ``datetime`` in UTC; what clocks show somewhere is a text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypeAlias

from .matching import RECORDS as MATCHING_RECORDS
from .matching import Pairing, Reason
from .model import Day
from .moments import utc
from .times import LocalTime

__all__ = [
    "ClockHours",
    "ClockRange",
    "CommonTime",
    "CommonWindow",
    "Explanation",
    "NearTime",
    "Opening",
    "PairStanding",
    "StandingAbsence",
    "TimeCode",
    "WallTime",
    "WeeklyTime",
]

TimeCode: TypeAlias = Literal[
    "one_states_no_time",
    "no_free_time",
    "shared",
    "off_grid",
    "too_short",
    "other_hours",
    "other_days",
    "never_both_free",
]
"""What is to be said of the time of two people, in the order in which it is asked:

- ``"one_states_no_time"``: one of the two does not state when they have time, and the other has some.
- ``"no_free_time"``: one of the two, or both, state availability and have no free minute in the horizon, whether or
  not the other states any.
- ``"shared"``: they have time for a whole session.
- ``"off_grid"``: they have a stretch as long as a session, but at no start of the grid of ``slot_minutes``.
- ``"too_short"``: they have common time, but no stretch as long as a session.
- ``"other_hours"``: the times of day at which they are free do not meet.
- ``"other_days"``: the days on which they are free are others.
- ``"never_both_free"``: neither hours nor days tell them apart, and yet they are never both free.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonWindow:
    """A stretch in which both are free."""

    start: datetime
    """Its start, in UTC."""
    end: datetime
    """Its end, in UTC."""
    mentor: LocalTime
    """What the mentor's clocks show."""
    mentee: LocalTime
    """What the mentee's clocks show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WallTime:
    """A time of the week as clocks somewhere show it."""

    time_zone: str
    """The zone of the clocks."""
    day: Day
    """The day on which it starts."""
    start: str
    """Its start, for example ``10:00``."""
    end: str
    """Its end; on a later day if it is not after the start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyTime:
    """A stretch that comes every week."""

    mentor: WallTime
    """By the mentor's clocks."""
    mentee: WallTime
    """By the mentee's clocks."""
    times: int
    """How often it comes in the horizon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NearTime:
    """A session that somebody would have to give more time for."""

    person: str
    """Id of whoever has too little time; the other one is free."""
    minutes: int
    """How many more minutes it takes."""
    start: datetime
    """When it would start, in UTC."""
    end: datetime
    """When it would end, in UTC."""
    mentor: LocalTime
    """What the mentor's clocks would show."""
    mentee: LocalTime
    """What the mentee's clocks would show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRange:
    """A range of times of day."""

    start: str
    """Its start, for example ``22:30``."""
    end: str
    """Its end; past midnight if it is not after the start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockHours:
    """At what times of day two people are free, by the clocks of one of them."""

    person: str
    """Id of the person whose clocks they are."""
    time_zone: str
    """The zone in which that person is at the horizon's start."""
    own: tuple[ClockRange, ...]
    """When that person is ever free; the first ten ranges."""
    other: tuple[ClockRange, ...]
    """When the other is ever free; the first ten ranges."""
    at_night: bool
    """Whether the other is free only between 22:00 and 07:00 by these clocks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonTime:
    """The common time of two people, of whom at least one states availability: what each states in the role at hand."""

    code: TimeCode
    """What is to be said."""
    text: str
    """One or two sentences for people."""
    minutes: int
    """The minutes of their common stretches together: of those at least as long as a session or, if there are none, of all."""
    longest_minutes: int
    """The minutes of the longest of them."""
    windows: tuple[CommonWindow, ...]
    """The first ten of them."""
    weekly: tuple[WeeklyTime, ...]
    """Those that come every week of the horizon at the same times of both clocks, in the order in which they come first. Empty in a
    horizon that has fewer than two of their days."""
    nearest: NearTime | None = None
    """Where they have no time for a session: the one that lacks the least. One of the two is free for all of it, the
    other for a part; ``None`` if there is no such session. What the other lacks may be busy, away or too soon: the text says so."""
    hours: tuple[ClockHours, ...]
    """Where they are never both free: at what times of day each of them is, by the mentor's clocks and then by the mentee's."""


StandingAbsence: TypeAlias = Literal["paired", "not_eligible", "objective", "limits", "gap"]
"""Why it is not told how many points a pair is missing:

- ``"paired"``: it is a pair of the matching.
- ``"not_eligible"``: the two may not meet.
- ``"objective"``: something else than points alone decides: another objective, the cost of load, times.
- ``"limits"``: quotas or circles do.
- ``"gap"``: the matching is not proved to have the most points.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairStanding:
    """How a pair stands in a matching."""

    paired: bool
    """Whether it is one of its pairs."""
    missing: int | None = None
    """How many points the pair is short of the best use of one more seat of the mentor, exactly. 0: that seat could be this pair's. To force
    the pair into the matching as it is costs at least as much (``Matcher.what_if`` with a ``lock`` says how much). Only of two who may meet and do
    not, with the objective ``"total"``."""
    why: StandingAbsence | None = None
    """Why that is not told."""
    seats: int
    """How many seats the mentor has."""
    taken: int
    """How many of them are taken in the matching."""
    holders: tuple[str, ...] | None = None
    """Ids of the mentees who have them, in order; ``None`` unless the policy says ``name_holders``."""
    text: str
    """In words; empty if the reasons say all there is to say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a pair is or is not possible, and what it is worth."""

    mentor: str
    """The mentor's id."""
    mentee: str
    """The mentee's id."""
    eligible: bool
    """Whether the two may meet."""
    pairing: Pairing
    """The score with its parts; what it would be, if they may not meet."""
    reasons: tuple[Reason, ...]
    """Everything that stands in the way; empty if they may meet."""
    time: CommonTime | None = None
    """When the two could meet, in the clocks of both, or why there is no such time; ``None`` if neither states availability."""
    standing: PairStanding | None = None
    """How the pair stands in a matching, if one was asked (``Matching.explain``)."""

    def _repr_html_(self) -> str:
        from .notebook import explanation_html

        return explanation_html(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A weekly window that somebody could add, and whom it would open."""

    day: Day
    """The day, as windows of availability have it."""
    start: str
    """Its start, by the person's clocks."""
    end: str
    """Its end."""
    minutes: int
    """How many minutes a week are new."""
    count: int
    """How many people the person may not meet now and might with it, with time for a session."""
    people: tuple[str, ...]
    """The first ten of them, in the order of ids."""
    text: str
    """In words, for example ``30 min after 18:00 on Thursdays would open 3 mentors``."""


def _common_window(*, start: str, end: str, **fields: Any) -> CommonWindow:
    return CommonWindow(start=utc(start), end=utc(end), **fields)


def _near_time(*, start: str, end: str, **fields: Any) -> NearTime:
    return NearTime(start=utc(start), end=utc(end), **fields)


RECORDS: dict[str, Callable[..., object]] = {
    **MATCHING_RECORDS,
    "ClockHours": ClockHours,
    "ClockRange": ClockRange,
    "CommonTime": CommonTime,
    "CommonWindow": _common_window,
    "Explanation": Explanation,
    "LocalTime": LocalTime,
    "NearTime": _near_time,
    "Opening": Opening,
    "PairStanding": PairStanding,
    "WallTime": WallTime,
    "WeeklyTime": WeeklyTime,
}
"""What the native half makes of the core's records."""
