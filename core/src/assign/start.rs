//! Where a level starts: prices and pairs that are known, and how large the first ε has to be for them.
//!
//! **The first ε.** Prices p and a choice M are off by the gap D(p) − w(M), all mentees together; an auction at ε ends with at most ε
//! a chosen edge. So an ε of the gap per mentee is what the start is worth already, and a few times that leaves room for the
//! fact that some mentees are off by more than others: a smaller one would make their prices rise in a great many small
//! steps, a larger one would throw away what is known. A start from nothing has a gap of about the largest weight a mentee;
//! where what is known is no better than some thirtieth of that, it is soon forgotten anyhow, and is not made use of.
#![expect(clippy::indexing_slicing, reason = "mentees and mentors come from the graph")]

use std::cmp::Reverse;

use super::market::Market;
use super::rows::Rows;
use super::{Warm, share};
use crate::bipartite::Bipartite;

/// The first ε is so many times the gap per mentee.
const ROOM: i128 = 4;

/// Prices in the graph's weights, and chosen edges with their mentees.
pub(super) struct State {
    pub(super) prices: Vec<i64>,
    pub(super) held: Vec<(u32, u32)>,
}

impl State {
    /// What a warm start knows, as far as it fits the graph.
    pub(super) fn known(graph: &Bipartite<'_>, warm: &Warm<'_>) -> Self {
        let mut held = Vec::new();
        for &(mentee, mentor) in warm.held {
            if (mentee as usize) < graph.mentees() {
                let edges = graph.edges_of(mentee).filter(|&(_, other, _)| other == mentor);
                let heaviest = edges.max_by_key(|&(position, _, weight)| (weight, Reverse(position)));
                held.extend(heaviest.map(|(position, ..)| (mentee, position)));
            }
        }
        let mut prices: Vec<i64> = warm.prices.iter().map(|&price| price.clamp(0, 1 << 53)).collect();
        prices.resize(graph.mentors(), 0);
        State { prices, held }
    }
}

/// The first ε for the state that a market is in.
pub(super) fn epsilon<R: Rows>(market: &Market<'_, R>) -> i64 {
    let mentees = i128::from(market.mentees().max(1));
    i64::try_from(gap(market).saturating_mul(ROOM) / mentees).unwrap_or(i64::MAX)
}

/// What prices prove at most, less what is chosen.
fn gap<R: Rows>(market: &Market<'_, R>) -> i128 {
    let price = |mentor: u32| i128::from(market.price[mentor as usize]);
    let sold: i128 = (0..market.mentors()).map(|mentor| price(mentor) * i128::from(market.seats(mentor))).sum();
    let kept = |mentees: std::ops::Range<u32>| {
        let mut values: Vec<i64> = Vec::new();
        let mut kept = 0;
        for mentee in mentees {
            let wanted = market.rows.graph().mentee_seats()[mentee as usize] as usize;
            let row = market.rows.row(mentee).map(|(_, mentor, weight)| weight.into() - market.price[mentor as usize]);
            if wanted <= 1 {
                kept += if wanted == 1 { i128::from(row.fold(0, i64::max)) } else { 0 };
            } else {
                values.clear();
                values.extend(row.filter(|&value| value > 0));
                values.sort_unstable_by(|a, b| b.cmp(a));
                kept += values.iter().take(wanted).map(|&value| i128::from(value)).sum::<i128>();
            }
            let held = market.held(mentee).iter().map(|&position| market.rows.edge(position).1.into());
            kept -= held.map(i128::from).sum::<i128>();
        }
        kept
    };
    sold + share::reduce(0..market.mentees(), 1 << 12, &kept, &|a, b| a + b)
}
