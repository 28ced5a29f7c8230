//! The document `fireside/waiting/1`: who waits for a mentor, and for how long.

use serde::Serialize;

use crate::model::Moment;

/// Everybody who waits for a mentor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct WaitingList {
    /// Always `fireside/waiting/1`.
    pub schema: String,
    /// The time of the latest event, which is what a matcher takes the time to be.
    pub now: Moment,
    /// How many seats of the mentors who take part were seen to come free.
    pub releases: u64,
    /// In how many hours of these mentors' seats, rounded down.
    pub seat_hours: u64,
    /// How many waits ended with a conversation so far.
    pub ended: u64,
    /// In how many hours of waiting, of those who still wait, too; rounded down.
    pub waited_hours: u64,
    /// Whoever waits: those of whom nobody knows since when first, then those who wait longest, then by id.
    pub waiting: Vec<Waiting>,
    /// Whether all of it was found; if not, the deadline came first.
    pub complete: bool,
}

impl WaitingList {
    /// The schema this version writes.
    pub const SCHEMA: &'static str = "fireside/waiting/1";

    /// The document as JSON, on one line.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// Somebody who waits for a mentor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Waiting {
    /// Their id.
    pub mentee: String,
    /// Since when: the latest of when they joined, said anew how many mentors they want or came back, and when a conversation of theirs
    /// ended before it was held. Nothing if no event says so.
    pub since: Option<Moment>,
    /// How many seats of theirs are open.
    pub open: u32,
    /// How many mentors they have in the matching: fewer than that.
    pub matched: u32,
    /// How many further mentors could take them, were a seat free.
    pub mentors: u32,
    /// How many seats these mentors have in all.
    pub seats: u64,
    /// How many of them are taken: by conversations, by others of the matching, or because their mentor rests or has used a budget up.
    pub taken: u64,
    /// How long until they have a mentor, as far as that is known.
    pub expected: Option<ExpectedWait>,
    /// Why it is not, if it is not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<WaitReason>,
}

/// How long somebody is expected to wait, in hours from the time of the latest event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ExpectedWait {
    /// The mean, rounded.
    pub hours: u64,
    /// One in ten waits no longer; rounded down.
    pub low: u64,
    /// One in ten waits longer; rounded up.
    pub high: u64,
}

impl ExpectedWait {
    pub(super) fn new(hours: u64, low: u64, high: u64) -> Self {
        ExpectedWait { hours, low, high }
    }
}

/// Why nothing is expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum WaitReason {
    /// No mentor could take them, however long they wait.
    NobodyEligible,
    /// A mentor who could take them has a seat that is free: it is not seats that they wait for, but what quotas and circles allow.
    SeatFree,
    /// No seat was seen to come free yet.
    NoHistory,
    /// The deadline came first.
    NoTime,
}
