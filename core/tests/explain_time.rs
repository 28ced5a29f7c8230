//! Explanations of time: common time against minutes counted one by one, and openings against cohorts made anew.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod cohort_support;

use std::collections::BTreeSet;

use cohort_support::cohorts;
use fireside::explain::{Opening, TimeCode};
use fireside::model::*;
use fireside::solve::Side;
use fireside::{CancelToken, Cohort, Control, ErrorCode, Matcher};
use proptest::prelude::*;

const ZONES: [&str; 4] = ["UTC", "Europe/London", "Asia/Kolkata", "America/New_York"];

/// Cohorts over two weeks in which clocks in London change, with people in several zones, some of them busy. All have a topic in
/// common, and mostly no rule keeps them apart, so that time does.
fn abroad() -> impl Strategy<Value = CohortData> {
    let moves = prop::option::weighted(0.3, (0..14_u8, 0..ZONES.len()));
    let lives = prop::collection::vec((0..ZONES.len(), 0..24_u8, any::<bool>(), 0..4_u32, moves), 10);
    let plain = prop::bool::weighted(0.8);
    let grid = (0..3_usize, prop::sample::select(vec![5_u32, 15, 40, 60]));
    (cohorts(5, 5), lives, 0..4_u32, grid, plain).prop_map(|(mut data, lives, overlap, (session, slot), plain)| {
        for mentor in &mut data.mentors {
            mentor.offers = vec![Offer::new("t0").eager()];
            (mentor.capacity, mentor.open, mentor.budget) = (mentor.capacity.max(1), None, None);
        }
        for mentee in &mut data.mentees {
            mentee.wants = vec![Want::new("t0")];
            (mentee.mentors_wanted, mentee.open) = (mentee.mentors_wanted.max(1), None);
        }
        if plain {
            data.policy.rules.clear();
        }
        data.policy.horizon = Horizon { from: Date::new(2026, 10, 19), days: 14, as_of: None };
        data.policy.min_overlap_minutes = overlap * 30;
        data.policy.session_minutes = [30, 45, 60][session];
        data.policy.slot_minutes = slot;
        let mentors = data.mentors.iter_mut().map(|it| &mut it.availability);
        let stated = mentors.chain(data.mentees.iter_mut().map(|it| &mut it.availability));
        for (availability, (zone, hour, busy, notice, moves)) in stated.zip(lives) {
            if notice > 0 && availability.is_none() {
                let start = u32::from(hour.min(21)) * 60;
                *availability = Some(Availability::new("UTC").weekly(Day::Tue, time(start), time(start + 120)));
            }
            let Some(availability) = availability else { continue };
            availability.time_zone = ZONES[zone].into();
            let change = |(day, zone): (u8, usize)| ZoneChange { from: date(18 + day), time_zone: ZONES[zone].into() };
            availability.zones = moves.map(change).into_iter().collect();
            availability.notice_minutes = Some(notice * 500);
            if busy {
                let at = |minute: &str| Instant::parse(&format!("2026-10-21T{hour:02}:{minute}:00Z")).unwrap();
                availability.busy = vec![Busy { start: at("10"), end: at("50") }];
                availability.buffer_before_minutes = Some(10);
            }
        }
        data
    })
}

/// Everybody of the other side whom somebody may meet and, if `timed`, has time for a whole session with.
fn open_to(data: &CohortData, side: Side, person: &str, timed: bool) -> BTreeSet<String> {
    let matcher = Matcher::new(Cohort::try_from(data.clone()).unwrap());
    let ids: Vec<&String> = match side {
        Side::Mentee => data.mentors.iter().map(|it| &it.id).collect(),
        Side::Mentor => data.mentees.iter().map(|it| &it.id).collect(),
    };
    let may = |other: &&&String| {
        let told = match side {
            Side::Mentee => matcher.explain(other, person).unwrap(),
            Side::Mentor => matcher.explain(person, other).unwrap(),
        };
        told.eligible && (!timed || told.time.is_some_and(|time| time.code == TimeCode::Shared.as_str()))
    };
    ids.iter().filter(may).map(|&id| id.clone()).collect()
}

/// Whom one more window opens, by a cohort made anew.
fn opened(data: &CohortData, side: Side, person: &str, window: WeeklyWindow) -> BTreeSet<String> {
    let mut after = data.clone();
    let stated = match side {
        Side::Mentee => &mut after.mentees.iter_mut().find(|it| it.id == person).unwrap().availability,
        Side::Mentor => &mut after.mentors.iter_mut().find(|it| it.id == person).unwrap().availability,
    };
    stated.as_mut().unwrap().weekly.push(window);
    &open_to(&after, side, person, true) - &open_to(data, side, person, false)
}

