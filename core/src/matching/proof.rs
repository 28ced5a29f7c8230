//! The proof of a matching, as the document has it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Load, Times};
use crate::read::record;

/// The proof: for any prices, no matching is worth more than `bound_points`.
///
/// The bound is the sum over mentors of seats · price, plus the sum over mentees of their best (points − price), as many
/// as the mentors they would like, none below 0; locked pairs count in full on both sides. If load costs, the k-th seat of a mentor
/// counts price − (k − 1) · load cost instead of the price, not below 0 but for locked pairs, which come first.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Certificate {
    /// The points of all pairings.
    pub total_points: i64,
    /// No matching of this cohort has more; with the objective `coverage`, none that gives as many mentees a mentor. If load costs, none
    /// is worth more: points less `load.cost_points`. Quotas, reserves, circles and times aside: with them, no matching at all has more.
    pub bound_points: i64,
    /// The difference, less `load.cost_points` if load costs. With the objectives `total` and `coverage` 0 proves the answer optimal; with the others it is what the objective
    /// costs, and their own proof says how good the answer is; and so it is where the policy has quotas or reserves, where mentors open
    /// circles, and where pairs meet at times.
    pub gap: i64,
    /// `cohort`: the proof speaks of every eligible pair. `candidates`: that of the objective `fair`, `rank_maximal` or `stable_…`
    /// speaks of as many pairs of each mentee as `candidates` says; that of `bound_points` always of all.
    pub scope: String,
    /// Every mentor's price in points: when `bound_points` is reached, exactly what one more seat of theirs would add to it; 0
    /// for those who take no part. If load costs: what one more conversation of theirs would add that costs nothing.
    pub prices: BTreeMap<String, i64>,
    /// In large cohorts: only this many mentors of each mentee were considered, those with the most points; of equals, the first
    /// ids.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub candidates: Option<u32>,
    /// With the objective `coverage`: how many mentees have a mentor, and why no more can. With quotas, reserves or circles `quotas` has
    /// that, with times `times`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coverage: Option<Coverage>,
    /// With another objective than `total`, if load costs, or with times, quotas or circles: the most points that any matching has. Less `total_points`, that is the price of
    /// the objective.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most_points: Option<i64>,
    /// If load costs: how much, and how conversations are spread over mentors without and with the cost.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub load: Option<Load>,
    /// With the objective `fair`: who is worst off, and why nobody can do better for them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fair: Option<Fairness>,
    /// With the objective `rank_maximal`: how many have their first choice, and so on, and why no more can.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ranks: Option<Ranking>,
    /// With the objectives `stable_mentee` and `stable_mentor`: how many pairs there are, and can be at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stable: Option<Stability>,
    /// Where the policy has quotas or reserves, or mentors open circles: which are full, what they cost, and that nothing better keeps them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quotas: Option<Quotas>,
    /// If the matching was made with times: what they cost, and that nothing better has time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub times: Option<Times>,
}

/// The proof that no matching that keeps the quotas, and fills circles or leaves them closed, has more points.
///
/// A pair is worth its points less the price of its mentor and of every quota that it counts for. No such matching has more points
/// than seats times price, plus what quotas allow times price, plus every mentee's best of these, none below nothing; locked
/// pairs are no choice and count in full.
///
/// With the objective `coverage` the first mentor of every mentee without a locked pair is worth `coverage.bonus` more, and `bound_points`
/// is what no such matching exceeds that gives as many mentees a mentor: this sum, less the bonus for each of them who has no locked
/// pair, or `bound_points` of the certificate if that is less.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Quotas {
    /// No matching that keeps the quotas has more points; with the objective `coverage`, none that gives as many mentees a mentor.
    pub bound_points: i64,
    /// `bound_points` less the points of this matching: 0 unless people count for several values, so that quotas cross, or circles do not fill by themselves.
    pub gap: i64,
    /// Mentors' prices; those who are not listed have none.
    pub prices: BTreeMap<String, i64>,
    /// Quotas that are full, or have a price, in the order of the policy's rules, values and mentors.
    pub groups: Vec<QuotaUse>,
    /// With the objective `coverage`: how many mentees have a mentor, and why no more can.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coverage: Option<LimitedCoverage>,
}

/// The proof that no matching that keeps to limits (quotas and circles, or the times of people) gives more mentees a mentor.
///
/// A matching that does so for k mentees without a locked pair is worth `bonus` k times, beside its points; so k is at most the sum in
/// [`Quotas`] or [`Times`], locked pairs left out, divided by `bonus`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct LimitedCoverage {
    /// How many mentees have a mentor.
    pub matched: u32,
    /// No matching that keeps to them gives more of them one.
    pub bound: u32,
    /// How many points the first mentor of a mentee is worth more: more than any matching has, so that no points make up for anybody.
    /// Prices are in points, too, and may be that high.
    pub bonus: i64,
}

/// A quota and how much of it is taken.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct QuotaUse {
    /// Which of the policy's rules, from 0.
    pub rule: u32,
    /// Whose: the value that mentees state, or for a reserve the one that they do not; absent if the attribute is hidden.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// At which mentor; in the whole matching if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mentor: Option<String>,
    /// How many pairs it allows.
    pub max: u32,
    /// How many there are.
    pub taken: u32,
    /// What one more would add to the points, at most; with the objective `coverage`, to the points and every bonus.
    pub price: i64,
}

