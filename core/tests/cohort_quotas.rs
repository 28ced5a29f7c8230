//! Quotas and reserves of cohorts: against enumeration, verified, explained, and lies about them.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod cohort_support;

use std::collections::BTreeMap;

use cohort_support::{cohorts, most_points};
use fireside::model::{Attribute, CohortData, Mentee, Mentor, Offer, Pair, Per, Policy, Rule, Topic, Want};
use fireside::{Cohort, ErrorCode, MatchOptions, Matching, Objective, Status, match_cohort};
use proptest::prelude::*;

fn run(cohort: &Cohort) -> Matching {
    match_cohort(cohort, &MatchOptions::default()).unwrap()
}

fn values(mentee: &Mentee, attribute: &str) -> Vec<String> {
    match mentee.attributes.get(attribute) {
        None => Vec::new(),
        Some(Attribute::Text(text)) => vec![text.clone()],
        Some(Attribute::Number(number)) => vec![number.to_string()],
        Some(Attribute::List(texts)) => texts.clone(),
    }
}

/// Whether pairs of mentor and mentee keep a rule, from its documentation.
fn keeps(data: &CohortData, rule: &Rule, pairs: &[(usize, usize)]) -> bool {
    match rule {
        Rule::Quota { attribute, value, max, per } => {
            let mut counts: BTreeMap<(String, usize), u32> = BTreeMap::new();
            for &(j, i) in pairs {
                let place = if *per == Per::Mentor { j } else { usize::MAX };
                for own in values(&data.mentees[i], attribute) {
                    *counts.entry((own, place)).or_default() += 1;
                }
            }
            counts.iter().all(|((own, _), count)| value.as_ref().is_some_and(|value| value != own) || count <= max)
        }
        Rule::Reserve { attribute, value, share } => {
            let active = data.mentors.iter().filter(|mentor| mentor.status == fireside::model::Status::Active);
            let seats: u64 = active.map(|mentor| u64::from(mentor.capacity)).sum();
            // Shares are tenths.
            let kept = (seats * (share * 10.0).round() as u64).div_ceil(10);
            let others = pairs.iter().filter(|(_, i)| !values(&data.mentees[*i], attribute).contains(value)).count();
            others as u64 + kept <= seats
        }
        _ => true,
    }
}

fn limit() -> impl Strategy<Value = Rule> {
    let attribute = prop::sample::select(vec!["department", "department", "department", "languages", "grade"]);
    let quota = (attribute, prop::option::weighted(0.2, Just("IT".to_owned())), 0..3_u32, any::<bool>());
    let share = (prop::sample::select(vec!["HR", "IT"]), 0..=10_u32);
    prop_oneof![
        3 => quota.prop_map(|(attribute, value, max, mentor)| Rule::Quota {
            attribute: attribute.to_owned(),
            value,
            max,
            per: if mentor { Per::Mentor } else { Per::Cohort },
        }),
        1 => share.prop_map(|(value, share)| Rule::Reserve {
            attribute: "department".to_owned(),
            value: value.to_owned(),
            share: f64::from(share) / 10.0,
        }),
    ]
}

fn limited(mentors: usize, mentees: usize) -> impl Strategy<Value = CohortData> {
    (cohorts(mentors, mentees), prop::collection::vec(limit(), 1..3)).prop_map(|(mut data, limits)| {
        data.policy.rules.extend(limits);
        data
    })
}

/// One value each, and no two reserves that cross: nested.
fn is_nested(data: &CohortData) -> bool {
    let limits = data.policy.rules.iter().filter(|rule| rule.limits());
    let reserves = limits.clone().filter(|rule| matches!(rule, Rule::Reserve { .. })).count();
    limits.clone().all(|rule| rule.attribute() == Some("department")) && reserves <= 1
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 250, ..ProptestConfig::default() })]

    #[test]
    fn the_truth_by_enumeration(data in limited(3, 4)) {
        let cohort = Cohort::try_from(data.clone()).unwrap();
        let matching = run(&cohort);
        if let Err(error) = matching.verify(&cohort) {
            prop_assert!(false, "{:?} {:?}", error, matching);
        }
        let truth = most_points(&data, |pairs| data.policy.rules.iter().all(|rule| keeps(&data, rule, pairs)));
        let proof = matching.certificate.quotas.as_ref().unwrap();
        prop_assert!(matching.certificate.total_points <= truth && truth <= proof.bound_points);
        if is_nested(&data) {
            prop_assert_eq!((matching.certificate.total_points, matching.status), (truth, Status::Optimal));
        }
    }

    #[test]
    fn proved_and_the_same_in_any_order(data in limited(8, 20)) {
        let cohort = Cohort::try_from(data.clone()).unwrap();
        let matching = run(&cohort);
        if let Err(error) = matching.verify(&cohort) {
            prop_assert!(false, "{:?} {:?}", error, matching);
        }
        let certificate = &matching.certificate;
        prop_assert_eq!(certificate.most_points, Some(certificate.bound_points));
        prop_assert_eq!(certificate.gap, certificate.bound_points - certificate.total_points);
        prop_assert_eq!(Matching::from_json(&matching.to_json()).unwrap(), matching.clone());
        let shuffled = CohortData {
            mentors: data.mentors.iter().rev().cloned().collect(),
            mentees: data.mentees.iter().rev().cloned().collect(),
            ..data
        };
        prop_assert_eq!(run(&Cohort::try_from(shuffled).unwrap()).to_json(), matching.to_json());
    }
}

