//! Where the searches start: a matching of tight edges, and duals that leave no slack negative.
//!
//! **Half a matching.** Give everybody two copies, one on either side of a bipartite graph, and every edge two, one each
//! way. A best assignment there weighs twice the best *fractional* matching: follow the chosen edges from person to person,
//! and they fall into paths and cycles, of which every edge counts half. Every second edge of a path or of an even cycle
//! weighs as much; only odd cycles leave somebody over. The duals of the two copies of a person sum to twice a dual of the
//! person, which is just right in half points. An optimum of the assignment and of its mirror image have the same duals, so
//! all these edges are tight, and whoever is at the end of a path has a dual of 0. So the only people left to search for are
//! one for each odd cycle: a few in a hundred.
//!
//! **References.** M. L. Balinski, "Integer programming: methods, uses, computations", Management Science 12, 1965 (half
//! integral matchings). D. Applegate, W. Cook, "Solving large-scale matching problems", DIMACS Series 12, 1993 (a start from
//! them).
#![expect(clippy::indexing_slicing, reason = "people and edges come from the checked problem")]

use super::graph::{Graph, NONE};
use super::nest::Nest;
use super::problem::PeersProblem;
use crate::assign;
use crate::bipartite::Bipartite;
use crate::control::Control;
use crate::error::Error;

/// Feasible duals and a matching; whether they fit together so that searches can go on from them.
pub(super) struct Begun {
    pub(super) dual: Vec<i64>,
    pub(super) nest: Nest,
    pub(super) fits: bool,
}

/// Nobody is matched, and everybody's dual is their heaviest edge.
pub(super) fn from_nothing(graph: &Graph<'_>) -> Begun {
    let heaviest = |person| graph.arcs_of(person).iter().map(|arc| arc.weight).max().unwrap_or(0);
    let dual = (0..graph.people() as u32).map(heaviest).collect();
    Begun { dual, nest: Nest::new(graph.people()), fits: true }
}

/// From the best fractional matching; from what is known of it if the deadline comes first.
pub(super) fn from_halves(problem: &PeersProblem<'_>, graph: &Graph<'_>, control: &Control) -> Result<Begun, Error> {
    let n = graph.people();
    // Only people with an edge have copies: those without change nothing, not even which of equals is chosen.
    let linked: Vec<u32> = (0..n as u32).filter(|&person| !graph.arcs_of(person).is_empty()).collect();
    let mut copy = vec![NONE; n];
    for (at, &person) in (0..).zip(&linked) {
        copy[person as usize] = at;
    }
    let arcs = 2 * problem.a.len();
    let (mut from, mut to, mut weight) = (Vec::with_capacity(arcs), Vec::with_capacity(arcs), Vec::with_capacity(arcs));
    let mut ids = Vec::with_capacity(arcs);
    for (at, &person) in (0..).zip(&linked) {
        for arc in graph.arcs_of(person) {
            from.push(at);
            to.push(copy[arc.head as usize]);
            weight.push(arc.weight);
            ids.push(arc.id);
        }
    }
    let seats = vec![1; linked.len()];
    let double = Bipartite::from_edges(&from, &to, &weight, &seats, &seats);
    let found = assign::assign(&double, control)?;
    drop(double);
    let price = |person: u32| found.prices[copy[person as usize] as usize];
    let profit = |person: u32| {
        let gains = graph.arcs_of(person).iter().map(|arc| arc.weight - price(arc.head));
        gains.max().unwrap_or(0).max(0)
    };
    let mut dual = vec![0; n];
    for &person in &linked {
        dual[person as usize] = price(person) + profit(person);
    }
    let chosen = found.chosen.iter().map(|&place| ids[place as usize]);
    let mut begun = Begun { dual, nest: Nest::new(n), fits: found.complete };
    halve(graph, chosen, &mut begun);
    Ok(begun)
}

/// Matches every second of the chosen arcs along their paths and cycles.
fn halve(graph: &Graph<'_>, chosen: impl Iterator<Item = u32>, begun: &mut Begun) {
    let n = graph.people();
    let (mut out, mut has_in) = (vec![NONE; n], vec![false; n]);
    for arc in chosen {
        out[graph.tail(arc) as usize] = arc;
        has_in[graph.head(arc) as usize] = true;
    }
    // Paths from their ends, then what is left: cycles.
    let starts = (0..n as u32).filter(|&person| !has_in[person as usize]).chain(0..n as u32);
    let mut trail = Vec::new();
    for start in starts {
        trail.clear();
        let mut person = start;
        while out[person as usize] != NONE {
            let arc = std::mem::replace(&mut out[person as usize], NONE);
            trail.push(arc);
            person = graph.head(arc);
        }
        // An odd cycle cannot match its last edge: that would be its first person's second.
        let is_cycle = !trail.is_empty() && person == start;
        let last = if is_cycle { trail.len() - trail.len() % 2 } else { trail.len() };
        for &arc in trail[..last].iter().step_by(2) {
            let (tail, head) = (graph.tail(arc) as usize, graph.head(arc) as usize);
            if begun.fits && begun.dual[tail] + begun.dual[head] != 2 * graph.weight(arc) {
                continue;
            }
            (begun.nest.mate[tail], begun.nest.mate[head]) = (arc, arc ^ 1);
        }
    }
}
