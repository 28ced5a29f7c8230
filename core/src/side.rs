//! The two sides of a market.

use crate::read::{Reader, Shape};

/// Who proposes, and so gets the best that stability allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The mentees.
    #[default]
    Mentee,
    /// The mentors.
    Mentor,
}

impl Side {
    /// As documents and the other languages spell it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Side::Mentee => "mentee",
            Side::Mentor => "mentor",
        }
    }

    /// Whom this one meets.
    pub(crate) const fn other(self) -> Side {
        match self {
            Side::Mentee => Side::Mentor,
            Side::Mentor => Side::Mentee,
        }
    }
}

impl Shape for Side {
    const EXPECTED: &'static str = "a side";
    fn from_text(reader: &mut Reader, value: &str) -> Option<Self> {
        reader.choice(value, &[("mentee", Side::Mentee), ("mentor", Side::Mentor)])
    }
}
