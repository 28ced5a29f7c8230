"""What is wrong is said with code, path and suggestion, all of it at once, and nothing escapes as another exception."""

from __future__ import annotations

import copy
import json
import math
import pickle
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

import fireside as fs
from fireside import _native, exceptions, solve


def refusal(document: Any) -> fs.InvalidInputError:
    with pytest.raises(fs.InvalidInputError) as raised:
        fs.Cohort.from_dict(document)
    return raised.value


def test_all_problems_at_once() -> None:
    error = refusal(
        {
            "topics": [{"id": "public-speaking"}],
            "mentors": [{"id": "ada", "offers": [{"topic": "publik-speaking"}]}, {"id": "ada", "capacity": -1}],
            "mentees": [{"name": "Bo", "want": []}],
        }
    )
    found = {(problem.code, problem.path) for problem in error.problems}
    assert found == {
        ("unknown_topic", "mentors[0].offers[0].topic"),
        ("duplicate_id", "mentors[1].id"),
        ("out_of_range", "mentors[1].capacity"),
        ("unknown_field", "mentees[0].want"),
        ("missing_field", "mentees[0].id"),
    }
    assert error.code == error.problems[0].code
    assert error.path == error.problems[0].path
    assert error.message == error.problems[0].message
    assert str(error).splitlines()[0] == f"{error.path}: {error.message}"
    assert isinstance(error, ValueError) and isinstance(error, fs.FiresideError)


def test_suggestions() -> None:
    error = refusal(
        {"topics": [{"id": "public-speaking"}], "mentors": [{"id": "ada", "offers": [{"topic": "publik speaking"}]}]}
    )
    (problem,) = error.problems
    assert problem.code == "unknown_topic"
    assert problem.path == "mentors[0].offers[0].topic"
    assert problem.suggestion == "public-speaking"
    assert problem.message == "unknown topic `publik speaking`: did you mean `public-speaking`?"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (math.nan, "not_finite"),
        (math.inf, "not_finite"),
        (-math.inf, "not_finite"),
        (-1, "out_of_range"),
        (2**32, "out_of_range"),
        (10**5, "out_of_range"),
        (1.5, "wrong_type"),
        (True, "wrong_type"),
        ("2", "wrong_type"),
        ([2], "wrong_type"),
        ({}, "wrong_type"),
        (object(), "wrong_type"),
        (2 + 0j, "wrong_type"),
        (len, "wrong_type"),
    ],
)
def test_numbers_that_are_none(value: Any, code: str) -> None:
    error = refusal({"mentors": [{"id": "ada", "capacity": value}]})
    assert [(problem.code, problem.path) for problem in error.problems] == [(code, "mentors[0].capacity")]


@pytest.mark.parametrize("value", [10**19, 10**30, 10**400, -(10**400), 1e300])
def test_huge_numbers(value: Any) -> None:
    error = refusal({"mentors": [{"id": "ada", "capacity": value}]})
    assert error.code in {"out_of_range", "wrong_type", "not_finite"} and error.path == "mentors[0].capacity"


def test_keys_that_are_no_texts() -> None:
    error = refusal({"mentors": [{"id": "ada", 7: 1}]})
    assert (error.code, error.path) == ("wrong_type", "mentors[0]")
    assert error.message == "field names are texts, found `7` of the type `int`"


def test_lone_surrogates() -> None:
    assert refusal({"mentors": [{"id": "\ud800"}]}).code == "invalid_text"
    assert refusal({"\ud800": 1}).code == "invalid_text"
    with pytest.raises(fs.InvalidInputError):
        fs.Cohort.from_json('{"\ud800": 1}')


def test_self_reference() -> None:
    loop: list[Any] = []
    loop.append(loop)
    people: dict[str, Any] = {}
    people["mentors"] = [people]
    for document in (
        {"mentors": loop},
        {"x": loop},
        {"mentors": [{"id": "ada", "attributes": {"team": loop}}]},
        people,
    ):
        assert refusal(document).problems

    class Behind:
        def tolist(self) -> Behind:
            return self

    error = refusal({"mentors": Behind()})
    assert error.code == "invalid_json" and error.message == "nested deeper than 128 levels"


