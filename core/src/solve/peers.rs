//! Matching of peers on bare edges.

use crate::control::Control;
use crate::error::Error;
use crate::peer::problem::{self, PeersProblem, PeersSolution};
use crate::peer::{self, Start, certificate};

/// Chooses edges of the largest total weight between people of one kind, at most one edge at each person.
///
/// The same input gives the same answer; among several optimal choices, the order of the edges decides. To match as many
/// people as possible first, add to every weight more than the weights of any matching sum to. Time is near-linear on sparse
/// graphs in practice, and in the worst case of the order of people times edges; memory about 150 bytes an edge.
///
/// # Errors
/// Everything wrong with the input, each with its path: [`ErrorCode::LengthMismatch`](crate::ErrorCode::LengthMismatch),
/// [`ErrorCode::OutOfRange`](crate::ErrorCode::OutOfRange), also for an edge from a person to themselves,
/// [`ErrorCode::TooLarge`](crate::ErrorCode::TooLarge) if the heaviest edges of everybody sum to more than twice
/// [`MOST`](super::MOST), or there are more than 2^24 people. And [`ErrorCode::Cancelled`](crate::ErrorCode::Cancelled).
///
/// ```
/// use fireside::solve::{PeersProblem, peers, verify_peers};
/// use fireside::{Control, Status};
///
/// // Ada (0), Bo (1) and Cem (2) would all like to meet; only Cem knows Dana (3).
/// let problem = PeersProblem { a: &[0, 0, 1, 2], b: &[1, 2, 2, 3], weight: &[8, 9, 10, 7], n: 4 };
/// let solution = peers(&problem, &Control::new())?;
/// assert_eq!(solution.edges, [0, 3], "Ada meets Bo, Cem meets Dana");
/// assert_eq!(solution.partner, [Some(1), Some(0), Some(3), Some(2)]);
/// assert_eq!((solution.total, solution.bound, solution.status), (15, 15, Status::Optimal));
/// verify_peers(&problem, &solution)?;
/// # Ok::<(), fireside::Error>(())
/// ```
pub fn peers(problem: &PeersProblem<'_>, control: &Control) -> Result<PeersSolution, Error> {
    peers_from(problem, control, Start::Levels)
}

/// [`peers`], going about it in a particular way.
///
/// # Errors
/// As [`peers`].
#[doc(hidden)]
pub fn peers_from(problem: &PeersProblem<'_>, control: &Control, start: Start) -> Result<PeersSolution, Error> {
    problem::check(problem)?;
    peer::peers(problem, control, start)
}

/// Checks a solution from scratch: every edge exists and is chosen once, nobody is in two, partners and total are theirs, the
/// odd sets are odd and nested, the duals are feasible for every edge and prove the bound, and the status is what the gap
/// says. It trusts nothing of the solver.
///
/// # Errors
/// Everything wrong with the problem or else with the solution:
/// [`ErrorCode::IneligiblePair`](crate::ErrorCode::IneligiblePair), [`ErrorCode::SeatOversold`](crate::ErrorCode::SeatOversold),
/// [`ErrorCode::PersonUnanswered`](crate::ErrorCode::PersonUnanswered) for a wrong partner,
/// [`ErrorCode::TotalMismatch`](crate::ErrorCode::TotalMismatch), [`ErrorCode::BoundMismatch`](crate::ErrorCode::BoundMismatch),
/// [`ErrorCode::StatusMismatch`](crate::ErrorCode::StatusMismatch).
pub fn verify_peers(problem: &PeersProblem<'_>, solution: &PeersSolution) -> Result<(), Error> {
    problem::check(problem)?;
    certificate::check(problem, solution)
}
