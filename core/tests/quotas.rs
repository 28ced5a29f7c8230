//! Quotas and circles on bare edges: the truth by enumeration, exact where nested, and lies about both.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod assign_support;

use std::collections::BTreeSet;
use std::time::Duration;

use assign_support::{Instance, instances};
use fireside::solve::{QuotaGroup, QuotasProblem, QuotasSolution, assign, quotas, verify_quotas};
use fireside::{CancelToken, Control, ErrorCode, Status};
use proptest::prelude::*;

#[derive(Debug, Clone)]
struct Limited {
    instance: Instance,
    groups: Vec<QuotaGroup>,
    least: Vec<u32>,
}

impl Limited {
    fn problem(&self) -> QuotasProblem<'_> {
        QuotasProblem { edges: self.instance.problem(), groups: &self.groups, mentor_least: Some(&self.least) }
    }

    fn solved(&self) -> QuotasSolution {
        quotas(&self.problem(), &Control::new()).unwrap()
    }

    fn keeps(&self, edges: &[u32]) -> bool {
        let count = |set: &[u32]| edges.iter().filter(|edge| set.contains(edge)).count();
        let taken = |j: usize| edges.iter().filter(|&&edge| self.instance.mentor[edge as usize] as usize == j).count();
        self.groups.iter().all(|group| count(&group.edges) <= group.max as usize)
            && self.least.iter().enumerate().all(|(j, &least)| taken(j) == 0 || taken(j) >= least as usize)
    }

    /// The most weight, by trying every set of edges.
    fn truth(&self) -> i64 {
        let Instance { mentee, mentor, weight, mentor_seats, mentee_seats } = &self.instance;
        let mut best = 0;
        for choice in 0_u32..1 << weight.len() {
            let edges: Vec<u32> = (0..weight.len() as u32).filter(|edge| choice >> edge & 1 == 1).collect();
            let fits = |seats: &[u32], of: &[u32]| {
                (0..).zip(seats).all(|(who, &seats)| {
                    edges.iter().filter(|&&edge| of[edge as usize] == who).count() <= seats as usize
                })
            };
            let worth = edges.iter().all(|&edge| weight[edge as usize] > 0);
            if worth && fits(mentee_seats, mentee) && fits(mentor_seats, mentor) && self.keeps(&edges) {
                best = best.max(edges.iter().map(|&edge| weight[edge as usize]).sum());
            }
        }
        best
    }

    /// Whether groups can be split over the two sides such that no two sets of a side cross, by trying every split.
    fn is_nested(&self) -> bool {
        let star = |of: &[u32], who: u32| -> BTreeSet<u32> {
            (0..of.len() as u32).filter(|&edge| of[edge as usize] == who).collect()
        };
        let stars = |of: &[u32], count: usize| (0..count as u32).map(|who| star(of, who)).collect::<Vec<_>>();
        let sides = [
            stars(&self.instance.mentee, self.instance.mentee_seats.len()),
            stars(&self.instance.mentor, self.instance.mentor_seats.len()),
        ];
        let groups: Vec<BTreeSet<u32>> =
            self.groups.iter().map(|group| group.edges.iter().copied().collect()).collect();
        (0_u32..1 << groups.len()).any(|split| {
            (0..2).all(|side| {
                let mut sets = sides[side].clone();
                let own = groups.iter().enumerate().filter(|(at, _)| (split >> at & 1) as usize == side);
                sets.extend(own.map(|(_, group)| group.clone()));
                sets.iter()
                    .enumerate()
                    .all(|(at, a)| sets[..at].iter().all(|b| a.is_disjoint(b) || a.is_subset(b) || b.is_subset(a)))
            })
        })
    }
}

