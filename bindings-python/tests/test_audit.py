"""Parity audits: every figure by independent code, what outsiders can work out of what is shown, and what is never shown."""

from __future__ import annotations

import csv
import io
import json
import pickle
from fractions import Fraction
from itertools import product
from threading import Event
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from scipy.stats import fisher_exact

import fireside as fs

from audit_support import METRICS, cohort_document, determined, fates, groups, members, newcombe, wilson

BANDS: dict[str, list[float]] = {"age": [30, 45]}
NEAR = 1e-6


def counts(people: list[Any]) -> dict[str, int]:
    return {
        "people": len(people),
        "points": sum(one.points for one in people),
        **{metric: sum(getattr(one, metric) for one in people) for metric in METRICS},
    }


def check_rates(table: dict[str, Any], metric: str, threshold: float) -> None:
    """Everything about one rate of every row that is shown, from the counts beside it."""
    shown = [row for row in table["rows"] if not row["suppressed"] and row["people"]]
    groups_shown = [row for row in shown if row["kind"] == "group"]
    rates = [row[metric] / row["people"] for row in groups_shown]
    highest = groups_shown[rates.index(max(rates))] if rates else None
    by_kind = {row["kind"]: row for row in table["rows"]}
    known_told = not by_kind["all"]["suppressed"] and not by_kind["unknown"]["suppressed"]
    for row in shown:
        rate = next(rate for rate in row["rates"] if rate["metric"] == metric)
        good, people = row[metric], row["people"]
        assert rate["rate"] == pytest.approx(good / people, abs=NEAR)
        assert (rate["low"], rate["high"]) == pytest.approx(wilson(good, people), abs=NEAR)
        if row["kind"] != "group":
            assert rate.keys() == {"metric", "rate", "low", "high"}
            continue
        assert highest is not None
        most = highest[metric] / highest["people"]
        if most > 0:
            assert rate["impact_ratio"] == pytest.approx(good / people / most, abs=NEAR)
            impact = Fraction(good * highest["people"], people * highest[metric])
            assert rate["below_threshold"] == (impact < Fraction(threshold))
        else:
            assert "impact_ratio" not in rate and "below_threshold" not in rate
        if row is highest:
            assert "difference" not in rate
        else:
            assert rate["difference"] == pytest.approx(good / people - most, abs=NEAR)
            expected = newcombe((good, people), (highest[metric], highest["people"]))
            assert (rate["difference_low"], rate["difference_high"]) == pytest.approx(expected, abs=NEAR)
        others = known_told and by_kind["all"]["people"] - by_kind["unknown"]["people"] - people
        if others:
            good_others = by_kind["all"][metric] - by_kind["unknown"][metric] - good
            odds = [[good, people - good], [good_others, others - good_others]]
            assert rate["fisher_p"] == pytest.approx(fisher_exact(odds).pvalue, abs=NEAR)
        else:
            assert "fisher_p" not in rate
    parity = [one for one in table["parity"] if one["metric"] == metric]
    assert len(parity) == (len(rates) > 1)
    for one in parity:
        assert one["difference"] == pytest.approx(max(rates) - min(rates), abs=NEAR)
        assert one.get("ratio") == (pytest.approx(min(rates) / max(rates), abs=NEAR) if max(rates) else None)
        assert one["highest"] == groups_shown[rates.index(max(rates))]["values"]
        assert one["lowest"] == groups_shown[rates.index(min(rates))]["values"]


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    mentees=st.integers(1, 45),
    mentors=st.integers(1, 25),
    least=st.integers(2, 6),
    best=st.integers(1, 4),
)
def test_every_figure(seed: int, mentees: int, mentors: int, least: int, best: int) -> None:
    document = cohort_document(seed, mentees, mentors)
    people = document["mentors"] + document["mentees"]
    by = [name for name in ("gender", "team", "age", "languages") if any(name in one["attributes"] for one in people)]
    bands = {name: edges for name, edges in BANDS.items() if name in by}
    if not by:
        return
    matching = fs.match_cohort(document)
    audit = matching.audit(document, by=by, intersections=True, min_group=least, best=best, bands=bands, threshold=0.75)
    written = audit.to_dict()
    assert json.loads(audit.to_json()) == written and written["run"] == matching.to_dict()["run"]
    # All points of one side are all points of the other.
    few = any(0 < len(fates(document, matching, side, best)) < least for side in ("mentee", "mentor"))
    for table in written["tables"]:
        fate, of = fates(document, matching, table["side"], best), groups(document, table["side"], table["by"], bands)
        assert table["overlapping"] == any(len(of[one]) > 1 for one in fate)
        if "withheld" in table and len(table["by"]) > 1:
            assert [row["kind"] for row in table["rows"]] == ["all"] and table["withheld"] == "undecided" and not table["parity"]
            continue
        sizes = [tuple(row["values"]) for row in table["rows"] if row["kind"] == "group"]
        there = [group for one in fate for group in of[one]]
        assert sorted(sizes, key=repr) == sorted({group for group in there if there.count(group) > 1}, key=repr)
        for row in table["rows"]:
            found = counts(members(fate, of, row))
            if row["suppressed"]:
                assert row.keys() == {"kind", "values", "suppressed", "rates"} and not row["rates"]
                continue
            assert found["people"] == 0 or found["people"] >= least
            if few:
                assert not row.keys() & {"points", "mean_points", "mean_points_matched"} and "median_points" not in table
                del found["points"]
            assert {name: row[name] for name in found} == found
            for name, whole in (("mean_points", "people"), ("mean_points_matched", "matched")):
                assert row.get(name) == (pytest.approx(row["points"] / row[whole], abs=NEAR) if row[whole] and not few else None)
        for metric in METRICS:
            check_rates(table, metric, 0.75)


