//! The page to look at. Named so because `report` is what errors go through.

use std::sync::Arc;

use fireside::{Control, Error, FieldCase, ReportOptions};
use napi::bindgen_prelude::Function;
use napi_derive::napi;

use crate::cohort::Cohort;
use crate::job::{Job, Told, start};
use crate::journal::{Input, Source};
use crate::matcher::Matcher;
use crate::matching::Matching;
use crate::options::control;
use crate::report::{self, entry};

/// A page, handed over when it is asked for: not as part of a callback's value.
#[napi]
pub struct Page(String);

#[napi]
impl Page {
    /// The page.
    #[napi]
    pub fn to_html(&self) -> report::Result<String> {
        entry(|| Ok(self.0.clone()))
    }
}

fn page(
    matching: &fireside::Matching,
    cohort: &fireside::Cohort,
    events: Option<Source>,
    options: &str,
    control: &Control,
) -> Result<Page, Error> {
    let events = events.map(Source::events).transpose()?;
    matching.report_with(cohort, &read(options)?, events.as_deref(), control).map(Page)
}

fn read(options: &str) -> Result<ReportOptions, Error> {
    let mut input = serde_json::Deserializer::from_str(options);
    ReportOptions::read(&mut input, FieldCase::Camel).map_err(|error| Error::internal(error.to_string()))?
}

/// What a matching of a cohort comes to, perhaps after events, as HTML; written on a thread of its own.
#[napi]
pub fn start_report(
    matching: &Matching,
    cohort: &Cohort,
    #[napi(ts_arg_type = "Journal | string | null | undefined")] events: Option<Input<'_>>,
    options: String,
    timeout_ms: Option<f64>,
    watched: bool,
    #[napi(ts_arg_type = "(report: string | null, progress: Progress | null, value: Page | null) => void")]
    told: Function<'_, Told<Page>, ()>,
) -> report::Result<Job> {
    let (matching, cohort) = (Arc::clone(&matching.matching), cohort.0.clone());
    let events = events.map(Source::from);
    start(&told, control(timeout_ms), watched, move |control| page(&matching, &cohort, events, &options, control))
}

/// The same, and holds the event loop until it is done.
#[napi]
pub fn report_sync(
    matching: &Matching,
    cohort: &Cohort,
    #[napi(ts_arg_type = "Journal | string | null | undefined")] events: Option<Input<'_>>,
    options: String,
    timeout_ms: Option<f64>,
) -> report::Result<Page> {
    entry(|| page(&matching.matching, &cohort.0, events.map(Source::from), &options, &control(timeout_ms)))
}

/// What the matching of a matcher comes to, as HTML; written on a thread of its own.
#[napi]
pub fn start_matcher_report(
    matcher: &Matcher,
    options: String,
    timeout_ms: Option<f64>,
    watched: bool,
    #[napi(ts_arg_type = "(report: string | null, progress: Progress | null, value: Page | null) => void")]
    told: Function<'_, Told<Page>, ()>,
) -> report::Result<Job> {
    let matcher = matcher.0.clone();
    let work = move |control: &Control| matcher.report(&read(&options)?, control).map(Page);
    start(&told, control(timeout_ms), watched, work)
}

/// The same, and holds the event loop until it is done.
#[napi]
pub fn matcher_report_sync(matcher: &Matcher, options: String, timeout_ms: Option<f64>) -> report::Result<Page> {
    entry(|| matcher.0.report(&read(&options)?, &control(timeout_ms)).map(Page))
}
