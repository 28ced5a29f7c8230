"""A cohort that events change: what is asked of every contestant, in a process of its own.

People, questions and events are drawn with dice of their own, so that all contestants get the same.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from .cohorts import Document, cohort
from .instances import Instance, Ints
from .stories import Stories

K, KEPT = 10, 50
"""Suggestions for one mentee; and how many mentors of each mentee the flow is given."""
WARM = 20
"""Questions before the first that counts."""
BUDGET = 60.0
"""Seconds after which a step takes no further event."""
Event = dict[str, Any]


def document(mentees: int, mentors: int, seats: int) -> Document:
    """The cohort of the other benches, with seats for so many percent of the mentees."""
    made = cohort(mentees, mentors, plain=True)
    wanted = mentees * seats // 100
    for k, mentor in enumerate(made["mentors"]):
        mentor["capacity"] = wanted // mentors + (k < wanted % mentors)
    return made


def drawn(mentees: int, count: int) -> list[int]:
    """The mentees who ask."""
    dice = Random(5)
    return [dice.randrange(mentees) for _ in range(count + WARM)]


def spread(times: list[float]) -> dict[str, float]:
    """Quantiles in seconds, and how many there were."""
    if not times:
        return {"count": 0}
    half, most = np.quantile(times, [0.5, 0.99])
    return {
        "p50": float(half),
        "p99": float(most),
        "most": max(times),
        "count": len(times),
        "rate": len(times) / sum(times),
    }


def timed(asks: Iterator[Callable[[], object]], budget: float = BUDGET) -> list[float]:
    """The seconds of each."""
    times: list[float] = []
    until = time.perf_counter() + budget
    for ask in asks:
        begun = time.perf_counter()
        ask()
        times.append(time.perf_counter() - begun)
        if time.perf_counter() > until:
            break
    return times


def suggestions(ask: Callable[[int], Ints], mentees: int, count: int, path: str) -> dict[str, float]:
    """The time of each question; the points of all answers, in a file."""
    answers: list[Ints] = []

    def answer(mentee: int) -> None:
        answers.append(ask(mentee))

    times = timed(partial(answer, mentee) for mentee in drawn(mentees, count))
    points = np.zeros((len(answers), K), dtype=np.int64)
    for row, found in zip(points, answers, strict=True):
        row[: len(found)] = found
    with Path(path).open("wb") as file:
        np.save(file, points)
    return spread(times[WARM:])


def peer(how: str, mentees: int, mentors: int, seats: int, count: int, path: str) -> dict[str, object]:
    from .question import QUESTIONS

    people = document(mentees, mentors, seats)
    begun = time.perf_counter()
    question = QUESTIONS[how](people)
    built = time.perf_counter() - begun

    def ask(mentee: int) -> Ints:
        return np.rint(question(mentee, K)[1].astype(np.float64) * 1e6).astype(np.int64)

    return {"build": built, "suggest": suggestions(ask, mentees, 10 * count, path)}


class Told:
    """A matcher, with the pairs that it has said are in its matching, by mentee."""

    def __init__(self, matcher: Any, pairs: dict[str, str]) -> None:
        self.matcher, self.pairs = matcher, pairs
        self.now, self.count, self.total = datetime(2026, 12, 1, 8, tzinfo=UTC), 0, 0

    def event(self, what: str, **fields: Any) -> Event:
        self.count += 1
        self.now += timedelta(seconds=1)
        return {"id": f"e-{self.count}", "at": self.now, "event": what, **fields}

    def apply(self, events: Event | list[Event]) -> None:
        applied = self.matcher.apply(events)
        if applied.gap != 0:
            raise AssertionError("the matching is not the best")
        for pair in applied.lost:
            del self.pairs[pair.mentee]
        for pair in applied.gained:
            self.pairs[pair.mentee] = pair.mentor
        self.total = applied.total_points

    def some(self, dice: Random, mentees: int) -> tuple[str, str]:
        """A mentee who has somebody, and whom."""
        for _ in range(1_000):
            mentee = f"mentee-{dice.randrange(mentees):06}"
            if mentee in self.pairs:
                return mentee, self.pairs[mentee]
        raise AssertionError("hardly anybody has somebody any more")


def declines(told: Told, dice: Random, mentees: int, count: int) -> Iterator[Callable[[], None]]:
    for _ in range(count):
        mentee, mentor = told.some(dice, mentees)
        event = told.event("declined", mentor=mentor, mentee=mentee)
        yield partial(told.apply, event)


def people(told: Told, made: Document, dice: Random, count: int) -> dict[str, dict[str, float]]:
    """Events about people, which may have to make the cohort anew."""
    stock = cohort(count, 1, seed=9, plain=True)["mentees"]
    joins = [told.event("joined", mentees=[mentee | {"id": f"new-{k}"}]) for k, mentee in enumerate(stock)]
    changes = [
        told.event("changed", changes={"seats": {f"mentor-{who:06}": 1 + dice.randrange(9)}})
        for who in dice.sample(range(len(made["mentors"])), count)
    ]
    leaves = [told.event("left", person=f"new-{k}") for k in range(count)]
    kinds = {"joined": joins, "changed": changes, "left": leaves}
    return {kind: spread(timed(partial(told.apply, event) for event in events)) for kind, events in kinds.items()}


def fireside(mentees: int, mentors: int, seats: int, count: int, answers: str, state: str) -> dict[str, object]:
    from fireside import Cohort, Matcher, match_cohort

    made = document(mentees, mentors, seats)
    # The collector would walk these millions of objects in the middle of an event.
    gc.freeze()
    begun = time.perf_counter()
    matcher = Matcher(Cohort.from_dict(made))
    report: dict[str, object] = {"build": time.perf_counter() - begun}

    def ask(mentee: int) -> Ints:
        found = matcher.suggest(made["mentees"][mentee]["id"], K)
        return np.array([pairing.points for pairing in found], dtype=np.int64)

    report["suggest"] = suggestions(ask, mentees, 10 * count, answers)

    def ask_plainly(mentee: int) -> Ints:
        return np.array([points for _, points in matcher.shortlist(made["mentees"][mentee]["id"], K)], dtype=np.int64)

    # What the others tell: who, and how many points.
    report["shortlist"] = suggestions(ask_plainly, mentees, 10 * count, answers)
    begun = time.perf_counter()
    first = matcher.matching()
    told = Told(matcher, {pairing.mentee: pairing.mentor for pairing in first.pairings})
    report["run"] = time.perf_counter() - begun
    begun = time.perf_counter()
    told.apply(told.event("tick"))
    report["first"] = time.perf_counter() - begun
    dice = Random(3)
    report["declined"] = spread(timed(declines(told, dice, mentees, count)))
    # The same state, from nothing.
    now = Cohort.from_json(matcher.cohort.to_json())
    begun = time.perf_counter()
    cold = match_cohort(now)
    report["cold"] = time.perf_counter() - begun
    if {pairing.mentee: pairing.mentor for pairing in cold.pairings} != told.pairs:
        raise AssertionError("not the pairs of a run from nothing")
    report["total"] = cold.certificate.total_points
    if told.total != report["total"]:
        raise AssertionError("not the points of a run from nothing")
    keep(matcher, made, state)
    stories = Stories(told, dice, mentees)
    report["single"] = spread(timed(partial(told.apply, event) for event in stories.events(10 * count)))
    report["hundred"] = spread(timed(partial(told.apply, some) for some in stories.batches(count // 3, 100)))
    report["shortlist_live"] = spread(timed(partial(ask_plainly, mentee) for mentee in drawn(mentees, count)))
    report["suggest_live"] = spread(timed(partial(ask, mentee) for mentee in drawn(mentees, count)))
    report |= people(told, made, dice, max(count // 30, 3))
    return report


def keep(matcher: Any, made: Document, path: str) -> None:
    """The best of every mentee with what they are worth, for solvers that know nothing but edges."""
    best = matcher.shortlists(KEPT)
    mentee, mentor, points = (np.asarray(column) for column in (best.mentee, best.mentor, best.points))
    order = np.lexsort((mentor, mentee))
    seats = np.array([each["capacity"] for each in made["mentors"]], dtype=np.uint32)
    edges = Instance(mentee[order], mentor[order], points[order].astype(np.int64), seats, len(made["mentees"]))
    edges.save(Path(path))


def ortools(state: str, count: int) -> dict[str, object]:
    """The state from nothing, over and over; after each solve somebody declines."""
    from .solvers import OrTools

    flow, edges, dice = OrTools(), Instance.load(Path(state)), Random(3)
    built, solved = [], []
    total = 0
    for k in range(count):
        begun = time.perf_counter()
        problem = flow.build(edges)
        middle = time.perf_counter()
        answer = flow.solve(problem)
        built.append(middle - begun)
        solved.append(time.perf_counter() - middle)
        chosen = flow.chosen(edges, answer)
        total = total if k else edges.total(chosen)
        kept = np.arange(edges.edges) != chosen[dice.randrange(len(chosen))]
        edges = Instance(edges.mentee[kept], edges.mentor[kept], edges.weight[kept], edges.seats, edges.mentees)
    return {"build": built[0], "built": spread(built), "solved": spread(solved), "total": total}


def run(name: str, *arguments: str) -> dict[str, object]:
    """What ``peers.child live`` does."""
    if name == "ortools":
        return ortools(arguments[0], int(arguments[1]))
    mentees, mentors, seats, count = (int(text) for text in arguments[:4])
    if name == "fireside":
        return fireside(mentees, mentors, seats, count, *arguments[4:])
    return peer(name, mentees, mentors, seats, count, arguments[4])
