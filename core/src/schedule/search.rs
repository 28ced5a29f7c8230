//! Shortest paths over mentees, mentors and taken slots: what makes a choice with slots optimal.
//!
//! **Notation.** A slot of mentor j costs p_j, a taken one p_j + q. The *slack* of a mentee i at a slot is u_i + price − w ≥ 0,
//! and at their own seat 0. All free slots of a mentor cost the same, so they are one node, the mentor; only taken slots, at most
//! as many as there are seats, are nodes of their own. Which free slots a mentee could take is one AND of two rows of bits.
//!
//! **Forward**, for a mentee who has u_i > 0 and no seat: over free slots to mentors, over taken ones to seats; from a full mentor
//! to each of their seats, which has to be given up for another slot of theirs, at the slack q; from a seat to who has it. It
//! ends at a spare seat, or where somebody would as soon stay out. [Reverse](super::reverse), for a mentor with p_j > 0 and a spare
//! seat, is the mirror image. Potentials nearer than the end move by the difference, and the path is walked.
//!
//! A free slot never has q > 0: a seat is given up only along a path that is tight, where q is 0.
//!
//! **Complexity.** O(E · slots / 64 + E · seats of a mentor) a search at worst; most see little. At most one search for each mentee
//! and each seat that is missing.
#![expect(clippy::indexing_slicing, reason = "nodes come from the board")]

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::board::{Board, NONE, Step};
use super::reverse::Columns;

const FAR: i64 = i64::MAX;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Node {
    Mentor(u32),
    Seat(u32),
    Mentee(u32),
}

/// Of one kind of node: distances, and from where.
pub(super) struct Side {
    pub(super) distance: Vec<i64>,
    /// An edge, and a seat.
    pub(super) from: Vec<(u32, u32)>,
    touched: Vec<u32>,
}

impl Side {
    fn new(nodes: usize) -> Self {
        Side { distance: vec![FAR; nodes], from: vec![(NONE, NONE); nodes], touched: Vec::new() }
    }

    fn reset(&mut self) {
        for node in self.touched.drain(..) {
            self.distance[node as usize] = FAR;
        }
    }

    pub(super) fn reach(&mut self, node: u32, distance: i64, from: (u32, u32)) -> bool {
        let known = self.distance[node as usize];
        if distance >= known {
            return false;
        }
        if known == FAR {
            self.touched.push(node);
        }
        (self.distance[node as usize], self.from[node as usize]) = (distance, from);
        true
    }

    /// Nodes nearer than `end`, and how much nearer.
    fn nearer(&self, end: i64) -> impl Iterator<Item = (u32, i64)> {
        let nodes = self.touched.iter().map(move |&node| (node, end.saturating_sub(self.distance[node as usize])));
        nodes.filter(|&(_, nearer)| nearer > 0)
    }
}

pub(super) struct Search {
    pub(super) mentors: Side,
    pub(super) seats: Side,
    pub(super) mentees: Side,
    heap: BinaryHeap<Reverse<(i64, Node)>>,
    pub(super) nearest: i64,
    pub(super) end: Option<Node>,
    /// Edges by mentor; made when first needed.
    pub(super) columns: Option<Columns>,
}

impl Search {
    pub(super) fn new(board: &Board<'_>) -> Self {
        Search {
            mentors: Side::new(board.price.len()),
            seats: Side::new(board.all_seats()),
            mentees: Side::new(board.profit.len()),
            heap: BinaryHeap::new(),
            nearest: 0,
            end: None,
            columns: None,
        }
    }

    pub(super) fn begin(&mut self, nearest: i64) {
        self.mentors.reset();
        self.seats.reset();
        self.mentees.reset();
        self.heap.clear();
        (self.nearest, self.end) = (nearest, None);
    }

    pub(super) fn next(&mut self) -> Option<(i64, Node)> {
        while let Some(Reverse((distance, node))) = self.heap.pop() {
            if distance >= self.nearest {
                return None;
            }
            let known = match node {
                Node::Mentor(at) => self.mentors.distance[at as usize],
                Node::Seat(at) => self.seats.distance[at as usize],
                Node::Mentee(at) => self.mentees.distance[at as usize],
            };
            if known == distance {
                return Some((distance, node));
            }
        }
        None
    }

    pub(super) fn effort(&self) -> u64 {
        1 + (self.mentors.touched.len() + self.seats.touched.len() + self.mentees.touched.len()) as u64
    }

