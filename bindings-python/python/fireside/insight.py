"""What a round comes to: figures of the programme, supply and demand by topic, and gaps in what topics are called.

Plain, frozen dataclasses with the names of the document ``fireside/insight/1``: codes and numbers, ids and labels. What cannot be
known is ``None``, never 0.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, TypeAlias, cast

from . import _native
from .arrow import ArrowTable
from .cohort import text_of
from .matching import Run
from .model import Attribute, Willingness

__all__ = [
    "Association",
    "Figure",
    "FigureCode",
    "HostRates",
    "Insight",
    "InsightTable",
    "NearTopic",
    "OfBest",
    "Recruit",
    "RolledUp",
    "SiloLink",
    "SiloOthers",
    "Silos",
    "TopicSupply",
    "VocabularyGap",
    "WorthAbsence",
]

FigureCode: TypeAlias = Literal[
    "mentees",
    "mentees_blank",
    "mentors",
    "pairings",
    "coverage",
    "mentors_matched",
    "waiting",
    "waiting_hours",
    "total_points",
    "mean_points",
    "points_of_best",
    "first_choice",
    "within_best",
    "across_silos",
    "repeats",
    "new_voices",
    "gini",
    "top_tenth",
    "seats",
    "seats_taken",
    "hours_offered",
    "hours_planned",
    "hours_held",
    "conversations_held",
    "response",
    "no_show",
    "cost",
    "cost_per_conversation",
    "cost_held",
]
"""What a figure tells. *To take part* is to have a seat in this round: mentors who are not paused and have one open, mentees who
want a mentor now. Shares are ``count`` / ``of``.

- ``"mentees"``, ``"mentees_blank"``, ``"mentors"``: how many mentees take part, how many of them state no topic, how many mentors
  take part.
- ``"pairings"``: conversations that are planned.
- ``"coverage"``: of the mentees who take part, those who have a mentor. ``"mentors_matched"``: of the mentors, those who have a
  mentee.
- ``"waiting"``: how many mentees take part, ask for something (or need not, by the policy) and have fewer mentors than they want.
  ``"waiting_hours"``: for how many hours, rounded down, the one in the middle of them does, of an even number the first of the
  two; of those of whom it is known since when. Only a matcher knows.
- ``"total_points"``, ``"mean_points"``: of all pairings; of one, to the nearest point.
- ``"points_of_best"``: the points of each mentee's best pairing, 0 for those who have none, of the points of the best pair that
  each could have were nobody else there; over all mentees who take part and could meet somebody.
- ``"first_choice"``: of these, those who have a mentor with as many points as any could have. ``"within_best"``: those who have
  one of their ``best`` best: fewer than that many could have more points with them.
- ``"across_silos"``: of the pairings in which both state one value of the attribute ``silo``, those in which it is not the same.
- ``"repeats"``: of the pairings, those of people who had met before, as the cohort's ``history`` has it. ``"new_voices"``: of the
  mentors who have a mentee, those of whom it knows no meeting. Nothing without a history.
- ``"gini"``, ``"top_tenth"``: Gini's coefficient of conversations over mentors who take part, and the share of the tenth who have
  most (see ``Concentration``). Nothing without a pairing.
- ``"seats"``, ``"seats_taken"``: how many seats mentors who take part have, and the share that is taken.
- ``"hours_offered"``, ``"hours_planned"``: seats, and pairings, times a session (``policy.session_minutes``).
- ``"hours_held"``, ``"conversations_held"``: how long conversations that were held took (a session, where events do not say), and
  how many.
- ``"response"``: of the proposals of which that is known, those that were answered rather than left until they expired.
- ``"no_show"``: of the conversations that were held or should have been, those to which somebody did not appear.
- ``"cost"``, ``"cost_per_conversation"``, ``"cost_held"``: the time of both, and what each costs besides, in the smallest unit of
  the currency, rounded, halves up; of those that are planned, of each of them, and of those that were held, for as long as they
  took.
"""

InsightTable: TypeAlias = Literal["figures", "topics", "silos", "gaps"]
"""A table of an ``Insight``."""

WorthAbsence: TypeAlias = Literal["objective", "limits", "gap", "deadline"]
"""Why no topic has a ``worth``.

