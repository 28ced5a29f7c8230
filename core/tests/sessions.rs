//! Times for a matching: laws, and how many sessions there are against trying everything.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod sessions_support;

use std::time::Duration;

use fireside::calendar::Plan;
use fireside::model::*;
use fireside::solve::{TimetableProblem, timetable};
use fireside::{
    Cohort, Control, ErrorCode, Schedule, ScheduleOptions, Status, schedule_matching, schedule_matching_with,
};
use proptest::prelude::*;
use sessions_support::{Play, matching, matchings, most};

const TINY: Play =
    Play { mentors: 2, mentees: 5, pairs: 8, hours: 1, limits: true, buffers: true, simple: false, tight: true };
const SIMPLE: Play =
    Play { mentors: 2, mentees: 5, pairs: 5, hours: 1, limits: true, buffers: false, simple: true, tight: true };
const WIDE: Play =
    Play { mentors: 6, mentees: 20, pairs: 40, hours: 3, limits: true, buffers: true, simple: false, tight: true };

const CROWDED: Play =
    Play { mentors: 3, mentees: 30, pairs: 30, hours: 1, limits: false, buffers: false, simple: true, tight: true };

const LIMITED: Play = Play { mentors: 1, limits: true, ..CROWDED };

fn rooms(rooms: Option<u32>) -> ScheduleOptions {
    ScheduleOptions { rooms, threads: None }
}

