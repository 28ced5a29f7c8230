"""What is to be different: changes to a cohort, as data. A field that is left out stays as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from .model import (
    Affinity,
    Apart,
    Horizon,
    Language,
    LivePolicy,
    Mentee,
    Mentor,
    Pair,
    Rule,
    TaxonomyPolicy,
    Topic,
    Want,
    WeeklyWindow,
    Weights,
)

__all__ = ["Changes", "ChangesLike", "PolicyChanges"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyChanges:
    """Fields of a ``Policy`` that are to be different. What is ``None`` stays as it is; lists replace lists."""

    weights: Weights | None = None
    """Of the weights too, those that are ``None`` stay as they are."""
    mentor_weights: Weights | None = None
    """Over the mentors' weights as they are, or over everybody's if mentors have none of their own."""
    rules: Sequence[Rule] | None = None
    """All rules anew. To change some, ``Changes.drop_rules`` and ``Changes.add_rules``."""
    session_minutes: int | None = None
    """How long a conversation is."""
    slot_minutes: int | None = None
    """The grid on which conversations start."""
    min_overlap_minutes: int | None = None
    """The least common time of two people who both state availability."""
    horizon: Horizon | None = None
    """The stretch of time that is planned for."""
    min_score: float | None = None
    """The least score of a pair."""
    blank_wants: Literal["ask", "open"] | None = None
    """What happens to a mentee who asks for no topic."""
    hidden_attributes: Sequence[str] | None = None
    """Attributes that rules may use and no output shows."""
    name_holders: bool | None = None
    """Whether explanations name the mentees who have a mentor's seats."""
    taxonomy: TaxonomyPolicy | None = None
    """What a step through the taxonomy keeps of the interest."""
    unknown_topics: Literal["error", "adopt"] | None = None
    """What happens to a topic that the cohort does not define."""
    live: LivePolicy | None = None
    """Of this too, fields that are ``None`` stay as they are, also within ``learning``."""
    language: Language | None = None
    """In which language answers are."""
    phrases: Mapping[str, str] | None = None
    """The host's own words, all anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Changes to a cohort; ``Cohort.changed`` makes another cohort of them, ``Matcher.what_if`` says what they would do.

    A change says how things are to be, so one that already holds changes nothing. Only two would lose something without a word and
    are errors: to add somebody who is there, and to say two different things of one person.
    """

    policy: PolicyChanges | Mapping[str, Any] | None = None
    """Fields of the policy that are to be different."""
    drop_rules: Sequence[int] = ()
    """Positions, from 0, of rules that are to go."""
    add_rules: Sequence[Rule | Mapping[str, Any]] = ()
    """Rules that are to come, after all others."""
    seats: Mapping[str, int] | None = None
    """By mentor: how many mentees at most (``capacity``)."""
    wanted: Mapping[str, int] | None = None
    """By mentee: how many mentors they would like (``mentors_wanted``)."""
    more_seats: Mapping[str, int] | None = None
    """By mentor: how many seats more, all of them open: ``capacity``, and ``open`` and the minutes of ``budget`` where they are stated."""
    more_wants: Mapping[str, Sequence[Want | Mapping[str, Any]]] | None = None
    """By mentee: what they ask for besides."""
    more_windows: Mapping[str, Sequence[WeeklyWindow | Mapping[str, Any]]] | None = None
    """By mentee who states availability: weekly windows besides."""
    pause: Sequence[str] = ()
    """Who is to take no part, in either role."""
    resume: Sequence[str] = ()
    """Who is to take part, in both roles."""
    add_topics: Sequence[Topic | Mapping[str, Any]] = ()
    """Topics that are to come."""
    add_mentors: Sequence[Mentor | Mapping[str, Any]] = ()
    """Mentors who join."""
    add_mentees: Sequence[Mentee | Mapping[str, Any]] = ()
    """Mentees who join."""
    replace_mentors: Sequence[Mentor | Mapping[str, Any]] = ()
    """Mentors as they are to be, whole, each in place of the one with the same id."""
    replace_mentees: Sequence[Mentee | Mapping[str, Any]] = ()
    """Mentees as they are to be, whole, each in place of the one with the same id."""
    remove_mentors: Sequence[str] = ()
    """Mentors who leave. Locks, affinities, ``apart``, ``incumbents`` and others' ``prefers`` and ``blocks`` forget them; the history
    does not."""
    remove_mentees: Sequence[str] = ()
    """Mentees who leave, likewise."""
    lock: Sequence[Pair | Mapping[str, Any]] = ()
    """Pairs that must be in the result."""
    unlock: Sequence[Pair | Mapping[str, Any]] = ()
    """Pairs that need not be in the result any more."""
    affinities: Sequence[Affinity | Mapping[str, Any]] = ()
    """The host's own signal for these pairs, in place of what it was."""
    apart: Sequence[Apart | Mapping[str, Any]] = ()
    """Pairs that may not be for now, each in place of what was said of it."""
    together: Sequence[Pair | Mapping[str, Any]] = ()
    """Pairs that may be again."""
    incumbents: Sequence[Pair | Mapping[str, Any]] | None = None
    """All pairs that people know of already, in place of those that were."""


ChangesLike: TypeAlias = Changes | Mapping[str, Any]
"""Changes, or a dict with the same fields."""
