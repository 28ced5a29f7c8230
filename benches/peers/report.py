"""Markdown tables, and bars that are met or missed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Bar:
    """A promise and what was measured."""

    promise: str
    measured: str
    met: bool


@dataclass
class Report:
    """What a run has to say."""

    parts: list[str] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    """Answers that are not right; any fails the run."""

    def say(self, text: str) -> None:
        self.parts.append(text.rstrip() + "\n")

    def add(self, other: Report) -> None:
        self.parts += other.parts
        self.bars += other.bars
        self.wrong += other.wrong

    def text(self) -> str:
        parts = list(self.parts)
        if self.bars:
            rows = [[bar.promise, bar.measured, "met" if bar.met else "**missed**"] for bar in self.bars]
            parts += ["### Bars\n", table(["bar", "measured", ""], rows)]
        if self.wrong:
            parts += ["### Wrong\n", "\n".join(f"- {line}" for line in self.wrong) + "\n"]
        return "\n".join(parts)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def seconds(value: float) -> str:
    return f"{value:.3f} s" if value < 10 else f"{value:.0f} s"


def times(value: float) -> str:
    return f"{value:.1f}×" if value < 100 else f"{value:.0f}×"


def mib(value: float) -> str:
    return f"{value:,.0f} MiB"
