//! Shortest paths over mentees, mentors and taken slots: what makes a choice with slots optimal.
//!
//! **Notation.** A slot of mentor j costs p_j, a taken one p_j + q. The *slack* of a mentee i at a slot is u_i + price − w ≥ 0,
//! and at their own seat 0. All free slots of a mentor cost the same, so they are one node, the mentor; only taken slots, at most
//! as many as there are seats, are nodes of their own. Which free slots a mentee could take is one AND of two rows of bits.
//!
//! **Forward**, for a mentee who has u_i > 0 and no seat: over free slots to mentors, over taken ones to seats; from a full mentor
//! to each of their seats, which has to be given up for another slot of theirs, at the slack q; from a seat to who has it. It
//! ends at a spare seat, or where somebody would as soon stay out. **Reverse**, for a mentor with p_j > 0 and a spare seat, is the
//! mirror image. Potentials nearer than the end move by the difference, and the path is walked.
//!
//! A free slot never has q > 0: a seat is given up only along a path that is tight, where q is 0.
//!
//! **Complexity.** O(E · slots / 64 + E · seats of a mentor) a search at worst; most see little. At most one search for each mentee
//! and each seat that is missing.
#![expect(clippy::indexing_slicing, reason = "nodes come from the board")]

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::board::{Board, NONE, Step};

const FAR: i64 = i64::MAX;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Node {
    Mentor(u32),
    Seat(u32),
    Mentee(u32),
}

/// Of one kind of node: distances, and from where.
struct Side {
    distance: Vec<i64>,
    /// An edge, and a seat.
    from: Vec<(u32, u32)>,
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

    fn reach(&mut self, node: u32, distance: i64, from: (u32, u32)) -> bool {
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
    mentors: Side,
    seats: Side,
    mentees: Side,
    heap: BinaryHeap<Reverse<(i64, Node)>>,
    nearest: i64,
    end: Option<Node>,
    /// Mentee and position of every edge that weighs something, by mentor; made when first needed.
    columns: Option<(Vec<u32>, Vec<(u32, u32)>)>,
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

    fn begin(&mut self, nearest: i64) {
        self.mentors.reset();
        self.seats.reset();
        self.mentees.reset();
        self.heap.clear();
        (self.nearest, self.end) = (nearest, None);
    }

    fn next(&mut self) -> Option<(i64, Node)> {
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

    fn effort(&self) -> u64 {
        1 + (self.mentors.touched.len() + self.seats.touched.len() + self.mentees.touched.len()) as u64
    }

    fn push(&mut self, distance: i64, node: Node) {
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
    fn shift(&self, board: &mut Board<'_>, sign: i64) {
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

    /// Finds somebody for a spare seat with a price, or lowers the price to 0. Returns the effort.
    pub(super) fn reverse(&mut self, board: &mut Board<'_>, start: u32) -> u64 {
        let (starts, column) = self.columns.take().unwrap_or_else(|| columns(board));
        let of = |mentor: u32| &column[starts[mentor as usize] as usize..starts[mentor as usize + 1] as usize];
        self.begin(board.price[start as usize]);
        self.mentors.reach(start, 0, (NONE, NONE));
        self.push(0, Node::Mentor(start));
        let mut effort = 0;
        while let Some((distance, node)) = self.next() {
            match node {
                Node::Mentor(mentor) => {
                    let price = distance + board.price[mentor as usize];
                    if mentor != start && price < self.nearest {
                        (self.nearest, self.end) = (price, Some(Node::Mentor(mentor)));
                    }
                    effort += of(mentor).len() as u64 / 8;
                    for &edge in of(mentor) {
                        self.come(board, edge, price, None, mentor);
                    }
                }
                Node::Seat(seat) => {
                    let mentor = board.mentor_of(seat);
                    let extra = board.seat(seat).extra;
                    let vacated = distance + extra;
                    if vacated < self.nearest && self.mentors.reach(mentor, vacated, (NONE, seat)) {
                        self.push(vacated, Node::Mentor(mentor));
                    }
                    effort += of(mentor).len() as u64 / 8;
                    for &edge in of(mentor) {
                        self.come(board, edge, distance + extra + board.price[mentor as usize], Some(seat), mentor);
                    }
                }
                Node::Mentee(mentee) => {
                    let seat = board.place[mentee as usize];
                    let reached = distance + board.own_slack(mentee);
                    if reached < self.nearest && self.seats.reach(seat, reached, (NONE, NONE)) {
                        self.push(reached, Node::Seat(seat));
                    }
                }
            }
        }
        self.columns = Some((starts, column));
        self.shift(board, -1);
        if let Some(end) = self.end {
            let steps = self.reverse_steps(board, end);
            board.walk(&steps);
        }
        self.effort() + effort
    }

    /// Whether a mentee would come to a free slot of a mentor, or to a seat.
    fn come(&mut self, board: &Board<'_>, (mentee, position): (u32, u32), price: i64, seat: Option<u32>, mentor: u32) {
        let reached = price + board.profit[mentee as usize] - board.graph.weight(position);
        if reached >= self.nearest.min(self.mentees.distance[mentee as usize]) {
            return;
        }
        let fits = match seat {
            None => board.has_opening(mentee, mentor),
            Some(seat) => board.place[mentee as usize] != seat && board.could_sit(mentee, seat),
        };
        if fits && self.mentees.reach(mentee, reached, (position, seat.unwrap_or(NONE))) {
            if board.place[mentee as usize] == NONE {
                (self.nearest, self.end) = (reached, Some(Node::Mentee(mentee)));
            } else {
                self.push(reached, Node::Mentee(mentee));
            }
        }
    }

    fn reverse_steps(&self, board: &Board<'_>, end: Node) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut at = end;
        loop {
            at = match at {
                Node::Mentee(mentee) => {
                    let (position, seat) = self.mentees.from[mentee as usize];
                    let mentor = board.graph.mentor(position);
                    if seat == NONE {
                        let Some(slot) = board.opening(mentee, mentor) else { return steps };
                        steps.push(Step::Take { mentee, position, slot });
                        Node::Mentor(mentor)
                    } else {
                        steps.push(Step::Replace { seat, mentee, position });
                        Node::Mentee(board.seat(seat).mentee)
                    }
                }
                Node::Mentor(mentor) => match self.mentors.from[mentor as usize].1 {
                    NONE => return steps,
                    seat => {
                        steps.push(Step::Vacate { seat });
                        Node::Mentee(board.seat(seat).mentee)
                    }
                },
                Node::Seat(seat) => Node::Mentee(board.seat(seat).mentee),
            };
        }
    }
}

/// The edges that weigh something, by mentor.
fn columns(board: &Board<'_>) -> (Vec<u32>, Vec<(u32, u32)>) {
    let graph = board.graph;
    let mut starts = vec![0_u32; graph.mentors() + 1];
    let all = || {
        let rows = (0..graph.mentees() as u32).flat_map(|i| graph.edges_of(i).map(move |edge| (i, edge)));
        rows.filter(|(_, edge)| edge.2 > 0)
    };
    for (_, (_, mentor, _)) in all() {
        starts[mentor as usize + 1] += 1;
    }
    for at in 1..starts.len() {
        starts[at] += starts[at - 1];
    }
    let mut next = starts.clone();
    let mut column = vec![(0, 0); starts.last().map_or(0, |&end| end as usize)];
    for (mentee, (position, mentor, _)) in all() {
        column[next[mentor as usize] as usize] = (mentee, position);
        next[mentor as usize] += 1;
    }
    (starts, column)
}
