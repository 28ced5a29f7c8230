//! Matching and scheduling in one: the truth by enumeration, flows on the expanded graph, laws, and lies.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod assign_support;

use std::time::Duration;

use assign_support::{Instance, instances};
use fireside::solve::{
    self, Aim, ScheduleProblem, ScheduleSolution, TimetableProblem, schedule, timetable, verify_schedule,
};
use fireside::{CancelToken, Control, ErrorCode, Status};
use proptest::prelude::*;

#[derive(Debug, Clone)]
struct Case {
    edges: Instance,
    slots: u32,
    mentee_free: Vec<u64>,
    mentor_free: Vec<u64>,
    rooms: Option<Vec<u32>>,
    length: u32,
}

impl Case {
    fn problem(&self) -> ScheduleProblem<'_> {
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
    fn truth(&self, bonus: i64) -> i64 {
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
    fn by_paths(&self, bonus: i64) -> i64 {
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

fn cases(
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

fn one_each(mut case: Case) -> Case {
    case.edges.mentee_seats.iter_mut().for_each(|seats| *seats = (*seats).min(1));
    case
}

fn solved(case: &Case, aim: Aim) -> ScheduleSolution {
    let found = schedule(&case.problem(), aim, &Control::new()).unwrap();
    verify_schedule(&case.problem(), &found).unwrap();
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, ..ProptestConfig::default() })]

    #[test]
    fn one_session_each_is_exact(case in cases(6, 3, 8, 3, 30, 4).prop_map(one_each)) {
        let found = solved(&case, Aim::Total);
        prop_assert_eq!((found.total, found.status), (case.truth(0), Status::Optimal));
        let most = solved(&case, Aim::Coverage);
        prop_assert_eq!((most.total + 1_000 * most.edges.len() as i64, most.status), (case.truth(1_000), Status::Optimal));
        let rushed = schedule(&case.problem(), Aim::Total, &Control::new().timeout(Duration::ZERO)).unwrap();
        prop_assert!(verify_schedule(&case.problem(), &rushed).is_ok());
        prop_assert!(rushed.total <= found.total && rushed.bound >= found.total);
    }

    #[test]
    fn bounds_hold_where_it_is_hard(case in cases(4, 3, 6, 2, 30, 4), length in 1..3_u32, rooms in prop::option::of(0..3_u32)) {
        let case = Case { length, rooms: rooms.map(|rooms| vec![rooms; case.slots as usize]), ..case };
        let (found, truth) = (solved(&case, Aim::Total), case.truth(0));
        prop_assert!(found.total <= truth && truth <= found.bound, "{:?} {}", found, truth);
        let (most, truth) = (solved(&case, Aim::Coverage), case.truth(1_000));
        prop_assert!(most.edges.len() as i64 <= truth / 1_000 && truth / 1_000 <= most.most.unwrap() as i64);
    }

    #[test]
    fn lies_are_found(case in cases(6, 3, 10, 3, 30, 4).prop_map(one_each), lie in 0..10_usize) {
        let honest = solved(&case, Aim::Total);
        let mut told = honest.clone();
        match lie {
            0 => told.total += 1,
            1 => { told.bound -= 1; told.gap -= 1; }
            2 => { told.bound += 1; told.gap += 1; told.status = Status::WithinGap; }
            3 => { told.edges.pop(); told.slots.pop(); }
            4 => { told.slots.pop(); }
            5 => if let Some(slot) = told.slots.first_mut() { *slot = case.slots; },
            6 => if let Some(price) = told.prices.iter_mut().zip(&case.edges.mentor_seats).find(|(_, seats)| **seats == 0) { *price.0 = -1; },
            7 => told.status = Status::WithinGap,
            8 => told.prices.push(0),
            _ => told.lift = 1,
        }
        // A pair of weight 0 is never among them, so that whatever is left out is missed.
        if told != honest {
            prop_assert!(verify_schedule(&case.problem(), &told).is_err(), "{:?} is no {:?}", told, honest);
        }
    }

    #[test]
    fn a_timetable_is_full_or_says_why(case in cases(6, 2, 0, 1, 1, 5), mentors in prop::collection::vec(0..9_u32, 6)) {
        let mentee: Vec<u32> = (0..case.mentee_free.len() as u32).collect();
        let mentor: Vec<u32> = mentee.iter().map(|&i| mentors[i as usize] % case.mentor_free.len() as u32).collect();
        let problem = TimetableProblem {
            mentee: &mentee, mentor: &mentor, slots: case.slots, mentee_free: &case.mentee_free, mentor_free: &case.mentor_free,
        };
        let found = timetable(&problem, &Control::new()).unwrap();
        let missing = found.slots.iter().filter(|slot| slot.is_none()).count();
        let mut proved = 0;
        for crowd in &found.crowds {
            let own = mentor[crowd.pairs[0] as usize];
            let all = crowd.pairs.iter().fold(0, |all, &pair| all | case.mentee_free[pair as usize] & case.mentor_free[own as usize]);
            prop_assert!(crowd.pairs.iter().all(|&pair| mentor[pair as usize] == own));
            prop_assert_eq!((0..case.slots).filter(|s| all >> s & 1 == 1).collect::<Vec<_>>(), crowd.slots.clone());
            proved += crowd.pairs.len() - crowd.slots.len();
        }
        prop_assert_eq!((missing, found.proved), (proved, true));
        let mut taken: Vec<_> = found.slots.iter().zip(&mentor).filter_map(|(slot, j)| Some((j, (*slot)?))).collect();
        taken.sort_unstable();
        prop_assert!(taken.windows(2).all(|pair| pair[0] != pair[1]));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn equals_flows_on_the_expanded_graph(case in cases(25, 6, 100, 5, 1_000, 6).prop_map(one_each)) {
        prop_assert_eq!(solved(&case, Aim::Total).total, case.by_paths(0));
        let most = solved(&case, Aim::Coverage);
        prop_assert_eq!(most.total + 1_000_000 * most.edges.len() as i64, case.by_paths(1_000_000));
    }

    #[test]
    fn slots_for_all_are_plain_assignment(case in cases(25, 6, 100, 5, 1_000, 6).prop_map(one_each)) {
        let all = Case {
            slots: 40, mentee_free: vec![(1 << 40) - 1; case.mentee_free.len()], mentor_free: vec![(1 << 40) - 1; case.mentor_free.len()], ..case.clone()
        };
        let plain = solve::assign(&all.edges.problem(), &Control::new()).unwrap();
        let found = solved(&all, Aim::Total);
        prop_assert_eq!((found.total, found.edges), (plain.total, plain.edges));
        prop_assert!(solved(&case, Aim::Total).total <= plain.total, "more free slots lower nothing");
        let mut single = all.clone();
        (single.mentee_free.fill(1), single.mentor_free.fill(1));
        let mut alone = all.edges.clone();
        alone.mentor_seats.iter_mut().for_each(|seats| *seats = (*seats).min(1));
        prop_assert_eq!(solved(&single, Aim::Total).total, solve::assign(&alone.problem(), &Control::new()).unwrap().total);
    }
}

#[test]
fn everything_wrong_has_a_path() {
    let mut edges = Instance { mentor_seats: vec![1], mentee_seats: vec![1], ..Instance::default() };
    edges.push(0, 0, 5);
    let good = Case { edges, slots: 2, mentee_free: vec![3], mentor_free: vec![3], rooms: None, length: 1 };
    let cases = [
        (Case { mentor_free: vec![4], ..good.clone() }, ErrorCode::OutOfRange, "mentor_free[0]"),
        (Case { mentor_free: vec![], ..good.clone() }, ErrorCode::LengthMismatch, "mentor_free"),
        (Case { mentee_free: vec![], ..good.clone() }, ErrorCode::LengthMismatch, "mentee_free"),
        (Case { slots: 0, ..good.clone() }, ErrorCode::OutOfRange, "slots"),
        (Case { rooms: Some(vec![1]), ..good.clone() }, ErrorCode::LengthMismatch, "slot_rooms"),
        (Case { length: 0, ..good.clone() }, ErrorCode::OutOfRange, "slots_per_session"),
    ];
    for (case, code, path) in cases {
        let error = schedule(&case.problem(), Aim::Total, &Control::new()).unwrap_err();
        assert_eq!((error.code(), error.path()), (code, path));
    }
    for length in [3, u32::MAX] {
        assert_eq!(solved(&Case { length, ..good.clone() }, Aim::Coverage).edges, [0; 0]);
    }
    let token = CancelToken::new();
    token.cancel();
    let error = schedule(&good.problem(), Aim::Total, &Control::new().cancel(token)).unwrap_err();
    assert_eq!(error.code(), ErrorCode::Cancelled);
}
