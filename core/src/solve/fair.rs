//! Fair choices on bare edges.

use crate::assign::problem::{self, AssignProblem, Mentees};
use crate::control::Control;
use crate::error::{Error, ErrorCode};
#[cfg(doc)]
use crate::fair::problem::Measure;
use crate::fair::problem::{FairOptions, FairSolution};
use crate::fair::{self, certificate};
use crate::threads;

/// Fewer edges than this are solved on the caller's thread.
const WORTH_SHARING: usize = 1 << 16;

/// Chooses edges so that whoever has least has as much as possible, then whoever has least of the others, and so on.
///
/// With [`Measure::Best`] what counts for a mentee is their best edge, and nothing if they have none; the answer is exact. Seats
/// that are left then go to those who want several, for the most points. Time is that of a few [`assign`](super::assign)s as a rule,
/// and with many different weights and very little choice up to the number of mentees times that of edges.
///
/// [`FairOptions`] may ask for less and more: lots that are told apart by bands only, so that a small step down in fairness buys
/// points back, and mentees who come first. The answer is exact as well. Of the choices that are as fair by bands, everybody's best edges are
/// worth the most together.
///
/// With [`Measure::Sum`] it is what all their edges are worth together. If anybody wants several that is NP-hard, and the answer is a good
/// one: `bound` says what nobody can do better than for whoever has least, `gap` how far that is away, and the status is
/// [`Status::WithinGap`](crate::Status::WithinGap) even where the gap is 0, since the lots of the others are not proved. Time is that of 8 to
/// 256 [`assign`](super::assign)s, the fewer the more edges there are.
///
/// An edge worth 0 is never chosen. `price` says what fairness costs against the largest total. Among equally good choices the
/// order of the edges decides.
///
/// # Errors
/// Everything wrong with the input, each with its path: [`ErrorCode::LengthMismatch`](crate::ErrorCode::LengthMismatch),
/// [`ErrorCode::OutOfRange`](crate::ErrorCode::OutOfRange), [`ErrorCode::TooLarge`](crate::ErrorCode::TooLarge) if the heaviest
/// edges that mentees could get sum to more than [`MOST`](super::MOST), or if weights are so large and bands so wide that points cannot be put
/// after fairness. And
/// [`ErrorCode::Cancelled`](crate::ErrorCode::Cancelled). A deadline is no error: `proved` then says up to which weight the
/// answer is proved.
///
/// ```
/// use fireside::solve::{AssignProblem, Measure, fair, verify_fair};
/// use fireside::Control;
///
/// // Ada (0) and Bo (0) are worth 9, Grace (1) and Cem (1) only 1; the other way round it is 4 and 4.
/// let problem = AssignProblem {
///     mentee: &[0, 0, 1, 1],
///     mentor: &[0, 1, 0, 1],
///     weight: &[9, 4, 4, 1],
///     mentor_seats: &[1, 1],
///     mentee_seats: None,
/// };
/// let solution = fair(&problem, Measure::Best, &Control::new())?;
/// assert_eq!(solution.edges, [1, 2]);
/// assert_eq!((solution.worst, solution.total, solution.most, solution.price), (4, 8, 10, 2));
/// verify_fair(&problem, Measure::Best, &solution)?;
/// # Ok::<(), fireside::Error>(())
/// ```
pub fn fair<'a>(
    problem: &AssignProblem<'_>,
    options: impl Into<FairOptions<'a>>,
    control: &Control,
) -> Result<FairSolution, Error> {
    let options = options.into();
    let solve = || {
        let mentees = checked(problem, &options)?;
        control.check()?;
        fair::fair(problem, &mentees, &options, control)
    };
    if problem.weight.len() < WORTH_SHARING || rayon::current_thread_index().is_some() {
        return solve();
    }
    threads::with(None, solve)?
}

/// Checks a solution from scratch: every edge exists and is chosen once, no seat is sold twice, figures are right, prices prove
/// what no choice exceeds, and how far it is known that none is fairer.
///
/// # Errors
/// Everything wrong with the problem or else with the solution:
/// [`ErrorCode::IneligiblePair`](crate::ErrorCode::IneligiblePair), [`ErrorCode::SeatOversold`](crate::ErrorCode::SeatOversold),
/// [`ErrorCode::TotalMismatch`](crate::ErrorCode::TotalMismatch), [`ErrorCode::BoundMismatch`](crate::ErrorCode::BoundMismatch),
/// [`ErrorCode::StatusMismatch`](crate::ErrorCode::StatusMismatch).
pub fn verify_fair<'a>(
    problem: &AssignProblem<'_>,
    options: impl Into<FairOptions<'a>>,
    solution: &FairSolution,
) -> Result<(), Error> {
    let options = options.into();
    let mentees = checked(problem, &options)?;
    certificate::check(problem, &mentees.of_edge, &mentees.seats, &options, solution)
}

/// Mentees as dense indices, if there is nothing wrong with problem and options.
fn checked<'a>(problem: &AssignProblem<'a>, options: &FairOptions<'_>) -> Result<Mentees<'a>, Error> {
    let mentees = problem::check(problem)?;
    let named = problem.mentee_seats.is_some() || mentees.of_edge.as_ref() == problem.mentee;
    if options.urgency.is_some() && !named {
        let message = "numbers of mentees that are far apart need `mentee_seats`";
        return Err(Error::new(ErrorCode::OutOfRange, "urgency", message));
    }
    options.check(mentees.seats.len())?;
    Ok(mentees)
}
