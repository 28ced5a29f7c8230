//! One person who states something else, and another one who makes up for it: see `steps`.
//!
//! **Problem.** Where people state several values hardly two are in the same rows, so that few steps among cells there are lead to a world. What does is that
//! one person states a value more, less, or another one, and somebody else the reverse of what that does to the rows shown.
//!
//! **Method.** Moves of one person by what they do to rows shown, then by what they do to all rows; of each, the ones from cells with the most
//! people, and of cells with one person a few of each outcome. A move that does nothing to rows shown is a step; so are two that do the
//! reverse of each other. Two are looked at only if together they change a row that is open, and if each outcome that leaves can be had.
//!
//! **Complexity.** O(moves · log) and the pairs of kinds of moves, of which no more are looked at than the search has steps.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::steps::{Search, taken_together, wide};
use super::worlds::COUNTS;
use crate::error::Error;

/// How many moves of the same effect and outcome are tried.
const MOST_ALIKE: usize = 3;

/// From a cell, to a cell.
type Move = (usize, usize);

impl Search<'_> {
    /// # Errors
    /// Cancelled.
    pub(super) fn moves(&mut self) -> Result<(), Error> {
        let kinds = self.kinds();
        for &(from, to) in kinds.get(&0).into_iter().flatten().flatten() {
            if !self.step(&[(from, -1), (to, 1)])? {
                return Ok(());
            }
        }
        for (effect, there) in &kinds {
            let Some(back) = kinds.get(&effect.wrapping_neg()).filter(|_| *effect <= effect.wrapping_neg()) else {
                continue;
            };
            for one in there {
                for other in back {
                    if !self.both(one, other)? {
                        return Ok(());
                    }
                }
            }
        }
        Ok(())
    }

    /// Moves of each of two kinds. Whether to go on.
    fn both(&mut self, one: &[Move], other: &[Move]) -> Result<bool, Error> {
        let together =
            |one: &Move, other: &Move| taken_together(&[(one.0, -1), (one.1, 1), (other.0, -1), (other.1, 1)]);
        let (Some(first), Some(second)) = (one.first(), other.first()) else { return Ok(true) };
        let step = together(first, second);
        if !self.worlds.asks(&step, &self.left.secrets) || !self.agrees(&step) {
            return self.passed();
        }
        for first in one {
            for second in other.iter().filter(|second| self.worlds.alike(first.0, second.0)) {
                if !self.step(&together(first, second))? {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }

    /// By what moves do to rows shown: by what they do to all.
    fn kinds(&self) -> BTreeMap<u128, Vec<Vec<Move>>> {
        let counts = |cell: usize| self.worlds.cells.get(cell).map_or([0; COUNTS], |cell| cell.counts);
        let sum = |rows: &[u32]| rows.iter().fold(0_u128, |sum, &row| sum.wrapping_add(wide(row)));
        let shown: Vec<u128> = self.shown.iter().map(|rows| sum(rows)).collect();
        let all: Vec<u128> = self.worlds.cells.iter().map(|cell| sum(&cell.sets)).collect();
        let effect = |sums: &[u128], (from, to): Move| Some(sums.get(to)?.wrapping_sub(*sums.get(from)?));
        let mut kinds: BTreeMap<u128, BTreeMap<u128, Vec<Move>>> = BTreeMap::new();
        for &one in self.worlds.moves.iter().filter(|one| counts(one.0)[0] > 0) {
            let (Some(shown), Some(all)) = (effect(&shown, one), effect(&all, one)) else { continue };
            kinds.entry(shown).or_default().entry(all).or_default().push(one);
        }
        let few = |mut alike: Vec<Move>| {
            alike.sort_by_cached_key(|&(from, to)| {
                let own = counts(from);
                (Reverse(own.iter().min().copied()), Reverse(own[0]), Reverse(own), from, to)
            });
            let mut of_outcome: BTreeMap<[i64; COUNTS], usize> = BTreeMap::new();
            alike.retain(|&(from, _)| {
                let own = counts(from);
                let found = of_outcome.entry(if own[0] == 1 { own } else { [0; COUNTS] }).or_default();
                *found += 1;
                *found <= MOST_ALIKE
            });
            alike
        };
        kinds.into_iter().map(|(effect, alike)| (effect, alike.into_values().map(few).collect())).collect()
    }
}