    pub(super) fn push(&mut self, distance: i64, node: Node) {
        self.heap.push(Reverse((distance, node)));
    }

    /// Finds a seat for a mentee, or that none is worth it. Returns the effort.
    pub(super) fn forward(&mut self, board: &mut Board<'_>, start: u32) -> u64 {
        self.begin(board.profit[start as usize]);
        self.mentees.reach(start, 0, (NONE, NONE));
        self.push(0, Node::Mentee(start));
        while let Some((distance, node)) = self.next() {
            match node {
                Node::Mentee(mentee) => self.leave_mentee(board, mentee, distance, mentee == start),
                Node::Mentor(mentor) => {
                    for seat in board.seats_of(mentor) {
                        let reached = distance + board.seat(seat).extra;
                        if reached < self.nearest && self.seats.reach(seat, reached, (NONE, NONE)) {
                            self.push(reached, Node::Seat(seat));
                        }
                    }
                }
                Node::Seat(seat) => {
                    let mentee = board.seat(seat).mentee;
                    let reached = distance + board.own_slack(mentee);
                    if reached < self.nearest && self.mentees.reach(mentee, reached, (NONE, seat)) {
                        self.push(reached, Node::Mentee(mentee));
                    }
                }
            }
        }
        self.shift(board, 1);
        if let Some(end) = self.end {
            let steps = self.forward_steps(board, end, start);
            board.walk(&steps);
        }
        self.effort()
    }

    fn leave_mentee(&mut self, board: &Board<'_>, mentee: u32, distance: i64, start: bool) {
        let profit = distance + board.profit[mentee as usize];
        if !start && profit < self.nearest {
            (self.nearest, self.end) = (profit, Some(Node::Mentee(mentee)));
        }
        for (position, mentor, weight) in board.graph.edges_of(mentee).filter(|edge| edge.2 > 0) {
            let reached = profit + board.price[mentor as usize] - weight;
            // Whoever comes to a mentor comes to all seats of theirs.
            if reached >= self.nearest.min(self.mentors.distance[mentor as usize]) {
                continue;
            }
            if board.has_opening(mentee, mentor) {
                self.mentors.reach(mentor, reached, (position, NONE));
                if board.is_spare(mentor) {
                    (self.nearest, self.end) = (reached, Some(Node::Mentor(mentor)));
                } else {
                    self.push(reached, Node::Mentor(mentor));
                }
                continue;
            }
            for seat in board.seats_of(mentor) {
                let reached = reached + board.seat(seat).extra;
                if reached < self.nearest
                    && seat != board.place[mentee as usize]
                    && board.could_sit(mentee, seat)
                    && self.seats.reach(seat, reached, (position, NONE))
                {
                    self.push(reached, Node::Seat(seat));
                }
            }
        }
    }

    /// Moves what is nearer than the end: prices up and profits down, or the other way if `sign` is −1.
    pub(super) fn shift(&self, board: &mut Board<'_>, sign: i64) {
        for (mentee, nearer) in self.mentees.nearer(self.nearest) {
            board.profit[mentee as usize] -= sign * nearer;
        }
        for (mentor, nearer) in self.mentors.nearer(self.nearest) {
            board.price[mentor as usize] += sign * nearer;
            for seat in board.seats_of(mentor) {
                board.seat_mut(seat).extra -= sign * nearer;
            }
        }
        for (seat, nearer) in self.seats.nearer(self.nearest) {
            board.seat_mut(seat).extra += sign * nearer;
        }
    }

    fn forward_steps(&self, board: &Board<'_>, end: Node, start: u32) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut at = end;
        loop {
            at = match at {
                Node::Mentee(mentee) if mentee == start => return steps,
                Node::Mentee(mentee) => Node::Seat(board.place[mentee as usize]),
                Node::Mentor(mentor) => {
                    let position = self.mentors.from[mentor as usize].0;
                    let mentee = board.graph.mentee(position);
                    let Some(slot) = board.opening(mentee, mentor) else { return steps };
                    steps.push(Step::Take { mentee, position, slot });
                    Node::Mentee(mentee)
                }
                Node::Seat(seat) => match self.seats.from[seat as usize].0 {
                    NONE => {
                        steps.push(Step::Vacate { seat });
                        Node::Mentor(board.mentor_of(seat))
                    }
                    position => {
                        let mentee = board.graph.mentee(position);
                        steps.push(Step::Replace { seat, mentee, position });
                        Node::Mentee(mentee)
                    }
                },
            };
        }
    }
}
