"""Assignment problems on bare edges, in families that are hard in different ways. ``benches/src/edges.rs`` has the same
families, drawn with other dice."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.int64]
Indices: TypeAlias = NDArray[np.uint32]

FAMILIES = {
    "even": "as many seats as mentees",
    "tight": "8 seats for 10 mentees",
    "slack": "13 seats for 10 mentees",
    "five": "weights with five values",
    "hubs": "1 mentor in 100 has half of the seats and a third of the edges",
    "clusters": "20 departments, 9 edges in 10 within",
    "identical": "mentors in fifties that nobody can tell apart",
    "wide": "1 to 200 seats a mentor",
    "islands": "languages of 100 mentors, none in common",
}
"""What makes them hard. If not said otherwise, weights are part luck, part the mentor's quality: 1 to 1,000,000."""


@dataclass(frozen=True)
class Instance:
    """Edges in the order of mentees, then mentors, none twice; a mentee has one seat."""

    mentee: Indices
    mentor: Indices
    weight: Ints
    seats: Indices
    mentees: int

    @property
    def mentors(self) -> int:
        return len(self.seats)

    @property
    def edges(self) -> int:
        return len(self.weight)

    def save(self, path: Path) -> None:
        with path.open("wb") as file:
            np.savez(
                file, mentee=self.mentee, mentor=self.mentor, weight=self.weight, seats=self.seats, mentees=self.mentees
            )

    @classmethod
    def load(cls, path: Path) -> Instance:
        with np.load(path) as parts:
            return cls(
                **{name: parts[name] for name in ("mentee", "mentor", "weight", "seats")}, mentees=int(parts["mentees"])
            )

    def total(self, chosen: Ints) -> int:
        """What the chosen edges are worth, if nobody has more of them than seats."""
        if len(np.unique(chosen)) < len(chosen):
            raise AssertionError("an edge is chosen twice")
        if len(np.unique(self.mentee[chosen])) < len(chosen):
            raise AssertionError("a mentee is matched twice")
        if (np.bincount(self.mentor[chosen], minlength=self.mentors) > self.seats).any():
            raise AssertionError("a seat is sold twice")
        return int(self.weight[chosen].sum())


def make(family: str, mentees: int, *, degree: int = 50, seed: int = 1) -> Instance:
    """``mentees`` mentees with ``degree`` draws of a mentor each, to a fifth as many mentors; doubles are dropped."""
    dice = np.random.Generator(np.random.PCG64(seed))
    mentors = max(mentees // 5, 1)
    quality = dice.integers(1_000_000, size=mentors)
    seats = _seats(family, mentees, mentors, dice)
    drawn = np.sort(_mentors(family, mentees, mentors, degree, dice), axis=1)
    kept = np.ones(drawn.shape, dtype=bool)
    kept[:, 1:] = drawn[:, 1:] != drawn[:, :-1]
    mentor = drawn[kept]
    mentee = np.repeat(np.arange(mentees, dtype=np.uint32), kept.sum(axis=1))
    weight = _weights(family, mentee, mentor, quality, dice)
    return Instance(mentee, mentor, weight, seats, mentees)


def _seats(family: str, mentees: int, mentors: int, dice: np.random.Generator) -> Indices:
    if family == "hubs":
        of_hubs = np.bincount(dice.integers(max(mentors // 100, 1), size=mentees // 2), minlength=mentors)
        of_all = np.bincount(dice.integers(mentors, size=mentees - mentees // 2), minlength=mentors)
        all_seats: Indices = (of_hubs + of_all).astype(np.uint32)
        return all_seats
    if family == "wide":
        # s or more, one time in s; as long as there are mentees left.
        wanted = 200 // (1 + dice.integers(200, size=mentors))
        left: Indices = np.diff(np.minimum(wanted.cumsum(), mentees), prepend=0).astype(np.uint32)
        return left
    seats = mentees * {"tight": 8, "slack": 13}.get(family, 10) // 10
    one_more: Indices = (np.arange(mentors) < seats % mentors).astype(np.uint32)
    each: Indices = one_more + np.uint32(seats // mentors)
    return each


def _mentors(family: str, mentees: int, mentors: int, degree: int, dice: np.random.Generator) -> Indices:
    size = (mentees, degree)
    anybody = dice.integers(mentors, size=size, dtype=np.uint32)
    if family == "hubs":
        hub = dice.integers(max(mentors // 100, 1), size=size, dtype=np.uint32)
        return np.where(dice.random(size) < 0.3, hub, anybody)
    if family in ("clusters", "islands"):
        groups = 20 if family == "clusters" else max(mentors // 100, 1)
        within = mentors // groups
        of_group = (np.arange(mentees, dtype=np.uint32) % groups * within)[:, None] + anybody % within
        return np.where(dice.random(size) < 0.9, of_group, anybody) if family == "clusters" else of_group
    return anybody


def _weights(family: str, mentee: Indices, mentor: Indices, quality: Ints, dice: np.random.Generator) -> Ints:
    if family == "five":
        return dice.integers(1, 6, size=len(mentee)) * 200_000
    if family == "identical":
        return mentee.astype(np.int64) * 7919 % 1000 * 500 + quality[mentor // 50] // 2 + 1
    return dice.integers(700_000, size=len(mentee)) + quality[mentor] * 3 // 10 + 1
