//! The languages that ship.

use serde::Serialize;

use crate::read::{Reader, Shape};

/// A language in which fireside's sentences are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Language {
    /// English.
    #[default]
    En,
    /// German.
    De,
}

impl Language {
    /// Every language there is.
    pub const ALL: &'static [Language] = &[Language::En, Language::De];

    /// As documents spell it: `en`, `de`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Language::En => "en",
            Language::De => "de",
        }
    }

    pub(crate) fn is_usual(&self) -> bool {
        *self == Language::default()
    }

    /// The catalogue, as translators have it: a JSON object of templates by code.
    pub(super) const fn source(self) -> &'static str {
        match self {
            Language::En => include_str!("../../words/en.json"),
            Language::De => include_str!("../../words/de.json"),
        }
    }
}

impl Shape for Language {
    const EXPECTED: &'static str = "a choice";
    fn from_text(reader: &mut Reader, value: &str) -> Option<Self> {
        reader.choice(value, &[("en", Language::En), ("de", Language::De)])
    }
}
