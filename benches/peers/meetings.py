"""Who meets whom and when, one session a mentee: fireside beside a flow on the expanded graph, which has an arc for every edge and slot
that its people have in common. Both are exact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from .beside import Grown, Ready, add, say
from .instances import Instance, Ints, make
from .report import Report
from .runs import in_turn

Flags: TypeAlias = NDArray[np.bool_]

HALF_HOURS = 672
"""Of two weeks."""
SHARES = {"plenty": (10, 25), "tight": (4, 10), "scarce": (1, 2)}
"""How many percent of the slots everybody is free, from and to. Of 80 slots the second is about what seats need."""
SIZES = [1_000, 10_000, 30_000, 100_000]
REACH = {"plenty": 30_000, "tight": 30_000, "scarce": 100_000}
"""Up to how many mentees the arcs of the expanded graph, which OR-tools needs, should fit into memory, by their number and not by trial: 20 an edge where time is plenty, one in six edges else."""
CHUNK = 1 << 16


@dataclass(frozen=True)
class Meetings:
    """Edges, and when everybody is free: people × slots."""

    edges: Instance
    mentee_free: Flags
    mentor_free: Flags

    @classmethod
    def made(cls, mentees: int, degree: int, slots: int, share: tuple[int, int]) -> Meetings:
        edges = make("even", mentees, degree=degree)
        dice = np.random.Generator(np.random.PCG64(2))

        def free(people: int) -> Flags:
            percent = dice.integers(share[0], share[1] + 1, size=people)
            return np.asarray(dice.random((people, slots), dtype=np.float32) * 100 < percent[:, None])

        return cls(edges, free(edges.mentees), free(edges.mentors))

    def total(self, chosen: Ints, slots: Ints) -> int:
        """What a schedule is worth, if everybody is free and at one place."""
        mentee, mentor = self.edges.mentee[chosen], self.edges.mentor[chosen]
        if not (self.mentee_free[mentee, slots] & self.mentor_free[mentor, slots]).all():
            raise AssertionError("somebody is not free")
        if len(np.unique(mentor.astype(np.int64) * self.mentor_free.shape[1] + slots)) < len(chosen):
            raise AssertionError("a mentor is at two places")
        return self.edges.total(chosen)


class Fireside(Ready[Meetings]):
    def __init__(self) -> None:
        from fireside import solve

        self.solver = solve

    def arrays(self, meetings: Meetings) -> dict[str, Any]:
        edges = meetings.edges
        return {
            "mentee": edges.mentee,
            "mentor": edges.mentor,
            "weight": edges.weight,
            "mentor_seats": edges.seats,
            "mentee_free": meetings.mentee_free,
            "mentor_free": meetings.mentor_free,
            "slots": meetings.mentor_free.shape[1],
        }

    def solve(self, problem: Meetings) -> Any:
        return self.solver.schedule(**self.arrays(problem))

    def objective(self, instance: Meetings, answer: Any) -> int:
        if answer.status != "optimal" or answer.gap:
            raise AssertionError(f"fireside is not done: {answer.status}, gap {answer.gap}")
        self.solver.verify_schedule(**self.arrays(instance), solution=answer)
        return instance.total(np.asarray(answer.edges, dtype=np.int64), np.asarray(answer.slots, dtype=np.int64))


class OrTools:
    """OR-tools SimpleMinCostFlow: mentee → (mentor, slot) → mentor → sink, and mentee → sink for those who meet nobody."""

    def __init__(self) -> None:
        from ortools.graph.python import min_cost_flow

        self.flow = min_cost_flow.SimpleMinCostFlow

    def build(self, instance: Meetings) -> Any:
        edges, flow = instance.edges, self.flow()
        n, m, dearest = edges.mentees, edges.mentors, int(edges.weight.max())
        # Desks, a mentor's at a slot, are numbered as they stand in the rows of mentors.
        desk = np.cumsum(instance.mentor_free, dtype=np.int64).reshape(instance.mentor_free.shape) - 1
        of_desk = np.nonzero(instance.mentor_free)[0]
        desks = len(of_desk)
        sink = n + m + desks
        arcs: list[tuple[Any, Any]] = []
        for start in range(0, edges.edges, CHUNK):
            own = slice(start, start + CHUNK)
            edge, slot = np.nonzero(instance.mentee_free[edges.mentee[own]] & instance.mentor_free[edges.mentor[own]])
            arcs.append(((edge + start).astype(np.int32), slot.astype(np.int32)))
        edge, slot = (np.concatenate(part) for part in zip(*arcs, strict=True))
        # By arc, the first ones of the graph: its edge and its slot.
        self.edge, self.slot, self.dearest = edge, slot, dearest
        mentees, mentors = np.arange(n, dtype=np.int32), np.arange(n, n + m, dtype=np.int32)
        one = np.ones(len(edge), dtype=np.int64)
        heads = (n + m + desk[edges.mentor[edge], slot]).astype(np.int32)
        flow.add_arcs_with_capacity_and_unit_cost(edges.mentee[edge].astype(np.int32), heads, one, dearest - edges.weight[edge])
        rows: list[tuple[Any, Any, Any, Any]] = [
            (mentees, np.full(n, sink), np.ones(n), np.full(n, dearest)),
            (np.arange(n + m, sink), n + of_desk, np.ones(desks), np.zeros(desks)),
            (mentors, np.full(m, sink), edges.seats, np.zeros(m)),
        ]
        for tail, head, room, cost in rows:
            ends = tail.astype(np.int32), head.astype(np.int32)
            flow.add_arcs_with_capacity_and_unit_cost(*ends, room.astype(np.int64), cost.astype(np.int64))
        flow.set_nodes_supplies(np.append(mentees, np.int32(sink)), np.append(np.ones(n, dtype=np.int64), -n))
        return flow

    def solve(self, problem: Any) -> Any:
        if problem.solve() != problem.OPTIMAL:
            raise AssertionError("OR-tools found no optimum")
        return problem

    def objective(self, instance: Meetings, answer: Any) -> int:
        flowing = np.flatnonzero(answer.flows(np.arange(len(self.edge), dtype=np.int32)))
        total = instance.total(self.edge[flowing].astype(np.int64), self.slot[flowing].astype(np.int64))
        if total != instance.edges.mentees * self.dearest - answer.optimal_cost():
            raise AssertionError("the cost is not that of the flow")
        return total


CONTESTANTS: dict[str, tuple[type[Any], str]] = {
    "fireside": (Fireside, "fireside (`solve.schedule`)"),
    "ortools": (OrTools, "OR-tools, min-cost flow on the expanded graph"),
}


def instance(mentees: str, degree: str, slots: str, share: str) -> Meetings:
    return Meetings.made(int(mentees), int(degree), int(slots), SHARES[share])


def schedule(
    *,
    sizes: Sequence[int] = SIZES,
    degree: int = 50,
    slots: int = HALF_HOURS,
    shares: Sequence[str] = ("plenty", "scarce"),
    runs: int,
    limit: float,
    bars: bool = True,
) -> Report:
    report, rows = Report(), []
    labels = {name: label for name, (_, label) in CONTESTANTS.items()}
    for share in shares:
        (least, most), grown = SHARES[share], Grown()
        for mentees in sizes:
            names = [name for name in CONTESTANTS if name == "fireside" or mentees <= REACH[share]]
            ask = {name: ["ask", "meetings", name, str(mentees), str(degree), str(slots), share] for name in names}
            found = in_turn(ask, runs=runs, limit=limit)
            grown.add(mentees, found)
            where = f"{mentees:,} × {mentees // 5:,} × {degree}, {slots} slots, {least}–{most} % free"
            rows += add(report, where, found, labels)
        if bars:
            grown.bar(report, "ortools", f"{labels['ortools']}, {share}", grown.largest("ortools"), 1.0, "together")
    say(report, "Who meets whom and when", rows)
    return report
