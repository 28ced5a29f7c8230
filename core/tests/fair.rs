//! Fair choices: lots by enumeration, proofs at any size, and lies.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod assign_support;

use std::time::Duration;

use assign_support::{Instance, instances};
use fireside::solve::{FairSolution, LevelPrice, Measure, assign, fair, verify_fair};
use fireside::{CancelToken, Control, ErrorCode, Status};
use proptest::prelude::*;

fn solved(instance: &Instance) -> FairSolution {
    fair(&instance.problem(), Measure::Best, &Control::new()).unwrap()
}

/// Everybody's best edge, from the least on.
fn lots(instance: &Instance, edges: &[u32]) -> Vec<i64> {
    let mut lots = vec![0; instance.mentee_seats.len()];
    for &edge in edges {
        let lot = &mut lots[instance.mentee[edge as usize] as usize];
        *lot = instance.weight[edge as usize].max(*lot);
    }
    lots.sort_unstable();
    lots
}

/// The best lots, by trying every set of edges.
fn truth(instance: &Instance) -> Vec<i64> {
    let mut best = Vec::new();
    for choice in 0_u32..1 << instance.weight.len() {
        let (mut mentees, mut mentors) = (instance.mentee_seats.clone(), instance.mentor_seats.clone());
        let edges: Vec<u32> = (0..instance.weight.len() as u32).filter(|edge| choice >> edge & 1 == 1).collect();
        let fits = edges.iter().all(|&edge| {
            let (i, j) = (instance.mentee[edge as usize] as usize, instance.mentor[edge as usize] as usize);
            let free = mentees[i] > 0 && mentors[j] > 0;
            if free {
                (mentees[i], mentors[j]) = (mentees[i] - 1, mentors[j] - 1);
            }
            free
        });
        if fits {
            best = best.max(lots(instance, &edges));
        }
    }
    best
}

/// The best lots of `n` people who are paired with `n` others, by trying every order of these.
fn pairings(weight: &[i64], n: usize) -> Vec<i64> {
    fn go(weight: &[i64], k: usize, order: &mut [usize], best: &mut Vec<i64>) {
        if k < 2 {
            let mut lots: Vec<i64> = order.iter().enumerate().map(|(i, j)| weight[i * order.len() + j]).collect();
            lots.sort_unstable();
            if lots > *best {
                *best = lots;
            }
            return;
        }
        for at in 0..k {
            order.swap(at, k - 1);
            go(weight, k - 1, order, best);
            order.swap(at, k - 1);
        }
    }
    let mut best = Vec::new();
    go(weight, n, &mut (0..n).collect::<Vec<_>>(), &mut best);
    best
}

fn assert_fair(instance: &Instance, found: &FairSolution) -> Result<(), TestCaseError> {
    if let Err(error) = verify_fair(&instance.problem(), Measure::Best, found) {
        prop_assert!(false, "{:?} {:?}", error, found);
    }
    Ok(())
}

