//! Remedies against brute force: every change of a kind, made by hand and run cold.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod cohort_support;

use std::cmp::Reverse;
use std::collections::BTreeSet;

use cohort_support::{Seats, cohorts, lacking, with_locks};
use fireside::model::*;
use fireside::{
    CancelToken, Cohort, Control, ErrorCode, MatchOptions, Matcher, Matching, Remedies, Remedy, RemedyKind,
    RemedyOptions, match_cohort,
};
use proptest::prelude::*;
use proptest::sample::Index;

fn matched(cohort: &Cohort) -> Matching {
    match_cohort(cohort, &MatchOptions::default()).unwrap()
}

/// All that can be found, however long it takes.
fn asked(matcher: &Matcher, person: &str, kinds: &[RemedyKind]) -> Remedies {
    let options = RemedyOptions { kinds: Some(kinds.to_vec()), tries: 1_000, ..RemedyOptions::default() };
    let found = matcher.remedies(person, &options, &Control::new()).unwrap();
    assert!(found.complete);
    found
}

fn mentors_of<'a>(matching: &'a Matching, person: &str) -> BTreeSet<&'a str> {
    let pairs = matching.pairings.iter().filter(|pairing| pairing.mentee == person);
    pairs.map(|pairing| pairing.mentor.as_str()).collect()
}

/// What a run of another cohort gives somebody: a mentor who is new to them, with the points; what all have more; how many others have fewer.
fn gains(before: &Matching, after: &Matching, person: &str) -> Option<(String, u32, i64, u32)> {
    let (had, has) = (mentors_of(before, person), mentors_of(after, person));
    if has.len() <= had.len() {
        return None;
    }
    let mine = after.pairings.iter().filter(|it| it.mentee == person && !had.contains(it.mentor.as_str()));
    let best = mine.max_by_key(|it| (it.points, Reverse(it.mentor.clone()))).unwrap();
    let others: BTreeSet<&str> = before.pairings.iter().map(|it| it.mentee.as_str()).collect();
    let fewer = |other: &&&str| mentors_of(after, other).len() < mentors_of(before, other).len();
    let left = others.iter().filter(|other| **other != person).filter(fewer).count() as u32;
    Some((best.mentor.clone(), best.points, after.certificate.total_points - before.certificate.total_points, left))
}

/// A mentee who has fewer mentors than they could, if there is one.
fn somebody(data: &CohortData, before: &Matching, pick: Index) -> Option<Mentee> {
    let open = |it: &&Mentee| {
        let seats = it.mentors_wanted.min(it.open.unwrap_or(u32::MAX)) as usize;
        it.status == Status::Active && mentors_of(before, &it.id).len() < seats
    };
    let all: Vec<&Mentee> = data.mentees.iter().filter(open).collect();
    (!all.is_empty()).then(|| all[pick.index(all.len())].clone())
}

fn with_mentee(data: &CohortData, id: &str, change: impl FnOnce(&mut Mentee)) -> Option<Cohort> {
    let mut data = data.clone();
    change(data.mentees.iter_mut().find(|it| it.id == id).unwrap());
    Cohort::try_from(data).ok()
}

fn with_policy(data: &CohortData, change: impl FnOnce(&mut Policy)) -> Option<Cohort> {
    let mut data = data.clone();
    change(&mut data.policy);
    Cohort::try_from(data).ok()
}

/// That these remedies, all of size 1, are the first of those that brute force found, by points and then in its order.
fn are_first(found: &[Remedy], brute: Vec<(String, u32, i64, u32)>) -> Result<(), TestCaseError> {
    let mut brute = brute;
    brute.sort_by_key(|it| Reverse(it.1));
    let told: Vec<_> = found.iter().map(|it| (it.mentor.clone(), it.points, it.total_points, it.left)).collect();
    prop_assert_eq!(told, brute.into_iter().take(3).collect::<Vec<_>>());
    Ok(())
}

