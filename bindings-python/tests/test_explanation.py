"""When two people could meet, and what more time would open: what Python adds to the vectors."""

from __future__ import annotations

import pickle
import re
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import Any, get_args

import pytest

import fireside as fs
from fireside import Availability, Cohort, Horizon, Mentee, Mentor, Offer, Policy, Topic, Want, WeeklyWindow


def thursdays(zone: str, start: str, end: str) -> Availability:
    return Availability(time_zone=zone, weekly=[WeeklyWindow(day="thu", start=start, end=end)])


@pytest.fixture
def matcher() -> fs.Matcher:
    return fs.Matcher(
        Cohort(
            topics=[Topic(id="rust")],
            mentors=[
                Mentor(id="ada", offers=[Offer(topic="rust")], availability=thursdays("Europe/London", "18:00", "19:00")),
                Mentor(id="cem", offers=[Offer(topic="rust")], availability=thursdays("Asia/Kolkata", "22:45", "23:15")),
            ],
            mentees=[Mentee(id="bo", wants=[Want(topic="rust")], availability=thursdays("Europe/London", "17:00", "18:00"))],
            policy=Policy(horizon=Horizon(from_="2026-12-01", days=7)),
        )
    )


def test_common_time_has_instants(matcher: fs.Matcher) -> None:
    time = matcher.explain("cem", "bo").time
    assert time is not None and (time.code, time.minutes, time.nearest) == ("shared", 30, None)
    window = time.windows[0]
    assert window.start == datetime(2026, 12, 3, 17, 15, tzinfo=UTC)
    assert window.mentor == fs.LocalTime(
        time_zone="Asia/Kolkata", start="2026-12-03T22:45+05:30", end="2026-12-03T23:15+05:30"
    )
    assert pickle.loads(pickle.dumps(time)) == time


def test_openings(matcher: fs.Matcher) -> None:
    (opening,) = matcher.openings("bo")
    assert opening == fs.Opening(
        day="thu",
        start="18:00",
        end="18:30",
        minutes=30,
        count=1,
        people=("ada",),
        text="30 min after 18:00 on Thursdays would open 1 mentor",
    )
    assert matcher.openings("bo", 0) == [] and matcher.openings("bo", threads=1) == [opening]
    (other,) = matcher.openings("ada", role="mentor")
    assert (other.start, other.end, other.people) == ("17:30", "18:00", ("bo",))


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ({"person": "ada"}, ("unknown_person", "person")),
        ({"person": 7}, ("wrong_type", "person")),
        ({"person": "bo", "k": -1}, ("out_of_range", "k")),
        ({"person": "bo", "role": "boss"}, ("unknown_choice", "role")),
        ({"person": "bo", "threads": 0}, ("out_of_range", "threads")),
    ],
)
def test_what_cannot_be_asked(matcher: fs.Matcher, arguments: dict[str, Any], problem: tuple[str, str]) -> None:
    with pytest.raises(fs.InvalidInputError) as caught:
        matcher.openings(**arguments)
    assert [(one.code, one.path) for one in caught.value.problems] == [problem]


def test_cancelled(matcher: fs.Matcher) -> None:
    cancel = Event()
    cancel.set()
    with pytest.raises(fs.CancelledError):
        matcher.openings("bo", cancel=cancel)


def test_codes_are_those_of_the_core() -> None:
    source = Path(__file__).resolve().parents[2] / "core" / "src" / "explain" / "time" / "mod.rs"
    listed = source.read_text(encoding="utf-8").split("\ncodes! {")[1]
    assert tuple(re.findall(r'^ {4}\w+ = "(\w+)"', listed, re.MULTILINE)) == get_args(fs.TimeCode)