/// Ada has two seats; Bo and Cem of IT and Dana of Law would all like to talk about Rust.
fn story() -> CohortData {
    let mentee = |id: &str, department: &str, level| Mentee {
        attributes: BTreeMap::from([("department".to_owned(), Attribute::from(department))]),
        ..Mentee::new(id).wants(Want::new("rust").level(level))
    };
    let mut data = CohortData {
        topics: vec![Topic::new("rust")],
        mentors: vec![Mentor { capacity: 2, ..Mentor::new("ada").offers(Offer::new("rust").level(4)) }],
        mentees: vec![mentee("bo", "IT", 1), mentee("cem", "IT", 1), mentee("dana", "Law", 5)],
        ..CohortData::default()
    };
    data.policy.rules.push(quota(1));
    data
}

fn quota(max: u32) -> Rule {
    Rule::Quota { attribute: "department".to_owned(), value: None, max, per: Per::Mentor }
}

fn pairs(matching: &Matching) -> Vec<&str> {
    matching.pairings.iter().map(|pairing| pairing.mentee.as_str()).collect()
}

#[test]
fn a_quota_is_kept_told_and_priced() {
    let cohort = Cohort::try_from(story()).unwrap();
    let matching = run(&cohort);
    matching.verify(&cohort).unwrap();
    assert_eq!(pairs(&matching)[1..], ["dana"], "one of IT, and Dana");
    assert_eq!(matching.status, Status::Optimal);
    let proof = matching.certificate.quotas.as_ref().unwrap();
    let it = &proof.groups[0];
    assert_eq!((it.rule, it.value.as_deref(), it.mentor.as_deref()), (0, Some("IT"), Some("ada")));
    assert_eq!((it.max, it.taken), (1, 1));
    assert_eq!(proof.bound_points, matching.certificate.total_points);
    assert!(matching.certificate.gap > 0, "what the quota costs");
    assert_eq!(matching.unmatched[0].reasons[0].code, "quota_full");
    assert_eq!(matching.unmatched[0].nearest[0].code, "quota_full");

    let mut hidden = story();
    hidden.policy.hidden_attributes.push("department".to_owned());
    let cohort = Cohort::try_from(hidden).unwrap();
    let matching = run(&cohort);
    matching.verify(&cohort).unwrap();
    let document = matching.to_json();
    assert!(!document.contains("department") && !document.contains("\"IT\""), "{document}");
}

#[test]
fn a_reserve_leaves_seats_free_rather_than_give_them_away() {
    let mut data = story();
    let reserve = |share| Rule::Reserve { attribute: "department".to_owned(), value: "Law".to_owned(), share };
    data.policy.rules = vec![reserve(0.34)];
    let cohort = Cohort::try_from(data.clone()).unwrap();
    assert_eq!(pairs(&run(&cohort))[1..], ["dana"], "a third of two seats, rounded up, is one");
    data.mentees.pop();
    let cohort = Cohort::try_from(data).unwrap();
    let matching = run(&cohort);
    matching.verify(&cohort).unwrap();
    assert_eq!((matching.pairings.len(), matching.spare[0].seats), (1, 1));
    assert_eq!(matching.spare[0].reasons[0].code, "quota_full");
}