def cells_of(table: dict[str, Any], names: list[str], values: list[list[Any]]) -> list[tuple[dict[str, Any], list[int]]]:
    """Each row of a table over all combinations of values: ``None`` is to state none, ``...`` to have one that is not named."""
    cells = list(product(*values))
    at = [names.index(name) for name in table["by"]]
    named = [tuple(row["values"]) for row in table["rows"] if row["kind"] == "group"]

    def part(row: dict[str, Any], cell: tuple[Any, ...]) -> bool:
        mine = tuple(cell[k] for k in at)
        match row["kind"]:
            case "all":
                return True
            case "group":
                return mine == tuple(row["values"])
            case "unknown":
                return None in mine
            case _:
                return None not in mine and mine not in named

    return [(row, [int(part(row, cell)) for cell in cells]) for row in table["rows"]]


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    mentees=st.integers(5, 60),
    least=st.integers(2, 7),
    names=st.sets(st.sampled_from(["gender", "team", "age"]), min_size=1),
)
def test_an_outsider_works_nothing_out(seed: int, mentees: int, least: int, names: set[str]) -> None:
    """Whoever has the document alone: sums and differences; within one table, too, that no count is below 0."""
    document = cohort_document(seed, mentees, 12, overlapping=False)
    by = sorted(names)
    bands = {name: edges for name, edges in BANDS.items() if name in by}
    audit = fs.match_cohort(document).audit(document, by=by, side="mentee", intersections=True, min_group=least, bands=bands)
    written = audit.to_dict()
    single = [table for table in written["tables"] if len(table["by"]) == 1]
    values = [[row["values"][0] for row in table["rows"] if row["kind"] == "group"] + [..., None] for table in single]
    system = [pair for table in written["tables"] for pair in cells_of(table, by, values)]
    shown = [(row, line) for row, line in system if not row["suppressed"]]
    hidden = [line for row, line in system if row["suppressed"]]
    for line in hidden:
        assert not determined([one for _, one in shown], line)
    if not shown or not hidden or len(by) > 1:
        return
    matrix = np.array([line for _, line in shown])
    for name in ("people", *METRICS):
        right = np.array([row[name] for row, _ in shown])
        # None of a group that is shown, which is told of everybody in it.
        none = np.array([line for row, line in shown if not row[name]] or [[0] * len(matrix[0])]).any(axis=0)
        for line in hidden:
            if np.array(line)[~none].any():
                ends = [linprog(sign * np.array(line), A_eq=matrix, b_eq=right).fun for sign in (1, -1)]
                assert None in ends or -ends[1] - ends[0] > 0.5, (name, ends)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), mentees=st.integers(5, 50), least=st.integers(2, 6))
