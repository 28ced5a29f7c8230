"""What became of groups of people, side by side.

Plain, frozen dataclasses with the names of the document ``fireside/audit/1``. Shares are to six decimals.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias, cast

from .arrow import ArrowTable
from .matching import Run

__all__ = ["Audit", "AuditMetric", "AuditParity", "AuditRate", "AuditRow", "AuditTable"]

Metric: TypeAlias = Literal["matched", "best", "above_median"]
"""What a rate is of; ``Audit.metrics`` has the formulas."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditMetric:
    """A figure and how it comes about."""

    code: str
    """Its stable name."""
    formula: str
    """Of the fields of rows and tables."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRate:
    """A share of a row's people."""

    metric: Metric
    """Of what."""
    rate: float
    """How many by people."""
    low: float
    """The share might as well be this, or anything up to ``high``: 95 of 100 such intervals have the truth in them (Wilson
    1927)."""
    high: float
    """See ``low``."""
    impact_ratio: float | None = None
    """The rate by that of the group with the highest (of equals, the first) of those that are shown; ``None`` if that is 0."""
    below_threshold: bool | None = None
    """Whether the ratio is below the threshold that was asked for."""
    difference: float | None = None
    """The rate less the highest one; ``None`` of the group that has it."""
    difference_low: float | None = None
    """The difference might as well be this, or anything up to ``difference_high`` (Newcombe 1998, method 10, 95 of 100)."""
    difference_high: float | None = None
    """See ``difference_low``."""
    fisher_p: float | None = None
    """How likely counts as unlikely as these are, if the metric had nothing to do with being in the group, beside all others
    whose values are known (Fisher's exact test, two-sided); ``None`` if there are none, or that row is suppressed which tells
    how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRow:
    """People who are counted together."""

    kind: Literal["all", "group", "unnamed", "unknown"]
    """Who they are: all who take part on this side; whoever has the ``values``; whoever has a value that nobody else of them
    has, which is not named; whoever does not state the attribute, or not all of them. The last two are compared with nobody."""
    values: tuple[str | float, ...]
    """Of a group, its value of each of the table's attributes: a text (of a band, ``<30``, ``30..<45`` or ``>=60``) or a
    number."""
    suppressed: bool
    """Whether its figures are not shown, because they or what they would give away are about too few people."""
    people: int | None = None
    """How many take part."""
    matched: int | None = None
    """How many of them have a pairing."""
    best: int | None = None
    """How many have one with one of their best possible partners."""
    above_median: int | None = None
    """How many have one of more points than the table's median."""
    points: int | None = None
    """The points of all their pairings. Neither these nor their means nor the median are shown where the other side, of as many
    points, has fewer than ``min_group`` people and is in the document, too."""
    mean_points: float | None = None
    """Points by person, those without a pairing counting 0."""
    mean_points_matched: float | None = None
    """Points by person who has a pairing."""
    rates: tuple[AuditRate, ...]
    """Shares of them; none of a row that is suppressed, or of nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditParity:
    """How far the rates of groups are apart, as Fairlearn's ``demographic_parity_difference`` and ``demographic_parity_ratio``
    have it."""

    metric: Metric
    """Of what."""
    highest: tuple[str | float, ...]
    """The values of the first group with the highest rate."""
    lowest: tuple[str | float, ...]
    """The values of the first group with the lowest rate."""
    difference: float
    """The highest rate less the lowest."""
    ratio: float | None = None
    """The lowest rate by the highest; ``None`` if that is 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditTable:
    """The groups of one side by some attributes."""

    side: Literal["mentee", "mentor"]
    """Whose groups."""
    by: tuple[str, ...]
    """By which attributes."""
    overlapping: bool
    """Whether somebody states several values and counts in each of their groups, so that groups have more people together than
    there are."""
    withheld: Literal["undecided"] | None = None
    """Why no group of the table is shown, if so: which of its rows tell nothing of others was not found within the bounds of the
    search: there are too many groups for so few people. That by several attributes is the first; of its rows only that of all
    who take part is then listed. So it often is by three attributes or more, of one of which people state several values."""
    median_points: float | None = None
    """The median points of the best pairings of all who are matched; of an even number of them, the mean of the middle two."""
    rows: tuple[AuditRow, ...]
    """All who take part, then the groups in the order of their values, then those who are in no group."""
    parity: tuple[AuditParity, ...]
    """How far the rates of the groups that are shown are apart; none if fewer than two are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What became of groups of people, side by side: the document ``fireside/audit/1``. It says nothing about why, and nothing
    about any law."""

    schema: str
    """Always ``fireside/audit/1``."""
    by: tuple[str, ...]
    """The attributes that were asked for."""
    threshold: float
    """What impact ratios are compared with."""
    min_group: int
    """Groups of fewer people are suppressed."""
    best: int
    """Of how many best possible partners one counts as one of the best."""
    metrics: tuple[AuditMetric, ...]
    """What is counted and how, since toolkits differ."""
    tables: tuple[AuditTable, ...]
    """Of mentees, then of mentors: by each attribute, then by all together."""
    run: Run
    """What the matching was made from."""
    _document: str = field(repr=False, compare=False)
    _csv: str = field(repr=False, compare=False)
    _arrow: bytes = field(repr=False, compare=False)

    def to_json(self) -> str:
        """The document, on one line; the same bytes in every language."""
        return self._document

    def to_dict(self) -> dict[str, Any]:
        """The document as dicts and lists."""
        # Few need it, and importing the package is to be quick.
        from json import loads

        return cast("dict[str, Any]", loads(self._document))

    def to_csv(self) -> str:
        """All rows of all tables as one table in CSV (RFC 4180), with a header: a column for each attribute, empty where a
        table is not by it, and nine for each rate. A text that a spreadsheet would take for a formula begins with a ``'``."""
        return self._csv

    def to_arrow(self) -> ArrowTable:
        """The same table for pyarrow, polars, pandas or duckdb, with the columns and rows of ``to_csv``: texts as people wrote them,
        counts and points as ``int64``, shares as ``double``, ``suppressed`` and ``below_threshold`` as ``bool``; what is absent or
        suppressed is null. A value of an attribute is a text, also where it is a number. The metadata of the schema has
        ``fireside.schema`` and ``fireside.table``; that of a field ``fireside.unit``, if it has one: ``people``, ``points``,
        ``share``, ``ratio`` or ``probability``."""
        return ArrowTable._of(self._arrow)


RECORDS: dict[str, Callable[..., object]] = {
    "Audit": dict,
    "AuditMetric": AuditMetric,
    "AuditParity": AuditParity,
    "AuditRate": AuditRate,
    "AuditRow": AuditRow,
    "AuditTable": AuditTable,
    "Run": Run,
}
"""What the native half makes of the core's records."""
