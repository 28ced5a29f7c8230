//! As many mentees with a mentor as possible, then the most points: against enumeration, and lies about it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod cohort_support;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use cohort_support::{Seats, SecondOpinion, cohorts, with_locks};
use fireside::model::{CohortData, Mentee, Mentor, Offer, Topic, Want, Willingness};
use fireside::{
    Cohort, Control, ErrorCode, MatchOptions, Matching, Objective, Status, match_cohort, match_cohort_with,
};
use proptest::prelude::*;

fn options() -> MatchOptions {
    MatchOptions { objective: Objective::Coverage, ..MatchOptions::default() }
}

/// How many mentees can have a mentor, and with how many points: every choice of everybody, one mentee after the other.
/// `locked` pairs are among the pairs of a choice.
fn truth(data: &CohortData) -> (usize, i64) {
    let opinion = SecondOpinion::new(data);
    let locked =
        |mentor: &str, mentee: &str| data.locked.iter().any(|pair| pair.mentor == mentor && pair.mentee == mentee);
    let seats: Vec<u32> = data.mentors.iter().map(|mentor| mentor.seats()).collect();
    let mut best: BTreeMap<Vec<u32>, (usize, i64)> = BTreeMap::from([(seats, (0, 0))]);
    for mentee in &data.mentees {
        let row: Vec<(usize, i64, bool)> = (0..)
            .zip(&data.mentors)
            .filter_map(|(j, mentor)| Some((j, opinion.points(mentor, mentee)?, locked(&mentor.id, &mentee.id))))
            .collect();
        let mut next: BTreeMap<Vec<u32>, (usize, i64)> = BTreeMap::new();
        for (seats, (people, points)) in &best {
            for choice in 0_u32..1 << row.len() {
                let takes = |k: usize| choice >> k & 1 == 1;
                let forgets = row.iter().enumerate().any(|(k, pair)| pair.2 && !takes(k));
                if choice.count_ones() > mentee.seats() || forgets {
                    continue;
                }
                let mut left = seats.clone();
                let mut gain = 0;
                let fits = row.iter().enumerate().filter(|(k, _)| takes(*k)).all(|(_, &(j, points, _))| {
                    gain += points;
                    left[j].checked_sub(1).map(|seats| left[j] = seats).is_some()
                });
                if fits {
                    let found = (people + usize::from(choice > 0), points + gain);
                    let known = next.entry(left).or_insert(found);
                    *known = (*known).max(found);
                }
            }
        }
        best = next;
    }
    best.into_values().max().unwrap()
}

fn covered(matching: &Matching) -> usize {
    matching.pairings.iter().map(|pairing| &pairing.mentee).collect::<BTreeSet<_>>().len()
}

/// Everything that must hold of an answer.
fn check(data: &CohortData) -> Result<Matching, TestCaseError> {
    let cohort = Cohort::try_from(data.clone()).unwrap();
    let matching = match_cohort(&cohort, &options()).unwrap();
    let certificate = &matching.certificate;
    let coverage = certificate.coverage.as_ref().unwrap();
    prop_assert_eq!(matching.status, Status::Optimal);
    prop_assert_eq!(certificate.gap, 0);
    prop_assert_eq!((coverage.matched, coverage.bound), (covered(&matching) as u32, covered(&matching) as u32));
    if let Err(error) = matching.verify(&cohort) {
        prop_assert!(false, "{:?}", error);
    }
    let total = match_cohort(&cohort, &MatchOptions::default()).unwrap();
    prop_assert_eq!(certificate.most_points, Some(total.certificate.total_points));
    prop_assert!(covered(&total) <= covered(&matching));
    if covered(&total) == covered(&matching) {
        prop_assert_eq!(&total.pairings, &matching.pairings);
    }
    prop_assert_eq!(Matching::from_json(&matching.to_json()).unwrap(), matching.clone());
    for threads in [1, 2] {
        let options = MatchOptions { threads: Some(threads), ..options() };
        prop_assert_eq!(match_cohort(&cohort, &options).unwrap().to_json(), matching.to_json());
    }
    Ok(matching)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn the_truth_by_enumeration(data in cohorts(5, 8), locks in prop::collection::vec(any::<prop::sample::Index>(), 0..3)) {
        let data = with_locks(data, &locks);
        let matching = check(&data)?;
        let (people, points) = truth(&data);
        prop_assert_eq!((covered(&matching), matching.certificate.total_points), (people, points));
    }

    #[test]
    fn holds_where_many_compete(data in cohorts(25, 90)) {
        check(&data)?;
    }
}

/// Cem and Ada are worth more than Bo with Ada and Cem with Eli together; Bo has nobody but Ada.
fn cohort() -> Cohort {
    let rust = |level| Offer::new("rust").level(level);
    Cohort::builder()
        .topic(Topic::new("rust"))
        .topic(Topic::new("law"))
        .mentor(Mentor::new("ada").offers(rust(5)))
        .mentor(Mentor::new("eli").offers(rust(1).willingness(Willingness::IfNeeded)))
        .mentee(
            Mentee::new("bo")
                .wants(Want::new("rust").level(1).importance(1))
                .wants(Want::new("law").importance(9))
                .blocks("eli"),
        )
        .mentee(Mentee::new("cem").wants(Want::new("rust").level(5)))
        .build()
        .unwrap()
}

