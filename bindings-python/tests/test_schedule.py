"""Who meets whom and when, on arrays: every way to give free time, lies, what is wrong."""

from __future__ import annotations

import dataclasses
import itertools
from array import array
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import fireside as fs
from fireside import solve

Problem = dict[str, Any]

STORY: Problem = {
    "mentee": [0, 1, 2],
    "mentor": [0, 0, 0],
    "weight": [9, 8, 5],
    "mentor_seats": [2],
    "mentee_free": [[True, False], [True, False], [True, True]],
    "mentor_free": [[True, True]],
    "slots": 2,
}


def packed(free: Any) -> Any:
    """Rows of bool in words of 64, the lowest bit first."""
    flags = np.asarray(free, dtype=bool)
    words = -(-flags.shape[1] // 64)
    wide = np.zeros((len(flags), words * 64), dtype=bool)
    wide[:, : flags.shape[1]] = flags
    return np.packbits(wide, axis=1, bitorder="little").view("<u8").astype(np.uint64)


@st.composite
def problems(draw: st.DrawFn, most_slots: int = 4) -> Problem:
    mentees, mentors = draw(st.integers(1, 4)), draw(st.integers(1, 3))
    slots = draw(st.integers(1, most_slots))
    pairs = [(i, j) for i in range(mentees) for j in range(mentors) if draw(st.booleans())]
    rows = st.lists(st.booleans(), min_size=slots, max_size=slots)
    return {
        "mentee": [i for i, _ in pairs],
        "mentor": [j for _, j in pairs],
        "weight": [draw(st.integers(0, 9)) for _ in pairs],
        "mentor_seats": draw(st.lists(st.integers(0, 3), min_size=mentors, max_size=mentors)),
        "mentee_free": draw(st.lists(rows, min_size=mentees, max_size=mentees)),
        "mentor_free": draw(st.lists(rows, min_size=mentors, max_size=mentors)),
        "slots": slots,
    }


def truth(problem: Problem, aim: str) -> tuple[int, int]:
    """Sessions, if they come first, and weight: by trying everything, one mentee after the other."""
    edges = list(zip(problem["mentee"], problem["mentor"], problem["weight"]))
    best = (0, 0)

    def go(mentee: int, taken: frozenset[tuple[int, int]], sessions: int, total: int) -> None:
        nonlocal best
        if mentee == len(problem["mentee_free"]):
            best = max(best, (sessions if aim == "coverage" else 0, total))
            return
        go(mentee + 1, taken, sessions, total)
        for (i, j, weight), slot in itertools.product(edges, range(problem["slots"])):
            together = problem["mentee_free"][mentee][slot] and problem["mentor_free"][j][slot]
            seats = sum(mentor == j for mentor, _ in taken) < problem["mentor_seats"][j]
            if i == mentee and together and seats and (j, slot) not in taken:
                go(mentee + 1, taken | {(j, slot)}, sessions + 1, total + weight)

    go(0, frozenset(), 0, 0)
    return best


@settings(max_examples=150, deadline=None)
@given(problem=problems(), aim=st.sampled_from(["total", "coverage"]))
def test_one_session_a_mentee_is_exact(problem: Problem, aim: Any) -> None:
    solution = solve.schedule(**problem, aim=aim)
    sessions, total = truth(problem, aim)
    assert (solution.total, solution.gap, solution.status) == (total, 0, "optimal")
    if aim == "coverage":
        assert solution.most == len(solution.edges) == sessions
    else:
        assert solution.most is None and solution.lift == 0
    assert solve.verify_schedule(**problem, solution=solution) is True


@settings(max_examples=60, deadline=None)
@given(problem=problems(6), length=st.integers(1, 3), rooms=st.integers(0, 2), seats=st.integers(1, 2))
def test_everything_else_is_within_its_bound(problem: Problem, length: int, rooms: int, seats: int) -> None:
    more: Problem = {
        **problem,
        "slots_per_session": length,
        "slot_rooms": [rooms] * problem["slots"],
        "mentee_seats": [seats] * len(problem["mentee_free"]),
    }
    solution = solve.schedule(**more)
    assert solve.verify_schedule(**more, solution=solution) is True
    assert solution.total <= solution.bound == solution.total + solution.gap


@settings(max_examples=40, deadline=None)
@given(problem=problems(150))
def test_free_time_may_be_given_in_many_ways(problem: Problem) -> None:
    expected = solve.schedule(**problem)
    forms = {name: np.asarray(problem[name], dtype=bool) for name in ("mentee_free", "mentor_free")}
    for form in (
        lambda free: free,
        np.asfortranarray,
        lambda free: np.repeat(free, 2, axis=1)[:, ::2],
        lambda free: [tuple(row) for row in free.tolist()],
        list,
        packed,
        lambda free: packed(free).ravel(),
        lambda free: array("Q", packed(free).ravel().tolist()),
    ):
        given_so = {name: form(free) for name, free in forms.items()}
        assert solve.schedule(**{**problem, **given_so}) == expected


def test_lies() -> None:
    honest = solve.schedule(**STORY)
    assert (list(honest.edges), list(honest.slots)) == ([0, 2], [0, 1])
    assert (honest.total, honest.bound, honest.gap, honest.status) == (14, 14, 0, "optimal")
    assert solve.verify_schedule(**STORY, solution=honest) is True
    lies: list[tuple[Problem, str]] = [
        ({"edges": [0, 1], "slots": [0, 0], "total": 17, "gap": -3}, "seat_oversold"),
        ({"slots": [1, 0]}, "ineligible_pair"),
        ({"slots": [0]}, "ineligible_pair"),
        ({"slots": [0, 2]}, "ineligible_pair"),
        ({"edges": [0, 7]}, "ineligible_pair"),
        ({"edges": [0], "slots": [0]}, "total_mismatch"),
        ({"total": 15, "gap": -1}, "total_mismatch"),
        ({"bound": 13, "gap": -1}, "bound_mismatch"),
        ({"prices": [100]}, "bound_mismatch"),
        ({"prices": []}, "bound_mismatch"),
        ({"slot_prices": (solve.SlotPrice(mentor=0, slot=1, price=40),)}, "bound_mismatch"),
        ({"slot_prices": (solve.SlotPrice(mentor=1, slot=0, price=1),)}, "bound_mismatch"),
        ({"room_prices": [1, 1]}, "bound_mismatch"),
        ({"most": 2}, "bound_mismatch"),
        ({"lift": 100}, "bound_mismatch"),
        ({"status": "within_gap"}, "status_mismatch"),
    ]
    for lie, code in lies:
        with pytest.raises(fs.VerificationError) as caught:
            solve.verify_schedule(**STORY, solution=dataclasses.replace(honest, **lie))
        assert code in [problem.code for problem in caught.value.problems], lie


def wrong(**change: Any) -> list[tuple[str, str]]:
    with pytest.raises(fs.InvalidInputError) as caught:
        solve.schedule(**{**STORY, **change})
    return [(problem.code, problem.path) for problem in caught.value.problems]


def test_what_is_wrong_has_its_path() -> None:
    free = np.ones((3, 2), dtype=bool)
    assert wrong(slots=0) == [("out_of_range", "slots")]
    assert wrong(slots=65_537) == [("out_of_range", "slots")]
    assert wrong(slots=-1)[0] == ("out_of_range", "slots")
    assert wrong(slots=3) == [("length_mismatch", "mentee_free[0]")]
    assert wrong(mentee_free=free[:, :1]) == [("length_mismatch", "mentee_free")]
    assert wrong(mentee_free=free[:2]) == [("out_of_range", "mentee[2]")]
    assert wrong(mentee_free=np.zeros((0, 2), dtype=bool))[0] == ("out_of_range", "mentee[0]")
    assert wrong(mentee_free=np.zeros((3, 0), dtype=bool)) == [("length_mismatch", "mentee_free")]
    assert wrong(mentor_free=free) == [("length_mismatch", "mentor_free")]
    assert wrong(mentor_free=[[True, 1]]) == [("wrong_type", "mentor_free[0][1]")]
    assert wrong(mentor_free=[True, True]) == [("wrong_type", "mentor_free[0]"), ("wrong_type", "mentor_free[1]")]
    for other in (np.ones((1, 2)), np.ones((1, 2), dtype=np.uint8), np.ones((1, 2, 1), dtype=bool), np.ones(2, dtype=bool), b"\1\1"):
        assert wrong(mentor_free=other) == [("wrong_type", "mentor_free")]
    # Numbers 0 and 1 for every slot are no words.
    assert wrong(mentor_free=np.ones((1, 2), dtype=np.uint64)) == [("length_mismatch", "mentor_free")]
    assert wrong(mentor_free=np.array([0b100], dtype=np.uint64)) == [("out_of_range", "mentor_free[0]")]
    assert wrong(mentor_free=7) == [("wrong_type", "mentor_free")]
    assert wrong(slots_per_session=0) == [("out_of_range", "slots_per_session")]
    assert wrong(slot_rooms=[1]) == [("length_mismatch", "slot_rooms")]
    assert wrong(aim="people") == [("unknown_choice", "aim")]
    assert wrong(weight=[2**53 - 1, 8, 5], aim="coverage") == [("too_large", "weight")]
    assert solve.schedule(**STORY, timeout=0).status in ("deadline", "optimal")


def test_timetable() -> None:
    story = {name: STORY[name] for name in ("mentee", "mentor", "mentee_free", "mentor_free", "slots")}
    found = solve.timetable(**story)
    assert (list(found.slots), found.proved) == ([0, -1, 1], True)
    assert found.crowds == (solve.Crowd(pairs=array("I", [0, 1]), slots=array("I", [0])),)
    with pytest.raises(fs.InvalidInputError) as caught:
        solve.timetable(**{**story, "mentor": [0, 0, 1]})
    assert [(problem.code, problem.path) for problem in caught.value.problems] == [("out_of_range", "mentor[2]")]


@settings(max_examples=100, deadline=None)
@given(problem=problems(), data=st.data())
def test_as_many_pairs_as_possible_have_a_slot(problem: Problem, data: st.DataObject) -> None:
    mentees = range(len(problem["mentee_free"]))
    mentor = [data.draw(st.integers(0, len(problem["mentor_free"]) - 1)) for _ in mentees]
    free = {name: problem[name] for name in ("mentee_free", "mentor_free", "slots")}
    found = solve.timetable(mentee=list(mentees), mentor=mentor, **free)
    seated = [(j, slot) for j, slot in zip(mentor, found.slots) if slot >= 0]
    assert len(set(seated)) == len(seated)
    assert all(free["mentee_free"][i][s] and free["mentor_free"][mentor[i]][s] for i, s in enumerate(found.slots) if s >= 0)
    seats = [len(mentor)] * len(free["mentor_free"])
    everybody: Problem = {"mentee": list(mentees), "mentor": mentor, "weight": [0] * len(mentor), "mentor_seats": seats}
    assert len(seated) == truth({**everybody, **free}, "coverage")[0]
    assert found.proved and sum(len(crowd.pairs) - len(crowd.slots) for crowd in found.crowds) == len(mentor) - len(seated)
