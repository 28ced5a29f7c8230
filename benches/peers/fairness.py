"""What whoever is worst off can have: fireside's fair choice, which settles everybody's lot, beside programmes that settle
this one; and beside what the largest total takes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from .beside import Ready, add, say
from .instances import Instance, Ints
from .report import Bar, Report, seconds, table, times
from .runs import in_turn
from .runs import instance as made

MOST = 8.0
"""So many times the largest total's own time may the fair choice take."""
SIZES = [200, 1_000, 10_000]
REACH = {"fireside": 1 << 31, "mip": 200, "lp": 1_000, "flow": 10_000}
"""Up to how many mentees they go in reason."""


class Fireside(Ready[Instance]):
    def __init__(self) -> None:
        from fireside import solve

        self.solver = solve

    def solve(self, problem: Instance) -> Any:
        return self.solver.fair(problem.mentee, problem.mentor, problem.weight, mentor_seats=problem.seats)

    def objective(self, instance: Instance, answer: Any) -> int:
        if answer.status != "optimal":
            raise AssertionError(f"fireside is not done: {answer.status}")
        arrays = (instance.mentee, instance.mentor, instance.weight)
        self.solver.verify_fair(*arrays, answer, mentor_seats=instance.seats)
        edges = np.asarray(answer.edges)
        instance.total(edges)
        if answer.most != self.solver.assign(*arrays, mentor_seats=instance.seats).total:
            raise AssertionError("not the largest total")
        return int(instance.weight[edges].min())


class Bisected(Ready[Instance]):
    """Which is the largest weight such that as many people find a mentor among edges of no less: asked of a solver of flows,
    halving the weights."""

    def most(self, instance: Instance, kept: Ints) -> int:
        """How many people those edges can match at most."""
        raise NotImplementedError

    def solve(self, problem: Instance) -> Any:
        weights = np.unique(problem.weight[problem.weight > 0])
        enough = self.most(problem, np.flatnonzero(problem.weight > 0))
        low, high = 0, len(weights)
        while high - low > 1:
            middle = (low + high) // 2
            if self.most(problem, np.flatnonzero(problem.weight >= weights[middle])) == enough:
                low = middle
            else:
                high = middle
        return weights[low]

    def objective(self, _: Instance, answer: Any) -> int:
        return int(answer)


class Lp(Bisected):
    """scipy.optimize.linprog: HiGHS. The programme of a flow has an answer in whole numbers."""

    def __init__(self) -> None:
        from scipy.optimize import linprog

        self.linprog = linprog

    def most(self, instance: Instance, kept: Ints) -> int:
        answer = self.linprog(
            -np.ones(len(kept)),
            A_ub=_seats(instance, kept),
            b_ub=np.concatenate([np.ones(instance.mentees), instance.seats]),
            bounds=(0, None),
            method="highs",
        )
        return round(-answer.fun)


class Flow(Bisected):
    """scipy.sparse.csgraph.maximum_flow: Dinic's algorithm."""

    def __init__(self) -> None:
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import maximum_flow

        self.matrix, self.flow = csr_array, maximum_flow

    def most(self, instance: Instance, kept: Ints) -> int:
        n, m = instance.mentees, instance.mentors
        source, sink = n + m, n + m + 1
        mentees, mentors = np.arange(n), n + np.arange(m)
        tail = np.concatenate([np.full(n, source), instance.mentee[kept].astype(np.int64), mentors])
        head = np.concatenate([mentees, n + instance.mentor[kept].astype(np.int64), np.full(m, sink)])
        room = np.concatenate([np.ones(n + len(kept)), instance.seats]).astype(np.int32)
        return int(self.flow(self.matrix((room, (tail, head)), shape=(n + m + 2, n + m + 2)), source, sink).flow_value)


