//! A verifier is worth what it rejects: one lie of each kind.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use fireside::model::{Mentee, Mentor, Offer, Pair, Rule, Topic, Want};
use fireside::{Cohort, ErrorCode, MatchOptions, Matching, Pairing, Status, match_cohort};

/// Ada has one seat, and Bo and Cy both want it; Dan says no to Rust; Eve is locked with Fay; Gil asks for nothing.
fn cohort() -> Cohort {
    let rust = |person: &str, level| Mentor::new(person).offers(Offer::new("rust").level(level).eager());
    Cohort::builder()
        .topic(Topic::new("rust"))
        .topic(Topic::new("law"))
        .mentor(rust("ada", 5).attribute("team", "red"))
        .mentor(rust("eve", 4).capacity(2).attribute("team", "blue"))
        .mentor(
            Mentor::new("dan")
                .attribute("team", "red")
                .offers(Offer::new("law"))
                .offers(Offer::new("rust").willingness(fireside::model::Willingness::No)),
        )
        .mentee(Mentee::new("bo").wants(Want::new("rust").level(1)).attribute("team", "green").prefers("ada"))
        .mentee(Mentee::new("cy").wants(Want::new("rust").level(4)).attribute("team", "blue"))
        .mentee(Mentee::new("fay").wants(Want::new("rust").level(5)).attribute("team", "green"))
        .mentee(Mentee::new("gil").attribute("team", "green"))
        .locked(Pair::new("eve", "fay"))
        .policy(fireside::model::Policy {
            rules: vec![Rule::MustDiffer { attribute: "team".into() }],
            ..Default::default()
        })
        .build()
        .unwrap()
}

fn honest() -> Matching {
    match_cohort(&cohort(), &MatchOptions::default()).unwrap()
}

/// The codes that verifying reports after `lie`.
fn after(lie: impl FnOnce(&mut Matching)) -> Vec<ErrorCode> {
    let mut matching = honest();
    lie(&mut matching);
    match matching.verify(&cohort()) {
        Ok(()) => Vec::new(),
        Err(error) => error.problems().map(|problem| problem.code).collect(),
    }
}

#[test]
fn the_honest_document_passes() {
    let matching = honest();
    let pairs: Vec<(&str, &str)> = matching.pairings.iter().map(|p| (p.mentor.as_str(), p.mentee.as_str())).collect();
    assert_eq!(pairs, [("eve", "bo"), ("ada", "cy"), ("eve", "fay")], "cy may not meet eve, of the same team");
    assert_eq!(after(|_| ()), []);
}

#[test]
fn a_pair_that_may_not_be_is_rejected() {
    let codes = after(|m| m.pairings[1].mentor = "eve".into());
    assert!(codes.contains(&ErrorCode::IneligiblePair), "{codes:?}");
}

#[test]
fn a_pair_without_a_willing_topic_is_rejected() {
    let codes = after(|m| m.pairings[0].mentor = "dan".into());
    assert!(codes.contains(&ErrorCode::UnwillingPair), "{codes:?}");
}

#[test]
fn a_pair_with_a_stranger_or_listed_twice_is_rejected() {
    assert!(after(|m| m.pairings[0].mentee = "zoe".into()).contains(&ErrorCode::IneligiblePair));
    assert!(after(|m| m.pairings.push(m.pairings[0].clone())).contains(&ErrorCode::IneligiblePair));
}

#[test]
fn an_oversold_seat_is_rejected() {
    let codes = after(|m| m.pairings[0].mentor = "ada".into());
    assert!(codes.contains(&ErrorCode::SeatOversold), "{codes:?}");
    assert!(after(|m| m.spare[0].seats += 1).contains(&ErrorCode::SeatOversold));
}

#[test]
fn a_missing_lock_is_rejected() {
    assert!(after(|m| m.pairings.retain(|p| p.mentee != "fay")).contains(&ErrorCode::LockMissing));
}

