"""Recurrence against ``dateutil.rrule`` on clocks on a wall, then through ``zoneinfo``; whole calendars against
``recurring-ical-events``.

Where these differ from RFC 5545, the tests say so by section and correct for it:

- ``dateutil`` gives ``DTSTART`` only if the rule falls on it. "The "DTSTART" property value SHOULD be synchronized with the
  recurrence rule", and "always counts as the first occurrence" of ``COUNT`` (sections 3.3.10 and 3.8.5.3).
- ``dateutil`` counts ``BYSETPOS`` in the first week from ``DTSTART`` on, where it is of "the set of recurrence instances in one interval"
  (section 3.3.10), a week that begins with ``WKST``: it is asked from there.
- ``dateutil`` in zones puts times that clocks skip elsewhere (``python-dateutil`` 2.9: 06:30Z for 02:30 in New York), so it is asked on
  naive times only; section 3.3.5 says what becomes of them: the offset before the gap.
- ``recurring-ical-events`` keeps what clocks show at the end of an instance, where section 3.8.5.3 wants "the same exact duration" of all
  instances of a series with ``DTEND``. Its events here begin and end on one day, so that it is the same.
"""

from __future__ import annotations

import datetime as dt
import itertools
import random
import re
import types
import zoneinfo
from collections.abc import Iterator
from typing import Any

import dateutil.rrule
import pytest
import recurring_ical_events
import tzdata
from dateutil.rrule import rrulestr
from icalendar import Calendar

import fireside as fs

UTC = dt.timezone.utc
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
ZONES = ["America/New_York", "Europe/London", "Australia/Lord_Howe", "America/Santiago", "Asia/Kolkata", "Africa/Cairo"]


@pytest.fixture(scope="module", autouse=True)
def bundled_zones() -> Iterator[None]:
    """The release of zone data that fireside has built in, whatever this machine has."""
    assert fs.match_cohort(fs.Cohort()).run.time_zone_data == tzdata.IANA_VERSION
    usual = zoneinfo.TZPATH
    zoneinfo.reset_tzpath(to=())
    zoneinfo.ZoneInfo.clear_cache()
    # Where a rule has no more instances, `dateutil` looks for one until the last year there is.
    sooner = types.SimpleNamespace(**{**vars(dt), "MAXYEAR": 2040})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dateutil.rrule, "datetime", sooner)
        yield
    zoneinfo.reset_tzpath(to=usual)
    zoneinfo.ZoneInfo.clear_cache()


def numbers(chance: random.Random, most: int, count: int) -> str:
    return ",".join(str(chance.choice([1, 1, -1]) * chance.randint(1, most)) for _ in range(chance.randint(1, count)))


def rule(chance: random.Random) -> str:
    """Any rule of the parts that fireside reads, but its end."""
    freq = chance.choice(["DAILY", "WEEKLY", "MONTHLY", "MONTHLY", "YEARLY"])
    parts = [f"FREQ={freq}"]
    if chance.random() < 0.5:
        parts.append(f"INTERVAL={chance.randint(1, 5)}")
    if chance.random() < 0.3:
        parts.append(f"WKST={chance.choice(DAYS)}")
    if chance.random() < 0.3:
        parts.append(f"BYMONTH={','.join(map(str, sorted(chance.sample(range(1, 13), chance.randint(1, 4)))))}")
    by_month_day = freq != "WEEKLY" and chance.random() < 0.35
    if by_month_day:
        parts.append(f"BYMONTHDAY={numbers(chance, 31, 4)}")
    by_day = chance.random() < 0.5
    if by_day:
        days = chance.sample(DAYS, chance.randint(1, 4))
        # Section 3.3.10: a number goes with MONTHLY and YEARLY only.
        if freq in ("MONTHLY", "YEARLY") and chance.random() < 0.5:
            days = [f"{chance.choice([1, 2, 3, 4, 5, -1, -2, -5])}{day}" for day in days]
        parts.append(f"BYDAY={','.join(days)}")
    # "BYSETPOS MUST only be used in conjunction with another BYxxx rule part."
    if (by_day or by_month_day) and chance.random() < 0.25:
        parts.append(f"BYSETPOS={numbers(chance, 4, 2)}")
    return ";".join(parts)


