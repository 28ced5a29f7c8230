//! What a round comes to: as a document, and as tables.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use fireside::model::Journal;
use fireside::read::{FieldCase, Reader};
use fireside::{Cohort, Control, Error, Insight, InsightOptions, InsightTable, MatchOptions, Matcher, match_cohort};
use serde_json::{Value, json};

/// Of the matching that the cohort gives, or of a matcher after events.
pub(crate) fn insight(case: &Value, cohort: &Cohort) -> Result<Value, Error> {
    let options = InsightOptions::read(case.get("options").cloned().unwrap_or(json!({})), FieldCase::Snake).unwrap()?;
    let events = case["arguments"].get("events").cloned();
    let events = events.map(|events| Journal::read_events(events, FieldCase::Snake).unwrap()).transpose()?;
    let control = Control::new();
    let found = if case["call"] == "matcher_insight" {
        Matcher::from_journal(cohort.clone(), &events.unwrap_or_default(), &control)?.insight(&options, &control)?
    } else {
        let matching = match_cohort(cohort, &MatchOptions::default())?;
        matching.insight_with(cohort, &options, events.as_deref(), &control)?
    };
    assert_eq!(Insight::from_json(&found.to_json())?, found);
    #[cfg(feature = "arrow")]
    if let Some(table) = case["arguments"].get("arrow") {
        return found.to_arrow(named(table)?).map(|stream| super::arrow::told(&stream));
    }
    let Some(table) = case["arguments"].get("table") else {
        return Ok(serde_json::from_str(&found.to_json()).unwrap());
    };
    Ok(json!(found.to_csv(named(table)?)))
}

fn named(table: &Value) -> Result<InsightTable, Error> {
    let mut reader = Reader::default();
    let table = reader.field("table", |reader| reader.read::<InsightTable, _>(table.clone())).unwrap();
    reader.into_problems().into_result().map(|()| table.unwrap_or_default())
}
