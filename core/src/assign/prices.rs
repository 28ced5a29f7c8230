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
use std::hint::black_box;

use super::market::Market;
use super::repair::Node;
use super::rows::Rows;

/// Lowers the prices of an optimal state to the least optimal ones. `profit` is u.
pub(super) fn lower<R: Rows>(market: &mut Market<'_, R>, profit: &[i64]) {
    let mut nearest = Nearest {
        to_mentor: market.price.clone(),
        below: vec![0; market.price.len()],
        to_mentee: vec![i64::MAX; profit.len()],
        ends: BinaryHeap::new(),
    };
    for mentee in (0..market.mentees()).filter(|&mentee| market.is_open(mentee)) {
        nearest.to_mentee[mentee as usize] = 0;
        nearest.leave_mentee(market, profit, mentee, 0);
    }
    nearest.ends.extend(
        (0..market.mentors()).map(|mentor| Reverse((nearest.to_mentor[mentor as usize], Node::Mentor(mentor)))),
    );
    let mut at_once = Vec::new();
    while let Some(Reverse((distance, node))) = nearest.ends.pop() {
        match node {
            Node::Mentor(mentor) if distance == nearest.to_mentor[mentor as usize] => {
                at_once.clear();
                for occupant in market.occupants(mentor) {
                    let mentee = occupant.mentee;
                    let reached = distance + market.value_of_seat(mentor, occupant) - profit[mentee as usize];
                    if reached < nearest.to_mentee[mentee as usize] {
                        nearest.to_mentee[mentee as usize] = reached;
                        if reached == distance {
                            at_once.push(mentee);
                        } else {
                            nearest.ends.push(Reverse((reached, Node::Mentee(mentee))));
                        }
                    }
                }
                black_box(at_once.iter().fold(0, |all, &mentee| all ^ market.rows.touch(mentee)));
                for &mentee in &at_once {
                    nearest.leave_mentee(market, profit, mentee, distance);
                }
            }
            Node::Mentee(mentee) if distance == nearest.to_mentee[mentee as usize] => {
                nearest.leave_mentee(market, profit, mentee, distance);
            }
            _ => {}
        }
    }
    for (price, distance) in market.price.iter_mut().zip(nearest.to_mentor) {
        *price -= distance;
    }
}

/// Distances to the nearest end.
struct Nearest {
    /// δ_j.
    to_mentor: Vec<i64>,
    /// δ_j − p_j: what the innermost loop asks for, in one load.
    below: Vec<i64>,
    to_mentee: Vec<i64>,
    ends: BinaryHeap<Reverse<(i64, Node)>>,
}

impl Nearest {
    fn leave_mentee<R: Rows>(&mut self, market: &Market<'_, R>, profit: &[i64], mentee: u32, distance: i64) {
        let start = distance + profit[mentee as usize];
        for (position, mentor, weight) in market.rows.row(mentee) {
            let (j, weight): (usize, i64) = (mentor as usize, weight.into());
            if start - weight < self.below[j] && !market.is_taken(mentee, position) {
                self.below[j] = start - weight;
                self.to_mentor[j] = self.below[j] + market.price[j];
                self.ends.push(Reverse((self.to_mentor[j], Node::Mentor(mentor))));
            }
        }
    }
}
