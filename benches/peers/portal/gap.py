"""How far the conversations under way are from the best: of the most points that the same people could have with the same seats, were nobody in a
conversation yet, the share that is not there. The same question for every policy, each for its own people and hour."""

from __future__ import annotations

import json
from collections import Counter
from gzip import open as gzip_open
from pathlib import Path

from fireside import match_cohort

from ..cohorts import Document


def best(path: Path) -> int:
    """The most points for one snapshot: a line with the pairs under way, one with the cohort."""
    with gzip_open(path, "rt", encoding="utf-8") as file:
        talks: list[tuple[str, str]] = [(mentor, mentee) for mentor, mentee in json.loads(file.readline())]
        cohort: Document = json.loads(file.readline())
    loosen(cohort, talks)
    return match_cohort(cohort).certificate.total_points


def loosen(cohort: Document, talks: list[tuple[str, str]]) -> None:
    """Gives back the seats of conversations under way: nobody has to stay with whom they have, and everybody may."""
    engaged = Counter(who for pair in talks for who in pair)
    for role, seats in (("mentors", "capacity"), ("mentees", "mentors_wanted")):
        for person in cohort[role]:
            taken = engaged[person["id"]]
            here = person.get("status", "active") == "active"
            free = min(person.get("open", person.get(seats, 1)), person.get(seats, 1)) if here else 0
            person["open"] = free + taken
            person[seats] = max(person.get(seats, 1), free + taken)
            if taken:
                person["status"] = "active"
    under_way = set(talks)
    cohort["apart"] = [apart for apart in cohort["apart"] if (apart["mentor"], apart["mentee"]) not in under_way]
