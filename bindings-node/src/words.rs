//! Languages and phrases.

use std::collections::BTreeMap;

use fireside::read::Reader;
use fireside::words::{Language, catalogue_json};
use fireside::{Error, FieldCase};
use napi_derive::napi;

use crate::cohort::Cohort;
use crate::matcher::Matcher;
use crate::report::{self, entry};

/// Every phrase by its code, as JSON, in a language, which is JSON.
#[napi]
pub fn phrases(language: String) -> report::Result<String> {
    entry(|| wording(&language, None).map(|(language, _)| catalogue_json(language)))
}

#[napi]
impl Cohort {
    /// The same cohort, worded in another language, perhaps with phrases of the host's own; both are JSON.
    #[napi]
    pub fn in_language(&self, language: String, phrases: Option<String>) -> report::Result<Cohort> {
        entry(|| match wording(&language, phrases.as_deref())? {
            (language, None) => Ok(Cohort(self.0.in_language(language))),
            (language, Some(phrases)) => self.0.in_words(language, &phrases).map(Cohort),
        })
    }
}

#[napi]
impl Matcher {
    /// Another handle of the same engine, likewise.
    #[napi]
    pub fn in_language(&self, language: String, phrases: Option<String>) -> report::Result<Matcher> {
        entry(|| match wording(&language, phrases.as_deref())? {
            (language, None) => Ok(Matcher(self.0.in_language(language))),
            (language, Some(phrases)) => self.0.in_words(language, &phrases).map(Matcher),
        })
    }
}

/// What somebody asks to be answered in.
fn wording(language: &str, phrases: Option<&str>) -> Result<(Language, Option<BTreeMap<String, String>>), Error> {
    let mut reader = Reader::new(FieldCase::Camel);
    let language = reader.field("language", |reader| reader.read_json::<Language>(language))?;
    let phrases = match phrases {
        Some(phrases) => reader.field("phrases", |reader| reader.read_json::<BTreeMap<String, String>>(phrases))?,
        None => None,
    };
    reader.into_problems().into_result()?;
    Ok((language.unwrap_or_default(), phrases))
}
