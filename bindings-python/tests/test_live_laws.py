"""Laws of a matcher that is told what happened, for every cohort and any events."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from test_laws import cohorts, mentees, mentors

import fireside as fs

START = datetime(2026, 12, 1, tzinfo=UTC)
roles = st.sampled_from(["mentor", "mentee"])
minutes = st.integers(1, 1_440)
seats = st.integers(0, 3)
names = {
    "mentor": st.integers(0, 30).map(lambda k: f"m{k}"),
    "mentee": st.integers(0, 30).map(lambda k: f"e{k}"),
}


def about(
    event: str, needed: dict[str, st.SearchStrategy[Any]], **optional: st.SearchStrategy[Any]
) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries({"event": st.just(event), **needed}, optional=optional)


@st.composite
def stories(draw: st.DrawFn) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """A cohort, and events mostly about its people, in any order, some of them twice."""
    document: dict[str, Any] = draw(cohorts)
    document["policy"]["live"] = draw(
        st.fixed_dictionaries({}, optional={"decline_days": st.integers(0, 40), "cool_down_days": st.integers(0, 9)})
    )
    people = {role: [one["id"] for one in document[f"{role}s"]] for role in names}
    here = {role: st.sampled_from(ids) if ids else names[role] for role, ids in people.items()}
    anybody = {"person": st.one_of(*here.values())}
    moment = st.integers(0, 60 * 24 * 60).map(lambda after: START + timedelta(minutes=after))
    what = st.one_of(
        *(about(event, here) for event in ("accepted", "expired", "withdrawn", "cancelled")),
        about("proposed", here, by=roles),
        about("declined", here, by=roles, reason=st.just("because")),
        about("scheduled", here, start=moment, minutes=minutes),
        about("held", here, minutes=minutes),
        about("no_show", {**here, "who": st.sampled_from(["mentor", "mentee", "both"])}),
        about("feedback", {**here, "by": roles, "rating": st.integers(1, 5)}),
        *(about(event, anybody) for event in ("paused", "resumed", "left")),
        about("joined", {}, mentors=st.lists(mentors, max_size=2), mentees=st.lists(mentees, max_size=2)),
        about("changed", {"changes": st.fixed_dictionaries({"seats": st.dictionaries(here["mentor"], seats, max_size=2)})}),
        about("policy", {"policy": st.fixed_dictionaries({"min_score": st.sampled_from([0, 0.2, 0.5])})}),
        about("published", {}),
        about("tick", {}),
        about("declined", names),
    )
    told = draw(st.lists(st.tuples(what, moment, st.integers(0, 80)), min_size=1, max_size=60))
    return document, [{"id": f"e-{number}", "at": at, **event} for event, at, number in told]


@given(stories(), st.integers(1, 9))
@settings(deadline=None)
def test_a_matcher_is_what_a_cold_run_finds(story: tuple[dict[str, Any], list[dict[str, Any]]], size: int) -> None:
    document, events = story
    matcher = fs.Matcher(document)
    taken: list[dict[str, Any]] = []
    pairs = {(pair.mentee, pair.mentor) for pair in matcher.matching().pairings}
    for at in range(0, len(events), size):
        before = matcher.to_state()
        try:
            applied = matcher.apply(events[at : at + size])
        except fs.InvalidInputError as error:
            # Say, seats for somebody who has left. Nothing has changed then.
            assert error.path.startswith("events[") and matcher.to_state() == before
            continue
        taken += events[at : at + size]
        pairs -= {(pair.mentee, pair.mentor) for pair in applied.lost}
        pairs |= {(pair.mentee, pair.mentor) for pair in applied.gained}
        assert len(applied.events) == len(events[at : at + size])
    matching = matcher.matching()
    assert matching == fs.match_cohort(matcher.cohort) == fs.match_cohort(matcher.cohort.to_json())
    assert {(pair.mentee, pair.mentor) for pair in matching.pairings} == pairs
    assert matching.verify(matcher.cohort)
    journal = fs.Journal.from_json(fs.Journal(taken).to_json())
    assert journal == fs.Journal(taken) == fs.Journal(journal.events)
    replayed = fs.Matcher.from_journal(document, journal)
    stored = fs.Matcher.from_state(matcher.to_state())
    for same in (replayed, stored):
        assert same.to_state() == matcher.to_state()
        assert same.cohort == matcher.cohort
        assert same.conversations() == matcher.conversations()
        assert same.due(START + timedelta(days=90)) == matcher.due(START + timedelta(days=90))
    # And they go on alike.
    tick = {"id": "last", "at": START + timedelta(days=100), "event": "tick"}
    answers = {one.apply([*taken, tick]).to_json() for one in (matcher, replayed, stored)}
    assert len(answers) == 1
