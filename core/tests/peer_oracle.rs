//! Peers against enumeration on small graphs, against their own proof on larger ones, and on the cases that are known to
//! need every kind of step with blossoms.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod peer_support;

use peer_support::{Instance, instances};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { cases: 6_000, ..ProptestConfig::default() })]

    #[test]
    fn equals_enumeration_with_few_distinct_weights(instance in instances(10, 25, 3)) {
        prop_assert_eq!(instance.solve().total, instance.by_enumeration());
    }

    #[test]
    fn equals_enumeration_with_equal_weights(instance in instances(10, 20, 1)) {
        prop_assert_eq!(instance.solve().total, instance.by_enumeration());
    }

    #[test]
    fn equals_enumeration_with_points(instance in instances(10, 30, 60)) {
        prop_assert_eq!(instance.solve().total, instance.by_enumeration());
    }

    #[test]
    fn equals_enumeration_with_nearly_equal_weights(instance in instances(11, 40, 12)) {
        let lifted = Instance { weight: instance.weight.iter().map(|weight| weight + 50).collect(), ..instance };
        prop_assert_eq!(lifted.solve().total, lifted.by_enumeration());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn is_proved_on_larger_graphs(instance in (1..5_u32).prop_flat_map(|power| instances(80, 250, 9_i64.pow(power)))) {
        instance.solve();
    }

    #[test]
    fn is_proved_where_odd_sets_are_many(instance in instances(60, 120, 40)) {
        // Weights near to one another on a sparse graph: blossoms in blossoms.
        let lifted = Instance { weight: instance.weight.iter().map(|weight| weight + 1_000).collect(), ..instance };
        lifted.solve();
    }

    #[test]
    fn is_proved_with_the_largest_weights(instance in instances(30, 90, fireside::solve::MOST_PEER_WEIGHT / 15)) {
        instance.solve();
    }

    #[test]
    fn the_order_of_edges_does_not_change_the_total(
        (instance, order) in instances(40, 120, 20).prop_flat_map(|instance| {
            let order: Vec<usize> = (0..instance.weight.len()).collect();
            (Just(instance), Just(order).prop_shuffle())
        }),
    ) {
        let edges: Vec<_> = order.iter().map(|&e| (instance.b[e], instance.a[e], instance.weight[e])).collect();
        prop_assert_eq!(Instance::of(instance.n, &edges).solve().total, instance.solve().total);
    }
}

