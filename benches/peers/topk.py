"""The best 50 mentors of every mentee, exactly: fireside beside scipy's sparse product with numpy's argpartition."""

from __future__ import annotations

from .report import Bar, Report, mib, seconds, table, times
from .runs import OUT, child, in_turn

K = 50
LEAST = 3.0
"""So many times as fast as the product, on the same question."""
LABELS = {
    "fireside": "**fireside** (`Matcher.shortlists`)",
    "masked": "scipy product, masks for languages and free time, argpartition",
    "product": "scipy product of the interests alone, argpartition: an easier question",
}


def topk(mentees: int, mentors: int, *, runs: int, limit: float, bars: bool = True) -> Report:
    OUT.mkdir(exist_ok=True)
    size = [str(mentees), str(mentors), str(K)]
    kept = {name: OUT / f"best-{name}-{mentees}.npz" for name in ("fireside", "masked")}
    contestants = {
        name: ["best", name, *size, str(kept[name]) if name in kept else "-"] for name in ("fireside", "product", "masked")
    }
    found = in_turn(contestants, runs=runs, limit=limit)
    report = Report()
    for name, of_name in found.items():
        if of_name.failure:
            report.wrong.append(f"top-{K} {mentees:,} {name}: {of_name.failure}")
    if not report.wrong:
        compared = child(["compare", *(str(path) for path in kept.values())], limit=limit)
        if compared.get("different") != 0:
            report.wrong.append(f"top-{K} {mentees:,}: {compared}")
    for path in kept.values():
        path.unlink(missing_ok=True)
    report.say(f"### The best {K} of {mentors:,} mentors for each of {mentees:,} mentees\n")
    ours = found["fireside"].seconds("solve")
    rows = [
        [
            LABELS[name],
            seconds(of_name.seconds("build")),
            seconds(of_name.seconds("solve")),
            f"{of_name.seconds('solve') / mentees * 1e6:.0f} µs",
            times(of_name.seconds("solve") / ours) if ours and name != "fireside" else "1",
            mib(of_name.most("peak")),
            str(len(of_name.reports)),
        ]
        for name, of_name in found.items()
        if of_name.reports
    ]
    report.say(table(["", "dict → ready", "all mentees", "a mentee", "to fireside", "peak memory", "runs"], rows))
    if bars and ours and found["masked"].reports and found["product"].reports:
        same, easier = (found[name].seconds("solve") / ours for name in ("masked", "product"))
        measured = f"{times(same)} ({times(easier)} the product alone)"
        report.bars.append(Bar(f"the best {K} at least {LEAST:.0f}× as fast as scipy", measured, same >= LEAST))
    return report
