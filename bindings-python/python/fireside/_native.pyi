"""
The handles behind the package's classes. Not part of the public interface.
"""

from typing import Any, Final, SupportsIndex, final

__all__ = ["VERSION", "Calendar", "Cohort", "CoverageCurve", "DecisionRecord", "Insight", "Invitations", "Journal", "Matcher", "Matching", "PeerMatching", "Schedule", "WhatIf", "arrow_stream", "assign", "audit", "balanced", "cohort_curve", "coverage", "coverage_curve", "error_codes", "fair", "insight", "match_cohort", "match_peers", "peers", "phrases", "quotas", "rank_maximal", "report", "schedule", "schedule_matching", "stable", "timetable", "verify_assignment", "verify_balanced", "verify_coverage", "verify_coverage_curve", "verify_fair", "verify_peers", "verify_quotas", "verify_rank_maximal", "verify_schedule", "verify_stable", "write_invitations"]

VERSION: Final[str]
"""
The version of the package, the core and the Node package alike.
"""

@final
class Calendar:
    """
    A calendar that has been read.
    """
    def busy(self, /, horizon: Any, records: Any) -> Any:
        """
        When its owner is busy, over a horizon.
        """
    def busy_between(self, /, start: Any, end: Any, records: Any) -> Any:
        """
        The same between two instants.
        """
    def free(self, /, horizon: Any, records: Any) -> Any:
        """
        The windows that it states over a horizon, if it states any.
        """
    def occurrences(self, /, start: Any, end: Any) -> list[tuple[str, str, bool, bool, int]]:
        """
        The instances of its events between two instants.
        """
    @staticmethod
    def parse(text: Any, time_zone: Any, tentative: Any) -> Calendar:
        """
        Reads a text.
        """
    def parts(self, /) -> tuple[str, str, bool]:
        """
        What to parse, in which zone and how, to have it again.
        """

@final
class Cohort:
    """
    A cohort that is right.
    """
    def changed(self, /, changes: Any) -> Cohort:
        """
        The cohort that changes would make of this one.
        """
    def first(self, /, name: str, most: SupportsIndex, records: Any) -> Any:
        """
        The first mentors, or mentees, made of `records`.
        """
    def free_time(self, /, person: Any) -> list[tuple[str, str]] | None:
        """
        A person's free time, as pairs of instants in UTC.
        """
    @staticmethod
    def from_json(text: str) -> Cohort:
        """
        Reads a JSON text.
        """
    def in_language(self, /, language: Any, phrases: Any | None) -> Cohort:
        """
        The same cohort, worded in another language, perhaps with phrases of the host's own.
        """
    def part(self, /, name: str, records: Any) -> Any:
        """
        One field of the document, made of `records`.
        """
    @staticmethod
    def read(document: Any) -> Cohort:
        """
        Reads dicts, dataclasses and lists.
        """
    def same(self, /, other: Cohort) -> bool:
        """
        Whether both have the same canonical document.
        """
    def sizes(self, /) -> dict[str, int]:
        """
        How many there are of everything.
        """
    def to_dict(self, /) -> Any:
        """
        The canonical document as dicts and lists.
        """
    def to_json(self, /) -> str:
        """
        The canonical document.
        """

@final
class CoverageCurve:
    """
    The curve of a cohort.
    """
    @staticmethod
    def from_json(text: str) -> CoverageCurve:
        """
        Reads a JSON text.
        """
    @staticmethod
    def read(document: Any) -> CoverageCurve:
        """
        Reads dicts and lists.
        """
    def to_dict(self, /, records: Any | None = None) -> Any:
        """
        The document as dicts and lists, or made of `records`.
        """
    def to_json(self, /) -> str:
        """
        The document.
        """
    def verify(self, /, cohort: Cohort) -> None:
        """
        Raises unless the document holds against `cohort`.
        """

