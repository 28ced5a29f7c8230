//! Rank-maximal and generous matchings on bare edges.

use crate::control::Control;
use crate::error::Error;
use crate::rank::problem::{self, Order, RankProblem, RankSolution};
use crate::rank::{self, certificate};
use crate::threads;

/// Fewer edges than this are solved on the caller's thread.
const WORTH_SHARING: usize = 1 << 16;

/// Chooses edges by their ranks: as many first choices as possible, then second choices, and so on, in the [`Order`] that is
/// asked for.
///
/// Among equally good choices the order of the edges decides. One assignment a rank, of which later ones are small as a rule;
/// the proof has a price for every rank and mentor.
///
/// # Errors
/// Everything wrong with the input, each with its path: [`ErrorCode::LengthMismatch`](crate::ErrorCode::LengthMismatch),
/// [`ErrorCode::OutOfRange`](crate::ErrorCode::OutOfRange), [`ErrorCode::TooLarge`](crate::ErrorCode::TooLarge) for more than
/// 1,000 different ranks. And [`ErrorCode::Cancelled`](crate::ErrorCode::Cancelled). A deadline is no error: `proved` then says
/// how many objectives are proved.
///
/// ```
/// use fireside::solve::{Order, RankProblem, rank_maximal, verify_rank_maximal};
/// use fireside::Control;
///
/// // Ada (0) is Bo's (0) first choice and Cem's (1); Bo has Grace (1) as a third choice, Cem has nobody else.
/// let problem = RankProblem {
///     mentee: &[0, 0, 1],
///     mentor: &[0, 1, 0],
///     rank: &[1, 3, 1],
///     mentor_seats: &[1, 1],
///     mentee_seats: None,
/// };
/// let solution = rank_maximal(&problem, Order::Rank, &Control::new())?;
/// assert_eq!(solution.edges, [1, 2], "one first choice either way, but then a third one, too");
/// assert_eq!((&solution.ranks[..], &solution.signature[..]), (&[1, 3][..], &[1, 1][..]));
/// verify_rank_maximal(&problem, Order::Rank, &solution)?;
/// # Ok::<(), fireside::Error>(())
/// ```
pub fn rank_maximal(problem: &RankProblem<'_>, order: Order, control: &Control) -> Result<RankSolution, Error> {
    let solve = || {
        let (mentees, levels) = problem::check(problem)?;
        control.check()?;
        rank::rank_maximal(problem, &mentees, &levels, order, control)
    };
    if problem.rank.len() < WORTH_SHARING || rayon::current_thread_index().is_some() {
        return solve();
    }
    threads::with(None, solve)?
}

/// Checks a solution from scratch: every edge exists and is chosen once, no seat is sold twice, ranks are counted right, and the
/// prices prove that no choice is better.
///
/// # Errors
/// Everything wrong with the problem or else with the solution:
/// [`ErrorCode::IneligiblePair`](crate::ErrorCode::IneligiblePair), [`ErrorCode::SeatOversold`](crate::ErrorCode::SeatOversold),
/// [`ErrorCode::TotalMismatch`](crate::ErrorCode::TotalMismatch), [`ErrorCode::BoundMismatch`](crate::ErrorCode::BoundMismatch),
/// [`ErrorCode::StatusMismatch`](crate::ErrorCode::StatusMismatch).
pub fn verify_rank_maximal(problem: &RankProblem<'_>, order: Order, solution: &RankSolution) -> Result<(), Error> {
    let (mentees, levels) = problem::check(problem)?;
    certificate::check(problem, &mentees.of_edge, &mentees.seats, &levels, order, solution)
}
