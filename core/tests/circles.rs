//! Circles of cohorts, which open only if they fill: against enumeration, verified, explained, and lies about them.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod cohort_support;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use cohort_support::{Seats, cohorts, lacking, the_most, with_locks};
use fireside::model::{Changes, CohortData, Mentee, Mentor, Offer, Pair, Topic, Want};
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

/// As far as there is time for, which there is not.
fn rushed(cohort: &Cohort) -> Matching {
    let rushed = Control::new().timeout(Duration::ZERO);
    match_cohort_with(cohort, &MatchOptions::default(), &rushed).unwrap()
}

/// Whether everybody has nobody or enough.
fn opens(data: &CohortData, pairs: &[(usize, usize)]) -> bool {
    data.mentors.iter().enumerate().all(|(j, mentor)| {
        let count = pairs.iter().filter(|pair| pair.0 == j).count() as u32;
        let locked = data.locked.iter().any(|lock| lock.mentor == mentor.id);
        count == 0 || locked || count >= lacking(mentor)
    })
}

fn with_circles(mentors: usize, mentees: usize) -> impl Strategy<Value = CohortData> {
    let locks = prop::collection::vec(any::<prop::sample::Index>(), 0..2);
    (cohorts(mentors, mentees), prop::collection::vec(1..4_u32, mentors), locks).prop_map(
        |(mut data, leasts, locks)| {
            for (mentor, least) in data.mentors.iter_mut().zip(leasts) {
                mentor.capacity = mentor.capacity.max(least);
                mentor.min_mentees = least;
                // A budget that is too small for the circle is an error, which has a test of its own.
                if mentor.seats() < lacking(mentor) {
                    mentor.budget = None;
                }
            }
            with_locks(data, &locks)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 250, ..ProptestConfig::default() })]

    #[test]
    fn the_bound_holds_by_enumeration(data in with_circles(3, 4)) {
        let cohort = Cohort::try_from(data.clone()).unwrap();
        for (people, matching) in [(false, run(&cohort)), (true, covering(&cohort))] {
            if let Err(error) = matching.verify(&cohort) {
                prop_assert!(false, "{:?} {:?}", error, matching);
            }
            let truth = the_most(&data, people, |pairs| opens(&data, pairs));
            let certificate = &matching.certificate;
            let covered = if people { matched(&matching) } else { 0 };
            let found = (covered, certificate.total_points);
            let bound = certificate.quotas.as_ref().map_or(certificate.bound_points, |proof| proof.bound_points);
            prop_assert!(found <= truth);
            prop_assert!(covered < truth.0 || truth.1 <= bound);
            if let Some(proof) = certificate.quotas.as_ref().filter(|_| people) {
                let most = proof.coverage.unwrap().bound as usize;
                prop_assert!(truth.0 <= most);
                prop_assert_eq!(matching.status == Status::Optimal, covered == most && proof.gap == 0);
            }
            prop_assert!(matching.status != Status::Optimal || found == truth);
        }
    }

    #[test]
    fn circles_fill_and_the_order_of_people_is_no_matter(data in with_circles(8, 20)) {
        let cohort = Cohort::try_from(data.clone()).unwrap();
        let shuffled = CohortData {
            mentors: data.mentors.iter().rev().cloned().collect(),
            mentees: data.mentees.iter().rev().cloned().collect(),
            ..data.clone()
        };
        let shuffled = Cohort::try_from(shuffled).unwrap();
        for solve in [run, covering, rushed] {
        let matching = solve(&cohort);
        if let Err(error) = matching.verify(&cohort) {
            prop_assert!(false, "{:?} {:?}", error, matching);
        }
        let place = |ids: Vec<&String>, id: &String| ids.iter().position(|other| *other == id).unwrap();
        let pairs = matching.pairings.iter().map(|pairing| {
            let j = place(data.mentors.iter().map(|mentor| &mentor.id).collect(), &pairing.mentor);
            (j, place(data.mentees.iter().map(|mentee| &mentee.id).collect(), &pairing.mentee))
        });
        let pairs: Vec<(usize, usize)> = pairs.collect();
        prop_assert!(opens(&data, &pairs));
        prop_assert_eq!(Matching::from_json(&matching.to_json()).unwrap(), matching.clone());
        prop_assert!(matching.status == Status::Deadline || solve(&shuffled).to_json() == matching.to_json());
        }
    }
}

