//! The edges as one level of the solver sees them: the same rows and positions as in the graph, with weights of its own.
//!
//! Prices are found level by level, coarse to fine ([`levels`](super::levels)). Coarse weights are packed with their
//! mentors into 8 bytes an edge; the finest are the caller's own, left where they are.
#![expect(clippy::indexing_slicing, reason = "mentees and positions come from the graph")]

use std::fmt::Debug;
use std::ops::Range;

use super::share;
use crate::bipartite::Bipartite;

/// Rows of edges with weights.
pub(super) trait Rows: Sync {
    /// As stored.
    type Weight: Copy + Default + Debug + Into<i64> + Ord + Send + Sync;

    fn graph(&self) -> &Bipartite<'_>;

    /// The mentor and the weight of the edge at a position.
    fn edge(&self, position: u32) -> (u32, Self::Weight);

    /// A mentee's edges: position, mentor, weight.
    fn row(&self, mentee: u32) -> impl Iterator<Item = (u32, u32, Self::Weight)> + Clone;

    /// Reads a little of everything in a mentee's row, so that it is at hand when the whole is read; any number.
    fn touch(&self, mentee: u32) -> u32;
}

/// How many bytes come from memory at once, on most machines.
const LINE: usize = 64;

/// Weights as the caller gave them, refined by some bits.
pub(super) struct Whole<'g> {
    pub(super) graph: &'g Bipartite<'g>,
    pub(super) fine: u32,
}

impl Rows for Whole<'_> {
    type Weight = i64;

    fn graph(&self) -> &Bipartite<'_> {
        self.graph
    }

    fn edge(&self, position: u32) -> (u32, i64) {
        (self.graph.mentor(position), self.graph.weight(position) << self.fine)
    }

    fn row(&self, mentee: u32) -> impl Iterator<Item = (u32, u32, i64)> + Clone {
        self.graph.edges_of(mentee).map(|(position, mentor, weight)| (position, mentor, weight << self.fine))
    }

    fn touch(&self, mentee: u32) -> u32 {
        let row = self.graph.row(mentee);
        let weights = self.graph.weights(row.clone()).iter().step_by(LINE / 8);
        let weights = weights.fold(0, |all, &weight| all ^ weight as u32);
        row.step_by(LINE / 4).fold(weights, |all, position| all ^ self.graph.mentor(position as u32))
    }
}

/// Weights that fit 32 bits.
pub(super) struct Packed<'g> {
    graph: &'g Bipartite<'g>,
    edges: Vec<(u32, u32)>,
}

impl<'g> Packed<'g> {
    /// Of weights that `scale` makes of the graph's.
    pub(super) fn new(graph: &'g Bipartite<'g>, scale: impl Fn(i64) -> u32 + Sync) -> Self {
        let mut edges = vec![(0, 0); graph.edges()];
        share::pieces(&mut edges, 0, 1 << 16, &|first, piece| {
            for (at, edge) in (first as u32..).zip(piece) {
                *edge = (graph.mentor(at), scale(graph.weight(at)));
            }
        });
        Packed { graph, edges }
    }
}

impl Rows for Packed<'_> {
    type Weight = u32;

    fn graph(&self) -> &Bipartite<'_> {
        self.graph
    }

    fn edge(&self, position: u32) -> (u32, u32) {
        self.edges[position as usize]
    }

    fn row(&self, mentee: u32) -> impl Iterator<Item = (u32, u32, u32)> + Clone {
        let row: Range<usize> = self.graph.row(mentee);
        (row.start as u32..).zip(&self.edges[row]).map(|(position, &(mentor, weight))| (position, mentor, weight))
    }

    fn touch(&self, mentee: u32) -> u32 {
        self.edges[self.graph.row(mentee)].iter().step_by(LINE / 8).fold(0, |all, edge| all ^ edge.0)
    }
}
