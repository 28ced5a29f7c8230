//! The fairest matching: whoever has the fewest points has as many as possible.

use std::collections::BTreeMap;

use super::lists::Lists;
use super::{Chosen, Proof};
use crate::cohort::Cohort;
use crate::control::Control;
use crate::error::Error;
use crate::matching::{Fairness, LevelPrice};
use crate::solve::{AssignProblem, Measure, assign, fair};
use crate::status::Status;

/// Whether a mentee's lot counts: whoever has a locked pair has a mentor already, and only takes what others leave.
pub(crate) fn takes_part(has_lock: bool, free_seats: u32) -> bool {
    !has_lock && free_seats > 0
}

/// # Errors
/// Cancelled.
pub(super) fn solve(cohort: &Cohort, lists: &Lists, control: &Control) -> Result<Chosen, Error> {
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
    let firsts = fair(&problem, Measure::Best, control)?;
    let mut edges = firsts.edges;
    edges.extend(others(lists, &weight, &ones, &edges, control)?);
    let mut prices: BTreeMap<String, Vec<LevelPrice>> = BTreeMap::new();
    for price in firsts.prices {
        // Weights are points.
        let points = u32::try_from(price.weight).unwrap_or(u32::MAX);
        let list = prices.entry(lists.mentor_id(cohort, price.mentor)).or_default();
        list.push(LevelPrice { points, price: price.price });
    }
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
    };
    let proof = if firsts.status == Status::Optimal { Proof::Fair(fairness) } else { Proof::Nothing };
    Ok(Chosen { pairs: edges.into_iter().map(|edge| lists.pair(edge)).collect(), status: firsts.status, proof })
}

/// What first edges leave goes to those who want more than they have, for the most points.
fn others(lists: &Lists, weight: &[i64], ones: &[u32], firsts: &[u32], control: &Control) -> Result<Vec<u32>, Error> {
    let (mut mentee_left, mut mentor_left) = (lists.mentee_seats.clone(), lists.mentor_seats.clone());
    let mut weight = weight.to_vec();
    let take = |left: &mut Vec<u32>, list: &[u32], edge: u32| {
        let who = list.get(edge as usize).copied().unwrap_or_default();
        if let Some(left) = left.get_mut(who as usize) {
            *left = left.saturating_sub(1);
        }
    };
    let mut has_first = vec![false; mentee_left.len()];
    for &edge in firsts {
        take(&mut mentee_left, &lists.mentee, edge);
        take(&mut mentor_left, &lists.mentor, edge);
        if let Some(weight) = weight.get_mut(edge as usize) {
            *weight = 0;
        }
        let who = lists.mentee.get(edge as usize).copied().unwrap_or_default();
        if let Some(has_first) = has_first.get_mut(who as usize) {
            *has_first = true;
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
