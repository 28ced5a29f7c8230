//! Coverage on bare edges.

use crate::assign;
use crate::assign::problem::{self, AssignProblem, Mentees};
use crate::bipartite::Bipartite;
use crate::control::Control;
use crate::cover::problem::{Count, CoverageSolution};
use crate::cover::{self, certificate};
use crate::error::Error;
use crate::threads;

/// Fewer edges than this are solved on the caller's thread.
const WORTH_SHARING: usize = 1 << 16;

/// Chooses edges that reach as many as possible, within the seats of both sides, and among these the largest total weight.
///
/// With [`Count::People`] mentees with at least one mentor count, with [`Count::Seats`] every chosen edge does: a paper that
/// needs three reviewers would rather have two than one. An edge worth 0 may be chosen. Among equally good choices the order
/// of the edges decides. Time is that of a few [`assign`](super::assign)s.
///
/// # Errors
/// Everything wrong with the input, each with its path: [`ErrorCode::LengthMismatch`](crate::ErrorCode::LengthMismatch),
/// [`ErrorCode::OutOfRange`](crate::ErrorCode::OutOfRange), [`ErrorCode::TooLarge`](crate::ErrorCode::TooLarge) if weights
/// leave no room to put people before points, which up to 2^40 they do on any problem that fits into memory, or if the heaviest
/// edges that mentees could get sum to more than [`MOST`](super::MOST). And
/// [`ErrorCode::Cancelled`](crate::ErrorCode::Cancelled).
///
/// ```
/// use fireside::solve::{AssignProblem, Count, coverage, verify_coverage};
/// use fireside::Control;
///
/// // Ada (0) and Cem (1) are worth 9, more than Ada with Bo (0) and Grace (1) with Cem together.
/// let problem = AssignProblem {
///     mentee: &[0, 1, 1],
///     mentor: &[0, 0, 1],
///     weight: &[3, 9, 2],
///     mentor_seats: &[1, 1],
///     mentee_seats: None,
/// };
/// let solution = coverage(&problem, Count::People, &Control::new())?;
/// assert_eq!(solution.edges, [0, 2], "nobody is left out");
/// assert_eq!((solution.matched, solution.most, solution.total, solution.bound), (2, 2, 5, 5));
/// verify_coverage(&problem, Count::People, &solution)?;
/// # Ok::<(), fireside::Error>(())
/// ```
pub fn coverage(problem: &AssignProblem<'_>, count: Count, control: &Control) -> Result<CoverageSolution, Error> {
    shared(problem, || cover::coverage(problem, &prepared(problem, control)?, count, control))
}

/// A well-formed problem whose totals are exact.
pub(super) fn prepared<'a>(problem: &AssignProblem<'a>, control: &Control) -> Result<Mentees<'a>, Error> {
    let mentees = problem::check(problem)?;
    control.check()?;
    let AssignProblem { mentor, weight, mentor_seats, .. } = *problem;
    assign::check_total(&Bipartite::from_edges(&mentees.of_edge, mentor, weight, mentor_seats, &mentees.seats))?;
    Ok(mentees)
}

/// On threads of its own, if the problem is large.
pub(super) fn shared<R: Send>(
    problem: &AssignProblem<'_>,
    solve: impl FnOnce() -> Result<R, Error> + Send,
) -> Result<R, Error> {
    if problem.weight.len() < WORTH_SHARING || rayon::current_thread_index().is_some() {
        return solve();
    }
    threads::with(None, solve)?
}

/// Checks a solution from scratch: every edge exists and is chosen once, no seat is sold twice, sums and counts are right, the
/// cover proves how many can be reached, the prices prove the bound, and the status is what both say.
///
/// # Errors
/// Everything wrong with the problem or else with the solution:
/// [`ErrorCode::IneligiblePair`](crate::ErrorCode::IneligiblePair), [`ErrorCode::SeatOversold`](crate::ErrorCode::SeatOversold),
/// [`ErrorCode::TotalMismatch`](crate::ErrorCode::TotalMismatch), [`ErrorCode::BoundMismatch`](crate::ErrorCode::BoundMismatch),
/// [`ErrorCode::StatusMismatch`](crate::ErrorCode::StatusMismatch).
pub fn verify_coverage(problem: &AssignProblem<'_>, count: Count, solution: &CoverageSolution) -> Result<(), Error> {
    let mentees = problem::check(problem)?;
    certificate::check(problem, &mentees.of_edge, &mentees.seats, count, solution)
}
