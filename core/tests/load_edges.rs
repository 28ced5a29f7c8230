//! A cost of load on bare edges: the truth by enumeration, what grows and what shrinks with the cost, and lies.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod assign_support;

use std::time::Duration;

use assign_support::{Instance, instances};
use fireside::solve::{self, AssignProblem, BalancedSolution, MOST, balanced, verify_balanced};
use fireside::{CancelToken, Control, ErrorCode, Status};
use proptest::prelude::*;

fn solved(instance: &Instance, load_cost: i64) -> BalancedSolution {
    balanced(&instance.problem(), load_cost, &Control::new()).unwrap()
}

/// The most weight less cost, by trying every set of edges; with so many free conversations at one mentor.
fn truth(instance: &Instance, load_cost: i64, free: Option<usize>) -> i64 {
    struct Try<'a> {
        instance: &'a Instance,
        load_cost: i64,
        free: Option<usize>,
        held: Vec<u32>,
        taken: Vec<u32>,
    }
    impl Try<'_> {
        fn go(&mut self, edge: usize) -> i64 {
            let Some(&weight) = self.instance.weight.get(edge) else { return 0 };
            let without = self.go(edge + 1);
            let (i, j) = (self.instance.mentee[edge] as usize, self.instance.mentor[edge] as usize);
            let free = u32::from(self.free == Some(j));
            let seats = self.instance.mentor_seats[j].saturating_add(free);
            if self.held[i] == self.instance.mentee_seats[i] || self.taken[j] == seats {
                return without;
            }
            let charge = i64::from(self.taken[j].saturating_sub(free)) * self.load_cost;
            (self.held[i], self.taken[j]) = (self.held[i] + 1, self.taken[j] + 1);
            let with = weight - charge + self.go(edge + 1);
            (self.held[i], self.taken[j]) = (self.held[i] - 1, self.taken[j] - 1);
            without.max(with)
        }
    }
    let (held, taken) = (vec![0; instance.mentee_seats.len()], vec![0; instance.mentor_seats.len()]);
    Try { instance, load_cost, free, held, taken }.go(0)
}

fn charges(solution: &BalancedSolution) -> i64 {
    solution.loads.iter().map(|&load| i64::from(load) * (i64::from(load) - 1) / 2).sum()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, ..ProptestConfig::default() })]

    #[test]
    fn the_truth_by_enumeration(instance in instances(5, 3, 11, 6, 30), load_cost in 0..35_i64) {
        let found = solved(&instance, load_cost);
        prop_assert_eq!((found.worth, found.bound), (truth(&instance, load_cost, None), truth(&instance, load_cost, None)));
        prop_assert_eq!((found.total - load_cost * charges(&found), found.status), (found.worth, Status::Optimal));
        prop_assert!(verify_balanced(&instance.problem(), load_cost, &found).is_ok(), "{:?}", found);
        // A price is exactly what a conversation that costs nothing would add.
        for (j, &price) in found.prices.iter().enumerate() {
            prop_assert_eq!(price, truth(&instance, load_cost, Some(j)) - found.worth, "mentor {}", j);
        }
    }

    #[test]
    fn proves_itself_at_any_size(instance in instances(60, 12, 300, 30, 1_000_000), load_cost in 0..200_000_i64) {
        let found = solved(&instance, load_cost);
        prop_assert_eq!(found.status, Status::Optimal);
        prop_assert!(verify_balanced(&instance.problem(), load_cost, &found).is_ok(), "{:?}", found);
        let rushed = balanced(&instance.problem(), load_cost, &Control::new().timeout(Duration::ZERO)).unwrap();
        prop_assert!(verify_balanced(&instance.problem(), load_cost, &rushed).is_ok(), "{:?}", rushed);
        prop_assert!(rushed.worth <= found.worth && rushed.bound >= found.bound);
    }

    /// Without a cost it is the most weight: the same edges, the same prices.
    #[test]
    fn nothing_costs_nothing(instance in instances(30, 12, 150, 4, 1_000)) {
        let (found, plain) = (solved(&instance, 0), solve::assign(&instance.problem(), &Control::new()).unwrap());
        prop_assert_eq!((found.edges, found.total, found.worth), (plain.edges, plain.total, plain.total));
        prop_assert_eq!((found.bound, found.prices, found.status), (plain.bound, plain.prices, plain.status));
    }

    /// The dearer load is, the less of it there is, and the fewer points; in the end nobody has a second edge.
    #[test]
    fn what_grows_and_what_shrinks(instance in instances(40, 8, 150, 20, 100), one in 0..120_i64, other in 0..120_i64) {
        let (cheap, dear) = (solved(&instance, one.min(other)), solved(&instance, one.max(other)));
        if one != other {
            prop_assert!(charges(&dear) <= charges(&cheap));
            prop_assert!(dear.total <= cheap.total && dear.worth <= cheap.worth);
        }
        prop_assert!(solved(&instance, 100).loads.iter().all(|&load| load <= 1));
    }

    /// A price lies between the charge of a mentor's last conversation and that of the next, if there is a seat for it.
    #[test]
    fn prices_lie_between_charges(instance in instances(40, 8, 150, 20, 100), load_cost in 1..50_i64) {
        let found = solved(&instance, load_cost);
        for (j, (&price, &load)) in found.prices.iter().zip(&found.loads).enumerate() {
            prop_assert!(price >= i64::from(load.max(1) - 1) * load_cost);
            prop_assert!(price <= i64::from(load) * load_cost || load == instance.mentor_seats[j]);
        }
    }

    /// The order of edges changes no price and no sum.
    #[test]
    fn order_changes_nothing(instance in instances(40, 8, 150, 20, 100), load_cost in 0..50_i64) {
        let mut turned = instance.clone();
        turned.mentee.reverse();
        turned.mentor.reverse();
        turned.weight.reverse();
        let (found, again) = (solved(&instance, load_cost), solved(&turned, load_cost));
        prop_assert_eq!((found.worth, found.bound, found.prices), (again.worth, again.bound, again.prices));
    }

    /// Whatever is said of the answer that is not true is found out.
    #[test]
    fn lies_are_found(instance in instances(8, 4, 30, 6, 50), load_cost in 1..20_i64, lie in 0..12_usize, at in 0..4_usize) {
        let honest = solved(&instance, load_cost);
        let mut told = honest.clone();
        let mut cost = load_cost;
        let at = at % honest.prices.len().max(1);
        match lie {
            0 => { told.total += 1; told.worth += 1; }
            1 => { told.worth += 1; told.bound += 1; }
            2 => { told.bound -= 1; told.gap -= 1; }
            3 => { told.bound += 1; told.gap += 1; told.status = Status::Deadline; }
            4 => { told.edges.pop(); }
            5 => { told.edges.push(told.edges.last().copied().unwrap_or(0)); }
            6 => told.status = Status::Deadline,
            7 => told.prices.push(0),
            8 => if let Some(price) = told.prices.get_mut(at) { *price += 1; },
            9 => if let Some(price) = told.prices.get_mut(at) { *price -= 1; },
            10 => if let Some(load) = told.loads.get_mut(at) { *load += 1; },
            // The cost of load hidden, where it has been paid.
            _ => cost = 0,
        }
        let paid = charges(&honest) > 0;
        if (told != honest) || (cost != load_cost && paid) {
            prop_assert!(verify_balanced(&instance.problem(), cost, &told).is_err(), "{:?} is no {:?}", told, honest);
        }
    }
}

