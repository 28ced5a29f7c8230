"""Quotas and circles on arrays: the truth by trying everything, and lies."""

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


def truth(problem: Problem, groups: list[Problem], least: list[int]) -> int:
    size, best = len(problem["mentee"]), 0
    for choice in range(1 << size):
        # An edge worth nothing is never chosen, not even to fill a circle.
        edges = [edge for edge in range(size) if choice >> edge & 1 and problem["weight"][edge]]
        held = [problem["mentee"][edge] for edge in edges]
        taken = [problem["mentor"][edge] for edge in edges]
        if (
            all(held.count(i) <= problem["mentee_seats"][i] for i in held)
            and all(least[j] <= taken.count(j) <= problem["mentor_seats"][j] for j in taken)
            and all(sum(edge in group["edges"] for edge in edges) <= group["max"] for group in groups)
        ):
            best = max(best, sum(problem["weight"][edge] for edge in edges))
    return best


@settings(max_examples=150, deadline=None)
@given(problem=problems(), data=st.data())
def test_quotas_of_mentors_are_exact(problem: Problem, data: st.DataObject) -> None:
    kind = data.draw(st.lists(st.integers(0, 1), min_size=len(problem["mentee_seats"]), max_size=9))
    kind += [0] * len(problem["mentee_seats"])
    most = data.draw(st.integers(0, 2))
    groups = [
        {
            "edges": [
                edge
                for edge, (i, j) in enumerate(zip(problem["mentee"], problem["mentor"]))
                if (kind[i], j) == (one, mentor)
            ],
            "max": most,
        }
        for one in (0, 1)
        for mentor in range(len(problem["mentor_seats"]))
    ]
    solution = solve.quotas(**problem, groups=groups)
    assert solution.total == truth(problem, groups, [0] * len(problem["mentor_seats"]))
    assert solution.gap == 0 and solution.status == "optimal"
    assert solve.verify_quotas(**problem, groups=groups, solution=solution) is True


@settings(max_examples=100, deadline=None)
@given(problem=problems(), least=st.lists(st.integers(0, 3), min_size=12, max_size=12))
def test_circles_within_their_bound(problem: Problem, least: list[int]) -> None:
    least = [min(one, seats) for one, seats in zip(least, problem["mentor_seats"])]
    solution = solve.quotas(**problem, groups=[], mentor_least=least)
    assert solve.verify_quotas(**problem, groups=[], mentor_least=least, solution=solution) is True
    assert solution.total <= truth(problem, [], least) <= solution.bound


STORY: Problem = {
    "mentee": [0, 1, 2, 1, 3],
    "mentor": [0, 0, 0, 1, 1],
    "weight": [9, 8, 5, 2, 4],
    "mentor_seats": [3, 3],
    "mentor_least": array("I", [0, 2]),
    "groups": [solve.QuotaGroup(edges=array("I", [1, 0]), max=1)],
}


def test_lies() -> None:
    honest = solve.quotas(**STORY)
    assert (list(honest.edges), honest.total, honest.bound) == ([0, 2, 3, 4], 20, 20)
    assert solve.verify_quotas(**STORY, solution=honest) is True
    assert solve.quotas(**{**STORY, "groups": iter(STORY["groups"])}) == honest
    lies: list[tuple[Problem, str]] = [
        ({"edges": array("I", [0, 1, 2]), "total": 22, "gap": -2}, "quota_exceeded"),
        ({"edges": array("I", [0, 2, 4]), "total": 18, "gap": 2, "status": "within_gap"}, "circle_underfilled"),
        ({"total": 21, "gap": -1}, "total_mismatch"),
        ({"group_prices": [100]}, "bound_mismatch"),
        ({"group_prices": []}, "bound_mismatch"),
        ({"prices": [100, 0]}, "bound_mismatch"),
        ({"status": "within_gap"}, "status_mismatch"),
    ]
    for lie, code in lies:
        with pytest.raises(fs.VerificationError) as caught:
            solve.verify_quotas(**STORY, solution=dataclasses.replace(honest, **lie))
        assert code in [problem.code for problem in caught.value.problems]


def test_people_before_weights() -> None:
    problem: Problem = {
        "mentee": [0, 1, 1, 2, 2],
        "mentor": [0, 0, 1, 0, 1],
        "weight": [9, 8, 1, 7, 6],
        "mentor_seats": [2, 1],
        "mentee_seats": [1, 1, 2],
        "groups": [solve.QuotaGroup(edges=[0, 1], max=1)],
    }
    assert solve.quotas(**problem).reach is None
    honest = solve.quotas(**problem, count="people")
    assert (list(honest.edges), honest.total, honest.bound) == ([0, 2, 3], 17, 17)
    assert honest.reach == solve.Reach(matched=3, most=3, lift=31)
    assert solve.verify_quotas(**problem, count="people", solution=honest) is True
    assert solve.quotas(**problem, count="seats").total == 22
    for reach in (None, solve.Reach(matched=2, most=3, lift=31), solve.Reach(matched=3, most=4, lift=31)):
        with pytest.raises(fs.VerificationError):
            solve.verify_quotas(**problem, count="people", solution=dataclasses.replace(honest, reach=reach))
    with pytest.raises(fs.VerificationError):
        solve.verify_quotas(**problem, solution=honest)


def test_what_is_wrong_with_groups() -> None:
    def paths(groups: Any, **more: Any) -> list[tuple[str, str]]:
        with pytest.raises(fs.InvalidInputError) as caught:
            solve.quotas(**{**STORY, "groups": groups, **more})
        return [(problem.code, problem.path) for problem in caught.value.problems]

    assert paths([{"edges": [0], "max": -1}]) == [("out_of_range", "groups[0].max")]
    assert paths([{"edges": [0, 9], "max": 1}]) == [("out_of_range", "groups[0].edges[1]")]
    assert paths([{"edges": [0, 0], "max": 1}]) == [("duplicate_entry", "groups[0].edges[1]")]
    assert paths([{"edges": [0], "most": 1}])[0] == ("missing_field", "groups[0].max")
    assert paths(7) == [("wrong_type", "groups")]
    assert paths([], count="mentees") == [("unknown_choice", "count")]
    assert paths([], mentor_least=[0, 4]) == [("out_of_range", "mentor_least[1]")]
    assert solve.quotas(**STORY, timeout=0).status in ("deadline", "optimal")
