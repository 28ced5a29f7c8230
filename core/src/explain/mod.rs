//! The reason for every answer.

use serde::Serialize;

use crate::matching::{Pairing, Reason};

/// Why a pair is or is not possible, and what it is worth.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    /// The mentor's id.
    pub mentor: String,
    /// The mentee's id.
    pub mentee: String,
    /// Whether the two may meet.
    pub eligible: bool,
    /// The score with its parts; what it would be, if they may not meet.
    pub pairing: Pairing,
    /// Everything that stands in the way; empty if they may meet.
    pub reasons: Vec<Reason>,
}