fn check(schedule: &Schedule, cohort: &Cohort, pairs: &[(String, String)]) {
    if let Err(error) = schedule.verify(cohort, &matching(pairs)) {
        panic!("{error}\n{}\n{}", schedule.to_json(), cohort.to_json());
    }
    assert_eq!(&Schedule::from_json(&schedule.to_json()).unwrap(), schedule);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    /// Never more sessions than can be held, never fewer where the gap is 0, never a bound below.
    #[test]
    fn is_what_trying_everything_finds((data, pairs) in matchings(TINY), few in prop::option::weighted(0.3, 1_u32..3)) {
        let cohort = Cohort::try_from(data).unwrap();
        let schedule = schedule_matching(&cohort, &matching(&pairs), &rooms(few)).unwrap();
        check(&schedule, &cohort, &pairs);
        let Some(most) = most(&cohort, &pairs, few, 2_000_000.0) else { return Ok(()) };
        let figures = &schedule.figures;
        prop_assert!(figures.sessions <= most && most <= figures.bound, "{most} {figures:?} {}", cohort.to_json());
        if schedule.status == Status::Optimal {
            prop_assert_eq!(figures.sessions, most);
        }
    }

    /// One slot a session, no buffers, one pair a mentee, limits or rooms: that is exact.
    #[test]
    fn is_exact_where_it_is_a_flow((data, pairs) in matchings(SIMPLE), few in prop::option::of(1_u32..3)) {
        let mut data = data;
        if few.is_some() {
            let mentors = data.mentors.iter_mut().map(|it| &mut it.availability);
            for stated in mentors.chain(data.mentees.iter_mut().map(|it| &mut it.availability)).flatten() {
                (stated.max_sessions_per_week, stated.max_minutes_per_week) = (None, None);
            }
        }
        let cohort = Cohort::try_from(data).unwrap();
        let schedule = schedule_matching(&cohort, &matching(&pairs), &rooms(few)).unwrap();
        check(&schedule, &cohort, &pairs);
        prop_assert_eq!(schedule.status, Status::Optimal, "{} {}", schedule.to_json(), cohort.to_json());
        if let Some(most) = most(&cohort, &pairs, few, 2_000_000.0) {
            prop_assert_eq!(schedule.figures.sessions, most);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    /// Whatever people state, a schedule keeps to it, and is the same however people and pairs are listed and whoever works.
    #[test]
    fn keeps_to_everything((data, pairs) in matchings(WIDE), few in prop::option::weighted(0.3, 1_u32..4)) {
        let cohort = Cohort::try_from(data.clone()).unwrap();
        let schedule = schedule_matching(&cohort, &matching(&pairs), &ScheduleOptions { rooms: few, threads: Some(1) }).unwrap();
        check(&schedule, &cohort, &pairs);
        let mut other = data;
        other.mentors.reverse();
        other.mentees.reverse();
        let mut turned = pairs.clone();
        turned.reverse();
        let options = ScheduleOptions { rooms: few, threads: Some(2) };
        let again = schedule_matching(&Cohort::try_from(other).unwrap(), &matching(&turned), &options).unwrap();
        prop_assert_eq!(schedule.to_json(), again.to_json());
    }

    /// With one slot a session and one pair a mentee there are as many as the engine finds among bits.
    #[test]
    fn as_many_as_among_slots((data, pairs) in matchings(CROWDED)) {
        let cohort = Cohort::try_from(data).unwrap();
        let schedule = schedule_matching(&cohort, &matching(&pairs), &rooms(None)).unwrap();
        check(&schedule, &cohort, &pairs);
        let data = cohort.data();
        let (session, grid) = (data.policy.session_minutes, data.policy.slot_minutes);
        let mut plan = Plan::new(data.policy.horizon.from.unwrap(), data.policy.horizon.days);
        if let Some(as_of) = data.policy.horizon.as_of {
            plan = plan.with_as_of(as_of);
        }
        let slots = plan.minutes() / grid;
        let row = |stated: &Option<Availability>| {
            let spans = stated.as_ref().map(|stated| plan.spans(stated));
            let mut bits = vec![0_u64; (slots as usize).div_ceil(64)];
            for slot in 0..slots {
                let fits = |(from, to): (u32, u32)| from <= slot * grid && slot * grid + session <= to;
                bits[slot as usize / 64] |= u64::from(spans.as_ref().is_none_or(|it| it.iter().any(fits))) << (slot % 64);
            }
            bits
        };
        // Two who state nothing have no time together.
        let stated = |(j, i): &&(usize, usize)| data.mentors[*j].availability.is_some() || data.mentees[*i].availability.is_some();
        let mentor = |id: &str| data.mentors.iter().position(|it| it.id == id).unwrap();
        let mentee = |id: &str| data.mentees.iter().position(|it| it.id == id).unwrap();
        let all: Vec<(usize, usize)> = pairs.iter().map(|(j, i)| (mentor(j), mentee(i))).collect();
        let (mentors, mentees): (Vec<u32>, Vec<u32>) = all.iter().filter(stated).map(|&(j, i)| (j as u32, i as u32)).unzip();
        let mentee_free: Vec<u64> = data.mentees.iter().flat_map(|it| row(&it.availability)).collect();
        let mentor_free: Vec<u64> = data.mentors.iter().flat_map(|it| row(&it.availability)).collect();
        let problem = TimetableProblem { mentee: &mentees, mentor: &mentors, slots, mentee_free: &mentee_free, mentor_free: &mentor_free };
        let found = timetable(&problem, &Control::new()).unwrap();
        let held = found.slots.iter().flatten().count();
        prop_assert_eq!((schedule.sessions.len(), schedule.status), (held, Status::Optimal));
    }

    /// Rooms or limits, and too many pairs around one person to try them all: that is exact as well.
    #[test]
    fn crowds_prove_it_where_pairs_are_many(
        (data, pairs) in prop_oneof![matchings(CROWDED), matchings(LIMITED)],
        few in prop::option::of(1_u32..3),
    ) {
        let limited = data.mentors.iter().filter_map(|it| it.availability.as_ref());
        let limited = limited.chain(data.mentees.iter().filter_map(|it| it.availability.as_ref()));
        let limited = limited.into_iter().any(|it| it.max_sessions_per_week.or(it.max_minutes_per_week).is_some());
        let cohort = Cohort::try_from(data).unwrap();
        let schedule = schedule_matching(&cohort, &matching(&pairs), &rooms(few.filter(|_| !limited))).unwrap();
        check(&schedule, &cohort, &pairs);
        prop_assert_eq!(schedule.status, Status::Optimal, "{} {}", schedule.to_json(), cohort.to_json());
        prop_assert!(schedule.crowds.iter().all(|crowd| crowd.proof == "count" || crowd.pairs.len() <= 12));
    }

    /// More free time for somebody loses no session, where both schedules are the best.
    #[test]
    fn more_time_loses_nothing((data, pairs) in matchings(SIMPLE), who in any::<prop::sample::Index>(), hour in 0_u8..22) {
        let before = Cohort::try_from(data.clone()).unwrap();
        let mut data = data;
        let at = who.index(data.mentors.len());
        let Some(stated) = &mut data.mentors[at].availability else { return Ok(()) };
        let date = data.policy.horizon.from.unwrap();
        let time = |hour| DateTime { date, time: Time::new(hour, 0).unwrap() };
        *stated = std::mem::take(stated).extra(time(hour), time(hour + 2));
        let after = Cohort::try_from(data).unwrap();
        let matching = matching(&pairs);
        let [before, after] = [before, after].map(|it| schedule_matching(&it, &matching, &rooms(None)).unwrap());
        prop_assert_eq!((before.status, after.status), (Status::Optimal, Status::Optimal));
        prop_assert!(before.figures.sessions <= after.figures.sessions);
    }

    /// What can stay stays; a schedule that is kept whole is the same.
    #[test]
    fn sessions_that_are_still_possible_stay((data, pairs) in matchings(WIDE), busy in any::<prop::sample::Index>()) {
        let cohort = Cohort::try_from(data.clone()).unwrap();
        let matching = matching(&pairs);
        let first = schedule_matching(&cohort, &matching, &rooms(None)).unwrap();
        let run = |cohort: &Cohort| schedule_matching_with(cohort, &matching, Some(&first), &rooms(None), &Control::new()).unwrap();
        let same = run(&cohort);
        check(&same, &cohort, &pairs);
        prop_assert!(same.sessions.len() >= first.sessions.len());
        prop_assert_eq!(same.figures.kept, first.figures.sessions);
        let times = |schedule: &Schedule| -> Vec<String> {
            schedule.sessions.iter().filter(|it| it.kept).map(|it| format!("{} {} {}", it.mentor, it.mentee, it.start)).collect()
        };
        let before: Vec<String> = first.sessions.iter().map(|it| format!("{} {} {}", it.mentor, it.mentee, it.start)).collect();
        prop_assert_eq!(times(&same), before.clone());
        if first.sessions.is_empty() {
            return Ok(());
        }
        // Somebody has a meeting instead.
        let gone = &first.sessions[busy.index(first.sessions.len())];
        let instant = |text: &str| Instant::parse(text).unwrap();
        let meeting = Busy { start: instant(&gone.start), end: instant(&gone.end) };
        let mut data = data;
        let mentors = data.mentors.iter_mut().filter(|it| it.id == gone.mentor).filter_map(|it| it.availability.as_mut());
        let mentees = data.mentees.iter_mut().filter(|it| it.id == gone.mentor).filter_map(|it| it.availability.as_mut());
        let mut stated: Vec<&mut Availability> = mentors.chain(mentees).collect();
        if stated.is_empty() {
            return Ok(());
        }
        stated.iter_mut().for_each(|stated| stated.busy.push(meeting));
        let changed = Cohort::try_from(data).unwrap();
        let after = run(&changed);
        check(&after, &changed, &pairs);
        let moved = format!("{} {} {}", gone.mentor, gone.mentee, gone.start);
        prop_assert!(!times(&after).contains(&moved));
        prop_assert!(times(&after).iter().all(|session| before.contains(session)));
        // Buffers aside, nobody else has lost their time.
        if data_has_no_buffers(&changed) {
            prop_assert_eq!(after.figures.kept + 1, first.figures.sessions);
        }
    }

    /// A deadline leaves a schedule that holds.
    #[test]
    fn a_deadline_is_a_status((data, pairs) in matchings(WIDE)) {
        let cohort = Cohort::try_from(data).unwrap();
        let control = Control::new().timeout(Duration::ZERO);
        let schedule = schedule_matching_with(&cohort, &matching(&pairs), None, &rooms(None), &control).unwrap();
        let possible = schedule.sessions.len() + schedule.unscheduled.iter().filter(|it| it.starts > 0).count();
        prop_assert_eq!(schedule.status == Status::Deadline, possible > 0);
        check(&schedule, &cohort, &pairs);
    }
}

fn data_has_no_buffers(cohort: &Cohort) -> bool {
    let data = cohort.data();
    let stated = data.mentors.iter().map(|it| &it.availability).chain(data.mentees.iter().map(|it| &it.availability));
    stated.flatten().all(|it| it.buffer_before_minutes.unwrap_or(0) + it.buffer_after_minutes.unwrap_or(0) == 0)
}

/// Bo can come at nine or half past, Cem only at a quarter past: there are places for two, and yet only one can come.
#[test]
fn what_counting_does_not_show_trying_does() {
    let at = |from: &str, to: &str| ExtraWindow {
        start: DateTime::parse(&format!("2026-12-01T{from}")).unwrap(),
        end: DateTime::parse(&format!("2026-12-01T{to}")).unwrap(),
        preference: None,
    };
    let stated = |extra| Some(Availability { extra, ..Availability::new("UTC") });
    let mut data = CohortData::default();
    data.policy.horizon.from = Date::parse("2026-12-01");
    data.mentors.push(Mentor { availability: stated(vec![at("09:00", "10:00")]), ..Mentor::new("ada") });
    let bo = stated(vec![at("09:00", "09:29"), at("09:30", "09:59")]);
    data.mentees.push(Mentee { availability: bo, ..Mentee::new("bo") });
    data.mentees.push(Mentee { availability: stated(vec![at("09:15", "09:44")]), ..Mentee::new("cem") });
    data.policy.session_minutes = 29;
    data.policy.slot_minutes = 15;
    let cohort = Cohort::try_from(data).unwrap();
    let pairs = [("ada".to_owned(), "bo".to_owned()), ("ada".to_owned(), "cem".to_owned())];
    let schedule = schedule_matching(&cohort, &matching(&pairs), &rooms(None)).unwrap();
    check(&schedule, &cohort, &pairs);
    assert_eq!(
        (schedule.status, schedule.crowds[0].proof.as_str(), schedule.crowds[0].most),
        (Status::Optimal, "search", 1)
    );
}

#[test]
fn what_makes_no_sense_is_refused() {
    let cohort = Cohort::builder()
        .mentor(Mentor::new("ada"))
        .mentee(Mentee::new("ada"))
        .mentee(Mentee::new("bo"))
        .build()
        .unwrap();
    let code = |pairs: &[(&str, &str)]| {
        let pairs: Vec<(String, String)> = pairs.iter().map(|&(j, i)| (j.to_owned(), i.to_owned())).collect();
        let error = schedule_matching(&cohort, &matching(&pairs), &rooms(None)).unwrap_err();
        (error.code(), error.path().to_owned())
    };
    assert_eq!(code(&[("ada", "cem")]), (ErrorCode::UnknownPerson, "pairings[0].mentee".to_owned()));
    assert_eq!(code(&[("ada", "bo"), ("ada", "bo")]), (ErrorCode::DuplicateEntry, "pairings[1]".to_owned()));
    assert_eq!(code(&[("ada", "ada")]), (ErrorCode::Contradiction, "pairings[0]".to_owned()));
    let error = schedule_matching(&cohort, &matching(&[]), &rooms(Some(0))).unwrap_err();
    assert_eq!((error.code(), error.path()), (ErrorCode::OutOfRange, "rooms"));
    let none = schedule_matching(&cohort, &matching(&[("ada".into(), "bo".into())]), &rooms(None)).unwrap();
    assert_eq!(none.unscheduled[0].code, "no_times_stated");
    check(&none, &cohort, &[("ada".into(), "bo".into())]);
}
