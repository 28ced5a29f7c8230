//! Fair, rank-maximal and stable matchings of cohorts: against enumeration, verified, and lies about them.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod cohort_support;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use cohort_support::{Seats, SecondOpinion, cohorts, with_locks};
use fireside::model::{CohortData, Mentee, Mentor, Offer, Policy, Topic, Want, Weights};
use fireside::solve::Side;
use fireside::{
    Cohort, Control, ErrorCode, MatchOptions, Matching, Objective, Status, match_cohort, match_cohort_with,
};
use proptest::prelude::*;

const PLACES: usize = 10;

fn run(cohort: &Cohort, objective: Objective) -> Matching {
    match_cohort(cohort, &MatchOptions { objective, ..MatchOptions::default() }).unwrap()
}

/// Everything that must hold of any answer.
fn check(data: &CohortData, objective: Objective) -> Result<Matching, TestCaseError> {
    check_with(data, &MatchOptions { objective, ..MatchOptions::default() })
}

fn check_with(data: &CohortData, options: &MatchOptions) -> Result<Matching, TestCaseError> {
    let cohort = Cohort::try_from(data.clone()).unwrap();
    let matching = match_cohort(&cohort, options).unwrap();
    if let Err(error) = matching.verify(&cohort) {
        prop_assert!(false, "{:?} {:?}", error, matching);
    }
    let total = run(&cohort, Objective::Total);
    let certificate = &matching.certificate;
    prop_assert_eq!(certificate.bound_points, total.certificate.total_points);
    prop_assert_eq!(certificate.most_points, Some(certificate.bound_points));
    prop_assert_eq!(certificate.gap, certificate.bound_points - certificate.total_points);
    prop_assert_eq!((certificate.scope.as_str(), certificate.candidates), ("cohort", None));
    prop_assert_eq!(Matching::from_json(&matching.to_json()).unwrap(), matching.clone());
    let shuffled = CohortData {
        mentors: data.mentors.iter().rev().cloned().collect(),
        mentees: data.mentees.iter().rev().cloned().collect(),
        ..data.clone()
    };
    let again =
        match_cohort(&Cohort::try_from(shuffled).unwrap(), &MatchOptions { threads: Some(1), ..options.clone() });
    prop_assert_eq!(again.unwrap().to_json(), matching.to_json());
    Ok(matching)
}

/// Everybody's pairs: place of the mentor, points.
fn rows(data: &CohortData) -> Vec<Vec<(usize, i64)>> {
    let opinion = SecondOpinion::new(data);
    let row = |mentee: &Mentee| {
        let mentors = (0..).zip(&data.mentors).filter(|(_, mentor)| mentor.seats() > 0);
        mentors.filter_map(|(j, mentor)| Some((j, opinion.points(mentor, mentee)?))).collect()
    };
    data.mentees.iter().map(row).collect()
}

/// The best of all choices, mentee after mentee, by what `add` makes of the pairs a mentee takes.
fn truth<T: Ord + Clone + Default>(data: &CohortData, add: impl Fn(&T, usize, &[(usize, i64)]) -> T) -> T {
    let seats: Vec<u32> = data.mentors.iter().map(|mentor| mentor.seats()).collect();
    let mut best: BTreeMap<Vec<u32>, T> = BTreeMap::from([(seats, T::default())]);
    for (i, (mentee, row)) in data.mentees.iter().zip(rows(data)).enumerate() {
        let mut next: BTreeMap<Vec<u32>, T> = BTreeMap::new();
        for (seats, so_far) in &best {
            for choice in 0_u32..1 << row.len() {
                if choice.count_ones() > mentee.seats() {
                    continue;
                }
                let taken: Vec<(usize, i64)> =
                    (0..).zip(&row).filter(|(k, _)| choice >> k & 1 == 1).map(|it| *it.1).collect();
                let mut left = seats.clone();
                if !taken.iter().all(|&(j, _)| left[j].checked_sub(1).map(|seats| left[j] = seats).is_some()) {
                    continue;
                }
                let found = add(so_far, i, &taken);
                let known = next.entry(left).or_insert_with(|| found.clone());
                *known = found.max(known.clone());
            }
        }
        best = next;
    }
    best.into_values().max().unwrap()
}

