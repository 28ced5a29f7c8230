//! What one more mentee with a mentor costs: against enumeration, and lies about it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod cohort_support;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use cohort_support::{Seats, SecondOpinion, cohorts, with_locks};
use fireside::model::{CohortData, Mentee, Mentor, Offer, Topic, Want, Willingness};
use fireside::{
    CancelToken, Cohort, Control, CoverageCurve, CurveOptions, ErrorCode, MatchOptions, Objective, Status,
    coverage_curve, coverage_curve_with, match_cohort,
};
use proptest::prelude::*;

fn options(points: u32) -> CurveOptions {
    CurveOptions { points, ..CurveOptions::default() }
}

/// The most points for every number of mentees with a mentor: every choice of everybody, one mentee after the other.
fn truth(data: &CohortData) -> BTreeMap<u32, i64> {
    let opinion = SecondOpinion::new(data);
    let locked =
        |mentor: &str, mentee: &str| data.locked.iter().any(|pair| pair.mentor == mentor && pair.mentee == mentee);
    let seats: Vec<u32> = data.mentors.iter().map(|mentor| mentor.seats()).collect();
    let mut best: BTreeMap<(Vec<u32>, u32), i64> = BTreeMap::from([((seats, 0), 0)]);
    for mentee in &data.mentees {
        let row: Vec<(usize, i64, bool)> = (0..)
            .zip(&data.mentors)
            .filter_map(|(j, mentor)| Some((j, opinion.points(mentor, mentee)?, locked(&mentor.id, &mentee.id))))
            .collect();
        let mut next: BTreeMap<(Vec<u32>, u32), i64> = BTreeMap::new();
        for ((seats, people), points) in &best {
            for choice in 0_u32..1 << row.len() {
                let takes = |k: usize| choice >> k & 1 == 1;
                if choice.count_ones() > mentee.seats() || (0..row.len()).any(|k| row[k].2 && !takes(k)) {
                    continue;
                }
                let mut left = seats.clone();
                let mut total = *points;
                let fits = (0..row.len()).filter(|&k| takes(k)).all(|k| {
                    total += row[k].1;
                    left[row[k].0].checked_sub(1).map(|seats| left[row[k].0] = seats).is_some()
                });
                if fits {
                    let known = next.entry((left, people + u32::from(choice > 0))).or_insert(total);
                    *known = (*known).max(total);
                }
            }
        }
        best = next;
    }
    let mut curve = BTreeMap::new();
    for ((_, people), points) in best {
        let known = curve.entry(people).or_insert(points);
        *known = points.max(*known);
    }
    curve
}

/// Everything that must hold of an answer.
fn check(data: &CohortData, points: u32) -> Result<CoverageCurve, TestCaseError> {
    let cohort = Cohort::try_from(data.clone()).unwrap();
    let curve = coverage_curve(&cohort, &options(points)).unwrap();
    if let Err(error) = curve.verify(&cohort) {
        prop_assert!(false, "{:?}", error);
    }
    let (first, last) = (&curve.points[0], curve.points.last().unwrap());
    let total = match_cohort(&cohort, &MatchOptions::default()).unwrap();
    prop_assert_eq!((first.total_points, first.cost), (total.certificate.total_points, 0));
    let covered: BTreeSet<&str> = total.pairings.iter().map(|pairing| pairing.mentee.as_str()).collect();
    prop_assert!(first.matched as usize >= covered.len());
    let most = MatchOptions { objective: Objective::Coverage, ..MatchOptions::default() };
    let most = match_cohort(&cohort, &most).unwrap().certificate;
    prop_assert_eq!((last.total_points, last.matched), (most.total_points, most.coverage.unwrap().matched));
    prop_assert_eq!(CoverageCurve::from_json(&curve.to_json()).unwrap(), curve.clone());
    for threads in [1, 2] {
        let again = coverage_curve(&cohort, &CurveOptions { threads: Some(threads), points }).unwrap();
        prop_assert_eq!(again.to_json(), curve.to_json());
    }
    let finer = coverage_curve(&cohort, &options(points + 5)).unwrap();
    for point in &curve.points {
        let found = finer.points.iter().find(|other| other.matched == point.matched);
        prop_assert_eq!(found.map(|other| other.total_points), Some(point.total_points));
    }
    Ok(curve)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn the_truth_by_enumeration(
        data in cohorts(5, 8),
        locks in prop::collection::vec(any::<prop::sample::Index>(), 0..3),
        points in 2..6_u32,
    ) {
        let data = with_locks(data, &locks);
        let curve = check(&data, points)?;
        let best = truth(&data);
        let most = best.values().max().unwrap();
        let first = best.iter().rev().find(|(_, total)| *total == most).unwrap();
        prop_assert_eq!((&curve.points[0].matched, &curve.points[0].total_points), first);
        prop_assert_eq!(Some(&curve.most), best.keys().last());
        for point in &curve.points {
            prop_assert_eq!(Some(&point.total_points), best.get(&point.matched));
        }
        for pair in curve.points.windows(2) {
            let (one, next) = (&pair[0], &pair[1]);
            let steps = i64::from(next.matched - one.matched);
            for k in one.matched..=next.matched {
                let over = (best[&k] - one.total_points) * steps
                    - (next.total_points - one.total_points) * i64::from(k - one.matched);
                prop_assert!((0..=one.doubt_points * steps).contains(&over));
            }
        }
    }

    #[test]
    fn holds_where_many_compete(data in cohorts(25, 90), points in 2..15_u32) {
        let curve = check(&data, points)?;
        prop_assert!(curve.points.len() <= points as usize);
    }

    /// The order of people is the caller's affair.
    #[test]
    fn the_same_bytes_in_any_order(data in cohorts(12, 20), points in 2..15_u32) {
        let mut turned = data.clone();
        turned.mentors.reverse();
        turned.mentees.reverse();
        let [one, other] = [data, turned]
            .map(|data| coverage_curve(&Cohort::try_from(data).unwrap(), &options(points)).unwrap().to_json());
        prop_assert_eq!(one, other);
    }
}