/// Groups of every kind: parts of a mentor's or a mentee's edges, all edges of some people, and any.
fn limited(
    mentees: usize,
    mentors: usize,
    edges: usize,
    groups: usize,
    circles: bool,
) -> impl Strategy<Value = Limited> {
    let group = (0..6_u8, any::<u64>(), 0_u32..4);
    let all = (instances(mentees, mentors, edges, 3, 30), prop::collection::vec(group, 0..=groups), any::<u64>());
    all.prop_map(move |(instance, groups, least)| {
        let pick = |kind: u8, bits: u64, edge: u32| {
            let (i, j) = (instance.mentee[edge as usize], instance.mentor[edge as usize]);
            let bit = |at: u32| bits >> (at % 64) & 1 == 1;
            match kind {
                0 | 1 => u64::from(j) == bits % instance.mentor_seats.len() as u64 && bit(edge + 7),
                2 => bit(i),
                3 => bit(j),
                4 => u64::from(i) == bits % instance.mentee_seats.len() as u64 && bit(edge + 7),
                _ => bit(edge),
            }
        };
        let groups = groups
            .into_iter()
            .map(|(kind, bits, max)| {
                let edges = (0..instance.weight.len() as u32).filter(|&edge| pick(kind, bits, edge)).collect();
                QuotaGroup { edges, max }
            })
            .collect();
        let bits = |j: usize| (least >> (2 * (j % 32)) & 3) as u32;
        let own = |(j, &seats): (usize, &u32)| if circles { bits(j) % (seats + 1) } else { 0 };
        let least = instance.mentor_seats.iter().enumerate().map(own).collect();
        Limited { groups, least, instance }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, ..ProptestConfig::default() })]

    #[test]
    fn exact_where_nested_and_honest_elsewhere(limited in limited(4, 3, 10, 4, false)) {
        let found = limited.solved();
        let truth = limited.truth();
        prop_assert!(verify_quotas(&limited.problem(), &found).is_ok(), "{:?}", found);
        prop_assert!(found.total <= truth && truth <= found.bound);
        if limited.is_nested() {
            prop_assert_eq!((found.total, found.gap, found.status), (truth, 0, Status::Optimal));
        }
    }

    #[test]
    fn circles_keep_their_least_within_the_bound(limited in limited(5, 3, 10, 2, true)) {
        let found = limited.solved();
        let truth = limited.truth();
        prop_assert!(verify_quotas(&limited.problem(), &found).is_ok(), "{:?}", found);
        prop_assert!(found.total <= truth && truth <= found.bound);
        prop_assert!(limited.keeps(&found.edges));
    }

    #[test]
    fn without_limits_an_assignment(instance in instances(12, 8, 60, 3, 50)) {
        let plain = assign(&instance.problem(), &Control::new()).unwrap();
        let problem = QuotasProblem { edges: instance.problem(), groups: &[], mentor_least: None };
        let found = quotas(&problem, &Control::new()).unwrap();
        prop_assert_eq!((&found.edges, found.total, &found.prices), (&plain.edges, plain.total, &plain.prices));
        prop_assert_eq!((found.gap, found.status), (0, Status::Optimal));
    }

    #[test]
    fn proves_itself_at_any_size(limited in limited(40, 25, 300, 12, true)) {
        let found = limited.solved();
        prop_assert!(verify_quotas(&limited.problem(), &found).is_ok(), "{:?}", found);
        prop_assert_eq!(&limited.solved(), &found, "the same answer again");
        let rushed = quotas(&limited.problem(), &Control::new().timeout(Duration::ZERO)).unwrap();
        prop_assert!(verify_quotas(&limited.problem(), &rushed).is_ok(), "{:?}", rushed);
    }

    #[test]
    fn departments_and_a_reserve_are_always_exact(
        instance in instances(40, 20, 300, 4, 1_000),
        departments in prop::collection::vec(0_u32..5, 40),
        max in 1_u32..3,
        rest in 0_u32..40,
    ) {
        let of = |edge: u32| departments[instance.mentee[edge as usize] as usize];
        let edges = 0..instance.weight.len() as u32;
        let mut groups = vec![QuotaGroup { edges: edges.clone().filter(|&edge| of(edge) > 0).collect(), max: rest }];
        for j in 0..instance.mentor_seats.len() as u32 {
            for department in 0..5 {
                let own = |edge: &u32| instance.mentor[*edge as usize] == j && of(*edge) == department;
                groups.push(QuotaGroup { edges: edges.clone().filter(own).collect(), max });
            }
        }
        let least = vec![0; instance.mentor_seats.len()];
        let limited = Limited { instance: instance.clone(), groups, least };
        let found = limited.solved();
        prop_assert_eq!((found.gap, found.status), (0, Status::Optimal));
        prop_assert!(verify_quotas(&limited.problem(), &found).is_ok(), "{:?}", found);
    }
}

