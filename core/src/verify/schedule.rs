//! Schedules: judged in minutes, from what people state, trusting neither the solver nor its slots.
//!
//! Free time and weeks come anew from the calendar; where sessions may be, what is in their way and what crowds have place for is
//! worked out here by trying.

mod crowd;
mod facts;
mod people;
mod places;
mod reason;

use std::collections::{BTreeMap, BTreeSet};

use super::same_origin;
use crate::cohort::Cohort;
use crate::error::{Error, ErrorCode, Problems};
use crate::matching::{Matching, Pairing, Schedule, Session};
use crate::model::Instant;
use crate::options::ScheduleOptions;
use crate::read::excerpt;
use crate::run::ROOMS;
use crate::sessions::{OBJECTIVE, record};
use crate::status::Status;
use crate::threads;
use facts::check_figures;
pub(super) use people::{Person, Side};
use people::{people, sides};

impl Schedule {
    /// Whether this document is a schedule of the matching: an answer for every pair, nobody in two places, everybody's free time, buffers and
    /// limits, rooms, reasons, figures, and a bound that no schedule exceeds. That kept sessions were where they are before is
    /// not checked.
    ///
    /// O(pairs · starts), and for crowds that are proved by trying O(2^12) each at most.
    ///
    /// # Errors
    /// Everything that does not hold, each with its path in the document.
    pub fn verify(&self, cohort: &Cohort, matching: &Matching) -> Result<(), Error> {
        threads::with(None, || verify(self, cohort, matching))?
    }
}

/// Mentee and mentor.
type Key<'a> = (&'a str, &'a str);

/// Everything a part of the check looks at.
pub(super) struct Ground<'a> {
    schedule: &'a Schedule,
    cohort: &'a Cohort,
    /// The first topic of each pair.
    topics: BTreeMap<Key<'a>, Option<&'a str>>,
    /// The crowd of each pair that is in one.
    crowds: BTreeMap<Key<'a>, usize>,
    /// In minutes.
    session: i64,
    grid: i64,
    rooms: Option<u32>,
    people: BTreeMap<&'a str, Person>,
    /// Free time of both, mentor first.
    sides: BTreeMap<Key<'a>, [Side; 2]>,
    /// Whose session starts when, by person.
    diaries: BTreeMap<&'a str, BTreeMap<i64, Key<'a>>>,
    /// How many sessions there are at each minute, if rooms are few.
    busy: Vec<u32>,
}

fn verify(schedule: &Schedule, cohort: &Cohort, matching: &Matching) -> Result<(), Error> {
    let mut problems = Problems::default();
    same_origin((&schedule.schema, Schedule::SCHEMA), &schedule.run, cohort, &mut problems);
    let rooms = check_run(schedule, cohort, &mut problems);
    check_pairs(schedule, cohort, matching, &mut problems);
    // Against another cohort or matching, nothing else would mean anything.
    problems.into_result()?;

    let mut ground = Ground::new(schedule, cohort, matching, rooms);
    let mut problems = Problems::default();
    let paths: Vec<String> = (0..schedule.sessions.len()).map(|k| format!("sessions[{k}]")).collect();
    ground.check_sessions(&paths, "sessions", &mut problems);
    // Who is in the way can only be asked of a schedule that can be kept.
    problems.into_result()?;

    let mut problems = Problems::default();
    ground.check_crowds(&mut problems);
    ground.check_reasons(&mut problems);
    check_figures(&ground, &mut problems);
    if schedule.status != Status::Deadline {
        ground.check_places(&mut problems);
    }
    problems.into_result()
}

fn first_topic(pairing: &Pairing) -> Option<&str> {
    pairing.shared_topics.first().map(|topic| topic.wanted.as_str())
}

