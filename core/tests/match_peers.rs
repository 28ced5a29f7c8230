//! Rounds between peers: by enumeration, in the second opinion's words, on small cohorts; and what holds of all.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod cohort_support;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use cohort_support::{Seats, SecondOpinion, cohorts, with_locks};
use fireside::matching::PeerRound;
use fireside::model::{Apart, CohortData, Mentee, Mentor, Offer, Pair, Policy, Rule, Status as Activity, Topic, Want};
use fireside::{
    CancelToken, Cohort, Control, ErrorCode, Odd, PeerMatching, PeerOptions, Status, match_peers, match_peers_with,
};
use proptest::prelude::*;

type Met = BTreeSet<(String, String)>;

fn two(a: &str, b: &str) -> (String, String) {
    (a.min(b).to_owned(), a.max(b).to_owned())
}

/// Everybody, in order.
fn everybody(data: &CohortData) -> Vec<String> {
    let mentors = data.mentors.iter().map(|mentor| mentor.id.clone());
    mentors.chain(data.mentees.iter().map(|mentee| mentee.id.clone())).collect::<BTreeSet<_>>().into_iter().collect()
}

/// What every two people are worth to each other, from the documentation alone.
fn worth(data: &CohortData) -> BTreeMap<(String, String), i64> {
    let opinion = SecondOpinion::new(data);
    let again: Vec<&Rule> = data.policy.rules.iter().filter(|rule| matches!(rule, Rule::NoRepeat { .. })).collect();
    let mut worth: BTreeMap<(String, String), i64> = BTreeMap::new();
    let mut apart: Met = BTreeSet::new();
    for mentor in &data.mentors {
        for mentee in data.mentees.iter().filter(|mentee| mentee.id != mentor.id) {
            let pair = two(&mentor.id, &mentee.id);
            let blocks = mentor.blocks.contains(&mentee.id) || mentee.blocks.contains(&mentor.id);
            let for_now = |apart: &Apart| apart.mentor == mentor.id && apart.mentee == mentee.id;
            if blocks
                || data.apart.iter().any(for_now)
                || again.iter().any(|rule| opinion.forbids(rule, mentor, mentee))
            {
                apart.insert(pair.clone());
            }
            if mentor.seats() > 0 && mentee.seats() > 0 {
                *worth.entry(pair).or_insert(0) += opinion.points(mentor, mentee).unwrap_or(0);
            }
        }
    }
    worth.retain(|pair, points| *points > 0 && !apart.contains(pair));
    worth
}

/// Everybody is told once in every round, nobody meets anybody twice, sums are sums.
fn check(data: &CohortData, options: &PeerOptions) -> Result<PeerMatching, TestCaseError> {
    let cohort = Cohort::try_from(data.clone()).unwrap();
    let matching = match_peers(&cohort, options).unwrap();
    if let Err(error) = matching.verify(&cohort) {
        prop_assert!(false, "{:?} {}", error, matching.to_json());
    }
    prop_assert_eq!(matching.status, Status::Optimal);
    prop_assert_eq!(matching.rounds.len(), options.rounds as usize);
    prop_assert_eq!(&PeerMatching::from_json(&matching.to_json()).unwrap(), &matching);
    let mut met = Met::new();
    for round in &matching.rounds {
        let told =
            round.pairs.iter().flat_map(|pair| &pair.people).chain(round.trios.iter().flat_map(|trio| &trio.people));
        let mut told: Vec<String> = told.chain(round.byes.iter().map(|bye| &bye.person)).cloned().collect();
        told.sort();
        prop_assert_eq!(told, everybody(data));
        for pair in meetings(round) {
            prop_assert!(met.insert(pair.clone()), "{:?} meet twice", pair);
        }
        prop_assert!(options.odd == Odd::Trio || round.trios.is_empty());
        prop_assert!(round.byes.iter().all(|bye| !bye.reasons.is_empty()));
    }
    let reversed = CohortData {
        mentors: data.mentors.iter().rev().cloned().collect(),
        mentees: data.mentees.iter().rev().cloned().collect(),
        ..data.clone()
    };
    let alone = PeerOptions { threads: Some(1), ..options.clone() };
    let again = match_peers(&Cohort::try_from(reversed).unwrap(), &alone).unwrap();
    prop_assert_eq!(again.to_json(), matching.to_json());
    Ok(matching)
}

