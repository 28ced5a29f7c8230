"""People matched with people for the most points: fireside beside the graph libraries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from .beside import Grown, Ready, add, say
from .instances import Ints
from .report import Report
from .runs import in_turn

LARGE = 20_000
LEAST = 20.0
FAMILIES = {
    "sparse": (20, 1_000_000),
    "middling": (50, 1_000_000),
    "dense": (200, 1_000_000),
    "ties": (20, 10),
    "ties-of-two": (20, 2),
    "ties-of-hundred": (20, 100),
    "middling-ties": (50, 10),
    "dense-ties": (200, 10),
}
"""Edges a person, drawn at random, and the largest weight; the least is 1."""
SIZES = {
    "sparse": [500, 1_000, 2_000, 5_000, LARGE],
    "middling": [2_000, LARGE],
    "dense": [2_000, LARGE],
    "ties": [2_000, LARGE],
    "ties-of-two": [2_000, LARGE],
    "ties-of-hundred": [2_000, LARGE],
    "middling-ties": [2_000, LARGE],
    "dense-ties": [2_000, LARGE],
}
REACH = {"fireside": (1 << 24, 1 << 24), "rustworkx": (5_000, 200), "networkx": (2_000, 20)}
"""Up to how many people, and how many edges each, a library goes in reason."""


@dataclass(frozen=True)
class Graph:
    a: Ints
    b: Ints
    weight: Ints
    people: int

    @classmethod
    def made(cls, people: int, degree: int, most: int, seed: int = 1) -> Graph:
        dice = np.random.Generator(np.random.PCG64(seed))
        ends = np.sort(dice.integers(people, size=(people * degree // 2, 2)), axis=1)
        ends = np.unique(ends[ends[:, 0] < ends[:, 1]], axis=0)
        return cls(ends[:, 0].copy(), ends[:, 1].copy(), dice.integers(1, most + 1, size=len(ends)), people)

    def edges(self) -> list[tuple[int, int, int]]:
        return list(zip(self.a.tolist(), self.b.tolist(), self.weight.tolist(), strict=True))

    def total(self, pairs: Any) -> int:
        """What pairs are worth, if all are edges and nobody is in two."""
        ends = np.sort(np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2), axis=1)
        if len(np.unique(ends)) < ends.size:
            raise AssertionError("somebody is in two pairs")
        key, wanted = self.a * self.people + self.b, ends[:, 0] * self.people + ends[:, 1]
        at = np.minimum(np.searchsorted(key, wanted), len(key) - 1)
        if not np.array_equal(key[at], wanted):
            raise AssertionError("a pair that is no edge")
        return int(self.weight[at].sum())


class Fireside(Ready[Graph]):
    def __init__(self) -> None:
        from fireside import solve

        self.solver = solve

    def solve(self, problem: Graph) -> Any:
        return self.solver.peers(problem.a, problem.b, problem.weight, n=problem.people)

    def objective(self, instance: Graph, answer: Any) -> int:
        self.solver.verify_peers(instance.a, instance.b, instance.weight, answer, n=instance.people)
        if answer.status != "optimal":
            raise AssertionError(f"fireside is not done: {answer.status}")
        edges = np.asarray(answer.edges)
        return instance.total(zip(instance.a[edges].tolist(), instance.b[edges].tolist(), strict=True))


class Rustworkx:
    def __init__(self) -> None:
        import rustworkx

        self.library = rustworkx

    def build(self, instance: Graph) -> Any:
        graph = self.library.PyGraph(multigraph=False)
        graph.add_nodes_from(range(instance.people))
        graph.add_edges_from(instance.edges())
        return graph

    def solve(self, problem: Any) -> Any:
        return self.library.max_weight_matching(problem, max_cardinality=False, weight_fn=int)

    def objective(self, instance: Graph, answer: Any) -> int:
        return instance.total(answer)


class Networkx:
    def __init__(self) -> None:
        import networkx

        self.library = networkx

    def build(self, instance: Graph) -> Any:
        graph = self.library.Graph()
        graph.add_nodes_from(range(instance.people))
        graph.add_weighted_edges_from(instance.edges())
        return graph

    def solve(self, problem: Any) -> Any:
        return self.library.max_weight_matching(problem)

    def objective(self, instance: Graph, answer: Any) -> int:
        return instance.total(answer)


CONTESTANTS: dict[str, tuple[type[Any], str]] = {
    "fireside": (Fireside, "fireside (`solve.peers`)"),
    "rustworkx": (Rustworkx, "rustworkx max_weight_matching"),
    "networkx": (Networkx, "networkx max_weight_matching"),
}


def instance(people: str, degree: str, most: str) -> Graph:
    return Graph.made(int(people), int(degree), int(most))


def peers(*, sizes: dict[str, list[int]] = SIZES, runs: int, limit: float, bars: bool = True) -> Report:
    report, rows = Report(), []
    labels = {name: label for name, (_, label) in CONTESTANTS.items()}
    for family, of_family in sizes.items():
        degree, most = FAMILIES[family]
        grown = Grown()
        for people in of_family:
            names = [name for name, reach in REACH.items() if people <= reach[0] and degree <= reach[1]]
            ask = {name: ["ask", "pairing", name, str(people), str(degree), str(most)] for name in names}
            found = in_turn(ask, runs=runs, limit=limit)
            grown.add(people, found)
            rows += add(report, f"{family}, {people:,} people", found, labels)
        if bars:
            _bars(report, grown, family, labels)
    say(report, "People matched with people", rows)
    return report


def _bars(report: Report, grown: Grown, family: str, labels: dict[str, str]) -> None:
    """At 2,000 people; and where there are sizes enough to go by, at those that nobody else manages."""
    for name in ("rustworkx", "networkx"):
        enough = len(grown.points.get(name, [])) > 2
        for people in (2_000, LARGE) if enough else (2_000,):
            grown.bar(report, name, f"{labels[name]}, {family}", people, LEAST, "solve")
