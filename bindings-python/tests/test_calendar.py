"""Calendars in, instants as Python has them."""

from __future__ import annotations

import copy
import datetime as dt
import pickle
import threading
import time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import fireside as fs

UTC = dt.timezone.utc


def calendar(*lines: str) -> str:
    return "\r\n".join(["BEGIN:VCALENDAR", *lines, "END:VCALENDAR", ""])


def event(*lines: str) -> list[str]:
    return ["BEGIN:VEVENT", *lines, "END:VEVENT"]


CALL = calendar(
    *event("DTSTART;TZID=Europe/London:20261117T100000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;INTERVAL=2", "SUMMARY:Tea")
)
HORIZON = fs.Horizon(from_="2026-12-01", days=14)


def ada(**more: Any) -> fs.Cohort:
    weekly = [fs.WeeklyWindow(day="tue", start="09:00", end="12:00")]
    availability = fs.Availability(time_zone="Europe/London", weekly=weekly, **more)
    return fs.Cohort(mentors=[fs.Mentor(id="ada", availability=availability)], policy=fs.Policy(horizon=HORIZON))


def test_what_a_calendar_hands_back_is_availability() -> None:
    busy = fs.Calendar.parse(CALL, time_zone="Europe/London").busy(HORIZON)
    assert busy == (
        fs.Busy(start="2026-12-01T10:00:00Z", end="2026-12-01T11:00:00Z"),
        fs.Busy(start="2026-12-15T10:00:00Z", end="2026-12-15T11:00:00Z"),
    )
    hours = [(start.day, start.hour, end.hour) for start, end in ada(busy=busy).free_time("ada") or ()]
    assert hours == [(1, 9, 10), (1, 11, 12), (8, 9, 12)]
    assert list(ada(busy=busy).mentors[0].availability.busy) == list(busy)  # type: ignore[union-attr]


def test_calendars_pickle_without_what_is_private() -> None:
    tentative = CALL.replace("SUMMARY", "STATUS:TENTATIVE\r\nUID:ada@example.org\r\nSUMMARY")
    for text, counts in ((CALL, True), (tentative, True), (tentative, False)):
        read = fs.Calendar.parse(text, time_zone="Asia/Kolkata", tentative=counts)
        packed = pickle.dumps(read)
        assert b"Tea" not in packed and b"example" not in packed
        again = pickle.loads(packed)
        assert again.busy(HORIZON) == read.busy(HORIZON) and bool(read.busy(HORIZON)) == (text is CALL or counts)
        assert again.to_ical() == read.to_ical()
        assert copy.copy(read) is read and copy.deepcopy([read])[0] is read


def test_bytes_and_zones() -> None:
    expected = fs.Calendar.parse(CALL, time_zone="Europe/London").busy(HORIZON)
    for text in (CALL.encode(), bytearray(CALL, "utf-8"), "\ufeff" + CALL, ("\ufeff" + CALL).encode()):
        assert fs.Calendar.parse(text, time_zone=ZoneInfo("Europe/London")).busy({"from": "2026-12-01"}) == expected


def test_occurrences_are_datetimes_in_utc() -> None:
    read = fs.Calendar.parse(CALL, time_zone="UTC")
    start = dt.datetime(2026, 12, 1, 11, 30, tzinfo=ZoneInfo("Asia/Kolkata"))  # 06:00 in UTC
    [one] = read.occurrences(start, start + dt.timedelta(hours=5))
    assert (one.start, one.end) == (dt.datetime(2026, 12, 1, 10, tzinfo=UTC), dt.datetime(2026, 12, 1, 11, tzinfo=UTC))
    assert one.start.tzinfo is UTC and one.busy and not one.all_day and one.event == 0
    assert read.busy_between(start, "2026-12-01T10:00:00Z") == ()
    assert len(read.busy_between(start, "2026-12-01T10:01:00+00:00")) == 1
    assert read.occurrences("2026-12-02T00:00:00Z", "2026-12-01T00:00:00Z") == ()


def test_the_last_instant_there_is() -> None:
    text = calendar(*event("DTSTART:21991231T120000Z", "DURATION:P9D"))
    [one] = fs.Calendar.parse(text, time_zone="UTC").occurrences("2199-12-31T00:00:00Z", "2199-12-31T24:00:00Z")
    assert one.end == dt.datetime(2200, 1, 1, tzinfo=UTC)


def test_windows_that_are_stated() -> None:
    text = calendar(
        "BEGIN:VAVAILABILITY",
        *("BEGIN:AVAILABLE", "DTSTART;TZID=Asia/Kolkata:20261106T140000", "DTEND;TZID=Asia/Kolkata:20261106T170000"),
        *("RRULE:FREQ=WEEKLY", "END:AVAILABLE", "END:VAVAILABILITY"),
        *event("DTSTART;VALUE=DATE:20261204"),
    )
    read = fs.Calendar.parse(text, time_zone="Asia/Kolkata")
    windows = read.free(HORIZON)
    assert windows is not None and [window.start for window in windows] == ["2026-12-04T14:00", "2026-12-11T14:00"]
    availability = fs.Availability(time_zone="Asia/Kolkata", extra=windows, busy=read.busy(HORIZON))
    cohort = fs.Cohort(mentors=[fs.Mentor(id="bo", availability=availability)], policy=fs.Policy(horizon=HORIZON))
    assert cohort.free_time("bo") == (
        (dt.datetime(2026, 12, 11, 8, 30, tzinfo=UTC), dt.datetime(2026, 12, 11, 11, 30, tzinfo=UTC)),
    )
    assert fs.Calendar.parse(CALL, time_zone="UTC").free(HORIZON) is None


def problems(call: Any) -> list[tuple[str, str]]:
    with pytest.raises(fs.InvalidInputError) as caught:
        call()
    return [(problem.code, problem.path) for problem in caught.value.problems]