#[test]
fn what_cannot_be_is_an_error() {
    let mut data = story();
    data.locked = vec![Pair::new("ada", "bo"), Pair::new("ada", "cem")];
    let error = Cohort::try_from(data.clone()).unwrap_err();
    assert_eq!((error.code(), error.path()), (ErrorCode::LockForbidden, "locked[1]"));
    data.locked.pop();
    let cohort = Cohort::try_from(data).unwrap();
    let matching = run(&cohort);
    matching.verify(&cohort).unwrap();
    assert_eq!(pairs(&matching), ["bo", "dana"], "a locked pair counts");
    for objective in Objective::ALL.into_iter().skip(1) {
        let error = match_cohort(&cohort, &MatchOptions { objective, ..MatchOptions::default() }).unwrap_err();
        assert_eq!((error.code(), error.path()), (ErrorCode::Contradiction, "objective"));
    }
}

#[test]
fn lies_are_found() {
    let cohort = Cohort::try_from(story()).unwrap();
    let honest = run(&cohort);
    let lie = |change: &dyn Fn(&mut Matching)| {
        let mut matching = honest.clone();
        change(&mut matching);
        let error = matching.verify(&cohort).unwrap_err();
        error.problems().map(|problem| problem.code).collect::<Vec<_>>()
    };
    let mut free = story();
    free.policy.rules.clear();
    let free = run(&Cohort::try_from(free).unwrap());
    let oversold = lie(&|matching| {
        matching.pairings = free.pairings.clone();
        matching.certificate.total_points = free.certificate.total_points;
        matching.certificate.gap = 0;
    });
    assert!(oversold.contains(&ErrorCode::QuotaExceeded), "{oversold:?}");
    let proof = |change: &dyn Fn(&mut fireside::matching::Quotas)| {
        lie(&|matching| change(matching.certificate.quotas.as_mut().unwrap()))
    };
    assert!(proof(&|proof| proof.groups[0].price += 1_000_000).contains(&ErrorCode::BoundMismatch));
    assert!(proof(&|proof| proof.groups[0].taken = 0).contains(&ErrorCode::BoundMismatch));
    assert!(proof(&|proof| proof.groups[0].max = 2).contains(&ErrorCode::BoundMismatch));
    assert!(proof(&|proof| drop(proof.groups.remove(0))).contains(&ErrorCode::BoundMismatch));
    assert!(proof(&|proof| proof.bound_points -= 1).contains(&ErrorCode::BoundMismatch));
    assert!(proof(&|proof| proof.gap = 1).contains(&ErrorCode::BoundMismatch));
    assert!(
        proof(&|proof| assert!(proof.prices.insert("gil".to_owned(), 1).is_none())).contains(&ErrorCode::BoundMismatch)
    );
    assert!(lie(&|matching| matching.certificate.quotas = None).contains(&ErrorCode::BoundMismatch));
    assert!(lie(&|matching| matching.status = Status::WithinGap).contains(&ErrorCode::StatusMismatch));
    assert!(lie(&|matching| matching.run.objective = "fair".to_owned()).contains(&ErrorCode::BoundMismatch));
    let reasons = lie(&|matching| matching.unmatched[0].reasons[0].code = "seats_taken".to_owned());
    assert_eq!(reasons, [ErrorCode::ScoreMismatch]);
    honest.verify(&cohort).unwrap();
}

/// What cannot keep quotas says so instead of ignoring them.
#[test]
fn nothing_ignores_a_quota() {
    let policy = Policy {
        rules: vec![Rule::Reserve { attribute: "career".into(), value: "graduate".into(), share: 0.5 }],
        ..Policy::default()
    };
    let cohort = Cohort::builder()
        .topic(Topic::new("rust"))
        .mentor(Mentor::new("ada").offers(Offer::new("rust")))
        .mentee(Mentee::new("bo").wants(Want::new("rust")))
        .policy(policy)
        .build()
        .unwrap();
    let refused = |options: MatchOptions| {
        let error = match_cohort(&cohort, &options).unwrap_err();
        (error.code(), error.path().to_owned())
    };
    let other = MatchOptions { objective: Objective::Fair, ..MatchOptions::default() };
    assert_eq!(refused(other), (ErrorCode::Contradiction, "objective".to_owned()));
    let load = MatchOptions { load_cost: 5, ..MatchOptions::default() };
    assert_eq!(refused(load), (ErrorCode::Contradiction, "load_cost".to_owned()));
    let gap = MatchOptions { max_gap: 0.1, ..MatchOptions::default() };
    assert_eq!(refused(gap), (ErrorCode::Contradiction, "max_gap".to_owned()));
    let error = fireside::match_peers(&cohort, &fireside::PeerOptions::default()).unwrap_err();
    assert_eq!((error.code(), error.path()), (ErrorCode::Contradiction, "policy.rules"));
}
