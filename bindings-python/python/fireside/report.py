"""The options of a page to look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal, TypedDict

from .insight import HostRates, Insight, Recruit

__all__ = ["ReportAudit", "ReportInsight"]


class ReportInsight(TypedDict, total=False):
    """What ``Matching.insight`` takes by name."""

    silo: str | None
    min_group: int
    best: int
    cost: HostRates | Mapping[str, object] | None
    outcomes: Mapping[str, Mapping[str, float]] | None
    recruit: Recruit | Mapping[str, object] | None
    previous: Insight | None
    since: datetime | str | None
    threads: int | None


class _Groups(TypedDict):
    by: Sequence[str]


class ReportAudit(_Groups, total=False):
    """What ``Matching.audit`` takes by name."""

    side: Literal["mentee", "mentor", "both"]
    intersections: bool
    threshold: float
    min_group: int
    best: int
    bands: Mapping[str, Sequence[float]] | None
    threads: int | None


def options_of(*, title: str | None, details: int, insight: ReportInsight | None, audit: ReportAudit | None) -> dict[str, object]:
    """The options as the core reads them."""
    asked: object = insight
    if isinstance(insight, Mapping):
        previous = insight.get("previous")
        asked = {**insight, "previous": previous.to_dict() if isinstance(previous, Insight) else previous}
    return {"title": title, "details": details, "insight": asked, "audit": audit}