/// Ada opens a circle with three; Gil has a seat.
fn story(mentees: usize) -> CohortData {
    let mentee = |id: &&str| Mentee::new(*id).wants(Want::new("rust").level(1));
    CohortData {
        topics: vec![Topic::new("rust")],
        mentors: vec![
            Mentor::new("ada").offers(Offer::new("rust").level(5)).capacity(4).min_mentees(3),
            Mentor::new("gil").offers(Offer::new("rust").level(2)),
        ],
        mentees: ["bo", "cem", "dana", "eve"].iter().take(mentees).map(mentee).collect(),
        ..CohortData::default()
    }
}

#[test]
fn a_circle_that_fills_opens() {
    let cohort = Cohort::try_from(story(3)).unwrap();
    let matching = run(&cohort);
    matching.verify(&cohort).unwrap();
    assert!(matching.pairings.iter().all(|pairing| pairing.mentor == "ada"), "three are enough");
    assert_eq!((matching.pairings.len(), matching.status), (3, Status::Optimal));
    assert_eq!(matching.spare[0].seats, 1);
}

#[test]
fn one_that_does_not_stays_closed_and_says_so() {
    let cohort = Cohort::try_from(story(2)).unwrap();
    let matching = run(&cohort);
    matching.verify(&cohort).unwrap();
    assert_eq!(matching.pairings.len(), 1, "Gil has one seat");
    assert_eq!(matching.status, Status::Optimal, "with two edges the circle never opens: that is proved");
    let unmatched = &matching.unmatched[0];
    let reasons: Vec<(&str, u32)> = unmatched.reasons.iter().map(|it| (it.code.as_str(), it.count)).collect();
    assert_eq!(reasons, [("seats_taken", 1), ("circle_not_filled", 1)]);
    let near = unmatched.nearest.iter().find(|near| near.mentor == "ada").unwrap();
    assert_eq!(near.code, "circle_not_filled");
    assert_eq!(near.detail, "ada's circle opens with 3, and it did not fill");
    let ada = matching.spare.iter().find(|spare| spare.mentor == "ada").unwrap();
    let reasons: Vec<(&str, u32)> = ada.reasons.iter().map(|it| (it.code.as_str(), it.count)).collect();
    assert_eq!((ada.seats, &reasons[..]), (4, &[("mentees_matched", 1), ("circle_not_filled", 1)][..]));
}

/// Two at Gil have more points than three at Ada, whose circle does not fill without them.
#[test]
fn a_circle_opens_for_the_sake_of_people() {
    let mut data = story(3);
    data.mentors[0].offers[0].level = 1;
    data.mentors[1].offers[0].level = 5;
    data.mentees.iter_mut().for_each(|mentee| mentee.wants[0].level = 5);
    data.mentors[1].capacity = 2;
    let cohort = Cohort::try_from(data).unwrap();
    let (total, covering) = (run(&cohort), covering(&cohort));
    covering.verify(&cohort).unwrap();
    assert_eq!((matched(&total), matched(&covering)), (2, 3));
    assert!(covering.pairings.iter().all(|pairing| pairing.mentor == "ada"), "the circle takes all three");
    let coverage = covering.certificate.quotas.as_ref().unwrap().coverage.unwrap();
    assert_eq!((coverage.matched, coverage.bound), (3, 3));
    assert!(covering.status == Status::WithinGap, "two at Gil and one at Ada would be better, but for the circle");
    let mut lie = covering.clone();
    lie.status = Status::Optimal;
    assert!(lie.verify(&cohort).is_err());
}

