//! From nearly right to exactly right, by shortest alternating paths.
//!
//! Edges that violate complementary slackness for the prices at hand are given up. Then, for each seat that a mentee lacks
//! (u > 0), the shortest path that gives it one: over open edges (length u − v ≥ 0) to mentors, over chosen edges
//! (v − u ≥ 0) to the mentees they would displace. It ends where it is cheapest: at a mentor with a free seat, or at a
//! mentee who steps out (at a further u). All the same for each mentor with a free seat and a price, the other way round.
//! Nodes nearer than the end have their prices moved by the difference, which keeps all lengths ≥ 0. Every distance is at
//! most the greatest weight, so nothing overflows.
//!
//! O(seats · edges · log) at worst; after the auction few seats are left to repair and searches stay local.

#![expect(clippy::indexing_slicing, reason = "mentees, mentors and edges are the dense numbers of the graph itself")]

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::{State, Stop, pause};
use crate::control::Control;

const FAR: i64 = i64::MAX;
const NO_EDGE: u32 = u32::MAX;

/// Where a node stands in one search.
#[derive(Clone, Copy)]
struct Label {
    distance: i64,
    /// The edge over which it was reached.
    by: u32,
    /// The node at the other end of that edge.
    from: u32,
    settled: bool,
}

const UNSEEN: Label = Label { distance: FAR, by: NO_EDGE, from: 0, settled: false };

struct Search<'a, 'g> {
    state: &'a mut State<'g>,
    /// The price of a seat at each mentee's.
    u: Vec<i64>,
    /// Per mentor, the edges chosen there with their mentees.
    held: Vec<Vec<(u32, u32)>>,
    mentees: Vec<Label>,
    mentors: Vec<Label>,
    touched: Vec<Node>,
    queue: BinaryHeap<Reverse<(i64, Node)>>,
}

/// A node of the graph; mentors before mentees, so that equal distances settle in a fixed order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Node {
    Mentor(u32),
    Mentee(u32),
}

/// Makes the state optimal; returns the price of a seat at each mentee's.
pub(super) fn repair(state: &mut State<'_>, control: &Control) -> Result<Vec<i64>, Stop> {
    let u = keep_tight(state);
    let (mentees, mentors) = (state.graph.mentees(), state.graph.mentors());
    let mut held = vec![Vec::new(); mentors];
    for i in 0..mentees as u32 {
        for edge in state.row(i).filter(|&edge| state.chosen[edge]) {
            held[state.mentor(edge) as usize].push((edge as u32, i));
        }
    }
    let mut search = Search {
        state,
        u,
        held,
        mentees: vec![UNSEEN; mentees],
        mentors: vec![UNSEEN; mentors],
        touched: Vec::new(),
        queue: BinaryHeap::new(),
    };
    for i in 0..mentees as u32 {
        while search.u[i as usize] > 0 && search.state.mentee_free[i as usize] > 0 {
            pause(control)?;
            search.seat_mentee(i);
        }
    }
    for j in 0..mentors as u32 {
        while search.state.price[j as usize] > 0 && search.state.mentor_free[j as usize] > 0 {
            pause(control)?;
            search.fill_mentor(j);
        }
    }
    Ok(search.u)
}

/// Keeps the chosen edges that are worth at least every open one of their mentee, and sets u to the best open value.
fn keep_tight(state: &mut State<'_>) -> Vec<i64> {
    let mut u = Vec::with_capacity(state.graph.mentees());
    for i in 0..state.graph.mentees() as u32 {
        let open = state.row(i).filter(|&edge| !state.chosen[edge]).map(|edge| state.value(edge)).max();
        let best = open.unwrap_or(0).max(0);
        for edge in state.row(i) {
            if state.chosen[edge] && state.value(edge) < best {
                state.drop(i, edge);
            }
        }
        u.push(best);
    }
    u
}

impl Search<'_, '_> {
    /// Gives mentee i a seat, or finds that it does best without.
    fn seat_mentee(&mut self, start: u32) {
        self.reach(Node::Mentee(start), 0, NO_EDGE, 0);
        // The cheapest end so far: where, at what distance.
        let mut end = (self.u[start as usize], Node::Mentee(start));
        while let Some(Reverse((distance, node))) = self.queue.pop() {
            if distance >= end.0 {
                break;
            }
            match node {
                Node::Mentee(i) if !self.mentees[i as usize].settled => {
                    self.mentees[i as usize].settled = true;
                    if distance + self.u[i as usize] < end.0 {
                        end = (distance + self.u[i as usize], node);
                    }
                    for edge in self.state.row(i) {
                        if !self.state.chosen[edge] {
                            let length = self.u[i as usize] - self.state.value(edge);
                            if distance + length < end.0 {
                                self.reach(Node::Mentor(self.state.mentor(edge)), distance + length, edge as u32, i);
                            }
                        }
                    }
                }
                Node::Mentor(j) if !self.mentors[j as usize].settled => {
                    self.mentors[j as usize].settled = true;
                    if self.state.mentor_free[j as usize] > 0 {
                        end = (distance, node);
                        break;
                    }
                    for k in 0..self.held[j as usize].len() {
                        let (edge, i) = self.held[j as usize][k];
                        let length = self.state.value(edge as usize) - self.u[i as usize];
                        if distance + length < end.0 {
                            self.reach(Node::Mentee(i), distance + length, edge, j);
                        }
                    }
                }
                _ => {}
            }
        }
        self.move_prices(end.0, 1);
        self.flip(end.1);
        self.clear();
    }

