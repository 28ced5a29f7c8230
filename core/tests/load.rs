//! A cost of load in cohorts: the truth by enumeration, what grows and what shrinks with it, and lies about it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod cohort_support;

use std::collections::BTreeMap;
use std::time::Duration;

use cohort_support::{Seats, SecondOpinion, cohorts, with_locks};
use fireside::matching::Concentration;
use fireside::model::{CohortData, Mentee, Mentor, Offer, Status as Standing, Topic, Want};
use fireside::{
    Cohort, Control, ErrorCode, MatchOptions, Matching, Objective, Status, match_cohort, match_cohort_with,
};
use proptest::prelude::*;

fn options(load_cost: u32) -> MatchOptions {
    MatchOptions { load_cost, ..MatchOptions::default() }
}

/// The most points less cost: every choice of everybody, one mentee after the other. `locked` pairs are in all of them.
fn truth(data: &CohortData, load_cost: i64) -> i64 {
    let opinion = SecondOpinion::new(data);
    let locked =
        |mentor: &str, mentee: &str| data.locked.iter().any(|pair| pair.mentor == mentor && pair.mentee == mentee);
    let mut best: BTreeMap<Vec<i64>, i64> = BTreeMap::from([(vec![0; data.mentors.len()], 0)]);
    for mentee in &data.mentees {
        let row: Vec<(usize, i64, bool)> = (0..)
            .zip(&data.mentors)
            .filter_map(|(j, mentor)| Some((j, opinion.points(mentor, mentee)?, locked(&mentor.id, &mentee.id))))
            .collect();
        let mut next: BTreeMap<Vec<i64>, i64> = BTreeMap::new();
        for (loads, worth) in &best {
            for choice in 0_u32..1 << row.len() {
                let takes = |k: usize| choice >> k & 1 == 1;
                let forgets = row.iter().enumerate().any(|(k, pair)| pair.2 && !takes(k));
                if choice.count_ones() > mentee.seats() || forgets {
                    continue;
                }
                let (mut loads, mut worth) = (loads.clone(), *worth);
                for (_, &(j, points, _)) in row.iter().enumerate().filter(|(k, _)| takes(*k)) {
                    worth += points - loads[j] * load_cost;
                    loads[j] += 1;
                }
                if loads.iter().zip(&data.mentors).all(|(load, mentor)| *load <= i64::from(mentor.seats())) {
                    let known = next.entry(loads).or_insert(worth);
                    *known = (*known).max(worth);
                }
            }
        }
        best = next;
    }
    best.into_values().max().unwrap()
}

/// By their definitions, in floating point.
fn spread(data: &CohortData, matching: &Matching) -> Concentration {
    let count = |id: &str| matching.pairings.iter().filter(|pairing| pairing.mentor == id).count() as u32;
    let active = data.mentors.iter().filter(|mentor| mentor.status == Standing::Active && mentor.seats() > 0);
    let mut loads: Vec<u32> = active.map(|mentor| count(&mentor.id)).collect();
    loads.sort_unstable_by(|a, b| b.cmp(a));
    let all: u32 = loads.iter().sum();
    let tenth = (loads.len() as f64 / 10.0).ceil() as usize;
    let down = |share: f64| (share * 1e6 + 1e-6).floor() / 1e6;
    let apart = loads.iter().flat_map(|a| loads.iter().map(move |b| f64::from(a.abs_diff(*b)))).sum::<f64>();
    let mean = f64::from(all) / loads.len() as f64;
    Concentration {
        conversations: all,
        mentors: loads.len() as u32,
        mentors_with_any: loads.iter().filter(|load| **load > 0).count() as u32,
        most: loads.first().copied().unwrap_or(0),
        top_tenth_share: if all == 0 {
            0.0
        } else {
            down(f64::from(loads[..tenth].iter().sum::<u32>()) / f64::from(all))
        },
        // Gini's mean difference, over twice the mean.
        gini: if all == 0 { 0.0 } else { down(apart / (2.0 * mean * (loads.len() as f64).powi(2))) },
    }
}

