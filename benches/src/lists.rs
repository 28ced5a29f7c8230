//! Edges with places instead of weights, and graphs of people of one kind.

use std::collections::BTreeSet;

use fireside::solve::{PeersProblem, RankProblem, StableProblem};

use crate::dice::Dice;
use crate::edges::{Edges, Family};

/// The edges of a family with the place that each side gives the other: mentees go by their weights, mentors by luck.
#[derive(Debug, Clone)]
pub struct Lists {
    edges: Edges,
    mentee_rank: Vec<i64>,
    mentor_rank: Vec<i64>,
    /// Mentees' places, in fives.
    rank: Vec<i64>,
}

impl Lists {
    /// As [`Edges::new`].
    #[must_use]
    pub fn new(family: Family, mentees: u32, degree: u32, seed: u64) -> Self {
        let (edges, mut dice) = (Edges::new(family, mentees, degree, seed), Dice::new(seed + 1));
        let problem = edges.problem();
        let luck: Vec<i64> = problem.weight.iter().map(|_| i64::from(dice.below(u32::MAX))).collect();
        let mentee_rank = places(problem.mentee, problem.weight);
        let mentor_rank = places(problem.mentor, &luck);
        let rank = mentee_rank.iter().map(|place| 1 + place / 5).collect();
        Lists { edges, mentee_rank, mentor_rank, rank }
    }

    /// As stable matching takes it, without ties.
    #[must_use]
    pub fn stable(&self) -> StableProblem<'_> {
        let edges = self.edges.problem();
        StableProblem {
            mentee: edges.mentee,
            mentor: edges.mentor,
            mentee_rank: &self.mentee_rank,
            mentor_rank: &self.mentor_rank,
            mentor_seats: edges.mentor_seats,
            mentee_seats: None,
        }
    }

    /// As rank-maximal matching takes it.
    #[must_use]
    pub fn ranked(&self) -> RankProblem<'_> {
        let edges = self.edges.problem();
        RankProblem {
            mentee: edges.mentee,
            mentor: edges.mentor,
            rank: &self.rank,
            mentor_seats: edges.mentor_seats,
            mentee_seats: None,
        }
    }

    /// How many edges there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.edges.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.edges.is_empty()
    }
}

/// Everybody's place in their list, the heaviest first.
fn places(who: &[u32], weight: &[i64]) -> Vec<i64> {
    let mut order: Vec<usize> = (0..who.len()).collect();
    order.sort_by_key(|&edge| (who[edge], -weight[edge]));
    let (mut places, mut first) = (vec![0; who.len()], 0);
    for (at, &edge) in order.iter().enumerate() {
        if who[edge] != who[order[first]] {
            first = at;
        }
        places[edge] = (at - first) as i64;
    }
    places
}

/// People of one kind, each with about as many edges.
#[derive(Debug, Clone, Default)]
pub struct Graph {
    a: Vec<u32>,
    b: Vec<u32>,
    weight: Vec<i64>,
    n: usize,
}

impl Graph {
    /// `n` people with about `degree` edges each, drawn at random, worth 1 to `most`.
    #[must_use]
    pub fn new(n: u32, degree: u32, most: u32, seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let mut graph = Graph { n: n as usize, ..Graph::default() };
        let drawn: BTreeSet<(u32, u32)> = (0..n * degree / 2)
            .map(|_| (dice.below(n), dice.below(n)))
            .filter(|(a, b)| a != b)
            .map(|(a, b)| (a.min(b), a.max(b)))
            .collect();
        for (a, b) in drawn {
            graph.a.push(a);
            graph.b.push(b);
            graph.weight.push(i64::from(1 + dice.below(most)));
        }
        graph
    }

    /// As the solver takes it.
    #[must_use]
    pub fn problem(&self) -> PeersProblem<'_> {
        PeersProblem { a: &self.a, b: &self.b, weight: &self.weight, n: self.n }
    }

    /// How many edges there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.weight.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.weight.is_empty()
    }
}
