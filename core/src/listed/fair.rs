//! The fairest matching: whoever has the fewest points has as many as possible.

use std::collections::BTreeMap;

use super::lists::Lists;
use super::{Chosen, Proof};
use crate::cohort::Cohort;
use crate::control::Control;
use crate::error::Error;
use crate::matching::{Fairness, LevelPrice, PassedOver};
use crate::options::MatchOptions;
use crate::solve::{AssignProblem, FairOptions, Measure, assign, fair};
use crate::status::Status;

/// Whether a mentee's lot counts: whoever has a locked pair has a mentor already, and only takes what others leave.
pub(crate) fn takes_part(has_lock: bool, free_seats: u32) -> bool {
    !has_lock && free_seats > 0
}

/// # Errors
/// Cancelled.
pub(super) fn solve(
    cohort: &Cohort,
    lists: &Lists,
    options: &MatchOptions,
    control: &Control,
) -> Result<Chosen, Error> {
    let weight: Vec<i64> = lists.points.iter().map(|&points| i64::from(points)).collect();
    let ones: Vec<u32> = lists
        .has_lock
        .iter()
        .zip(&lists.mentee_seats)
        .map(|(&has_lock, &seats)| u32::from(takes_part(has_lock, seats)))
        .collect();
    let problem = AssignProblem {
        mentee: &lists.mentee,
        mentor: &lists.mentor,
        weight: &weight,
        mentor_seats: &lists.mentor_seats,
        mentee_seats: Some(&ones),
    };
    let passed_over: Vec<u32> = lists.mentees.iter().map(|&mentee| cohort.mentee(mentee).passed_over).collect();
    let asked = FairOptions {
        measure: Measure::Best,
        band: i64::from(options.fair_band),
        urgency: options.passed_over_first.then_some(&passed_over),
    };
    let firsts = fair(&problem, asked, control)?;
    let mut edges = firsts.edges;
    let mut prices: BTreeMap<String, Vec<LevelPrice>> = BTreeMap::new();
    for price in firsts.prices {
        let list = prices.entry(lists.mentor_id(cohort, price.mentor)).or_default();
        list.push(LevelPrice { points: price.weight, price: price.price });
    }
    let second_prices = (0..).zip(firsts.second_prices).filter(|(_, price)| *price != 0);
    let second_prices = second_prices.map(|(mentor, price)| (lists.mentor_id(cohort, mentor), price)).collect();
    let mut has_first = vec![false; ones.len()];
    for &edge in &edges {
        let who = lists.mentee.get(edge as usize).copied().unwrap_or_default();
        if let Some(has_first) = has_first.get_mut(who as usize) {
            *has_first = true;
        }
    }
    let rounds = (0..).zip(&passed_over).zip(&ones).filter(|(_, one)| **one > 0);
    let rounds = rounds.map(|((who, &rounds), _): ((usize, _), _)| (rounds, has_first.get(who) == Some(&true)));
    let counts = options.passed_over_first.then(|| counts(rounds));
    edges.extend(others(lists, &weight, (&ones, has_first), &edges, control)?);
    let mut best_points = BTreeMap::new();
    let mut note = |mentee: u32, points: u32| {
        let best = best_points.entry(cohort.mentee(mentee).id.clone()).or_insert(0);
        *best = points.max(*best);
    };
    for (edge, &points) in (0..).zip(&lists.points) {
        note(lists.pair(edge).0, points);
    }
    for (mentor, mentee, ()) in cohort.roster().locked.iter() {
        note(mentee, cohort.scorer().judge(cohort.roster(), mentor, mentee).points);
    }
    let fairness = Fairness {
        matched: firsts.matched as u32,
        worst_points: u32::try_from(firsts.worst).unwrap_or(u32::MAX),
        best_points,
        prices,
        band: (options.fair_band > 0).then_some(options.fair_band),
        second_prices,
        passed_over: counts,
    };
    let proof = if firsts.status == Status::Optimal { Proof::Fair(fairness) } else { Proof::Nothing };
    Ok(Chosen { pairs: edges.into_iter().map(|edge| lists.pair(edge)).collect(), status: firsts.status, proof })
}

/// How many were passed over so many rounds, and have somebody, most often first.
fn counts(rounds: impl Iterator<Item = (u32, bool)>) -> Vec<PassedOver> {
    let mut all: BTreeMap<u32, PassedOver> = BTreeMap::new();
    for (passed_over, matched) in rounds {
        let count = all.entry(passed_over).or_insert(PassedOver { passed_over, mentees: 0, matched: 0 });
        count.mentees += 1;
        count.matched += u32::from(matched);
    }
    all.into_values().rev().collect()
}

/// What first edges leave goes to those who want more than they have, for the most points.
fn others(
    lists: &Lists,
    weight: &[i64],
    (ones, has_first): (&[u32], Vec<bool>),
    firsts: &[u32],
    control: &Control,
) -> Result<Vec<u32>, Error> {
    let (mut mentee_left, mut mentor_left) = (lists.mentee_seats.clone(), lists.mentor_seats.clone());
    let mut weight = weight.to_vec();
    let take = |left: &mut Vec<u32>, list: &[u32], edge: u32| {
        let who = list.get(edge as usize).copied().unwrap_or_default();
        if let Some(left) = left.get_mut(who as usize) {
            *left = left.saturating_sub(1);
        }
    };
    for &edge in firsts {
        take(&mut mentee_left, &lists.mentee, edge);
        take(&mut mentor_left, &lists.mentor, edge);
        if let Some(weight) = weight.get_mut(edge as usize) {
            *weight = 0;
        }
    }
    // Whoever was to have a first one and has none has nobody left to ask.
    for ((left, &one), has_first) in mentee_left.iter_mut().zip(ones).zip(has_first) {
        if one > 0 && !has_first {
            *left = 0;
        }
    }
    if mentee_left.iter().all(|left| *left == 0) {
        return Ok(Vec::new());
    }
    let problem = AssignProblem {
        mentee: &lists.mentee,
        mentor: &lists.mentor,
        weight: &weight,
        mentor_seats: &mentor_left,
        mentee_seats: Some(&mentee_left),
    };
    Ok(assign(&problem, control)?.edges)
}
