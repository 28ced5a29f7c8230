//! How good an answer is known to be.

use serde::Serialize;

use crate::read::{Reader, Shape};

/// How good an answer is known to be. Never an error: an answer always comes with its certified gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Nothing better exists; the gap is 0.
    #[default]
    Optimal,
    /// The answer is within the gap that it states: one that the caller allowed, or that is left where finding the best is too hard.
    WithinGap,
    /// The deadline ended the search; the gap says how much better an answer could be at most.
    Deadline,
}

impl Status {
    /// As documents spell it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Status::Optimal => "optimal",
            Status::WithinGap => "within_gap",
            Status::Deadline => "deadline",
        }
    }
}

/// Whether a total misses its bound by no more than `max_gap` millionths of the bound. Nothing is within a gap of 0.
pub(crate) fn is_within(total: i64, bound: i64, max_gap: u32) -> bool {
    let gap = i128::from(bound) - i128::from(total);
    max_gap > 0 && gap * i128::from(crate::points::FULL) <= i128::from(bound) * i128::from(max_gap)
}

impl Shape for Status {
    const EXPECTED: &'static str = "a status";
    fn from_text(reader: &mut Reader, value: &str) -> Option<Self> {
        reader.choice(
            value,
            &[("optimal", Status::Optimal), ("within_gap", Status::WithinGap), ("deadline", Status::Deadline)],
        )
    }
}
