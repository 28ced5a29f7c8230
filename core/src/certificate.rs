//! The proof in points, and its check: one pass over the pairs, sharing nothing with the solver.
//!
//! Let c_j be mentor j's seats, a_i the mentors that mentee i wants, w_ij a pair's points and p ≥ 0 any prices. Then no
//! matching is worth more than `D(p) = Σ_j c_j · p_j + Σ_i (the sum of the a_i largest positive w_ij − p_j)`: weak
//! duality of the assignment problem. So wrong prices can weaken the bound, never make it lie. Locked pairs are no choice:
//! they count in full and take their seats first.

use std::collections::BTreeSet;

use crate::assign::least::Chosen;
use crate::cohort::Cohort;
use crate::roster::{MenteeIx, MentorIx};

/// `D(p)` over the pairs that `eligible` names for each mentee, when no other pair of theirs has more points than `others`
/// says.
pub(crate) fn cohort_bound<I>(
    cohort: &Cohort,
    prices: &[i64],
    eligible: impl Fn(MenteeIx) -> I,
    others: impl Fn(MenteeIx) -> u32,
) -> i64
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
        let free = (row.seats as usize).saturating_sub(locked.len());
        let others = i64::from(others(mentee));
        let mut gains: Vec<i64> = Vec::new();
        for (mentor, points) in eligible(mentee) {
            if locked.binary_search_by_key(&mentor, |lock| lock.0).is_ok() {
                // The lock's own points, less the price of the seat that was counted above.
                bound += i64::from(points) - price(mentor);
            } else if i64::from(points) - price(mentor) > others {
                gains.push(i64::from(points) - price(mentor));
            }
        }
        gains.sort_unstable_by(|a, b| b.cmp(a));
        bound += gains.iter().take(free).sum::<i64>();
        bound += others * free.saturating_sub(gains.len()) as i64;
    }
    bound
}

/// The mentors whose price is more than one more seat of theirs is worth, given that pairs and prices are optimal.
pub(crate) fn unsupported<I>(
    cohort: &Cohort,
    pairs: &BTreeSet<(MenteeIx, MentorIx)>,
    prices: &[i64],
    eligible: impl Fn(MenteeIx) -> I,
) -> Vec<MentorIx>
where
    I: Iterator<Item = (MentorIx, u32)>,
{
    let roster = cohort.roster();
    let (mut mentees, mut mentors, mut weights, mut chosen) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut free: Vec<u32> = roster.mentees.iter().map(|row| row.seats).collect();
    for &(mentee, _) in pairs {
        if let Some(free) = free.get_mut(mentee as usize) {
            *free = free.saturating_sub(1);
        }
    }
    for (mentee, row) in (0..).zip(&roster.mentees) {
        // Whose every seat is locked comes to nobody else, and locked pairs are no choice.
        if row.seats as usize <= roster.locked.of(mentee).len() {
            continue;
        }
        for (mentor, points) in eligible(mentee).filter(|pair| !roster.locked.contains(pair.0, mentee)) {
            mentees.push(mentee);
            mentors.push(mentor);
            weights.push(i64::from(points));
            chosen.push(pairs.contains(&(mentee, mentor)));
        }
    }
    let open = vec![true; chosen.len()];
    let (mentee, mentor, weight) = (&mentees[..], &mentors[..], &weights[..]);
    Chosen { mentee, mentor, weight, chosen: &chosen, open: &open, free: &free, prices }.unsupported()
}