/// Who meets whom, two by two.
fn meetings(round: &PeerRound) -> Vec<(String, String)> {
    let pairs = round.pairs.iter().map(|pair| &pair.people).chain(round.trios.iter().map(|trio| &trio.people));
    let every_two = |people: &Vec<String>| {
        let people = people.clone();
        (0..people.len())
            .flat_map(|k| (0..k).map(move |j| (j, k)))
            .map(|(j, k)| two(&people[j], &people[k]))
            .collect::<Vec<_>>()
    };
    pairs.flat_map(every_two).collect()
}

/// The pairs, those that somebody joined among them.
fn pairs(round: &PeerRound) -> Vec<(String, String)> {
    let hosts = round.trios.iter().map(|trio| {
        let hosts: Vec<&String> = trio.people.iter().filter(|id| **id != trio.joined).collect();
        two(hosts[0], hosts[1])
    });
    round.pairs.iter().map(|pair| two(&pair.people[0], &pair.people[1])).chain(hosts).collect()
}

/// How good a choice is: people in a pair; of those who were left over most often, then less often; points.
type Merit = (usize, Vec<usize>, i64);

fn merit(chosen: &[(String, String)], worth: &BTreeMap<(String, String), i64>, left: &BTreeMap<String, u32>) -> Merit {
    let most = left.values().copied().max().unwrap_or(0);
    let covered: Vec<u32> = chosen.iter().flat_map(|(a, b)| [left[a], left[b]]).collect();
    let by_count = (0..=most).rev().map(|count| covered.iter().filter(|it| **it == count).count()).collect();
    (covered.len(), by_count, chosen.iter().map(|pair| worth[pair]).sum())
}

/// The best of all choices.
fn best(
    edges: &[(String, String)],
    chosen: &mut Vec<(String, String)>,
    worth: &BTreeMap<(String, String), i64>,
    left: &BTreeMap<String, u32>,
) -> Merit {
    let Some((first, rest)) = edges.split_first() else { return merit(chosen, worth, left) };
    let without = best(rest, chosen, worth, left);
    if chosen.iter().any(|(a, b)| [a, b].iter().any(|id| **id == first.0 || **id == first.1)) {
        return without;
    }
    chosen.push(first.clone());
    let with = best(rest, chosen, worth, left);
    chosen.pop();
    with.max(without)
}

/// Every round against the truth, given the rounds before it.
fn check_every_round(data: &CohortData, matching: &PeerMatching) -> Result<(), TestCaseError> {
    let worth = worth(data);
    let passed =
        |id: &String| data.mentees.iter().find(|mentee| mentee.id == *id).map_or(0, |mentee| mentee.passed_over);
    let mut left: BTreeMap<String, u32> = everybody(data).into_iter().map(|id| (id.clone(), passed(&id))).collect();
    let mut met = Met::new();
    for round in &matching.rounds {
        let edges: Vec<(String, String)> = worth.keys().filter(|pair| !met.contains(*pair)).cloned().collect();
        let truth = best(&edges, &mut Vec::new(), &worth, &left);
        let found = pairs(round);
        prop_assert!(found.iter().all(|pair| worth.contains_key(pair)), "{:?}", found);
        prop_assert_eq!(merit(&found, &worth, &left), truth.clone());
        prop_assert_eq!(round.certificate.total_points, truth.2);
        prop_assert_eq!((round.certificate.matched, round.certificate.most), (truth.0 as u32, truth.0 as u32));
        check_joining(data, round, &worth, &met, &left)?;
        met.extend(meetings(round));
        for (id, left) in &mut left {
            *left += u32::from(!found.iter().any(|(a, b)| a == id || b == id));
        }
    }
    Ok(())
}

