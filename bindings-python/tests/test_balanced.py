"""A cost of load: on arrays the truth by trying everything, and lies about it; in cohorts what it does to concentration."""

from __future__ import annotations

import dataclasses
from array import array
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_coverage import problems

import fireside as fs
from fireside import solve

Problem = dict[str, Any]
# Both would learn a little more from the first mentor; together that is 18, less 2.
STORY: Problem = {
    "mentee": [0, 0, 1, 1],
    "mentor": [0, 1, 0, 1],
    "weight": [9, 8, 9, 6],
    "mentor_seats": [5, 5],
}


def truth(problem: Problem, load_cost: int) -> int:
    best = 0
    size = len(problem["mentee"])
    for choice in range(1 << size):
        edges = [edge for edge in range(size) if choice >> edge & 1]
        held = [problem["mentee"][edge] for edge in edges]
        taken = [problem["mentor"][edge] for edge in edges]
        if all(held.count(i) <= problem["mentee_seats"][i] for i in held) and all(
            taken.count(j) <= problem["mentor_seats"][j] for j in taken
        ):
            cost = sum(taken.count(j) * (taken.count(j) - 1) // 2 for j in set(taken)) * load_cost
            best = max(best, sum(problem["weight"][edge] for edge in edges) - cost)
    return best


@settings(max_examples=150, deadline=None)
@given(problem=problems(), load_cost=st.integers(0, 10))
def test_the_truth_by_enumeration(problem: Problem, load_cost: int) -> None:
    problem["mentor_seats"] = [2 * seats for seats in problem["mentor_seats"]]
    solution = solve.balanced(**problem, load_cost=load_cost)
    assert solution.worth == solution.bound == truth(problem, load_cost)
    assert solve.verify_balanced(**problem, load_cost=load_cost, solution=solution) is True


@settings(max_examples=60, deadline=None)
@given(problem=problems(most=30, edges=120))
def test_without_a_cost_it_is_the_most_weight(problem: Problem) -> None:
    solution, plain = solve.balanced(**problem, load_cost=0), solve.assign(**problem)
    assert (solution.edges, solution.prices, solution.total) == (plain.edges, plain.prices, plain.total)


def test_arrays_options_and_lies() -> None:
    for kind in (tuple, lambda values: np.array(values, "u4"), lambda values: array("q", values)):
        arrays: Problem = {name: kind(values) for name, values in STORY.items()}
        assert list(solve.balanced(**arrays, load_cost=2).edges) == [1, 2]
    honest = solve.balanced(**STORY, load_cost=2)
    assert (list(honest.loads), list(honest.prices), honest.worth) == ([1, 1], [1, 0], 17)
    lies: list[dict[str, Any]] = [
        {"total": 18, "worth": 18, "bound": 18},
        {"worth": 18, "bound": 18},
        {"edges": array("I", [0, 2]), "loads": array("I", [2, 0]), "total": 18, "worth": 18},
        {"bound": 16, "gap": -1},
        {"prices": array("q", [0, 0])},
        {"prices": array("q", [2, 0])},
        {"loads": array("I", [2, 0])},
        {"status": "deadline"},
    ]
    for lie in lies:
        with pytest.raises(fs.VerificationError):
            solve.verify_balanced(**STORY, load_cost=2, solution=dataclasses.replace(honest, **lie))
    with pytest.raises(fs.VerificationError):
        solve.verify_balanced(**STORY, load_cost=2, solution=solve.balanced(**STORY, load_cost=0))
    for load_cost in (-1, 2**53, 2**80, 0.5, "2"):
        with pytest.raises(fs.InvalidInputError) as raised:
            solve.balanced(**STORY, load_cost=load_cost)  # type: ignore[arg-type]
        assert raised.value.path == "load_cost"
    assert solve.balanced(**STORY, load_cost=2, timeout=0).gap >= 0


def cohort() -> fs.Cohort:
    def rust(level: int) -> list[fs.Offer]:
        return [fs.Offer(topic="rust", level=level)]

    return fs.Cohort(
        topics=[fs.Topic(id="rust")],
        mentors=[
            fs.Mentor(id="ada", capacity=4, offers=rust(5)),
            fs.Mentor(id="gil", capacity=4, offers=rust(3)),
        ],
        mentees=[
            fs.Mentee(id=name, wants=[fs.Want(topic="rust", level=3)]) for name in ("bo", "cem", "dan", "eli")
        ],
    )


def test_load_may_cost_in_a_cohort() -> None:
    people = cohort()
    plain = fs.match_cohort(people)
    assert plain.certificate.load is None
    before = plain.load(people)
    assert before == fs.Concentration(
        conversations=4, mentors=2, mentors_with_any=1, most=4, top_tenth_share=1.0, gini=0.5
    )
    matching = fs.match_cohort(people, load_cost=200_000)
    assert matching.run.options == {"load_cost": "200000"}
    certificate, load = matching.certificate, matching.certificate.load
    assert load is not None
    assert load.before == before
    assert load.after == matching.load(people)
    assert (load.after.most, load.after.top_tenth_share, load.after.gini) == (2, 0.5, 0.0)
    assert certificate.bound_points == certificate.total_points - load.cost_points
    assert (load.cost_points, certificate.gap) == (400_000, 0)
    assert certificate.most_points == plain.certificate.total_points
    assert matching.verify(people) is True
    assert fs.Matcher(people).run(load_cost=200_000) == matching
    assert fs.match_cohort(people, load_cost=0).to_json() == plain.to_json()
    told = matching.to_dict()
    told["certificate"]["load"]["after"]["gini"] = 0.1
    with pytest.raises(fs.VerificationError) as lie:
        fs.Matching.from_dict(told).verify(people)
    assert lie.value.path == "certificate.load.after"


@pytest.mark.parametrize(
    "options", [{"load_cost": 1_000_001}, {"load_cost": 1, "objective": "fair"}, {"load_cost": 1, "max_gap": 0.1}]
)
def test_costs_that_cannot_be(options: dict[str, Any]) -> None:
    with pytest.raises(fs.InvalidInputError) as raised:
        fs.match_cohort(cohort(), **options)
    assert (raised.value.code, raised.value.path) == ("out_of_range", "load_cost")
