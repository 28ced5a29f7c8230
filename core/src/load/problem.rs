//! What a solution of a problem with a cost of load claims.

use crate::status::Status;

/// Which edges, and the proof that no choice is worth more once every mentor's load is paid for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BalancedSolution {
    /// Positions of the chosen edges, ascending.
    pub edges: Vec<u32>,
    /// Their weights together.
    pub total: i64,
    /// `total`, less the cost of load: for a mentor with n edges, n (n − 1) / 2 times the load cost.
    pub worth: i64,
    /// What no choice is worth more than, as `prices` prove.
    pub bound: i64,
    /// `bound` − `worth`.
    pub gap: i64,
    /// One a mentor, ≥ 0. If the status is [`Status::Optimal`] and no deadline came, what one more conversation with that mentor
    /// would add that costs nothing.
    ///
    /// They prove the bound: the sum over mentors of max(0, price − (k − 1) · load cost) for their k-th seat, as many as they have
    /// seats and edges, plus the sum over mentees of their largest positive (weight − price), as many as they have seats.
    pub prices: Vec<i64>,
    /// One a mentor: how many of the edges are theirs.
    pub loads: Vec<u32>,
    /// [`Status::Optimal`] if the gap is 0, else [`Status::Deadline`].
    pub status: Status,
}
