//! The pairs that the search has looked at so far: a row a mentee, in the order of mentors.

use crate::roster::{MenteeIx, MentorIx};

/// A pair of a row: the mentor, and what the pair is worth.
pub(crate) type Entry = (MentorIx, u32);

/// Rows of pairs, flat.
#[derive(Debug)]
pub(crate) struct Rows {
    /// A mentee's pairs are `starts[mentee]..starts[mentee + 1]`.
    pub(super) starts: Vec<usize>,
    pub(super) mentors: Vec<MentorIx>,
    pub(super) points: Vec<u32>,
}

impl Rows {
    /// No pairs, for so many mentees.
    pub(super) fn new(mentees: usize) -> Self {
        Rows { starts: vec![0; mentees + 1], mentors: Vec::new(), points: Vec::new() }
    }

    /// A mentee's mentors and the points of the pairs.
    pub(super) fn of(&self, mentee: MenteeIx) -> (&[MentorIx], &[u32]) {
        let at = |i: usize| self.starts.get(i).copied().unwrap_or(0);
        let range = at(mentee as usize)..at(mentee as usize + 1);
        (self.mentors.get(range.clone()).unwrap_or_default(), self.points.get(range).unwrap_or_default())
    }

    /// A mentee's pairs.
    pub(crate) fn pairs(&self, mentee: MenteeIx) -> impl Iterator<Item = Entry> {
        let (mentors, points) = self.of(mentee);
        mentors.iter().copied().zip(points.iter().copied())
    }

    /// The pairs at these positions, which ascend: mentee, mentor, points.
    pub(super) fn at<'a>(&'a self, positions: &'a [u32]) -> impl Iterator<Item = (MenteeIx, MentorIx, u32)> {
        let mut mentee = 0;
        positions.iter().filter_map(move |&position| {
            while self.starts.get(mentee + 1).is_some_and(|&end| end <= position as usize) {
                mentee += 1;
            }
            let (mentor, points) = (self.mentors.get(position as usize)?, self.points.get(position as usize)?);
            Some((mentee as MenteeIx, *mentor, *points))
        })
    }

    /// With more pairs, none of which is in a row yet; `more` lists mentees in order, each once.
    pub(super) fn with(&self, more: &[(MenteeIx, Vec<Entry>)]) -> Self {
        let added: usize = more.iter().map(|(_, entries)| entries.len()).sum();
        let mut rows = Rows {
            starts: Vec::with_capacity(self.starts.len()),
            mentors: Vec::with_capacity(self.mentors.len() + added),
            points: Vec::with_capacity(self.points.len() + added),
        };
        rows.starts.push(0);
        let mut more = more.iter().peekable();
        let mut row: Vec<Entry> = Vec::new();
        for mentee in 0..self.starts.len().saturating_sub(1) as MenteeIx {
            match more.next_if(|(other, _)| *other == mentee) {
                Some((_, entries)) => {
                    row.clear();
                    row.extend(self.pairs(mentee).chain(entries.iter().copied()));
                    row.sort_unstable();
                    rows.mentors.extend(row.iter().map(|entry| entry.0));
                    rows.points.extend(row.iter().map(|entry| entry.1));
                }
                None => {
                    let (mentors, points) = self.of(mentee);
                    rows.mentors.extend_from_slice(mentors);
                    rows.points.extend_from_slice(points);
                }
            }
            rows.starts.push(rows.mentors.len());
        }
        rows
    }
}
