//! The verifier of schedules is worth what it rejects: one lie of each kind.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod sessions_support;

use fireside::matching::{LocalTime, SessionPair};
use fireside::{Cohort, ErrorCode, Matching, Schedule, ScheduleOptions, Status, schedule_matching};
use sessions_support::matching;

const PAIRS: [(&str, &str); 12] = [
    ("ada", "bo"),
    ("ada", "cem"),
    ("ada", "dan"),
    ("ada", "eve"),
    ("fay", "gus"),
    ("fay", "hal"),
    ("ivy", "joe"),
    ("kim", "lee"),
    ("kim", "moe"),
    ("ned", "oli"),
    ("pam", "quin"),
    ("pam", "ray"),
];

/// Ada has time for three (half an hour each, quarters between them), Fay for one a week; Ivy's and Joe's hours miss each other by ten
/// minutes; Kim is needed by two at once, one of whom can come at another time; Ned and Oli state nothing; Pam and Ray prefer times.
fn cohort() -> Cohort {
    Cohort::from_json(
        r#"{
        "schema": "fireside/cohort/1",
        "policy": {"horizon": {"from": "2026-03-27", "days": 7, "as_of": "2026-03-27T00:00:00Z"}},
        "mentors": [
            {"id": "ada", "offers": [], "availability": {"time_zone": "Europe/London", "buffer_after_minutes": 10, "buffer_before_minutes": 15,
                "weekly": [{"day": "mon", "start": "09:00", "end": "11:15"}], "busy": [{"start": "2026-03-30T06:00:00Z", "end": "2026-03-30T07:00:00Z"}]}},
            {"id": "fay", "offers": [], "availability": {"time_zone": "Asia/Kolkata", "max_minutes_per_week": 59,
                "weekly": [{"day": "tue", "start": "09:00", "end": "12:00"}]}},
            {"id": "ivy", "offers": [], "availability": {"time_zone": "America/New_York",
                "weekly": [{"day": "fri", "start": "09:00", "end": "10:00"}]}},
            {"id": "kim", "offers": [], "availability": {"time_zone": "UTC", "max_sessions_per_week": 2, "notice_minutes": 60,
                "weekly": [{"day": "wed", "start": "09:00", "end": "10:00"}]}},
            {"id": "ned", "offers": []},
            {"id": "pam", "offers": [], "availability": {"time_zone": "UTC", "weekly": [
                {"day": "thu", "start": "09:00", "end": "10:00"}, {"day": "thu", "start": "14:00", "end": "16:00", "preference": "preferred"}]}}
        ],
        "mentees": [
            {"id": "bo", "wants": []}, {"id": "cem", "wants": []}, {"id": "dan", "wants": []}, {"id": "eve", "wants": []},
            {"id": "gus", "wants": []}, {"id": "hal", "wants": []},
            {"id": "joe", "wants": [], "availability": {"time_zone": "UTC", "weekly": [{"day": "fri", "start": "13:40", "end": "14:20"}],
                "away": [{"from": "2026-03-27", "to": "2026-03-27"}], "extra": [{"start": "2026-03-27T12:00", "end": "2026-03-27T13:20"}]}},
            {"id": "lee", "wants": [], "availability": {"time_zone": "UTC", "weekly": [{"day": "wed", "start": "09:00", "end": "09:30"}]}},
            {"id": "moe", "wants": []}, {"id": "oli", "wants": []}, {"id": "quin", "wants": []}, {"id": "ray", "wants": []}
        ]}"#,
    )
    .unwrap()
}

fn pairs() -> Matching {
    matching(&PAIRS.map(|(mentor, mentee)| (mentor.to_owned(), mentee.to_owned())))
}

fn honest(rooms: Option<u32>) -> Schedule {
    schedule_matching(&cohort(), &pairs(), &ScheduleOptions { rooms, threads: None }).unwrap()
}

/// The codes that verifying reports after `lie`.
fn after(rooms: Option<u32>, lie: impl FnOnce(&mut Schedule)) -> Vec<ErrorCode> {
    let mut schedule = honest(rooms);
    let before = schedule.clone();
    lie(&mut schedule);
    assert_ne!(before, schedule, "a lie changes something");
    match schedule.verify(&cohort(), &pairs()) {
        Ok(()) => Vec::new(),
        Err(error) => error.problems().map(|problem| problem.code).collect(),
    }
}

