//! When the pairs of a matching meet: the document `fireside/schedule/1`.

use serde::Serialize;

use super::{Run, Window};
use crate::calendar::Plan;
use crate::error::Error;
use crate::model::Availability;
use crate::read::record;
use crate::status::Status;

/// When the pairs of a matching meet, which of them cannot and why, and how many could at most.
///
/// Instants are in UTC, for example `2026-12-01T09:00:00Z`. Sessions and pairs are in the order of mentee, then mentor (bytes of UTF-8).
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Schedule {
    /// Always `fireside/schedule/1`.
    pub schema: String,
    /// `optimal`: no schedule has more sessions. `within_gap`: no more than `figures.gap` more. `deadline`: time ran out.
    pub status: Status,
    /// The conversations, each `session_minutes` of the policy long.
    pub sessions: Vec<Session>,
    /// The other pairs of the matching.
    pub unscheduled: Vec<Unscheduled>,
    /// Why there are no more sessions: pairs that have fewer places than they are. No two share a pair.
    pub crowds: Vec<SessionCrowd>,
    /// What it comes to.
    pub figures: ScheduleFigures,
    /// What the answer was made from.
    pub run: Run,
}

/// A conversation with a time.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Session {
    /// The mentor's id.
    pub mentor: String,
    /// The mentee's id.
    pub mentee: String,
    /// Id of the first topic of the pairing, as the mentee wants it; absent if it has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// When it starts.
    pub start: String,
    /// When it ends.
    pub end: String,
    /// What the mentor's clocks show; absent if the mentor states no availability.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mentor_local: Option<LocalTime>,
    /// What the mentee's clocks show; absent if the mentee states no availability.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mentee_local: Option<LocalTime>,
    /// Whether all of it is in time that both prefer. Who prefers no time prefers all they have.
    pub preferred: bool,
    /// Whether it is where the schedule before this one, or the matching, had it, and was to stay there.
    pub kept: bool,
}

/// A time as clocks somewhere show it, for example `2026-12-01T09:00+00:00`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct LocalTime {
    /// The zone in which the person is at the start.
    pub time_zone: String,
    /// The start.
    pub start: String,
    /// The end.
    pub end: String,
}

/// A pair without a time, and why.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Unscheduled {
    /// The mentor's id.
    pub mentor: String,
    /// The mentee's id.
    pub mentee: String,
    /// Why, one of [`UnscheduledCode`].
    pub code: String,
    /// In words.
    pub message: String,
    /// Ids of who stands in the way, in order; the first ten of them.
    pub people: Vec<String>,
    /// How many starts the two have in common, were nobody else there.
    pub starts: u32,
    /// The position in `crowds` of the one this pair is in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub crowd: Option<u32>,
    /// With `no_common_time`: the session that lacks the least.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nearest: Option<NearSession>,
}

/// A session that somebody would have to give more time for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct NearSession {
    /// Id of whoever has too little time; the other one is free.
    pub person: String,
    /// How many more minutes it takes.
    pub minutes: u32,
    /// When it would start.
    pub start: String,
    /// When it would end.
    pub end: String,
}

/// Pairs of which no schedule holds more than so many.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct SessionCrowd {
    /// `crowded`, `weekly_limit` or `no_room`.
    pub code: String,
    /// Id of the person in all of the pairs whose time is short; absent if rooms are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// The pairs, in order.
    pub pairs: Vec<SessionPair>,
    /// At how many starts any of them could meet.
    pub starts: u32,
    /// The first ten stretches from the first of such starts to the end of the session at the last.
    pub windows: Vec<Window>,
    /// The most that can be held, fewer than pairs.
    pub most: u32,
    /// `count`: there is no more place at those starts. `search`: no way of holding more was left out.
    pub proof: String,
}

/// Who is to meet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize)]
pub struct SessionPair {
    /// The mentor's id.
    pub mentor: String,
    /// The mentee's id.
    pub mentee: String,
}