/// How many rooms there were, by the record.
fn check_run(schedule: &Schedule, cohort: &Cohort, problems: &mut Problems) -> Option<u32> {
    let run = &schedule.run;
    let rooms = run.options.get(ROOMS).and_then(|rooms| rooms.parse().ok());
    let right = ScheduleOptions { rooms, threads: None }.check().is_ok();
    let expected = record(cohort, rooms);
    if !right || run.objective != OBJECTIVE || run.options != expected.options || run.seed != expected.seed {
        problems.add(ErrorCode::WrongCohort, "run", "this is not the record of a schedule");
    }
    rooms
}

/// That every pair of the matching has one answer, and nobody else.
fn check_pairs(schedule: &Schedule, cohort: &Cohort, matching: &Matching, problems: &mut Problems) {
    let wanted: BTreeSet<Key<'_>> =
        matching.pairings.iter().map(|pairing| (pairing.mentee.as_str(), pairing.mentor.as_str())).collect();
    let mut seen = BTreeSet::new();
    let sessions = schedule.sessions.iter().map(|it| (it.mentee.as_str(), it.mentor.as_str()));
    let unscheduled = schedule.unscheduled.iter().map(|it| (it.mentee.as_str(), it.mentor.as_str()));
    let (sessions, unscheduled): (Vec<Key<'_>>, Vec<Key<'_>>) = (sessions.collect(), unscheduled.collect());
    for (list, keys) in [("sessions", &sessions), ("unscheduled", &unscheduled)] {
        for (&key, k) in keys.iter().zip(0_usize..) {
            let who = format!("`{}` and `{}`", excerpt(key.1), excerpt(key.0));
            let known = cohort.find_mentor(key.1).is_some() && cohort.find_mentee(key.0).is_some() && key.0 != key.1;
            if !known || !wanted.contains(&key) {
                let message = format!("{who} are no pair of the matching");
                problems.add(ErrorCode::IneligiblePair, format!("{list}[{k}]"), message);
            } else if !seen.insert(key) {
                problems.add(ErrorCode::PersonUnanswered, format!("{list}[{k}]"), format!("{who} have two answers"));
            }
        }
        if keys.windows(2).any(|two| matches!(two, [one, other] if one > other)) {
            problems.add(ErrorCode::PersonUnanswered, list, "these are not in the order of mentee and mentor");
        }
    }
    for (mentee, mentor) in wanted.difference(&seen) {
        let message = format!("`{}` and `{}` have no answer", excerpt(mentor), excerpt(mentee));
        problems.add(ErrorCode::PersonUnanswered, "sessions", message);
    }
}

impl<'a> Ground<'a> {
    pub(super) fn new(schedule: &'a Schedule, cohort: &'a Cohort, matching: &'a Matching, rooms: Option<u32>) -> Self {
        let policy = &cohort.data().policy;
        let crowds = schedule.crowds.iter().zip(0..);
        Ground {
            schedule,
            cohort,
            topics: matching
                .pairings
                .iter()
                .map(|it| ((it.mentee.as_str(), it.mentor.as_str()), first_topic(it)))
                .collect(),
            crowds: crowds
                .flat_map(|(crowd, at)| crowd.pairs.iter().map(move |it| ((&*it.mentee, &*it.mentor), at)))
                .collect(),
            session: i64::from(policy.session_minutes),
            grid: i64::from(policy.slot_minutes),
            rooms,
            people: people(cohort, matching),
            sides: sides(cohort, matching),
            diaries: BTreeMap::new(),
            busy: Vec::new(),
        }
    }

    /// That every session may be where it is, for itself and beside the others; `paths` say where each is in a document, and `list` where all
    /// are.
    pub(super) fn check_sessions(&mut self, paths: &[String], list: &str, problems: &mut Problems) {
        let minutes = self.cohort.roster().plan.as_ref().map_or(0, |plan| plan.minutes() as usize);
        let mut busy = vec![0; minutes];
        let schedule = self.schedule;
        for (session, path) in schedule.sessions.iter().zip(paths) {
            self.check_session(session, path, &mut busy, problems);
        }
        self.busy = busy;
        self.check_diaries(list, problems);
        if let Some(rooms) = self.rooms
            && let Some(minute) = self.busy.iter().position(|&sessions| sessions > rooms)
        {
            let at = self.utc(minute as i64);
            problems.add(ErrorCode::SeatOversold, list, format!("there are more than {rooms} sessions at {at}"));
        }
    }