/// Bo comes to Ada alone, Cem to Ada and Eli, Dan to Eli and Fay: to give Bo, who would rather talk about law, a mentor all others
/// have to move to somebody who suits them less.
fn chain() -> Cohort {
    let mentor = |id: &str, level| Mentor::new(id).offers(Offer::new("rust").level(level));
    let mentee = |id: &str| Mentee::new(id).wants(Want::new("rust").level(1));
    Cohort::builder()
        .topic(Topic::new("rust"))
        .topic(Topic::new("law"))
        .mentor(mentor("ada", 5))
        .mentor(mentor("eli", 2))
        .mentor(Mentor::new("fay").offers(Offer::new("rust").level(1).willingness(Willingness::IfNeeded)))
        .mentee(
            Mentee::new("bo")
                .wants(Want::new("rust").level(5).importance(1))
                .wants(Want::new("law").importance(9))
                .blocks("eli")
                .blocks("fay"),
        )
        .mentee(mentee("cem").blocks("fay"))
        .mentee(mentee("dan").blocks("ada"))
        .build()
        .unwrap()
}

#[test]
fn one_more_costs_what_a_chain_of_moves_costs() {
    let cohort = chain();
    let curve = coverage_curve(&cohort, &CurveOptions::default()).unwrap();
    curve.verify(&cohort).unwrap();
    assert_eq!(curve.schema, "fireside/coverage-curve/1");
    assert_eq!((curve.status, curve.most), (Status::Optimal, 3));
    let told: Vec<(u32, i64)> = curve.points.iter().map(|point| (point.matched, point.cost)).collect();
    let total = match_cohort(&cohort, &MatchOptions::default()).unwrap().certificate.total_points;
    let most = MatchOptions { objective: Objective::Coverage, ..MatchOptions::default() };
    let covering = match_cohort(&cohort, &most).unwrap().certificate.total_points;
    assert!(total > covering);
    assert_eq!(told, [(2, 0), (3, total - covering)]);
}

