//! What is to be different: changes to a cohort, as data.

use std::collections::BTreeMap;

use serde::Serialize;

use super::availability::WeeklyWindow;
use super::civil::{Date, Instant};
use super::link::{Affinity, Apart, Pair};
use super::live::LiveChanges;
use super::mentee::{Mentee, Want};
use super::mentor::Mentor;
use super::policy::{BlankWants, UnknownTopics};
use super::rule::Rule;
use super::topic::Topic;
use crate::read::record;
use crate::words::Language;

/// Changes to a cohort; [`Cohort::changed`](crate::Cohort::changed) makes another cohort of them.
///
/// A change says how things are to be, so one that already holds changes nothing. Only two would lose something without a word
/// and are errors: to add somebody who is there, and to say two different things of one person. People are named by ids of the
/// cohort as it is; `lock` and people who are added or replaced may name those who are added too.
///
/// ```
/// use fireside::model::{Changes, Mentor, Offer, PolicyChanges};
///
/// let changes = Changes {
///     policy: PolicyChanges { min_score: Some(0.3), ..PolicyChanges::default() },
///     seats: [("ada".to_owned(), 3)].into(),
///     add_mentors: vec![Mentor::new("gil").offers(Offer::new("rust"))],
///     ..Changes::default()
/// };
/// assert!(changes != Changes::default());
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields, default))]
pub struct Changes {
    /// Fields of the policy that are to be different.
    #[serde(skip_serializing_if = "PolicyChanges::is_none")]
    pub policy: PolicyChanges,
    /// Positions, from 0, of rules that are to go.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub drop_rules: Vec<u32>,
    /// Rules that are to come, after all others.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub add_rules: Vec<Rule>,
    /// By mentor: how many mentees at most (`capacity`).
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub seats: BTreeMap<String, u32>,
    /// By mentee: how many mentors they would like (`mentors_wanted`).
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub wanted: BTreeMap<String, u32>,
    /// By mentor: how many seats more, all of them open: `capacity`, and `open` and the minutes of `budget` where they are stated.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub more_seats: BTreeMap<String, u32>,
    /// By mentee: what they ask for besides.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub more_wants: BTreeMap<String, Vec<Want>>,
    /// By mentee who states availability: weekly windows besides.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub more_windows: BTreeMap<String, Vec<WeeklyWindow>>,
    /// Who is to take no part, in either role.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pause: Vec<String>,
    /// Who is to take part, in both roles.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub resume: Vec<String>,
    /// Topics that are to come.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub add_topics: Vec<Topic>,
    /// Mentors who join.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub add_mentors: Vec<Mentor>,
    /// Mentees who join.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub add_mentees: Vec<Mentee>,
    /// Mentors as they are to be, whole, each in place of the one with the same id.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub replace_mentors: Vec<Mentor>,
    /// Mentees as they are to be, whole, each in place of the one with the same id.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub replace_mentees: Vec<Mentee>,
    /// Mentors who leave. Locks, affinities, `apart`, `incumbents` and others' `prefers` and `blocks` forget them; the history
    /// does not.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub remove_mentors: Vec<String>,
    /// Mentees who leave, likewise.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub remove_mentees: Vec<String>,
    /// Pairs that must be in the result.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lock: Vec<Pair>,
    /// Pairs that need not be in the result any more.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unlock: Vec<Pair>,
    /// The host's own signal for these pairs, in place of what it was.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub affinities: Vec<Affinity>,
    /// Pairs that may not be for now, each in place of what was said of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub apart: Vec<Apart>,
    /// Pairs that may be again.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub together: Vec<Pair>,
    /// All pairs that people know of already, in place of those that were.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incumbents: Option<Vec<Pair>>,
}

/// Fields of a [`Policy`](super::Policy) that are to be different. What is absent stays as it is; lists replace lists.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields, default))]
#[expect(missing_docs, reason = "the fields of a policy, described there")]
pub struct PolicyChanges {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weights: Option<WeightChanges>,
    /// Over the mentors' weights as they are, or over everybody's if mentors have none of their own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mentor_weights: Option<WeightChanges>,
    /// All rules anew. To change some, [`Changes::drop_rules`] and [`Changes::add_rules`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rules: Option<Vec<Rule>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_minutes: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slot_minutes: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_overlap_minutes: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub horizon: Option<HorizonChanges>,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "crate::points::optional_number")]
    pub min_score: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blank_wants: Option<BlankWants>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hidden_attributes: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name_holders: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taxonomy: Option<TaxonomyChanges>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unknown_topics: Option<UnknownTopics>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub live: Option<LiveChanges>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// All phrases anew.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phrases: Option<BTreeMap<String, String>>,
}

/// A record of numbers that may each be different, and how they get into the whole.
macro_rules! numbers {
    ($(#[$doc:meta])* $name:ident of $whole:ident { $($field:ident),+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
                #[expect(missing_docs, reason = "the fields of the whole, described there")]
        pub struct $name {
            $(
                #[serde(skip_serializing_if = "Option::is_none", serialize_with = "crate::points::optional_number")]
                pub $field: Option<f64>,
            )+
        }
        record!($name { required: ; optional: $($field),+; });

        impl $name {
            /// `whole` with these numbers in place of its own.
            #[must_use]
            pub fn over(self, whole: super::$whole) -> super::$whole {
                super::$whole { $($field: self.$field.unwrap_or(whole.$field)),+ }
            }
        }
    };
}
numbers! {
    /// Weights that are to be different.
    WeightChanges of Weights { interests, availability, preference, affinity }
}
numbers! {
    /// What steps through the taxonomy are to keep instead.
    TaxonomyChanges of TaxonomyPolicy { narrower, broader, related, min_similarity }
}

/// Another stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields, default))]
#[expect(missing_docs, reason = "the fields of a horizon, described there")]
pub struct HorizonChanges {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Instant>,
}

impl PolicyChanges {
    fn is_none(&self) -> bool {
        *self == PolicyChanges::default()
    }
}

record!(Changes {
    required: ;
    optional: policy, drop_rules, add_rules, seats, wanted, more_seats, more_wants, more_windows, pause, resume, add_topics,
        add_mentors, add_mentees, replace_mentors, replace_mentees, remove_mentors, remove_mentees, lock, unlock, affinities, apart,
        together, incumbents;
});
record!(PolicyChanges {
    required: ;
    optional: weights, mentor_weights, rules, session_minutes, slot_minutes, min_overlap_minutes, horizon, min_score,
        blank_wants, hidden_attributes, name_holders, taxonomy, unknown_topics, live, language, phrases;
});
record!(HorizonChanges { required: ; optional: from, days, as_of; });
