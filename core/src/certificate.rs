//! The proof in points, and its check: one pass over the pairs, sharing nothing with the solver.
//!
//! Let c_j be mentor j's seats, a_i the mentors that mentee i wants, w_ij a pair's points and p ≥ 0 any prices. Then no
//! matching is worth more than `D(p) = Σ_j c_j · p_j + Σ_i (the sum of the a_i largest positive w_ij − p_j)`: weak
//! duality of the assignment problem. So wrong prices can weaken the bound, never make it lie. Locked pairs are no choice:
//! they count in full and take their seats first.

use crate::cohort::Cohort;
use crate::roster::{MenteeIx, MentorIx};

/// `D(p)` over the pairs that `eligible` names for each mentee.
pub(crate) fn cohort_bound<I>(cohort: &Cohort, prices: &[i64], eligible: impl Fn(MenteeIx) -> I) -> i64
where
    I: Iterator<Item = (MentorIx, u32)>,
{
    let roster = cohort.roster();
    let price = |mentor: MentorIx| prices.get(mentor as usize).copied().unwrap_or(0);
    let mut bound: i64 = 0;
    for (mentor, row) in (0..).zip(&roster.mentors) {
        bound += i64::from(row.seats) * price(mentor);
    }
    for (mentee, row) in (0..).zip(&roster.mentees) {
        let locked = roster.locked.of(mentee);
        let mut free = (row.seats as usize).saturating_sub(locked.len());
        let mut gains: Vec<i64> = Vec::new();
        for (mentor, points) in eligible(mentee) {
            if locked.binary_search_by_key(&mentor, |lock| lock.0).is_ok() {
                // The lock's own points, less the price of the seat that was counted above.
                bound += i64::from(points) - price(mentor);
            } else if i64::from(points) > price(mentor) {
                gains.push(i64::from(points) - price(mentor));
            }
        }
        gains.sort_unstable_by(|a, b| b.cmp(a));
        free = free.min(gains.len());
        bound += gains.iter().take(free).sum::<i64>();
    }
    bound
}
