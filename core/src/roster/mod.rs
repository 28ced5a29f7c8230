//! A cohort made ready to be scored: ids are dense numbers, topics resolved, windows real instants.
//!
//! People are numbered in the order of their ids, so that nothing downstream depends on the order in which they were
//! listed.

mod alone;
mod check;
mod column;
mod line;
mod links;
mod pairs;
mod person;
mod quota;
mod recruits;
mod resolve;
pub(crate) mod room;
mod shared;
mod suggest;

pub(crate) use alone::{Bonds, Guest};
pub use column::Column;
pub use line::ReportingLines;
pub use pairs::Pairs;
pub use quota::Quota;
pub use resolve::resolve;
pub(crate) use resolve::{look_up, reporting_lines, rounds_ago};
pub use shared::Shared;
pub(crate) use suggest::Suggester;

use std::sync::Arc;

use crate::calendar::{Plan, Spans};
use crate::model::Willingness;
use crate::taxonomy::{Taxonomy, TopicIx};

/// A mentor's position in the order of ids.
pub type MentorIx = u32;
/// A mentee's position in the order of ids.
pub type MenteeIx = u32;

/// An offer whose topic is resolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OfferRow {
    /// The topic offered.
    pub topic: TopicIx,
    /// 1 to 5.
    pub level: u32,
    /// How gladly.
    pub willingness: Willingness,
}

/// A want whose topic is resolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WantRow {
    /// The topic asked for.
    pub topic: TopicIx,
    /// 1 to 100.
    pub importance: u32,
    /// 1 to 5.
    pub level: u32,
}

/// What scoring needs of a mentor.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MentorRow {
    /// In the order of topics.
    pub offers: Vec<OfferRow>,
    /// Free time over the horizon; `None` if it is not stated.
    pub spans: Option<Spans>,
    /// The part of it that is preferred; `None` if no window is.
    pub preferred: Option<Spans>,
    /// Seats this round: 0 when paused.
    pub seats: u32,
    /// With fewer mentees they have none; 1 for all but circles that are not open yet.
    pub least: u32,
    /// How likely they are to answer, in millionths.
    pub responsiveness: u32,
    /// How likely they are to appear, in millionths.
    pub reliability: u32,
}

/// What scoring needs of a mentee.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MenteeRow {
    /// In the order of topics.
    pub wants: Vec<WantRow>,
    /// Free time over the horizon; `None` if it is not stated.
    pub spans: Option<Spans>,
    /// The part of it that is preferred; `None` if no window is.
    pub preferred: Option<Spans>,
    /// Mentors wanted this round: 0 when paused.
    pub seats: u32,
    /// How likely they are to appear, in millionths.
    pub reliability: u32,
    /// In how many rounds before this one they were left without a mentor.
    pub passed_over: u32,
}

/// What each side thinks of the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Preference {
    /// The mentee is on the mentor's `prefers`.
    pub by_mentor: bool,
    /// The mentor is on the mentee's `prefers`.
    pub by_mentee: bool,
}

/// Everything about the people of a cohort that scoring reads.
#[derive(Debug, Clone)]
pub struct Roster {
    /// The topics.
    pub taxonomy: Arc<Taxonomy>,
    /// The horizon, if there is one.
    pub plan: Option<Arc<Plan>>,
    /// In the order of ids.
    pub mentors: Shared<MentorRow>,
    /// In the order of ids.
    pub mentees: Vec<MenteeRow>,
    /// Mentees who are the same person as a mentor.
    pub same_person: Pairs<()>,
    /// Pairs in which either blocks the other.
    pub blocked: Pairs<()>,
    /// Pairs in which either prefers the other.
    pub preferred: Pairs<Preference>,
    /// The host's own signal, in millionths.
    pub affinity: Pairs<u32>,
    /// Earlier pairs: how many rounds ago they met last, 0 for the latest round.
    pub met: Pairs<u32>,
    /// Pairs that must be in the result.
    pub locked: Pairs<()>,
    /// Pairs that may not be for now.
    pub apart: Pairs<()>,
    /// Pairs that people know of already.
    pub incumbent: Pairs<()>,
    /// Who reports to whom.
    pub lines: ReportingLines,
    /// Quotas and reserves, by rule and value.
    pub quotas: Vec<Quota>,
    /// The attributes that rules compare, in the order of names.
    pub columns: Vec<(String, Column)>,
}
