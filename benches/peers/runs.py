"""Children run in turn, within limits, and what came of them."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

HERE = Path(__file__).parent
OUT = HERE / "out"
"""Instances and tables; not kept."""

PATIENCE = 60.0
"""What takes more seconds to build and solve is not repeated."""


@dataclass
class Runs:
    """All runs of one contestant on one instance."""

    reports: list[dict[str, Any]] = field(default_factory=list)
    failure: str | None = None

    @property
    def ended(self) -> bool:
        """Whether another run would teach nothing or take too long."""
        # On a busy machine the wait is no measure of the work.
        work = [report["build"] + min(report["solve"], report.get("cpu", math.inf)) for report in self.reports]
        return self.failure is not None or max(work, default=0.0) > PATIENCE

    def seconds(self, step: str) -> float:
        return float(median(report[step] for report in self.reports)) if self.reports else 0.0

    def most(self, what: str) -> float:
        return float(max(report[what] for report in self.reports))

    def all(self, what: str) -> list[int]:
        """Every value that some run reports: one, if runs agree."""
        return sorted({report[what] for report in self.reports})

    def same(self, what: str) -> int:
        """What every run reports alike."""
        (value,) = self.all(what)
        return value


def child(arguments: Sequence[str], *, limit: float, environment: Mapping[str, str] | None = None) -> dict[str, Any]:
    """One child's report; a report with an `error` if it fails or takes more than `limit` seconds, set-up included."""
    command = [sys.executable, "-m", "peers.child", *arguments]
    try:
        done = subprocess.run(
            command,
            cwd=HERE.parent,
            capture_output=True,
            text=True,
            timeout=limit,
            check=False,
            env={**os.environ, **(environment or {})},
        )
    except subprocess.TimeoutExpired:
        return {"error": f"more than {limit:.0f} s"}
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
        hungry = ("MemoryError", "bad_alloc", "memory allocation", "Unable to allocate")
        return {"error": "out of memory" if any(sign in done.stderr for sign in hungry) else last}
    report: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return report


def in_turn(contestants: Mapping[str, Sequence[str]], *, runs: int, limit: float) -> dict[str, Runs]:
    """Every contestant once, then every one again, so that a busy minute of the machine is shared by all."""
    found = {name: Runs() for name in contestants}
    for _ in range(runs):
        for name, arguments in contestants.items():
            if found[name].ended:
                continue
            report = child(arguments, limit=limit)
            print(f"  {progress(report)}  {' '.join(arguments)}", file=sys.stderr, flush=True)
            if "error" in report:
                found[name].failure = report["error"]
            else:
                found[name].reports.append(report)
    return found


def progress(report: dict[str, Any]) -> str:
    return report.get("error") or f"{report['build']:8.3f} s + {report['solve']:8.3f} s, {report['peak']:6.0f} MiB"


def instance(family: str, mentees: int, degree: int) -> tuple[Path, dict[str, Any]]:
    """An instance on disk, made by a child: this process must stay small, for children inherit its peak memory."""
    OUT.mkdir(exist_ok=True)
    path = OUT / f"{family}-{mentees}-{degree}.npz"
    report = child(["make", family, str(mentees), str(degree), str(path)], limit=600)
    if "error" in report:
        raise RuntimeError(f"no instance {path.name}: {report['error']}")
    return path, report
