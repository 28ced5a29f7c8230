"""What a ``Matcher`` answers to events, and what it knows of conversations and people.

Plain, frozen dataclasses with the names of the documents. Times are ``datetime`` in UTC.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, TypeAlias, cast

from .journal import Absent, Role
from .model import Pair, PersonStatus
from .moments import utc

__all__ = [
    "Applied",
    "Conversation",
    "ConversationState",
    "EventNote",
    "EventOutcome",
    "GainedPair",
    "Odds",
    "Outcome",
    "PersonStanding",
    "RoleStanding",
]

EventOutcome: TypeAlias = Literal["applied", "no_effect", "duplicate", "id_taken", "too_many"]
"""What became of an event.

- ``"applied"``: something is different for it.
- ``"no_effect"``: it says nothing new, or comes when it cannot mean anything. It is remembered, and nothing is different.
- ``"duplicate"``: the same event came before.
- ``"id_taken"``: another event has the same id. This one is not remembered.
- ``"too_many"``: there are too many events of these two, or of this person. It is not remembered.
"""

EventNote: TypeAlias = Literal["unknown_person", "seats_exceeded", "paused"]
"""What a host should know of an event that was taken all the same.

- ``"unknown_person"``: it names somebody who is not in the cohort, or not in that role.
- ``"seats_exceeded"``: somebody has more conversations now than seats. Nobody is proposed to them until they have a seat again.
- ``"paused"``: somebody is asked who is not to be matched for now.
"""

ConversationState: TypeAlias = Literal[
    "proposed", "accepted", "scheduled", "held", "no_show", "declined", "withdrawn", "cancelled", "expired"
]
"""Where a conversation stands. The first three take a seat of each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one event."""

    id: str
    """The event's id."""
    outcome: EventOutcome
    """What became of it."""
    notes: tuple[EventNote, ...] = ()
    """What a host should know of it, if there is anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """Where the latest conversation of two stands."""

    mentor: str
    """The mentor's id."""
    mentee: str
    """The mentee's id."""
    state: ConversationState | None
    """Where it stands; ``None`` if an event that came late says that there was none."""
    since: datetime | None
    """Since when."""
    asked_by: Role | None = None
    """Who asked."""
    start: datetime | None = None
    """When it starts."""
    minutes: int | None = None
    """How long it is, or was."""
    absent: Absent | None = None
    """Who did not appear."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GainedPair:
    """A pair that is in the matching now."""

    mentor: str
    """The mentor's id."""
    mentee: str
    """The mentee's id."""
    points: int
    """What the pair is worth, of 1,000,000."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """What became of some events, and what is different for them: the document ``fireside/applied/1``."""

    schema: str
    """Always ``fireside/applied/1``."""
    now: datetime
    """The time of the latest event so far, which is what a matcher takes the time to be."""
    events: tuple[Outcome, ...]
    """One for each event, in the order in which they were given."""
    conversations: tuple[Conversation, ...]
    """The conversations that stand otherwise than before, in the order of mentor, then mentee."""
    gained: tuple[GainedPair, ...]
    """Pairs that are in the matching now and were not before, in the order of mentee, then mentor: whom to propose next."""
    lost: tuple[Pair, ...]
    """Pairs that were in the matching before and are not any more, likewise."""
    churn: int
    """How many mentees have other mentors in the matching than before although no event names them."""
    total_points: int
    """The points of the matching."""
    gap: int | None
    """How many more points there may be: 0 unless the timeout came first; ``None`` if it left no time to tell."""
    _document: str = field(repr=False, compare=False)

    def to_json(self) -> str:
        """The document, on one line; the same bytes in every language."""
        return self._document

    def to_dict(self) -> dict[str, Any]:
        """The document as dicts and lists, times as text."""
        # Few need it, and importing the package is to be quick.
        from json import loads

        return cast("dict[str, Any]", loads(self._document))


@dataclass(frozen=True, slots=True, kw_only=True)
class Odds:
    """How likely something is, and what that rests on."""

    value: float
    """From 0 to 1."""
    successes: int
    """How often it was so."""
    observations: int
    """Out of how many times."""
    text: str
    """In words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleStanding:
    """Seats in one role."""

    seats: int
    """``capacity`` of a mentor, ``mentors_wanted`` of a mentee."""
    open: int
    """How many are open: without those that conversations take, that a budget does not allow, and that a mentee has had. None while
    they rest."""
    engaged: int
    """Conversations that take a seat, proposals among them."""
    resting_until: datetime | None
    """Nobody is matched with them until then."""
    passed_over: int
    """How often they were passed over; for mentees."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonStanding:
    """What is known of somebody for what happened."""

    person: str
    """Their id."""
    status: PersonStatus
    """Whether they take part."""
    as_mentor: RoleStanding | None
    """As a mentor, if they are one."""
    as_mentee: RoleStanding | None
    """As a mentee, if they are one."""
    responsiveness: Odds | None
    """How likely they answer when they are asked; ``None`` as long as they never were."""
    reliability: Odds | None
    """How likely they appear; ``None`` as long as they were never expected."""


def _moment(text: str | None) -> datetime | None:
    return None if text is None else utc(text)


def _conversation(*, since: str | None, start: str | None = None, **fields: Any) -> Conversation:
    return Conversation(since=_moment(since), start=_moment(start), **fields)


def _applied(*, now: str, **fields: Any) -> dict[str, Any]:
    return {"now": utc(now), **fields}


def _role_standing(*, resting_until: str | None, **fields: Any) -> RoleStanding:
    return RoleStanding(resting_until=_moment(resting_until), **fields)


RECORDS: dict[str, Callable[..., object]] = {
    "Applied": _applied,
    "Conversation": _conversation,
    "GainedPair": GainedPair,
    "Odds": Odds,
    "Outcome": Outcome,
    "Pair": Pair,
    "PersonStanding": PersonStanding,
    "RoleStanding": _role_standing,
}
"""What the native half makes of the core's records."""
