//! People who ask for conversations.

use std::collections::BTreeMap;

use serde::Serialize;

use super::attribute::Attribute;
use super::availability::Availability;
use super::mentor::{Status, person_builder};
use crate::read::record;

/// A person who would like to talk about something. The same id among the mentors is the same person.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Mentee {
    /// Unique among mentees.
    pub id: String,
    /// How to call them in sentences; the id if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Only active people are matched.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub status: Status,
    /// What they ask for. A third of real people leave this blank; the policy's `blank_wants` says what happens then.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub wants: Vec<Want>,
    /// How many different mentors they would like, at most: 0 to 10,000; 1 if absent.
    #[cfg_attr(feature = "schema", schemars(range(max = 10_000), default = "super::mentor::one"))]
    pub mentors_wanted: u32,
    /// How many of these seats (`mentors_wanted`) are open now, if not all of them: 0 to 10,000. The others are in use, for example by
    /// conversations under way.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(max = 10_000)))]
    pub open: Option<u32>,
    /// When they have time; not stated if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub availability: Option<Availability>,
    /// What rules compare.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub attributes: BTreeMap<String, Attribute>,
    /// The id of the person they report to, who need not be in the cohort.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub manager: Option<String>,
    /// Mentors they would like to meet.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub prefers: Vec<String>,
    /// Mentors they must not be matched with.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub blocks: Vec<String>,
    /// In how many rounds before this one they were left without a mentor: 0 to 10,000.
    #[cfg_attr(feature = "schema", schemars(range(max = 10_000), default))]
    pub passed_over: u32,
    /// How likely they are to appear, 0 to 1; the policy's prior (`live.learning`) if absent.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "crate::points::optional_number")]
    #[cfg_attr(feature = "schema", schemars(range(min = 0.0, max = 1.0)))]
    pub reliability: Option<f64>,
}

/// One topic a mentee asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Want {
    /// The topic's id, label or alias.
    pub topic: String,
    /// How much it matters beside the person's other wants: 1 to 100; 3 if absent. Only the proportions count.
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 100), default = "super::mentor::three"))]
    pub importance: u32,
    /// How much they know already: 1 (beginner) to 5 (expert); 3 if absent.
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 5), default = "super::mentor::three"))]
    pub level: u32,
}

record!(Mentee {
    required: id;
    optional: name, status, wants, mentors_wanted, open, availability, attributes, manager, prefers, blocks, passed_over,
        reliability;
});
record!(Want { required: topic; optional: importance, level; });
person_builder!(Mentee);

impl Default for Mentee {
    fn default() -> Self {
        Mentee {
            id: String::new(),
            name: None,
            status: Status::Active,
            wants: Vec::new(),
            mentors_wanted: 1,
            open: None,
            availability: None,
            attributes: BTreeMap::new(),
            manager: None,
            prefers: Vec::new(),
            blocks: Vec::new(),
            passed_over: 0,
            reliability: None,
        }
    }
}

impl Default for Want {
    fn default() -> Self {
        Want { topic: String::new(), importance: 3, level: 3 }
    }
}

impl Want {
    /// A want of importance 3 from level 3.
    #[must_use]
    pub fn new(topic: impl Into<String>) -> Self {
        Want { topic: topic.into(), ..Want::default() }
    }

    /// Sets how much it matters, 1 to 100.
    #[must_use]
    pub fn importance(mut self, importance: u32) -> Self {
        self.importance = importance;
        self
    }

    /// Sets how much they know already, 1 to 5.
    #[must_use]
    pub fn level(mut self, level: u32) -> Self {
        self.level = level;
        self
    }
}

impl Mentee {
    /// An active mentee who would like one mentor and has asked for nothing yet.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Mentee { id: id.into(), ..Mentee::default() }
    }

    /// Adds a want.
    #[must_use]
    pub fn wants(mut self, want: Want) -> Self {
        self.wants.push(want);
        self
    }

    /// Sets how many different mentors at most.
    #[must_use]
    pub fn mentors_wanted(mut self, mentors: u32) -> Self {
        self.mentors_wanted = mentors;
        self
    }

    /// How many mentors they could have now: no more than `mentors_wanted` and than `open`.
    pub(crate) fn open_seats(&self) -> u32 {
        self.mentors_wanted.min(self.open.unwrap_or(u32::MAX))
    }

    /// Takes no part in this round.
    #[must_use]
    pub fn paused(mut self) -> Self {
        self.status = Status::Paused;
        self
    }
}