fn lots(data: &CohortData, matching: &Matching) -> Vec<i64> {
    let mut lots: BTreeMap<&str, i64> = data.mentees.iter().map(|mentee| (mentee.id.as_str(), 0)).collect();
    for pairing in &matching.pairings {
        let lot = lots.get_mut(pairing.mentee.as_str()).unwrap();
        *lot = i64::from(pairing.points).max(*lot);
    }
    let mut lots: Vec<i64> = lots.into_values().collect();
    lots.sort_unstable();
    lots
}

/// The place of every pair among the mentee's.
fn place(row: &[(usize, i64)], points: i64) -> usize {
    let better: BTreeSet<i64> = row.iter().map(|pair| pair.1).filter(|other| *other > points).collect();
    better.len().min(PLACES - 1)
}

/// Nobody prefers anybody, so that all see pairs as their points say.
fn plain(mut data: CohortData) -> CohortData {
    data.mentors.iter_mut().for_each(|mentor| mentor.prefers.clear());
    data.mentees.iter_mut().for_each(|mentee| mentee.prefers.clear());
    data
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 250, ..ProptestConfig::default() })]

    #[test]
    fn fair_by_enumeration(data in cohorts(5, 7)) {
        let matching = check(&data, Objective::Fair)?;
        let best: Vec<i64> = truth(&data, |lots: &Vec<i64>, _, taken| {
            let mut lots = lots.clone();
            lots.push(taken.iter().map(|pair| pair.1).max().unwrap_or(0));
            lots.sort_unstable();
            lots
        });
        prop_assert_eq!(lots(&data, &matching), best.clone());
        let fair = matching.certificate.fair.as_ref().unwrap();
        prop_assert_eq!(i64::from(fair.worst_points), best.iter().copied().find(|lot| *lot > 0).unwrap_or(0));
        prop_assert_eq!(matching.status, Status::Optimal);
        let best: BTreeMap<String, u32> = data.mentees.iter().zip(rows(&data))
            .filter_map(|(mentee, row)| Some((mentee, row.iter().map(|pair| pair.1).max()?)))
            .filter(|(mentee, _)| mentee.seats() > 0)
            .map(|(mentee, points)| (mentee.id.clone(), points as u32)).collect();
        let active = best.into_iter().filter(|(id, _)| data.mentees.iter().any(|it| it.id == *id && it.status == fireside::model::Status::Active));
        prop_assert_eq!(&fair.best_points, &active.collect());
    }

    /// By bands, and with those passed over first: nobody has less, and nobody is left out.
    #[test]
    fn fair_options_by_enumeration(
        data in cohorts(5, 7),
        rounds in prop::collection::vec(0..3_u32, 8),
        fair_band in prop_oneof![Just(0), 1..=1_000_000_u32],
        passed_over_first in any::<bool>(),
    ) {
        let mut data = data;
        data.mentees.iter_mut().zip(rounds).for_each(|(mentee, rounds)| mentee.passed_over = rounds);
        let options = MatchOptions { objective: Objective::Fair, fair_band, passed_over_first, ..MatchOptions::default() };
        let matching = check_with(&data, &options)?;
        prop_assert_eq!(matching.status, Status::Optimal);
        let band = i64::from(fair_band.max(1));
        let lot = |i: usize, points: i64| match points {
            0 if passed_over_first => -i64::from(data.mentees[i].passed_over),
            points => points / band + i64::from(points % band > 0),
        };
        let (bands, sum) = truth(&data, |(bands, sum): &(Vec<i64>, i64), i, taken| {
            let best = taken.iter().map(|pair| pair.1).max().unwrap_or(0);
            let mut bands = bands.clone();
            bands.push(lot(i, best));
            bands.sort_unstable();
            (bands, sum + best)
        });
        let best = |mentee: &Mentee| {
            let mine = matching.pairings.iter().filter(|pairing| pairing.mentee == mentee.id);
            mine.map(|pairing| i64::from(pairing.points)).max().unwrap_or(0)
        };
        let mut found: Vec<i64> = (0..).zip(&data.mentees).map(|(i, mentee)| lot(i, best(mentee))).collect();
        found.sort_unstable();
        prop_assert_eq!((found, data.mentees.iter().map(best).sum::<i64>()), (bands, sum));
        let fair = matching.certificate.fair.as_ref().unwrap();
        prop_assert_eq!(fair.band, Some(fair_band).filter(|band| *band > 0));
        prop_assert_eq!(fair.passed_over.is_some(), passed_over_first);
        let plain = check(&data, Objective::Fair)?;
        prop_assert_eq!(fair.matched, plain.certificate.fair.as_ref().unwrap().matched, "nobody is lost by it");
        let counts = fair.passed_over.iter().flatten().map(|count| count.matched).sum::<u32>();
        prop_assert!(!passed_over_first || counts == fair.matched);
    }

    #[test]
    fn ranks_by_enumeration(data in cohorts(5, 7)) {
        let data = plain(data);
        let matching = check(&data, Objective::RankMaximal)?;
        let rows = rows(&data);
        let best: Vec<u32> = truth(&data, |counts: &Vec<u32>, i, taken| {
            let mut counts = if counts.is_empty() { vec![0; PLACES + 1] } else { counts.clone() };
            counts[0] += taken.len() as u32;
            taken.iter().for_each(|pair| counts[place(&rows[i], pair.1) + 1] += 1);
            counts
        });
        let ranks = matching.certificate.ranks.as_ref().unwrap();
        let mut found = vec![ranks.matched];
        found.extend(&ranks.signature);
        found.resize(PLACES + 1, 0);
        prop_assert_eq!(found, best);
        prop_assert_eq!(ranks.matched as usize, matching.pairings.len());
    }

    /// Nothing blocks; and where both sides see pairs alike, taking the best pair there is again and again is as good.
    #[test]
    fn stable_is_greedy_if_views_are_shared(data in cohorts(12, 30)) {
        let data = plain(data);
        for side in [Side::Mentee, Side::Mentor] {
            let matching = check(&data, Objective::Stable { side })?;
            let rows = rows(&data);
            let mut held: (Vec<Vec<i64>>, Vec<Vec<i64>>) = (vec![Vec::new(); rows.len()], vec![Vec::new(); data.mentors.len()]);
            let mut pairs = BTreeSet::new();
            for pairing in &matching.pairings {
                let i = data.mentees.iter().position(|it| it.id == pairing.mentee).unwrap();
                let j = data.mentors.iter().position(|it| it.id == pairing.mentor).unwrap();
                held.0[i].push(pairing.points.into());
                held.1[j].push(pairing.points.into());
                pairs.insert((i, j));
            }
            let wants = |held: &[i64], seats: u32, points: i64| (held.len() as u32) < seats || held.iter().any(|other| *other < points);
            for (i, row) in rows.iter().enumerate() {
                for &(j, points) in row.iter().filter(|pair| !pairs.contains(&(i, pair.0))) {
                    let (mentee, mentor) = (&data.mentees[i], &data.mentors[j]);
                    let active = mentee.status == fireside::model::Status::Active && mentee.seats() > 0;
                    let blocks = active && wants(&held.0[i], mentee.seats(), points) && wants(&held.1[j], mentor.seats(), points);
                    prop_assert!(!blocks, "{} and {}", mentor.id, mentee.id);
                }
            }
            let distinct: BTreeSet<i64> = rows.iter().flatten().map(|pair| pair.1).collect();
            if distinct.len() == rows.iter().map(Vec::len).sum::<usize>() {
                prop_assert_eq!(pairs, greedy(&data, &rows));
            }
        }
    }

    #[test]
    fn locked_pairs_stay(data in cohorts(6, 12), locks in prop::collection::vec(any::<prop::sample::Index>(), 0..4)) {
        let data = with_locks(data, &locks);
        for objective in Objective::ALL.into_iter().skip(2) {
            let matching = check(&data, objective)?;
            let locked = matching.pairings.iter().filter(|pairing| pairing.locked).count();
            prop_assert_eq!(locked, data.locked.len());
        }
    }

    #[test]
    fn verified_where_many_compete(data in cohorts(25, 90), seed in any::<u32>()) {
        for objective in Objective::ALL.into_iter().skip(2) {
            check(&data, objective)?;
            let cohort = Cohort::try_from(data.clone()).unwrap();
            let options = MatchOptions { objective, seed, ..MatchOptions::default() };
            match_cohort(&cohort, &options).unwrap().verify(&cohort).unwrap();
            let rushed = match_cohort_with(&cohort, &options, &Control::new().timeout(Duration::ZERO)).unwrap();
            rushed.verify(&cohort).unwrap();
        }
    }
}

