//! A sparse table of (mentor, mentee): rows by mentee, each in the order of mentors.

use std::collections::BTreeMap;

use super::{MenteeIx, MentorIx};

/// What is known of some pairs. Looked up in O(log pairs of the mentee).
#[derive(Debug, Clone)]
pub struct Pairs<T> {
    /// `entries[starts[mentee]..starts[mentee + 1]]` are a mentee's.
    starts: Vec<u32>,
    entries: Vec<(MentorIx, T)>,
    /// Rows of mentees that were changed since, each in place of the one above.
    changed: BTreeMap<MenteeIx, Vec<(MentorIx, T)>>,
}

impl<T: Copy> Pairs<T> {
    /// The table of these entries for `mentees` mentees; entries of one pair are merged into one.
    #[must_use]
    pub fn new(mentees: usize, mut list: Vec<(MenteeIx, MentorIx, T)>, merge: impl Fn(T, T) -> T) -> Self {
        // Stable, so that merging happens in the order given.
        list.sort_by_key(|&(mentee, mentor, _)| (mentee, mentor));
        let mut starts = Vec::with_capacity(mentees + 1);
        let mut entries: Vec<(MentorIx, T)> = Vec::with_capacity(list.len());
        let mut list = list.into_iter().peekable();
        for mentee in 0..=mentees as u32 {
            starts.push(entries.len() as u32);
            let begin = entries.len();
            while let Some((_, mentor, value)) = list.next_if(|entry| entry.0 == mentee) {
                match entries.get_mut(begin..).and_then(<[_]>::last_mut) {
                    Some(last) if last.0 == mentor => last.1 = merge(last.1, value),
                    _ => entries.push((mentor, value)),
                }
            }
        }
        Pairs { starts, entries, changed: BTreeMap::new() }
    }

    /// Those of one mentee, as if there were no other.
    #[must_use]
    pub fn alone(&self, mentee: MenteeIx) -> Self {
        let entries = self.of(mentee).to_vec();
        Pairs { starts: vec![0, entries.len() as u32], entries, changed: BTreeMap::new() }
    }

    /// A mentee's entries, in the order of mentors.
    #[must_use]
    pub fn of(&self, mentee: MenteeIx) -> &[(MentorIx, T)] {
        if !self.changed.is_empty()
            && let Some(row) = self.changed.get(&mentee)
        {
            return row;
        }
        let at = |i: usize| self.starts.get(i).map_or(0, |&start| start as usize);
        self.entries.get(at(mentee as usize)..at(mentee as usize + 1)).unwrap_or_default()
    }

    /// Says something else of a pair, or nothing any more. O(entries of the mentee + log n).
    pub fn set(&mut self, mentor: MentorIx, mentee: MenteeIx, value: Option<T>) {
        if self.get(mentor, mentee).is_none() && value.is_none() {
            return;
        }
        let mut row = self.of(mentee).to_vec();
        match (row.binary_search_by_key(&mentor, |entry| entry.0), value) {
            (Ok(at), Some(value)) => row.iter_mut().skip(at).take(1).for_each(|entry| entry.1 = value),
            (Ok(at), None) => drop(row.remove(at)),
            (Err(at), Some(value)) => row.insert(at, (mentor, value)),
            (Err(_), None) => {}
        }
        self.changed.insert(mentee, row);
    }

    /// Makes room for one more mentee, of whom nothing is known yet: whoever had this number or a greater one has the next. O(mentees).
    pub(crate) fn open_row(&mut self, at: MenteeIx) {
        if let Some(&start) = self.starts.get(at as usize) {
            self.starts.insert(at as usize, start);
        }
        self.changed =
            std::mem::take(&mut self.changed).into_iter().map(|(i, row)| (i + u32::from(i >= at), row)).collect();
    }

    /// Forgets a mentee: whoever had a greater number has the one before. O(mentees + entries).
    pub(crate) fn close_row(&mut self, at: MenteeIx) {
        let place = at as usize;
        if let (Some(&start), Some(&end)) = (self.starts.get(place), self.starts.get(place + 1)) {
            self.entries.drain(start as usize..end as usize);
            self.starts.remove(place + 1);
            self.starts.iter_mut().skip(place + 1).for_each(|later| *later -= end - start);
        }
        let changed = std::mem::take(&mut self.changed).into_iter().filter(|(i, _)| *i != at);
        self.changed = changed.map(|(i, row)| (i - u32::from(i > at), row)).collect();
    }

    /// The same of a mentor who comes. O(entries).
    pub(crate) fn open_entry(&mut self, at: MentorIx) {
        let changed = self.changed.values_mut().flatten();
        for (mentor, _) in self.entries.iter_mut().chain(changed).filter(|(mentor, _)| *mentor >= at) {
            *mentor += 1;
        }
    }

