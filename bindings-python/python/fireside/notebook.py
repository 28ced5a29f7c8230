"""What notebooks show: a few rows of a cohort, a matching, a pairing or an explanation, never a whole document.

Everything that people wrote is escaped. Attributes are not shown, so nothing of what is hidden is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .cohort import Cohort
    from .explanation import Explanation
    from .matching import Component, Matching, Pairing

ROWS = 10


def _table(caption: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    body = "".join("<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _shown(count: int, what: str) -> str:
    return f"{count:,} {what}" if count <= ROWS else f"{ROWS} of {count:,} {what}"


def _listed(texts: Sequence[str]) -> str:
    more = "" if len(texts) <= ROWS else f" and {len(texts) - ROWS:,} more"
    return ", ".join(texts[:ROWS]) + more


def cohort_html(cohort: Cohort) -> str:
    """The first mentors and mentees."""
    sizes = cohort._handle.sizes()
    mentors = (
        (one.id, one.name or "", one.capacity, _listed([offer.topic for offer in one.offers])) for one in cohort._first("mentors", ROWS)
    )
    mentees = (
        (one.id, one.name or "", one.mentors_wanted, _listed([want.topic for want in one.wants])) for one in cohort._first("mentees", ROWS)
    )
    offered = _table(_shown(sizes["mentors"], "mentors"), ["mentor", "name", "seats", "offers"], mentors)
    wanted = _table(_shown(sizes["mentees"], "mentees"), ["mentee", "name", "mentors wanted", "wants"], mentees)
    return f"<div>{offered}{wanted}</div>"


def matching_html(matching: Matching) -> str:
    """The first pairings, and what the proof says."""
    sizes = matching._handle.sizes()
    pairings = ((one.mentor, one.mentee, f"{one.points:,}", one.summary) for one in matching._first(ROWS))
    table = _table(_shown(sizes["pairings"], "pairings"), ["mentor", "mentee", "points", "summary"], pairings)
    return f"<div><p>{escape(repr(matching))}</p>{table}</div>"


def _breakdown(components: Sequence[Component]) -> str:
    rows = (
        (one.component, f"{one.points:,}", "; ".join(evidence.text for evidence in one.evidence[:ROWS])) for one in components[:ROWS]
    )
    return _table(_shown(len(components), "parts of the score"), ["part", "points", "evidence"], rows)


def pairing_html(pairing: Pairing) -> str:
    """The sentence, the points and the parts of the score."""
    names = f"{pairing.mentor} and {pairing.mentee}: {pairing.points:,} points"
    return f"<div><p><strong>{escape(names)}</strong></p><p>{escape(pairing.summary)}</p>{_breakdown(pairing.breakdown)}</div>"


def explanation_html(explanation: Explanation) -> str:
    """The pairing, and whatever stands in the way."""
    verdict = "may meet" if explanation.eligible else "may not meet"
    said = f"<p>{escape(explanation.mentor)} and {escape(explanation.mentee)} {verdict}.</p>"
    reasons = "".join(f"<li>{escape(reason.detail)}</li>" for reason in explanation.reasons[:ROWS])
    return f"<div>{said}{f'<ul>{reasons}</ul>' if reasons else ''}{pairing_html(explanation.pairing)}</div>"
