"""Coverage on arrays: the most people as scipy finds them, the most points by trying everything; and lies about both."""

from __future__ import annotations

import dataclasses
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

Problem = dict[str, Any]


@st.composite
def problems(draw: st.DrawFn, *, most: int = 4, edges: int = 10, several: bool = True) -> Problem:
    mentees, mentors = draw(st.integers(1, most)), draw(st.integers(1, most))
    pairs = draw(
        st.lists(st.tuples(st.integers(0, mentees - 1), st.integers(0, mentors - 1)), unique=True, max_size=edges)
    )
    seats = st.integers(0, 2) if several else st.just(1)
    return {
        "mentee": [pair[0] for pair in pairs],
        "mentor": [pair[1] for pair in pairs],
        "weight": draw(st.lists(st.integers(0, 9), min_size=len(pairs), max_size=len(pairs))),
        "mentor_seats": draw(st.lists(seats, min_size=mentors, max_size=mentors)),
        "mentee_seats": draw(st.lists(seats, min_size=mentees, max_size=mentees)),
    }


def truth(problem: Problem, count: str) -> tuple[int, int]:
    best = (0, 0)
    size = len(problem["mentee"])
    for choice in range(1 << size):
        edges = [edge for edge in range(size) if choice >> edge & 1]
        held = [problem["mentee"][edge] for edge in edges]
        taken = [problem["mentor"][edge] for edge in edges]
        if all(held.count(i) <= problem["mentee_seats"][i] for i in held) and all(
            taken.count(j) <= problem["mentor_seats"][j] for j in taken
        ):
            reached = len(set(held)) if count == "people" else len(edges)
            best = max(best, (reached, sum(problem["weight"][edge] for edge in edges)))
    return best


@settings(max_examples=120, deadline=None)
@given(problem=problems(), count=st.sampled_from(["people", "seats"]))
def test_the_truth_by_enumeration(problem: Problem, count: solve.Count) -> None:
    solution = solve.coverage(**problem, count=count)
    assert (solution.matched, solution.total) == truth(problem, count)
    assert (solution.most, solution.bound, solution.gap) == (solution.matched, solution.total, 0)
    assert solve.verify_coverage(**problem, count=count, solution=solution) is True


@settings(max_examples=100, deadline=None)
@given(problem=problems(most=30, edges=120, several=False))
def test_as_many_as_scipy_matches(problem: Problem) -> None:
    solution = solve.coverage(**problem)
    shape = (len(problem["mentee_seats"]), len(problem["mentor_seats"]))
    graph = csr_array((np.ones(len(problem["mentee"])), (problem["mentee"], problem["mentor"])), shape=shape)
    assert solution.matched == int((maximum_bipartite_matching(graph, "column") >= 0).sum())


def test_arrays_options_and_lies() -> None:
    problem: Problem = {"mentee": [0, 1, 1], "mentor": [0, 0, 1], "weight": [3, 9, 2], "mentor_seats": [1, 1]}
    for kind in (tuple, lambda values: np.array(values, "u4"), lambda values: array("q", values)):
        arrays: Problem = {name: kind(values) for name, values in problem.items()}
        assert list(solve.coverage(**arrays).edges) == [0, 2]
    honest = solve.coverage(**problem)
    lies: list[dict[str, Any]] = [
        {"edges": array("I", [1]), "matched": 1, "total": 9},
        {"matched": 3},
        {"most": 1, "matched": 1},
        {"total": 6, "bound": 6},
        {"bound": 4},
        {"status": "deadline"},
        {"prices": array("q", [0, 0])},
    ]
    for lie in lies:
        with pytest.raises(fs.VerificationError):
            solve.verify_coverage(**problem, solution=dataclasses.replace(honest, **lie))
    with pytest.raises(fs.InvalidInputError) as raised:
        solve.coverage(**problem, count="pairs")  # type: ignore[arg-type]
    assert (raised.value.code, raised.value.path) == ("unknown_choice", "count")
    assert solve.coverage(**problem, timeout=0).status == "deadline"
