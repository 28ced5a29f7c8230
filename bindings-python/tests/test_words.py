"""Languages and phrases: what conformance vectors do not say."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import fireside as fs
import pytest


def story(**policy: Any) -> fs.Cohort:
    return fs.Cohort(
        topics=[fs.Topic(id="rust", label="Rust")],
        mentors=[fs.Mentor(id="ada", name="Ada", offers=[fs.Offer(topic="rust", willingness="eager")])],
        mentees=[fs.Mentee(id="bo", name="Bo", wants=[fs.Want(topic="rust")]), fs.Mentee(id="cy", name="Cy")],
        policy=fs.Policy(**policy),
    )


def detail(matcher: fs.Matcher) -> str:
    return matcher.matching().unmatched[0].reasons[0].detail


def test_the_catalogue_has_the_same_phrases_in_every_language() -> None:
    english, german = fs.phrases("en"), fs.phrases("de")
    assert english.keys() == german.keys()
    for code, phrase in english.items():
        assert (phrase.arguments, phrase.choices, phrase.numbers) == (
            german[code].arguments,
            german[code].choices,
            german[code].numbers,
        )
    assert german["reason.paused"] == fs.Phrase(template="{name} pausiert", arguments=("name",), choices={}, numbers=())
    with pytest.raises(fs.InvalidInputError) as error:
        fs.phrases("fr")  # type: ignore[arg-type]
    assert (error.value.code, error.value.path) == ("unknown_choice", "language")


def test_every_shipped_template_may_be_a_policys() -> None:
    # A translator starts from the catalogue: as it is, it changes nothing.
    german = {code: phrase.template for code, phrase in fs.phrases("de").items()}
    cohort = story(phrases=german)
    assert cohort.policy.phrases == german
    assert fs.match_cohort(cohort).unmatched == fs.match_cohort(story().in_language("de")).unmatched


def test_handles_in_two_languages_are_one_engine() -> None:
    english = fs.Matcher(story())
    german = english.in_language("de")
    german.apply({"id": "e-1", "at": "2026-12-01T10:00:00Z", "event": "paused", "person": "cy"})
    assert (detail(english), detail(german), detail(german.fork())) == ("Cy is paused", "Cy pausiert", "Cy pausiert")
    assert (english.cohort.policy.language, german.cohort.policy.language) == (None, "de")
    assert german.cohort is german.cohort
    own = english.in_language("de", {"reason.paused": "{name} ruht"})
    for matcher in (own, copy.copy(own), pickle.loads(pickle.dumps(own))):
        assert detail(matcher) == "Cy ruht"


def test_words_decide_nothing_and_travel_with_the_cohort() -> None:
    plain, mine = story(), story(language="de", phrases={"reason.no_wants.asked": "{name}?"})
    one, other = fs.match_cohort(plain), fs.match_cohort(mine)
    assert one.run == other.run and one.certificate == other.certificate
    assert other.unmatched[0].reasons[0].detail == "Cy?"
    assert other.verify(mine) and fs.match_cohort(plain.in_language("de")).verify(plain)
    assert pickle.loads(pickle.dumps(mine)) == mine == plain.in_language("de", {"reason.no_wants.asked": "{name}?"})
    assert mine.in_language("en").to_dict()["policy"].get("language") is None
    with pytest.raises(fs.InvalidInputError) as error:
        plain.in_language("de", {"reason.no_wants.askd": ""})
    assert error.value.problems[0].suggestion == "reason.no_wants.asked"
