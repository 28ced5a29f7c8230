"""Sessions as invitations to calendars: what is to be sent, and what was sent before.

Plain, frozen dataclasses with the names of the document ``fireside/invitations/1``. Instants are ``datetime`` in UTC; what clocks show
somewhere is text as in the document. Invitations are in the order of mentee, then mentor.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypeAlias, TypeVar, cast

from . import _native
from .cohort import CohortLike, cohort_of, text_of
from .exceptions import InvalidInputError
from .matching import Window
from .moments import utc
from .sessions import Schedule
from .times import LocalTime

__all__ = [
    "Attendee",
    "Contact",
    "Invitation",
    "InvitationChange",
    "InvitationFigures",
    "InvitationMessage",
    "InvitationMethod",
    "Invitations",
    "write_invitations",
]

_T = TypeVar("_T")

InvitationChange: TypeAlias = Literal["new", "moved", "updated", "unchanged", "past", "cancelled", "gone"]
"""What became of a conversation:

- ``"new"``: it was not there before, or was cancelled.
- ``"moved"``: it is at another time.
- ``"updated"``: something else about it changed: who is invited, where it is, what it is called.
- ``"unchanged"``: nothing changed.
- ``"past"``: it has begun. It stays as it is, even if no schedule has it any more; 30 days after its end without attendees, description,
  location and url.
- ``"cancelled"``: no schedule has it any more.
- ``"gone"``: it was cancelled before; what is left are ids, times and the count of its messages.
"""

InvitationMethod: TypeAlias = Literal["REQUEST", "PUBLISH", "CANCEL"]
"""What a message asks of calendars (RFC 5546, section 3.2): to come; to note it, where nobody with an address comes; to strike it out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Who is written to, or who writes."""

    address: str
    """Where mail reaches them, such as ``ada@example.com``; ``mailto:`` may stand before it."""
    name: str | None = None
    """What calendars show; for people of the cohort their name there if ``None``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee:
    """Somebody who is invited."""

    person: str
    """The person's id."""
    address: str
    """Where mail reaches them."""
    name: str | None = None
    """What calendars show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationMessage:
    """An iCalendar object, and to whom it goes."""

    method: InvitationMethod
    """The method, which the content type is to name, too: ``text/calendar; charset=utf-8; method=REQUEST`` (RFC 6047, section 2.4)."""
    to: tuple[str, ...]
    """Addresses; none where the host supplied none."""
    text: str
    """The object, in lines that end in CR LF."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """A conversation as calendars know it."""

    mentor: str
    """The mentor's id."""
    mentee: str
    """The mentee's id."""
    uid: str
    """The id that it has for ever. Neither id nor name of the two can be read in it."""
    sequence: int
    """The number of the latest message about it, from 0."""
    change: InvitationChange
    """What became of it since the document before."""
    stamp: datetime
    """When it was last written, in UTC."""
    start: datetime
    """When it starts, or was to start, in UTC."""
    end: datetime
    """When it ends, in UTC."""
    local: LocalTime | None = None
    """The zone in which it is written, and what clocks show there; ``None`` if it is written in UTC."""
    summary: str | None = None
    """What it is called; ``None`` if it is gone."""
    description: str | None = None
    """What else is said of it."""
    location: str | None = None
    """Where it takes place."""
    url: str | None = None
    """A page about it."""
    attendees: tuple[Attendee, ...]
    """Whoever of the two has an address, mentor first; nobody once it is gone or long past."""
    messages: tuple[InvitationMessage, ...]
    """What is to be sent now, in order; nothing if nothing changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationFigures:
    """Invitations in figures."""

    sessions: int
    """Conversations that take place, or took place."""
    new: int
    """How many are ``"new"``."""
    moved: int
    """How many were ``"moved"``."""
    updated: int
    """How many were ``"updated"``."""
    unchanged: int
    """How many are ``"unchanged"``."""
    past: int
    """How many are ``"past"``."""
    cancelled: int
    """How many were ``"cancelled"``."""
    gone: int
    """How many are ``"gone"``."""
    messages: int
    """Messages to be sent."""


def _invitation(*, stamp: str, start: str, end: str, **fields: Any) -> Invitation:
    return Invitation(stamp=utc(stamp), start=utc(start), end=utc(end), **fields)


RECORDS: dict[str, Callable[..., object]] = {
    "Attendee": Attendee,
    "Contact": Contact,
    "Invitation": _invitation,
    "InvitationFigures": InvitationFigures,
    "InvitationMessage": InvitationMessage,
    "LocalTime": LocalTime,
    "Window": Window,
}
"""What the native half makes of the core's records."""


