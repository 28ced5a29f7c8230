"""The assignment problem on bare edges: every library on the same instance, family by family."""

from __future__ import annotations

from collections.abc import Sequence

from .report import Bar, Report, mib, seconds, table, times
from .runs import Runs, in_turn, instance
from .solvers import SOLVERS, able

HEAD = ["family", "library", "build", "solve", "to fireside", "CPU", "peak memory", "of it the work's", "total", "runs"]
FASTER = {"even": 5.0}
"""How many times faster than OR-tools the solve of a family is meant to be."""
FASTER_ELSE = 2.0
LEANER = 3.0
SLOW = ("more than", "out of memory")
"""How failures begin that say nothing against an answer."""


def measure(
    family: str, mentees: int, degree: int, libraries: Sequence[str], *, runs: int, limit: float
) -> dict[str, Runs]:
    path, _ = instance(family, mentees, degree)
    found = in_turn({name: ["assign", name, str(path)] for name in libraries}, runs=runs, limit=limit)
    path.unlink()
    return found


def families(
    names: Sequence[str], mentees: int, degree: int, only: Sequence[str], *, runs: int, limit: float, bars: bool
) -> Report:
    """All `names` at one size."""
    report = Report()
    rows: list[list[str]] = []
    tried: set[str] = set()
    for family in names:
        libraries = able(family, mentees, only)
        tried |= set(libraries)
        found = measure(family, mentees, degree, libraries, runs=runs, limit=limit)
        report.wrong += check(f"{family} {mentees:,}", found)
        rows += rows_of(family, found)
        if bars:
            report.bars += bars_of(family, mentees, found)
    report.say(f"### {mentees:,} mentees × {mentees // 5:,} mentors × {degree} edges a mentee\n")
    report.say(table(HEAD, rows))
    absent = [label for name, (_, label) in SOLVERS.items() if name not in tried]
    if absent and not only:
        report.say(f"Not run at this size, for it is beyond them: {', '.join(absent)}.")
    return report


def check(instance: str, found: dict[str, Runs]) -> list[str]:
    """Whatever is not the same optimum."""
    wrong = [
        f"{instance}, {name}: {runs.failure}"
        for name, runs in found.items()
        if runs.failure and (name == "fireside" or not runs.failure.startswith(SLOW))
    ]
    totals = {name: runs.all("objective") for name, runs in found.items() if runs.reports}
    ours = totals.get("fireside", [])
    if len(ours) > 1:
        wrong.append(f"{instance}: fireside finds now this, now that: {ours}")
    return wrong + [
        f"{instance}: {name} finds {total}, fireside {ours}" for name, total in totals.items() if total != ours
    ]


def rows_of(family: str, found: dict[str, Runs]) -> list[list[str]]:
    ours = found["fireside"]
    rows = []
    for name, runs in found.items():
        label = SOLVERS[name][1]
        if not runs.reports:
            rows.append([family, label, "", runs.failure or "", "", "", "", "", "", "0"])
            continue
        first = name == "fireside"
        faster = "1" if first else times(runs.seconds("solve") / ours.seconds("solve")) if ours.reports else ""
        rows.append(
            [
                family,
                f"**{label}**" if first else label,
                "in solve" if first else seconds(runs.seconds("build")),
                seconds(runs.seconds("solve")),
                faster,
                seconds(runs.seconds("cpu")),
                mib(runs.most("peak")),
                mib(runs.most("added")),
                " or ".join(f"{total:,}" for total in runs.all("objective")),
                str(len(runs.reports)),
            ]
        )
    return rows


def bars_of(family: str, mentees: int, found: dict[str, Runs]) -> list[Bar]:
    """Speed and memory against OR-tools, if both came to an end."""
    ours, peer = found["fireside"], found.get("ortools")
    if peer is None or not (ours.reports and peer.reports):
        return []
    wanted = FASTER.get(family, FASTER_ELSE)
    faster = peer.seconds("solve") / ours.seconds("solve")
    leaner = peer.most("peak") / ours.most("peak")
    added = peer.most("added") / ours.most("added")
    where = f"{family}, {mentees:,} mentees"
    return [
        Bar(f"{where}: solve at least {wanted:.0f}× faster than OR-tools", times(faster), faster >= wanted),
        Bar(
            f"{where}: peak memory at most a third of OR-tools'",
            f"1/{leaner:.1f} (of it the work's: 1/{added:.1f})",
            leaner >= LEANER,
        ),
    ]