fn charges(matching: &Matching) -> i64 {
    let mut loads: BTreeMap<&str, i64> = BTreeMap::new();
    for pairing in &matching.pairings {
        *loads.entry(&pairing.mentor).or_insert(0) += 1;
    }
    loads.into_values().map(|load| load * (load - 1) / 2).sum()
}

/// Everything that must hold of an answer.
fn check(data: &CohortData, load_cost: u32) -> Result<Matching, TestCaseError> {
    let cohort = Cohort::try_from(data.clone()).unwrap();
    let plain = match_cohort(&cohort, &MatchOptions::default()).unwrap();
    let matching = match_cohort(&cohort, &options(load_cost)).unwrap();
    let certificate = &matching.certificate;
    let load = certificate.load.as_ref().unwrap();
    prop_assert_eq!((matching.status, certificate.gap), (Status::Optimal, 0));
    prop_assert_eq!(load.cost_points, i64::from(load_cost) * charges(&matching));
    prop_assert_eq!(certificate.bound_points, certificate.total_points - load.cost_points);
    prop_assert_eq!(certificate.most_points, Some(plain.certificate.total_points));
    prop_assert_eq!(load.before, Some(spread(data, &plain)));
    prop_assert_eq!(load.after, spread(data, &matching));
    prop_assert_eq!(matching.load(&cohort), load.after);
    prop_assert!(charges(&matching) <= charges(&plain));
    prop_assert!(certificate.total_points <= plain.certificate.total_points);
    if let Err(error) = matching.verify(&cohort) {
        prop_assert!(false, "{:?}", error);
    }
    prop_assert_eq!(Matching::from_json(&matching.to_json()).unwrap(), matching.clone());
    for threads in [1, 2] {
        let options = MatchOptions { threads: Some(threads), ..options(load_cost) };
        prop_assert_eq!(match_cohort(&cohort, &options).unwrap().to_json(), matching.to_json());
    }
    Ok(matching)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn the_truth_by_enumeration(
        mut data in cohorts(4, 7),
        locks in prop::collection::vec(any::<prop::sample::Index>(), 0..3),
        load_cost in 1..500_000_u32,
        seats in 1..6_u32,
    ) {
        data.mentors.iter_mut().for_each(|mentor| mentor.capacity *= seats);
        let data = with_locks(data, &locks);
        let matching = check(&data, load_cost)?;
        prop_assert_eq!(matching.certificate.bound_points, truth(&data, i64::from(load_cost)));
    }

    #[test]
    fn holds_where_many_compete(mut data in cohorts(12, 90), load_cost in 1..300_000_u32, seats in 1..20_u32) {
        data.mentors.iter_mut().for_each(|mentor| mentor.capacity *= seats);
        check(&data, load_cost)?;
    }

    /// The dearer load is, the less of it there is, and the fewer points.
    #[test]
    fn what_shrinks(mut data in cohorts(8, 60), one in 1..300_000_u32, more in 1..300_000_u32, seats in 1..20_u32) {
        data.mentors.iter_mut().for_each(|mentor| mentor.capacity *= seats);
        let cohort = Cohort::try_from(data).unwrap();
        let [cheap, dear] = [one, one + more].map(|cost| match_cohort(&cohort, &options(cost)).unwrap());
        prop_assert!(charges(&dear) <= charges(&cheap));
        prop_assert!(dear.certificate.total_points <= cheap.certificate.total_points);
        prop_assert!(dear.certificate.bound_points <= cheap.certificate.bound_points);
        // A full pair's points a step: a second conversation can only be as good as none.
        let dearest = match_cohort(&cohort, &options(1_000_000)).unwrap();
        let perfect = dearest.pairings.iter().any(|pairing| pairing.points == 1_000_000);
        prop_assert!(perfect || dearest.load(&cohort).most <= 1);
    }

    /// The order in which people are listed changes no byte.
    #[test]
    fn order_changes_nothing(mut data in cohorts(8, 60), load_cost in 1..300_000_u32, seed in any::<u32>()) {
        data.mentors.iter_mut().for_each(|mentor| mentor.capacity *= 5);
        let mut turned = data.clone();
        turned.mentors.reverse();
        turned.mentees.reverse();
        turned.affinities.reverse();
        let options = MatchOptions { seed, ..options(load_cost) };
        let [found, again] = [data, turned].map(|data| {
            match_cohort(&Cohort::try_from(data).unwrap(), &options).unwrap().to_json()
        });
        prop_assert_eq!(found, again);
    }

    /// Out of time is an answer too, and an honest one.
    #[test]
    fn deadlines_leave_honest_answers(
        mut data in cohorts(8, 60),
        locks in prop::collection::vec(any::<prop::sample::Index>(), 0..6),
        load_cost in 1..300_000_u32,
        micros in 0..3_000_u64,
    ) {
        data.mentors.iter_mut().for_each(|mentor| mentor.capacity *= 5);
        let cohort = Cohort::try_from(with_locks(data, &locks)).unwrap();
        let control = Control::new().timeout(Duration::from_micros(micros));
        let late = match_cohort_with(&cohort, &options(load_cost), &control).unwrap();
        let best = match_cohort(&cohort, &options(load_cost)).unwrap();
        prop_assert!(late.certificate.bound_points >= best.certificate.bound_points);
        if let Err(error) = late.verify(&cohort) {
            prop_assert!(false, "{:?}", error);
        }
    }
}

