"""From a cohort in memory to a matching: fireside beside the pipeline written by hand."""

from __future__ import annotations

from .report import Bar, Report, mib, seconds, table, times
from .runs import OUT, Runs, child, in_turn

CHECKED = 20_000
"""Up to so many mentees the whole matching is verified, pair by pair, outside the time that is taken."""
ROUNDING = 5
"""Points by which two ways of rounding one score may differ."""
LEAST = 4.0
"""So many times as fast as the pipeline, from a cohort in memory."""
MOST_MEMORY = 8 << 10
"""MiB for a million mentees."""
LABELS = {"fireside": "**fireside** (`match_cohort`)", "pipeline": "scipy product, masks, best 50, OR-tools"}


def whole(mentees: int, mentors: int, *, runs: int, limit: float) -> Report:
    OUT.mkdir(exist_ok=True)
    pairs = OUT / f"pairs-{mentees}.npy"
    size = [str(mentees), str(mentors)]
    contestants = {
        "fireside": ["cohort", *size, "verify" if mentees <= CHECKED else "trust"],
        "pipeline": ["pipeline", *size, str(pairs)],
    }
    found = in_turn(contestants, runs=runs, limit=limit)
    totals = {name: of_name.same("total") for name, of_name in found.items() if of_name.reports}
    report = Report()
    if found["pipeline"].reports:
        rescored = child(["rescore", *size, str(pairs)], limit=limit)
        if "error" in rescored:
            report.wrong.append(f"cohort {mentees:,}: pairs of the pipeline could not be scored: {rescored['error']}")
        else:
            pairs_made = found["pipeline"].same("pairs")
            if abs(totals["pipeline"] - rescored["total"]) > ROUNDING * pairs_made:
                other = f"{totals['pipeline']:,}, not {rescored['total']:,}"
                report.wrong.append(f"cohort {mentees:,}: the pipeline solves another problem: {other}")
            totals["pipeline"] = rescored["total"]
    pairs.unlink(missing_ok=True)
    # The best of all pairs is at least the best of some.
    if len(totals) == 2 and totals["fireside"] < totals["pipeline"]:
        report.wrong.append(f"cohort {mentees:,}: fireside {totals['fireside']:,}, the pipeline {totals['pipeline']:,}")
    if found["fireside"].failure and not found["fireside"].failure.startswith(("more than", "out of memory")):
        report.wrong.append(f"cohort {mentees:,}: {found['fireside'].failure}")
    report.say(f"### A cohort in memory → a matching: {mentees:,} mentees × {mentors:,} mentors\n")
    head = [
        "",
        "dict → ready",
        "match",
        "together",
        "peak memory",
        "of it the work's",
        "pairs",
        "points by fireside's score",
        "runs",
    ]
    report.say(table(head, [row(name, of_name, totals) for name, of_name in found.items()]))
    if mentees >= 100_000 and len(totals) == 2:
        ratio = together(found["pipeline"]) / together(found["fireside"])
        promise = f"{mentees:,} × {mentors:,} in memory → proved, at least {LEAST:.0f}× as fast as the pipeline"
        report.bars.append(Bar(promise, times(ratio), ratio >= LEAST))
    return report


def alone(mentees: int, mentors: int, *, limit: float) -> Report:
    """A cohort too large for any of the others."""
    OUT.mkdir(exist_ok=True)
    path = OUT / f"cohort-{mentees}.json"
    report = Report()
    child(["write", str(mentees), str(mentors), str(path)], limit=limit)
    done = child(["document", str(path)], limit=limit)
    path.unlink(missing_ok=True)
    promise = f"{mentees:,} × {mentors:,}: ends, certified, within 8 GiB"
    report.say(f"### {promise}\n")
    if "error" in done:
        report.bars.append(Bar(promise, done["error"], met=False))
        return report
    if done["gap"] or done["scope"] != "cohort":
        report.wrong.append(f"cohort {mentees:,}: a gap of {done['gap']} over the {done['scope']}")
    head = ["JSON → ready", "match", "CPU", "peak memory", "pairs", "points"]
    figures = [seconds(done["build"]), seconds(done["solve"]), seconds(done["cpu"]), mib(done["peak"])]
    report.say(table(head, [[*figures, f"{done['pairs']:,}", f"{done['total']:,}"]]))
    report.bars.append(Bar(promise, f"{figures[1]}, {figures[3]}", done["peak"] <= MOST_MEMORY))
    return report


def together(runs: Runs) -> float:
    return runs.seconds("build") + runs.seconds("solve")


def row(name: str, runs: Runs, totals: dict[str, int]) -> list[str]:
    if not runs.reports:
        return [LABELS[name], "", runs.failure or "", "", "", "", "", "", "0"]
    best = totals.get("fireside")
    total = totals.get(name)
    share = f" ({total / best:.2%})" if total and best and name != "fireside" else ""
    return [
        LABELS[name],
        seconds(runs.seconds("build")),
        seconds(runs.seconds("solve")),
        seconds(together(runs)),
        mib(runs.most("peak")),
        mib(runs.most("added")),
        f"{runs.same('pairs'):,}",
        f"{total:,}{share}" if total else "",
        str(len(runs.reports)),
    ]
