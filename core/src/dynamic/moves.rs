//! What finished searches change: potentials, and the pairs on the path.

use super::Weight;
use super::market::Market;
use super::search::{Node, Search};
use super::shift::around;

/// After a search from an undone seat: whatever is nearer than the end moves by the difference, and the path is flipped.
pub(super) fn ended(search: &Search, market: &mut Market) {
    around(search, market, search.nearest);
    flip(market, search.end.into_iter().flat_map(|end| search.path(end)).collect());
}

/// After two searches that met: the way through `at` is the shortest from one start to the other, and so long.
pub(super) fn joined(forward: &Search, reverse: &Search, market: &mut Market, at: Node, length: Weight) {
    let near = forward.radius().min(length);
    around(forward, market, near);
    around(reverse, market, length - near);
    flip(market, through(forward, reverse, at));
}

/// The way from the start of one search to that of another, through a node that both have reached.
pub(super) fn through(search: &Search, other: &Search, at: Node) -> Vec<Node> {
    // Where pairs have no slack the two ways may have more than one node in common.
    let mut back: Vec<Node> = other.path(at).collect();
    let mut path: Vec<Node> = search.path(at).collect();
    path.reverse();
    if let Some((first, place)) =
        path.iter().enumerate().find_map(|(first, node)| Some((first, back.iter().position(|other| other == node)?)))
    {
        path.truncate(first);
        path.extend(back.drain(place..));
    }
    path
}

/// Along a path: chosen pairs are left, others are chosen.
pub(super) fn flip(market: &mut Market, path: Vec<Node>) {
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
