//! Laws of assignment: what more seats, more edges and another order may and may not change; and what a caller's deadline,
//! cancel and settings may.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod assign_support;

use std::time::Duration;

use assign_support::{Instance, dual, instances, solve};
use fireside::assign::{Assignment, Tuning, Warm, assign_from, assign_with};
use fireside::bipartite::Bipartite;
use fireside::solve::{assign, verify};
use fireside::{CancelToken, Control, ErrorCode, Status};
use proptest::prelude::*;

fn graph(instance: &Instance) -> Bipartite {
    let Instance { mentee, mentor, weight, mentor_seats, mentee_seats } = instance;
    Bipartite::from_edges(mentee, mentor, weight, mentor_seats, mentee_seats)
}

/// Settings that force rarely taken ways: no auction at all, a limit that a scale passes at once, a coarse end, a fine start.
fn tunings() -> Vec<Tuning> {
    let usual = Tuning::default();
    vec![
        Tuning { bids: 0, ..usual.clone() },
        Tuning { bids: 1, ..usual.clone() },
        Tuning { bids: 2, first: i64::MAX, ..usual.clone() },
        Tuning { last: i64::MAX, ..usual.clone() },
        Tuning { first: i64::MAX, ..usual.clone() },
        Tuning { ratio: 2, first: 2, ..usual },
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn a_seat_more_never_lowers_the_total(instance in instances(20, 10, 100, 3, 50), at in any::<prop::sample::Index>()) {
        let total = solve(&instance).total;
        let mut more = instance.clone();
        more.mentor_seats[at.index(instance.mentor_seats.len())] += 1;
        prop_assert!(solve(&more).total >= total);
        let mut more = instance.clone();
        more.mentee_seats[at.index(instance.mentee_seats.len())] += 1;
        prop_assert!(solve(&more).total >= total);
    }

    #[test]
    fn an_edge_more_never_lowers_the_total(instance in instances(20, 10, 100, 3, 50), i in any::<prop::sample::Index>(), weight in 0..60_i64) {
        let total = solve(&instance).total;
        let mut more = instance.clone();
        let (mentee, mentor) = (i.index(instance.mentee_seats.len()), i.index(instance.mentor_seats.len()));
        more.push(mentee as u32, mentor as u32, weight);
        let with = solve(&more).total;
        prop_assert!(total <= with && with <= total + weight);
    }

    #[test]
    fn the_order_of_edges_changes_neither_total_nor_prices(
        (instance, order) in instances(20, 10, 100, 3, 8).prop_flat_map(|instance| {
            let order: Vec<usize> = (0..instance.weight.len()).collect();
            (Just(instance), Just(order).prop_shuffle())
        }),
    ) {
        let mut shuffled = Instance { mentor_seats: instance.mentor_seats.clone(), mentee_seats: instance.mentee_seats.clone(), ..Instance::default() };
        for &edge in &order {
            shuffled.push(instance.mentee[edge], instance.mentor[edge], instance.weight[edge]);
        }
        let (one, other) = (solve(&instance), solve(&shuffled));
        prop_assert_eq!((one.total, &one.prices), (other.total, &other.prices));
        prop_assert_eq!(solve(&instance), one);
    }

    #[test]
    fn distinct_powers_of_two_leave_one_optimum_in_any_order(
        (pairs, order) in (prop::collection::vec((0..12_u32, 0..6_u32), 0..48), Just((0..48_usize).collect::<Vec<_>>()).prop_shuffle())
    ) {
        let mut plain = Instance { mentor_seats: vec![2; 6], mentee_seats: vec![1; 12], ..Instance::default() };
        let mut shuffled = plain.clone();
        for (edge, &(mentee, mentor)) in pairs.iter().enumerate() {
            plain.push(mentee, mentor, 1 << edge);
        }
        let order: Vec<usize> = order.into_iter().filter(|&edge| edge < pairs.len()).collect();
        for &edge in &order {
            shuffled.push(pairs[edge].0, pairs[edge].1, 1 << edge);
        }
        let mut found: Vec<u32> = solve(&shuffled).edges.iter().map(|&at| order[at as usize] as u32).collect();
        found.sort_unstable();
        prop_assert_eq!(solve(&plain).edges, found);
    }

    #[test]
    fn settings_change_neither_total_nor_prices(instance in instances(25, 10, 150, 3, 1_000)) {
        let usual = solve(&instance);
        for tuning in tunings() {
            let found = assign_with(&graph(&instance), &Control::new(), &tuning).unwrap();
            prop_assert!(found.complete);
            prop_assert_eq!((found.total, found.bound, &found.prices), (usual.total, usual.bound, &usual.prices));
        }
    }

    #[test]
    fn a_warm_start_changes_neither_total_nor_prices(
        instance in instances(25, 10, 150, 3, 1_000),
        prices in prop::collection::vec(-5..1_100_i64, 0..12),
        held in prop::collection::vec((0..30_u32, 0..12_u32), 0..40),
        share in 0..100_u64,
    ) {
        let usual = solve(&instance);
        let from = |warm: Warm<'_>| assign_from(&graph(&instance), &warm, &Control::new()).unwrap();
        let same = |found: Assignment| {
            assert!(found.complete);
            assert_eq!((found.total, found.bound, &found.prices), (usual.total, usual.bound, &usual.prices));
        };
        // From nonsense, from part of the edges, and from the answer itself.
        same(from(Warm { prices: &prices, held: &held }));
        let mut dice = Dice(share);
        let mut part = Instance { mentor_seats: instance.mentor_seats.clone(), mentee_seats: instance.mentee_seats.clone(), ..Instance::default() };
        for edge in 0..instance.weight.len() {
            if dice.below(100) < share {
                part.push(instance.mentee[edge], instance.mentor[edge], instance.weight[edge]);
            }
        }
        for first in [part, instance.clone()] {
            let known = solve(&first);
            let held: Vec<(u32, u32)> = known.edges.iter().map(|&edge| (first.mentee[edge as usize], first.mentor[edge as usize])).collect();
            same(from(Warm { prices: &known.prices, held: &held }));
        }
    }

    #[test]
    fn no_time_gives_a_feasible_answer_and_an_honest_bound(instance in instances(20, 10, 100, 3, 50)) {
        let best = solve(&instance);
        let rushed = assign(&instance.problem(), &Control::new().timeout(Duration::ZERO)).unwrap();
        verify(&instance.problem(), &rushed).unwrap();
        prop_assert!(rushed.total <= best.total && best.total <= rushed.bound);
        prop_assert_eq!(i128::from(rushed.bound), dual(&instance, &rushed.prices));
        prop_assert_eq!(rushed.status == Status::Optimal, rushed.gap == 0);
        // Nothing could simply be added.
        let (mut mentees, mut mentors) = (instance.mentee_seats.clone(), instance.mentor_seats.clone());
        for &edge in &rushed.edges {
            mentees[instance.mentee[edge as usize] as usize] -= 1;
            mentors[instance.mentor[edge as usize] as usize] -= 1;
        }
        for edge in 0..instance.weight.len() {
            let seats = mentees[instance.mentee[edge] as usize] > 0 && mentors[instance.mentor[edge] as usize] > 0;
            prop_assert!(!seats || instance.weight[edge] == 0 || rushed.edges.contains(&(edge as u32)));
        }
    }
}

/// Numbers that look random and are the same every time (SplitMix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (x ^ (x >> 31)) % n
    }
}

