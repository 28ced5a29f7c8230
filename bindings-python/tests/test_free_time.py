"""Free time against arithmetic with ``zoneinfo``, minute by minute: windows, zones and horizons over changes of clocks."""

from __future__ import annotations

import datetime as dt
import json
import random
import zoneinfo
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import tzdata

import fireside as fs

UTC = dt.timezone.utc
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ZONES = """
    Africa/Cairo Africa/Casablanca America/Chicago America/Havana America/New_York America/Nuuk America/Santiago America/Sao_Paulo
    America/St_Johns Antarctica/Troll Asia/Beirut Asia/Gaza Asia/Jerusalem Asia/Kathmandu Asia/Kolkata Asia/Tokyo Atlantic/Azores
    Australia/Adelaide Australia/Lord_Howe Australia/Sydney Europe/Athens Europe/Berlin Europe/Dublin Europe/Lisbon Europe/London
    Europe/Moscow Pacific/Apia Pacific/Auckland Pacific/Chatham Pacific/Easter Pacific/Kiritimati UTC
""".split()


@pytest.fixture(scope="module")
def zones() -> Iterator[dict[str, zoneinfo.ZoneInfo]]:
    """The zones of the release that fireside has built in, whatever this machine has."""
    assert fs.match_cohort(fs.Cohort()).run.time_zone_data == tzdata.IANA_VERSION
    usual = zoneinfo.TZPATH
    zoneinfo.reset_tzpath(to=())
    try:
        yield {name: zoneinfo.ZoneInfo.no_cache(name) for name in ZONES}
    finally:
        zoneinfo.reset_tzpath(to=usual)


class Truth:
    """Every minute of a horizon, free or not."""

    def __init__(self, first: dt.date, days: int) -> None:
        self.start = dt.datetime.combine(first, dt.time(), UTC)
        self.first, self.days = first, days
        self.free = np.zeros(days * 1440, dtype=bool)

    def minute(self, moment: dt.datetime) -> int:
        return int((moment - self.start) / dt.timedelta(minutes=1))

    def clock(self, wall: dt.datetime, zone: zoneinfo.ZoneInfo) -> int:
        """When clocks show this: the first time if they do twice (``fold=0``). In a gap, ``zoneinfo`` takes the offset that
        clocks had before it, which is as far after the gap as the time is after its start (RFC 5545, section 3.3.5)."""
        return self.minute(wall.replace(tzinfo=zone, fold=0).astimezone(UTC))

    def paint(self, start: int, end: int, free: bool) -> None:
        if start < end:
            self.free[max(start, 0) : max(end, 0)] = free

    def spans(self) -> tuple[tuple[dt.datetime, dt.datetime], ...]:
        edges = np.flatnonzero(np.diff(np.concatenate([[False], self.free, [False]]).astype(np.int8)))
        moments = [self.start + dt.timedelta(minutes=int(edge)) for edge in edges]
        return tuple(zip(moments[::2], moments[1::2]))


def text(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def utc(moment: dt.datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:00Z")


def person(chance: random.Random, truth: Truth, zones: dict[str, zoneinfo.ZoneInfo]) -> dict[str, Any]:
    """Somebody's availability as a document; when they are free is painted into ``truth``."""
    days = [truth.first + dt.timedelta(days=day) for day in range(-2, truth.days + 2)]
    changes = sorted(chance.sample(days, chance.choice([0, 0, 0, 1, 2])))
    names = [chance.choice(ZONES) for _ in range(len(changes) + 1)]

    def zone(day: dt.date) -> zoneinfo.ZoneInfo:
        return zones[names[sum(change <= day for change in changes)]]

    weekly = []
    for _ in range(chance.randint(0, 6)):
        start = chance.choice([0, 60, 90, 120, 150, chance.randrange(1440)])
        end = chance.choice([1440, chance.randint(start + 1, 1440), min(start + 60, 1440)])
        weekly.append((chance.choice([0, 5, 6, chance.randrange(7)]), start, end))
    away = [sorted(chance.choices(days, k=2)) for _ in range(chance.choice([0, 0, 1]))]
    for day in days:
        if any(first <= day <= last for first, last in away):
            continue
        midnight = dt.datetime.combine(day, dt.time())
        for weekday, start, end in weekly:
            if day.weekday() == weekday:
                begins, ends = (truth.clock(midnight + dt.timedelta(minutes=at), zone(day)) for at in (start, end))
                truth.paint(begins, ends, free=True)
    extra = []
    for _ in range(chance.choice([0, 0, 1, 2])):
        start_wall = dt.datetime.combine(chance.choice(days), dt.time()) + dt.timedelta(minutes=chance.randrange(1440))
        end_wall = start_wall + dt.timedelta(minutes=chance.randint(1, 7 * 1440))
        extra.append({"start": f"{start_wall:%Y-%m-%dT%H:%M}", "end": f"{end_wall:%Y-%m-%dT%H:%M}"})
        own = zone(start_wall.date())
        truth.paint(truth.clock(start_wall, own), truth.clock(end_wall, own), free=True)
    before, after, notice = (chance.choice([0, 0, chance.randint(1, most)]) for most in (1440, 1440, 5000))
    busy = []
    for _ in range(chance.choice([0, 0, 1, 4])):
        start_utc = truth.start + dt.timedelta(minutes=chance.randint(-2000, truth.days * 1440))
        end_utc = start_utc + dt.timedelta(minutes=chance.randint(1, 600))
        busy.append({"start": utc(start_utc), "end": utc(end_utc)})
        truth.paint(truth.minute(start_utc) - after, truth.minute(end_utc) + before, free=False)
    truth.paint(0, notice, free=False)
    return {
        "time_zone": names[0],
        "weekly": [{"day": DAYS[day], "start": text(start), "end": text(end)} for day, start, end in weekly],
        "away": [{"from": str(first), "to": str(last)} for first, last in away],
        "extra": extra,
        "zones": [{"from": str(day), "time_zone": name} for day, name in zip(changes, names[1:])],
        "busy": busy,
        "buffer_before_minutes": before,
        "buffer_after_minutes": after,
        "notice_minutes": notice,
    }


@pytest.mark.parametrize("seed", range(8))
def test_free_time_is_what_zoneinfo_says(seed: int, zones: dict[str, zoneinfo.ZoneInfo]) -> None:
    chance, changed = random.Random(seed), 0
    for _ in range(25):
        # Mostly months in which clocks change somewhere, north or south.
        month = chance.choice([3, 3, 4, 9, 10, 10, 11, chance.randint(1, 12)])
        first = dt.date(chance.randint(2021, 2029), month, chance.randint(1, 28))
        days = chance.choice([1, 7, 20, 40])
        people, expected = {}, {}
        for at in range(25):
            truth = Truth(first, days)
            people[f"m{at}"] = person(chance, truth, zones)
            expected[f"m{at}"] = truth.spans()
            own = zones[people[f"m{at}"]["time_zone"]]
            offsets = {(truth.start + dt.timedelta(days=day)).astimezone(own).utcoffset() for day in range(days + 1)}
            changed += bool(people[f"m{at}"]["weekly"]) and len(offsets) > 1
        document = {
            "mentors": [{"id": id, "availability": availability} for id, availability in people.items()],
            "policy": {"horizon": {"from": str(first), "days": days}},
        }
        cohort = fs.Cohort.from_dict(document)
        for id, spans in expected.items():
            assert cohort.free_time(id) == spans, json.dumps([str(first), days, people[id]])
    # 5,000 people over all seeds, so many of them where clocks change.
    assert changed > 30
