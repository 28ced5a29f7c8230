//! Pages to look at.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use fireside::model::Journal;
use fireside::read::FieldCase;
use fireside::words::Language;
use fireside::{Cohort, Control, Error, MatchOptions, Matcher, ReportOptions, match_cohort};
use serde_json::{Value, json};

/// Of each text in `find`, whether it is on the page of the cohort's matching, perhaps in another language; or on that of a matcher after events.
pub(crate) fn report(case: &Value, cohort: &Cohort) -> Result<Value, Error> {
    let options = ReportOptions::read(case["options"].clone(), FieldCase::Snake).unwrap()?;
    let page = if case["call"] == "matcher_report" {
        let events = Journal::read_events(case["arguments"]["events"].clone(), FieldCase::Snake).unwrap()?;
        let control = Control::new();
        Matcher::from_journal(cohort.clone(), &events, &control)?.report(&options, &control)?
    } else {
        let matching = match_cohort(cohort, &MatchOptions::default())?;
        let wanted = case["arguments"]["language"].as_str();
        let language = Language::ALL.iter().find(|language| Some(language.as_str()) == wanted);
        matching.report(&language.map_or_else(|| cohort.clone(), |&language| cohort.in_language(language)), &options)?
    };
    let texts = case["arguments"]["find"].as_array().unwrap();
    Ok(json!(texts.iter().map(|text| page.contains(text.as_str().unwrap())).collect::<Vec<_>>()))
}
