//! Laws of peers: what more edges, weights and people may and may not change; what a deadline and a cancel do; agreement with
//! assignment where the graph is bipartite.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod peer_support;

use std::time::Duration;

use fireside::solve::{AssignProblem, assign, peers, peers_from, verify_peers};
use fireside::{CancelToken, Control, ErrorCode, Status};
use peer_support::{Instance, STARTS, instances};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn the_same_input_gives_the_same_answer(instance in instances(30, 90, 9)) {
        prop_assert_eq!(instance.solve(), instance.solve());
    }

    #[test]
    fn an_edge_more_never_lowers_the_total(instance in instances(30, 90, 50), a in any::<u32>(), step in any::<u32>(), weight in 0..60_i64) {
        let n = instance.n as u32;
        let mut more = instance.clone();
        more.push(a % n, (a % n + 1 + step % (n - 1)) % n, weight);
        let (without, with) = (instance.solve().total, more.solve().total);
        prop_assert!(without <= with && with <= without + weight);
    }

    #[test]
    fn people_without_an_edge_change_nothing(instance in instances(20, 60, 50)) {
        let more = Instance { n: instance.n + 3, ..instance.clone() };
        let (one, other) = (instance.solve(), more.solve());
        prop_assert_eq!((one.total, one.edges), (other.total, other.edges));
        prop_assert_eq!(&other.partner[instance.n..], [None, None, None]);
    }

    /// Nor whether searches give up, on sparse graphs with many weights.
    #[test]
    fn many_people_without_an_edge_change_nothing(instance in (1..400_i64).prop_flat_map(|most| instances(60, 150, most))) {
        let more = Instance { n: 1_000, ..instance.clone() };
        prop_assert_eq!(instance.solve().edges, more.solve().edges);
    }

    #[test]
    fn weights_scale(instance in instances(20, 60, 50)) {
        let thrice = Instance { weight: instance.weight.iter().map(|weight| 3 * weight).collect(), ..instance.clone() };
        prop_assert_eq!(thrice.solve().total, 3 * instance.solve().total);
    }

    /// Weights that are multiples of a large unit have as few levels as without it.
    #[test]
    fn a_unit_changes_no_choice(instance in instances(40, 150, 12)) {
        let lifted = Instance { weight: instance.weight.iter().map(|weight| 1_000_003 * weight).collect(), ..instance.clone() };
        prop_assert_eq!(lifted.solve().edges, instance.solve().edges);
    }

    /// Without odd cycles, peers are an assignment.
    #[test]
    fn equals_assignment_on_bipartite_graphs(edges in prop::collection::vec((0..12_u32, 0..9_u32, 0..40_i64), 0..80)) {
        let edges: Vec<(u32, u32, i64)> = edges.into_iter().map(|(a, b, weight)| (a, 12 + b, weight)).collect();
        let instance = Instance::of(21, &edges);
        let mentor: Vec<u32> = edges.iter().map(|edge| edge.1 - 12).collect();
        let problem = AssignProblem {
            mentee: &instance.a,
            mentor: &mentor,
            weight: &instance.weight,
            mentor_seats: &[1; 9],
            mentee_seats: None,
        };
        prop_assert_eq!(instance.solve().total, assign(&problem, &Control::new()).unwrap().total);
    }

    /// As the documentation says: what is added to every weight outweighs any matching.
    #[test]
    fn people_first_by_adding_to_every_weight(instance in instances(10, 25, 30)) {
        let extra: i64 = 1 + 30 * 5;
        let lifted = Instance { weight: instance.weight.iter().map(|weight| weight + extra).collect(), ..instance.clone() };
        let most = Instance { weight: vec![1; instance.weight.len()], ..instance.clone() }.by_enumeration();
        let found = lifted.solve();
        prop_assert_eq!(found.edges.len() as i64, most);
        prop_assert_eq!(found.total, lifted.by_enumeration());
    }

    #[test]
    fn a_deadline_is_an_honest_gap(instance in instances(40, 150, 50)) {
        let optimum = instance.solve().total;
        for start in STARTS {
            let rushed = peers_from(&instance.problem(), &Control::new().timeout(Duration::ZERO), start).unwrap();
            verify_peers(&instance.problem(), &rushed).unwrap();
            prop_assert!(rushed.total <= optimum && optimum <= rushed.bound);
            // The heaviest edges first give at least half.
            prop_assert!(2 * rushed.total >= optimum);
        }
    }
}

/// With so many people, edges and different weights.
fn drawn(people: u64, edges: usize, most: i64) -> Instance {
    let mut instance = Instance { n: people as usize, ..Instance::default() };
    let mut state = 1_u64;
    for _ in 0..edges {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let (a, b) = ((state >> 33) % people, (state >> 45) % people);
        if a != b {
            instance.push(a as u32, b as u32, 1 + (state >> 20) as i64 % most);
        }
    }
    instance
}

/// A deadline in the middle of the searches: whatever is known then is proved.
#[test]
fn a_deadline_may_come_at_any_time() {
    for most in [10, 1_000, 1_000_000] {
        let instance = drawn(3_000, 30_000, most);
        let mut optimum = None;
        for micros in (0..22).map(|power| 1 << power).rev() {
            for start in STARTS {
                let control = Control::new().timeout(Duration::from_micros(micros));
                let found = peers_from(&instance.problem(), &control, start).unwrap();
                verify_peers(&instance.problem(), &found).unwrap();
                if found.status == Status::Optimal {
                    optimum = optimum.or(Some(found.total));
                    assert_eq!(Some(found.total), optimum);
                }
                assert!(optimum.is_none_or(|optimum| found.total <= optimum && optimum <= found.bound));
            }
        }
    }
}

/// Whether searches go on from everybody at once, or give up and start from fractions: few or many edges, few or many
/// different weights.
#[test]
fn is_proved_from_everybody_at_once_or_not() {
    for edges in [300, 1_500, 6_000, 20_000] {
        for most in [1, 2, 3, 10, 100, 1_000, 2_000] {
            drawn(600, edges, most).solve();
        }
    }
}

#[test]
fn a_cancel_ends_it() {
    let token = CancelToken::new();
    token.cancel();
    let error = peers(&Instance::of(2, &[(0, 1, 5)]).problem(), &Control::new().cancel(token)).unwrap_err();
    assert_eq!(error.code(), ErrorCode::Cancelled);
}

/// A nest as deep as there are people, on a path of people one further from each other at every step: nothing recurses.
#[test]
fn long_ways_and_deep_nests_take_no_stack() {
    let n = 2_001_u32;
    let mut instance = Instance { n: n as usize, ..Instance::default() };
    for person in 0..n {
        for step in [1, 2] {
            if person + step < n {
                instance.push(person, person + step, i64::from(4 * n - person - step));
            }
        }
    }
    let small_stack = std::thread::Builder::new().stack_size(64 * 1024);
    let total = small_stack.spawn(move || instance.solve().total).unwrap().join().unwrap();
    assert_eq!(total, (0..1_000).map(|pair| i64::from(4 * n - 2 * pair - 1)).sum::<i64>());
}