class Mip(Ready[Instance]):
    """scipy.optimize.milp, HiGHS: the greatest t that nobody falls below, all in one programme. Needs everybody matched."""

    def __init__(self) -> None:
        from scipy import optimize, sparse

        self.optimize, self.matrix, self.hstack = optimize, sparse.csr_array, sparse.hstack

    def solve(self, problem: Instance) -> Any:
        n, edges = problem.mentees, problem.edges
        flow = self.hstack([_seats(problem, np.arange(edges)), self.matrix((n + problem.mentors, 1))])
        own = self.matrix((problem.weight, (problem.mentee, np.arange(edges))), shape=(n, edges))
        within = self.optimize.LinearConstraint
        return self.optimize.milp(
            np.append(np.zeros(edges), -1.0),
            integrality=np.append(np.ones(edges), 0),
            bounds=self.optimize.Bounds(0, np.append(np.ones(edges), problem.weight.max())),
            constraints=[
                within(
                    flow,
                    np.concatenate([np.ones(n), np.zeros(problem.mentors)]),
                    np.concatenate([np.ones(n), problem.seats]),
                ),
                within(self.hstack([own, -np.ones((n, 1))]), 0, np.inf),
            ],
            options={"mip_rel_gap": 0},
        )

    def objective(self, _: Instance, answer: Any) -> int:
        if answer.status != 0:
            raise AssertionError(answer.message)
        return round(answer.x[-1])


def _seats(instance: Instance, kept: Ints) -> Any:
    """A row for everybody, a column for each kept edge."""
    from scipy.sparse import csr_array

    mentee, mentor = instance.mentee[kept].astype(np.int64), instance.mentor[kept].astype(np.int64)
    rows = np.concatenate([mentee, instance.mentees + mentor])
    columns = np.tile(np.arange(len(kept)), 2)
    return csr_array((np.ones(len(rows)), (rows, columns)), shape=(instance.mentees + instance.mentors, len(kept)))


CONTESTANTS: dict[str, tuple[type[Any], str]] = {
    "fireside": (Fireside, "fireside (`solve.fair`), everybody's lot"),
    "mip": (Mip, "HiGHS `milp`, one programme, the least lot"),
    "lp": (Lp, "HiGHS `linprog`, bisected, the least lot"),
    "flow": (Flow, "scipy `maximum_flow`, bisected, the least lot"),
}
LABELS = {name: label for name, (_, label) in CONTESTANTS.items()}


def instance(path: str) -> Instance:
    return Instance.load(Path(path))


def fair(*, sizes: Sequence[int] = SIZES, degree: int = 50, runs: int, limit: float) -> Report:
    """The least lot, of everybody who can answer that."""
    report, rows = Report(), []
    for mentees in sizes:
        path, _ = made("even", mentees, degree)
        names = [name for name in CONTESTANTS if mentees <= REACH[name]]
        found = in_turn({name: ["ask", "fairness", name, str(path)] for name in names}, runs=runs, limit=limit)
        path.unlink()
        rows += add(report, f"{mentees:,} × {mentees // 5:,} × {degree}", found, LABELS)
    say(report, "What whoever is worst off can have", rows)
    return report


def beside_totals(names: Sequence[str], mentees: int, *, runs: int, limit: float) -> Report:
    """The fair choice beside the largest total, on the same instances."""
    report, rows = Report(), []
    for family in names:
        path, _ = made(family, mentees, 50)
        ask = {"assign": ["assign", "fireside", str(path)], "fair": ["ask", "fairness", "fireside", str(path)]}
        found = in_turn(ask, runs=runs, limit=limit)
        path.unlink()
        for name, of_name in found.items():
            if of_name.failure:
                report.wrong.append(f"{family} {mentees:,} {name}: {of_name.failure}")
        if not (found["assign"].reports and found["fair"].reports):
            continue
        ratio = found["fair"].seconds("solve") / found["assign"].seconds("solve")
        took = [seconds(of_name.seconds(what)) for what in ("solve", "cpu") for of_name in found.values()]
        rows.append([family, *took, times(ratio)])
        if family == "even":
            promise = f"{family}, {mentees:,}: fair within {MOST:.0f}× of the largest total's own time"
            report.bars.append(Bar(promise, times(ratio), ratio <= MOST))
    report.say(f"### Fair beside the largest total: {mentees:,} × {mentees // 5:,} × 50\n")
    report.say(table(["family", "`assign`", "`fair`", "`assign`, CPU", "`fair`, CPU", "fair to assign"], rows))
    return report
