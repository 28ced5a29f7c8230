//! Further pairs beside sessions that are held already, as far as people have seats.
#![expect(clippy::indexing_slicing, reason = "pairs and people are those of the problem")]

use super::book::Book;
use super::insert::{self, Search};
use super::polish;
use crate::control::Control;
use crate::error::Error;

/// Gives one pair after the other a session, at a free start or by moving others, if both have a seat left; then all sessions move to
/// better times. `seats` is by person: those left as mentor and as mentee. Whether it got to the end.
///
/// # Errors
/// Cancelled.
pub(crate) fn add(
    book: &mut Book<'_>,
    order: &[u32],
    seats: &mut [[u32; 2]],
    control: &Control,
) -> Result<bool, Error> {
    let mut search = Search::new(book, insert::effort(order.len()));
    for (k, &pair) in order.iter().enumerate() {
        if k.is_multiple_of(1024) {
            control.check()?;
            if control.is_expired() {
                return Ok(false);
            }
        }
        let [mentor, mentee] = book.problem.pairs[pair as usize].people;
        if book.has(pair) || seats[mentor as usize][0] == 0 || seats[mentee as usize][1] == 0 {
            continue;
        }
        if let Some(start) = insert::first_free(book, pair) {
            book.put(pair, start);
        } else if search.has_effort() && !search.insert(book, pair, false, control)? {
            return Ok(false);
        }
        if book.has(pair) {
            seats[mentor as usize][0] -= 1;
            seats[mentee as usize][1] -= 1;
        }
    }
    polish::polish(book, control)
}

/// Gives whoever has no session the first free start, those with the fewest starts first, whatever the time: for an answer that is due.
///
/// # Errors
/// Cancelled.
pub(crate) fn fit(book: &mut Book<'_>, control: &Control) -> Result<(), Error> {
    for (k, pair) in insert::without(book).into_iter().enumerate() {
        if k.is_multiple_of(1024) {
            control.check()?;
        }
        if let Some(start) = insert::first_free(book, pair) {
            book.put(pair, start);
        }
    }
    Ok(())
}
