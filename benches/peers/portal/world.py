"""The day passes: what happens is told to a matcher, a desk says who is asked, and people answer as they are.

Every few minutes the world tells the matcher what happened since, in one batch; then the desk's proposals go out, in another. Whether a conversation
goes on is read from what the matcher answers: who is paused or gone takes proposals with them.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from gzip import open as gzip_open
from heapq import heappop, heappush
from pathlib import Path
from typing import Any, TypeAlias

from fireside import Applied, Matcher

from .day import DAY, day
from .desk import Desk
from .people import START, Dispositions, People
from .record import Hour, Record

SILENCE = 4 * 60
"""After so many minutes without an answer a proposal of today is given up. One of a week ago falls due by the policy."""
OPEN = ("proposed", "accepted", "scheduled")
Pair: TypeAlias = tuple[str, str]
"""Mentor, mentee."""


def moment(minute: float) -> str:
    """A minute of the day as an instant; to the second, which an event has as much of as of anything."""
    return (START + timedelta(seconds=int(minute * 60))).isoformat().replace("+00:00", "Z")


@dataclass
class World:
    """A day under one policy."""

    people: People
    matcher: Matcher
    desk: Desk
    record: Record
    seed: int
    step: int = 5
    """Minutes from one batch to the next."""
    rss: Callable[[], int] = lambda: 0
    """How much memory the process has, in bytes."""
    snapshots: Path | None = None
    """Where the cohort of every hour goes, if it is to be looked at later."""

    minute: int = 0
    told: int = 0
    active: set[str] = field(default_factory=set)
    wished: dict[str, float] = field(default_factory=dict)
    """Mentees who want a conversation and have had none, by when they wished; a dict remembers the order."""
    open: dict[Pair, tuple[str, int]] = field(default_factory=dict)
    """Conversations under way: their state, and what the pair is worth."""
    asked: dict[Pair, int] = field(default_factory=dict)
    """How often two were asked."""
    coming: list[tuple[float, int, Pair, int, dict[str, Any]]] = field(default_factory=list)
    """A heap of what becomes of conversations: when, in which order, whose, of which time that they were asked, and what."""
    talking: dict[str, int] = field(default_factory=dict)
    """How many conversations a mentee has under way."""

    def __post_init__(self) -> None:
        self.dispositions = Dispositions(self.seed)
        self.happenings = day(self.people, seed=self.seed)[::-1]
        for person in (*self.people.document["mentors"], *self.people.document["mentees"]):
            if person.get("status") != "paused":
                self.active.add(person["id"])
        busy = set(self.people.asked)
        for mentee in self.people.document["mentees"]:
            if mentee["id"] in self.active and mentee["id"] not in busy:
                self.wished[mentee["id"]] = 0.0

    def run(self) -> None:
        """The whole day."""
        self.last_week()
        hour = self.hour()
        while self.minute < DAY:
            self.minute += self.step
            self.batch(self.happened() + self.due(), hour)
            asks = self.desk.asks(self.minute, self.waiting(), self.matcher)
            self.propose(asks, hour)
            if self.minute % 60 == 0:
                self.sample(hour)
                hour = self.hour()

    def hour(self) -> Hour:
        return Hour(hour=self.minute // 60 + 1)

    def last_week(self) -> None:
        """Proposals of a week ago, which fall due today: the best mentor of each who was free."""
        events, taken = [], dict[str, int]()
        for k, mentee in enumerate(self.people.asked):
            for best in self.matcher.suggest(mentee, 1, only_free=True, taken=taken):
                taken[best.mentor] = taken.get(best.mentor, 0) + 1
                at = moment(DAY * k / len(self.people.asked) - 7 * DAY)
                events.append(self.event(at, event="proposed", mentor=best.mentor, mentee=mentee))
                self.open[best.mentor, mentee] = ("proposed", best.points)
        self.batch(events, self.hour())

    def event(self, at: str, **what: Any) -> dict[str, Any]:
        self.told += 1
        return {"id": f"e-{self.told:07}", "at": at, **what}

    def happened(self) -> list[dict[str, Any]]:
        """What people did since the last time, of their own accord or because they were asked."""
        found: list[tuple[float, dict[str, Any]]] = []
        while self.happenings and self.happenings[-1][0] <= self.minute:
            at, what = self.happenings.pop()
            found.append((at, what))
            self.own_accord(at, what)
        while self.coming and self.coming[0][0] <= self.minute:
            at, _, pair, count, what = heappop(self.coming)
            # Not if something came between; but whoever has talked may say what they thought of it.
            if self.asked[pair] == count and (pair in self.open or what["event"] == "feedback"):
                found.append((at, {**what, "mentor": pair[0], "mentee": pair[1]}))
        found.sort(key=lambda happening: happening[0])
        return [self.event(moment(at), **what) for at, what in found]

    def own_accord(self, at: float, what: dict[str, Any]) -> None:
        if what["event"] == "joined":
            for mentee in what.get("mentees", ()):
                self.wished[mentee["id"]] = at
            self.active |= {person["id"] for role in ("mentors", "mentees") for person in what.get(role, ())}
        elif what["event"] == "resumed":
            self.active.add(what["person"])
            if what["person"].startswith("mentee"):
                self.wished[what["person"]] = at
        elif what["event"] in ("paused", "left"):
            self.active.discard(what["person"])
            self.wished.pop(what["person"], None)

    def due(self) -> list[dict[str, Any]]:
        return [dict(event) for event in self.matcher.due(moment(self.minute))]

    def waiting(self) -> list[str]:
        """Who wants somebody and has nobody, in the order of their wishes."""
        return [mentee for mentee in self.wished if not self.talking.get(mentee)]

    def propose(self, asks: list[tuple[str, str, int]], hour: Hour) -> None:
        """Asks, and finds out what will become of it."""
        events = []
        for mentor, mentee, points in asks:
            pair, now = (mentor, mentee), float(self.minute)
            self.open[pair] = ("proposed", points)
            self.asked[pair] = count = self.asked.get(pair, 0) + 1
            fate = self.dispositions.fate(mentor, mentee, count).steps or ((SILENCE, {"event": "expired"}),)
            for after, what in fate:
                if "start" in what:
                    what = {**what, "start": moment(now + what["start"])}
                heappush(self.coming, (now + after, len(self.coming) + self.told, pair, count, what))
            events.append(self.event(moment(now), event="proposed", mentor=mentor, mentee=mentee))
        self.batch(events, hour)

    def batch(self, events: list[dict[str, Any]], hour: Hour) -> None:
        if not events:
            return
        begun = time.perf_counter()
        applied = self.matcher.apply(events)
        hour.seconds += time.perf_counter() - begun
        hour.events += len(events)
        hour.churn += self.desk.note(applied)
        if applied.gap != 0:
            raise AssertionError("the matching is not the best")
        self.record.keep(events, applied)
        self.notice(applied, hour)

    def notice(self, applied: Applied, hour: Hour) -> None:
        """Where conversations stand now."""
        for talk in applied.conversations:
            pair = (talk.mentor, talk.mentee)
            before, points = self.open.get(pair, (None, 0))
            if talk.state in OPEN:
                self.open[pair] = (talk.state, points)
                if before == "proposed" and talk.state != "proposed":
                    self.record.accept(
                        talk.mentor, points, self.minute - self.wished.get(talk.mentee, self.minute), hour
                    )
            elif before is not None:
                del self.open[pair]
                if talk.state == "held":
                    self.record.hold(points)
                if talk.state == "held" or talk.state == "no_show" and talk.absent != "mentor":
                    # Has what they wanted; or is not asked again for a while.
                    self.wished.pop(talk.mentee, None)
                elif pair not in self.asked and talk.mentee in self.active:
                    # Asked a week ago, and looking for somebody else from now on.
                    self.wished[talk.mentee] = float(self.minute)
        self.talking = {}
        for _, mentee in self.open:
            self.talking[mentee] = self.talking.get(mentee, 0) + 1

    def sample(self, hour: Hour) -> None:
        hour.waiting = len(self.waiting())
        hour.standing = sum(points for _, points in self.open.values())
        hour.open = len(self.open)
        hour.top = self.record.top_share()
        hour.rss = self.rss()
        self.record.hours.append(hour)
        if self.snapshots is not None:
            with gzip_open(self.snapshots / f"{hour.hour:02}.gz", "wt", compresslevel=1, encoding="utf-8") as file:
                file.write(json.dumps(list(self.open)) + "\n" + self.matcher.cohort.to_json())
