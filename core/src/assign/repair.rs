//! Exact repair: shortest paths from whatever the auction left undone, at ε = 0.
//!
//! **Notation.** Potentials p_j and u_i. The *slack* of an unchosen edge is u_i + p_j − w ≥ 0, of a chosen one
//! w − u_i − p_j ≥ 0.
//!
//! **Invariant.** All slacks are non-negative, u, p ≥ 0. What may be missing for an optimum (complementary slackness) is
//! only that a mentee with u_i > 0 has all they want, and a mentor with p_j > 0 no free seat.
//!
//! **Forward**, for a mentee with u_i > 0 and an open seat: Dijkstra over slacks, from the mentee over unchosen edges to
//! mentors, over chosen edges to the mentees they hold. It ends at the nearest of: the mentee's own outside option (u_i), a
//! free seat (d), the outside option of a mentee who would be displaced (d + u). **Reverse**, for a mentor with p_j > 0
//! and a free seat, is the mirror image: the own price, a mentee with an open seat, the price of a mentor who would be
//! robbed (d + p). Potentials of everything nearer than the end move by the difference, the path is flipped, and one
//! thing less is missing.
//!
//! **Complexity.** O(E log V) a search; every distance is at most the largest weight, and most searches see little.
//!
//! **References.** J. Edmonds, R. M. Karp, "Theoretical improvements in algorithmic efficiency for network flow problems",
//! J. ACM 19, 1972 (potentials). R. Jonker, A. Volgenant, "A shortest augmenting path algorithm for dense and sparse linear
//! assignment problems", Computing 38, 1987 (a matching to start from).
#![expect(clippy::indexing_slicing, reason = "mentees and mentors come from the graph")]

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::Ended;
use super::market::{Market, Occupant};
use super::pace::Pace;
use super::rows::Rows;
use super::share;
use crate::error::Error;

const FAR: i64 = i64::MAX;

/// One side of a search: distances, and the edge by which a node was reached.
struct Side {
    distance: Vec<i64>,
    edge: Vec<u32>,
    settled: Vec<bool>,
    touched: Vec<u32>,
}

impl Side {
    fn new(nodes: u32) -> Self {
        let n = nodes as usize;
        Side { distance: vec![FAR; n], edge: vec![0; n], settled: vec![false; n], touched: Vec::new() }
    }

    fn reset(&mut self) {
        for node in self.touched.drain(..) {
            self.distance[node as usize] = FAR;
            self.settled[node as usize] = false;
        }
    }

    /// Notes a way to a node, and tells whether it is the shortest so far.
    fn reach(&mut self, node: u32, distance: i64, edge: u32) -> bool {
        let known = self.distance[node as usize];
        if distance >= known {
            return false;
        }
        if known == FAR {
            self.touched.push(node);
        }
        self.distance[node as usize] = distance;
        self.edge[node as usize] = edge;
        true
    }

