//! The result, and the main job that makes it.

use std::sync::Arc;

use fireside::{Control, Error, FieldCase, MatchOptions};
use napi::bindgen_prelude::{ClassInstance, Either3, Function};
use napi_derive::napi;

use crate::cohort::Cohort;
use crate::job::{Job, Told, start};
use crate::matcher::Matcher;
use crate::numbers::whole;
use crate::options::{control, match_options};
use crate::report::{self, entry};

/// A matching and its document, which is written where the matching was made: not on the event loop.
#[napi]
pub struct Matching {
    /// Shared with the threads that work on it.
    pub(crate) matching: Arc<fireside::Matching>,
    json: String,
}

impl From<fireside::Matching> for Matching {
    fn from(matching: fireside::Matching) -> Self {
        Matching { json: matching.to_json(), matching: Arc::new(matching) }
    }
}

#[napi]
impl Matching {
    /// Reads a document.
    #[napi(factory)]
    pub fn from_json(text: String) -> report::Result<Self> {
        entry(|| fireside::Matching::from_json(&text).map(Matching::from))
    }

    /// The document.
    #[napi]
    pub fn to_json(&self) -> report::Result<String> {
        entry(|| Ok(self.json.clone()))
    }

    /// How the conversations are spread over the mentors of the cohort, as JSON.
    #[napi]
    pub fn load(&self, cohort: &Cohort) -> report::Result<String> {
        entry(|| {
            let spread = self.matching.load(&cohort.0);
            serde_json::to_string(&spread).map_err(|error| Error::internal(error.to_string()))
        })
    }

    /// Why this pair, or why not, and how it stands in this matching: an explanation, as JSON.
    #[napi]
    pub fn explain(&self, cohort: &Cohort, mentor: String, mentee: String) -> report::Result<String> {
        entry(|| Ok(self.matching.explain(&cohort.0, &mentor, &mentee)?.to_json()))
    }

    /// Checks the matching against its cohort.
    #[napi]
    pub fn verify(&self, cohort: &Cohort) -> report::Result<()> {
        entry(|| self.matching.verify(&cohort.0))
    }

    /// The pairs that would rather meet each other, `most` of them by name, as JSON.
    #[napi]
    pub fn blocking_pairs(&self, cohort: &Cohort, most: f64) -> report::Result<String> {
        entry(|| Ok(self.matching.blocking_pairs(&cohort.0, whole::<u32>("most", most)? as usize)?.to_json()))
    }
}

/// What may be matched: a cohort, a matcher, or an object of the caller's as JSON text in camel case.
pub(crate) type Input<'a> = Either3<ClassInstance<'a, Cohort>, ClassInstance<'a, Matcher>, String>;

pub(crate) enum Source {
    Cohort(fireside::Cohort),
    Matcher(fireside::Matcher),
    Text(String),
}

impl From<Input<'_>> for Source {
    fn from(input: Input<'_>) -> Self {
        match input {
            Either3::A(cohort) => Source::Cohort(cohort.0.clone()),
            Either3::B(matcher) => Source::Matcher(matcher.0.clone()),
            Either3::C(text) => Source::Text(text),
        }
    }
}

impl Source {
    /// The cohort itself.
    pub(crate) fn cohort(self) -> Result<fireside::Cohort, Error> {
        match self {
            Source::Matcher(matcher) => Ok(matcher.cohort()),
            Source::Cohort(cohort) => Ok(cohort),
            Source::Text(text) => fireside::Cohort::from_json_with(&text, FieldCase::Camel),
        }
    }
}

fn run(source: Source, options: &MatchOptions, control: &Control) -> Result<Matching, Error> {
    let matching = match source {
        Source::Matcher(matcher) => matcher.run(options, control),
        other => fireside::match_cohort_with(&other.cohort()?, options, control),
    };
    matching.map(Matching::from)
}

/// Matches on a thread of its own.
#[napi]
pub fn start_match(
    #[napi(ts_arg_type = "Cohort | Matcher | string")] input: Input<'_>,
    options: String,
    timeout_ms: Option<f64>,
    watched: bool,
    #[napi(ts_arg_type = "(report: string | null, progress: Progress | null, value: Matching | null) => void")]
    told: Function<'_, Told<Matching>, ()>,
) -> report::Result<Job> {
    let source = Source::from(input);
    let control = control(timeout_ms);
    start(&told, control, watched, move |control| run(source, &match_options(&options)?, control))
}

/// Matches, and holds the event loop until it is done.
#[napi]
pub fn match_sync(
    #[napi(ts_arg_type = "Cohort | Matcher | string")] input: Input<'_>,
    options: String,
    timeout_ms: Option<f64>,
) -> report::Result<Matching> {
    entry(|| run(Source::from(input), &match_options(&options)?, &control(timeout_ms)))
}
