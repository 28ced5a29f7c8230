"""A decision record: what a run was made from, by which rules and with what proof, on a page that can be kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, cast

from . import _native
from .cohort import CohortLike, cohort_of, text_of
from .matching import Matching, Run, Status

__all__ = ["DecisionRecord"]

RECORDS: dict[str, Callable[..., object]] = {"DecisionRecord": dict, "Run": Run}


class DecisionRecord:
    """What a run was made from, by which rules and with what proof; nothing about a person.

    Plain data with the names of the document ``fireside/record/1``; immutable, comparable, hashable and picklable. It is meant
    as a help with the keeping of records that, for example, Art. 12 of Regulation (EU) 2024/1689 asks for, and with
    explanations under Art. 22 of Regulation (EU) 2016/679. Whether it is enough for them is for those to say who must comply.
    """

    __slots__ = ("__weakref__", "_handle", "_parts")

    _handle: _native.DecisionRecord
    _parts: dict[str, Any]

    def __init__(self) -> None:
        raise TypeError("a DecisionRecord comes from Matching.record, DecisionRecord.from_json or DecisionRecord.from_dict")

    @classmethod
    def _of(cls, handle: _native.DecisionRecord) -> DecisionRecord:
        record = cls.__new__(cls)
        record._handle = handle
        record._parts = cast("dict[str, Any]", handle.to_dict(RECORDS))
        return record

    @classmethod
    def from_json(cls, text: str | bytes | bytearray) -> DecisionRecord:
        """Reads a document ``fireside/record/1`` back, to verify it."""
        return cls._of(_native.DecisionRecord.from_json(text_of(text)))

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> DecisionRecord:
        """Reads a document as dicts and lists."""
        return cls._of(_native.DecisionRecord.read(document))

    def to_json(self) -> str:
        """The document, on one line; the same bytes in every language."""
        return self._handle.to_json()

    def to_dict(self) -> dict[str, Any]:
        """The document as dicts and lists."""
        return cast("dict[str, Any]", self._handle.to_dict())

    def verify(self, cohort: CohortLike, matching: Matching) -> Literal[True]:
        """Checks that this is the record of this matching of this cohort, every field and hash of it, and that the matching is
        what its cohort yields (``Matching.verify``). O(mentees · mentors).

        :raises VerificationError: with the code ``wrong_cohort`` if the matching is not of this cohort; with
            ``record_mismatch`` and the path of every field that is another; else with everything that does not hold of the
            matching.
        """
        self._handle.verify(cohort_of(cohort)._handle, matching._handle)
        return True

    @property
    def schema(self) -> str:
        """Always ``fireside/record/1``."""
        return cast("str", self._parts["schema"])

    @property
    def cohort_schema(self) -> str:
        """The schema of the cohort's document."""
        return cast("str", self._parts["cohort_schema"])

    @property
    def matching_schema(self) -> str:
        """The schema of the matching's document."""
        return cast("str", self._parts["matching_schema"])

    @property
    def run(self) -> Run:
        """What the matching was made from: fireside's version, hashes, objective, options, seed, and the version of the time
        zone database."""
        return cast("Run", self._parts["run"])

    @property
    def policy(self) -> dict[str, Any]:
        """The policy, as dicts and lists. In place of hidden attributes' names it has ``hidden_1``, ``hidden_2`` and so on, and
        ``hidden`` in place of their values; ``run.policy_hash`` is that of the policy itself."""
        return cast("dict[str, Any]", self.to_dict()["policy"])

    @property
    def mentors(self) -> int:
        """How many mentors the cohort has."""
        return cast("int", self._parts["mentors"])

    @property
    def mentees(self) -> int:
        """How many mentees."""
        return cast("int", self._parts["mentees"])

    @property
    def pairings(self) -> int:
        """How many pairs meet."""
        return cast("int", self._parts["pairings"])

    @property
    def unmatched(self) -> int:
        """How many mentees have no mentor."""
        return cast("int", self._parts["unmatched"])

    @property
    def status(self) -> Status:
        """How good the answer was proved to be."""
        return cast("Status", self._parts["status"])

    @property
    def total_points(self) -> int:
        """The certificate's total, in points."""
        return cast("int", self._parts["total_points"])

    @property
    def bound_points(self) -> int:
        """The certificate's bound, in points."""
        return cast("int", self._parts["bound_points"])

    @property
    def gap(self) -> int:
        """The certificate's gap, in points."""
        return cast("int", self._parts["gap"])

    @property
    def scope(self) -> str:
        """What the certificate is about: ``"cohort"`` for every pair of it."""
        return cast("str", self._parts["scope"])

    @property
    def matching_sha256(self) -> str:
        """SHA-256, in hexadecimal, of the matching's document, the bytes of ``Matching.to_json()``."""
        return cast("str", self._parts["matching_sha256"])

    def __eq__(self, other: object) -> bool:
        return self.to_json() == other.to_json() if isinstance(other, DecisionRecord) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.to_json())

    def __repr__(self) -> str:
        return f"<DecisionRecord, {self.status}: {self.pairings} pairings of {self.mentees} mentees and {self.mentors} mentors>"

    def __reduce__(self) -> tuple[Callable[[str], DecisionRecord], tuple[str]]:
        return DecisionRecord.from_json, (self.to_json(),)
