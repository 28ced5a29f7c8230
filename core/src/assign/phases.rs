//! Shortest paths from all open mentees at once, when few are left and what they look for is far away.
//!
//! Notation, invariant and ends are those of the [repair](super::repair). One after the other, the last mentees would each
//! search nearly the whole graph; bids would raise all prices on the way by a little, again and again.
//!
//! **A phase.** Dijkstra from all open mentees with u_i > 0 grows one tree for each. A tree that meets a free seat has found
//! its end, and the others grow on, until a distance D beyond which potentials cannot move: where all trees have an end,
//! where somebody's outside option lies (u_i further on), where a free seat stays free because its mentor has another one or
//! its tree has an end already. Whatever is nearer than D moves by the difference. All the paths found are tight now, have no
//! node in common, and are flipped.
//!
//! **Complexity.** O(E log V) a phase. The tree that sets D has its end there, or had it before: each phase finds at least one
//! end, so there are at most as many phases as open seats.
//!
//! **Reference.** The primal–dual method of Edmonds and Karp (1972) and of Ford and Fulkerson, from many sources at once.
#![expect(clippy::indexing_slicing, reason = "mentees and mentors come from the graph")]

use std::cmp::Reverse;

use super::market::{Market, Occupant};
use super::repair::{End, Node, Repair, SOURCE};
use super::rows::Rows;

impl Repair {
    /// One phase. `sources` are open and have something to gain. Returns the effort, in units of a bid.
    pub(super) fn phase<R: Rows>(&mut self, market: &mut Market<'_, R>, sources: &[u32]) -> u64 {
        self.begin(i64::MAX);
        for &mentee in sources {
            self.mentees.reach(mentee, 0, SOURCE);
            self.heap.push(Reverse((0, Node::Mentee(mentee))));
        }
        // Where the trees end, and the mentees in which those trees are rooted.
        let mut ends: Vec<(u32, u32)> = Vec::new();
        let mut outside = None;
        while let Some((distance, node)) = self.next() {
            match node {
                Node::Mentee(mentee) => {
                    let profit = distance + self.profit[mentee as usize];
                    if profit < self.nearest {
                        (self.nearest, outside) = (profit, Some(mentee));
                    }
                    for (position, mentor, weight) in market.rows.row(mentee) {
                        let reached = profit + market.price[mentor as usize] - weight.into();
                        if reached < self.nearest
                            && reached < self.mentors.distance[mentor as usize]
                            && !market.is_taken(mentee, position)
                        {
                            self.mentors.reach(mentor, reached, position);
                            self.heap.push(Reverse((reached, Node::Mentor(mentor))));
                        }
                    }
                }
                Node::Mentor(mentor) => {
                    if market.is_free(mentor) {
                        let root = self.root(market, Node::Mentor(mentor));
                        let new = ends.iter().all(|&(_, other)| other != root);
                        if new {
                            ends.push((mentor, root));
                        }
                        if !new || market.free(mentor) > 1 || ends.len() == sources.len() {
                            (self.nearest, outside) = (distance, None);
                            break;
                        }
                    }
                    for occupant in market.occupants(mentor) {
                        let &Occupant { mentee, position, .. } = occupant;
                        let value = market.value_of_seat(mentor, occupant);
                        let reached = distance + (value - self.profit[mentee as usize]).max(0);
                        if reached < self.nearest && self.mentees.reach(mentee, reached, position) {
                            self.heap.push(Reverse((reached, Node::Mentee(mentee))));
                        }
                    }
                }
            }
        }
        self.come_nearer(market);
        let outside = outside.filter(|&mentee| {
            let root = self.root(market, Node::Mentee(mentee));
            root != mentee && ends.iter().all(|&(_, other)| other != root)
        });
        for (mentor, _) in ends {
            self.augment(market, End::Mentor(mentor));
        }
        if let Some(mentee) = outside {
            self.augment(market, End::Mentee(mentee));
        }
        self.effort()
    }

    /// The open mentee from whom a node was reached.
    fn root<R: Rows>(&self, market: &Market<'_, R>, mut node: Node) -> u32 {
        loop {
            node = match node {
                Node::Mentor(mentor) => Node::Mentee(market.rows.graph().mentee(self.mentors.edge[mentor as usize])),
                Node::Mentee(mentee) if self.mentees.edge[mentee as usize] == SOURCE => return mentee,
                Node::Mentee(mentee) => Node::Mentor(market.rows.edge(self.mentees.edge[mentee as usize]).0),
            };
        }
    }
}