/// The proof that no matching gives more mentees a mentor.
///
/// Call a mentee *crowded* if they come to no mentor who is not scarce. Then a mentee with a mentor is either not crowded, or
/// has one of the seats of scarce mentors: `bound` is the sum of both. A matching that reaches it fills these seats with
/// crowded mentees and gives a mentor who is not scarce to all others, which is why prices of scarce mentors may be
/// negative, and may be too high for everybody else: `bound_points` speaks of these matchings.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Coverage {
    /// How many mentees have a mentor.
    pub matched: u32,
    /// No matching gives more of them one.
    pub bound: u32,
    /// Ids of mentors one more seat of whom would give one mentee more a mentor, in order.
    pub scarce: Vec<String>,
}

/// The proof that no matching is fairer.
///
/// A mentee's lot are the points of their best pairing, 0 if they have none. Of mentees without a locked pair, as few as possible
/// have nothing, then as few as possible have the least lot, and so on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Fairness {
    /// How many of these mentees have a mentor. No matching gives more of them one.
    pub matched: u32,
    /// The least points of the best pairing of those who have one. No matching that gives as many a mentor has more.
    pub worst_points: u32,
    /// What every mentee could have at most, seats aside; those who may meet nobody are not listed.
    pub best_points: BTreeMap<String, u32>,
    /// Mentors' prices, as lists of numbers: one for how many mentees have a mentor (at 0 points), then one for each lot, ascending;
    /// those not listed are 0. A pair is worth the list with 1 at 0 points and −1 at its own points. Lists are added number by number
    /// and compared from the first on: no matching is worth more than seats times price and every mentee's best of worth
    /// less price, none below nothing.
    pub prices: BTreeMap<String, Vec<LevelPrice>>,
    /// With the option `fair_band`: lots are told apart by band only: 1 to so many points are the first, and so on. `prices` then
    /// have the number of a band for its points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub band: Option<u32>,
    /// In bands, why no matching that is as fair has lots with more points together; mentors not listed have no second price. A
    /// matching is as fair if and only if, at `prices`, lots come of mentees' best pairs only, every mentee has a mentor whose best is
    /// worth more than nothing, and all seats of mentors who have a price go to such pairs. Let a pair count for what it has above the
    /// lower end of its band: then no such matching exceeds seats times second price and every mentee's best of the best pairs less
    /// second price, none below 0 but of those who must have a mentor.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub second_prices: BTreeMap<String, i64>,
    /// With the option `passed_over_first`: how many of those passed over so often have a mentor, most often first. Of the first as
    /// many as possible have, then of the next, and so on. In `prices`, minus so many points stand for how many of them have a
    /// mentor: a pair has its 1 there and not at 0 points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passed_over: Option<Vec<PassedOver>>,
}

/// How many of those who were passed over equally often have a mentor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct PassedOver {
    /// How often earlier rounds passed them over.
    pub passed_over: u32,
    /// How many there are, of those who want a mentor and have no locked pair.
    pub mentees: u32,
    /// How many of them have a mentor.
    pub matched: u32,
}

/// One number of a mentor's price.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct LevelPrice {
    /// At which lot, or band; minus a number of rounds for how many were passed over as often and have a mentor.
    pub points: i64,
    /// The number, not 0.
    pub price: i64,
}

/// The proof that no matching has more first choices, or as many and more second ones, and so on.
///
/// A mentee's first choice is whoever is worth most to them: the points of the pair, but of the two who would like to meet each other
/// only what the mentee would like. Equal ones share a place. Locked pairs are no choice.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Ranking {
    /// How many pairs are not locked. No matching has more.
    pub matched: u32,
    /// How many of them are first choices, second ones and so on; the last number has all later ones.
    pub signature: Vec<u32>,
    /// Mentors' prices, as lists of numbers: one for how many pairs there are, then one for each place. Read as those of
    /// [`Fairness`]; those who are not listed have no price.
    pub prices: BTreeMap<String, Vec<i64>>,
}

/// How many pairs a stable matching has.
///
/// A pair of people who do not meet *blocks* if each of them has a free seat or would rather meet the other than somebody they meet.
/// None does. Mentees see a pair as its points say, but of the two who would like to meet each other only what they would like
/// themselves; mentors likewise, with the weights of `policy.mentor_weights`. Locked pairs are no choice.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Stability {
    /// How many pairs are not locked.
    pub matched: u32,
    /// No stable matching has more. The two differ only where somebody sees two people as equal.
    pub bound: u32,
    /// Where they see any two as equal, the proof of `bound`: these mentors. A matching has at most all their seats, and for every
    /// mentee as many pairs with others as there are, up to the mentors they want.
    pub cover: Vec<String>,
}

impl Certificate {
    /// The gap within what limits the answer: that of times, or of quotas and circles, and else `gap`.
    #[must_use]
    pub fn gap_within_limits(&self) -> i64 {
        let times = self.times.as_ref().map(|times| times.gap);
        times.or(self.quotas.as_ref().map(|quotas| quotas.gap)).unwrap_or(self.gap)
    }
}

record!(Certificate {
    required: total_points, bound_points, gap, scope, prices;
    optional: candidates, coverage, most_points, load, fair, ranks, stable, quotas, times;
});
record!(Coverage { required: matched, bound, scarce; optional: ; });
record!(Fairness {
    required: matched, worst_points, best_points, prices;
    optional: band, second_prices, passed_over;
});
record!(PassedOver { required: passed_over, mentees, matched; optional: ; });
record!(LevelPrice { required: points, price; optional: ; });
record!(Ranking { required: matched, signature, prices; optional: ; });
record!(Stability { required: matched, bound, cover; optional: ; });
record!(Quotas { required: bound_points, gap, prices, groups; optional: coverage; });
record!(LimitedCoverage { required: matched, bound, bonus; optional: ; });
record!(QuotaUse { required: rule, max, taken, price; optional: value, mentor; });