/// What limits the whole matching: a quota of a department or of each, of all mentors or of each; a reserve; circles.
#[derive(Debug, Clone, Copy)]
enum Limits {
    Nothing,
    Quota(bool, u32, Per),
    Reserve,
    Circles(u32),
}

fn limits() -> impl Strategy<Value = Limits> {
    prop_oneof![
        4 => Just(Limits::Nothing),
        2 => (any::<bool>(), 0..3_u32, any::<bool>()).prop_map(|(one, max, mentor)| {
            Limits::Quota(one, max, if mentor { Per::Mentor } else { Per::Cohort })
        }),
        1 => Just(Limits::Reserve),
        2 => (2..4_u32).prop_map(Limits::Circles),
    ]
}

fn limit(data: &mut CohortData, limits: Limits) {
    match limits {
        Limits::Nothing => {}
        Limits::Quota(one, max, per) => data.policy.rules.push(Rule::Quota {
            attribute: "department".to_owned(),
            value: one.then(|| "IT".to_owned()),
            max,
            per,
        }),
        Limits::Reserve => {
            let (attribute, value) = ("department".to_owned(), "HR".to_owned());
            data.policy.rules.push(Rule::Reserve { attribute, value, share: 0.4 });
        }
        Limits::Circles(least) => {
            for mentor in data.mentors.iter_mut().step_by(2) {
                mentor.capacity = mentor.capacity.max(least);
                mentor.min_mentees = least;
                if mentor.seats() < lacking(mentor) {
                    mentor.budget = None;
                }
            }
        }
    }
}