@final
class DecisionRecord:
    """
    What a run was made from, by which rules and with what proof.
    """
    @staticmethod
    def from_json(text: str) -> DecisionRecord:
        """
        Reads a JSON text.
        """
    @staticmethod
    def of(matching: Matching, cohort: Cohort) -> DecisionRecord:
        """
        The record of a matching of `cohort`.
        """
    @staticmethod
    def read(document: Any) -> DecisionRecord:
        """
        Reads dicts and lists.
        """
    def to_dict(self, /, records: Any | None = None) -> Any:
        """
        The document as dicts and lists, or made of `records`.
        """
    def to_json(self, /) -> str:
        """
        The document.
        """
    def verify(self, /, cohort: Cohort, matching: Matching) -> None:
        """
        Raises unless this is the record of the matching, and the matching holds against `cohort`.
        """

@final
class Insight:
    """
    What a round comes to.
    """
    @staticmethod
    def from_json(text: str) -> Insight:
        """
        Reads a JSON text.
        """
    @staticmethod
    def read(document: Any) -> Insight:
        """
        Reads dicts and lists.
        """
    def to_arrow(self, /, table: Any) -> bytes:
        """
        One table as an Arrow IPC stream.
        """
    def to_csv(self, /, table: Any) -> str:
        """
        One table as CSV.
        """
    def to_dict(self, /, records: Any | None = None) -> Any:
        """
        The document as dicts and lists, or made of `records`.
        """
    def to_json(self, /) -> str:
        """
        The document.
        """

@final
class Invitations:
    """
    The sessions of a schedule as invitations to calendars.
    """
    def calendar_of(self, /, person: str) -> str | None:
        """
        All conversations of a person.
        """
    def free_busy(self, /, person: str) -> str | None:
        """
        When a person is busy.
        """
    @staticmethod
    def from_json(text: str) -> Invitations:
        """
        Reads a JSON text.
        """
    def part(self, /, name: str, records: Any) -> Any:
        """
        One field of the document, made of `records`. Raises if times in it are none: they are to be `datetime`s.
        """
    @staticmethod
    def read(document: Any) -> Invitations:
        """
        Reads dicts and lists.
        """
    def same(self, /, other: Invitations) -> bool:
        """
        Whether both are the same document.
        """
    def sizes(self, /) -> tuple[int, int]:
        """
        Conversations, and messages to be sent.
        """
    def to_dict(self, /) -> Any:
        """
        The document as dicts and lists.
        """
    def to_json(self, /) -> str:
        """
        The document.
        """

@final
class Journal:
    """
    Events whose form is right.
    """
    @staticmethod
    def from_json(text: str) -> Journal:
        """
        Reads a JSON text.
        """
    @staticmethod
    def read(events: Any) -> Journal:
        """
        Reads one event, a list of events, or a document with events.
        """
    def same(self, /, other: Journal) -> bool:
        """
        Whether both are the same document.
        """
    def size(self, /) -> int:
        """
        How many events there are.
        """
    def to_dict(self, /) -> Any:
        """
        The document as dicts and lists.
        """
    def to_json(self, /) -> str:
        """
        The document.
        """