/// A schedule in figures.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct ScheduleFigures {
    /// The pairs of the matching.
    pub pairs: u32,
    /// How many of them have a session.
    pub sessions: u32,
    /// No schedule has more: the pairs with a start, less what crowds lack.
    pub bound: u32,
    /// `bound` − `sessions`.
    pub gap: u32,
    /// Sessions in time that both prefer.
    pub preferred: u32,
    /// Sessions that were kept.
    pub kept: u32,
    /// Free minutes of the matching's mentors over the horizon, of those who state availability.
    pub free_minutes: u64,
    /// Their minutes in sessions as mentors.
    pub session_minutes: u64,
    /// The second as a share of the first; 0 if there is no free time.
    #[serde(serialize_with = "crate::points::number")]
    pub utilisation: f64,
}

/// Why a pair has no session. Hosts may branch on it and translate it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum UnscheduledCode {
    /// Neither of the two states availability.
    NoTimesStated,
    /// One of the two may have fewer minutes a week than a session takes; or a crowd would have place without the weekly limit.
    WeeklyLimit,
    /// The two are never both free for a whole session.
    NoCommonTime,
    /// The pair is in a crowd around one person, who has too few places for it.
    Crowded,
    /// Rooms are too few.
    NoRoom,
    /// At every time the two have in common, somebody's other session, buffer or weekly limit is in the way, and no way round was found.
    TimesTaken,
    /// The deadline came before the pair was placed.
    Deadline,
}

impl UnscheduledCode {
    /// Every code there is.
    pub const ALL: [UnscheduledCode; 7] = [
        UnscheduledCode::NoTimesStated,
        UnscheduledCode::WeeklyLimit,
        UnscheduledCode::NoCommonTime,
        UnscheduledCode::Crowded,
        UnscheduledCode::NoRoom,
        UnscheduledCode::TimesTaken,
        UnscheduledCode::Deadline,
    ];

    /// As documents spell it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            UnscheduledCode::NoTimesStated => "no_times_stated",
            UnscheduledCode::WeeklyLimit => "weekly_limit",
            UnscheduledCode::NoCommonTime => "no_common_time",
            UnscheduledCode::Crowded => "crowded",
            UnscheduledCode::NoRoom => "no_room",
            UnscheduledCode::TimesTaken => "times_taken",
            UnscheduledCode::Deadline => "deadline",
        }
    }
}

impl LocalTime {
    /// What a person's clocks show from one minute of the horizon to another; `None` in a zone that does not exist.
    pub(crate) fn of(plan: &Plan, availability: &Availability, start: u32, end: u32) -> Option<Self> {
        let (zone, start) = plan.local_time(start, availability)?;
        let (_, end) = plan.local_time(end, availability)?;
        Some(LocalTime { time_zone: zone.to_owned(), start, end })
    }
}

record!(Schedule { required: schema, status, sessions, unscheduled, crowds, figures, run; optional: ; });
record!(Session {
    required: mentor, mentee, start, end, preferred, kept;
    optional: topic, mentor_local, mentee_local;
});
record!(LocalTime { required: time_zone, start, end; optional: ; });
record!(Unscheduled { required: mentor, mentee, code, message, people, starts; optional: crowd, nearest; });
record!(NearSession { required: person, minutes, start, end; optional: ; });
record!(SessionCrowd { required: code, pairs, starts, windows, most, proof; optional: person; });
record!(SessionPair { required: mentor, mentee; optional: ; });
record!(ScheduleFigures {
    required: pairs, sessions, bound, gap, preferred, kept, free_minutes, session_minutes, utilisation;
    optional: ;
});

impl Schedule {
    /// The schema this version reads and writes.
    pub const SCHEMA: &'static str = "fireside/schedule/1";

    /// The document, on one line; the same bytes in every language.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Plain data with text keys: serialisation into memory has no way to fail.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads a document back, for example to verify it later.
    ///
    /// # Errors
    /// Text that is not such a document, with everything that is wrong with it.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        super::read_document(text, Schedule::SCHEMA, |schedule: &Schedule| &schedule.schema)
    }
}
