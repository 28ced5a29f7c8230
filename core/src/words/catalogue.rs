//! The phrases as data, for hosts and translators.

use std::collections::BTreeMap;

use serde::Serialize;

use super::phrase::Kind;
use super::{Language, Phrase};

/// What a phrase says in one language, and what it can be filled with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PhraseText {
    /// Its template.
    pub template: String,
    /// The names of its arguments.
    pub arguments: Vec<&'static str>,
    /// By argument that is one: the words between which `select` can choose.
    pub choices: BTreeMap<&'static str, Vec<&'static str>>,
    /// The arguments that are numbers, by which `plural` can choose.
    pub numbers: Vec<&'static str>,
}

/// Every phrase there is, by code, as it reads in a language. O(phrases).
///
/// Whoever translates fireside starts from this: a policy's `phrases` takes templates by the same codes.
///
/// ```
/// use fireside::words::{Language, catalogue};
///
/// let german = catalogue(Language::De);
/// assert_eq!(german["reason.paused"].template, "{name} pausiert");
/// assert_eq!(german["reason.paused"].arguments, ["name"]);
/// ```
#[must_use]
pub fn catalogue(language: Language) -> BTreeMap<&'static str, PhraseText> {
    let mut texts = texts(language);
    let told = |phrase: &Phrase| {
        let arguments = phrase.arguments();
        let choices = arguments.iter().filter_map(|(name, kind)| match kind {
            Kind::Choice(choices) => Some((*name, choices.to_vec())),
            Kind::Text | Kind::Number => None,
        });
        let numbers = arguments.iter().filter(|(_, kind)| *kind == Kind::Number).map(|(name, _)| *name);
        let text = PhraseText {
            template: texts.remove(phrase.code()).unwrap_or_default(),
            arguments: arguments.iter().map(|(name, _)| *name).collect(),
            choices: choices.collect(),
            numbers: numbers.collect(),
        };
        (phrase.code(), text)
    };
    Phrase::ALL.iter().map(told).collect()
}

/// The catalogue as JSON, on one line: an object of phrases by code. The same bytes in every language binding.
#[must_use]
pub fn catalogue_json(language: Language) -> String {
    serde_json::to_string(&catalogue(language)).unwrap_or_default()
}

/// The templates of a language, by code. A test reads every one of them.
pub(super) fn texts(language: Language) -> BTreeMap<String, String> {
    serde_json::from_str(language.source()).unwrap_or_default()
}
