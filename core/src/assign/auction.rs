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

use super::Ended;
use super::market::{Market, Occupant};
use super::pace::Pace;

/// How many edges of a mentee are cached.
const CACHED: usize = 6;

#[derive(Clone, Copy, Default)]
struct Cached {
    weight: i64,
    mentor: u32,
    position: u32,
}

#[derive(Clone, Copy)]
struct Cache {
    edges: [Cached; CACHED],
    len: u32,
    /// No edge outside the cache has a better value; `i64::MAX` if nothing was cached yet.
    rest: i64,
}

impl Cache {
    const EMPTY: Cache =
        Cache { edges: [Cached { weight: 0, mentor: 0, position: 0 }; CACHED], len: 0, rest: i64::MAX };
}

/// The best edge to bid for, its value, and the value of the next best.
struct Best {
    edge: Cached,
    value: i64,
    next: i64,
}

pub(super) struct Auction {
    caches: Vec<Cache>,
    queue: Vec<u32>,
}

impl Auction {
    pub(super) fn new(market: &Market<'_>) -> Self {
        Auction { caches: vec![Cache::EMPTY; market.mentees() as usize], queue: Vec::new() }
    }

    /// Keeps the chosen edges that satisfy ε-complementary slackness, with levels for them, and lets the others go.
    pub(super) fn keep_slack(market: &mut Market<'_>, epsilon: i64) {
        market.reseat(|market, mentee, kept| {
            let best = market.best_untaken(mentee);
            for &position in market.held(mentee) {
                if market.value(position) >= best - epsilon {
                    kept.push((position, market.graph.weight(position) - best + epsilon));
                }
            }
        });
    }

    /// Bids until every mentee is content, the pace says to stop, or the limit is reached.
    pub(super) fn forward(
        &mut self,
        market: &mut Market<'_>,
        epsilon: i64,
        pace: &mut Pace<'_>,
    ) -> Result<Ended, crate::Error> {
        self.caches.fill(Cache::EMPTY);
        self.queue.clear();
        self.queue.extend((0..market.mentees()).rev().filter(|&mentee| market.is_open(mentee)));
        while let Some(mentee) = self.queue.pop() {
            while market.is_open(mentee) {
                if let Some(ended) = pace.step()? {
                    return Ok(ended);
                }
                let Some(best) = self.best(market, mentee) else { break };
                if let Some(displaced) = bid(market, mentee, &best, epsilon)
                    && displaced != mentee
                {
                    self.queue.push(displaced);
                }
            }
        }
        Ok(Ended::Done)
    }

    /// The two best unchosen edges of a mentee, or nothing if none has a positive value.
    fn best(&mut self, market: &Market<'_>, mentee: u32) -> Option<Best> {
        let several = !market.held(mentee).is_empty();
        let cache = &mut self.caches[mentee as usize];
        for fresh in [false, true] {
            if fresh {
                fill(cache, market, mentee);
            }
            if cache.rest != i64::MAX {
                let best = two_best(market, mentee, cache.edges[..cache.len as usize].iter().copied(), several);
                if best.as_ref().map_or(0, |best| best.next) >= cache.rest {
                    return best;
                }
            }
        }
        // So many edges of the cache are chosen that it cannot tell.
        two_best(market, mentee, row(market, mentee), several)
    }
}

fn row(market: &Market<'_>, mentee: u32) -> impl Iterator<Item = Cached> {
    market.graph.edges_of(mentee).map(|(position, mentor, weight)| Cached { weight, mentor, position })
}

/// The two best of some edges of a mentee, passing over those that are chosen if there are any.
fn two_best(market: &Market<'_>, mentee: u32, edges: impl Iterator<Item = Cached>, several: bool) -> Option<Best> {
    let mut best = Best { edge: Cached::default(), value: 0, next: 0 };
    for edge in edges {
        let value = edge.weight - market.price[edge.mentor as usize];
        if value > best.next && !(several && market.is_taken(mentee, edge.position)) {
            if value > best.value {
                (best.edge, best.next, best.value) = (edge, best.value, value);
            } else {
                best.next = value;
            }
        }
    }
    (best.value > 0).then_some(best)
}

/// Caches the edges of the highest values, and bounds the others.
fn fill(cache: &mut Cache, market: &Market<'_>, mentee: u32) {
    let mut values = [0_i64; CACHED];
    let mut len = 0;
    cache.rest = 0;
    for edge in row(market, mentee) {
        let value = edge.weight - market.price[edge.mentor as usize];
        if value <= cache.rest {
            continue;
        }
        let mut at = if len < CACHED {
            len += 1;
            len - 1
        } else {
            cache.rest = cache.rest.max(value.min(values[CACHED - 1]));
            if value <= values[CACHED - 1] {
                continue;
            }
            CACHED - 1
        };
        while at > 0 && values[at - 1] < value {
            values[at] = values[at - 1];
            cache.edges[at] = cache.edges[at - 1];
            at -= 1;
        }
        values[at] = value;
        cache.edges[at] = edge;
    }
    cache.len = len as u32;
}

/// One bid; returns whom it displaced.
fn bid(market: &mut Market<'_>, mentee: u32, best: &Best, epsilon: i64) -> Option<u32> {
    let Cached { weight, mentor, position } = best.edge;
    let occupant = Occupant { level: weight - best.next + epsilon, mentee, position };
    if market.is_free(mentor) {
        market.seat(mentor, occupant);
        return None;
    }
    let lowest = market.occupants(mentor).first().map_or(i64::MAX, |lowest| lowest.level);
    let price = &mut market.price[mentor as usize];
    if occupant.level > lowest {
        *price = (*price).max(lowest);
        Some(market.displace(mentor, occupant).mentee)
    } else {
        *price = (*price).max(occupant.level);
        None
    }
}
