//! Fair choices by sums: bounds against enumeration, what is reached, proofs at any size, and lies.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod assign_support;

use std::time::Duration;

use assign_support::{Instance, instances};
use fireside::solve::{FairSolution, Measure, assign, fair, verify_fair};
use fireside::{Control, Status};
use proptest::prelude::*;

fn solved(instance: &Instance) -> FairSolution {
    fair(&instance.problem(), Measure::Sum, &Control::new()).unwrap()
}

/// What everybody's edges are worth together, from the least on.
fn lots(instance: &Instance, edges: &[u32]) -> Vec<i64> {
    let mut lots = vec![0; instance.mentee_seats.len()];
    for &edge in edges {
        lots[instance.mentee[edge as usize] as usize] += instance.weight[edge as usize];
    }
    lots.sort_unstable();
    lots
}

/// The fairest lots, by trying every set of edges.
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

fn worst(lots: &[i64]) -> i64 {
    lots.iter().copied().find(|lot| *lot > 0).unwrap_or(0)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, ..ProptestConfig::default() })]

    #[test]
    fn as_many_people_as_possible_and_a_bound_that_holds(instance in instances(5, 5, 12, 3, 9)) {
        let (found, truth) = (solved(&instance), truth(&instance));
        prop_assert_eq!(found.matched, truth.iter().filter(|lot| **lot > 0).count() as u64);
        prop_assert!(found.worst <= worst(&truth) && worst(&truth) <= found.bound, "{:?} {:?}", found, truth);
        prop_assert_eq!(found.most, assign(&instance.problem(), &Control::new()).unwrap().total);
        verify_fair(&instance.problem(), Measure::Sum, &found).unwrap();
        let exact = instance.mentee_seats.iter().all(|seats| *seats <= 1);
        prop_assert_eq!(found.status, if exact { Status::Optimal } else { Status::WithinGap });
        prop_assert!(!exact || lots(&instance, &found.edges) == truth);
    }

    #[test]
    fn proves_itself_at_any_size(
        instance in prop_oneof![instances(40, 25, 220, 3, 9), instances(40, 25, 220, 4, 10_000), instances(30, 30, 150, 2, 1 << 52)],
    ) {
        let Ok(found) = fair(&instance.problem(), Measure::Sum, &Control::new()) else {
            // A total that might not be exact.
            prop_assert!(instance.weight.iter().any(|weight| *weight > 1 << 40));
            return Ok(());
        };
        verify_fair(&instance.problem(), Measure::Sum, &found).unwrap();
        let rushed = fair(&instance.problem(), Measure::Sum, &Control::new().timeout(Duration::ZERO)).unwrap();
        verify_fair(&instance.problem(), Measure::Sum, &rushed).unwrap();
    }

    #[test]
    fn lies_are_found(instance in instances(8, 6, 30, 3, 5), lie in 0..8_usize) {
        let honest = solved(&instance);
        prop_assume!(honest.status == Status::WithinGap && honest.worst > 0);
        let mut told = honest.clone();
        match lie {
            0 => { told.bound -= 1; told.gap -= 1; }
            1 => { told.bound = told.worst; told.gap = 0; }
            2 => told.gap += 1,
            3 => told.shares.iter_mut().for_each(|share| *share = 0),
            // Dearer seats prove less.
            4 => (0..).zip(&mut told.share_prices).for_each(|(at, price): (usize, _)| {
                *price += if instance.mentor_seats[at] > 0 { 1 << 40 } else { 0 };
            }),
            5 => told.status = Status::Optimal,
            6 => { told.worst += 1; told.gap -= 1; }
            _ => { told.shares.pop(); }
        }
        prop_assert!(told == honest || verify_fair(&instance.problem(), Measure::Sum, &told).is_err() , "{:?}", told);
    }
}

/// Of 500 problems in which somebody wants several, on how many the worst off have as much as they can, and on how many everybody has.
#[test]
fn as_a_rule_it_is_the_fairest() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let (mut runner, mut all, mut least, mut tight, mut seen) = (TestRunner::deterministic(), 0, 0, 0, 0);
    while seen < 500 {
        let instance = instances(5, 5, 12, 3, 9).new_tree(&mut runner).unwrap().current();
        if instance.mentee_seats.iter().all(|seats| *seats <= 1) {
            continue;
        }
        let (found, truth) = (solved(&instance), truth(&instance));
        seen += 1;
        all += usize::from(lots(&instance, &found.edges) == truth);
        least += usize::from(found.worst == worst(&truth));
        tight += usize::from(found.bound == worst(&truth));
    }
    println!("fairest {all}, the worst off {least}, bound met {tight}, of {seen}");
    assert!(least >= 490 && all >= 475 && tight >= 400, "fairest {all}, the worst off {least}, bound met {tight}");
}
