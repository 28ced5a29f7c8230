"""Calendars of people's programs: iCalendar in, for availability."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

from . import _native
from .exceptions import InvalidInputError
from .model import RECORDS, Busy, ExtraWindow, Horizon
from .moments import utc

__all__ = ["Calendar", "Occurrence"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """An instance of an event."""

    start: datetime
    """Its start in UTC, rounded down to the minute."""
    end: datetime
    """Its end in UTC, rounded up to the minute; the start if it takes no time."""
    all_day: bool
    """Whether it is whole days of the calendar's owner."""
    busy: bool
    """Whether it is busy time."""
    event: int
    """Which ``VEVENT`` it is of, in the order of the text from 0, as paths of problems count them."""


class Calendar:
    """A calendar as iCalendar has it (RFC 5545 and RFC 7953), of which only time is kept: no title, no attendee, no location.

    Made by ``parse``; immutable, picklable. What it hands back goes into ``Availability`` as it is::

        # Ada has a call every other Tuesday from ten to eleven.
        file = (
            "BEGIN:VCALENDAR\\r\\nBEGIN:VEVENT\\r\\nUID:call\\r\\nDTSTART;TZID=Europe/London:20261117T100000\\r\\n"
            "DURATION:PT1H\\r\\nRRULE:FREQ=WEEKLY;INTERVAL=2\\r\\nEND:VEVENT\\r\\nEND:VCALENDAR\\r\\n"
        )
        horizon = Horizon(from_="2026-12-01", days=14)
        calendar = Calendar.parse(file, time_zone="Europe/London")
        ada = Availability(
            time_zone="Europe/London",
            weekly=[WeeklyWindow(day="tue", start="09:00", end="12:00")],
            busy=calendar.busy(horizon),
        )

    It reads events with rules, exceptions and moved instances, whole days and times in any zone (``VEVENT``), ``VFREEBUSY``, and stated
    availability (``VAVAILABILITY``). A rule that repeats by the hour or more often, or by parts other than ``INTERVAL``, ``COUNT``,
    ``UNTIL``, ``WKST``, ``BYDAY``, ``BYMONTH``, ``BYMONTHDAY`` and ``BYSETPOS``, is refused by the name of the part: read in part it would
    be another rule. At most 16 MiB of text, and a million steps for one answer.
    """

    __slots__ = ("__weakref__", "_handle")

    _handle: _native.Calendar

    def __init__(self) -> None:
        raise TypeError("a calendar is made by Calendar.parse")

    @classmethod
    def parse(cls, text: str | bytes | bytearray, *, time_zone: str | ZoneInfo, tentative: bool = True) -> Calendar:
        """Reads a calendar. Several ``VCALENDAR`` in one text are one calendar, and so are components without any.

        :param text: what a file or a feed holds; bytes are UTF-8.
        :param time_zone: the zone in which its owner lives: for whole days, for times that name no zone, and for free windows.
        :param tentative: whether what is only tentative is busy.
        :raises InvalidInputError: with everything that is wrong, each with its path, such as ``calendar.events[3].rrule.byhour``.
        """
        calendar = cls.__new__(cls)
        calendar._handle = _native.Calendar.parse(_decoded(text), time_zone, tentative)
        return calendar

    def to_ical(self) -> str:
        """The calendar as a text that is read as the same one, without any component or property that does not bear on time: no title, no
        description, no attendee; events have numbers for names. It is what a pickle holds, beside the options of ``parse``.

        The names of zones are in it, which may tell a region (``Europe/London``) or be of the program's own making, and what stands in
        the properties that are kept, read or not.
        """
        return self._handle.parts()[0]

    def busy(self, horizon: Horizon | Mapping[str, Any]) -> tuple[Busy, ...]:
        """When its owner is busy, over a policy's horizon and the day before and after it, since buffers reach over its ends, for
        ``Availability.busy``: ascending, disjoint, rounded so that nothing busy is left out.

        :raises InvalidInputError: with the code ``missing_horizon`` if ``horizon`` does not say when it starts, and ``too_large`` if there
            are too many instances; the path names the event.
        """
        return cast("tuple[Busy, ...]", self._handle.busy(horizon, RECORDS))

    def busy_between(self, start: datetime | str, end: datetime | str) -> tuple[Busy, ...]:
        """The same from one instant until another, to the minute: a ``datetime`` with a zone, or a text such as
        ``"2026-12-01T09:00:00Z"``; nothing if they are not in this order."""
        return cast("tuple[Busy, ...]", self._handle.busy_between(start, end, RECORDS))

    def free(self, horizon: Horizon | Mapping[str, Any]) -> tuple[ExtraWindow, ...] | None:
        """The windows that ``AVAILABLE`` parts state over a policy's horizon, on the owner's clocks, for ``Availability.extra``: rounded
        so that nothing unavailable is let in. ``None`` if the calendar has no ``VAVAILABILITY``. What else is busy is not taken out.

        :raises InvalidInputError: as ``busy`` does.
        """
        return cast("tuple[ExtraWindow, ...] | None", self._handle.free(horizon, RECORDS))

    def occurrences(self, start: datetime | str, end: datetime | str) -> tuple[Occurrence, ...]:
        """The instances of all events, busy or not, that have time in common with the time from one instant until another, or no
        length and lie in it; by their starts, then their ends.

        :raises InvalidInputError: with the code ``invalid_time`` for what is no instant, such as a ``datetime`` without a zone, and
            ``too_large`` as ``busy`` does.
        """
        found = self._handle.occurrences(start, end)
        return tuple(
            Occurrence(start=utc(start), end=utc(end), all_day=all_day, busy=busy, event=event)
            for start, end, all_day, busy, event in found
        )

    def __copy__(self) -> Calendar:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Calendar:
        return self

    def __reduce__(self) -> tuple[Callable[[str, str, bool], Calendar], tuple[str, str, bool]]:
        return _again, self._handle.parts()


def _again(text: str, time_zone: str, tentative: bool) -> Calendar:
    return Calendar.parse(text, time_zone=time_zone, tentative=tentative)


def _decoded(text: str | bytes | bytearray) -> str:
    if not isinstance(text, (bytes, bytearray)):
        # Whatever is no text either is refused where it is read.
        return text
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"not UTF-8 at byte {error.start}"
        raise InvalidInputError(f"calendar: {message}", [("invalid_text", "calendar", message, None)]) from None