/// Ada knows most and has time for four; Gil knows nearly as much.
fn cohort() -> Cohort {
    let rust = |level| Offer::new("rust").level(level);
    let mut builder = Cohort::builder()
        .topic(Topic::new("rust"))
        .mentor(Mentor::new("ada").name("Ada").capacity(4).offers(rust(5)))
        .mentor(Mentor::new("gil").name("Gil").capacity(4).offers(rust(3)));
    for id in ["bo", "cem", "dan", "eli"] {
        builder = builder.mentee(Mentee::new(id).wants(Want::new("rust").level(3)));
    }
    builder.build().unwrap()
}

#[test]
fn conversations_spread() {
    let cohort = cohort();
    let plain = match_cohort(&cohort, &MatchOptions::default()).unwrap();
    assert_eq!((plain.load(&cohort).most, plain.load(&cohort).top_tenth_share), (4, 1.0), "everybody asks Ada");
    let matching = match_cohort(&cohort, &options(200_000)).unwrap();
    assert_eq!(matching.run.options.get("load_cost").map(String::as_str), Some("200000"));
    let load = matching.certificate.load.clone().unwrap();
    assert_eq!(load.before, Some(plain.load(&cohort)));
    assert_eq!((load.after.most, load.after.top_tenth_share, load.after.gini), (2, 0.5, 0.0));
    assert_eq!(load.cost_points, 400_000, "each has a second one");
}

/// As in real programmes, the top tenth carry half if they have the seats; a cost that takes few points and nobody's conversation
/// changes that.
#[test]
fn the_top_tenth_no_longer_carry_half() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/cohort.json");
    let mut data = Cohort::from_json(&std::fs::read_to_string(path).unwrap()).unwrap().data().clone();
    data.mentors.iter_mut().filter(|mentor| mentor.capacity > 0).for_each(|mentor| mentor.capacity = 20);
    let cohort = Cohort::try_from(data).unwrap();
    let matching = match_cohort(&cohort, &options(50_000)).unwrap();
    let certificate = &matching.certificate;
    let load = certificate.load.as_ref().unwrap();
    let before = load.before.unwrap();
    assert!(before.top_tenth_share > 0.5 && load.after.top_tenth_share < 0.3, "{load:?}");
    assert_eq!(before.conversations, load.after.conversations);
    let price = certificate.most_points.unwrap() - certificate.total_points;
    assert!(price * 100 < 3 * certificate.most_points.unwrap(), "{price}");
    matching.verify(&cohort).unwrap();
}