def calendar(*lines: str) -> str:
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:test", *lines, "END:VCALENDAR", ""])


def starts(text: str, zone: str, start: dt.datetime, end: dt.datetime) -> list[dt.datetime]:
    found = fs.Calendar.parse(text, time_zone=zone).occurrences(start, end)
    return [one.start for one in found if start <= one.start < end]


def expanded(start: dt.datetime, text: str, count: int | None, until: dt.datetime | None, end: dt.datetime) -> list[dt.datetime]:
    """What the rule says, from its start until ``end``, on clocks on a wall."""
    first = start
    if "WEEKLY" in text and "BYSETPOS" in text:
        week = re.search(r"WKST=(\w\w)", text)
        first -= dt.timedelta(days=(start.weekday() - DAYS.index(week[1] if week else "MO")) % 7)
    instances = iter(rrulestr(f"RRULE:{text};UNTIL={end:%Y%m%dT%H%M%S}", dtstart=first))
    # DTSTART is the first instance whatever the rule says (section 3.8.5.3).
    rest = (moment for moment in instances if moment > start)
    heeded = itertools.takewhile(lambda moment: moment < end and (until is None or moment <= until), rest)
    return [start, *itertools.islice(heeded, None if count is None else count - 1)]


def ending(chance: random.Random, start: dt.datetime) -> tuple[int | None, dt.datetime | None]:
    match chance.choice(["count", "until", "never"]):
        case "count":
            return chance.randint(1, 30), None
        case "until":
            return None, start + dt.timedelta(days=chance.randint(0, 900), minutes=chance.choice([0, 0, -1, 1]))
        case _:
            return None, None


@pytest.mark.parametrize("seed", range(10))
def test_rules_are_those_of_dateutil(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(100):
        start = dt.datetime(2019, 1, 1) + dt.timedelta(days=chance.randrange(3000), minutes=15 * chance.randrange(96))
        horizon = start + dt.timedelta(days=chance.choice([100, 500, 1500]))
        text, (count, until) = rule(chance), ending(chance, start)
        end = f";COUNT={count}" if count else f";UNTIL={until:%Y%m%dT%H%M%S}" if until else ""
        lines = ["BEGIN:VEVENT", f"DTSTART:{start:%Y%m%dT%H%M%S}", "DURATION:PT30M", f"RRULE:{text}{end}", "END:VEVENT"]
        wall = expanded(start, text, count, until, horizon)
        # Floating times, by the clocks of an owner: in UTC, then where clocks change.
        for name in ["UTC", *chance.sample(ZONES, 2)]:
            zone = zoneinfo.ZoneInfo(name)
            instants = sorted({moment.replace(tzinfo=zone).astimezone(UTC) for moment in wall})
            # A margin, since the horizon's end is a time on a wall.
            last = horizon.replace(tzinfo=UTC) - dt.timedelta(days=2)
            found = starts(calendar(*lines), name, start.replace(tzinfo=UTC) - dt.timedelta(days=2), last)
            assert found == [moment for moment in instants if moment < last], (lines, name)


@pytest.mark.parametrize("seed", range(5))
def test_rules_in_zones_end_at_an_instant(seed: int) -> None:
    """``UNTIL`` is in UTC where ``DTSTART`` has a zone (section 3.3.10)."""
    chance = random.Random(100 + seed)
    for _ in range(150):
        name = chance.choice(ZONES)
        zone = zoneinfo.ZoneInfo(name)
        start = dt.datetime(2024, 1, 1) + dt.timedelta(days=chance.randrange(900), minutes=15 * chance.randrange(96))
        # DTSTART itself is at a time that clocks show.
        start = start.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None, fold=0)
        until = (start + dt.timedelta(days=chance.randint(0, 700))).replace(tzinfo=zone).astimezone(UTC)
        until += dt.timedelta(minutes=chance.choice([0, 0, -15, 15]))
        text = rule(chance)
        lines = [
            "BEGIN:VEVENT",
            f"DTSTART;TZID={name}:{start:%Y%m%dT%H%M%S}",
            f"RRULE:{text};UNTIL={until:%Y%m%dT%H%M%SZ}",
            "DURATION:PT30M",
            "END:VEVENT",
        ]
        wall = expanded(start, text, None, None, start + dt.timedelta(days=720))
        instants = [moment.replace(tzinfo=zone).astimezone(UTC) for moment in wall]
        expected = [instants[0], *(moment for moment in instants[1:] if moment <= until)]
        early, late = instants[0] - dt.timedelta(days=1), until + dt.timedelta(days=10)
        assert starts(calendar(*lines), "UTC", early, late) == sorted(set(expected)), lines