@final
class Matcher:
    """
    A long-lived engine over a cohort that events change.
    """
    def __new__(cls, /, cohort: Cohort) -> Matcher: ...
    def apply(self, /, journal: Journal, max_regret: Any, timeout: Any, cancel: Any | None, records: Any) -> tuple[Any, str]:
        """
        Takes events; the answer made of `records`, and as a document.
        """
    def cohort(self, /, known: Cohort | None) -> Cohort:
        """
        The cohort as it is now: the very one that is `known`, if it still is.
        """
    def conversations(self, /, records: Any) -> Any:
        """
        The conversations that take seats.
        """
    def due(self, /, now: Any) -> Any:
        """
        What is due by `now`, as dicts.
        """
    def explain(self, /, mentor: Any, mentee: Any, records: Any) -> Any:
        """
        Why this pair, or everything that stands in its way.
        """
    def fit_weights(self, /, timeout: Any, cancel: Any | None, records: Any) -> tuple[Any, str]:
        """
        What outcomes say of the policy's weights; the answer made of `records`, and as a document.
        """
    def fork(self, /) -> Matcher:
        """
        Another engine that is as this one is now.
        """
    @staticmethod
    def from_journal(cohort: Cohort, journal: Journal, cancel: Any | None) -> Matcher:
        """
        The engine after events, from the cohort there was before them.
        """
    @staticmethod
    def from_state(text: str) -> Matcher:
        """
        The engine that wrote a state.
        """
    def in_language(self, /, language: Any, phrases: Any | None) -> Matcher:
        """
        Another handle of the same engine, worded in another language, perhaps with phrases of the host's own.
        """
    def insight(self, /, options: Any, timeout: Any, progress: Any | None, cancel: Any | None) -> Insight:
        """
        What the matching as it is now comes to.
        """
    def matching(self, /, timeout: Any, progress: Any | None, cancel: Any | None) -> Matching:
        """
        The matching as it is now.
        """
    def openings(self, /, person: Any, k: Any, role: Any, options: Any, cancel: Any | None, records: Any) -> Any:
        """
        The weekly windows that would open the most partners to a person.
        """
    def remedies(self, /, person: Any, options: Any, timeout: Any, cancel: Any | None, records: Any) -> tuple[Any, str]:
        """
        What would give somebody a mentor; the answer made of `records`, and as a document.
        """
    def report(self, /, options: Any, timeout: Any, progress: Any | None, cancel: Any | None) -> str:
        """
        The matching as it is now, as HTML.
        """
    def rule_costs(self, /, options: Any, timeout: Any, progress: Any | None, cancel: Any | None, records: Any) -> Any:
        """
        What every rule costs.
        """
    def run(self, /, options: Any, timeout: Any, progress: Any | None, cancel: Any | None) -> Matching:
        """
        Matches the cohort.
        """
    def seat_worths(self, /, options: Any, timeout: Any, progress: Any | None, cancel: Any | None, records: Any) -> Any:
        """
        What one more seat of every mentor is worth.
        """
    def shortlist(self, /, mentee: Any, k: Any) -> list[tuple[str, int]]:
        """
        The best mentors somebody may meet, as pairs of an id and points.
        """
    def shortlists(self, /, k: Any, options: Any, timeout: Any, progress: Any | None, cancel: Any | None) -> Any:
        """
        The best mentors of every mentee, as columns; the columns come as bytes.
        """
    def standing(self, /, person: Any, records: Any) -> Any:
        """
        What is known of somebody.
        """
    def suggest(self, /, ask: Any, k: Any, after: Matching | None, records: Any) -> Any:
        """
        The best mentors somebody may meet, under conditions; `after` a matching, with its prices.
        """
    def to_state(self, /) -> str:
        """
        Everything the engine knows.
        """
    def waiting(self, /, timeout: Any, cancel: Any | None, records: Any) -> tuple[Any, str]:
        """
        Who waits for a mentor; the answer made of `records`, and as a document.
        """
    def what_if(self, /, changes: Any, options: Any, timeout: Any, progress: Any | None, cancel: Any | None) -> WhatIf:
        """
        Two answers and their difference.
        """

@final
class Matching:
    """
    Who meets whom, who does not and why, and the proof.
    """
    def blocking_pairs(self, /, cohort: Cohort, most: Any, records: Any) -> Any:
        """
        The pairs that would rather meet each other, `most` of them by name.
        """
    def explain(self, /, cohort: Cohort, mentor: Any, mentee: Any, records: Any) -> Any:
        """
        Why this pair, or why not, and how it stands in this matching.
        """
    def first(self, /, most: SupportsIndex, records: Any) -> Any:
        """
        The first pairings, made of `records`.
        """
    @staticmethod
    def from_json(text: str) -> Matching:
        """
        Reads a JSON text.
        """
    def load(self, /, cohort: Cohort, records: Any) -> Any:
        """
        How the conversations are spread over the mentors of `cohort`, made of `records`.
        """
    def part(self, /, name: str, records: Any) -> Any:
        """
        One field of the document, made of `records`.
        """
    @staticmethod
    def read(document: Any) -> Matching:
        """
        Reads dicts and lists.
        """
    def same(self, /, other: Matching) -> bool:
        """
        Whether both are the same document.
        """
    def sizes(self, /) -> dict[str, int]:
        """
        How many there are of everything.
        """
    def to_dict(self, /) -> Any:
        """
        The document as dicts and lists.
        """
    def to_json(self, /) -> str:
        """
        The document.
        """
    def verify(self, /, cohort: Cohort) -> None:
        """
        Raises unless the document holds against `cohort`.
        """