fn greedy(data: &CohortData, rows: &[Vec<(usize, i64)>]) -> BTreeSet<(usize, usize)> {
    let mut mentees: Vec<u32> = data
        .mentees
        .iter()
        .map(|it| if it.status == fireside::model::Status::Active { it.seats() } else { 0 })
        .collect();
    let mut mentors: Vec<u32> = data.mentors.iter().map(|it| it.seats()).collect();
    let mut pairs: Vec<(Reverse<i64>, usize, usize)> =
        (0..).zip(rows).flat_map(|(i, row)| row.iter().map(move |&(j, points)| (Reverse(points), i, j))).collect();
    pairs.sort_unstable();
    let mut chosen = BTreeSet::new();
    for (_, i, j) in pairs {
        if mentees[i] > 0 && mentors[j] > 0 {
            (mentees[i], mentors[j]) = (mentees[i] - 1, mentors[j] - 1);
            chosen.insert((i, j));
        }
    }
    chosen
}

/// Bo comes to Ada only; Cem to both, and gains most from Ada. Each mentor has one seat.
fn story() -> Cohort {
    Cohort::builder()
        .topic(Topic::new("rust"))
        .topic(Topic::new("law"))
        .topic(Topic::new("chess"))
        .mentor(Mentor::new("ada").offers(Offer::new("rust").level(5)))
        .mentor(Mentor::new("eli").offers(Offer::new("law").level(5)))
        .mentee(Mentee::new("bo").wants(Want::new("rust").importance(1)).wants(Want::new("chess").importance(3)))
        .mentee(
            Mentee::new("cem").wants(Want::new("rust").importance(5)).wants(Want::new("law").level(3).importance(1)),
        )
        .build()
        .unwrap()
}

