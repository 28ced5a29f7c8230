//! Forward bids: the auction that brings matching and prices close to the optimum, by ε-scaling.
//!
//! **Problem.** Choose edges, at most a_i a mentee and c_j a mentor, with the most weight Σ w.
//!
//! **Notation.** Prices p ≥ 0; the *value* of edge e = (i, j) to its mentee is w_e − p_j; the outside option has value 0.
//!
//! **Invariant** (ε-complementary slackness). A chosen edge's value is at least that of every other edge of its mentee,
//! and at least 0, less ε. A mentee with an open seat who has an unchosen edge of positive value is waiting to bid.
//!
//! **A bid.** The mentee's best unchosen edge has value v1, the second best, or the outside option, v2. They would pay up
//! to the *level* p_j + v1 − v2 + ε. A free seat is theirs at the present price. Otherwise the occupant of the lowest
//! level L leaves if L is lower, and the price becomes L; if not, the price becomes the bidder's own level, and they look
//! on. A mentee of several seats bids for one at a time. That keeps the invariant: of the edges that are better than the
//! second best at the time of some bid, never more are unchosen than the mentee has open seats; a bid takes one of
//! either, a displacement adds one to either, and rising prices only remove edges.
//!
//! **Scaling.** Each scale ends with [reverse bids](super::reverse), after which the matching is within (number of
//! chosen edges)·ε of the optimum. The next scale divides ε, and keeps the edges that satisfy the sharper condition.
//!
//! **Complexity.** Pseudo-polynomial in the worst case, hence the limit on bids; what is left then, the
//! [repair](super::repair) does in polynomial time. A mentee's best edges are cached with a bound on the rest: prices only
//! rise during forward bids, so the cache answers until its second best falls below that bound.
//!
//! **References.** D. P. Bertsekas, D. A. Castañón, "A forward/reverse auction algorithm for asymmetric assignment
//! problems", Computational Optimization and Applications 1, 1992. D. P. Bertsekas, D. A. Castañón, H. Tsaknakis, "Reverse
//! auction and the solution of inequality constrained assignment problems", SIAM J. Optimization 3, 1993.
#![expect(clippy::indexing_slicing, reason = "mentees and mentors come from the graph")]

use std::hint::black_box;

use super::Ended;
use super::market::{Market, Occupant};
use super::pace::Pace;
use super::rows::Rows;
use super::share;
use super::shortlist::{Best, Shortlist};
use crate::error::Error;

/// How many mentees bid against the same prices, at most. Each block wakes the other threads anew.
const BLOCK: usize = 4096;

/// How many mentees' data is asked for before it is used. Memory answers many questions at once nearly as fast as one, and
/// bids are mostly waiting for it.
const BATCH: usize = 32;

/// Fewer bids than this are not worth sharing out.
const GRAIN: usize = 128;

/// What a mentee bids, and their shortlist if it had to be made anew.
struct Bid<W> {
    best: Best,
    renewed: Option<Shortlist<W>>,
}

pub(super) struct Auction<W> {
    shortlists: Vec<Shortlist<W>>,
    block: usize,
    bids: Vec<Bid<W>>,
    /// Whether a mentee is to bid later.
    waits: Vec<bool>,
}

impl<W: Copy + Default + Into<i64> + Ord + Send + Sync> Auction<W> {
    pub(super) fn new<R: Rows<Weight = W>>(market: &Market<'_, R>) -> Self {
        let mentees = market.mentees() as usize;
        Auction {
            shortlists: vec![Shortlist::default(); mentees],
            block: (mentees / 128).clamp(1, BLOCK),
            bids: Vec::new(),
            waits: vec![false; mentees],
        }
    }

    /// Keeps the chosen edges that satisfy ε-complementary slackness, with levels for them, and lets the others go.
    pub(super) fn keep_slack<R: Rows<Weight = W>>(&mut self, market: &mut Market<'_, R>, epsilon: i64) {
        let mut best = vec![0; self.shortlists.len()];
        share::pieces(&mut best, 0, 1 << 12, &|first, piece| {
            for (mentee, best) in (first..).zip(piece) {
                if let Some((worst, _)) = market.worst_held(mentee as u32) {
                    // If even the bound would not tempt them, never mind the row.
                    *best = self.shortlists[mentee].most_untaken(market, mentee as u32);
                    if worst < best.saturating_sub(epsilon) {
                        *best = market.best_untaken(mentee as u32);
                    }
                }
            }
        });
        market.retain(|mentee, value| value - best[mentee as usize] + epsilon);
    }