def test_an_insider_works_nothing_out(seed: int, mentees: int, least: int) -> None:
    """Whoever knows which combinations there are, too, lists of languages among them: sums and differences."""
    document = cohort_document(seed, mentees, 12)
    people = document["mentors"] + document["mentees"]
    by = [name for name in ("gender", "team", "languages") if any(name in one["attributes"] for one in people)]
    if not by:
        return
    matching = fs.match_cohort(document)
    written = matching.audit(document, by=by, side="mentee", intersections=True, min_group=least).to_dict()
    fate = fates(document, matching, "mentee", 3)
    by_person: dict[str, list[bool]] = {one: [] for one in fate}
    hidden = []
    for table in written["tables"]:
        of = groups(document, "mentee", table["by"], {})
        for row in table["rows"]:
            hidden.append(row["suppressed"])
            for one in fate:
                alone = {one: fate[one]}
                rest = {**row, "kind": "unnamed"} if row["kind"] == "unnamed" else row
                inside = members(alone, of, rest) if row["kind"] != "unnamed" else _unnamed(fate, of, one)
                by_person[one].append(bool(inside))
    combinations = sorted({tuple(inside) for inside in by_person.values()})
    system = [[int(combination[at]) for combination in combinations] for at in range(len(hidden))]
    shown = [line for line, kept in zip(system, hidden, strict=True) if not kept]
    for line, kept in zip(system, hidden, strict=True):
        if kept:
            assert not determined(shown, line)


def _unnamed(fate: dict[str, Any], of: dict[str, list[tuple[Any, ...]]], one: str) -> bool:
    there = [group for other in fate for group in of[other]]
    return any(there.count(group) == 1 for group in of[one])


def test_csv_is_the_document_and_no_formula() -> None:
    document = cohort_document(7, 40, 12)
    for one in document["mentees"]:
        if one["attributes"].get("team") == "red":
            one["attributes"]["team"] = '=HYPERLINK("http://x", "red")'
    audit = fs.match_cohort(document).audit(document, by=["team", "age"], intersections=True)
    lines = list(csv.DictReader(io.StringIO(audit.to_csv(), newline="")))
    rows = [(table, row) for table in audit.to_dict()["tables"] for row in table["rows"]]
    assert len(lines) == len(rows) and any("HYPERLINK" in line["value:team"] for line in lines)
    for line, (table, row) in zip(lines, rows, strict=True):
        assert not any(cell[:1] in "=+-@" and not _is_number(cell) for cell in line.values() if cell)
        assert (line["side"], line["by"], line["kind"]) == (table["side"], " × ".join(table["by"]), row["kind"])
        for name in ("people", "points", *METRICS):
            assert line[name] == str(row.get(name, ""))
        for name, value in zip(table["by"], row["values"], strict=row["kind"] == "group"):
            assert line[f"value:{name}"].removeprefix("'") == (value if isinstance(value, str) else f"{value:g}")
        for rate in row["rates"]:
            for name in rate.keys() - {"metric", "below_threshold"}:
                assert float(line[f"{rate['metric']}_{name}"]) == rate[name]


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def test_hidden_attributes_are_shown_to_whoever_asks_by_name() -> None:
    document = cohort_document(11, 30, 10)
    for one in document["mentors"] + document["mentees"]:
        one["attributes"] = {f"zz{name}": value for name, value in one["attributes"].items()}
        one["attributes"]["zzgender"] = "zz-F" if int(one["id"][1:]) % 2 else "zz-M"
        one["attributes"]["site"] = "north" if int(one["id"][1:]) % 3 else "south"
    document["policy"] |= {
        "hidden_attributes": ["zzgender", "zzteam", "zzage", "zzlanguages"],
        "rules": [
            {"rule": "prefer_differ", "attribute": "zzteam", "weight": 5},
            {"rule": "must_differ", "attribute": "zzgender"},
            {"rule": "quota", "attribute": "zzgender", "value": "zz-F", "max": 2},
        ],
    }
    matching, matcher = fs.match_cohort(document), fs.Matcher(document)
    texts = [matching.to_json(), matching.record(document).to_json(), repr(matching.record(document))]
    by_site = matching.audit(document, by=["site"], min_group=2)
    texts += [by_site.to_json(), by_site.to_csv(), repr(by_site)]
    texts += [repr(matcher.suggest(one["id"])) for one in document["mentees"]]
    texts += [repr(matcher.explain(one["id"], other["id"])) for one in document["mentors"] for other in document["mentees"]]
    for by in (["sit"], ["zgender"], ["site", "site"]):
        with pytest.raises(fs.InvalidInputError) as refused:
            matching.audit(document, by=by)
        texts.append(repr(refused.value.problems))
    assert not [text for text in texts if "zz" in text]
    audit = matching.audit(document, by=["zzgender"], min_group=2)
    assert "zz-F" in audit.to_json() and "zz-F" in audit.to_csv() and "zzteam" not in audit.to_json()