fn pairs(matching: &Matching) -> Vec<(&str, &str)> {
    matching.pairings.iter().map(|pairing| (pairing.mentor.as_str(), pairing.mentee.as_str())).collect()
}

#[test]
fn each_objective_has_its_own_answer() {
    let cohort = story();
    for objective in [Objective::Fair, Objective::RankMaximal] {
        let matching = run(&cohort, objective);
        assert_eq!(pairs(&matching), [("ada", "bo"), ("eli", "cem")], "{}", objective.as_str());
        matching.verify(&cohort).unwrap();
    }
    let matching = run(&cohort, Objective::Stable { side: Side::Mentee });
    assert_eq!(pairs(&matching), [("ada", "cem")], "Ada and Cem would leave the others for each other");
    let near = &matching.unmatched[0].nearest[0];
    assert!(near.detail.ends_with("went to mentees whom the mentor would like to meet no less"), "{}", near.detail);
}

/// Mentors who count only whom they would like to meet.
#[test]
fn each_side_has_its_own_view() {
    let mentor = |id: &str, prefers: &str| {
        let mut mentor = Mentor::new(id).offers(Offer::new("rust"));
        mentor.prefers.push(prefers.to_owned());
        mentor
    };
    let mentee = |id: &str, prefers: &str| {
        let mut mentee = Mentee::new(id).wants(Want::new("rust"));
        mentee.prefers.push(prefers.to_owned());
        mentee
    };
    let cohort = Cohort::builder()
        .topic(Topic::new("rust"))
        .policy(Policy {
            mentor_weights: Some(Weights { interests: 0.0, availability: 0.0, preference: 1.0, affinity: 0.0 }),
            ..Policy::default()
        })
        .mentor(mentor("ada", "bo"))
        .mentor(mentor("eli", "cem"))
        .mentee(mentee("bo", "eli"))
        .mentee(mentee("cem", "ada"))
        .build()
        .unwrap();
    let side = |side| run(&cohort, Objective::Stable { side });
    assert_eq!(pairs(&side(Side::Mentee)), [("eli", "bo"), ("ada", "cem")]);
    assert_eq!(pairs(&side(Side::Mentor)), [("ada", "bo"), ("eli", "cem")]);
    side(Side::Mentor).verify(&cohort).unwrap();
}

/// Two who come to Ada only, who has one seat: Bo may have more points, Cem was passed over twice.
fn passed_over() -> Cohort {
    let mentee = |id: &str, importance| Mentee::new(id).wants(Want::new("rust").importance(importance));
    let others = |id: &str| mentee(id, 1).wants(Want::new("chess").importance(3));
    let mut cem = others("cem");
    cem.passed_over = 2;
    Cohort::builder()
        .topic(Topic::new("rust"))
        .topic(Topic::new("chess"))
        .mentor(Mentor::new("ada").offers(Offer::new("rust").level(5)))
        .mentee(mentee("bo", 5))
        .mentee(cem)
        .build()
        .unwrap()
}

