"""Times for the pairs of a matching: when they meet, who cannot and why.

Plain, frozen dataclasses with the names of the document ``fireside/schedule/1``. Instants are ``datetime`` in UTC; what clocks show
somewhere, and windows, are texts as in the document. Sessions and pairs are in the order of mentee, then mentor.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypeAlias, TypeVar, cast

from . import _native
from .cohort import CohortLike, cohort_of, text_of
from .control import Cancel, Progress
from .exceptions import InvalidInputError
from .matching import Matching, Run, Status, Window
from .moments import utc
from .times import LocalTime

__all__ = [
    "NearSession",
    "Schedule",
    "ScheduleFigures",
    "Session",
    "SessionCrowd",
    "SessionPair",
    "Unscheduled",
    "UnscheduledCode",
    "schedule_matching",
]

_T = TypeVar("_T")

UnscheduledCode: TypeAlias = Literal[
    "no_times_stated", "weekly_limit", "no_common_time", "crowded", "no_room", "times_taken", "deadline"
]
"""Why a pair has no session:

- ``"no_times_stated"``: neither of the two states availability.
- ``"weekly_limit"``: one of the two may have fewer minutes a week than a session takes; or a crowd would have place without the limit.
- ``"no_common_time"``: the two are never both free for a whole session.
- ``"crowded"``: the pair is in a crowd around one person, who has too few places for it.
- ``"no_room"``: rooms are too few.
- ``"times_taken"``: at every time the two have in common, somebody's other session, buffer or weekly limit is in the way, and no way
  round was found.
- ``"deadline"``: the timeout came before the pair was placed.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A conversation with a time."""

    mentor: str
    """The mentor's id."""
    mentee: str
    """The mentee's id."""
    topic: str | None = None
    """Id of the first topic of the pairing, as the mentee wants it; ``None`` if it has none."""
    start: datetime
    """When it starts, in UTC."""
    end: datetime
    """When it ends, in UTC."""
    mentor_local: LocalTime | None = None
    """What the mentor's clocks show; ``None`` if the mentor states no availability."""
    mentee_local: LocalTime | None = None
    """What the mentee's clocks show; ``None`` if the mentee states no availability."""
    preferred: bool
    """Whether all of it is in time that both prefer. Who prefers no time prefers all they have."""
    kept: bool
    """Whether it is where the schedule before this one, or the matching, had it, and was to stay there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NearSession:
    """A session that somebody would have to give more time for."""

    person: str
    """Id of whoever has too little time; the other one is free."""
    minutes: int
    """How many more minutes it takes."""
    start: datetime
    """When it would start, in UTC."""
    end: datetime
    """When it would end, in UTC."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unscheduled:
    """A pair without a time, and why."""

    mentor: str
    """The mentor's id."""
    mentee: str
    """The mentee's id."""
    code: UnscheduledCode
    """Why."""
    message: str
    """In words."""
    people: tuple[str, ...]
    """Ids of who stands in the way, in order; the first ten of them."""
    starts: int
    """How many starts the two have in common, were nobody else there."""
    crowd: int | None = None
    """The position in ``crowds`` of the one this pair is in."""
    nearest: NearSession | None = None
    """With ``"no_common_time"``: the session that lacks the least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionPair:
    """Who is to meet."""

    mentor: str
    """The mentor's id."""
    mentee: str
    """The mentee's id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionCrowd:
    """Pairs of which no schedule holds more than so many."""

    code: Literal["crowded", "weekly_limit", "no_room"]
    """What they lack."""
    person: str | None = None
    """Id of the person in all of the pairs whose time is short; ``None`` if rooms are."""
    pairs: tuple[SessionPair, ...]
    """The pairs, in order."""
    starts: int
    """At how many starts any of them could meet."""
    windows: tuple[Window, ...]
    """The first ten stretches from the first of such starts to the end of the session at the last."""
    most: int
    """The most that can be held, fewer than pairs."""
    proof: Literal["count", "search"]
    """``"count"``: there is no more place at those starts. ``"search"``: no way of holding more was left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleFigures:
    """A schedule in figures."""

    pairs: int
    """The pairs of the matching."""
    sessions: int
    """How many of them have a session."""
    bound: int
    """No schedule has more: the pairs with a start, less what crowds lack."""
    gap: int
    """``bound`` less ``sessions``."""
    preferred: int
    """Sessions in time that both prefer."""
    kept: int
    """Sessions that were kept."""
    free_minutes: int
    """Free minutes of the matching's mentors over the horizon, of those who state availability."""
    session_minutes: int
    """Their minutes in sessions as mentors."""
    utilisation: float
    """The second as a share of the first; 0 if there is no free time."""