/// Cohorts in which many are left: few seats, and most people take part. In some of them most pairs are worth as much as any other, and some have
/// quotas, reserves or circles.
fn crowded() -> impl Strategy<Value = CohortData> {
    let locks = prop::collection::vec(any::<Index>(), 0..2);
    (cohorts(6, 6), 0..3_u32, 0..3_u8, locks, limits()).prop_map(|(mut data, seats, alike, locks, limits)| {
        if seats > 0 {
            data.mentors
                .iter_mut()
                .for_each(|it| (it.capacity, it.status) = (it.capacity.clamp(0, seats), Status::Active));
            data.mentees
                .iter_mut()
                .for_each(|it| (it.mentors_wanted, it.status, it.open) = (seats, Status::Active, None));
            data.policy.rules.truncate(2);
        }
        if alike == 0 {
            data.mentors.iter_mut().flat_map(|it| &mut it.offers).for_each(|it| *it = Offer::new(it.topic.clone()));
            data.mentees.iter_mut().flat_map(|it| &mut it.wants).for_each(|it| *it = Want::new(it.topic.clone()));
            data.policy.weights = Weights { interests: 60.0, availability: 0.0, preference: 0.0, affinity: 0.0 };
        }
        if alike == 1 {
            // Nothing but seats is in the way, so that chains of people would move for one more.
            (data.policy.rules, data.policy.min_score) = (Vec::new(), 0.0);
            data.mentors.iter_mut().for_each(|it| {
                (it.capacity, it.open, it.budget, it.status, it.availability) = (1, None, None, Status::Active, None);
            });
            data.mentees.iter_mut().for_each(|it| {
                (it.mentors_wanted, it.open, it.status, it.availability) = (1, None, Status::Active, None);
            });
        }
        limit(&mut data, limits);
        with_locks(data, &locks)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    /// Whatever is told is so: the run of the changed cohort says it.
    #[test]
    fn every_remedy_is_true(data in crowded(), person in any::<Index>(), threads in 1..3_u32) {
        let Ok(cohort) = Cohort::try_from(data) else { return Ok(()) };
        let before = matched(&cohort);
        let id = cohort.data().mentees[person.index(cohort.data().mentees.len())].id.clone();
        let matcher = Matcher::new(cohort.clone());
        let options = RemedyOptions { threads: Some(threads), ..RemedyOptions::default() };
        let found = matcher.remedies(&id, &options, &Control::new()).unwrap();
        prop_assert_eq!(found.matched as usize, mentors_of(&before, &id).len());
        let mut kinds = Vec::new();
        for remedy in &found.remedies {
            let after = matched(&cohort.changed(&remedy.changes).unwrap());
            let told = (remedy.mentor.clone(), remedy.points, remedy.total_points, remedy.left);
            prop_assert_eq!(Some(told), gains(&before, &after, &id));
            kinds.push((remedy.kind, remedy.size));
        }
        let mut sorted = kinds.clone();
        sorted.sort_by_key(|it| (RemedyKind::ALL.iter().position(|kind| kind.1 == it.0), it.1));
        prop_assert_eq!(&kinds, &sorted);
        // The same from what a matcher keeps, and on any number of threads.
        matcher.matching(&Control::new()).unwrap();
        prop_assert_eq!(matcher.remedies(&id, &RemedyOptions::default(), &Control::new()).unwrap(), found);
    }

    #[test]
    fn topics_are_those_that_brute_force_finds(data in crowded(), person in any::<Index>()) {
        let Ok(cohort) = Cohort::try_from(data) else { return Ok(()) };
        let (data, before) = (cohort.data(), matched(&cohort));
        let Some(mentee) = somebody(data, &before, person) else { return Ok(()) };
        let mut brute = Vec::new();
        for topic in data.topics.iter().filter(|topic| mentee.wants.iter().all(|want| want.topic != topic.id)) {
            let with = with_mentee(data, &mentee.id, |it| it.wants.push(Want::new(topic.id.clone())));
            brute.extend(with.and_then(|with| gains(&before, &matched(&with), &mentee.id)));
        }
        are_first(&asked(&Matcher::new(cohort.clone()), &mentee.id, &[RemedyKind::Want]).remedies, brute)?;
    }

    #[test]
    fn rules_are_those_that_brute_force_finds(data in crowded(), person in any::<Index>()) {
        let Ok(cohort) = Cohort::try_from(data) else { return Ok(()) };
        let (data, before) = (cohort.data(), matched(&cohort));
        let Some(mentee) = somebody(data, &before, person) else { return Ok(()) };
        let mut brute = Vec::new();
        for at in (0..data.policy.rules.len()).filter(|at| data.policy.rules[*at].weight().is_none()) {
            let without = with_policy(data, |policy| drop(policy.rules.remove(at)));
            brute.extend(without.and_then(|without| gains(&before, &matched(&without), &mentee.id)));
        }
        are_first(&asked(&Matcher::new(cohort.clone()), &mentee.id, &[RemedyKind::Rule]).remedies, brute)?;
    }

    /// A seat that adds nothing may yet decide a tie; of those nothing is said.
    #[test]
    fn seats_are_those_that_brute_force_finds(data in crowded(), person in any::<Index>()) {
        let Ok(cohort) = Cohort::try_from(data) else { return Ok(()) };
        let (data, before) = (cohort.data(), matched(&cohort));
        let Some(mentee) = somebody(data, &before, person) else { return Ok(()) };
        let found = asked(&Matcher::new(cohort.clone()), &mentee.id, &[RemedyKind::Seat]).remedies;
        let last = found.get(2).map(|it| (Reverse(it.points), it.changes.more_seats.keys().next().unwrap().clone()));
        for mentor in data.mentors.iter().filter(|it| it.status == Status::Active) {
            let mut with = data.clone();
            let seat = with.mentors.iter_mut().find(|it| it.id == mentor.id).unwrap();
            seat.capacity += 1;
            seat.open = seat.open.map(|open| open + 1);
            seat.budget.iter_mut().for_each(|budget| budget.minutes += 30);
            let after = matched(&Cohort::try_from(with).unwrap());
            let is_told = found.iter().any(|it| it.changes.more_seats.contains_key(&mentor.id));
            match gains(&before, &after, &mentee.id) {
                Some(gain) if gain.2 > 0 && !is_told => {
                    prop_assert!(last.as_ref().is_some_and(|last| *last < (Reverse(gain.1), mentor.id.clone())), "{}", mentor.id);
                }
                Some(_) => {}
                None => prop_assert!(!is_told),
            }
        }
    }

    /// Of the values at which a pair of theirs comes in, the first that helps.
    #[test]
    fn limits_are_lowered_no_further_than_it_takes(data in crowded(), person in any::<Index>()) {
        let Ok(cohort) = Cohort::try_from(data) else { return Ok(()) };
        let (data, before) = (cohort.data(), matched(&cohort));
        let Some(mentee) = somebody(data, &before, person) else { return Ok(()) };
        let matcher = Matcher::new(cohort.clone());
        let open = |cohort: &Cohort, but: &str| -> BTreeSet<String> {
            let asked = Matcher::new(cohort.clone());
            let ids = data.mentors.iter().map(|it| it.id.clone());
            let free = |id: &String| {
                let found = asked.explain(id, &mentee.id).unwrap();
                found.reasons.iter().all(|reason| reason.code == but)
            };
            ids.filter(free).collect()
        };

        let asks = (data.policy.min_score * 1e6).round() as u32;
        let mut steps: Vec<u32> = Vec::new();
        for mentor in &data.mentors {
            let found = matcher.explain(&mentor.id, &mentee.id).unwrap();
            if !found.eligible && found.reasons.iter().all(|reason| reason.code == "below_min_score") {
                steps.push(found.pairing.points);
            }
        }
        steps.sort_unstable_by_key(|points| Reverse(*points));
        let least = if data.policy.blank_wants == BlankWants::Open { 1_001 } else { 1 };
        let first = steps.into_iter().filter(|points| *points >= least).find(|points| {
            let with = with_policy(data, |policy| policy.min_score = f64::from(*points) / 1e6).unwrap();
            gains(&before, &matched(&with), &mentee.id).is_some()
        });
        let found = asked(&matcher, &mentee.id, &[RemedyKind::MinScore]).remedies;
        prop_assert_eq!(found.first().map(|it| it.size), first.map(|points| asks.max(least) - points));

        let mut known = open(&cohort, "below_min_score");
        let mut first = None;
        for minutes in (0..data.policy.min_overlap_minutes).rev() {
            let with = with_policy(data, |policy| policy.min_overlap_minutes = minutes).unwrap();
            let now = open(&with, "below_min_score");
            if now != known && first.is_none() && gains(&before, &matched(&with), &mentee.id).is_some() {
                first = Some(data.policy.min_overlap_minutes - minutes);
            }
            known = now;
        }
        let found = asked(&matcher, &mentee.id, &[RemedyKind::MinOverlap]).remedies;
        prop_assert_eq!(found.first().map(|it| it.size), first);
    }

    /// No window that helps has fewer new minutes than the one that is told.
    #[test]
    fn no_smaller_window_helps(data in crowded(), person in any::<Index>(), tried in prop::collection::vec((0..7_usize, 0..90_u32), 30)) {
        let Ok(cohort) = Cohort::try_from(data) else { return Ok(()) };
        let (data, before) = (cohort.data(), matched(&cohort));
        let Some(mentee) = somebody(data, &before, person) else { return Ok(()) };
        let Some(availability) = mentee.availability.clone() else { return Ok(()) };
        let found = asked(&Matcher::new(cohort.clone()), &mentee.id, &[RemedyKind::Window]).remedies;
        let lengths = [30, data.policy.min_overlap_minutes.max(30)];
        for (day, start) in tried {
            for length in lengths {
                let (start, end) = (start * 15, start * 15 + length);
                if end > 1_440 {
                    continue;
                }
                let time = |minute: u32| Time::new((minute / 60) as u8, (minute % 60) as u8).unwrap();
                let window = WeeklyWindow { day: Day::ALL[day].1, start: time(start), end: time(end), preference: None };
                let is_there = |minute: &u32| {
                    let of_day = availability.weekly.iter().filter(|it| it.day == window.day);
                    of_day.clone().any(|it| (u32::from(it.start.minutes())..it.end.minutes().into()).contains(minute))
                };
                let fresh = (start..end).filter(|minute| !is_there(minute)).count() as u32;
                let with = with_mentee(data, &mentee.id, |it| it.availability.as_mut().unwrap().weekly.push(window));
                if with.is_some_and(|with| gains(&before, &matched(&with), &mentee.id).is_some()) {
                    prop_assert!(found.first().is_some_and(|it| it.size <= fresh), "{window:?}");
                }
            }
        }
    }
}

/// Ada, who offers Rust, and one mentee.
fn beside_ada(mentee: Mentee) -> Matcher {
    let ada = Mentor::new("ada").offers(Offer::new("rust"));
    Matcher::new(Cohort::builder().topic(Topic::new("rust")).mentor(ada).mentee(mentee).build().unwrap())
}

fn kinds(found: &Remedies) -> Vec<RemedyKind> {
    found.remedies.iter().map(|it| it.kind).collect()
}

/// Who is told what for `bo`, of mentors and mentees of one department who all want Rust.
fn told_bo(mentors: Vec<Mentor>, mentees: &[&str], rules: Vec<Rule>) -> Vec<(RemedyKind, String)> {
    let mut cohort = Cohort::builder().topic(Topic::new("go")).topic(Topic::new("rust"));
    for mentor in mentors {
        cohort = cohort.mentor(mentor);
    }
    for (id, level) in mentees.iter().zip([5, 1, 1, 1]) {
        cohort = cohort.mentee(Mentee::new(*id).wants(Want::new("rust").level(level)).attribute("department", "HR"));
    }
    let cohort = cohort.policy(Policy { rules, ..Policy::default() }).build().unwrap();
    let found = asked(&Matcher::new(cohort), "bo", &RemedyKind::ALL.map(|kind| kind.1));
    assert_eq!(found.matched, 0);
    found.remedies.into_iter().map(|it| (it.kind, it.mentor)).collect()
}

#[test]
fn a_quota_may_be_what_stands_in_the_way() {
    let ada = Mentor::new("ada").offers(Offer::new("rust")).capacity(2);
    let quota = |per| Rule::Quota { attribute: "department".to_owned(), value: None, max: 1, per };
    let rule = (RemedyKind::Rule, "ada".to_owned());
    for per in [Per::Cohort, Per::Mentor] {
        let found = told_bo(vec![ada.clone()], &["bo", "cy"], vec![quota(per)]);
        assert_eq!(found.as_slice(), std::slice::from_ref(&rule));
    }
    // The quota is of each mentor, so one who has no seat yet is another way.
    let gil = Mentor::new("gil").offers(Offer::new("rust")).capacity(0);
    let found = told_bo(vec![ada, gil], &["bo", "cy"], vec![quota(Per::Mentor)]);
    assert_eq!(found, [rule, (RemedyKind::Seat, "gil".to_owned())]);
}

#[test]
fn a_circle_that_does_not_fill_is_no_remedy() {
    let ada = Mentor::new("ada").offers(Offer::new("rust")).capacity(3).min_mentees(3);
    assert_eq!(told_bo(vec![ada.clone()], &["bo", "cy"], Vec::new()), []);
    // Somebody else who offers something: one topic more, and it matters to nobody that the circle stays closed.
    let gil = Mentor::new("gil").offers(Offer::new("go"));
    assert_eq!(told_bo(vec![ada.clone(), gil], &["bo", "cy"], Vec::new()), [(RemedyKind::Want, "gil".to_owned())]);
    // A circle of three with two seats for the three who want it cannot be; with three in it, a fourth seat is what Bo lacks.
    let found = told_bo(vec![ada], &["bo", "cy", "di", "ed"], Vec::new());
    assert_eq!(found, [(RemedyKind::Seat, "ada".to_owned())]);
}

#[test]
fn who_takes_no_part_is_told_to() {
    let ask = |mentee: Mentee| beside_ada(mentee).remedies("bo", &RemedyOptions::default(), &Control::new()).unwrap();
    let bo = || Mentee::new("bo").wants(Want::new("rust"));
    let paused = ask(bo().paused());
    assert_eq!((kinds(&paused), paused.wanted), (vec![RemedyKind::Status], 0));
    assert_eq!(paused.remedies[0].changes, Changes { resume: vec!["bo".into()], ..Changes::default() });
    assert_eq!(kinds(&ask(bo().mentors_wanted(0))), [RemedyKind::Wanted]);
    assert_eq!(kinds(&ask(Mentee::new("bo"))), [RemedyKind::Want]);
    // Who has whom they would like needs nothing.
    let served = ask(bo());
    assert_eq!((served.matched, served.remedies.len(), served.complete), (1, 0, true));
}

#[test]
fn options_deadlines_and_cancels() {
    let matcher = beside_ada(Mentee::new("bo"));
    let ask = |options: &RemedyOptions, control: &Control| matcher.remedies("bo", options, control);
    for (options, path) in [
        (RemedyOptions { k: 0, ..RemedyOptions::default() }, "k"),
        (RemedyOptions { level: 6, ..RemedyOptions::default() }, "level"),
        (RemedyOptions { importance: 0, ..RemedyOptions::default() }, "importance"),
        (RemedyOptions { tries: 1_001, ..RemedyOptions::default() }, "tries"),
        (RemedyOptions { threads: Some(0), ..RemedyOptions::default() }, "threads"),
    ] {
        let error = ask(&options, &Control::new()).unwrap_err();
        assert_eq!((error.code(), error.path()), (ErrorCode::OutOfRange, path));
    }
    let late = ask(&RemedyOptions::default(), &Control::new().timeout(std::time::Duration::ZERO)).unwrap();
    assert_eq!((late.complete, late.remedies.len()), (false, 0));
    let token = CancelToken::new();
    token.cancel();
    let error = ask(&RemedyOptions::default(), &Control::new().cancel(token)).unwrap_err();
    assert_eq!(error.code(), ErrorCode::Cancelled);
    let error = matcher.remedies("boo", &RemedyOptions::default(), &Control::new()).unwrap_err();
    assert_eq!((error.code(), error.path()), (ErrorCode::UnknownPerson, "person"));
}

/// A hidden attribute is named nowhere, and no person is written down whole.
#[test]
fn nothing_hidden_is_told() {
    let team = |value: &str| ("team".to_owned(), Attribute::from(value));
    let policy = Policy {
        rules: vec![Rule::MustDiffer { attribute: "team".into() }],
        hidden_attributes: vec!["team".into()],
        ..Policy::default()
    };
    let cohort = Cohort::builder()
        .topic(Topic::new("rust"))
        .topic(Topic::new("go"))
        .mentor(Mentor { attributes: [team("Night")].into(), ..Mentor::new("ada").offers(Offer::new("rust")) })
        .mentor(Mentor::new("gil").offers(Offer::new("go")))
        .mentee(Mentee { attributes: [team("Night")].into(), ..Mentee::new("bo").wants(Want::new("rust")) })
        .policy(policy)
        .build()
        .unwrap();
    let found = Matcher::new(cohort).remedies("bo", &RemedyOptions::default(), &Control::new()).unwrap();
    assert_eq!(kinds(&found), [RemedyKind::Rule]);
    assert_eq!(found.remedies[0].text, "without the rule must_differ, bo would meet ada");
    assert!(!found.to_json().contains("team") && !found.to_json().contains("Night"));
}
