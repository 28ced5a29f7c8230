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

    /// A bound on the best value of an unchosen edge, at least 0: what is listed, or all that may be beyond.
    pub(super) fn most_untaken<R: Rows<Weight = W>>(&self, market: &Market<'_, R>, mentee: u32) -> i64 {
        let values = self.edges().map(|(position, mentor, weight)| {
            if market.is_taken(mentee, position) { 0 } else { weight.into() - market.price[mentor as usize] }
        });
        values.fold(self.rest(market), i64::max)
    }

    /// Reads a little, so that the rest is at hand; any number.
    pub(super) fn touch(&self) -> u32 {
        self.len ^ self.edges[KEPT - 1].position
    }

    /// The two best unchosen edges of a mentee, as far as there are any of positive value; nothing if the shortlist cannot
    /// tell.
    pub(super) fn two_best<R: Rows<Weight = W>>(&self, market: &Market<'_, R>, mentee: u32) -> Option<Best> {
        if self.rest == i64::MAX {
            return None;
        }
        let best = two_best(market, mentee, self.edges());
        (best.next >= self.rest(market)).then_some(best)
    }

    /// The two best unchosen edges of a mentee by reading the whole row, and a new shortlist if that makes a difference.
    pub(super) fn renewed<R: Rows<Weight = W>>(
        &self,
        market: &Market<'_, R>,
        mentee: u32,
        epsilon: i64,
        scratch: &mut Vec<i64>,
    ) -> (Best, Option<Self>) {
        scratch.clear();
        let value = |mentor: u32, weight: W| weight.into() - market.price[mentor as usize];
        scratch.extend(market.rows.row(mentee).map(|(_, mentor, weight)| value(mentor, weight)));
        let (first, second) = two_highest(scratch);
        // Where many are about as good, the next few bids will have seen through any shortlist: none is made.
        let near = (second - 4 * epsilon).max(0);
        let crowd: u32 = scratch.iter().map(|&value| u32::from(value > near)).sum();
        let renewed = match (crowd > KEPT as u32, self.rest == i64::MAX) {
            (true, true) => None,
            (true, false) => Some(Self::default()),
            (false, _) => Some(self.renew(market, mentee, scratch)),
        };
        let best = if !market.held(mentee).is_empty() {
            two_best(market, mentee, market.rows.row(mentee))
        } else if let Some(at) = scratch.iter().position(|&value| value == first && value > 0) {
            let position = (market.rows.graph().row(mentee).start + at) as u32;
            let (mentor, weight) = market.rows.edge(position);
            Best { weight: weight.into(), value: first, next: second, mentor, position }
        } else {
            Best::default()
        };
        (best, renewed)
    }

    /// The edges of the highest values, and a bound on the others.
    fn renew<R: Rows<Weight = W>>(&self, market: &Market<'_, R>, mentee: u32, values: &[i64]) -> Self {
        let mut list = Shortlist { rest: 0, ..Self::default() };
        // As many edges as fit are at least as good as the worst one here.
        let known = self.edges().map(|(_, mentor, weight)| weight.into() - market.price[mentor as usize]).min();
        let mut least = known.filter(|_| self.len as usize == KEPT).unwrap_or(0).max(1) - 1;
        let mut best = [0; KEPT];
        let mut len = 0;
        for (&value, (position, mentor, weight)) in values.iter().zip(market.rows.row(mentee)) {
            if value <= least {
                continue;
            }
            if len == KEPT {
                len -= 1;
            }
            let mut at = len;
            len += 1;
            while at > 0 && best[at - 1] < value {
                best[at] = best[at - 1];
                list.edges[at] = list.edges[at - 1];
                at -= 1;
            }
            best[at] = value;
            list.edges[at] = Edge { weight, mentor, position };
            if len == KEPT {
                least = best[KEPT - 1];
            }
        }
        list.rest = least - market.fallen;
        list.len = len as u32;
        list
    }
}

/// The two highest of some numbers, at least 0; several at a time, none of which waits for another.
fn two_highest(values: &[i64]) -> (i64, i64) {
    const LANES: usize = 4;
    let (mut first, mut second) = ([0; LANES], [0; LANES]);
    for values in values.chunks(LANES) {
        for ((&value, first), second) in values.iter().zip(&mut first).zip(&mut second) {
            *second = (*second).max(value.min(*first));
            *first = (*first).max(value);
        }
    }
    let join = |a: (i64, i64), b: (i64, i64)| (a.0.max(b.0), a.1.max(b.1).max(a.0.min(b.0)));
    first.into_iter().zip(second).fold((0, 0), join)
}

/// The two best of some edges of a mentee, passing over those that are chosen if there are any.
fn two_best<R: Rows>(market: &Market<'_, R>, mentee: u32, edges: impl Iterator<Item = (u32, u32, R::Weight)>) -> Best {
    let several = !market.held(mentee).is_empty();
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
