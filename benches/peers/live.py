"""A cohort that events change, by the Python package: fireside beside numpy and scipy on one mentee's question, and beside a
whole solve by OR-tools on a decline."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from .report import Bar, Report, mib, seconds, table, times
from .runs import OUT, child, progress
from .whole import ROUNDING

SEATS = {"slack": 130, "even": 100, "tight": 80}
"""How many percent of the mentees have a seat."""
REPAIRED = {"slack": 1e-3, "tight": 5e-3}
"""Seconds within which half of the declines are to be repaired."""
QUICKER, COLDER = 50, 1_000
"""So many times as fast as numpy's brute force, and as a cold solve by OR-tools."""
LEAST = 0.99
"""What OR-tools finds among the best 50 of every mentee is at least so much of the most points."""
QUESTIONS = {
    "numpy": "numpy: the mentee's row times every mentor's column, `argpartition`",
    "rows": "numpy: only the rows of what is wanted, free, spoken",
    "scipy": "scipy: a sparse row times a sparse matrix, masks on what it finds",
}
STEPS = {
    "declined": "`declined`, nobody had asked",
    "single": "mixed events, one a call",
    "hundred": "mixed events, 100 a call",
    "joined": "`joined`",
    "changed": "`changed` (seats)",
    "left": "`left`",
}
Found = Mapping[str, Any]