/// Edges, and the pairs of the one best matching.
type Case = (&'static str, &'static [(u32, u32, i64)], &'static [(u32, u32)]);

/// The cases of J. van Rantwijk's tests (`mwmatching.py`, 2008; "maximum-weight-matching", 2023), each made to need one kind
/// of step.
const CASES: [Case; 22] = [
    ("two edges", &[(1, 2, 10), (2, 3, 11)], &[(2, 3)]),
    ("three edges", &[(1, 2, 5), (2, 3, 11), (3, 4, 5)], &[(2, 3)]),
    ("a blossom used to augment", &[(1, 2, 8), (1, 3, 9), (2, 3, 10), (3, 4, 7)], &[(1, 2), (3, 4)]),
    (
        "a blossom used to augment, longer",
        &[(1, 2, 8), (1, 3, 9), (2, 3, 10), (3, 4, 7), (1, 6, 5), (4, 5, 6)],
        &[(2, 3), (1, 6), (4, 5)],
    ),
    (
        "an outer blossom becomes inner",
        &[(1, 2, 9), (1, 3, 8), (2, 3, 10), (1, 4, 5), (4, 5, 4), (1, 6, 3)],
        &[(2, 3), (4, 5), (1, 6)],
    ),
    (
        "an outer blossom becomes inner, second",
        &[(1, 2, 9), (1, 3, 8), (2, 3, 10), (1, 4, 5), (4, 5, 3), (1, 6, 4)],
        &[(2, 3), (4, 5), (1, 6)],
    ),
    (
        "an outer blossom becomes inner, third",
        &[(1, 2, 9), (1, 3, 8), (2, 3, 10), (1, 4, 5), (4, 5, 3), (3, 6, 4)],
        &[(1, 2), (4, 5), (3, 6)],
    ),
    (
        "a blossom in a blossom",
        &[(1, 2, 9), (1, 3, 9), (2, 3, 10), (2, 4, 8), (3, 5, 8), (4, 5, 10), (5, 6, 6)],
        &[(1, 3), (2, 4), (5, 6)],
    ),
    (
        "an outer blossom becomes part of another",
        &[(1, 2, 10), (1, 7, 10), (2, 3, 12), (3, 4, 20), (3, 5, 20), (4, 5, 25), (5, 6, 10), (6, 7, 10), (7, 8, 8)],
        &[(1, 2), (3, 4), (5, 6), (7, 8)],
    ),
    (
        "nested blossoms expanded one in the other",
        &[
            (1, 2, 8),
            (1, 3, 8),
            (2, 3, 10),
            (2, 4, 12),
            (3, 5, 12),
            (4, 5, 14),
            (4, 6, 12),
            (5, 7, 12),
            (6, 7, 14),
            (7, 8, 12),
        ],
        &[(1, 2), (3, 5), (4, 6), (7, 8)],
    ),
    (
        "an inner blossom expanded",
        &[(1, 2, 23), (1, 5, 22), (1, 6, 15), (2, 3, 25), (3, 4, 22), (4, 5, 25), (4, 8, 14), (5, 7, 13)],
        &[(1, 6), (2, 3), (4, 8), (5, 7)],
    ),
    (
        "a nested inner blossom expanded",
        &[(1, 2, 19), (1, 3, 20), (1, 8, 8), (2, 3, 25), (2, 4, 18), (3, 5, 18), (4, 5, 13), (4, 7, 7), (5, 6, 7)],
        &[(1, 8), (2, 3), (4, 7), (5, 6)],
    ),
    (
        "an inner blossom reached in more than one way",
        &[
            (1, 2, 45),
            (1, 5, 45),
            (2, 3, 50),
            (3, 4, 45),
            (4, 5, 50),
            (1, 6, 30),
            (3, 9, 35),
            (4, 8, 35),
            (5, 7, 26),
            (9, 10, 5),
        ],
        &[(2, 3), (1, 6), (4, 8), (5, 7), (9, 10)],
    ),
    (
        "an inner blossom reached in more than one way, second",
        &[
            (1, 2, 45),
            (1, 5, 45),
            (2, 3, 50),
            (3, 4, 45),
            (4, 5, 50),
            (1, 6, 30),
            (3, 9, 35),
            (4, 8, 26),
            (5, 7, 40),
            (9, 10, 5),
        ],
        &[(2, 3), (1, 6), (4, 8), (5, 7), (9, 10)],
    ),
    (
        "an expansion after which another edge is the next",
        &[
            (1, 2, 45),
            (1, 5, 45),
            (2, 3, 50),
            (3, 4, 45),
            (4, 5, 50),
            (1, 6, 30),
            (3, 9, 35),
            (4, 8, 28),
            (5, 7, 26),
            (9, 10, 5),
        ],
        &[(2, 3), (1, 6), (4, 8), (5, 7), (9, 10)],
    ),
    (
        "an expansion that leaves the inner blossom on the way",
        &[
            (1, 2, 45),
            (1, 7, 45),
            (2, 3, 50),
            (3, 4, 45),
            (4, 5, 95),
            (4, 6, 94),
            (5, 6, 94),
            (6, 7, 50),
            (1, 8, 30),
            (3, 11, 35),
            (5, 9, 36),
            (7, 10, 26),
            (11, 12, 5),
        ],
        &[(2, 3), (4, 6), (1, 8), (5, 9), (7, 10), (11, 12)],
    ),
    (
        "nested blossoms, outer again, expanded one in the other",
        &[
            (1, 2, 40),
            (1, 3, 40),
            (2, 3, 60),
            (2, 4, 55),
            (3, 5, 55),
            (4, 5, 50),
            (1, 8, 15),
            (5, 7, 30),
            (7, 6, 10),
            (8, 10, 10),
            (4, 9, 30),
        ],
        &[(1, 2), (3, 5), (7, 6), (8, 10), (4, 9)],
    ),
    (
        "people who stay alone",
        &[(0, 1, 2), (0, 4, 3), (1, 2, 7), (1, 5, 2), (2, 3, 9), (2, 5, 4), (3, 4, 8), (3, 5, 4)],
        &[(1, 2), (3, 4)],
    ),
    (
        "only the outer of two blossoms expanded",
        &[(0, 1, 8), (0, 2, 8), (1, 2, 9), (1, 3, 6), (2, 4, 7), (3, 4, 8), (3, 5, 5)],
        &[(0, 1), (2, 4), (3, 5)],
    ),
    (
        "an inner blossom without a dual that stays",
        &[(0, 1, 7), (0, 2, 7), (1, 2, 9), (0, 3, 7), (0, 4, 7), (3, 4, 9), (5, 6, 2)],
        &[(1, 2), (3, 4), (5, 6)],
    ),
    (
        "an edge that is of no more use in a blossom",
        &[(0, 1, 7), (0, 4, 6), (1, 2, 9), (2, 3, 8), (3, 4, 9), (2, 5, 1), (4, 5, 1)],
        &[(1, 2), (3, 4)],
    ),
    ("a heavy edge that nobody takes", &[(0, 4, 26), (1, 3, 31), (1, 4, 49)], &[(0, 4), (1, 3)]),
];

#[test]
fn cases_known_to_be_hard() {
    for (name, edges, expected) in CASES {
        let n = edges.iter().map(|&(a, b, _)| a.max(b) as usize + 1).max().unwrap();
        let instance = Instance::of(n, edges);
        let solution = instance.solve();
        let mut found: Vec<(u32, u32)> =
            solution.edges.iter().map(|&edge| (instance.a[edge as usize], instance.b[edge as usize])).collect();
        found.sort_unstable();
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        assert_eq!(found, expected, "{name}");
    }
}

/// The next of a series of numbers that look random.
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *state >> 33
}

