//! The forward–reverse auction: a fast way to prices and an assignment that are nearly right.
//!
//! **Forward.** A mentee with a free seat bids for the edge worth most to it (v1), up to the *level* at which it would be
//! ε worse off than with the next best (v2, at least 0, the value of staying out): w − v2 + ε. A mentor with a free seat
//! takes the bid at an unchanged price. A full one compares it with the lowest level among those it has: the lower of the
//! two goes, and the price rises to the level of the one that went.
//!
//! **Reverse.** A mentor with free seats and a price above 0 is too dear. It falls to the price at which the mentees who
//! would gain most by coming (β = w − u) just fill its seats, and takes them from where they are. Without this, forward
//! bids strand mentors at prices from which nothing brings them down.
//!
//! **Scaling.** ε starts at an eighth of the greatest weight and falls fivefold; between scales, edges that are no longer
//! within ε of the best are given up. All of it serves speed only.

#![expect(clippy::indexing_slicing, reason = "mentees, mentors and edges are the dense numbers of the graph itself")]

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::{Limits, State, Stop, pause};
use crate::control::Control;

/// How much ε falls from scale to scale.
const FALL: i64 = 5;
/// The last ε is the greatest weight divided by this.
const FINEST: i64 = 1_000_000;
/// Bids between two looks at the caller's control.
const PATIENCE: u64 = 4_096;

struct Auction<'a, 'g> {
    state: &'a mut State<'g>,
    epsilon: i64,
    /// Per mentor: those who hold a seat, the lowest level first.
    holders: Vec<BinaryHeap<Reverse<(i64, u32, u32)>>>,
    /// Mentees with a free seat who have not yet found that nothing is worth bidding for.
    bidders: Vec<u32>,
    /// Mentors with a free seat and a price.
    dear: Vec<u32>,
    bids: u64,
}

pub(super) fn auction(state: &mut State<'_>, greatest: i64, limits: Limits, control: &Control) -> Result<(), Stop> {
    let mentees = state.graph.mentees() as u64;
    let holders = vec![BinaryHeap::new(); state.graph.mentors()];
    let mut auction = Auction { state, epsilon: 0, holders, bidders: Vec::new(), dear: Vec::new(), bids: 0 };
    let finest = (greatest / FINEST).max(1);
    let mut epsilon = (greatest / 8).max(finest);
    loop {
        auction.epsilon = epsilon;
        auction.begin_scale();
        auction.bids = 0;
        // A scale that does not settle is a price war, as among many for one seat; the repair decides it exactly.
        if !auction.settle(limits.bids_per_mentee.saturating_mul(mentees), control)? || epsilon == finest {
            return Ok(());
        }
        epsilon = (epsilon / FALL).max(finest);
    }
}

impl Auction<'_, '_> {
    /// Gives up edges that are no longer nearly best, and sets the levels of the others anew.
    fn begin_scale(&mut self) {
        self.holders.iter_mut().for_each(BinaryHeap::clear);
        self.bidders.clear();
        for i in 0..self.state.graph.mentees() as u32 {
            let row = self.state.row(i);
            let best_open = row.clone().filter(|&edge| !self.state.chosen[edge]).map(|edge| self.state.value(edge)).max();
            let outside = best_open.unwrap_or(0).max(0);
            for edge in row {
                if !self.state.chosen[edge] {
                    continue;
                }
                if self.state.value(edge) < outside - self.epsilon {
                    self.state.drop(i, edge);
                } else {
                    let level = self.state.weight(edge) - outside + self.epsilon;
                    self.holders[self.state.mentor(edge) as usize].push(Reverse((level, edge as u32, i)));
                }
            }
            if self.state.mentee_free[i as usize] > 0 {
                self.bidders.push(i);
            }
        }
        // The last in line bids first: start with the first mentee.
        self.bidders.reverse();
    }