    /// Fills a seat of mentor j, or lowers its price to 0.
    fn fill_mentor(&mut self, start: u32) {
        self.reach(Node::Mentor(start), 0, NO_EDGE, 0);
        let mut end = (self.state.price[start as usize], Node::Mentor(start));
        while let Some(Reverse((distance, node))) = self.queue.pop() {
            if distance >= end.0 {
                break;
            }
            match node {
                Node::Mentor(j) if !self.mentors[j as usize].settled => {
                    self.mentors[j as usize].settled = true;
                    if distance + self.state.price[j as usize] < end.0 {
                        end = (distance + self.state.price[j as usize], node);
                    }
                    for at in self.state.column(j) {
                        let (edge, i) = (self.state.graph.column_edge[at], self.state.graph.column_mentee[at]);
                        if !self.state.chosen[edge as usize] {
                            let length = self.u[i as usize] - self.state.value(edge as usize);
                            if distance + length < end.0 {
                                self.reach(Node::Mentee(i), distance + length, edge, j);
                            }
                        }
                    }
                }
                Node::Mentee(i) if !self.mentees[i as usize].settled => {
                    self.mentees[i as usize].settled = true;
                    if self.state.mentee_free[i as usize] > 0 {
                        end = (distance, node);
                        break;
                    }
                    for edge in self.state.row(i) {
                        if self.state.chosen[edge] {
                            let length = self.state.value(edge) - self.u[i as usize];
                            if distance + length < end.0 {
                                self.reach(Node::Mentor(self.state.mentor(edge)), distance + length, edge as u32, i);
                            }
                        }
                    }
                }
                _ => {}
            }
        }
        self.move_prices(end.0, -1);
        self.flip(end.1);
        self.clear();
    }

    fn reach(&mut self, node: Node, distance: i64, by: u32, from: u32) {
        let label = match node {
            Node::Mentee(i) => &mut self.mentees[i as usize],
            Node::Mentor(j) => &mut self.mentors[j as usize],
        };
        if distance < label.distance {
            if label.distance == FAR {
                self.touched.push(node);
            }
            *label = Label { distance, by, from, settled: false };
            self.queue.push(Reverse((distance, node)));
        }
    }

    /// Moves the prices of everything nearer than the end: mentors' up and mentees' down, or (`sign` −1) the reverse.
    fn move_prices(&mut self, end: i64, sign: i64) {
        for &node in &self.touched {
            match node {
                Node::Mentee(i) => self.u[i as usize] -= sign * (end - self.mentees[i as usize].distance).max(0),
                Node::Mentor(j) => self.state.price[j as usize] += sign * (end - self.mentors[j as usize].distance).max(0),
            }
        }
    }

    /// Turns the path to `node` over: open edges on it are chosen, chosen ones given up.
    fn flip(&mut self, mut node: Node) {
        loop {
            let label = match node {
                Node::Mentee(i) => self.mentees[i as usize],
                Node::Mentor(j) => self.mentors[j as usize],
            };
            if label.by == NO_EDGE {
                return;
            }
            let (i, j, before) = match node {
                Node::Mentee(i) => (i, label.from, Node::Mentor(label.from)),
                Node::Mentor(j) => (label.from, j, Node::Mentee(label.from)),
            };


            let edge = label.by as usize;
            self.state.chosen[edge] = !self.state.chosen[edge];
            let held = &mut self.held[j as usize];
            if self.state.chosen[edge] {
                held.push((label.by, i));
                self.state.mentee_free[i as usize] = self.state.mentee_free[i as usize].wrapping_sub(1);
                self.state.mentor_free[j as usize] = self.state.mentor_free[j as usize].wrapping_sub(1);
            } else {
                held.retain(|&(other, _)| other != label.by);
                self.state.mentee_free[i as usize] = self.state.mentee_free[i as usize].wrapping_add(1);
                self.state.mentor_free[j as usize] = self.state.mentor_free[j as usize].wrapping_add(1);
            }
            node = before;
        }
    }

    fn clear(&mut self) {
        for node in self.touched.drain(..) {
            match node {
                Node::Mentee(i) => self.mentees[i as usize] = UNSEEN,
                Node::Mentor(j) => self.mentors[j as usize] = UNSEEN,
            }
        }
        self.queue.clear();
    }
}
