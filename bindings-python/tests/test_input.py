"""Every form of input gives the same cohort, byte for byte."""

from __future__ import annotations

import dataclasses
import enum
import itertools
import json
import types
import uuid
import zoneinfo
from array import array
from collections import OrderedDict, UserDict, UserList
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from cohorts import rich_cohort, rich_document
from hypothesis import given
from hypothesis import strategies as st

import fireside as fs


def one(**mentor: Any) -> dict[str, Any]:
    return {
        "topics": [{"id": "rust"}],
        "mentors": [{"id": "ada", **mentor}],
        "policy": {"horizon": {"from": "2026-12-01"}},
    }


def as_read(**mentor: Any) -> dict[str, Any]:
    read: dict[str, Any] = fs.Cohort.from_dict(one(**mentor)).to_dict()["mentors"][0]
    return read


def test_dict_json_and_dataclasses_are_one(document: dict[str, Any], cohort: fs.Cohort) -> None:
    text = cohort.to_json()
    assert fs.Cohort.from_dict(document).to_json() == text
    assert fs.Cohort.from_json(json.dumps(document)).to_json() == text
    assert fs.Cohort.from_json(json.dumps(document).encode()).to_json() == text
    assert fs.Cohort.from_json(bytearray(("\ufeff" + json.dumps(document)).encode())).to_json() == text
    assert fs.Cohort.from_json(text).to_json() == text
    assert fs.Cohort.from_dict(cohort.to_dict()).to_json() == text
    assert json.loads(text) == cohort.to_dict()
    assert list(json.loads(text)) == list(cohort.to_dict())


def test_what_it_hands_back_can_be_handed_in(cohort: fs.Cohort) -> None:
    again = fs.Cohort(
        topics=cohort.topics,
        mentors=cohort.mentors,
        mentees=cohort.mentees,
        history=cohort.history,
        locked=cohort.locked,
        affinities=cohort.affinities,
        apart=cohort.apart,
        incumbents=cohort.incumbents,
        policy=cohort.policy,
    )
    assert again == cohort
    assert [pair.until for pair in again.apart] == [None, "2027-01-05T09:00:00Z"]
    assert again.mentors == cohort.mentors and again.policy == cohort.policy


def test_mixed_and_lazy_input(document: dict[str, Any], cohort: fs.Cohort) -> None:
    mixed = fs.Cohort(
        topics=(topic for topic in document["topics"]),
        mentors={mentor["id"]: mentor for mentor in document["mentors"]}.values(),
        mentees=UserList(document["mentees"]),
        history=map(OrderedDict, document["history"]),
        locked=[types.MappingProxyType(document["locked"][0])],
        affinities=(UserDict(document["affinities"][0]),),
        apart=reversed(document["apart"]),
        incumbents={"bo": document["incumbents"][0]}.values(),
        policy=document["policy"],
    )
    assert mixed == cohort


def test_lists_come_back_with_defaults() -> None:
    cohort = fs.Cohort(
        topics=[fs.Topic(id="rust", label="Rust")],
        mentors=[fs.Mentor(id="b"), fs.Mentor(id="a", offers=[fs.Offer(topic="RUST")])],
    )
    assert [mentor.id for mentor in cohort.mentors] == ["a", "b"]
    assert cohort.mentors[0].offers == (fs.Offer(topic="RUST", level=3, willingness="willing"),)
    assert cohort.mentors[0].capacity == 1
    assert cohort.mentors is cohort.mentors


def test_defaults_live_in_the_core() -> None:
    bare = fs.Cohort().to_json()
    assert fs.Cohort(policy=fs.Policy()).to_json() == bare
    full = fs.Policy(weights=fs.Weights(), horizon=fs.Horizon(), taxonomy=fs.TaxonomyPolicy())
    assert fs.Cohort(policy=full).to_json() == bare
    assert fs.Cohort.from_dict({}).to_json() == bare
    assert fs.Cohort.from_json("{}").to_json() == bare
    assert fs.Cohort(policy=fs.Cohort().policy).to_json() == bare


@pytest.mark.parametrize("name", fs.model.__all__)
def test_dataclasses_are_frozen_and_keyword_only(name: str) -> None:
    kind = getattr(fs.model, name)
    if not dataclasses.is_dataclass(kind):
        return
    fields = dataclasses.fields(kind)
    assert all(field.kw_only for field in fields)
    assert isinstance(kind, type) and "__slots__" in vars(kind)
    needed = {
        field.name: "x"
        for field in fields
        if field.init and field.default is field.default_factory is dataclasses.MISSING
    }
    made = kind(**needed)
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(made, fields[0].name, "y")
    for field in fields:
        if field.init and field.name not in needed:
            assert getattr(made, field.name) in (None, (), {}), "defaults live in the core"


class Willing(enum.Enum):
    YES = "eager"


class Word(str, enum.Enum):
    RUST = "rust"


class Level(enum.IntEnum):
    HIGH = 5


@dataclasses.dataclass
class HostMentor:
    """A host's own dataclass, not ours."""

    id: str
    capacity: int
    manager: str | None = None


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ({"capacity": np.int64(2)}, 2),
        ({"capacity": np.uint8(2)}, 2),
        ({"capacity": np.float32(2)}, 2),
        ({"capacity": 2.0}, 2),
        ({"capacity": Decimal(2)}, 2),
        ({"capacity": Fraction(2)}, 2),
        ({"capacity": Level.HIGH}, 5),
        ({"capacity": None}, 1),
    ],
)
def test_numbers(given: dict[str, Any], read: int) -> None:
    assert as_read(**given)["capacity"] == read


