"""Laws that hold for every cohort."""

from __future__ import annotations

import copy
import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import fireside as fs

TOPICS = ["rust", "go", "design", "speaking", "sql"]
ids = st.integers(0, 30)


def people(kind: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.lists(kind, max_size=7, unique_by=lambda person: person["id"])


def entries(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[list[dict[str, Any]]]:
    entry = st.fixed_dictionaries({"topic": st.sampled_from(TOPICS)}, optional=fields)
    return st.lists(entry, max_size=3, unique_by=lambda item: item["topic"])


share = st.integers(0, 10).map(lambda tenths: tenths / 10)
mentors = st.fixed_dictionaries(
    {"id": ids.map(lambda k: f"m{k}")},
    optional={
        "offers": entries(
            level=st.integers(1, 5), willingness=st.sampled_from(["eager", "willing", "if_needed", "no"])
        ),
        "capacity": st.integers(0, 3),
        "open": st.integers(0, 3),
        "responsiveness": share,
        "reliability": share,
        "budget": st.fixed_dictionaries({"minutes": st.sampled_from([20, 60, 90]), "days": st.just(28)}),
        "attributes": st.fixed_dictionaries({"team": st.sampled_from(["a", "b"])}),
    },
)
mentees = st.fixed_dictionaries(
    {"id": ids.map(lambda k: f"e{k}")},
    optional={
        "wants": entries(importance=st.integers(1, 9), level=st.integers(1, 5)),
        "mentors_wanted": st.integers(0, 3),
        "open": st.integers(0, 3),
        "reliability": share,
        "passed_over": st.integers(0, 4),
        "attributes": st.fixed_dictionaries({"team": st.sampled_from(["a", "b"])}),
    },
)
soft = [
    {"rule": "keep_pairs", "weight": 20},
    {"rule": "prefer_responsive", "weight": 10},
    {"rule": "prefer_reliable", "weight": 5},
    {"rule": "favour_passed_over", "weight": 15},
]


@st.composite
def pairs(draw: st.DrawFn, document: dict[str, Any]) -> dict[str, Any]:
    """Some pairs that are apart, and some that are known already."""
    every = [(mentor["id"], mentee["id"]) for mentor in document["mentors"] for mentee in document["mentees"]]
    for name in ("apart", "incumbents") if every else ():
        some = draw(st.lists(st.sampled_from(every), max_size=4, unique=True))
        document[name] = [{"mentor": mentor, "mentee": mentee} for mentor, mentee in some]
    return document


cohorts = st.fixed_dictionaries(
    {
        "topics": st.just(
            [
                {"id": "rust", "related": ["go"]},
                {"id": "go"},
                {"id": "design"},
                {"id": "speaking"},
                {"id": "sql", "broader": ["design"]},
            ]
        ),
        "mentors": people(mentors),
        "mentees": people(mentees),
        "policy": st.fixed_dictionaries(
            {},
            optional={
                "blank_wants": st.sampled_from(["ask", "open"]),
                "min_score": st.sampled_from([0, 0.3]),
                "rules": st.lists(st.sampled_from(soft), max_size=3),
            },
        ),
    }
).flatmap(pairs)


def total(document: dict[str, Any]) -> int:
    return fs.match_cohort(document).certificate.total_points


@given(cohorts, st.randoms(use_true_random=False), st.integers(0, 3))
@settings(deadline=None)
def test_order_is_nothing(document: dict[str, Any], chance: random.Random, seed: int) -> None:
    matching = fs.match_cohort(document, seed=seed)
    assert matching.status == "optimal" and matching.verify(document)
    shuffled = copy.deepcopy(document)
    for name in ("topics", "mentors", "mentees", "apart", "incumbents"):
        chance.shuffle(shuffled.get(name, []))
    for person in shuffled["mentors"] + shuffled["mentees"]:
        for name in ("offers", "wants"):
            chance.shuffle(person.get(name, []))
    assert fs.match_cohort(shuffled, seed=seed, threads=1).to_json() == matching.to_json()


@given(cohorts, st.data())
@settings(deadline=None)
def test_more_never_hurts(document: dict[str, Any], data: st.DataObject) -> None:
    before = total(document)
    if document["mentors"]:
        more = copy.deepcopy(document)
        mentor = data.draw(st.sampled_from(more["mentors"]))
        mentor["capacity"] = mentor.get("capacity", 1) + 1
        if "open" in mentor:
            mentor["open"] += 1
        assert total(more) >= before
    joined = copy.deepcopy(document)
    joined["mentors"].append(data.draw(mentors) | {"id": "new"})
    assert total(joined) >= before


@given(cohorts)
@settings(deadline=None)
def test_a_hard_rule_never_helps(document: dict[str, Any]) -> None:
    ruled = copy.deepcopy(document)
    ruled["policy"]["rules"] = [*ruled["policy"].get("rules", []), {"rule": "must_differ", "attribute": "team"}]
    assert total(ruled) <= total(document)


@given(cohorts)
@settings(deadline=None)
def test_who_is_apart_is_apart(document: dict[str, Any]) -> None:
    matching = fs.match_cohort(document)
    apart = {(pair["mentor"], pair["mentee"]) for pair in document.get("apart", [])}
    assert not apart & {(pairing.mentor, pairing.mentee) for pairing in matching.pairings}
    for mentor in document["mentors"]:
        least = min(mentor.get("capacity", 1), mentor.get("open", 10))
        least = min(least, mentor.get("budget", {"minutes": 10_000})["minutes"] // 30)
        assert sum(pairing.mentor == mentor["id"] for pairing in matching.pairings) <= least
    together = {name: value for name, value in document.items() if name != "apart"}
    assert total(together) >= matching.certificate.total_points


@given(cohorts, st.integers(2, 9))
@settings(deadline=None)
def test_only_proportions_of_importance_count(document: dict[str, Any], factor: int) -> None:
    scaled = copy.deepcopy(document)
    for mentee in scaled["mentees"]:
        for want in mentee.get("wants", []):
            want["importance"] = want.get("importance", 3) * factor
    assert total(scaled) == total(document)
