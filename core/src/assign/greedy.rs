//! What to do when the deadline comes: fill the seats that are free, and keep the bound sensible.
#![expect(clippy::indexing_slicing, reason = "mentors come from the graph")]

use super::bound::bound;
use super::market::{Market, Occupant};
use super::rows::Rows;

/// Seats whom it can, heaviest edges of a mentee first, until no edge could be added.
pub(super) fn fill<R: Rows>(market: &mut Market<'_, R>) {
    let mut row = Vec::new();
    for mentee in 0..market.mentees() {
        if !market.is_open(mentee) {
            continue;
        }
        row.clear();
        let rows = market.rows.row(mentee);
        row.extend(rows.filter(|&(position, _, weight)| weight.into() > 0 && !market.is_taken(mentee, position)));
        row.sort_unstable_by_key(|&(position, _, weight)| (std::cmp::Reverse(weight), position));
        for &(position, mentor, weight) in &row {
            if market.is_open(mentee) && market.is_free(mentor) {
                market.seat(mentor, weight.into(), Occupant { level: 0, mentee, position });
            }
        }
    }
}

/// Drops prices that weaken the bound: of mentors with a seat for everybody, and all of them if none prove more.
pub(super) fn waive<R: Rows>(market: &mut Market<'_, R>) {
    for mentor in 0..market.mentors() {
        if market.is_ample(mentor) {
            market.price[mentor as usize] = 0;
        }
    }
    let (graph, free) = (market.rows.graph(), vec![0; market.price.len()]);
    if bound(graph, &free) < bound(graph, &market.price) {
        market.price = free;
    }
}
