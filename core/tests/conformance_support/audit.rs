//! Audits of matchings, and their decision records.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use fireside::read::FieldCase;
use fireside::{AuditOptions, Cohort, DecisionRecord, Error, MatchOptions, match_cohort};
use serde_json::{Value, json};

/// What becomes of groups in the matching of the cohort, or of the one called `matched`.
pub(crate) fn audit(case: &Value, cohort: &Cohort) -> Result<Value, Error> {
    let options = AuditOptions::read(case["options"].clone(), FieldCase::Snake).unwrap()?;
    let matched = match case["arguments"].get("matched") {
        Some(other) => Cohort::from_json(&other.to_string())?,
        None => cohort.clone(),
    };
    let audit = match_cohort(&matched, &MatchOptions::default())?.audit(cohort, &options)?;
    #[cfg(feature = "arrow")]
    if case["arguments"].get("arrow").is_some() {
        return audit.to_arrow().map(|stream| super::arrow::told(&stream));
    }
    Ok(serde_json::from_str(&audit.to_json()).unwrap())
}

/// The record of the matching of the cohort; or whether one that is given is that.
pub(crate) fn record(case: &Value, cohort: &Cohort) -> Result<Value, Error> {
    let matching = match_cohort(cohort, &MatchOptions::default())?;
    let Some(given) = case["arguments"].get("record") else {
        let record = matching.record(cohort)?;
        record.verify(cohort, &matching)?;
        return Ok(serde_json::from_str(&record.to_json()).unwrap());
    };
    DecisionRecord::from_json(&given.to_string())?.verify(cohort, &matching)?;
    Ok(json!(true))
}
