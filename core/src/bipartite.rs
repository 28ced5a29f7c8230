//! A bipartite graph of mentees and mentors: integer weights on the edges, seats on both sides.
//!
//! Compressed rows, one a mentee. A caller knows an edge by its *id*, the position at which they gave it; inside the
//! graph an edge is known by its *position* in the rows. The two are the same unless the edges had to be sorted.
#![expect(
    clippy::indexing_slicing,
    reason = "positions come from the counts made here; mentees and mentors are the caller's promise"
)]

use std::borrow::Cow;
use std::ops::Range;

/// Mentees, mentors and weighted edges between them; borrowed from the caller as far as possible.
#[derive(Debug, Clone)]
pub struct Bipartite<'a> {
    mentor_seats: Cow<'a, [u32]>,
    mentee_seats: Cow<'a, [u32]>,
    /// Where each mentee's row starts; one more entry than mentees.
    row_starts: Vec<usize>,
    mentor: Cow<'a, [u32]>,
    weight: Cow<'a, [i64]>,
    /// The caller's id of each position, if they differ.
    ids: Option<Vec<u32>>,
}

impl<'a> Bipartite<'a> {
    /// From rows that are laid out already: the edges of mentee `i` are `row_starts[i]..row_starts[i + 1]`, and an edge's
    /// id is its position. For callers who keep these promises: `row_starts` ascends from 0 to the number of edges, has
    /// one entry more than `mentee_seats`, mentors are below `mentor_seats.len()`, and weights are from 0 to 2^53.
    #[must_use]
    pub fn from_rows(
        mentor_seats: impl Into<Cow<'a, [u32]>>,
        mentee_seats: impl Into<Cow<'a, [u32]>>,
        row_starts: Vec<usize>,
        mentor: impl Into<Cow<'a, [u32]>>,
        weight: impl Into<Cow<'a, [i64]>>,
    ) -> Self {
        let (mentor_seats, mentee_seats) = (mentor_seats.into(), mentee_seats.into());
        let (mentor, weight) = (mentor.into(), weight.into());
        debug_assert_eq!(row_starts.len(), mentee_seats.len() + 1);
        debug_assert_eq!(row_starts.last().copied(), Some(mentor.len()));
        debug_assert_eq!(weight.len(), mentor.len());
        Bipartite { mentor_seats, mentee_seats, row_starts, mentor, weight, ids: None }
    }

    /// The same graph, whose edges the caller knows by other ids: one a position.
    pub(crate) fn with_ids(self, ids: Vec<u32>) -> Self {
        Bipartite { ids: Some(ids), ..self }
    }

    /// With more mentees, who want one mentor each and have one edge each; and with other seats of mentors. Edges that were
    /// there keep their positions and ids, and the new ones come after them.
    pub(crate) fn with_singles(mut self, mentors: &[u32], weights: &[i64], mentor_seats: Vec<u32>) -> Self {
        let edges = self.edges();
        self.mentor.to_mut().extend_from_slice(mentors);
        self.weight.to_mut().extend_from_slice(weights);
        self.row_starts.extend((edges + 1..).take(mentors.len()));
        let seats = self.mentee_seats.to_mut();
        seats.resize(seats.len() + mentors.len(), 1);
        if let Some(ids) = &mut self.ids {
            ids.extend((edges as u32..).take(mentors.len()));
        }
        Bipartite { mentor_seats: Cow::Owned(mentor_seats), ..self }
    }

    /// From edges in any order, given as parallel slices: borrowed if they are in the order of mentees, else by a stable
    /// counting sort. The promises of [`from_rows`](Self::from_rows) hold here too, and mentees are below
    /// `mentee_seats.len()`.
    #[must_use]
    pub fn from_edges(
        mentee: &[u32],
        mentor: &'a [u32],
        weight: &'a [i64],
        mentor_seats: &'a [u32],
        mentee_seats: &'a [u32],
    ) -> Self {
        let mut row_starts = vec![0; mentee_seats.len() + 1];
        if mentee.is_sorted() {
            let mut at = 0;
            for (i, row) in mentee.chunk_by(|a, b| a == b).map(|row| (row[0] as usize, row.len())) {
                let start = row_starts[at];
                row_starts[at..=i].fill(start);
                row_starts[i + 1] = start + row;
                at = i + 1;
            }
            let end = row_starts[at];
            row_starts[at..].fill(end);
            return Self::from_rows(mentor_seats, mentee_seats, row_starts, mentor, weight);
        }
        for &i in mentee {
            row_starts[i as usize + 1] += 1;
        }
        for i in 1..row_starts.len() {
            row_starts[i] += row_starts[i - 1];
        }
        let mut next = row_starts.clone();
        let (mut mentors, mut weights, mut ids) = (vec![0; mentor.len()], vec![0; mentor.len()], vec![0; mentor.len()]);
        for (id, ((&i, &j), &w)) in (0..).zip(mentee.iter().zip(mentor).zip(weight)) {
            let at = next[i as usize];
            next[i as usize] += 1;
            (mentors[at], weights[at], ids[at]) = (j, w, id);
        }
        Self::from_rows(mentor_seats, mentee_seats, row_starts, mentors, weights).with_ids(ids)
    }

    /// How many mentees.
    #[must_use]
    pub fn mentees(&self) -> usize {
        self.mentee_seats.len()
    }

    /// How many mentors.
    #[must_use]
    pub fn mentors(&self) -> usize {
        self.mentor_seats.len()
    }

    /// How many edges.
    #[must_use]
    pub fn edges(&self) -> usize {
        self.mentor.len()
    }

    /// The seats of each mentor, as given.
    #[must_use]
    pub fn mentor_seats(&self) -> &[u32] {
        &self.mentor_seats
    }

    /// The seats that each mentee wants, as given.
    #[must_use]
    pub fn mentee_seats(&self) -> &[u32] {
        &self.mentee_seats
    }

    /// The positions of a mentee's edges.
    pub(crate) fn row(&self, mentee: u32) -> Range<usize> {
        self.row_starts[mentee as usize]..self.row_starts[mentee as usize + 1]
    }

    /// The mentor at the other end of the edge at `position`.
    pub(crate) fn mentor(&self, position: u32) -> u32 {
        self.mentor[position as usize]
    }

    /// The mentee in whose row the edge at `position` is; found by bisection.
    pub(crate) fn mentee(&self, position: u32) -> u32 {
        self.row_starts.partition_point(|&start| start <= position as usize) as u32 - 1
    }

    /// The weight of the edge at `position`.
    pub(crate) fn weight(&self, position: u32) -> i64 {
        self.weight[position as usize]
    }

    /// The weights at some positions.
    pub(crate) fn weights(&self, positions: Range<usize>) -> &[i64] {
        &self.weight[positions]
    }

    /// The mentors at some positions.
    pub(crate) fn mentors_of(&self, positions: Range<usize>) -> &[u32] {
        &self.mentor[positions]
    }

    /// The caller's id of the edge at `position`.
    pub(crate) fn id(&self, position: u32) -> u32 {
        self.ids.as_ref().map_or(position, |ids| ids[position as usize])
    }

    /// A mentee's edges: position, mentor, weight.
    pub(crate) fn edges_of(&self, mentee: u32) -> impl Iterator<Item = (u32, u32, i64)> + Clone {
        let row = self.row(mentee);
        let (mentors, weights) = (&self.mentor[row.clone()], &self.weight[row.clone()]);
        (row.start as u32..)
            .zip(mentors.iter().zip(weights))
            .map(|(position, (&mentor, &weight))| (position, mentor, weight))
    }
}