@final
class PeerMatching:
    """
    Rounds of conversations between peers.
    """
    @staticmethod
    def from_json(text: str) -> PeerMatching:
        """
        Reads a JSON text.
        """
    def part(self, /, name: str, records: Any) -> Any:
        """
        One field of the document, made of `records`.
        """
    @staticmethod
    def read(document: Any) -> PeerMatching:
        """
        Reads dicts and lists.
        """
    def same(self, /, other: PeerMatching) -> bool:
        """
        Whether both are the same document.
        """
    def sizes(self, /) -> list[tuple[int, int, int]]:
        """
        Of every round: pairs, trios and byes.
        """
    def to_dict(self, /) -> Any:
        """
        The document as dicts and lists.
        """
    def to_json(self, /) -> str:
        """
        The document.
        """
    def verify(self, /, cohort: Cohort) -> None:
        """
        Raises unless the document holds against `cohort`.
        """

@final
class Schedule:
    """
    When the pairs of a matching meet.
    """
    @staticmethod
    def from_json(text: str) -> Schedule:
        """
        Reads a JSON text.
        """
    def part(self, /, name: str, records: Any) -> Any:
        """
        One field of the document, made of `records`. Raises if times in it are none: they are to be `datetime`s.
        """
    @staticmethod
    def read(document: Any) -> Schedule:
        """
        Reads dicts and lists.
        """
    def same(self, /, other: Schedule) -> bool:
        """
        Whether both are the same document.
        """
    def sizes(self, /) -> tuple[int, int]:
        """
        Sessions and pairs without one.
        """
    def to_dict(self, /) -> Any:
        """
        The document as dicts and lists.
        """
    def to_json(self, /) -> str:
        """
        The document.
        """
    def verify(self, /, cohort: Cohort, matching: Matching) -> None:
        """
        Raises unless the document holds against `cohort` and `matching`.
        """

@final
class WhatIf:
    """
    Two answers and their difference.
    """
    def after(self, /) -> Matching:
        """
        The answer as it would be.
        """
    def before(self, /) -> Matching:
        """
        The answer as it is.
        """
    def difference(self, /, records: Any) -> Any:
        """
        What differs, made of `records`.
        """
    @staticmethod
    def from_json(text: str) -> WhatIf:
        """
        Reads a JSON text.
        """
    @staticmethod
    def read(document: Any) -> WhatIf:
        """
        Reads dicts and lists.
        """
    def same(self, /, other: WhatIf) -> bool:
        """
        Whether both are the same document.
        """
    def to_dict(self, /) -> Any:
        """
        The document as dicts and lists.
        """
    def to_json(self, /) -> str:
        """
        The document.
        """
    def verify(self, /, before: Cohort, after: Cohort) -> None:
        """
        Raises unless the document holds against the two cohorts.
        """

def arrow_stream(ipc: bytes) -> Any:
    """
    An IPC stream as a stream of the Arrow PyCapsule interface. Whoever takes it owns it; if nobody does, it goes with the capsule.
    """

def assign(problem: Any, timeout: Any, progress: Any | None, cancel: Any | None) -> Any:
    """
    Solves the assignment problem; the arrays of the answer come as bytes.
    """

def audit(matching: Matching, cohort: Cohort, options: Any, cancel: Any | None, records: Any) -> tuple[Any, str, str, bytes]:
    """
    The audit of a matching of `cohort`, with fields made of `records`.
    """

def balanced(problem: Any, load_cost: Any, timeout: Any, progress: Any | None, cancel: Any | None) -> Any:
    """
    Solves a problem with a cost of load; the arrays of the answer come as bytes.
    """

def cohort_curve(cohort: Cohort, options: Any, timeout: Any, progress: Any | None, cancel: Any | None) -> CoverageCurve:
    """
    The curve of a cohort.
    """

def coverage(problem: Any, count: Any, timeout: Any, progress: Any | None, cancel: Any | None) -> Any:
    """
    Solves a coverage problem; the arrays of the answer come as bytes.
    """

def coverage_curve(problem: Any, chosen: tuple[Any, Any], timeout: Any, progress: Any | None, cancel: Any | None) -> Any:
    """
    The curve on bare arrays; the arrays of the answer come as bytes.
    """

