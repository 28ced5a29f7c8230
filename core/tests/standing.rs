//! How a pair stands in a matching: what it lacks, whose seats it would need, and who is told.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod cohort_support;

use cohort_support::cohorts;
use fireside::model::*;
use fireside::{Cohort, ErrorCode, MatchOptions, Matcher, Objective, match_cohort};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    /// What is missing is what the best use of one more seat has more than this pair would bring to it; to force the pair without one costs no less.
    #[test]
    fn what_is_missing_is_missing_to_one_more_seat(data in cohorts(7, 7)) {
        let cohort = Cohort::try_from(data).unwrap();
        let matching = match_cohort(&cohort, &MatchOptions::default()).unwrap();
        let plain = Matcher::new(cohort.clone());
        for mentor in &cohort.data().mentors {
            for mentee in &cohort.data().mentees {
                let found = matching.explain(&cohort, &mentor.id, &mentee.id).unwrap();
                let standing = found.standing.clone().unwrap();
                let pairs = matching.pairings.iter().filter(|pair| pair.mentor == mentor.id);
                prop_assert_eq!(standing.taken as usize, pairs.clone().count());
                prop_assert_eq!(standing.paired, pairs.clone().any(|pair| pair.mentee == mentee.id));
                prop_assert_eq!(&standing.holders, &None);
                prop_assert_eq!(standing.missing.is_some(), found.eligible && !standing.paired);
                prop_assert_eq!(standing.missing.is_none(), standing.why.is_some());
                // The rest is what a matcher says.
                let mut rest = found;
                rest.standing = None;
                prop_assert_eq!(rest, plain.explain(&mentor.id, &mentee.id).unwrap());
                let Some(missing) = standing.missing else { continue };
                prop_assert!(missing >= 0);
                let lock = Changes { lock: vec![Pair::new(&mentor.id, &mentee.id)], ..Changes::default() };
                let Ok(forced) = cohort.changed(&lock) else { continue };
                let forced = match_cohort(&forced, &MatchOptions::default()).unwrap();
                prop_assert!(matching.certificate.total_points - forced.certificate.total_points >= missing);
                let more_seats = || [(mentor.id.clone(), 1)].into();
                let best = cohort.changed(&Changes { more_seats: more_seats(), ..Changes::default() }).unwrap();
                let this = cohort.changed(&Changes { more_seats: more_seats(), ..lock }).unwrap();
                let total = |cohort| match_cohort(cohort, &MatchOptions::default()).unwrap().certificate.total_points;
                prop_assert_eq!(total(&best) - total(&this), missing);
            }
        }
    }
}

fn small(policy: Policy) -> Cohort {
    let builder = Cohort::builder()
        .topic(Topic::new("rust"))
        .mentor(Mentor::new("ada").offers(Offer::new("rust").level(5)))
        .mentee(Mentee::new("bo").wants(Want::new("rust").level(1)))
        .mentee(Mentee::new("cy").wants(Want::new("rust").level(5)));
    builder.policy(policy).build().unwrap()
}

#[test]
fn holders_are_named_where_the_policy_allows() {
    let (shy, open) = (small(Policy::default()), small(Policy { name_holders: true, ..Policy::default() }));
    let matching = match_cohort(&shy, &MatchOptions::default()).unwrap();
    // It decides nothing, so the matching is one of both.
    matching.verify(&open).unwrap();
    let holders = |cohort| matching.explain(cohort, "ada", "cy").unwrap().standing.unwrap().holders;
    assert_eq!((holders(&shy), holders(&open)), (None, Some(vec!["bo".to_owned()])));
}

#[test]
fn why_nothing_is_told_to_be_missing() {
    let cohort = small(Policy::default());
    let why = |options: &MatchOptions, mentee: &str| {
        let standing = match_cohort(&cohort, options).unwrap().explain(&cohort, "ada", mentee).unwrap().standing;
        standing.unwrap().why
    };
    let coverage = MatchOptions { objective: Objective::Coverage, ..MatchOptions::default() };
    assert_eq!(why(&MatchOptions::default(), "bo").as_deref(), Some("paired"));
    assert_eq!(why(&MatchOptions::default(), "cy"), None);
    assert_eq!(why(&coverage, "cy").as_deref(), Some("objective"));
    assert_eq!(why(&MatchOptions { load_cost: 5, ..MatchOptions::default() }, "cy").as_deref(), Some("objective"));
    let matching = match_cohort(&cohort, &MatchOptions::default()).unwrap();
    let unknown = matching.explain(&cohort, "ada", "cyy").unwrap_err();
    assert_eq!((unknown.code(), unknown.path()), (ErrorCode::UnknownPerson, "mentee"));
    let other = small(Policy { min_score: 0.1, ..Policy::default() });
    assert_eq!(matching.explain(&other, "ada", "cy").unwrap_err().code(), ErrorCode::WrongCohort);
}
