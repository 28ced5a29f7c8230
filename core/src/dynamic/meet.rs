//! Two searches towards each other: from a mentee's open seat, and from a mentor's free one.
//!
//! Where there are as many seats as mentees, the only end may be at the other side of the market, and one search would settle most
//! of it before it is there. Two of half the radius settle little.
//!
//! **Why both may move.** Let forward distances from i be d, reverse ones from j be e, the shortest way from i to j D long,
//! and r + s = D. Nodes nearer to i than r move by r − d as after a forward search, nodes nearer to j than s by s − e as after a
//! reverse one. For a step v → w of slack c, the first move takes at most r − d(v) of c and the second at most s − e(w); where both do, v
//! and w are on a way from i to j, so d(v) + c + e(w) ≥ r + s, and c is enough for both. Neither r nor s is more than the
//! distance to any other end. On the shortest way all slack is used up.
//!
//! **When they have met.** A node is compared with the other side when it is settled. With everything nearer than r and than s settled
//! and a way of r + s or less found, there is none shorter (I. Pohl, "Bi-directional search", Machine Intelligence 6, 1971), as long
//! as neither search has passed over a node of it: so it is taken only if no end of either is nearer.

use super::Weight;
use super::market::Market;
use super::search::{Node, Search};

/// So many nodes one search settles by itself, for most end there.
const ALONE: u64 = if cfg!(test) { 1 } else { 32 };

/// Whose end came first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Met {
    /// The forward search's own.
    Forward,
    /// The reverse search's own.
    Reverse,
    /// They met: where, and how long the way is.
    There(Node, Weight),
}

/// Searches from an open seat of a mentee and a free one of a mentor, for ends nearer than this to either.
pub(super) fn meet(
    market: &Market,
    (forward, mentee, far): (&mut Search, u32, Weight),
    (reverse, mentor, wide): (&mut Search, u32, Weight),
) -> Met {
    let start = forward.settled;
    forward.begin(market, Node::Mentee(mentee), far);
    while forward.settled < start + ALONE {
        if !forward.step(market) {
            return Met::Forward;
        }
    }
    let there = Node::Mentor(mentor);
    let begun = (start, reverse.settled);
    reverse.begin(market, there, wide);
    let mut best = forward.distance(there).map(|distance| (there, distance));
    loop {
        // As much work on either side, so that neither goes far while the other is about to end.
        let ahead = forward.settled - begun.0 + forward.waiting() <= reverse.settled - begun.1 + reverse.waiting();
        let (search, other) = if ahead { (&mut *forward, &*reverse) } else { (&mut *reverse, &*forward) };
        let Some((distance, node)) = search.next(market) else {
            return if ahead { Met::Forward } else { Met::Reverse };
        };
        if let Some(rest) = other.distance(node)
            && best.is_none_or(|best| distance + rest < best.1)
        {
            best = Some((node, distance + rest));
        }
        if let Some((at, length)) = best
            && search.radius() + other.radius() >= length
            && length <= search.nearest.min(other.nearest)
        {
            return Met::There(at, length);
        }
        search.leave(market, node, distance);
    }
}