/// Two of three at Ada are of one department; Grace opens for two or for nobody.
fn story() -> Limited {
    let mut instance = Instance { mentor_seats: vec![3, 3], mentee_seats: vec![1; 4], ..Instance::default() };
    for (mentee, mentor, weight) in [(0, 0, 9), (1, 0, 8), (2, 0, 5), (1, 1, 2), (3, 1, 4)] {
        instance.push(mentee, mentor, weight);
    }
    Limited { instance, groups: vec![QuotaGroup { edges: vec![1, 0], max: 1 }], least: vec![0, 2] }
}

#[test]
fn a_story() {
    let found = story().solved();
    assert_eq!((found.edges.as_slice(), found.total, found.bound), ([0, 2, 3, 4].as_slice(), 20, 20));
}

#[test]
fn lies_are_found() {
    let limited = story();
    let honest = limited.solved();
    let lie = |change: &dyn Fn(&mut QuotasSolution)| {
        let mut solution = honest.clone();
        change(&mut solution);
        verify_quotas(&limited.problem(), &solution).unwrap_err().problems().map(|found| found.code).collect::<Vec<_>>()
    };
    let with = |edges: &[u32], total: i64| {
        let edges = edges.to_vec();
        move |solution: &mut QuotasSolution| {
            (solution.edges, solution.total, solution.gap) = (edges.clone(), total, solution.bound - total);
            solution.status = if solution.gap == 0 { Status::Optimal } else { Status::WithinGap };
        }
    };
    assert!(lie(&with(&[0, 1, 2], 22)).contains(&ErrorCode::QuotaExceeded), "a quota exceeded");
    assert!(lie(&with(&[0, 2, 4], 18)).contains(&ErrorCode::CircleUnderfilled), "a circle that does not fill");
    assert!(lie(&with(&[1, 3, 4], 14)).contains(&ErrorCode::SeatOversold), "a mentee with two");
    assert!(lie(&with(&[0, 9], 9)).contains(&ErrorCode::IneligiblePair), "an edge that is none");
    assert!(lie(&with(&[0, 2, 3, 4], 21)).contains(&ErrorCode::TotalMismatch), "a wrong sum");
    assert_eq!(lie(&|solution| solution.group_prices[0] += 9), [ErrorCode::BoundMismatch], "a price changed");
    assert_eq!(lie(&|solution| solution.prices[0] = -1), [ErrorCode::BoundMismatch]);
    assert_eq!(lie(&|solution| solution.group_prices.clear()), [ErrorCode::BoundMismatch]);
    assert!(lie(&|solution| solution.bound -= 1).contains(&ErrorCode::BoundMismatch), "a bound too low");
    assert_eq!(lie(&|solution| solution.status = Status::WithinGap), [ErrorCode::StatusMismatch]);
    verify_quotas(&limited.problem(), &honest).unwrap();
}

#[test]
fn what_is_wrong_with_the_input_is_told_with_its_path() {
    let mut limited = story();
    limited.groups.push(QuotaGroup { edges: vec![0, 5, 0], max: 1 });
    limited.least = vec![4, 2, 0];
    let error = quotas(&limited.problem(), &Control::new()).unwrap_err();
    let found: Vec<(ErrorCode, &str)> = error.problems().map(|found| (found.code, found.path.as_str())).collect();
    let expected = [
        (ErrorCode::OutOfRange, "groups[1].edges[1]"),
        (ErrorCode::DuplicateEntry, "groups[1].edges[2]"),
        (ErrorCode::LengthMismatch, "mentor_least"),
        (ErrorCode::OutOfRange, "mentor_least[0]"),
    ];
    assert_eq!(found, expected);
    let token = CancelToken::new();
    token.cancel();
    let error = quotas(&story().problem(), &Control::new().cancel(token)).unwrap_err();
    assert_eq!(error.code(), ErrorCode::Cancelled);
}