#[test]
fn lies_are_found() {
    let cohort = chain();
    let honest = coverage_curve(&cohort, &CurveOptions::default()).unwrap();
    let after = |lie: &dyn Fn(&mut CoverageCurve)| {
        let mut curve = honest.clone();
        lie(&mut curve);
        let error = curve.verify(&cohort).unwrap_err();
        error.problems().map(|problem| (problem.code, problem.path.clone())).collect::<Vec<_>>()
    };
    let found = |lie: &dyn Fn(&mut CoverageCurve), code, path: &str| {
        let problems = after(lie);
        assert!(problems.contains(&(code, path.to_owned())), "{problems:?}");
    };
    let bound = ErrorCode::BoundMismatch;
    found(&|c| c.points[1].total_points += 1, bound, "points[1].cost");
    found(&|c| c.points[1].bound_points += 1, bound, "points[1].bound_points");
    found(
        &|c| {
            c.points[1].total_points += 1;
            c.points[1].bound_points += 1;
            c.points[1].cost -= 1;
        },
        bound,
        "points[1].bound_points",
    );
    found(&|c| c.points[0].cost = 1, bound, "points[0].cost");
    found(&|c| c.points[0].bonus += 1_000_000, bound, "points[0].bound_points");
    found(&|c| c.points[0].bonus = -1, bound, "points[0].bonus");
    found(&|c| c.points[1].bonus = i64::MAX, bound, "points[1].bonus");
    found(
        &|c| {
            c.points[0].prices.insert("ada".into(), 5_000_000);
        },
        bound,
        "points[0].bound_points",
    );
    found(
        &|c| {
            c.points[0].prices.insert("zoe".into(), 1);
        },
        bound,
        "points[0].prices",
    );
    found(
        &|c| {
            c.points[0].prices.insert("ada".into(), -1);
        },
        bound,
        "points[0].prices",
    );
    found(&|c| c.points[0].matched = 1, bound, "points[0].doubt");
    found(&|c| c.points[1].matched = u32::MAX, bound, "points[1].matched");
    found(&|c| c.points[0].exact = false, bound, "points[0].exact");
    found(&|c| c.points[0].doubt_points = 1, bound, "points[0].doubt");
    found(&|c| c.points.swap(0, 1), bound, "points[1].cost");
    found(&|c| c.most = 2, bound, "most");
    found(&|c| c.scarce = vec!["ada".into(), "ada".into()], bound, "scarce");
    found(&|c| c.scarce.push("zoe".into()), bound, "scarce");
    let status = ErrorCode::StatusMismatch;
    found(
        &|c| {
            c.points.pop();
        },
        status,
        "status",
    );
    found(&|c| c.points.clear(), status, "status");
    found(&|c| c.status = Status::WithinGap, status, "status");
    found(&|c| c.status = Status::Deadline, status, "status");
    found(&|c| c.run.input_hash.push('0'), ErrorCode::WrongCohort, "run.input_hash");
    found(&|c| c.run.objective = "coverage".into(), ErrorCode::WrongCohort, "run.objective");
    found(&|c| c.schema = "fireside/matching/1".into(), ErrorCode::WrongCohort, "schema");
}

/// A bound that holds, stated as a total that nothing reaches.
#[test]
fn what_nobody_reaches_is_found() {
    // Ada has two seats and one mentee: a price of 1 for each seat proves 2 points more.
    let cohort = Cohort::builder()
        .topic(Topic::new("rust"))
        .mentor(Mentor::new("ada").capacity(2).offers(Offer::new("rust").level(5)))
        .mentee(Mentee::new("bo").wants(Want::new("rust").level(1)))
        .build()
        .unwrap();
    let honest = coverage_curve(&cohort, &CurveOptions::default()).unwrap();
    let mut told = honest.clone();
    told.points[0].prices.insert("ada".into(), 1);
    told.points[0].total_points += 1;
    told.points[0].bound_points += 1;
    let error = told.verify(&cohort).unwrap_err();
    assert_eq!((error.code(), error.path()), (ErrorCode::TotalMismatch, "points[0].total_points"));
}

#[test]
fn refusals_deadlines_and_cancels() {
    let cohort = chain();
    for points in [0, 1, 1_001] {
        let error = coverage_curve(&cohort, &options(points)).unwrap_err();
        assert_eq!((error.code(), error.path()), (ErrorCode::OutOfRange, "points"));
    }
    let error = coverage_curve(&cohort, &CurveOptions { threads: Some(0), points: 2 }).unwrap_err();
    assert_eq!((error.code(), error.path()), (ErrorCode::OutOfRange, "threads"));
    let late = coverage_curve_with(&cohort, &options(20), &Control::new().timeout(Duration::ZERO)).unwrap();
    assert_eq!(late.status, Status::Deadline);
    late.verify(&cohort).unwrap();
    let token = CancelToken::new();
    token.cancel();
    let error = coverage_curve_with(&cohort, &options(20), &Control::new().cancel(token)).unwrap_err();
    assert_eq!(error.code(), ErrorCode::Cancelled);
    let empty = Cohort::builder().build().unwrap();
    let curve = coverage_curve(&empty, &options(2)).unwrap();
    assert_eq!((curve.points.len(), curve.most, curve.status), (1, 0, Status::Optimal));
    curve.verify(&empty).unwrap();
}
