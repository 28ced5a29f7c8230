"""One run in a process of its own, so that its peak memory is its own. Prints one line of JSON.

python -m peers.child assign SOLVER INSTANCE
python -m peers.child ask stability|pairing|fairness|meetings LIBRARY INSTANCE…
python -m peers.child make FAMILY MENTEES DEGREE INSTANCE
python -m peers.child cohort MENTEES MENTORS verify|trust
python -m peers.child write MENTEES MENTORS DOCUMENT
python -m peers.child document DOCUMENT
python -m peers.child pipeline MENTEES MENTORS PAIRS
python -m peers.child rescore MENTEES MENTORS PAIRS
python -m peers.child best fireside|product|masked MENTEES MENTORS K POINTS|-
python -m peers.child compare POINTS POINTS
python -m peers.child live fireside MENTEES MENTORS SEATS EVENTS POINTS STATE
python -m peers.child live numpy|rows|scipy MENTEES MENTORS SEATS EVENTS POINTS
python -m peers.child live ortools STATE SOLVES
python -m peers.child portal fireside|first_come PEOPLE FOLDER WISHES
"""

from __future__ import annotations

import gc
import importlib
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

MEMORY_LIMIT = 12 << 30
"""Address space of a child: a shared machine stays alive, and the table says `out of memory`."""


def peak_mib() -> float:
    """The most memory this process has held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def cpu() -> float:
    """Seconds of processor time this process has used, on all threads."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def timed(solver: Any, instance: Any) -> tuple[dict[str, Any], Any]:
    """What building and solving take, and the answer."""
    gc.collect()
    before = peak_mib()
    start = time.perf_counter()
    problem = solver.build(instance)
    built, used = time.perf_counter(), cpu()
    answer = solver.solve(problem)
    solved, used = time.perf_counter(), cpu() - used
    peak = peak_mib()
    return {"build": built - start, "solve": solved - built, "cpu": used, "peak": peak, "added": peak - before}, answer


def assign(name: str, path: str) -> dict[str, object]:
    from .instances import Instance
    from .solvers import SOLVERS

    solver = SOLVERS[name][0]()
    instance = Instance.load(Path(path))
    report, answer = timed(solver, instance)
    chosen = solver.chosen(instance, answer)
    return report | {"objective": instance.total(chosen), "chosen": len(chosen)}


def ask(question: str, name: str, *of_instance: str) -> dict[str, object]:
    """One library's answer to one of the questions besides assignment."""
    module = importlib.import_module(f".{question}", __package__)
    contestant = module.CONTESTANTS[name][0]()
    instance = module.instance(*of_instance)
    report, answer = timed(contestant, instance)
    return report | {"objective": contestant.objective(instance, answer)}


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


def write(mentees: str, mentors: str, path: str) -> dict[str, object]:
    from . import cohorts

    Path(path).write_text(json.dumps(cohorts.cohort(int(mentees), int(mentors), plain=True)), encoding="utf-8")
    return {}


def document(path: str) -> dict[str, object]:
    """A cohort from a JSON text: as dicts, a million people alone would fill the memory that is to be measured."""
    from fireside import Cohort, match_cohort

    start = time.perf_counter()
    people = Cohort.from_json(Path(path).read_bytes())
    built, used = time.perf_counter(), cpu()
    matching = match_cohort(people)
    return {
        "build": built - start,
        "solve": time.perf_counter() - built,
        "cpu": cpu() - used,
        "peak": peak_mib(),
        "total": matching.certificate.total_points,
        "gap": matching.certificate.gap,
        "scope": matching.certificate.scope,
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


def best(how: str, mentees: str, mentors: str, k: str, path: str) -> dict[str, object]:
    """The time that the best `k` of every mentee take; and their points, in order, if a path is given."""
    import numpy as np
    from fireside import Cohort, Matcher

    from . import cohorts
    from . import pipeline as by_hand

    document = cohorts.cohort(int(mentees), int(mentors), plain=True)
    gc.collect()
    before = peak_mib()
    start = time.perf_counter()
    if how == "fireside":
        matcher = Matcher(Cohort.from_dict(document))
        built = time.perf_counter()
        lists = matcher.shortlists(int(k))
        solved = time.perf_counter()
        mentee, points = np.asarray(lists.mentee), np.asarray(lists.points)
    else:
        matrices = by_hand.matrices(document)
        built = time.perf_counter()
        mentee, _, score = by_hand.best(matrices, int(k), masks=how == "masked")
        solved = time.perf_counter()
        points = np.rint(score.astype(np.float64) * 1e6)
    peak = peak_mib()
    if path != "-":
        # The cohort sorts people by id, which here is their order in the document.
        order = np.lexsort((-points.astype(np.int64), mentee))
        np.savez(path, mentee=mentee[order], points=points[order].astype(np.int64))
    return {"build": built - start, "solve": solved - built, "peak": peak, "added": peak - before}


def compare(one: str, other: str) -> dict[str, object]:
    """How many places of two lists of points differ by more than rounding."""
    import numpy as np

    from .whole import ROUNDING

    ours, theirs = np.load(one), np.load(other)
    if not np.array_equal(ours["mentee"], theirs["mentee"]):
        return {"error": "not the same number of mentors for every mentee"}
    return {"different": int((np.abs(ours["points"] - theirs["points"]) > ROUNDING).sum())}


def live(name: str, *arguments: str) -> dict[str, object]:
    """One contestant's times on a cohort that events change."""
    from . import events

    return events.run(name, *arguments) | {"peak": peak_mib()}


def portal(policy: str, people: str, folder: str, wishes: str) -> dict[str, object]:
    """A simulated day under one policy."""
    from .portal.run import simulate

    return simulate(policy, int(people), Path(folder), wishes=float(wishes)) | {"peak": peak_mib()}


COMMANDS: dict[str, Callable[..., dict[str, object]]] = {
    "assign": assign,
    "ask": ask,
    "make": make,
    "cohort": cohort,
    "write": write,
    "document": document,
    "pipeline": pipeline,
    "rescore": rescore,
    "best": best,
    "compare": compare,
    "live": live,
    "portal": portal,
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
