//! People in the order of a key, in runs of bounded length: the first ones cost no more than are looked at, and a change
//! costs little however many there are.
#![expect(clippy::indexing_slicing, reason = "positions come from the searches made here")]

use super::Weight;

/// The longest run.
const RUN: usize = 512;

/// A key and whose it is; the key in halves, so that it takes 24 bytes and not 32. Ordered as the whole is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    high: i64,
    low: u64,
    who: u32,
}

impl Entry {
    pub(super) fn new(key: Weight, who: u32) -> Self {
        Entry { high: (key >> 64) as i64, low: key as u64, who }
    }

    pub(super) fn key(self) -> Weight {
        Weight::from(self.high) << 64 | Weight::from(self.low)
    }

    pub(super) fn who(self) -> u32 {
        self.who
    }
}

/// A place in the order: which run, and where in it. Good until something changes.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Place(usize, usize);

/// Entries, ascending. No run is empty.
#[derive(Debug, Clone, Default)]
pub(super) struct Ranked {
    runs: Vec<Vec<Entry>>,
    len: usize,
}

impl Ranked {
    pub(super) fn new(mut entries: Vec<Entry>) -> Self {
        entries.sort_unstable();
        let len = entries.len();
        if len <= RUN {
            let runs = if entries.is_empty() { Vec::new() } else { vec![entries] };
            return Ranked { runs, len };
        }
        // Half full, for there is more to come.
        Ranked { runs: entries.chunks(RUN / 2).map(<[Entry]>::to_vec).collect(), len }
    }

    /// The same people, with other keys.
    pub(super) fn moved(&self, key: impl Fn(Entry) -> Weight) -> Self {
        Ranked::new(self.iter().map(|entry| Entry::new(key(entry), entry.who)).collect())
    }

    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// All of them, the smallest key first.
    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = Entry> {
        self.runs.iter().flatten().copied()
    }

    pub(super) fn last(&self) -> Option<Entry> {
        self.runs.last().and_then(|run| run.last()).copied()
    }

    pub(super) fn at(&self, Place(run, at): Place) -> Option<Entry> {
        self.runs.get(run)?.get(at).copied()
    }

    pub(super) fn after(&self, Place(run, at): Place) -> Place {
        if self.runs.get(run).is_some_and(|run| at + 1 < run.len()) { Place(run, at + 1) } else { Place(run + 1, 0) }
    }

    /// Adds an entry that is not there.
    pub(super) fn insert(&mut self, entry: Entry) {
        self.len += 1;
        let at = self.run(entry).min(self.runs.len().saturating_sub(1));
        let Some(run) = self.runs.get_mut(at) else {
            self.runs.push(vec![entry]);
            return;
        };
        let place = run.partition_point(|other| *other < entry);
        run.insert(place, entry);
        if run.len() > RUN {
            let rest = run.split_off(RUN / 2);
            self.runs.insert(at + 1, rest);
        }
    }

    /// Takes an entry out, and tells whether it was there.
    pub(super) fn remove(&mut self, entry: Entry) -> bool {
        let at = self.run(entry);
        let Some(Ok(place)) = self.runs.get(at).map(|run| run.binary_search(&entry)) else { return false };
        self.runs[at].remove(place);
        if self.runs[at].is_empty() {
            self.runs.remove(at);
        }
        self.len -= 1;
        true
    }

    /// The first run that ends no earlier.
    fn run(&self, entry: Entry) -> usize {
        self.runs.partition_point(|run| run.last().is_some_and(|last| *last < entry))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Entry, Place, Ranked, Weight};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_is_a_set_in_order(
            first in prop::collection::btree_set((-5..5_i128, 0..400_u32), 0..1_500),
            changes in prop::collection::vec((any::<bool>(), -5..5_i128, 0..400_u32), 0..3_000),
        ) {
            let scale = |key: Weight| key << 61;
            let mut truth: BTreeSet<(Weight, u32)> = first.iter().map(|&(key, who)| (scale(key), who)).collect();
            let mut ranked = Ranked::new(truth.iter().rev().map(|&(key, who)| Entry::new(key, who)).collect());
            for (add, key, who) in changes {
                let (key, entry) = (scale(key), Entry::new(scale(key), who));
                if !add {
                    prop_assert_eq!(ranked.remove(entry), truth.remove(&(key, who)));
                } else if truth.insert((key, who)) {
                    ranked.insert(entry);
                }
            }
            prop_assert_eq!(ranked.len(), truth.len());
            prop_assert_eq!(ranked.last().map(|entry| (entry.key(), entry.who())), truth.last().copied());
            let all: Vec<(Weight, u32)> = ranked.iter().map(|entry| (entry.key(), entry.who())).collect();
            let mut place = Place::default();
            for &(key, who) in &all {
                prop_assert_eq!(ranked.at(place), Some(Entry::new(key, who)));
                place = ranked.after(place);
            }
            prop_assert_eq!(ranked.at(place), None);
            prop_assert_eq!(all, truth.into_iter().collect::<Vec<_>>());
        }
    }
}
