//! What-if: laws over random cohorts and changes, worked-out cases, lies, and every way to be wrong.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod cohort_support;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use cohort_support::{Seats, cohorts, rule, with_locks, with_seats};
use fireside::model::*;
use fireside::what_if::{Change, Difference};
use fireside::{
    CancelToken, Cohort, Control, ErrorCode, MatchOptions, Matcher, Matching, Objective, WhatIf, match_cohort,
};
use proptest::prelude::*;
use proptest::sample::Index;

fn options(objective: Objective) -> MatchOptions {
    MatchOptions { objective, ..MatchOptions::default() }
}

fn ask(matcher: &Matcher, changes: &Changes, objective: Objective) -> WhatIf {
    matcher.what_if(changes, &options(objective), &Control::new()).unwrap()
}

fn objective() -> impl Strategy<Value = Objective> {
    prop::sample::select(Objective::ALL.to_vec())
}

/// What random changes are made of: numbers that pick people and things.
type Picks = (Vec<(u8, Index, Index)>, Vec<Rule>, Option<u32>, u32);

fn picks() -> impl Strategy<Value = Picks> {
    let pick = (0..11_u8, any::<Index>(), any::<Index>());
    (prop::collection::vec(pick, 0..5), prop::collection::vec(rule(), 0..2), prop::option::of(0..5_u32), 0..4_u32)
}

