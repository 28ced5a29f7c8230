"""A reader of audits who solves for every suppressed number: integer programs over all tables that agree with a document."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import combinations, product
from typing import Any, Literal, NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

import fireside as fs

from audit_support import Fate, cohort_document, determined, fates, groups

NUMBERS = ("people", "matched", "best", "above_median", "points")
BANDS: dict[str, list[float]] = {"age": [30, 45]}


class Row(NamedTuple):
    """A row of a document, and how it is."""

    table: int
    kind: str
    values: tuple[Any, ...]
    people: frozenset[str]
    suppressed: bool


class Reader:
    """What somebody knows who has one document of one side: all that it shows, how it is made, which cells there are, and more
    of points and small rows than they could."""

    def __init__(self, tables: list[dict[str, Any]], fate: dict[str, Fate], of: list[dict[str, list[Any]]], least: int) -> None:
        self.fate, self.least = fate, least
        self.rows = list(_rows(tables, fate, of))
        sets = {one: tuple(at for at, row in enumerate(self.rows) if one in row.people) for one in fate}
        self.tables = tables
        self.cells = sorted({*sets.values(), *self._nobodys(sets)})
        self.there = {cell: [one for one in fate if sets[one] == cell] for cell in self.cells}

    def _nobodys(self, sets: dict[str, tuple[int, ...]]) -> Iterator[tuple[int, ...]]:
        """What nobody states and somebody might: any values of each attribute, or none; several only where somebody has several;
        of two attributes only such as somebody has together. Values that are not named are one."""
        pairs = {pair for one in sets.values() for pair in combinations(one, 2)}
        choices = []
        for table in (table for table, written in enumerate(self.tables) if len(written["by"]) == 1):
            named = self._of(table, "group") + self._of(table, "unnamed")
            most = len(named) if self.tables[table]["overlapping"] and self.tables[-1]["overlapping"] else 1
            choices.append([one for size in range(1, most + 1) for one in combinations(named, size)])
            choices[-1].extend((at,) for at in self._of(table, "unknown"))
        together = len(self.tables) - 1 if len(self.tables) > 1 else -1
        unknown, unnamed = (self._of(together, kind) for kind in ("unknown", "unnamed"))
        unstated = {at for table in range(len(choices)) for at in self._of(table, "unknown")}
        row_of = {(value_rows): at for at in self._of(together, "group") if (value_rows := self._values(at))}
        for profile in product(*choices):
            mine = [at for one in profile for at in one]
            apart = (pair for one, other in combinations(profile, 2) for pair in product(one, other) if not unstated & {*pair})
            if not all(pair in pairs for pair in apart):
                continue
            if together < 0 or not self._of(together, "group") and not unnamed and not unknown:
                yield tuple(sorted({0, *mine}))
            elif unstated & {*mine}:
                yield from [tuple(sorted({0, *mine, *unknown}))] if unknown else []
            else:
                rest = unnamed[0] if unnamed else -1
                rows = [row_of.get(one, rest) for one in product(*profile)]
                yield from [tuple(sorted({0, *mine, *rows}))] if -1 not in rows else []

    def _of(self, table: int, kind: str) -> list[int]:
        """Rows of somebody."""
        return [at for at, row in enumerate(self.rows) if (row.table, row.kind) == (table, kind) and row.people]

    def _values(self, at: int) -> tuple[int, ...]:
        """The rows of each value of a combination."""
        return tuple(
            next(single for single in self._of(table, "group") if self.rows[single].values == (value,))
            for table, value in enumerate(self.rows[at].values)
        )

    def told(self, hidden: set[int]) -> list[tuple[int, str]]:
        """Which numbers of these rows can have one value only, but for a 0 that a row shown tells of all in it. Every table that
        is found on the way shows other values of many numbers at once."""
        size = len(NUMBERS) * len(self.cells)
        lines: list[np.ndarray[Any, Any]] = []
        low: list[float] = []
        high: list[float] = []

        def must(entries: dict[int, float], least: float, most: float) -> None:
            line = np.zeros(size)
            for at, entry in entries.items():
                line[at] = entry
            lines.append(line)
            low.append(least)
            high.append(most)

        truth = [[sum(_numbers(self.fate[one])[k] for one in row.people) for k in range(5)] for row in self.rows]
        inside = [[at for at, cell in enumerate(self.cells) if row in cell] for row in range(len(self.rows))]
        for row, of in enumerate(self.rows):
            if row not in hidden:
                for k in range(5):
                    must({5 * cell + k: 1 for cell in inside[row]}, truth[row][k], truth[row][k])
            elif of.people:
                fewest = 2 if of.kind == "group" else 1
                small = truth[row][0] < self.least and fewest < self.least - 1
                must({5 * cell: 1 for cell in inside[row]}, fewest, self.least - 1 if small else np.inf)
        matched = [one for one in self.fate.values() if one.matched]
        ranges = [[one.points for one in matched if one.above_median == above] or [0] for above in (False, True)]
        (l0, u0), (l1, u1) = [(min(points), max(points)) for points in ranges]
        for at, cell in enumerate(self.cells):
            n, m, b, a, p = range(5 * at, 5 * at + 5)
            for more, less in ((n, m), (m, b), (m, a)):
                must({more: 1, less: -1}, 0, np.inf)
            must({p: 1, m: -l0, a: l0 - l1}, 0, np.inf)
            must({p: 1, m: -u0, a: u0 - u1}, -np.inf, 0)
        for inside_it in self._alone():
            must({5 * cell: 1 for cell in inside_it}, 0, 1)  # Or it would be named.
        for inside_it in self._several():
            must({5 * cell: 1 for cell in inside_it}, 1, np.inf)
        constraints = LinearConstraint(np.array(lines), np.array(low), np.array(high))
        whole = np.array([1, 1, 1, 1, 0] * len(self.cells))
        zeros = [{row for row in range(len(self.rows)) if row not in hidden and truth[row][k] == 0} for k in range(5)]
        for k in (2, 3, 4):
            zeros[k] |= zeros[1]
        open_numbers = {
            (row, k)
            for row in hidden
            for k in range(5)
            if self.rows[row].people
            and not all(zeros[k] & set(self.cells[cell]) for cell in inside[row] if self.there[self.cells[cell]])
        }
        solve = partial(milp, constraints=constraints, integrality=whole, bounds=Bounds(0, np.inf))
        told = []
        while open_numbers:
            row, k = min(open_numbers)
            open_numbers.discard((row, k))
            goal = np.zeros(size)
            goal[[5 * cell + k for cell in inside[row]]] = 1
            for sign in (1, -1):
                found = solve(sign * goal)
                if found.x is None:
                    # Without a bound; where the solver says that there may be no solution either, there is one: the truth.
                    assert found.status == 3 or solve(0 * goal).success, found.message
                    break
                value = [[sum(found.x[5 * cell + j] for cell in cells) for j in range(5)] for cells in inside]
                open_numbers = {(other, j) for other, j in open_numbers if abs(value[other][j] - truth[other][j]) < 0.5}
                if abs(value[row][k] - truth[row][k]) > 0.5:
                    break
            else:
                told.append((row, NUMBERS[k]))
        return told

    def _alone(self) -> list[list[int]]:
        """By combination of named values that is not named itself: the cells of those who have it."""
        together = len(self.tables) - 1
        if not together or not self._of(together, "unnamed"):
            return []
        named = {self._values(at) for at in self._of(together, "group")}
        found: dict[tuple[int, ...], list[int]] = {}
        for at, cell in enumerate(self.cells):
            mine = [[row for row in self._of(table, "group") if row in cell] for table in range(together)]
            for one in {*product(*mine)} - named:
                found.setdefault(one, []).append(at)
        return list(found.values())

    def _several(self) -> list[list[int]]:
        """By table of people with several values: the cells of those who have."""
        singles = [table for table, written in enumerate(self.tables) if len(written["by"]) == 1]
        found = []
        for table, written in enumerate(self.tables):
            parts = [table] if table in singles else singles
            values = {part: {*self._of(part, "group"), *self._of(part, "unnamed")} for part in parts}
            unknown = {row for part in parts for row in self._of(part, "unknown")}
            stated = [at for at, cell in enumerate(self.cells) if not unknown & {*cell}]
            cells = [at for at in stated if any(len(values[part] & {*self.cells[at]}) > 1 for part in parts)]
            if written["overlapping"] and any(self.there[self.cells[at]] for at in cells):
                found.append(cells)
        return found

    @property
    def hidden(self) -> set[int]:
        return {at for at, row in enumerate(self.rows) if row.suppressed}

    def sums_tell(self, hidden: set[int]) -> bool:
        line = [[int(row in cell) for cell in self.cells] for row in range(len(self.rows))]
        shown = [line[row] for row in range(len(self.rows)) if row not in hidden]
        return any(determined(shown, line[row]) for row in hidden)


def _numbers(fate: Fate) -> tuple[int, ...]:
    return (1, int(fate.matched), int(fate.best), int(fate.above_median), fate.points)


def _rows(tables: list[dict[str, Any]], fate: dict[str, Fate], of: list[dict[str, list[Any]]]) -> Iterator[Row]:
    """Of all tables, that of everybody once."""
    for table, (written, mine) in enumerate(zip(tables, of, strict=True)):
        there = [group for one in fate for group in mine[one]]
        for row in written["rows"]:
            kind = row["kind"]
            if kind == "all" and table:
                continue
            people = frozenset(one for one in fate if _is_in(row, mine[one], there))
            yield Row(table, kind, tuple(row["values"]), people, row["suppressed"])


def _is_in(row: dict[str, Any], mine: list[Any], there: list[Any]) -> bool:
    match row["kind"]:
        case "all":
            return True
        case "group":
            return tuple(row["values"]) in mine
        case "unknown":
            return not mine
        case _:
            return any(there.count(group) == 1 for group in mine)


def reader(document: dict[str, Any], by: list[str], least: int, side: Literal["mentee", "mentor"] = "mentee") -> Reader:
    bands = {name: edges for name, edges in BANDS.items() if name in by}
    matching = fs.match_cohort(document)
    audit = matching.audit(document, by=by, side=side, intersections=True, min_group=least, bands=bands).to_dict()
    of = [groups(document, side, table["by"], bands) for table in audit["tables"]]
    return Reader(audit["tables"], fates(document, matching, side, 3), of, least)


def stated(document: dict[str, Any], names: set[str]) -> list[str]:
    people = document["mentors"] + document["mentees"]
    return sorted(name for name in names if any(name in one["attributes"] for one in people))


def check(found: Reader) -> None:
    if len(found.hidden) < sum(bool(row.people) for row in found.rows):
        assert found.told(found.hidden) == []


@settings(max_examples=15, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    mentees=st.integers(8, 40),
    least=st.integers(2, 6),
    names=st.sets(st.sampled_from(["gender", "team", "age", "languages"]), min_size=1, max_size=3),
)
def test_nothing_is_told_of_few(seed: int, mentees: int, least: int, names: set[str]) -> None:
    document = cohort_document(seed, mentees, 12)
    if by := stated(document, names):
        check(reader(document, by, least))


@pytest.mark.parametrize(("people", "least"), [(150, 5), (300, 10)])
def test_nothing_is_told_of_many(people: int, least: int) -> None:
    document = cohort_document(people, people, 30, overlapping=False)
    check(reader(document, ["age", "gender", "team"], least))


def test_the_reader_finds_out_what_is_shown_too_much() -> None:
    """Rows that gave way are shown again, one by one: often the rest is told, and sometimes by bounds where sums tell nothing."""
    by_sums = by_bounds = 0
    for seed in range(6):
        found = reader(cohort_document(seed, 24, 12, overlapping=False), ["gender", "team"], 3)
        for row in sorted(found.hidden):
            hidden = found.hidden - {row}
            if len(found.rows[row].people) < 3 or not hidden or 0 in hidden:
                continue
            if found.told(hidden):
                by_sums += found.sums_tell(hidden)
                by_bounds += not found.sums_tell(hidden)
    assert by_sums > 0 and by_bounds > 0
