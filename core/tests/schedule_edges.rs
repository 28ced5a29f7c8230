//! Matching and scheduling in one: the truth by enumeration, flows on the expanded graph, and laws.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod assign_support;
mod schedule_support;

use std::time::Duration;

use assign_support::Instance;
use fireside::solve::{
    self, Aim, QuotaGroup, QuotasProblem, ScheduleProblem, TimetableProblem, schedule, timetable, verify_schedule,
};
use fireside::{Control, Status};
use proptest::prelude::*;
use schedule_support::{Case, cases, one_each, solved};

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, ..ProptestConfig::default() })]

    #[test]
    fn one_session_each_is_exact(case in cases(6, 3, 8, 3, 30, 4).prop_map(one_each)) {
        let found = solved(&case, Aim::Total);
        prop_assert_eq!((found.total, found.bound, found.status), (case.truth(0), case.truth(0), Status::Optimal));
        let most = solved(&case, Aim::Coverage);
        prop_assert_eq!(most.total + 1_000 * most.edges.len() as i64, case.truth(1_000));
        prop_assert_eq!((most.most, most.status), (Some(most.edges.len() as u64), Status::Optimal));
    }

    #[test]
    fn bounds_hold_where_it_is_hard(
        case in cases(4, 3, 6, 2, 30, 4),
        length in 1..3_u32,
        rooms in prop::option::of(prop::collection::vec(0..3_u32, 4)),
    ) {
        let case = Case { length, rooms: rooms.map(|rooms| rooms[..case.slots as usize].to_vec()), ..case };
        let (found, truth) = (solved(&case, Aim::Total), case.truth(0));
        prop_assert!(found.total <= truth && truth <= found.bound, "{:?} {}", found, truth);
        let (most, truth) = (solved(&case, Aim::Coverage), case.truth(1_000));
        prop_assert!(most.edges.len() as i64 <= truth / 1_000 && truth / 1_000 <= most.most.unwrap() as i64);
        prop_assert!(most.edges.len() as i64 * 1_000 < truth || most.bound >= truth % 1_000, "{:?} {}", most, truth);
    }

    /// No time at all: still a schedule, and still a bound.
    #[test]
    fn a_deadline_keeps_every_limit(
        case in cases(4, 3, 6, 2, 30, 4),
        length in 1..3_u32,
        rooms in prop::option::of(0..3_u32),
        aim in prop::sample::select(vec![Aim::Total, Aim::Coverage]),
    ) {
        let case = Case { length, rooms: rooms.map(|rooms| vec![rooms; case.slots as usize]), ..case };
        let rushed = schedule(&case.problem(), aim, &Control::new().timeout(Duration::ZERO)).unwrap();
        prop_assert!(verify_schedule(&case.problem(), &rushed).is_ok(), "{:?}", rushed);
        prop_assert!(rushed.status != Status::WithinGap);
        if aim == Aim::Total {
            let truth = case.truth(0);
            prop_assert!(rushed.total <= truth && truth <= rushed.bound);
        }
    }

    /// With weights that make the choice unique, the order of edges decides nothing: neither who meets, nor when.
    #[test]
    fn the_order_of_edges_decides_ties_only(
        (case, order) in cases(6, 3, 8, 3, 30, 4).prop_flat_map(|case| {
            let order: Vec<usize> = (0..case.edges.weight.len()).collect();
            (Just(case), Just(order).prop_shuffle())
        }),
        length in 1..3_u32,
        rooms in prop::option::of(0..3_u32),
        several in any::<bool>(),
    ) {
        let case = if several { case } else { one_each(case) };
        let mut case = Case { length, rooms: rooms.map(|rooms| vec![rooms; case.slots as usize]), ..case };
        (0..).zip(&mut case.edges.weight).for_each(|(bit, weight)| *weight = 1 << bit);
        let edges = &case.edges;
        let other = Case {
            edges: Instance {
                mentee: order.iter().map(|&at| edges.mentee[at]).collect(),
                mentor: order.iter().map(|&at| edges.mentor[at]).collect(),
                weight: order.iter().map(|&at| edges.weight[at]).collect(),
                ..edges.clone()
            },
            ..case.clone()
        };
        for aim in [Aim::Total, Aim::Coverage] {
            let (one, two) = (solved(&case, aim), solved(&other, aim));
            let there = two.edges.iter().map(|&edge| order[edge as usize] as u32).zip(two.slots);
            let mut there: Vec<_> = there.collect();
            there.sort_unstable();
            prop_assert_eq!(one.edges.into_iter().zip(one.slots).collect::<Vec<_>>(), there);
            prop_assert_eq!((one.total, one.bound, one.most, one.status), (two.total, two.bound, two.most, two.status));
        }
        prop_assert_eq!(solved(&case, Aim::Total), solved(&case, Aim::Total));
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
            prop_assert!(crowd.pairs.len() > crowd.slots.len());
            proved += crowd.pairs.len() - crowd.slots.len();
        }
        prop_assert_eq!((missing, found.proved), (proved, true));
        prop_assert!(keeps_everything(&problem, &found.slots));
    }

    #[test]
    fn a_timetable_of_several_pairs_keeps_everything(case in cases(4, 3, 8, 1, 1, 5)) {
        let problem = TimetableProblem {
            mentee: &case.edges.mentee, mentor: &case.edges.mentor, slots: case.slots,
            mentee_free: &case.mentee_free, mentor_free: &case.mentor_free,
        };
        let found = timetable(&problem, &Control::new()).unwrap();
        prop_assert!(keeps_everything(&problem, &found.slots));
        let missing = found.slots.iter().any(Option::is_none);
        let single = (0..case.mentee_free.len() as u32).all(|i| case.edges.mentee.iter().filter(|&&of| of == i).count() < 2);
        prop_assert_eq!(found.proved, single || !missing);
    }
}

