//! Better times for the same sessions: each moves by itself, as long as one can.
#![expect(clippy::indexing_slicing, reason = "pairs are those of the problem")]

use super::book::Book;
use crate::control::Control;
use crate::error::Error;

/// Until no session can move by itself to a time that both prefer, or to an earlier one as preferred; `false` if time ran out first.
///
/// Every move makes more sessions preferred, or as many and the starts earlier, so that there is an end.
pub(super) fn polish(book: &mut Book<'_>, control: &Control) -> Result<bool, Error> {
    let pairs = book.at.len() as u32;
    let neighbours = book.problem.by_person();
    let mut order: Vec<u32> = (0..pairs).filter(|&pair| book.has(pair) && !book.fixed[pair as usize]).collect();
    let mut due = vec![true; book.at.len()];
    loop {
        // Who is early makes place for who is late.
        order.sort_unstable_by_key(|&pair| (book.at[pair as usize], pair));
        let mut moved = false;
        for (k, &pair) in order.iter().enumerate() {
            if k.is_multiple_of(1024) {
                control.check()?;
                if control.is_expired() {
                    return Ok(false);
                }
            }
            if !std::mem::replace(&mut due[pair as usize], false) {
                continue;
            }
            let Some(start) = better(book, pair) else { continue };
            book.take(pair);
            book.put(pair, start);
            moved = true;
            let people = book.problem.pairs[pair as usize].people;
            people.iter().flat_map(|&person| &neighbours[person as usize]).for_each(|&at| due[at as usize] = true);
        }
        if !moved {
            return Ok(true);
        }
        if book.problem.rooms.is_some() {
            // A room that is free concerns everybody.
            due.fill(true);
        }
    }
}

/// Whether both prefer the time that a pair has.
pub(crate) fn is_good(book: &Book<'_>, pair: u32) -> bool {
    let at = book.at[pair as usize];
    book.problem.good(pair).any(|(from, to)| (from..to).contains(&at))
}

fn better(book: &Book<'_>, pair: u32) -> Option<u32> {
    let at = book.at[pair as usize];
    let good = is_good(book, pair);
    let free = |ranges: &mut dyn Iterator<Item = (u32, u32)>, end: u32| {
        let starts = ranges.take_while(|range| range.0 < end).flat_map(|(from, to)| from..to.min(end));
        starts.into_iter().find(|&start| book.is_free(pair, start))
    };
    if good {
        return free(&mut book.problem.good(pair), at);
    }
    free(&mut book.problem.good(pair), u32::MAX).or_else(|| free(&mut book.problem.starts(pair), at))
}