def test_not_json() -> None:
    texts: list[Any] = ["", "{", "[" * 200, "nul", '{"mentors": []} x', b"\xff"]
    for text in texts:
        with pytest.raises(fs.InvalidInputError) as raised:
            fs.Cohort.from_json(text)
        assert raised.value.code == "invalid_json"
        with pytest.raises(fs.InvalidInputError):
            fs.match_cohort(text)


def test_wrong_documents() -> None:
    assert refusal({"schema": "fireside/cohort/2"}).code == "unsupported_schema"
    assert refusal(7).code == "wrong_type"
    assert refusal([]).code == "wrong_type"
    assert refusal(None).code == "wrong_type"
    wrong: Any
    for wrong in (7, None, ["{}"], {}):
        with pytest.raises(TypeError):
            fs.Cohort.from_json(wrong)
        with pytest.raises(TypeError):
            fs.Matching.from_json(wrong)


def test_exceptions_of_the_caller_come_through() -> None:
    class Broken(Mapping[str, Any]):
        def __getitem__(self, key: str) -> Any:
            raise LookupError("the database is gone")

        def __iter__(self) -> Iterator[str]:
            return iter(["mentors"])

        def __len__(self) -> int:
            return 1

    with pytest.raises(LookupError, match="the database is gone"):
        fs.Cohort.from_dict(Broken())

    def people() -> Iterator[dict[str, Any]]:
        yield {"id": "ada"}
        raise OSError("no more")

    with pytest.raises(OSError, match="no more"):
        fs.Cohort(mentors=people())


def test_a_dict_that_changes_while_it_is_read() -> None:
    document: dict[str, Any] = {}

    def people() -> Iterator[dict[str, Any]]:
        document["locked"] = []
        yield {"id": "ada"}

    document["mentors"] = people()
    with pytest.raises(RuntimeError, match="changed size"):
        fs.Cohort.from_dict(document)


def test_a_panic_is_an_internal_error() -> None:
    """Keys that change under the reader's feet, while their number stays, make the native half panic."""
    document: dict[str, Any] = {}

    def people() -> Iterator[dict[str, Any]]:
        del document["topics"]
        document["locked"] = []
        yield {"id": "ada"}

    document.update(topics=[], mentors=people())
    with pytest.raises(fs.InternalError) as raised:
        fs.Cohort.from_dict(document)
    assert raised.value.code == "internal" and "please report it" in str(raised.value)
    assert isinstance(raised.value, Exception) and not isinstance(raised.value, ValueError)


def test_pickling(cohort: fs.Cohort) -> None:
    error = refusal({"mentors": [{"id": "ada", "capacity": -1, "x": 1}]})
    for again in (pickle.loads(pickle.dumps(error)), copy.deepcopy(error), copy.copy(error)):
        assert type(again) is type(error)
        assert str(again) == str(error) and again.problems == error.problems and again.args == error.args
    assert isinstance(error.problems[0], fs.Problem)
    assert "mentors[0].capacity" in repr(error)


def test_unknown_people(cohort: fs.Cohort) -> None:
    matcher = fs.Matcher(cohort)
    with pytest.raises(fs.InvalidInputError) as raised:
        matcher.suggest("boo")
    (problem,) = raised.value.problems
    assert (problem.code, problem.path, problem.suggestion) == ("unknown_person", "mentee", "bo")
    with pytest.raises(fs.InvalidInputError) as raised:
        matcher.explain("adda", "bo")
    assert (raised.value.code, raised.value.path) == ("unknown_person", "mentor")
    for wrong in (-1, 1.5, True, "5", None, math.nan, 2**32):
        with pytest.raises(fs.InvalidInputError) as raised:
            matcher.suggest("bo", wrong)  # type: ignore[arg-type]
        assert raised.value.path == "k"
    with pytest.raises(fs.InvalidInputError) as raised:
        matcher.suggest(7)  # type: ignore[arg-type]
    assert (raised.value.code, raised.value.path) == ("wrong_type", "mentee")


