"""Made-up cohorts as plain dicts: the same people for the same seed, on every machine. Needs nothing but Python."""

from __future__ import annotations

import random
from itertools import accumulate
from typing import Any

AREA, TOPICS = 10, 400
"""Topics of an area, the area itself included, and topics in all."""
ZONES = ["Europe/London", "America/New_York", "Asia/Kolkata", "Australia/Sydney", "America/Sao_Paulo"]
DAYS = ["mon", "tue", "wed", "thu", "fri"]
LANGUAGES = ["en", "de", "fr", "hi", "pt", "ja"]
# The topic at rank k is named in proportion to 1 / (k + 2) (Zipf, shifted).
POPULARITY = list(accumulate(1 / (rank + 2) for rank in range(TOPICS)))

Document = dict[str, Any]


def cohort(mentees: int, mentors: int, *, seed: int = 1, plain: bool = False) -> Document:
    """A document ``fireside/cohort/1``: three wants, four offers, one to three languages and three windows a week each,
    as many seats as mentees.

    :param plain: everybody in UTC, every mentor two levels ahead or more, no two offers of a mentor in one area. Then
        products of matrices say the same as the score, and a pipeline of them solves the same problem.
    """
    dice = random.Random(seed)
    return {
        "schema": "fireside/cohort/1",
        "topics": topics(),
        "mentors": [
            {
                "id": f"mentor-{k:06}",
                "name": f"Ada {k}",
                "offers": [
                    {
                        "topic": topic,
                        "level": dice.randint(3, 5) if plain else dice.randint(2, 5),
                        "willingness": dice.choice(["eager", "willing", "willing", "if_needed"]),
                    }
                    for topic in some_topics(dice, 4, apart=plain)
                ],
                "capacity": mentees // mentors + (k < mentees % mentors),
                "availability": availability(dice, plain),
                "attributes": {"languages": languages(dice)},
            }
            for k in range(mentors)
        ],
        "mentees": [
            {
                "id": f"mentee-{k:06}",
                "name": f"Bo {k}",
                "wants": [
                    {"topic": topic, "importance": dice.randint(1, 5), "level": 1 if plain else dice.randint(1, 4)}
                    for topic in some_topics(dice, 3)
                ],
                "availability": availability(dice, plain),
                "attributes": {"languages": languages(dice)},
            }
            for k in range(mentees)
        ],
        "policy": {
            "weights": {"interests": 60, "availability": 15, "preference": 0 if plain else 10, "affinity": 0},
            "rules": [{"rule": "must_share", "attribute": "languages"}],
            "horizon": {"from": "2026-12-01", "days": 14},
        },
    }


def topics() -> list[Document]:
    """Areas of ten: the first topic is the broader one of the other nine, each of which is related to the next."""
    found: list[Document] = []
    for k in range(TOPICS):
        topic: Document = {"id": topic_id(k), "label": f"Topic {k}"}
        if k % AREA:
            topic["broader"] = [topic_id(k - k % AREA)]
        if k % AREA > 1:
            topic["related"] = [topic_id(k - 1)]
        found.append(topic)
    return found


def topic_id(topic: int) -> str:
    return f"topic-{topic:05}"


def some_topics(dice: random.Random, count: int, *, apart: bool = False) -> list[str]:
    found: dict[int, str] = {}
    while len(found) < count:
        # Ranks dealt out over the areas, so that popular topics are not all neighbours.
        topic = dice.choices(range(TOPICS), cum_weights=POPULARITY)[0] * 137 % TOPICS
        found.setdefault(topic // AREA if apart else topic, topic_id(topic))
    return list(found.values())


def availability(dice: random.Random, plain: bool) -> Document:
    weekly = []
    for day in dice.sample(DAYS, 3):
        start = dice.randint(8, 16)
        weekly.append({"day": day, "start": f"{start:02}:00", "end": f"{start + dice.randint(1, 3):02}:30"})
    return {"time_zone": "UTC" if plain else dice.choice(ZONES), "weekly": weekly}


def languages(dice: random.Random) -> list[str]:
    spoken = {dice.choice(LANGUAGES) for _ in range(dice.randint(1, 2))}
    return sorted(spoken | {"en"} if dice.random() < 0.85 else spoken)
