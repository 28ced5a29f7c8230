"""What outcomes say of a policy's weights.

Plain, frozen dataclasses with the names of the document.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias, cast

__all__ = ["CalibrationBin", "FitRefusal", "FittedWeight", "WeightFit"]

FitRefusal: TypeAlias = Literal["too_few", "no_better_than_chance", "deadline"]
"""Why there are no weights.

- ``"too_few"``: fewer than 200 proposals were answered or let lapse, or fewer than 40 of either outcome.
- ``"no_better_than_chance"``: on proposals that it has not seen, the model does not tell one outcome from the other.
- ``"deadline"``: the timeout came first.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class FittedWeight:
    """A weight of the policy, as it is and as outcomes have it."""

    component: str
    """A component, or a soft rule as breakdowns call it."""
    stated: float
    """As the policy has it, of 100 together."""
    fitted: float
    """As outcomes have it."""
    auc_alone: float | None
    """How likely a proposal that was accepted has a greater value of this component than one that was not, equal ones counting half:
    what it tells alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationBin:
    """Some of the proposals: what was expected of them, and what came."""

    observations: int
    """How many."""
    expected: float
    """The mean of their chances, by a model that had not seen them."""
    accepted: float
    """The share that was accepted."""
    low: float
    """The share might as well be this, or anything up to ``high``: 95 of 100 such intervals have the truth in them (Wilson 1927)."""
    high: float
    """See ``low``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightFit:
    """What outcomes say of the weights, or why they say nothing: the document ``fireside/weight-fit/1``.

    The calibration, drawn (with matplotlib)::

        from matplotlib import pyplot

        bins = fit.calibration
        expected, accepted = [bin.expected for bin in bins], [bin.accepted for bin in bins]
        low, high = [bin.accepted - bin.low for bin in bins], [bin.high - bin.accepted for bin in bins]
        pyplot.plot([0, 1], [0, 1], color="grey", linestyle="dotted", label="as it should be")
        pyplot.errorbar(expected, accepted, (low, high), fmt="o", capsize=3, label="what came, 95 %")
        pyplot.xlabel("chance of being accepted, by a model that had not seen it")
        pyplot.ylabel("share that was accepted")
        pyplot.legend()
        pyplot.savefig("calibration.png")
    """

    schema: str
    """Always ``fireside/weight-fit/1``."""
    observations: int
    """Proposals that were answered or let lapse, between people who are there and may be scored."""
    accepted: int
    """How many of them were accepted."""
    refused: FitRefusal | None = None
    """Why there are no weights, if so."""
    detail: str | None = None
    """The reason in words."""
    weights: tuple[FittedWeight, ...]
    """The weights that fit best, of 100 together, in the order of breakdowns; none if refused."""
    auc: float | None
    """How likely a proposal that was accepted has a greater chance than one that was not, on proposals that the model had not seen:
    0.5 is chance, 1 is never wrong."""
    auc_error: float | None
    """Its standard error (Hanley and McNeil 1982)."""
    auc_of_points: float | None
    """The same of the points that pairs have by the policy as it is."""
    calibration: tuple[CalibrationBin, ...]
    """Of the proposals in the order of their chance, in ten parts: what was expected, and what came."""
    _document: str = field(repr=False, compare=False)

    def to_json(self) -> str:
        """The document, on one line; the same bytes in every language."""
        return self._document

    def to_dict(self) -> dict[str, Any]:
        """The document as dicts and lists."""
        # Few need it, and importing the package is to be quick.
        from json import loads

        return cast("dict[str, Any]", loads(self._document))


def _fields(**fields: Any) -> dict[str, Any]:
    return fields


RECORDS: dict[str, Callable[..., object]] = {
    "CalibrationBin": CalibrationBin,
    "FittedWeight": FittedWeight,
    "WeightFit": _fields,
}
"""What the native half makes of the core's records."""
