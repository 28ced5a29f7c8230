//! Two answers and their difference, and what else a matcher says of changes.

use fireside::model::Changes;
use fireside::{Control, Error, FieldCase};
use napi::bindgen_prelude::Function;
use napi_derive::napi;

use crate::cohort::Cohort;
use crate::job::{Job, Told, start};
use crate::matcher::{Matcher, json};
use crate::matching::Matching;
use crate::options::{control, match_options};
use crate::report::{self, entry};

/// Two answers, and their document, which is written where they were made: not on the event loop.
#[napi]
pub struct WhatIf {
    what_if: fireside::WhatIf,
    json: String,
}

impl From<fireside::WhatIf> for WhatIf {
    fn from(what_if: fireside::WhatIf) -> Self {
        WhatIf { json: what_if.to_json(), what_if }
    }
}

#[napi]
impl WhatIf {
    /// Reads a document.
    #[napi(factory)]
    pub fn from_json(text: String) -> report::Result<Self> {
        entry(|| fireside::WhatIf::from_json(&text).map(WhatIf::from))
    }

    /// The document.
    #[napi]
    pub fn to_json(&self) -> report::Result<String> {
        entry(|| Ok(self.json.clone()))
    }

    /// The answer as it is.
    #[napi]
    pub fn before(&self) -> report::Result<Matching> {
        entry(|| Ok(Matching::from(self.what_if.before.clone())))
    }

    /// The answer as it would be.
    #[napi]
    pub fn after(&self) -> report::Result<Matching> {
        entry(|| Ok(Matching::from(self.what_if.after.clone())))
    }

    /// What differs, as JSON.
    #[napi]
    pub fn difference(&self) -> report::Result<String> {
        entry(|| json(&self.what_if.difference))
    }

    /// Checks everything against the two cohorts.
    #[napi]
    pub fn verify(&self, before: &Cohort, after: &Cohort) -> report::Result<()> {
        entry(|| self.what_if.verify(&before.0, &after.0))
    }
}

/// Reads changes from JSON text in camel case.
fn read_changes(text: &str) -> Result<Changes, Error> {
    let mut input = serde_json::Deserializer::from_str(text);
    Changes::read(&mut input, FieldCase::Camel).map_err(|error| Error::internal(error.to_string()))?
}

#[napi]
impl Cohort {
    /// The cohort that changes, as JSON text in camel case, would make of this one.
    #[napi]
    pub fn changed(&self, changes: String) -> report::Result<Cohort> {
        entry(|| self.0.changed_with(&read_changes(&changes)?, FieldCase::Camel).map(Cohort))
    }
}

#[napi]
impl Matcher {
    /// Two answers and their difference, on a thread of its own.
    #[napi]
    pub fn start_what_if(
        &self,
        changes: String,
        options: String,
        timeout_ms: Option<f64>,
        watched: bool,
        #[napi(ts_arg_type = "(report: string | null, progress: Progress | null, value: WhatIf | null) => void")]
        told: Function<'_, Told<WhatIf>, ()>,
    ) -> report::Result<Job> {
        let matcher = self.0.clone();
        start(&told, control(timeout_ms), watched, move |control| what_if(&matcher, &changes, &options, control))
    }

    /// The same, and holds the event loop until it is done.
    #[napi]
    pub fn what_if_sync(&self, changes: String, options: String, timeout_ms: Option<f64>) -> report::Result<WhatIf> {
        entry(|| what_if(&self.0, &changes, &options, &control(timeout_ms)))
    }

    /// What every rule costs, as JSON, on a thread of its own.
    #[napi]
    pub fn start_rule_costs(
        &self,
        options: String,
        timeout_ms: Option<f64>,
        watched: bool,
        #[napi(ts_arg_type = "(report: string | null, progress: Progress | null, value: string | null) => void")]
        told: Function<'_, Told<String>, ()>,
    ) -> report::Result<Job> {
        let matcher = self.0.clone();
        start(&told, control(timeout_ms), watched, move |control| rule_costs(&matcher, &options, control))
    }

    /// The same, and holds the event loop until it is done.
    #[napi]
    pub fn rule_costs_sync(&self, options: String, timeout_ms: Option<f64>) -> report::Result<String> {
        entry(|| rule_costs(&self.0, &options, &control(timeout_ms)))
    }

    /// What one more seat of every mentor is worth, as JSON, on a thread of its own.
    #[napi]
    pub fn start_seat_worths(
        &self,
        options: String,
        timeout_ms: Option<f64>,
        watched: bool,
        #[napi(ts_arg_type = "(report: string | null, progress: Progress | null, value: string | null) => void")]
        told: Function<'_, Told<String>, ()>,
    ) -> report::Result<Job> {
        let matcher = self.0.clone();
        start(&told, control(timeout_ms), watched, move |control| seat_worths(&matcher, &options, control))
    }

    /// The same, and holds the event loop until it is done.
    #[napi]
    pub fn seat_worths_sync(&self, options: String, timeout_ms: Option<f64>) -> report::Result<String> {
        entry(|| seat_worths(&self.0, &options, &control(timeout_ms)))
    }
}

fn what_if(matcher: &fireside::Matcher, changes: &str, options: &str, control: &Control) -> Result<WhatIf, Error> {
    let options = match_options(options)?;
    // Both of one moment, whatever the matcher is told meanwhile.
    let before = matcher.cohort();
    let after = before.changed_with(&read_changes(changes)?, FieldCase::Camel)?;
    let (before, after) = (fireside::Matcher::new(before), fireside::Matcher::new(after));
    before.compare(&after, &options, control).map(WhatIf::from)
}

fn rule_costs(matcher: &fireside::Matcher, options: &str, control: &Control) -> Result<String, Error> {
    json(&matcher.rule_costs(&match_options(options)?, control)?)
}

fn seat_worths(matcher: &fireside::Matcher, options: &str, control: &Control) -> Result<String, Error> {
    json(&matcher.seat_worths(match_options(options)?.threads, control)?)
}
