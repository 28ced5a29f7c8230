"""A second opinion on parity audits: every figure from the documentation, in plain Python, and what an outsider can work out."""

from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from math import sqrt
from statistics import median
from typing import Any, NamedTuple

import fireside as fs

METRICS = ("matched", "best", "above_median")
Z = 1.96


def cohort_document(seed: int, mentees: int, mentors: int, overlapping: bool = True) -> dict[str, Any]:
    """Random people: some topics, some who take no part, some attributes stated and some not."""
    chance = random.Random(seed)
    topics = ["rust", "law", "talks"]

    def attributes() -> dict[str, Any]:
        some: dict[str, Any] = {}
        if chance.random() < 0.9:
            some["gender"] = chance.choices(["F", "M", "X"], [8, 8, 2])[0]
        if chance.random() < 0.85:
            some["team"] = chance.choices(["red", "blue", "green", "solo"], [6, 5, 3, 1])[0]
        if chance.random() < 0.95:
            some["age"] = chance.choice([22, 28.5, 30, 41, 45, 58])
        if chance.random() < 0.7:
            some["languages"] = chance.sample(["en", "fr", "de", "pl"], chance.randint(1, 3 if overlapping else 1))
        return some

    def person(side: str, k: int) -> dict[str, Any]:
        return {"id": f"{side}{k:03}", "attributes": attributes(), "status": "paused" if chance.random() < 0.06 else "active"}

    def wants() -> list[dict[str, Any]]:
        chosen = chance.sample(topics, chance.randint(1, 2))
        return [{"topic": topic, "importance": chance.randint(1, 5), "level": chance.randint(1, 4)} for topic in chosen]

    def offers() -> list[dict[str, Any]]:
        glad = ["eager", "willing", "if_needed"]
        chosen = chance.sample(topics, chance.randint(1, 2))
        return [{"topic": topic, "level": chance.randint(1, 5), "willingness": chance.choice(glad)} for topic in chosen]

    return {
        "schema": "fireside/cohort/1",
        "topics": [{"id": topic} for topic in topics],
        "mentors": [person("m", k) | {"offers": offers(), "capacity": chance.randint(0, 3)} for k in range(mentors)],
        "mentees": [person("p", k) | {"wants": wants(), "mentors_wanted": chance.randint(1, 2)} for k in range(mentees)],
        "policy": {"min_score": chance.choice([0, 0.3, 0.5])},
    }


class Fate(NamedTuple):
    """What became of somebody."""

    matched: bool
    best: bool
    above_median: bool
    points: int


def fates(document: dict[str, Any], matching: fs.Matching, side: str, best: int) -> dict[str, Fate]:
    """Of all who take part on a side, judging every pair by itself."""
    matcher = fs.Matcher(document)
    mentors = [one["id"] for one in document["mentors"] if one["status"] == "active" and one["capacity"] > 0]
    mentees = [one["id"] for one in document["mentees"] if one["status"] == "active"]
    mine, others = (mentees, mentors) if side == "mentee" else (mentors, mentees)
    held = {one: [pair.points for pair in matching.pairings if one == getattr(pair, side)] for one in mine}
    tops = {one: max(points) for one, points in held.items() if points}
    middle = median(tops.values()) if tops else 0
    found = {}
    for one in mine:
        possible = []
        for other in others:
            explained = matcher.explain(other, one) if side == "mentee" else matcher.explain(one, other)
            if explained.eligible:
                possible.append(explained.pairing.points)
        possible.sort(reverse=True)
        bar = possible[best - 1] if len(possible) >= best else 0
        top = tops.get(one)
        found[one] = Fate(top is not None, top is not None and top >= bar, top is not None and top > middle, sum(held[one]))
    return found


def stated(value: Any, edges: Sequence[float] | None) -> list[str | float]:
    """The groups of a value."""
    if value is None:
        return []
    if isinstance(value, list):
        return list(dict.fromkeys(value))
    if isinstance(value, str) or edges is None:
        return [value]
    below = [edge for edge in edges if edge <= value]
    above = [edge for edge in edges if edge > value]
    if not below:
        return [f"<{above[0]:g}"]
    return [f"{below[-1]:g}..<{above[0]:g}" if above else f">={below[-1]:g}"]


def groups(
    document: dict[str, Any], side: str, by: Sequence[str], bands: dict[str, list[float]]
) -> dict[str, list[tuple[Any, ...]]]:
    """By person: the groups they are in; none if they do not state everything."""
    people = document["mentees"] if side == "mentee" else document["mentors"]
    return {
        one["id"]: list(product(*(stated(one["attributes"].get(name), bands.get(name)) for name in by))) for one in people
    }


def wilson(good: int, count: int) -> tuple[float, float]:
    p = good / count
    middle, spread = p + Z * Z / (2 * count), Z * sqrt(p * (1 - p) / count + Z * Z / (4 * count * count))
    whole = 1 + Z * Z / count
    return max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole)


def newcombe(one: tuple[int, int], other: tuple[int, int]) -> tuple[float, float]:
    (p, q), (l1, u1), (l2, u2) = (one[0] / one[1], other[0] / other[1]), wilson(*one), wilson(*other)
    return p - q - sqrt((p - l1) ** 2 + (u2 - q) ** 2), p - q + sqrt((u1 - p) ** 2 + (q - l2) ** 2)


def members(fate: dict[str, Fate], of: dict[str, list[tuple[Any, ...]]], row: dict[str, Any]) -> list[Fate]:
    """Who is in a row of an audit's table."""
    sizes: dict[tuple[Any, ...], int] = {}
    for one in fate:
        for group in of[one]:
            sizes[group] = sizes.get(group, 0) + 1

    def counts(one: str) -> bool:
        match row["kind"]:
            case "all":
                return True
            case "unknown":
                return not of[one]
            case "unnamed":
                return any(sizes[group] == 1 for group in of[one])
            case _:
                return tuple(row["values"]) in of[one]

    return [fate[one] for one in fate if counts(one)]


def rank(rows: list[list[Fraction]]) -> int:
    rows, found = [list(row) for row in rows], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((at for at in range(found, len(rows)) if rows[at][column]), None)
        if pivot is None:
            continue
        rows[found], rows[pivot] = rows[pivot], rows[found]
        for at in range(found + 1, len(rows)):
            if factor := rows[at][column] / rows[found][column]:
                rows[at] = [a - factor * b for a, b in zip(rows[at], rows[found], strict=True)]
        found += 1
    return found


def determined(shown: list[list[int]], hidden: list[int]) -> bool:
    """Whether sums and differences of what is shown give what is hidden."""
    exact = [[Fraction(entry) for entry in row] for row in shown]
    return rank([*exact, [Fraction(entry) for entry in hidden]]) == rank(exact)
