"""Times for a matching, as Python sees them."""

from __future__ import annotations

import copy
import json
import pickle
import threading
from dataclasses import FrozenInstanceError
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

import fireside as fs


def tuesday(start: str, end: str, time_zone: str = "UTC") -> fs.Availability:
    return fs.Availability(time_zone=time_zone, weekly=[fs.WeeklyWindow(day="tue", start=start, end=end)])


def people(end: str = "10:00") -> fs.Cohort:
    """Ada has an hour for three, or until ``end``; Dan has too little of it."""
    wants = [fs.Want(topic="rust")]
    return fs.Cohort(
        topics=[fs.Topic(id="rust")],
        policy=fs.Policy(horizon=fs.Horizon(from_="2026-12-01", days=7), min_overlap_minutes=0),
        mentors=[
            fs.Mentor(id="ada", offers=[fs.Offer(topic="rust")], capacity=3, availability=tuesday("09:00", end)),
        ],
        mentees=[
            fs.Mentee(id="bo", wants=wants, availability=tuesday("10:00", "11:00", "Europe/Paris")),
            fs.Mentee(id="cem", wants=wants),
            fs.Mentee(id="dan", wants=wants, availability=tuesday("08:00", "09:15")),
        ],
    )


@pytest.fixture(scope="module")
def matching() -> fs.Matching:
    return fs.match_cohort(people())


def at(hour: int, minute: int) -> datetime:
    return datetime(2026, 12, 1, hour, minute, tzinfo=UTC)


def test_who_meets_when_and_who_does_not_and_why(matching: fs.Matching) -> None:
    schedule = fs.schedule_matching(people(), matching, rooms=1, threads=1)
    assert schedule.status == "optimal" and schedule.verify(people(), matching)
    bo, cem = schedule.sessions
    assert isinstance(bo, fs.Session) and (bo.mentee, cem.mentee) == ("bo", "cem")
    assert {bo.start, cem.start} == {at(9, 0), at(9, 30)}
    assert all(one.end - one.start == timedelta(minutes=30) and one.start.tzinfo is UTC for one in schedule.sessions)
    assert bo.mentee_local is not None and bo.mentee_local.time_zone == "Europe/Paris"
    shown = datetime.fromisoformat(bo.mentee_local.start)
    assert shown == bo.start and shown.utcoffset() == timedelta(hours=1)
    assert cem.mentee_local is None and cem.topic == "rust" and cem.preferred and not cem.kept
    (dan,) = schedule.unscheduled
    assert (dan.mentee, dan.code, dan.people) == ("dan", "no_common_time", ("ada", "dan"))
    assert dan.nearest == fs.NearSession(person="ada", minutes=15, start=at(8, 45), end=at(9, 15))
    assert "with 15 more minutes of `ada`" in dan.message
    assert schedule.figures == fs.ScheduleFigures(
        pairs=3, sessions=2, bound=2, gap=0, preferred=2, kept=0, free_minutes=60, session_minutes=60, utilisation=1.0
    )
    assert (schedule.run.objective, dict(schedule.run.options)) == ("schedule", {"rooms": "1"})


def test_attributes_are_typed_and_frozen() -> None:
    cohort = fs.Cohort.from_dict(
        {**people().to_dict(), "mentees": [{"id": who, "wants": [{"topic": "rust"}]} for who in ("bo", "cem", "dan")]}
    )
    schedule = fs.schedule_matching(cohort, fs.match_cohort(cohort))
    (crowd,) = schedule.crowds
    assert isinstance(crowd, fs.SessionCrowd) and (crowd.person, crowd.most, crowd.proof) == ("ada", 2, "count")
    assert crowd.windows == (fs.Window(start="2026-12-01T09:00:00Z", end="2026-12-01T10:00:00Z"),)
    assert [pair.mentee for pair in crowd.pairs] == ["bo", "cem", "dan"]
    assert schedule.unscheduled[0].crowd == 0 and schedule.sessions is schedule.sessions
    with pytest.raises(FrozenInstanceError):
        schedule.sessions[0].kept = True  # type: ignore[misc]
    assert repr(schedule) == "<Schedule, optimal: 2 sessions, 1 pairs without>"
    with pytest.raises(TypeError):
        fs.Schedule()


