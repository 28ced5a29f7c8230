"""A simulated day of a portal: fireside beside whoever comes first."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from typing import Any

from ..report import Bar, Report, mib, table
from ..runs import OUT, child
from .run import EVERY, POLICIES, WISHES

LABELS = {
    "fireside": f"**fireside**: the pairs of the matching are asked every {EVERY} minutes",
    "first_come": "first come: the best mentor who is free at that moment",
}
WARM = 3
"""The hour after which memory is to stay as it is,"""
GROWTH = 0.1
"""but for such a share."""
ENVIRONMENT = {"MALLOC_MMAP_THRESHOLD_": str(1 << 20)}
"""The C library gives blocks of a megabyte back at once. Else it learns from the three copies of the cohort's 30 MB of JSON that a sample takes
every hour not to, and their holes, which are the bench's, count as memory in use."""
Found = dict[str, Any]


def portal(people: int, *, limit: float, wishes: float = WISHES) -> Report:
    """One day under each policy, in a process of its own; what the picture needs is kept in ``out/portal.json``."""
    report, found = Report(), dict[str, Found]()
    for policy in POLICIES:
        folder = OUT / f"portal-{policy}-{people}"
        arguments = ["portal", policy, str(people), str(folder), str(wishes)]
        found[policy] = child(arguments, limit=limit, environment=ENVIRONMENT)
        shutil.rmtree(folder, ignore_errors=True)
        of_policy = found[policy]
        if "error" in of_policy:
            report.wrong.append(f"portal {people:,}, {policy}: {of_policy['error']}")
            return report
        print(
            f"  {of_policy['took']:8.1f} s, {of_policy['peak']:6.0f} MiB  portal {policy} {people}",
            file=sys.stderr,
            flush=True,
        )
        report.wrong += [f"portal {people:,}, {policy}: {problem}" for problem in of_policy["wrong"]]
    report.say(
        f"### A day of a portal with {people:,} people, {wishes:.0%} of the mentees of whom wish for a conversation\n"
    )
    report.say(table(["", *(LABELS[policy] for policy in POLICIES)], rows(found)))
    for policy in POLICIES:
        for after, said in (
            (WARM, f"hour {WARM}"),
            (busiest(found[policy]), "the hour with the most people under way"),
        ):
            grown = growth(found[policy], after)
            bar = f"{policy}: memory within {GROWTH:.0%} from {said} on"
            report.bars.append(Bar(bar, f"{grown:+.0%} at most", grown <= GROWTH))
    OUT.mkdir(exist_ok=True)
    (OUT / "portal.json").write_text(json.dumps({"people": people, **found}), encoding="utf-8")
    return report


def busiest(found: Found) -> int:
    """The hour at the end of which most people wait or talk."""
    return int(max(found["hours"], key=lambda hour: hour["open"] + hour["waiting"])["hour"])


def growth(found: Found, after: int) -> float:
    """By what share memory was more at most than at the end of that hour."""
    sizes = [hour["rss"] for hour in found["hours"][after - 1 :]]
    return float(max(sizes) / sizes[0] - 1) if sizes[0] else 0.0


def gap(found: Found) -> float:
    """The mean of all hours."""
    shares = [1 - hour["standing"] / hour["best"] for hour in found["hours"] if hour["best"]]
    return float(sum(shares) / len(shares))


def rows(found: dict[str, Found]) -> list[list[str]]:
    lines: dict[str, Callable[[Found], str]] = {
        "conversations agreed": lambda day: f"{day['accepted']:,}",
        "points of each, in the mean": lambda day: f"{day['accepted_points'] / max(day['accepted'], 1):,.0f}",
        "conversations held": lambda day: f"{day['held']:,}",
        "points of all held": lambda day: f"{day['held_points']:,}",
        "gap of those under way, mean of the hours": lambda day: f"{gap(day):.2%}",
        "minutes from a wish to a yes, p50 / p90": lambda day: " / ".join(f"{wait:.0f}" for wait in day["wait"]),
        "waiting at most; at the end": lambda day: (
            f"{max(hour['waiting'] for hour in day['hours']):,}; {day['unserved']:,}"
        ),
        "suggestions that changed for others' sake": lambda day: f"{sum(hour['churn'] for hour in day['hours']):,}",
        "the busiest tenth of mentors has": lambda day: f"{day['hours'][-1]['top']:.1%}",
        "events": lambda day: f"{sum(day['kinds'].values()):,}",
        "events a second of `apply`": lambda day: (
            f"{sum(hour['events'] for hour in day['hours']) / sum(hour['seconds'] for hour in day['hours']):,.0f}"
        ),
        f"memory after hour {WARM}, at most, at the end": lambda day: ", ".join(
            mib(size / (1 << 20))
            for size in (
                day["hours"][WARM - 1]["rss"],
                max(hour["rss"] for hour in day["hours"]),
                day["hours"][-1]["rss"],
            )
        ),
    }
    return [[name, *(line(found[policy]) for policy in POLICIES)] for name, line in lines.items()]
