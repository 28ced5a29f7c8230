//! Shortest paths from one open seat, over slacks: who has to move so that nothing is missing there any more.
//!
//! As in [`assign`](crate::assign) (`repair.rs`): forward from a mentee, over unchosen pairs to mentors and over chosen ones to
//! mentees, to the nearest of a free seat, the outside option of somebody displaced, and the own one; reverse is the mirror
//! image. A search changes nothing but its own notes; `moves.rs` applies them.
//!
//! What bounds a search is `nearest`, the length of the shortest way found so far. Nodes at the same distance as the one
//! before need no heap. A mentor's pairs are looked at in the order of their ranks, and only as far as any can be nearer:
//! a reference is at most `drift` away from the profit it stands for.
#![expect(clippy::indexing_slicing, reason = "mentees and mentors are those of the market")]

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::Weight;
use super::market::Market;

const FAR: Weight = Weight::MAX;

/// Instead of somebody, for the node where a search starts.
const SOURCE: u32 = u32::MAX;

/// One side of a search: distances, and from whom a node was reached.
#[derive(Debug, Clone, Default)]
pub(super) struct Side {
    distance: Vec<Weight>,
    from: Vec<u32>,
    touched: Vec<u32>,
}

impl Side {
    fn reset(&mut self, nodes: usize) {
        for node in self.touched.drain(..) {
            self.distance[node as usize] = FAR;
        }
        self.distance.resize(nodes, FAR);
        self.from.resize(nodes, SOURCE);
    }

    /// Notes a way to a node, and tells whether it is the shortest so far.
    fn reach(&mut self, node: u32, distance: Weight, from: u32) -> bool {
        let known = self.distance[node as usize];
        if distance >= known {
            return false;
        }
        if known == FAR {
            self.touched.push(node);
        }
        self.distance[node as usize] = distance;
        self.from[node as usize] = from;
        true
    }

    fn of(&self, node: u32) -> Option<Weight> {
        self.distance.get(node as usize).copied().filter(|distance| *distance < FAR)
    }

