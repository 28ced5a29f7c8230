//! What outcomes say of weights: planted preferences are found, chance and little data are refused.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::time::Duration;

use fireside::model::*;
use fireside::{CancelToken, Cohort, Control, ErrorCode, Matcher, WeightFit, fit_weights};

/// A portal in which every mentee asked every mentor, and `accepts` says who got a yes: by how well a mentor knows the topic, and by
/// the number of the proposal.
fn told(people: u32, accepts: impl Fn(u32, u32) -> bool) -> (Cohort, Vec<Event>) {
    let mut builder = Cohort::builder().topic(Topic::new("rust"));
    for k in 0..people {
        builder = builder.mentor(Mentor::new(format!("m{k}")).offers(Offer::new("rust").level(1 + k % 5)));
        builder = builder.mentee(Mentee::new(format!("p{k}")).wants(Want::new("rust").level(3)));
    }
    let mut events = Vec::new();
    for number in 0..people * people {
        let (mentor, mentee) = (format!("m{}", number / people), format!("p{}", number % people));
        let asked = What::Proposed { mentor: mentor.clone(), mentee: mentee.clone(), by: None };
        let yes = accepts(1 + number / people % 5, number);
        let answer = if yes {
            What::Accepted { mentor, mentee }
        } else {
            What::Declined { mentor, mentee, by: None, reason: None }
        };
        let at = |minute: u32| Moment::parse(&format!("2026-12-01T10:{minute:02}:00Z")).unwrap();
        events.push(Event { id: format!("a{number}"), at: at(0), what: asked });
        events.push(Event { id: format!("b{number}"), at: at(1), what: answer });
    }
    (builder.build().unwrap(), events)
}

fn fitted(people: u32, accepts: impl Fn(u32, u32) -> bool) -> WeightFit {
    let (cohort, events) = told(people, accepts);
    fit_weights(cohort, &events, &Control::new()).unwrap()
}

#[test]
fn what_was_planted_is_found() {
    // Those who know more than the mentee say yes, but for every seventh answer.
    let fit = fitted(20, |level, number| (level >= 3) != number.is_multiple_of(7));
    assert_eq!((fit.observations, &fit.refused), (400, &None));
    assert!(fit.auc > Some(0.75), "{:?}", fit.auc);
    let weight = |name: &str| fit.weights.iter().find(|one| one.component == name).unwrap().fitted;
    // Nothing but interests differs between these pairs.
    assert_eq!((weight("interests"), weight("availability")), (100.0, 0.0));
    // Whoever has no availability and nobody preferred is alike in both.
    let alone = |name: &str| fit.weights.iter().find(|one| one.component == name).unwrap().auc_alone;
    assert_eq!(alone("availability"), Some(0.5));
    assert!(alone("interests") > Some(0.75));
    assert_eq!(fit.calibration.iter().map(|bin| bin.observations).sum::<u32>(), 400);
}

#[test]
fn chance_is_refused() {
    let fit = fitted(20, |_, number| (number * 37 + number / 20 * 11) % 17 < 8);
    assert_eq!(fit.refused.as_deref(), Some("no_better_than_chance"));
    assert!(fit.weights.is_empty() && fit.auc.is_some());
}

#[test]
fn little_data_are_refused() {
    let few = fitted(10, |level, _| level >= 3);
    assert_eq!((few.observations, few.refused.as_deref()), (100, Some("too_few")));
    // Enough, but nearly all of one kind.
    let one_sided = fitted(20, |_, number| number > 20);
    assert_eq!((one_sided.observations, one_sided.refused.as_deref()), (400, Some("too_few")));
    assert!(one_sided.weights.is_empty() && one_sided.auc.is_none());
}

#[test]
fn a_matcher_says_the_same_and_can_be_stopped() {
    let (cohort, events) = told(20, |level, number| (level >= 3) != number.is_multiple_of(7));
    let matcher = Matcher::from_journal(cohort.clone(), &events, &Control::new()).unwrap();
    let fit = matcher.fit_weights(&Control::new()).unwrap();
    assert_eq!(fit, fit_weights(cohort, &events, &Control::new()).unwrap());
    assert_eq!(Matcher::from_state(&matcher.to_state()).unwrap().fit_weights(&Control::new()).unwrap(), fit);
    let late = matcher.fit_weights(&Control::new().timeout(Duration::ZERO)).unwrap();
    assert_eq!((late.refused.as_deref(), late.observations, late.weights.len()), (Some("deadline"), 400, 0));
    let token = CancelToken::new();
    token.cancel();
    assert_eq!(matcher.fit_weights(&Control::new().cancel(token)).unwrap_err().code(), ErrorCode::Cancelled);
}