fn window(opening: &Opening) -> WeeklyWindow {
    WeeklyWindow { day: opening.day, start: opening.start, end: opening.end, preference: None }
}

/// A list of openings is what cohorts made anew say of each.
fn check(data: &CohortData, side: Side, person: &str) -> Result<Vec<Opening>, TestCaseError> {
    let matcher = Matcher::new(Cohort::try_from(data.clone()).unwrap());
    let all = matcher.openings(side, person, 1_000, Some(2), &Control::new()).unwrap();
    let mut sets: Vec<BTreeSet<String>> = Vec::new();
    for opening in &all {
        let people = opened(data, side, person, window(opening));
        prop_assert_eq!(people.len(), opening.count as usize, "{:?}", opening);
        prop_assert_eq!(people.iter().take(10).cloned().collect::<Vec<_>>(), &opening.people[..]);
        prop_assert!(!sets.iter().any(|better| people.is_subset(better)), "{:?} opens nobody new", opening);
        sets.push(people);
    }
    prop_assert!(all.windows(2).all(|two| two[0].count >= two[1].count));
    prop_assert_eq!(
        &matcher.openings(side, person, 2, Some(1), &Control::new()).unwrap()[..],
        &all[..all.len().min(2)]
    );
    Ok(all)
}

fn date(day: u8) -> Date {
    Date::new(2026, 10, day as i8).unwrap()
}

fn time(minute: u32) -> Time {
    Time::new((minute / 60) as u8, (minute % 60) as u8).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn openings_are_what_a_cohort_made_anew_says(data in abroad(), at in any::<prop::sample::Index>()) {
        let mentee = data.mentees[at.index(data.mentees.len())].id.clone();
        let mentor = data.mentors[at.index(data.mentors.len())].id.clone();
        check(&data, Side::Mentor, &mentor)?;
        let all = check(&data, Side::Mentee, &mentee)?;
        // No window on the grid opens more than the best does.
        if data.mentees.iter().any(|it| it.id == mentee && it.availability.is_some()) {
            let (session, best) = (data.policy.session_minutes, all.first().map_or(0, |best| best.count as usize));
            for (_, day) in Day::ALL {
                for start in (0..=1440 - session).step_by(60) {
                    let window = WeeklyWindow { day, start: time(start), end: time(start + session), preference: None };
                    prop_assert!(opened(&data, Side::Mentee, &mentee, window).len() <= best);
                }
            }
        } else {
            prop_assert!(all.is_empty(), "who states nothing has every time");
        }
    }

    #[test]
    fn common_time_is_what_minutes_say(data in abroad()) {
        let cohort = Cohort::try_from(data.clone()).unwrap();
        let matcher = Matcher::new(cohort.clone());
        let plan = fireside::calendar::Plan::over(&data.policy.horizon).unwrap();
        let free = |stated: &Availability| {
            let mut minutes = vec![false; plan.minutes() as usize];
            plan.spans(stated).iter().for_each(|(from, to)| minutes[from as usize..to as usize].fill(true));
            minutes
        };
        let (session, slot) = (data.policy.session_minutes as usize, data.policy.slot_minutes as usize);
        for mentor in &data.mentors {
            for mentee in &data.mentees {
                let time = matcher.explain(&mentor.id, &mentee.id).unwrap().time;
                let stated = [&mentor.availability, &mentee.availability];
                prop_assert_eq!(time.is_none(), stated.iter().all(|it| it.is_none()));
                let (Some(one), Some(other)) = (stated[0], stated[1]) else {
                    prop_assert!(time.is_none_or(|time| time.code == TimeCode::OneStatesNoTime.as_str()));
                    continue;
                };
                let (time, free) = (time.unwrap(), [free(one), free(other)]);
                let both: Vec<bool> = free[0].iter().zip(&free[1]).map(|(a, b)| *a && *b).collect();
                let runs: Vec<usize> = both.split(|free| !free).map(<[bool]>::len).filter(|run| *run > 0).collect();
                let whole: Vec<usize> = runs.iter().copied().filter(|run| *run >= session).collect();
                let counted = if whole.is_empty() { &runs } else { &whole };
                prop_assert_eq!(time.minutes as usize, counted.iter().sum::<usize>());
                prop_assert_eq!(time.longest_minutes as usize, counted.iter().copied().max().unwrap_or(0));
                prop_assert_eq!(time.windows.len(), counted.len().min(10));
                for window in &time.windows {
                    let at = |instant: &str| plan.minute_of(Instant::parse(instant).unwrap()) as u32;
                    for (stated, told) in [(one, &window.mentor), (other, &window.mentee)] {
                        let (zone, start) = plan.local_time(at(&window.start), stated).unwrap();
                        prop_assert_eq!((zone, &start), (&told.time_zone[..], &told.start));
                        let (_, end) = plan.local_time(at(&window.end), &Availability::new(zone)).unwrap();
                        prop_assert_eq!(&end, &told.end, "by the clocks of the start");
                    }
                }
                let has = |free: &[bool], start: usize| free[start..start + session].iter().filter(|it| **it).count();
                let starts = || (0..=both.len() - session).step_by(slot);
                let shared = starts().any(|start| has(&both, start) == session);
                prop_assert_eq!(time.code == TimeCode::Shared.as_str(), shared);
                let code = |code: TimeCode| time.code == code.as_str();
                let silent = free.iter().any(|it| !it.contains(&true));
                prop_assert_eq!(code(TimeCode::OffGrid), !shared && !whole.is_empty());
                prop_assert_eq!(code(TimeCode::TooShort), whole.is_empty() && !runs.is_empty());
                prop_assert_eq!(code(TimeCode::NoFreeTime), silent);
                let lacks = starts().flat_map(|start| [(0, 1), (1, 0)].map(|(who, other)| (start, who, other)));
                let lacks = lacks.filter(|&(start, _, other)| has(&free[other], start) == session);
                let lacks = lacks.map(|(start, who, _)| (session - has(&free[who], start), start, who));
                let least = lacks.filter(|lack| lack.0 < session).min().filter(|_| !shared);
                let told = time.nearest.map(|it| (it.minutes as usize, it.start, it.person));
                let ids = [&mentor.id, &mentee.id];
                prop_assert_eq!(told, least.map(|(lack, at, who)| (lack, plan.utc(at as u32), ids[who].clone())));
            }
        }
    }
}

