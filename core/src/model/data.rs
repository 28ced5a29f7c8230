//! The document `fireside/cohort/1`: everything a portal hands over, before it is checked.

use serde::Serialize;

use super::link::{Affinity, Apart, Meeting, Pair};
use super::mentee::Mentee;
use super::mentor::Mentor;
use super::policy::Policy;
use super::topic::Topic;
use crate::read::record;

/// Everything a portal hands over for one round: people, topics, links between people, and the policy.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct CohortData {
    /// Always `fireside/cohort/1`; may be absent when a host language hands over objects.
    #[cfg_attr(feature = "schema", schemars(extend("const" = CohortData::SCHEMA)))]
    pub schema: String,
    /// The taxonomy.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub topics: Vec<Topic>,
    /// Who offers conversations.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub mentors: Vec<Mentor>,
    /// Who asks for conversations.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub mentees: Vec<Mentee>,
    /// Pairs of earlier rounds.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub history: Vec<Meeting>,
    /// Pairs that must be in the result.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub locked: Vec<Pair>,
    /// The host's own signal for pairs.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub affinities: Vec<Affinity>,
    /// Pairs that may not be for now.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub apart: Vec<Apart>,
    /// Pairs that people know of already, for example those of an earlier run that was announced. They bind nothing by themselves; the
    /// rule `keep_pairs` prefers them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub incumbents: Vec<Pair>,
    /// How pairs are scored and which are allowed.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub policy: Policy,
}

impl CohortData {
    /// The schema this version reads and writes.
    pub const SCHEMA: &'static str = "fireside/cohort/1";

    /// Everything but the people.
    pub(crate) fn without_people(&self) -> Self {
        let CohortData {
            schema,
            topics,
            mentors: _,
            mentees: _,
            history,
            locked,
            affinities,
            apart,
            incumbents,
            policy,
        } = self;
        CohortData {
            schema: schema.clone(),
            topics: topics.clone(),
            mentors: Vec::new(),
            mentees: Vec::new(),
            history: history.clone(),
            locked: locked.clone(),
            affinities: affinities.clone(),
            apart: apart.clone(),
            incumbents: incumbents.clone(),
            policy: policy.clone(),
        }
    }
}

impl Default for CohortData {
    fn default() -> Self {
        CohortData {
            schema: CohortData::SCHEMA.to_owned(),
            topics: Vec::new(),
            mentors: Vec::new(),
            mentees: Vec::new(),
            history: Vec::new(),
            locked: Vec::new(),
            affinities: Vec::new(),
            apart: Vec::new(),
            incumbents: Vec::new(),
            policy: Policy::default(),
        }
    }
}

record!(CohortData {
    required: ;
    optional: schema, topics, mentors, mentees, history, locked, affinities, apart, incumbents, policy;
});
