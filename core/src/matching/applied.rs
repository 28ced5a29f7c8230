//! The document `fireside/applied/1`: what a long-lived matcher answers to events.

use serde::Serialize;

use crate::model::{Absent, Moment, Pair, Role};

/// What became of some events, and what is different for them.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Applied {
    /// Always `fireside/applied/1`.
    pub schema: String,
    /// The time of the latest event so far, which is what a matcher takes the time to be.
    pub now: Moment,
    /// One for each event, in the order in which they were given.
    pub events: Vec<Outcome>,
    /// The conversations that stand otherwise than before, in the order of mentor, then mentee.
    pub conversations: Vec<Conversation>,
    /// Pairs that are in the matching now and were not before, in the order of mentee, then mentor: whom to propose next.
    pub gained: Vec<GainedPair>,
    /// Pairs that were in the matching before and are not any more, likewise.
    pub lost: Vec<Pair>,
    /// How many mentees have other mentors in the matching than before although no event names them.
    pub churn: u32,
    /// The points of the matching.
    pub total_points: i64,
    /// How many more points there may be: 0 unless the deadline came first; nothing if it left no time to tell.
    pub gap: Option<i64>,
}

impl Applied {
    /// The schema this version writes.
    pub const SCHEMA: &'static str = "fireside/applied/1";

    /// The document as JSON, on one line.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// What became of one event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Outcome {
    /// The event's id.
    pub id: String,
    /// What became of it.
    pub outcome: OutcomeCode,
    /// What a host should know of it, if there is anything.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
}

/// What became of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum OutcomeCode {
    /// Something is different for it.
    Applied,
    /// It says nothing new, or comes when it cannot mean anything: it is remembered, and nothing is different.
    NoEffect,
    /// The same event came before.
    Duplicate,
    /// Another event has the same id. This one is not remembered.
    IdTaken,
    /// There are too many events of these two, or of this person. It is not remembered.
    TooMany,
}

/// What a host should know of an event that was taken all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Note {
    /// It names somebody who is not in the cohort, or not in that role.
    UnknownPerson,
    /// Somebody has more conversations now than seats. Nobody is proposed to them until they have a seat again.
    SeatsExceeded,
    /// Somebody is asked who is not to be matched for now.
    Paused,
}

/// Where a conversation stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Conversation {
    /// The mentor's id.
    pub mentor: String,
    /// The mentee's id.
    pub mentee: String,
    /// `proposed`, `accepted`, `scheduled`, `held`, `no_show`, `declined`, `withdrawn`, `cancelled` or `expired`; nothing if an
    /// event that came late says that there was none.
    pub state: Option<String>,
    /// Since when.
    pub since: Option<Moment>,
    /// Who asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked_by: Option<Role>,
    /// When it starts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<Moment>,
    /// How long it is, or was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
    /// Who did not appear.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub absent: Option<Absent>,
}

/// A pair that is in the matching now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct GainedPair {
    /// The mentor's id.
    pub mentor: String,
    /// The mentee's id.
    pub mentee: String,
    /// What the pair is worth.
    pub points: u32,
}
