//! Rank-maximal and generous matchings: as many first choices as possible, then second choices, and so on; or as few last ones.
//!
//! **Problem.** Edges have ranks, smaller is better. Count the chosen edges of each rank. What is asked is a list of
//! objectives, each of which counts edges, and each of which matters only among the optima of those before
//! ([`Order`](problem::Order)).
//!
//! **Method.** One assignment with weights of 0 and 1 for each objective, on the [face](crate::assign::face) of all optima
//! so far.
//!
//! **Proof.** Each mentor has a price for every objective. Read these as one number with as many digits as there are
//! objectives, compared from the first one on (lists of numbers, added digit by digit, are an ordered group). Duality of the
//! assignment problem holds there too: no choice is worth more than Σ seats · price + Σ (the best values of each mentee, as
//! many as seats, none below 0), as lists. The prices of the faces are such that both are equal. A price may be negative at
//! a digit where an earlier one is positive. `certificate.rs` checks it without any of this code.
//!
//! **Complexity.** An assignment for every objective, on the edges that are still open.
//!
//! **References.** R. W. Irving, T. Kavitha, K. Mehlhorn, D. Michail, K. Paluch, "Rank-maximal matchings", ACM Transactions on
//! Algorithms 2, 2006. R. W. Irving, "Greedy and generous matchings", 2003.

pub(crate) mod certificate;
pub(crate) mod problem;

use crate::assign;
use crate::assign::face::Face;
use crate::assign::problem::Mentees;
use crate::bipartite::Bipartite;
use crate::control::Control;
use crate::error::Error;
use crate::status::Status;
use problem::{Levels, Order, RankProblem, RankSolution};

/// Solves a well-formed problem.
///
/// # Errors
/// Cancelled.
pub(crate) fn rank_maximal(
    problem: &RankProblem<'_>,
    mentees: &Mentees<'_>,
    levels: &Levels,
    order: Order,
    control: &Control,
) -> Result<RankSolution, Error> {
    let objectives = levels.objectives(order);
    let weight = |objective: usize, edge: u32| levels.weight(order, objective, edge);
    let weights: Vec<i64> = (0..problem.rank.len() as u32).map(|edge| weight(0, edge)).collect();
    let graph = Bipartite::from_edges(&mentees.of_edge, problem.mentor, &weights, problem.mentor_seats, &mentees.seats);
    if objectives == 0 {
        return Ok(answer(levels, Vec::new(), Vec::new(), 0, true));
    }
    let found = assign::assign(&graph, control)?;
    if !found.complete {
        return Ok(answer(levels, found.chosen, Vec::new(), 0, false));
    }
    let mut face = Face::of(&graph, &found)?;
    drop(graph);
    let mut prices = found.prices;
    for objective in 1..objectives {
        control.report("match", objective as u64, objectives as u64);
        let next = face.best(|edge| weight(objective, edge.id), control)?;
        if !next.complete {
            return Ok(answer(levels, face.chosen(), prices, objective, false));
        }
        prices.extend(next.prices);
        face = next.face;
    }
    Ok(answer(levels, face.chosen(), prices, objectives, true))
}

fn answer(levels: &Levels, edges: Vec<u32>, prices: Vec<i64>, proved: usize, complete: bool) -> RankSolution {
    RankSolution {
        matched: edges.len() as u64,
        signature: levels.signature(&edges),
        edges,
        ranks: levels.ranks.clone(),
        prices,
        proved: proved as u32,
        status: if complete { Status::Optimal } else { Status::Deadline },
    }
}
