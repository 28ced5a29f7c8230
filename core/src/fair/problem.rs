//! What a fair choice claims, and what proves it.

use crate::status::Status;

/// Which edges, everybody's lot in figures, and the proof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FairSolution {
    /// Positions of the chosen edges, ascending.
    pub edges: Vec<u32>,
    /// How many mentees have at least one.
    pub matched: u64,
    /// What the best edge of whoever has the least is worth, among those who have any; 0 if nobody has.
    pub worst: i64,
    /// What the chosen edges are worth together.
    pub total: i64,
    /// What no choice exceeds, fair or not, as `most_prices` prove; the largest total there is, if there was time.
    pub most: i64,
    /// `most − total`: what fairness costs, and after a deadline no less than that. Only that it costs no more is proved here;
    /// that `most` can be reached shows whoever calls [`assign`](crate::solve::assign).
    pub price: i64,
    /// One a mentor, for `most`.
    pub most_prices: Vec<i64>,
    /// The proof of fairness, by mentor and then weight.
    ///
    /// A mentor's price is a list of numbers, one for the number of people who have somebody (at weight 0), then one for each
    /// weight in ascending order; those not listed are 0. An edge is worth the list with 1 at weight 0 and −1 at its own
    /// weight. Lists are added number by number and compared from the first number on: no choice is worth more than seats
    /// times price and every mentee's best of worth less price, none below nothing.
    pub prices: Vec<LevelPrice>,
    /// Up to this weight the answer is proved: no choice has fewer people below it. The largest weight, unless the deadline
    /// came first; −1 if nothing is proved.
    pub proved: i64,
    /// [`Status::Optimal`] if all is proved, else [`Status::Deadline`].
    pub status: Status,
}

/// One number of a mentor's price.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LevelPrice {
    /// Whose price.
    pub mentor: u32,
    /// At which weight.
    pub weight: i64,
    /// The number, not 0.
    pub price: i64,
}
