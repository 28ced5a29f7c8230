//! Shortest paths over slacks: who has to move so that nothing is missing somewhere any more.
//!
//! As in [`assign`](crate::assign) (`repair.rs`): forward from a mentee, over unchosen pairs to mentors and over chosen ones to
//! mentees, to the nearest of a free seat, the outside option of somebody displaced, and the own one; reverse is the mirror
//! image. A search changes nothing but its own notes; `moves.rs` applies them. It may start at all these ends at once, too: `outside.rs`
//! says where that is, and `outward.rs` what for.
//!
//! What bounds a search is `nearest`, the length of the shortest way found so far. Nodes at the same distance as the one
//! before need no heap. A mentor's pairs are looked at in the order of their ranks, and only as far as any can be nearer:
//! a reference is at most `drift` away from the profit it stands for.
#![expect(clippy::indexing_slicing, reason = "mentees and mentors are those of the market")]

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::Weight;
use super::market::Market;
use super::outside::Outside;
use super::reached::{FAR, Reached, SOURCE};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Node {
    Mentor(u32),
    Mentee(u32),
}

/// From where nodes are reached.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Way {
    /// From whoever wants a seat.
    #[default]
    Forward,
    /// From whoever has one.
    Reverse,
}

impl Way {
    pub(super) fn back(self) -> Way {
        match self {
            Way::Forward => Way::Reverse,
            Way::Reverse => Way::Forward,
        }
    }
}

#[derive(Debug, Clone, Default)]
pub(super) struct Search {
    pub(super) mentors: Reached,
    pub(super) mentees: Reached,
    way: Way,
    /// Where it still has to start, if that is outside.
    outside: Option<Outside>,
    heap: BinaryHeap<Reverse<(Weight, Node)>>,
    /// Nodes as near as the one that is settled last.
    same: Vec<Node>,
    /// How near that one is.
    at: Weight,
    pub(super) nearest: Weight,
    /// Where the shortest path ends; nowhere, if there is none as short as was asked for.
    pub(super) end: Option<Node>,
    /// Nodes left, in all searches.
    pub(super) settled: u64,
}

impl Search {
    /// From an open seat of a mentee or a free one of a mentor, for a path shorter than `nearest`.
    pub(super) fn run(&mut self, market: &Market, start: Node, nearest: Weight) {
        self.begin(market, start, nearest);
        while self.step(market) {}
    }

    /// Begins the same.
    pub(super) fn begin(&mut self, market: &Market, start: Node, nearest: Weight) {
        self.way = if matches!(start, Node::Mentee(_)) { Way::Forward } else { Way::Reverse };
        self.outside = None;
        self.reset(market, nearest);
        self.reach(start, 0, SOURCE);
        self.leave(market, start, 0);
    }

    /// Begins outside, for a path shorter than `nearest` to a seat that is undone.
    pub(super) fn begin_outside(&mut self, market: &Market, way: Way, nearest: Weight) {
        self.way = way;
        self.outside = Some(Outside::new(way));
        self.reset(market, nearest);
    }

    fn reset(&mut self, market: &Market, nearest: Weight) {
        self.mentors.reset(market.mentors.len());
        self.mentees.reset(market.mentees.len());
        self.heap.clear();
        self.same.clear();
        (self.at, self.nearest, self.end) = (0, nearest, None);
        self.settled += 1;
    }

    /// Settles a node and leaves it; whether there was one.
    pub(super) fn step(&mut self, market: &Market) -> bool {
        let next = self.next(market);
        if let Some((distance, node)) = next {
            self.leave(market, node, distance);
        }
        next.is_some()
    }

    pub(super) fn leave(&mut self, market: &Market, node: Node, distance: Weight) {
        match (self.way, node) {
            (Way::Forward, Node::Mentee(mentee)) => self.forward_from_mentee(market, mentee, distance),
            (Way::Forward, Node::Mentor(mentor)) => self.forward_from_mentor(market, mentor, distance),
            (Way::Reverse, Node::Mentor(mentor)) => self.reverse_from_mentor(market, mentor, distance),
            (Way::Reverse, Node::Mentee(mentee)) => self.reverse_from_mentee(market, mentee, distance),
        }
    }

    /// Which way it goes.
    pub(super) fn way(&self) -> Way {
        self.way
    }