def _session(*, start: str, end: str, **fields: Any) -> Session:
    return Session(start=utc(start), end=utc(end), **fields)


def _near_session(*, start: str, end: str, **fields: Any) -> NearSession:
    return NearSession(start=utc(start), end=utc(end), **fields)


RECORDS: dict[str, Callable[..., object]] = {
    "LocalTime": LocalTime,
    "NearSession": _near_session,
    "Run": Run,
    "ScheduleFigures": ScheduleFigures,
    "Session": _session,
    "SessionCrowd": SessionCrowd,
    "SessionPair": SessionPair,
    "Unscheduled": Unscheduled,
    "Window": Window,
}
"""What the native half makes of the core's records."""


class Schedule:
    """When the pairs of a matching meet, which of them cannot and why, and how many could at most.

    Immutable, cheap to share between threads, comparable, hashable and picklable.
    """

    __slots__ = ("__weakref__", "_handle", "_parts")

    _handle: _native.Schedule
    _parts: dict[str, Any]

    def __init__(self) -> None:
        raise TypeError("a Schedule comes from schedule_matching, Schedule.from_json or Schedule.from_dict")

    @classmethod
    def _of(cls, handle: _native.Schedule) -> Schedule:
        made = cls.__new__(cls)
        made._handle, made._parts = handle, {}
        return made

    @classmethod
    def from_json(cls, text: str | bytes | bytearray) -> Schedule:
        """Reads a document ``fireside/schedule/1`` back, for example to verify it later, or to keep its sessions.

        Whether its times are any is for ``verify`` to say; ``sessions`` and ``unscheduled`` raise ``InvalidInputError`` if they are none.
        """
        return cls._of(_native.Schedule.from_json(text_of(text)))

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> Schedule:
        """Reads a document as dicts and lists."""
        return cls._of(_native.Schedule.read(document))

    def to_json(self) -> str:
        """The document, on one line; the same bytes in every language."""
        return self._handle.to_json()

    def to_dict(self) -> dict[str, Any]:
        """The document as dicts and lists."""
        return cast("dict[str, Any]", self._handle.to_dict())

    def verify(self, cohort: CohortLike, matching: Matching) -> Literal[True]:
        """Checks the document against its cohort and its matching, sharing nothing with what made it: free time, buffers, weekly
        limits, rooms, an answer for every pair, every reason, and the bound.

        :raises VerificationError: with everything that does not hold.
        """
        self._handle.verify(cohort_of(cohort)._handle, _expect(matching, Matching, "matching")._handle)
        return True

    def _part(self, name: str) -> Any:
        if name not in self._parts:
            self._parts[name] = self._handle.part(name, RECORDS)
        return self._parts[name]

    @property
    def status(self) -> Status:
        """``"optimal"``: no schedule has more sessions. ``"within_gap"``: no more than ``figures.gap`` more. ``"deadline"``: the
        timeout came first."""
        return cast("Status", self._part("status"))

    @property
    def sessions(self) -> tuple[Session, ...]:
        """The conversations, each ``session_minutes`` of the policy long."""
        return cast("tuple[Session, ...]", self._part("sessions"))

    @property
    def unscheduled(self) -> tuple[Unscheduled, ...]:
        """The other pairs of the matching."""
        return cast("tuple[Unscheduled, ...]", self._part("unscheduled"))

    @property
    def crowds(self) -> tuple[SessionCrowd, ...]:
        """Why there are no more sessions: pairs that have fewer places than they are. No two share a pair."""
        return cast("tuple[SessionCrowd, ...]", self._part("crowds"))

    @property
    def figures(self) -> ScheduleFigures:
        """What it comes to."""
        return cast("ScheduleFigures", self._part("figures"))

    @property
    def run(self) -> Run:
        """What the answer was made from."""
        return cast("Run", self._part("run"))

    def __eq__(self, other: object) -> bool:
        return self._handle.same(other._handle) if isinstance(other, Schedule) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.to_json())

    def __repr__(self) -> str:
        sessions, unscheduled = self._handle.sizes()
        return f"<Schedule, {self.status}: {sessions:,} sessions, {unscheduled:,} pairs without>"

    def __reduce__(self) -> tuple[Callable[[str], Schedule], tuple[str]]:
        return Schedule.from_json, (self.to_json(),)


