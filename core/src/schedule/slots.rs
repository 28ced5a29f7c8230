//! Sets of slots as rows of bits, one row a person: 64 slots a word, the lowest bit first.
//!
//! With sessions of k slots a row is first *eroded* to the slots at which a session may start: those from which k in a row are
//! free. What two people have in common can be eroded before or after; the starts are the same.
#![expect(clippy::indexing_slicing, reason = "people and words come from the checked problem")]

use std::borrow::Cow;

/// How many words a row of so many slots takes.
pub(crate) fn words(slots: u32) -> usize {
    (slots as usize).div_ceil(64)
}

/// One row of slots a person.
#[derive(Debug, Clone)]
pub(crate) struct Rows<'a> {
    words: usize,
    bits: Cow<'a, [u64]>,
}

impl<'a> Rows<'a> {
    /// Where sessions of `length` slots may start.
    pub(crate) fn starts(bits: &'a [u64], slots: u32, length: u32) -> Self {
        let words = words(slots);
        if length == 1 {
            return Rows { words, bits: Cow::Borrowed(bits) };
        }
        let mut starts = bits.to_vec();
        for row in starts.chunks_mut(words) {
            // A run of `done` slots at s and one at s + step, which overlap or touch, are one of `done + step`.
            let mut done = 1;
            while done < length {
                let step = done.min(length - done);
                for at in 0..words {
                    row[at] &= shifted(row, at, step as usize);
                }
                done += step;
            }
        }
        Rows { words, bits: Cow::Owned(starts) }
    }

    /// Rows of starts that somebody else has made: `words` words each, one row after the other.
    pub(crate) fn of_starts(words: usize, bits: Vec<u64>) -> Self {
        Rows { words, bits: Cow::Owned(bits) }
    }

    /// Takes from everybody the starts of `length` slots that reach into any of these slots, which ascend.
    pub(crate) fn close(&mut self, closed: impl Iterator<Item = u32>, length: u32) {
        let mut open = vec![u64::MAX; self.words];
        close(&mut open, closed, length);
        if open.iter().any(|&word| word != u64::MAX) {
            let rows = self.bits.to_mut().chunks_mut(self.words);
            rows.for_each(|row| row.iter_mut().zip(&open).for_each(|(word, open)| *word &= open));
        }
    }

    pub(crate) fn row_words(&self) -> usize {
        self.words
    }

    pub(crate) fn row(&self, person: u32) -> &[u64] {
        &self.bits[person as usize * self.words..][..self.words]
    }

    pub(crate) fn row_mut(&mut self, person: u32) -> &mut [u64] {
        let words = self.words;
        &mut self.bits.to_mut()[person as usize * words..][..words]
    }

    pub(crate) fn people(&self) -> u32 {
        (self.bits.len() / self.words.max(1)) as u32
    }

    /// Of every person, how many sessions of `length` slots fit between these starts without two at a time.
    pub(crate) fn most(&self, length: u32) -> Vec<u32> {
        let most = |person: u32| {
            let row = self.row(person);
            if length == 1 {
                return row.iter().map(|word| word.count_ones()).sum();
            }
            // The earliest start leaves the most room behind it.
            let (mut count, mut next) = (0, 0);
            for start in ones(row) {
                if start >= next {
                    (count, next) = (count + 1, start + length);
                }
            }
            count
        };
        (0..self.people()).map(most).collect()
    }
}

/// The word `at` of a row, every slot of which stands for the one `by` later.
fn shifted(row: &[u64], at: usize, by: usize) -> u64 {
    let (whole, rest) = (at + by / 64, by % 64);
    let word = |at: usize| row.get(at).copied().unwrap_or(0);
    if rest == 0 { word(whole) } else { word(whole) >> rest | word(whole + 1) << (64 - rest) }
}

pub(crate) fn meets(a: &[u64], b: &[u64]) -> bool {
    a.iter().zip(b).any(|(a, b)| a & b != 0)
}

/// The first slot of both.
pub(crate) fn first_common(a: &[u64], b: &[u64]) -> Option<u32> {
    let mut words = (0..).zip(a.iter().zip(b));
    words.find_map(|(at, (a, b))| (a & b != 0).then(|| at * 64 + (a & b).trailing_zeros()))
}

pub(crate) fn has(row: &[u64], slot: u32) -> bool {
    row[slot as usize / 64] >> (slot % 64) & 1 == 1
}

pub(crate) fn set(row: &mut [u64], slot: u32, on: bool) {
    let bit = 1 << (slot % 64);
    if on {
        row[slot as usize / 64] |= bit;
    } else {
        row[slot as usize / 64] &= !bit;
    }
}

/// Takes from a row the starts of `length` slots that reach into any of these slots, which ascend.
pub(crate) fn close(row: &mut [u64], closed: impl Iterator<Item = u32>, length: u32) {
    let mut next = 0;
    for slot in closed {
        (next.max(slot.saturating_sub(length - 1))..=slot).for_each(|start| set(row, start, false));
        next = slot + 1;
    }
}

/// The slots of a row, ascending.
pub(crate) fn ones(row: &[u64]) -> impl Iterator<Item = u32> {
    (0_u32..).zip(row).flat_map(|(at, &word)| bits(at, word))
}

/// The slots that are in both rows, ascending.
pub(crate) fn ones_of<'a>(a: &'a [u64], b: &'a [u64]) -> impl Iterator<Item = u32> + 'a {
    (0_u32..).zip(a.iter().zip(b)).flat_map(|(at, (&a, &b))| bits(at, a & b))
}

/// The slots of the word `at`.
fn bits(at: u32, word: u64) -> impl Iterator<Item = u32> {
    let rest = std::iter::successors((word != 0).then_some(word), |word| {
        let less = word & (word - 1);
        (less != 0).then_some(less)
    });
    rest.map(move |rest| at * 64 + rest.trailing_zeros())
}

#[cfg(test)]
mod tests {
    use super::{Rows, ones, words};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_start_has_all_its_slots(free in prop::collection::vec(prop::bool::weighted(0.8), 1..200), length in 1..140_u32) {
            let mut bits = vec![0; words(free.len() as u32)];
            for (slot, _) in free.iter().enumerate().filter(|(_, free)| **free) {
                bits[slot / 64] |= 1 << (slot % 64);
            }
            let found: Vec<u32> = ones(Rows::starts(&bits, free.len() as u32, length).row(0)).collect();
            let fits = |&start: &u32| free.get(start as usize..(start + length) as usize).is_some_and(|run| run.iter().all(|free| *free));
            prop_assert_eq!(found, (0..free.len() as u32).filter(fits).collect::<Vec<_>>());
        }
    }
}
