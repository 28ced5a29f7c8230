//! The proof in points, and its check: one pass over the pairs, sharing nothing with the solver.
//!
//! Let c_j be mentor j's seats, a_i the mentors that mentee i wants, w_ij a pair's points and p ≥ 0 any prices. Then no
//! matching is worth more than `D(p) = Σ_j c_j · p_j + Σ_i (the sum of the a_i largest positive w_ij − p_j)`: weak
//! duality of the assignment problem. So wrong prices can weaken the bound, never make it lie. Locked pairs are no choice:
//! they count in full and take their seats first.
//!
//! If load costs, so that the k-th conversation of a mentor costs (k − 1) · λ, a matching is worth its points less that. The k-th
//! seat of a mentor then keeps max(0, p_j − (k − 1) · λ) instead of p_j; those of locked pairs, which come first, p_j − (k − 1) · λ.

use std::collections::BTreeSet;

use crate::assign::least::Chosen;
use crate::cohort::Cohort;
use crate::roster::{MenteeIx, MentorIx};

/// What so many conversations of one mentor cost, if each costs so much more than the one before.
pub(crate) fn cost_of_load(conversations: u32, load_cost: u32) -> i64 {
    let conversations = i64::from(conversations);
    (conversations * (conversations - 1).max(0) / 2).saturating_mul(i64::from(load_cost))
}

/// What a mentor's seats keep of their price, if some are locked.
fn kept_by_seats(price: i64, seats: u32, locked: u32, load_cost: u32) -> i64 {
    if load_cost == 0 {
        return i64::from(seats) * price;
    }
    let costs = (i64::from(locked)..i64::from(seats)).map(|before| before * i64::from(load_cost));
    let kept = costs.map(|cost| price - cost).take_while(|kept| *kept > 0);
    kept.sum::<i64>() + i64::from(locked) * price - cost_of_load(locked, load_cost)
}

/// How many locked pairs every mentor has.
pub(crate) fn locked_by_mentor(cohort: &Cohort) -> Vec<u32> {
    let roster = cohort.roster();
    let mut locked = vec![0; roster.mentors.len()];
    for (mentor, ..) in roster.locked.iter() {
        if let Some(locked) = locked.get_mut(mentor as usize) {
            *locked += 1;
        }
    }
    locked
}

