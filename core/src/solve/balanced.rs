//! The most points when load costs, on bare edges.

use crate::assign::problem::{self, AssignProblem, MOST};
use crate::control::Control;
use crate::error::{Error, ErrorCode};
use crate::load::problem::BalancedSolution;
use crate::load::{self, certificate};
use crate::threads;

/// Fewer edges than this are solved on the caller's thread.
const WORTH_SHARING: usize = 1 << 16;

/// Chooses edges of the largest total weight less the cost of load: of a mentor's edges the second costs `load_cost`, the
/// third twice that, and so on, in the unit of weights. So conversations spread over mentors who are nearly as good.
///
/// With a `load_cost` of 0 it is [`assign`](super::assign); the larger it is, the smaller is Σ n (n − 1) / 2 over mentors with n
/// edges, and the smaller the total; from the heaviest edge on, nobody has a second edge. Somebody may be left out although a seat
/// is free: an edge that weighs less than the seat costs is not chosen. Of equally good choices the order of edges decides; prices
/// do not depend on it. Time is that of an [`assign`](super::assign) with one more edge for every seat.
///
/// # Errors
/// Everything wrong with the input, each with its path: [`ErrorCode::LengthMismatch`], [`ErrorCode::OutOfRange`] (also for a
/// `load_cost` that is not from 0 to [`MOST`]), [`ErrorCode::TooLarge`] if the heaviest edges that mentees could get sum to more
/// than [`MOST`]. And [`ErrorCode::Cancelled`].
///
/// ```
/// use fireside::solve::{AssignProblem, balanced, verify_balanced};
/// use fireside::Control;
///
/// // Bo (0) and Cem (1) would both learn a little more from Ada (0) than from Grace (1).
/// let problem = AssignProblem {
///     mentee: &[0, 0, 1, 1],
///     mentor: &[0, 1, 0, 1],
///     weight: &[9, 8, 9, 6],
///     mentor_seats: &[5, 5],
///     mentee_seats: None,
/// };
/// let solution = balanced(&problem, 2, &Control::new())?;
/// assert_eq!((solution.edges.as_slice(), solution.loads.as_slice()), ([1, 2].as_slice(), [1, 1].as_slice()));
/// assert_eq!((solution.total, solution.worth, solution.bound), (17, 17, 17), "both with Ada would be 18, less 2");
/// verify_balanced(&problem, 2, &solution)?;
/// # Ok::<(), fireside::Error>(())
/// ```
pub fn balanced(problem: &AssignProblem<'_>, load_cost: i64, control: &Control) -> Result<BalancedSolution, Error> {
    let solve = || {
        let mentees = problem::check(problem)?;
        check_cost(load_cost)?;
        control.check()?;
        load::balanced(problem, &mentees, load_cost, control)
    };
    if problem.weight.len() < WORTH_SHARING || rayon::current_thread_index().is_some() {
        return solve();
    }
    threads::with(None, solve)?
}

/// Checks a solution from scratch: every edge exists and is chosen once, no seat is sold twice, sums and loads are right, the
/// prices prove the bound and are the least that do, and the status is what the gap says.
///
/// # Errors
/// Everything wrong with the problem or else with the solution: [`ErrorCode::IneligiblePair`], [`ErrorCode::SeatOversold`],
/// [`ErrorCode::TotalMismatch`], [`ErrorCode::BoundMismatch`], [`ErrorCode::StatusMismatch`].
pub fn verify_balanced(problem: &AssignProblem<'_>, load_cost: i64, solution: &BalancedSolution) -> Result<(), Error> {
    let mentees = problem::check(problem)?;
    check_cost(load_cost)?;
    certificate::check(problem, &mentees.of_edge, &mentees.seats, load_cost, solution)
}

fn check_cost(load_cost: i64) -> Result<(), Error> {
    if (0..=MOST).contains(&load_cost) {
        return Ok(());
    }
    Err(Error::new(ErrorCode::OutOfRange, "load_cost", format!("`{load_cost}` is not from 0 to {MOST}")))
}
