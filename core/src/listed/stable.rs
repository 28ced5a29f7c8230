//! Stable matchings.

use rayon::prelude::*;

use super::lists::Lists;
use super::{Chosen, Proof};
use crate::cohort::Cohort;
use crate::control::Control;
use crate::error::Error;
use crate::matching::Stability;
use crate::points::FULL;
use crate::side::Side;
use crate::solve::{StableProblem, stable};

/// # Errors
/// Cancelled.
pub(super) fn solve(cohort: &Cohort, lists: &Lists, side: Side, control: &Control) -> Result<Chosen, Error> {
    let (roster, scorer) = (cohort.roster(), cohort.scorer());
    // Smaller is better.
    let rank = |worth: u32| i64::from(FULL) - i64::from(worth);
    let ranks: Vec<[i64; 2]> = match scorer.is_shared(roster) {
        true => lists.points.iter().map(|&points| [rank(points); 2]).collect(),
        false => (0..lists.points.len() as u32)
            .into_par_iter()
            .map(|edge| {
                let (mentee, mentor) = lists.pair(edge);
                scorer.views(roster, mentor, mentee).map(rank)
            })
            .collect(),
    };
    let problem = StableProblem {
        mentee: &lists.mentee,
        mentor: &lists.mentor,
        mentee_rank: &ranks.iter().map(|rank| rank[0]).collect::<Vec<i64>>(),
        mentor_rank: &ranks.iter().map(|rank| rank[1]).collect::<Vec<i64>>(),
        mentor_seats: &lists.mentor_seats,
        mentee_seats: Some(&lists.mentee_seats),
    };
    let found = stable(&problem, side, control)?;
    let mut cover: Vec<String> = found.cover.iter().map(|&mentor| lists.mentor_id(cohort, mentor)).collect();
    cover.sort_unstable();
    let proof = Stability { matched: found.matched as u32, bound: found.bound as u32, cover };
    let pairs = found.edges.iter().map(|&edge| lists.pair(edge)).collect();
    Ok(Chosen { pairs, status: found.status, proof: Proof::Stable(proof) })
}
