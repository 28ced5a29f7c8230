"""Results: dataclasses, documents and what they have in common."""

from __future__ import annotations

import copy
import dataclasses
import gc
import json
import pickle
from datetime import datetime, timezone
from typing import Any

import pytest
from cohorts import crowd

import fireside as fs


def plain(value: Any) -> Any:
    """Dataclasses as the document has them: without what is absent."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return {name: field for name, field in fields.items() if field is not None}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return value


def test_attributes_are_the_document(cohort: fs.Cohort) -> None:
    for given in (cohort, fs.Cohort.from_dict(crowd(30, 8))):
        matching = fs.match_cohort(given)
        document = json.loads(matching.to_json())
        assert matching.to_dict() == document
        assert list(matching.to_dict()) == list(document)
        assert document.pop("schema") == "fireside/matching/1"
        for name, value in document.items():
            assert plain(getattr(matching, name)) == value
        assert matching.pairings is matching.pairings


def test_ways_back(cohort: fs.Cohort) -> None:
    matching = fs.match_cohort(cohort)
    text = matching.to_json()
    for again in (
        fs.Matching.from_json(text),
        fs.Matching.from_json(text.encode()),
        fs.Matching.from_dict(matching.to_dict()),
        fs.Matching.from_dict(json.loads(text)),
        pickle.loads(pickle.dumps(matching)),
        copy.deepcopy(matching),
    ):
        assert again == matching and again.to_json() == text and hash(again) == hash(matching)
        assert again.verify(cohort) is True
    assert matching != fs.match_cohort(fs.Cohort())
    assert matching != text


def test_parts_pickle_and_are_frozen(cohort: fs.Cohort) -> None:
    matching = fs.match_cohort(cohort)
    parts: list[Any] = [*matching.pairings, *matching.unmatched, *matching.short, *matching.spare]
    parts += [matching.certificate, matching.run]
    for part in parts:
        assert pickle.loads(pickle.dumps(part)) == part
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(part, dataclasses.fields(part)[0].name, 1)
    with pytest.raises(AttributeError):
        matching.status = "optimal"  # type: ignore[misc]


def test_everybody_is_answered() -> None:
    document = crowd(50, 12)
    document["mentees"].append({"id": "blank"})
    cohort = fs.Cohort.from_dict(document)
    matching = fs.match_cohort(cohort)
    answered = {pairing.mentee for pairing in matching.pairings} | {person.mentee for person in matching.unmatched}
    assert answered == {mentee.id for mentee in cohort.mentees}
    blank = next(person for person in matching.unmatched if person.mentee == "blank")
    assert [reason.code for reason in blank.reasons] == ["no_wants"]
    for pairing in matching.pairings:
        assert sum(component.points for component in pairing.breakdown) == pairing.points
        assert matching.mentors_of(pairing.mentee)[0].mentee == pairing.mentee
    assert matching.mentors_of("blank") == () == matching.mentors_of("nobody")
    assert matching.certificate.total_points == sum(pairing.points for pairing in matching.pairings)
    assert sum(map(len, map(matching.mentors_of, sorted(answered)))) == len(matching.pairings)


def test_reprs(cohort: fs.Cohort) -> None:
    assert repr(cohort) == "<Cohort: 3 mentors, 3 mentees, 4 topics>"
    assert repr(fs.Matcher(cohort)) == "<Matcher of <Cohort: 3 mentors, 3 mentees, 4 topics>>"
    matching = fs.match_cohort(cohort)
    assert repr(matching).startswith(f"<Matching, optimal: {len(matching.pairings)} pairings, ")


def test_cohort_is_a_value(cohort: fs.Cohort, document: dict[str, Any]) -> None:
    again = pickle.loads(pickle.dumps(cohort))
    assert again == cohort and hash(again) == hash(cohort) and again is not cohort
    assert cohort != fs.Cohort() and cohort != document
    assert len({cohort, again, fs.Cohort()}) == 2
    with pytest.raises(AttributeError):
        cohort.mentors = ()  # type: ignore[misc]


def test_suggestions_under_conditions() -> None:
    free = fs.Availability(time_zone="UTC", weekly=[fs.WeeklyWindow(day="tue", start="09:00", end="10:00")])
    offers = [fs.Offer(topic="rust")]
    wants = [fs.Want(topic="rust")]
    cohort = fs.Cohort(
        topics=[fs.Topic(id="rust")],
        policy=fs.Policy(horizon=fs.Horizon(from_="2026-12-01", days=7)),
        mentors=[
            fs.Mentor(id="ada", offers=offers, availability=free, attributes={"languages": ["fr"]}),
            fs.Mentor(id="gil", offers=offers, capacity=5),
        ],
        mentees=[fs.Mentee(id="bo", wants=wants)],
    )
    matcher = fs.Matcher(cohort)

    def mentors(*question: Any, **conditions: Any) -> list[str]:
        return [pairing.mentor for pairing in matcher.suggest(*question, **conditions)]

    assert mentors("bo") == ["ada", "gil"]
    assert mentors(fs.Mentee(id="zoe", wants=wants), 1) == mentors({"id": "zoe", "wants": [{"topic": "rust"}]}, 1) == ["ada"]
    between = (datetime(2026, 12, 1, 9, 30, tzinfo=timezone.utc), "2026-12-01T12:00:00Z")
    assert mentors("bo", between=between, minutes=20, where={"languages": "fr"}) == ["ada"]
    assert mentors("bo", between=between, minutes=40) == []
    assert mentors("bo", spread=matcher.run(), only_free=True) == ["gil"]
    assert mentors("bo", spread={"ada": 1}) == ["gil", "ada"]
    assert [pairing.price for pairing in matcher.suggest("bo", spread=True)] == [0, 0]
    assert matcher.suggest("bo")[0].price is None
    for conditions, code, path in [
        ({"between": between[:1]}, "wrong_type", "between"),
        ({"between": between[::-1]}, "empty_window", "between"),
        ({"spread": {"adda": 1}}, "unknown_person", 'prices["adda"]'),
        ({"minutes": 0.5}, "wrong_type", "minutes"),
        ({"topic": "rsut"}, "unknown_topic", "topic"),
    ]:
        with pytest.raises(fs.InvalidInputError) as raised:
            matcher.suggest("bo", **conditions)  # type: ignore[arg-type]
        assert (raised.value.code, raised.value.path) == (code, path)


def test_matcher(cohort: fs.Cohort) -> None:
    matcher = fs.Matcher(cohort)
    assert matcher.cohort is cohort
    assert (
        matcher.run()
        == fs.match_cohort(cohort)
        == fs.match_cohort(cohort.to_json())
        == fs.match_cohort(cohort.to_dict())
    )
    assert pickle.loads(pickle.dumps(matcher)).run() == matcher.run()
    best = matcher.suggest("bo")
    assert best[0].mentor == "ada"
    assert best == sorted(best, key=lambda pairing: (-pairing.points, pairing.mentor))
    assert matcher.suggest("bo", k=0) == [] and len(matcher.suggest("bo", k=1)) == 1
    lists = matcher.shortlists(2, threads=1)
    columns = zip(lists.mentee, lists.mentor, lists.points, strict=True)
    listed = [(cohort.mentors[j].id, cohort.mentees[i].id, points) for i, j, points in columns]
    asked = [pairing for mentee in cohort.mentees for pairing in matcher.suggest(mentee.id, 2)]
    assert listed == [(one.mentor, one.mentee, one.points) for one in asked] and lists.complete
    assert not matcher.shortlists(timeout=0).complete
    with pytest.raises(fs.InvalidInputError):
        matcher.shortlists(-1)
    why = matcher.explain("ada", "bo")
    assert why.eligible and why.reasons == () and why.pairing.points == best[0].points
    why_not = matcher.explain("ada", "dan")
    assert not why_not.eligible and "blocked" in {reason.code for reason in why_not.reasons}


def test_seed_is_recorded(cohort: fs.Cohort) -> None:
    assert fs.match_cohort(cohort).run.seed == 0
    assert fs.match_cohort(cohort, seed=7).run.seed == 7
    assert fs.match_cohort(cohort).run.version == fs.__version__
    assert fs.match_cohort(cohort).run.objective == "total"


def test_garbage_collection_stays_as_it_was(cohort: fs.Cohort) -> None:
    for at_work in (True, False):
        (gc.enable if at_work else gc.disable)()
        try:
            _ = (cohort.to_dict(), fs.match_cohort(cohort).pairings)
            assert gc.isenabled() is at_work
        finally:
            gc.enable()


def test_public_names() -> None:
    assert all(hasattr(fs, name) for name in fs.__all__)
    for module in (fs.exceptions, fs.model):
        assert all(getattr(fs, name) is getattr(module, name) for name in module.__all__)


def test_coverage_leaves_nobody_out_for_points() -> None:
    cohort = fs.Cohort.from_dict(
        {
            "schema": "fireside/cohort/1",
            "topics": [{"id": "rust"}, {"id": "law"}],
            "mentors": [
                {"id": "ada", "offers": [{"topic": "rust", "level": 5}]},
                {"id": "eli", "offers": [{"topic": "rust", "level": 1, "willingness": "if_needed"}]},
            ],
            "mentees": [
                {
                    "id": "bo",
                    "wants": [{"topic": "rust", "level": 1, "importance": 1}, {"topic": "law", "importance": 9}],
                    "blocks": ["eli"],
                },
                {"id": "cem", "wants": [{"topic": "rust", "level": 5}]},
            ],
        }
    )
    matching = fs.match_cohort(cohort, objective="coverage")
    matching.verify(cohort)
    assert [(pair.mentee, pair.mentor) for pair in matching.pairings] == [("bo", "ada"), ("cem", "eli")]
    proof = matching.certificate.coverage
    assert proof is not None
    assert (proof.matched, proof.bound) == (2, 2)
    total = fs.match_cohort(cohort)
    assert [pair.mentee for pair in total.pairings] == ["cem"]
    assert total.certificate.coverage is None
    assert matching.certificate.most_points == total.certificate.total_points
    assert fs.Matching.from_json(matching.to_json()) == matching
    with pytest.raises(fs.InvalidInputError) as error:
        fs.match_cohort(cohort, objective="coverage", max_gap=0.1)
    assert error.value.path == "max_gap"


@pytest.mark.parametrize("objective", ["fair", "rank_maximal", "stable_mentee", "stable_mentor"])
def test_other_objectives(objective: fs.Objective) -> None:
    cohort = fs.Cohort.from_dict(
        {
            "topics": [{"id": "rust"}, {"id": "law"}, {"id": "chess"}],
            "mentors": [{"id": "ada", "offers": [{"topic": "rust", "level": 5}]}, {"id": "eli", "offers": [{"topic": "law"}]}],
            "mentees": [
                {"id": "bo", "wants": [{"topic": "rust", "importance": 1}, {"topic": "chess", "importance": 3}]},
                {"id": "cem", "wants": [{"topic": "rust", "importance": 5}, {"topic": "law", "importance": 1}]},
            ],
        }
    )
    matching = fs.match_cohort(cohort, objective=objective)
    assert matching.verify(cohort) is True
    assert fs.Matching.from_json(matching.to_json()) == matching
    proof = matching.certificate
    assert proof.most_points == proof.bound_points == proof.total_points + proof.gap
    if objective == "fair":
        assert proof.fair is not None
        assert proof.fair.matched == 2
        assert proof.fair.worst_points == min(pair.points for pair in matching.pairings)
        assert sorted(proof.fair.best_points) == ["bo", "cem"]
        assert all(isinstance(price, fs.LevelPrice) for prices in proof.fair.prices.values() for price in prices)
    elif objective == "rank_maximal":
        assert proof.ranks is not None
        assert proof.ranks.signature == (1, 1)
    else:
        assert proof.stable is not None
        assert (proof.stable.matched, proof.stable.bound) == (1, 1)
        assert [(pair.mentor, pair.mentee) for pair in matching.pairings] == [("ada", "cem")]
    blocking = matching.blocking_pairs(cohort)
    if proof.stable is not None:
        assert blocking == fs.Blocking(count=0, mentees=0, pairs=())
    else:
        pair = fs.BlockingPair(mentor="ada", mentee="cem", mentor_would_leave="bo", mentee_would_leave="eli")
        assert blocking == fs.Blocking(count=1, mentees=1, pairs=(pair,))
        assert matching.blocking_pairs(cohort, 0).pairs == ()


def test_blocking_pairs_of_another_cohort(cohort: fs.Cohort) -> None:
    matching = fs.match_cohort(cohort)
    with pytest.raises(fs.VerificationError) as error:
        matching.blocking_pairs(fs.Cohort.from_dict({}))
    assert (error.value.code, error.value.path) == ("wrong_cohort", "pairings[0].mentee")
    with pytest.raises(fs.InvalidInputError) as wrong:
        matching.blocking_pairs(cohort, most=-1)
    assert wrong.value.path == "most"
