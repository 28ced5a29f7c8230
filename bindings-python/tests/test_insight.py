"""What a round comes to: every figure counted again, by other code, on random cohorts."""

from __future__ import annotations

import csv
import io
import json
import math
import pickle
import statistics
import threading
from collections import Counter
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any, get_args

import pytest
from cohorts import crowd
from hypothesis import given, settings
from hypothesis import strategies as st

import fireside as fs

TOPICS = {"data": None, "stats": "data", "bayes": "stats", "law": None, "tax": "law"}
SILOS = ["Sales", "Ops", "Law"]
OUTCOMES = ["held", "held_long", "expired", "declined", "no_show", "open", "accepted"]


@st.composite
def rounds(draw: st.DrawFn) -> dict[str, Any]:
    """A cohort as a document: interests count, and who is in which department."""
    topic = st.sampled_from(sorted(TOPICS))
    level = st.integers(1, 5)
    willingness = st.sampled_from(["eager", "willing", "if_needed", "no"])
    silo = st.sampled_from([{}, *({"department": silo} for silo in SILOS), {"department": ["Sales", "Ops"]}])
    status = st.sampled_from(["active", "active", "active", "paused"])
    mentors = [
        {
            "id": f"m{k}",
            "capacity": draw(st.integers(0, 3)),
            "status": draw(status),
            "attributes": draw(silo),
            "offers": [
                {"topic": each, "level": draw(level), "willingness": draw(willingness)}
                for each in draw(st.lists(topic, max_size=3, unique=True))
            ],
        }
        for k in range(draw(st.integers(1, 6)))
    ]
    mentees = [
        {
            "id": f"p{k}",
            "mentors_wanted": draw(st.integers(0, 2)),
            "status": draw(status),
            "attributes": draw(silo),
            "wants": [
                {"topic": each, "level": draw(level), "importance": draw(level)}
                for each in draw(st.lists(topic, max_size=3, unique=True))
            ],
        }
        for k in range(draw(st.integers(1, 9)))
    ]
    pairs = st.tuples(st.sampled_from(mentors), st.sampled_from(mentees))
    met = draw(st.lists(pairs, max_size=4))
    return {
        "topics": [{"id": name, "broader": [broader] if broader else []} for name, broader in TOPICS.items()],
        "mentors": mentors,
        "mentees": mentees,
        "history": [{"mentor": mentor["id"], "mentee": mentee["id"]} for mentor, mentee in met],
        "policy": {
            "session_minutes": draw(st.sampled_from([20, 30, 45])),
            "blank_wants": draw(st.sampled_from(["ask", "open"])),
            "min_score": draw(st.sampled_from([0, 0.3])),
        },
    }


@st.composite
def stories(draw: st.DrawFn, cohort: dict[str, Any]) -> dict[tuple[str, str], str]:
    """What became of some proposals."""
    pairs = [(mentor["id"], mentee["id"]) for mentor in cohort["mentors"] for mentee in cohort["mentees"]]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=6, unique=True))
    return {pair: draw(st.sampled_from(OUTCOMES)) for pair in chosen}


