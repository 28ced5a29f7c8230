//! Laws of stable matching, against the enumeration of all stable matchings and against solvers that share nothing with ours.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod stable_support;

use std::time::Duration;

use fireside::solve::{AssignProblem, Side, StableProblem, assign, stable, verify_stable};
use fireside::{CancelToken, Control, ErrorCode, Status};
use proptest::prelude::*;
use stable_support::{Instance, instances, solve};

const SIDES: [Side; 2] = [Side::Mentee, Side::Mentor];

/// For everybody on the proposing side, what they hold is the best choice from what they hold in any two stable matchings;
/// for everybody on the other side, the worst: the rest of what they hold in both.
fn check_strict(instance: &Instance) {
    let all = instance.all_stable();
    assert!(!all.is_empty());
    for side in SIDES {
        let found = solve(instance, side);
        assert_eq!((found.status, found.gap, found.bound), (Status::Optimal, 0, found.matched));
        assert!(all.contains(&found.edges), "{instance:?}");
        let (_, _, seats) = instance.side(side);
        for other in &all {
            for (person, &seats) in seats.iter().enumerate() {
                let mut both: Vec<u32> = found.edges.iter().chain(other).copied().collect();
                both.sort_unstable();
                both.dedup();
                let mut best = instance.ranks(side, person, &both);
                best.truncate(seats as usize);
                assert_eq!(instance.ranks(side, person, &found.edges), best, "{instance:?}");
            }
        }
    }
    // The theorem of the rural hospitals: everybody has as many in all of them, and who has a free seat has the same people.
    for side in SIDES {
        let (_, _, seats) = instance.side(side);
        for (person, &seats) in seats.iter().enumerate() {
            let held = |edges: &Vec<u32>| instance.ranks(side, person, edges);
            for other in &all {
                assert_eq!(held(other).len(), held(&all[0]).len(), "{instance:?}");
                assert!(held(other).len() == seats as usize || held(other) == held(&all[0]), "{instance:?}");
            }
        }
    }
}

/// Stable, at least two thirds of the largest, and never beyond the bound.
fn check_ties(instance: &Instance) {
    let largest = instance.all_stable().iter().map(Vec::len).max().unwrap();
    for side in SIDES {
        let found = solve(instance, side);
        assert!(3 * found.edges.len() >= 2 * largest, "{instance:?}");
        assert!(found.bound >= largest as u64, "{instance:?}");
        assert!((0..instance.mentee.len() as u32).all(|edge| !instance.blocks(edge, &found.edges)), "{instance:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, ..ProptestConfig::default() })]

    #[test]
    fn strict_lists_one_to_one(instance in instances(6, 6, 13, 1, 0)) {
        check_strict(&instance);
    }

    #[test]
    fn strict_lists_with_seats_on_both_sides(instance in instances(5, 4, 13, 3, 0)) {
        check_strict(&instance);
    }

    #[test]
    fn ties_one_to_one(instance in instances(6, 6, 13, 1, 2)) {
        check_ties(&instance);
    }

    #[test]
    fn ties_with_seats_on_both_sides(instance in instances(5, 5, 13, 2, 2)) {
        check_ties(&instance);
    }

    #[test]
    fn ties_of_three_places(instance in instances(6, 5, 13, 2, 3)) {
        check_ties(&instance);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, ..ProptestConfig::default() })]

    #[test]
    fn equals_the_copies_of_pairs_written_out(instance in (0..6_i64).prop_flat_map(|ranks| instances(12, 8, 60, 3, ranks))) {
        for side in SIDES {
            prop_assert_eq!(solve(&instance, side).edges, instance.by_copies(side));
        }
    }

    #[test]
    fn the_order_of_pairs_changes_nothing_for_strict_lists(
        (instance, order) in instances(20, 10, 100, 3, 0).prop_flat_map(|instance| {
            let order: Vec<usize> = (0..instance.mentee.len()).collect();
            (Just(instance), Just(order).prop_shuffle())
        }),
    ) {
        let shuffled = instance.reordered(&order);
        for side in SIDES {
            let mut back: Vec<u32> = solve(&shuffled, side).edges.iter().map(|&edge| order[edge as usize] as u32).collect();
            back.sort_unstable();
            prop_assert_eq!(solve(&instance, side).edges, back);
        }
    }

    /// Ranks next to each other, with gaps, far apart, at both ends of what there is: only their order counts.
    #[test]
    fn how_far_apart_ranks_are_changes_nothing(instance in instances(20, 10, 100, 3, 0), ties in instances(20, 10, 100, 3, 4)) {
        for instance in [instance, ties] {
            for (factor, shift) in [(2, 0), (3, -7), (1, i64::MAX - 1_000), (1_000_000_007, i64::MIN), (i64::MAX / 1_000, 0)] {
                let moved = |ranks: &[i64]| ranks.iter().map(|rank| factor * rank + shift).collect();
                let mentee_rank = moved(&instance.mentee_rank);
                let other = Instance { mentee_rank, mentor_rank: moved(&instance.mentor_rank), ..instance.clone() };
                for side in SIDES {
                    prop_assert_eq!(solve(&other, side), solve(&instance, side));
                }
            }
        }
    }

    #[test]
    fn mentees_do_better_and_mentors_worse_where_mentees_propose(instance in instances(20, 10, 100, 3, 0)) {
        let [by_mentees, by_mentors] = SIDES.map(|side| solve(&instance, side).edges);
        for (side, better, worse) in [(Side::Mentee, &by_mentees, &by_mentors), (Side::Mentor, &by_mentors, &by_mentees)] {
            for person in 0..instance.side(side).2.len() {
                let (better, worse) = (instance.ranks(side, person, better), instance.ranks(side, person, worse));
                prop_assert_eq!(better.len(), worse.len());
                prop_assert!(better.iter().zip(&worse).all(|(better, worse)| better <= worse));
            }
        }
    }

    #[test]
    fn one_score_for_both_sides_is_greedy(instance in instances(20, 10, 100, 3, 0)) {
        let instance = Instance { mentor_rank: instance.mentee_rank.clone(), ..instance };
        let mut by_score: Vec<usize> = (0..instance.mentee.len()).collect();
        by_score.sort_by_key(|&edge| instance.mentee_rank[edge]);
        let (mut mentees, mut mentors) = (instance.mentee_seats.clone(), instance.mentor_seats.clone());
        let mut greedy = Vec::new();
        for edge in by_score {
            let (i, j) = (instance.mentee[edge] as usize, instance.mentor[edge] as usize);
            if mentees[i] > 0 && mentors[j] > 0 {
                (mentees[i], mentors[j]) = (mentees[i] - 1, mentors[j] - 1);
                greedy.push(edge as u32);
            }
        }
        greedy.sort_unstable();
        for side in SIDES {
            prop_assert_eq!(&solve(&instance, side).edges, &greedy);
        }
    }

    #[test]
    fn the_bound_is_the_size_of_the_largest_matching(instance in instances(25, 12, 120, 3, 3)) {
        let weight = vec![1; instance.mentee.len()];
        let problem = AssignProblem {
            mentee: &instance.mentee,
            mentor: &instance.mentor,
            weight: &weight,
            mentor_seats: &instance.mentor_seats,
            mentee_seats: Some(&instance.mentee_seats),
        };
        let largest = assign(&problem, &Control::new()).unwrap().total as u64;
        for side in SIDES {
            let found = solve(&instance, side);
            // Where no list has a tie among those who have seats, the bound is the size of every stable matching.
            prop_assert!(found.bound == largest || (found.gap == 0 && found.cover.is_empty()));
            prop_assert!(2 * found.matched >= largest, "a stable matching cannot be enlarged");
        }
    }

    #[test]
    fn a_deadline_costs_only_the_bound(instance in instances(25, 12, 120, 3, 3)) {
        for side in SIDES {
            let found = solve(&instance, side);
            let rushed = stable(&instance.problem(), side, &Control::new().timeout(Duration::ZERO)).unwrap();
            verify_stable(&instance.problem(), &rushed).unwrap();
            prop_assert_eq!(&rushed.edges, &found.edges);
            prop_assert!(rushed.bound >= found.bound && rushed.status != Status::WithinGap);
        }
    }
}

