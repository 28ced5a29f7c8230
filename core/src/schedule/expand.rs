//! One session each as a plain assignment, where the slots of mentors are scarcer than their seats.
//!
//! If no mentor has more slots that somebody could come to than seats, then seats decide nothing: every such slot is a mentor of one
//! seat, p_j is 0, and q_js is the price of the slot. Searches that repair a plain assignment (`search.rs`) are faster where few
//! slots clash. Where many do, auctions are.
//!
//! Other mentors could be had by stand-ins, mentees of great weight for as many slots as there are seats too few; measured, that
//! was several times slower than the searches.
//!
//! **Complexity.** That of an assignment on all (edge, common slot).
#![expect(clippy::indexing_slicing, reason = "people and slots come from the graph, nodes from the counts made here")]

use super::board::NONE;
use super::problem::SlotPrice;
use super::prove::{Prices, Proof};
use super::slots::{ones, ones_of};
use crate::assign;
use crate::bipartite::Bipartite;
use crate::control::Control;
use crate::error::Error;

/// The expanded graph may have so many times the edges of the plain one, and some more.
const TIMES: usize = 3;
const SOME: usize = 1 << 12;

/// The edge of each mentee, or [`NONE`], and the prices that prove it. Nothing if that is no assignment, or
/// too large a one, or at the deadline.
pub(super) fn expand(proof: &Proof<'_>, control: &Control) -> Result<Option<(Vec<u32>, Prices)>, Error> {
    let graph = proof.graph;
    let most = graph.edges().saturating_mul(TIMES).saturating_add(SOME).min(u32::MAX as usize / 2);
    let Some(nodes) = Nodes::of(proof, most) else { return Ok(None) };
    control.check()?;
    let (mut starts, mut node_of, mut weights, mut position_of) = (vec![0], Vec::new(), Vec::new(), Vec::new());
    for mentee in 0..graph.mentees() as u32 {
        for (position, mentor, weight) in graph.edges_of(mentee).filter(|edge| edge.2 > 0) {
            for slot in ones_of(proof.mentee_free.row(mentee), proof.mentor_free.row(mentor)) {
                node_of.push(nodes.node(mentor, slot));
                weights.push(weight);
                position_of.push(position);
            }
        }
        starts.push(weights.len());
    }
    let expanded = Bipartite::from_rows(vec![1; nodes.slots.len()], graph.mentee_seats(), starts, node_of, weights);
    let found = assign::assign(&expanded, control)?;
    if !found.complete {
        return Ok(None);
    }
    let mut held = vec![NONE; graph.mentees()];
    for &edge in &found.chosen {
        let position = position_of[edge as usize];
        held[graph.mentee(position) as usize] = position;
    }
    let mut prices = Prices::of_mentors(vec![0; graph.mentors()]);
    for mentor in 0..graph.mentors() as u32 {
        let own = nodes.range(mentor).map(|node| (nodes.slots[node as usize], found.prices[node as usize]));
        prices.slots.extend(own.filter(|(_, price)| *price > 0).map(|(slot, price)| SlotPrice { mentor, slot, price }));
    }
    Ok(Some((held, prices)))
}

/// All slots of all mentors that somebody could come to.
struct Nodes {
    /// By mentor: the first of their nodes; one more entry.
    starts: Vec<u32>,
    /// By node: the slot; ascending for each mentor.
    slots: Vec<u32>,
}

impl Nodes {
    /// Nothing if there would be more than `most` edges, or if seats decide something.
    fn of(proof: &Proof<'_>, most: usize) -> Option<Self> {
        let graph = proof.graph;
        let words = proof.mentor_free.row_words();
        let mut used = vec![0_u64; words.checked_mul(graph.mentors())?];
        let mut edges = 0_usize;
        for mentee in 0..graph.mentees() as u32 {
            let free = proof.mentee_free.row(mentee);
            for (_, mentor, _) in graph.edges_of(mentee).filter(|edge| edge.2 > 0) {
                let row = used[mentor as usize * words..][..words].iter_mut();
                for ((used, free), open) in row.zip(free).zip(proof.mentor_free.row(mentor)) {
                    *used |= free & open;
                    edges += (free & open).count_ones() as usize;
                }
            }
            if edges > most {
                return None;
            }
        }
        let mut nodes = Nodes { starts: vec![0], slots: Vec::new() };
        for (mentor, row) in (0..).zip(used.chunks(words)) {
            nodes.slots.extend(ones(row));
            nodes.starts.push(nodes.slots.len() as u32);
            if nodes.range(mentor).len() > graph.mentor_seats()[mentor as usize] as usize {
                return None;
            }
        }
        Some(nodes)
    }

    fn range(&self, mentor: u32) -> std::ops::Range<u32> {
        self.starts[mentor as usize]..self.starts[mentor as usize + 1]
    }

    fn node(&self, mentor: u32, slot: u32) -> u32 {
        let own = self.range(mentor);
        let slots = &self.slots[own.start as usize..own.end as usize];
        own.start + slots.partition_point(|&other| other < slot) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::expand;
    use crate::assign::problem::AssignProblem;
    use crate::bipartite::Bipartite;
    use crate::control::Control;
    use crate::schedule::problem::ScheduleProblem;
    use crate::schedule::prove::Proof;
    use crate::schedule::slots::{Rows, meets};
    use crate::schedule::{dealt, one_each};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_agrees_with_repair(
            mentee_free in prop::collection::vec(0..32_u64, 1..9),
            mentors in prop::collection::vec((0..32_u64, 2..6_u32), 1..4),
            edges in prop::collection::vec((0..8_u32, 0..3_u32, 0..40_i64), 0..24),
        ) {
            let (mentor_free, seats): (Vec<u64>, Vec<u32>) = mentors.into_iter().unzip();
            let mut edges: Vec<_> = edges
                .into_iter()
                .filter(|&(i, j, _)| (i as usize) < mentee_free.len() && (j as usize) < seats.len())
                .collect();
            edges.sort_unstable();
            let mentee: Vec<u32> = edges.iter().map(|edge| edge.0).collect();
            let mentor: Vec<u32> = edges.iter().map(|edge| edge.1).collect();
            let (mentees, offers) = (Rows::starts(&mentee_free, 5, 1), Rows::starts(&mentor_free, 5, 1));
            let weigh = |&(i, j, weight)| if meets(mentees.row(i), offers.row(j)) { weight } else { 0 };
            let weight: Vec<i64> = edges.iter().map(weigh).collect();
            let ones = vec![1; mentee_free.len()];
            let graph = Bipartite::from_edges(&mentee, &mentor, &weight, &seats, &ones);
            let problem = ScheduleProblem {
                edges: AssignProblem { mentee: &mentee, mentor: &mentor, weight: &weight, mentor_seats: &seats, mentee_seats: None },
                slots: 5,
                mentee_free: &mentee_free,
                mentor_free: &mentor_free,
                slot_rooms: None,
                slots_per_session: 1,
            };
            let proof = Proof { problem: &problem, graph: &graph, mentee_free: &mentees, mentor_free: &offers, lift: 0, heaviest: 0 };
            let worth = |sessions: &[(u32, u32)]| sessions.iter().map(|&(edge, _)| i128::from(proof.weight(edge))).sum::<i128>();
            let (repaired, _, _) = one_each(&proof, &Control::new()).unwrap();
            let Some((held, prices)) = expand(&proof, &Control::new()).unwrap() else { return Ok(()) };
            prop_assert_eq!(worth(&dealt(&proof, &held).unwrap()), worth(&repaired));
            prop_assert_eq!(proof.dual(&prices), worth(&repaired));
        }
    }
}