def test_what_is_wrong() -> None:
    read = fs.Calendar.parse(CALL, time_zone="UTC")
    parse: Any = fs.Calendar.parse
    assert problems(lambda: parse("hello", time_zone="UTC")) == [("wrong_type", "calendar")]
    assert problems(lambda: parse(b"\xff", time_zone="UTC")) == [("invalid_text", "calendar")]
    assert problems(lambda: parse("\ud800", time_zone="UTC")) == [("invalid_text", "calendar")]
    assert problems(lambda: parse(7, time_zone=None)) == [("wrong_type", "calendar"), ("wrong_type", "time_zone")]
    assert problems(lambda: parse(CALL, time_zone="UTC", tentative=2)) == [("wrong_type", "tentative")]
    assert problems(lambda: parse("x" * (16 * 2**20 + 1), time_zone="UTC")) == [("too_large", "calendar")]
    assert problems(lambda: read.busy(fs.Horizon())) == [("missing_horizon", "horizon.from")]
    assert problems(lambda: read.busy({"from": "2026-12-01", "dayz": 3})) == [("unknown_field", "horizon.dayz")]
    naive = dt.datetime(2026, 12, 1, 9)
    assert problems(lambda: read.occurrences(naive, dt.datetime.now(UTC).replace(microsecond=7))) == [
        ("invalid_time", "end"),
        ("invalid_time", "start"),
    ]
    with pytest.raises(TypeError, match=r"Calendar\.parse"):
        fs.Calendar()


def test_too_many_instances_end_and_name_the_event() -> None:
    rule = "RRULE:FREQ=DAILY;BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12;COUNT=4294967295"
    text = calendar(*(event("DTSTART:00010101T000000Z", "DURATION:PT1H", rule) * 3))
    read = fs.Calendar.parse(text, time_zone="UTC")
    ask = lambda: read.busy_between("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z")  # noqa: E731
    assert problems(ask) == [("too_large", "calendar.events[1]")]


def test_other_threads_run_on() -> None:
    body = [line for _ in range(30_000) for line in event("DTSTART:20261201T000000Z", "RRULE:FREQ=DAILY")]
    read = fs.Calendar.parse(calendar(*body), time_zone="UTC")
    ticks, done = 0, threading.Event()

    def tick() -> None:
        nonlocal ticks
        while not done.is_set():
            ticks += 1
            time.sleep(0.0005)

    thread = threading.Thread(target=tick)
    thread.start()
    before = ticks
    read.busy_between("2026-12-01T00:00:00Z", "2026-12-21T00:00:00Z")
    during = ticks - before
    done.set()
    thread.join()
    assert during > 3


def test_instants_may_be_datetimes() -> None:
    london, tokyo = ZoneInfo("Europe/London"), ZoneInfo("Asia/Tokyo")
    texts = ada(busy=[fs.Busy(start="2026-12-01T10:00:00Z", end="2026-12-01T11:00:00Z")])
    for zone in (UTC, london, tokyo, dt.timezone(dt.timedelta(hours=-3, minutes=-30))):
        start = dt.datetime(2026, 12, 1, 10, tzinfo=UTC).astimezone(zone)
        assert ada(busy=[fs.Busy(start=start, end=start + dt.timedelta(hours=1))]) == texts
    as_of = dt.datetime(2026, 10, 25, 1, 30, tzinfo=london, fold=1)
    policy = fs.Cohort(policy=fs.Policy(horizon=fs.Horizon(from_="2026-10-24", as_of=as_of))).policy
    assert policy.horizon == fs.Horizon(from_="2026-10-24", days=14, as_of="2026-10-25T01:30:00Z")


@pytest.mark.parametrize(
    "instant",
    [
        dt.datetime(2026, 12, 1, 9),
        dt.datetime(2026, 12, 1, 9, 0, 7, tzinfo=UTC),
        dt.datetime(2026, 12, 1, 9, 0, 0, 1, tzinfo=UTC),
        dt.datetime.min.replace(tzinfo=dt.timezone(dt.timedelta(hours=1))),
        dt.datetime.max.replace(tzinfo=dt.timezone(dt.timedelta(hours=-1))),
        dt.date(2026, 12, 1),
        "2026-12-01T09:00:00.5Z",
        "2026-12-01T09:00.000Z",
        "2026-12-01T09:00:00.Z",
    ],
)
def test_what_is_no_instant_is_told(instant: Any) -> None:
    assert problems(lambda: ada(busy=[fs.Busy(start=instant, end="2026-12-01T11:00:00Z")])) == [
        ("invalid_time", "mentors[0].availability.busy[0].start")
    ]


def test_a_window_on_a_date_has_no_zone() -> None:
    start = dt.datetime(2026, 12, 1, 18, tzinfo=UTC)
    window = fs.ExtraWindow(start=start, end=dt.datetime(2026, 12, 1, 19))
    assert problems(lambda: ada(extra=[window])) == [("invalid_time", "mentors[0].availability.extra[0].start")]


def test_free_time_of_nobody() -> None:
    cohort = ada()
    assert cohort.free_time("bo") is None
    assert problems(lambda: cohort.free_time(7)) == [("wrong_type", "person")]  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["Absence", "Horizon", "ZoneChange"])
def test_records_with_keywords_drop_no_field(name: str) -> None:
    kind = getattr(fs, name)
    made = fs.model.RECORDS[name](**{field.removesuffix("_"): field for field in kind.__dataclass_fields__})
    assert made == kind(**{field: field for field in kind.__dataclass_fields__})
    with pytest.raises(TypeError):
        fs.model.RECORDS[name](**{"from": "2026-12-01", "to": "x", "days": 1, "time_zone": "UTC", "later": 1})
