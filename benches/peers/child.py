"""One run in a process of its own, so that its peak memory is its own. Prints one line of JSON.

python -m peers.child assign SOLVER INSTANCE
python -m peers.child make FAMILY MENTEES DEGREE INSTANCE
python -m peers.child cohort MENTEES MENTORS verify|trust
python -m peers.child pipeline MENTEES MENTORS PAIRS
python -m peers.child rescore MENTEES MENTORS PAIRS
"""

from __future__ import annotations

import gc
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

MEMORY_LIMIT = 12 << 30
"""Address space of a child: a shared machine stays alive, and the table says `out of memory`."""


def peak_mib() -> float:
    """The most memory this process has held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def cpu() -> float:
    """Seconds of processor time this process has used, on all threads."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def assign(name: str, path: str) -> dict[str, object]:
    from .instances import Instance
    from .solvers import SOLVERS

    solver = SOLVERS[name][0]()
    instance = Instance.load(Path(path))
    gc.collect()
    before = peak_mib()
    start = time.perf_counter()
    problem = solver.build(instance)
    built, used = time.perf_counter(), cpu()
    answer = solver.solve(problem)
    solved, used = time.perf_counter(), cpu() - used
    peak = peak_mib()
    chosen = solver.chosen(instance, answer)
    return {
        "build": built - start,
        "solve": solved - built,
        "cpu": used,
        "peak": peak,
        "added": peak - before,
        "objective": instance.total(chosen),
        "chosen": len(chosen),
    }


def make(family: str, mentees: str, degree: str, path: str) -> dict[str, object]:
    from . import instances

    instance = instances.make(family, int(mentees), degree=int(degree))
    instance.save(Path(path))
    return {"mentors": instance.mentors, "edges": instance.edges, "seats": int(instance.seats.sum())}


def cohort(mentees: str, mentors: str, check: str) -> dict[str, object]:
    from fireside import Cohort, match_cohort

    from . import cohorts

    document = cohorts.cohort(int(mentees), int(mentors), plain=True)
    gc.collect()
    before = peak_mib()
    start = time.perf_counter()
    people = Cohort.from_dict(document)
    built = time.perf_counter()
    matching = match_cohort(people)
    solved = time.perf_counter()
    peak = peak_mib()
    if check == "verify":
        matching.verify(people)
    return {
        "build": built - start,
        "solve": solved - built,
        "peak": peak,
        "added": peak - before,
        "total": matching.certificate.total_points,
        "pairs": len(matching.pairings),
    }


def pipeline(mentees: str, mentors: str, path: str) -> dict[str, object]:
    import numpy as np

    from . import cohorts
    from . import pipeline as by_hand

    document = cohorts.cohort(int(mentees), int(mentors), plain=True)
    gc.collect()
    before = peak_mib()
    start = time.perf_counter()
    matrices = by_hand.matrices(document)
    built = time.perf_counter()
    mentee, mentor, total = by_hand.match(matrices)
    solved = time.perf_counter()
    peak = peak_mib()
    np.save(path, np.array([mentee, mentor]))
    return {
        "build": built - start,
        "solve": solved - built,
        "peak": peak,
        "added": peak - before,
        "total": total,
        "pairs": len(mentee),
    }


def rescore(mentees: str, mentors: str, path: str) -> dict[str, object]:
    """What fireside's score says of pairs that somebody else chose."""
    import numpy as np
    from fireside import Matcher

    from . import cohorts

    document = cohorts.cohort(int(mentees), int(mentors), plain=True)
    matcher = Matcher(document)
    total = 0
    for mentee, mentor in np.load(path).T.tolist():
        explanation = matcher.explain(document["mentors"][mentor]["id"], document["mentees"][mentee]["id"])
        if not explanation.eligible:
            raise AssertionError(f"the pipeline pairs people who may not meet: {explanation.reasons}")
        total += explanation.pairing.points
    return {"total": total}


COMMANDS: dict[str, Callable[..., dict[str, object]]] = {
    "assign": assign,
    "make": make,
    "cohort": cohort,
    "pipeline": pipeline,
    "rescore": rescore,
}


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    command, *arguments = sys.argv[1:]
    try:
        report = COMMANDS[command](*arguments)
    except MemoryError:
        report = {"error": "out of memory"}
    print(json.dumps(report))


if __name__ == "__main__":
    main()