def series(chance: random.Random, uid: int) -> list[str]:
    """An event that recurs, with days left out, added and moved."""
    zone, whole = chance.choice(ZONES), chance.random() < 0.25
    start = dt.datetime(2026, 1, 1, 12) + dt.timedelta(days=chance.randrange(200), minutes=15 * chance.randrange(24))

    def written(name: str, moment: dt.datetime) -> str:
        return f"{name};VALUE=DATE:{moment:%Y%m%d}" if whole else f"{name};TZID={zone}:{moment:%Y%m%dT%H%M%S}"

    length = dt.timedelta(days=chance.randint(1, 3)) if whole else dt.timedelta(minutes=chance.choice([15, 60, 300]))
    interval = chance.randint(1, 3)
    freq, step = chance.choice([("DAILY", interval), ("WEEKLY", 7 * interval)])
    count = chance.randint(2, 40)
    lines = ["BEGIN:VEVENT", f"UID:{uid}", written("DTSTART", start), written("DTEND", start + length)]
    lines.append(f"RRULE:FREQ={freq};INTERVAL={interval};COUNT={count}")
    places = chance.sample(range(1, count), min(count - 1, chance.randint(0, 3)))
    moved = places[:1]
    lines += [written("EXDATE", start + dt.timedelta(days=step * place)) for place in places[1:]]
    if chance.random() < 0.3:
        lines.append(written("RDATE", start + dt.timedelta(days=500)))
    lines.append("END:VEVENT")
    for place in moved:
        other = start + dt.timedelta(days=step * place)
        later = other + dt.timedelta(days=chance.randint(-3, 3), minutes=0 if whole else 30)
        lines += ["BEGIN:VEVENT", f"UID:{uid}", written("RECURRENCE-ID", other), written("DTSTART", later)]
        lines += [written("DTEND", later + length), "END:VEVENT"]
    return lines


@pytest.mark.parametrize("seed", range(4))
def test_calendars_are_those_of_recurring_ical_events(seed: int) -> None:
    chance = random.Random(200 + seed)
    owner = zoneinfo.ZoneInfo("Europe/London")

    def instant(moment: dt.date) -> dt.datetime:
        if isinstance(moment, dt.datetime):
            return moment.astimezone(UTC)
        # A whole day is one of the calendar's owner; the package has no owner and gives dates.
        return dt.datetime.combine(moment, dt.time(), owner).astimezone(UTC)

    for _ in range(15):
        lines = [line for uid in range(4) for line in series(chance, uid)]
        start = dt.datetime(2026, 1, 1, tzinfo=UTC) + dt.timedelta(days=chance.randrange(200))
        end = start + dt.timedelta(days=chance.choice([7, 30, 600]))
        text = calendar(*lines)
        # Wider, since it decides whether a whole day lies within by its date.
        margin = dt.timedelta(days=5)
        events: Any = recurring_ical_events.of(Calendar.from_ical(text)).between(start - margin, end + margin)
        spans = [(instant(event.start), instant(event.end)) for event in events]
        expected = sorted(span for span in spans if span[0] < end and span[1] > start)
        found = fs.Calendar.parse(text, time_zone="Europe/London").occurrences(start, end)
        assert [(one.start, one.end) for one in found] == expected, text
