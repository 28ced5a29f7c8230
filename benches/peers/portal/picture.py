"""The day as a picture: gap, churn, waiting and load by the hour, of both policies on the same axes.

python -m peers.portal.picture
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ..runs import HERE, OUT

PICTURE = HERE / "portal.png"
COLOURS = {"fireside": "#b5360b", "first_come": "#24527a"}
NAMES = {"fireside": "fireside", "first_come": "first come, first served"}
BEGINS = 6
"""The hour at which the day begins."""
LEAST = 5
"""Fewer people who heard a yes in an hour make no curve."""

Hours = list[dict[str, Any]]


def curves(hours: Hours) -> dict[str, list[float | None]]:
    """By panel, a figure for each hour, or nothing where there is none."""

    def wait(hour: dict[str, Any], share: float) -> float | None:
        waits = sorted(hour["waits"])
        return waits[int((len(waits) - 1) * share)] / 60 if len(waits) >= LEAST else None

    return {
        "gap": [100 * (1 - hour["standing"] / hour["best"]) if hour["best"] else None for hour in hours],
        "churn": [100 * hour["churn"] / max(hour["open"] + hour["waiting"], 1) for hour in hours],
        "half": [wait(hour, 0.5) for hour in hours],
        "most": [wait(hour, 0.9) for hour in hours],
        "load": [100 * hour["top"] for hour in hours],
    }


def draw(found: dict[str, Any], path: Path) -> None:
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt
    from matplotlib.lines import Line2D

    figure, panels = plt.subplots(2, 2, figsize=(10, 7), dpi=100, facecolor="white", sharex=True)
    (gap, churn), (waiting, load) = panels
    titles = {
        gap: "Gap: points that the same people could have more, %",
        churn: "Churn: suggestions that changed for others' sake,\nper hour and 100 mentees who wait or talk",
        waiting: "Waiting: hours from a wish to a yes, by the hour of the yes",
        load: "Load: what the busiest tenth of mentors had so far, %",
    }
    for policy, colour in COLOURS.items():
        of_policy = curves(found[policy]["hours"])
        ends = [BEGINS + hour["hour"] for hour in found[policy]["hours"]]
        width = 2.2 if policy == "fireside" else 1.6
        for axes, name, style in [
            (gap, "gap", "-"),
            (churn, "churn", "-"),
            (waiting, "half", "-"),
            (waiting, "most", "--"),
            (load, "load", "-"),
        ]:
            points = [(x, y) for x, y in zip(ends, of_policy[name], strict=True) if y is not None]
            if points:
                # A line at 0 is not to hide in the axis.
                axes.plot(*zip(*points, strict=True), style, color=colour, linewidth=width, clip_on=False)
    for axes, title in titles.items():
        axes.set_title(title, fontsize=10, loc="left")
        axes.set_ylim(bottom=0)
        axes.set_xlim(BEGINS, BEGINS + 24)
        axes.set_xticks(range(BEGINS, BEGINS + 25, 3), [f"{hour % 24:02}" for hour in range(BEGINS, BEGINS + 25, 3)])
        axes.grid(visible=True, color="#e5e5e5", linewidth=0.8)
        axes.set_axisbelow(True)
        axes.spines[["top", "right"]].set_visible(False)
    for axes in (waiting, load):
        axes.set_xlabel("hour of the day")
    lines = [Line2D([], [], color=colour, linewidth=2) for colour in COLOURS.values()]
    figure.legend(lines, NAMES.values(), loc="upper right", ncols=2, frameon=False, fontsize=10)
    shades = [Line2D([], [], color="#555555", linestyle=style) for style in ("-", "--")]
    waiting.legend(shades, ["half of them", "nine in ten"], frameon=False, fontsize=9, loc="upper left")
    figure.suptitle(f"A day of a portal with {found['people']:,} people", x=0.01, ha="left", fontsize=12)
    figure.tight_layout()
    figure.savefig(path)
    plt.close(figure)


if __name__ == "__main__":
    draw(json.loads((OUT / "portal.json").read_text(encoding="utf-8")), PICTURE)