/// As many as possible of those who are left over join a pair, in the same order of merit.
fn check_joining(
    data: &CohortData,
    round: &PeerRound,
    worth: &BTreeMap<(String, String), i64>,
    met: &Met,
    left: &BTreeMap<String, u32>,
) -> Result<(), TestCaseError> {
    if round.certificate.joining.is_none() {
        return Ok(());
    }
    let found = pairs(round);
    let over: Vec<String> =
        everybody(data).into_iter().filter(|id| !found.iter().any(|(a, b)| a == id || b == id)).collect();
    let points = |who: &str, pair: &(String, String)| {
        let with = |other: &str| worth.get(&two(who, other)).copied().unwrap_or(0);
        with(&pair.0) + with(&pair.1)
    };
    let may = |who: &str, pair: &(String, String)| {
        points(who, pair) > 0
            && [&pair.0, &pair.1].iter().all(|host| !met.contains(&two(who, host)) && may_sit(data, who, host, worth))
    };
    let most = left.values().copied().max().unwrap_or(0);
    let counts = |joined: &[(&String, i64)]| -> Merit {
        let by_count = (0..=most).rev().map(|count| joined.iter().filter(|it| left[it.0] == count).count()).collect();
        (joined.len(), by_count, joined.iter().map(|it| it.1).sum::<i64>())
    };
    // Every choice, one of those left over after another.
    type Choice<'a> = (BTreeSet<usize>, Vec<(&'a String, i64)>);
    let mut choices: Vec<Choice<'_>> = vec![(BTreeSet::new(), Vec::new())];
    for who in &over {
        for (taken, joined) in choices.clone() {
            for (at, pair) in found.iter().enumerate().filter(|(at, pair)| !taken.contains(at) && may(who, pair)) {
                let mut more = (taken.clone(), joined.clone());
                more.0.insert(at);
                more.1.push((who, points(who, pair)));
                choices.push(more);
            }
        }
    }
    let joined: Vec<(&String, i64)> = round
        .trios
        .iter()
        .map(|trio| {
            let hosts: Vec<&String> = trio.people.iter().filter(|id| **id != trio.joined).collect();
            (&trio.joined, points(&trio.joined, &two(hosts[0], hosts[1])))
        })
        .collect();
    let found = counts(&joined);
    prop_assert_eq!(&found, &choices.iter().map(|choice| counts(&choice.1)).max().unwrap());
    prop_assert_eq!(round.certificate.joining.as_ref().unwrap().total_points, found.2);
    Ok(())
}

/// Nothing but the lack of something to talk about may stand between two people of a trio.
fn may_sit(data: &CohortData, a: &str, b: &str, worth: &BTreeMap<(String, String), i64>) -> bool {
    if worth.contains_key(&two(a, b)) {
        return true;
    }
    let opinion = SecondOpinion::new(data);
    let mentor = |id: &str| data.mentors.iter().find(|mentor| mentor.id == id);
    let mentee = |id: &str| data.mentees.iter().find(|mentee| mentee.id == id);
    let ways: Vec<(&Mentor, &Mentee)> =
        [(a, b), (b, a)].iter().filter_map(|(one, other)| mentor(one).zip(mentee(other))).collect();
    let again = |rule: &&Rule| matches!(rule, Rule::NoRepeat { .. });
    let least = u64::from(data.policy.min_overlap_minutes);
    if ways.iter().any(|(mentor, mentee)| {
        mentor.blocks.contains(&mentee.id)
            || mentee.blocks.contains(&mentor.id)
            || data.apart.iter().any(|apart| apart.mentor == mentor.id && apart.mentee == mentee.id)
            || data.policy.rules.iter().filter(again).any(|rule| opinion.forbids(rule, mentor, mentee))
    }) {
        return false;
    }
    if ways.is_empty() {
        let line = data.policy.rules.iter().any(|rule| matches!(rule, Rule::NotInReportingLine));
        return !line || !in_line(data, a, b);
    }
    ways.iter().any(|(mentor, mentee)| {
        !data.policy.rules.iter().any(|rule| opinion.forbids(rule, mentor, mentee))
            && opinion.overlap(mentor, mentee).is_none_or(|minutes| minutes >= least)
    })
}

fn in_line(data: &CohortData, a: &str, b: &str) -> bool {
    let manager = |id: &str| {
        let mentor = data.mentors.iter().find(|mentor| mentor.id == id).and_then(|mentor| mentor.manager.clone());
        mentor.or_else(|| data.mentees.iter().find(|mentee| mentee.id == id).and_then(|mentee| mentee.manager.clone()))
    };
    let above = |from: &str, to: &str| {
        let mut at = from.to_owned();
        (0..data.mentors.len() + data.mentees.len()).any(|_| {
            at = manager(&at).unwrap_or_default();
            at == to
        })
    };
    above(a, b) || above(b, a)
}

