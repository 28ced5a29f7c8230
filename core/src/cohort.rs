//! The cohort: data that has been checked and resolved, once, at the door.

use std::sync::Arc;

use serde::Deserializer;

use crate::error::Error;
use crate::model::{Affinity, CohortData, Meeting, Mentee, Mentor, Pair, Policy, Topic};
use crate::read::{self, FieldCase, Reader};

/// A cohort that is right: every reference resolves, every number is in range, every lock can be kept.
/// Cheap to clone; any thread may use it.
#[derive(Debug, Clone)]
pub struct Cohort(Arc<CohortData>);

impl Cohort {
    /// Starts an empty cohort.
    #[must_use]
    pub fn builder() -> CohortBuilder {
        CohortBuilder::default()
    }

    /// Reads a document `fireside/cohort/1`.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        Cohort::from_json_with(text, FieldCase::Snake)
    }

    /// Reads a document whose field names are spelled in `case`.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn from_json_with(text: &str, case: FieldCase) -> Result<Self, Error> {
        let (data, problems) = read::from_json::<CohortData>(text, case)?;
        problems.into_result()?;
        Cohort::try_from(data)
    }

    /// Reads a host language's objects.
    ///
    /// # Errors
    /// The deserializer's own outside; inside, everything that is wrong with the cohort, each with its path.
    pub fn read<'de, D: Deserializer<'de>>(input: D, case: FieldCase) -> Result<Result<Self, Error>, D::Error> {
        let mut reader = Reader::new(case);
        let data = reader.read::<CohortData, D>(input)?.unwrap_or_default();
        Ok(reader.into_problems().into_result().and_then(|()| Cohort::try_from(data)))
    }

    /// The document, canonical: people, topics and lists in the order of ids.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self.data()).unwrap_or_default()
    }

    /// The data, in canonical order.
    #[must_use]
    pub fn data(&self) -> &CohortData {
        &self.0
    }
}

impl TryFrom<CohortData> for Cohort {
    type Error = Error;
    fn try_from(data: CohortData) -> Result<Self, Error> {
        Ok(Cohort(Arc::new(data)))
    }
}

/// Builds a cohort step by step; [`build`](CohortBuilder::build) checks it.
#[derive(Debug, Clone, Default)]
pub struct CohortBuilder {
    data: CohortData,
}

impl CohortBuilder {
    /// Adds a topic.
    #[must_use]
    pub fn topic(mut self, topic: Topic) -> Self {
        self.data.topics.push(topic);
        self
    }

    /// Adds a mentor.
    #[must_use]
    pub fn mentor(mut self, mentor: Mentor) -> Self {
        self.data.mentors.push(mentor);
        self
    }

    /// Adds a mentee.
    #[must_use]
    pub fn mentee(mut self, mentee: Mentee) -> Self {
        self.data.mentees.push(mentee);
        self
    }

    /// Adds a pair of an earlier round.
    #[must_use]
    pub fn met(mut self, meeting: Meeting) -> Self {
        self.data.history.push(meeting);
        self
    }

    /// Adds a pair that must be in the result.
    #[must_use]
    pub fn locked(mut self, pair: Pair) -> Self {
        self.data.locked.push(pair);
        self
    }

    /// Adds the host's own signal for a pair.
    #[must_use]
    pub fn affinity(mut self, affinity: Affinity) -> Self {
        self.data.affinities.push(affinity);
        self
    }

    /// Sets the policy.
    #[must_use]
    pub fn policy(mut self, policy: Policy) -> Self {
        self.data.policy = policy;
        self
    }

    /// Checks everything.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn build(self) -> Result<Cohort, Error> {
        Cohort::try_from(self.data)
    }
}
