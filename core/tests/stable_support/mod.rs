//! Instances and oracles for the tests of stable matching. Slow, simple, and independent of the library.
#![allow(dead_code, clippy::unwrap_used, clippy::indexing_slicing, reason = "tests, each using a part")]

use fireside::Control;
use fireside::solve::{Side, StableProblem, StableSolution, stable, verify_stable};
use proptest::prelude::*;

/// A stable matching problem that owns its arrays.
#[derive(Debug, Clone, Default)]
pub(crate) struct Instance {
    pub(crate) mentee: Vec<u32>,
    pub(crate) mentor: Vec<u32>,
    pub(crate) mentee_rank: Vec<i64>,
    pub(crate) mentor_rank: Vec<i64>,
    pub(crate) mentor_seats: Vec<u32>,
    pub(crate) mentee_seats: Vec<u32>,
}

impl Instance {
    pub(crate) fn problem(&self) -> StableProblem<'_> {
        StableProblem {
            mentee: &self.mentee,
            mentor: &self.mentor,
            mentee_rank: &self.mentee_rank,
            mentor_rank: &self.mentor_rank,
            mentor_seats: &self.mentor_seats,
            mentee_seats: Some(&self.mentee_seats),
        }
    }

    pub(crate) fn push(&mut self, mentee: u32, mentor: u32, mentee_rank: i64, mentor_rank: i64) {
        self.mentee.push(mentee);
        self.mentor.push(mentor);
        self.mentee_rank.push(mentee_rank);
        self.mentor_rank.push(mentor_rank);
    }

    /// The same pairs in another order.
    pub(crate) fn reordered(&self, order: &[usize]) -> Instance {
        let mut other = Instance {
            mentor_seats: self.mentor_seats.clone(),
            mentee_seats: self.mentee_seats.clone(),
            ..Instance::default()
        };
        for &edge in order {
            other.push(self.mentee[edge], self.mentor[edge], self.mentee_rank[edge], self.mentor_rank[edge]);
        }
        other
    }

    /// Person, rank and seats on one side.
    pub(crate) fn side(&self, side: Side) -> (&[u32], &[i64], &[u32]) {
        match side {
            Side::Mentee => (&self.mentee, &self.mentee_rank, &self.mentee_seats),
            Side::Mentor => (&self.mentor, &self.mentor_rank, &self.mentor_seats),
        }
    }

    /// The ranks of what a person on one side holds, best first.
    pub(crate) fn ranks(&self, side: Side, person: usize, edges: &[u32]) -> Vec<i64> {
        let (people, ranks, _) = self.side(side);
        let own = edges.iter().filter(|&&edge| people[edge as usize] as usize == person);
        let mut ranks: Vec<i64> = own.map(|&edge| ranks[edge as usize]).collect();
        ranks.sort_unstable();
        ranks
    }

    /// Straight from the definition: the pair blocks what is chosen.
    pub(crate) fn blocks(&self, edge: u32, chosen: &[u32]) -> bool {
        !chosen.contains(&edge)
            && [Side::Mentee, Side::Mentor].iter().all(|&side| {
                let (people, ranks, seats) = self.side(side);
                let person = people[edge as usize] as usize;
                let held = self.ranks(side, person, chosen);
                let (seats, rank) = (seats[person] as usize, ranks[edge as usize]);
                seats > 0 && (held.len() < seats || held.iter().any(|&other| rank < other))
            })
    }

    /// Every stable matching.
    pub(crate) fn all_stable(&self) -> Vec<Vec<u32>> {
        fn go(
            instance: &Instance,
            edge: usize,
            mentees: &mut [u32],
            mentors: &mut [u32],
            chosen: &mut Vec<u32>,
            found: &mut Vec<Vec<u32>>,
        ) {
            let edges = instance.mentee.len() as u32;
            if edge as u32 == edges {
                if (0..edges).all(|edge| !instance.blocks(edge, chosen)) {
                    found.push(chosen.clone());
                }
                return;
            }
            go(instance, edge + 1, mentees, mentors, chosen, found);
            let (i, j) = (instance.mentee[edge] as usize, instance.mentor[edge] as usize);
            if mentees[i] > 0 && mentors[j] > 0 {
                (mentees[i], mentors[j]) = (mentees[i] - 1, mentors[j] - 1);
                chosen.push(edge as u32);
                go(instance, edge + 1, mentees, mentors, chosen, found);
                chosen.pop();
                (mentees[i], mentors[j]) = (mentees[i] + 1, mentors[j] + 1);
            }
        }
        let mut found = Vec::new();
        let (mut mentees, mut mentors) = (self.mentee_seats.clone(), self.mentor_seats.clone());
        go(self, 0, &mut mentees, &mut mentors, &mut Vec::new(), &mut found);
        found
    }

    /// What comes out if everybody proposes copies of pairs and refuses copies of pairs round by round, as Yokoi (2021)
    /// writes it down: each pair is three copies, and each side has a strict order of copies.
    pub(crate) fn by_copies(&self, side: Side) -> Vec<u32> {
        let other = if side == Side::Mentee { Side::Mentor } else { Side::Mentee };
        let (proposer, proposer_rank, proposer_seats) = self.side(side);
        let (receiver, receiver_rank, receiver_seats) = self.side(other);
        let edges = self.mentee.len();
        // A copy is 0 (only for a free seat), 1 (as ranks say) or 2 (the second time through the list).
        let proposes = |&(edge, copy): &(usize, u8)| (copy == 2, proposer_rank[edge], copy, edge);
        let keeps = |&(edge, copy): &(usize, u8)| (copy == 0, receiver_rank[edge], copy == 1, edge);
        let mut refused = vec![[false; 3]; edges];
        loop {
            let mut offered: Vec<Vec<(usize, u8)>> = vec![Vec::new(); receiver_seats.len()];
            for (person, &seats) in proposer_seats.iter().enumerate() {
                let own = (0..edges).filter(|&edge| proposer[edge] as usize == person);
                let mut copies: Vec<(usize, u8)> = own
                    .flat_map(|edge| (0..3).map(move |copy| (edge, copy)))
                    .filter(|&(e, c)| !refused[e][c as usize])
                    .collect();
                copies.sort_by_key(proposes);
                let mut best: Vec<(usize, u8)> = Vec::new();
                for copy in copies {
                    if best.len() < seats as usize && best.iter().all(|&(edge, _)| edge != copy.0) {
                        best.push(copy);
                    }
                }
                for copy in best {
                    offered[receiver[copy.0] as usize].push(copy);
                }
            }
            let mut changed = false;
            for (offers, &seats) in offered.iter_mut().zip(receiver_seats) {
                offers.sort_by_key(keeps);
                for (edge, copy) in offers.drain((seats as usize).min(offers.len())..) {
                    refused[edge][copy as usize] = true;
                    changed = true;
                }
            }
            if !changed {
                let mut chosen: Vec<u32> = offered.iter().flatten().map(|&(edge, _)| edge as u32).collect();
                chosen.sort_unstable();
                return chosen;
            }
        }
    }
}