/// Changes to these data that make sense, and the data as they must make them, by hand.
fn made(data: &CohortData, (picks, rules, score, seats): &Picks) -> (Changes, CohortData) {
    let (mut changes, mut after) = (Changes::default(), data.clone());
    let mut used = BTreeSet::new();
    for (kind, one, other) in picks {
        let mentor = &data.mentors[one.index(data.mentors.len())];
        let mentee = &data.mentees[other.index(data.mentees.len())];
        // One change a person, in both roles, so that no two speak of the same.
        let named = match kind {
            0 | 4 | 6 | 8 => vec![&mentor.id],
            1 | 5 | 7 | 9 => vec![&mentee.id],
            10 => vec![&mentor.id, &mentee.id],
            2 | 3 => vec![&mentor.id],
            _ => vec![],
        };
        if named.iter().any(|id| used.contains(*id)) {
            continue;
        }
        used.extend(named.into_iter().cloned());
        match kind {
            0 => {
                changes.seats.insert(mentor.id.clone(), *seats);
                after.mentors.iter_mut().filter(|it| it.id == mentor.id).for_each(|it| it.capacity = *seats);
            }
            1 => {
                changes.wanted.insert(mentee.id.clone(), *seats);
                after.mentees.iter_mut().filter(|it| it.id == mentee.id).for_each(|it| it.mentors_wanted = *seats);
            }
            2 | 3 => {
                let (list, status) = match kind {
                    2 => (&mut changes.pause, Status::Paused),
                    _ => (&mut changes.resume, Status::Active),
                };
                list.push(mentor.id.clone());
                after.mentors.iter_mut().filter(|it| it.id == mentor.id).for_each(|it| it.status = status);
                after.mentees.iter_mut().filter(|it| it.id == mentor.id).for_each(|it| it.status = status);
            }
            4 => {
                let anew = Mentor { offers: vec![Offer::new("t1").eager()], ..mentor.clone() };
                changes.replace_mentors.push(anew.clone());
                after.mentors.iter_mut().filter(|it| it.id == mentor.id).for_each(|it| *it = anew.clone());
            }
            5 => {
                let anew = Mentee { wants: vec![Want::new("t1")], ..mentee.clone() };
                changes.replace_mentees.push(anew.clone());
                after.mentees.iter_mut().filter(|it| it.id == mentee.id).for_each(|it| *it = anew.clone());
            }
            6 if data.mentees.iter().all(|it| it.id != mentor.id) => {
                changes.remove_mentors.push(mentor.id.clone());
                after.mentors.retain(|it| it.id != mentor.id);
                for list in after.mentees.iter_mut().flat_map(|it| [&mut it.prefers, &mut it.blocks]) {
                    list.retain(|id| *id != mentor.id);
                }
                after.locked.retain(|pair| pair.mentor != mentor.id);
                after.affinities.retain(|pair| pair.mentor != mentor.id);
            }
            7 if data.mentors.iter().all(|it| it.id != mentee.id) => {
                changes.remove_mentees.push(mentee.id.clone());
                after.mentees.retain(|it| it.id != mentee.id);
                for list in after.mentors.iter_mut().flat_map(|it| [&mut it.prefers, &mut it.blocks]) {
                    list.retain(|id| *id != mentee.id);
                }
                after.locked.retain(|pair| pair.mentee != mentee.id);
                after.affinities.retain(|pair| pair.mentee != mentee.id);
            }
            8 => {
                let new = Mentor { id: format!("{}-new", mentor.id), manager: None, ..mentor.clone() };
                changes.add_mentors.push(new.clone());
                after.mentors.push(new);
            }
            9 => {
                let new = Mentee { id: format!("{}-new", mentee.id), manager: None, ..mentee.clone() };
                changes.add_mentees.push(new.clone());
                after.mentees.push(new);
            }
            10 => {
                let value = f64::from(*seats) / 4.0;
                let signal = Affinity { mentor: mentor.id.clone(), mentee: mentee.id.clone(), value };
                changes.affinities.push(signal.clone());
                after.affinities.retain(|it| (&it.mentor, &it.mentee) != (&mentor.id, &mentee.id));
                after.affinities.push(signal);
            }
            _ => {}
        }
    }
    // Who is replaced or affine must not leave in the same breath; nothing above lets them.
    let drop = data.policy.rules.len().checked_sub(1).filter(|_| seats % 2 == 1);
    if let Some(drop) = drop {
        changes.drop_rules.push(drop as u32);
        after.policy.rules.remove(drop);
    }
    changes.add_rules = rules.clone();
    after.policy.rules.extend(rules.clone());
    if let Some(score) = score {
        let score = f64::from(*score) / 10.0;
        changes.policy.min_score = Some(score);
        changes.policy.weights = Some(WeightChanges { preference: Some(7.0), ..WeightChanges::default() });
        changes.policy.taxonomy = Some(TaxonomyChanges { related: Some(0.4), ..TaxonomyChanges::default() });
        changes.policy.horizon = Some(HorizonChanges { days: Some(9), ..HorizonChanges::default() });
        after.policy.min_score = score;
        after.policy.weights.preference = 7.0;
        after.policy.taxonomy.related = 0.4;
        after.policy.horizon.days = 9;
    }
    (changes, after)
}

