"""The best ten mentors of one mentee, the way numpy and scipy answer it: with the arrays of ``pipeline`` laid out beforehand, so that nothing
but the question is counted. They know what ``cohorts.cohort(plain=True)`` makes, and give scores without reasons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from .cohorts import Document
from .pipeline import AVAILABILITY, INTERESTS, Floats, matrices

Answer: TypeAlias = tuple[NDArray[np.int64], Floats]
"""Mentors and their scores, the best first."""
Question: TypeAlias = Callable[[int, int], Answer]
"""The best `k` of the mentee at a place of the document."""


def _best(found: Floats, k: int) -> Answer:
    k = min(k, int((found > 0).sum()))
    top = np.argpartition(found, len(found) - k)[len(found) - k :] if k else np.zeros(0, dtype=np.int64)
    order = np.argsort(-found[top], kind="stable")
    return top[order], found[top][order]


def brute(document: Document) -> Question:
    """A product of the mentee's row with every mentor's column for each component, then ``argpartition``."""
    cohort = matrices(document)
    wants, offers = cohort.wants.toarray(), cohort.offers.toarray()
    slots = np.ascontiguousarray(cohort.mentor_slots.T)
    languages = np.ascontiguousarray(cohort.mentor_languages.T)

    def ask(mentee: int, k: int) -> Answer:
        found = wants[mentee] @ offers
        shared = found > 0
        shared &= cohort.mentee_slots[mentee] @ slots > 0
        shared &= cohort.mentee_languages[mentee] @ languages > 0
        return _best(np.where(shared, found * np.float32(INTERESTS) + np.float32(AVAILABILITY), np.float32(0)), k)

    return ask


def rows(document: Document) -> Question:
    """The same with less to do: nothing but the rows of topics that are wanted, of half-hours that are free, of languages that are spoken."""
    cohort = matrices(document)
    wants, offers = cohort.wants, cohort.offers.toarray()
    slots = np.ascontiguousarray(cohort.mentor_slots.T > 0)
    languages = np.ascontiguousarray(cohort.mentor_languages.T > 0)
    free = [np.flatnonzero(row) for row in cohort.mentee_slots]
    spoken = [np.flatnonzero(row) for row in cohort.mentee_languages]

    def ask(mentee: int, k: int) -> Answer:
        own = slice(wants.indptr[mentee], wants.indptr[mentee + 1])
        found = wants.data[own] @ offers[wants.indices[own]]
        shared = found > 0
        shared &= slots[free[mentee]].any(axis=0)
        shared &= languages[spoken[mentee]].any(axis=0)
        return _best(np.where(shared, found * np.float32(INTERESTS) + np.float32(AVAILABILITY), np.float32(0)), k)

    return ask


def sparse(document: Document) -> Question:
    """scipy: a sparse row times a sparse matrix, masks for the mentors with whom anything is shared."""
    cohort = matrices(document)
    wants, offers = cohort.wants.tocsr(), cohort.offers.tocsr()

    def ask(mentee: int, k: int) -> Answer:
        row: Any = wants[[mentee]] @ offers
        mentors, found = row.indices, row.data
        shared = cohort.mentor_slots[mentors] @ cohort.mentee_slots[mentee] > 0
        shared &= cohort.mentor_languages[mentors] @ cohort.mentee_languages[mentee] > 0
        mentors, found = mentors[shared], found[shared] * np.float32(INTERESTS) + np.float32(AVAILABILITY)
        top, score = _best(found, k)
        return mentors[top].astype(np.int64), score

    return ask


QUESTIONS: dict[str, Callable[[Document], Question]] = {"numpy": brute, "rows": rows, "scipy": sparse}
