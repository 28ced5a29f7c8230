//! The few edges of a mentee that matter at present, with a bound on all others.
//!
//! Prices only rise during forward bids, so the shortlist answers who is best and second best until the second best falls
//! below that bound; then the row is read again. Where reverse bids made prices fall, the bound rises by as much as any
//! price may have fallen.
#![expect(clippy::indexing_slicing, reason = "mentors come from the graph, places from the counts made here")]

use super::market::Market;
use super::rows::Rows;

/// How many edges are kept.
const KEPT: usize = 8;

#[derive(Debug, Clone, Copy, Default)]
struct Edge<W> {
    weight: W,
    mentor: u32,
    position: u32,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Shortlist<W> {
    /// No edge outside has a better value, had no price ever fallen; `i64::MAX` before the row was read.
    rest: i64,
    len: u32,
    edges: [Edge<W>; KEPT],
}

impl<W: Copy + Default> Default for Shortlist<W> {
    fn default() -> Self {
        Shortlist { rest: i64::MAX, len: 0, edges: [Edge::default(); KEPT] }
    }
}

/// The best edge to bid for, and the value of the next best.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Best {
    pub(super) weight: i64,
    pub(super) value: i64,
    pub(super) next: i64,
    pub(super) mentor: u32,
    pub(super) position: u32,
}

impl<W: Copy + Default + Into<i64> + Ord> Shortlist<W> {
    fn edges(&self) -> impl Iterator<Item = (u32, u32, W)> {
        self.edges[..self.len as usize].iter().map(|edge| (edge.position, edge.mentor, edge.weight))
    }

    fn rest<R: Rows<Weight = W>>(&self, market: &Market<'_, R>) -> i64 {
        self.rest.saturating_add(market.fallen)
    }

    /// The best value of an unchosen edge, at least 0; nothing if the shortlist cannot tell.
    pub(super) fn best_untaken<R: Rows<Weight = W>>(&self, market: &Market<'_, R>, mentee: u32) -> Option<i64> {
        let values = self.edges().map(|(position, mentor, weight)| {
            if market.is_taken(mentee, position) { 0 } else { weight.into() - market.price[mentor as usize] }
        });
        let best = values.fold(0, i64::max);
        (best >= self.rest(market)).then_some(best)
    }

    /// The two best unchosen edges of a mentee, or nothing if none has a positive value; and a new shortlist if this one
    /// could not tell.
    pub(super) fn two_best<R: Rows<Weight = W>>(
        &self,
        market: &Market<'_, R>,
        mentee: u32,
    ) -> (Option<Best>, Option<Self>) {
        let several = !market.held(mentee).is_empty();
        if self.rest != i64::MAX {
            let best = two_best(market, mentee, self.edges(), several);
            if best.next >= self.rest(market) {
                return ((best.value > 0).then_some(best), None);
            }
        }
        let renewed = self.renew(market, mentee);
        let mut best = two_best(market, mentee, renewed.edges(), several);
        if best.next < renewed.rest(market) {
            // So many edges of the shortlist are chosen that it cannot tell.
            best = two_best(market, mentee, market.rows.row(mentee), several);
        }
        ((best.value > 0).then_some(best), Some(renewed))
    }

    /// The edges of the highest values, and a bound on the others.
    fn renew<R: Rows<Weight = W>>(&self, market: &Market<'_, R>, mentee: u32) -> Self {
        let value = |mentor: u32, weight: W| weight.into() - market.price[mentor as usize];
        let mut list = Shortlist { rest: 0, ..Self::default() };
        // As many edges as fit are at least as good as the worst one here.
        let known = self.edges().map(|(_, mentor, weight)| value(mentor, weight)).min();
        let mut least = known.filter(|_| self.len as usize == KEPT).unwrap_or(0).max(1) - 1;
        let mut values = [0; KEPT];
        let mut len = 0;
        for (position, mentor, weight) in market.rows.row(mentee) {
            let value = value(mentor, weight);
            if value <= least {
                continue;
            }
            if len == KEPT {
                len -= 1;
            }
            let mut at = len;
            len += 1;
            while at > 0 && values[at - 1] < value {
                values[at] = values[at - 1];
                list.edges[at] = list.edges[at - 1];
                at -= 1;
            }
            values[at] = value;
            list.edges[at] = Edge { weight, mentor, position };
            if len == KEPT {
                least = values[KEPT - 1];
            }
        }
        list.rest = least - market.fallen;
        list.len = len as u32;
        list
    }
}

/// The two best of some edges of a mentee, passing over those that are chosen if there are any.
fn two_best<R: Rows>(
    market: &Market<'_, R>,
    mentee: u32,
    edges: impl Iterator<Item = (u32, u32, R::Weight)>,
    several: bool,
) -> Best {
    let mut best = Best::default();
    for (position, mentor, weight) in edges {
        let weight: i64 = weight.into();
        let value = weight - market.price[mentor as usize];
        if value > best.next && !(several && market.is_taken(mentee, position)) {
            if value > best.value {
                best = Best { weight, value, next: best.value, mentor, position };
            } else {
                best.next = value;
            }
        }
    }
    best
}
