"""Every library that solves the assignment problem, behind the same three steps: build, solve, read.

All are exact. Those without an outside option or seats get the instance in the form that suits them best.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from .instances import Instance, Ints


class Solver(Protocol):
    """A library. Made before the clock starts, so that imports are not counted."""

    def build(self, instance: Instance) -> Any:
        """The instance in the library's own form."""

    def solve(self, problem: Any) -> Any:
        """The library's answer in its own form."""

    def chosen(self, instance: Instance, answer: Any) -> Ints:
        """The positions of the chosen edges."""


class Fireside:
    """fireside.solve.assign: it takes the arrays as they are, so building is part of its solve."""

    def __init__(self) -> None:
        from fireside import solve

        self.assign = solve.assign

    def build(self, instance: Instance) -> Any:
        return {
            "mentee": instance.mentee,
            "mentor": instance.mentor,
            "weight": instance.weight,
            "mentor_seats": instance.seats,
        }

    def solve(self, problem: Any) -> Any:
        return self.assign(**problem)

    def chosen(self, instance: Instance, answer: Any) -> Ints:
        if answer.status != "optimal" or answer.gap:
            raise AssertionError(f"fireside is not done: {answer.status}, gap {answer.gap}")
        return np.asarray(answer.edges, dtype=np.int64)


@dataclass(frozen=True)
class Network:
    """The instance as a flow: mentee → mentor → sink, and mentee → sink for those who stay unmatched. Costs are ≥ 0."""

    tail: Any
    head: Any
    capacity: Ints
    cost: Ints
    supply: Ints

    @classmethod
    def of(cls, instance: Instance) -> Network:
        n, m, dearest = instance.mentees, instance.mentors, int(instance.weight.max())
        sink = n + m
        mentees, mentors = np.arange(n, dtype=np.int32), np.arange(n, sink, dtype=np.int32)
        return cls(
            tail=np.concatenate([instance.mentee.astype(np.int32), mentees, mentors]),
            head=np.concatenate([instance.mentor.astype(np.int32) + np.int32(n), np.full(n + m, sink, dtype=np.int32)]),
            capacity=np.concatenate([np.ones(instance.edges + n, dtype=np.int64), instance.seats.astype(np.int64)]),
            cost=np.concatenate([dearest - instance.weight, np.full(n, dearest), np.zeros(m, dtype=np.int64)]),
            supply=np.concatenate([np.ones(n, dtype=np.int64), np.zeros(m, dtype=np.int64), [-n]]),
        )


class OrTools:
    """OR-tools SimpleMinCostFlow: cost-scaling push-relabel."""

    def __init__(self) -> None:
        from ortools.graph.python import min_cost_flow

        self.flow = min_cost_flow.SimpleMinCostFlow

    def build(self, instance: Instance) -> Any:
        network, flow = Network.of(instance), self.flow()
        flow.add_arcs_with_capacity_and_unit_cost(network.tail, network.head, network.capacity, network.cost)
        flow.set_nodes_supplies(np.arange(len(network.supply), dtype=np.int32), network.supply)
        return flow

    def solve(self, problem: Any) -> Any:
        if problem.solve() != problem.OPTIMAL:
            raise AssertionError("OR-tools found no optimum")
        return problem

    def chosen(self, instance: Instance, answer: Any) -> Ints:
        return np.flatnonzero(answer.flows(np.arange(instance.edges, dtype=np.int32)))


class Lemon:
    """LEMON's network simplex, through pylmcf."""

    def __init__(self) -> None:
        import pylmcf

        self.graph = pylmcf.Graph

    def build(self, instance: Instance) -> Any:
        network = Network.of(instance)
        # It wants arcs in the order of tail, then head.
        order = np.argsort(network.tail, kind="stable")
        graph = self.graph(len(network.supply), network.tail[order], network.head[order])
        graph.set_edge_capacities(network.capacity[order])
        graph.set_edge_costs(network.cost[order])
        graph.set_node_supply(network.supply)
        return graph, order

    def solve(self, problem: Any) -> Any:
        problem[0].solve()
        return problem

    def chosen(self, instance: Instance, answer: Any) -> Ints:
        graph, order = answer
        used = order[np.flatnonzero(graph.result())]
        edges: Ints = used[used < instance.edges]
        return edges