/// A cohort of a thousand: every mentee with twenty edges to mentors that `mentor` draws, weighted by `weight`.
fn cohort(
    seats: Vec<u32>,
    mentor: impl Fn(&mut Dice, u32) -> u64,
    weight: impl Fn(&mut Dice, u32, u32) -> i64,
) -> Instance {
    let mut dice = Dice(seats.len() as u64);
    let mut instance = Instance { mentor_seats: seats, mentee_seats: vec![1; 1_000], ..Instance::default() };
    for mentee in 0..1_000 {
        for _ in 0..20 {
            let mentor = mentor(&mut dice, mentee) as u32;
            let weight = weight(&mut dice, mentee, mentor);
            instance.push(mentee, mentor, weight);
        }
    }
    instance
}

/// Markets that are hard for one algorithm or another: each is solved, proved, and solved again without an auction.
#[test]
fn hard_markets_are_solved_by_auction_and_by_repair_alone() {
    let any = |dice: &mut Dice, _: u32| dice.below(200);
    let random = |dice: &mut Dice, _: u32, _: u32| dice.below(1_000_001) as i64;
    let seats = |each: u32| vec![each; 200];
    let uneven = |i: u32| [1, 1, 2, 1, 200, 3, 1, 1, 1, 7][i as usize % 10];
    let markets = [
        ("tight", cohort(seats(5), any, random)),
        ("scarce", cohort(seats(4), any, random)),
        ("ample", cohort(seats(7), any, random)),
        ("five scores", cohort(seats(5), any, |dice, _, _| 200_000 * (1 + dice.below(5) as i64))),
        ("one score", cohort(seats(4), any, |_, _, _| 1_000_000)),
        (
            "identical mentors",
            cohort(seats(5), any, |_, mentee, mentor| i64::from(mentee * 7_919 % 1_000 + mentor / 50)),
        ),
        (
            "hubs",
            cohort(
                (0..200).map(|j| if j < 2 { 250 } else { 3 }).collect(),
                |dice, _| dice.below(2) * dice.below(200),
                random,
            ),
        ),
        ("seats from 1 to 200", cohort((0..200).map(uneven).collect(), any, random)),
        ("islands", cohort(seats(5), |dice, mentee| u64::from(mentee % 20) * 10 + dice.below(10), random)),
        (
            "points above a hash",
            cohort(seats(5), any, |dice, _, _| (dice.below(5) as i64) << 40 | dice.below(1 << 30) as i64),
        ),
    ];
    for (name, instance) in markets {
        let solution = solve(&instance);
        assert_eq!(solution.status, Status::Optimal, "{name}");
        assert_eq!(i128::from(solution.total), dual(&instance, &solution.prices), "{name}");
        verify(&instance.problem(), &solution).unwrap();
        let slow = assign_with(&graph(&instance), &Control::new(), &Tuning { bids: 0, ..Tuning::default() }).unwrap();
        assert_eq!((slow.total, slow.prices), (solution.total, solution.prices), "{name}");
    }
}

#[test]
fn a_cancelled_solve_says_so() {
    let instance = cohort(vec![5; 200], |dice, _| dice.below(200), |dice, _, _| dice.below(1_000) as i64);
    let token = CancelToken::new();
    token.cancel();
    let error = assign(&instance.problem(), &Control::new().cancel(token)).unwrap_err();
    assert_eq!(error.code(), ErrorCode::Cancelled);
}

#[test]
fn rows_and_edges_make_the_same_graph() {
    let rows = Bipartite::from_rows(vec![1, 1], vec![1, 2], vec![0, 1, 3], vec![0, 0, 1], vec![5, 6, 7]);
    let edges = Bipartite::from_edges(&[1, 0, 1], &[1, 0, 0], &[7, 5, 6], &[1, 1], &[1, 2]);
    let solve = |graph| assign_with(&graph, &Control::new(), &Tuning::default()).unwrap();
    let (rows, edges) = (solve(rows), solve(edges));
    assert_eq!((rows.total, rows.chosen), (13, vec![1, 2]));
    assert_eq!((edges.total, edges.chosen), (13, vec![0, 2]));
}
