//! A sparse table of (mentor, mentee): rows by mentee, each in the order of mentors.

use super::{MenteeIx, MentorIx};

/// What is known of some pairs. Looked up in O(log pairs of the mentee).
#[derive(Debug, Clone)]
pub struct Pairs<T> {
    /// `entries[starts[mentee]..starts[mentee + 1]]` are a mentee's.
    starts: Vec<u32>,
    entries: Vec<(MentorIx, T)>,
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
        Pairs { starts, entries }
    }

    /// A mentee's entries, in the order of mentors.
    #[must_use]
    pub fn of(&self, mentee: MenteeIx) -> &[(MentorIx, T)] {
        let at = |i: usize| self.starts.get(i).map_or(0, |&start| start as usize);
        self.entries.get(at(mentee as usize)..at(mentee as usize + 1)).unwrap_or_default()
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

    /// How many pairs are known.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether none is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}