def test_what_was_there_before_stays(matching: fs.Matching) -> None:
    before = fs.schedule_matching(people(), matching)
    later = people("11:00")
    after = fs.schedule_matching(later, matching, previous=before)
    assert after.figures.kept == 2 and after.verify(later, matching)
    assert [(one.mentee, one.start) for one in after.sessions] == [(one.mentee, one.start) for one in before.sessions]
    assert fs.schedule_matching(later, matching).figures.kept == 0


def test_documents_survive(matching: fs.Matching) -> None:
    schedule = fs.schedule_matching(people(), matching)
    document = schedule.to_dict()
    assert document["schema"] == "fireside/schedule/1" and document == json.loads(schedule.to_json())
    for again in (
        fs.Schedule.from_json(schedule.to_json()),
        fs.Schedule.from_json(schedule.to_json().encode()),
        fs.Schedule.from_dict(document),
        pickle.loads(pickle.dumps(schedule)),
        copy.deepcopy(schedule),
    ):
        assert again == schedule and hash(again) == hash(schedule) and again.sessions == schedule.sessions
    assert schedule != fs.schedule_matching(people(), matching, rooms=1)
    with pytest.raises(fs.InvalidInputError):
        fs.Schedule.from_dict(matching.to_dict())


def test_lies_are_rejected(matching: fs.Matching) -> None:
    document = fs.schedule_matching(people(), matching).to_dict()
    first, second = document["sessions"]
    second.update(start=first["start"], end=first["end"])
    with pytest.raises(fs.VerificationError) as raised:
        fs.Schedule.from_dict(document).verify(people(), matching)
    assert any(problem.path.startswith("sessions[") for problem in raised.value.problems)


@pytest.mark.parametrize("time", ["soon", "2026-12-01", "2026-12-01T09:00", "2026-12-01T09:00:00+01:00", ""])
def test_times_that_are_none_are_named(matching: fs.Matching, time: str) -> None:
    document = fs.schedule_matching(people(), matching).to_dict()
    document["sessions"][1]["end"] = document["unscheduled"][0]["nearest"]["start"] = time
    schedule = fs.Schedule.from_dict(document)
    for look, path in (
        (lambda: schedule.sessions, "sessions[1].end"),
        (lambda: schedule.unscheduled, "unscheduled[0].nearest.start"),
    ):
        with pytest.raises(fs.InvalidInputError) as raised:
            look()
        assert (raised.value.code, raised.value.path) == ("invalid_time", path)
    with pytest.raises(fs.VerificationError):
        schedule.verify(people(), matching)
    assert fs.schedule_matching(people(), matching, previous=schedule).figures.kept == 1


def test_work_can_be_stopped_and_watched(matching: fs.Matching) -> None:
    seen: list[tuple[str, int, int]] = []
    fs.schedule_matching(people(), matching, progress=lambda *at: seen.append(at))
    assert ("schedule", 3, 3) in seen
    stop = threading.Event()
    stop.set()
    with pytest.raises(fs.CancelledError):
        fs.schedule_matching(people(), matching, cancel=stop)
    late = fs.schedule_matching(people(), matching, timeout=0)
    assert late.status == "deadline" and late.verify(people(), matching)


@pytest.mark.parametrize(
    ("options", "code", "path"),
    [
        ({"rooms": 0}, "out_of_range", "rooms"),
        ({"rooms": "two"}, "wrong_type", "rooms"),
        ({"threads": 0}, "out_of_range", "threads"),
        ({"timeout": -1}, "out_of_range", "timeout"),
        ({"previous": {}}, "wrong_type", "previous"),
        ({"matching": "{}"}, "wrong_type", "matching"),
        ({"cohort": {"mentor": []}}, "unknown_field", "mentor"),
        ({"cohort": {"schema": "fireside/cohort/1"}}, "unknown_person", "pairings[0].mentee"),
    ],
)
def test_what_is_wrong_is_named(matching: fs.Matching, options: dict[str, Any], code: str, path: str) -> None:
    with pytest.raises(fs.InvalidInputError) as raised:
        fs.schedule_matching(**{"cohort": people(), "matching": matching, **options})
    assert (raised.value.code, raised.value.path) == (code, path)
