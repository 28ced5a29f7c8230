"""What people do of their own accord in the course of a day: the same for every policy."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from random import Random
from typing import Any, TypeAlias

from .people import People

DAY = 24 * 60
"""Minutes."""
RHYTHM = [4, 8, 14, 20, 22, 18, 12, 16, 20, 18, 14, 10, 7, 6, 5, 5, 4, 3, 2, 1, 1, 1, 1, 2]
"""How busy each hour is, from six in the morning on."""
BURSTS = {4 * 60: 0.1, 7 * 60 + 30: 0.08}
"""At ten a newsletter goes out, and after lunch there is a talk: such a share of all wishes comes within the next minutes."""
FADING = 10.0
"""After how many minutes a burst has faded, in the mean."""
LEFT, AWAY, SEATS, SECOND_THOUGHTS = 0.003, 0.03, 0.005, 0.02
"""Shares: of people who leave, of mentors who pause for some hours, of mentors who change their seats, of wishes that are taken back."""

Happening: TypeAlias = tuple[float, dict[str, Any]]
"""A minute of the day, and an event without `id` and `at`."""


def moments(dice: Random, count: int) -> Iterator[float]:
    """Minutes at which people wish for a conversation."""
    hours = list(accumulate(RHYTHM))
    for _ in range(count):
        draw = dice.random()
        for at, share in BURSTS.items():
            if draw < share:
                yield min(at + dice.expovariate(1 / FADING), DAY - 1)
                break
            draw -= share
        else:
            yield 60 * dice.choices(range(24), cum_weights=hours)[0] + 60 * dice.random()


def day(people: People, *, seed: int) -> list[Happening]:
    """All of it, in the order of time."""
    dice = Random(f"day {seed}")
    mentors = [mentor["id"] for mentor in people.document["mentors"]]
    wishing = set(people.wishing)
    others = [mentee["id"] for mentee in people.document["mentees"] if mentee["id"] not in wishing]
    # Whoever leaves does nothing else, so that nothing is ever said of somebody who is gone.
    leaving = set(dice.sample(mentors, round(len(mentors) * LEFT))) | set(
        dice.sample(others, round(len(others) * LEFT))
    )
    staying = [mentor for mentor in mentors if mentor not in leaving]
    found: list[Happening] = [(DAY * dice.random(), {"event": "left", "person": who}) for who in sorted(leaving)]
    wishes: list[dict[str, Any]] = [{"event": "resumed", "person": who} for who in people.wishing]
    wishes += [{"event": "joined", "mentees": [mentee]} for mentee in people.new_mentees]
    for at, wish in zip(moments(dice, len(wishes)), wishes, strict=True):
        found.append((at, wish))
        if wish["event"] == "resumed" and dice.random() < SECOND_THOUGHTS:
            found.append((at + 30 + dice.expovariate(1 / 120), {"event": "paused", "person": wish["person"]}))
    for mentor in people.new_mentors:
        found.append((next(moments(dice, 1)), {"event": "joined", "mentors": [mentor]}))
    for who in dice.sample(staying, round(len(staying) * AWAY)):
        at = next(moments(dice, 1))
        found.append((at, {"event": "paused", "person": who}))
        found.append((at + dice.uniform(120, 480), {"event": "resumed", "person": who}))
    for who in dice.sample(staying, round(len(staying) * SEATS)):
        found.append((next(moments(dice, 1)), {"event": "changed", "changes": {"seats": {who: dice.randint(1, 3)}}}))
    return sorted((happening for happening in found if happening[0] < DAY), key=lambda happening: happening[0])
