"""A stream of events as a portal has them: many conversations under way at once, each somewhere in its story."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from random import Random
from typing import Any, Protocol

Event = dict[str, Any]

STORIES = [
    (["proposed", "accepted", "held", "feedback"], 5),
    (["proposed", "declined"], 3),
    (["proposed", "accepted", "cancelled"], 1),
    (["declined"], 1),
    (["paused", "resumed"], 2),
]
"""What happens to two people, or one, and how often."""
UNDER_WAY = 200
"""So many stories at once."""


class Teller(Protocol):
    """Who knows whom everybody would meet now."""

    def event(self, what: str, **fields: Any) -> Event: ...

    def some(self, dice: Random, mentees: int) -> tuple[str, str]: ...


class Stories:
    """Stories begin with a mentee and the mentor whom the matching has for them at that moment."""

    def __init__(self, told: Teller, dice: Random, mentees: int) -> None:
        self.told, self.dice, self.mentees = told, dice, mentees
        self.under_way: list[Iterator[Callable[[], Event]]] = []
        self.busy: set[str] = set()

    def story(self) -> Iterator[Callable[[], Event]]:
        kinds, weights = zip(*STORIES, strict=True)
        steps = self.dice.choices(kinds, weights)[0]
        mentee, mentor = self.told.some(self.dice, self.mentees)
        while mentee in self.busy:
            mentee, mentor = self.told.some(self.dice, self.mentees)
        self.busy.add(mentee)
        for step in steps:
            yield partial(self.step, step, mentor, mentee)
        self.busy.remove(mentee)

    def step(self, step: str, mentor: str, mentee: str) -> Event:
        if step in ("paused", "resumed"):
            return self.told.event(step, person=mentee)
        more = {"by": "mentee", "rating": self.dice.randint(1, 5)} if step == "feedback" else {}
        return self.told.event(step, mentor=mentor, mentee=mentee, **more)

    def next(self) -> Event:
        """The next event of any of them."""
        while True:
            if len(self.under_way) < UNDER_WAY:
                self.under_way.append(self.story())
            at = self.dice.randrange(len(self.under_way))
            event = next(self.under_way[at], None)
            if event is not None:
                return event()
            self.under_way[at] = self.under_way[-1]
            self.under_way.pop()

    def events(self, count: int) -> Iterator[Event]:
        """One by one: each is made when those before it have been told."""
        for _ in range(count):
            yield self.next()

    def batches(self, count: int, size: int) -> Iterator[list[Event]]:
        """So many at a time."""
        for _ in range(count):
            yield [self.next() for _ in range(size)]
