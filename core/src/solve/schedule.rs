//! Matching and scheduling in one, on bare edges.

use crate::control::Control;
use crate::error::Error;
use crate::schedule::problem::{self, Aim, ScheduleProblem, ScheduleSolution};
use crate::schedule::timetable::{self as table, Timetable, TimetableProblem};
use crate::schedule::{self as engine, certificate};
use crate::threads;

/// Fewer edges than this are solved on the caller's thread.
const WORTH_SHARING: usize = 1 << 16;

/// Chooses edges and a slot for each, of the largest total weight (or the most sessions, and then the largest weight): within the
/// seats of both sides, everybody free and at one place only.
///
/// Exact if every mentee wants one session, a session takes one slot, and there are rooms enough. Else this is NP-hard: the answer is
/// then a good one, and `gap` says how much better one could be at most; it is often 0. An edge worth 0 is chosen with
/// [`Aim::Coverage`] only. The same input gives the same answer. Among equally good choices the order of the edges decides; when people
/// meet depends on who meets only, as long as sessions take one slot. Time is that of one [`assign`](super::assign) with a search for
/// each mentee whose slots are taken; memory some 24 bytes an edge, and up to 100 where slots are scarcer than seats.
///
/// What is free is given in rows of bits (see [`ScheduleProblem`]), so 672 half hours of somebody are 88 bytes.
///
/// # Errors
/// Everything wrong with the input, each with its path (`mentor_free[3]`): [`ErrorCode::LengthMismatch`](crate::ErrorCode::LengthMismatch),
/// [`ErrorCode::OutOfRange`](crate::ErrorCode::OutOfRange), [`ErrorCode::TooLarge`](crate::ErrorCode::TooLarge) as for
/// [`assign`](super::assign), and if weights leave no room to put sessions first. And
/// [`ErrorCode::Cancelled`](crate::ErrorCode::Cancelled). A deadline is no error: the answer then keeps every limit, too.
///
/// ```
/// use fireside::solve::{Aim, AssignProblem, ScheduleProblem, schedule, verify_schedule};
/// use fireside::{Control, Status};
///
/// // Ada (0) has two seats, and is free at slots 0 and 1. Bo (0) and Cem (1) can only come at 0, Dana (2) at both.
/// let edges = AssignProblem {
///     mentee: &[0, 1, 2],
///     mentor: &[0, 0, 0],
///     weight: &[9, 8, 5],
///     mentor_seats: &[2],
///     mentee_seats: None,
/// };
/// let problem = ScheduleProblem {
///     edges,
///     slots: 2,
///     mentee_free: &[0b01, 0b01, 0b11],
///     mentor_free: &[0b11],
///     slot_rooms: None,
///     slots_per_session: 1,
/// };
/// let solution = schedule(&problem, Aim::Total, &Control::new())?;
/// assert_eq!((solution.edges.as_slice(), solution.slots.as_slice()), ([0, 2].as_slice(), [0, 1].as_slice()));
/// assert_eq!((solution.total, solution.bound, solution.status), (14, 14, Status::Optimal));
/// verify_schedule(&problem, &solution)?;
/// # Ok::<(), fireside::Error>(())
/// ```
pub fn schedule(problem: &ScheduleProblem<'_>, aim: Aim, control: &Control) -> Result<ScheduleSolution, Error> {
    let solve = || engine::schedule(problem, &problem::check(problem)?, aim, control);
    if problem.edges.weight.len() < WORTH_SHARING || rayon::current_thread_index().is_some() {
        return solve();
    }
    threads::with(None, solve)?
}

/// Checks a schedule from scratch: every edge exists and is chosen once, no seat or room is sold twice, everybody is free and at one
/// place, the total is their sum, the prices prove the bound, and the status is what the gap says. It trusts nothing of the solver.
///
/// # Errors
/// Everything wrong with the problem or else with the solution:
/// [`ErrorCode::IneligiblePair`](crate::ErrorCode::IneligiblePair), [`ErrorCode::SeatOversold`](crate::ErrorCode::SeatOversold),
/// [`ErrorCode::TotalMismatch`](crate::ErrorCode::TotalMismatch), [`ErrorCode::BoundMismatch`](crate::ErrorCode::BoundMismatch),
/// [`ErrorCode::StatusMismatch`](crate::ErrorCode::StatusMismatch).
pub fn verify_schedule(problem: &ScheduleProblem<'_>, solution: &ScheduleSolution) -> Result<(), Error> {
    certificate::check(problem, &problem::check(problem)?, solution)
}

/// Finds slots for pairs that are chosen already: for as many as possible if no mentee has several pairs, and then it says why the
/// others have none; else for as many as it can.
///
/// # Errors
/// Everything wrong with the input, each with its path, and [`ErrorCode::Cancelled`](crate::ErrorCode::Cancelled).
///
/// ```
/// use fireside::Control;
/// use fireside::solve::{TimetableProblem, timetable};
///
/// // Bo (0) and Cem (1) can only come to Ada at slot 0.
/// let (mentee_free, mentor_free) = ([0b01, 0b01, 0b11], [0b11]);
/// let problem = TimetableProblem { mentee: &[0, 1, 2], mentor: &[0, 0, 0], slots: 2, mentee_free: &mentee_free, mentor_free: &mentor_free };
/// let found = timetable(&problem, &Control::new())?;
/// assert_eq!(found.slots, [Some(0), None, Some(1)]);
/// assert_eq!((&found.crowds[0].pairs[..], &found.crowds[0].slots[..]), (&[0, 1][..], &[0][..]), "two pairs, one slot");
/// # Ok::<(), fireside::Error>(())
/// ```
pub fn timetable(problem: &TimetableProblem<'_>, control: &Control) -> Result<Timetable, Error> {
    table::timetable(problem, control)
}