/// What prices prove of the largest total.
fn dual(instance: &Instance, prices: &[i64]) -> i64 {
    let mut sum: i64 = instance.mentor_seats.iter().zip(prices).map(|(&seats, &price)| i64::from(seats) * price).sum();
    for (mentee, &seats) in (0..).zip(&instance.mentee_seats) {
        let edges = (0..instance.weight.len()).filter(|&edge| instance.mentee[edge] == mentee);
        let mut gains: Vec<i64> =
            edges.map(|edge| (instance.weight[edge] - prices[instance.mentor[edge] as usize]).max(0)).collect();
        gains.sort_unstable();
        sum += gains.into_iter().rev().take(seats as usize).sum::<i64>();
    }
    sum
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, ..ProptestConfig::default() })]

    #[test]
    fn lots_by_enumeration(instance in instances(6, 5, 12, 2, 5)) {
        let found = solved(&instance);
        prop_assert_eq!(lots(&instance, &found.edges), truth(&instance));
        prop_assert_eq!(found.status, Status::Optimal);
        prop_assert_eq!(found.most, assign(&instance.problem(), &Control::new()).unwrap().total);
        assert_fair(&instance, &found)?;
    }

    /// Seven people and seven who have time for one each: every way of pairing them, an edge worth 0 being none.
    #[test]
    fn dominates_every_pairing_of_seven(weight in prop::collection::vec(0..=6_i64, 49)) {
        let mut instance = Instance { mentor_seats: vec![1; 7], mentee_seats: vec![1; 7], ..Instance::default() };
        for (at, &weight) in (0..).zip(&weight) {
            instance.push(at / 7, at % 7, weight);
        }
        prop_assert_eq!(lots(&instance, &solved(&instance).edges), pairings(&weight, 7));
    }

    #[test]
    fn proves_itself_at_any_size(
        instance in prop_oneof![instances(40, 25, 220, 3, 9), instances(40, 25, 220, 2, 10_000), instances(30, 30, 150, 1, 60)],
    ) {
        let found = solved(&instance);
        prop_assert_eq!(found.status, Status::Optimal);
        assert_fair(&instance, &found)?;
        let rushed = fair(&instance.problem(), Measure::Best, &Control::new().timeout(Duration::ZERO)).unwrap();
        assert_fair(&instance, &rushed)?;
    }

    #[test]
    fn lies_are_found(instance in instances(8, 6, 30, 2, 5), lie in 0..10_usize) {
        let honest = solved(&instance);
        let mut told = honest.clone();
        match lie {
            0 => told.matched += 1,
            1 => told.worst += 1,
            2 => { told.total += 1; told.price -= 1; }
            3 => { told.most -= 1; told.price -= 1; }
            4 => told.price += 1,
            5 => told.proved += 1,
            6 => told.prices.clear(),
            // More than all that its edges could lose: the bound no longer holds.
            7 => {
                if let Some(mentor) = instance.mentor_seats.iter().position(|seats| *seats > 0) {
                    let dear = LevelPrice { mentor: mentor as u32, weight: 0, price: 1_000 };
                    told.prices.retain(|price| (price.mentor, price.weight) != (dear.mentor, 0));
                    told.prices.push(dear);
                    told.prices.sort_unstable();
                }
            }
            // Dearer mentors, and as much more as they would prove: nothing is worth that.
            8 => {
                told.most_prices.iter_mut().for_each(|price| *price += 1);
                told.most = dual(&instance, &told.most_prices);
                told.price = told.most - told.total;
            }
            _ => {
                // The largest total, told to be fair.
                told.edges = assign(&instance.problem(), &Control::new()).unwrap().edges;
                told.total = told.edges.iter().map(|&edge| instance.weight[edge as usize]).sum();
                told.price = told.most - told.total;
                let lots = lots(&instance, &told.edges);
                told.matched = lots.iter().filter(|lot| **lot > 0).count() as u64;
                told.worst = lots.iter().copied().find(|lot| *lot > 0).unwrap_or(0);
            }
        }
        let same = lots(&instance, &told.edges) == lots(&instance, &honest.edges);
        let harmless = (lie == 9 && same) || (lie == 8 && told.most == honest.most) || told == honest || (lie == 6 && honest.matched == 0);
        prop_assert!(harmless || verify_fair(&instance.problem(), Measure::Best, &told).is_err(), "{:?}", told);
    }
}

#[test]
fn wrong_input_and_a_cancel() {
    let mut instance = Instance { mentor_seats: vec![1], mentee_seats: vec![1], ..Instance::default() };
    instance.push(0, 1, 5);
    let error = fair(&instance.problem(), Measure::Best, &Control::new()).unwrap_err();
    assert_eq!((error.code(), error.path()), (ErrorCode::OutOfRange, "mentor[0]"));
    instance.mentor[0] = 0;
    let token = CancelToken::new();
    token.cancel();
    let error = fair(&instance.problem(), Measure::Best, &Control::new().cancel(token)).unwrap_err();
    assert_eq!(error.code(), ErrorCode::Cancelled);
}