    /// Nodes nearer than `end`, and how much nearer.
    fn nearer(&self, end: i64) -> impl Iterator<Item = (usize, i64)> {
        let touched = self.touched.iter().map(|&node| node as usize);
        touched.filter(move |&node| self.distance[node] < end).map(move |node| (node, end - self.distance[node]))
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Node {
    Mentor(u32),
    Mentee(u32),
}

/// Where the shortest path ends.
#[derive(Clone, Copy)]
enum End {
    /// At the outside option, or the price, of the node where it started.
    Start,
    /// At a mentor: a free seat, or one that is robbed and stays empty.
    Mentor(u32),
    /// At a mentee: an open seat, or one that is displaced and stays out.
    Mentee(u32),
}

/// The most that an edge they do not have is worth to each mentee, at least 0.
pub(super) fn best_refused<R: Rows>(market: &Market<'_, R>) -> Vec<i64> {
    let mut refused = vec![0; market.mentees() as usize];
    share::pieces(&mut refused, 0, 1 << 12, &|first, piece| {
        for (mentee, refused) in (first as u32..).zip(piece) {
            *refused = market.best_untaken(mentee);
        }
    });
    refused
}

pub(super) struct Repair {
    /// u_i.
    pub(super) profit: Vec<i64>,
    mentors: Side,
    mentees: Side,
    heap: BinaryHeap<Reverse<(i64, Node)>>,
    nearest: i64,
    end: End,
}

impl Repair {
    /// Drops the chosen edges that are worse than an unchosen one, and finds everybody's u for the prices as they are.
    pub(super) fn new<R: Rows>(market: &mut Market<'_, R>) -> Self {
        let refused = best_refused(market);
        market.retain(|mentee, value| value - refused[mentee as usize]);
        let mut profit = refused;
        share::pieces(&mut profit, 0, 1 << 12, &|first, piece| {
            for (mentee, profit) in (first as u32..).zip(piece) {
                *profit = match market.worst_held(mentee) {
                    Some((value, _)) if !market.is_open(mentee) => value,
                    // What was let go has become an edge like any other.
                    _ => market.best_untaken(mentee),
                };
            }
        });
        Self::with(market, profit)
    }

    /// Takes the state as it is, with everybody's u what they refuse.
    pub(super) fn relaxed<R: Rows>(market: &Market<'_, R>) -> Self {
        let refused = best_refused(market);
        Self::with(market, refused)
    }

    fn with<R: Rows>(market: &Market<'_, R>, profit: Vec<i64>) -> Self {
        Repair {
            profit,
            mentors: Side::new(market.mentors()),
            mentees: Side::new(market.mentees()),
            heap: BinaryHeap::new(),
            nearest: 0,
            end: End::Start,
        }
    }

    /// Searches until nothing is missing, or the pace says to stop.
    pub(super) fn run<R: Rows>(&mut self, market: &mut Market<'_, R>, pace: &mut Pace<'_>) -> Result<Ended, Error> {
        for mentee in 0..market.mentees() {
            while market.is_open(mentee) && self.profit[mentee as usize] > 0 {
                let Some(reason) = pace.steps(self.forward(market, mentee))? else { continue };
                return Ok(reason);
            }
        }
        for mentor in 0..market.mentors() {
            while market.is_free(mentor) && market.price[mentor as usize] > 0 {
                market.make_columns();
                let Some(reason) = pace.steps(self.reverse(market, mentor))? else { continue };
                return Ok(reason);
            }
        }
        Ok(Ended::Done)
    }

    fn forward<R: Rows>(&mut self, market: &mut Market<'_, R>, start: u32) -> u64 {
        self.begin(self.profit[start as usize]);
        self.mentees.reach(start, 0, 0);
        self.leave_mentee(market, start, 0, true);
        while let Some((distance, node)) = self.next() {
            match node {
                Node::Mentee(mentee) => self.leave_mentee(market, mentee, distance, false),
                Node::Mentor(mentor) => {
                    for &Occupant { mentee, position, .. } in market.occupants(mentor) {
                        let slack = (market.value(position) - self.profit[mentee as usize]).max(0);
                        let reached = distance + slack;
                        if reached < self.nearest && self.mentees.reach(mentee, reached, position) {
                            if slack == 0 {
                                self.leave_mentee(market, mentee, reached, false);
                            } else {
                                self.heap.push(Reverse((reached, Node::Mentee(mentee))));
                            }
                        }
                    }
                }
            }
        }
        for (mentee, nearer) in self.mentees.nearer(self.nearest) {
            self.profit[mentee] -= nearer;
        }
        for (mentor, nearer) in self.mentors.nearer(self.nearest) {
            market.price[mentor] += nearer;
        }
        self.augment(market, Node::Mentee(start));
        self.effort()
    }

    fn reverse<R: Rows>(&mut self, market: &mut Market<'_, R>, start: u32) -> u64 {
        self.begin(market.price[start as usize]);
        self.mentors.reach(start, 0, 0);
        self.leave_mentor(market, start, 0, true);
        while let Some((distance, node)) = self.next() {
            match node {
                Node::Mentor(mentor) => self.leave_mentor(market, mentor, distance, false),
                Node::Mentee(mentee) => {
                    for &position in market.held(mentee) {
                        let (mentor, _) = market.rows.edge(position);
                        let slack = (market.value(position) - self.profit[mentee as usize]).max(0);
                        let reached = distance + slack;
                        if reached < self.nearest && self.mentors.reach(mentor, reached, position) {
                            if slack == 0 {
                                self.leave_mentor(market, mentor, reached, false);
                            } else {
                                self.heap.push(Reverse((reached, Node::Mentor(mentor))));
                            }
                        }
                    }
                }
            }
        }
        for (mentor, nearer) in self.mentors.nearer(self.nearest) {
            market.price[mentor] -= nearer;
        }
        for (mentee, nearer) in self.mentees.nearer(self.nearest) {
            self.profit[mentee] += nearer;
        }
        self.augment(market, Node::Mentor(start));
        self.effort()
    }

    /// Settles a mentee in a forward search: their outside option, and the mentors of their unchosen edges.
    fn leave_mentee<R: Rows>(&mut self, market: &Market<'_, R>, mentee: u32, distance: i64, start: bool) {
        self.mentees.settled[mentee as usize] = true;
        let profit = distance + self.profit[mentee as usize];
        if !start && profit < self.nearest {
            (self.nearest, self.end) = (profit, End::Mentee(mentee));
        }
        for (position, mentor, weight) in market.rows.row(mentee) {
            let reached = profit + market.price[mentor as usize] - weight.into();
            if reached < self.nearest
                && !market.is_taken(mentee, position)
                && self.mentors.reach(mentor, reached, position)
            {
                if market.is_free(mentor) {
                    (self.nearest, self.end) = (reached, End::Mentor(mentor));
                } else {
                    self.heap.push(Reverse((reached, Node::Mentor(mentor))));
                }
            }
        }
    }

    /// Settles a mentor in a reverse search: their price, and the mentees of their unchosen edges.
    fn leave_mentor<R: Rows>(&mut self, market: &Market<'_, R>, mentor: u32, distance: i64, start: bool) {
        self.mentors.settled[mentor as usize] = true;
        let price = distance + market.price[mentor as usize];
        if !start && price < self.nearest {
            (self.nearest, self.end) = (price, End::Mentor(mentor));
        }
        for (mentee, weight) in market.column(mentor) {
            let reached = price + self.profit[mentee as usize] - weight;
            if reached < self.nearest.min(self.mentees.distance[mentee as usize])
                && let Some(position) = market.find_untaken(mentee, mentor, weight)
                && self.mentees.reach(mentee, reached, position)
            {
                if market.is_open(mentee) {
                    (self.nearest, self.end) = (reached, End::Mentee(mentee));
                } else {
                    self.heap.push(Reverse((reached, Node::Mentee(mentee))));
                }
            }
        }
    }

    fn begin(&mut self, nearest: i64) {
        self.mentors.reset();
        self.mentees.reset();
        self.heap.clear();
        (self.nearest, self.end) = (nearest, End::Start);
    }

    /// The next node to settle, if it is nearer than the end.
    fn next(&mut self) -> Option<(i64, Node)> {
        while let Some(Reverse((distance, node))) = self.heap.pop() {
            if distance >= self.nearest {
                return None;
            }
            let (side, at) = match node {
                Node::Mentor(mentor) => (&mut self.mentors, mentor as usize),
                Node::Mentee(mentee) => (&mut self.mentees, mentee as usize),
            };
            if !side.settled[at] {
                side.settled[at] = true;
                return Some((distance, node));
            }
        }
        None
    }

    /// Flips the path from the end back to the start: chosen edges are left, unchosen ones are taken.
    fn augment<R: Rows>(&self, market: &mut Market<'_, R>, start: Node) {
        let mut at = match self.end {
            End::Start => return,
            End::Mentor(mentor) => Node::Mentor(mentor),
            End::Mentee(mentee) => Node::Mentee(mentee),
        };
        let mut take = Vec::new();
        while at != start {
            let (position, mentee_side) = match at {
                Node::Mentor(mentor) => (self.mentors.edge[mentor as usize], false),
                Node::Mentee(mentee) => (self.mentees.edge[mentee as usize], true),
            };
            let (mentor, weight) = market.rows.edge(position);
            let mentee = market.rows.graph().mentee(position);
            if market.is_taken(mentee, position) {
                market.unseat(mentee, position);
            } else {
                take.push((mentor, weight.into(), mentee, position));
            }
            at = if mentee_side { Node::Mentor(mentor) } else { Node::Mentee(mentee) };
        }
        for (mentor, weight, mentee, position) in take {
            market.seat(mentor, weight, Occupant { level: 0, mentee, position });
        }
    }

    /// How much work the last search was, in units of a bid.
    fn effort(&self) -> u64 {
        1 + (self.mentors.touched.len() + self.mentees.touched.len()) as u64 / 4
    }
}
