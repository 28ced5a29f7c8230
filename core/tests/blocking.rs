//! Pairs that would rather meet each other: counted as everybody's lists say, none in a stable matching.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod cohort_support;

use std::collections::BTreeSet;

use cohort_support::{Seats, SecondOpinion, cohorts, with_locks};
use fireside::model::{CohortData, Mentee, Mentor, Offer, Status, Topic, Want};
use fireside::solve::Side;
use fireside::{Cohort, ErrorCode, MatchOptions, Matching, Objective, match_cohort};
use proptest::prelude::*;

fn run(cohort: &Cohort, objective: Objective) -> Matching {
    match_cohort(cohort, &MatchOptions { objective, ..MatchOptions::default() }).unwrap()
}

/// The definition, word by word, for people who all see pairs as their points say.
fn by_definition(data: &CohortData, matching: &Matching) -> Vec<(String, String)> {
    let opinion = SecondOpinion::new(data);
    let meets = |mentor: &Mentor, mentee: &Mentee| {
        matching.pairings.iter().find(|pair| pair.mentor == mentor.id && pair.mentee == mentee.id)
    };
    let would = |held: &[(bool, u32)], seats: u32, points: i64| {
        let free = (held.len() as u32) < seats;
        let chosen = held.iter().any(|&(locked, other)| !locked && i64::from(other) < points);
        seats > 0 && (free || chosen)
    };
    let mut pairs = Vec::new();
    for mentee in data.mentees.iter().filter(|mentee| mentee.status == Status::Active) {
        for mentor in &data.mentors {
            let Some(points) = opinion.points(mentor, mentee).filter(|_| meets(mentor, mentee).is_none()) else {
                continue;
            };
            let held = |of: &dyn Fn(&fireside::Pairing) -> bool| -> Vec<(bool, u32)> {
                let pairings = matching.pairings.iter().filter(|pairing| of(pairing));
                pairings.map(|pairing| (pairing.locked, pairing.points)).collect()
            };
            let by_mentee = held(&|pairing| pairing.mentee == mentee.id);
            let by_mentor = held(&|pairing| pairing.mentor == mentor.id);
            if would(&by_mentee, mentee.seats(), points) && would(&by_mentor, mentor.seats(), points) {
                pairs.push((mentee.id.clone(), mentor.id.clone()));
            }
        }
    }
    pairs.sort();
    pairs
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn counted_by_definition(
        data in cohorts(8, 16),
        locks in prop::collection::vec(any::<prop::sample::Index>(), 0..3),
        most in 0..6_usize,
    ) {
        let mut data = with_locks(data, &locks);
        data.mentors.iter_mut().for_each(|mentor| mentor.prefers.clear());
        data.mentees.iter_mut().for_each(|mentee| mentee.prefers.clear());
        let cohort = Cohort::try_from(data.clone()).unwrap();
        for objective in Objective::ALL {
            let matching = run(&cohort, objective);
            let expected = by_definition(&data, &matching);
            let found = matching.blocking_pairs(&cohort, usize::MAX).unwrap();
            let names = |pairs: &[fireside::BlockingPair]| -> Vec<(String, String)> {
                pairs.iter().map(|pair| (pair.mentee.clone(), pair.mentor.clone())).collect()
            };
            prop_assert_eq!(names(&found.pairs), expected.clone());
            prop_assert_eq!(found.count, expected.len() as u64);
            let mentees: BTreeSet<&String> = expected.iter().map(|pair| &pair.0).collect();
            prop_assert_eq!(found.mentees as usize, mentees.len());
            let first = matching.blocking_pairs(&cohort, most).unwrap();
            prop_assert_eq!((first.count, names(&first.pairs)), (found.count, names(&found.pairs[..most.min(found.pairs.len())])));
        }
    }

    /// Whatever views people have.
    #[test]
    fn none_in_a_stable_matching(data in cohorts(10, 25)) {
        let cohort = Cohort::try_from(data).unwrap();
        for side in [Side::Mentee, Side::Mentor] {
            let found = run(&cohort, Objective::Stable { side }).blocking_pairs(&cohort, 1).unwrap();
            prop_assert_eq!(found, fireside::Blocking::default());
        }
    }
}

#[test]
fn whom_they_would_leave() {
    let cohort = |first: &str| {
        let mut cem = Mentee::new("cem").wants(Want::new("rust").importance(100).level(1)).wants(Want::new("law"));
        cem.mentors_wanted = 1;
        Cohort::builder()
            .topic(Topic::new("rust"))
            .topic(Topic::new("law"))
            .mentor(Mentor::new(first).offers(Offer::new("rust").level(5)))
            .mentor(Mentor::new("eli").offers(Offer::new("law").level(5)))
            .mentee(Mentee::new("bo").wants(Want::new("rust").level(5)))
            .mentee(cem)
            .build()
            .unwrap()
    };
    let matching = run(&cohort("ada"), Objective::Coverage);
    let found = matching.blocking_pairs(&cohort("ada"), 5).unwrap();
    assert_eq!(found.pairs[0].mentor_would_leave.as_deref(), Some("bo"));
    assert_eq!(found.pairs[0].mentee_would_leave.as_deref(), Some("eli"));
    let error = matching.blocking_pairs(&cohort("ana"), 5).unwrap_err();
    assert_eq!((error.code(), error.path()), (ErrorCode::WrongCohort, "pairings[0].mentor"));
}
