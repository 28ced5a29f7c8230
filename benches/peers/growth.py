"""How cost grows with size, as numbers and as a picture."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .edges import check, measure
from .report import Bar, Report, mib, seconds, table
from .runs import HERE, OUT
from .solvers import SOLVERS, able

DEGREE = 50
STEEPEST = 1.25
PICTURE = HERE / "growth.png"

Curves = dict[str, list[dict[str, Any]]]


def growth(sizes: Sequence[int], only: Sequence[str], *, runs: int, limit: float) -> Report:
    report, curves = Report(), Curves()
    libraries = able("even", 30_000, only)
    for mentees in sizes:
        ready = [name for name in able("even", mentees) if name in libraries]
        found = measure("even", mentees, DEGREE, ready, runs=runs, limit=limit)
        report.wrong += check(f"growth {mentees:,}", found)
        for name, of_name in found.items():
            if of_name.reports:
                point = {
                    "mentees": mentees,
                    "solve": of_name.seconds("solve"),
                    "cpu": of_name.seconds("cpu"),
                    "peak": of_name.most("peak"),
                    "runs": len(of_name.reports),
                }
                curves.setdefault(name, []).append(point)
    rows = [[f"{mentees:,}", *(cell(curves.get(name, []), mentees) for name in libraries)] for mentees in sizes]
    report.say(f"### Growth: `even`, a fifth as many mentors, {DEGREE} edges a mentee\n")
    report.say(table(["mentees", *(f"{SOLVERS[name][1]}: solve, CPU, peak memory, runs" for name in libraries)], rows))
    for name, points in curves.items():
        if len(points) > 1:
            fitted = slope(points, "solve")
            text = f"{fitted:.2f} ({slope(points, 'cpu'):.2f} in processor time)"
            span = f"{points[0]['mentees']:,} → {points[-1]['mentees']:,}"
            report.say(f"Log–log slope of {SOLVERS[name][1]}, {span}: {text}.")
            if name == "fireside":
                report.bars.append(Bar(f"log–log slope {span} at most {STEEPEST}", text, fitted <= STEEPEST))
    (OUT / "growth.json").write_text(json.dumps(curves, indent=1), encoding="utf-8")
    return report


def cell(points: Sequence[dict[str, Any]], mentees: int) -> str:
    at = [point for point in points if point["mentees"] == mentees]
    return f"{seconds(at[0]['solve'])}, {seconds(at[0]['cpu'])}, {mib(at[0]['peak'])}, {at[0]['runs']}" if at else "–"


def slope(points: Sequence[dict[str, Any]], what: str) -> float:
    """Of the least-squares line through the logarithms of size and cost."""
    xs, ys = [math.log(point["mentees"]) for point in points], [math.log(point[what]) for point in points]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


def draw(curves: Curves, path: Path) -> None:
    """Processor seconds against mentees, both logarithmic, with a line of slope 1 to compare with. A busy machine makes
    everybody wait, but nobody work, longer."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt
    from matplotlib.ticker import FuncFormatter, NullLocator

    figure, axes = plt.subplots(figsize=(8, 5), dpi=150, facecolor="white")
    colours = {"fireside": "#b5360b", "ortools": "#24527a", "lemon": "#3d7a4f", "scipy-sparse": "#6b5b8c"}
    for name, points in curves.items():
        xs, ys = [point["mentees"] for point in points], [point["cpu"] for point in points]
        colour, ours = colours.get(name, "#444444"), name == "fireside"
        axes.plot(xs, ys, marker="o", markersize=5, linewidth=2.4 if ours else 1.5, color=colour)
        label = SOLVERS[name][1].split()[0]
        label += f"\nslope {slope(points, 'cpu'):.2f}" if len(points) > 1 else ""
        # The others end before fireside does, so their names stand above their lines, where nothing is.
        name_at(axes, label, (xs[-1], ys[-1]), colour, (10, -3) if ours else (-10, 4), right=ours)
    first, last = curves["fireside"][0], curves["fireside"][-1]
    xs, y = [first["mentees"], last["mentees"]], first["cpu"] / 2
    axes.plot(xs, [y, y * xs[1] / xs[0]], linestyle=(0, (4, 3)), linewidth=1, color="#888888")
    name_at(axes, "slope 1", (xs[1], y * xs[1] / xs[0]), "#666666", (10, -3), right=True)
    axes.set(xscale="log", yscale="log", xlim=(xs[0] * 0.8, xs[1] * 2.2))
    axes.set_ylim(top=3 * max(point["cpu"] for points in curves.values() for point in points))
    axes.set_xlabel(f"mentees (a fifth as many mentors, {DEGREE} edges a mentee, as many seats as mentees)")
    axes.set_ylabel("processor time of the solve, median, seconds")
    sizes = sorted({point["mentees"] for points in curves.values() for point in points})
    axes.set_xticks(sizes)
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axes.grid(visible=True, which="major", color="#e5e5e5", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(path)
    plt.close(figure)


def name_at(
    axes: Any, text: str, at: tuple[float, float], colour: str, offset: tuple[int, int], *, right: bool
) -> None:
    """A line's name at its end."""
    places = {"ha": "left" if right else "right", "va": "center" if right else "bottom"}
    axes.annotate(text, at, xytext=offset, textcoords="offset points", color=colour, fontsize=9, **places)


if __name__ == "__main__":
    draw(json.loads((OUT / "growth.json").read_text(encoding="utf-8")), PICTURE)
