//! What counts for a mentee, and what a solution of a fairness problem claims.

use crate::read::{Reader, Shape};
use crate::status::Status;

/// What a mentee's lot is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Measure {
    /// What their best edge is worth. Solved exactly.
    #[default]
    Best,
    /// What their edges are worth together. Solved exactly if nobody wants several; else NP-hard, and solved within a gap.
    Sum,
}

impl Measure {
    /// With one seat each the sum is the best.
    pub(super) fn of(self, mentee_seats: &[u32]) -> Self {
        if mentee_seats.iter().all(|seats| *seats <= 1) { Measure::Best } else { self }
    }
}

impl Shape for Measure {
    const EXPECTED: &'static str = "what a mentee's lot is";
    fn from_text(reader: &mut Reader, value: &str) -> Option<Self> {
        reader.choice(value, &[("best", Measure::Best), ("sum", Measure::Sum)])
    }
}

/// Which edges, what fairness costs, and how far it is proved that no choice is fairer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FairSolution {
    /// Positions of the chosen edges, ascending.
    pub edges: Vec<u32>,
    /// How many mentees have at least one.
    pub matched: u64,
    /// The least lot of those who have anything; 0 if nobody has.
    pub worst: i64,
    /// No choice that gives something to as many has a better `worst`.
    pub bound: i64,
    /// `bound` − `worst`. 0 says that nobody can be spared being as badly off as whoever is worst off.
    pub gap: i64,
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
    /// Up to this lot the answer is proved: no choice has fewer people below it. The largest weight, unless the deadline
    /// came first; 0 if only `matched` is proved, as always for sums; −1 if nothing is.
    pub proved: i64,
    /// For sums the proof of `bound`, one a mentee, else empty. With weights times shares no choice exceeds what
    /// `share_prices` prove, and if that is divided by the sum of the `matched` least shares of mentees who have edges,
    /// no choice that gives something to as many has a better `worst`.
    pub shares: Vec<i64>,
    /// One a mentor, for `shares`.
    pub share_prices: Vec<i64>,
    /// [`Status::Optimal`] if all is proved; for sums [`Status::WithinGap`], whatever the gap, since the lots of others than
    /// the worst off are not proved; [`Status::Deadline`] if there was no time.
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
