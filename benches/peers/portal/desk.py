"""Who is asked to talk to whom: by the matching that is kept the best, or first come, first served."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from fireside import Applied, Matcher


class Desk(Protocol):
    """A policy. It sees who waits and what the matcher says, and nothing of what people are like."""

    def note(self, applied: Applied) -> int:
        """Hears what is different; how many people see another suggestion than before, though no event names them."""

    def asks(self, minute: int, waiting: Iterable[str], matcher: Matcher) -> list[tuple[str, str, int]]:
        """Whom to ask now: mentor, mentee, points.

        :param waiting: mentees who have no conversation and want one, whoever wished first to the front.
        """


class Fireside:
    """Every so many minutes the pairs of the matching are asked; until then it may change its mind."""

    def __init__(self, pairs: Mapping[str, tuple[str, int]], every: int) -> None:
        self.every = every
        self.pairs = dict(pairs)
        """By mentee: the mentor, and what the pair is worth."""

    def note(self, applied: Applied) -> int:
        for pair in applied.lost:
            del self.pairs[pair.mentee]
        for gained in applied.gained:
            self.pairs[gained.mentee] = (gained.mentor, gained.points)
        return applied.churn

    def asks(self, minute: int, waiting: Iterable[str], matcher: Matcher) -> list[tuple[str, str, int]]:
        if minute % self.every:
            return []
        return [(mentor, mentee, points) for mentee, (mentor, points) in sorted(self.pairs.items())]


class FirstCome:
    """Whoever wished first has the best mentor with a free seat at that moment, and nothing is thought over."""

    def note(self, applied: Applied) -> int:
        return 0

    def asks(self, minute: int, waiting: Iterable[str], matcher: Matcher) -> list[tuple[str, str, int]]:
        taken: dict[str, int] = {}
        found = []
        for mentee in waiting:
            for best in matcher.suggest(mentee, 1, only_free=True, taken=taken):
                taken[best.mentor] = taken.get(best.mentor, 0) + 1
                found.append((best.mentor, mentee, best.points))
        return found
