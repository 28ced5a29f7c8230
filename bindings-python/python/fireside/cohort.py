"""The cohort: data that has been checked and resolved, once, at the door."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, TypeAlias, cast

from . import _native
from .changes import ChangesLike
from .exceptions import InvalidInputError
from .model import RECORDS, Affinity, Apart, Language, Meeting, Mentee, Mentor, Pair, Policy, Topic
from .moments import utc

__all__ = ["Cohort", "CohortLike"]


def text_of(document: str | bytes | bytearray) -> str:
    """A JSON text, decoded."""
    if not isinstance(document, (bytes, bytearray)):
        # Whatever is no text either is refused where it is read.
        return document
    try:
        return document.decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"not a JSON document: not UTF-8 at byte {error.start}"
        raise InvalidInputError(message, [("invalid_json", "", message, None)]) from None


class Cohort:
    """People, topics and policy that are right: references resolve, numbers are in range, locks can be kept.

    Immutable, cheap to share between threads, comparable, hashable and picklable. Takes the dataclasses of
    ``fireside.model`` or dicts with the same fields, in any order::

        cohort = Cohort(
            topics=[Topic(id="rust", label="Rust")],
            mentors=[Mentor(id="ada", name="Ada", offers=[Offer(topic="rust", level=5, willingness="eager")])],
            mentees=[Mentee(id="bo", name="Bo", wants=[Want(topic="rust", level=1)])],
        )

    Its lists come back in the order of ids, with every default filled in.

    :raises InvalidInputError: with *every* problem found, each with its code, path and, where one exists, a suggestion.
    """

    __slots__ = ("__weakref__", "_handle", "_parts")

    _handle: _native.Cohort
    _parts: dict[str, Any]

    def __init__(
        self,
        *,
        topics: Iterable[Topic | Mapping[str, Any]] = (),
        mentors: Iterable[Mentor | Mapping[str, Any]] = (),
        mentees: Iterable[Mentee | Mapping[str, Any]] = (),
        history: Iterable[Meeting | Mapping[str, Any]] = (),
        locked: Iterable[Pair | Mapping[str, Any]] = (),
        affinities: Iterable[Affinity | Mapping[str, Any]] = (),
        apart: Iterable[Apart | Mapping[str, Any]] = (),
        incumbents: Iterable[Pair | Mapping[str, Any]] = (),
        policy: Policy | Mapping[str, Any] | None = None,
    ) -> None:
        document = {
            "topics": topics,
            "mentors": mentors,
            "mentees": mentees,
            "history": history,
            "locked": locked,
            "affinities": affinities,
            "apart": apart,
            "incumbents": incumbents,
            "policy": policy,
        }
        self._handle = _native.Cohort.read(document)
        self._parts = {}

    @classmethod
    def _of(cls, handle: _native.Cohort) -> Cohort:
        cohort = cls.__new__(cls)
        cohort._handle = handle
        cohort._parts = {}
        return cohort

    @classmethod
    def from_json(cls, text: str | bytes | bytearray) -> Cohort:
        """Reads a document ``fireside/cohort/1``."""
        return cls._of(_native.Cohort.from_json(text_of(text)))

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> Cohort:
        """Reads a document as dicts and lists. Dataclasses, dates, enum members and numpy numbers may stand in them."""
        return cls._of(_native.Cohort.read(document))

    def to_json(self) -> str:
        """The document, canonical: people, topics and lists in the order of ids."""
        return self._handle.to_json()

    def to_dict(self) -> dict[str, Any]:
        """The document, canonical, as dicts and lists."""
        return cast("dict[str, Any]", self._handle.to_dict())

    def changed(self, changes: ChangesLike) -> Cohort:
        """The cohort that these changes would make of this one, which stays as it is.

        Those who leave are forgotten by locks, affinities, ``apart``, ``incumbents`` and others' ``prefers`` and ``blocks``.

        :raises InvalidInputError: with every problem found. The path is that of the change, which begins with ``changes``, where one
            brought the problem about by itself; else it is one of the new cohort, whose people are in the order of ids.
        """
        return Cohort._of(self._handle.changed(changes))

    def in_language(self, language: Language, phrases: Mapping[str, str] | None = None) -> Cohort:
        """The same cohort, whose answers are in another language; everything else is shared, so it costs nothing::

            german = match_cohort(cohort.in_language("de"))

        :param language: ``"en"`` or ``"de"``.
        :param phrases: the host's own words: templates by the code of a phrase, in place of the language's. Without them, those of the policy
            if it is in this language, else what ships.
        :raises InvalidInputError: for codes that are none (``unknown_choice``) and templates that cannot be read (``invalid_template``), with
            paths such as ``phrases["reason.paused"]``.
        """
        return Cohort._of(self._handle.in_language(language, phrases))

    def free_time(self, person: str) -> tuple[tuple[datetime, datetime], ...] | None:
        """When a person is free over the policy's horizon: their windows, without what is busy (with buffers) or sooner than their
        notice; each a start and an end in UTC, in order.

        ``None`` if nobody has this id or they state no availability. Of somebody who is both, the mentor's if they state it as
        one::

            cohort = Cohort(
                mentors=[
                    Mentor(
                        id="ada",
                        availability=Availability(
                            time_zone="Europe/London",
                            weekly=[WeeklyWindow(day="tue", start="09:00", end="12:00")],
                            busy=[Busy(start="2026-12-01T10:00:00Z", end="2026-12-01T12:00:00Z")],
                        ),
                    )
                ],
                policy=Policy(horizon=Horizon(from_="2026-12-01", days=7)),
            )
            [(start, end)] = cohort.free_time("ada")
            assert (start.hour, end.hour) == (9, 10)
        """
        free = self._handle.free_time(person)
        return None if free is None else tuple((utc(start), utc(end)) for start, end in free)

    def _first(self, name: str, most: int) -> tuple[Any, ...]:
        return cast("tuple[Any, ...]", self._handle.first(name, most, RECORDS))

    def _part(self, name: str) -> Any:
        try:
            return self._parts[name]
        except KeyError:
            return self._parts.setdefault(name, self._handle.part(name, RECORDS))

    @property
    def topics(self) -> tuple[Topic, ...]:
        """The taxonomy."""
        return cast("tuple[Topic, ...]", self._part("topics"))

    @property
    def mentors(self) -> tuple[Mentor, ...]:
        """Who offers conversations."""
        return cast("tuple[Mentor, ...]", self._part("mentors"))

    @property
    def mentees(self) -> tuple[Mentee, ...]:
        """Who asks for conversations."""
        return cast("tuple[Mentee, ...]", self._part("mentees"))

    @property
    def history(self) -> tuple[Meeting, ...]:
        """Pairs of earlier rounds."""
        return cast("tuple[Meeting, ...]", self._part("history"))

    @property
    def locked(self) -> tuple[Pair, ...]:
        """Pairs that must be in the result."""
        return cast("tuple[Pair, ...]", self._part("locked"))

    @property
    def affinities(self) -> tuple[Affinity, ...]:
        """The host's own signal for pairs."""
        return cast("tuple[Affinity, ...]", self._part("affinities"))

    @property
    def apart(self) -> tuple[Apart, ...]:
        """Pairs that may not be for now."""
        return cast("tuple[Apart, ...]", self._part("apart"))

    @property
    def incumbents(self) -> tuple[Pair, ...]:
        """Pairs that people know of already."""
        return cast("tuple[Pair, ...]", self._part("incumbents"))

    @property
    def policy(self) -> Policy:
        """How pairs are scored and which are allowed, with every default filled in."""
        return cast("Policy", self._part("policy"))

    def __eq__(self, other: object) -> bool:
        return self._handle.same(other._handle) if isinstance(other, Cohort) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.to_json())

    def __repr__(self) -> str:
        sizes = self._handle.sizes()
        return f"<Cohort: {sizes['mentors']} mentors, {sizes['mentees']} mentees, {sizes['topics']} topics>"

    def _repr_html_(self) -> str:
        from .notebook import cohort_html

        return cohort_html(self)

    def __reduce__(self) -> tuple[Callable[[str], Cohort], tuple[str]]:
        return Cohort.from_json, (self.to_json(),)


CohortLike: TypeAlias = Cohort | Mapping[str, Any] | str | bytes | bytearray
"""A cohort, or a document ``fireside/cohort/1`` as a dict or as a JSON text."""


def cohort_of(cohort: CohortLike) -> Cohort:
    """Whatever stands for a cohort, checked."""
    if isinstance(cohort, Cohort):
        return cohort
    if isinstance(cohort, (str, bytes, bytearray)):
        return Cohort.from_json(cohort)
    return Cohort.from_dict(cohort)
