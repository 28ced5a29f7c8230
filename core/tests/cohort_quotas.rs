//! Quotas and reserves of cohorts: against enumeration, verified, explained, and lies about them.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod cohort_support;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use cohort_support::{Seats, cohorts, the_most, with_locks};
use fireside::model::{Attribute, Changes, CohortData, Mentee, Mentor, Offer, Pair, Per, Policy, Rule, Topic, Want};
use fireside::{
    Cohort, Control, CurveOptions, ErrorCode, MatchOptions, Matcher, Matching, Objective, Status, coverage_curve,
    match_cohort, match_cohort_with,
};
use proptest::prelude::*;

fn run(cohort: &Cohort) -> Matching {
    match_cohort(cohort, &MatchOptions::default()).unwrap()
}

fn covering(cohort: &Cohort) -> Matching {
    match_cohort(cohort, &MatchOptions { objective: Objective::Coverage, ..MatchOptions::default() }).unwrap()
}

/// How many mentees have a mentor.
fn matched(matching: &Matching) -> usize {
    matching.pairings.iter().map(|pairing| &pairing.mentee).collect::<BTreeSet<_>>().len()
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
            let seats: u64 = active.map(|mentor| u64::from(mentor.seats())).sum();
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
    let locks = prop::collection::vec(any::<prop::sample::Index>(), 0..3);
    (cohorts(mentors, mentees), prop::collection::vec(limit(), 1..3), locks).prop_map(|(mut data, limits, locks)| {
        data.policy.rules.extend(limits);
        let locked = with_locks(data.clone(), &locks);
        // Locked pairs that no quota allows are an error, which has a test of its own.
        if Cohort::try_from(locked.clone()).is_ok() { locked } else { data }
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
        for (people, matching) in [(false, run(&cohort)), (true, covering(&cohort))] {
            if let Err(error) = matching.verify(&cohort) {
                prop_assert!(false, "{:?} {:?}", error, matching);
            }
            let kept = |pairs: &[(usize, usize)]| data.policy.rules.iter().all(|rule| keeps(&data, rule, pairs));
            let truth = the_most(&data, people, kept);
            let proof = matching.certificate.quotas.as_ref().unwrap();
            let covered = if people { matched(&matching) } else { 0 };
            let found = (covered, matching.certificate.total_points);
            prop_assert!(found <= truth);
            prop_assert!(covered < truth.0 || truth.1 <= proof.bound_points);
            prop_assert_eq!(proof.coverage.map(|it| it.matched as usize), people.then_some(covered));
            prop_assert!(proof.coverage.is_none_or(|it| truth.0 <= it.bound as usize));
            prop_assert!(proof.bound_points <= matching.certificate.bound_points || !people);
            if is_nested(&data) {
                prop_assert_eq!((found, matching.status), (truth, Status::Optimal));
            }
        }
    }

    #[test]
    fn what_a_deadline_leaves_keeps_quotas(data in limited(8, 20)) {
        let cohort = Cohort::try_from(data.clone()).unwrap();
        for objective in [Objective::Total, Objective::Coverage] {
            let options = MatchOptions { objective, ..MatchOptions::default() };
            let rushed = Control::new().timeout(Duration::ZERO);
            let matching = match_cohort_with(&cohort, &options, &rushed).unwrap();
            if let Err(error) = matching.verify(&cohort) {
                prop_assert!(false, "{:?} {:?}", error, matching);
            }
        }
    }

    #[test]
    fn proved_and_the_same_in_any_order(data in limited(8, 20)) {
        let cohort = Cohort::try_from(data.clone()).unwrap();
        let shuffled = CohortData {
            mentors: data.mentors.iter().rev().cloned().collect(),
            mentees: data.mentees.iter().rev().cloned().collect(),
            ..data
        };
        let shuffled = Cohort::try_from(shuffled).unwrap();
        for solve in [run, covering] {
            let matching = solve(&cohort);
            if let Err(error) = matching.verify(&cohort) {
                prop_assert!(false, "{:?} {:?}", error, matching);
            }
            let certificate = &matching.certificate;
            prop_assert_eq!(certificate.most_points, Some(certificate.bound_points));
            prop_assert_eq!(certificate.gap, certificate.bound_points - certificate.total_points);
            prop_assert_eq!(Matching::from_json(&matching.to_json()).unwrap(), matching.clone());
            prop_assert_eq!(solve(&shuffled).to_json(), matching.to_json());
        }
        prop_assert!(matched(&covering(&cohort)) >= matched(&run(&cohort)) || !is_nested(shuffled.data()));
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

/// [`story`], with Gil, who has a seat, with Eve of Law, and with Bo, who would like two mentors.
fn two_mentors() -> CohortData {
    let mut data = story();
    data.mentors.push(Mentor::new("gil").offers(Offer::new("rust").level(4)));
    (data.mentees[0].mentors_wanted, data.mentees[1].wants[0].level) = (2, 3);
    let eve = Mentee { id: "eve".to_owned(), ..data.mentees[2].clone() };
    data.mentees.push(eve);
    data
}

#[test]
fn as_many_mentees_as_quotas_allow() {
    let cohort = Cohort::try_from(two_mentors()).unwrap();
    let (total, covering) = (run(&cohort), covering(&cohort));
    covering.verify(&cohort).unwrap();
    assert_eq!((matched(&total), matched(&covering)), (2, 3), "Bo had two, at Gil in the place of Cem");
    let points = |matching: &Matching| matching.certificate.total_points;
    assert!(points(&covering) < points(&total));
    assert_eq!(covering.status, Status::Optimal);
    let proof = covering.certificate.quotas.as_ref().unwrap();
    let coverage = proof.coverage.unwrap();
    assert_eq!((coverage.matched, coverage.bound), (3, 3));
    assert_eq!(coverage.bonus, covering.certificate.bound_points + 1, "more than any points");
    assert_eq!((proof.bound_points, proof.gap), (points(&covering), 0));
    assert_eq!(covering.certificate.most_points, total.certificate.most_points);
    assert!(total.certificate.quotas.unwrap().coverage.is_none() && covering.certificate.coverage.is_none());

    let out = &covering.unmatched[0];
    assert!(["dana", "eve"].contains(&out.mentee.as_str()));
    let reasons: Vec<(&str, &str)> =
        out.reasons.iter().map(|reason| (reason.code.as_str(), reason.detail.as_str())).collect();
    let seats = "all seats of 1 mentor went to mentees who would otherwise have nobody, or to pairs that gain more";
    assert_eq!(reasons, [("seats_taken", seats), ("quota_full", "1 mentor where a quota has no more room")]);
    let near: Vec<(&str, &str)> = out.nearest.iter().map(|near| (near.mentor.as_str(), near.detail.as_str())).collect();
    let seat = "gil's 1 seat went to mentees who would otherwise have nobody, or to pairs that gain more";
    assert_eq!(near, [("ada", "the rule quota:department has no room for this pair"), ("gil", seat)]);
}

/// Who has a locked pair is matched already, and worth no bonus once more.
#[test]
fn a_locked_pair_reaches_nobody_else() {
    let mut data = two_mentors();
    data.locked = vec![Pair::new("ada", "bo")];
    let cohort = Cohort::try_from(data).unwrap();
    let matching = covering(&cohort);
    matching.verify(&cohort).unwrap();
    let coverage = matching.certificate.quotas.as_ref().unwrap().coverage.unwrap();
    assert_eq!((coverage.matched, coverage.bound, matched(&matching)), (3, 3, 3));
    assert!(matching.pairings.iter().any(|pairing| (&*pairing.mentor, &*pairing.mentee) == ("gil", "cem")));
}

#[test]
fn what_if_and_the_cost_of_a_rule_count_people() {
    let cohort = Cohort::try_from(two_mentors()).unwrap();
    let options = MatchOptions { objective: Objective::Coverage, ..MatchOptions::default() };
    let matcher = Matcher::new(cohort.clone());
    let costs = matcher.rule_costs(&options, &Control::new()).unwrap();
    assert_eq!((costs[0].matched, costs[0].status), (Some(0), Some(Status::Optimal)), "three seats either way");
    assert_eq!((costs[0].at_least, costs[0].at_most), (None, None));
    let changes = Changes { seats: BTreeMap::from([("ada".to_owned(), 3)]), ..Changes::default() };
    let what_if = matcher.what_if(&changes, &options, &Control::new()).unwrap();
    what_if.verify(&cohort, &cohort.changed(&changes).unwrap()).unwrap();
    assert_eq!(what_if.difference.matched, 0, "nobody of a third department");
    let changes = Changes { seats: BTreeMap::from([("gil".to_owned(), 2)]), ..Changes::default() };
    assert_eq!(matcher.what_if(&changes, &options, &Control::new()).unwrap().difference.matched, 1);
}

#[test]
fn lies_about_people_are_found() {
    let cohort = Cohort::try_from(two_mentors()).unwrap();
    let honest = covering(&cohort);
    let lie = |change: &dyn Fn(&mut Matching)| {
        let mut matching = honest.clone();
        change(&mut matching);
        let error = matching.verify(&cohort).unwrap_err();
        error.problems().map(|problem| problem.code).collect::<BTreeSet<_>>()
    };
    let proof = |change: &dyn Fn(&mut fireside::matching::LimitedCoverage)| {
        lie(&|matching| change(matching.certificate.quotas.as_mut().unwrap().coverage.as_mut().unwrap()))
    };
    assert!(proof(&|it| it.matched = 4).contains(&ErrorCode::TotalMismatch));
    assert!(proof(&|it| it.bound = 4).contains(&ErrorCode::BoundMismatch));
    assert!(proof(&|it| it.bonus = 0).contains(&ErrorCode::BoundMismatch));
    assert!(proof(&|it| it.bonus = 1).contains(&ErrorCode::BoundMismatch), "not enough for a person");
    let quotas = |change: &dyn Fn(&mut fireside::matching::Quotas)| {
        lie(&|matching| change(matching.certificate.quotas.as_mut().unwrap()))
    };
    assert!(quotas(&|quotas| quotas.coverage = None).contains(&ErrorCode::BoundMismatch));
    assert!(quotas(&|quotas| quotas.bound_points += 1).contains(&ErrorCode::BoundMismatch));
    assert!(lie(&|matching| matching.certificate.quotas = None).contains(&ErrorCode::BoundMismatch));
    assert!(lie(&|matching| matching.run.objective = "total".to_owned()).contains(&ErrorCode::BoundMismatch));
    // The most points, which reach fewer, with the proof of the most people.
    let total = run(&cohort);
    let fewer = lie(&|matching| {
        matching.pairings = total.pairings.clone();
        (matching.unmatched, matching.short) = (total.unmatched.clone(), total.short.clone());
        matching.spare = total.spare.clone();
        matching.certificate.total_points = total.certificate.total_points;
        matching.certificate.gap = total.certificate.gap;
    });
    assert!(fewer.contains(&ErrorCode::BoundMismatch) && fewer.contains(&ErrorCode::TotalMismatch), "{fewer:?}");
    let mut claim = total.clone();
    claim.run.objective = "coverage".to_owned();
    assert!(claim.verify(&cohort).is_err(), "no proof of how many");
    honest.verify(&cohort).unwrap();
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
    for objective in Objective::ALL.into_iter().skip(2) {
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
    let covering = MatchOptions { objective: Objective::Coverage, load_cost: 5, ..MatchOptions::default() };
    assert_eq!(refused(covering), (ErrorCode::OutOfRange, "load_cost".to_owned()), "nor without a quota");
    let errors = [
        fireside::match_peers(&cohort, &fireside::PeerOptions::default()).unwrap_err(),
        coverage_curve(&cohort, &CurveOptions::default()).unwrap_err(),
        Matcher::new(cohort).seat_worths(None, &Control::new()).unwrap_err(),
    ];
    for error in errors {
        assert_eq!((error.code(), error.path()), (ErrorCode::Contradiction, "policy.rules"), "{error}");
    }
}