#[test]
fn a_locked_pair_opens_a_circle() {
    let mut data = story(2);
    data.locked = vec![Pair::new("ada", "bo")];
    let cohort = Cohort::try_from(data).unwrap();
    let matching = run(&cohort);
    matching.verify(&cohort).unwrap();
    assert!(matching.pairings.iter().all(|pairing| pairing.mentor == "ada"));
    assert_eq!(matching.pairings.len(), 2);
}

#[test]
fn what_cannot_be_is_an_error() {
    let mut data = story(3);
    data.mentors[0].capacity = 2;
    let error = Cohort::try_from(data.clone()).unwrap_err();
    assert_eq!((error.code(), error.path()), (ErrorCode::Contradiction, "mentors[0].capacity"));
    data.mentors[0].min_mentees = 0;
    let error = Cohort::try_from(data.clone()).unwrap_err();
    assert_eq!((error.code(), error.path()), (ErrorCode::OutOfRange, "mentors[0].min_mentees"));
    // A mentor who takes a rest keeps their circle for the next round.
    (data.mentors[0].capacity, data.mentors[0].min_mentees) = (0, 3);
    let cohort = Cohort::try_from(data).unwrap();
    run(&cohort).verify(&cohort).unwrap();
    let worths = Matcher::new(cohort).seat_worths(None, &Control::new()).unwrap();
    assert_eq!(worths[0].matched, Some(1), "a seat for one");

    let matcher = Matcher::new(Cohort::try_from(story(3)).unwrap());
    let changes = Changes { seats: BTreeMap::from([("ada".to_owned(), 2)]), ..Changes::default() };
    let error = matcher.changed(&changes).unwrap_err();
    assert_eq!((error.code(), error.path()), (ErrorCode::Contradiction, "changes.seats[\"ada\"]"));
}

/// What cannot fill circles says so instead of ignoring them.
#[test]
fn nothing_ignores_a_circle() {
    let cohort = Cohort::try_from(story(3)).unwrap();
    let refused = |options: MatchOptions| {
        let error = match_cohort(&cohort, &options).unwrap_err();
        (error.code(), error.path().to_owned())
    };
    for objective in Objective::ALL.into_iter().skip(2) {
        let other = MatchOptions { objective, ..MatchOptions::default() };
        assert_eq!(refused(other), (ErrorCode::Contradiction, "objective".to_owned()));
    }
    let load = MatchOptions { load_cost: 5, ..MatchOptions::default() };
    assert_eq!(refused(load), (ErrorCode::Contradiction, "load_cost".to_owned()));
    let curve = coverage_curve(&cohort, &CurveOptions::default()).unwrap_err();
    let worths = Matcher::new(cohort.clone()).seat_worths(None, &Control::new()).unwrap_err();
    for error in [curve, worths] {
        assert_eq!((error.code(), error.path()), (ErrorCode::Contradiction, "mentors"), "{error}");
    }
    // A round between peers is one conversation each: seats and circles are of no matter there.
    fireside::match_peers(&cohort, &fireside::PeerOptions::default()).unwrap().verify(&cohort).unwrap();
}

#[test]
fn lies_are_found() {
    let cohort = Cohort::try_from(story(2)).unwrap();
    let honest = run(&cohort);
    let mut without = story(2);
    without.mentors[0].min_mentees = 1;
    let opened = run(&Cohort::try_from(without).unwrap());
    let mut lie = honest.clone();
    lie.pairings = opened.pairings;
    lie.certificate.total_points = opened.certificate.total_points;
    let error = lie.verify(&cohort).unwrap_err();
    assert!(error.problems().any(|problem| problem.code == ErrorCode::CircleUnderfilled), "{error:?}");
    let mut lie = honest.clone();
    lie.certificate.quotas.as_mut().unwrap().bound_points -= 1;
    let error = lie.verify(&cohort).unwrap_err();
    assert!(error.problems().any(|problem| problem.code == ErrorCode::BoundMismatch), "{error:?}");
    let mut lie = honest.clone();
    lie.unmatched[0].reasons[1].code = "seats_taken".to_owned();
    assert_eq!(lie.verify(&cohort).unwrap_err().code(), ErrorCode::ScoreMismatch);
    honest.verify(&cohort).unwrap();
}
