"""What one more person matched costs: the truth by trying everything, both ends, and lies about it."""

from __future__ import annotations

import dataclasses
import pickle
from array import array
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

import fireside as fs
from fireside import solve

from test_coverage import Problem, problems


def truth(problem: Problem, count: str) -> dict[int, int]:
    """The most weight for every number that can be reached."""
    best: dict[int, int] = {}
    size = len(problem["mentee"])
    for choice in range(1 << size):
        edges = [edge for edge in range(size) if choice >> edge & 1]
        held = [problem["mentee"][edge] for edge in edges]
        taken = [problem["mentor"][edge] for edge in edges]
        if all(held.count(i) <= problem["mentee_seats"][i] for i in held) and all(
            taken.count(j) <= problem["mentor_seats"][j] for j in taken
        ):
            reached = len(set(held)) if count == "people" else len(edges)
            best[reached] = max(best.get(reached, 0), sum(problem["weight"][edge] for edge in edges))
    return best


@settings(max_examples=120, deadline=None)
@given(problem=problems(), count=st.sampled_from(["people", "seats"]), points=st.integers(2, 6))
def test_the_truth_by_enumeration(problem: Problem, count: solve.Count, points: int) -> None:
    curve = solve.coverage_curve(**problem, count=count, points=points)
    best = truth(problem, count)
    assert all(point.total == point.bound == best[point.matched] for point in curve.points)
    assert curve.points[0].total == max(best.values())
    assert curve.points[-1].matched == curve.most == max(best)
    for one, other in zip(curve.points, curve.points[1:]):
        steps = other.matched - one.matched
        for k in range(one.matched, other.matched + 1):
            over = (best[k] - one.total) * steps - (other.total - one.total) * (k - one.matched)
            assert 0 <= over <= one.doubt * steps
    assert solve.verify_coverage_curve(**problem, count=count, solution=curve) is True


@settings(max_examples=12, deadline=None)
@given(
    mentees=st.integers(1, 2_000),
    mentors=st.integers(1, 500),
    degree=st.integers(1, 6),
    seed=st.integers(0, 2**32 - 1),
)
def test_the_last_point_reaches_as_many_as_scipy(mentees: int, mentors: int, degree: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    pairs = np.unique(random.integers(0, [mentees, mentors], size=(mentees * degree, 2)), axis=0)
    problem: Problem = {
        "mentee": pairs[:, 0],
        "mentor": pairs[:, 1],
        "weight": random.integers(0, 1_000_000, len(pairs)),
        "mentor_seats": np.ones(mentors, "u4"),
    }
    graph = csr_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(mentees, mentors))
    most = int((maximum_bipartite_matching(graph, "column") >= 0).sum())
    covering = solve.coverage(**problem)
    curve = solve.coverage_curve(**problem, points=5)
    assert covering.matched == curve.most == curve.points[-1].matched == most
    assert curve.points[-1].total == covering.total
    assert curve.points[0].total == solve.assign(**problem).total
    assert solve.verify_coverage_curve(**problem, solution=curve) is True


def test_lies_and_refusals() -> None:
    problem: Problem = {"mentee": [0, 1, 1], "mentor": [0, 0, 1], "weight": [3, 9, 2], "mentor_seats": [1, 1]}
    honest = solve.coverage_curve(**problem)
    assert [(point.matched, point.total) for point in honest.points] == [(1, 9), (2, 5)]
    first, last = honest.points
    change = dataclasses.replace
    lies: list[dict[str, Any]] = [
        {"points": (first,)},
        {"points": (last,)},
        {"points": (last, first)},
        {"points": (first, change(last, total=6, bound=6))},
        {"points": (first, change(last, edges=array("I", [1])))},
        {"points": (change(first, doubt=1), last)},
        {"points": (change(first, exact=False), last)},
        {"points": (change(first, bonus=50), last)},
        {"points": (change(first, prices=array("q", [9, 9])), last)},
        {"most": 1},
        {"status": "within_gap"},
    ]
    for lie in lies:
        with pytest.raises(fs.VerificationError):
            solve.verify_coverage_curve(**problem, solution=change(honest, **lie))
    for wrong, expected in [
        ({"points": 1}, ("out_of_range", "points")),
        ({"points": 2.5}, ("wrong_type", "points")),
        ({"count": "pairs"}, ("unknown_choice", "count")),
    ]:
        with pytest.raises(fs.InvalidInputError) as raised:
            solve.coverage_curve(**problem, **wrong)  # type: ignore[arg-type]
        assert (raised.value.code, raised.value.path) == expected
    late = solve.coverage_curve(**problem, timeout=0)
    assert solve.verify_coverage_curve(**problem, solution=late) is True


COHORT: dict[str, Any] = {
    "topics": [{"id": "rust"}, {"id": "law"}, {"id": "chess"}],
    "mentors": [
        {"id": "ada", "offers": [{"topic": "rust", "level": 5}]},
        {"id": "eli", "offers": [{"topic": "law", "level": 5}]},
    ],
    "mentees": [
        {"id": "bo", "wants": [{"topic": "rust", "importance": 1}, {"topic": "chess", "importance": 3}]},
        {"id": "cem", "wants": [{"topic": "rust", "importance": 5}, {"topic": "law", "level": 3, "importance": 1}]},
    ],
}
"""Ada and Cem are worth most, but Bo comes to Ada only."""


def test_a_cohort() -> None:
    curve = fs.coverage_curve(COHORT)
    total = fs.match_cohort(COHORT).certificate.total_points
    most = fs.match_cohort(COHORT, objective="coverage").certificate.total_points
    told = [(point.matched, point.total_points, point.cost) for point in curve.points]
    assert told == [(1, total, 0), (2, most, total - most)]
    assert (curve.status, curve.most, curve.run.objective) == ("optimal", 2, "coverage_curve")
    assert curve.points[0].prices.keys() == {"ada"}
    assert curve.verify(COHORT) is True
    assert fs.Matcher(COHORT).coverage_curve(threads=1) == curve
    assert fs.CoverageCurve.from_json(curve.to_json()) == curve
    assert fs.CoverageCurve.from_dict(curve.to_dict()) == curve
    assert pickle.loads(pickle.dumps(curve)) == curve and hash(curve) == hash(fs.coverage_curve(COHORT, points=20))
    assert repr(curve) == "<CoverageCurve, optimal: 1 to 2 mentees, 2 points>"
    document = curve.to_dict()
    document["points"][1]["matched"] = 1
    with pytest.raises(fs.VerificationError):
        fs.CoverageCurve.from_dict(document).verify(COHORT)
    with pytest.raises(TypeError):
        fs.CoverageCurve()
    with pytest.raises(fs.InvalidInputError) as raised:
        fs.coverage_curve(COHORT, points=1)
    assert raised.value.path == "points"
