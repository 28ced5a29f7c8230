//! The document `fireside/remedies/1`: what would give somebody a mentor.

use serde::Serialize;

use crate::model::Changes;
use crate::read::{Reader, Shape};

/// The smallest changes of each kind that would give somebody one mentor more.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Remedies {
    /// Always `fireside/remedies/1`.
    pub schema: String,
    /// The mentee's id.
    pub person: String,
    /// How many mentors they would like now: their open seats, none while they take no part.
    pub wanted: u32,
    /// How many they have in the matching with the most points.
    pub matched: u32,
    /// In the order of [`RemedyKind::ALL`]; of one kind the smallest change first, then the most points, then by topic, window, rule or mentor.
    pub remedies: Vec<Remedy>,
    /// Whether all changes that could help were tried. If not, the deadline came first, or `tries` were not enough: there may be smaller ones, and others.
    pub complete: bool,
}

impl Remedies {
    /// The schema this version writes.
    pub const SCHEMA: &'static str = "fireside/remedies/1";

    /// The document as JSON, on one line; the same bytes in every language.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// A change with which a run gives the person a mentor more.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Remedy {
    /// Of which kind it is.
    pub kind: RemedyKind,
    /// How much is changed, in the unit of its kind ([`RemedyKind`]).
    pub size: u32,
    /// The change, as [`Cohort::changed`](crate::Cohort::changed) and [`Matcher::what_if`](crate::Matcher::what_if) take it.
    pub changes: Changes,
    /// Whom they would meet then: the id; of several who are new to them, the one with the most points.
    pub mentor: String,
    /// What that pair would be worth, of 1,000,000.
    pub points: u32,
    /// How many points more all pairs would have together.
    pub total_points: i64,
    /// How many other mentees would have fewer mentors than now.
    pub left: u32,
    /// In words, for example "if Bo also asked for Rust, Bo would meet Ada".
    pub text: String,
}

/// What is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RemedyKind {
    /// The person, who is paused, takes part, in both roles. Size 1.
    Status,
    /// The person, who wants no mentor, wants one. Size 1.
    Wanted,
    /// They ask for one topic more. Size 1.
    #[default]
    Want,
    /// They have one weekly window more, of those that [`Matcher::openings`](crate::Matcher::openings) tries. Size: the minutes a week that are new.
    Window,
    /// One hard rule less, for everybody. Size 1.
    Rule,
    /// A lower `min_score`, for everybody: the points of a pair of theirs. Size: by how many points (of 1,000,000) it is lower.
    MinScore,
    /// A lower `min_overlap_minutes`, for everybody: what a pair of theirs has in common. Size: by how many minutes it is lower.
    MinOverlap,
    /// One seat more of one mentor. Size 1.
    Seat,
}

impl RemedyKind {
    /// Every kind there is, as documents spell it.
    pub const ALL: [(&'static str, RemedyKind); 8] = [
        ("status", RemedyKind::Status),
        ("wanted", RemedyKind::Wanted),
        ("want", RemedyKind::Want),
        ("window", RemedyKind::Window),
        ("rule", RemedyKind::Rule),
        ("min_score", RemedyKind::MinScore),
        ("min_overlap", RemedyKind::MinOverlap),
        ("seat", RemedyKind::Seat),
    ];
}

impl Shape for RemedyKind {
    const EXPECTED: &'static str = "a kind of remedy";
    fn from_text(reader: &mut Reader, value: &str) -> Option<Self> {
        reader.choice(value, &RemedyKind::ALL)
    }
}
