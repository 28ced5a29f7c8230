//! What finished searches change: potentials, and the pairs on the path.

use super::Weight;
use super::market::Market;
use super::search::{Node, Search};

/// After a forward search: whatever is nearer than the end moves by the difference, and the path is flipped.
pub(super) fn forward(search: &Search, market: &mut Market) {
    fall(search, market, search.nearest);
    flip(market, search.end.into_iter().flat_map(|end| search.path(end)).collect());
}

/// After a reverse search.
pub(super) fn reverse(search: &Search, market: &mut Market) {
    rise(search, market, search.nearest);
    flip(market, search.end.into_iter().flat_map(|end| search.path(end)).collect());
}

/// After two searches that met: the way through `at` is the shortest from one start to the other, and so long.
pub(super) fn joined(forward: &Search, reverse: &Search, market: &mut Market, at: Node, length: Weight) {
    let near = forward.radius().min(length);
    fall(forward, market, near);
    rise(reverse, market, length - near);
    // Where pairs have no slack the two ways may have more than one node in common.
    let mut back: Vec<Node> = reverse.path(at).collect();
    let mut path: Vec<Node> = forward.path(at).collect();
    path.reverse();
    if let Some((first, place)) =
        path.iter().enumerate().find_map(|(first, node)| Some((first, back.iter().position(|other| other == node)?)))
    {
        path.truncate(first);
        path.extend(back.drain(place..));
    }
    flip(market, path);
}

/// Around an open seat of a mentee: profits fall, prices rise.
fn fall(search: &Search, market: &mut Market, end: Weight) {
    let mut far = Vec::new();
    for (mentee, nearer) in search.mentees.nearer(end) {
        if market.move_profit(mentee, market.profit.of(mentee) - nearer) {
            far.push(mentee);
        }
    }
    market.rank_all(&far);
    for (mentor, nearer) in search.mentors.nearer(end) {
        market.price.set(mentor, market.price.of(mentor) + nearer);
    }
}

/// Around a free seat of a mentor: prices fall, profits rise.
fn rise(search: &Search, market: &mut Market, end: Weight) {
    for (mentor, nearer) in search.mentors.nearer(end) {
        market.price.set(mentor, market.price.of(mentor) - nearer);
    }
    let mut far = Vec::new();
    for (mentee, nearer) in search.mentees.nearer(end) {
        if market.move_profit(mentee, market.profit.of(mentee) + nearer) {
            far.push(mentee);
        }
    }
    market.rank_all(&far);
}

/// Along a path: chosen pairs are left, others are chosen.
fn flip(market: &mut Market, path: Vec<Node>) {
    let mut take = Vec::new();
    for (a, b) in path.iter().zip(path.iter().skip(1)) {
        let (mentee, mentor) = match (*a, *b) {
            (Node::Mentee(mentee), Node::Mentor(mentor)) | (Node::Mentor(mentor), Node::Mentee(mentee)) => {
                (mentee, mentor)
            }
            // There are no such pairs.
            _ => continue,
        };
        if market.mentees.get(mentee as usize).is_some_and(|row| row.holds(mentor)) {
            market.unseat(mentee, mentor);
        } else {
            take.push((mentee, mentor));
        }
    }
    for (mentee, mentor) in take {
        market.seat(mentee, mentor);
    }
}