class Invitations:
    """The sessions of a schedule as calendars know them, what changed since the document before this one, and what is to be sent.

    It is to be kept as safely as an address book, and handed over the next time: whoever was invited is written to at the address in it
    if it is off. Immutable, cheap to share between threads, comparable, hashable and picklable.
    """

    __slots__ = ("__weakref__", "_handle", "_parts")

    _handle: _native.Invitations
    _parts: dict[str, Any]

    def __init__(self) -> None:
        raise TypeError("Invitations come from write_invitations, Invitations.from_json or Invitations.from_dict")

    @classmethod
    def _of(cls, handle: _native.Invitations) -> Invitations:
        made = cls.__new__(cls)
        made._handle, made._parts = handle, {}
        return made

    @classmethod
    def from_json(cls, text: str | bytes | bytearray) -> Invitations:
        """Reads a document ``fireside/invitations/1`` back, to hand it over the next time.

        What is in it is checked when it is used.
        """
        return cls._of(_native.Invitations.from_json(text_of(text)))

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> Invitations:
        """Reads a document as dicts and lists."""
        return cls._of(_native.Invitations.read(document))

    def to_json(self) -> str:
        """The document, on one line; the same bytes in every language."""
        return self._handle.to_json()

    def to_dict(self) -> dict[str, Any]:
        """The document as dicts and lists."""
        return cast("dict[str, Any]", self._handle.to_dict())

    def calendar_of(self, person: str) -> str | None:
        """All conversations of a person as one calendar, to be looked at or subscribed to: an iCalendar object with the method
        ``PUBLISH``, by their starts, without attendees, which has no place for them. What was cancelled is not in it.

        ``None`` if the person has no conversation, since a calendar without any is none. For everybody, O(people × invitations).

        :raises InvalidInputError: in a document that was tampered with: what cannot be written, with its path.
        """
        return self._handle.calendar_of(person)

    def free_busy(self, person: str) -> str | None:
        """When a person is busy with conversations, in both roles, over the time that was planned for: an iCalendar object with a
        ``VFREEBUSY``, in UTC; what touches is one period.

        Where the person has an address, it has the method ``PUBLISH``, with them as the ``ORGANIZER``: whose time it is. Where they
        have none, or only conversations of long ago, it has no method. ``None`` if they have no conversation at all, or the policy has no
        horizon. For everybody, O(people × invitations).

        :raises InvalidInputError: in a document that was tampered with: what cannot be written, with its path.
        """
        return self._handle.free_busy(person)

    def _part(self, name: str) -> Any:
        if name not in self._parts:
            self._parts[name] = self._handle.part(name, RECORDS)
        return self._parts[name]

    @property
    def programme(self) -> str:
        """What the conversations belong to."""
        return cast("str", self._part("programme"))

    @property
    def domain(self) -> str:
        """The part after the ``@`` of every ``uid``."""
        return cast("str", self._part("domain"))

    @property
    def stamp(self) -> datetime:
        """When it was written, in UTC."""
        return utc(self._part("stamp"))

    @property
    def organizer(self) -> Contact:
        """In whose name invitations are."""
        return cast("Contact", self._part("organizer"))

    @property
    def window(self) -> Window | None:
        """The time that was planned for; ``None`` if the policy has no horizon."""
        return cast("Window | None", self._part("window"))

    @property
    def invitations(self) -> tuple[Invitation, ...]:
        """Every conversation that was ever invited to: it grows, and never shrinks."""
        return cast("tuple[Invitation, ...]", self._part("invitations"))

    @property
    def figures(self) -> InvitationFigures:
        """What it comes to."""
        return cast("InvitationFigures", self._part("figures"))

    @property
    def time_zone_data(self) -> str:
        """The version of the time zone database."""
        return cast("str", self._part("time_zone_data"))

    def __eq__(self, other: object) -> bool:
        return self._handle.same(other._handle) if isinstance(other, Invitations) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.to_json())

    def __repr__(self) -> str:
        invitations, messages = self._handle.sizes()
        return f"<Invitations, {invitations:,} conversations, {messages:,} messages to be sent>"

    def __reduce__(self) -> tuple[Callable[[str], Invitations], tuple[str]]:
        return Invitations.from_json, (self.to_json(),)


