"""Remedies and standing, from Python: whatever is told is so, and its changes are those that everything else takes."""

from __future__ import annotations

import json
import threading
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import fireside as fs
from fireside import model as m

PEOPLE: dict[str, Any] = {
    "topics": [{"id": "go"}, {"id": "rust"}],
    "mentors": [{"id": "ada", "offers": [{"topic": "rust"}]}, {"id": "gil", "offers": [{"topic": "go"}]}],
    "mentees": [{"id": "bo", "wants": [{"topic": "rust", "level": 1}]}, {"id": "cy", "wants": [{"topic": "rust", "level": 5}]}],
}


@given(
    seats=st.lists(st.integers(0, 2), min_size=3, max_size=3),
    offers=st.lists(st.sets(st.sampled_from(["go", "rust", "law"])), min_size=3, max_size=3),
    wants=st.lists(st.sets(st.sampled_from(["go", "rust", "law"])), min_size=4, max_size=4),
)
def test_every_remedy_is_true(seats: list[int], offers: list[set[str]], wants: list[set[str]]) -> None:
    def mentor(at: int) -> m.Mentor:
        return m.Mentor(id=f"m{at}", capacity=seats[at], offers=[m.Offer(topic=topic) for topic in sorted(offers[at])])

    def mentee(at: int) -> m.Mentee:
        return m.Mentee(id=f"p{at}", wants=[m.Want(topic=topic) for topic in sorted(wants[at])])

    topics = [m.Topic(id="go"), m.Topic(id="law"), m.Topic(id="rust")]
    cohort = fs.Cohort(topics=topics, mentors=[mentor(at) for at in range(3)], mentees=[mentee(at) for at in range(4)])
    matcher = fs.Matcher(cohort)
    for at in range(4):
        found = matcher.remedies(f"p{at}")
        assert found.complete and found.to_dict() == json.loads(found.to_json())
        for remedy in found.remedies:
            what_if = matcher.what_if(remedy.changes)
            mine = [pair for pair in what_if.after.pairings if pair.mentee == f"p{at}"]
            assert len(mine) == found.matched + 1
            assert (remedy.mentor, remedy.points) in [(pair.mentor, pair.points) for pair in mine]
            assert what_if.difference.total_points == remedy.total_points


def test_changes_as_records() -> None:
    cohort = fs.Cohort.from_dict(PEOPLE)
    records = fs.Changes(more_seats={"ada": 1}, more_wants={"cy": [fs.Want(topic="go")]})
    same = {"more_seats": {"ada": 1}, "more_wants": {"cy": [{"topic": "go", "importance": 3, "level": 3}]}}
    assert cohort.changed(records) == cohort.changed(same)


def test_kinds_timeouts_and_cancels() -> None:
    matcher = fs.Matcher(PEOPLE)
    assert [remedy.kind for remedy in matcher.remedies("cy").remedies] == ["want", "seat"]
    assert [remedy.kind for remedy in matcher.remedies("cy", kinds=["seat"], threads=2).remedies] == ["seat"]
    late = matcher.remedies("cy", timeout=0)
    assert (late.complete, late.remedies) == (False, ())
    stop = threading.Event()
    stop.set()
    with pytest.raises(fs.CancelledError):
        matcher.remedies("cy", cancel=stop)
    with pytest.raises(fs.InvalidInputError) as wrong:
        matcher.remedies("cy", k=0)
    assert (wrong.value.code, wrong.value.path) == ("out_of_range", "k")


def test_holders_are_named_where_the_policy_allows() -> None:
    matching = fs.match_cohort(PEOPLE)
    standing = matching.explain(PEOPLE, "ada", "cy").standing
    assert standing is not None and (standing.missing, standing.holders) == (0, None)
    named = matching.explain({**PEOPLE, "policy": {"name_holders": True}}, "ada", "cy").standing
    assert named is not None and named.holders == ("bo",)
    assert fs.Matcher(PEOPLE).explain("ada", "cy").standing is None
    with pytest.raises(fs.VerificationError):
        matching.explain({**PEOPLE, "policy": {"min_score": 0.1}}, "ada", "cy")