fn rejects(code: ErrorCode, lie: impl FnOnce(&mut Schedule)) {
    let codes = after(None, lie);
    assert!(codes.contains(&code), "{codes:?}");
}

/// Puts the session of a mentee somewhere else, with the clocks that go with it.
fn put(schedule: &mut Schedule, mentee: &str, start: &str, end: &str) {
    let session = schedule.sessions.iter_mut().find(|it| it.mentee == mentee).unwrap();
    (session.start, session.end) = (start.to_owned(), end.to_owned());
}

fn unscheduled<'a>(schedule: &'a mut Schedule, mentee: &str) -> &'a mut fireside::matching::Unscheduled {
    schedule.unscheduled.iter_mut().find(|it| it.mentee == mentee).unwrap()
}

#[test]
fn honest_documents_pass() {
    let schedule = honest(None);
    schedule.verify(&cohort(), &pairs()).unwrap();
    let told = |schedule: &Schedule| -> Vec<(String, String)> {
        schedule.unscheduled.iter().map(|it| (it.mentee.clone(), it.code.clone())).collect()
    };
    let is = |told: &[(String, String)], mentees: &[(&str, &str)]| {
        assert_eq!(told.iter().map(|it| (&*it.0, &*it.1)).collect::<Vec<_>>(), mentees);
    };
    is(
        &told(&schedule),
        &[("eve", "crowded"), ("hal", "weekly_limit"), ("joe", "no_common_time"), ("oli", "no_times_stated")],
    );
    assert_eq!((schedule.status, schedule.figures.sessions, schedule.figures.bound), (Status::Optimal, 8, 8));
    let joe = &schedule.unscheduled[2];
    assert_eq!(
        joe.nearest.as_ref().map(|it| (it.person.as_str(), it.minutes, it.start.as_str())),
        Some(("joe", 10, "2026-03-27T13:00:00Z"))
    );
    let pam: Vec<&str> = schedule.sessions.iter().filter(|it| it.mentor == "pam").map(|it| it.start.as_str()).collect();
    assert_eq!(pam, ["2026-04-02T14:00:00Z", "2026-04-02T14:30:00Z"], "preferred, then early");
    // London has moved its clocks on the day before.
    assert_eq!(schedule.sessions[0].mentor_local.as_ref().unwrap().start, "2026-03-30T09:00+01:00");
    let one = honest(Some(1));
    one.verify(&cohort(), &pairs()).unwrap();
}

#[test]
fn another_cohort_or_matching_is_rejected() {
    rejects(ErrorCode::WrongCohort, |s| s.schema = "fireside/matching/1".into());
    rejects(ErrorCode::WrongCohort, |s| s.run.policy_hash.clear());
    rejects(ErrorCode::WrongCohort, |s| s.run.input_hash.clear());
    rejects(ErrorCode::WrongCohort, |s| s.run.objective = "total".into());
    rejects(ErrorCode::WrongCohort, |s| _ = s.run.options.insert("rooms".into(), "0".into()));
    let mut fewer = pairs();
    fewer.pairings.pop();
    assert_eq!(honest(None).verify(&cohort(), &fewer).unwrap_err().code(), ErrorCode::IneligiblePair);
}

#[test]
fn a_pair_without_an_answer_or_with_two_is_rejected() {
    rejects(ErrorCode::PersonUnanswered, |s| _ = s.sessions.pop());
    rejects(ErrorCode::PersonUnanswered, |s| _ = s.unscheduled.pop());
    rejects(ErrorCode::PersonUnanswered, |s| s.sessions.push(s.sessions[7].clone()));
    rejects(ErrorCode::PersonUnanswered, |s| s.sessions.swap(0, 1));
    rejects(ErrorCode::IneligiblePair, |s| s.sessions[0].mentor = "fay".into());
    rejects(ErrorCode::IneligiblePair, |s| s.sessions[0].mentee = "stranger".into());
}

#[test]
fn a_session_where_it_cannot_be_is_rejected() {
    // Outside a window; before the buffer of a meeting is over; not on the grid; of another length; no instant of the horizon.
    rejects(ErrorCode::IneligiblePair, |s| put(s, "lee", "2026-04-01T09:30:00Z", "2026-04-01T10:00:00Z"));
    rejects(ErrorCode::IneligiblePair, |s| put(s, "bo", "2026-03-30T07:00:00Z", "2026-03-30T07:30:00Z"));
    rejects(ErrorCode::IneligiblePair, |s| put(s, "quin", "2026-04-02T15:05:00Z", "2026-04-02T15:35:00Z"));
    rejects(ErrorCode::IneligiblePair, |s| put(s, "quin", "2026-04-02T15:00:00Z", "2026-04-02T15:45:00Z"));
    rejects(ErrorCode::IneligiblePair, |s| put(s, "quin", "2027-04-02T15:00:00Z", "2027-04-02T15:30:00Z"));
    rejects(ErrorCode::IneligiblePair, |s| put(s, "quin", "2026-04-02T15:00Z", "2026-04-02T15:30Z"));
}

