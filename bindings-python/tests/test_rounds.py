"""Rounds between peers, as Python sees them."""

from __future__ import annotations

import copy
import json
import pickle
import threading
from dataclasses import FrozenInstanceError

import pytest

import fireside as fs


def circle(n: int) -> fs.Cohort:
    ids = [f"p{k}" for k in range(n)]
    return fs.Cohort(
        topics=[fs.Topic(id="rust")],
        mentors=[fs.Mentor(id=who, offers=[fs.Offer(topic="rust")]) for who in ids],
        mentees=[fs.Mentee(id=who, wants=[fs.Want(topic="rust")]) for who in ids],
    )


def test_everybody_is_told_in_every_round_and_nobody_meets_twice() -> None:
    cohort = circle(9)
    matching = fs.match_peers(cohort, rounds=4, odd="trio", seed=3)
    assert matching.status == "optimal" and matching.verify(cohort)
    met: set[tuple[str, str]] = set()
    for meetings in matching.rounds:
        conversations = [pair.people for pair in meetings.pairs] + [trio.people for trio in meetings.trios]
        told = [who for people in conversations for who in people] + [bye.person for bye in meetings.byes]
        assert sorted(told) == [f"p{k}" for k in range(9)]
        for people in conversations:
            pairs = {(a, b) for a in people for b in people if a < b}
            assert not pairs & met
            met |= pairs
        assert meetings.certificate.gap == 0 and meetings.certificate.matched == meetings.certificate.most == 8
        assert meetings.certificate.joining is not None


def test_attributes_are_typed_and_frozen() -> None:
    matching = fs.match_peers(circle(3), odd="trio")
    (trio,) = matching.rounds[0].trios
    assert isinstance(trio, fs.PeerTrio) and trio.joined in trio.people and len(trio.directions) == 6
    assert isinstance(trio.directions[0], fs.PeerDirection)
    assert isinstance(trio.directions[0].shared_topics[0], fs.SharedTopic)
    assert trio.score == trio.points / 6_000_000
    assert dict(matching.run.options) == {"odd": "trio", "rounds": "1"} and matching.run.objective == "peers"
    assert isinstance(matching.rounds[0].certificate.odd_sets[0], fs.PeerSet)
    with pytest.raises(FrozenInstanceError):
        trio.points = 3  # type: ignore[misc]
    assert repr(matching) == "<PeerMatching, optimal: 0 pairs, 1 trios, 0 byes>"
    with pytest.raises(TypeError):
        fs.PeerMatching()


def test_documents_survive() -> None:
    matching = fs.match_peers(circle(5), rounds=2)
    document = matching.to_dict()
    assert document["schema"] == "fireside/peers/1" and document == json.loads(matching.to_json())
    for again in (
        fs.PeerMatching.from_json(matching.to_json()),
        fs.PeerMatching.from_json(matching.to_json().encode()),
        fs.PeerMatching.from_dict(document),
        pickle.loads(pickle.dumps(matching)),
        copy.deepcopy(matching),
    ):
        assert again == matching and hash(again) == hash(matching) and again.rounds == matching.rounds
    assert matching != fs.match_peers(circle(5), rounds=1)
    with pytest.raises(fs.InvalidInputError) as raised:
        fs.PeerMatching.from_dict(fs.match_cohort(circle(3)).to_dict())
    assert raised.value.problems


def test_lies_are_rejected() -> None:
    cohort = circle(5)
    document = fs.match_peers(cohort, rounds=2).to_dict()
    document["rounds"][1] = document["rounds"][0]
    with pytest.raises(fs.VerificationError) as raised:
        fs.PeerMatching.from_dict(document).verify(cohort)
    assert raised.value.code == "ineligible_pair" and raised.value.path == "rounds[1].pairs[0]"


def test_work_can_be_stopped_and_watched() -> None:
    seen: list[tuple[str, int, int]] = []
    fs.match_peers(circle(6), rounds=3, progress=lambda *at: seen.append(at))
    assert ("explain", 3, 3) in seen
    stop = threading.Event()
    stop.set()
    with pytest.raises(fs.CancelledError):
        fs.match_peers(circle(6), cancel=stop)
    late = fs.match_peers(circle(6), timeout=0)
    assert late.status == "deadline" and late.verify(circle(6))


@pytest.mark.parametrize(
    ("options", "code", "path"),
    [
        ({"rounds": 0}, "out_of_range", "rounds"),
        ({"rounds": "two"}, "wrong_type", "rounds"),
        ({"odd": "quartet"}, "unknown_choice", "odd"),
        ({"threads": 0}, "out_of_range", "threads"),
    ],
)
def test_wrong_options_are_named(options: dict[str, object], code: str, path: str) -> None:
    with pytest.raises(fs.InvalidInputError) as raised:
        fs.match_peers(circle(2), **options)  # type: ignore[arg-type]
    assert (raised.value.code, raised.value.path) == (code, path)
