"""The page to look at, as Python has it, and what notebooks show; the figures against the documents by other code than the core's tests."""

from __future__ import annotations

import subprocess
import sys
import threading
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from test_insight import rounds

import fireside as fs

EXAMPLE = Path(__file__).parents[2] / "examples" / "cohort.json"


class Tables(HTMLParser):
    """The tables of a page by their captions, as HTML parsers read it: of each cell the figure, or the text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tables: dict[str, list[list[str]]] = {}
        self.tags: set[str] = set()
        self._rows: list[list[str]] = []
        self._into: list[str] | None = None
        self._figure: str | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag == "table":
            self._rows = []
        elif tag == "tr":
            self._rows.append([])
        elif tag in ("caption", "td", "th"):
            self._into, self._figure = [], None
        elif tag == "data":
            self._figure = dict(attrs)["value"]

    def handle_endtag(self, tag: str) -> None:
        text = "".join(self._into or []).strip()
        if tag == "caption":
            self.tables[text] = self._rows
        elif tag in ("td", "th"):
            self._rows[-1].append(self._figure or text)
        if tag in ("caption", "td", "th"):
            self._into = None

    def handle_data(self, data: str) -> None:
        if self._into is not None:
            self._into.append(data)


def number(value: float | None) -> str:
    return "–" if value is None else repr(int(value) if value == int(value) else value)


@settings(max_examples=30, deadline=None)
@given(rounds())
def test_the_page_says_what_the_documents_say(document: dict[str, Any]) -> None:
    cohort = fs.Cohort.from_dict(document)
    matching = fs.match_cohort(cohort)
    insight = matching.insight(cohort, silo="department", min_group=2)
    page = matching.report(cohort, insight={"silo": "department", "min_group": 2})
    tables = Tables(page).tables
    _, *figures = tables["All figures of the round"]
    known = [figure for figure in insight.figures if figure.value is not None]
    assert [row[1:] for row in figures] == [[number(one.value), number(one.count), number(one.of)] for one in known]
    if insight.topics:
        _, *topics = tables["Supply and demand by topic"]
        asked = sorted(insight.topics, key=lambda topic: (-topic.asked, topic.topic))
        expected = [[one.label, number(one.asked), number(one.offered), number(one.met), number(one.worth)] for one in asked]
        assert [[row[0], row[1], row[2], row[8], row[9]] for row in topics] == expected
    assert insight.silos is not None
    for link in insight.silos.links:
        assert [link.mentor, link.mentee, str(link.conversations)] in tables["Conversations between silos"]


def test_a_page_takes_what_insight_and_audit_take() -> None:
    cohort = fs.Cohort.from_json(EXAMPLE.read_text(encoding="utf-8"))
    matching = fs.match_cohort(cohort)
    before = matching.insight(cohort)
    first = matching.pairings[0]
    pair = {"mentor": first.mentor, "mentee": first.mentee}
    held = {"id": "1", "at": "2026-12-01T10:00:00Z", "event": "held", "minutes": 45, **pair}
    cost = fs.HostRates(mentor_hour=6_000, currency="EUR")
    page = matching.report(
        cohort,
        title="Spring & summer",
        details=2,
        insight={"silo": "department", "previous": before, "cost": cost},
        audit={"by": ["grade"], "bands": {"grade": [3, 6]}},
        events=[held],
    )
    read = Tables(page)
    assert page.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert "<h1>Spring &amp; summer</h1>" in page
    assert "script" not in read.tags
    assert read.tables["All figures of the round"][0][4] == "Round before"
    assert len(read.tables["Mentees without a mentor"]) == 3
    assert {"Mentees by grade", "Mentors by grade"} <= read.tables.keys()
    assert ["Hours held", "0.75"] in [row[:2] for row in read.tables["All figures of the round"]]
    assert "<bdi>m" not in matching.report(cohort, details=0)


@settings(max_examples=15, deadline=None)
@given(rounds())
def test_the_page_of_an_engine_has_what_it_was_told(document: dict[str, Any]) -> None:
    cohort = fs.Cohort.from_dict(document)
    matching = fs.match_cohort(cohort)
    matcher = fs.Matcher(cohort)
    # Told nothing, it is the page of its matching, in any language.
    for language in ("en", "de"):
        page = matching.report(cohort.in_language(language), events=[], details=5)
        assert matcher.in_language(language).report(details=5) == page
    matcher.apply({"id": "1", "at": "2026-12-01T10:00:00Z", "event": "paused", "person": cohort.mentors[0].id})
    _, *figures = Tables(matcher.report()).tables["All figures of the round"]
    known = [figure for figure in matcher.insight().figures if figure.value is not None]
    assert [row[1:] for row in figures] == [[number(one.value), number(one.count), number(one.of)] for one in known]


def test_what_is_refused() -> None:
    document = {"mentors": [{"id": "ada", "offers": [{"topic": "rust"}]}], "policy": {"unknown_topics": "adopt"}}
    cohort = fs.Cohort.from_dict(document)
    matching = fs.match_cohort(cohort)
    wrong: list[tuple[dict[str, Any], str, str]] = [
        ({"details": 1_001}, "out_of_range", "details"),
        ({"details": "5"}, "wrong_type", "details"),
        ({"title": ""}, "invalid_text", "title"),
        ({"insight": {"best": 0}}, "out_of_range", "insight.best"),
        ({"insight": {"silos": "x"}}, "unknown_field", "insight.silos"),
        ({"insight": 5}, "wrong_type", "insight"),
        ({"audit": {}}, "missing_field", "audit.by"),
        ({"audit": {"by": ["team"]}}, "unknown_choice", "audit.by[0]"),
    ]
    for options, code, path in wrong:
        with pytest.raises(fs.InvalidInputError) as found:
            matching.report(cohort, **options)
        assert (found.value.code, found.value.path) == (code, path)
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(fs.CancelledError):
        matching.report(cohort, cancel=cancel)
    with pytest.raises(fs.VerificationError, match="cohort"):
        matching.report({**document, "mentors": []})
    crowd = fs.Cohort.from_json(EXAMPLE.read_text(encoding="utf-8"))
    assert "The deadline came first" in fs.match_cohort(crowd).report(crowd, timeout=0)


MARK = "<script>alert('\"&')</script>"


def test_notebooks_show_little_and_nothing_that_runs() -> None:
    people = 30
    document = {
        "topics": [{"id": f"t{k}{MARK}"} for k in range(20)],
        "mentors": [
            {
                "id": f"m{k:02}{MARK}",
                "name": MARK,
                "capacity": 2,
                "attributes": {"quux": "hidden"},
                "offers": [{"topic": f"t{k}{MARK}"} for k in range(20)],
            }
            for k in range(people)
        ],
        "mentees": [{"id": f"p{k:02}{MARK}", "name": MARK, "wants": [{"topic": f"t1{MARK}"}]} for k in range(people)],
        "policy": {"hidden_attributes": ["quux"]},
    }
    cohort = fs.Cohort.from_dict(document)
    matching = fs.match_cohort(cohort)
    pairing = matching.pairings[0]
    explanation = fs.Matcher(cohort).explain(pairing.mentor, pairing.mentee)
    for shown in (cohort, matching, pairing, explanation):
        html = shown._repr_html_()
        read = Tables(html)
        assert read.tags <= {"div", "p", "strong", "table", "caption", "thead", "tbody", "tr", "th", "td", "ul", "li"}
        assert all(len(rows) <= 11 for rows in read.tables.values())
        assert "&lt;script&gt;" in html
        assert "quux" not in html
        assert len(html) < 20_000
    assert list(Tables(cohort._repr_html_()).tables) == ["10 of 30 mentors", "10 of 30 mentees"]
    assert "and 10 more" in cohort._repr_html_()
    assert f"{pairing.points:,} points" in pairing._repr_html_()


def test_nobody_waits_for_what_they_do_not_use() -> None:
    code = "import sys, fireside; print(any(f'fireside.{name}' in sys.modules for name in ('report', 'notebook')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
