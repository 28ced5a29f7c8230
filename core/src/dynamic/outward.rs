//! From a seat that is undone to the outside, where that is far: by two searches towards each other, the second from the outside.
//!
//! Where there are as many seats as mentees, one seat more or less concerns everybody: a mentor pauses, and all prices rise until
//! somebody would rather have nobody. A search from the seat alone would settle the whole market before it is there. Two
//! that share the way settle what is near either end; whoever is near neither moves by the same amount, which is a
//! matter of the level (`level.rs`).
//!
//! **Who moves.** Let a mentee have an open seat. With distances d from there, t to the outside, D between them and r + s = D, the move
//! after one long search is that whoever is nearer than D moves by D − d(v). Instead everybody moves by s, whoever is near the seat by r − d(v) more, and whoever
//! is near the outside by s − t(v) less. Taken as a second start the outside is as good as any (`meet.rs` has the proof), only that
//! prices and profits are measured from it: so it is not the outside that moves back by s, but all others that move on. The free
//! seats that cost nothing are outside, t = 0, and stay. From a free seat it is the mirror image.
//!
//! **How far.** The seat's own outside option bounds D, and the claim (`mod.rs`) is about how far somebody falls against the level, so r is what decides whether
//! the person at the start is asked about first, and s may be as large as it likes.

use super::Weight;
use super::market::Market;
use super::moves;
use super::search::{Node, Search};

/// What two searches have found.
pub(super) struct Outward {
    /// r: whoever is nearer to the start moves by the difference.
    pub(super) near: Weight,
    /// s: everybody moves by so much, but for those who are nearer to the outside, by the difference less.
    pub(super) level: Weight,
    /// What is flipped; nothing, if no way is found yet.
    pub(super) path: Vec<Node>,
}

/// Lets a search that has begun go on, up to `limit`, and another one come towards it from outside. What bounds it is the outside option at
/// the start: to let go of the seat is a way of no step.
pub(super) fn outward(market: &Market, search: &mut Search, other: &mut Search, limit: Weight) -> Outward {
    other.begin_outside(market, search.way().back(), search.nearest);
    let start = (search.settled, other.settled);
    // The shortest way that both have found: through where.
    let mut there: Option<(Node, Weight)> = None;
    let mut length = search.nearest;
    let (near, far) = loop {
        // Another seat that is undone stops the search from outside, but a way may go on from it.
        meet(&mut there, other.end, search, other);
        length = there.map_or(length, |there| length.min(there.1));
        if search.end.is_some() {
            length = length.min(search.nearest);
        }
        search.bound(length);
        other.bound(length);
        if search.radius() >= limit {
            break (limit, other.radius());
        }
        if search.radius() + other.radius() >= length {
            break (search.radius(), other.radius());
        }
        let ahead = search.settled - start.0 <= other.settled - start.1;
        let one = if ahead { &mut *search } else { &mut *other };
        let Some((distance, node)) = one.next(market) else {
            meet(&mut there, other.end, search, other);
            // Everything nearer than its end is settled.
            break if ahead { (search.nearest.min(limit), other.radius()) } else { (search.radius(), other.nearest) };
        };
        one.leave(market, node, distance);
        meet(&mut there, Some(node), search, other);
    };
    // What the second passed over for an end of its own, the first may have come to: a step from what is near the start to what is near
    // the outside makes a way as long as the two and itself, and none may be shorter than both moves together.
    let mentees = other.mentees.nearer(far).map(|(mentee, _)| Node::Mentee(mentee));
    let mentors = other.mentors.nearer(far).map(|(mentor, _)| Node::Mentor(mentor));
    mentees.chain(mentors).for_each(|node| meet(&mut there, Some(node), search, other));
    length = there.map_or(length, |there| length.min(there.1)).min(near + far);
    let level = far.min(length);
    let end = |side: &Search, nearest: Weight| side.end.filter(|_| side.nearest == nearest);
    let path = match (there, end(search, length), end(other, level)) {
        (Some((node, at)), ..) if at == length => moves::through(search, other, node),
        (_, Some(node), _) => search.path(node).collect(),
        (_, _, Some(node)) => other.path(node).collect(),
        (_, None, None) => Vec::new(),
    };
    Outward { near: length - level, level, path }
}

/// Notes the way through a node, if both searches know it and it is the shortest.
fn meet(there: &mut Option<(Node, Weight)>, node: Option<Node>, search: &Search, other: &Search) {
    if let Some(node) = node
        && let (Some(there_to), Some(rest)) = (search.distance(node), other.distance(node))
        && there.is_none_or(|there| there_to + rest < there.1)
    {
        *there = Some((node, there_to + rest));
    }
}
