//! What a long-lived matcher knows of somebody.

use serde::Serialize;

use crate::model::{Moment, Status};

/// What is known of somebody for what happened.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PersonStanding {
    /// Their id.
    pub person: String,
    /// Whether they take part.
    pub status: Status,
    /// As a mentor, if they are one.
    pub as_mentor: Option<RoleStanding>,
    /// As a mentee, if they are one.
    pub as_mentee: Option<RoleStanding>,
    /// How likely they answer when they are asked; nothing as long as they never were.
    pub responsiveness: Option<Odds>,
    /// How likely they appear; nothing as long as they were never expected.
    pub reliability: Option<Odds>,
}

/// Seats in one role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RoleStanding {
    /// `capacity` of a mentor, `mentors_wanted` of a mentee.
    pub seats: u32,
    /// How many are open: without those that conversations take, that a budget does not allow, and that a mentee has had. None
    /// while they rest.
    pub open: u32,
    /// Conversations that take a seat, proposals among them.
    pub engaged: u32,
    /// Nobody is matched with them until then.
    pub resting_until: Option<Moment>,
    /// How often they were passed over; for mentees.
    pub passed_over: u32,
}

/// How likely something is, and what that rests on.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Odds {
    /// From 0 to 1.
    #[serde(serialize_with = "crate::points::number")]
    pub value: f64,
    /// How often it was so.
    pub successes: u32,
    /// Out of how many times.
    pub observations: u32,
    /// In words.
    pub text: String,
}
