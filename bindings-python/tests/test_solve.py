"""Assignment on arrays: every kind of array, and the optimum as scipy finds it."""

from __future__ import annotations

import dataclasses
import pickle
import random
from array import array
from typing import Any

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

import fireside as fs
from fireside import solve


def test_story() -> None:
    solution = solve.assign(mentee=[0, 0, 1], mentor=[0, 1, 0], weight=[5, 4, 3], mentor_seats=[1, 1])
    assert list(solution.edges) == [1, 2]
    assert (solution.total, solution.bound, solution.gap, solution.status) == (7, 7, 0, "optimal")
    assert len(solution.prices) == 2
    assert solve.verify([0, 0, 1], [0, 1, 0], [5, 4, 3], solution, mentor_seats=[1, 1]) is True


def test_empty() -> None:
    solution = solve.assign([], [], [], mentor_seats=[])
    assert list(solution.edges) == [] and solution.total == 0 and list(solution.prices) == []
    solution = solve.assign([], [], [], mentor_seats=[3, 0], mentee_seats=[1])
    assert list(solution.edges) == [] and list(solution.prices) == [0, 0]


MAKERS = [
    list,
    tuple,
    *[lambda values, code=code: array(code, values) for code in "bBhHiIlLqQfd"],
    *[
        lambda values, kind=kind: np.array(values, kind)
        for kind in ("i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f4", "f8", "f2", ">i4", ">f8", "O")
    ],
    lambda values: memoryview(array("q", values)),
    lambda values: np.repeat(np.array(values, "i8"), 2)[::2],
    lambda values: np.array(values[::-1], "u4")[::-1],
    lambda values: [np.int64(value) for value in values],
    lambda values: [float(value) for value in values],
    lambda values: bytes(values),
    lambda values: range(values[0], values[0] + 1) if len(values) == 1 else values,
]


@pytest.mark.parametrize("maker", MAKERS)
def test_any_array(maker: Any) -> None:
    solution = solve.assign(
        maker([0, 0, 1]), maker([0, 1, 0]), maker([5, 4, 3]), mentor_seats=maker([1, 1]), mentee_seats=maker([1, 1])
    )
    assert list(solution.edges) == [1, 2] and solution.total == 7


def test_lent_arrays_are_given_back() -> None:
    mentee, mentor, weight, seats = array("I", [0, 0, 1]), array("I", [0, 1, 0]), array("q", [5, 4, 3]), array("I", [1, 1])
    solution = solve.assign(mentee, mentor, weight, mentor_seats=seats, mentee_seats=seats)
    assert solve.verify(mentee, mentor, weight, solution, mentor_seats=seats, mentee_seats=seats)
    with pytest.raises(fs.InvalidInputError):
        solve.assign(mentee, mentor, weight, mentor_seats=array("I", [1]))
    for lent in (mentee, mentor, weight, seats):
        # Nobody can do that to an array which somebody still reads.
        lent.append(1)
    assert list(solution.edges) == [1, 2]


def problems(**arrays: Any) -> list[tuple[str, str]]:
    arguments = {"mentee": [0], "mentor": [0], "weight": [1], "mentor_seats": [1]} | arrays
    with pytest.raises(fs.InvalidInputError) as raised:
        solve.assign(**arguments)
    return [(problem.code, problem.path) for problem in raised.value.problems]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (-1, "out_of_range"),
        (2**53, "out_of_range"),
        (2**63 - 1, "out_of_range"),
        (1.5, "wrong_type"),
        (float("nan"), "not_finite"),
        (float("inf"), "not_finite"),
        (True, "wrong_type"),
        ("1", "wrong_type"),
        (None, "wrong_type"),
        ([1], "wrong_type"),
        (np.float64("nan"), "not_finite"),
        (np.bool_(True), "wrong_type"),
    ],
)
def test_wrong_weights(value: Any, code: str) -> None:
    assert problems(weight=[value]) == [(code, "weight[0]")]


def test_wrong_arrays() -> None:
    assert problems(weight=np.array([1, np.nan]), mentee=[0, 0], mentor=[0, 0]) == [("not_finite", "weight[1]")]
    assert problems(mentee=np.array([-1])) == [("out_of_range", "mentee[0]")]
    assert problems(mentee=np.array([2**40])) == [("out_of_range", "mentee[0]")]
    assert problems(weight=np.array([2**64 - 1], "u8")) == [("out_of_range", "weight[0]")]
    assert problems(mentee=np.array([True])) == [("wrong_type", "mentee[0]")]
    assert problems(weight=np.array([[1]])) == [("wrong_type", "weight")]
    assert problems(weight=np.array(1)) == [("wrong_type", "weight")]
    assert problems(weight=7) == [("wrong_type", "weight")]
    assert problems(weight=None) == [("wrong_type", "weight")]
    assert problems(weight="1") == [("wrong_type", "weight")]
    assert problems(weight=np.array([1j])) == [("wrong_type", "weight[0]")]
    assert problems(weight=[1, 2])[0][0] == "length_mismatch"
    assert problems(mentor=[1]) == [("out_of_range", "mentor[0]")]


