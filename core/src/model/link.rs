//! What is known of pairs: whom they met, who stays together, what the host's own signal says.

use serde::Serialize;

use super::civil::Instant;
use crate::read::record;

/// A mentor and a mentee, by id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Pair {
    /// The mentor's id.
    pub mentor: String,
    /// The mentee's id.
    pub mentee: String,
}

/// A pair of an earlier round. History outlives people: ids that are not in the cohort are no problem.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Meeting {
    /// The mentor's id.
    pub mentor: String,
    /// The mentee's id.
    pub mentee: String,
    /// The label of the round, for example `2026-Q3`. Rounds are ordered by their labels, runs of digits as numbers.
    /// A meeting without one counts as the latest round.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub round: Option<String>,
}

/// A pair that may not be for now: declined, met lately, a conversation under way. Whatever is listed is in force.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Apart {
    /// The mentor's id.
    pub mentor: String,
    /// The mentee's id.
    pub mentee: String,
    /// From when on they may be matched again, for people to read: no clock is asked, and whoever writes the cohort takes the pair
    /// off the list. Not said if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
}

/// The host's own signal for a pair.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Affinity {
    /// The mentor's id.
    pub mentor: String,
    /// The mentee's id.
    pub mentee: String,
    /// From 0 (none) to 1 (strongest).
    #[cfg_attr(feature = "schema", schemars(range(min = 0.0, max = 1.0)))]
    #[serde(serialize_with = "crate::points::number")]
    pub value: f64,
}

record!(Pair { required: mentor, mentee; optional: ; });
record!(Meeting { required: mentor, mentee; optional: round; });
record!(Apart { required: mentor, mentee; optional: until; });
record!(Affinity { required: mentor, mentee, value; optional: ; });

impl Pair {
    /// The pair of these two.
    #[must_use]
    pub fn new(mentor: impl Into<String>, mentee: impl Into<String>) -> Self {
        Pair { mentor: mentor.into(), mentee: mentee.into() }
    }
}

impl Apart {
    /// These two, until somebody says otherwise.
    #[must_use]
    pub fn new(mentor: impl Into<String>, mentee: impl Into<String>) -> Self {
        Apart { mentor: mentor.into(), mentee: mentee.into(), until: None }
    }

    /// Says from when on they may be matched again.
    #[must_use]
    pub fn until(mut self, until: Instant) -> Self {
        self.until = Some(until);
        self
    }
}