#[test]
fn a_price_changed_is_rejected() {
    assert!(after(|m| *m.certificate.prices.get_mut("ada").unwrap() += 1).contains(&ErrorCode::BoundMismatch));
    assert!(after(|m| *m.certificate.prices.get_mut("ada").unwrap() = -1).contains(&ErrorCode::BoundMismatch));
    assert!(after(|m| *m.certificate.prices.get_mut("ada").unwrap() = i64::MAX).contains(&ErrorCode::BoundMismatch));
    assert!(after(|m| m.certificate.prices.retain(|id, _| id != "ada")).contains(&ErrorCode::BoundMismatch));
}

#[test]
fn a_total_a_bound_a_gap_or_a_status_changed_is_rejected() {
    assert!(after(|m| m.certificate.total_points += 1).contains(&ErrorCode::TotalMismatch));
    assert!(after(|m| m.certificate.bound_points -= 1).contains(&ErrorCode::BoundMismatch));
    assert!(after(|m| m.certificate.bound_points = i64::MIN).contains(&ErrorCode::BoundMismatch));
    assert!(after(|m| m.certificate.gap = 7).contains(&ErrorCode::BoundMismatch));
    assert!(after(|m| m.certificate.scope = "candidates".into()).contains(&ErrorCode::BoundMismatch));
    assert!(after(|m| m.status = Status::Deadline).contains(&ErrorCode::StatusMismatch));
}

#[test]
fn a_worse_matching_cannot_pass_as_optimal() {
    // Without Cy's pair the rest still holds together, but no prices prove it.
    let codes = after(|m| {
        let dropped: Vec<Pairing> = m.pairings.extract_if(.., |pairing| pairing.mentee == "cy").collect();
        m.certificate.total_points -= i64::from(dropped[0].points);
        m.certificate.bound_points = m.certificate.total_points;
        m.unmatched.insert(0, fireside::matching::Unmatched { mentee: "cy".into(), ..m.unmatched[0].clone() });
        m.spare.clear();
    });
    assert!(codes.contains(&ErrorCode::BoundMismatch), "{codes:?}");
}

#[test]
fn a_score_or_breakdown_changed_is_rejected() {
    assert!(after(|m| m.pairings[0].points += 1).contains(&ErrorCode::ScoreMismatch));
    assert!(after(|m| m.pairings[0].breakdown[0].points += 1).contains(&ErrorCode::BreakdownMismatch));
    // Points moved from one part to another leave every sum right.
    let codes = after(|m| {
        m.pairings[0].breakdown[0].points -= 1;
        m.pairings[0].breakdown[1].points += 1;
    });
    assert_eq!(codes, [ErrorCode::ScoreMismatch]);
    assert_eq!(after(|m| m.pairings[0].summary = "They get on.".into()), [ErrorCode::ScoreMismatch]);
    assert_eq!(after(|m| m.pairings[0].shared_topics[0].willingness = "willing".into()), [ErrorCode::ScoreMismatch]);
    assert_eq!(after(|m| m.unmatched[0].reasons[0].code = "paused".into()), [ErrorCode::ScoreMismatch]);
}

#[test]
fn a_person_without_an_answer_or_with_two_is_rejected() {
    assert_eq!(after(|m| m.unmatched.clear()), [ErrorCode::PersonUnanswered]);
    assert_eq!(after(|m| m.unmatched[0].reasons.clear()), [ErrorCode::PersonUnanswered]);
    assert!(after(|m| m.unmatched.push(m.unmatched[0].clone())).contains(&ErrorCode::PersonUnanswered));
    assert!(after(|m| m.unmatched[0].mentee = "bo".into()).contains(&ErrorCode::PersonUnanswered));
}

#[test]
fn another_cohort_or_policy_is_rejected() {
    let matching = honest();
    let other = Cohort::builder().topic(Topic::new("rust")).build().unwrap();
    assert_eq!(matching.verify(&other).unwrap_err().code(), ErrorCode::WrongCohort);
    assert_eq!(after(|m| m.run.policy_hash.clear()), [ErrorCode::WrongCohort]);
}
