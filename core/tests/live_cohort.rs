//! What a cohort says that lives on: nothing where it says nothing, and lies about it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod cohort_support;

use cohort_support::{Seats, cohorts};
use fireside::model::{
    Apart, Changes, CohortData, LiveChanges, LivePolicy, Mentee, Mentor, Offer, Pair, PolicyChanges,
};
use fireside::model::{Rule, Topic, Want};
use fireside::solve::Side;
use fireside::{Cohort, ErrorCode, MatchOptions, Matching, Objective, match_cohort};
use proptest::prelude::*;

fn run(data: &CohortData, objective: Objective) -> Matching {
    let cohort = Cohort::try_from(data.clone()).unwrap();
    match_cohort(&cohort, &MatchOptions { objective, ..MatchOptions::default() }).unwrap()
}

/// Two mentors and two mentees, everybody worth as much to everybody.
fn story() -> CohortData {
    let mentor = |id: &str| Mentor::new(id).offers(Offer::new("rust").level(5).eager());
    let mentee = |id: &str| Mentee::new(id).wants(Want::new("rust").level(1));
    CohortData {
        topics: vec![Topic::new("rust")],
        mentors: vec![mentor("ada").capacity(2), mentor("gil")],
        mentees: vec![mentee("bo"), mentee("cem")],
        ..CohortData::default()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    /// Seats that are in use are as good as seats that are not there, and what nobody asks for changes nothing.
    #[test]
    fn closed_seats_are_none(data in cohorts(6, 9), objective in 0..5_usize) {
        let objective = [
            Objective::Total, Objective::Coverage, Objective::Fair, Objective::RankMaximal, Objective::Stable { side: Side::Mentee },
        ][objective];
        let mut plain = data.clone();
        for mentor in &mut plain.mentors {
            mentor.capacity = mentor.seats();
            (mentor.open, mentor.budget) = (None, None);
        }
        for mentee in &mut plain.mentees {
            mentee.mentors_wanted = mentee.seats();
            mentee.open = None;
        }
        let (one, other) = (run(&data, objective), run(&plain, objective));
        prop_assert_eq!(one.pairings, other.pairings);
        prop_assert_eq!(one.certificate, other.certificate);
    }

    /// Pairs that are apart are as good as blocked, whatever is to be best.
    #[test]
    fn apart_is_as_far_as_blocked(data in cohorts(6, 9), objective in 0..5_usize) {
        let objective = [
            Objective::Total, Objective::Coverage, Objective::Fair, Objective::RankMaximal, Objective::Stable { side: Side::Mentor },
        ][objective];
        let mut blocked = data.clone();
        for Apart { mentor, mentee, .. } in std::mem::take(&mut blocked.apart) {
            blocked.mentors.iter_mut().filter(|it| it.id == mentor).for_each(|it| it.blocks.push(mentee.clone()));
        }
        let (one, other) = (run(&data, objective), run(&blocked, objective));
        prop_assert_eq!(one.pairings, other.pairings);
        prop_assert_eq!(one.certificate, other.certificate);
    }

    /// A rule that keeps pairs never lowers what is kept.
    #[test]
    fn what_is_known_is_kept(data in cohorts(6, 9)) {
        let (mut before, cohort) = (data.clone(), Cohort::try_from(data).unwrap());
        before.policy.rules.retain(|rule| !matches!(rule, Rule::KeepPairs { .. }));
        before.policy.min_score = 0.0;
        let first = run(&before, Objective::Total);
        let known = |matching: &Matching| -> Vec<Pair> {
            matching.pairings.iter().map(|it| Pair::new(&it.mentor, &it.mentee)).collect()
        };
        let kept = |matching: &Matching| known(matching).iter().filter(|pair| known(&first).contains(pair)).count();
        let mut after = before.clone();
        after.incumbents = known(&first);
        after.policy.rules.push(Rule::KeepPairs { weight: 1e6 });
        let again = run(&after, Objective::Total);
        // The first pairs can all be again, and are the best by either measure.
        prop_assert_eq!(kept(&again), first.pairings.len());
        prop_assert_eq!(cohort.data().incumbents.is_sorted(), true);
    }

    /// Documents and hashes of cohorts that say nothing of all this are the same bytes as before there was any of it.
    #[test]
    fn nothing_said_nothing_written(data in cohorts(5, 7)) {
        let mut plain = CohortData { apart: Vec::new(), incumbents: Vec::new(), ..data };
        for mentor in &mut plain.mentors {
            (mentor.open, mentor.budget, mentor.responsiveness, mentor.reliability) = (None, None, None, None);
        }
        plain.mentees.iter_mut().for_each(|mentee| (mentee.open, mentee.reliability) = (None, None));
        plain.policy.live = LivePolicy::default();
        plain.policy.rules.retain(|rule| !rule.name().starts_with("favour_"));
        let text = Cohort::try_from(plain).unwrap().to_json();
        for word in ["apart", "incumbents", "\"open\":", "budget", "responsiveness", "reliability", "live"] {
            prop_assert!(!text.contains(word) || word == "\"open\":" && text.contains("\"blank_wants\":\"open\""), "{}", word);
        }
    }
}

/// `lie` is what another cohort yields, signed with the hashes of this one.
fn refused(data: &CohortData, lie: &CohortData, code: ErrorCode) {
    let cohort = Cohort::try_from(data.clone()).unwrap();
    let honest = match_cohort(&cohort, &MatchOptions::default()).unwrap();
    honest.verify(&cohort).unwrap();
    let mut lying = run(lie, Objective::Total);
    lying.run = honest.run.clone();
    let error = lying.verify(&cohort).unwrap_err();
    assert!(error.problems().any(|problem| problem.code == code), "{error}");
}

#[test]
fn lies_about_it_are_refused() {
    let apart = CohortData { apart: vec![Apart::new("ada", "bo"), Apart::new("ada", "cem")], ..story() };
    refused(&apart, &story(), ErrorCode::IneligiblePair);

    let mut alone = story();
    alone.mentors.truncate(1);
    let mut closed_alone = alone.clone();
    closed_alone.mentors[0] = closed_alone.mentors[0].clone().open(1);
    refused(&closed_alone, &alone, ErrorCode::SeatOversold);
    let mut spent = alone.clone();
    spent.mentors[0] = spent.mentors[0].clone().budget(59, 28);
    refused(&spent, &alone, ErrorCode::SeatOversold);

    let mut favoured = story();
    favoured.policy.rules = vec![Rule::KeepPairs { weight: 100.0 }];
    let known = CohortData { incumbents: vec![Pair::new("gil", "bo")], ..favoured.clone() };
    // Whoever forgets them claims a bound that is too low; whoever makes them up, points that are too many.
    refused(&known, &favoured, ErrorCode::BoundMismatch);
    refused(&favoured, &known, ErrorCode::ScoreMismatch);
}

#[test]
fn changes_are_applied_and_undone() {
    let data = CohortData {
        apart: vec![Apart::new("ada", "bo")],
        incumbents: vec![Pair::new("ada", "cem"), Pair::new("gil", "bo")],
        ..story()
    };
    let cohort = Cohort::try_from(data).unwrap();
    let forth = Changes {
        apart: vec![Apart::new("gil", "cem")],
        together: vec![Pair::new("ada", "bo")],
        incumbents: Some(Vec::new()),
        policy: PolicyChanges {
            live: Some(LiveChanges { answer_days: Some(3), ..LiveChanges::default() }),
            ..PolicyChanges::default()
        },
        ..Changes::default()
    };
    let there = cohort.changed(&forth).unwrap();
    assert_eq!((&there.data().apart[..], there.data().incumbents.len()), (&[Apart::new("gil", "cem")][..], 0));
    assert_eq!(there.data().policy.live, LivePolicy { answer_days: 3, ..LivePolicy::default() });
    let back = Changes {
        apart: vec![Apart::new("ada", "bo")],
        together: vec![Pair::new("gil", "cem")],
        incumbents: Some(cohort.data().incumbents.clone()),
        policy: PolicyChanges {
            live: Some(LiveChanges { answer_days: Some(7), ..LiveChanges::default() }),
            ..PolicyChanges::default()
        },
        ..Changes::default()
    };
    assert!(there.changed(&back).unwrap() == cohort);
    assert_eq!(Changes::from_json(&forth.to_json()).unwrap(), forth);
    let gone = cohort.changed(&Changes { remove_mentees: vec!["bo".into()], ..Changes::default() }).unwrap();
    assert_eq!((gone.data().apart.len(), &gone.data().incumbents[..]), (0, &[Pair::new("ada", "cem")][..]));
}