    /// And of one who goes. O(mentees + entries).
    pub(crate) fn close_entry(&mut self, at: MentorIx) {
        if self.entries.iter().any(|entry| entry.0 == at) {
            let gone: Vec<u32> = (0..).zip(&self.entries).filter(|(_, entry)| entry.0 == at).map(|(k, _)| k).collect();
            self.starts.iter_mut().for_each(|start| *start -= gone.partition_point(|k| k < start) as u32);
            self.entries.retain(|entry| entry.0 != at);
        }
        self.changed.values_mut().for_each(|row| row.retain(|entry| entry.0 != at));
        let changed = self.changed.values_mut().flatten();
        for (mentor, _) in self.entries.iter_mut().chain(changed).filter(|(mentor, _)| *mentor > at) {
            *mentor -= 1;
        }
    }

    /// What is known of a pair.
    #[must_use]
    pub fn get(&self, mentor: MentorIx, mentee: MenteeIx) -> Option<T> {
        let row = self.of(mentee);
        let found = row.binary_search_by_key(&mentor, |entry| entry.0).ok()?;
        row.get(found).map(|entry| entry.1)
    }

    /// Whether anything is known of a pair.
    #[must_use]
    pub fn contains(&self, mentor: MentorIx, mentee: MenteeIx) -> bool {
        self.get(mentor, mentee).is_some()
    }

    /// All of them, in the order of mentee, then mentor.
    pub fn iter(&self) -> impl Iterator<Item = (MentorIx, MenteeIx, T)> {
        (0..self.starts.len().saturating_sub(1) as u32)
            .flat_map(|mentee| self.of(mentee).iter().map(move |&(mentor, value)| (mentor, mentee, value)))
    }

    /// How many pairs are known. O(1), if none was changed.
    #[must_use]
    pub fn len(&self) -> usize {
        if self.changed.is_empty() { self.entries.len() } else { self.iter().count() }
    }

    /// Whether none is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::Pairs;

    proptest! {
        /// Whatever is said of pairs later, it is as if it had been said at once.
        #[test]
        fn later_is_as_good_as_at_once(
            first in prop::collection::vec((0..5_u32, 0..4_u32, 0..9_u8), 0..12),
            then in prop::collection::vec((0..5_u32, 0..4_u32, prop::option::of(0..9_u8)), 0..12),
        ) {
            let mut pairs = Pairs::new(5, first.clone(), |_, last| last);
            let mut known: BTreeMap<(u32, u32), u8> = first.into_iter().map(|(i, j, value)| ((i, j), value)).collect();
            for (i, j, value) in then {
                pairs.set(j, i, value);
                match value {
                    Some(value) => known.insert((i, j), value),
                    None => known.remove(&(i, j)),
                };
            }
            let list: Vec<_> = known.into_iter().map(|((i, j), value)| (i, j, value)).collect();
            let found: Vec<_> = pairs.iter().map(|(j, i, value)| (i, j, value)).collect();
            prop_assert_eq!(&found, &list);
            prop_assert_eq!((pairs.len(), pairs.is_empty()), (list.len(), list.is_empty()));
        }

        /// Whoever comes or goes, of the others the same is known.
        #[test]
        fn people_come_and_go(
            first in prop::collection::vec((0..5_u32, 0..5_u32, 0..9_u8), 0..15),
            then in prop::collection::vec((0..5_u8, 0..5_u32, 0..5_u32), 0..12),
        ) {
            let mut pairs = Pairs::new(5, first.clone(), |_, last| last);
            let mut known: BTreeMap<(u32, u32), u8> = first.into_iter().map(|(i, j, value)| ((i, j), value)).collect();
            let mut count = 5;
            for (kind, i, j) in then {
                let moved = |known: BTreeMap<(u32, u32), u8>, to: &dyn Fn((u32, u32)) -> Option<(u32, u32)>| {
                    known.into_iter().filter_map(|(pair, value)| Some((to(pair)?, value))).collect()
                };
                match kind {
                    0 if i <= count => {
                        pairs.open_row(i);
                        count += 1;
                        known = moved(known, &|(a, b)| Some((a + u32::from(a >= i), b)));
                    }
                    1 if i < count => {
                        pairs.close_row(i);
                        count -= 1;
                        known = moved(known, &|(a, b)| (a != i).then_some((a - u32::from(a > i), b)));
                    }
                    2 => {
                        pairs.open_entry(j);
                        known = moved(known, &|(a, b)| Some((a, b + u32::from(b >= j))));
                    }
                    3 => {
                        pairs.close_entry(j);
                        known = moved(known, &|(a, b)| (b != j).then_some((a, b - u32::from(b > j))));
                    }
                    4 if i < count => {
                        pairs.set(j, i, Some(7));
                        known.insert((i, j), 7);
                    }
                    _ => {}
                }
                let found: BTreeMap<_, _> = pairs.iter().map(|(j, i, value)| ((i, j), value)).collect();
                prop_assert_eq!(&found, &known);
            }
        }
    }
}