/// The same people on both sides, so that every two may meet both ways round.
fn both_roles(mut data: CohortData) -> CohortData {
    let of = |id: &str| id.replacen('p', "m", 1);
    for mentee in &mut data.mentees {
        mentee.id = of(&mentee.id);
        mentee.blocks.retain(|id| *id != mentee.id);
        mentee.prefers.retain(|id| *id != mentee.id);
        mentee.manager = None;
    }
    for mentor in &mut data.mentors {
        let id = mentor.id.clone();
        mentor.manager = None;
        for list in [&mut mentor.prefers, &mut mentor.blocks] {
            list.iter_mut().for_each(|other| *other = of(other));
            list.retain(|other| *other != id);
        }
    }
    data.history.iter_mut().for_each(|met| met.mentee = of(&met.mentee));
    data.history.retain(|met| met.mentor != met.mentee);
    data.affinities.iter_mut().for_each(|one| one.mentee = of(&one.mentee));
    data.affinities.retain(|one| one.mentor != one.mentee);
    data
}

/// Small cohorts, half of them of people in both roles, some of whom were passed over before.
fn peers() -> impl Strategy<Value = CohortData> {
    let passed = prop::collection::vec(prop_oneof![3 => Just(0_u32), 1 => 1..4_u32], 8);
    (cohorts(5, 6), any::<bool>(), passed).prop_map(|(data, both, passed)| {
        let mut data = if both { both_roles(data) } else { data };
        for (mentee, passed) in data.mentees.iter_mut().zip(passed) {
            mentee.passed_over = passed;
        }
        data
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 250, ..ProptestConfig::default() })]

    #[test]
    fn every_round_is_the_best_that_those_before_allow(data in peers(), rounds in 1..5_u32, trio in any::<bool>(), seed in any::<u32>()) {
        prop_assume!(Cohort::try_from(data.clone()).is_ok());
        let odd = if trio { Odd::Trio } else { Odd::Bye };
        let matching = check(&data, &PeerOptions { rounds, odd, seed, threads: None })?;
        check_every_round(&data, &matching)?;
    }

    /// Larger ones, and locked pairs.
    #[test]
    fn answers_hold_and_locks_are_kept(
        data in cohorts(30, 30),
        picks in prop::collection::vec(any::<prop::sample::Index>(), 0..6),
        rounds in 1..7_u32,
        trio in any::<bool>(),
    ) {
        let data = with_locks(data, &picks);
        let odd = if trio { Odd::Trio } else { Odd::Bye };
        let options = PeerOptions { rounds, odd, ..PeerOptions::default() };
        let cohort = Cohort::try_from(data.clone()).unwrap();
        match match_peers(&cohort, &options) {
            Ok(_) => {
                let matching = check(&data, &options)?;
                let met: Met = matching.rounds.iter().flat_map(pairs).collect();
                for lock in &data.locked {
                    prop_assert!(met.contains(&two(&lock.mentor, &lock.mentee)));
                }
            }
            Err(error) => prop_assert!(
                matches!(error.code(), ErrorCode::LockOverCapacity | ErrorCode::LockForbidden), "{:?}", error
            ),
        }
    }

    /// Among people who may all meet, nobody has a second bye before everybody has had one, for (n − 1) / 2 rounds at least.
    #[test]
    fn byes_go_round(half in 1..8_usize, seed in any::<u32>()) {
        let n = 2 * half + 1;
        let cohort = all_alike(n);
        let rounds = half as u32;
        let matching = match_peers(&cohort, &PeerOptions { rounds, seed, ..PeerOptions::default() }).unwrap();
        let byes: Vec<&str> = matching.rounds.iter().flat_map(|round| &round.byes).map(|bye| bye.person.as_str()).collect();
        prop_assert_eq!(byes.len(), half);
        prop_assert_eq!(byes.iter().collect::<BTreeSet<_>>().len(), half, "{:?}", byes);
        matching.verify(&cohort).unwrap();
    }
}

