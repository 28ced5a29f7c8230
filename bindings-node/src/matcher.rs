//! The long-lived engine: what is asked of it. What it is told is in `live.rs`.

use fireside::read::{FieldCase, Reader, Shape};
use fireside::solve::Side;
use fireside::{Ask, Control, Error};
use napi::bindgen_prelude::{Function, Uint32Array};
use napi_derive::napi;
use serde::Serialize;

use crate::cohort::Cohort;
use crate::job::{Job, Told, start};
use crate::matching::Matching;
use crate::numbers::whole;
use crate::options::{control, match_options};
use crate::report::{self, entry};

/// An engine over a cohort that events change.
#[napi]
pub struct Matcher(pub(crate) fireside::Matcher);

#[napi]
impl Matcher {
    /// An engine over `cohort`.
    #[napi(factory)]
    pub fn over(cohort: &Cohort) -> report::Result<Self> {
        entry(|| Ok(Matcher(fireside::Matcher::new(cohort.0.clone()))))
    }

    /// The best mentors for somebody, under the conditions of a question, which is JSON; after a matching, with its prices: a
    /// list of pairings, as JSON.
    #[napi]
    pub fn suggest(&self, ask: String, k: f64, after: Option<&Matching>) -> report::Result<String> {
        entry(|| {
            let ask = Ask::read(&mut serde_json::Deserializer::from_str(&ask), FieldCase::Camel);
            let ask = ask.map_err(|error| Error::internal(error.to_string()))??;
            let ask = Ask { k: whole("k", k)?, ..ask };
            let ask = if let Some(matching) = after { ask.after(&matching.matching) } else { ask };
            json(&self.0.suggest_with(&ask)?)
        })
    }

    /// The best mentors of every mentee, on threads of their own.
    #[napi]
    pub fn start_shortlists(
        &self,
        k: f64,
        options: String,
        timeout_ms: Option<f64>,
        watched: bool,
        #[napi(ts_arg_type = "(report: string | null, progress: Progress | null, value: Shortlists | null) => void")]
        told: Function<'_, Told<Shortlists>, ()>,
    ) -> report::Result<Job> {
        let matcher = self.0.clone();
        start(&told, control(timeout_ms), watched, move |control| shortlists(&matcher, k, &options, control))
    }

    /// The same, and holds the event loop until it is done.
    #[napi]
    pub fn shortlists_sync(&self, k: f64, options: String, timeout_ms: Option<f64>) -> report::Result<Shortlists> {
        entry(|| shortlists(&self.0, k, &options, &control(timeout_ms)))
    }

    /// The weekly windows that would open the most partners to a person, as JSON, on threads of their own.
    #[napi]
    pub fn start_openings(
        &self,
        person: String,
        k: f64,
        role: String,
        options: String,
        #[napi(ts_arg_type = "(report: string | null, progress: Progress | null, value: string | null) => void")]
        told: Function<'_, Told<String>, ()>,
    ) -> report::Result<Job> {
        let matcher = self.0.clone();
        start(&told, Control::new(), false, move |control| openings(&matcher, &person, k, &role, &options, control))
    }

    /// The same, and holds the event loop until it is done.
    #[napi]
    pub fn openings_sync(&self, person: String, k: f64, role: String, options: String) -> report::Result<String> {
        entry(|| openings(&self.0, &person, k, &role, &options, &Control::new()))
    }

    /// Why this pair, or why not: an explanation, as JSON.
    #[napi]
    pub fn explain(&self, mentor: String, mentee: String) -> report::Result<String> {
        entry(|| Ok(self.0.explain(&mentor, &mentee)?.to_json()))
    }
}

/// The best mentors of every mentee, as columns.
#[napi(object)]
pub struct Shortlists {
    /// Positions in the cohort's mentees.
    pub mentee: Uint32Array,
    /// Positions in its mentors.
    pub mentor: Uint32Array,
    /// What the pairs are worth.
    pub points: Uint32Array,
    /// Whether every mentee is there.
    pub complete: bool,
}

fn shortlists(matcher: &fireside::Matcher, k: f64, options: &str, control: &Control) -> Result<Shortlists, Error> {
    let lists = matcher.shortlists(whole("k", k)?, match_options(options)?.threads, control)?;
    Ok(Shortlists {
        mentee: lists.mentee.into(),
        mentor: lists.mentor.into(),
        points: lists.points.into(),
        complete: lists.complete,
    })
}

fn openings(
    matcher: &fireside::Matcher,
    person: &str,
    k: f64,
    role: &str,
    options: &str,
    control: &Control,
) -> Result<String, Error> {
    let (k, threads) = (whole("k", k)?, match_options(options)?.threads);
    let mut reader = Reader::new(FieldCase::Camel);
    let role = reader.field("role", |reader| Side::from_text(reader, role)).unwrap_or_default();
    reader.into_problems().into_result()?;
    json(&matcher.openings(role, person, k, threads, control)?)
}

pub(crate) fn json(value: &impl Serialize) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|error| Error::internal(error.to_string()))
}