/// `D(p)` over the pairs that `eligible` names for each mentee, when no other pair of theirs has more points than `others`
/// says.
pub(crate) fn cohort_bound<I>(
    cohort: &Cohort,
    prices: &[i64],
    load_cost: u32,
    eligible: impl Fn(MenteeIx) -> I,
    others: impl Fn(MenteeIx) -> u32,
) -> i64
where
    I: Iterator<Item = (MentorIx, u32)>,
{
    let roster = cohort.roster();
    let price = |mentor: MentorIx| prices.get(mentor as usize).copied().unwrap_or(0);
    let mut bound: i64 = 0;
    for ((mentor, row), locked) in (0..).zip(&roster.mentors).zip(locked_by_mentor(cohort)) {
        bound += kept_by_seats(price(mentor), row.seats, locked, load_cost);
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

/// What no matching that gives as many mentees a mentor as possible exceeds, `scarce` mentors being the proof of how many.
///
/// Such a matching fills every seat of scarce mentors with mentees who come to nobody else, one each; so the prices of these
/// seats may be anything. And it gives at least one mentor who is not scarce to every other mentee who comes to any: the
/// best (points − price), whatever it is, and then those above 0.
pub(crate) fn coverage_bound<I>(
    cohort: &Cohort,
    prices: &[i64],
    scarce: &[bool],
    eligible: impl Fn(MenteeIx) -> I,
) -> i128
where
    I: Iterator<Item = (MentorIx, u32)>,
{
    let roster = cohort.roster();
    let price = |mentor: MentorIx| i128::from(prices.get(mentor as usize).copied().unwrap_or(0));
    let is_scarce = |mentor: MentorIx| scarce.get(mentor as usize) == Some(&true);
    let mut bound: i128 = 0;
    for (mentor, row) in (0..).zip(&roster.mentors) {
        bound += i128::from(row.seats) * price(mentor);
    }
    for (mentor, mentee, ()) in roster.locked.iter() {
        bound += i128::from(cohort.scorer().judge(roster, mentor, mentee).points) - price(mentor);
    }
    for (mentee, row) in (0..).zip(&roster.mentees) {
        let locked = roster.locked.of(mentee);
        let free = (row.seats as usize).saturating_sub(locked.len());
        let open: Vec<(MentorIx, u32)> = eligible(mentee)
            .filter(|(mentor, _)| locked.binary_search_by_key(mentor, |lock| lock.0).is_err())
            .collect();
        let needs_one = locked.is_empty();
        let crowded = needs_one && open.iter().all(|&(mentor, _)| is_scarce(mentor));
        let mut gains: Vec<i128> = open
            .iter()
            .filter(|(mentor, _)| is_scarce(*mentor) == crowded)
            .map(|&(mentor, points)| i128::from(points) - price(mentor))
            .collect();
        gains.sort_unstable_by(|a, b| b.cmp(a));
        let must = needs_one && !crowded;
        let most = if crowded { free.min(1) } else { free };
        let worth = (0..).zip(gains).take(most).filter(|&(k, gain)| gain > 0 || (must && k == 0));
        bound += worth.map(|(_, gain)| gain).sum::<i128>();
    }
    bound
}

/// What no matching exceeds in points and `bonus` for every mentee with a mentor: `D(p)`, where a mentee's first mentor is worth the
/// bonus more. Whoever has a locked pair has the bonus.
pub(crate) fn lifted_bound<I>(cohort: &Cohort, prices: &[i64], bonus: i64, eligible: impl Fn(MenteeIx) -> I) -> i128
where
    I: Iterator<Item = (MentorIx, u32)>,
{
    let roster = cohort.roster();
    let price = |mentor: MentorIx| i128::from(prices.get(mentor as usize).copied().unwrap_or(0));
    let seats = (0..).zip(&roster.mentors).map(|(mentor, row)| i128::from(row.seats) * price(mentor));
    let locks = roster.locked.iter().map(|(mentor, mentee, ())| {
        // The lock's own points, less the price of the seat that was counted.
        i128::from(cohort.scorer().judge(roster, mentor, mentee).points) - price(mentor)
    });
    let gain = |(mentee, row): (MenteeIx, &crate::roster::MenteeRow)| {
        let locked = roster.locked.of(mentee);
        let mut gains: Vec<i128> = eligible(mentee)
            .filter(|(mentor, _)| locked.binary_search_by_key(mentor, |lock| lock.0).is_err())
            .map(|(mentor, points)| i128::from(points) - price(mentor))
            .collect();
        gains.sort_unstable_by(|a, b| b.cmp(a));
        let mut gains = gains.into_iter().take((row.seats as usize).saturating_sub(locked.len()));
        let first =
            if locked.is_empty() { gains.next().map_or(0, |gain| gain + i128::from(bonus)) } else { bonus.into() };
        (first + gains.filter(|gain| *gain > 0).sum::<i128>()).max(0)
    };
    seats.sum::<i128>() + locks.sum::<i128>() + (0..).zip(&roster.mentees).map(gain).sum::<i128>()
}

/// How many mentees can have a mentor, as some scarce mentors prove: their seats, and everybody who comes to others.
pub(crate) fn most_covered<I>(cohort: &Cohort, scarce: &[bool], eligible: impl Fn(MenteeIx) -> I) -> u32
where
    I: Iterator<Item = (MentorIx, u32)>,
{
    let roster = cohort.roster();
    let mut seats: Vec<u64> = roster.mentors.iter().map(|row| u64::from(row.seats)).collect();
    for (mentor, ..) in roster.locked.iter() {
        if let Some(seats) = seats.get_mut(mentor as usize) {
            *seats = seats.saturating_sub(1);
        }
    }
    let mut most: u64 = seats.iter().zip(scarce).filter(|(_, scarce)| **scarce).map(|(&seats, _)| seats).sum();
    for (mentee, _) in (0..).zip(&roster.mentees).filter(|(_, row)| row.seats > 0) {
        let has_one = !roster.locked.of(mentee).is_empty();
        let others = eligible(mentee).any(|(mentor, _)| scarce.get(mentor as usize) != Some(&true));
        most += u64::from(has_one || others);
    }
    let all = roster.mentees.iter().filter(|row| row.seats > 0).count() as u64;
    most.min(all) as u32
}

/// The mentors whose price is more than one more seat of theirs is worth, given that pairs and prices are optimal.
pub(crate) fn unsupported<I>(
    cohort: &Cohort,
    pairs: &BTreeSet<(MenteeIx, MentorIx)>,
    prices: &[i64],
    load_cost: u32,
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
    if load_cost > 0 {
        // Whoever has a conversation that is no lock would rather not have the last of them: that is worth what it costs.
        let mut loads = vec![0_i64; roster.mentors.len()];
        for &(_, mentor) in pairs {
            if let Some(load) = loads.get_mut(mentor as usize) {
                *load += 1;
            }
        }
        for ((mentor, load), locked) in (0..).zip(loads).zip(locked_by_mentor(cohort)) {
            if load > i64::from(locked) {
                mentees.push(free.len() as MenteeIx);
                mentors.push(mentor);
                weights.push((load - 1) * i64::from(load_cost));
                chosen.push(false);
                free.push(1);
            }
        }
    }
    let open = vec![true; chosen.len()];
    let (mentee, mentor, weight) = (&mentees[..], &mentors[..], &weights[..]);
    Chosen { mentee, mentor, weight, chosen: &chosen, open: &open, free: &free, prices }.unsupported()
}
