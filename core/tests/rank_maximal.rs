//! Rank-maximal and generous matchings: signatures by enumeration, proofs at any size, and lies.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod assign_support;

use std::cmp::Reverse;
use std::time::Duration;

use assign_support::{Instance, instances};
use fireside::solve::{Order, RankProblem, RankSolution, rank_maximal, verify_rank_maximal};
use fireside::{CancelToken, Control, ErrorCode, Status};
use proptest::prelude::*;

/// Weights are ranks here.
fn problem(instance: &Instance) -> RankProblem<'_> {
    RankProblem {
        mentee: &instance.mentee,
        mentor: &instance.mentor,
        rank: &instance.weight,
        mentor_seats: &instance.mentor_seats,
        mentee_seats: Some(&instance.mentee_seats),
    }
}

fn solved(instance: &Instance, order: Order) -> RankSolution {
    rank_maximal(&problem(instance), order, &Control::new()).unwrap()
}

/// What an order compares: the larger, the better.
fn key(order: Order, signature: &[u64]) -> (u64, Vec<u64>, Reverse<Vec<u64>>) {
    let (all, worst_first) = (signature.iter().sum(), signature.iter().rev().copied().collect());
    match order {
        Order::Cardinality => (all, signature.to_vec(), Reverse(Vec::new())),
        Order::Rank => (0, signature.to_vec(), Reverse(Vec::new())),
        Order::Generous => (all, Vec::new(), Reverse(worst_first)),
    }
}

/// The best signature, by trying every set of edges.
fn truth(instance: &Instance, order: Order, ranks: &[i64]) -> Vec<u64> {
    let mut best: Option<Vec<u64>> = None;
    for choice in 0_u32..1 << instance.weight.len() {
        let (mut mentees, mut mentors) = (instance.mentee_seats.clone(), instance.mentor_seats.clone());
        let mut signature = vec![0; ranks.len()];
        let fits = (0..instance.weight.len()).filter(|edge| choice >> edge & 1 == 1).all(|edge| {
            signature[ranks.binary_search(&instance.weight[edge]).unwrap()] += 1;
            let (i, j) = (instance.mentee[edge] as usize, instance.mentor[edge] as usize);
            let free = mentees[i] > 0 && mentors[j] > 0;
            if free {
                (mentees[i], mentors[j]) = (mentees[i] - 1, mentors[j] - 1);
            }
            free
        });
        if fits && best.as_ref().is_none_or(|best| key(order, &signature) > key(order, best)) {
            best = Some(signature);
        }
    }
    best.unwrap()
}

fn orders() -> impl Strategy<Value = Order> {
    prop_oneof![Just(Order::Cardinality), Just(Order::Rank), Just(Order::Generous)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, ..ProptestConfig::default() })]

    #[test]
    fn signatures_by_enumeration(instance in instances(5, 4, 11, 2, 4), order in orders()) {
        let found = solved(&instance, order);
        prop_assert_eq!(&found.signature, &truth(&instance, order, &found.ranks));
        prop_assert_eq!(found.status, Status::Optimal);
        if let Err(error) = verify_rank_maximal(&problem(&instance), order, &found) {
            prop_assert!(false, "{:?} {:?}", error, found);
        }
    }

    #[test]
    fn proves_itself_at_any_size(instance in instances(40, 25, 220, 3, 9), order in orders()) {
        let found = solved(&instance, order);
        if let Err(error) = verify_rank_maximal(&problem(&instance), order, &found) {
            prop_assert!(false, "{:?} {:?}", error, found);
        }
        let rushed = rank_maximal(&problem(&instance), order, &Control::new().timeout(Duration::ZERO)).unwrap();
        if let Err(error) = verify_rank_maximal(&problem(&instance), order, &rushed) {
            prop_assert!(false, "{:?} {:?}", error, rushed);
        }
    }

    #[test]
    fn lies_are_found(instance in instances(8, 6, 30, 2, 4), order in orders(), lie in 0..7_usize) {
        let honest = solved(&instance, order);
        let mut told = honest.clone();
        match lie {
            0 => told.matched += 1,
            1 => { told.edges.pop(); told.matched = told.edges.len() as u64; }
            2 => { told.edges.push(told.edges.last().copied().unwrap_or(0)); }
            3 => { if let Some(count) = told.signature.first_mut() { *count += 1; } }
            4 => told.status = Status::Deadline,
            5 => told.proved += 1,
            // More than all that its edges could lose: the bound no longer holds.
            _ => {
                let open = instance.mentor_seats.iter().position(|seats| *seats > 0);
                if let Some(price) = open.and_then(|mentor| told.prices.get_mut(mentor)) { *price += 1_000; }
            }
        }
        if lie == 1 && told.edges.len() < honest.edges.len() {
            // The honest count of the remaining edges, so that only the proof can find it out.
            let gone = honest.edges.last().unwrap();
            let at = told.ranks.binary_search(&instance.weight[*gone as usize]).unwrap();
            told.signature[at] -= 1;
        }
        prop_assert!(told == honest || verify_rank_maximal(&problem(&instance), order, &told).is_err(), "{:?}", told);
    }
}

#[test]
fn too_many_ranks_a_short_list_and_a_cancel() {
    let many: Vec<i64> = (0..1_001).collect();
    let people = vec![0; many.len()];
    let wide = RankProblem { mentee: &people, mentor: &people, rank: &many, mentor_seats: &[1], mentee_seats: None };
    let error = rank_maximal(&wide, Order::Rank, &Control::new()).unwrap_err();
    assert_eq!((error.code(), error.path()), (ErrorCode::TooLarge, "rank"));
    let short = RankProblem { rank: &[1], ..wide };
    let error = rank_maximal(&short, Order::Rank, &Control::new()).unwrap_err();
    assert_eq!((error.code(), error.path()), (ErrorCode::LengthMismatch, "rank"));
    let token = CancelToken::new();
    token.cancel();
    let few = RankProblem { mentee: &[0], mentor: &[0], rank: &[1], mentor_seats: &[1], mentee_seats: None };
    let error = rank_maximal(&few, Order::Rank, &Control::new().cancel(token)).unwrap_err();
    assert_eq!(error.code(), ErrorCode::Cancelled);
}
