"""Who waits for a mentor, and for how long.

Plain, frozen dataclasses with the names of the document. Times are ``datetime`` in UTC.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, TypeAlias, cast

from .moments import utc

__all__ = ["ExpectedWait", "WaitReason", "Waiting", "WaitingList"]

WaitReason: TypeAlias = Literal["nobody_eligible", "seat_free", "no_history", "no_time"]
"""Why nothing is expected.

- ``"nobody_eligible"``: no mentor could take them, however long they wait.
- ``"seat_free"``: a mentor who could take them has a seat that is free: it is not seats that they wait for, but what quotas and circles
  allow.
- ``"no_history"``: no seat was seen to come free yet.
- ``"no_time"``: the timeout came first.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedWait:
    """How long somebody is expected to wait, in hours from the time of the latest event."""

    hours: int
    """The mean, rounded."""
    low: int
    """One in ten waits no longer; rounded down."""
    high: int
    """One in ten waits longer; rounded up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Somebody who waits for a mentor."""

    mentee: str
    """Their id."""
    since: datetime | None
    """Since when: the latest of when they joined, said anew how many mentors they want or came back, and when a conversation of theirs
    ended before it was held. ``None`` if no event says so."""
    open: int
    """How many seats of theirs are open."""
    matched: int
    """How many mentors they have in the matching: fewer than that."""
    mentors: int
    """How many further mentors could take them, were a seat free."""
    seats: int
    """How many seats these mentors have in all."""
    taken: int
    """How many of them are taken: by conversations, by others of the matching, or because their mentor rests or has used a budget up."""
    expected: ExpectedWait | None
    """How long until they have a mentor, as far as that is known."""
    reason: WaitReason | None = None
    """Why it is not, if it is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingList:
    """Everybody who waits for a mentor: the document ``fireside/waiting/1``."""

    schema: str
    """Always ``fireside/waiting/1``."""
    now: datetime
    """The time of the latest event, which is what a matcher takes the time to be."""
    releases: int
    """How many seats of the mentors who take part were seen to come free."""
    seat_hours: int
    """In how many hours of these mentors' seats, rounded down."""
    ended: int
    """How many waits ended with a conversation so far."""
    waited_hours: int
    """In how many hours of waiting, of those who still wait, too; rounded down."""
    waiting: tuple[Waiting, ...]
    """Whoever waits: those of whom nobody knows since when first, then those who wait longest, then by id."""
    complete: bool
    """Whether all of it was found; if not, the timeout came first."""
    _document: str = field(repr=False, compare=False)

    def to_json(self) -> str:
        """The document, on one line; the same bytes in every language."""
        return self._document

    def to_dict(self) -> dict[str, Any]:
        """The document as dicts and lists, times as text."""
        # Few need it, and importing the package is to be quick.
        from json import loads

        return cast("dict[str, Any]", loads(self._document))


def _list(*, now: str, **fields: Any) -> dict[str, Any]:
    return {"now": utc(now), **fields}


def _waiting(*, since: str | None, **fields: Any) -> Waiting:
    return Waiting(since=None if since is None else utc(since), **fields)


RECORDS: dict[str, Callable[..., object]] = {
    "ExpectedWait": ExpectedWait,
    "Waiting": _waiting,
    "WaitingList": _list,
}
"""What the native half makes of the core's records."""