def error_codes() -> list[tuple[str, str]]:
    """
    Every error code there is, with the name of the exception class that carries it.
    """

def fair(problem: Any, options: Any, timeout: Any, progress: Any | None, cancel: Any | None) -> Any:
    """
    Finds the fairest choice; the arrays of the answer come as bytes.
    """

def insight(matching: Matching, cohort: Cohort, options: Any, journal: Journal | None, timeout: Any, progress: Any | None, cancel: Any | None) -> Insight:
    """
    What a matching of `cohort` comes to, perhaps after events.
    """

def match_cohort(cohort: Cohort, options: Any, timeout: Any, progress: Any | None, cancel: Any | None) -> Matching:
    """
    Matches a cohort once.
    """

def match_peers(cohort: Cohort, options: Any, timeout: Any, progress: Any | None, cancel: Any | None) -> PeerMatching:
    """
    Matches people with people.
    """

def peers(problem: Any, timeout: Any, progress: Any | None, cancel: Any | None) -> Any:
    """
    Matches people of one kind; the arrays of the answer come as bytes.
    """

def phrases(language: Any) -> Any:
    """
    Every phrase by its code, as dicts.
    """

def quotas(problem: Any, limits: Any, timeout: Any, progress: Any | None, cancel: Any | None) -> Any:
    """
    Solves a problem with quotas and circles; `limits` are groups, least numbers and what counts. The arrays of the answer come as bytes.
    """

def rank_maximal(problem: Any, timeout: Any, progress: Any | None, cancel: Any | None) -> Any:
    """
    Chooses edges by their ranks; the arrays of the answer come as bytes.
    """

def report(matching: Matching, cohort: Cohort, options: Any, journal: Journal | None, timeout: Any, progress: Any | None, cancel: Any | None) -> str:
    """
    What a matching of `cohort` comes to, perhaps after events, as HTML.
    """

def schedule(problem: Any, aim: Any, timeout: Any, progress: Any | None, cancel: Any | None) -> Any:
    """
    Solves a problem of who meets whom and when; the arrays of the answer come as bytes.
    """

def schedule_matching(cohort: Cohort, matching: Matching, previous: Schedule | None, options: Any, hold: tuple[Any, Any | None, Any | None]) -> Schedule:
    """
    Finds a time for every pair of a matching.
    """

def stable(problem: Any, side: Any, timeout: Any, progress: Any | None, cancel: Any | None) -> Any:
    """
    Finds a stable matching; the arrays of the answer come as bytes.
    """

def timetable(problem: Any, cancel: Any | None) -> Any:
    """
    Slots for pairs that are chosen already; the arrays of the answer come as bytes, and -1 is no slot.
    """

def verify_assignment(problem: Any, solution: Any) -> None:
    """
    Raises unless `solution` solves the problem as it says.
    """

def verify_balanced(problem: Any, load_cost: Any, solution: Any) -> None:
    """
    Raises unless `solution` solves the problem as it says.
    """

def verify_coverage(problem: Any, count: Any, solution: Any) -> None:
    """
    Raises unless `solution` solves the problem as it says.
    """

def verify_coverage_curve(problem: Any, count: Any, solution: Any) -> None:
    """
    Raises unless `solution` is the curve of the problem.
    """

def verify_fair(problem: Any, options: Any, solution: Any) -> None:
    """
    Raises unless `solution` solves the problem as it says.
    """

def verify_peers(problem: Any, solution: Any) -> None:
    """
    Raises unless `solution` solves the problem as it says.
    """

def verify_quotas(problem: Any, limits: Any, solution: Any) -> None:
    """
    Raises unless `solution` solves the problem as it says.
    """

def verify_rank_maximal(problem: Any, solution: Any) -> None:
    """
    Raises unless `solution` solves the problem as it says.
    """

def verify_schedule(problem: Any, solution: Any) -> None:
    """
    Raises unless `solution` solves the problem as it says.
    """

def verify_stable(problem: Any, solution: Any) -> None:
    """
    Raises unless `solution` solves the problem as it says.
    """

def write_invitations(cohort: Cohort, schedule: Schedule, previous: Invitations | None, options: Any) -> Invitations:
    """
    Writes what is to be sent to people's calendars.
    """
