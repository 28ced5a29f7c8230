//! The engine against the truth pair by pair, on cohorts too large for one block of the index.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod cohort_support;

use std::time::Duration;

use cohort_support::cohorts;
use fireside::model::{CohortData, Mentee, Mentor, Offer, Topic, Want};
use fireside::{CancelToken, Cohort, Control, ErrorCode, MatchOptions, Matcher, Shortlists, Status, match_cohort};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    /// The best k are the first k of all, in the documented order, whatever the policy.
    #[test]
    fn suggestions_are_the_first_of_all_pairs(data in cohorts(250, 4)) {
        suggestions_are_right(data)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, max_shrink_iters: 50, ..ProptestConfig::default() })]

    /// And among more mentors than are summed up in one go.
    #[test]
    fn suggestions_among_thousands_are_the_first_of_all_pairs(data in cohorts(5_000, 3)) {
        suggestions_are_right(data)?;
    }
}

fn suggestions_are_right(data: CohortData) -> Result<(), TestCaseError> {
    let matcher = Matcher::new(Cohort::try_from(data.clone()).unwrap());
    for mentee in &data.mentees {
        let mut all: Vec<(u32, &str)> = Vec::new();
        for mentor in &data.mentors {
            let explained = matcher.explain(&mentor.id, &mentee.id).unwrap();
            if explained.eligible {
                all.push((explained.pairing.points, &mentor.id));
            }
        }
        all.sort_by_key(|&(points, id)| (std::cmp::Reverse(points), id));
        for k in [0, 1, 2, 7, 50, u32::MAX] {
            let found = matcher.suggest(&mentee.id, k).unwrap();
            let found: Vec<(u32, &str)> = found.iter().map(|one| (one.points, one.mentor.as_str())).collect();
            prop_assert_eq!(&found[..], &all[..all.len().min(k as usize)]);
            let plain = matcher.shortlist(&mentee.id, k).unwrap();
            let plain: Vec<(u32, &str)> = plain.iter().map(|one| (one.points, one.mentor.as_str())).collect();
            prop_assert_eq!(&plain[..], &found[..]);
        }
    }
    let best = matcher.shortlists(3, None, &Control::new()).unwrap();
    let ids = |best: &Shortlists, k: usize| {
        let cohort = matcher.cohort();
        let data = cohort.data();
        (data.mentees[best.mentee[k] as usize].id.clone(), data.mentors[best.mentor[k] as usize].id.clone())
    };
    let listed: Vec<_> = (0..best.points.len()).map(|k| (ids(&best, k), best.points[k])).collect();
    let cohort = matcher.cohort();
    let mentees = cohort.data().mentees.iter();
    let asked = mentees.flat_map(|mentee| matcher.suggest(&mentee.id, 3).unwrap());
    let asked: Vec<_> = asked.map(|one| ((one.mentee, one.mentor), one.points)).collect();
    prop_assert!(best.complete);
    prop_assert_eq!(listed, asked);
    Ok(())
}

#[test]
fn shortlists_end_when_told_to_and_refuse_what_no_memory_holds() {
    let mut builder = Cohort::builder().topic(Topic::new("rust"));
    for k in 0..11_000 {
        builder = builder.mentor(Mentor::new(format!("m{k}")).offers(Offer::new("rust")));
        builder = builder.mentee(Mentee::new(format!("p{k}")).wants(Want::new("rust")));
    }
    let matcher = Matcher::new(builder.build().unwrap());
    let error = matcher.shortlists(u32::MAX, None, &Control::new()).unwrap_err();
    assert_eq!((error.code(), error.problems().next().unwrap().path.as_str()), (ErrorCode::TooLarge, "k"));
    let late = matcher.shortlists(5, Some(1), &Control::new().timeout(Duration::ZERO)).unwrap();
    assert!(!late.complete && late.mentee.is_empty());
    let token = CancelToken::new();
    token.cancel();
    let error = matcher.shortlists(5, None, &Control::new().cancel(token)).unwrap_err();
    assert_eq!(error.code(), ErrorCode::Cancelled);
    assert_eq!(matcher.shortlists(2, None, &Control::new()).unwrap().points.len(), 22_000);
    assert_eq!(matcher.shortlists(0, None, &Control::new()).unwrap().points.len(), 0);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    /// `verify` judges every pair by itself and puts the prices into the bound: a gap of 0 there is the optimum.
    #[test]
    fn the_optimum_is_proved_over_every_pair(data in cohorts(300, 300)) {
        let cohort = Cohort::try_from(data).unwrap();
        let matching = match_cohort(&cohort, &MatchOptions::default()).unwrap();
        prop_assert_eq!(matching.status, Status::Optimal);
        matching.verify(&cohort).unwrap();
        let alone = MatchOptions { threads: Some(1), ..MatchOptions::default() };
        prop_assert_eq!(match_cohort(&cohort, &alone).unwrap().to_json(), matching.to_json());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    /// Who allows a gap gets an answer within it, and an honest bound.
    #[test]
    fn an_allowed_gap_is_kept(data in cohorts(300, 300), max_gap in 0.0..0.3_f64) {
        let cohort = Cohort::try_from(data).unwrap();
        let best = match_cohort(&cohort, &MatchOptions::default()).unwrap().certificate.total_points;
        let near = match_cohort(&cohort, &MatchOptions { max_gap, ..MatchOptions::default() }).unwrap();
        near.verify(&cohort).unwrap();
        let certificate = &near.certificate;
        prop_assert!(certificate.total_points <= best && best <= certificate.bound_points);
        prop_assert!(certificate.gap as f64 <= max_gap * certificate.bound_points as f64 + 1e-3);
        prop_assert_eq!(near.status == Status::Optimal, certificate.gap == 0);
    }
}

#[test]
fn a_gap_is_a_share() {
    let cohort = Cohort::builder().build().unwrap();
    for (max_gap, code) in
        [(f64::NAN, ErrorCode::NotFinite), (-0.1, ErrorCode::OutOfRange), (1.1, ErrorCode::OutOfRange)]
    {
        let error = match_cohort(&cohort, &MatchOptions { max_gap, ..MatchOptions::default() }).unwrap_err();
        assert_eq!((error.code(), error.path()), (code, "max_gap"));
    }
}

/// Only a run that was asked for a gap may have one.
#[test]
fn a_gap_that_was_not_allowed_is_rejected() {
    let text = r#"{"schema":"fireside/cohort/1","topics":[{"id":"rust"}],
        "mentors":[{"id":"ada","offers":[{"topic":"rust"}]}],"mentees":[{"id":"bo","wants":[{"topic":"rust"}]}]}"#;
    let cohort = Cohort::from_json(text).unwrap();
    let mut matching = match_cohort(&cohort, &MatchOptions::default()).unwrap();
    matching.status = Status::WithinGap;
    matching.certificate.bound_points += 1_000;
    matching.certificate.gap = 1_000;
    assert_eq!(matching.verify(&cohort).unwrap_err().code(), ErrorCode::StatusMismatch);
    matching.run.options.insert("max_gap".to_owned(), "0.01".to_owned());
    matching.verify(&cohort).unwrap();
}
