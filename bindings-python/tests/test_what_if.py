"""What-if: two answers and their difference, as objects of Python."""

from __future__ import annotations

import json
import pickle
import threading
import time
from dataclasses import replace
from typing import Any

import pytest
from cohorts import crowd
from hypothesis import given, settings
from hypothesis import strategies as st

import fireside as fs
from fireside import Objective

OBJECTIVES: list[Objective] = ["total", "coverage", "fair", "rank_maximal", "stable_mentee"]


def people(**changed: Any) -> fs.Cohort:
    document: dict[str, Any] = {
        "topics": [fs.Topic(id="rust", label="Rust")],
        "mentors": [fs.Mentor(id="ada", offers=[fs.Offer(topic="rust", level=5)], attributes={"team": "search"})],
        "mentees": [
            fs.Mentee(id="bo", wants=[fs.Want(topic="rust", level=1)], attributes={"team": "ops"}),
            fs.Mentee(id="cem", wants=[fs.Want(topic="rust", level=1)], attributes={"team": "search"}),
        ],
        "policy": fs.Policy(rules=[fs.MustDiffer(attribute="team")]),
    }
    return fs.Cohort(**document | changed)


def test_changes_as_records_or_as_a_dict() -> None:
    cohort = people()
    record = fs.Changes(
        policy=fs.PolicyChanges(weights=fs.Weights(affinity=3), min_score=0.1),
        seats={"ada": 2},
        add_mentees=[fs.Mentee(id="dee", wants=[fs.Want(topic="rust")], attributes={"team": "law"})],
        add_rules=[fs.NoRepeat(rounds=2)],
        affinities=[fs.Affinity(mentor="ada", mentee="bo", value=1)],
        replace_mentees=[replace(cohort.mentees[1], attributes={"team": "law"})],
    )
    same: dict[str, Any] = {
        "policy": {"weights": {"affinity": 3}, "min_score": 0.1},
        "seats": {"ada": 2},
        "add_mentees": [{"id": "dee", "wants": [{"topic": "rust"}], "attributes": {"team": "law"}}],
        "add_rules": [{"rule": "no_repeat", "rounds": 2}],
        "affinities": [{"mentor": "ada", "mentee": "bo", "value": 1}],
        "replace_mentees": [{"id": "cem", "wants": [{"topic": "rust", "level": 1}], "attributes": {"team": "law"}}],
    }
    changed = cohort.changed(record)
    assert changed == cohort.changed(same)
    assert changed.policy.rules == (fs.MustDiffer(attribute="team"), fs.NoRepeat(rounds=2)), "rules that nobody names stay"
    assert changed.policy.weights == fs.Weights(interests=60, availability=15, preference=10, affinity=3)
    assert cohort == people(), "what is asked about stays as it is"


def test_what_if_is_a_document_like_any() -> None:
    matcher = fs.Matcher(people())
    what_if = matcher.what_if({"seats": {"ada": 2}, "drop_rules": [0]})
    assert what_if.before == matcher.run()
    assert what_if.after == matcher.changed({"seats": {"ada": 2}, "drop_rules": [0]}).run()
    assert what_if.difference.mentees == (
        fs.PersonDifference(id="cem", change="gained", before=(), after=("ada",), points_before=0, points_after=what_if.difference.total_points),
    )
    assert (what_if.difference.matched, what_if.difference.kept, what_if.difference.gained) == (1, 1, 1)
    for again in (fs.WhatIf.from_json(what_if.to_json()), fs.WhatIf.from_dict(what_if.to_dict()), pickle.loads(pickle.dumps(what_if))):
        assert again == what_if and hash(again) == hash(what_if)
        assert again.difference == what_if.difference and again.after == what_if.after
    assert repr(what_if).startswith(f"<WhatIf: {what_if.difference.total_points:+,} points, +1 matched; 1 mentees keep")
    with pytest.raises(TypeError, match="what_if"):
        fs.WhatIf()


def test_lies_are_found_out() -> None:
    cohort = people()
    changes = {"seats": {"ada": 2}, "drop_rules": [0]}
    honest = fs.Matcher(cohort).what_if(changes).to_dict()
    changed = cohort.changed(changes)
    assert fs.WhatIf.from_dict(honest).verify(cohort, changed)
    for path, code in [("total_points", "total_mismatch"), ("matched", "total_mismatch"), ("mentees", "score_mismatch")]:
        lying = json.loads(json.dumps(honest))
        lying["difference"][path] = [] if path == "mentees" else lying["difference"][path] + 1
        with pytest.raises(fs.VerificationError) as raised:
            fs.WhatIf.from_dict(lying).verify(cohort, changed)
        assert (raised.value.code, raised.value.path) == (code, f"difference.{path}")


