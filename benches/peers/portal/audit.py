"""Was everything in order? Reads what was told and answered, believes nobody, and shares no code with the engine.

What it holds to: nobody is asked or has a pair in the matching who is not there, not opted in or resting; nobody has more conversations than seats, nor
seats promised beyond that; two who declined, let a proposal lapse or have met are not brought together again today; nothing is agreed
that nobody asked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from ..cohorts import Document

OPEN = {"proposed", "accepted", "scheduled"}
APART = {"declined", "expired", "cancelled", "no_show", "held"}
MOST = 20
"""Problems that are told."""


class Audit:
    """A model of its own of who is there and who talks to whom."""

    def __init__(self, document: Document) -> None:
        self.seats: dict[str, int] = {}
        self.active: set[str] = set()
        self.there: set[str] = set()
        self.mentees: set[str] = set()
        self.talks: dict[tuple[str, str], str] = {}
        self.engaged: Counter[str] = Counter()
        self.met: Counter[str] = Counter()
        self.apart: set[tuple[str, str]] = set()
        self.resting: set[str] = set()
        self.matching: set[tuple[str, str]] = set()
        self.problems: list[str] = []
        self.joined(document["mentors"], document["mentees"])

    def joined(self, mentors: Iterable[Document], mentees: Iterable[Document]) -> None:
        for role, people in (("capacity", mentors), ("mentors_wanted", mentees)):
            for person in people:
                self.there.add(person["id"])
                self.seats[person["id"]] = person.get(role, 1)
                if role == "mentors_wanted":
                    self.mentees.add(person["id"])
                if person.get("status", "active") == "active":
                    self.active.add(person["id"])

    def wrong(self, text: str) -> None:
        if len(self.problems) < MOST:
            self.problems.append(text)

    def line(self, line: dict[str, Any]) -> None:
        for event in sorted(line["events"], key=lambda event: str(event["at"])):
            self.event(event)
        self.matching -= {tuple(pair) for pair in line["lost"]}
        self.matching |= {tuple(pair) for pair in line["gained"]}
        self.look()

    def event(self, event: dict[str, Any]) -> None:
        what = event["event"]
        if what == "joined":
            self.joined(event.get("mentors", ()), event.get("mentees", ()))
        elif what == "resumed":
            self.active.add(event["person"])
        elif what in ("paused", "left"):
            self.gone(event["person"], left=what == "left")
        elif what == "changed":
            self.seats.update(event["changes"]["seats"])
        elif what != "feedback":
            self.talk((event["mentor"], event["mentee"]), event)

    def gone(self, person: str, *, left: bool) -> None:
        """Takes back what was not agreed; and who leaves, what was, too."""
        self.active.discard(person)
        if left:
            self.there.discard(person)
        for pair, state in self.talks.items():
            if person in pair and (state == "proposed" or left and state in OPEN):
                self.end(pair, "withdrawn" if state == "proposed" else "cancelled")

    def talk(self, pair: tuple[str, str], event: dict[str, Any]) -> None:
        what, state = event["event"], self.talks.get(pair)
        if what == "proposed":
            if pair in self.apart:
                self.wrong(f"{event['id']}: {pair} are asked again")
            for who in pair:
                if who not in self.there or who not in self.active or who in self.resting:
                    self.wrong(f"{event['id']}: {who} is asked, who takes no part")
                self.engaged[who] += 1
                if self.engaged[who] + self.met[who] > self.seats.get(who, 0):
                    self.wrong(f"{event['id']}: {who} has no seat")
            self.talks[pair] = what
        elif state not in OPEN:
            # What is answered when the other has gone in the same minutes means nothing.
            if state not in ("withdrawn", "cancelled"):
                self.wrong(f"{event['id']}: {what} of {pair}, whom nobody asked")
        elif what in OPEN:
            self.talks[pair] = what
        else:
            self.end(pair, what)
            if what == "held":
                self.met[pair[1]] += 1
            if what == "no_show":
                self.resting |= {
                    who for who, role in zip(pair, ("mentor", "mentee"), strict=True) if event["who"] in (role, "both")
                }

    def end(self, pair: tuple[str, str], state: str) -> None:
        self.talks[pair] = state
        for who in pair:
            self.engaged[who] -= 1
        if state in APART:
            self.apart.add(pair)

    def look(self) -> None:
        """At the matching as it is."""
        promised: Counter[str] = Counter()
        for pair in self.matching:
            promised.update(pair)
            if pair in self.apart or self.talks.get(pair) in OPEN:
                self.wrong(f"{pair} are matched, who are apart")
            if not all(who in self.there and who in self.active and who not in self.resting for who in pair):
                self.wrong(f"{pair} are matched, of whom one takes no part")
        for who, count in promised.items():
            if count + self.engaged[who] + self.met[who] > self.seats.get(who, 0):
                self.wrong(f"{who} has {count} seats promised too many")


def audit(document: Document, matched: Iterable[tuple[str, str]], lines: Iterable[dict[str, Any]]) -> list[str]:
    """What was not in order, at most 20 of it.

    :param document: the cohort before anything happened, and ``matched``, mentor and mentee, its matching.
    """
    book = Audit(document)
    book.matching = set(matched)
    book.look()
    for line in lines:
        book.line(line)
    return book.problems