    /// Ways of this length or more are of no use any more.
    pub(super) fn bound(&mut self, length: Weight) {
        if length < self.nearest {
            (self.nearest, self.end) = (length, None);
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
    pub(super) fn waiting(&self) -> u64 {
        (self.heap.len() + self.same.len()) as u64
    }

    /// From a node back to the start.
    pub(super) fn path(&self, node: Node) -> impl Iterator<Item = Node> {
        std::iter::successors(Some(node), |node| match *node {
            Node::Mentor(mentor) => self.mentors.before(mentor).map(Node::Mentee),
            Node::Mentee(mentee) => self.mentees.before(mentee).map(Node::Mentor),
        })
    }

    fn reach(&mut self, node: Node, distance: Weight, from: u32) -> bool {
        match node {
            Node::Mentor(mentor) => self.mentors.reach(mentor, distance, from),
            Node::Mentee(mentee) => self.mentees.reach(mentee, distance, from),
        }
    }

    /// Whether a way may end here: at a seat that can be had. From outside, only at one that is undone.
    fn ends_at(&self, market: &Market, node: Node) -> bool {
        let outside = self.outside.is_some();
        match node {
            Node::Mentor(mentor) => market.mentors[mentor as usize].is_free() && !(outside && market.cost(mentor) <= 0),
            Node::Mentee(mentee) => market.mentees[mentee as usize].is_open() && !(outside && market.gain(mentee) <= 0),
        }
    }

    /// A node is reached from somebody: an end, or to be settled.
    fn arrive(&mut self, market: &Market, node: Node, distance: Weight) {
        if self.ends_at(market, node) {
            (self.nearest, self.end) = (distance, Some(node));
        } else {
            self.push(distance, node);
        }
    }

    /// Pairs that the mentee does not have.
    fn forward_from_mentee(&mut self, market: &Market, mentee: u32, distance: Weight) {
        let row = &market.mentees[mentee as usize];
        let profit = distance + market.profit.of(mentee);
        for (mentor, weight) in row.row() {
            let reached = profit + market.price.of(mentor) - weight;
            if reached < self.nearest
                && reached < self.mentors.distance(mentor)
                && !row.holds(mentor)
                && self.mentors.reach(mentor, reached, mentee)
            {
                self.arrive(market, Node::Mentor(mentor), reached);
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
                let out = reached + market.gain(mentee);
                if out < self.nearest && self.outside.is_none() {
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
                self.arrive(market, Node::Mentee(mentee), reached);
            }
        }
    }

    /// Whom the mentee has, and could be taken from.
    fn reverse_from_mentee(&mut self, market: &Market, mentee: u32, distance: Weight) {
        let kept = distance - market.profit.of(mentee);
        for &(mentor, weight) in &market.mentees[mentee as usize].held {
            let reached = kept + weight - market.price.of(mentor);
            if reached < self.nearest && self.mentors.reach(mentor, reached, mentee) {
                let out = reached + market.cost(mentor);
                if out < self.nearest && self.outside.is_none() {
                    (self.nearest, self.end) = (out, Some(Node::Mentor(mentor)));
                }
                self.push(reached, Node::Mentor(mentor));
            }
        }
    }

    fn push(&mut self, distance: Weight, node: Node) {
        if distance <= self.at {
            self.same.push(node);
        } else {
            self.heap.push(Reverse((distance, node)));
        }
    }

    /// The next node to leave, if it is nearer than the end.
    pub(super) fn next(&mut self, market: &Market) -> Option<(Weight, Node)> {
        while self.at < self.nearest {
            let from_outside = self.outside.as_mut().and_then(|outside| outside.peek(market));
            let inside =
                if self.same.is_empty() { self.heap.peek().map_or(FAR, |Reverse(top)| top.0) } else { self.at };
            if let (Some((distance, node)), Some(outside)) = (from_outside, &mut self.outside)
                && distance <= inside
            {
                outside.pass(market);
                if distance >= self.nearest {
                    return None;
                }
                if self.reach(node, distance, SOURCE) {
                    self.at = distance;
                    if self.ends_at(market, node) {
                        (self.nearest, self.end) = (distance, Some(node));
                        return None;
                    }
                    self.settled += 1;
                    return Some((distance, node));
                }
            } else if let Some(node) = self.same.pop() {
                self.settled += 1;
                return Some((self.at, node));
            } else {
                let Reverse((distance, node)) = self.heap.pop()?;
                if distance >= self.nearest {
                    return None;
                }
                // Else a shorter way was found since.
                if self.distance(node) == Some(distance) {
                    self.settled += 1;
                    self.at = distance;
                    return Some((distance, node));
                }
            }
        }
        None
    }
}