/// Solves and checks.
pub(crate) fn solve(instance: &Instance, side: Side) -> StableSolution {
    let solution = stable(&instance.problem(), side, &Control::new()).unwrap();
    verify_stable(&instance.problem(), &solution).unwrap();
    solution
}

/// Up to so many mentees and mentors, each pair or not, up to so many pairs, seats and ranks. `ranks` 0 makes all lists strict.
pub(crate) fn instances(
    mentees: usize,
    mentors: usize,
    edges: usize,
    seats: u32,
    ranks: i64,
) -> impl Strategy<Value = Instance> {
    let sides = (prop::collection::vec(0..=seats, 1..=mentees), prop::collection::vec(0..=seats, 1..=mentors));
    sides.prop_flat_map(move |(mentee_seats, mentor_seats)| {
        let pairs: Vec<(u32, u32)> =
            (0..mentee_seats.len() as u32).flat_map(|i| (0..mentor_seats.len() as u32).map(move |j| (i, j))).collect();
        let most = edges.min(pairs.len());
        let chosen = prop::sample::subsequence(pairs, 0..=most).prop_shuffle();
        let strict: Vec<i64> = (0..edges as i64).collect();
        let mentee_rank = Just(strict.clone()).prop_shuffle();
        let mentor_rank = Just(strict).prop_shuffle();
        (chosen, mentee_rank, mentor_rank).prop_map(move |(pairs, mentee_rank, mentor_rank)| {
            let mut instance = Instance {
                mentor_seats: mentor_seats.clone(),
                mentee_seats: mentee_seats.clone(),
                ..Instance::default()
            };
            let coarse = |rank: i64| if ranks > 0 { rank % ranks } else { rank };
            for ((mentee, mentor), (a, b)) in pairs.into_iter().zip(mentee_rank.into_iter().zip(mentor_rank)) {
                instance.push(mentee, mentor, coarse(a), coarse(b));
            }
            instance
        })
    })
}
