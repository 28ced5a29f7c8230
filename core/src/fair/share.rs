//! Shares of mentees that bound the least lot. With shares s ≥ 0, whoever is worst off among m people has at most
//! Σ s_i · lot_i / Σ s_i ≤ D(s) / (the sum of the m least shares), where D(s) is the dual of an assignment with weights s_i · w.
//!
//! The best shares are those of the linear programme, and multiplicative weights come close: whoever has less than the bound at
//! the assignment for some shares has a larger share in the next.
#![expect(clippy::indexing_slicing, reason = "people and edges are numbered by a problem that was checked")]

use crate::assign::problem::{AssignProblem, MOST, Mentees};
use crate::assign::{self, Assignment};
use crate::bipartite::Bipartite;
use crate::control::Control;
use crate::error::Error;

/// Shares are from 0 to 2 to this; fewer bits where weights are so large that products would not be exact.
const BITS: u32 = 20;

/// All assignments together have no more edges than this, but for the first few.
const EDGES: usize = 60_000_000;

/// Shares, prices, and what they prove.
pub(super) struct Proved {
    pub(super) bound: i64,
    pub(super) shares: Vec<i64>,
    pub(super) prices: Vec<i64>,
    /// Whether there was time for all that was to be tried.
    pub(super) complete: bool,
}

/// Who can have something.
pub(super) fn takes_part(problem: &AssignProblem<'_>, mentees: &Mentees<'_>) -> Vec<bool> {
    let mut takes_part = vec![false; mentees.seats.len()];
    for ((&mentee, &mentor), &weight) in mentees.of_edge.iter().zip(problem.mentor).zip(problem.weight) {
        takes_part[mentee as usize] |=
            weight > 0 && mentees.seats[mentee as usize] > 0 && problem.mentor_seats[mentor as usize] > 0;
    }
    takes_part
}

/// Looks for shares that prove a bound as near `worst` as possible. `seen` is told the edges chosen for each try, and returns the
/// worst lot that it knows of then: a bound that meets it ends the search.
///
/// # Errors
/// Cancelled.
pub(super) fn search(
    problem: &AssignProblem<'_>,
    mentees: &Mentees<'_>,
    most: &Assignment,
    matched: usize,
    control: &Control,
    mut seen: impl FnMut(&[u32]) -> i64,
) -> Result<Proved, Error> {
    let takes_part = takes_part(problem, mentees);
    let people: Vec<usize> = (0..takes_part.len()).filter(|&who| takes_part[who]).collect();
    let equal = |share: i64| takes_part.iter().map(|&part| if part { share } else { 0 }).collect::<Vec<i64>>();
    let mean = mean(most.bound, &equal(1), &people, matched);
    let mut best = Proved { bound: mean, shares: equal(1), prices: most.prices.clone(), complete: false };
    if matched == 0 {
        return Ok(Proved { complete: true, ..best });
    }
    let poorest = poorest(problem, mentees, &people).filter(|&(_, all)| matched == people.len() && all < mean);
    if let Some((who, all)) = poorest {
        let mut shares = equal(0);
        shares[who] = 1;
        best = Proved { bound: all, shares, prices: vec![0; best.prices.len()], complete: false };
    }
    let heaviest = problem.weight.iter().copied().max().unwrap_or(0).max(1);
    let largest = (MOST / heaviest).clamp(1, 1 << BITS);
    let mut shares: Vec<i64> = equal(1 << (BITS - 4));
    let mut sums = equal(0);
    let tries = (EDGES / problem.weight.len().max(1)).clamp(8, 256);
    let mut worst = seen(&most.chosen);
    for at in 0..tries {
        control.report("match", at as u64, tries as u64);
        if worst >= best.bound {
            break;
        }
        // Of those so far the mean comes nearer than the last.
        let is_mean = at % 8 == 7;
        let told = rounded(if is_mean { &sums } else { &shares }, largest);
        let weight: Vec<i64> =
            mentees.of_edge.iter().zip(problem.weight).map(|(&who, weight)| weight * told[who as usize]).collect();
        let AssignProblem { mentor, mentor_seats, .. } = *problem;
        let graph = Bipartite::from_edges(&mentees.of_edge, mentor, &weight, mentor_seats, &mentees.seats);
        let found = assign::assign(&graph, control)?;
        let bound = self::mean(found.bound, &told, &people, matched);
        if bound < best.bound {
            best = Proved { bound, shares: told, prices: found.prices, complete: false };
        }
        if !found.complete {
            return Ok(best);
        }
        worst = worst.max(seen(&found.chosen));
        if !is_mean {
            let lots = super::lots(problem, mentees, &found.chosen, |a, b| a + b);
            let step = 512 / (1 + at as i64 / 16);
            for &who in &people {
                // From −1 to 1 in 1,024ths: how far below the bound, or above it.
                let short = 1_024 - (i128::from(lots[who]) * 1_024 / i128::from(best.bound.max(1))).min(2_048) as i64;
                shares[who] = (shares[who] * (1 << 20) + shares[who] * step * short).max(1 << 20) >> 20;
                sums[who] += shares[who];
            }
            let top = people.iter().map(|&who| shares[who]).max().unwrap_or(0);
            if top > 1 << 40 {
                people.iter().for_each(|&who| shares[who] = (shares[who] >> 8).max(1));
            }
        }
    }
    Ok(Proved { complete: true, ..best })
}

/// What the worst off of `matched` people have at most.
fn mean(sum: i128, shares: &[i64], people: &[usize], matched: usize) -> i64 {
    let mut shares: Vec<i64> = people.iter().map(|&who| shares[who]).collect();
    shares.sort_unstable();
    let least: i128 = shares.into_iter().take(matched).map(i128::from).sum();
    if least == 0 { if matched == 0 { 0 } else { MOST } } else { (sum / least).min(i128::from(MOST)) as i64 }
}

/// Whoever could have least if everything were theirs, and what.
fn poorest(problem: &AssignProblem<'_>, mentees: &Mentees<'_>, people: &[usize]) -> Option<(usize, i64)> {
    let mut rows: Vec<Vec<i64>> = vec![Vec::new(); mentees.seats.len()];
    // Mentors without seats count: without prices nothing tells them from others.
    for (&mentee, &weight) in mentees.of_edge.iter().zip(problem.weight) {
        rows[mentee as usize].push(weight);
    }
    let all = |&who: &usize| {
        let row = &mut rows[who];
        row.sort_unstable_by(|a, b| b.cmp(a));
        (who, row.iter().take(mentees.seats[who] as usize).sum::<i64>())
    };
    people.iter().map(all).min_by_key(|&(who, all)| (all, who))
}

/// Scaled so that the largest is `largest`.
fn rounded(shares: &[i64], largest: i64) -> Vec<i64> {
    let top = shares.iter().copied().max().unwrap_or(0).max(1);
    shares.iter().map(|&share| (i128::from(share) * i128::from(largest) / i128::from(top)) as i64).collect()
}
