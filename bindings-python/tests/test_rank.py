"""Rank-maximal and generous matchings on arrays: signatures by trying everything, and lies."""

from __future__ import annotations

import dataclasses
from array import array
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import fireside as fs
from fireside import solve
from test_coverage import problems

Problem = dict[str, Any]


def key(signature: list[int], first: str, generous: bool) -> tuple[int, list[int]]:
    if generous:
        return sum(signature), [-count for count in reversed(signature)]
    return (sum(signature) if first == "cardinality" else 0), signature


def truth(problem: Problem, ranks: list[int], first: str, generous: bool) -> list[int]:
    best: list[int] | None = None
    size = len(problem["mentee"])
    for choice in range(1 << size):
        edges = [edge for edge in range(size) if choice >> edge & 1]
        held = [problem["mentee"][edge] for edge in edges]
        taken = [problem["mentor"][edge] for edge in edges]
        if all(held.count(i) <= problem["mentee_seats"][i] for i in held) and all(
            taken.count(j) <= problem["mentor_seats"][j] for j in taken
        ):
            signature = [sum(problem["rank"][edge] == rank for edge in edges) for rank in ranks]
            if best is None or key(signature, first, generous) > key(best, first, generous):
                best = signature
    assert best is not None
    return best


@settings(max_examples=120, deadline=None)
@given(
    problem=problems(), how=st.sampled_from([("cardinality", False), ("rank", False), ("cardinality", True)])
)
def test_signatures_by_enumeration(problem: Problem, how: tuple[solve.First, bool]) -> None:
    problem["rank"] = [weight // 3 - 1 for weight in problem.pop("weight")]
    first, generous = how
    solution = solve.rank_maximal(**problem, first=first, generous=generous)
    assert list(solution.ranks) == sorted(set(problem["rank"]))
    assert list(solution.signature) == truth(problem, list(solution.ranks), first, generous)
    assert solution.status == "optimal"
    assert solve.verify_rank_maximal(**problem, first=first, generous=generous, solution=solution) is True


def test_options_and_lies() -> None:
    problem: Problem = {"mentee": [0, 0, 1, 1], "mentor": [0, 1, 0, 1], "rank": [1, 2, 2, 3], "mentor_seats": [1, 1]}
    honest = solve.rank_maximal(**problem)
    assert (list(honest.edges), list(honest.signature), honest.proved) == ([0, 3], [1, 0, 1], 4)
    generous = solve.rank_maximal(**problem, generous=True)
    assert list(generous.edges) == [1, 2]
    lies: list[Problem] = [
        {"edges": array("I", [1, 2])},
        {"edges": array("I", [1, 2]), "signature": array("Q", [0, 2, 0])},
        {"edges": array("I", [0, 1])},
        {"matched": 3},
        {"signature": [1, -1, 1]},
        {"prices": array("q", [0] * len(honest.prices))},
        {"proved": 3},
        {"status": "deadline"},
    ]
    for lie in lies:
        with pytest.raises(fs.VerificationError):
            solve.verify_rank_maximal(**problem, solution=dataclasses.replace(honest, **lie))
    with pytest.raises(fs.VerificationError):
        solve.verify_rank_maximal(**problem, solution=generous)
    wrong: list[tuple[Problem, tuple[str, str]]] = [
        ({"first": "rank", "generous": True}, ("out_of_range", "first")),
        ({"first": "people"}, ("unknown_choice", "first")),
        ({"generous": "yes"}, ("wrong_type", "generous")),
    ]
    for options, expected in wrong:
        with pytest.raises(fs.InvalidInputError) as raised:
            solve.rank_maximal(**problem, **options)
        assert (raised.value.code, raised.value.path) == expected
    assert solve.rank_maximal(**problem, timeout=0).status == "deadline"