/// What must hold of any difference, from the documents alone.
fn check_difference(what_if: &WhatIf) -> Result<(), TestCaseError> {
    let WhatIf { before, after, difference, .. } = what_if;
    let points = |matching: &Matching| matching.certificate.total_points;
    prop_assert_eq!(difference.total_points, points(after) - points(before));
    for list in [&difference.mentees, &difference.mentors] {
        let sum: i64 = list.iter().map(|answer| answer.points_after - answer.points_before).sum();
        prop_assert_eq!(sum, difference.total_points, "every point of difference is somebody's");
        prop_assert!(list.windows(2).all(|two| two[0].id < two[1].id));
    }
    let mentees = |matching: &Matching| {
        let mut of: BTreeMap<String, Vec<String>> =
            matching.unmatched.iter().map(|absent| (absent.mentee.clone(), Vec::new())).collect();
        for pairing in &matching.pairings {
            of.entry(pairing.mentee.clone()).or_default().push(pairing.mentor.clone());
        }
        of
    };
    let (was, is) = (mentees(before), mentees(after));
    let matched = |of: &BTreeMap<String, Vec<String>>| of.values().filter(|met| !met.is_empty()).count() as i64;
    prop_assert_eq!(difference.matched, matched(&is) - matched(&was));
    let both = was.keys().filter(|id| is.contains_key(*id)).count() as u32;
    let Difference { kept, gained, lost, moved, joined, left, .. } = *difference;
    prop_assert_eq!(kept + gained + lost + moved, both);
    prop_assert_eq!((joined, left), (is.len() as u32 - both, was.len() as u32 - both));
    prop_assert_eq!(kept, was.iter().filter(|(id, met)| is.get(*id) == Some(met)).count() as u32);
    for answer in &difference.mentees {
        let none = Vec::new();
        prop_assert_eq!(&answer.before, was.get(&answer.id).unwrap_or(&none));
        prop_assert_eq!(&answer.after, is.get(&answer.id).unwrap_or(&none));
        let new = answer.after.iter().any(|id| !answer.before.contains(id));
        let gone = answer.before.iter().any(|id| !answer.after.contains(id));
        let expected = match (was.contains_key(&answer.id), is.contains_key(&answer.id), new, gone) {
            (false, ..) => Change::Joined,
            (_, false, ..) => Change::Left,
            (.., false, false) => Change::Rescored,
            (.., true, false) => Change::Gained,
            (.., false, true) => Change::Lost,
            (.., true, true) => Change::Moved,
        };
        prop_assert_eq!(answer.change, expected);
    }
    let listed: BTreeSet<&String> = difference.mentees.iter().map(|answer| &answer.id).collect();
    for id in was.keys().chain(is.keys()).filter(|id| !listed.contains(id)) {
        prop_assert_eq!(was.get(id), is.get(id), "whose answer differs is listed");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    /// Both answers are those of plain runs, to the byte; the changed cohort is the one made by hand; the matcher stays as it is.
    #[test]
    fn what_would_be_is_what_is_once_it_is(data in cohorts(7, 9), picks in picks(), objective in objective()) {
        let cohort = Cohort::try_from(data).unwrap();
        let (changes, by_hand) = made(cohort.data(), &picks);
        let matcher = Matcher::new(cohort.clone());
        let before = matcher.run(&options(objective), &Control::new()).unwrap().to_json();
        let (Ok(by_hand), changed) = (Cohort::try_from(by_hand), cohort.changed(&changes)) else { return Ok(()) };
        // Whoever comes must not name somebody who goes: what is said of a person now is no old list to be tidied.
        let names = changes.add_mentors.iter().chain(&changes.replace_mentors).flat_map(|it| it.prefers.iter().chain(&it.blocks));
        let other = changes.add_mentees.iter().chain(&changes.replace_mentees).flat_map(|it| it.prefers.iter().chain(&it.blocks));
        let gone = |id: &String| changes.remove_mentors.contains(id) || changes.remove_mentees.contains(id);
        if names.chain(other).any(gone) {
            prop_assert_eq!(changed.unwrap_err().code(), ErrorCode::UnknownPerson);
            return Ok(());
        }
        let changed = changed.unwrap();
        prop_assert_eq!(changed.to_json(), by_hand.to_json());
        let what_if = ask(&matcher, &changes, objective);
        prop_assert_eq!(what_if.before.to_json(), match_cohort(&cohort, &options(objective)).unwrap().to_json());
        prop_assert_eq!(what_if.after.to_json(), match_cohort(&by_hand, &options(objective)).unwrap().to_json());
        prop_assert_eq!(&what_if.before.to_json(), &before);
        prop_assert_eq!(matcher.run(&options(objective), &Control::new()).unwrap().to_json(), before);
        check_difference(&what_if)?;
        if let Err(error) = what_if.verify(&cohort, &changed) {
            prop_assert!(false, "{:?}", error);
        }
        prop_assert_eq!(WhatIf::from_json(&what_if.to_json()).unwrap(), what_if.clone());
        prop_assert_eq!(Changes::from_json(&changes.to_json()).unwrap(), changes.clone());
        let bounds = (what_if.difference.at_least, what_if.difference.at_most);
        let exact = (objective == Objective::Total).then_some(what_if.difference.total_points);
        prop_assert_eq!(bounds, (exact, exact));
        // The other way round, everything is the other way round.
        let back = Matcher::new(changed).compare(&matcher, &options(objective), &Control::new()).unwrap().difference;
        prop_assert_eq!(back.total_points, -what_if.difference.total_points);
        prop_assert_eq!((back.gained, back.lost, back.joined, back.left),
            (what_if.difference.lost, what_if.difference.gained, what_if.difference.left, what_if.difference.joined));
    }

    #[test]
    fn no_change_no_difference(data in cohorts(7, 9), objective in objective()) {
        let cohort = Cohort::try_from(data).unwrap();
        let what_if = ask(&Matcher::new(cohort.clone()), &Changes::default(), objective);
        let kept = cohort.data().mentees.len() as u32;
        let exact = (objective == Objective::Total).then_some(0);
        let nothing = Difference { kept, at_least: exact, at_most: exact, ..Difference::default() };
        prop_assert_eq!(what_if.difference, nothing);
        prop_assert_eq!(what_if.before, what_if.after);
        prop_assert!(cohort.changed(&Changes::default()).unwrap() == cohort);
    }

    /// The inverse of a change undoes it.
    #[test]
    fn undo_restores(data in cohorts(7, 9), picks in prop::collection::vec(any::<Index>(), 4), at in any::<Index>()) {
        let cohort = Cohort::try_from(with_locks(data, &picks)).unwrap();
        let data = cohort.data();
        let mentor = &data.mentors[at.index(data.mentors.len())];
        let mentee = &data.mentees[at.index(data.mentees.len())];
        let seats = |seats: u32| Changes { seats: [(mentor.id.clone(), seats)].into(), ..Changes::default() };
        let wanted = |wanted: u32| Changes { wanted: [(mentee.id.clone(), wanted)].into(), ..Changes::default() };
        let anew = Mentee { name: Some("Other".into()), ..mentee.clone() };
        let replaced = |mentee: &Mentee| Changes { replace_mentees: vec![mentee.clone()], ..Changes::default() };
        let new = Mentor { id: "zz".into(), manager: None, ..mentor.clone() };
        let mut undone = vec![
            (seats(mentor.capacity + 3), seats(mentor.capacity)),
            (wanted(mentee.mentors_wanted + 3), wanted(mentee.mentors_wanted)),
            (replaced(&anew), replaced(mentee)),
            (
                Changes { add_mentors: vec![new], ..Changes::default() },
                Changes { remove_mentors: vec!["zz".into()], ..Changes::default() },
            ),
            (
                Changes { unlock: data.locked.clone(), ..Changes::default() },
                Changes { lock: data.locked.clone(), ..Changes::default() },
            ),
            (
                Changes { add_rules: vec![Rule::NotInReportingLine], unlock: data.locked.clone(), ..Changes::default() },
                Changes { drop_rules: vec![data.policy.rules.len() as u32], lock: data.locked.clone(), ..Changes::default() },
            ),
        ];
        if data.locked.iter().all(|pair| pair.mentor != mentor.id && pair.mentee != mentor.id) {
            let id = vec![mentor.id.clone()];
            let as_mentee = data.mentees.iter().find(|it| it.id == mentor.id).map(|it| it.status);
            if mentor.status == Status::Active && as_mentee.is_none_or(|status| status == Status::Active) {
                let pause = Changes { pause: id.clone(), ..Changes::default() };
                undone.push((pause, Changes { resume: id, ..Changes::default() }));
            }
        }
        for (forth, back) in undone {
            let there = cohort.changed(&forth).unwrap();
            prop_assert!(there.changed(&back).unwrap() == cohort, "{:?}", forth);
            prop_assert!(there.changed(&Changes::default()).unwrap() == there);
        }
    }

    /// What a seat is worth is what one more brings, in points and in people; with locks and for mentors without a seat too.
    #[test]
    fn a_seat_is_worth_what_one_more_brings(data in cohorts(6, 9), picks in prop::collection::vec(any::<Index>(), 0..4)) {
        let cohort = Cohort::try_from(with_locks(data, &picks)).unwrap();
        let matcher = Matcher::new(cohort.clone());
        let worths = matcher.seat_worths(None, &Control::new()).unwrap();
        let active: Vec<&Mentor> = cohort.data().mentors.iter().filter(|it| it.status == Status::Active).collect();
        prop_assert_eq!(worths.iter().map(|it| &it.mentor).collect::<Vec<_>>(), active.iter().map(|it| &it.id).collect::<Vec<_>>());
        for worth in worths {
            let mut more = active.iter().find(|it| it.id == worth.mentor).map(|it| (*it).clone()).unwrap();
            prop_assert_eq!(worth.seats, more.seats());
            with_seats(&mut more, worth.seats + 1);
            let changes = Changes { replace_mentors: vec![more], ..Changes::default() };
            let total = ask(&matcher, &changes, Objective::Total);
            prop_assert_eq!(worth.points, Some(total.difference.total_points), "{}", worth.mentor);
            if worth.seats > 0 {
                prop_assert_eq!(worth.points, total.before.certificate.prices.get(&worth.mentor).copied());
            }
            let coverage = ask(&matcher, &changes, Objective::Coverage);
            prop_assert_eq!(worth.matched.map(i64::from), Some(coverage.difference.matched), "{}", worth.mentor);
        }
    }

    /// What a rule costs is what a cohort without it, made by hand, has more.
    #[test]
    fn a_rule_costs_what_there_is_more_without_it(data in cohorts(7, 9), objective in objective()) {
        let cohort = Cohort::try_from(data).unwrap();
        let costs = Matcher::new(cohort.clone()).rule_costs(&options(objective), &Control::new()).unwrap();
        prop_assert_eq!(costs.len(), cohort.data().policy.rules.len());
        let with = match_cohort(&cohort, &options(objective)).unwrap();
        for (k, cost) in costs.iter().enumerate() {
            let mut without = cohort.data().clone();
            let rule = without.policy.rules.remove(k);
            let without = Cohort::try_from(without).unwrap();
            let matching = match_cohort(&without, &options(objective)).unwrap();
            let judge = Matcher::new(without);
            let alike: i64 = with.pairings.iter()
                .map(|it| i64::from(judge.explain(&it.mentor, &it.mentee).unwrap().pairing.points)).sum();
            if rule.weight().is_none() {
                prop_assert_eq!(alike, with.certificate.total_points, "a hard rule has no part in the score");
            }
            let people = |matching: &Matching| {
                matching.pairings.iter().map(|it| &it.mentee).collect::<BTreeSet<_>>().len() as i64
            };
            prop_assert_eq!(cost.position as usize, k);
            prop_assert_eq!(&cost.rule, &rule);
            prop_assert_eq!(cost.points, Some(matching.certificate.total_points - alike));
            prop_assert_eq!(cost.matched, Some(people(&matching) - people(&with)));
            if objective == Objective::Total {
                prop_assert_eq!((cost.at_least, cost.at_most), (cost.points, cost.points));
                prop_assert!(cost.points >= Some(0) || (rule.weight().is_some() && cohort.data().policy.min_score > 0.0));
            } else {
                prop_assert_eq!((cost.at_least, cost.at_most), (None, None));
            }
        }
    }
}

/// Ada has one seat, and two would like it.
fn small() -> Matcher {
    let mentee = |id: &str, level| Mentee::new(id).wants(Want::new("rust").level(level)).attribute("team", "Ops");
    let mentor = |id: &str| Mentor::new(id).offers(Offer::new("rust").level(5).eager()).attribute("team", "Search");
    let policy = Policy {
        rules: vec![
            Rule::MustDiffer { attribute: "team".into() },
            Rule::PreferDiffer { attribute: "team".into(), weight: 20.0 },
        ],
        ..Policy::default()
    };
    let builder = Cohort::builder()
        .topic(Topic::new("rust"))
        .policy(policy)
        .mentor(mentor("ada"))
        .mentor(mentor("gil").capacity(0));
    Matcher::new(builder.mentee(mentee("bo", 1)).mentee(mentee("cem", 5)).build().unwrap())
}

fn more_seats() -> Changes {
    Changes { seats: [("ada".to_owned(), 2)].into(), add_mentees: vec![Mentee::new("dee")], ..Changes::default() }
}

/// One lie of each kind, and what it is found out by.
#[test]
fn lies_are_found_out() {
    let matcher = small();
    let (before, after) = (matcher.cohort().clone(), matcher.cohort().changed(&more_seats()).unwrap());
    let honest = ask(&matcher, &more_seats(), Objective::Total);
    honest.verify(&before, &after).unwrap();
    let lie = |tamper: &dyn Fn(&mut WhatIf), code: ErrorCode, path: &str| {
        let mut lying = honest.clone();
        tamper(&mut lying);
        assert!(lying != honest, "{path}: not even a lie");
        let error = lying.verify(&before, &after).unwrap_err();
        assert_eq!((error.code(), error.path()), (code, path), "{error}");
    };
    lie(&|it| it.schema = "fireside/what-if/2".into(), ErrorCode::UnsupportedSchema, "schema");
    lie(&|it| it.after.schema = "fireside/cohort/1".into(), ErrorCode::UnsupportedSchema, "after.schema");
    lie(&|it| it.difference.total_points += 1, ErrorCode::TotalMismatch, "difference.total_points");
    lie(&|it| it.difference.at_least = Some(0), ErrorCode::TotalMismatch, "difference.at_least");
    lie(&|it| it.difference.at_most = None, ErrorCode::TotalMismatch, "difference.at_most");
    lie(&|it| it.difference.matched = 0, ErrorCode::TotalMismatch, "difference.matched");
    lie(&|it| it.difference.kept += 1, ErrorCode::TotalMismatch, "difference.kept");
    lie(&|it| it.difference.joined = 0, ErrorCode::TotalMismatch, "difference.joined");
    lie(&|it| it.difference.mentees.truncate(1), ErrorCode::ScoreMismatch, "difference.mentees");
    lie(&|it| it.difference.mentors[0].after.clear(), ErrorCode::ScoreMismatch, "difference.mentors[0]");
    lie(&|it| it.difference.mentees[0].change = Change::Moved, ErrorCode::ScoreMismatch, "difference.mentees[0]");
    lie(&|it| it.difference.mentees[0].points_after += 1, ErrorCode::ScoreMismatch, "difference.mentees[0]");
    lie(&|it| it.after.certificate.gap += 1, ErrorCode::BoundMismatch, "after.certificate.gap");
    lie(&|it| it.before.pairings[0].summary.push('!'), ErrorCode::ScoreMismatch, "before.pairings[0].summary");
    let same = ask(&matcher, &Changes::default(), Objective::Total);
    lie(&|it| it.after = same.before.clone(), ErrorCode::WrongCohort, "after.run.input_hash");
    let seeded = MatchOptions { seed: 7, ..MatchOptions::default() };
    let seeded = match_cohort(&after, &seeded).unwrap();
    lie(&|it| it.after = seeded.clone(), ErrorCode::WrongCohort, "after.run");
    let error = honest.verify(&after, &after).unwrap_err();
    assert_eq!((error.code(), error.path()), (ErrorCode::WrongCohort, "before.run.input_hash"));
}

#[test]
fn documents_that_are_none_are_refused() {
    let honest = ask(&small(), &more_seats(), Objective::Total).to_json();
    let refused = |text: &str, code: ErrorCode, path: &str| {
        let error = WhatIf::from_json(text).unwrap_err();
        assert_eq!((error.code(), error.path()), (code, path), "{error}");
    };
    refused("{", ErrorCode::InvalidJson, "");
    refused(&honest.replace("what-if/1", "what-if/2"), ErrorCode::UnsupportedSchema, "schema");
    refused(&honest.replace("\"gained\":", "\"gaind\":"), ErrorCode::UnknownField, "difference.gaind");
    refused(
        &honest.replace("\"change\":\"gained\"", "\"change\":\"won\""),
        ErrorCode::UnknownChoice,
        "difference.mentees[0].change",
    );
    refused("{}", ErrorCode::MissingField, "after");
}

/// Time that runs out is a status with honest bounds; a cancel is an error; either way nothing is changed.
#[test]
fn a_deadline_is_a_status_and_a_cancel_an_error() {
    let matcher = small();
    let late = Control::new().timeout(Duration::ZERO);
    let what_if = matcher.what_if(&more_seats(), &MatchOptions::default(), &late).unwrap();
    what_if.verify(&matcher.cohort(), &matcher.cohort().changed(&more_seats()).unwrap()).unwrap();
    let exact = ask(&matcher, &more_seats(), Objective::Total).difference.total_points;
    let Difference { at_least: Some(least), at_most: Some(most), .. } = what_if.difference else { panic!("no bounds") };
    assert!((least..=most).contains(&exact), "{least} to {most}");
    for cost in matcher.rule_costs(&MatchOptions::default(), &late).unwrap() {
        assert_eq!((cost.status, cost.points, cost.matched), (Some(fireside::Status::Deadline), None, None));
    }
    let worths = matcher.seat_worths(None, &late).unwrap();
    assert!(worths.iter().all(|worth| worth.points.is_none() && worth.matched.is_none()) && worths.len() == 2);

    let token = CancelToken::new();
    token.cancel();
    let cancelled = Control::new().cancel(token);
    let codes = [
        matcher.what_if(&more_seats(), &MatchOptions::default(), &cancelled).unwrap_err().code(),
        matcher.rule_costs(&MatchOptions::default(), &cancelled).unwrap_err().code(),
        matcher.seat_worths(None, &cancelled).unwrap_err().code(),
    ];
    assert_eq!(codes, [ErrorCode::Cancelled; 3]);
    let wrong = MatchOptions { threads: Some(0), ..MatchOptions::default() };
    assert_eq!(matcher.rule_costs(&wrong, &Control::new()).unwrap_err().path(), "threads");
    assert_eq!(matcher.seat_worths(Some(0), &Control::new()).unwrap_err().path(), "threads");
}

#[test]
fn rule_costs_tell_how_far_they_are() {
    use std::sync::{Arc, Mutex};
    let told = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&told);
    let control = Control::new().progress(move |at| log.lock().unwrap().push((at.stage, at.done, at.total)));
    small().rule_costs(&MatchOptions::default(), &control).unwrap();
    assert_eq!(*told.lock().unwrap(), [("rules", 0, 2), ("rules", 1, 2), ("rules", 2, 2)]);
}

