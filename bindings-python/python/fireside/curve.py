"""What one more person matched costs: cohort in, proved curve out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

from . import _native
from .cohort import CohortLike, cohort_of, text_of
from .control import Cancel, Progress
from .matching import Run, Status

__all__ = ["CoverageCurve", "CoveragePoint", "coverage_curve"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveragePoint:
    """One point of the curve, its proof, and what is known up to the next point."""

    matched: int
    """How many mentees have a mentor."""
    total_points: int
    """The most points with so many."""
    bound_points: int
    """What no matching of so many exceeds, as ``prices`` and ``bonus`` prove over every eligible pair: ``total_points``, unless the
    timeout came first."""
    cost: int
    """What these people cost: the points of the first point, less these."""
    bonus: int
    """Were every mentee with a mentor worth so many points more, this matching would be the best. So k mentees can have no more
    than ``bound_points + (matched - k) * bonus``."""
    exact: bool
    """Whether the curve is straight up to the next point; true of the last one."""
    doubt_points: int
    """By how many points the curve may be above the straight line to the next point, at most; 0 if ``exact``."""
    prices: dict[str, int]
    """Mentors' prices in points; those not listed are 0. Seats times price, and what mentees gain at most at these prices with the
    bonus for their first mentor, sum to ``bound_points + matched * bonus``."""


RECORDS: dict[str, Callable[..., object]] = {"CoverageCurve": dict, "CoveragePoint": CoveragePoint, "Run": Run}


class CoverageCurve:
    """For every number of mentees with a mentor, the most points: from the most points of all to as many mentees as possible.

    The curve is concave: whoever is matched next costs no less than the one before. Plain data with the names of the document
    ``fireside/coverage-curve/1``; immutable, comparable, hashable and picklable.
    """

    __slots__ = ("__weakref__", "_handle", "_parts")

    _handle: _native.CoverageCurve
    _parts: dict[str, Any]

    def __init__(self) -> None:
        raise TypeError("a CoverageCurve comes from coverage_curve, CoverageCurve.from_json or CoverageCurve.from_dict")

    @classmethod
    def _of(cls, handle: _native.CoverageCurve) -> CoverageCurve:
        curve = cls.__new__(cls)
        curve._handle = handle
        curve._parts = cast("dict[str, Any]", handle.to_dict(RECORDS))
        return curve

    @classmethod
    def from_json(cls, text: str | bytes | bytearray) -> CoverageCurve:
        """Reads a document ``fireside/coverage-curve/1`` back, for example to verify it later."""
        return cls._of(_native.CoverageCurve.from_json(text_of(text)))

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> CoverageCurve:
        """Reads a document as dicts and lists."""
        return cls._of(_native.CoverageCurve.read(document))

    def to_json(self) -> str:
        """The document, on one line; the same bytes in every language."""
        return self._handle.to_json()

    def to_dict(self) -> dict[str, Any]:
        """The document as dicts and lists."""
        return cast("dict[str, Any]", self._handle.to_dict())

    def verify(self, cohort: CohortLike) -> Literal[True]:
        """Checks the document against its cohort: bounds by prices over every pair, and a matching for every point, found again and
        judged pair by pair.

        :raises VerificationError: with everything that does not hold.
        """
        self._handle.verify(cohort_of(cohort)._handle)
        return True

    @property
    def status(self) -> Status:
        """``"optimal"`` if the whole curve is known, ``"within_gap"`` if it has more bends than points were asked for,
        ``"deadline"`` if time ran out."""
        return cast("Status", self._parts["status"])

    @property
    def points(self) -> tuple[CoveragePoint, ...]:
        """Bends of the curve, in the order of ``matched``. The first is a matching with the most points of all (of several, one with
        the most people), the last one of the objective ``coverage``."""
        return cast("tuple[CoveragePoint, ...]", self._parts["points"])

    @property
    def most(self) -> int:
        """No matching gives more mentees a mentor."""
        return cast("int", self._parts["most"])

    @property
    def scarce(self) -> tuple[str, ...]:
        """Ids of the mentors who prove it, as in the certificate of the objective ``coverage``."""
        return cast("tuple[str, ...]", self._parts["scarce"])

    @property
    def run(self) -> Run:
        """What the answer was made from."""
        return cast("Run", self._parts["run"])

    def __eq__(self, other: object) -> bool:
        return self.to_json() == other.to_json() if isinstance(other, CoverageCurve) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.to_json())

    def __repr__(self) -> str:
        ends = f"{self.points[0].matched} to {self.points[-1].matched} mentees, " if self.points else ""
        return f"<CoverageCurve, {self.status}: {ends}{len(self.points)} points>"

    def __reduce__(self) -> tuple[Callable[[str], CoverageCurve], tuple[str]]:
        return CoverageCurve.from_json, (self.to_json(),)


def coverage_curve(
    cohort: CohortLike,
    *,
    points: int = 20,
    threads: int | None = None,
    timeout: float | None = None,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> CoverageCurve:
    """How many mentees can have a mentor at what price: from the most points of all to as many mentees as possible.

    ::

        for point in coverage_curve(cohort).points:
            print(point.matched, point.total_points, point.cost)

    :param points: how many points at most, 2 to 1,000. Found first where most is in doubt.
    :param threads: how many threads may work, 1 to 256; as many as the machine has if absent. The answer does not depend on it, nor
        on a seed.
    :param timeout: seconds after which the points found so far come back, with the status ``"deadline"``.
    :param progress: called now and then with stage, done and total.
    :param cancel: an event; once it is set, the work ends with ``CancelledError``.
    :raises InvalidInputError: with every problem found in the cohort or the options.
    """
    options = {"points": points, "threads": threads}
    handle = cohort_of(cohort)._handle
    return CoverageCurve._of(_native.cohort_curve(handle, options, timeout, progress, cancel))