def events(told: dict[tuple[str, str], str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []

    def tell(day: int, event: str, pair: tuple[str, str], **more: Any) -> None:
        at = f"2026-12-{day:02}T10:00:00Z"
        found.append({"id": str(len(found)), "at": at, "event": event, "mentor": pair[0], "mentee": pair[1], **more})

    for pair, outcome in told.items():
        tell(1, "proposed", pair)
        if outcome in ("held", "held_long", "no_show", "accepted"):
            tell(2, "accepted", pair)
        if outcome in ("held", "held_long"):
            tell(3, "held", pair, **({"minutes": 75} if outcome == "held_long" else {}))
        if outcome in ("expired", "declined"):
            tell(3, outcome, pair)
        if outcome == "no_show":
            tell(3, "no_show", pair, who="mentor")
    return found


def nearest(count: int, of: int) -> float | None:
    """A share to the nearest millionth, halves up."""
    return None if of == 0 else math.floor(Fraction(count * 1_000_000, of) + Fraction(1, 2)) / 1e6


def rounded(value: Fraction) -> int:
    return math.floor(value + Fraction(1, 2))


class Recount:
    """A round, counted again from the cohort's document and the pairs alone; points are asked pair by pair."""

    def __init__(self, document: dict[str, Any], matching: fs.Matching, best: int) -> None:
        self.shared = {
            (pair.mentor, pair.mentee): {shared.wanted for shared in pair.shared_topics} if not pair.broad else set()
            for pair in matching.pairings
        }
        self.policy = document["policy"]
        active = [one for one in document["mentors"] if one["status"] == "active" and one["capacity"] > 0]
        self.mentors = {one["id"]: one for one in active}
        asking = [one for one in document["mentees"] if one["status"] == "active" and one["mentors_wanted"] > 0]
        self.mentees = {one["id"]: one for one in asking}
        self.everybody = {one["id"]: one for side in ("mentors", "mentees") for one in document[side]}
        self.history = {(met["mentor"], met["mentee"]) for met in document["history"]}
        self.pairs = [(pair.mentor, pair.mentee) for pair in matching.pairings]
        self.best = best
        matcher = fs.Matcher(document)
        self.points: dict[tuple[str, str], int] = {}
        for mentor in self.mentors:
            for mentee in self.mentees:
                explanation = matcher.explain(mentor, mentee)
                if explanation.eligible:
                    self.points[mentor, mentee] = explanation.pairing.points

    def choices(self, mentee: str) -> list[int]:
        return sorted((points for (_, who), points in self.points.items() if who == mentee), reverse=True)

    def got(self, mentee: str) -> int:
        return max((self.points[pair] for pair in self.pairs if pair[1] == mentee), default=0)

    def figures(self, told: dict[tuple[str, str], str] | None) -> dict[str, float | None]:
        session, pairs, count = self.policy["session_minutes"], self.pairs, len(self.pairs)
        able = [mentee for mentee in self.mentees if self.choices(mentee)]
        loads = Counter(mentor for mentor, _ in pairs)
        spread = sorted(loads[mentor] for mentor in self.mentors)
        seats = sum(one["capacity"] for one in self.mentors.values())
        silo = {id: one["attributes"].get("department") for id, one in self.everybody.items()}
        stated = [pair for pair in pairs if all(isinstance(silo[id], str) for id in pair)]
        open_ = self.policy["blank_wants"] == "open"
        waits = [
            id
            for id, one in self.mentees.items()
            if (one["wants"] or open_) and sum(pair[1] == id for pair in pairs) < one["mentors_wanted"]
        ]
        met = {mentor for mentor, _ in self.history}
        known = bool(self.history)
        top = spread[len(spread) - math.ceil(len(spread) / 10) :]
        total = sum(self.points[pair] for pair in pairs)
        weighted = sum((2 * k - len(spread) - 1) * load for k, load in enumerate(spread, 1))

        def kept(mentee: str) -> bool:
            return self.got(mentee) > 0 and sum(points > self.got(mentee) for points in self.choices(mentee)) < self.best

        found: dict[str, float | None] = {
            "mentees": len(self.mentees),
            "mentees_blank": sum(not one["wants"] for one in self.mentees.values()),
            "mentors": len(self.mentors),
            "pairings": count,
            "coverage": nearest(len({mentee for _, mentee in pairs}), len(self.mentees)),
            "mentors_matched": nearest(len(loads), len(self.mentors)),
            "waiting": len(waits),
            "total_points": total,
            "mean_points": rounded(Fraction(total, count)) if count else None,
            "points_of_best": nearest(sum(map(self.got, able)), sum(self.choices(mentee)[0] for mentee in able)),
            "first_choice": nearest(sum(self.got(mentee) == self.choices(mentee)[0] for mentee in able), len(able)),
            "within_best": nearest(sum(map(kept, able)), len(able)),
            "across_silos": nearest(sum(silo[mentor] != silo[mentee] for mentor, mentee in stated), len(stated)),
            "repeats": nearest(sum(pair in self.history for pair in pairs), count) if known else None,
            "new_voices": nearest(sum(mentor not in met for mentor in loads), len(loads)) if known else None,
            # Exact to the millionth, rounded down, as a concentration is.
            "gini": math.floor(Fraction(weighted * 1_000_000, len(spread) * count)) / 1e6 if count else None,
            "top_tenth": math.floor(Fraction(sum(top) * 1_000_000, count)) / 1e6 if count else None,
            "seats": seats,
            "seats_taken": nearest(count, seats),
            "hours_offered": nearest(seats * session, 60),
            "hours_planned": nearest(count * session, 60),
            "cost": rounded(Fraction(count * session * (7_777 + 3_333), 60) + 99 * count),
            "cost_per_conversation": rounded(Fraction(session * (7_777 + 3_333), 60) + 99) if count else None,
        }
        if told is not None:
            became = Counter(told.values())
            held, minutes = became["held"] + became["held_long"], became["held"] * session + became["held_long"] * 75
            decided = sum(outcome != "open" for outcome in told.values())
            found |= {
                "conversations_held": held,
                "hours_held": nearest(minutes, 60),
                "response": nearest(decided - became["expired"], decided),
                "no_show": nearest(became["no_show"], held + became["no_show"]),
                "cost_held": rounded(Fraction(minutes * (7_777 + 3_333), 60) + 99 * held),
            }
        return found

    def topics(self) -> dict[str, dict[str, Any]]:
        """Supply and demand, each topic and each with those that are narrower."""
        below = {topic: {other for other in TOPICS if topic in above(other)} for topic in TOPICS}
        wants = {id: {want["topic"] for want in one["wants"]} for id, one in self.mentees.items()}
        offers = {
            id: {offer["topic"]: offer["willingness"] for offer in one["offers"]} for id, one in self.mentors.items()
        }
        willing = {id: {topic for topic, how in all.items() if how != "no"} for id, all in offers.items()}
        met: dict[str, set[str]] = {mentee: set() for mentee in self.mentees}
        for pair in self.pairs:
            met[pair[1]] |= self.shared[pair] & wants[pair[1]]

        def count(topics: set[str]) -> dict[str, int]:
            return {
                "asked": sum(bool(all & topics) for all in wants.values()),
                "offered": sum(bool(all & topics) for all in willing.values()),
                "seats": sum(self.mentors[id]["capacity"] for id, all in willing.items() if all & topics),
                "met": sum(bool(all & topics) for all in met.values()),
            }

        found: dict[str, dict[str, Any]] = {}
        for topic in TOPICS:
            own, all = count({topic}), count(below[topic])
            how = Counter(offers[id].get(topic) for id in offers)
            own |= {name: how[name] for name in ("eager", "willing", "if_needed")} | {"unwilling": how["no"]}
            if own["asked"] + own["offered"] + own["unwilling"] + all["asked"] + all["offered"]:
                found[topic] = own | {"with_narrower": fs.RolledUp(**all)}
        return found


def above(topic: str) -> set[str]:
    found = {topic}
    while (broader := TOPICS[topic]) is not None:
        found.add(topic := broader)
    return found


@given(st.data())
@settings(max_examples=120, deadline=None)
def test_every_figure_is_counted_again(data: st.DataObject) -> None:
    document = data.draw(rounds())
    told = data.draw(st.none() | stories(document))
    best = data.draw(st.integers(1, 3))
    matching = fs.match_cohort(document)
    insight = matching.insight(
        document,
        silo="department",
        best=best,
        cost=fs.HostRates(mentor_hour=7_777, mentee_hour=3_333, per_conversation=99, currency="CHF"),
        events=None if told is None else events(told),
    )
    recount = Recount(document, matching, best)
    expected = recount.figures(told)
    for figure in insight.figures:
        if figure.figure == "across_silos" and figure.value is None:
            continue
        assert figure.value == expected.get(figure.figure), figure
    assert {figure.figure for figure in insight.figures} == set(get_args(fs.FigureCode))
    topics = recount.topics()
    assert {topic.topic for topic in insight.topics} == set(topics)
    for topic in insight.topics:
        for name, value in topics[topic.topic].items():
            assert getattr(topic, name) == value, (topic.topic, name)
    if insight.silos is not None and not insight.silos.suppressed:
        told_links = sum(link.conversations for link in insight.silos.links)
        whole = told_links + sum(others.conversations for others in insight.silos.others)
        assert whole + (insight.silos.unstated or 0) == len(matching.pairings)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_worth_is_what_another_run_finds(data: st.DataObject) -> None:
    document = data.draw(rounds())
    matching = fs.match_cohort(document)
    cohort = fs.Cohort.from_dict(document)
    for topic in matching.insight(cohort).topics:
        if topic.worth is not None:
            offer = fs.Offer(topic=topic.topic, level=5)
            more = cohort.changed({"add_mentors": [fs.Mentor(id="zz-new", offers=[offer])]})
            gained = fs.match_cohort(more).certificate.total_points - matching.certificate.total_points
            assert topic.worth == gained, topic


@given(st.lists(st.tuples(st.booleans(), st.floats(-1e6, 1e6)), min_size=60, max_size=120))
@settings(max_examples=60, deadline=None)
def test_associations_are_those_of_the_statistics_module(people: list[tuple[bool, float]]) -> None:
    mentees = [{"id": f"p{k}", "wants": [{"topic": "data"}] if asks else []} for k, (asks, _) in enumerate(people)]
    mentor = {"id": "ada", "capacity": 200, "offers": [{"topic": "data"}]}
    document = {"topics": [{"id": "data"}], "mentors": [mentor], "mentees": mentees}
    values = {f"p{k}": round(value, 6) for k, (_, value) in enumerate(people)}
    [found] = fs.match_cohort(document).insight(document, outcomes={"rating": values}).associations
    matched = [values[f"p{k}"] for k, (asks, _) in enumerate(people) if asks]
    others = [values[f"p{k}"] for k, (asks, _) in enumerate(people) if not asks]
    assert (found.participants, found.others) == (len(matched), len(others))
    if min(len(matched), len(others)) < 30:
        assert (found.refused, found.mean, found.low) == ("too_few", None, None)
        return
    mean = statistics.fmean(matched) - statistics.fmean(others)
    spread = 1.96 * math.sqrt(statistics.variance(matched) / len(matched) + statistics.variance(others) / len(others))
    for ours, exact in [(found.difference, mean), (found.low, mean - spread), (found.high, mean + spread)]:
        assert ours == pytest.approx(exact, rel=1e-9, abs=2e-6)


def test_tables_are_what_a_csv_reader_reads() -> None:
    cohort = crowd(40, 12)
    insight = fs.match_cohort(cohort).insight(cohort, min_group=2)
    rows = list(csv.DictReader(io.StringIO(insight.to_csv("figures"), newline="")))
    assert [row["figure"] for row in rows] == list(get_args(fs.FigureCode))
    for row, figure in zip(rows, insight.figures, strict=True):
        assert (float(row["value"]) if row["value"] else None) == figure.value
    topics = list(csv.DictReader(io.StringIO(insight.to_csv("topics"), newline="")))
    assert [(row["topic"], row["label"], row["worth"]) for row in topics] == [
        (topic.topic, topic.label, "" if topic.worth is None else str(topic.worth)) for topic in insight.topics
    ]
    gaps = list(csv.DictReader(io.StringIO(insight.to_csv("gaps"), newline="")))
    assert [row["topic"] for row in gaps] == [gap.topic for gap in insight.gaps]


def test_an_insight_is_plain_data() -> None:
    cohort = crowd(20, 9)
    matching = fs.match_cohort(cohort)
    insight = matching.insight(cohort)
    assert pickle.loads(pickle.dumps(insight)) == insight == fs.Insight.from_dict(insight.to_dict())
    assert len({insight, matching.insight(cohort, threads=1)}) == 1
    assert insight["coverage"].value == insight.figures[4].value
    with pytest.raises(KeyError):
        insight["coverag"]  # type: ignore[index]
    with pytest.raises(TypeError):
        fs.Insight()
    beside = matching.insight(cohort, previous=insight)
    assert (beside["coverage"].change, beside["coverage"].previous) == (0, insight["coverage"].value)
    assert json.loads(insight.to_json()) == insight.to_dict()
    assert repr(insight).startswith("<Insight: coverage ")


def test_what_a_matcher_knows_and_what_is_refused() -> None:
    document = {
        "topics": [{"id": "data"}],
        "mentors": [{"id": "ada", "offers": [{"topic": "data"}], "attributes": {"department": "MARKER"}}],
        "mentees": [{"id": "bo", "wants": [{"topic": "data"}], "attributes": {"department": "MARKER"}}],
        "policy": {"hidden_attributes": ["department"]},
    }
    matcher = fs.Matcher(document)
    matcher.apply(events({("ada", "bo"): "held_long"}))
    assert matcher.insight()["hours_held"].value == 1.25
    assert matcher.insight(since=datetime(2026, 12, 2, tzinfo=UTC))["hours_held"].value == 0
    matching = fs.match_cohort(document)
    with pytest.raises(fs.InvalidInputError) as raised:
        matching.insight(document, silo="department")
    assert (raised.value.code, raised.value.path, "MARKER" in str(raised.value)) == ("contradiction", "silo", False)
    assert "MARKER" not in matching.insight(document).to_json()
    with pytest.raises(fs.VerificationError):
        matching.insight(crowd(3, 2))
    with pytest.raises(fs.InvalidInputError) as raised:
        matching.insight(document).to_csv("all")  # type: ignore[arg-type]
    assert (raised.value.code, raised.value.path) == ("unknown_choice", "table")
    late = matching.insight(document, timeout=0)
    assert (late.complete, late.worth_absent) == (False, "deadline")
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(fs.CancelledError):
        matching.insight(document, cancel=cancel)
