//! Laws of the main job, and the truth by a second opinion on every pair and a second solver.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod assign_support;
mod cohort_support;

use std::time::Duration;

use assign_support::{Instance, by_shortest_paths};
use cohort_support::{Seats, SecondOpinion, cohorts, rule, with_seats};
use fireside::model::{CohortData, Offer, Willingness};
use fireside::{
    AuditOptions, Cohort, Control, MatchOptions, Matcher, Matching, Status, match_cohort, match_cohort_with,
};
use proptest::prelude::*;
use proptest::sample::Index;

fn matched(data: &CohortData) -> (Cohort, Matching) {
    let cohort = Cohort::try_from(data.clone()).unwrap();
    let matching = match_cohort(&cohort, &MatchOptions::default()).unwrap();
    (cohort, matching)
}

fn total(data: &CohortData) -> i64 {
    matched(data).1.certificate.total_points
}

/// The optimum over every pair, each scored from the documentation.
fn truth(data: &CohortData) -> i64 {
    let opinion = SecondOpinion::new(data);
    let mut instance = Instance {
        mentor_seats: data.mentors.iter().map(|mentor| mentor.seats()).collect(),
        mentee_seats: data.mentees.iter().map(|mentee| mentee.seats()).collect(),
        ..Instance::default()
    };
    for (i, mentee) in (0..).zip(&data.mentees) {
        for (j, mentor) in (0..).zip(&data.mentors) {
            if let Some(points) = opinion.points(mentor, mentee) {
                instance.push(i, j, points);
            }
        }
    }
    by_shortest_paths(&instance)
}

