//! Schedules small enough to enumerate, and two oracles that share nothing with the library.
#![allow(dead_code, clippy::unwrap_used, clippy::indexing_slicing, reason = "tests, each using a part")]

use fireside::Control;
use fireside::solve::{Aim, ScheduleProblem, ScheduleSolution, schedule, verify_schedule};
use proptest::prelude::*;

use crate::assign_support::{Instance, instances};

/// A problem of at most 64 slots that owns its arrays.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) edges: Instance,
    pub(crate) slots: u32,
    pub(crate) mentee_free: Vec<u64>,
    pub(crate) mentor_free: Vec<u64>,
    pub(crate) rooms: Option<Vec<u32>>,
    pub(crate) length: u32,
}

impl Case {
    pub(crate) fn problem(&self) -> ScheduleProblem<'_> {
        ScheduleProblem {
            edges: self.edges.problem(),
            slots: self.slots,
            mentee_free: &self.mentee_free,
            mentor_free: &self.mentor_free,
            slot_rooms: self.rooms.as_deref(),
            slots_per_session: self.length,
        }
    }

    /// The most weight, each edge having so much more, by trying every set of edges and slots.
    pub(crate) fn truth(&self, bonus: i64) -> i64 {
        fn go(case: &Case, bonus: i64, edge: usize, left: &mut Case) -> i64 {
            let Some(&weight) = case.edges.weight.get(edge) else { return 0 };
            let mut best = go(case, bonus, edge + 1, left);
            let (i, j) = (case.edges.mentee[edge] as usize, case.edges.mentor[edge] as usize);
            if left.edges.mentee_seats[i] == 0 || left.edges.mentor_seats[j] == 0 {
                return best;
            }
            for start in 0..(case.slots + 1).saturating_sub(case.length) {
                let mask = ((1_u64 << case.length) - 1) << start;
                let slots = start as usize..(start + case.length) as usize;
                let free = left.mentee_free[i] & left.mentor_free[j] & mask == mask;
                if !free || left.rooms.as_ref().is_some_and(|rooms| rooms[slots.clone()].contains(&0)) {
                    continue;
                }
                let before = left.clone();
                left.edges.mentee_seats[i] -= 1;
                left.edges.mentor_seats[j] -= 1;
                left.mentee_free[i] &= !mask;
                left.mentor_free[j] &= !mask;
                if let Some(rooms) = &mut left.rooms {
                    rooms[slots].iter_mut().for_each(|rooms| *rooms -= 1);
                }
                best = best.max(weight + bonus + go(case, bonus, edge + 1, left));
                *left = before;
            }
            best
        }
        go(self, bonus, 0, &mut self.clone())
    }

    /// The same for one session of one slot each, any number of mentees: the best path in the expanded graph, again and again.
    pub(crate) fn by_paths(&self, bonus: i64) -> i64 {
        let (n, m, slots) = (self.edges.mentee_seats.len(), self.edges.mentor_seats.len(), self.slots as usize);
        let (source, sink) = (n + m * slots + m, n + m * slots + m + 1);
        // From, to, capacity, gain; every second arc is the way back.
        let mut arcs: Vec<(usize, usize, u32, i64)> = Vec::new();
        let mut add = |from, to, capacity, gain: i64| arcs.extend([(from, to, capacity, gain), (to, from, 0, -gain)]);
        (0..n).for_each(|i| add(source, i, self.edges.mentee_seats[i].min(1), 0));
        for j in 0..m {
            (0..slots).for_each(|s| add(n + j * slots + s, n + m * slots + j, 1, 0));
            add(n + m * slots + j, sink, self.edges.mentor_seats[j], 0);
        }
        for edge in 0..self.edges.weight.len() {
            let (i, j) = (self.edges.mentee[edge] as usize, self.edges.mentor[edge] as usize);
            for s in 0..slots {
                if self.mentee_free[i] >> s & self.mentor_free[j] >> s & 1 == 1 {
                    add(i, n + j * slots + s, 1, self.edges.weight[edge] + bonus);
                }
            }
        }
        let mut total = 0;
        loop {
            let mut gain = vec![i64::MIN; sink + 1];
            let mut by = vec![usize::MAX; sink + 1];
            gain[source] = 0;
            let mut changed = true;
            while changed {
                changed = false;
                for (at, &(from, to, capacity, more)) in arcs.iter().enumerate() {
                    if capacity > 0 && gain[from] > i64::MIN && gain[from] + more > gain[to] {
                        (gain[to], by[to], changed) = (gain[from] + more, at, true);
                    }
                }
            }
            if gain[sink] <= 0 {
                return total;
            }
            total += gain[sink];
            let mut at = sink;
            while at != source {
                let arc = by[at];
                arcs[arc].2 -= 1;
                arcs[arc ^ 1].2 += 1;
                at = arcs[arc].0;
            }
        }
    }
}

/// Up to so many of everything, as [`instances`]; anything free.
pub(crate) fn cases(
    mentees: usize,
    mentors: usize,
    edges: usize,
    seats: u32,
    weight: i64,
    slots: u32,
) -> impl Strategy<Value = Case> {
    (instances(mentees, mentors, edges, seats, weight), 1..=slots).prop_flat_map(|(edges, slots)| {
        let row = 0..1_u64 << slots;
        let rows = |count| prop::collection::vec(row.clone(), count);
        (rows(edges.mentee_seats.len()), rows(edges.mentor_seats.len())).prop_map(move |(mentee_free, mentor_free)| {
            Case { edges: edges.clone(), slots, mentee_free, mentor_free, rooms: None, length: 1 }
        })
    })
}

/// The same with one session a mentee at most.
pub(crate) fn one_each(mut case: Case) -> Case {
    case.edges.mentee_seats.iter_mut().for_each(|seats| *seats = (*seats).min(1));
    case
}

/// The answer, which the verifier accepts.
pub(crate) fn solved(case: &Case, aim: Aim) -> ScheduleSolution {
    let found = schedule(&case.problem(), aim, &Control::new()).unwrap();
    verify_schedule(&case.problem(), &found).unwrap();
    found
}
