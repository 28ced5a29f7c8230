//! Assignment against solvers that share nothing with it: enumeration on tiny graphs, successive shortest paths by
//! Bellman–Ford on larger ones. And against its own promises: the proof, the meaning of prices.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod assign_support;

use assign_support::{Instance, by_enumeration, by_shortest_paths, dual, instances, solve};
use proptest::prelude::*;

/// Everything that must hold for an answer, given the true optimum.
fn check(instance: &Instance, optimum: i64) {
    let solution = solve(instance);
    assert_eq!(solution.total, optimum, "{instance:?}");
    assert_eq!(i128::from(solution.bound), dual(instance, &solution.prices), "{instance:?}");
    assert_eq!((solution.bound, solution.gap, solution.status), (optimum, 0, fireside::Status::Optimal));
    assert!(solution.edges.is_sorted() && solution.edges.iter().all(|&edge| instance.weight[edge as usize] > 0));
    fireside::solve::verify(&instance.problem(), &solution).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, ..ProptestConfig::default() })]

    #[test]
    fn equals_enumeration_on_tiny_graphs(instance in instances(4, 4, 9, 3, 6)) {
        check(&instance, by_enumeration(&instance));
    }

    #[test]
    fn prices_are_the_worth_of_one_more_seat(instance in instances(5, 4, 14, 2, 9)) {
        let solution = solve(&instance);
        for mentor in 0..instance.mentor_seats.len() {
            let mut more = instance.clone();
            more.mentor_seats[mentor] += 1;
            prop_assert_eq!(solve(&more).total - solution.total, solution.prices[mentor]);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn equals_shortest_paths_with_few_distinct_weights(instance in instances(40, 15, 300, 4, 5)) {
        check(&instance, by_shortest_paths(&instance));
    }

    #[test]
    fn equals_shortest_paths_with_points(instance in instances(40, 12, 300, 5, 1_000_000)) {
        check(&instance, by_shortest_paths(&instance));
    }

    #[test]
    fn equals_shortest_paths_with_the_largest_weights(instance in instances(25, 10, 120, 3, fireside::solve::MOST / 80)) {
        check(&instance, by_shortest_paths(&instance));
    }

    #[test]
    fn prices_are_the_worth_of_one_more_seat_among_many(instance in instances(30, 8, 150, 3, 1_000)) {
        let solution = solve(&instance);
        for mentor in 0..instance.mentor_seats.len() {
            let mut more = instance.clone();
            more.mentor_seats[mentor] += 1;
            prop_assert_eq!(by_shortest_paths(&more) - solution.total, solution.prices[mentor]);
        }
    }
}

/// Four by four, least cost 9 + 5 + 1 + 2 = 17 by hand; as a maximum, 100 less each cost.
#[test]
fn a_worked_example_by_hand() {
    let cost = [[7, 9, 8, 9], [2, 8, 5, 7], [1, 6, 6, 9], [3, 6, 2, 2]];
    let mut instance = Instance { mentor_seats: vec![1; 4], mentee_seats: vec![1; 4], ..Instance::default() };
    for (i, row) in cost.iter().enumerate() {
        for (j, &cost) in row.iter().enumerate() {
            instance.mentee.push(i as u32);
            instance.mentor.push(j as u32);
            instance.weight.push(100 - cost);
        }
    }
    check(&instance, 400 - 17);
}
