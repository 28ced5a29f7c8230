//! The calls of vectors about times for a matching.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use fireside::{
    Cohort, Control, Error, FieldCase, MatchOptions, Schedule, ScheduleOptions, match_cohort, schedule_matching_with,
};
use serde_json::{Value, json};

/// The matching is what the cohort, or the one that `matched` is, gives.
pub(crate) fn schedule_matching(case: &Value, cohort: &Cohort) -> Result<Value, Error> {
    let arguments = &case["arguments"];
    let matched = arguments.get("matched").map(|other| Cohort::from_json(&other.to_string()).unwrap());
    let matching = match_cohort(matched.as_ref().unwrap_or(cohort), &MatchOptions::default())?;
    if let Some(claim) = arguments.get("schedule") {
        Schedule::from_json(&claim.to_string())?.verify(cohort, &matching)?;
        return Ok(json!(true));
    }
    let previous = arguments.get("previous").map(|previous| Schedule::from_json(&previous.to_string())).transpose()?;
    let options = case.get("options").cloned().unwrap_or(json!({}));
    let options = ScheduleOptions::read(options, FieldCase::Snake).unwrap()?;
    let schedule = schedule_matching_with(cohort, &matching, previous.as_ref(), &options, &Control::new())?;
    schedule.verify(cohort, &matching)?;
    let document = schedule.to_json();
    assert_eq!(Schedule::from_json(&document)?, schedule);
    Ok(serde_json::from_str(&document).unwrap())
}
