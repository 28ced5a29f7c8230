//! Quotas and circles on bare edges: the truth by enumeration, exact where nested, and lies about both.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod assign_support;

use std::collections::BTreeSet;
use std::time::Duration;

use assign_support::{Instance, instances};
use fireside::solve::{
    AssignProblem, Count, MOST, QuotaGroup, QuotasProblem, QuotasSolution, Reach, assign, coverage, quotas,
    verify_quotas,
};
use fireside::{CancelToken, Control, ErrorCode, Status};
use proptest::prelude::*;

#[derive(Debug, Clone)]
struct Limited {
    instance: Instance,
    groups: Vec<QuotaGroup>,
    least: Vec<u32>,
    count: Option<Count>,
}

impl Limited {
    fn problem(&self) -> QuotasProblem<'_> {
        QuotasProblem {
            edges: self.instance.problem(),
            groups: &self.groups,
            mentor_least: Some(&self.least),
            count: self.count,
        }
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

    /// How many edges reach.
    fn reached(&self, edges: &[u32]) -> u64 {
        let people = || edges.iter().map(|&edge| self.instance.mentee[edge as usize]).collect::<BTreeSet<u32>>();
        match self.count {
            None => 0,
            Some(Count::People) => people().len() as u64,
            Some(Count::Seats) => edges.len() as u64,
        }
    }

    /// The most reached if they count, and then the most weight, by trying every set of edges.
    fn truth(&self) -> (u64, i64) {
        let Instance { mentee, mentor, weight, mentor_seats, mentee_seats } = &self.instance;
        let mut best = (0, 0);
        for choice in 0_u32..1 << weight.len() {
            let edges: Vec<u32> = (0..weight.len() as u32).filter(|edge| choice >> edge & 1 == 1).collect();
            let fits = |seats: &[u32], of: &[u32]| {
                (0..).zip(seats).all(|(who, &seats)| {
                    edges.iter().filter(|&&edge| of[edge as usize] == who).count() <= seats as usize
                })
            };
            let worth = edges.iter().all(|&edge| weight[edge as usize] > 0);
            if (worth || self.count.is_some())
                && fits(mentee_seats, mentee)
                && fits(mentor_seats, mentor)
                && self.keeps(&edges)
            {
                best = best.max((self.reached(&edges), edges.iter().map(|&edge| weight[edge as usize]).sum()));
            }
        }
        best
    }

    /// Whether a solution verifies, and is between the truth and its bounds.
    fn is_honest(&self, found: &QuotasSolution, truth: (u64, i64)) -> bool {
        let (matched, most) = found.reach.map_or((0, 0), |reach| (reach.matched, reach.most));
        verify_quotas(&self.problem(), found).is_ok()
            && (matched, found.total) <= truth
            && truth.0 <= most
            && (matched < truth.0 || truth.1 <= found.bound)
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
    let count = prop_oneof![Just(None), Just(Some(Count::People)), Just(Some(Count::People)), Just(Some(Count::Seats))];
    let groups = prop::collection::vec(group, 0..=groups);
    let all = (instances(mentees, mentors, edges, 3, 30), groups, any::<u64>(), count);
    all.prop_map(move |(instance, groups, least, count)| {
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
        Limited { groups, least, instance, count }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, ..ProptestConfig::default() })]

    #[test]
    fn exact_where_nested_and_honest_elsewhere(limited in limited(4, 3, 10, 4, false)) {
        let found = limited.solved();
        let truth = limited.truth();
        prop_assert!(limited.is_honest(&found, truth), "{:?} {:?}", found, truth);
        if limited.is_nested() {
            let matched = found.reach.map_or(0, |reach| reach.matched);
            prop_assert_eq!(((matched, found.total), found.gap, found.status), (truth, 0, Status::Optimal));
        }
    }

    #[test]
    fn circles_keep_their_least_within_the_bound(limited in limited(5, 3, 10, 2, true)) {
        let found = limited.solved();
        prop_assert!(limited.is_honest(&found, limited.truth()), "{:?}", found);
        prop_assert!(limited.keeps(&found.edges));
    }

    #[test]
    fn without_limits_an_assignment(instance in instances(12, 8, 60, 3, 50)) {
        let plain = assign(&instance.problem(), &Control::new()).unwrap();
        let problem = QuotasProblem { edges: instance.problem(), groups: &[], mentor_least: None, count: None };
        let found = quotas(&problem, &Control::new()).unwrap();
        prop_assert_eq!((&found.edges, found.total, &found.prices), (&plain.edges, plain.total, &plain.prices));
        prop_assert_eq!((found.gap, found.status), (0, Status::Optimal));
    }

    #[test]
    fn without_limits_a_coverage(instance in instances(12, 8, 60, 3, 50), count in prop::sample::select(&COUNTS[..])) {
        let plain = coverage(&instance.problem(), count, &Control::new()).unwrap();
        let problem = QuotasProblem {
            edges: instance.problem(),
            groups: &[],
            mentor_least: None,
            count: Some(count),
        };
        let found = quotas(&problem, &Control::new()).unwrap();
        let reach = found.reach.unwrap();
        prop_assert_eq!((reach.matched, reach.most, found.total), (plain.matched, plain.most, plain.total));
        prop_assert_eq!((found.gap, found.status), (0, Status::Optimal));
        prop_assert!(verify_quotas(&problem, &found).is_ok(), "{:?}", found);
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
        count in prop::option::of(prop::sample::select(&COUNTS[..])),
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
        let limited = Limited { instance: instance.clone(), groups, least, count };
        let found = limited.solved();
        prop_assert!(found.reach.is_none_or(|reach| reach.matched == reach.most));
        prop_assert_eq!((found.gap, found.status), (0, Status::Optimal));
        prop_assert!(verify_quotas(&limited.problem(), &found).is_ok(), "{:?}", found);
    }
}