def write_invitations(
    cohort: CohortLike,
    schedule: Schedule,
    *,
    previous: Invitations | None = None,
    programme: str,
    domain: str,
    stamp: datetime | str,
    organizer: Contact | Mapping[str, Any],
    attendees: Mapping[str, Contact | Mapping[str, Any]] | None = None,
    location: str | None = None,
    url: str | None = None,
    summary: str | None = None,
    description: str | None = None,
) -> Invitations:
    """Writes what is to be sent to people's calendars so that they have the sessions of a schedule: invitations to new sessions, updates
    of those that changed since the invitations before, and cancellations of those that are gone.

    fireside sends nothing and remembers nothing: send the messages of the document, keep it, and hand it over as ``previous`` the next
    time. A run that changes nothing has nothing to send.

    A conversation's ``uid`` never changes; it is no secret: who knows the programme and both ids can compute it. Its ``sequence``
    grows by one with every message, and there is one with every change of anything people see, also when it is cancelled or comes back. One
    that has begun by ``stamp`` is neither cancelled nor updated, unless the schedule has it at another time; for a further conversation of
    the same pair, begin with another programme. 30 days after its end it keeps no attendees, description, location and url. The document
    has an entry for every pair that ever had a conversation in the programme.

    Times are on the clocks of the mentor, else of the mentee; in UTC if neither states a zone, or where clocks show the start or the end
    for the second time. Where one of the two has no address, the other is invited alone; where neither has, the message has the method
    ``PUBLISH``. Whoever is no longer invited is told so by a ``CANCEL`` of their own, at the address in ``previous``: keep that as safely
    as your address book.

    :param cohort: a ``Cohort``, or a document ``fireside/cohort/1`` as a dict or a JSON text.
    :param schedule: when who meets.
    :param previous: the invitations before, of the same programme and domain.
    :param programme: what the conversations belong to, such as ``"mentoring 2026 Q4"``. The same pair has another conversation, to
        calendars, in another programme.
    :param domain: a domain that you own, such as ``"example.com"``: the part after the ``@`` of every ``UID``, so that nobody else has the
        same ids. Nothing is looked up there.
    :param stamp: when this is: a ``datetime`` with a zone, or a text in UTC. Seconds are left out.
    :param organizer: in whose name invitations are: a ``Contact``, or a dict with ``address`` and perhaps ``name``.
    :param attendees: who is invited if they have a conversation, by id. Nobody else is written to but whoever ``previous`` says was
        invited, to be told it is off; so whoever is left out here is told that.
    :param location: where the conversations take place: one place for all of them.
    :param url: a page about them, or to meet on, one for all of them, at most 2,000 bytes.
    :param summary: what they are called, with ``{mentor}``, ``{mentee}`` and ``{topic}`` (empty if there is none), each once at most.
        Else, or if nothing is left, "Rust: Ada and Bo".
    :param description: what else is said of them, with the same words, up to 2,000 bytes in any number of lines. Else, or if nothing is
        left, who mentors whom on what.
    :raises InvalidInputError: with everything that is wrong, under paths that begin with ``schedule``, ``previous`` or the name of a
        parameter.
    """
    sessions = _expect(schedule, Schedule, "schedule")._handle
    before = None if previous is None else _expect(previous, Invitations, "previous")._handle
    options = {
        "programme": programme,
        "domain": domain,
        "stamp": stamp,
        "organizer": organizer,
        "attendees": attendees,
        "location": location,
        "url": url,
        "summary": summary,
        "description": description,
    }
    return Invitations._of(_native.write_invitations(cohort_of(cohort)._handle, sessions, before, options))


def _expect(value: _T, kind: type[_T], path: str) -> _T:
    if isinstance(value, kind):
        return value
    message = f"expected a value of the class {kind.__name__}, found a value of the type `{type(value).__name__}`"
    raise InvalidInputError(f"{path}: {message}", [("wrong_type", path, message, None)])