    /// Nodes nearer than `end`, and how much nearer.
    pub(super) fn nearer(&self, end: Weight) -> impl Iterator<Item = (u32, Weight)> {
        let nearer = self.touched.iter().map(move |&node| (node, end - self.distance[node as usize]));
        nearer.filter(|(_, nearer)| *nearer > 0)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Node {
    Mentor(u32),
    Mentee(u32),
}

#[derive(Debug, Clone, Default)]
pub(super) struct Search {
    pub(super) mentors: Side,
    pub(super) mentees: Side,
    heap: BinaryHeap<Reverse<(Weight, Node)>>,
    /// Nodes as near as the one that is settled last.
    same: Vec<Node>,
    /// How near that one is.
    at: Weight,
    pub(super) nearest: Weight,
    /// Where the shortest path ends; where it starts, if there is none as short as was asked for.
    pub(super) end: Option<Node>,
    /// Nodes left, in all searches.
    pub(super) settled: u64,
}

impl Search {
    /// From an open seat of a mentee, for a path shorter than `nearest`.
    pub(super) fn forward(&mut self, market: &Market, start: u32, nearest: Weight) {
        self.begin_forward(market, start, nearest);
        while let Some((distance, node)) = self.next() {
            self.leave_forward(market, node, distance);
        }
    }

    pub(super) fn begin_forward(&mut self, market: &Market, start: u32, nearest: Weight) {
        self.begin(market, nearest);
        self.mentees.reach(start, 0, SOURCE);
        self.forward_from_mentee(market, start, 0);
    }

    pub(super) fn leave_forward(&mut self, market: &Market, node: Node, distance: Weight) {
        match node {
            Node::Mentee(mentee) => self.forward_from_mentee(market, mentee, distance),
            Node::Mentor(mentor) => self.forward_from_mentor(market, mentor, distance),
        }
    }

    /// From a free seat of a mentor, for a path shorter than `nearest`.
    pub(super) fn reverse(&mut self, market: &Market, start: u32, nearest: Weight) {
        self.begin_reverse(market, start, nearest);
        while let Some((distance, node)) = self.next() {
            self.leave_reverse(market, node, distance);
        }
    }

    pub(super) fn begin_reverse(&mut self, market: &Market, start: u32, nearest: Weight) {
        self.begin(market, nearest);
        self.mentors.reach(start, 0, SOURCE);
        self.reverse_from_mentor(market, start, 0);
    }

    pub(super) fn leave_reverse(&mut self, market: &Market, node: Node, distance: Weight) {
        match node {
            Node::Mentor(mentor) => self.reverse_from_mentor(market, mentor, distance),
            Node::Mentee(mentee) => self.reverse_from_mentee(market, mentee, distance),
        }
    }

    /// How far a node is, as far as is known.
    pub(super) fn distance(&self, node: Node) -> Option<Weight> {
        match node {
            Node::Mentor(mentor) => self.mentors.of(mentor),
            Node::Mentee(mentee) => self.mentees.of(mentee),
        }
    }

    /// How near the node is that was settled last: everything nearer is settled, too.
    pub(super) fn radius(&self) -> Weight {
        self.at
    }

    /// How many nodes wait to be settled.
    pub(super) fn waiting(&self) -> usize {
        self.heap.len() + self.same.len()
    }

    /// From a node back to the start.
    pub(super) fn path(&self, node: Node) -> impl Iterator<Item = Node> {
        std::iter::successors(Some(node), |node| match *node {
            Node::Mentor(mentor) => {
                Some(self.mentors.from[mentor as usize]).filter(|at| *at != SOURCE).map(Node::Mentee)
            }
            Node::Mentee(mentee) => {
                Some(self.mentees.from[mentee as usize]).filter(|at| *at != SOURCE).map(Node::Mentor)
            }
        })
    }

    /// Pairs that the mentee does not have.
    fn forward_from_mentee(&mut self, market: &Market, mentee: u32, distance: Weight) {
        let row = &market.mentees[mentee as usize];
        let profit = distance + market.profit.of(mentee);
        for (mentor, weight) in row.row() {
            let reached = profit + market.price.of(mentor) - weight;
            if reached < self.nearest
                && reached < self.mentors.distance[mentor as usize]
                && !row.holds(mentor)
                && self.mentors.reach(mentor, reached, mentee)
            {
                if market.mentors[mentor as usize].is_free() {
                    (self.nearest, self.end) = (reached, Some(Node::Mentor(mentor)));
                } else {
                    self.push(reached, Node::Mentor(mentor));
                }
            }
        }
    }

    /// Whoever sits with the mentor, and could be displaced.
    fn forward_from_mentor(&mut self, market: &Market, mentor: u32, distance: Weight) {
        let free = distance - market.price.of(mentor);
        for seat in market.mentors[mentor as usize].seated.iter() {
            if free + seat.key() - market.drift >= self.nearest {
                break;
            }
            let (mentee, reached) = (seat.who(), free + market.worth(seat));
            if reached < self.nearest && self.mentees.reach(mentee, reached, mentor) {
                let out = reached + market.profit.of(mentee);
                if out < self.nearest {
                    (self.nearest, self.end) = (out, Some(Node::Mentee(mentee)));
                }
                self.push(reached, Node::Mentee(mentee));
            }
        }
    }

    /// Pairs that the mentor does not have.
    fn reverse_from_mentor(&mut self, market: &Market, mentor: u32, distance: Weight) {
        let price = distance + market.price.of(mentor);
        for pair in market.mentors[mentor as usize].column.iter() {
            if price + pair.key() - market.drift >= self.nearest {
                break;
            }
            let mentee = pair.who();
            let reached = price + pair.key() + market.ahead[mentee as usize];
            if reached < self.nearest && self.mentees.reach(mentee, reached, mentor) {
                if market.mentees[mentee as usize].is_open() {
                    (self.nearest, self.end) = (reached, Some(Node::Mentee(mentee)));
                } else {
                    self.push(reached, Node::Mentee(mentee));
                }
            }
        }
    }

    /// Whom the mentee has, and could be taken from.
    fn reverse_from_mentee(&mut self, market: &Market, mentee: u32, distance: Weight) {
        let kept = distance - market.profit.of(mentee);
        for &(mentor, weight) in &market.mentees[mentee as usize].held {
            let price = market.price.of(mentor);
            let reached = kept + weight - price;
            if reached < self.nearest && self.mentors.reach(mentor, reached, mentee) {
                if reached + price < self.nearest {
                    (self.nearest, self.end) = (reached + price, Some(Node::Mentor(mentor)));
                }
                self.push(reached, Node::Mentor(mentor));
            }
        }
    }

    fn begin(&mut self, market: &Market, nearest: Weight) {
        self.mentors.reset(market.mentors.len());
        self.mentees.reset(market.mentees.len());
        self.heap.clear();
        self.same.clear();
        (self.at, self.nearest, self.end) = (0, nearest, None);
        self.settled += 1;
    }

    fn push(&mut self, distance: Weight, node: Node) {
        if distance <= self.at {
            self.same.push(node);
        } else {
            self.heap.push(Reverse((distance, node)));
        }
    }

    /// The next node to leave, if it is nearer than the end.
    pub(super) fn next(&mut self) -> Option<(Weight, Node)> {
        if self.at >= self.nearest {
            return None;
        }
        if let Some(node) = self.same.pop() {
            self.settled += 1;
            return Some((self.at, node));
        }
        while let Some(Reverse((distance, node))) = self.heap.pop() {
            if distance >= self.nearest {
                return None;
            }
            let shortest = match node {
                Node::Mentor(mentor) => self.mentors.distance[mentor as usize],
                Node::Mentee(mentee) => self.mentees.distance[mentee as usize],
            };
            // Else a shorter way was found since.
            if distance == shortest {
                self.settled += 1;
                self.at = distance;
                return Some((distance, node));
            }
        }
        None
    }
}