#[test]
fn whoever_was_passed_over_comes_first() {
    let cohort = passed_over();
    assert_eq!(pairs(&run(&cohort, Objective::Fair)), [("ada", "bo")]);
    let options = MatchOptions { objective: Objective::Fair, passed_over_first: true, ..MatchOptions::default() };
    let matching = match_cohort(&cohort, &options).unwrap();
    matching.verify(&cohort).unwrap();
    assert_eq!(pairs(&matching), [("ada", "cem")]);
    let counts = matching.certificate.fair.as_ref().unwrap().passed_over.clone().unwrap();
    let counts: Vec<_> = counts.iter().map(|count| (count.passed_over, count.mentees, count.matched)).collect();
    assert_eq!(counts, [(2, 1, 1), (0, 1, 0)]);
    let detail = &matching.unmatched[0].reasons[0].detail;
    assert!(detail.contains("passed over as often or more"), "{detail}");
    let told = |change: &dyn Fn(&mut Matching)| {
        let mut told = matching.clone();
        change(&mut told);
        let error = told.verify(&cohort).unwrap_err();
        assert_eq!(error.code(), ErrorCode::BoundMismatch, "{error:?}");
    };
    told(&|told| told.certificate.fair.as_mut().unwrap().passed_over.as_mut().unwrap()[0].matched = 0);
    told(&|told| told.certificate.fair.as_mut().unwrap().passed_over = None);
    told(&|told| told.run.options.clear());
    told(&|told| {
        told.run.options.clear();
        told.certificate.fair.as_mut().unwrap().passed_over = None;
    });
}

#[test]
fn lies_about_bands_are_found() {
    let cohort = story();
    let options = MatchOptions { objective: Objective::Fair, fair_band: 400_000, ..MatchOptions::default() };
    let matching = match_cohort(&cohort, &options).unwrap();
    matching.verify(&cohort).unwrap();
    let told = |change: &dyn Fn(&mut Matching)| {
        let mut told = matching.clone();
        change(&mut told);
        let error = told.verify(&cohort).unwrap_err();
        assert_eq!(error.code(), ErrorCode::BoundMismatch, "{error:?}");
    };
    let fair = |told: &mut Matching, change: &dyn Fn(&mut fireside::matching::Fairness)| {
        change(told.certificate.fair.as_mut().unwrap());
    };
    told(&|told| fair(told, &|fair| fair.band = None));
    told(&|told| fair(told, &|fair| fair.band = Some(1)));
    told(&|told| fair(told, &|fair| fair.second_prices.insert("nobody".to_owned(), 1).map_or((), drop)));
    // 5 and 1 of 7 instead of 2 and 2: fair by a band for all, but not to the point.
    let cohort = Cohort::builder()
        .topic(Topic::new("rust"))
        .topic(Topic::new("law"))
        .topic(Topic::new("chess"))
        .mentor(Mentor::new("ada").offers(Offer::new("rust")))
        .mentor(Mentor::new("eli").offers(Offer::new("law")))
        .mentee(Mentee::new("bo").wants(Want::new("rust").importance(5)).wants(Want::new("law").importance(2)))
        .mentee(
            Mentee::new("cem")
                .wants(Want::new("rust").importance(2))
                .wants(Want::new("law").importance(1))
                .wants(Want::new("chess").importance(4)),
        )
        .build()
        .unwrap();
    assert_eq!(pairs(&run(&cohort, Objective::Fair)), [("eli", "bo"), ("ada", "cem")]);
    let options = MatchOptions { objective: Objective::Fair, fair_band: 1_000_000, ..MatchOptions::default() };
    let mut matching = match_cohort(&cohort, &options).unwrap();
    matching.verify(&cohort).unwrap();
    assert_eq!(pairs(&matching), [("ada", "bo"), ("eli", "cem")]);
    assert_eq!(matching.certificate.gap, 0, "no matching has more points");
    let mut dear = matching.clone();
    fair(&mut dear, &|fair| fair.second_prices.insert("ada".to_owned(), -1_000_000).map_or((), drop));
    assert_eq!(dear.verify(&cohort).unwrap_err().code(), ErrorCode::BoundMismatch);
    matching.run.options.clear();
    fair(&mut matching, &|fair| (fair.band, fair.second_prices) = (None, BTreeMap::new()));
    assert_eq!(matching.verify(&cohort).unwrap_err().code(), ErrorCode::BoundMismatch);
}

