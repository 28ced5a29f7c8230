"""fireside beside other libraries.

    python -m peers --size small|10k|100k|growth|stable|peers|fair|schedule|parity|cohort-10k|topk-100k|live-10k|portal-5k
        [--family even] [--runs 5] [--library ortools]

Sizes and families may be lists with commas. Progress goes to stderr, the tables to stdout and ``peers/out``. The exit
code is 1 if any answer is wrong: not the optimum, a seat sold twice, or worth less than the pipeline's. Speed fails
nothing.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence

from .edges import families
from .fairness import beside_totals, fair
from .growth import PICTURE, growth
from .instances import FAMILIES
from .live import SEATS, live
from .meetings import SHARES, schedule
from .pairing import peers
from .parity import parity
from .portal.bench import portal
from .portal.picture import PICTURE as DAY
from .report import Report
from .runs import HERE, OUT
from .stability import stable
from .topk import topk
from .whole import alone, whole

GROWTH = [10_000, 30_000, 100_000, 300_000, 1_000_000]
SIZES = "10k,100k,growth,stable,peers,fair,schedule,cohort-10k,cohort-100k,cohort-1m,topk-100k,live-100k,portal-50k"
LARGE = 200_000
"""More mentees are beyond the pipeline."""
LONG, LONGEST = 900, 3_600
"""Seconds that a cohort may take, and one that large."""


def number(size: str) -> int:
    """``10k`` is 10,000."""
    for suffix, factor in (("k", 1_000), ("m", 1_000_000)):
        if size.endswith(suffix):
            return int(float(size.removesuffix(suffix)) * factor)
    return int(size)


def one(size: str, names: Sequence[str], only: Sequence[str], runs: int, limit: float) -> Report:
    if size == "small":
        report = families(names, 2_000, 20, only, runs=1, limit=60, bars=False)
        report.add(whole(2_000, 400, runs=1, limit=120))
        report.add(topk(2_000, 400, runs=1, limit=120, bars=False))
        report.add(live(1_000, 200, cases=[*SEATS], count=30, limit=120, bars=False))
        report.add(stable(sizes=[150], large=150, degree=20, runs=1, limit=60, bars=False))
        report.add(peers(sizes={"sparse": [150], "ties": [150]}, runs=1, limit=60, bars=False))
        report.add(fair(sizes=[60], degree=20, runs=1, limit=60))
        report.add(parity(sizes=[200, 1_000]))
        report.add(schedule(sizes=[500], degree=100, slots=80, shares=[*SHARES], runs=1, limit=60, bars=False))
        return report
    if size == "schedule":
        return schedule(runs=runs, limit=max(limit, LONG))
    if size == "parity":
        return parity(sizes=[200, 1_000, 10_000])
    if size == "stable":
        return stable(runs=runs, limit=max(limit, LONG))
    if size == "peers":
        return peers(runs=runs, limit=max(limit, LONG))
    if size == "fair":
        report = fair(runs=runs, limit=max(limit, LONG))
        report.add(beside_totals(names, 100_000, runs=runs, limit=limit))
        return report
    if size == "growth":
        return growth(GROWTH, only, runs=runs, limit=limit)
    if size.startswith("cohort-"):
        mentees = number(size.removeprefix("cohort-"))
        if mentees > LARGE:
            return alone(mentees, mentees // 5, limit=max(limit, LONGEST))
        return whole(mentees, mentees // 5, runs=runs, limit=max(limit, LONG))
    if size.startswith("topk-"):
        mentees = number(size.removeprefix("topk-"))
        return topk(mentees, mentees // 5, runs=runs, limit=max(limit, LONG))
    if size.startswith("live-"):
        mentees = number(size.removeprefix("live-"))
        cases = [case for case in SEATS if case in names]
        return live(mentees, mentees // 5, cases=cases, count=300, limit=max(limit, LONG), bars=mentees >= 100_000)
    if size.startswith("portal-"):
        return portal(number(size.removeprefix("portal-")), limit=max(limit, LONGEST))
    return families(names, number(size), 50, only, runs=runs, limit=limit, bars=number(size) >= 100_000)


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="peers", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", default=SIZES)
    parser.add_argument("--family", default=",".join(FAMILIES))
    parser.add_argument("--library", default="", help="these beside fireside; all that bear the size if absent")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--limit", type=float, default=300, help="seconds a child may take")
    options = parser.parse_args()
    report = Report()
    for size in options.size.split(","):
        report.add(
            one(
                size,
                options.family.split(","),
                options.library.split(",") if options.library else [],
                options.runs,
                options.limit,
            )
        )
    OUT.mkdir(exist_ok=True)
    (OUT / f"{options.size.replace(',', '-')}.md").write_text(report.text(), encoding="utf-8")
    print(report.text())
    if "portal" in options.size and not report.wrong:
        subprocess.run([sys.executable, "-m", "peers.portal.picture"], cwd=HERE.parent, check=True)
        print(f"The picture is in {DAY.relative_to(HERE.parent.parent)}.")
    if "growth" in options.size:
        # In a process of its own, for the sake of the children's memory.
        subprocess.run([sys.executable, "-m", "peers.growth"], cwd=HERE.parent, check=True)
        print(f"The picture is in {PICTURE.relative_to(HERE.parent.parent)}.")
    return 1 if report.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
