"""Laws of a matcher that is told what happened, for every cohort and any events."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
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


@st.composite
def long_stories(draw: st.DrawFn) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The same, with up to 1,000 events: those of a short story at other times, again and again, some of them twice."""
    document, events = draw(stories())
    dice = Random(draw(st.integers(0, 2**32)))
    count = draw(st.integers(200, 1_000))
    told = [{**dice.choice(events), "id": f"r-{dice.randrange(count * 9 // 8)}"} for _ in range(count)]
    return document, [{**event, "at": START + timedelta(minutes=dice.randrange(60 * 24 * 300))} for event in told]


@given(stories(), st.integers(1, 9))
@settings(deadline=None)
def test_a_matcher_is_what_a_cold_run_finds(story: tuple[dict[str, Any], list[dict[str, Any]]], size: int) -> None:
    check(*story, size)


@given(long_stories(), st.integers(20, 60))
@settings(deadline=None, max_examples=15)
def test_so_it_is_after_a_long_time(story: tuple[dict[str, Any], list[dict[str, Any]]], size: int) -> None:
    check(*story, size)


def check(document: dict[str, Any], events: list[dict[str, Any]], size: int) -> None:
    """Told in parts of this size, a matcher is what a cold run finds, and what its journal and its state make."""
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
    # Whoever takes part, asks for something and has too few mentors waits, and nobody else.
    waits = {one.mentee: one for one in matcher.waiting().waiting}
    asks = {one["id"]: one for one in matcher.cohort.to_dict()["mentees"] if one.get("wants") and one.get("status") != "paused"}
    for id, one in asks.items():
        wanted = one.get("mentors_wanted", 1)
        seats, has = min(wanted, one.get("open", wanted)), sum(pair[0] == id for pair in pairs)
        assert (has < seats) == (id in waits)
        assert id not in waits or (waits[id].open, waits[id].matched) == (seats, has)
    assert matcher.cohort.to_dict()["policy"].get("blank_wants") == "open" or waits.keys() <= asks.keys()
    assert replayed.waiting().to_json() == stored.waiting().to_json() == matcher.waiting().to_json()
    # And they go on alike.
    tick = {"id": "last", "at": START + timedelta(days=400), "event": "tick"}
    answers = {one.apply([*taken, tick]).to_json() for one in (matcher, replayed, stored)}
    assert len(answers) == 1