class ScipySparse:
    """scipy.sparse.csgraph.min_weight_full_bipartite_matching: a column a seat, and one a mentee for the outside."""

    def __init__(self) -> None:
        from scipy.sparse import csgraph, csr_array

        self.match, self.matrix = csgraph.min_weight_full_bipartite_matching, csr_array

    def build(self, instance: Instance) -> Any:
        seats = instance.seats.astype(np.int64)
        first = np.concatenate([[0], seats.cumsum()])
        copies = seats[instance.mentor]
        edge = np.repeat(np.arange(instance.edges), copies)
        within = np.arange(len(edge)) - np.repeat(copies.cumsum() - copies, copies)
        outside = np.arange(instance.mentees)
        row = np.concatenate([instance.mentee[edge], outside])
        column = np.concatenate([first[instance.mentor[edge]] + within, first[-1] + outside])
        # It drops zeros, and one more for everybody changes no choice.
        weight = np.concatenate([instance.weight[edge] + 1, np.ones(instance.mentees, dtype=np.int64)])
        return self.matrix((weight, (row, column)), shape=(instance.mentees, int(first[-1]) + instance.mentees))

    def solve(self, problem: Any) -> Any:
        return self.match(problem, maximize=True)

    def chosen(self, instance: Instance, answer: Any) -> Ints:
        return _edges_of_columns(instance, *answer)


class Dense:
    """What the two dense solvers share: a row a mentee, a column a seat, 0 where there is no edge."""

    def build(self, instance: Instance) -> Any:
        matrix = np.zeros((instance.mentees, instance.mentors))
        matrix[instance.mentee, instance.mentor] = -instance.weight
        return np.repeat(matrix, instance.seats, axis=1)


class ScipyDense(Dense):
    """scipy.optimize.linear_sum_assignment: shortest augmenting paths."""

    def __init__(self) -> None:
        from scipy.optimize import linear_sum_assignment

        self.assign = linear_sum_assignment

    def solve(self, problem: Any) -> Any:
        return self.assign(problem)

    def chosen(self, instance: Instance, answer: Any) -> Ints:
        return _edges_of_columns(instance, *answer)


class Lapx(Dense):
    """lapx lapjv: Jonker and Volgenant's algorithm."""

    def __init__(self) -> None:
        import lap

        self.assign = lap.lapjv

    def solve(self, problem: Any) -> Any:
        return self.assign(problem, extend_cost=True, return_cost=False)

    def chosen(self, instance: Instance, answer: Any) -> Ints:
        column = answer[0]
        row = np.flatnonzero(column >= 0)
        return _edges_of_columns(instance, row, column[row])


def _edges_of_columns(instance: Instance, row: Ints, column: Ints) -> Ints:
    """The edges behind chosen seats; pairs that are no edges stand for nobody."""
    last = instance.seats.astype(np.int64).cumsum()
    within = column < last[-1]
    mentor = np.searchsorted(last, column[within], side="right")
    key = instance.mentee.astype(np.int64) * instance.mentors + instance.mentor
    wanted = row[within].astype(np.int64) * instance.mentors + mentor
    at = np.searchsorted(key, wanted)
    found = (at < len(key)) & (key[np.minimum(at, len(key) - 1)] == wanted)
    edges: Ints = at[found]
    return edges


SOLVERS: dict[str, tuple[type[Solver], str]] = {
    "fireside": (Fireside, "fireside"),
    "ortools": (OrTools, "OR-tools SimpleMinCostFlow"),
    "lemon": (Lemon, "LEMON network simplex"),
    "scipy-sparse": (ScipySparse, "scipy sparse, seats expanded"),
    "scipy-dense": (ScipyDense, "scipy dense, seats expanded"),
    "lapx": (Lapx, "lapx dense, seats expanded"),
}
"""Every library, with what tables call it."""

REACH: dict[str, tuple[int, int]] = {
    "fireside": (1 << 31, 1 << 31),
    "ortools": (300_000, 300_000),
    "lemon": (30_000, 100_000),
    "scipy-sparse": (10_000, 10_000),
    "scipy-dense": (2_000, 10_000),
    "lapx": (2_000, 10_000),
}
"""Up to how many mentees a library goes in reason: in every family, and in `even` alone."""


def able(family: str, mentees: int, only: Sequence[str] = ()) -> list[str]:
    """Who can bear an instance: fireside first, then those of `only`, or all if that is empty."""
    wanted = ["fireside", *only] if only else list(SOLVERS)
    return [name for name in SOLVERS if name in wanted and mentees <= REACH[name][family == "even"]]
