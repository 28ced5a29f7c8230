"""Whether people wait as long as Matcher.waiting says: a simulated portal, what was expected on some days, and what came.

    python benches/waiting.py        the figures of RESULTS.md

20 mentors with one to three seats and two of six topics, 60 mentees (200 where nobody new comes) with one topic each, who want one mentor. A conversation takes an exponentially
distributed time, in the mean 4 to 20 days, as the mentor has it. A seat that comes free is taken at once: by somebody who waits and may meet the
mentor, as the rows say. Once in 30 days everybody who waits is told how long, and later how long it was.
Whoever comes for somebody wants what they wanted.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from statistics import mean, median

import fireside

START = datetime(2026, 1, 1, tzinfo=UTC)
TOPICS = [f"t{k}" for k in range(6)]
FIRST, EVERY, LAST, END = 60, 30, 300, 600


@dataclass
class Portal:
    """Who decides who gets a seat, and whether somebody new comes for each who has a mentor."""

    chance: bool
    newcomers: bool
    alike: bool
    dice: Random
    now: float = 0
    number: int = 0
    wants: dict[str, str] = field(default_factory=dict)
    ends: list[tuple[float, str, str]] = field(default_factory=list)
    began: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.offers = {f"m{k:02}": self.dice.sample(TOPICS, 2) for k in range(20)}
        self.days = {id: self.dice.uniform(4, 20) for id in self.offers}
        mentors = [
            {"id": id, "capacity": self.dice.randint(1, 3), "offers": [{"topic": topic, "level": 5, "willingness": "eager"} for topic in topics]}
            for id, topics in self.offers.items()
        ]
        mentees = [self.newcomer() for _ in range(60 if self.newcomers else 200)]
        self.matcher = fireside.Matcher({"topics": [{"id": topic} for topic in TOPICS], "mentors": mentors, "mentees": mentees})

    def newcomer(self, topic: str | None = None) -> dict[str, object]:
        id, topic = f"e{len(self.wants):05}", topic or self.dice.choice(TOPICS)
        self.wants[id] = topic
        return {"id": id, "wants": [{"topic": topic, "level": 1 if self.alike else self.dice.randint(1, 5)}]}

    def tell(self, *events: dict[str, object]) -> None:
        at = START + timedelta(days=self.now)
        self.number += len(events)
        self.matcher.apply([{"id": f"{self.number}-{k}", "at": at, **event} for k, event in enumerate(events)])

    def seats(self) -> None:
        """Every seat that is free is taken, if anybody waits for it."""
        while pairs := list(self.matcher.matching().pairings):
            for pair in pairs:
                mentor, mentee = pair.mentor, pair.mentee
                if self.chance:
                    can = [id for id, topic in self.wants.items() if topic in self.offers[mentor] and id not in self.began]
                    mentee = self.dice.choice(can)
                self.began[mentee] = self.now
                heapq.heappush(self.ends, (self.now + self.dice.expovariate(1 / self.days[mentor]), mentor, mentee))
                more = {"event": "joined", "mentees": [self.newcomer(self.wants[mentee])]}
                about = {"mentor": mentor, "mentee": mentee}
                self.tell({"event": "proposed", **about}, {"event": "accepted", **about}, *([more] if self.newcomers else []))
                if self.chance:
                    break

    def run(self, until: float) -> None:
        while self.ends and self.ends[0][0] <= until:
            self.now, mentor, mentee = heapq.heappop(self.ends)
            self.tell({"event": "held", "mentor": mentor, "mentee": mentee}, {"event": "left", "person": mentee})
            self.seats()
        self.now = until
        self.tell({"event": "tick"})


def promises(portal: Portal) -> Iterator[tuple[fireside.ExpectedWait, float, bool]]:
    """What was expected, and how many hours it was, and whether the wait ended then, or the simulation."""
    portal.seats()
    told = []
    days = range(FIRST, LAST, EVERY) if portal.newcomers else range(10, 50, 10)
    for day in days:
        portal.run(day)
        told += [(one.mentee, day, one.expected) for one in portal.matcher.waiting().waiting if one.expected]
    portal.run(END)
    for mentee, day, expected in told:
        began = portal.began.get(mentee)
        yield expected, ((END if began is None else began) - day) * 24, began is not None


def main() -> None:
    """See the top."""
    print("| a seat goes to | promises | expected, h | came, h (mean / median) | came / expected | within the range | still waiting |")
    print("|---|---|---|---|---|---|---|")
    for words, chance, newcomers, alike in (
        ("anybody by chance; somebody new comes for each", True, True, True),
        ("anybody by chance; nobody new comes", True, False, True),
        ("whom the matching has, all worth the same; somebody new comes for each", False, True, True),
        ("whom the matching has, by level; somebody new comes for each", False, True, False),
        ("whom the matching has, by level; nobody new comes", False, False, False),
    ):
        found = list(promises(Portal(chance=chance, newcomers=newcomers, alike=alike, dice=Random(11))))
        done = [(wait, hours) for wait, hours, ended in found if ended]
        expected, came = mean(wait.hours for wait, *_ in found), median(hours for _, hours, _ in found)
        # Of waiting times some of which are cut off: all that was waited, by how many waits ended.
        length = sum(hours for _, hours, _ in found) / len(done)
        # Who still waits is within the range if it ends later.
        within = mean(wait.low <= hours <= wait.high if ended else hours <= wait.high for wait, hours, ended in found)
        figures = f"{len(found):,} | {expected:.0f} | {length:.0f} / {came:.0f} | {length / expected:.2f}"
        print(f"| {words} | {figures} | {within:.0%} | {len(found) - len(done)} |", flush=True)


if __name__ == "__main__":
    main()
