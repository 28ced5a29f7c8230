//! When the pairs of a matching meet that was made together with its times, and the proof of it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{LimitedCoverage, LocalTime};
use crate::read::record;

/// When a pair meets. Instants are in UTC, for example `2026-12-01T09:00:00Z`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Appointment {
    /// When it starts.
    pub start: String,
    /// When it ends: `session_minutes` of the policy later.
    pub end: String,
    /// What the mentor's clocks show; absent if the mentor states no availability.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mentor_local: Option<LocalTime>,
    /// What the mentee's clocks show; absent if the mentee states no availability.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mentee_local: Option<LocalTime>,
    /// Whether all of it is in time that both prefer. Who prefers no time prefers all they have.
    pub preferred: bool,
}

/// The proof that no matching whose pairs have time for each other has more points.
///
/// A pair is worth its points less the price of its mentor, and less the prices of the slots that its session reaches into, of the mentor and of
/// rooms, at the cheapest start that both have. No such matching has more points than seats times price, plus every price of a
/// mentor's slot, plus rooms times price, plus every mentee's best of these, as many as they have seats, none below nothing. Seats
/// are those that locked pairs leave, and no more than the sessions a person has time for, within their buffers and weekly limits. Locked
/// pairs are no choice and count in full. Slots are `slot_minutes` of the policy long.
///
/// With the objective `coverage` the first mentor of every mentee without a locked pair is worth `coverage.bonus` more, and
/// `bound_points` is what no such matching exceeds that gives as many mentees a mentor: this sum, less the bonus for each of them who
/// has no locked pair. It is never more than the most points without times.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Times {
    /// No matching whose pairs have time for each other has more points; with the objective `coverage`, none that gives as many mentees a
    /// mentor.
    pub bound_points: i64,
    /// `bound_points` less the points of this matching: 0 proves that it is the best.
    pub gap: i64,
    /// Mentors' prices; those who are not listed have none.
    pub prices: BTreeMap<String, i64>,
    /// What slots of mentors cost beyond the mentor's price, in the order of mentors and slots; none below 1.
    pub slot_prices: Vec<SlotCost>,
    /// What rooms cost, in the order of slots; none below 1.
    pub room_prices: Vec<RoomCost>,
    /// With the objective `coverage`: how many mentees have a mentor, and why no more can.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coverage: Option<LimitedCoverage>,
}

/// The price of a mentor's slot.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct SlotCost {
    /// The mentor's id.
    pub mentor: String,
    /// When the slot starts.
    pub start: String,
    /// In points.
    pub price: i64,
}

/// The price of a room for a slot.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct RoomCost {
    /// When the slot starts.
    pub start: String,
    /// In points.
    pub price: i64,
}

record!(Appointment { required: start, end, preferred; optional: mentor_local, mentee_local; });
record!(Times { required: bound_points, gap, prices, slot_prices, room_prices; optional: coverage; });
record!(SlotCost { required: mentor, start, price; optional: ; });
record!(RoomCost { required: start, price; optional: ; });
