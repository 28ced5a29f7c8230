//! The edges as one level of the solver sees them: the same rows and positions as in the graph, with weights of its own.
//!
//! Prices are found level by level, coarse to fine ([`levels`](super::levels)). Coarse weights take 4 bytes
//! an edge; mentors, and the finest weights, are the caller's own, left where they are.
#![expect(clippy::indexing_slicing, reason = "mentees and positions come from the graph")]

use std::fmt::Debug;

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

/// Weights that fit 32 bits, beside the mentors as the caller gave them.
pub(super) struct Packed<'g> {
    graph: &'g Bipartite<'g>,
    weights: Vec<u32>,
}

impl<'g> Packed<'g> {
    /// Of weights that `scale` makes of the graph's.
    pub(super) fn new(graph: &'g Bipartite<'g>, scale: impl Fn(i64) -> u32 + Sync) -> Self {
        let mut weights = vec![0; graph.edges()];
        share::pieces(&mut weights, 0, 1 << 16, &|first, piece| {
            let from = graph.weights(first..first + piece.len());
            piece.iter_mut().zip(from).for_each(|(to, &weight)| *to = scale(weight));
        });
        Packed { graph, weights }
    }
}

impl Rows for Packed<'_> {
    type Weight = u32;

    fn graph(&self) -> &Bipartite<'_> {
        self.graph
    }

    fn edge(&self, position: u32) -> (u32, u32) {
        (self.graph.mentor(position), self.weights[position as usize])
    }

    fn row(&self, mentee: u32) -> impl Iterator<Item = (u32, u32, u32)> + Clone {
        let row = self.graph.row(mentee);
        let edges = self.graph.mentors_of(row.clone()).iter().zip(&self.weights[row.clone()]);
        (row.start as u32..).zip(edges).map(|(position, (&mentor, &weight))| (position, mentor, weight))
    }

    fn touch(&self, mentee: u32) -> u32 {
        let row = self.graph.row(mentee);
        let mentors = self.graph.mentors_of(row.clone()).iter().step_by(LINE / 4);
        mentors.zip(self.weights[row].iter().step_by(LINE / 4)).fold(0, |all, (mentor, weight)| all ^ mentor ^ weight)
    }
}
