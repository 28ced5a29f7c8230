//! Reverse bids: mentors with a free seat and a positive price lower it until somebody comes.
//!
//! Forward bids leave such mentors behind: their price rose while others held their seats. Let u_i be what mentee i has
//! (the least value among their edges if they have all they want, 0 otherwise), and f the mentor's free seats. Mentee i
//! would come for any price below β_i = w − u_i. The price falls to just below the (f + 1)-th highest β, less ε and at
//! least to 0, and the f mentees before it come, each leaving their worst edge if they have no open seat. A mentor who
//! loses somebody and has a price bids next.
//!
//! **Invariant.** ε-complementary slackness, as in the [forward bids](super::auction); no mentee gets worse, so none
//! becomes discontent. Each arrival is worth ε to the mentee unless the mentor's price reached 0, which ends their bids:
//! hence it terminates, with every free seat at price 0.
#![expect(clippy::indexing_slicing, reason = "mentees and mentors come from the graph")]

use super::Ended;
use super::market::{Market, Occupant};
use super::pace::Pace;
use super::rows::Rows;
use super::share;
use crate::error::Error;

/// How many mentors bid against the same state, at most.
const BLOCK: usize = 64;

/// Fewer bids than this are not worth sharing out.
const GRAIN: usize = 4;

/// How many offers are kept beyond those needed, before the lower half is forgotten.
const SPARE: usize = 16;

/// Bids for every free seat that has a price. Levels are lost.
pub(super) fn reverse<R: Rows>(market: &mut Market<'_, R>, epsilon: i64, pace: &mut Pace<'_>) -> Result<Ended, Error> {
    let mut queue: Vec<u32> =
        (0..market.mentors()).filter(|&mentor| market.is_free(mentor) && market.price[mentor as usize] > 0).collect();
    if queue.is_empty() {
        return Ok(Ended::Done);
    }
    market.make_columns();
    let before = market.price.clone();
    let mut round = Round {
        has: (0..market.mentees()).map(|mentee| worth(market, mentee)).collect(),
        waits: vec![false; market.mentors() as usize],
        next: Vec::new(),
    };
    for &mentor in &queue {
        round.waits[mentor as usize] = true;
    }
    let mut bids: Vec<Bid> = Vec::new();
    let mut ended = Ended::Done;
    'bids: while !queue.is_empty() {
        for block in queue.chunks((market.mentors() as usize / 64).clamp(1, BLOCK)) {
            // A reverse bid reads a whole column; count it as several.
            let work = block.iter().map(|&mentor| 1 + u64::from(market.degree(mentor)) / 32).sum();
            if let Some(reason) = pace.steps(work)? {
                ended = reason;
                break 'bids;
            }
            for &mentor in block {
                market.sweep(mentor);
            }
            bids.resize_with(block.len(), Bid::default);
            share::pieces(&mut bids, 0, GRAIN, &|first, piece| {
                for (&mentor, bid) in block[first..].iter().zip(piece) {
                    bid.collect(market, &round.has, mentor);
                }
            });
            for (&mentor, bid) in block.iter().zip(&bids) {
                round.waits[mentor as usize] = false;
                round.place(market, mentor, bid, epsilon);
            }
        }
        queue.clear();
        std::mem::swap(&mut queue, &mut round.next);
    }
    for mentor in 0..market.mentors() {
        market.sweep(mentor);
    }
    let fallen = before.iter().zip(&market.price).map(|(before, now)| before - now).max();
    market.fallen += fallen.unwrap_or(0);
    Ok(ended)
}

/// u_i.
fn worth<R: Rows>(market: &Market<'_, R>, mentee: u32) -> i64 {
    if market.is_open(mentee) { 0 } else { market.worst_held(mentee).map_or(0, |(value, _)| value.max(0)) }
}

/// Somebody who would come to a mentor.
#[derive(Debug, Clone, Copy)]
struct Offer {
    beta: i64,
    weight: i64,
    mentee: u32,
}

/// The free seats of a mentor, and who would come. Others in the block bid first: by then some of them have something
/// better, and none of them anything worse.
#[derive(Default)]
struct Bid {
    free: usize,
    offers: Vec<Offer>,
}

impl Bid {
    /// The `free` + 1 highest offers above 0, best first.
    fn collect<R: Rows>(&mut self, market: &Market<'_, R>, has: &[i64], mentor: u32) {
        let free = market.free(mentor) as usize;
        self.free = free;
        self.offers.clear();
        if free == 0 || market.price[mentor as usize] == 0 {
            return;
        }
        let mut least = 0;
        for (mentee, weight) in market.column(mentor) {
            let beta = weight - has[mentee as usize];
            if beta > least
                && (!market.sits_with(mentee, mentor) || market.find_untaken(mentee, mentor, weight).is_some())
            {
                self.offers.push(Offer { beta, weight, mentee });
                if self.offers.len() > 2 * (free + SPARE) {
                    self.offers.select_nth_unstable_by(free, best_first);
                    self.offers.truncate(free + 1);
                    least = self.offers[free].beta;
                }
            }
        }
        self.offers.sort_unstable_by(best_first);
        self.offers.truncate(free + 1);
    }
}

fn best_first(a: &Offer, b: &Offer) -> std::cmp::Ordering {
    (b.beta, b.mentee).cmp(&(a.beta, a.mentee))
}

struct Round {
    /// u_i.
    has: Vec<i64>,
    /// Whether a mentor is to bid.
    waits: Vec<bool>,
    /// The mentors that bid after those who bid now.
    next: Vec<u32>,
}

impl Round {
    fn wait(&mut self, mentor: u32) {
        if !std::mem::replace(&mut self.waits[mentor as usize], true) {
            self.next.push(mentor);
        }
    }

    fn place<R: Rows>(&mut self, market: &mut Market<'_, R>, mentor: u32, bid: &Bid, epsilon: i64) {
        let old = market.price[mentor as usize];
        if bid.free == 0 || old == 0 {
            return;
        }
        let price = bid.offers.get(bid.free).map_or(0, |offer| offer.beta - epsilon).clamp(0, old);
        market.price[mentor as usize] = price;
        let stay = if price < old { market.occupants(mentor).len() } else { 0 };
        for at in 0..stay {
            let mentee = market.occupants(mentor)[at].mentee;
            self.has[mentee as usize] = worth(market, mentee);
        }
        for &Offer { weight, mentee, .. } in bid.offers.iter().take(bid.free) {
            if weight - self.has[mentee as usize] <= price {
                continue;
            }
            let Some(position) = market.find_untaken(mentee, mentor, weight) else { continue };
            if !market.is_open(mentee) {
                let Some((_, left)) = market.worst_held(mentee) else { continue };
                let robbed = market.rows.edge(left).0;
                market.let_go(mentee, left);
                if robbed == mentor {
                    market.sweep(mentor);
                } else if market.price[robbed as usize] > 0 {
                    self.wait(robbed);
                }
            }
            market.seat(mentor, weight, Occupant { level: 0, mentee, position });
            self.has[mentee as usize] = worth(market, mentee);
        }
        market.sweep(mentor);
        if market.is_free(mentor) && price > 0 {
            self.wait(mentor);
        }
    }
}
