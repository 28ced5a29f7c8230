"""What the questions besides assignment share: libraries behind the same steps, and their rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Generic, Protocol, TypeVar

from .edges import check
from .growth import slope
from .report import Bar, Report, mib, seconds, table, times
from .runs import Runs

Instance = TypeVar("Instance")
Asked = TypeVar("Asked", contravariant=True)
HEAD = ["instance", "library", "build", "solve", "solve to fireside's", "together", "CPU", "peak memory", "runs"]


class Contestant(Protocol[Asked]):
    """A library with a question it can answer. Made before the clock starts, so that imports are not counted."""

    def build(self, instance: Asked) -> Any:
        """The instance in the library's own form."""

    def solve(self, problem: Any) -> Any:
        """The library's answer in its own form."""

    def objective(self, instance: Asked, answer: Any) -> int:
        """A number that every right answer has, once the answer is checked."""


class Ready(Generic[Instance]):
    """A library that takes the arrays of an instance as they are, so building is part of its solve."""

    def build(self, instance: Instance) -> Instance:
        return instance


def together(runs: Runs) -> float:
    return runs.seconds("build") + runs.seconds("solve")


def add(report: Report, where: str, found: Mapping[str, Runs], labels: Mapping[str, str]) -> list[list[str]]:
    """The rows of one instance; answers that differ are wrong."""
    report.wrong += check(where, dict(found))
    ours = found["fireside"]
    rows = []
    for name, runs in found.items():
        label = f"**{labels[name]}**" if name == "fireside" else labels[name]
        if not runs.reports:
            rows.append([where, label, "", runs.failure or "", "", "", "", "", "0"])
            continue
        first = name == "fireside"
        ratio = "1" if first else times(runs.seconds("solve") / ours.seconds("solve")) if ours.reports else ""
        whole = together(runs)
        rows.append(
            [
                where,
                label,
                "in solve" if first else seconds(runs.seconds("build")),
                seconds(runs.seconds("solve")),
                ratio,
                seconds(whole) if first else f"{seconds(whole)} ({times(whole / together(ours))})",
                seconds(runs.seconds("cpu")),
                mib(runs.most("peak")),
                str(len(runs.reports)),
            ]
        )
    return rows


class Grown:
    """What libraries took at several sizes, and what that says of a size they do not manage."""

    def __init__(self) -> None:
        self.points: dict[str, list[dict[str, Any]]] = {}

    def add(self, size: int, found: Mapping[str, Runs]) -> None:
        for name, runs in found.items():
            if runs.reports:
                point = {"mentees": size, "solve": runs.seconds("solve"), "together": together(runs)}
                self.points.setdefault(name, []).append(point)

    def largest(self, name: str) -> int:
        return max((point["mentees"] for point in self.points.get(name, [])), default=0)

    def at(self, name: str, size: int, what: str) -> float:
        """As measured, or else along the line through the logarithms of the three largest sizes."""
        points = self.points[name][-3:]
        last = points[-1]
        if size <= last["mentees"]:
            return float(next(point[what] for point in self.points[name] if point["mentees"] == size))
        return float(last[what] * (size / last["mentees"]) ** slope(points, what))

    def bar(self, report: Report, name: str, label: str, size: int, least: float, what: str) -> None:
        """So many times as fast as a library, at a size it manages or beyond."""
        if name not in self.points or "fireside" not in self.points:
            return
        ratio = self.at(name, size, what) / self.at("fireside", size, what)
        beyond = size > self.largest(name)
        how = f", extrapolated with the slope {slope(self.points[name][-3:], what):.2f}" if beyond else ""
        promise = f"{size:,}: {what} at least {least:.0f}× as fast as {label}{how}"
        report.bars.append(Bar(promise, times(ratio), ratio >= least))


def say(report: Report, title: str, rows: Iterable[Sequence[str]]) -> None:
    report.say(f"### {title}\n")
    report.say(table(HEAD, rows))
