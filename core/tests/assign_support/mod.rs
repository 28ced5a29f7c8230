//! Instances and oracles for the assignment tests. Slow, simple, and independent of the library.
#![allow(dead_code, clippy::unwrap_used, clippy::indexing_slicing, reason = "tests, each using a part")]

use fireside::Control;
use fireside::solve::{AssignProblem, Solution, assign};
use proptest::prelude::*;

/// An assignment problem that owns its arrays.
#[derive(Debug, Clone, Default)]
pub(crate) struct Instance {
    pub(crate) mentee: Vec<u32>,
    pub(crate) mentor: Vec<u32>,
    pub(crate) weight: Vec<i64>,
    pub(crate) mentor_seats: Vec<u32>,
    pub(crate) mentee_seats: Vec<u32>,
}

impl Instance {
    pub(crate) fn problem(&self) -> AssignProblem<'_> {
        AssignProblem {
            mentee: &self.mentee,
            mentor: &self.mentor,
            weight: &self.weight,
            mentor_seats: &self.mentor_seats,
            mentee_seats: Some(&self.mentee_seats),
        }
    }

    pub(crate) fn push(&mut self, mentee: u32, mentor: u32, weight: i64) {
        self.mentee.push(mentee);
        self.mentor.push(mentor);
        self.weight.push(weight);
    }
}

pub(crate) fn solve(instance: &Instance) -> Solution {
    assign(&instance.problem(), &Control::new()).unwrap()
}

/// Up to so many mentees, mentors, edges (parallel ones too), seats each and weight; often fewer, even none.
pub(crate) fn instances(
    mentees: usize,
    mentors: usize,
    edges: usize,
    seats: u32,
    weight: i64,
) -> impl Strategy<Value = Instance> {
    let sides = (prop::collection::vec(0..=seats, 1..=mentees), prop::collection::vec(0..=seats, 1..=mentors));
    sides.prop_flat_map(move |(mentee_seats, mentor_seats)| {
        let edge = (0..mentee_seats.len() as u32, 0..mentor_seats.len() as u32, 0..=weight);
        prop::collection::vec(edge, 0..=edges).prop_map(move |edges| {
            let mut instance = Instance {
                mentor_seats: mentor_seats.clone(),
                mentee_seats: mentee_seats.clone(),
                ..Instance::default()
            };
            for (mentee, mentor, weight) in edges {
                instance.push(mentee, mentor, weight);
            }
            instance
        })
    })
}

/// The optimum, by trying every set of edges.
pub(crate) fn by_enumeration(instance: &Instance) -> i64 {
    fn go(instance: &Instance, edge: usize, mentees: &mut [u32], mentors: &mut [u32]) -> i64 {
        let Some(&weight) = instance.weight.get(edge) else { return 0 };
        let without = go(instance, edge + 1, mentees, mentors);
        let (i, j) = (instance.mentee[edge] as usize, instance.mentor[edge] as usize);
        if mentees[i] == 0 || mentors[j] == 0 {
            return without;
        }
        mentees[i] -= 1;
        mentors[j] -= 1;
        let with = weight + go(instance, edge + 1, mentees, mentors);
        mentees[i] += 1;
        mentors[j] += 1;
        with.max(without)
    }
    go(instance, 0, &mut instance.mentee_seats.clone(), &mut instance.mentor_seats.clone())
}

/// The optimum, by augmenting along the best path as long as that gains something (Bellman–Ford, no potentials).
pub(crate) fn by_shortest_paths(instance: &Instance) -> i64 {
    let (n, m) = (instance.mentee_seats.len(), instance.mentor_seats.len());
    let mut chosen = vec![false; instance.weight.len()];
    let (mut open, mut free) = (instance.mentee_seats.clone(), instance.mentor_seats.clone());
    let mut total = 0;
    loop {
        // gain[v]: the most that a path from any open mentee to v gains; mentees first, then mentors.
        let mut gain: Vec<Option<i64>> =
            open.iter().map(|&seats| (seats > 0).then_some(0)).chain(vec![None; m]).collect();
        let mut through = vec![usize::MAX; n + m];
        let mut changed = true;
        while changed {
            changed = false;
            for (edge, &chosen) in chosen.iter().enumerate() {
                let (i, j) = (instance.mentee[edge] as usize, n + instance.mentor[edge] as usize);
                let (from, to, weight) =
                    if chosen { (j, i, -instance.weight[edge]) } else { (i, j, instance.weight[edge]) };
                if let Some(at) = gain[from]
                    && gain[to].is_none_or(|known| known < at + weight)
                {
                    gain[to] = Some(at + weight);
                    through[to] = edge;
                    changed = true;
                }
            }
        }
        let best = (0..m).filter(|&j| free[j] > 0).filter_map(|j| Some((gain[n + j]?, j))).max();
        let Some((more, j)) = best.filter(|&(more, _)| more > 0) else { return total };
        total += more;
        free[j] -= 1;
        let mut at = n + j;
        while through[at] != usize::MAX {
            let edge = through[at];
            chosen[edge] = !chosen[edge];
            at = if chosen[edge] { instance.mentee[edge] as usize } else { n + instance.mentor[edge] as usize };
        }
        open[at] -= 1;
    }
}

/// D(p), straight from its definition.
pub(crate) fn dual(instance: &Instance, prices: &[i64]) -> i128 {
    let sold: i128 =
        instance.mentor_seats.iter().zip(prices).map(|(&seats, &price)| i128::from(seats) * i128::from(price)).sum();
    let kept = |(i, &seats): (usize, &u32)| {
        let edges = (0..instance.weight.len()).filter(|&edge| instance.mentee[edge] as usize == i);
        let mut gains: Vec<i64> =
            edges.map(|edge| instance.weight[edge] - prices[instance.mentor[edge] as usize]).collect();
        gains.retain(|&gain| gain > 0);
        gains.sort_by(|a, b| b.cmp(a));
        gains.into_iter().take(seats as usize).map(i128::from).sum::<i128>()
    };
    sold + instance.mentee_seats.iter().enumerate().map(kept).sum::<i128>()
}

/// The most edges within everybody's seats, by augmenting paths (Kuhn), a seat at a time.
pub(crate) fn by_augmenting(instance: &Instance) -> u64 {
    /// Finds a mentor for one seat of `mentee`, moving others if need be.
    fn seat(instance: &Instance, mentee: u32, chosen: &mut [bool], free: &mut [u32], seen: &mut [bool]) -> bool {
        for edge in 0..chosen.len() {
            let mentor = instance.mentor[edge];
            if instance.mentee[edge] != mentee || chosen[edge] || seen[mentor as usize] {
                continue;
            }
            seen[mentor as usize] = true;
            let mut room = free[mentor as usize] > 0;
            if room {
                free[mentor as usize] -= 1;
            }
            let held: Vec<usize> =
                (0..chosen.len()).filter(|&at| chosen[at] && instance.mentor[at] == mentor).collect();
            for at in held {
                room = room
                    || seat(instance, instance.mentee[at], chosen, free, seen) && {
                        chosen[at] = false;
                        true
                    };
            }
            if room {
                chosen[edge] = true;
                return true;
            }
        }
        false
    }
    let mut chosen = vec![false; instance.weight.len()];
    let mut free = instance.mentor_seats.clone();
    let mut reached = 0;
    for (mentee, &seats) in (0..).zip(&instance.mentee_seats) {
        for _ in 0..seats {
            reached += u64::from(seat(
                instance,
                mentee,
                &mut chosen,
                &mut free,
                &mut vec![false; instance.mentor_seats.len()],
            ));
        }
    }
    reached
}
