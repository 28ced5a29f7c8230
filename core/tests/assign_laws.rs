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

fn graph(instance: &Instance) -> Bipartite<'_> {
    let Instance { mentee, mentor, weight, mentor_seats, mentee_seats } = instance;
    Bipartite::from_edges(mentee, mentor, weight, mentor_seats, mentee_seats)
}

/// Settings that force rarely taken ways: no bids at all, a limit that a scale passes at once, a coarse end, a fine start,
/// nothing below the unit of weights, much below it.
fn tunings() -> Vec<Tuning> {
    let usual = Tuning::default();
    vec![
        Tuning { bids: 0, ..usual.clone() },
        Tuning { bids: 1, ..usual.clone() },
        Tuning { bids: 2, first: i64::MAX, ..usual.clone() },
        Tuning { last: i64::MAX, ..usual.clone() },
        Tuning { first: i64::MAX, ..usual.clone() },
        Tuning { ratio: 2, first: 2, fine: 0, ..usual.clone() },
        Tuning { fine: 20, bids: 3, ..usual },
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
            prop_assert_eq!((found.total, found.bound, &found.prices), (usual.total.into(), usual.bound.into(), &usual.prices));
        }
    }

    #[test]
    fn a_warm_start_changes_neither_total_nor_prices(
        instance in instances(25, 10, 150, 3, 1_000),
        prices in prop::collection::vec(-5..1_100_i64, 0..12),
        held in prop::collection::vec((0..30_u32, 0..12_u32), 0..40),
        share in 0..100_u64,
        levels in 1..=2,
    ) {
        let mut instance = instance;
        if levels == 2 {
            // Points above a hash.
            instance.weight.iter_mut().for_each(|weight| *weight = (*weight << 30) | (*weight * 7_919 % 8_191));
        }
        let usual = solve(&instance);
        let from = |warm: Warm<'_>| assign_from(&graph(&instance), &warm, &Control::new()).unwrap();
        let same = |found: Assignment| {
            assert!(found.complete);
            assert_eq!((found.total, found.bound, &found.prices), (usual.total.into(), usual.bound.into(), &usual.prices));
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

/// Markets that are hard for one algorithm or another.
fn hard_markets() -> Vec<(&'static str, Instance)> {
    let any = |dice: &mut Dice, _: u32| dice.below(200);
    let random = |dice: &mut Dice, _: u32, _: u32| dice.below(1_000_001) as i64;
    let seats = |each: u32| vec![each; 200];
    let uneven = |i: u32| [1, 1, 2, 1, 200, 3, 1, 1, 1, 7][i as usize % 10];
    vec![
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
    ]
}

#[test]
fn hard_markets_are_solved_and_proved() {
    for (name, instance) in hard_markets() {
        let solution = solve(&instance);
        assert_eq!(solution.status, Status::Optimal, "{name}");
        assert_eq!(i128::from(solution.total), dual(&instance, &solution.prices), "{name}");
        verify(&instance.problem(), &solution).unwrap();
    }
}

/// The guard against price wars: a scale that takes too many bids is finished by shortest paths at the same ε, and then the
/// next one begins. Here it takes over at once, after a few bids, and in the middle.
#[test]
fn hard_markets_are_solved_by_the_guard() {
    for (name, instance) in hard_markets() {
        let usual = solve(&instance);
        for bids in [0, 1, 3] {
            let tuning = Tuning { bids, ..Tuning::default() };
            let slow = assign_with(&graph(&instance), &Control::new(), &tuning).unwrap();
            assert!(slow.complete, "{name}");
            assert_eq!((slow.total, slow.prices), (usual.total.into(), usual.prices.clone()), "{name}");
        }
    }
}

/// Threads change nothing, not even which of several optimal choices it is.
#[test]
fn any_number_of_threads_gives_the_same_answer() {
    for (name, instance) in hard_markets() {
        let warm = Warm { prices: &[7; 200], held: &[(3, 3), (5, 9)] };
        let answers = [0, 1, 2, 4].map(|threads| {
            let work = || {
                let cold = assign_with(&graph(&instance), &Control::new(), &Tuning::default()).unwrap();
                (cold, assign_from(&graph(&instance), &warm, &Control::new()).unwrap())
            };
            if threads == 0 {
                return work();
            }
            rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(work)
        });
        assert!(answers.iter().all(|answer| *answer == answers[0]), "{name}");
    }
}

/// A price war that goes on for as long as the difference between what is fought for and the ε of the fight: more mentees than
/// seats, and all of them want the same.
#[test]
fn a_price_war_ends() {
    let mut instance = Instance { mentor_seats: vec![1; 10], mentee_seats: vec![1; 11], ..Instance::default() };
    for mentee in 0..11 {
        for mentor in 0..10 {
            instance.push(mentee, mentor, (1 << 40) - i64::from(mentor * mentee));
        }
    }
    let best = solve(&instance);
    verify(&instance.problem(), &best).unwrap();
    for (first, bids) in [(i64::MAX, 200), (1, 1), (i64::MAX, 0)] {
        let tuning = Tuning { first, bids, ..Tuning::default() };
        let found = assign_with(&graph(&instance), &Control::new(), &tuning).unwrap();
        assert_eq!((found.total, found.prices), (best.total.into(), best.prices.clone()));
    }
}

/// Parts that no edge joins are solved apart. Their answers are those of the whole: joined by an edge worth nothing much, the
/// same seats are taken at the same prices.
#[test]
fn parts_and_the_whole_agree() {
    let mut dice = Dice(5);
    let sizes = [700, 1, 300, 2, 900, 40];
    let mut instance = Instance::default();
    for size in sizes {
        let (mentees, mentors) = (instance.mentee_seats.len() as u32, instance.mentor_seats.len() as u32);
        let own = size / 4 + 1;
        instance.mentee_seats.extend((0..size).map(|i| 1 + u32::from(i % 7 == 0)));
        instance.mentor_seats.extend((0..own).map(|j| 3 + j % 3));
        for i in 0..size {
            for _ in 0..15 {
                let mentor = mentors + dice.below(own.into()) as u32;
                instance.push(mentees + i, mentor, 2 + dice.below(1_000) as i64);
            }
        }
    }
    // Nobody knows these: an edge worth nothing joins no parts.
    instance.mentor_seats.extend([4, 0]);
    instance.mentee_seats.extend([1, 0]);
    let (mentees, mentors) = (instance.mentee_seats.len() as u32, instance.mentor_seats.len() as u32);
    instance.push(0, mentors - 1, 0);
    instance.push(mentees - 1, 0, 5);
    let apart = solve(&instance);
    verify(&instance.problem(), &apart).unwrap();

    // A mentor with a seat for everybody, which nobody needs as all of them could have it from somebody else.
    let mut joined = instance.clone();
    joined.mentor_seats.push(mentees);
    for mentee in 0..mentees {
        joined.push(mentee, mentors, 1);
    }
    let whole = solve(&joined);
    verify(&joined.problem(), &whole).unwrap();
    let open = instance.mentee_seats.iter().sum::<u32>() as usize - apart.edges.len();
    assert!(whole.total >= apart.total && whole.total <= apart.total + open as i64);

    let found = assign(&instance.problem(), &Control::new().timeout(Duration::ZERO)).unwrap();
    verify(&instance.problem(), &found).unwrap();
    assert!(found.total <= apart.total && apart.total <= found.bound);
}

#[test]
fn progress_reaches_the_end_and_never_goes_back() {
    use std::sync::{Arc, Mutex};
    // Points above a hash are solved in two levels.
    let above = |dice: &mut Dice| ((dice.below(1_000) << 30) | dice.below(1 << 20)) as i64;
    let islands = |apart: bool| {
        let mentor = move |dice: &mut Dice, mentee: u32| {
            if apart { u64::from(mentee % 4) * 50 + dice.below(50) } else { dice.below(200) }
        };
        cohort(vec![5; 200], mentor, move |dice, _, _| if apart { dice.below(1_000) as i64 } else { above(dice) })
    };
    for apart in [false, true] {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let into = Arc::clone(&seen);
        let control =
            Control::new().progress(move |progress| into.lock().unwrap().push((progress.done, progress.total)));
        let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build().unwrap();
        pool.install(|| assign(&islands(apart).problem(), &control)).unwrap();
        let seen = seen.lock().unwrap();
        assert!(seen.len() > 2 && seen.is_sorted() && seen.iter().all(|&(_, total)| total == 1_000));
        assert_eq!(seen.last(), Some(&(1_000, 1_000)));
    }
}

/// A deadline leaves no bound that not every language can hold, however many seats have whatever prices by then.
#[test]
fn a_bound_is_never_above_what_mentees_could_get() {
    let weight = fireside::solve::MOST / 1_000;
    let mut instance =
        cohort(vec![5; 200], |dice, _| dice.below(200), move |dice, _, _| weight - dice.below(1_000) as i64);
    instance.mentor_seats[0] = u32::MAX;
    let mut most = vec![0; 1_000];
    for (&mentee, &weight) in instance.mentee.iter().zip(&instance.weight) {
        most[mentee as usize] = weight.max(most[mentee as usize]);
    }
    let most: i64 = most.iter().sum();
    for micros in [0, 50, 200, 500, 1_000, 2_000, 5_000, 10_000] {
        let control = Control::new().timeout(Duration::from_micros(micros));
        let solution = assign(&instance.problem(), &control).unwrap();
        verify(&instance.problem(), &solution).unwrap();
        assert!(solution.total <= solution.bound && solution.bound <= most);
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

/// Many of the largest weights sum to more than 64 bits hold; inside, that is no limit.
#[test]
fn totals_may_be_wider_than_weights() {
    let most = (1 << 53) - 1;
    let mut instance = Instance { mentor_seats: vec![3; 1_000], mentee_seats: vec![1; 3_000], ..Instance::default() };
    for mentee in 0..3_000 {
        for k in 0..3 {
            instance.push(mentee, (mentee * 7 + k * k * 13) % 1_000, most - i64::from(mentee % 5 * k));
        }
    }
    let found = assign_with(&graph(&instance), &Control::new(), &Tuning::default()).unwrap();
    assert!(found.complete && found.total > i64::MAX.into());
    assert_eq!(found.total, found.bound);
    let error = assign(&instance.problem(), &Control::new()).unwrap_err();
    assert_eq!(error.code(), ErrorCode::TooLarge);
}

#[test]
fn rows_and_edges_make_the_same_graph() {
    let rows = Bipartite::from_rows(vec![1, 1], vec![1, 2], vec![0, 1, 3], vec![0, 0, 1], vec![5, 6, 7]);
    let edges = Bipartite::from_edges(&[1, 0, 1], &[1, 0, 0], &[7, 5, 6], &[1, 1], &[1, 2]);
    let solve = |graph: &Bipartite<'_>| assign_with(graph, &Control::new(), &Tuning::default()).unwrap();
    let (rows, edges) = (solve(&rows), solve(&edges));
    assert_eq!((rows.total, rows.chosen), (13, vec![1, 2]));
    assert_eq!((edges.total, edges.chosen), (13, vec![0, 2]));
}