/// Reverses every list whose order means nothing.
fn reversed(data: &CohortData) -> CohortData {
    let mut other = data.clone();
    other.topics.reverse();
    other.mentors.reverse();
    other.mentees.reverse();
    other.history.reverse();
    other.affinities.reverse();
    other.mentors.iter_mut().for_each(|mentor| mentor.offers.reverse());
    other.mentees.iter_mut().for_each(|mentee| mentee.wants.reverse());
    other
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn the_optimum_is_the_truth_over_every_pair(data in cohorts(7, 10)) {
        let (cohort, matching) = matched(&data);
        prop_assert_eq!(matching.status, Status::Optimal);
        prop_assert_eq!(matching.certificate.total_points, truth(&data));
        prop_assert_eq!(matching.certificate.bound_points, matching.certificate.total_points);
        matching.verify(&cohort).unwrap();
        prop_assert_eq!(Matching::from_json(&matching.to_json()).unwrap(), matching);
    }

    #[test]
    fn everybody_is_answered_within_their_own_limits(data in cohorts(7, 10)) {
        let (_, matching) = matched(&data);
        for mentee in &data.mentees {
            let pairs = matching.mentors_of(&mentee.id).count();
            let absent = matching.unmatched.iter().filter(|absent| absent.mentee == mentee.id).collect::<Vec<_>>();
            prop_assert!(pairs <= mentee.seats() as usize);
            prop_assert_eq!(absent.len(), usize::from(pairs == 0));
            prop_assert!(absent.iter().all(|absent| !absent.reasons.is_empty()));
            let short = matching.short.iter().any(|short| short.mentee == mentee.id);
            prop_assert_eq!(short, pairs > 0 && pairs < mentee.seats() as usize);
        }
        for mentor in &data.mentors {
            let pairs = matching.pairings.iter().filter(|pairing| pairing.mentor == mentor.id).count() as u32;
            let spare: u32 = matching.spare.iter().filter(|spare| spare.mentor == mentor.id).map(|spare| spare.seats).sum();
            let seats = if mentor.status == fireside::model::Status::Active { mentor.seats() } else { 0 };
            prop_assert_eq!(pairs + spare, seats);
        }
        for pairing in &matching.pairings {
            prop_assert_eq!(pairing.breakdown.iter().map(|part| part.points).sum::<u32>(), pairing.points);
            prop_assert!(!pairing.shared_topics.is_empty());
            prop_assert!(pairing.shared_topics.iter().all(|topic| topic.willingness != "no"));
        }
    }

    /// Reasons speak of every mentor exactly once.
    #[test]
    fn reasons_add_up_to_all_mentors(data in cohorts(7, 10)) {
        let (_, matching) = matched(&data);
        for absent in matching.unmatched.iter().filter(|absent| absent.reasons.len() > 1) {
            let counted = absent.reasons.iter().filter(|reason| reason.code != "no_offer").map(|reason| reason.count).sum::<u32>();
            prop_assert_eq!(counted as usize, data.mentors.len(), "{:?}", absent);
        }
    }

    #[test]
    fn order_of_lists_and_number_of_threads_change_no_byte(data in cohorts(7, 10)) {
        let (cohort, matching) = matched(&data);
        let (other, again) = matched(&reversed(&data));
        prop_assert_eq!(cohort.to_json(), other.to_json());
        prop_assert_eq!(matching.to_json(), again.to_json());
        for threads in [1, 2, 4] {
            let options = MatchOptions { threads: Some(threads), ..MatchOptions::default() };
            prop_assert_eq!(match_cohort(&cohort, &options).unwrap().to_json(), matching.to_json());
        }
        let reread = Cohort::from_json(&cohort.to_json()).unwrap();
        prop_assert_eq!(reread.to_json(), cohort.to_json());
        prop_assert_eq!(match_cohort(&reread, &MatchOptions::default()).unwrap().to_json(), matching.to_json());
    }

    #[test]
    fn more_seats_mentors_or_willingness_never_lower_the_total(data in cohorts(6, 8), at in any::<Index>(), topic in 0..7_usize) {
        let before = total(&data);
        let mut seat = data.clone();
        let j = at.index(data.mentors.len());
        with_seats(&mut seat.mentors[j], data.mentors[j].seats() + 1);
        prop_assert!(total(&seat) >= before, "a mentor's seat");
        let mut seat = data.clone();
        let i = at.index(data.mentees.len());
        (seat.mentees[i].mentors_wanted, seat.mentees[i].open) = (data.mentees[i].seats() + 1, None);
        prop_assert!(total(&seat) >= before, "a mentee's seat");
        let mut mentor = data.clone();
        mentor.mentors.push(fireside::model::Mentor::new("new").offers(Offer::new(format!("t{topic}")).eager()));
        prop_assert!(total(&mentor) >= before, "a mentor");
        let mut willing = data.clone();
        for offer in &mut willing.mentors[j].offers {
            offer.willingness = Willingness::Eager;
        }
        // Where mentees state nothing, they meet mentors on what those know best among what they are eager about, so only
        // stated wants are a law.
        if data.policy.blank_wants == fireside::model::BlankWants::Ask {
            prop_assert!(total(&willing) >= before, "willingness");
        }
    }

    #[test]
    fn a_hard_rule_more_never_raises_the_total(data in cohorts(6, 8), rule in rule()) {
        let mut stricter = data.clone();
        if rule.weight().is_none() {
            stricter.policy.rules.push(rule);
            prop_assert!(total(&stricter) <= total(&data));
        }
    }

    #[test]
    fn importance_counts_in_proportion_only(data in cohorts(6, 8), factor in 2..20_u32) {
        let mut scaled = data.clone();
        for want in scaled.mentees.iter_mut().flat_map(|mentee| &mut mentee.wants) {
            want.importance *= factor;
        }
        let points = |data: &CohortData| {
            let pairings = matched(data).1.pairings.into_iter();
            pairings.map(|pairing| (pairing.mentor, pairing.mentee, pairing.points)).collect::<Vec<_>>()
        };
        prop_assert_eq!(points(&scaled), points(&data));
    }

    #[test]
    fn other_ids_change_no_total(data in cohorts(6, 8)) {
        let text = Cohort::try_from(data.clone()).unwrap().to_json();
        // People's ids begin with m, p or x and a digit; nothing else in these cohorts does.
        let mut renamed = text;
        for digit in 0..10 {
            for (from, to) in [('m', "zz-"), ('p', "aa-"), ('x', "both-")] {
                renamed = renamed.replace(&format!("\"{from}{digit}"), &format!("\"{to}{digit}"));
            }
        }
        let renamed = Cohort::from_json(&renamed).unwrap();
        let other = match_cohort(&renamed, &MatchOptions::default()).unwrap();
        prop_assert_eq!(other.certificate.total_points, total(&data));
    }

    #[test]
    fn a_seed_changes_ties_only(data in cohorts(6, 8), seed in any::<u32>()) {
        let (cohort, matching) = matched(&data);
        let other = match_cohort(&cohort, &MatchOptions { seed, ..MatchOptions::default() }).unwrap();
        prop_assert_eq!(other.certificate.total_points, matching.certificate.total_points);
        prop_assert_eq!(&other.certificate.prices, &matching.certificate.prices);
        other.verify(&cohort).unwrap();
    }

    /// A price is the exact worth of one more seat.
    #[test]
    fn prices_are_what_one_more_seat_adds(data in cohorts(5, 7)) {
        let (_, matching) = matched(&data);
        for j in 0..data.mentors.len() {
            let mut more = data.clone();
            with_seats(&mut more.mentors[j], data.mentors[j].seats() + 1);
            // A mentor without a seat is no candidate at all: the first seat is worth what it adds, and no price says so.
            if data.mentors[j].seats() > 0 && data.mentors[j].status == fireside::model::Status::Active {
                let worth = total(&more) - matching.certificate.total_points;
                prop_assert_eq!(matching.certificate.prices[&data.mentors[j].id], worth);
            }
        }
    }

    /// A deadline is no error: what comes back holds, and its gap is honest.
    #[test]
    fn no_time_gives_a_sound_answer_and_an_honest_gap(data in cohorts(7, 10)) {
        let (cohort, best) = matched(&data);
        let control = Control::new().timeout(Duration::ZERO);
        let rushed = match_cohort_with(&cohort, &MatchOptions::default(), &control).unwrap();
        rushed.verify(&cohort).unwrap();
        let optimum = best.certificate.total_points;
        prop_assert!(rushed.certificate.total_points <= optimum && optimum <= rushed.certificate.bound_points);
    }

    /// Suggestions are the eligible pairs of a mentee, best first; and an explanation agrees with the second opinion.
    #[test]
    fn suggestions_and_explanations_agree_with_the_second_opinion(data in cohorts(6, 8), k in 0..8_u32) {
        let matcher = Matcher::new(Cohort::try_from(data.clone()).unwrap());
        let opinion = SecondOpinion::new(&data);
        for mentee in &data.mentees {
            let takes_part = mentee.seats() > 0 && mentee.status == fireside::model::Status::Active;
            let open = |mentor: &&fireside::model::Mentor| mentor.seats() > 0 && takes_part;
            let eligible = data.mentors.iter().filter(open).filter_map(|mentor| Some((opinion.points(mentor, mentee)?, &mentor.id)));
            let mut expected: Vec<(i64, &String)> = eligible.collect();
            expected.sort_by_key(|&(points, id)| (-points, id));
            expected.truncate(k as usize);
            let found = matcher.suggest(&mentee.id, k).unwrap();
            let found: Vec<(i64, &String)> = found.iter().map(|pairing| (pairing.points.into(), &pairing.mentor)).collect();
            prop_assert_eq!(found, expected);
            for mentor in &data.mentors {
                let explanation = matcher.explain(&mentor.id, &mentee.id).unwrap();
                let points = opinion.points(mentor, mentee).filter(|_| mentor.seats() > 0 && takes_part);
                prop_assert_eq!(explanation.eligible, points.is_some(), "{:?}", explanation.reasons);
                if let Some(points) = points {
                    prop_assert_eq!(i64::from(explanation.pairing.points), points);
                }
            }
        }
    }
}