#[test]
fn fair_options_are_for_the_objective_fair() {
    let cohort = story();
    let wrong = |options: MatchOptions| {
        let error = match_cohort(&cohort, &options).unwrap_err();
        (error.code(), error.path().to_owned())
    };
    let band = MatchOptions { fair_band: 1, ..MatchOptions::default() };
    assert_eq!(wrong(band), (ErrorCode::OutOfRange, "fair_band".to_owned()));
    let first = MatchOptions { passed_over_first: true, objective: Objective::Coverage, ..MatchOptions::default() };
    assert_eq!(wrong(first), (ErrorCode::OutOfRange, "passed_over_first".to_owned()));
    let wide = MatchOptions { fair_band: 1_000_001, objective: Objective::Fair, ..MatchOptions::default() };
    assert_eq!(wrong(wide), (ErrorCode::OutOfRange, "fair_band".to_owned()));
}

#[test]
fn lies_are_found() {
    let cohort = story();
    let code = |matching: &Matching| matching.verify(&cohort).unwrap_err().code();
    let fair = run(&cohort, Objective::Fair);
    let stable = run(&cohort, Objective::Stable { side: Side::Mentee });
    let ranks = run(&cohort, Objective::RankMaximal);
    let mut told = fair.clone();
    told.certificate.fair.as_mut().unwrap().worst_points += 1;
    assert_eq!(code(&told), ErrorCode::BoundMismatch);
    let mut told = fair.clone();
    told.certificate.fair.as_mut().unwrap().prices.clear();
    assert_eq!(code(&told), ErrorCode::BoundMismatch);
    let mut told = fair.clone();
    told.certificate.fair.as_mut().unwrap().best_points.remove("bo");
    assert_eq!(code(&told), ErrorCode::BoundMismatch);
    let mut told = fair.clone();
    told.certificate.fair = None;
    assert_eq!(code(&told), ErrorCode::BoundMismatch);
    let mut told = ranks.clone();
    told.certificate.ranks.as_mut().unwrap().signature[0] += 1;
    assert_eq!(code(&told), ErrorCode::BoundMismatch);
    let mut told = ranks.clone();
    told.certificate.ranks.as_mut().unwrap().prices.clear();
    assert_eq!(code(&told), ErrorCode::BoundMismatch);
    let mut told = stable.clone();
    told.certificate.stable.as_mut().unwrap().matched += 1;
    assert_eq!(code(&told), ErrorCode::BoundMismatch);
    // A blocking pair: the fair matching, told to be stable.
    let mut told = fair.clone();
    told.run.objective = "stable_mentee".to_owned();
    told.certificate.fair = None;
    told.certificate.stable.clone_from(&stable.certificate.stable);
    told.certificate.stable.as_mut().unwrap().matched = 2;
    told.certificate.stable.as_mut().unwrap().bound = 2;
    assert_eq!(code(&told), ErrorCode::BoundMismatch);
    let mut told = stable.clone();
    told.certificate.candidates = Some(1);
    assert_eq!(code(&told), ErrorCode::BoundMismatch);
    let mut told = stable;
    told.run.objective = "best".to_owned();
    assert_eq!(code(&told), ErrorCode::BoundMismatch);
}

/// Many candidates, preferences, signals of the host, locks: what small random cohorts rarely have together.
#[test]
fn the_demo_cohort_by_every_objective() {
    let text = include_str!("../../examples/cohort.json");
    let cohort = Cohort::from_json(text).unwrap();
    let met = |matching: &Matching| matching.pairings.iter().map(|pair| &pair.mentee).collect::<BTreeSet<_>>().len();
    let most = met(&run(&cohort, Objective::Coverage));
    for objective in Objective::ALL {
        let matching = run(&cohort, objective);
        matching.verify(&cohort).unwrap();
        // Where some see two people as equal, how many pairs a stable matching can have is known within a gap only.
        let stable = matches!(objective, Objective::Stable { .. });
        assert!(matching.status == Status::Optimal || stable && matching.status == Status::WithinGap);
        let covers = matches!(objective, Objective::Coverage | Objective::Fair);
        assert!(met(&matching) == most || !covers && met(&matching) < most, "{}", objective.as_str());
    }
}