/// People who all offer and want the same.
fn all_alike(n: usize) -> Cohort {
    let mut builder = Cohort::builder().topic(Topic::new("rust"));
    for k in 0..n {
        builder = builder
            .mentor(Mentor::new(format!("p{k}")).offers(Offer::new("rust")))
            .mentee(Mentee::new(format!("p{k}")).wants(Want::new("rust")));
    }
    builder.build().unwrap()
}

fn options(rounds: u32, odd: Odd) -> PeerOptions {
    PeerOptions { rounds, odd, ..PeerOptions::default() }
}

#[test]
fn whoever_is_left_over_joins_a_pair_in_turn() {
    let cohort = all_alike(7);
    let matching = match_peers(&cohort, &options(2, Odd::Trio)).unwrap();
    let joined: Vec<&str> = matching.rounds.iter().map(|round| round.trios[0].joined.as_str()).collect();
    assert_ne!(joined[0], joined[1]);
    for round in &matching.rounds {
        assert_eq!((round.pairs.len(), round.trios.len(), round.byes.len()), (2, 1, 0));
        assert_eq!(round.trios[0].directions.len(), 6, "every two of three, both ways round");
        assert!(round.trios[0].summary.contains(" joins "), "{}", round.trios[0].summary);
    }
}

#[test]
fn who_was_passed_over_has_a_partner() {
    for unlucky in ["p0", "p1", "p2"] {
        let mut data = all_alike(3).data().clone();
        data.mentees.iter_mut().find(|mentee| mentee.id == unlucky).unwrap().passed_over = 1;
        for seed in 0..8 {
            let matching =
                match_peers(&Cohort::try_from(data.clone()).unwrap(), &PeerOptions { seed, ..PeerOptions::default() })
                    .unwrap();
            assert_ne!(matching.rounds[0].byes[0].person, unlucky);
        }
    }
}

#[test]
fn seeds_deal_equal_choices_anew() {
    let cohort = all_alike(5);
    let run = |seed| match_peers(&cohort, &PeerOptions { seed, ..PeerOptions::default() }).unwrap();
    let byes: BTreeSet<String> = (0..40).map(|seed| run(seed).rounds[0].byes[0].person.clone()).collect();
    assert_eq!(byes.len(), 5);
    assert_eq!(run(3).to_json(), run(3).to_json());
}

#[test]
fn a_block_in_one_role_is_one_in_both() {
    let mut data = all_alike(2).data().clone();
    data.mentors[0].blocks = vec!["p1".into()];
    let cohort = Cohort::try_from(data.clone()).unwrap();
    let matching = match_peers(&cohort, &options(1, Odd::Bye)).unwrap();
    assert_eq!(matching.rounds[0].byes.len(), 2);
    assert!(matching.rounds[0].byes[0].reasons.iter().any(|reason| reason.code == "blocked"), "{matching:?}");
    data.locked = vec![Pair::new("p1", "p0")];
    let error = match_peers(&Cohort::try_from(data).unwrap(), &options(1, Odd::Bye)).unwrap_err();
    assert_eq!((error.code(), error.path()), (ErrorCode::LockForbidden, "locked"));
}

#[test]
fn who_met_as_mentee_has_met() {
    let mut data = all_alike(2).data().clone();
    data.history = vec![fireside::model::Meeting { mentor: "p0".into(), mentee: "p1".into(), round: None }];
    data.policy = Policy { rules: vec![Rule::NoRepeat { rounds: None }], ..Policy::default() };
    let matching = match_peers(&Cohort::try_from(data).unwrap(), &options(1, Odd::Bye)).unwrap();
    assert_eq!(matching.rounds[0].byes.len(), 2);
}