def test_what_python_sees() -> None:
    document = cohort_document(3, 30, 8)
    matching = fs.match_cohort(document)
    audit = matching.audit(document, by=("gender",), side="mentor", min_group=2)
    assert isinstance(audit, fs.Audit) and [table.side for table in audit.tables] == ["mentor"]
    row = audit.tables[0].rows[0]
    assert (row.kind, row.values, row.suppressed, row.rates[0].metric) == ("all", (), False, "matched")
    assert pickle.loads(pickle.dumps(audit)) == audit
    assert {metric.code for metric in audit.metrics} >= {"matched", "best", "above_median", "impact_ratio", "fisher_p"}
    with pytest.raises(fs.InvalidInputError) as refused:
        matching.audit(document, by="gender")
    assert (refused.value.code, refused.value.path) == ("wrong_type", "by")
    stop = Event()
    stop.set()
    with pytest.raises(fs.CancelledError):
        matching.audit(document, by=["gender"], cancel=stop)


def test_records_are_kept_and_no_lie_passes() -> None:
    document = cohort_document(5, 20, 8)
    matching = fs.match_cohort(document, objective="coverage", seed=3)
    record = matching.record(document)
    assert record.verify(document, matching) is True
    assert fs.DecisionRecord.from_json(record.to_json()) == record == fs.DecisionRecord.from_dict(record.to_dict())
    assert pickle.loads(pickle.dumps(record)) == record and hash(record) == hash(pickle.loads(pickle.dumps(record)))
    assert (record.mentees, record.mentors, record.pairings) == (20, 8, len(matching.pairings))
    assert (record.run.objective, record.run.seed, record.gap) == ("coverage", 3, matching.certificate.gap)
    with pytest.raises(TypeError):
        fs.DecisionRecord()
    for name, value in record.to_dict().items():
        if isinstance(value, int):
            lie: Any = value + 1
        elif isinstance(value, str):
            lie = {"optimal": "deadline"}.get(value, f"{value}x")
        else:
            lie = value | ({"seed": 4} if name == "run" else {"min_score": 0.123})
        with pytest.raises((fs.VerificationError, fs.InvalidInputError)) as refused:
            fs.DecisionRecord.from_dict({**record.to_dict(), name: lie}).verify(document, matching)
        assert refused.value.path.startswith(name)
    with pytest.raises(fs.VerificationError) as other:
        record.verify(document, fs.match_cohort(document, objective="coverage", seed=4))
    assert other.value.code == "record_mismatch"
    changed = {**document, "policy": {"min_score": 0.111}}
    with pytest.raises(fs.VerificationError) as wrong:
        record.verify(changed, matching)
    assert (wrong.value.code, wrong.value.path) == ("wrong_cohort", "run.policy_hash")
