//! Assignment on bare edges: the most points.

use crate::assign::problem::{self, AssignProblem, Solution};
use crate::assign::{self, certificate};
use crate::bipartite::Bipartite;
use crate::control::Control;
use crate::error::Error;
use crate::status::Status;
use crate::threads;

/// Fewer edges than this are solved on the caller's thread.
const WORTH_SHARING: usize = 1 << 16;

/// Chooses edges of the largest total weight, at most as many a mentor and a mentee as they have seats.
///
/// The same input gives the same answer. Among several optimal choices the order of the edges decides; prices do not depend
/// on it. Time is near-linear in practice (5 million edges in a second), memory about 16 bytes an edge, and as many again if
/// the edges are not in the order of mentees.
///
/// # Errors
/// Everything wrong with the input, each with its path: [`ErrorCode::LengthMismatch`](crate::ErrorCode::LengthMismatch),
/// [`ErrorCode::OutOfRange`](crate::ErrorCode::OutOfRange), [`ErrorCode::TooLarge`](crate::ErrorCode::TooLarge) if the heaviest
/// edges that mentees could get sum to more than [`MOST`](super::MOST). And
/// [`ErrorCode::Cancelled`](crate::ErrorCode::Cancelled).
///
/// ```
/// use fireside::solve::{AssignProblem, assign, verify};
/// use fireside::{Control, Status};
///
/// // Bo (0) could learn from Ada (0) or Grace (1), Cem (1) from Ada alone.
/// let problem = AssignProblem {
///     mentee: &[0, 0, 1],
///     mentor: &[0, 1, 0],
///     weight: &[9, 7, 5],
///     mentor_seats: &[1, 1],
///     mentee_seats: None,
/// };
/// let solution = assign(&problem, &Control::new())?;
/// assert_eq!((solution.edges.as_slice(), solution.total), ([1, 2].as_slice(), 12));
/// assert_eq!((solution.bound, solution.status), (12, Status::Optimal));
/// assert_eq!(solution.prices, [2, 0], "a second seat with Ada would let Bo have her too: 14 in total");
/// verify(&problem, &solution)?;
/// # Ok::<(), fireside::Error>(())
/// ```
pub fn assign(problem: &AssignProblem<'_>, control: &Control) -> Result<Solution, Error> {
    if problem.weight.len() < WORTH_SHARING || rayon::current_thread_index().is_some() {
        return solve(problem, control);
    }
    threads::with(None, || solve(problem, control))?
}

fn solve(problem: &AssignProblem<'_>, control: &Control) -> Result<Solution, Error> {
    let mentees = problem::check(problem)?;
    let AssignProblem { mentor, weight, mentor_seats, .. } = *problem;
    let graph = Bipartite::from_edges(&mentees.of_edge, mentor, weight, mentor_seats, &mentees.seats);
    assign::check_total(&graph)?;
    let found = assign::assign(&graph, control)?;
    // Neither exceeds what was found to be exact.
    let exact = |sum: i128| i64::try_from(sum).map_err(|_| Error::internal(format!("a total or a bound of {sum}")));
    let (total, bound) = (exact(found.total)?, exact(found.bound)?);
    let status = if bound == total { Status::Optimal } else { Status::Deadline };
    Ok(Solution { edges: found.chosen, total, bound, gap: bound - total, prices: found.prices, status })
}

/// Checks a solution from scratch: every edge exists and is chosen once, no seat is sold twice, the total is their sum, the
/// prices prove the bound, and the status is what the gap says. It trusts nothing of the solver.
///
/// # Errors
/// Everything wrong with the problem or else with the solution:
/// [`ErrorCode::IneligiblePair`](crate::ErrorCode::IneligiblePair), [`ErrorCode::SeatOversold`](crate::ErrorCode::SeatOversold),
/// [`ErrorCode::TotalMismatch`](crate::ErrorCode::TotalMismatch), [`ErrorCode::BoundMismatch`](crate::ErrorCode::BoundMismatch),
/// [`ErrorCode::StatusMismatch`](crate::ErrorCode::StatusMismatch).
pub fn verify(problem: &AssignProblem<'_>, solution: &Solution) -> Result<(), Error> {
    let mentees = problem::check(problem)?;
    certificate::check(problem, &mentees.of_edge, &mentees.seats, solution)
}