#[test]
fn locked_pairs_meet_one_after_another() {
    let mut data = all_alike(5).data().clone();
    data.mentors[0].capacity = 3;
    data.locked = vec![Pair::new("p0", "p1"), Pair::new("p0", "p2"), Pair::new("p0", "p3"), Pair::new("p3", "p0")];
    let cohort = Cohort::try_from(data).unwrap();
    let error = match_peers(&cohort, &options(2, Odd::Bye)).unwrap_err();
    assert_eq!((error.code(), error.path()), (ErrorCode::LockOverCapacity, "rounds"));
    let matching = match_peers(&cohort, &options(3, Odd::Trio)).unwrap();
    for (round, other) in matching.rounds.iter().zip(["p1", "p2", "p3"]) {
        assert!(pairs(round).contains(&two("p0", other)));
        let is_locked = |people: &Vec<String>| people.contains(&"p0".to_owned()) && people.contains(&other.to_owned());
        let locked = round.pairs.iter().map(|pair| (&pair.people, pair.locked));
        let mut locked = locked.chain(round.trios.iter().map(|trio| (&trio.people, trio.locked)));
        assert!(locked.all(|(people, locked)| locked == is_locked(people)));
    }
    matching.verify(&cohort).unwrap();
}

#[test]
fn everybody_has_a_reason() {
    let topics = ["rust", "law"].map(Topic::new);
    let [rust, law] = topics;
    let cohort = Cohort::builder()
        .topic(rust)
        .topic(law)
        .mentor(Mentor::new("ada").offers(Offer::new("rust")))
        .mentor(Mentor::new("eve").offers(Offer::new("rust")).capacity(0))
        .mentee(Mentee { status: Activity::Paused, ..Mentee::new("ada").wants(Want::new("law")) })
        .mentee(Mentee::new("bo").wants(Want::new("rust")))
        .mentee(Mentee::new("cem").wants(Want::new("rust")))
        .mentee(Mentee::new("dan"))
        .mentee(Mentee::new("fay").wants(Want::new("law")))
        .build()
        .unwrap();
    let matching = match_peers(&cohort, &options(3, Odd::Bye)).unwrap();
    matching.verify(&cohort).unwrap();
    let reasons = |round: usize| -> BTreeMap<&str, Vec<&str>> {
        let byes = matching.rounds[round].byes.iter();
        byes.map(|bye| (bye.person.as_str(), bye.reasons.iter().map(|reason| reason.code.as_str()).collect())).collect()
    };
    let first = reasons(0);
    assert_eq!(first["dan"], ["no_wants"]);
    assert_eq!(first["eve"], ["no_capacity"]);
    assert_eq!(first["fay"], ["no_offer", "no_shared_topic"]);
    let over: Vec<&&str> = first.keys().filter(|id| ["bo", "cem"].contains(*id)).collect();
    assert_eq!((over.len(), &first[*over[0]]), (1, &vec!["peers_matched"]));
    let last = reasons(2);
    assert_eq!((&last["ada"], &last["bo"]), (&vec!["met_before"], &vec!["met_before"]));
}

#[test]
fn a_deadline_is_told_and_a_cancel_is_an_error() {
    let cohort = all_alike(9);
    let control = Control::new().timeout(Duration::ZERO);
    let matching = match_peers_with(&cohort, &options(2, Odd::Trio), &control).unwrap();
    assert_eq!(matching.status, Status::Deadline);
    assert_eq!(matching.rounds[0].certificate.scope, "found");
    assert_eq!(matching.rounds[0].byes[0].reasons[0].code, "deadline");
    matching.verify(&cohort).unwrap();
    let token = CancelToken::new();
    token.cancel();
    let error = match_peers_with(&cohort, &options(2, Odd::Bye), &Control::new().cancel(token)).unwrap_err();
    assert_eq!(error.code(), ErrorCode::Cancelled);
}

#[test]
fn options_have_ranges() {
    for (rounds, threads, path) in [(0, None, "rounds"), (53, None, "rounds"), (1, Some(0), "threads")] {
        let options = PeerOptions { rounds, threads, ..PeerOptions::default() };
        let error = match_peers(&all_alike(2), &options).unwrap_err();
        assert_eq!((error.code(), error.path()), (ErrorCode::OutOfRange, path));
    }
}

#[test]
fn nobody_is_a_cohort_too() {
    let cohort = Cohort::builder().build().unwrap();
    let matching = match_peers(&cohort, &options(2, Odd::Trio)).unwrap();
    assert_eq!((matching.status, matching.rounds.len()), (Status::Optimal, 2));
    matching.verify(&cohort).unwrap();
}
