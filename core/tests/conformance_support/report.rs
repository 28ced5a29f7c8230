//! Pages to look at.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use fireside::read::FieldCase;
use fireside::{Cohort, Error, MatchOptions, ReportOptions, match_cohort};
use serde_json::{Value, json};

/// Of each text in `find`, whether it is on the page of the cohort's matching.
pub(crate) fn report(case: &Value, cohort: &Cohort) -> Result<Value, Error> {
    let options = ReportOptions::read(case["options"].clone(), FieldCase::Snake).unwrap()?;
    let page = match_cohort(cohort, &MatchOptions::default())?.report(cohort, &options)?;
    let texts = case["arguments"]["find"].as_array().unwrap();
    Ok(json!(texts.iter().map(|text| page.contains(text.as_str().unwrap())).collect::<Vec<_>>()))
}
