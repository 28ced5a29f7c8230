//! Peers: a matching of the most weight between people of one kind, where anybody may meet anybody.
//!
//! **Problem.** A graph of people, edges of weight w ≥ 0. Choose edges of the most weight, at most one at each person.
//!
//! **Method.** A best fractional matching comes first, by the assignment engine (`start.rs`). It is a matching but for odd
//! cycles, and for each of these one search with blossoms (`search.rs`, `grow.rs`, `shrink.rs`, `expand.rs`) turns the matching
//! into a better one, in integers: duals are in half points, where every step is whole. Where weights have few different values,
//! searches from everybody at once need no such start (`levels.rs`).
//!
//! **Proof.** Duals u ≥ 0 of people and z ≥ 0 of odd sets, any two of which are apart or nested, with u_a + u_b + Σ z ≥ 2w
//! for every edge, the sum over the sets that hold both ends. Then twice the weight of any matching is at most
//! Σ u + Σ z (|B| − 1) / 2, and at the optimum they are equal (Edmonds 1965). `certificate.rs` checks it without any of
//! this code.
//!
//! **Range.** Weights up to 2^52: duals never exceed twice the largest weight, so nothing overflows 64 bits.
//!
//! **Determinism.** One thread, no hashing, no clock unless a deadline is given. Among several optima, the order of edges
//! decides.

pub(crate) mod certificate;
mod expand;
mod graph;
mod grow;
mod levels;
mod nest;
mod pace;
pub(crate) mod problem;
mod search;
mod sets;
mod shrink;
mod start;

use crate::control::Control;
use crate::error::Error;
use crate::status::Status;
use graph::{Graph, NONE};
use nest::Nest;
use pace::Pace;
use problem::{PeersProblem, PeersSolution};
use search::{Ended, Search};

/// Where searches start. It changes no total and no bound.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// From everybody at once if weights have few different values, else as `Halves`.
    Levels,
    /// From the best fractional matching.
    Halves,
    /// From nothing: everything is left to the searches.
    Nothing,
}

/// Solves a well-formed problem.
///
/// # Errors
/// [`ErrorCode::Cancelled`](crate::ErrorCode::Cancelled). A deadline is no error: the gap is then open.
pub(crate) fn peers(problem: &PeersProblem<'_>, control: &Control, start: Start) -> Result<PeersSolution, Error> {
    control.check()?;
    let pace = &mut Pace::new(control);
    let levels = if start == Start::Levels { levels::levels(problem) } else { None };
    let graph = match &levels {
        Some(levels) => Graph::in_order(problem, levels::heaviest_first(levels).into_iter()),
        None => Graph::new(problem),
    };
    let found = if levels.is_some() { from_everybody(problem, &graph, pace)? } else { None };
    let Found { mut nest, mut dual, complete } = match found {
        Some(found) => found,
        None => {
            let begun = match start {
                Start::Nothing => start::from_nothing(&graph),
                Start::Levels | Start::Halves => start::from_halves(problem, &graph, control)?,
            };
            let mut search = Search::new(&graph, begun.dual, begun.nest);
            let complete = begun.fits && search.run(pace)?;
            Found::new(search, complete)
        }
    };
    if !complete {
        rush(&graph, problem, &mut nest.mate);
        let rough = start::from_nothing(&graph).dual;
        if sum(&rough) < sum(&dual) + sets::odd_sets(&nest).1 {
            nest = nest.without_blossoms();
            dual = rough;
        }
    }
    answer(problem, &nest, dual, complete)
}

/// What searches came to.
struct Found {
    nest: Nest,
    dual: Vec<i64>,
    complete: bool,
}

impl Found {
    fn new(search: Search<'_>, complete: bool) -> Self {
        let (nest, dual) = search.into_parts();
        Found { nest, dual, complete }
    }
}

/// Searches from everybody at once, unless they take too long. Rows are in the order of weights.
fn from_everybody(problem: &PeersProblem<'_>, graph: &Graph<'_>, pace: &mut Pace<'_>) -> Result<Option<Found>, Error> {
    let (dual, nest) = levels::start(graph, problem.weight);
    let mut search = Search::new(graph, dual, nest);
    let ended = search.run_together(pace)?;
    Ok((ended != Ended::Limit).then(|| Found::new(search, ended == Ended::Done)))
}

fn sum(duals: &[i64]) -> i128 {
    duals.iter().map(|&dual| i128::from(dual)).sum()
}

/// When the deadline has come, a good answer is worth more than the proof of a worse one: those left over are matched with
/// each other; or everybody anew, the heaviest edges first, if that is better. The better is at least half of the optimum.
fn rush(graph: &Graph<'_>, problem: &PeersProblem<'_>, mate: &mut Vec<u32>) {
    let mut by_weight: Vec<(i64, u32)> = problem
        .weight
        .iter()
        .zip(0..)
        .filter(|&(&weight, _)| weight > 0)
        .map(|(&weight, edge)| (-weight, edge))
        .collect();
    by_weight.sort_unstable();
    let fill = |mate: &mut Vec<u32>| {
        let mut total: i64 = mate.iter().filter(|&&arc| arc != NONE).map(|&arc| graph.weight(arc)).sum::<i64>() / 2;
        for &(_, edge) in &by_weight {
            let arc = 2 * edge;
            let (tail, head) = (graph.tail(arc) as usize, graph.head(arc) as usize);
            if mate.get(tail) == Some(&NONE) && mate.get(head) == Some(&NONE) {
                total += graph.weight(arc);
                for (person, arc) in [(tail, arc), (head, arc ^ 1)] {
                    if let Some(mate) = mate.get_mut(person) {
                        *mate = arc;
                    }
                }
            }
        }
        total
    };
    let mut anew = vec![NONE; mate.len()];
    if fill(mate) < fill(&mut anew) {
        *mate = anew;
    }
}

/// Collects the answer, and checks that a complete one is proved.
fn answer(problem: &PeersProblem<'_>, nest: &Nest, duals: Vec<i64>, complete: bool) -> Result<PeersSolution, Error> {
    let mut partner = vec![None; problem.n];
    let (mut edges, mut total) = (Vec::new(), 0);
    for (edge, ((&a, &b), &weight)) in (0..).zip(problem.a.iter().zip(problem.b).zip(problem.weight)) {
        let edge: u32 = edge;
        if nest.mate.get(a as usize) == Some(&(2 * edge)) {
            edges.push(edge);
            total += weight;
            for (person, other) in [(a, b), (b, a)] {
                if let Some(partner) = partner.get_mut(person as usize) {
                    *partner = Some(other);
                }
            }
        }
    }
    let (odd_sets, of_sets) = sets::odd_sets(nest);
    let proved = of_sets + sum(&duals);
    let bound = i64::try_from(proved.div_euclid(2)).unwrap_or(i64::MAX);
    let gap = bound - total;
    if (complete && proved != 2 * i128::from(total)) || gap < 0 {
        return Err(Error::internal(format!("a matching of peers has the total {total} and the duals {proved}")));
    }
    let status = if gap == 0 { Status::Optimal } else { Status::Deadline };
    Ok(PeersSolution { edges, partner, total, bound, gap, duals, odd_sets, status })
}
