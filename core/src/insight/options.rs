//! What a caller may ask of insight, and what the host knows besides.

use std::collections::BTreeMap;

use serde::Deserializer;

use super::document::Insight;
use crate::cohort::Cohort;
use crate::error::{Error, ErrorCode};
use crate::model::{Attribute, Moment, Willingness};
use crate::read::{FieldCase, Reader, excerpt, record};

/// Options of [`Matching::insight`](crate::Matching::insight). The defaults are right for most.
#[derive(Debug, Clone, PartialEq)]
pub struct InsightOptions {
    /// The attribute whose values are silos, for example `department`. Hidden attributes cannot be asked for.
    pub silo: Option<String>,
    /// The fewest conversations of a link between silos that is told by itself, and the fewest people of a vocabulary gap: 2 to 1,000; 5 if absent.
    pub min_group: u32,
    /// How many mentors count as somebody's best: 1 to 20; 3 if absent.
    pub best: u32,
    /// What conversations cost the host.
    pub cost: Option<HostRates>,
    /// What the host knows of people, by the name of the outcome and the id of the person: a rating, 1 for whoever stayed and 0 for whoever left. Within
    /// 1,000,000 of 0; read to six decimals.
    pub outcomes: BTreeMap<String, BTreeMap<String, f64>>,
    /// What the mentor is like who might be recruited for a topic.
    pub recruit: Recruit,
    /// What the round before came to, for the figures' `change`.
    pub previous: Option<Insight>,
    /// Only conversations that began then or later are counted; all that are known if absent.
    pub since: Option<Moment>,
    /// How many threads may work; as many as the machine has if absent. The answer does not depend on it.
    pub threads: Option<u32>,
}

/// What conversations cost the host, in the smallest unit of its currency (cents), each 0 to 1,000,000,000.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HostRates {
    /// An hour of a mentor.
    pub mentor_hour: u32,
    /// An hour of a mentee.
    pub mentee_hour: u32,
    /// A conversation, besides.
    pub per_conversation: u32,
    /// The currency, for example `EUR`.
    pub currency: String,
}

/// A mentor who might be recruited: offers one topic, has one seat, states no availability, and nothing else is known of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Recruit {
    /// How much they know: 1 to 5; 5 if absent.
    pub level: u32,
    /// How gladly they talk about it: not `no`.
    pub willingness: Willingness,
    /// What rules compare. Hard rules about attributes that are not here are not heeded.
    pub attributes: BTreeMap<String, Attribute>,
}

impl Default for InsightOptions {
    fn default() -> Self {
        InsightOptions {
            silo: None,
            min_group: 5,
            best: 3,
            cost: None,
            outcomes: BTreeMap::new(),
            recruit: Recruit::default(),
            previous: None,
            since: None,
            threads: None,
        }
    }
}

impl Default for Recruit {
    fn default() -> Self {
        Recruit { level: 5, willingness: Willingness::Willing, attributes: BTreeMap::new() }
    }
}

record!(InsightOptions {
    required: ;
    optional: silo, min_group, best, cost, outcomes, recruit, previous, since, threads;
});
record!(HostRates { required: currency; optional: mentor_hour, mentee_hour, per_conversation; });
record!(Recruit { required: ; optional: level, willingness, attributes; });

/// The most of one rate.
const DEAREST: u32 = 1_000_000_000;
/// Outcomes are this far from 0 at most.
const FARTHEST: f64 = 1e6;

impl InsightOptions {
    /// Reads options from a host language's object.
    ///
    /// # Errors
    /// The deserializer's own outside; inside, everything wrong with the options, each with its path.
    pub fn read<'de, D: Deserializer<'de>>(input: D, case: FieldCase) -> Result<Result<Self, Error>, D::Error> {
        let mut reader = Reader::new(case);
        let options = reader.read::<InsightOptions, D>(input)?.unwrap_or_default();
        if reader.is_clean() {
            options.check_ranges(&mut reader);
        }
        Ok(reader.into_problems().into_result().map(|()| options))
    }

    /// # Errors
    /// Everything wrong with the options, for this cohort.
    pub(super) fn check(&self, cohort: &Cohort) -> Result<(), Error> {
        let mut reader = Reader::default();
        self.check_ranges(&mut reader);
        self.check_cohort(&mut reader, cohort);
        reader.into_problems().into_result()
    }

    /// Notes what is not right for this cohort.
    pub(crate) fn check_cohort(&self, reader: &mut Reader, cohort: &Cohort) {
        if self.silo.as_ref().is_some_and(|silo| cohort.data().policy.hidden_attributes.contains(silo)) {
            let message = "the attribute is hidden, so nobody is told who has which value";
            reader.field("silo", |reader| reader.problem(ErrorCode::Contradiction, message));
        }
        let known = |id: &str| cohort.find_mentor(id).is_some() || cohort.find_mentee(id).is_some();
        reader.field("outcomes", |reader| {
            for (name, values) in &self.outcomes {
                reader.key(name, |reader| {
                    for id in values.keys().filter(|id| !known(id)) {
                        let message = format!("unknown person `{}`", excerpt(id));
                        reader.key(id, |reader| reader.problem(ErrorCode::UnknownPerson, message));
                    }
                });
            }
        });
    }

    pub(crate) fn check_ranges(&self, reader: &mut Reader) {
        let within = |reader: &mut Reader, field: &'static str, value: u32, (least, most): (u32, u32)| {
            if !(least..=most).contains(&value) {
                let message = format!("`{value}` is not from {least} to {most}");
                reader.field(field, |reader| reader.problem(ErrorCode::OutOfRange, message));
            }
        };
        within(reader, "min_group", self.min_group, (2, 1_000));
        within(reader, "best", self.best, (1, 20));
        if let Some(threads) = self.threads {
            within(reader, "threads", threads, (1, 256));
        }
        if let Some(cost) = &self.cost {
            reader.field("cost", |reader| {
                within(reader, "mentor_hour", cost.mentor_hour, (0, DEAREST));
                within(reader, "mentee_hour", cost.mentee_hour, (0, DEAREST));
                within(reader, "per_conversation", cost.per_conversation, (0, DEAREST));
                reader.field("currency", |reader| crate::read::text(reader, &cost.currency, false));
            });
        }
        reader.field("recruit", |reader| {
            within(reader, "level", self.recruit.level, (1, 5));
            if self.recruit.willingness == Willingness::No {
                let message = "whoever says no to a topic is not recruited for it";
                reader.field("willingness", |reader| reader.problem(ErrorCode::Contradiction, message));
            }
        });
        reader.field("outcomes", |reader| {
            for (name, values) in &self.outcomes {
                reader.key(name, |reader| {
                    crate::read::text(reader, name, false);
                    for (id, value) in values {
                        reader.key(id, |reader| check_outcome(reader, *value));
                    }
                });
            }
        });
        if let Some(previous) = self.previous.as_ref().filter(|previous| previous.schema != Insight::SCHEMA) {
            let message = format!("`{}` is not `{}`", excerpt(&previous.schema), Insight::SCHEMA);
            reader.field("previous", |reader| {
                reader.field("schema", |reader| reader.problem(ErrorCode::UnsupportedSchema, message));
            });
        }
    }
}

fn check_outcome(reader: &mut Reader, value: f64) {
    if !value.is_finite() {
        reader.problem(ErrorCode::NotFinite, format!("`{value}` is not a finite number"));
    } else if value.abs() > FARTHEST {
        reader.problem(ErrorCode::OutOfRange, format!("`{value}` is not within {FARTHEST} of 0"));
    }
}
