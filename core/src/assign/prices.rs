//! The least of all optimal price vectors, whatever path the solver took.
//!
//! Optimal prices form a lattice; its least element is the worth of one more seat: p_j = OPT(c_j + 1) − OPT. One more seat
//! with mentor j is worth what a [reverse search](super::repair) from j would still find: p_j less the distance δ_j to the
//! nearest end, be it the own price, a mentee with an open seat, or the price of a mentor who would be robbed. All δ at
//! once: one Dijkstra from all ends, against the direction of the reverse search.
//!
//! **Complexity.** O(E log V), once.
//!
//! **Reference.** H. Leonard, "Elicitation of honest preferences for the assignment of individuals to positions", Journal
//! of Political Economy 91, 1983 (least competitive prices are marginal worths).
#![expect(clippy::indexing_slicing, reason = "mentees and mentors come from the graph")]

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::market::Market;
use super::repair::Node;
use super::rows::Rows;

/// Lowers the prices of an optimal state to the least optimal ones. `profit` is u.
pub(super) fn lower<R: Rows>(market: &mut Market<'_, R>, profit: &[i64]) {
    let mut to_mentor: Vec<i64> = market.price.clone();
    let mut to_mentee: Vec<i64> = vec![i64::MAX; profit.len()];
    let mut ends: Vec<Reverse<(i64, Node)>> = Vec::new();
    for mentee in (0..market.mentees()).filter(|&mentee| market.is_open(mentee)) {
        to_mentee[mentee as usize] = 0;
        ends.push(Reverse((0, Node::Mentee(mentee))));
    }
    ends.extend((0..market.mentors()).map(|mentor| Reverse((to_mentor[mentor as usize], Node::Mentor(mentor)))));
    let mut ends = BinaryHeap::from(ends);
    // δ_j − p_j: what the innermost loop asks for, in one load.
    let mut below: Vec<i64> = vec![0; to_mentor.len()];
    while let Some(Reverse((distance, node))) = ends.pop() {
        match node {
            Node::Mentor(mentor) if distance == to_mentor[mentor as usize] => {
                for occupant in market.occupants(mentor) {
                    let mentee = occupant.mentee;
                    let reached = distance + market.value(occupant.position) - profit[mentee as usize];
                    if reached < to_mentee[mentee as usize] {
                        to_mentee[mentee as usize] = reached;
                        ends.push(Reverse((reached, Node::Mentee(mentee))));
                    }
                }
            }
            Node::Mentee(mentee) if distance == to_mentee[mentee as usize] => {
                let start = distance + profit[mentee as usize];
                for (position, mentor, weight) in market.rows.row(mentee) {
                    let (j, weight): (usize, i64) = (mentor as usize, weight.into());
                    if start - weight < below[j] && !market.is_taken(mentee, position) {
                        below[j] = start - weight;
                        to_mentor[j] = below[j] + market.price[j];
                        ends.push(Reverse((to_mentor[j], Node::Mentor(mentor))));
                    }
                }
            }
            _ => {}
        }
    }
    for (price, distance) in market.price.iter_mut().zip(to_mentor) {
        *price -= distance;
    }
}