const COUNTS: [Count; 2] = [Count::People, Count::Seats];

/// Two of three at Ada are of one department; Grace opens for two or for nobody.
fn story() -> Limited {
    let mut instance = Instance { mentor_seats: vec![3, 3], mentee_seats: vec![1; 4], ..Instance::default() };
    for (mentee, mentor, weight) in [(0, 0, 9), (1, 0, 8), (2, 0, 5), (1, 1, 2), (3, 1, 4)] {
        instance.push(mentee, mentor, weight);
    }
    Limited { instance, groups: vec![QuotaGroup { edges: vec![1, 0], max: 1 }], least: vec![0, 2], count: None }
}

/// Mentees 0 and 1, of one department, could both meet mentor 0, who takes one of it; mentor 1 would rather have mentee 2, who
/// wants two mentors.
fn people_first() -> Limited {
    let mut instance = Instance { mentor_seats: vec![2, 1], mentee_seats: vec![1, 1, 2], ..Instance::default() };
    for (mentee, mentor, weight) in [(0, 0, 9), (1, 0, 8), (1, 1, 1), (2, 0, 7), (2, 1, 6)] {
        instance.push(mentee, mentor, weight);
    }
    let groups = vec![QuotaGroup { edges: vec![0, 1], max: 1 }];
    Limited { instance, groups, least: vec![0, 0], count: Some(Count::People) }
}

#[test]
fn a_story() {
    let found = story().solved();
    assert_eq!((found.edges.as_slice(), found.total, found.bound), ([0, 2, 3, 4].as_slice(), 20, 20));
}

#[test]
fn people_before_points() {
    let mut limited = people_first();
    let found = limited.solved();
    // Without the count mentee 2 would have both: 9 + 7 + 6.
    let sum = 9 + 8 + 7 + 6;
    assert_eq!((found.edges.as_slice(), found.total, found.bound), ([0, 2, 3].as_slice(), 17, 17));
    assert_eq!(found.reach, Some(Reach { matched: 3, most: 3, lift: sum + 1 }));
    // With a second seat mentor 1 opens a circle of two, for mentees 1 and 2.
    limited.instance.mentor_seats[1] = 2;
    limited.least[1] = 2;
    let found = limited.solved();
    assert_eq!((found.edges.as_slice(), found.total, found.status), ([0, 2, 3, 4].as_slice(), 23, Status::Optimal));
}

#[test]
fn lies_about_people_are_found() {
    let limited = people_first();
    let honest = limited.solved();
    let lie = |change: &dyn Fn(&mut QuotasSolution, &mut Reach)| {
        let mut solution = honest.clone();
        let mut reach = solution.reach.unwrap();
        change(&mut solution, &mut reach);
        solution.reach = Some(reach);
        let error = verify_quotas(&limited.problem(), &solution).unwrap_err();
        error.problems().map(|found| (found.code, found.path.clone())).collect::<Vec<_>>()
    };
    let wrong = |code, path: &str| (code, path.to_owned());
    let fewer = lie(&|solution, reach| {
        (solution.edges, solution.total, reach.matched) = (vec![0, 3, 4], 22, 2);
        solution.gap = solution.bound - 22;
    });
    assert!(fewer.contains(&wrong(ErrorCode::BoundMismatch, "bound")), "{fewer:?}");
    let more = lie(&|_, reach| reach.matched = 4);
    assert!(more.contains(&wrong(ErrorCode::TotalMismatch, "reach.matched")), "{more:?}");
    let most = lie(&|_, reach| reach.most = 4);
    assert!(most.contains(&wrong(ErrorCode::BoundMismatch, "reach.most")), "{most:?}");
    for lift in [0, -1, MOST + 1] {
        let lifted = lie(&|_, reach| reach.lift = lift);
        assert_eq!(lifted, [wrong(ErrorCode::BoundMismatch, "reach.lift")]);
    }
    let cheaper = lie(&|_, reach| reach.lift = 1);
    assert!(cheaper.contains(&wrong(ErrorCode::BoundMismatch, "bound")), "{cheaper:?}");
    assert!(lie(&|solution, _| solution.prices[1] += 1).contains(&wrong(ErrorCode::BoundMismatch, "bound")));
    let mut solution = honest.clone();
    solution.reach = None;
    assert!(verify_quotas(&limited.problem(), &solution).is_err(), "no proof of how many");
    let asked = QuotasProblem { count: None, ..limited.problem() };
    assert!(verify_quotas(&asked, &honest).is_err(), "nobody asked how many");
    verify_quotas(&limited.problem(), &honest).unwrap();
}

#[test]
fn weights_that_leave_no_room_for_people_are_an_error() {
    let weight = [MOST / 2, MOST / 2];
    let edges =
        AssignProblem { mentee: &[0, 1], mentor: &[0, 0], weight: &weight, mentor_seats: &[2], mentee_seats: None };
    let problem = QuotasProblem { edges, groups: &[], mentor_least: None, count: None };
    assert_eq!(quotas(&problem, &Control::new()).unwrap().total, MOST - 1);
    let problem = QuotasProblem { count: Some(Count::People), ..problem };
    let error = quotas(&problem, &Control::new()).unwrap_err();
    assert_eq!((error.code(), error.path()), (ErrorCode::TooLarge, "weight"));
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