/// A price that proves the optimum but is more than a free conversation is worth.
#[test]
fn prices_are_the_least() {
    // One edge, and nobody else who would come for a second conversation.
    let problem = AssignProblem { mentee: &[0], mentor: &[0], weight: &[5], mentor_seats: &[1], mentee_seats: None };
    let mut told = balanced(&problem, 1, &Control::new()).unwrap();
    assert_eq!(told.prices, [0]);
    told.prices = vec![3];
    let error = verify_balanced(&problem, 1, &told).unwrap_err();
    assert_eq!((error.code(), error.path()), (ErrorCode::BoundMismatch, "prices[0]"));
}

#[test]
fn costs_and_weights_at_their_limits() {
    let seats = [u32::MAX, u32::MAX];
    let problem = AssignProblem {
        mentee: &[0, 1, 2],
        mentor: &[0, 0, 1],
        weight: &[MOST / 4, MOST / 4, MOST / 4],
        mentor_seats: &seats,
        mentee_seats: None,
    };
    for (load_cost, loads) in [(0, [2, 1]), (MOST / 4 - 1, [2, 1]), (MOST / 4 + 1, [1, 1]), (MOST, [1, 1])] {
        let found = balanced(&problem, load_cost, &Control::new()).unwrap();
        assert_eq!(found.loads, loads, "{load_cost}");
        verify_balanced(&problem, load_cost, &found).unwrap();
        let rushed = balanced(&problem, load_cost, &Control::new().timeout(Duration::ZERO)).unwrap();
        verify_balanced(&problem, load_cost, &rushed).unwrap();
    }
    for load_cost in [-1, MOST + 1, i64::MIN, i64::MAX] {
        let error = balanced(&problem, load_cost, &Control::new()).unwrap_err();
        assert_eq!((error.code(), error.path()), (ErrorCode::OutOfRange, "load_cost"));
    }
}

#[test]
fn a_caller_may_stop_it() {
    let token = CancelToken::new();
    token.cancel();
    let problem = AssignProblem { mentee: &[0], mentor: &[0], weight: &[5], mentor_seats: &[1], mentee_seats: None };
    let error = balanced(&problem, 1, &Control::new().cancel(token)).unwrap_err();
    assert_eq!(error.code(), ErrorCode::Cancelled);
}