    fn utc(&self, minute: i64) -> String {
        let plan = self.cohort.roster().plan.as_ref();
        plan.zip(u32::try_from(minute).ok()).map(|(plan, minute)| plan.utc(minute)).unwrap_or_default()
    }

    fn minute(&self, instant: &str) -> Option<i64> {
        let minute = self.cohort.roster().plan.as_ref()?.minute_of(Instant::parse(instant)?);
        // One instant has several spellings, and documents one.
        (self.utc(minute) == instant).then_some(minute)
    }

    /// Where a session is, and whether it may be there for itself.
    fn check_session(&mut self, session: &'a Session, path: &str, busy: &mut [u32], problems: &mut Problems) {
        let mut wrong = |code, field: &str, message: String| problems.add(code, format!("{path}.{field}"), message);
        let (Some(start), Some(end)) = (self.minute(&session.start), self.minute(&session.end)) else {
            wrong(ErrorCode::IneligiblePair, "start", "this is no instant of the horizon".to_owned());
            return;
        };
        if end - start != self.session {
            wrong(ErrorCode::IneligiblePair, "end", format!("a session takes {} minutes", self.session));
        }
        if start % self.grid != 0 {
            let message = format!("sessions start every {} minutes from the horizon's start", self.grid);
            wrong(ErrorCode::IneligiblePair, "start", message);
        }
        let key = (session.mentee.as_str(), session.mentor.as_str());
        let Some(sides) = self.sides.get(&key) else { return };
        if sides.iter().all(|side| side.free.is_none()) {
            wrong(ErrorCode::IneligiblePair, "start", "neither of the two states when they have time".to_owned());
        }
        for (side, id) in sides.iter().zip([&session.mentor, &session.mentee]) {
            if !side.has(start, self.session) {
                wrong(ErrorCode::IneligiblePair, "start", format!("`{}` is not free then", excerpt(id)));
            }
        }
        if session.preferred != sides.iter().all(|side| side.prefers(start, self.session)) {
            wrong(ErrorCode::ScoreMismatch, "preferred", "this is not what the two prefer".to_owned());
        }
        for (ids, message) in facts::session(self, session, start) {
            wrong(ErrorCode::ScoreMismatch, ids, message);
        }
        for person in [session.mentor.as_str(), session.mentee.as_str()] {
            if self.diaries.entry(person).or_default().insert(start, key).is_some() {
                let message = format!("`{}` has another session at the same time", excerpt(person));
                wrong(ErrorCode::SeatOversold, "start", message);
            }
        }
        if self.rooms.is_some() {
            let minutes = usize::try_from(start).ok().zip(usize::try_from(end).ok());
            let minutes = minutes.and_then(|(start, end)| busy.get_mut(start..end));
            minutes.into_iter().flatten().for_each(|minute| *minute += 1);
        }
    }

    /// Everybody's sessions, one after the other and week by week.
    fn check_diaries(&self, list: &str, problems: &mut Problems) {
        for (id, diary) in &self.diaries {
            let Some(person) = self.people.get(id) else { continue };
            let mut weeks: BTreeMap<usize, i64> = BTreeMap::new();
            let mut free_from = i64::MIN;
            for &start in diary.keys() {
                if start < free_from {
                    let at = self.utc(start);
                    let message = format!("`{}` has a session too near to the one at {at}", excerpt(id));
                    problems.add(ErrorCode::SeatOversold, list, message);
                }
                free_from = start + self.session + person.buffer;
                *weeks.entry(person.week(start)).or_default() += 1;
            }
            if weeks.values().any(|&sessions| !person.allows(sessions, self.session)) {
                let message = format!("`{}` has more sessions or minutes in a week than they allow", excerpt(id));
                problems.add(ErrorCode::SeatOversold, list, message);
            }
        }
    }
}
