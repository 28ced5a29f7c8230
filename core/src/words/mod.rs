//! What fireside says to people: phrases with stable codes, and their templates by language.
//!
//! Every sentence in a document is a *phrase*, such as `reason.paused`, filled with its arguments. Its template in each language is data
//! (`core/words/en.json`, `de.json`), written in a subset of ICU's MessageFormat, which translators and their tools know:
//!
//! | written | means |
//! |---|---|
//! | `{name}` | the argument of this name |
//! | `{count, plural, =0 {nobody} one {# person} other {# people}}` | a text by a number; `#` is the number |
//! | `{side, select, mentors {…} other {…}}` | a text by a choice |
//! | `''`, `'{'` | an apostrophe, a brace; any other apostrophe is one |
//!
//! [`catalogue`] lists all of them. A policy chooses the language (`language`) and may put words of its own in the place of any template (`phrases`),
//! in whatever language: numbers, lists, durations and days are phrases, too (`form.…`). [`Cohort::in_language`](crate::Cohort::in_language) words
//! one cohort's answers in another language. Words decide nothing: they are not in a policy's hash, and verifying accepts the sentences of every
//! language that ships. Messages of errors are for developers, and English.

mod catalogue;
mod choices;
mod fill;
mod language;
mod phrase;
mod template;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use crate::error::ErrorCode;
use crate::nearest::nearest;
use crate::read::{Reader, excerpt};
use template::{Piece, Template};

pub use catalogue::{PhraseText, catalogue, catalogue_json};
pub(crate) use fill::Arg;
pub use language::Language;
pub(crate) use phrase::Phrase;

/// How often a template of a host may put an argument in: a name may be long.
const MENTIONS: usize = 4;

/// A language, perhaps with a host's own words in it. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Words(Arc<Spoken>);

#[derive(Debug)]
struct Spoken {
    language: Language,
    /// The host's own templates, by code.
    phrases: BTreeMap<String, String>,
    /// In the order of phrases.
    templates: Vec<Arc<Template>>,
}

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.are(other.0.language, &other.0.phrases)
    }
}

impl Words {
    /// A language as it ships.
    pub(crate) fn of(language: Language) -> Self {
        static SHIPPED: OnceLock<Vec<Words>> = OnceLock::new();
        let shipped = SHIPPED.get_or_init(|| Language::ALL.iter().map(|&language| Words::shipped(language)).collect());
        shipped.iter().find(|words| words.0.language == language).cloned().unwrap_or_else(|| Words::shipped(language))
    }

    fn shipped(language: Language) -> Self {
        let texts = catalogue::texts(language);
        let template = |phrase: &Phrase| {
            let text = texts.get(phrase.code()).map(String::as_str).unwrap_or_default();
            Arc::new(template::parse(text, phrase.arguments()).unwrap_or_default())
        };
        let templates = Phrase::ALL.iter().map(template).collect();
        Words(Arc::new(Spoken { language, phrases: BTreeMap::new(), templates }))
    }

    /// A language with a host's own words, which have been checked. O(phrases), and nothing without any.
    pub(crate) fn new(language: Language, phrases: &BTreeMap<String, String>) -> Self {
        let usual = Words::of(language);
        if phrases.is_empty() {
            return usual;
        }
        let own = |(&phrase, usual): (&Phrase, &Arc<Template>)| {
            let own = phrases.get(phrase.code()).map(|text| template::parse(text, phrase.arguments()));
            own.and_then(Result::ok).map_or_else(|| Arc::clone(usual), Arc::new)
        };
        let templates = Phrase::ALL.iter().zip(&usual.0.templates).map(own).collect();
        Words(Arc::new(Spoken { language, phrases: phrases.clone(), templates }))
    }

    pub(crate) fn language(&self) -> Language {
        self.0.language
    }

    pub(crate) fn phrases(&self) -> &BTreeMap<String, String> {
        &self.0.phrases
    }

    /// Whether these are the words of a policy.
    pub(crate) fn are(&self, language: Language, phrases: &BTreeMap<String, String>) -> bool {
        self.0.language == language && self.0.phrases == *phrases
    }

    /// These, and then every other language as it ships: what a document that is right may be worded in.
    pub(crate) fn known(&self) -> impl Iterator<Item = Words> + '_ {
        let shipped = Language::ALL.iter().map(|&language| Words::of(language));
        std::iter::once(self.clone()).chain(shipped.filter(move |words| words != self))
    }

    fn template(&self, phrase: Phrase) -> &[Piece] {
        self.0.templates.get(phrase as usize).map(|template| template.as_slice()).unwrap_or_default()
    }
}

/// Notes what is wrong with a host's own words.
pub(crate) fn check(reader: &mut Reader, phrases: &BTreeMap<String, String>) {
    for (code, text) in phrases {
        reader.key(code, |reader| {
            let Some(phrase) = Phrase::ALL.iter().find(|phrase| phrase.code() == code) else {
                let better = nearest(code, Phrase::ALL.iter().map(|phrase| phrase.code())).map(str::to_owned);
                let message = format!("`{}` is not the code of a phrase", excerpt(code));
                return reader.problem_with(ErrorCode::UnknownChoice, message, better);
            };
            match template::parse(text, phrase.arguments()) {
                Err(fault) => reader.problem_with(ErrorCode::InvalidTemplate, fault.message, fault.suggestion),
                Ok(template) => check_text(reader, *phrase, text, &template),
            }
        });
    }
}

/// What else there is to say of a template whose form is right.
fn check_text(reader: &mut Reader, phrase: Phrase, text: &str, template: &[Piece]) {
    // Calendars show these as lines of their own, and give back what they were given.
    let in_calendars = phrase.code().starts_with("invitation.");
    let lines = phrase.code().starts_with("invitation.description");
    if text.chars().any(|letter| letter.is_control() && !(lines && letter == '\n')) {
        reader.problem(ErrorCode::InvalidTemplate, "must not contain control characters");
    }
    if in_calendars && text.trim().is_empty() {
        reader.problem(ErrorCode::InvalidTemplate, "must not be empty");
    }
    // Lists are folded, item by item: what doubles an item would double it again each time.
    let most = if in_calendars || phrase.code().starts_with("form.") { 1 } else { MENTIONS };
    for (at, (name, _)) in phrase.arguments().iter().enumerate() {
        let times = template::mentions(template, at);
        if times > most {
            reader.problem(ErrorCode::InvalidTemplate, format!("has `{{{name}}}` {times} times; at most {most}"));
        }
    }
}

/// Whether these are the arguments a phrase takes.
fn fits(phrase: Phrase, arguments: &[Arg<'_>]) -> bool {
    let right = |(given, (_, kind)): (&Arg<'_>, &(&str, phrase::Kind))| match (kind, given) {
        (phrase::Kind::Number, Arg::Number(_)) => true,
        (phrase::Kind::Choice(choices), Arg::Choice(choice)) => choices.contains(choice),
        (phrase::Kind::Text, Arg::Number(_) | Arg::Choice(_)) => false,
        (phrase::Kind::Text, _) => true,
        _ => false,
    };
    arguments.len() == phrase.arguments().len() && arguments.iter().zip(phrase.arguments()).all(right)
}
