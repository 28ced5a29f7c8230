"""What a Python programme waits for: from plain dicts to a result that is read and verified.

    python benches/python_end_to_end.py [--runs 5] [--mentees 2000] [--mentors 500] [--people 120000]

Runs with the package installed; the second table needs numpy. Prints Markdown.
"""

from __future__ import annotations

import argparse
import gc
import subprocess
import sys
import time
from collections.abc import Callable
from statistics import median
from typing import Any, TypeVar

import fireside
from fireside import Cohort, match_cohort, solve

from peers import cohorts

T = TypeVar("T")


class Stopwatch:
    """How long each step took, run by run."""

    def __init__(self) -> None:
        self.seconds: dict[str, list[float]] = {}

    def step(self, name: str, work: Callable[..., T], *arguments: object) -> T:
        start = time.perf_counter()
        result = work(*arguments)
        self.seconds.setdefault(name, []).append(time.perf_counter() - start)
        return result

    def print(self, whole: str | None = None) -> None:
        print("| step | median | fastest | slowest |\n|---|---|---|---|")
        rows = dict(self.seconds)
        if whole:
            rows[f"**{whole}**"] = [sum(run) for run in zip(*self.seconds.values(), strict=True)]
        for name, seconds in rows.items():
            print(f"| {name} | {median(seconds):.3f} s | {min(seconds):.3f} s | {max(seconds):.3f} s |")
        print()


def read(matching: fireside.Matching) -> int:
    """Every pairing with its explanation, as a portal would show it."""
    shown = 0
    for pairing in matching.pairings:
        shown += len(f"{pairing.mentor} {pairing.mentee} {pairing.score} {pairing.summary}")
        shown += sum(part.points for part in pairing.breakdown)
    return shown


def importing(runs: int) -> None:
    """Processor time, since an import is too short for a clock that others share."""
    script = "import time; start = time.process_time(); import fireside; print(time.process_time() - start)"
    output = [subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True) for _ in range(3 * runs)]
    seconds = sorted(float(run.stdout) for run in output)
    middle, least = median(seconds), seconds[0]
    print(f"`import fireside`: {middle:.3f} s of the processor at the median, {least:.3f} s at least; the bar is 0.1\n")


def end_to_end(mentees: int, mentors: int, runs: int) -> None:
    document = cohorts.cohort(mentees, mentors)
    watch = Stopwatch()
    for _ in range(runs):
        gc.collect()
        cohort = watch.step("dict → `Cohort`", Cohort.from_dict, document)
        matching = watch.step("`match_cohort`", match_cohort, cohort)
        watch.step("all pairings read", read, matching)
        watch.step("`verify`", matching.verify, cohort)
    pairings = len(matching.pairings)
    print(f"{mentees:,} mentees × {mentors:,} mentors, {runs} runs: {pairings:,} pairings, {matching.status}\n")
    watch.print("dict → verified result")


def against_the_solve(people: int, runs: int) -> bool:
    """Whether taking people in costs no more than the solve of a cohort of that size."""
    from peers import instances

    mentees = people * 5 // 6
    document = cohorts.cohort(mentees, people - mentees)
    instance = instances.make("even", mentees)
    arrays: dict[str, Any] = {"mentee": instance.mentee, "mentor": instance.mentor, "weight": instance.weight}
    watch = Stopwatch()
    for _ in range(runs):
        gc.collect()
        watch.step("dict → `Cohort`", Cohort.from_dict, document)
        watch.step("`solve.assign`", lambda: solve.assign(**arrays, mentor_seats=instance.seats))
    edges = f"{mentees:,} × {instance.mentors:,} with {instance.edges:,} edges"
    print(f"{people:,} people; for the solve {edges}, {runs} runs\n")
    watch.print()
    taken, solved = (median(seconds) for seconds in watch.seconds.values())
    print(f"dict → `Cohort` takes {taken / solved:.2f} of the solve; the bar is 1.\n")
    return taken <= solved


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--mentees", type=int, default=2_000)
    arguments.add_argument("--mentors", type=int, default=500)
    arguments.add_argument("--people", type=int, default=120_000, help="0 leaves the second table out")
    options = arguments.parse_args()
    importing(options.runs)
    end_to_end(options.mentees, options.mentors, options.runs)
    if options.people:
        against_the_solve(options.people, options.runs)


if __name__ == "__main__":
    main()
