//! What the programme wants: weights, rules and limits, as data.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use super::availability::Horizon;
use super::live::LivePolicy;
use super::rule::Rule;
use crate::read::{Reader, Shape, record};
use crate::words::Language;

/// How pairs are scored and which are allowed. Every field has a default; a policy may be `{}`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Policy {
    /// What each component counts, in proportion to all weights and the weights of soft rules.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub weights: Weights,
    /// What each component counts for a mentor, where mentors have a view of their own (the `stable` objectives): like
    /// `weights` if absent.
    #[cfg_attr(feature = "schema", schemars(default))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mentor_weights: Option<Weights>,
    /// Hard rules exclude pairs; soft rules add points.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub rules: Vec<Rule>,
    /// How long a conversation is: 5 to 1,440 minutes; 30 if absent.
    #[cfg_attr(feature = "schema", schemars(range(min = 5, max = 1_440), default = "thirty"))]
    pub session_minutes: u32,
    /// The grid on which conversations start: 5 to 60 minutes; 15 if absent.
    #[cfg_attr(feature = "schema", schemars(range(min = 5, max = 60), default = "fifteen"))]
    pub slot_minutes: u32,
    /// The least common time of two people who both state availability: 0 to 10,080 minutes; 30 if absent.
    #[cfg_attr(feature = "schema", schemars(range(max = 10_080), default = "thirty"))]
    pub min_overlap_minutes: u32,
    /// The stretch of time that is planned for.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub horizon: Horizon,
    /// The least score of a pair, 0 to 1; 0 if absent.
    #[cfg_attr(feature = "schema", schemars(range(min = 0.0, max = 1.0), default))]
    #[serde(serialize_with = "crate::points::number")]
    pub min_score: f64,
    /// What happens to a mentee who asks for no topic.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub blank_wants: BlankWants,
    /// Attributes that rules may use and no output shows.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub hidden_attributes: Vec<String>,
    /// Whether explanations name the mentees who have a mentor's seats; `false` if absent. It decides nothing and is in no hash.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub name_holders: bool,
    /// What a step through the taxonomy keeps of the interest.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub taxonomy: TaxonomyPolicy,
    /// What happens to a topic that the cohort does not define.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub unknown_topics: UnknownTopics,
    /// How long an engine that lives on waits, keeps apart and lets rest. One run reads nothing of it but the prior of learning.
    #[serde(skip_serializing_if = "LivePolicy::is_default")]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub live: LivePolicy,
    /// In which language answers are: `en` if absent. It decides nothing and is in no hash.
    #[serde(skip_serializing_if = "Language::is_usual")]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub language: Language,
    /// The host's own words: templates by the code of a phrase, in place of the language's. They decide nothing and are in no hash.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub phrases: BTreeMap<String, String>,
}

#[cfg(feature = "schema")]
fn thirty() -> u32 {
    30
}

#[cfg(feature = "schema")]
fn fifteen() -> u32 {
    15
}

/// Weights of the components: 0 to 1,000,000 each, not all zero together with the soft rules'.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields, default))]
pub struct Weights {
    /// Wanted topics met; 60 if absent.
    #[serde(serialize_with = "crate::points::number")]
    pub interests: f64,
    /// Common time; 15 if absent.
    #[serde(serialize_with = "crate::points::number")]
    pub availability: f64,
    /// Being on each other's `prefers`; 10 if absent.
    #[serde(serialize_with = "crate::points::number")]
    pub preference: f64,
    /// The host's own signal; 0 if absent.
    #[serde(serialize_with = "crate::points::number")]
    pub affinity: f64,
}

/// What a step through the taxonomy keeps, 0 to 1 each.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields, default))]
pub struct TaxonomyPolicy {
    /// The mentor offers a narrower topic than asked; 0.8 if absent.
    #[serde(serialize_with = "crate::points::number")]
    pub narrower: f64,
    /// The mentor offers a broader topic than asked; 0.6 if absent.
    #[serde(serialize_with = "crate::points::number")]
    pub broader: f64,
    /// The mentor offers a related topic; 0.5 if absent.
    #[serde(serialize_with = "crate::points::number")]
    pub related: f64,
    /// Paths that keep less than this count for nothing: 0.01 to 1; 0.25 if absent.
    #[serde(serialize_with = "crate::points::number")]
    pub min_similarity: f64,
}

/// What happens to a mentee who asks for no topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum BlankWants {
    /// They are asked: the answer is the reason `no_wants` and what people like them ask for.
    #[default]
    Ask,
    /// They may meet a mentor on a topic that the mentor is eager about, scored below any stated match.
    Open,
}

/// What happens to a topic that the cohort does not define.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum UnknownTopics {
    /// It is an error with a suggestion.
    #[default]
    Error,
    /// It becomes a topic of its own, and the result says so.
    Adopt,
}

impl Shape for BlankWants {
    const EXPECTED: &'static str = "a choice";
    fn from_text(reader: &mut Reader, value: &str) -> Option<Self> {
        reader.choice(value, &[("ask", BlankWants::Ask), ("open", BlankWants::Open)])
    }
}

impl Shape for UnknownTopics {
    const EXPECTED: &'static str = "a choice";
    fn from_text(reader: &mut Reader, value: &str) -> Option<Self> {
        reader.choice(value, &[("error", UnknownTopics::Error), ("adopt", UnknownTopics::Adopt)])
    }
}

record!(Policy {
    required: ;
    optional: weights, mentor_weights, rules, session_minutes, slot_minutes, min_overlap_minutes, horizon, min_score, blank_wants,
        hidden_attributes, name_holders, taxonomy, unknown_topics, live, language, phrases;
});
record!(Weights { required: ; optional: interests, availability, preference, affinity; });
record!(TaxonomyPolicy { required: ; optional: narrower, broader, related, min_similarity; });

impl Default for Policy {
    fn default() -> Self {
        Policy {
            weights: Weights::default(),
            mentor_weights: None,
            rules: Vec::new(),
            session_minutes: 30,
            slot_minutes: 15,
            min_overlap_minutes: 30,
            horizon: Horizon::default(),
            min_score: 0.0,
            blank_wants: BlankWants::default(),
            hidden_attributes: Vec::new(),
            name_holders: false,
            taxonomy: TaxonomyPolicy::default(),
            unknown_topics: UnknownTopics::default(),
            live: LivePolicy::default(),
            language: Language::default(),
            phrases: BTreeMap::new(),
        }
    }
}

impl Default for Weights {
    fn default() -> Self {
        Weights { interests: 60.0, availability: 15.0, preference: 10.0, affinity: 0.0 }
    }
}

impl Default for TaxonomyPolicy {
    fn default() -> Self {
        TaxonomyPolicy { narrower: 0.8, broader: 0.6, related: 0.5, min_similarity: 0.25 }
    }
}

impl Policy {
    /// The policy without its words and whom they name, which decide nothing.
    pub(crate) fn wordless(&self) -> Cow<'_, Policy> {
        match self.language.is_usual() && self.phrases.is_empty() && !self.name_holders {
            true => Cow::Borrowed(self),
            false => {
                let (language, phrases) = (Language::default(), BTreeMap::new());
                Cow::Owned(Policy { language, phrases, name_holders: false, ..self.clone() })
            }
        }
    }

    /// Whether it has rules that limit the whole matching: quotas or reserves.
    #[must_use]
    pub fn has_limits(&self) -> bool {
        self.rules.iter().any(Rule::limits)
    }
}
