"""Willing mentoring conversations, matched.

A portal hands over a cohort; fireside hands back conversations worth having, the reason for each, the reason for every
person left out, and a proof that no better answer exists::

    from fireside import Cohort, Mentee, Mentor, Offer, Topic, Want, match_cohort

    cohort = Cohort(
        topics=[Topic(id="rust", label="Rust")],
        mentors=[Mentor(id="ada", name="Ada", offers=[Offer(topic="rust", level=5, willingness="eager")])],
        mentees=[Mentee(id="bo", name="Bo", wants=[Want(topic="rust", level=1)])],
    )
    for pairing in match_cohort(cohort).pairings:
        print(pairing.summary)
"""

from . import exceptions, model, solve
from ._native import VERSION as __version__
from .cohort import (
    Cohort,
    CohortLike,
)
from .control import (
    Cancel,
    Progress,
)
from .exceptions import (
    CancelledError,
    FiresideError,
    InternalError,
    InvalidInputError,
    Problem,
    VerificationError,
)
from .matcher import (
    Matcher,
    Objective,
    Shortlists,
    match_cohort,
)
from .matching import (
    AdoptedTopic,
    Certificate,
    Component,
    Evidence,
    Explanation,
    Matching,
    Near,
    Pairing,
    Reason,
    Run,
    SharedTopic,
    Short,
    Spare,
    Status,
    Unmatched,
    Window,
)
from .model import (
    Absence,
    Affinity,
    Attribute,
    Availability,
    Day,
    ExtraWindow,
    Gap,
    Horizon,
    Meeting,
    Mentee,
    Mentor,
    MustDiffer,
    MustShare,
    NoRepeat,
    NotInReportingLine,
    Offer,
    Pair,
    PersonStatus,
    Policy,
    PreferDiffer,
    PreferGap,
    Rule,
    TaxonomyPolicy,
    Topic,
    Want,
    WeeklyWindow,
    Weights,
    Willingness,
)

__all__ = [
    "Absence",
    "AdoptedTopic",
    "Affinity",
    "Attribute",
    "Availability",
    "Cancel",
    "CancelledError",
    "Certificate",
    "Cohort",
    "CohortLike",
    "Component",
    "Day",
    "Evidence",
    "Explanation",
    "ExtraWindow",
    "FiresideError",
    "Gap",
    "Horizon",
    "InternalError",
    "InvalidInputError",
    "Matcher",
    "Matching",
    "Meeting",
    "Mentee",
    "Mentor",
    "MustDiffer",
    "MustShare",
    "Near",
    "NoRepeat",
    "NotInReportingLine",
    "Objective",
    "Offer",
    "Pair",
    "Pairing",
    "PersonStatus",
    "Policy",
    "PreferDiffer",
    "PreferGap",
    "Problem",
    "Progress",
    "Reason",
    "Rule",
    "Run",
    "SharedTopic",
    "Shortlists",
    "Short",
    "Spare",
    "Status",
    "TaxonomyPolicy",
    "Topic",
    "Unmatched",
    "VerificationError",
    "Want",
    "WeeklyWindow",
    "Weights",
    "Willingness",
    "Window",
    "__version__",
    "exceptions",
    "match_cohort",
    "model",
    "solve",
]