@pytest.mark.parametrize(
    ("options", "code", "path"),
    [
        ({"objective": "totals"}, "unknown_choice", "objective"),
        ({"objective": 7}, "wrong_type", "objective"),
        ({"seed": -1}, "out_of_range", "seed"),
        ({"seed": 2**32}, "out_of_range", "seed"),
        ({"seed": 1.5}, "wrong_type", "seed"),
        ({"threads": 0}, "out_of_range", "threads"),
        ({"threads": 10**6}, "out_of_range", "threads"),
        ({"threads": True}, "wrong_type", "threads"),
        ({"timeout": -1}, "out_of_range", "timeout"),
        ({"timeout": math.nan}, "not_finite", "timeout"),
        ({"timeout": math.inf}, "not_finite", "timeout"),
        ({"timeout": "1"}, "wrong_type", "timeout"),
        ({"timeout": True}, "wrong_type", "timeout"),
        ({"progress": 7}, "wrong_type", "progress"),
        ({"cancel": 7}, "wrong_type", "cancel"),
    ],
)
def test_options(options: dict[str, Any], code: str, path: str, document: dict[str, Any]) -> None:
    for call in (fs.match_cohort, lambda document, **options: fs.Matcher(document).run(**options)):
        with pytest.raises(fs.InvalidInputError) as raised:
            call(document, **options)
        assert (raised.value.code, raised.value.path) == (code, path)


def test_timeouts_that_are_none(document: dict[str, Any]) -> None:
    for timeout in (None, 1e300, 2**200, 3600, 0.5e9):
        assert fs.match_cohort(document, timeout=timeout).status == "optimal"


def test_unknown_options_are_typeerrors(document: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        fs.match_cohort(document, objektive="total")  # type: ignore[call-arg]


def test_every_code_has_a_class() -> None:
    classes = {name for name in exceptions.__all__ if name.endswith("Error")} - {"FiresideError"}
    codes = dict(_native.error_codes())
    assert set(codes.values()) == classes
    assert len(codes) == len(_native.error_codes())
    assert codes["unknown_topic"] == "InvalidInputError" and codes["cancelled"] == "CancelledError"
    assert codes["seat_oversold"] == "VerificationError" and codes["internal"] == "InternalError"


def test_verification(cohort: fs.Cohort) -> None:
    matching = fs.match_cohort(cohort)
    assert matching.verify(cohort) is True
    with pytest.raises(fs.VerificationError) as raised:
        matching.verify(fs.Cohort())
    assert raised.value.code == "wrong_cohort"
    tampered = json.loads(matching.to_json())
    tampered["pairings"][0]["points"] += 1
    tampered["certificate"]["total_points"] += 5
    with pytest.raises(fs.VerificationError) as raised:
        fs.Matching.from_dict(tampered).verify(cohort)
    assert len(raised.value.problems) > 1
    assert not isinstance(raised.value, ValueError)


def test_reading_matchings(cohort: fs.Cohort) -> None:
    matching = fs.match_cohort(cohort)
    document = matching.to_dict()
    for change in ({"schema": "fireside/matching/9"}, {"pairings": 7}, {"status": "splendid"}, {"x": 1}):
        with pytest.raises(fs.InvalidInputError):
            fs.Matching.from_dict(document | change)
        with pytest.raises(fs.InvalidInputError):
            fs.Matching.from_json(json.dumps(document | change))
    with pytest.raises(TypeError):
        fs.Matching()


def test_solve_refuses_by_path() -> None:
    with pytest.raises(fs.InvalidInputError) as raised:
        solve.assign([0, 1], [0, "x"], [1, math.nan], mentor_seats=[1.5], mentee_seats=[True, -1])
    assert {(problem.code, problem.path) for problem in raised.value.problems} == {
        ("wrong_type", "mentor[1]"),
        ("not_finite", "weight[1]"),
        ("wrong_type", "mentor_seats[0]"),
        ("wrong_type", "mentee_seats[0]"),
        ("out_of_range", "mentee_seats[1]"),
    }
