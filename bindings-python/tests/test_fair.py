"""Fair choices on arrays: everybody's lot by trying everything, and lies."""

from __future__ import annotations

import dataclasses
from array import array
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import fireside as fs
from fireside import solve
from test_coverage import problems

Problem = dict[str, Any]


def lots(problem: Problem, edges: list[int]) -> list[int]:
    best = [0] * len(problem["mentee_seats"])
    for edge in edges:
        best[problem["mentee"][edge]] = max(best[problem["mentee"][edge]], problem["weight"][edge])
    return sorted(best)


def truth(problem: Problem) -> list[int]:
    return max(lots(problem, edges) for edges in _choices(problem))


@settings(max_examples=120, deadline=None)
@given(problem=problems())
def test_lots_by_enumeration(problem: Problem) -> None:
    solution = solve.fair(**problem)
    assert lots(problem, list(solution.edges)) == truth(problem)
    assert solution.status == "optimal"
    assert solution.most == solve.assign(**problem).total == solution.total + solution.price
    assert solve.verify_fair(**problem, solution=solution) is True


@settings(max_examples=60, deadline=None)
@given(problem=problems(most=30, edges=120, several=False))
def test_proves_itself(problem: Problem) -> None:
    solution = solve.fair(**problem)
    assert solution.matched == solve.coverage(**_useful(problem)).matched
    assert solve.verify_fair(**problem, solution=solution) is True


def _useful(problem: Problem) -> Problem:
    """Without edges worth nothing, which coverage may choose and fairness never does."""
    kept = [edge for edge, weight in enumerate(problem["weight"]) if weight > 0]
    return problem | {name: [problem[name][edge] for edge in kept] for name in ("mentee", "mentor", "weight")}


def sums(problem: Problem, edges: list[int]) -> list[int]:
    lots = [0] * len(problem["mentee_seats"])
    for edge in edges:
        lots[problem["mentee"][edge]] += problem["weight"][edge]
    return sorted(lots)


@settings(max_examples=60, deadline=None)
@given(problem=problems())
def test_sums_within_their_bound(problem: Problem) -> None:
    solution = solve.fair(**problem, measure="sum")
    assert solve.verify_fair(**problem, measure="sum", solution=solution) is True
    best = max(sums(problem, list(edges)) for edges in _choices(problem))
    assert solution.matched == sum(lot > 0 for lot in best)
    worst = min((lot for lot in best if lot > 0), default=0)
    assert solution.worst <= worst <= solution.bound == solution.worst + solution.gap


def bands(problem: Problem, edges: list[int], band: int, urgency: list[int]) -> tuple[list[int], int]:
    """Everybody's band, the more urgent the lower for those with nothing; and what lots are worth together."""
    best = [0] * len(problem["mentee_seats"])
    for edge in edges:
        best[problem["mentee"][edge]] = max(best[problem["mentee"][edge]], problem["weight"][edge])
    return sorted(-(-lot // band) if lot else -first for lot, first in zip(best, urgency)), sum(best)


@settings(max_examples=80, deadline=None)
@given(problem=problems(), band=st.integers(1, 6), rounds=st.lists(st.integers(0, 3), min_size=12, max_size=12))
def test_bands_and_urgency_by_enumeration(problem: Problem, band: int, rounds: list[int]) -> None:
    urgency = rounds[: len(problem["mentee_seats"])]
    solution = solve.fair(**problem, band=band, urgency=urgency)
    assert bands(problem, list(solution.edges), band, urgency) == max(
        bands(problem, edges, band, urgency) for edges in _choices(problem)
    )
    assert solution.matched == solve.fair(**problem).matched == sum(solution.urgent_matched)
    assert list(solution.urgencies) == sorted(set(urgency), reverse=True)
    assert solve.verify_fair(**problem, band=band, urgency=urgency, solution=solution) is True


def test_lies_about_bands_and_urgency() -> None:
    problem: Problem = {"mentee": [0, 0, 1, 1], "mentor": [0, 1, 0, 1], "weight": [9, 8, 9, 6], "mentor_seats": [1, 1]}
    asked: Problem = {"band": 10, "urgency": array("I", [1, 0])}
    honest = solve.fair(**problem, **asked)
    assert (list(honest.edges), honest.total, list(honest.urgencies)) == ([1, 2], 17, [1, 0])
    assert solve.verify_fair(**problem, **asked, solution=honest) is True
    lies: list[Problem] = [
        {"edges": array("I", [0, 3]), "total": 15, "price": honest.price + 2, "worst": 6, "gap": honest.bound - 6},
        {"second_prices": [honest.second_prices[0] + 4, honest.second_prices[1]]},
        {"second_prices": []},
        {"urgent_matched": [1, 0]},
        {"urgencies": [1]},
        {"urgencies": [], "urgent_mentees": [], "urgent_matched": []},
    ]
    for lie in lies:
        with pytest.raises(fs.FiresideError):
            solve.verify_fair(**problem, **asked, solution=dataclasses.replace(honest, **lie))
    with pytest.raises(fs.FiresideError):
        solve.verify_fair(**problem, urgency=[1, 0], solution=honest)
    with pytest.raises(fs.FiresideError):
        solve.verify_fair(**problem, band=10, solution=honest)


def _choices(problem: Problem) -> Iterator[list[int]]:
    size = len(problem["mentee"])
    for choice in range(1 << size):
        edges = [edge for edge in range(size) if choice >> edge & 1]
        held = [problem["mentee"][edge] for edge in edges]
        taken = [problem["mentor"][edge] for edge in edges]
        if all(held.count(i) <= problem["mentee_seats"][i] for i in held) and all(
            taken.count(j) <= problem["mentor_seats"][j] for j in taken
        ):
            yield edges


def test_lies_about_sums() -> None:
    problem: Problem = {
        "mentee": [0, 0, 0, 1, 1, 1],
        "mentor": [0, 1, 2, 0, 1, 2],
        "weight": [9, 7, 1, 7, 1, 1],
        "mentor_seats": [1, 1, 2],
        "mentee_seats": [2, 2],
        "measure": "sum",
    }
    honest = solve.fair(**problem)
    assert (honest.worst, honest.bound, honest.gap, honest.status) == (8, 8, 0, "within_gap")
    lies: list[Problem] = [
        {"bound": 9, "gap": 1},
        {"bound": 7},
        {"gap": 1},
        {"shares": []},
        {"shares": [0, 0]},
        {"share_prices": [0]},
        {"status": "optimal"},
    ]
    for lie in lies:
        with pytest.raises(fs.FiresideError):
            solve.verify_fair(**problem, solution=dataclasses.replace(honest, **lie))


def test_lies() -> None:
    problem: Problem = {"mentee": [0, 0, 1, 1], "mentor": [0, 1, 0, 1], "weight": [9, 4, 4, 1], "mentor_seats": [1, 1]}
    honest = solve.fair(**problem)
    assert (list(honest.edges), honest.worst, honest.total, honest.most, honest.price) == ([1, 2], 4, 8, 10, 2)
    lies: list[Problem] = [
        {"edges": array("I", [0, 3]), "worst": 1, "total": 10, "price": 0},
        {"matched": 1},
        {"worst": 5},
        {"total": 9, "price": 1},
        {"most": 9, "price": 1},
        {"price": 1},
        {"proved": 10},
        {"price_mentors": [], "price_weights": [], "prices": []},
        {"prices": []},
        {"status": "within_gap"},
    ]
    for lie in lies:
        with pytest.raises(fs.FiresideError):
            solve.verify_fair(**problem, solution=dataclasses.replace(honest, **lie))
    assert solve.fair(**problem, timeout=0).status == "deadline"