    /// Bids until nobody wants to, forward and in reverse; `false` if that takes too many bids.
    fn settle(&mut self, most: u64, control: &Control) -> Result<bool, Stop> {
        loop {
            while let Some(i) = self.bidders.pop() {
                if !self.bid(i, most, control)? {
                    return Ok(false);
                }
            }
            let too_dear = |j: &u32| self.state.mentor_free[*j as usize] > 0 && self.state.price[*j as usize] > 0;
            self.dear = (0..self.state.graph.mentors() as u32).filter(too_dear).collect();
            if self.dear.is_empty() {
                return Ok(true);
            }
            self.dear.reverse();
            while let Some(j) = self.dear.pop() {
                self.count(control)?;
                self.lower(j);
                if self.bids > most {
                    return Ok(false);
                }
            }
        }
    }

    fn count(&mut self, control: &Control) -> Result<(), Stop> {
        self.bids += 1;
        if self.bids.is_multiple_of(PATIENCE) { pause(control) } else { Ok(()) }
    }

    /// Bids for mentee i until its seats are taken or nothing is worth a bid.
    fn bid(&mut self, i: u32, most: u64, control: &Control) -> Result<bool, Stop> {
        while self.state.mentee_free[i as usize] > 0 {
            self.count(control)?;
            if self.bids > most {
                return Ok(false);
            }
            let (mut v1, mut v2, mut best) = (0, 0, usize::MAX);
            for edge in self.state.row(i) {
                let value = self.state.value(edge);
                if value > v2 && !self.state.chosen[edge] {
                    if value > v1 {
                        (v1, v2, best) = (value, v1, edge);
                    } else {
                        v2 = value;
                    }
                }
            }
            if best == usize::MAX {
                break;
            }
            let level = self.state.weight(best) - v2 + self.epsilon;
            let j = self.state.mentor(best) as usize;
            if self.state.mentor_free[j] == 0 {
                match self.holders[j].peek() {
                    Some(&Reverse((lowest, edge, holder))) if level > lowest => {
                        self.holders[j].pop();
                        self.state.drop(holder, edge as usize);
                        self.state.price[j] = self.state.price[j].max(lowest);
                        self.bidders.push(holder);
                    }
                    _ => {
                        self.state.price[j] = self.state.price[j].max(level);
                        continue;
                    }
                }
            }
            self.state.choose(i, best);
            self.holders[j].push(Reverse((level, best as u32, i)));
        }
        Ok(true)
    }

    /// Lowers the price of mentor j, which has free seats, and takes those who then gain most by coming.
    fn lower(&mut self, j: u32) {
        let free = self.state.mentor_free[j as usize] as usize;
        if free == 0 || self.state.price[j as usize] == 0 {
            return;
        }
        let mut gains: Vec<(i64, usize, u32, Option<usize>)> = Vec::new();
        for at in self.state.column(j) {
            let (edge, i) = (self.state.graph.column_edge[at] as usize, self.state.graph.column_mentee[at]);
            if self.state.chosen[edge] {
                continue;
            }
            let (u, weakest) = self.weakest(i);
            let gain = self.state.weight(edge) - u;
            if gain > 0 {
                gains.push((gain, edge, i, weakest));
            }
        }
        gains.sort_unstable_by_key(|&(gain, edge, ..)| (Reverse(gain), edge));
        let price = gains.get(free).map_or(0, |next| (next.0 - self.epsilon).max(0)).min(self.state.price[j as usize]);
        self.state.price[j as usize] = price;
        for (gain, edge, i, weakest) in gains.into_iter().take(free) {
            if gain <= price {
                break;
            }
            if let Some(left) = weakest {
                let robbed = self.state.mentor(left);
                self.state.drop(i, left);
                self.holders[robbed as usize].retain(|holder| holder.0.1 as usize != left);
                if self.state.price[robbed as usize] > 0 {
                    self.dear.push(robbed);
                }
            }
            self.state.choose(i, edge);
            self.holders[j as usize].push(Reverse((gain + self.epsilon, edge as u32, i)));
        }
    }

    /// What mentee i gives up by coming elsewhere: nothing, if it has a free seat, or else the least of what it has.
    fn weakest(&self, i: u32) -> (i64, Option<usize>) {
        if self.state.mentee_free[i as usize] > 0 {
            return (0, None);
        }
        let held = self.state.row(i).filter(|&edge| self.state.chosen[edge]);
        match held.min_by_key(|&edge| self.state.value(edge)) {
            Some(edge) => (self.state.value(edge).max(0), Some(edge)),
            None => (0, None),
        }
    }
}