/// Dense and sparse, with many and few distinct weights; the proof is the test.
#[test]
fn is_proved_on_graphs_of_hundreds() {
    let mut state = 7;
    for (n, edges, weight) in [(300, 40_000, 1_000_000), (300, 3_000, 10), (2_000, 6_000, 1_000), (501, 2_000, 1)] {
        let mut instance = Instance { n, ..Instance::default() };
        for _ in 0..edges {
            let a = next(&mut state) % n as u64;
            let b = (a + 1 + next(&mut state) % (n as u64 - 1)) % n as u64;
            instance.push(a as u32, b as u32, 1 + (next(&mut state) % weight) as i64);
        }
        instance.solve();
    }
}

/// What J. van Rantwijk's tests take from the DIMACS challenge of 1991: chains of triangles linked at one corner or at three
/// (N. Ritchey, B. Mattingly), and Gabow's graphs (1976), a complete graph with a leaf at every second person.
#[test]
fn is_proved_on_graphs_of_the_dimacs_challenge() {
    for triangles in [1, 2, 3, 10, 333_u32] {
        let corners: Vec<(u32, u32, i64)> =
            (0..triangles).flat_map(|k| [(0, 1), (0, 2), (1, 2)].map(|(a, b)| (3 * k + a, 3 * k + b, 1))).collect();
        let one = (0..triangles - 1).map(|k| (3 * k + k % 3, 3 * k + k % 3 + 3, 1));
        let three = (0..3 * triangles - 3).map(|corner| (corner, corner + 3, 1));
        for links in [one.collect::<Vec<_>>(), three.collect()] {
            let edges = [corners.clone(), links].concat();
            assert_eq!(Instance::of(3 * triangles as usize, &edges).solve().total, i64::from(3 * triangles / 2));
        }
    }
    for k in [1, 2, 5, 20_u32] {
        let complete = (0..4 * k).flat_map(|a| (a + 1..4 * k).map(move |b| (a, b, 1)));
        let leaves = (0..2 * k).map(|leaf| (2 * leaf, 4 * k + leaf, 1));
        let edges: Vec<(u32, u32, i64)> = complete.chain(leaves).collect();
        assert_eq!(Instance::of(6 * k as usize, &edges).solve().total, i64::from(3 * k));
    }
}

/// The tests are worth something only if they see sets, and sets in sets.
#[test]
fn odd_sets_occur_also_nested() {
    let mut state = 3;
    let (mut sets, mut nested) = (0, 0);
    for _ in 0..200 {
        let mut instance = Instance { n: 15, ..Instance::default() };
        for _ in 0..30 {
            let a = next(&mut state) % 15;
            let b = (a + 1 + next(&mut state) % 14) % 15;
            instance.push(a as u32, b as u32, 100 + (next(&mut state) % 40) as i64);
        }
        let found = instance.solve();
        assert_eq!(found.total, instance.by_enumeration());
        sets += found.odd_sets.len();
        nested += found.odd_sets.iter().filter(|set| !set.sets.is_empty()).count();
    }
    assert!(sets > 50 && nested > 5, "{sets} sets, {nested} with sets in them");
}