#[test]
fn at_most_a_hundred_are_told() {
    let mut data = CohortData { topics: vec![Topic::new("rust")], ..CohortData::default() };
    data.policy.horizon = Horizon { from: Date::new(2026, 12, 1), days: 7, as_of: None };
    let weekly = |day, start| Availability::new("UTC").weekly(day, time(start), time(start + 30));
    let mut want = Mentee::new("bo").wants(Want::new("rust"));
    want.availability = Some(weekly(Day::Mon, 0));
    data.mentees = vec![want];
    // A mentor for each half hour of three days: every one of these windows opens somebody whom no other does.
    for day in [Day::Tue, Day::Wed, Day::Thu] {
        for start in (0..1440).step_by(30) {
            let mut mentor = Mentor::new(format!("{day:?}{start:04}")).offers(Offer::new("rust"));
            mentor.availability = Some(weekly(day, start));
            data.mentors.push(mentor);
        }
    }
    let matcher = Matcher::new(Cohort::try_from(data).unwrap());
    let told = |k| matcher.openings(Side::Mentee, "bo", k, None, &Control::new()).unwrap();
    assert_eq!([told(0), told(99), told(u32::MAX)].map(|told| told.len()), [0, 99, 100]);
    assert_eq!(told(1)[0].text, "30 min from 07:00 on Tuesdays would open 1 mentor", "by day rather than at night");
}

#[test]
fn what_cannot_be_asked_is_refused() {
    let cohort = Cohort::builder()
        .topic(Topic::new("rust"))
        .mentor(Mentor::new("ada").offers(Offer::new("rust")))
        .mentee(Mentee::new("bo").wants(Want::new("rust")))
        .build()
        .unwrap();
    let matcher = Matcher::new(cohort);
    let ask = |side, person: &str, threads, control: &Control| matcher.openings(side, person, 3, threads, control);
    assert_eq!(ask(Side::Mentee, "bo", None, &Control::new()).unwrap(), [], "who states nothing has every time");
    let unknown = ask(Side::Mentor, "bo", None, &Control::new()).unwrap_err();
    assert_eq!((unknown.code(), unknown.path()), (ErrorCode::UnknownPerson, "person"));
    assert_eq!(ask(Side::Mentee, "bo", Some(0), &Control::new()).unwrap_err().path(), "threads");
    let token = CancelToken::new();
    token.cancel();
    let cancelled = ask(Side::Mentee, "bo", None, &Control::new().cancel(token)).unwrap_err();
    assert_eq!(cancelled.code(), ErrorCode::Cancelled);
}
