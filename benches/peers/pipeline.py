"""The pipeline a good engineer would write by hand: a sparse product for the interests, masks for the rules, numpy's
best 50 a mentee, OR-tools for the assignment. It knows what ``cohorts.cohort(plain=True)`` makes, and no more: one time
zone, no levels, one offer an area, no reasons, no proof beyond its 50."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from .cohorts import DAYS, LANGUAGES, Document
from .instances import Instance, Ints
from .solvers import OrTools

Floats = NDArray[np.float32]

WILLINGNESS = {"eager": 1.0, "willing": 0.85, "if_needed": 0.5}
NARROWER, BROADER, RELATED, LEAST = 0.8, 0.6, 0.5, 0.25
INTERESTS, AVAILABILITY = 0.8, 0.2
"""Weights 60 and 15 of 75. Half an hour in common is all that availability asks for, so who has it has all of it."""
CHUNK = 500
"""Mentees whose scores for all mentors are held at once."""


@dataclass(frozen=True)
class Matrices:
    """A cohort as numbers."""

    wants: Any
    """Sparse, mentees × topics: the share of each want."""
    offers: Any
    """Sparse, topics × mentors: how well each mentor meets a want for the topic."""
    mentee_slots: Floats
    mentor_slots: Floats
    """People × half-hours of the week, 1 where free."""
    mentee_languages: Floats
    mentor_languages: Floats
    seats: Ints


def matrices(document: Document) -> Matrices:
    topics = {topic["id"]: k for k, topic in enumerate(document["topics"])}
    mentors, mentees = document["mentors"], document["mentees"]
    wants = [
        (i, topics[want["topic"]], want["importance"]) for i, mentee in enumerate(mentees) for want in mentee["wants"]
    ]
    offers = [
        (topics[offer["topic"]], j, WILLINGNESS[offer["willingness"]])
        for j, mentor in enumerate(mentors)
        for offer in mentor["offers"]
    ]
    wanted = _sparse(wants, (len(mentees), len(topics)))
    shares = 1 / np.asarray(wanted.sum(axis=1)).ravel()
    near = csr_array(similarity(document["topics"], topics))
    return Matrices(
        wants=wanted.multiply(shares[:, None]).tocsr().astype(np.float32),
        offers=(near @ _sparse(offers, (len(topics), len(mentors)))).astype(np.float32),
        mentee_slots=_slots(mentees),
        mentor_slots=_slots(mentors),
        mentee_languages=_languages(mentees),
        mentor_languages=_languages(mentors),
        seats=np.array([mentor["capacity"] for mentor in mentors], dtype=np.int64),
    )


def similarity(topics: Sequence[Document], number: dict[str, int]) -> NDArray[np.float64]:
    """Topics × topics: the best product of factors along any way through the taxonomy."""
    step = np.eye(len(topics))
    for k, topic in enumerate(topics):
        for broader in topic.get("broader", []):
            step[k, number[broader]], step[number[broader], k] = BROADER, NARROWER
        for related in topic.get("related", []):
            step[k, number[related]] = step[number[related], k] = RELATED
    best = step
    while True:
        further = np.array([(row[:, None] * step).max(axis=0) for row in best])
        further[further < LEAST - 1e-9] = 0
        if np.array_equal(further, best):
            return best
        best = further


def scores(cohort: Matrices, rows: slice, *, masks: bool = True) -> Floats:
    """What every mentor is to some mentees; 0 where a rule forbids the pair or nothing is shared."""
    found: Floats = (cohort.wants[rows] @ cohort.offers).toarray()
    if masks:
        shared = found > 0
        shared &= cohort.mentee_slots[rows] @ cohort.mentor_slots.T > 0
        shared &= cohort.mentee_languages[rows] @ cohort.mentor_languages.T > 0
        found = np.where(shared, found * np.float32(INTERESTS) + np.float32(AVAILABILITY), np.float32(0))
    return found


def best(cohort: Matrices, k: int, *, masks: bool = True) -> tuple[Ints, Ints, Floats]:
    """The `k` best mentors of every mentee, fewer if fewer may be: mentee, mentor, score."""
    mentees, mentors = cohort.wants.shape[0], len(cohort.seats)
    parts = []
    for start in range(0, mentees, CHUNK):
        found = scores(cohort, slice(start, start + CHUNK), masks=masks)
        mentor = (
            np.argpartition(found, mentors - k, axis=1)[:, mentors - k :]
            if k < mentors
            else np.tile(np.arange(mentors), (len(found), 1))
        )
        mentor.sort(axis=1)
        score = np.take_along_axis(found, mentor, axis=1)
        row, column = np.nonzero(score)
        parts.append((row + start, mentor[row, column], score[row, column]))
    mentee, mentor, score = (np.concatenate(part) for part in zip(*parts, strict=True))
    return mentee, mentor, score


def match(cohort: Matrices, k: int = 50) -> tuple[Ints, Ints, int]:
    """Who meets whom: mentee, mentor; and the sum of their scores, in millionths."""
    mentee, mentor, score = best(cohort, k)
    instance = Instance(
        mentee=mentee.astype(np.uint32),
        mentor=mentor.astype(np.uint32),
        weight=np.rint(score.astype(np.float64) * 1_000_000).astype(np.int64),
        seats=cohort.seats.astype(np.uint32),
        mentees=cohort.wants.shape[0],
    )
    flow = OrTools()
    chosen = flow.chosen(instance, flow.solve(flow.build(instance)))
    return mentee[chosen], mentor[chosen], int(instance.weight[chosen].sum())


def _sparse(entries: Sequence[tuple[int, int, float]], shape: tuple[int, int]) -> Any:
    row, column, value = zip(*entries, strict=True)
    return csr_array((np.array(value, dtype=np.float64), (row, column)), shape=shape)


def _slots(people: Sequence[Document]) -> Floats:
    slots = np.zeros((len(people), len(DAYS) * 48), dtype=np.float32)
    for row, person in zip(slots, people, strict=True):
        for window in person["availability"]["weekly"]:
            start, end = (int(window[at][:2]) * 2 + int(window[at][3:]) // 30 for at in ("start", "end"))
            day = DAYS.index(window["day"]) * 48
            row[day + start : day + end] = 1
    return slots


def _languages(people: Sequence[Document]) -> Floats:
    spoken = [set(person["attributes"]["languages"]) for person in people]
    return np.array([[language in languages for language in LANGUAGES] for languages in spoken], dtype=np.float32)
