//! Stable matching on bare pairs.

use crate::control::Control;
use crate::error::Error;
use crate::side::Side;
use crate::stable::problem::{self, StableProblem, StableSolution};
use crate::stable::{self, blocking};

/// Chooses pairs so that no mentee and no mentor would both rather have each other than somebody they have.
///
/// With strict lists, everybody on `side` gets the best that any stable matching could give them, and the status is
/// [`Optimal`](crate::Status::Optimal): all stable matchings have the same size. With ties, where the largest stable matching
/// is NP-hard to find, at least two thirds of it are found, and the result says how many more there could be at most; among
/// equals, the pair given first wins, so a caller who wants another order gives the pairs in that order.
///
/// Time is linear in the pairs after sorting the lists, and linear in practice for the bound: 5 million pairs in half a
/// second. A deadline only cuts the search for the best bound short; the matching is always finished.
///
/// # Errors
/// Everything wrong with the input, each with its path: [`ErrorCode::LengthMismatch`](crate::ErrorCode::LengthMismatch),
/// [`ErrorCode::OutOfRange`](crate::ErrorCode::OutOfRange), [`ErrorCode::DuplicateEntry`](crate::ErrorCode::DuplicateEntry) if
/// a pair is given twice, [`ErrorCode::TooLarge`](crate::ErrorCode::TooLarge). And
/// [`ErrorCode::Cancelled`](crate::ErrorCode::Cancelled).
///
/// ```
/// use fireside::solve::{Side, StableProblem, stable, verify_stable};
/// use fireside::{Control, Status};
///
/// // Bo (0) would rather have Ada (0) than Grace (1), Cem (1) the other way round; Ada and Grace see it the other way.
/// let problem = StableProblem {
///     mentee: &[0, 0, 1, 1],
///     mentor: &[0, 1, 0, 1],
///     mentee_rank: &[1, 2, 2, 1],
///     mentor_rank: &[2, 1, 1, 2],
///     mentor_seats: &[1, 1],
///     mentee_seats: None,
/// };
/// let for_mentees = stable(&problem, Side::Mentee, &Control::new())?;
/// assert_eq!(for_mentees.edges, [0, 3], "Bo with Ada, Cem with Grace: the mentees' first choices");
/// let for_mentors = stable(&problem, Side::Mentor, &Control::new())?;
/// assert_eq!(for_mentors.edges, [1, 2], "Bo with Grace, Cem with Ada: the mentors' first choices");
/// assert_eq!((for_mentors.matched, for_mentors.bound, for_mentors.status), (2, 2, Status::Optimal));
/// verify_stable(&problem, &for_mentees)?;
/// verify_stable(&problem, &for_mentors)?;
/// # Ok::<(), fireside::Error>(())
/// ```
pub fn stable(problem: &StableProblem<'_>, side: Side, control: &Control) -> Result<StableSolution, Error> {
    let mentees = problem::check(problem)?;
    stable::stable(problem, &mentees, side, control)
}

/// Checks a solution from scratch: every pair exists and is chosen once, no seat is sold twice, no pair blocks, the count is
/// right, the cover or strict lists prove the bound, and the status is what the gap says. It trusts nothing of the solver.
///
/// Which side proposed cannot be seen from a stable matching without finding the others, and is not checked.
///
/// # Errors
/// Everything wrong with the problem or else with the solution:
/// [`ErrorCode::IneligiblePair`](crate::ErrorCode::IneligiblePair), [`ErrorCode::SeatOversold`](crate::ErrorCode::SeatOversold),
/// [`ErrorCode::TotalMismatch`](crate::ErrorCode::TotalMismatch), [`ErrorCode::BoundMismatch`](crate::ErrorCode::BoundMismatch),
/// [`ErrorCode::StatusMismatch`](crate::ErrorCode::StatusMismatch), also for a pair that blocks, at the path `edges`.
pub fn verify_stable(problem: &StableProblem<'_>, solution: &StableSolution) -> Result<(), Error> {
    let mentees = problem::check(problem)?;
    blocking::check(problem, &mentees.of_edge, &mentees.seats, solution)
}