/// Notice counts from `as_of`, and before it nobody has time.
#[test]
fn a_session_without_notice_is_rejected() {
    let text = cohort().to_json().replace(r#""as_of":"2026-03-27T00:00:00Z""#, r#""as_of":"2026-04-01T08:30:00Z""#);
    let late = Cohort::from_json(&text).unwrap();
    let mut schedule = schedule_matching(&late, &pairs(), &ScheduleOptions::default()).unwrap();
    schedule.verify(&late, &pairs()).unwrap();
    // Kim wants an hour's notice, until 09:30: Lee cannot come, and Moe not so early.
    assert_eq!(unscheduled(&mut schedule, "lee").code, "no_common_time");
    put(&mut schedule, "moe", "2026-04-01T09:15:00Z", "2026-04-01T09:45:00Z");
    let error = schedule.verify(&late, &pairs()).unwrap_err();
    assert!(error.problems().any(|it| it.code == ErrorCode::IneligiblePair && it.message == "`kim` is not free then"));
}

#[test]
fn two_places_at_once_buffers_weeks_and_rooms_are_counted() {
    rejects(ErrorCode::SeatOversold, |s| put(s, "quin", "2026-04-02T14:30:00Z", "2026-04-02T15:00:00Z"));
    rejects(ErrorCode::SeatOversold, |s| put(s, "ray", "2026-04-02T14:15:00Z", "2026-04-02T14:45:00Z"));
    rejects(ErrorCode::SeatOversold, |s| {
        // Half an hour each, one after the other, and Ada needs a quarter between them.
        put(s, "bo", "2026-03-30T08:00:00Z", "2026-03-30T08:30:00Z");
        put(s, "cem", "2026-03-30T08:30:00Z", "2026-03-30T09:00:00Z");
    });
    rejects(ErrorCode::SeatOversold, |s| {
        // Fay has 59 minutes a week.
        let hal = s.unscheduled.iter().position(|it| it.mentee == "hal").unwrap();
        s.unscheduled.remove(hal);
        let mut session = s.sessions.iter().find(|it| it.mentee == "gus").unwrap().clone();
        session.mentee = "hal".into();
        (session.start, session.end) = ("2026-03-31T05:00:00Z".into(), "2026-03-31T05:30:00Z".into());
        let at = s.sessions.iter().position(|it| it.mentee.as_str() > "hal").unwrap();
        s.sessions.insert(at, session);
    });
    // In one room, Pam's sessions move to Ada's time, which is not hers, but the room is what is counted first.
    let codes = after(Some(1), |s| {
        let ada = s.sessions.iter().find(|it| it.mentor == "ada").unwrap().clone();
        let pam = s.sessions.iter_mut().find(|it| it.mentor == "pam").unwrap();
        (pam.start, pam.end) = (ada.start, ada.end);
    });
    assert!(codes.contains(&ErrorCode::SeatOversold), "{codes:?}");
}

#[test]
fn facts_of_sessions_are_checked() {
    rejects(ErrorCode::ScoreMismatch, |s| s.sessions[0].topic = Some("rust".into()));
    rejects(ErrorCode::ScoreMismatch, |s| s.sessions[0].mentor_local = None);
    rejects(ErrorCode::ScoreMismatch, |s| s.sessions[0].mentee_local = Some(LocalTime::default()));
    rejects(ErrorCode::ScoreMismatch, |s| {
        s.sessions[0].mentor_local.as_mut().unwrap().time_zone = "Europe/Paris".into();
    });
    rejects(ErrorCode::ScoreMismatch, |s| s.sessions[7].preferred = false);
}

#[test]
fn reasons_are_asked_again() {
    rejects(ErrorCode::ScoreMismatch, |s| unscheduled(s, "joe").code = "crowded".into());
    rejects(ErrorCode::ScoreMismatch, |s| unscheduled(s, "joe").nearest.as_mut().unwrap().minutes = 5);
    rejects(ErrorCode::ScoreMismatch, |s| unscheduled(s, "joe").nearest.as_mut().unwrap().person = "ivy".into());
    rejects(ErrorCode::ScoreMismatch, |s| unscheduled(s, "joe").nearest = None);
    rejects(ErrorCode::ScoreMismatch, |s| unscheduled(s, "oli").message.push('!'));
    rejects(ErrorCode::ScoreMismatch, |s| unscheduled(s, "oli").people.clear());
    rejects(ErrorCode::ScoreMismatch, |s| unscheduled(s, "hal").starts += 1);
    rejects(ErrorCode::ScoreMismatch, |s| unscheduled(s, "hal").crowd = None);
    rejects(ErrorCode::ScoreMismatch, |s| unscheduled(s, "eve").code = "times_taken".into());
}

#[test]
fn crowds_and_the_bound_are_counted() {
    rejects(ErrorCode::BoundMismatch, |s| s.crowds[0].most += 1);
    rejects(ErrorCode::BoundMismatch, |s| s.crowds[0].most -= 1);
    rejects(ErrorCode::BoundMismatch, |s| _ = s.crowds[0].pairs.pop());
    rejects(ErrorCode::BoundMismatch, |s| s.crowds[0].person = Some("bo".into()));
    rejects(ErrorCode::BoundMismatch, |s| s.crowds[0].person = None);
    rejects(ErrorCode::BoundMismatch, |s| s.crowds[0].proof = "trust".into());
    rejects(ErrorCode::BoundMismatch, |s| {
        s.crowds[0].pairs.push(SessionPair { mentor: "ada".into(), mentee: "stranger".into() });
    });
    rejects(ErrorCode::BoundMismatch, |s| s.crowds.push(s.crowds[0].clone()));
    rejects(ErrorCode::ScoreMismatch, |s| s.crowds[0].code = "weekly_limit".into());
    rejects(ErrorCode::ScoreMismatch, |s| s.crowds[0].starts = 1);
    rejects(ErrorCode::ScoreMismatch, |s| s.crowds[0].windows.clear());
    rejects(ErrorCode::BoundMismatch, |s| s.figures.bound += 1);
    rejects(ErrorCode::BoundMismatch, |s| (s.figures.bound, s.figures.gap) = (9, 1));
    rejects(ErrorCode::BoundMismatch, |s| s.figures.gap = 1);
}

#[test]
fn figures_and_the_status_are_checked() {
    rejects(ErrorCode::TotalMismatch, |s| s.figures.pairs += 1);
    rejects(ErrorCode::TotalMismatch, |s| s.figures.sessions += 1);
    rejects(ErrorCode::TotalMismatch, |s| s.figures.preferred -= 1);
    rejects(ErrorCode::TotalMismatch, |s| s.figures.kept += 1);
    rejects(ErrorCode::TotalMismatch, |s| s.figures.free_minutes += 1);
    rejects(ErrorCode::TotalMismatch, |s| s.figures.session_minutes += 1);
    rejects(ErrorCode::TotalMismatch, |s| s.figures.utilisation = 1.0);
    rejects(ErrorCode::StatusMismatch, |s| s.status = Status::WithinGap);
    // Later than it could be; and a pair that could simply have been given a time.
    rejects(ErrorCode::StatusMismatch, |s| {
        let quin = s.sessions.iter().position(|it| it.mentee == "quin").unwrap();
        let session = &mut s.sessions[quin];
        (session.start, session.end) = ("2026-04-02T15:30:00Z".into(), "2026-04-02T16:00:00Z".into());
        let local = session.mentor_local.as_mut().unwrap();
        (local.start, local.end) = ("2026-04-02T15:30+00:00".into(), "2026-04-02T16:00+00:00".into());
    });
    rejects(ErrorCode::StatusMismatch, |s| {
        let moe = s.sessions.iter().position(|it| it.mentee == "moe").unwrap();
        s.sessions.remove(moe);
        let mut moe = s.unscheduled[0].clone();
        (moe.mentor, moe.mentee) = ("kim".into(), "moe".into());
        s.unscheduled.insert(3, moe);
    });
}

#[test]
fn other_documents_are_not_read() {
    let text = honest(None).to_json().replace("fireside/schedule/1", "fireside/schedule/2");
    assert_eq!(Schedule::from_json(&text).unwrap_err().code(), ErrorCode::UnsupportedSchema);
}