- ``"objective"``: only the most points in total have prices that tell it, without other options.
- ``"limits"``: quotas, reserves or circles limit the matching.
- ``"gap"``: the matching is not known to be the best.
- ``"deadline"``: the timeout came first.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class HostRates:
    """What conversations cost the host, in the smallest unit of its currency (cents), each 0 to 1,000,000,000."""

    currency: str
    """The currency, for example ``"EUR"``."""
    mentor_hour: int = 0
    """An hour of a mentor."""
    mentee_hour: int = 0
    """An hour of a mentee."""
    per_conversation: int = 0
    """A conversation, besides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recruit:
    """A mentor who might be recruited: offers one topic, has one seat, states no availability, and nothing else is known of
    them."""

    level: int = 5
    """How much they know, 1 to 5."""
    willingness: Willingness = "willing"
    """How gladly they talk about it: not ``"no"``."""
    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    """What rules compare. Hard rules about attributes that are not here are not heeded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure."""

    figure: FigureCode
    """Which."""
    value: float | None
    """The figure: shares from 0 to 1, to the nearest millionth; costs in the smallest unit of the currency. ``None`` if it cannot
    be known."""
    count: int | None = None
    """Of a share or a mean: what was counted."""
    of: int | None = None
    """Of a share or a mean: of how many."""
    previous: float | None = None
    """In the previous round, if that is known."""
    change: float | None = None
    """By how much it is more now."""
    change_low: float | None = None
    """Of a share of people: the least that the change is, in 95 of 100 cases (Newcombe's method 10), as if the people of the two
    rounds had nothing to do with each other."""
    change_high: float | None = None
    """And the most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfBest:
    """How near mentees who take part came to the best pair that each could have alone."""

    tenths: tuple[int, ...]
    """Of those who have a mentor: how many have a best pairing of less than a tenth of the points, of one to two tenths, and so
    on; the last of nine tenths or more."""
    unmatched: int
    """How many could meet somebody and have no mentor."""
    nobody: int
    """How many could meet nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiloLink:
    """How many conversations the mentors of one silo have with the mentees of one."""

    mentor: str
    """The mentors'."""
    mentee: str
    """The mentees'."""
    conversations: int
    """How many pairings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiloOthers:
    """Links that are counted together."""

    links: int
    """How many links."""
    conversations: int
    """How many pairings."""
    across: bool | None = None
    """Whether they lead from one silo to another; ``None`` if there are both kinds among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Silos:
    """Conversations between silos: values of one attribute.

    Links of fewer than ``min_group`` conversations are counted together, and where that would leave fewer than two of them, or
    fewer than ``min_group`` conversations, the smallest others with them, so that nothing tells one that is small. That is done
    for conversations within silos and for those across each by itself. Where one of the two is too small for it, they are counted
    together, and ``across_silos`` is not known; where both are, nothing is told.
    """

    attribute: str
    """The attribute."""
    links: tuple[SiloLink, ...]
    """Those that are told: most conversations first, then by names."""
    others: tuple[SiloOthers, ...]
    """All others, together."""
    suppressed: bool
    """Whether there is too little to tell anything."""
    unstated: int | None = None
    """How many pairings there are of which somebody states no value, or several; ``None`` if that would tell too much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Association:
    """An outcome of those who were matched beside that of the others: an association, which is not a cause. Whoever asks for
    mentoring, and whoever finds a mentor, may differ from others in many ways."""

    outcome: str
    """What the host calls it."""
    participants: int
    """How many of those in a pairing, in either role, have a value."""
    others: int
    """How many of the others."""
    refused: Literal["too_few"] | None = None
    """``"too_few"`` if there are fewer than 30 on a side, which say nothing."""
    mean: float | None = None
    """The mean of the participants, to the nearest millionth."""
    mean_of_others: float | None = None
    """The mean of the others, likewise."""
    difference: float | None = None
    """The first less the second."""
    low: float | None = None
    """The least that the difference is, in 95 of 100 cases, by a normal distribution: 1.96 times √(s²/n + t²/m) less, with the
    sample variances s² and t²."""
    high: float | None = None
    """And the most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RolledUp:
    """A topic with all that are narrower; everybody is counted once."""

    asked: int
    """How many mentees want one of them."""
    offered: int
    """How many mentors offer one of them."""
    seats: int
    """How many seats those have."""
    met: int
    """How many mentees have a mentor with whom they share one that they want."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicSupply:
    """Who asks for a topic and who offers it. Mentors and mentees count if they take part: those who have a seat in this
    round."""

    topic: str
    """Its id."""
    label: str
    """How to show it."""
    asked: int
    """How many mentees want it."""
    offered: int
    """How many mentors offer it, in whatever degree of willingness but no."""
    eager: int
    """Of them, those who are eager."""
    willing: int
    """Those who are willing."""
    if_needed: int
    """Those who do it if needed."""
    unwilling: int
    """How many mentors say no to it."""
    seats: int
    """How many seats those who offer it have."""
    met: int
    """How many mentees who want it have a mentor with whom they share it."""
    nearby: int
    """How many mentors neither offer it nor say no to it, and offer a topic near it: ``policy.taxonomy`` says what is near. 0 of
    topics nobody asks for."""
    broader: tuple[str, ...]
    """The topics that it is a kind of."""
    worth: int | None = None
    """How many points more there would be with one more mentor who offers just this topic and has one seat, exactly: ``Recruit``
    says what else is said of them. ``None`` if nobody asks for it, or for the reason in ``worth_absent``."""
    with_narrower: RolledUp | None = None
    """The same with all topics that are narrower, by any number of steps, everybody counted once; ``None`` if the taxonomy is so
    deep that it would take more than 100,000,000 steps to count all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NearTopic:
    """A topic that may be what another name means."""

    topic: str
    """Its id."""
    label: str
    """How to show it."""
    offered: int
    """How many mentors offer it."""
    seats: int
    """How many seats these have."""
    similarity: int
    """What the way through the taxonomy keeps of the interest, in millionths; 0 if they are not near."""
    words: int
    """Twice the words that both labels have, of the words of both, in millionths: 500,000 or more if that is why it is here."""
    spelling: bool
    """Whether the labels are spelled alike."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VocabularyGap:
    """A topic that at least ``min_group`` mentees ask for, while those who offer it under that name have seats for fewer than
    half of them."""

    topic: str
    """Its id."""
    label: str
    """How to show it."""
    asked: int
    """How many mentees want it."""
    offered: int
    """How many mentors offer it."""
    seats: int
    """How many seats these have."""
    nearest: tuple[NearTopic, ...]
    """Other topics that somebody offers and that may be what is meant, at most three: the most ``similarity`` first, then the
    most ``words``, the most ``offered``, and by id."""


RECORDS: dict[str, Callable[..., object]] = {
    "Insight": dict,
    "Association": Association,
    "Figure": Figure,
    "NearTopic": NearTopic,
    "OfBest": OfBest,
    "RolledUp": RolledUp,
    "Run": Run,
    "SiloLink": SiloLink,
    "SiloOthers": SiloOthers,
    "Silos": Silos,
    "TopicSupply": TopicSupply,
    "VocabularyGap": VocabularyGap,
}
"""What the native half makes of the core's records."""


def options_of(
    *,
    silo: str | None,
    min_group: int,
    best: int,
    cost: HostRates | Mapping[str, object] | None,
    outcomes: Mapping[str, Mapping[str, float]] | None,
    recruit: Recruit | Mapping[str, object] | None,
    previous: Insight | None,
    since: datetime | str | None,
    threads: int | None,
) -> dict[str, object]:
    """The options as the core reads them."""
    return {
        "silo": silo,
        "min_group": min_group,
        "best": best,
        "cost": cost,
        "outcomes": outcomes,
        "recruit": recruit,
        "previous": previous.to_dict() if isinstance(previous, Insight) else previous,
        "since": since,
        "threads": threads,
    }


class Insight:
    """What a round comes to: figures, supply and demand by topic, and gaps in what topics are called.

    Plain data with the names of the document ``fireside/insight/1``; immutable, comparable, hashable and picklable::

        insight = matching.insight(cohort, silo="department")
        print(insight["coverage"].value, insight.recruit)
        for topic in insight.topics[:10]:
            print(topic.label, topic.asked, topic.offered, topic.worth)
    """

    __slots__ = ("__weakref__", "_handle", "_parts")

    _handle: _native.Insight
    _parts: dict[str, Any]

    def __init__(self) -> None:
        raise TypeError("an Insight comes from Matching.insight, Matcher.insight, Insight.from_json or Insight.from_dict")

    @classmethod
    def _of(cls, handle: _native.Insight) -> Insight:
        insight = cls.__new__(cls)
        insight._handle = handle
        insight._parts = cast("dict[str, Any]", handle.to_dict(RECORDS))
        return insight

    @classmethod
    def from_json(cls, text: str | bytes | bytearray) -> Insight:
        """Reads a document ``fireside/insight/1`` back, for example to hand it over as the previous round's."""
        return cls._of(_native.Insight.from_json(text_of(text)))

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> Insight:
        """Reads a document as dicts and lists."""
        return cls._of(_native.Insight.read(document))

    def to_json(self) -> str:
        """The document, on one line; the same bytes in every language."""
        return self._handle.to_json()

    def to_dict(self) -> dict[str, Any]:
        """The document as dicts and lists."""
        return cast("dict[str, Any]", self._handle.to_dict())

    def to_csv(self, table: InsightTable) -> str:
        """A table as CSV (RFC 4180: lines end with CR LF, cells are quoted where needed), for a spreadsheet. What is not known is
        an empty cell, and lists are joined by ``; ``. A text that a spreadsheet would take for a formula, for it begins with
        ``=``, ``+``, ``-``, ``@``, a tab or a line's end, has an apostrophe before it. To write a file, open it with
        ``newline=""``.

        :raises InvalidInputError: with the code ``unknown_choice`` if there is no such table.
        """
        return self._handle.to_csv(table)

    def to_arrow(self, table: InsightTable) -> ArrowTable:
        """A table for pyarrow, polars, pandas or duckdb, with the columns and rows of ``to_csv``: texts as people wrote them, counts
        and points as ``int64``, ``value``, ``previous`` and changes as ``double``, lists as lists; what is not known is null. The
        metadata of the schema has ``fireside.schema``, ``fireside.table``, and ``fireside.currency`` of figures that have one; that
        of a field ``fireside.unit``, if it has one in all rows: ``mentees``, ``mentors``, ``seats``, ``points``, ``links`` or
        ``pairings``.

        :raises InvalidInputError: with the code ``unknown_choice`` if there is no such table, ``too_large`` if a number is not below
            2^63, which only a document that was read can have, or the texts of a column are 2 GiB or more together.
        """
        return ArrowTable._of(self._handle.to_arrow(table))

    def __getitem__(self, figure: FigureCode) -> Figure:
        """One figure.

        :raises KeyError: if there is none of this name.
        """
        for found in self.figures:
            if found.figure == figure:
                return found
        raise KeyError(figure)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """One for every ``FigureCode``, in that order."""
        return cast("tuple[Figure, ...]", self._parts["figures"])

    @property
    def of_best(self) -> OfBest | None:
        """How near people came to the best pair that each could have; ``None`` if the timeout came first."""
        return cast("OfBest | None", self._parts.get("of_best"))

    @property
    def silos(self) -> Silos | None:
        """Who talks with whom across silos, if an attribute was named."""
        return cast("Silos | None", self._parts.get("silos"))

    @property
    def associations(self) -> tuple[Association, ...]:
        """Outcomes of those who were matched beside those of the others, in the order of names."""
        return cast("tuple[Association, ...]", self._parts["associations"])

    @property
    def topics(self) -> tuple[TopicSupply, ...]:
        """Every topic that somebody asks for or offers, it or one narrower: those with the most ``worth`` first, then the most
        ``asked``, then by id."""
        return cast("tuple[TopicSupply, ...]", self._parts["topics"])

    @property
    def recruit(self) -> tuple[str, ...]:
        """The ids of the first ten topics whose ``worth`` is more than 0: for these, one more mentor adds most."""
        return cast("tuple[str, ...]", self._parts["recruit"])

    @property
    def worth_absent(self) -> WorthAbsence | None:
        """Why no topic has a ``worth``, if none has."""
        return cast("WorthAbsence | None", self._parts.get("worth_absent"))

    @property
    def rules_left_out(self) -> tuple[int, ...]:
        """Positions, from 0, of the policy's rules that ``worth`` does not heed, for they compare an attribute that the mentor to
        be recruited does not state: these would exclude everybody."""
        return cast("tuple[int, ...]", self._parts["rules_left_out"])

    @property
    def gaps(self) -> tuple[VocabularyGap, ...]:
        """Topics that many ask for and few offer under that name, at most 100: those that lack the most seats first, then the
        most asked, then by id."""
        return cast("tuple[VocabularyGap, ...]", self._parts["gaps"])

    @property
    def more_gaps(self) -> int:
        """How many more there are."""
        return cast("int", self._parts["more_gaps"])

    @property
    def best(self) -> int:
        """How many mentors count as somebody's best, in ``within_best``."""
        return cast("int", self._parts["best"])

    @property
    def min_group(self) -> int:
        """The fewest conversations of a link between silos, and the fewest people of a gap."""
        return cast("int", self._parts["min_group"])

    @property
    def currency(self) -> str | None:
        """Of the costs, if there are any."""
        return cast("str | None", self._parts.get("currency"))

    @property
    def complete(self) -> bool:
        """Whether everything was found; if not, the timeout came first."""
        return cast("bool", self._parts["complete"])

    @property
    def run(self) -> Run:
        """What the matching was made from."""
        return cast("Run", self._parts["run"])

    def __eq__(self, other: object) -> bool:
        return self.to_json() == other.to_json() if isinstance(other, Insight) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.to_json())

    def __repr__(self) -> str:
        coverage = self["coverage"].value if self.figures else None
        return f"<Insight: coverage {coverage}, {len(self.topics)} topics, {len(self.gaps) + self.more_gaps} gaps>"

    def __reduce__(self) -> tuple[Callable[[str], Insight], tuple[str]]:
        return Insight.from_json, (self.to_json(),)
