"""Stable matching with strict lists: fireside beside Python's packages. What mentees propose is one matching and no other,
so all of them have to find the same."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .beside import Grown, Ready, add, say
from .instances import Indices, Ints, make
from .report import Report
from .runs import in_turn

DEGREE = 50
SIZES = [300, 1_000, 3_000, 10_000]
"""What the packages manage: they take a minute and more for the last."""
LARGE = 100_000
LEAST = 100.0


@dataclass(frozen=True)
class Lists:
    """Pairs with the place that each side gives the other, from 0 on, without ties; a mentee has one seat."""

    mentee: Indices
    mentor: Indices
    mentee_rank: Ints
    mentor_rank: Ints
    seats: Indices
    mentees: int

    @classmethod
    def made(cls, mentees: int, degree: int, seed: int = 1) -> Lists:
        """The edges of the family `even`: mentees go by their weights, part luck, part the mentor's quality; mentors by luck."""
        edges = make("even", mentees, degree=degree, seed=seed)
        luck = np.random.Generator(np.random.PCG64(seed + 1)).random(edges.edges)
        mentee_rank = places(edges.mentee, -edges.weight.astype(float))
        mentor_rank = places(edges.mentor, luck)
        return cls(edges.mentee, edges.mentor, mentee_rank, mentor_rank, edges.seats, mentees)

    def of_mentees(self) -> list[list[int]]:
        return lists(self.mentee, self.mentor, self.mentee_rank, self.mentees)

    def of_mentors(self) -> list[list[int]]:
        return lists(self.mentor, self.mentee, self.mentor_rank, len(self.seats))

    def name(self, pairs: Iterable[tuple[int, int]]) -> int:
        """A number that only these pairs have, if nobody has too many and no two would rather meet."""
        key = self.mentee.astype(np.int64) * len(self.seats) + self.mentor
        wanted = np.array(sorted(i * len(self.seats) + j for i, j in pairs), dtype=np.int64)
        chosen = np.searchsorted(key, wanted)
        if not np.array_equal(key[np.minimum(chosen, len(key) - 1)], wanted):
            raise AssertionError("a pair that is none")
        if len(np.unique(self.mentee[chosen])) < len(chosen):
            raise AssertionError("a mentee is matched twice")
        taken = np.bincount(self.mentor[chosen], minlength=len(self.seats))
        if (taken > self.seats).any():
            raise AssertionError("a seat is sold twice")
        none = np.iinfo(np.int64).max
        held = np.full(self.mentees, none)
        held[self.mentee[chosen]] = self.mentee_rank[chosen]
        worst = np.full(len(self.seats), -1)
        np.maximum.at(worst, self.mentor[chosen], self.mentor_rank[chosen])
        worst[taken < self.seats] = none
        if ((self.mentee_rank < held[self.mentee]) & (self.mentor_rank < worst[self.mentor])).any():
            raise AssertionError("two would rather meet")
        return int(hashlib.sha256(wanted.tobytes()).hexdigest()[:12], 16)


def places(who: Indices, worth: Any) -> Ints:
    """Everybody's place in their list by `worth`, the least first."""
    order = np.lexsort((worth, who))
    first = np.concatenate([[0], np.bincount(who).cumsum()])
    place = np.empty(len(who), dtype=np.int64)
    place[order] = np.arange(len(who)) - first[who[order]]
    return place


def lists(who: Indices, whom: Indices, rank: Ints, count: int) -> list[list[int]]:
    order = np.lexsort((rank, who))
    ends = np.bincount(who, minlength=count).cumsum()[:-1]
    return [part.tolist() for part in np.split(whom[order], ends)]


class Fireside(Ready[Lists]):
    def __init__(self) -> None:
        from fireside import solve

        self.solver = solve

    def arrays(self, lists: Lists) -> dict[str, Any]:
        names = ("mentee", "mentor", "mentee_rank", "mentor_rank")
        return {name: getattr(lists, name) for name in names} | {"mentor_seats": lists.seats}

    def solve(self, problem: Lists) -> Any:
        return self.solver.stable(**self.arrays(problem))

    def objective(self, instance: Lists, answer: Any) -> int:
        self.solver.verify_stable(**self.arrays(instance), solution=answer)
        edges = np.asarray(answer.edges)
        return instance.name(zip(instance.mentee[edges].tolist(), instance.mentor[edges].tolist(), strict=True))


