"""Peers: the optimum by trying everything; and lies about it."""

from __future__ import annotations

import dataclasses
from array import array
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import fireside as fs
from fireside import solve

Problem = dict[str, Any]


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    n = draw(st.integers(2, 9))
    pair = st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)).filter(lambda pair: pair[0] != pair[1])
    edges = draw(st.lists(st.tuples(pair, st.integers(0, 20)), max_size=20))
    return {
        "a": [pair[0] for pair, _ in edges],
        "b": [pair[1] for pair, _ in edges],
        "weight": [weight for _, weight in edges],
        "n": n,
    }


def most(problem: Problem, edge: int = 0, taken: frozenset[int] = frozenset()) -> int:
    if edge == len(problem["a"]):
        return 0
    ends = {problem["a"][edge], problem["b"][edge]}
    without = most(problem, edge + 1, taken)
    if ends & taken:
        return without
    return max(without, int(problem["weight"][edge]) + most(problem, edge + 1, taken | ends))


@settings(max_examples=150, deadline=None)
@given(problem=problems())
def test_the_optimum_by_enumeration(problem: Problem) -> None:
    solution = solve.peers(**problem)
    assert (solution.total, solution.bound, solution.gap, solution.status) == (most(problem), solution.total, 0, "optimal")
    assert solve.verify_peers(**problem, solution=solution) is True
    partner = list(solution.partner)
    assert len(partner) == problem["n"]
    assert all(other == -1 or partner[other] == person for person, other in enumerate(partner))
    assert sum(problem["weight"][edge] for edge in solution.edges) == solution.total


@pytest.mark.parametrize("seed", range(24))
def test_the_total_networkx_finds(seed: int) -> None:
    """Up to 300 people, few or many edges, few or many weights; where weights are near to one another, odd sets matter."""
    dice = np.random.default_rng(seed)
    n, degree, most = int(dice.integers(30, 301)), [3, 6, 12][seed % 3], [3, 1_000, 1_000_000][seed // 3 % 3]
    ends = np.sort(dice.integers(n, size=(n * degree // 2, 2)), axis=1)
    ends = np.unique(ends[ends[:, 0] < ends[:, 1]], axis=0)
    weight = dice.integers(1, most + 1, size=len(ends)) + (most if seed % 2 else 0)
    graph = nx.Graph()
    graph.add_weighted_edges_from(zip(*ends.T.tolist(), weight.tolist(), strict=True))
    solution = solve.peers(ends[:, 0], ends[:, 1], weight, n=n)
    assert solution.total == sum(graph[a][b]["weight"] for a, b in nx.max_weight_matching(graph))
    assert solve.verify_peers(ends[:, 0], ends[:, 1], weight, solution, n=n) is True


def test_arrays() -> None:
    problem: Problem = {"a": [0, 0, 1, 2], "b": [1, 2, 2, 3], "weight": [8, 9, 10, 7]}
    for kind in (list, tuple, lambda values: np.array(values, "u4"), lambda values: array("q", values)):
        arrays: Problem = {name: kind(values) for name, values in problem.items()}
        solution = solve.peers(**arrays, n=4)
        assert list(solution.edges) == [0, 3] and list(np.asarray(solution.partner)) == [1, 0, 3, 2]
    short: Problem = {"n": 4, "weight": [1, 2]}
    wrongs: list[tuple[Problem, str]] = [({"n": -1}, "n"), ({"n": 1 << 40}, "n"), ({"n": None}, "n"), (short, "weight")]
    for wrong, path in wrongs:
        with pytest.raises(fs.InvalidInputError) as raised:
            solve.peers(**{**problem, **wrong})
        assert raised.value.path == path, wrong


def test_a_deadline_is_an_honest_gap() -> None:
    problem: Problem = {"a": [0, 1, 2, 3, 4], "b": [1, 2, 3, 4, 0], "weight": [4, 4, 4, 4, 4], "n": 5}
    rushed = solve.peers(**problem, timeout=0)
    assert rushed.total <= 8 <= rushed.bound
    assert solve.verify_peers(**problem, solution=rushed)


def test_lies_are_found() -> None:
    problem: Problem = {"a": [0, 1, 2, 3, 4], "b": [1, 2, 3, 4, 0], "weight": [4, 4, 4, 4, 4], "n": 5}
    honest = solve.peers(**problem)
    assert len(honest.odd_sets) == 1 and honest.total == 8
    first = honest.odd_sets[0]
    lies: list[dict[str, Any]] = [
        {"edges": array("I", [0, 1])},
        {"edges": array("I", [0])},
        {"total": 9},
        {"bound": 9, "gap": 1},
        {"duals": array("q", [1] * 5)},
        {"odd_sets": ()},
        {"odd_sets": (dataclasses.replace(first, people=array("I", list(first.people)[:3])),)},
        {"partner": array("i", [-1] * 5)},
        {"status": "deadline"},
    ]
    for lie in lies:
        with pytest.raises(fs.VerificationError):
            solve.verify_peers(**problem, solution=dataclasses.replace(honest, **lie))
    with pytest.raises(fs.InvalidInputError):
        solve.verify_peers(**problem, solution=dataclasses.replace(honest, partner=array("i", [-2] * 5)))
