"""Tables as Arrow streams: cell by cell the document and the CSV, as pyarrow reads them."""

from __future__ import annotations

import copy
import csv
import gc
import io
import pickle
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, get_args

import pyarrow as pa
import pytest
from arrow_support import read
from cohorts import crowd
from pyarrow import ipc

import fireside as fs


def stating(mentees: int, mentors: int) -> dict[str, Any]:
    """A crowd of which most state a department."""
    document = crowd(mentees, mentors)
    for k, person in enumerate([*document["mentors"], *document["mentees"]]):
        if k % 7:
            person["attributes"] = {"department": ["=Sales", "Ops", "Law"][k % 3]}
    return document


def insight_of(people: int = 60, mentors: int = 15, **options: Any) -> fs.Insight:
    cohort = stating(people, mentors)
    return fs.match_cohort(cohort).insight(cohort, min_group=2, **options)


def expected(insight: fs.Insight, table: str) -> list[dict[str, Any]]:
    """The rows of a table, from the document alone."""
    document = insight.to_dict()
    rows: list[dict[str, Any]]
    if table == "topics":
        keys = ("asked", "offered", "seats", "met")
        rows = [row | {f"{key}_with_narrower": row["with_narrower"][key] for key in keys} for row in document["topics"]]
    elif table == "gaps":
        rows = [row | {"nearest": [near["label"] for near in row["nearest"]]} for row in document["gaps"]]
    elif table == "silos":
        rows = [row | {"links": 1} for row in document["silos"]["links"]] + document["silos"]["others"]
    else:
        rows = document["figures"]
    return rows


@pytest.mark.parametrize("table", get_args(fs.InsightTable))
def test_a_stream_is_the_document_and_the_csv(table: fs.InsightTable) -> None:
    insight = insight_of(silo="department", previous=insight_of(40, 12))
    about, columns = read(insight.to_arrow(table))
    assert about == {"fireside.schema": "fireside/insight/1", "fireside.table": table}
    rows = expected(insight, table)
    lines = list(csv.DictReader(io.StringIO(insight.to_csv(table), newline="")))
    assert rows or table == "gaps"
    for column in columns:
        name, cells = column["name"], column["cells"]
        assert cells == [row.get(name) for row in rows], name
        for cell, line in zip(cells, lines, strict=True):
            match cell:
                case None:
                    assert line[name] == ""
                case int() | float():
                    assert float(line[name]) == cell
                case list():
                    assert line[name] == "; ".join(cell)
                case _:
                    assert line[name].removeprefix("'") == cell
    assert [column["name"] for column in columns] == insight.to_csv(table).split("\r\n")[0].split(",")


def test_groups_are_a_table() -> None:
    cohort = stating(60, 15)
    audit = fs.match_cohort(cohort).audit(cohort, by=["department"], min_group=2)
    about, columns = read(audit.to_arrow())
    cells = {column["name"]: column["cells"] for column in columns}
    assert about == {"fireside.schema": "fireside/audit/1", "fireside.table": "groups"}
    rows = [(table, row) for table in audit.to_dict()["tables"] for row in table["rows"]]
    assert cells["side"] == [table["side"] for table, _ in rows]
    assert cells["value:department"] == [row["values"][0] if row["values"] else None for _, row in rows]
    for name in ("suppressed", "people", "matched", "best", "above_median", "points", "mean_points"):
        assert cells[name] == [row.get(name) for _, row in rows]
    for metric in ("matched", "best", "above_median"):
        rates: list[dict[str, Any]] = [next((rate for rate in row["rates"] if rate["metric"] == metric), {}) for _, row in rows]
        for name in ("rate", "low", "high", "impact_ratio", "below_threshold", "difference", "fisher_p"):
            assert cells[f"{metric}_{name}"] == [rate.get(name) for rate in rates]


def test_libraries_take_it_as_it_is(tmp_path: Path) -> None:
    """By the PyCapsule interface, more than once, and after the object is gone; or as bytes."""
    insight = insight_of()
    topics = insight.to_arrow("topics")
    table = pa.table(topics)
    assert table.equals(ipc.open_stream(topics.to_ipc()).read_all(), check_metadata=True)
    assert table.column_names[:2] == ["topic", "label"] and table.num_rows == len(insight.topics)
    reader = pa.RecordBatchReader.from_stream(insight.to_arrow("topics"))
    gc.collect()
    assert reader.read_all().equals(table)
    capsule = topics.__arrow_c_stream__()
    # Whoever does not take what is in it leaves nothing behind.
    del capsule
    assert pa.table(topics).equals(table)
    file = tmp_path / "topics.arrows"
    file.write_bytes(topics.to_ipc())
    assert ipc.open_stream(file.read_bytes()).read_all().equals(table)


def test_it_is_plain_data() -> None:
    insight = insight_of()
    figures = insight.to_arrow("figures")
    assert repr(figures) == f"<ArrowTable: {len(figures.to_ipc())} bytes>"
    assert len({figures, insight.to_arrow("figures"), insight.to_arrow("topics")}) == 2 and figures != figures.to_ipc()
    # Some libraries look for a sequence first, and would take it for numbers from 0 to 255.
    assert not isinstance(figures, Sequence) and not hasattr(figures, "__iter__")
    for again in (pickle.loads(pickle.dumps(figures)), copy.copy(figures), copy.deepcopy(figures)):
        assert again == figures and pa.table(again).equals(pa.table(figures))
    with pytest.raises(TypeError, match="comes from"):
        fs.ArrowTable()
    with pytest.raises(fs.InvalidInputError) as raised:
        insight.to_arrow("figure")  # type: ignore[arg-type]
    assert (raised.value.code, raised.value.path) == ("unknown_choice", "table")
    cohort = stating(20, 9)
    audit = fs.match_cohort(cohort).audit(cohort, by=["department"], min_group=2)
    assert pickle.loads(pickle.dumps(audit)).to_arrow() == audit.to_arrow()


def test_bytes_that_are_no_table_do_no_harm() -> None:
    """Nobody has them but who goes behind the class. Lengths that lie, and everything else, are an exception or another table."""
    ipc_stream = insight_of(20, 9, silo="department").to_arrow("silos").to_ipc()
    places = range(0, len(ipc_stream), 11)
    flipped = [ipc_stream[:k] + bytes([ipc_stream[k] ^ bits]) + ipc_stream[k + 1 :] for k in places for bits in (1, 0x80)]
    for wrong in [*flipped, *(ipc_stream[:cut] for cut in range(0, len(ipc_stream), 64))]:
        with suppress(fs.InternalError, pa.ArrowException, UnicodeDecodeError):
            pa.table(fs.ArrowTable._of(wrong)).validate(full=True)
    with pytest.raises(fs.InternalError):
        fs.ArrowTable._of(ipc_stream[: len(ipc_stream) // 2]).__arrow_c_stream__()


def test_what_is_hidden_is_in_no_byte() -> None:
    document = stating(40, 12)
    for person in [*document["mentors"], *document["mentees"]]:
        person.setdefault("attributes", {})["MARKER"] = "MARKER-1"
    document["policy"] = {**document.get("policy", {}), "hidden_attributes": ["MARKER"]}
    matching = fs.match_cohort(document)
    insight = matching.insight(document, silo="department", min_group=2)
    tables = [insight.to_arrow(table) for table in get_args(fs.InsightTable)]
    tables.append(matching.audit(document, by=["department"], min_group=2).to_arrow())
    assert not [table for table in tables if b"MARKER" in table.to_ipc()]
    assert b"MARKER-1" in matching.audit(document, by=["MARKER"], min_group=2).to_arrow().to_ipc()