/// Somebody is left out although a seat is free, and told why.
#[test]
fn who_is_left_out_is_told_why() {
    let cohort = cohort();
    let matching = match_cohort(&cohort, &options(1_000_000)).unwrap();
    assert_eq!((matching.pairings.len(), matching.unmatched.len()), (2, 2));
    let reason = &matching.unmatched[0].reasons[0];
    assert_eq!((reason.code.as_str(), reason.count), ("load_cost", 2));
    assert_eq!(reason.detail, "one more conversation with 2 mentors would cost more than it adds");
    let near = &matching.unmatched[0].nearest[0];
    assert_eq!((near.mentor.as_str(), near.code.as_str()), ("ada", "load_cost"));
    assert!(near.detail.starts_with("Ada has a seat left, but one more conversation costs more"), "{}", near.detail);
    assert_eq!(matching.spare.len(), 2);
    matching.verify(&cohort).unwrap();
}

#[test]
fn lies_are_found() {
    let cohort = cohort();
    let honest = match_cohort(&cohort, &options(200_000)).unwrap();
    honest.verify(&cohort).unwrap();
    let found = |path: &str, lie: &dyn Fn(&mut Matching)| {
        let mut told = honest.clone();
        lie(&mut told);
        let error = told.verify(&cohort).unwrap_err();
        let paths: Vec<&str> = error.problems().map(|problem| problem.path.as_str()).collect();
        assert!(paths.contains(&path), "{path} is not in {paths:?}");
    };
    let load = |told: &mut Matching, lie: &dyn Fn(&mut fireside::matching::Load)| {
        lie(told.certificate.load.as_mut().unwrap());
    };
    // The cost hidden, or another one stated.
    found("certificate.load", &|m| drop(m.run.options.remove("load_cost")));
    found("certificate.load", &|m| m.certificate.load = None);
    found("certificate.bound_points", &|m| {
        m.run.options.remove("load_cost");
        (m.certificate.load, m.certificate.most_points) = (None, None);
    });
    for stated in ["199999", "1"] {
        found("certificate.load.cost_points", &|m| drop(m.run.options.insert("load_cost".into(), stated.into())));
    }
    for stated in ["0", "-1", "0200000", "1e5", "1000001", ""] {
        found("run.options", &|m| drop(m.run.options.insert("load_cost".into(), stated.into())));
    }
    found("run.options", &|m| drop(m.run.options.insert("max_gap".into(), "0.5".into())));
    found("run.options", &|m| m.run.objective = "coverage".into());
    found("certificate.load.cost_points", &|m| load(m, &|load| load.cost_points = 0));
    // The concentration embellished, now or before.
    found("certificate.load.after", &|m| load(m, &|load| load.after.top_tenth_share = 0.1));
    found("certificate.load.after", &|m| load(m, &|load| load.after.gini = 0.1));
    found("certificate.load.before", &|m| load(m, &|load| load.before.as_mut().unwrap().most = 3));
    found("certificate.load.before", &|m| load(m, &|load| load.before = None));
    found("certificate.most_points", &|m| m.certificate.most_points = m.certificate.most_points.map(|most| most - 1));
    found("certificate.load.before", &|m| m.certificate.most_points = None);
    // Prices, the bound, the gap.
    found("certificate.bound_points", &|m| *m.certificate.prices.get_mut("ada").unwrap() += 1);
    found("certificate.bound_points", &|m| *m.certificate.prices.get_mut("gil").unwrap() -= 200_000);
    found("certificate.bound_points", &|m| m.certificate.bound_points += 1);
    found("certificate.gap", &|m| m.certificate.gap += 1);
    // A pair moved to whoever knows more.
    found("certificate.gap", &|m| {
        let moved = m.pairings.iter_mut().find(|pairing| pairing.mentor == "gil").unwrap();
        moved.mentor = "ada".into();
    });
}

#[test]
fn costs_that_cannot_be() {
    let cohort = cohort();
    let refused = |options: MatchOptions| {
        let error = match_cohort(&cohort, &options).unwrap_err();
        assert_eq!((error.code(), error.path()), (ErrorCode::OutOfRange, "load_cost"));
    };
    refused(options(1_000_001));
    refused(options(u32::MAX));
    refused(MatchOptions { max_gap: 0.1, ..options(1) });
    for objective in Objective::ALL.into_iter().skip(1) {
        refused(MatchOptions { objective, ..options(1) });
    }
}
