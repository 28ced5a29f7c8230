//! What a round comes to.

use std::sync::Arc;

use fireside::read::{FieldCase, Reader, Shape};
use fireside::{Control, Error, InsightOptions, InsightTable};
use napi::bindgen_prelude::{Function, Uint8Array};
use napi_derive::napi;

use crate::cohort::Cohort;
use crate::job::{Job, Told, start};
use crate::journal::{Input, Source};
use crate::matcher::Matcher;
use crate::matching::Matching;
use crate::options::control;
use crate::report::{self, entry};

/// An insight and its document, which is written where the insight was made: not on the event loop.
#[napi]
pub struct Insight {
    insight: fireside::Insight,
    json: String,
}

impl From<fireside::Insight> for Insight {
    fn from(insight: fireside::Insight) -> Self {
        Insight { json: insight.to_json(), insight }
    }
}

#[napi]
impl Insight {
    /// Reads a document.
    #[napi(factory)]
    pub fn from_json(text: String) -> report::Result<Self> {
        entry(|| fireside::Insight::from_json(&text).map(Insight::from))
    }

    /// The document.
    #[napi]
    pub fn to_json(&self) -> report::Result<String> {
        entry(|| Ok(self.json.clone()))
    }

    /// One table as CSV.
    #[napi]
    pub fn to_csv(&self, table: String) -> report::Result<String> {
        entry(|| read_table(&table).map(|table| self.insight.to_csv(table)))
    }

    /// One table as an Arrow IPC stream.
    #[napi]
    pub fn to_arrow(&self, table: String) -> report::Result<Uint8Array> {
        entry(|| self.insight.to_arrow(read_table(&table)?).map(Uint8Array::from))
    }
}

fn read_table(table: &str) -> Result<InsightTable, Error> {
    let mut reader = Reader::new(FieldCase::Camel);
    let table = reader.field("table", |reader| InsightTable::from_text(reader, table)).unwrap_or_default();
    reader.into_problems().into_result().map(|()| table)
}

fn read(options: &str) -> Result<InsightOptions, Error> {
    let mut input = serde_json::Deserializer::from_str(options);
    InsightOptions::read(&mut input, FieldCase::Camel).map_err(|error| Error::internal(error.to_string()))?
}

fn insight(
    matching: &fireside::Matching,
    cohort: &fireside::Cohort,
    events: Option<Source>,
    options: &str,
    control: &Control,
) -> Result<Insight, Error> {
    let events = events.map(Source::events).transpose()?;
    matching.insight_with(cohort, &read(options)?, events.as_deref(), control).map(Insight::from)
}

/// What a matching of a cohort comes to, perhaps after events; found on a thread of its own.
#[napi]
pub fn start_insight(
    matching: &Matching,
    cohort: &Cohort,
    #[napi(ts_arg_type = "Journal | string | null | undefined")] events: Option<Input<'_>>,
    options: String,
    timeout_ms: Option<f64>,
    watched: bool,
    #[napi(ts_arg_type = "(report: string | null, progress: Progress | null, value: Insight | null) => void")]
    told: Function<'_, Told<Insight>, ()>,
) -> report::Result<Job> {
    let (matching, cohort) = (Arc::clone(&matching.matching), cohort.0.clone());
    let events = events.map(Source::from);
    start(&told, control(timeout_ms), watched, move |control| insight(&matching, &cohort, events, &options, control))
}

/// The same, and holds the event loop until it is done.
#[napi]
pub fn insight_sync(
    matching: &Matching,
    cohort: &Cohort,
    #[napi(ts_arg_type = "Journal | string | null | undefined")] events: Option<Input<'_>>,
    options: String,
    timeout_ms: Option<f64>,
) -> report::Result<Insight> {
    entry(|| insight(&matching.matching, &cohort.0, events.map(Source::from), &options, &control(timeout_ms)))
}

/// What the matching of a matcher comes to, found on a thread of its own.
#[napi]
pub fn start_matcher_insight(
    matcher: &Matcher,
    options: String,
    timeout_ms: Option<f64>,
    watched: bool,
    #[napi(ts_arg_type = "(report: string | null, progress: Progress | null, value: Insight | null) => void")]
    told: Function<'_, Told<Insight>, ()>,
) -> report::Result<Job> {
    let matcher = matcher.0.clone();
    let work = move |control: &Control| matcher.insight(&read(&options)?, control).map(Insight::from);
    start(&told, control(timeout_ms), watched, work)
}

/// The same, and holds the event loop until it is done.
#[napi]
pub fn matcher_insight_sync(matcher: &Matcher, options: String, timeout_ms: Option<f64>) -> report::Result<Insight> {
    entry(|| matcher.0.insight(&read(&options)?, &control(timeout_ms)).map(Insight::from))
}
