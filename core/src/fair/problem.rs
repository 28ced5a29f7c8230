//! What counts for a mentee, and what a solution of a fairness problem claims.

use crate::assign::problem::MOST;
use crate::error::{Error, ErrorCode, Problems};
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

/// What is fair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FairOptions<'a> {
    /// What a mentee's lot is.
    pub measure: Measure,
    /// Lots are told apart by band only: 1 to `band` is the first, and so on. Of all choices that are as fair by bands, the one whose
    /// lots are worth most together. 1 tells all lots apart, and so does 0. Only with [`Measure::Best`].
    pub band: i64,
    /// One a mentee: of those who could have somebody, as many as possible of the largest number have, then of the next, and
    /// so on. Nobody is left out for that: as many have somebody as without. Only with [`Measure::Best`].
    pub urgency: Option<&'a [u32]>,
}

impl Default for FairOptions<'_> {
    fn default() -> Self {
        Measure::Best.into()
    }
}

impl From<Measure> for FairOptions<'_> {
    fn from(measure: Measure) -> Self {
        FairOptions { measure, band: 1, urgency: None }
    }
}

impl FairOptions<'_> {
    /// # Errors
    /// Everything that is wrong with the options, of `mentees` mentees.
    pub(crate) fn check(&self, mentees: usize) -> Result<(), Error> {
        let mut problems = Problems::default();
        if !(0..=MOST).contains(&self.band) {
            problems.add(ErrorCode::OutOfRange, "band", format!("`{}` is not from 0 to {MOST}", self.band));
        } else if self.band > 1 && self.measure == Measure::Sum {
            problems.add(ErrorCode::OutOfRange, "band", "bands are for the measure `best`".to_owned());
        }
        if let Some(urgency) = self.urgency {
            if self.measure == Measure::Sum {
                problems.add(ErrorCode::OutOfRange, "urgency", "urgency is for the measure `best`".to_owned());
            } else if urgency.len() != mentees {
                let message = format!("`urgency` has {} entries; there are {mentees} mentees", urgency.len());
                problems.add(ErrorCode::LengthMismatch, "urgency", message);
            }
        }
        problems.into_result()
    }

    /// The number of a weight's band, the weight itself if all are told apart. No weight above 0 has band 0.
    pub(crate) fn lot(&self, weight: i64) -> i64 {
        let band = self.band.max(1);
        (weight + band - 1) / band
    }

    /// What a weight has above its band's lower end.
    pub(super) fn above(&self, weight: i64) -> i64 {
        weight - (self.lot(weight) - 1).max(0) * self.band.max(1)
    }

    /// The most that a lot of this band is worth.
    pub(super) fn top(&self, lot: i64) -> i64 {
        lot.saturating_mul(self.band.max(1))
    }

    /// The lot of a mentee who has nobody: the more urgent, the lower.
    pub(crate) fn nothing(&self, mentee: u32) -> i64 {
        -i64::from(self.urgency.and_then(|urgency| urgency.get(mentee as usize)).copied().unwrap_or(0))
    }
}

/// How many of one urgency there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Urgent {
    /// How urgent.
    pub urgency: u32,
    /// How many mentees are.
    pub mentees: u64,
    /// How many of them have somebody.
    pub matched: u64,
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
    /// No choice that gives something to as many has a better `worst`, and, with an urgency, to as many of each.
    pub bound: i64,
    /// `bound` − `worst`. 0 says that nobody can be spared being as badly off as whoever is worst off. In bands it is less than
    /// the band.
    pub gap: i64,
    /// What the chosen edges are worth together.
    pub total: i64,
    /// What no choice exceeds, fair or not, as `most_prices` prove; the largest total there is, if there was time.
    pub most: i64,
    /// `most − total`: what fairness costs; after a deadline, what it costs at most.
    pub price: i64,
    /// One a mentor, for `most`.
    pub most_prices: Vec<i64>,
    /// The proof of fairness, by mentor and then weight.
    ///
    /// A mentor's price is a list of numbers, one for the number of people who have somebody (at weight 0), then one for each
    /// weight in ascending order; those not listed are 0. An edge is worth the list with 1 at weight 0 and −1 at its own
    /// weight. Lists are added number by number and compared from the first number on: no choice is worth more than seats
    /// times price and every mentee's best of worth less price, none below nothing.
    ///
    /// In bands a weight is the number of its band, from 1 on. With an urgency an edge has its 1 at minus its mentee's urgency
    /// instead of at 0.
    pub prices: Vec<LevelPrice>,
    /// In bands the proof that no choice as fair has lots that are worth more together, one a mentor, else empty.
    ///
    /// A choice is as fair if and only if, at `prices`, it has mentees' best edges only, somebody for every mentee whose best
    /// is worth more than nothing, and all seats filled of mentors whose price is. Let an edge count for what it is worth above the
    /// lower end of its band: then no such choice exceeds seats times second price and every mentee's best edge less second price,
    /// none below 0 but of those who must have somebody. Negative only where seats must be filled.
    pub second_prices: Vec<i64>,
    /// With an urgency, how many of each have somebody, the most urgent first; else empty.
    pub urgent: Vec<Urgent>,
    /// Up to this lot, or band, the answer is proved: no choice has fewer people below it. That of the largest weight, unless the
    /// deadline came first; 0 if only `matched` is proved, as always for sums; below every lot if nothing is: −1, or with an
    /// urgency less than minus the largest.
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
    /// At which weight, or band; minus an urgency for how many of it have somebody.
    pub weight: i64,
    /// The number, not 0.
    pub price: i64,
}
