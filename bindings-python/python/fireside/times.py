"""When the pairs of a matching meet that was made together with its times, and the proof of it.

Plain, frozen dataclasses with the names of the document ``fireside/matching/1``. Instants are ``datetime`` in UTC; what clocks show
somewhere is a text, as in the document.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .moments import utc

__all__ = ["Appointment", "LimitedCoverage", "LocalTime", "RoomCost", "SlotCost", "Times"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalTime:
    """A time as clocks somewhere show it, for example ``2026-12-01T09:00+00:00``."""

    time_zone: str
    """The zone in which the person is at the start."""
    start: str
    """The start."""
    end: str
    """The end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """When a pair meets."""

    start: datetime
    """When it starts, in UTC."""
    end: datetime
    """When it ends, in UTC: ``session_minutes`` of the policy later."""
    mentor_local: LocalTime | None = None
    """What the mentor's clocks show; ``None`` if the mentor states no availability."""
    mentee_local: LocalTime | None = None
    """What the mentee's clocks show; ``None`` if the mentee states no availability."""
    preferred: bool
    """Whether all of it is in time that both prefer. Who prefers no time prefers all they have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitedCoverage:
    """The proof that no matching that keeps to limits (quotas and circles, or the times of people) gives more mentees a mentor."""

    matched: int
    """How many mentees have a mentor."""
    bound: int
    """No matching that keeps to them gives more of them one."""
    bonus: int
    """How many points the first mentor of a mentee without a locked pair is worth more: more than any matching has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotCost:
    """The price of a mentor's slot."""

    mentor: str
    """The mentor's id."""
    start: datetime
    """When the slot starts, in UTC."""
    price: int
    """In points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomCost:
    """The price of a room for a slot."""

    start: datetime
    """When the slot starts, in UTC."""
    price: int
    """In points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """The proof that no matching whose pairs have time for each other has more points.

    A pair is worth its points less the price of its mentor, and less the prices of the slots that its session reaches into, of the mentor
    and of rooms, at the cheapest start that both have; with the objective ``"coverage"``, a mentee's first pair
    ``coverage.bonus`` more.
    """

    bound_points: int
    """No matching whose pairs have time for each other has more points; with the objective ``"coverage"``, none that gives as many
    mentees a mentor."""
    gap: int
    """``bound_points`` less the points of this matching: 0 proves that it is the best."""
    prices: Mapping[str, int]
    """Mentors' prices; those who are not listed have none."""
    slot_prices: tuple[SlotCost, ...]
    """What slots of mentors cost beyond the mentor's price, in the order of mentors and slots; none below 1."""
    room_prices: tuple[RoomCost, ...]
    """What rooms cost, in the order of slots; none below 1."""
    coverage: LimitedCoverage | None = None
    """With the objective ``"coverage"``: how many mentees have a mentor, and why no more can."""


def _appointment(*, start: str, end: str, **fields: Any) -> Appointment:
    return Appointment(start=utc(start), end=utc(end), **fields)


def _slot_cost(*, start: str, **fields: Any) -> SlotCost:
    return SlotCost(start=utc(start), **fields)


def _room_cost(*, start: str, **fields: Any) -> RoomCost:
    return RoomCost(start=utc(start), **fields)


RECORDS: dict[str, Callable[..., object]] = {
    "Appointment": _appointment,
    "LimitedCoverage": LimitedCoverage,
    "LocalTime": LocalTime,
    "RoomCost": _room_cost,
    "SlotCost": _slot_cost,
    "Times": Times,
}
"""What the native half makes of the core's records."""
