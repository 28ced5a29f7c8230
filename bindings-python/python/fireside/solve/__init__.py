"""Matching on bare arrays, for those who have their own scores or rankings: solved, proved, checkable.

::

    from fireside import solve

    solution = solve.assign(mentee=[0, 0, 1], mentor=[0, 1, 0], weight=[5, 4, 3], mentor_seats=[1, 1])
    assert list(solution.edges) == [1, 2] and solution.total == solution.bound == 7

==================================================================  ==================  =========================
question                                                            solver              check
==================================================================  ==================  =========================
the most points between mentees and mentors                         ``assign``          ``verify``
the most points when every further conversation costs more          ``balanced``        ``verify_balanced``
the most people, then the most points                               ``coverage``        ``verify_coverage``
what one more person costs, as a curve                              ``coverage_curve``  ``verify_coverage_curve``
whoever has least is to have as much as possible                    ``fair``            ``verify_fair``
as many first choices as possible, or as few last ones              ``rank_maximal``    ``verify_rank_maximal``
a matching that no two people would leave for each other            ``stable``          ``verify_stable``
the most points between people of one kind                          ``peers``           ``verify_peers``
the most points with quotas, and circles that open if they fill     ``quotas``          ``verify_quotas``
who meets whom, and when                                            ``schedule``        ``verify_schedule``
when pairs meet that are chosen already                             ``timetable``
==================================================================  ==================  =========================
"""

from ._assign import Solution, assign, verify
from ._balanced import BalancedSolution, balanced, verify_balanced
from ._coverage import Count, CoverageSolution, coverage, verify_coverage
from ._curve import CurvePoint, CurveSolution, coverage_curve, verify_coverage_curve
from ._fair import FairSolution, Measure, fair, verify_fair
from ._peers import OddSet, PeersSolution, peers, verify_peers
from ._quotas import QuotaGroup, QuotasSolution, Reach, quotas, verify_quotas
from ._rank import First, RankSolution, rank_maximal, verify_rank_maximal
from ._schedule import Aim, ScheduleSolution, SlotPrice, schedule, verify_schedule
from ._stable import Side, StableSolution, stable, verify_stable
from ._timetable import Crowd, Timetable, timetable

__all__ = [
    "Aim",
    "BalancedSolution",
    "Count",
    "CoverageSolution",
    "Crowd",
    "CurvePoint",
    "CurveSolution",
    "FairSolution",
    "First",
    "Measure",
    "OddSet",
    "PeersSolution",
    "QuotaGroup",
    "QuotasSolution",
    "Reach",
    "RankSolution",
    "ScheduleSolution",
    "Side",
    "SlotPrice",
    "Solution",
    "StableSolution",
    "Timetable",
    "assign",
    "balanced",
    "coverage",
    "coverage_curve",
    "fair",
    "peers",
    "quotas",
    "rank_maximal",
    "schedule",
    "stable",
    "timetable",
    "verify",
    "verify_balanced",
    "verify_coverage",
    "verify_coverage_curve",
    "verify_fair",
    "verify_peers",
    "verify_quotas",
    "verify_rank_maximal",
    "verify_schedule",
    "verify_stable",
]
