//! What conversations are about.

use serde::Serialize;

use crate::read::record;

/// A topic of the taxonomy.
///
/// `broader` names topics this one is a kind of; `related` names neighbours, in both directions. Both are ids. People
/// may refer to a topic by id, label or alias, in any case and with any spelling of the same Unicode text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Topic {
    /// Unique among topics.
    pub id: String,
    /// How to show it; the id if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Other names people use for it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub aliases: Vec<String>,
    /// Ids of the topics this one is a kind of. Must not lead back to this one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub broader: Vec<String>,
    /// Ids of neighbouring topics; counts in both directions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub related: Vec<String>,
}

record!(Topic { required: id; optional: label, aliases, broader, related; });

impl Topic {
    /// A topic with nothing but an id.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Topic { id: id.into(), ..Topic::default() }
    }

    /// Sets the label.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Adds another name.
    #[must_use]
    pub fn alias(mut self, alias: impl Into<String>) -> Self {
        self.aliases.push(alias.into());
        self
    }

    /// Adds a topic this one is a kind of.
    #[must_use]
    pub fn broader(mut self, id: impl Into<String>) -> Self {
        self.broader.push(id.into());
        self
    }

    /// Adds a neighbour.
    #[must_use]
    pub fn related(mut self, id: impl Into<String>) -> Self {
        self.related.push(id.into());
        self
    }
}