/// Problems are told all at once, and in the caller's spelling.
#[test]
fn problems_are_spelled_as_the_caller_spells() {
    let text = r#"{"addMentors": [{"id": "ada"}], "wanted": {"boo": 1}, "policy": {"minScore": 2}}"#;
    let mut input = serde_json::Deserializer::from_str(text);
    let changes = Changes::read(&mut input, fireside::FieldCase::Camel).unwrap().unwrap();
    let error = small().cohort().changed_with(&changes, fireside::FieldCase::Camel).unwrap_err();
    let paths: Vec<&str> = error.problems().map(|problem| problem.path.as_str()).collect();
    assert_eq!(paths, ["changes.addMentors[0].id", "changes.wanted[\"boo\"]"]);
    let changes = Changes { policy: changes.policy, ..Changes::default() };
    let error = small().cohort().changed_with(&changes, fireside::FieldCase::Camel).unwrap_err();
    assert_eq!(error.path(), "changes.policy.minScore");
}

/// More of what people have is what the whole person would say; and everything wrong with it has a path.
#[test]
fn more_of_what_people_have() {
    let time = |hour| Time::new(hour, 0).unwrap();
    let window = |from, to| WeeklyWindow { day: Day::Mon, start: time(from), end: time(to), preference: None };
    let free = Availability { weekly: vec![window(9, 10)], ..Availability::new("UTC") };
    let ada = Mentor { open: Some(0), budget: Some(Budget { minutes: 20, days: 7 }), ..Mentor::new("ada") };
    let ada = ada.offers(Offer::new("rust"));
    let bo = Mentee { availability: Some(free), ..Mentee::new("bo").wants(Want::new("rust")) };
    let cohort = |ada: Mentor, bo: Mentee| {
        let topics = Cohort::builder().topic(Topic::new("rust")).topic(Topic::new("go"));
        let horizon = Horizon { from: Date::new(2026, 12, 1), days: 7, as_of: None };
        let policy = Policy { horizon, ..Policy::default() };
        topics.mentor(ada).mentee(bo).mentee(Mentee::new("cy")).policy(policy).build().unwrap()
    };
    let changes = Changes {
        more_seats: [("ada".to_owned(), 2)].into(),
        more_wants: [("bo".to_owned(), vec![Want::new("go")])].into(),
        more_windows: [("bo".to_owned(), vec![window(11, 12)])].into(),
        ..Changes::default()
    };
    assert_eq!(Changes::from_json(&changes.to_json()).unwrap(), changes);
    let mut more = bo.clone().wants(Want::new("go"));
    more.availability.as_mut().unwrap().weekly.push(window(11, 12));
    let roomy = Mentor { capacity: 3, open: Some(2), budget: Some(Budget { minutes: 80, days: 7 }), ..ada.clone() };
    let before = cohort(ada, bo.clone());
    assert_eq!(before.changed(&changes).unwrap(), cohort(roomy, more));

    let wrong = |text: &str| {
        let error = before.changed(&Changes::from_json(text).unwrap()).unwrap_err();
        error.problems().map(|it| (it.code, it.path.clone())).collect::<Vec<_>>()
    };
    for (text, code, path) in [
        (r#"{"more_seats": {"adda": 1}}"#, ErrorCode::UnknownPerson, "changes.more_seats[\"adda\"]"),
        (r#"{"more_seats": {"ada": 1}, "seats": {"ada": 1}}"#, ErrorCode::Contradiction, "changes.more_seats[\"ada\"]"),
        (
            r#"{"more_seats": {"ada": 1}, "remove_mentors": ["ada"]}"#,
            ErrorCode::Contradiction,
            "changes.more_seats[\"ada\"]",
        ),
        (r#"{"more_seats": {"ada": 4000000000}}"#, ErrorCode::OutOfRange, "changes.more_seats[\"ada\"]"),
        (
            r#"{"more_wants": {"bo": [{"topic": "rust"}]}}"#,
            ErrorCode::DuplicateEntry,
            "changes.more_wants[\"bo\"][0].topic",
        ),
        (
            r#"{"more_wants": {"bo": [{"topic": "ruts"}]}}"#,
            ErrorCode::UnknownTopic,
            "changes.more_wants[\"bo\"][0].topic",
        ),
        (r#"{"more_windows": {"cy": []}}"#, ErrorCode::Contradiction, "changes.more_windows[\"cy\"]"),
        (
            r#"{"more_windows": {"bo": [{"day": "mon", "start": "11:00", "end": "10:00"}]}}"#,
            ErrorCode::EmptyWindow,
            "changes.more_windows[\"bo\"][0]",
        ),
    ] {
        let found = wrong(text);
        assert!(found.contains(&(code, path.to_owned())), "{text}: {found:?}");
    }
}