/// Whether everybody is free when they meet, and at one place.
fn keeps_everything(problem: &TimetableProblem<'_>, slots: &[Option<u32>]) -> bool {
    let pairs = problem.mentee.iter().zip(problem.mentor).zip(slots);
    let mut busy = std::collections::BTreeSet::new();
    pairs.filter_map(|(pair, slot)| Some((pair, (*slot)?))).all(|((&i, &j), slot)| {
        let free = problem.mentee_free[i as usize] & problem.mentor_free[j as usize];
        free >> slot & 1 == 1 && busy.insert(("mentee", i, slot)) && busy.insert(("mentor", j, slot))
    })
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
        let all = |slots: u32| Case {
            slots,
            mentee_free: vec![(1 << slots) - 1; case.mentee_free.len()],
            mentor_free: vec![(1 << slots) - 1; case.mentor_free.len()],
            ..case.clone()
        };
        let plain = |edges: &Instance| solve::assign(&edges.problem(), &Control::new()).unwrap().total;
        prop_assert_eq!(solved(&all(40), Aim::Total).total, plain(&case.edges));
        prop_assert!(solved(&case, Aim::Total).total <= plain(&case.edges), "more free slots lower nothing");
        let mut alone = case.edges.clone();
        alone.mentor_seats.iter_mut().for_each(|seats| *seats = (*seats).min(1));
        prop_assert_eq!(solved(&all(1), Aim::Total).total, plain(&alone));
    }
}

/// 500 mentees × 100 mentors × 80 slots: the exact solver for nested quotas on every (mentor, slot) pair as a mentor of one seat.
#[test]
fn equals_quotas_on_the_expanded_graph() {
    // Free at so many of blocks of four slots in a hundred: from plenty of time to hardly any.
    for (seed, percent) in [(1, 50), (2, 25), (3, 12), (4, 6), (5, 3)] {
        let mut state = seed;
        let mut below = |end: u64| {
            state = u64::wrapping_add(state, 0x9e37_79b9_7f4a_7c15);
            let mixed = (state ^ state >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            ((mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb) >> 33) % end
        };
        let mut rows = |people: usize| -> Vec<u64> {
            let block = |bits: u128, at: u64| if below(100) < percent { bits | 0xf << (4 * at) } else { bits };
            let all: Vec<u128> = std::iter::repeat_with(|| 0).take(people).collect();
            let mut block = block;
            all.into_iter()
                .flat_map(|none| {
                    let bits: u128 = (0..20).fold(none, &mut block);
                    [bits as u64, (bits >> 64) as u64]
                })
                .collect()
        };
        let (mentee_free, mentor_free) = (rows(500), rows(100));
        let mut edges = Instance { mentee_seats: vec![1; 500], ..Instance::default() };
        edges.mentor_seats = (0..100).map(|_| 3 + below(5) as u32).collect();
        for mentee in 0..500 {
            (0..12).for_each(|_| edges.push(mentee, below(100) as u32, below(1_000) as i64));
        }
        let problem = ScheduleProblem {
            edges: edges.problem(),
            slots: 80,
            mentee_free: &mentee_free,
            mentor_free: &mentor_free,
            slot_rooms: None,
            slots_per_session: 1,
        };
        let found = schedule(&problem, Aim::Total, &Control::new()).unwrap();
        verify_schedule(&problem, &found).unwrap();
        let most = schedule(&problem, Aim::Coverage, &Control::new()).unwrap();
        verify_schedule(&problem, &most).unwrap();

        let mut expanded =
            Instance { mentor_seats: vec![1; 8_000], ..Instance { mentee_seats: vec![1; 500], ..Instance::default() } };
        let mut groups: Vec<QuotaGroup> =
            edges.mentor_seats.iter().map(|&max| QuotaGroup { max, ..QuotaGroup::default() }).collect();
        for ((&i, &j), &weight) in edges.mentee.iter().zip(&edges.mentor).zip(&edges.weight) {
            for slot in 0..80 {
                let free = |rows: &[u64], person: u32| rows[2 * person as usize + slot / 64] >> (slot % 64) & 1 == 1;
                if free(&mentee_free, i) && free(&mentor_free, j) {
                    groups[j as usize].edges.push(expanded.weight.len() as u32);
                    expanded.push(i, 80 * j + slot as u32, weight);
                }
            }
        }
        let mut quotas = |lift: i64| {
            expanded.weight.iter_mut().for_each(|weight| *weight += lift);
            let problem = QuotasProblem { edges: expanded.problem(), groups: &groups, mentor_least: None, count: None };
            let found = solve::quotas(&problem, &Control::new()).unwrap();
            assert_eq!(found.status, Status::Optimal);
            found.total
        };
        assert_eq!((found.total, found.status), (quotas(0), Status::Optimal), "{percent}");
        let lifted = most.total + 1_000_000 * most.edges.len() as i64;
        assert_eq!((lifted, most.status), (quotas(1_000_000), Status::Optimal), "{percent}");
    }
}
