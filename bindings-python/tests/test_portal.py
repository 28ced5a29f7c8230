"""A day of a small portal: whoever finds people their mentors, everything is in order; and whoever checks that does not believe everything."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from peers.portal.audit import audit
from peers.portal.day import DAY, day
from peers.portal.gap import best
from peers.portal.people import Dispositions, people
from peers.portal.run import POLICIES, check, made
from peers.portal.world import World

import fireside as fs

PEOPLE, WISHES, SEED = 2_000, 0.18, 3
Lines = list[dict[str, Any]]


@dataclass(frozen=True)
class Day:
    """One that has passed."""

    world: World
    matched: list[tuple[str, str]]
    lines: Lines
    folder: Path


@pytest.fixture(scope="module", params=POLICIES)
def passed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Day:
    folder = tmp_path_factory.mktemp(request.param)
    world, matched = made(request.param, people(PEOPLE, seed=SEED, wishes=WISHES), folder, SEED, step=15)
    world.run()
    return Day(world, matched, world.record.close(), folder)


def test_everything_is_in_order(passed: Day) -> None:
    document = passed.world.people.document
    assert audit(document, passed.matched, passed.lines) == []
    assert check(passed.world, passed.lines) == []
    kinds = passed.world.record.kinds
    assert sum(kinds.values()) > 1_500
    # Everything that a portal sees happens.
    two = {"proposed", "accepted", "declined", "expired", "scheduled", "held", "no_show", "cancelled", "feedback"}
    assert two | {"joined", "left", "paused", "resumed", "changed"} <= set(kinds)
    assert set(passed.world.record.outcomes) <= {"applied", "no_effect"}
    hours = passed.world.record.hours
    assert [hour.hour for hour in hours] == list(range(1, 25))
    for hour in hours[::6]:
        assert 0 < hour.standing <= best(passed.folder / f"{hour.hour:02}.gz")


def test_the_same_people_do_the_same_at_the_same_minutes(tmp_path: Path) -> None:
    one, other = (made(policy, people(300, seed=9, wishes=0.5), tmp_path, 9)[0] for policy in POLICIES)
    assert one.happenings == other.happenings and one.people == other.people
    assert day(one.people, seed=9) == one.happenings[::-1] != day(one.people, seed=10)
    assert all(0 <= at < DAY for at, _ in one.happenings)
    assert one.record.close() == [] == other.record.close()
    pairs = [(f"mentor-{k:06}", f"mentee-{k * 7 % 40:06}", 1 + k % 2) for k in range(60)]
    fates = [Dispositions(9).fate(*pair) for pair in pairs]
    assert fates[::-1] == [Dispositions(9).fate(*pair) for pair in reversed(pairs)]
    assert fates != [Dispositions(8).fate(*pair) for pair in pairs]


def proposals(lines: Lines) -> list[dict[str, Any]]:
    return [event for line in lines for event in line["events"] if event["event"] == "proposed"]


def whoever_pauses_is_asked(lines: Lines) -> None:
    [*_, last] = proposals(lines)
    last_line = next(line for line in lines if last in line["events"])
    last_line["events"].insert(0, {"id": "p", "at": last["at"], "event": "paused", "person": last["mentor"]})


def a_full_mentor_is_asked(lines: Lines) -> None:
    mentor = proposals(lines)[0]["mentor"]
    for event in proposals(lines)[:5]:
        event["mentor"] = mentor


def two_are_asked_again(lines: Lines) -> None:
    at = next(k for k, line in enumerate(lines) if any(event["event"] == "declined" for event in line["events"]))
    no = next(event for event in lines[at]["events"] if event["event"] == "declined")
    lines[at + 1]["events"].append({**no, "event": "proposed", "at": lines[at + 1]["events"][-1]["at"]})


def nobody_asked(lines: Lines) -> None:
    asked = proposals(lines)[-1]
    for line in lines:
        line["events"] = [event for event in line["events"] if event is not asked]
    lines[-1]["events"].append({**asked, "event": "held", "at": "2026-12-09T06:00:00Z"})


def somebody_stays_matched(lines: Lines) -> None:
    next(line for line in lines if line["lost"])["lost"].pop()


def somebody_who_is_not_there_is_matched(lines: Lines) -> None:
    lines[-1]["gained"].append(["mentor-000000", "nobody"])


@pytest.mark.parametrize(
    "lie",
    [
        whoever_pauses_is_asked,
        a_full_mentor_is_asked,
        two_are_asked_again,
        nobody_asked,
        somebody_stays_matched,
        somebody_who_is_not_there_is_matched,
    ],
)
def test_the_audit_sees_lies(passed: Day, lie: Callable[[Lines], None]) -> None:
    lines = copy.deepcopy(passed.lines)
    lie(lines)
    assert audit(passed.world.people.document, passed.matched, lines)


def test_the_check_sees_a_journal_that_is_not_whole(passed: Day) -> None:
    lines = json.loads(json.dumps(passed.lines))
    lines[len(lines) // 2]["events"].pop()
    assert check(passed.world, lines) == ["the journal, replayed, makes another engine"]


def test_mentees_without_an_answer_are_seen(passed: Day) -> None:
    from peers.portal.run import unanswered

    matching = passed.world.matcher.matching()
    cohort = passed.world.matcher.cohort.to_dict()
    stranger = fs.Mentee(id="stranger")
    assert unanswered(matching, cohort | {"mentees": [*cohort["mentees"], {"id": stranger.id}]}) == [
        "stranger has no answer"
    ]
