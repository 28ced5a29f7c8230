"""Who the people are, and what they would answer. Dispositions are hashes of names and never of the order in which anybody asks, so that
they are the same whoever asks first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from math import log
from random import Random
from typing import Any

from ..cohorts import Document, cohort

START = datetime(2026, 12, 8, 6, tzinfo=UTC)
"""When the day begins."""
MENTEES = 5
"""Of six people so many are mentees."""
AT_ONCE, NEW_MENTEES, NEW_MENTORS = 0.05, 0.1, 0.01
"""Of the mentees who wish for a conversation today: how many did so already when the day begins, and how many are not there yet. Of the mentors: how
many join today."""


@dataclass(frozen=True)
class People:
    """A cohort as it is when the day begins, and who comes to it later."""

    document: Document
    wishing: list[str]
    """Mentees who are to wish for a conversation, in a random order: those who are there, paused until then."""
    new_mentees: list[Document]
    new_mentors: list[Document]
    asked: list[str]
    """Mentees who asked somebody a week ago, and have no answer yet."""


def people(count: int, *, seed: int, wishes: float) -> People:
    """:param wishes: the share of mentees who wish for a conversation today."""
    dice = Random(f"people {seed}")
    mentees = count * MENTEES // (MENTEES + 1)
    document = cohort(mentees, count - mentees, seed=seed)
    document["policy"]["horizon"] = {"from": START.date().isoformat(), "days": 14}
    for mentor in document["mentors"]:
        mentor["capacity"] = dice.choice([1, 1, 1, 2])
    for mentee in document["mentees"]:
        # Who has not said that they want a conversation is not matched.
        mentee["status"] = "paused"
    wishing = dice.sample(range(mentees), round(mentees * wishes))
    at_once, rest = wishing[: round(len(wishing) * AT_ONCE)], wishing[round(len(wishing) * AT_ONCE) :]
    new = rest[: round(len(wishing) * NEW_MENTEES)]
    asked = dice.sample(sorted(set(range(mentees)) - set(wishing)), mentees // 100)
    for k in (*at_once, *asked, *new):
        document["mentees"][k]["status"] = "active"
    mentors = document["mentors"]
    new_mentors = set(dice.sample(range(len(mentors)), round(len(mentors) * NEW_MENTORS)))
    ids = [mentee["id"] for mentee in document["mentees"]]
    return People(
        document
        | {
            "mentors": [mentor for k, mentor in enumerate(mentors) if k not in new_mentors],
            "mentees": [mentee for k, mentee in enumerate(document["mentees"]) if k not in set(new)],
        },
        [ids[k] for k in rest[len(new) :]],
        [document["mentees"][k] for k in new],
        [mentors[k] for k in sorted(new_mentors)],
        [ids[k] for k in asked],
    )


@dataclass(frozen=True)
class Fate:
    """What becomes of a proposal: events, and how many minutes after it each comes. Nothing if nobody answers."""

    steps: tuple[tuple[float, dict[str, Any]], ...]


@dataclass(frozen=True)
class Dispositions:
    """What people are like. None of it depends on what a pair is worth, so that no policy gains by a wish of ours."""

    seed: int

    def share(self, *names: object) -> float:
        """Even in [0, 1), of the names alone."""
        text = "\0".join(str(name) for name in (self.seed, *names))
        return int.from_bytes(blake2b(text.encode(), digest_size=7).digest()) / (1 << 56)

    def minutes(self, mean: float, *names: object) -> float:
        """Exponential, of the names alone."""
        return -mean * log(1 - self.share(*names))

    def answers(self, mentor: str) -> float:
        """How likely a mentor answers at all: from 0.7 to 1."""
        return 0.7 + 0.3 * self.share("answers", mentor)

    def pace(self, mentor: str) -> float:
        """After how many minutes they answer in the mean: from 10 to 160."""
        return 10 * 16 ** self.share("pace", mentor)

    def willing(self, mentor: str) -> float:
        """How likely an answer is a yes: from 0.6 to 0.95."""
        return 0.6 + 0.35 * self.share("willing", mentor)

    def fate(self, mentor: str, mentee: str, time: int) -> Fate:
        """What becomes of the proposal if these two are asked for the `time`-th time."""
        of = (mentor, mentee, time)
        if self.share("answer", *of) >= self.answers(mentor):
            return Fate(())
        at = 1 + self.minutes(self.pace(mentor), "delay", *of)
        if self.share("yes", *of) >= self.willing(mentor):
            return Fate(((at, {"event": "declined", "by": "mentor"}),))
        steps: list[tuple[float, dict[str, Any]]] = [(at, {"event": "accepted"})]
        at += 1 + self.minutes(20, "plan", *of)
        start = at + 30 + self.minutes(240, "start", *of)
        steps.append((at, {"event": "scheduled", "start": start}))
        end = self.share("end", *of)
        if end < 0.04:
            return Fate((*steps, (at + (start - at) / 2, {"event": "cancelled"})))
        if end < 0.09:
            who = "mentor" if end < 0.06 else "mentee"
            return Fate((*steps, (start + 30, {"event": "no_show", "who": who})))
        steps.append((start + 30, {"event": "held"}))
        for by in ("mentor", "mentee"):
            if self.share("feedback", by, *of) < 0.6:
                rating = 1 + int(5 * self.share("rating", by, *of) ** 0.5)
                late = self.minutes(60, "late", by, *of)
                steps.append((start + 31 + late, {"event": "feedback", "by": by, "rating": rating}))
        return Fate(tuple(steps))