def test_solution_is_a_value() -> None:
    solution = solve.assign([0], [0], [5], mentor_seats=[1])
    assert pickle.loads(pickle.dumps(solution)) == solution
    assert solution.edges.typecode == "I" and solution.prices.typecode == "q"
    numbers = np.asarray(solution.edges)
    assert numbers.dtype == np.uint32 and np.shares_memory(numbers, np.asarray(solution.edges))
    with pytest.raises(dataclasses.FrozenInstanceError):
        solution.total = 6  # type: ignore[misc]


def test_verify_rejects() -> None:
    problem: dict[str, Any] = {"mentee": [0, 0, 1], "mentor": [0, 1, 0], "weight": [5, 4, 3]}
    seats: dict[str, Any] = {"mentor_seats": [1, 1]}
    right = solve.assign(**problem, **seats)
    wrong: list[dict[str, Any]] = [
        {"edges": array("I", [0, 2])},
        {"edges": array("I", [0])},
        {"edges": array("I", [1, 7])},
        {"edges": array("I", [1, 1])},
        {"total": right.total + 1},
        {"bound": right.bound + 1},
        {"gap": right.gap + 1},
        {"prices": array("q", [0, 0])},
        {"prices": array("q", [-1, 0])},
        {"prices": array("q", [1])},
        {"status": "deadline"},
    ]
    for change in wrong:
        with pytest.raises(fs.VerificationError):
            solve.verify(**problem, solution=dataclasses.replace(right, **change), **seats)
    with pytest.raises(fs.InvalidInputError) as raised:
        solve.verify(**problem, solution=dataclasses.replace(right, edges=[1, -2]), **seats)  # type: ignore[arg-type]
    assert raised.value.path == "edges[1]"


def optimum(
    mentees: int, mentors: int, edges: list[tuple[int, int, int]], mentor_seats: list[int], mentee_seats: list[int]
) -> int:
    """The optimum by scipy: a row a mentee's seat, a column a mentor's seat, and 0 for staying out.

    Only for at most one seat of each mentee or each mentor: copies of both could meet twice.
    """
    best = np.zeros((mentees, mentors), dtype=np.int64)
    for i, j, weight in edges:
        best[i, j] = max(best[i, j], weight)
    rows = np.repeat(np.arange(mentees), mentee_seats)
    columns = np.repeat(np.arange(mentors), mentor_seats)
    matrix = best[np.ix_(rows, columns)]
    chosen = linear_sum_assignment(matrix, maximize=True)
    return int(matrix[chosen].sum())


@pytest.mark.parametrize("seed", range(400))
def test_optimum(seed: int) -> None:
    chance = random.Random(seed)
    mentees, mentors = chance.randint(1, 14), chance.randint(1, 9)
    most = chance.choice([1, 3, 20, 10**6, 2**40])
    pairs = [(i, j) for i in range(mentees) for j in range(mentors) if chance.random() < chance.choice([0.2, 0.6, 1.0])]
    edges = [(i, j, chance.randint(0, most)) for i, j in pairs]
    chance.shuffle(edges)
    # Seats on one side only, in either direction, so that scipy's matrix says the same.
    many = chance.random() < 0.5
    mentor_seats = [chance.randint(0, 3) if many else chance.randint(0, 1) for _ in range(mentors)]
    mentee_seats = [chance.randint(0, 1) if many else chance.randint(0, 3) for _ in range(mentees)]
    mentee, mentor, weight = ([edge[part] for edge in edges] for part in range(3))
    solution = solve.assign(mentee, mentor, weight, mentor_seats=mentor_seats, mentee_seats=mentee_seats)
    assert solution.total == optimum(mentees, mentors, edges, mentor_seats, mentee_seats)
    assert solution.gap == 0 and solution.status == "optimal"
    assert solve.verify(mentee, mentor, weight, solution, mentor_seats=mentor_seats, mentee_seats=mentee_seats)


def test_optimum_at_size() -> None:
    chance = np.random.default_rng(7)
    weight = chance.integers(0, 1_000_000, (200, 150))
    mentee, mentor = np.divmod(np.arange(weight.size), 150)
    solution = solve.assign(mentee, mentor, weight.ravel(), mentor_seats=np.ones(150, "u4"))
    assert solution.total == weight[linear_sum_assignment(weight, maximize=True)].sum()
