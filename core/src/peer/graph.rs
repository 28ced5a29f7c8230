//! People and the edges between them, seen from both ends.
//!
//! An edge is two *arcs*, one from each end: arc 2e goes from a to b of edge e, arc 2e + 1 back, so `arc ^ 1` turns an arc
//! round.
#![expect(clippy::indexing_slicing, reason = "people and edges come from the checked problem")]

use super::problem::PeersProblem;

/// No arc, no person, no blossom.
pub(super) const NONE: u32 = u32::MAX;

/// An arc as its tail sees it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Arc {
    pub(super) weight: i64,
    pub(super) head: u32,
    pub(super) id: u32,
}

/// The arcs of all edges that weigh something, in one row a person.
pub(super) struct Graph<'p> {
    problem: &'p PeersProblem<'p>,
    starts: Vec<usize>,
    arcs: Vec<Arc>,
}

impl<'p> Graph<'p> {
    /// Rows in the order in which edges are given.
    pub(super) fn new(problem: &'p PeersProblem<'p>) -> Self {
        Self::in_order(problem, 0..problem.a.len() as u32)
    }

    /// Rows in a given order of edges, by a stable counting sort. Edges that weigh nothing are left out.
    pub(super) fn in_order(problem: &'p PeersProblem<'p>, order: impl Iterator<Item = u32>) -> Self {
        let edges = {
            let ends = order.map(|edge| (edge, problem.a[edge as usize], problem.b[edge as usize]));
            ends.map(|(edge, a, b)| (edge, a, b, problem.weight[edge as usize])).filter(|&(.., weight)| weight > 0)
        };
        let mut starts = vec![0; problem.n + 1];
        for ((&a, &b), _) in problem.a.iter().zip(problem.b).zip(problem.weight).filter(|&(_, &weight)| weight > 0) {
            starts[a as usize + 1] += 1;
            starts[b as usize + 1] += 1;
        }
        for v in 0..problem.n {
            starts[v + 1] += starts[v];
        }
        let mut next = starts.clone();
        let mut arcs = vec![Arc::default(); starts[problem.n]];
        for (edge, a, b, weight) in edges {
            for (tail, head, id) in [(a, b, 2 * edge), (b, a, 2 * edge + 1)] {
                arcs[next[tail as usize]] = Arc { weight, head, id };
                next[tail as usize] += 1;
            }
        }
        Graph { problem, starts, arcs }
    }

    pub(super) fn people(&self) -> usize {
        self.problem.n
    }

    pub(super) fn edges(&self) -> usize {
        self.arcs.len() / 2
    }

    pub(super) fn arcs_of(&self, person: u32) -> &[Arc] {
        &self.arcs[self.starts[person as usize]..self.starts[person as usize + 1]]
    }

    pub(super) fn tail(&self, arc: u32) -> u32 {
        let edge = (arc / 2) as usize;
        if arc.is_multiple_of(2) { self.problem.a[edge] } else { self.problem.b[edge] }
    }

    pub(super) fn head(&self, arc: u32) -> u32 {
        self.tail(arc ^ 1)
    }

    pub(super) fn weight(&self, arc: u32) -> i64 {
        self.problem.weight[(arc / 2) as usize]
    }
}
