"""What was told and answered, line by line in a file as a host would have it in a database; and figures of every hour."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from fireside import Applied


@dataclass
class Hour:
    """Figures of an hour, and as it ends."""

    hour: int
    events: int = 0
    seconds: float = 0.0
    """That the matcher took for them."""
    churn: int = 0
    """How many mentees saw another suggestion than before though no event names them."""
    waits: list[float] = field(default_factory=list)
    """Of those who were accepted in this hour: minutes since they wished."""
    waiting: int = 0
    """How many have nobody."""
    open: int = 0
    """How many conversations are under way, proposals among them; and what they are worth."""
    standing: int = 0
    top: float = 0.0
    """The share of all conversations so far that the busiest tenth of the mentors have who had any."""
    rss: int = 0
    """Bytes."""
    best: int = 0
    """The most that the same people could be worth with the same seats; found later."""


class Record:
    """Of one day under one policy."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.file = path.open("w", encoding="utf-8")
        self.hours: list[Hour] = []
        self.accepted: Counter[str] = Counter()
        """Conversations by mentor."""
        self.held = self.held_points = self.accepted_points = 0
        self.outcomes: Counter[str] = Counter()
        self.kinds: Counter[str] = Counter()

    def keep(self, events: list[dict[str, Any]], applied: Applied) -> None:
        self.outcomes.update(outcome.outcome for outcome in applied.events)
        self.kinds.update(event["event"] for event in events)
        line = {
            "events": events,
            "gained": [[pair.mentor, pair.mentee] for pair in applied.gained],
            "lost": [[pair.mentor, pair.mentee] for pair in applied.lost],
        }
        self.file.write(json.dumps(line, separators=(",", ":")) + "\n")

    def accept(self, mentor: str, points: int, waited: float, hour: Hour) -> None:
        self.accepted[mentor] += 1
        self.accepted_points += points
        hour.waits.append(waited)

    def hold(self, points: int) -> None:
        self.held += 1
        self.held_points += points

    def top_share(self) -> float:
        counts = sorted(self.accepted.values(), reverse=True)
        tenth = -(-len(counts) // 10)
        return sum(counts[:tenth]) / sum(counts) if counts else 0.0

    def close(self) -> list[dict[str, Any]]:
        """Everything told and answered, in order."""
        self.file.close()
        with self.path.open(encoding="utf-8") as file:
            return [json.loads(line) for line in file]

    def figures(self) -> dict[str, Any]:
        waits = sorted(wait for hour in self.hours for wait in hour.waits)
        return {
            "hours": [asdict(hour) for hour in self.hours],
            "kinds": dict(sorted(self.kinds.items())),
            "outcomes": dict(sorted(self.outcomes.items())),
            "accepted": sum(self.accepted.values()),
            "accepted_points": self.accepted_points,
            "held": self.held,
            "held_points": self.held_points,
            "wait": [waits[int((len(waits) - 1) * share)] if waits else 0.0 for share in (0.5, 0.9)],
            "mentors": len(self.accepted),
        }