def test_rules_and_seats() -> None:
    matcher = fs.Matcher(people())
    (cost,) = matcher.rule_costs()
    assert (cost.position, cost.rule, cost.status) == (0, fs.MustDiffer(attribute="team"), "optimal")
    assert (cost.points, cost.at_least, cost.at_most, cost.matched) == (0, 0, 0, 0), "Ada has one seat, rule or no rule"
    (roomy,) = matcher.changed({"seats": {"ada": 2}}).rule_costs()
    assert roomy.matched == 1 and roomy.points is not None and roomy.points > 0
    assert matcher.seat_worths() == [fs.SeatWorth(mentor="ada", seats=1, points=0, matched=0)]
    assert matcher.changed({"drop_rules": [0]}).seat_worths()[0].matched == 1


def test_what_changes_must_be() -> None:
    matcher = fs.Matcher(people())
    for wrong in (None, 3, "seats", [1]):
        with pytest.raises(fs.InvalidInputError) as raised:
            matcher.what_if(wrong)  # type: ignore[arg-type]
        assert (raised.value.code, raised.value.path) == ("wrong_type", "changes")
    with pytest.raises(fs.InvalidInputError) as raised:
        matcher.what_if({"seats": {"adda": 2}})
    (problem,) = raised.value.problems
    assert (problem.code, problem.path, problem.suggestion) == ("unknown_person", 'changes.seats["adda"]', "ada")
    with pytest.raises(fs.InvalidInputError) as raised:
        matcher.what_if({}, objective="best")  # type: ignore[arg-type]
    assert raised.value.path == "objective"


def test_a_caller_stays_in_charge() -> None:
    matcher = fs.Matcher(fs.Cohort.from_dict(crowd(300, 100)))
    late = matcher.what_if({}, timeout=0)
    assert late.before.status == late.after.status == "deadline"
    assert late.difference.at_least is not None and late.difference.at_most is not None
    assert late.difference.at_least <= 0 <= late.difference.at_most
    assert {worth.points for worth in matcher.seat_worths(timeout=0)} == {None}
    cancel = threading.Event()
    cancel.set()
    for work in (lambda: matcher.what_if({}, cancel=cancel), lambda: matcher.rule_costs(cancel=cancel), lambda: matcher.seat_worths(cancel=cancel)):
        with pytest.raises(fs.CancelledError):
            work()
    told: list[str] = []
    matcher.what_if({}, progress=lambda stage, done, total: told.append(stage))
    assert set(told) == {"score", "match", "explain"}


def test_others_run_while_it_works() -> None:
    matcher = fs.Matcher(fs.Cohort.from_dict(crowd(2_000, 600)))
    ticks = 0
    done = threading.Event()

    def tick() -> None:
        nonlocal ticks
        while not done.is_set():
            ticks += 1
            time.sleep(0.001)

    other = threading.Thread(target=tick)
    other.start()
    try:
        start = time.perf_counter()
        matcher.what_if({"policy": {"min_score": 0.3}})
        took = time.perf_counter() - start
    finally:
        done.set()
        other.join()
    assert ticks > min(took, 1) * 50


@given(
    st.integers(1, 12),
    st.integers(1, 8),
    st.integers(0, 4),
    st.integers(0, 7),
    st.sampled_from(OBJECTIVES),
)
@settings(deadline=None)
def test_both_answers_are_those_of_plain_runs(
    mentees: int, mentors: int, seats: int, whose: int, objective: Objective
) -> None:
    cohort = fs.Cohort.from_dict(crowd(mentees, mentors))
    mentor = cohort.mentors[whose % mentors].id
    by_hand = cohort.to_dict()
    for one in by_hand["mentors"]:
        if one["id"] == mentor:
            one["capacity"] = seats
    changes = fs.Changes(seats={mentor: seats})
    what_if = fs.Matcher(cohort).what_if(changes, objective=objective)
    assert cohort.changed(changes) == fs.Cohort.from_dict(by_hand)
    assert what_if.before.to_json() == fs.match_cohort(cohort, objective=objective).to_json()
    assert what_if.after.to_json() == fs.match_cohort(by_hand, objective=objective).to_json()
    difference = what_if.difference
    assert sum(one.points_after - one.points_before for one in difference.mentees) == difference.total_points
    assert difference.kept + difference.gained + difference.lost + difference.moved == mentees
