"""Cohorts that several tests share: one that uses every field of the contract, in every form of input, and a crowd."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

import fireside as fs


def rich_document() -> dict[str, Any]:
    """Every field of ``fireside/cohort/1``, as dicts and lists."""
    availability = {
        "time_zone": "Europe/London",
        "weekly": [{"day": "mon", "start": "09:00", "end": "12:00"}, {"day": "tue", "start": "13:30", "end": "17:00"}],
        "away": [{"from": "2026-12-24", "to": "2026-12-26"}],
        "extra": [{"start": "2026-12-01T18:00", "end": "2026-12-01T19:00"}],
    }
    return {
        "schema": "fireside/cohort/1",
        "topics": [
            {"id": "systems-programming", "label": "Systems Programming"},
            {
                "id": "rust",
                "label": "Rust",
                "aliases": ["rustlang"],
                "broader": ["systems-programming"],
                "related": ["cpp"],
            },
            {"id": "cpp", "label": "C++"},
            {"id": "speaking", "label": "Public Speaking"},
        ],
        "mentors": [
            {
                "id": "ada",
                "name": "Ada",
                "status": "active",
                "offers": [
                    {"topic": "rust", "level": 5, "willingness": "eager"},
                    {"topic": "speaking", "level": 4, "willingness": "if_needed"},
                ],
                "capacity": 2,
                "availability": availability,
                "attributes": {"department": "Engineering", "grade": 7, "languages": ["en", "fr"]},
                "manager": "gil",
                "prefers": ["bo"],
                "blocks": ["dan"],
                "open": 1,
                "responsiveness": 0.75,
                "reliability": 1,
                "budget": {"minutes": 120, "days": 28},
            },
            {"id": "gil", "offers": [{"topic": "Public Speaking"}], "attributes": {"grade": 9.5, "languages": ["en"]}},
            {"id": "pia", "status": "paused", "offers": [{"topic": "c++"}]},
        ],
        "mentees": [
            {
                "id": "bo",
                "name": "Bo",
                "status": "active",
                "wants": [{"topic": "rustlang", "importance": 5, "level": 1}, {"topic": "speaking"}],
                "mentors_wanted": 1,
                "availability": availability,
                "attributes": {"department": "Sales", "grade": 5, "languages": ["fr"]},
                "manager": "zoe",
                "prefers": ["ada"],
                "blocks": [],
                "passed_over": 2,
                "open": 1,
                "reliability": 0.9,
            },
            {"id": "dan", "wants": [{"topic": "rust"}], "attributes": {"grade": 5, "languages": ["en"]}},
            {"id": "eve"},
        ],
        "history": [{"mentor": "ada", "mentee": "dan", "round": "2026-Q3"}, {"mentor": "old", "mentee": "gone"}],
        "locked": [{"mentor": "ada", "mentee": "bo"}],
        "affinities": [{"mentor": "ada", "mentee": "bo", "value": 0.8}],
        "apart": [
            {"mentor": "gil", "mentee": "bo", "until": "2027-01-05T09:00:00Z"},
            {"mentor": "ada", "mentee": "dan"},
        ],
        "incumbents": [{"mentor": "ada", "mentee": "bo"}],
        "policy": {
            "weights": {"interests": 60, "availability": 15, "preference": 10, "affinity": 2.5},
            "rules": [
                {"rule": "not_in_reporting_line"},
                {"rule": "must_share", "attribute": "languages"},
                {"rule": "must_differ", "attribute": "department"},
                {"rule": "prefer_differ", "attribute": "department", "weight": 5},
                {"rule": "gap", "attribute": "grade", "min": 1, "max": 4},
                {"rule": "prefer_gap", "attribute": "grade", "target": 2, "weight": 5},
                {"rule": "no_repeat", "rounds": 4},
                {"rule": "keep_pairs", "weight": 5},
                {"rule": "prefer_responsive", "weight": 2.5},
                {"rule": "prefer_reliable", "weight": 3},
                {"rule": "favour_passed_over", "weight": 10, "full_at": 4},
            ],
            "session_minutes": 30,
            "slot_minutes": 15,
            "min_overlap_minutes": 30,
            "horizon": {"from": "2026-12-01", "days": 14},
            "min_score": 0.2,
            "blank_wants": "open",
            "hidden_attributes": ["department"],
            "taxonomy": {"narrower": 0.8, "broader": 0.6, "related": 0.5, "min_similarity": 0.25},
            "unknown_topics": "adopt",
            "live": {
                "answer_days": 5,
                "decline_days": 365,
                "lapse_days": 7,
                "no_repeat_days": 60,
                "cool_down_days": 2,
                "no_show_days": 30,
                "learning": {"half_life_days": 90, "prior_successes": 3, "prior_failures": 2},
            },
        },
    }


def rich_cohort() -> fs.Cohort:
    """The same as dataclasses, with dates and times as Python has them."""
    availability = fs.Availability(
        time_zone="Europe/London",
        weekly=[
            fs.WeeklyWindow(day="mon", start=time(9), end=time(12)),
            fs.WeeklyWindow(day="tue", start="13:30", end="17:00"),
        ],
        away=[fs.Absence(from_=date(2026, 12, 24), to=date(2026, 12, 26))],
        extra=[fs.ExtraWindow(start=datetime(2026, 12, 1, 18), end=datetime(2026, 12, 1, 19))],
    )
    return fs.Cohort(
        topics=[
            fs.Topic(id="systems-programming", label="Systems Programming"),
            fs.Topic(id="rust", label="Rust", aliases=("rustlang",), broader=["systems-programming"], related=["cpp"]),
            fs.Topic(id="cpp", label="C++"),
            fs.Topic(id="speaking", label="Public Speaking"),
        ],
        mentors=[
            fs.Mentor(
                id="ada",
                name="Ada",
                status="active",
                offers=[
                    fs.Offer(topic="rust", level=5, willingness="eager"),
                    fs.Offer(topic="speaking", level=4, willingness="if_needed"),
                ],
                capacity=2,
                availability=availability,
                attributes={"department": "Engineering", "grade": 7, "languages": ["en", "fr"]},
                manager="gil",
                prefers=["bo"],
                blocks=["dan"],
                open=1,
                responsiveness=0.75,
                reliability=1,
                budget=fs.Budget(minutes=120, days=28),
            ),
            fs.Mentor(
                id="gil", offers=[fs.Offer(topic="Public Speaking")], attributes={"grade": 9.5, "languages": ["en"]}
            ),
            fs.Mentor(id="pia", status="paused", offers=[fs.Offer(topic="c++")]),
        ],
        mentees=[
            fs.Mentee(
                id="bo",
                name="Bo",
                status="active",
                wants=[fs.Want(topic="rustlang", importance=5, level=1), fs.Want(topic="speaking")],
                mentors_wanted=1,
                availability=availability,
                attributes={"department": "Sales", "grade": 5, "languages": ["fr"]},
                manager="zoe",
                prefers=["ada"],
                passed_over=2,
                open=1,
                reliability=0.9,
            ),
            fs.Mentee(id="dan", wants=[fs.Want(topic="rust")], attributes={"grade": 5, "languages": ["en"]}),
            fs.Mentee(id="eve"),
        ],
        history=[fs.Meeting(mentor="ada", mentee="dan", round="2026-Q3"), fs.Meeting(mentor="old", mentee="gone")],
        locked=[fs.Pair(mentor="ada", mentee="bo")],
        affinities=[fs.Affinity(mentor="ada", mentee="bo", value=0.8)],
        apart=[
            fs.Apart(mentor="gil", mentee="bo", until=datetime(2027, 1, 5, 9, tzinfo=UTC)),
            fs.Apart(mentor="ada", mentee="dan"),
        ],
        incumbents=[fs.Pair(mentor="ada", mentee="bo")],
        policy=fs.Policy(
            weights=fs.Weights(interests=60, availability=15, preference=10, affinity=2.5),
            rules=[
                fs.NotInReportingLine(),
                fs.MustShare(attribute="languages"),
                fs.MustDiffer(attribute="department"),
                fs.PreferDiffer(attribute="department", weight=5),
                fs.Gap(attribute="grade", min=1, max=4),
                fs.PreferGap(attribute="grade", target=2, weight=5),
                fs.NoRepeat(rounds=4),
                fs.KeepPairs(weight=5),
                fs.PreferResponsive(weight=2.5),
                fs.PreferReliable(weight=3),
                fs.FavourPassedOver(weight=10, full_at=4),
            ],
            session_minutes=30,
            slot_minutes=15,
            min_overlap_minutes=30,
            horizon=fs.Horizon(from_="2026-12-01", days=14),
            min_score=0.2,
            blank_wants="open",
            hidden_attributes=["department"],
            taxonomy=fs.TaxonomyPolicy(narrower=0.8, broader=0.6, related=0.5, min_similarity=0.25),
            unknown_topics="adopt",
            live=fs.LivePolicy(
                answer_days=5,
                decline_days=365,
                lapse_days=7,
                no_repeat_days=60,
                cool_down_days=2,
                no_show_days=30,
                learning=fs.Learning(half_life_days=90, prior_successes=3, prior_failures=2),
            ),
        ),
    )


def crowd(mentees: int, mentors: int, topics: int = 12) -> dict[str, Any]:
    """A cohort of some size, the same every time, without two equal people."""
    return {
        "topics": [{"id": f"t{k:02}"} for k in range(topics)],
        "mentors": [
            {
                "id": f"mentor{j:05}",
                "capacity": 1 + j % 3,
                "offers": [
                    {
                        "topic": f"t{(j * 7 + k * 3) % topics:02}",
                        "level": 1 + (j + k) % 5,
                        "willingness": ["eager", "willing"][k % 2],
                    }
                    for k in range(3)
                ],
            }
            for j in range(mentors)
        ],
        "mentees": [
            {
                "id": f"mentee{i:05}",
                "wants": [
                    {
                        "topic": f"t{(i * 5 + k * 2) % topics:02}",
                        "importance": 1 + (i + k) % 9,
                        "level": 1 + (i * 3 + k) % 5,
                    }
                    for k in range(1 + i % 3)
                ],
            }
            for i in range(mentees)
        ],
    }
