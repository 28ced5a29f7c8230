//! Lots that are sums: a good choice and a bound.

use super::chain::Deal;
use super::problem::{FairOptions, FairSolution, LevelPrice};
use super::{Proof, answer, best, lots, share, with_free_seats};
use crate::assign::Assignment;
use crate::assign::problem::{AssignProblem, Mentees};
use crate::control::Control;
use crate::error::Error;

/// Seats are dealt in so many rounds at most; what is left then goes for the most points.
const ROUNDS: usize = 16;

/// Chains are tried from so many other choices at most.
const OTHERS: usize = 8;

/// Solves a well-formed problem in which somebody wants several; `most` is the largest total.
///
/// # Errors
/// Cancelled.
pub(super) fn fair(
    problem: &AssignProblem<'_>,
    mentees: &Mentees<'_>,
    most: &Assignment,
    control: &Control,
) -> Result<FairSolution, Error> {
    let firsts = best::firsts(problem, mentees, &FairOptions::default(), control)?;
    let mut deal = Deal::new(problem, mentees);
    deal.extend(&firsts.edges);
    rounds(problem, mentees, &mut deal, control)?;
    let mut settled = deal.settle(control)?;
    let mut edges = with_free_seats(problem, mentees, deal.edges(), control)?;
    let sorted = |edges: &[u32]| {
        let mut lots = lots(problem, mentees, edges, |a, b| a + b);
        lots.sort_unstable();
        lots
    };
    let mut found = sorted(&edges);
    let matched = found.iter().filter(|lot| **lot > 0).count();
    let least = |lots: &[i64]| lots.iter().copied().find(|lot| *lot > 0).unwrap_or(0);
    // Choices for other shares, the fairest of them.
    let mut others: Vec<(Vec<i64>, Vec<u32>)> = Vec::new();
    let proved = share::search(problem, mentees, most, matched, control, |edges| {
        others.push((sorted(edges), edges.to_vec()));
        others.sort_by(|a, b| b.cmp(a));
        others.dedup();
        others.truncate(OTHERS);
        least(&found)
    })?;
    for (_, other) in others {
        if least(&found) >= proved.bound && settled {
            break;
        }
        deal.replace(&other);
        settled &= deal.settle(control)?;
        let other = with_free_seats(problem, mentees, deal.edges(), control)?;
        let lots = sorted(&other);
        // The bound is of as many people as were matched then; only after a deadline can another choice match more.
        if lots > found && lots.iter().filter(|lot| **lot > 0).count() == matched {
            (found, edges) = (lots, other);
        }
    }
    let of_matched = |price: &LevelPrice| price.weight == 0;
    let proof = Proof {
        prices: firsts.prices.into_iter().filter(of_matched).collect(),
        proved: firsts.proved.min(0),
        bound: proved.bound,
        shares: proved.shares,
        share_prices: proved.prices,
        second_prices: Vec::new(),
        complete: most.complete && settled && proved.complete && firsts.proved >= 0,
    };
    answer(problem, edges.clone(), &lots(problem, mentees, &edges, |a, b| a + b), most, proof)
}

/// One seat more for everybody who still wants one, round by round, each the fairest that the one before leaves.
fn rounds(
    problem: &AssignProblem<'_>,
    mentees: &Mentees<'_>,
    deal: &mut Deal<'_>,
    control: &Control,
) -> Result<(), Error> {
    for _ in 1..ROUNDS {
        let [mentee_left, mentor_left] = deal.left();
        let ones: Vec<u32> = mentee_left.iter().map(|&left| left.min(1)).collect();
        let lot = |who: u32| deal.lots().get(who as usize).copied().unwrap_or_default();
        // Whoever has nothing after the first round has nobody left to ask.
        let weight: Vec<i64> = (0..)
            .zip(mentees.of_edge.iter().zip(problem.weight))
            .map(
                |(edge, (&who, &weight))| {
                    if weight == 0 || deal.has(edge) || lot(who) == 0 { 0 } else { lot(who) + weight }
                },
            )
            .collect();
        let round = AssignProblem { weight: &weight, mentor_seats: mentor_left, mentee_seats: Some(&ones), ..*problem };
        let people = Mentees { of_edge: mentees.of_edge.as_ref().into(), seats: ones.as_slice().into() };
        let edges = best::firsts(&round, &people, &FairOptions::default(), control)?.edges;
        if edges.is_empty() {
            break;
        }
        deal.extend(&edges);
    }
    Ok(())
}