def live(mentees: int, mentors: int, *, cases: Sequence[str], count: int, limit: float, bars: bool = True) -> Report:
    OUT.mkdir(exist_ok=True)
    # Whoever has met somebody wants nobody any more, so the events of a small cohort would soon be about the same few.
    count = min(count, mentees // 30)
    report = Report()
    report.say(f"### A cohort that events change: {mentees:,} mentees × {mentors:,} mentors, from Python\n")
    for case in cases:
        found = one(case, mentees, mentors, count=count, limit=limit, bars=bars)
        # Each may take many minutes, and whoever stops the run keeps what there is.
        print(found.text(), file=sys.stderr, flush=True)
        report.add(found)
    return report


def one(case: str, mentees: int, mentors: int, *, count: int, limit: float, bars: bool) -> Report:
    size = [str(mentees), str(mentors), str(SEATS[case]), str(count)]
    kept = {name: OUT / f"live-{name}-{mentees}.npy" for name in ("fireside", *QUESTIONS)}
    state = OUT / f"live-{case}-{mentees}.npz"
    found: dict[str, dict[str, Any]] = {}
    asks = {name: ["live", name, *size, str(path)] for name, path in kept.items()}
    asks["fireside"].append(str(state))
    asks["ortools"] = ["live", "ortools", str(state), str(max(3, min(count // 30, 5)))]
    for name, arguments in asks.items():
        found[name] = child(arguments, limit=limit)
        shown = found[name] | {"solve": found[name].get("cold", 0), "peak": found[name].get("peak", 0)}
        print(f"  {progress(shown)}  {' '.join(arguments)}", file=sys.stderr, flush=True)
    report, where = Report(), f"live {case} {mentees:,}"
    for name, of_name in found.items():
        if "error" in of_name:
            # Who has no answer in the time is too slow, and not wrong.
            note = report.say if of_name["error"].startswith(("more than", "out of memory")) else report.wrong.append
            note(f"{where}, {name}: {of_name['error']}")
    if "error" not in found["fireside"]:
        report.wrong += differing(where, {name: path for name, path in kept.items() if "error" not in found[name]})
        judge(report, where, found)
        say(report, case, found)
        if bars:
            promise(report, case, found)
    for path in (*kept.values(), state):
        path.unlink(missing_ok=True)
    return report


def differing(where: str, kept: Mapping[str, Any]) -> list[str]:
    """Who gives a mentee mentors of other points than fireside does."""
    answers = {name: np.load(path) for name, path in kept.items()}
    ours, wrong = answers["fireside"], []
    for name, theirs in answers.items():
        rows = min(len(ours), len(theirs))
        different = int((np.abs(ours[:rows] - theirs[:rows]) > ROUNDING).any(axis=1).sum())
        if different or not rows:
            wrong.append(f"{where}, {name}: {different} of {rows} questions are answered otherwise")
    return wrong


def judge(report: Report, where: str, found: Mapping[str, Found]) -> None:
    """The best of some pairs is no more than the best of all, and not much less."""
    total = found["ortools"].get("total")
    if total is not None and not LEAST <= total / found["fireside"]["total"] <= 1:
        report.wrong.append(f"{where}: OR-tools {total:,}, fireside {found['fireside']['total']:,}")


def say(report: Report, case: str, found: Mapping[str, Found]) -> None:
    ours = found["fireside"]
    report.say(f"#### Seats for {SEATS[case]} % of the mentees\n")
    rows = [["**fireside** (`Matcher.shortlist`): who, and points", *cells(ours["shortlist"]), "1"]]
    rows.append(["the same after events", *cells(ours["shortlist_live"]), ""])
    rows.append(["fireside (`Matcher.suggest`): with reasons", *cells(ours["suggest"]), ""])
    rows.append(["the same after events", *cells(ours["suggest_live"]), ""])
    for name, label in QUESTIONS.items():
        if "error" not in found[name]:
            theirs = found[name]["suggest"]
            rows.append([label, *cells(theirs), times(theirs["p50"] / ours["shortlist"]["p50"])])
    report.say(table(["the best ten mentors of one mentee", *HEAD, "questions a second", "p50 to fireside's"], rows))
    rows = [[label, *cells(ours[step], 100 if step == "hundred" else 1)] for step, label in STEPS.items()]
    rows.append(["`match_cohort` from nothing", brief(ours["cold"]), "", "", "1", ""])
    rows.append(["the first event, which finds the matching", brief(ours["first"]), "", "", "1", ""])
    if "error" not in found["ortools"]:
        solved = found["ortools"]["solved"]
        share = found["ortools"]["total"] / ours["total"]
        rows.append([f"OR-tools from nothing, the best 50 a mentee ({share:.3%} of the points)", *cells(solved)])
        rows.append(["its graph, built anew", *cells(found["ortools"]["built"])])
    report.say(table(["fireside (`Matcher.apply`) and others", *HEAD, "events or solves a second"], rows))
    report.say(f"Peak memory of fireside's process, Python's dicts included: {mib(ours['peak'])}.")


HEAD = ["p50", "p99", "most", "calls"]


def cells(figures: Found, each: int = 1) -> list[str]:
    """:param each: how many events a call has."""
    if not figures["count"]:
        return ["", "", "", "0", ""]
    rate = figures["rate"] * each
    shown = f"{rate:,.0f}" if rate >= 10 else f"{rate:.2f}"
    return [*(brief(figures[name]) for name in ("p50", "p99", "most")), str(figures["count"]), shown]


def brief(value: float) -> str:
    return f"{value * 1e6:.0f} µs" if value < 1e-3 else f"{value * 1e3:.2f} ms" if value < 1 else seconds(value)


def promise(report: Report, case: str, found: Mapping[str, Found]) -> None:
    ours = found["fireside"]
    if "error" not in found["numpy"]:
        ratio = found["numpy"]["suggest"]["p50"] / ours["shortlist"]["p50"]
        report.bars.append(
            Bar(f"{case}: `shortlist` at least {QUICKER}× as fast as numpy's brute force", times(ratio), ratio >= QUICKER)
        )
    half = ours["declined"]["p50"]
    if case in REPAIRED:
        bar = f"{case}: half of the declines repaired within {REPAIRED[case] * 1e3:.0f} ms"
        report.bars.append(Bar(bar, brief(half), half <= REPAIRED[case]))
    if "error" not in found["ortools"]:
        ratio = found["ortools"]["solved"]["p50"] / half
        bar = f"{case}: a decline at least {COLDER:,}× as fast as a cold solve by OR-tools"
        report.bars.append(Bar(bar, times(ratio), ratio >= COLDER))