def schedule_matching(
    cohort: CohortLike,
    matching: Matching,
    *,
    previous: Schedule | None = None,
    rooms: int | None = None,
    threads: int | None = None,
    timeout: float | None = None,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> Schedule:
    """Finds a time for every pair of a matching, or names who and what makes it impossible.

    Sessions take the policy's ``session_minutes`` and start on its grid of ``slot_minutes`` from the horizon's start (UTC). They are in
    the free time of both. Nobody is in two places, as mentor and mentee; between two sessions of a person there are the buffers, which
    may share their minutes; nobody has more sessions or minutes in a week than they allow, where a session counts in the week, from
    Monday in the person's zone, in which it starts; and there are no more sessions at a time than ``rooms``. Where one of two states no
    availability, the other's counts; where neither does, they have no time.

    As many sessions as possible where the gap is 0, and nowhere else: that is always so where sessions take one slot, nobody has
    buffers, one of each pair is in no other pair, and there are not both rooms and weekly limits. Elsewhere a good schedule comes with a
    bound.

    :param cohort: a ``Cohort``, or a document ``fireside/cohort/1`` as a dict or a JSON text; it may be newer than the matching, but
        the matching's people must be there.
    :param matching: who is to meet.
    :param previous: a schedule whose sessions stay where they are if they are still possible (``kept``), even where others could have
        a time if they did not.
    :param rooms: the most sessions at a time, 1 to 1,000,000: rooms, or links; any number if absent.
    :param threads: how many threads may work, 1 to 256; as many as the machine has if absent. The answer does not
        depend on it.
    :param timeout: seconds after which the best schedule found comes back, with its certified gap and the status ``"deadline"``.
    :param progress: called now and then with stage, done and total.
    :param cancel: an event; once it is set, the work ends with ``CancelledError``.
    :raises InvalidInputError: with ``unknown_person`` for pairs of people who are not in the cohort, ``duplicate_entry`` for a pair that
        comes twice, ``contradiction`` for a pair of one person, and every problem found in the cohort or the options.
    """
    pairs = _expect(matching, Matching, "matching")._handle
    before = None if previous is None else _expect(previous, Schedule, "previous")._handle
    options = {"rooms": rooms, "threads": threads}
    hold = (timeout, progress, cancel)
    return Schedule._of(_native.schedule_matching(cohort_of(cohort)._handle, pairs, before, options, hold))


def _expect(value: _T, kind: type[_T], path: str) -> _T:
    if isinstance(value, kind):
        return value
    message = f"expected a {kind.__name__}, found a value of the type `{type(value).__name__}`"
    raise InvalidInputError(f"{path}: {message}", [("wrong_type", path, message, None)])