#[test]
fn nobody_is_left_out_for_points() {
    let cohort = cohort();
    let pairs = |matching: &Matching| {
        matching.pairings.iter().map(|pair| (pair.mentee.clone(), pair.mentor.clone())).collect::<Vec<_>>()
    };
    let matching = match_cohort(&cohort, &options()).unwrap();
    let named = |list: &[(&str, &str)]| list.iter().map(|(a, b)| (a.to_string(), b.to_string())).collect::<Vec<_>>();
    assert_eq!(pairs(&matching), named(&[("bo", "ada"), ("cem", "eli")]));
    assert_eq!(matching.run.objective, "coverage");
    let total = match_cohort(&cohort, &MatchOptions::default()).unwrap();
    assert_eq!(pairs(&total), named(&[("cem", "ada")]));
    assert_eq!(matching.certificate.most_points, Some(total.certificate.total_points));
    assert!(matching.certificate.total_points < total.certificate.total_points);
    matching.verify(&cohort).unwrap();
}

fn codes(matching: &Matching, cohort: &Cohort) -> Vec<(ErrorCode, String)> {
    let error = matching.verify(cohort).unwrap_err();
    error.problems().map(|problem| (problem.code, problem.path.clone())).collect()
}

/// Two mentees come to Ada alone; Cem also to Eli. So Ada is scarce.
fn crowd() -> Cohort {
    let mentor = |id: &str, level| Mentor::new(id).offers(Offer::new("rust").level(level));
    Cohort::builder()
        .topic(Topic::new("rust"))
        .mentor(mentor("ada", 5))
        .mentor(mentor("eli", 1))
        .mentee(Mentee::new("bo").wants(Want::new("rust").level(5)).blocks("eli"))
        .mentee(Mentee::new("cem").wants(Want::new("rust").level(1)))
        .mentee(Mentee::new("dan").wants(Want::new("rust").level(5)).blocks("eli"))
        .build()
        .unwrap()
}

#[test]
fn lies_are_found() {
    let cohort = crowd();
    let honest = match_cohort(&cohort, &options()).unwrap();
    honest.verify(&cohort).unwrap();
    let coverage = honest.certificate.coverage.clone().unwrap();
    assert_eq!((coverage.matched, coverage.bound, &coverage.scarce[..]), (2, 2, &["ada".to_owned()][..]));
    let after = |lie: &dyn Fn(&mut Matching)| {
        let mut matching = honest.clone();
        lie(&mut matching);
        codes(&matching, &cohort)
    };
    let bound = (ErrorCode::BoundMismatch, "certificate.coverage.bound".to_owned());
    assert!(after(&|m| m.certificate.coverage.as_mut().unwrap().scarce.clear()).contains(&bound));
    assert!(after(&|m| m.certificate.coverage.as_mut().unwrap().scarce = vec!["eli".into()]).contains(&bound));
    assert!(after(&|m| m.certificate.coverage.as_mut().unwrap().bound = 3).contains(&bound));
    let scarce = (ErrorCode::BoundMismatch, "certificate.coverage.scarce".to_owned());
    assert!(after(&|m| m.certificate.coverage.as_mut().unwrap().scarce.push("ada".into())).contains(&scarce));
    assert!(after(&|m| m.certificate.coverage.as_mut().unwrap().scarce.push("zoe".into())).contains(&scarce));
    let matched = (ErrorCode::BoundMismatch, "certificate.coverage.matched".to_owned());
    assert!(after(&|m| m.certificate.coverage.as_mut().unwrap().matched = 3).contains(&matched));
    assert!(!after(&|m| m.certificate.coverage = None).is_empty());
    assert!(!after(&|m| m.certificate.most_points = Some(1)).is_empty());
    assert!(!after(&|m| m.run.objective = "total".into()).is_empty());
    let prices = (ErrorCode::BoundMismatch, "certificate.bound_points".to_owned());
    assert!(after(&|m| *m.certificate.prices.get_mut("ada").unwrap() += 1).contains(&prices));
    // The most points, said to cover the most.
    let mut total = match_cohort(&cohort, &MatchOptions::default()).unwrap();
    if covered(&total) < 2 {
        total.run.objective = "coverage".into();
        total.certificate.coverage = Some(coverage);
        total.certificate.most_points = Some(total.certificate.total_points);
        assert!(total.verify(&cohort).is_err());
    }
}

#[test]
fn a_deadline_leaves_an_honest_answer_and_a_gap_is_for_totals() {
    let cohort = crowd();
    let late = match_cohort_with(&cohort, &options(), &Control::new().timeout(Duration::ZERO)).unwrap();
    assert_eq!(late.status, Status::Deadline);
    late.verify(&cohort).unwrap();
    let error = match_cohort(&cohort, &MatchOptions { max_gap: 0.1, ..options() }).unwrap_err();
    assert_eq!((error.code(), error.path()), (ErrorCode::OutOfRange, "max_gap"));
}
