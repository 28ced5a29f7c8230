"""The same cohort by every objective: the table and the picture of core/OBJECTIVES.md.

    python examples/objectives.py            writes the table into core/OBJECTIVES.md
    python examples/objectives.py --plot     and the picture core/objectives.png (needs matplotlib)
    python examples/objectives.py --check    exits with 1 if the table is not what this makes
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import fireside

ROOT = Path(__file__).resolve().parents[1]
GUIDE, PICTURE = ROOT / "core" / "OBJECTIVES.md", ROOT / "core" / "objectives.png"
START, END = "<!-- table: examples/objectives.py -->\n", "<!-- end of table -->\n"

ROWS: dict[str, dict[str, Any]] = {
    "total": {},
    "coverage": {"objective": "coverage"},
    "fair": {"objective": "fair"},
    "fair, band 100,000": {"objective": "fair", "fair_band": 100_000},
    "rank_maximal": {"objective": "rank_maximal"},
    "stable_mentee": {"objective": "stable_mentee"},
    "stable_mentor": {"objective": "stable_mentor"},
    "total, load cost 100,000": {"load_cost": 100_000},
    "total, load cost 400,000": {"load_cost": 400_000},
}


@dataclass(frozen=True)
class Row:
    """What one objective comes to."""

    name: str
    points: float
    matched: int
    worst: int
    first: int
    blocking: int
    top: float


def rows() -> list[Row]:
    """Every objective on the demo cohort, each answer verified."""
    cohort = fireside.Cohort.from_json((ROOT / "examples" / "cohort.json").read_text(encoding="utf-8"))
    matcher = fireside.Matcher(cohort)
    best = {matcher.cohort.mentees[i].id: p for i, p in reversed(list(first_entries(matcher.shortlists(1))))}
    found = []
    for name, options in ROWS.items():
        matching = matcher.run(**options)
        matching.verify(cohort)
        lots: dict[str, int] = {}
        for pairing in matching.pairings:
            lots[pairing.mentee] = max(pairing.points, lots.get(pairing.mentee, 0))
        certificate = matching.certificate
        most = certificate.most_points or certificate.total_points
        found.append(
            Row(
                name=name,
                points=certificate.total_points / most,
                matched=len(lots),
                worst=min(lots.values()),
                first=sum(lot == best[mentee] for mentee, lot in lots.items()),
                blocking=matching.blocking_pairs(cohort, 0).count,
                top=matching.load(cohort).top_tenth_share,
            )
        )
    return found


def first_entries(lists: fireside.Shortlists) -> zip[tuple[int, int]]:
    """Mentee and points of each entry."""
    return zip(lists.mentee, lists.points)


def table(rows: list[Row]) -> str:
    """As Markdown."""
    lines = ["| objective | points | matched | worst-off | first choices | blocking | top tenth |", "|---|---|---|---|---|---|---|"]
    for row in rows:
        figures = f"{row.points:.1%} | {row.matched} | {row.worst:,} | {row.first} | {row.blocking} | {row.top:.1%}"
        lines.append(f"| {row.name} | {figures} |")
    return "\n".join(lines) + "\n"


def plot(rows: list[Row]) -> None:
    """One small chart a figure, so that each has its own scale."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot as plt

    charts: list[tuple[str, list[float], str]] = [
        ("points, % of the most", [100 * row.points for row in rows], "{:.1f}"),
        ("mentees matched", [row.matched for row in rows], "{:.0f}"),
        ("worst-off, thousands of points", [row.worst / 1000 for row in rows], "{:.0f}"),
        ("first choices", [row.first for row in rows], "{:.0f}"),
        ("blocking pairs", [row.blocking for row in rows], "{:.0f}"),
        ("top tenth's share of load, %", [100 * row.top for row in rows], "{:.1f}"),
    ]
    names = [row.name for row in rows]
    figure, axes = plt.subplots(1, len(charts), figsize=(15, 0.42 * len(rows) + 1.2), sharey=True, layout="constrained")
    for axis, (title, values, words) in zip(axes, charts):
        bars = axis.barh(names, values, color="#3b6ea5", height=0.65)
        axis.bar_label(bars, labels=[words.format(value) for value in values], padding=3, fontsize=8)
        axis.set_title(title, fontsize=9.5)
        axis.set_xlim(0, max(values) * 1.22 or 1)
        axis.spines[["top", "right", "bottom"]].set_visible(False)
        axis.tick_params(bottom=False, labelbottom=False, left=False, labelsize=9)
        axis.margins(y=0.02)
    axes[0].invert_yaxis()
    figure.savefig(PICTURE, dpi=130)


def main() -> None:
    """See the top."""
    found = rows()
    before, rest = GUIDE.read_text(encoding="utf-8").split(START)
    old, after = rest.split(END)
    new = "\n" + table(found) + "\n"
    if "--check" in sys.argv[1:]:
        if old != new:
            sys.exit(f"core/OBJECTIVES.md is not in step: run examples/objectives.py; the table is now\n{new}")
        return
    GUIDE.write_text(before + START + new + END + after, encoding="utf-8")
    if "--plot" in sys.argv[1:]:
        plot(found)
    print(table(found), end="")


if __name__ == "__main__":
    main()
