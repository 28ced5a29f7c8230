//! Instances and oracles for the tests of peers. Slow, simple, and independent of the library.
#![allow(dead_code, clippy::unwrap_used, clippy::indexing_slicing, reason = "tests, each using a part")]

use fireside::solve::{PeersProblem, PeersSolution, PeersStart, peers_from, verify_peers};
use fireside::{Control, Status};
use proptest::prelude::*;

/// The usual one first.
pub(crate) const STARTS: [PeersStart; 3] = [PeersStart::Levels, PeersStart::Halves, PeersStart::Nothing];

/// A problem of peers that owns its arrays.
#[derive(Debug, Clone, Default)]
pub(crate) struct Instance {
    pub(crate) a: Vec<u32>,
    pub(crate) b: Vec<u32>,
    pub(crate) weight: Vec<i64>,
    pub(crate) n: usize,
}

impl Instance {
    pub(crate) fn of(n: usize, edges: &[(u32, u32, i64)]) -> Self {
        let mut instance = Instance { n, ..Instance::default() };
        for &(a, b, weight) in edges {
            instance.push(a, b, weight);
        }
        instance
    }

    pub(crate) fn problem(&self) -> PeersProblem<'_> {
        PeersProblem { a: &self.a, b: &self.b, weight: &self.weight, n: self.n }
    }

    pub(crate) fn push(&mut self, a: u32, b: u32, weight: i64) {
        self.a.push(a);
        self.b.push(b);
        self.weight.push(weight);
    }

    /// Solves from every start, with proof; the usual answer.
    pub(crate) fn solve(&self) -> PeersSolution {
        let solved = STARTS.map(|start| {
            let solution = peers_from(&self.problem(), &Control::new(), start).unwrap();
            verify_peers(&self.problem(), &solution).unwrap();
            assert_eq!((solution.gap, solution.status), (0, Status::Optimal));
            assert!(solution.edges.is_sorted() && solution.edges.iter().all(|&edge| self.weight[edge as usize] > 0));
            solution
        });
        let [usual, others @ ..] = solved;
        others.iter().for_each(|other| assert_eq!(usual.total, other.total));
        usual
    }

    /// The optimum, for every set of people by its first person: alone, or with one of the others.
    pub(crate) fn by_enumeration(&self) -> i64 {
        let mut heaviest = vec![vec![0; self.n]; self.n];
        for (edge, &weight) in self.weight.iter().enumerate() {
            let (a, b) = (self.a[edge] as usize, self.b[edge] as usize);
            heaviest[a][b] = weight.max(heaviest[a][b]);
            heaviest[b][a] = heaviest[a][b];
        }
        let mut best = vec![0; 1 << self.n];
        for set in 1..best.len() {
            let first = set.trailing_zeros() as usize;
            let rest = set & (set - 1);
            let others = (0..self.n).filter(|&other| rest >> other & 1 == 1);
            best[set] =
                others.map(|other| heaviest[first][other] + best[rest & !(1 << other)]).fold(best[rest], i64::max);
        }
        best[best.len() - 1]
    }
}

/// Up to so many people, edges (parallel ones too) and weight; often fewer, even none.
pub(crate) fn instances(people: usize, edges: usize, weight: i64) -> impl Strategy<Value = Instance> {
    (2..=people).prop_flat_map(move |n| {
        let pair = (0..n as u32, 1..n as u32).prop_map(move |(a, step)| (a, (a + step) % n as u32));
        prop::collection::vec((pair, 0..=weight), 0..=edges).prop_map(move |edges| {
            let edges: Vec<(u32, u32, i64)> = edges.into_iter().map(|((a, b), weight)| (a, b, weight)).collect();
            Instance::of(n, &edges)
        })
    })
}