    /// Bids until every mentee is content, the pace says to stop, or the limit is reached.
    pub(super) fn forward<R: Rows<Weight = W>>(
        &mut self,
        market: &mut Market<'_, R>,
        epsilon: i64,
        pace: &mut Pace<'_>,
    ) -> Result<Ended, Error> {
        let mut queue: Vec<u32> = (0..market.mentees()).filter(|&mentee| market.is_open(mentee)).collect();
        for &mentee in &queue {
            self.waits[mentee as usize] = true;
        }
        let mut next = Vec::new();
        while !queue.is_empty() {
            for block in queue.chunks(self.block) {
                if let Some(ended) = pace.steps(block.len() as u64)? {
                    self.waits.fill(false);
                    return Ok(ended);
                }
                self.consider(market, block, epsilon);
                for (&mentee, bid) in block.iter().zip(&mut self.bids) {
                    self.waits[mentee as usize] = false;
                    if let Some(renewed) = bid.renewed.take() {
                        self.shortlists[mentee as usize] = renewed;
                    }
                    let best = &bid.best;
                    if best.value <= 0 {
                        continue;
                    }
                    let mut wait = |mentee: u32, open: bool| {
                        if open && !std::mem::replace(&mut self.waits[mentee as usize], true) {
                            next.push(mentee);
                        }
                    };
                    if let Some(displaced) = place(market, mentee, best, epsilon) {
                        wait(displaced, true);
                    }
                    wait(mentee, market.is_open(mentee));
                }
            }
            queue.clear();
            std::mem::swap(&mut queue, &mut next);
        }
        Ok(Ended::Done)
    }

    /// What each of a block of mentees bids at the prices as they are.
    fn consider<R: Rows<Weight = W>>(&mut self, market: &Market<'_, R>, block: &[u32], epsilon: i64) {
        let shortlists = &self.shortlists;
        self.bids.clear();
        self.bids.resize_with(block.len(), || Bid { best: Best::default(), renewed: None });
        share::pieces(&mut self.bids, 0, GRAIN, &|first, piece| {
            let mut scratch = Vec::new();
            let mut unsure = Vec::new();
            for (mentees, bids) in block[first..].chunks(BATCH).zip(piece.chunks_mut(BATCH)) {
                let touch =
                    |all, &mentee: &u32| all ^ market.touch_mentee(mentee) ^ shortlists[mentee as usize].touch();
                black_box(mentees.iter().fold(0, touch));
                unsure.clear();
                for (at, (&mentee, bid)) in mentees.iter().zip(&mut *bids).enumerate() {
                    match shortlists[mentee as usize].two_best(market, mentee) {
                        Some(best) => bid.best = best,
                        None => unsure.push(at),
                    }
                }
                black_box(unsure.iter().fold(0, |all, &at| all ^ market.rows.touch(mentees[at])));
                for &at in &unsure {
                    let mentee = mentees[at];
                    let (best, renewed) = shortlists[mentee as usize].renewed(market, mentee, epsilon, &mut scratch);
                    bids[at] = Bid { best, renewed };
                }
            }
        });
        black_box(self.bids.iter().fold(0, |all, bid| all ^ market.touch_mentor(bid.best.mentor)));
    }
}

/// One bid; returns whom it displaced.
fn place<R: Rows>(market: &mut Market<'_, R>, mentee: u32, best: &Best, epsilon: i64) -> Option<u32> {
    let &Best { mentor, position, weight, next, .. } = best;
    let occupant = Occupant { level: weight - next + epsilon, mentee, position };
    if market.is_free(mentor) {
        market.seat(mentor, weight, occupant);
        return None;
    }
    let lowest = market.occupants(mentor).first().map_or(i64::MAX, |lowest| lowest.level);
    let price = &mut market.price[mentor as usize];
    if occupant.level > lowest {
        *price = (*price).max(lowest);
        Some(market.displace(mentor, weight, occupant).mentee)
    } else {
        *price = (*price).max(occupant.level);
        None
    }
}
