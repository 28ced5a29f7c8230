//! The two sides of a market.

use crate::read::{Reader, Shape};

/// Who proposes, and so gets the best that stability allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Side {
    /// The mentees.
    #[default]
    Mentee,
    /// The mentors.
    Mentor,
}

impl Shape for Side {
    const EXPECTED: &'static str = "a side";
    fn from_text(reader: &mut Reader, value: &str) -> Option<Self> {
        reader.choice(value, &[("mentee", Side::Mentee), ("mentor", Side::Mentor)])
    }
}