def test_stand_ins() -> None:
    person = uuid.UUID(int=7)
    mentor = as_read(
        id=person,
        offers=[{"topic": Word.RUST, "willingness": Willing.YES, "level": np.int8(5)}],
        availability={"time_zone": zoneinfo.ZoneInfo("Asia/Tokyo")},
        attributes={"languages": {"fr", "en"}, "tags": np.array(["b", "a"]), "grade": np.float64(2.5), "site": ("x",)},
    )
    assert mentor["id"] == str(person)
    assert mentor["offers"] == [{"topic": "rust", "level": 5, "willingness": "eager"}]
    assert mentor["availability"]["time_zone"] == "Asia/Tokyo"
    assert sorted(mentor["attributes"]["languages"]) == ["en", "fr"]
    assert sorted(mentor["attributes"]["tags"]) == ["a", "b"]
    assert mentor["attributes"]["grade"] == 2.5


def test_host_dataclasses() -> None:
    cohort = fs.Cohort.from_dict({"mentors": [HostMentor("ada", 3)]})
    assert cohort.mentors[0].capacity == 3


def test_null_is_absent(document: dict[str, Any]) -> None:
    mentor = {"id": "ada", "name": None, "offers": None, "capacity": None, "availability": None, "attributes": None}
    nulls = {"mentors": [mentor], "mentees": None, "policy": {"horizon": None, "weights": {"interests": None}}}
    bare = {"mentors": [{"id": "ada"}]}
    assert fs.Cohort.from_dict(nulls) == fs.Cohort.from_dict(bare) == fs.Cohort.from_json(json.dumps(nulls))


def test_order_of_people_does_not_matter(document: dict[str, Any]) -> None:
    text = rich_cohort().to_json()
    for _ in range(3):
        for name in ("topics", "mentors", "mentees", "history"):
            document[name] = document[name][1:] + document[name][:1]
            assert fs.Cohort.from_dict(document).to_json() == text
            assert fs.Cohort.from_json(json.dumps(document)).to_json() == text


@given(st.floats(0, 1), st.floats(-1e9, 1e9))
def test_floats_are_read_exactly(value: float, grade: float) -> None:
    document = {
        "mentors": [{"id": "a", "attributes": {"grade": grade}}],
        "mentees": [{"id": "b"}],
        "affinities": [{"mentor": "a", "mentee": "b", "value": value}],
    }
    cohort = fs.Cohort.from_dict(document)
    assert cohort.affinities[0].value == value
    assert fs.Cohort.from_json(json.dumps(document)).to_json() == cohort.to_json()
    assert fs.Cohort.from_json(cohort.to_json()).to_json() == cohort.to_json()


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=20,
    )
)
def test_any_value_anywhere_is_answered_alike(value: Any) -> None:
    """Whatever stands in a document reads or raises the same from objects and from a text."""

    def answer(read: Callable[[Any], fs.Cohort], given: Any) -> Any:
        try:
            return read(given).to_json()
        except fs.InvalidInputError as error:
            return [(problem.code, problem.path, problem.message) for problem in error.problems]

    for name in ("topics", "mentors", "policy", "locked"):
        for document in ({name: value}, {name: [value]}, {name: [{"id": value}]}):
            objects = answer(fs.Cohort.from_dict, document)
            text = json.dumps(document)
            if "NaN" not in text and "Infinity" not in text and "\\ud" not in text and "\\u0000" not in text:
                assert answer(fs.Cohort.from_json, text) == objects


def test_bytes_are_no_text() -> None:
    with pytest.raises(fs.InvalidInputError) as raised:
        fs.Cohort.from_dict({"mentors": [{"id": b"ada"}]})
    assert (raised.value.code, raised.value.path) == ("wrong_type", "mentors[0].id")
    assert raised.value.message == "expected a text, found a value of the type `bytes`"


def test_iterators_are_not_read_twice() -> None:
    assert (
        len(fs.Cohort(mentors=({"id": f"m{k}"} for k in itertools.islice(itertools.count(), 10_000))).mentors) == 10_000
    )


def test_dicts_are_not_changed(document: dict[str, Any]) -> None:
    before = json.dumps(document)
    fs.match_cohort(document)
    assert json.dumps(document) == before
    assert document == rich_document()


def test_array_of_numbers_as_list_is_refused_with_its_path() -> None:
    with pytest.raises(fs.InvalidInputError) as raised:
        fs.Cohort.from_dict(one(attributes={"tags": array("i", [1, 2])}))
    paths = {problem.path for problem in raised.value.problems if problem.code == "wrong_type"}
    assert paths == {'mentors[0].attributes["tags"][0]', 'mentors[0].attributes["tags"][1]'}


def test_journeys_busy_time_and_circles_are_read_back() -> None:
    availability = fs.Availability(
        time_zone="Europe/London",
        weekly=[fs.WeeklyWindow(day="mon", start="09:00", end="10:00", preference="preferred")],
        zones=[fs.ZoneChange(from_="2026-12-03", time_zone="Asia/Kolkata")],
        busy=[fs.Busy(start="2026-12-01T09:00:00Z", end="2026-12-01T10:00:00Z")],
        notice_minutes=5,
    )
    horizon = fs.Horizon(from_="2026-12-01", days=7, as_of="2026-12-01T08:00:00Z")
    mentor = fs.Mentor(id="ada", capacity=3, min_mentees=2, availability=availability)
    cohort = fs.Cohort(mentors=[mentor], policy=fs.Policy(horizon=horizon))
    read = cohort.mentors[0]
    assert read.availability is not None
    assert list(read.availability.zones) == availability.zones and list(read.availability.busy) == availability.busy
    assert read.availability.weekly[0].preference == "preferred" and read.availability.notice_minutes == 5
    assert (read.capacity, read.min_mentees) == (3, 2)
    assert cohort.policy.horizon == horizon
    assert fs.Cohort(mentors=cohort.mentors, policy=cohort.policy) == cohort