/// Iwama, Manlove, Miyazaki and Morita (1999) show with such lists that stable matchings differ in size: if Bo, who does not
/// mind, keeps Ada, then Cem, whom Ada likes no better, has nobody.
#[test]
fn whoever_does_not_mind_makes_room() {
    let problem = StableProblem {
        mentee: &[0, 0, 1],
        mentor: &[0, 1, 0],
        mentee_rank: &[1, 1, 1],
        mentor_rank: &[1, 1, 1],
        mentor_seats: &[1, 1],
        mentee_seats: None,
    };
    for side in SIDES {
        let found = stable(&problem, side, &Control::new()).unwrap();
        assert_eq!((found.edges.as_slice(), found.bound, found.status), ([1, 2].as_slice(), 2, Status::Optimal));
    }
    // Bo would rather have Ada, and Ada ranks them the same: a second time through his list, Cem wins the tie.
    let problem = StableProblem { mentee_rank: &[1, 2, 1], ..problem };
    let found = stable(&problem, Side::Mentee, &Control::new()).unwrap();
    assert_eq!(found.edges, [1, 2]);
    // Ada would rather have Bo: nothing else is stable, and the largest matching is only a bound.
    let problem = StableProblem { mentor_rank: &[1, 1, 2], mentee_rank: &[1, 2, 1], ..problem };
    let found = stable(&problem, Side::Mentee, &Control::new()).unwrap();
    assert_eq!((found.edges.as_slice(), found.bound, found.status), ([0].as_slice(), 1, Status::Optimal));
}

/// The example of Gale and Shapley (1962), section 3: three stable matchings, the first choices of either side among them.
#[test]
fn gale_and_shapleys_example() {
    let mut instance = Instance { mentor_seats: vec![1; 3], mentee_seats: vec![1; 3], ..Instance::default() };
    for (i, row) in [[(1, 3), (2, 2), (3, 1)], [(3, 1), (1, 3), (2, 2)], [(2, 2), (3, 1), (1, 3)]].iter().enumerate() {
        for (j, &(mentee_rank, mentor_rank)) in row.iter().enumerate() {
            instance.push(i as u32, j as u32, mentee_rank, mentor_rank);
        }
    }
    assert_eq!(instance.all_stable().len(), 3);
    assert_eq!(solve(&instance, Side::Mentee).edges, [0, 4, 8]);
    assert_eq!(solve(&instance, Side::Mentor).edges, [2, 3, 7]);
}

#[test]
fn a_cancel_ends_it() {
    let token = CancelToken::new();
    token.cancel();
    let problem = Instance::default();
    let error = stable(&problem.problem(), Side::Mentee, &Control::new().cancel(token)).unwrap_err();
    assert_eq!(error.code(), ErrorCode::Cancelled);
}
