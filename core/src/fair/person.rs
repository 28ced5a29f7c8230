//! All that a search asks of somebody, in one place; and the edges of everybody, row by row.
#![expect(clippy::indexing_slicing, reason = "people and edges are numbered by the group whose rows these are")]

use super::tree::Mark;

/// One line of the cache.
#[derive(Debug, Clone, Copy, Default)]
#[repr(align(64))]
pub(super) struct Person {
    /// By tree.
    pub(super) marks: [Mark; 2],
    pub(super) potential: i32,
    pub(super) seats: u32,
    /// Edges that some best choice may have.
    pub(super) open: Row,
    /// Chosen edges.
    pub(super) held: Row,
    /// How many of the open edges the search under way has been over.
    pub(super) seen: u32,
    /// Whether all seats must be filled.
    pub(super) must: bool,
}

impl Person {
    pub(super) fn lacks(&self) -> bool {
        self.held.len < self.seats
    }

    /// Whether they can do with an edge less, at no cost.
    pub(super) fn may_give(&self) -> bool {
        !self.must && self.potential == 0
    }
}

/// Where somebody's edges are, and how many are left.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Row {
    start: u32,
    pub(super) len: u32,
}

impl Row {
    /// With room for so many at `end`, which moves on.
    pub(super) fn new(room: u32, end: &mut u32) -> Self {
        let start = *end;
        *end += room;
        Row { start, len: 0 }
    }

    pub(super) fn of<'a>(&self, arcs: &'a [Arc]) -> &'a [Arc] {
        &arcs[self.start as usize..(self.start + self.len) as usize]
    }

    pub(super) fn push(&mut self, arcs: &mut [Arc], arc: Arc) {
        arcs[(self.start + self.len) as usize] = arc;
        self.len += 1;
    }

    /// The nearest first.
    pub(super) fn sort(&self, arcs: &mut [Arc]) {
        arcs[self.start as usize..(self.start + self.len) as usize].sort_unstable_by_key(|arc| (arc.slack, arc.edge));
    }

    /// Moves an edge up to where those are that were left out before it.
    pub(super) fn keep(&self, arcs: &mut [Arc], kept: &mut usize, arc: Arc) {
        arcs[self.start as usize + *kept] = arc;
        *kept += 1;
    }

    /// Moves up what comes after a place, to the end of what was kept.
    pub(super) fn close(&mut self, arcs: &mut [Arc], kept: usize, at: usize) {
        if kept < at {
            let (start, end) = (self.start as usize, (self.start + self.len) as usize);
            arcs.copy_within(start + at..end, start + kept);
            self.len -= (at - kept) as u32;
        }
    }

    /// Takes out what is at a place.
    pub(super) fn take(&mut self, arcs: &mut [Arc], at: usize) {
        self.len -= 1;
        arcs.swap(self.start as usize + at, (self.start + self.len) as usize);
    }
}

/// An edge as one of its ends sees it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Arc {
    pub(super) edge: u32,
    pub(super) other: u32,
    pub(super) level: u32,
    /// See [`Start::slack`](super::start::Start::slack).
    pub(super) slack: u32,
}