class Algmatch:
    """algmatch, HospitalResidentsProblem: checks the lists when it is made and the matching when it has it."""

    def __init__(self) -> None:
        from importlib.util import find_spec, module_from_spec

        # Without running its `__init__`, which loads a commercial solver for problems that are not ours.
        spec = find_spec("algmatch")
        if spec is None:
            raise ImportError("no algmatch")
        sys.modules["algmatch"] = module_from_spec(spec)
        from algmatch.hospitalResidentsProblem import HospitalResidentsProblem

        self.problem = HospitalResidentsProblem

    def build(self, instance: Lists) -> Any:
        # It counts from 1.
        mentees = {i: [j + 1 for j in row] for i, row in enumerate(instance.of_mentees(), 1)}
        mentors = {
            j: {"capacity": seats, "preferences": [i + 1 for i in row]}
            for j, (row, seats) in enumerate(zip(instance.of_mentors(), instance.seats.tolist(), strict=True), 1)
        }
        return self.problem(dictionary={"residents": mentees, "hospitals": mentors})

    def solve(self, problem: Any) -> Any:
        return problem.get_stable_matching()

    def objective(self, instance: Lists, answer: Any) -> int:
        pairs = ((i, j) for i, j in answer["resident_sided"].items() if j)
        # It names people r1, r2, …, h1, h2, …
        return instance.name((int(i[1:]) - 1, int(j[1:]) - 1) for i, j in pairs)


class Matching:
    """matching, HospitalResident."""

    def __init__(self) -> None:
        from matching.games import HospitalResident

        self.game = HospitalResident
        # It copies everybody with everybody they know, and those with everybody they know: 1,000 steps deep is not enough
        # for a few hundred people.
        sys.setrecursionlimit(1_000_000)

    def build(self, instance: Lists) -> Any:
        mentees = dict(enumerate(instance.of_mentees()))
        mentors = dict(enumerate(instance.of_mentors()))
        return self.game.create_from_dictionaries(mentees, mentors, dict(enumerate(instance.seats.tolist())))

    def solve(self, problem: Any) -> Any:
        return problem.solve(optimal="resident")

    def objective(self, instance: Lists, answer: Any) -> int:
        return instance.name((i.name, j.name) for j, held in answer.items() for i in held)


CONTESTANTS: dict[str, tuple[type[Any], str]] = {
    "fireside": (Fireside, "fireside (`solve.stable`)"),
    "algmatch": (Algmatch, "algmatch"),
    "matching": (Matching, "matching"),
}


def instance(mentees: str, degree: str) -> Lists:
    return Lists.made(int(mentees), int(degree))


def stable(
    *, sizes: Sequence[int] = SIZES, large: int = LARGE, degree: int = DEGREE, runs: int, limit: float, bars: bool = True
) -> Report:
    report, rows, grown = Report(), [], Grown()
    labels = {name: label for name, (_, label) in CONTESTANTS.items()}
    for mentees in dict.fromkeys([*sizes, large]):
        names = CONTESTANTS if mentees in sizes else ["fireside"]
        ask = {name: ["ask", "stability", name, str(mentees), str(degree)] for name in names}
        found = in_turn(ask, runs=runs, limit=limit)
        grown.add(mentees, found)
        rows += add(report, f"{mentees:,} × {mentees // 5:,} × {degree}", found, labels)
    say(report, "Stable matching, strict lists, mentees propose", rows)
    if bars:
        for name in ("algmatch", "matching"):
            for mentees in (grown.largest(name), large):
                # Whole, from arrays to the answer; and the solve alone, in which fireside reads and ranks its arrays, while the
                # others have built their lists before.
                grown.bar(report, name, labels[name], mentees, LEAST, "together")
                grown.bar(report, name, labels[name], mentees, LEAST, "solve")
    return report
