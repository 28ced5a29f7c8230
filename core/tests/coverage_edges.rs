//! Coverage on bare edges: how many and how much by enumeration, and lies about both.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod assign_support;

use std::time::Duration;

use assign_support::{Instance, by_augmenting, instances};
use fireside::solve::{Count, CoverageSolution, coverage, verify_coverage};
use fireside::{CancelToken, Control, ErrorCode, Status};
use proptest::prelude::*;

fn solved(instance: &Instance, count: Count) -> CoverageSolution {
    coverage(&instance.problem(), count, &Control::new()).unwrap()
}

/// The most that can be reached, and the most weight with it, by trying every set of edges.
fn truth(instance: &Instance, count: Count) -> (u64, i64) {
    fn go(instance: &Instance, count: Count, edge: usize, held: &mut [u32], taken: &mut [u32]) -> (u64, i64) {
        let Some(&weight) = instance.weight.get(edge) else {
            let reached = match count {
                Count::People => held.iter().filter(|held| **held > 0).count() as u64,
                Count::Seats => held.iter().map(|&held| u64::from(held)).sum(),
            };
            return (reached, 0);
        };
        let without = go(instance, count, edge + 1, held, taken);
        let (i, j) = (instance.mentee[edge] as usize, instance.mentor[edge] as usize);
        if held[i] == instance.mentee_seats[i] || taken[j] == instance.mentor_seats[j] {
            return without;
        }
        (held[i], taken[j]) = (held[i] + 1, taken[j] + 1);
        let (reached, total) = go(instance, count, edge + 1, held, taken);
        (held[i], taken[j]) = (held[i] - 1, taken[j] - 1);
        without.max((reached, total + weight))
    }
    let (mut held, mut taken) = (vec![0; instance.mentee_seats.len()], vec![0; instance.mentor_seats.len()]);
    go(instance, count, 0, &mut held, &mut taken)
}

fn either() -> impl Strategy<Value = Count> {
    prop_oneof![Just(Count::People), Just(Count::Seats)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, ..ProptestConfig::default() })]

    #[test]
    fn the_truth_by_enumeration(instance in instances(5, 4, 11, 3, 30), count in either()) {
        let found = solved(&instance, count);
        prop_assert_eq!((found.matched, found.total), truth(&instance, count));
        prop_assert_eq!((found.most, found.bound, found.gap, found.status), (found.matched, found.total, 0, Status::Optimal));
        prop_assert!(verify_coverage(&instance.problem(), count, &found).is_ok(), "{:?}", found);
    }

    #[test]
    fn proves_itself_at_any_size(instance in instances(40, 25, 200, 4, 1_000_000), count in either()) {
        let found = solved(&instance, count);
        prop_assert_eq!(found.status, Status::Optimal);
        prop_assert!(verify_coverage(&instance.problem(), count, &found).is_ok(), "{:?}", found);
        let rushed = coverage(&instance.problem(), count, &Control::new().timeout(Duration::ZERO)).unwrap();
        prop_assert!(verify_coverage(&instance.problem(), count, &rushed).is_ok(), "{:?}", rushed);
        prop_assert!(rushed.matched <= found.matched && found.most <= rushed.most);
    }

    /// Reaching as many as possible is the largest matching; of people, with one seat each.
    #[test]
    fn as_many_as_augmenting_paths_reach(instance in instances(30, 20, 140, 4, 1_000), count in either()) {
        let mut wanted = instance.clone();
        if count == Count::People {
            wanted.mentee_seats.iter_mut().for_each(|seats| *seats = (*seats).min(1));
        }
        prop_assert_eq!(solved(&instance, count).matched, by_augmenting(&wanted));
    }

    /// Whatever is said of the answer that is not true is found out.
    #[test]
    fn lies_are_found(instance in instances(8, 6, 30, 2, 50), count in either(), lie in 0..9_usize) {
        let honest = solved(&instance, count);
        let mut told = honest.clone();
        match lie {
            0 => told.matched += 1,
            1 => told.most = told.most.saturating_sub(1),
            2 => { told.total += 1; told.bound += 1; }
            3 => told.bound -= 1,
            4 => { told.edges.pop(); }
            5 => { told.edges.push(told.edges.last().copied().unwrap_or(0)); }
            6 => told.status = Status::Deadline,
            7 => told.prices.push(0),
            // More than all that its edges could lose: the bound no longer holds.
            _ => {
                let open = instance.mentor_seats.iter().position(|seats| *seats > 0);
                if let Some(price) = open.and_then(|mentor| told.prices.get_mut(mentor)) { *price += 1_000; }
            }
        }
        prop_assert!(told == honest || verify_coverage(&instance.problem(), count, &told).is_err(), "{:?}", told);
    }
}

#[test]
fn a_chain_of_one_seat_each_costs_whatever_it_takes() {
    // To reach everybody, everybody has to take their second best, down a long chain.
    let n = 60;
    let mut instance = Instance { mentor_seats: vec![1; n], mentee_seats: vec![1; n], ..Instance::default() };
    for k in 0..n as u32 {
        instance.push(k, k, 1);
        if k + 1 < n as u32 {
            instance.push(k, k + 1, 1_000_000);
        }
    }
    let found = solved(&instance, Count::People);
    assert_eq!((found.matched, found.total), (n as u64, n as i64));
    verify_coverage(&instance.problem(), Count::People, &found).unwrap();
}

#[test]
fn weights_that_leave_no_room_are_refused_and_a_cancel_is_one() {
    let n = 2_000;
    let mut instance = Instance { mentor_seats: vec![1; n], mentee_seats: vec![1; n], ..Instance::default() };
    for k in 0..n as u32 {
        instance.push(k, k, 0);
        if k + 1 < n as u32 {
            instance.push(k, k + 1, 1 << 42);
        }
    }
    match coverage(&instance.problem(), Count::People, &Control::new()) {
        Ok(found) => verify_coverage(&instance.problem(), Count::People, &found).unwrap(),
        Err(error) => assert_eq!((error.code(), error.path()), (ErrorCode::TooLarge, "weight")),
    }
    let token = CancelToken::new();
    token.cancel();
    let error = coverage(&instance.problem(), Count::Seats, &Control::new().cancel(token)).unwrap_err();
    assert_eq!(error.code(), ErrorCode::Cancelled);
}
