"""What happened: events that a host tells a ``Matcher``, and the document in which it stores them.

An event is a dict: an ``id`` of the host's own, when it was (``at``) and what (``event``), with the fields of that event. ``Event`` has a
type for each, so that an editor completes and a type checker checks them. Times are ``datetime`` with a zone, or texts such as
``2026-12-01T10:00:00Z``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, NotRequired, TypeAlias, TypedDict, cast

from . import _native
from .changes import Changes, PolicyChanges
from .cohort import text_of
from .model import Mentee, Mentor

__all__ = [
    "Absent",
    "ChangedEvent",
    "ConversationEvent",
    "DeclinedEvent",
    "Event",
    "EventLike",
    "EventsLike",
    "FeedbackEvent",
    "HeldEvent",
    "JoinedEvent",
    "Journal",
    "NoShowEvent",
    "PersonEvent",
    "PolicyEvent",
    "ProposedEvent",
    "Role",
    "ScheduledEvent",
    "TimeEvent",
]

Role: TypeAlias = Literal["mentor", "mentee"]
"""One of the two who talk: who offers, or who asks."""
Absent: TypeAlias = Literal["mentor", "mentee", "both"]
"""Who did not appear."""


class _Head(TypedDict):
    id: str
    """The host's own. A second event with the same id changes nothing, so an event may be told again whenever in doubt."""
    at: str | datetime
    """When it happened, by the host's clock, to the microsecond."""


class _Pair(_Head):
    mentor: str
    """The mentor's id."""
    mentee: str
    """The mentee's id."""


class ProposedEvent(_Pair):
    """One of two was asked whether they would like to talk. From here on the conversation takes a seat of each."""

    event: Literal["proposed"]
    by: NotRequired[Role | None]
    """Who asks; the other is to answer. The mentee, if absent."""


class ConversationEvent(_Pair):
    """What became of a conversation of two:

    - ``"accepted"``: whoever was asked said yes.
    - ``"expired"``: nobody answered in time; ``Matcher.due`` says when.
    - ``"withdrawn"``: whoever asked, or the host, took the proposal back.
    - ``"cancelled"``: what was agreed will not be.
    """

    event: Literal["accepted", "expired", "withdrawn", "cancelled"]


class DeclinedEvent(_Pair):
    """One of them said no, to a proposal or to a mere suggestion. It costs them nothing."""

    event: Literal["declined"]
    by: NotRequired[Role | None]
    """Who; whoever was asked, if absent."""
    reason: NotRequired[str | None]
    """Why, if they care to say. Kept in the journal and shown nowhere."""


class ScheduledEvent(_Pair):
    """They have a time."""

    event: Literal["scheduled"]
    start: NotRequired[str | datetime | None]
    """When it starts."""
    minutes: NotRequired[int | None]
    """How long it is: 1 to 1,440; the policy's ``session_minutes`` if absent."""


class HeldEvent(_Pair):
    """They talked."""

    event: Literal["held"]
    minutes: NotRequired[int | None]
    """How long it was: 1 to 1,440; as scheduled if absent."""


class NoShowEvent(_Pair):
    """Somebody did not appear."""

    event: Literal["no_show"]
    who: Absent
    """Who."""


class FeedbackEvent(_Pair):
    """What one of them thought of it."""

    event: Literal["feedback"]
    by: Role
    """Whose it is."""
    rating: int
    """From 1 (poor) to 5 (very good)."""


class JoinedEvent(_Head):
    """People who join, or are replaced whole if they are there."""

    event: Literal["joined"]
    mentors: NotRequired[Sequence[Mentor | Mapping[str, Any]] | None]
    """As mentors."""
    mentees: NotRequired[Sequence[Mentee | Mapping[str, Any]] | None]
    """As mentees."""


class PersonEvent(_Head):
    """About one person, in both roles:

    - ``"left"``: is gone.
    - ``"paused"``: is not to be matched for now.
    - ``"resumed"``: may be matched again.
    """

    event: Literal["left", "paused", "resumed"]
    person: str
    """Their id."""


class ChangedEvent(_Head):
    """Anything else about the cohort."""

    event: Literal["changed"]
    changes: Changes | Mapping[str, Any]
    """What is to be different."""


class PolicyEvent(_Head):
    """The policy."""

    event: Literal["policy"]
    policy: PolicyChanges | Mapping[str, Any]
    """What is to be different."""


class TimeEvent(_Head):
    """About nobody:

    - ``"published"``: people have been told the matching as it is now; its pairs are the incumbents from here on.
    - ``"tick"``: nothing, but time has passed.
    """

    event: Literal["published", "tick"]


Event: TypeAlias = (
    ProposedEvent
    | ConversationEvent
    | DeclinedEvent
    | ScheduledEvent
    | HeldEvent
    | NoShowEvent
    | FeedbackEvent
    | JoinedEvent
    | PersonEvent
    | ChangedEvent
    | PolicyEvent
    | TimeEvent
)
"""Something that happened."""


class Journal:
    """Events in the order in which they were told, whose form is right: what a host stores.

    Whether they fit a cohort is for a ``Matcher`` to say. Immutable, comparable, hashable and picklable::

        journal = Journal([{"id": "e-17", "at": "2026-12-01T10:00:00Z", "event": "declined", "mentor": "ada", "mentee": "bo"}])
        assert Journal.from_json(journal.to_json()) == journal

    :param events: one event or an iterable of events, as dicts (see ``Event``) or dataclasses with the same fields; or a document
        ``fireside/journal/1`` as a dict.
    :raises InvalidInputError: with *every* problem found, each with its code and path, such as ``events[0].mentor``.
    """

    __slots__ = ("__weakref__", "_handle")

    _handle: _native.Journal

    def __init__(self, events: EventsLike = ()) -> None:
        self._handle = events._handle if isinstance(events, Journal) else _native.Journal.read(events)

    @classmethod
    def from_json(cls, text: str | bytes | bytearray) -> Journal:
        """Reads a document ``fireside/journal/1``, whichever language wrote it."""
        journal = cls.__new__(cls)
        journal._handle = _native.Journal.from_json(text_of(text))
        return journal

    def to_json(self) -> str:
        """The document, on one line; the same bytes in every language."""
        return self._handle.to_json()

    def to_dict(self) -> dict[str, Any]:
        """The document as dicts and lists, times as text."""
        return cast("dict[str, Any]", self._handle.to_dict())

    @property
    def events(self) -> tuple[Event, ...]:
        """The events, as dicts with times as text: ready for ``json.dumps``. They are made anew each time, and yours to change."""
        return tuple(self.to_dict()["events"])

    def __len__(self) -> int:
        return self._handle.size()

    def __eq__(self, other: object) -> bool:
        return self._handle.same(other._handle) if isinstance(other, Journal) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.to_json())

    def __repr__(self) -> str:
        return f"<Journal of {len(self)} events>"

    def __reduce__(self) -> tuple[Callable[[str], Journal], tuple[str]]:
        return Journal.from_json, (self.to_json(),)


EventLike: TypeAlias = Event | Mapping[str, Any]
"""An event, or any dict with the fields of one. A dataclass with these fields will do, too."""
EventsLike: TypeAlias = Journal | EventLike | Iterable[EventLike]
"""One event, several in the order in which they are told, or a journal: a ``Journal``, or a document ``fireside/journal/1`` as a dict."""
