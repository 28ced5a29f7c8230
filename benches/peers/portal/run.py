"""One day under one policy, from the first minute to the last check."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from fireside import Cohort, Journal, Matcher, Matching, match_cohort

from .audit import audit
from .desk import Desk, Fireside, FirstCome
from .gap import best
from .people import People, people
from .record import Record
from .world import World

POLICIES = ("fireside", "first_come")
WISHES = 0.5
"""The share of mentees who wish for a conversation in the course of the day."""
EVERY = 30
"""Minutes from one round of fireside's proposals to the next."""


def resident() -> int:
    """Bytes of memory that this process has now; 0 where nobody tells."""
    try:
        text = Path("/proc/self/statm").read_text(encoding="ascii")
    except OSError:
        return 0
    return int(text.split()[1]) * os.sysconf("SC_PAGE_SIZE")


def simulate(policy: str, count: int, folder: Path, *, seed: int = 1, wishes: float = WISHES) -> dict[str, Any]:
    """The figures of a day with so many people, and whatever was not in order: nothing, if all is well.

    :param folder: where the journal and what is looked at later are kept.
    """
    folder.mkdir(parents=True, exist_ok=True)
    world, matched = made(policy, people(count, seed=seed, wishes=wishes), folder, seed)
    begun = time.perf_counter()
    world.run()
    took = time.perf_counter() - begun
    record = world.record
    lines = record.close()
    wrong = audit(world.people.document, matched, lines)
    wrong += check(world, lines)
    for hour in record.hours:
        snapshot = folder / f"{hour.hour:02}.gz"
        hour.best = best(snapshot)
        snapshot.unlink()
    return {**record.figures(), "took": took, "wrong": wrong, "unserved": len(world.waiting())}


def made(policy: str, crowd: People, folder: Path, seed: int, *, step: int = 5) -> tuple[World, list[tuple[str, str]]]:
    """A day that has not begun, and the matching there is before it.

    :param step: minutes from one batch of events to the next.
    """
    matcher = Matcher(crowd.document)
    pairings = matcher.matching().pairings
    pairs = {pairing.mentee: (pairing.mentor, pairing.points) for pairing in pairings}
    desk: Desk = Fireside(pairs, EVERY) if policy == "fireside" else FirstCome()
    record = Record(folder / "journal.jsonl")
    world = World(crowd, matcher, desk, record, seed, step=step, rss=resident, snapshots=folder)
    return world, [(pairing.mentor, pairing.mentee) for pairing in pairings]


def check(world: World, lines: list[dict[str, Any]]) -> list[str]:
    """What does not hold at the end of the day."""
    matcher, wrong = world.matcher, []
    cohort = Cohort.from_json(matcher.cohort.to_json())
    cold, live = match_cohort(cohort), matcher.matching()
    if cold.to_json() != live.to_json():
        wrong.append("a run from nothing finds another matching")
    if isinstance(world.desk, Fireside):
        told = {(mentor, mentee) for mentee, (mentor, _) in world.desk.pairs.items()}
        if told != {(pairing.mentor, pairing.mentee) for pairing in live.pairings}:
            wrong.append("what was told of the matching is not the matching")
    live.verify(cohort)
    wrong += unanswered(live, matcher.cohort.to_dict())
    events = list(chain.from_iterable(line["events"] for line in lines))
    replayed = Matcher.from_journal(world.people.document, Journal(events))
    if replayed.to_state() != matcher.to_state() or replayed.matching().to_json() != live.to_json():
        wrong.append("the journal, replayed, makes another engine")
    return wrong


def unanswered(matching: Matching, cohort: Mapping[str, Any]) -> list[str]:
    """Mentees who have neither a pair nor a reason."""
    answered = {pairing.mentee for pairing in matching.pairings}
    answered |= {person.mentee for person in matching.unmatched if person.reasons}
    return [f"{mentee['id']} has no answer" for mentee in cohort["mentees"] if mentee["id"] not in answered]
