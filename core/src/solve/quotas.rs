//! Quotas and circles on bare edges.

use crate::assign;
use crate::bipartite::Bipartite;
use crate::control::Control;
use crate::error::Error;
use crate::quota::problem::{self, Beside, QuotasProblem, QuotasSolution};
use crate::quota::{self, certificate};
use crate::threads;

/// Fewer edges than this are solved on the caller's thread.
const WORTH_SHARING: usize = 1 << 16;

/// Chooses edges of the largest total weight within the seats of both sides, of each group of edges at most so many, and at
/// each mentor nobody or at least as many as their circle needs.
///
/// Exact where groups are *nested*: each lies within one mentor's or one mentee's edges, or is made of the edges of whole mentees
/// or whole mentors, and any two on the same side are apart or one within the other. "At most two of a department at
/// a mentor" and "at most so many for all who are not graduates" are, together, too. Other groups, and circles that do not fill
/// by themselves, are NP-hard: the answer is then a good one, and `gap` says how much better one could be at most.
///
/// With [`count`](QuotasProblem::count) it reaches as many as possible first, and then has the largest total weight, as
/// [`coverage`](super::coverage) does without limits; the same groups are solved exactly. [`reach`](QuotasSolution::reach) then says
/// how many, and how many any choice can.
///
/// An edge worth 0 is never chosen, not even to fill a circle, but with `count` it may be. Among equally good choices the order of the edges decides. Without groups and circles the
/// answer is that of [`assign`](super::assign). Time is that of an assignment and a short search for each edge over a quota.
///
/// # Errors
/// Everything wrong with the input, each with its path (`groups[3].edges[1]`, `mentor_least[2]`):
/// [`ErrorCode::LengthMismatch`](crate::ErrorCode::LengthMismatch), [`ErrorCode::OutOfRange`](crate::ErrorCode::OutOfRange), also
/// for a circle that needs more than its mentor's seats,
/// [`ErrorCode::DuplicateEntry`](crate::ErrorCode::DuplicateEntry) for an edge twice in a group,
/// [`ErrorCode::TooLarge`](crate::ErrorCode::TooLarge) as for [`assign`](super::assign), and with `count` if the heaviest edges that
/// mentees could get sum to [`MOST`](super::MOST) less the largest weight, which leaves no room to put people before points. And
/// [`ErrorCode::Cancelled`](crate::ErrorCode::Cancelled). A deadline is no error: the answer then keeps every limit, too.
///
/// ```
/// use fireside::solve::{AssignProblem, Count, QuotaGroup, QuotasProblem, quotas, verify_quotas};
/// use fireside::{Control, Status};
///
/// // Ada (0) has two seats. Bo (0) and Cem (1) are of one department, Dana (2) is not.
/// let edges = AssignProblem {
///     mentee: &[0, 1, 2],
///     mentor: &[0, 0, 0],
///     weight: &[9, 8, 5],
///     mentor_seats: &[2],
///     mentee_seats: None,
/// };
/// let groups = [QuotaGroup { edges: vec![0, 1], max: 1 }];
/// let problem = QuotasProblem { edges, groups: &groups, mentor_least: None, count: None };
/// let solution = quotas(&problem, &Control::new())?;
/// assert_eq!(solution.edges, [0, 2], "one of the department, and Dana");
/// assert_eq!((solution.total, solution.bound, solution.status), (14, 14, Status::Optimal));
/// assert_eq!(solution.group_prices, [3], "with two of them it would be 17");
/// verify_quotas(&problem, &solution)?;
///
/// // Bo could also meet Grace (1), which is worth little; but then Cem can meet Ada, too.
/// let edges = AssignProblem {
///     mentee: &[0, 1, 2, 0],
///     mentor: &[0, 0, 0, 1],
///     weight: &[9, 8, 5, 0],
///     mentor_seats: &[2, 1],
///     mentee_seats: None,
/// };
/// let problem = QuotasProblem { edges, groups: &groups, mentor_least: None, count: Some(Count::People) };
/// let solution = quotas(&problem, &Control::new())?;
/// let reach = solution.reach.unwrap_or_default();
/// assert_eq!((solution.edges.as_slice(), solution.total, solution.bound), ([1, 2, 3].as_slice(), 13, 13));
/// assert_eq!((reach.matched, reach.most), (3, 3), "nobody is left out");
/// verify_quotas(&problem, &solution)?;
/// # Ok::<(), fireside::Error>(())
/// ```
pub fn quotas(problem: &QuotasProblem<'_>, control: &Control) -> Result<QuotasSolution, Error> {
    quotas_beside(problem, Beside::NOTHING, control)
}

/// The same, where something is known beside the problem.
pub(crate) fn quotas_beside(
    problem: &QuotasProblem<'_>,
    beside: Beside<'_>,
    control: &Control,
) -> Result<QuotasSolution, Error> {
    let solve = || {
        let mentees = problem::check(problem)?;
        control.check()?;
        let edges = &problem.edges;
        let (of_edge, seats) = (&mentees.of_edge, &mentees.seats);
        let graph = Bipartite::from_edges(of_edge, edges.mentor, edges.weight, edges.mentor_seats, seats);
        let top = assign::check_total(&graph)?.min(beside.top);
        quota::quotas(problem, &mentees, Beside { top, ..beside }, control)
    };
    if problem.edges.weight.len() < WORTH_SHARING || rayon::current_thread_index().is_some() {
        return solve();
    }
    threads::with(None, solve)?
}

/// Checks a solution from scratch: every edge exists and is chosen once, no seat is sold twice, no group has too many, no circle
/// too few, sums and counts are right, the prices prove the bound and how many can be reached, and the status is what both say. It
/// trusts nothing of the solver.
///
/// # Errors
/// Everything wrong with the problem or else with the solution:
/// [`ErrorCode::IneligiblePair`](crate::ErrorCode::IneligiblePair), [`ErrorCode::SeatOversold`](crate::ErrorCode::SeatOversold),
/// [`ErrorCode::QuotaExceeded`](crate::ErrorCode::QuotaExceeded),
/// [`ErrorCode::CircleUnderfilled`](crate::ErrorCode::CircleUnderfilled),
/// [`ErrorCode::TotalMismatch`](crate::ErrorCode::TotalMismatch), [`ErrorCode::BoundMismatch`](crate::ErrorCode::BoundMismatch),
/// [`ErrorCode::StatusMismatch`](crate::ErrorCode::StatusMismatch).
pub fn verify_quotas(problem: &QuotasProblem<'_>, solution: &QuotasSolution) -> Result<(), Error> {
    verify_quotas_beside(problem, Beside::NOTHING, solution)
}

/// The same, where something is known beside the problem.
pub(crate) fn verify_quotas_beside(
    problem: &QuotasProblem<'_>,
    beside: Beside<'_>,
    solution: &QuotasSolution,
) -> Result<(), Error> {
    let mentees = problem::check(problem)?;
    certificate::check(problem, (&mentees.of_edge, &mentees.seats, beside), solution)
}
