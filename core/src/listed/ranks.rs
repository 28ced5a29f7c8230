//! As many first choices as possible.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rayon::prelude::*;

use super::lists::Lists;
use super::{Chosen, Proof};
use crate::cohort::Cohort;
use crate::control::Control;
use crate::error::Error;
use crate::matching::Ranking;
use crate::solve::{Order, RankProblem, rank_maximal};
use crate::status::Status;

/// From this place on, all choices are alike.
pub(crate) const PLACES: usize = 10;

/// The place of each mentor in a mentee's list, from 1 to [`PLACES`], given what they are worth to the mentee. Equal ones share one.
pub(crate) fn places(worth: &[u32]) -> Vec<i64> {
    let mut distinct: Vec<Reverse<u32>> = worth.iter().map(|&worth| Reverse(worth)).collect();
    distinct.sort_unstable();
    distinct.dedup();
    let place = |&worth: &u32| (distinct.partition_point(|other| *other < Reverse(worth)) + 1).min(PLACES) as i64;
    worth.iter().map(place).collect()
}

/// # Errors
/// Cancelled.
pub(super) fn solve(cohort: &Cohort, lists: &Lists, control: &Control) -> Result<Chosen, Error> {
    let views = mentee_views(cohort, lists);
    let mut rank = Vec::with_capacity(views.len());
    let mut at = 0;
    for row in lists.mentee.chunk_by(|a, b| a == b) {
        rank.extend(places(views.get(at..at + row.len()).unwrap_or_default()));
        at += row.len();
    }
    let problem = RankProblem {
        mentee: &lists.mentee,
        mentor: &lists.mentor,
        rank: &rank,
        mentor_seats: &lists.mentor_seats,
        mentee_seats: Some(&lists.mentee_seats),
    };
    let found = rank_maximal(&problem, Order::Cardinality, control)?;
    let mentors = lists.mentor_seats.len();
    let mut prices: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    for place in 0..mentors {
        let of_objective = |objective: usize| found.prices.get(objective * mentors + place).copied().unwrap_or(0);
        let mut list: Vec<i64> = (0..found.proved as usize).map(of_objective).collect();
        while list.last() == Some(&0) {
            list.pop();
        }
        if !list.is_empty() {
            prices.insert(lists.mentor_id(cohort, place as u32), list);
        }
    }
    let mut signature = vec![0; PLACES];
    for (&rank, &count) in found.ranks.iter().zip(&found.signature) {
        let place = usize::try_from(rank - 1).ok().and_then(|place| signature.get_mut(place));
        if let Some(place) = place {
            *place = count as u32;
        }
    }
    while signature.last() == Some(&0) {
        signature.pop();
    }
    let ranking = Ranking { matched: found.matched as u32, signature, prices };
    let proof = if found.status == Status::Optimal { Proof::Ranks(ranking) } else { Proof::Nothing };
    let pairs = found.edges.iter().map(|&edge| lists.pair(edge)).collect();
    Ok(Chosen { pairs, status: found.status, proof })
}

/// What each pair is worth to the mentee.
fn mentee_views(cohort: &Cohort, lists: &Lists) -> Vec<u32> {
    let (roster, scorer) = (cohort.roster(), cohort.scorer());
    // Their weights are those of the points.
    if roster.preferred.iter().next().is_none() {
        return lists.points.clone();
    }
    let view = |edge: u32| {
        let (mentee, mentor) = lists.pair(edge);
        scorer.views(roster, mentor, mentee)[0]
    };
    (0..lists.points.len() as u32).into_par_iter().map(view).collect()
}