/// Nobody to meet is an answer with a reason, too, on either side.
#[test]
fn people_alone_have_a_reason() {
    for text in [
        r#"{"schema":"fireside/cohort/1","mentors":[],"mentees":[{"id":"bo"}],"policy":{"blank_wants":"open"}}"#,
        r#"{"schema":"fireside/cohort/1","mentors":[],"mentees":[{"id":"bo"}]}"#,
        r#"{"schema":"fireside/cohort/1","topics":[{"id":"rust"}],"mentees":[{"id":"bo","wants":[{"topic":"rust"}]}]}"#,
        r#"{"schema":"fireside/cohort/1","topics":[{"id":"rust"}],"mentors":[{"id":"ada","offers":[{"topic":"rust"}]}]}"#,
        r#"{"schema":"fireside/cohort/1","topics":[{"id":"rust"}],
            "mentors":[{"id":"ada","offers":[{"topic":"rust"}],"capacity":3}],
            "mentees":[{"id":"bo","wants":[{"topic":"rust"}],"mentors_wanted":2}]}"#,
        r#"{"schema":"fireside/cohort/1"}"#,
    ] {
        let cohort = Cohort::from_json(text).unwrap();
        let matching = match_cohort(&cohort, &MatchOptions::default()).unwrap();
        matching.verify(&cohort).unwrap();
        assert_eq!(matching.pairings.len() + matching.unmatched.len(), cohort.data().mentees.len(), "{text}");
        assert!(matching.unmatched.iter().all(|absent| !absent.reasons.is_empty()), "{text}");
        assert!(matching.short.iter().all(|short| !short.reasons.is_empty()), "{text}");
        assert!(matching.spare.iter().all(|spare| !spare.reasons.is_empty()), "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    /// Neither the name nor a value of a hidden attribute is in any answer.
    #[test]
    fn hidden_attributes_are_in_no_output(data in cohorts(6, 8), k in 0..8_u32) {
        // Words that nothing else in these cohorts contains.
        let marked = Cohort::try_from(data.clone()).unwrap().to_json()
            .replace("\"department\"", "\"qqname\"").replace("\"languages\"", "\"qqlist\"")
            .replace("\"HR\"", "\"qqHR\"").replace("\"IT\"", "\"qqIT\"").replace("\"Law\"", "\"qqLaw\"")
            .replace("\"en\"", "\"qqen\"").replace("\"fr\"", "\"qqfr\"").replace("\"de\"", "\"qqde\"");
        let mut data = serde_json::from_str::<serde_json::Value>(&marked).unwrap();
        data["policy"]["hidden_attributes"] = serde_json::json!(["qqname", "qqlist"]);
        let cohort = Cohort::from_json(&data.to_string()).unwrap();
        let matching = match_cohort(&cohort, &MatchOptions::default()).unwrap();
        prop_assert!(!matching.to_json().contains("qq"));
        matching.verify(&cohort).unwrap();
        prop_assert!(!matching.record(&cohort).unwrap().to_json().contains("qq"));
        // An audit by another attribute, whether somebody states it or not; what is wrong with it, too.
        let audited = matching.audit(&cohort, &AuditOptions { min_group: 2, ..AuditOptions::by(["grade"]) });
        let audited = audited.map_or_else(|error| format!("{error:?}"), |audit| audit.to_json() + &audit.to_csv());
        prop_assert!(!audited.contains("qq"));
        let near = format!("{:?}", matching.audit(&cohort, &AuditOptions::by(["qnam"])).unwrap_err());
        prop_assert!(!near.contains("qq"));
        let matcher = Matcher::new(cohort.clone());
        for mentee in &cohort.data().mentees {
            let suggested = format!("{:?}", matcher.suggest(&mentee.id, k).unwrap());
            prop_assert!(!suggested.contains("qq"));
            for mentor in &cohort.data().mentors {
                let explained = format!("{:?}", matcher.explain(&mentor.id, &mentee.id).unwrap());
                prop_assert!(!explained.contains("qq"));
            }
        }
    }
}
