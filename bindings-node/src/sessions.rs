//! Times for the pairs of a matching, and the job that finds them.

use std::sync::Arc;

use fireside::{Control, Error, FieldCase, ScheduleOptions};
use napi::bindgen_prelude::{ClassInstance, Either, Function};
use napi_derive::napi;

use crate::cohort::Cohort;
use crate::job::{Job, Told, start};
use crate::matching::Matching;
use crate::options::control;
use crate::report::{self, entry};

/// A schedule and its document, which is written where the schedule was made: not on the event loop. `Schedule` is one of bare edges.
#[napi]
pub struct MatchingSchedule {
    pub(crate) schedule: Arc<fireside::Schedule>,
    json: String,
}

impl From<fireside::Schedule> for MatchingSchedule {
    fn from(schedule: fireside::Schedule) -> Self {
        MatchingSchedule { json: schedule.to_json(), schedule: Arc::new(schedule) }
    }
}

#[napi]
impl MatchingSchedule {
    /// Reads a document.
    #[napi(factory)]
    pub fn from_json(text: String) -> report::Result<Self> {
        entry(|| fireside::Schedule::from_json(&text).map(MatchingSchedule::from))
    }

    /// The document.
    #[napi]
    pub fn to_json(&self) -> report::Result<String> {
        entry(|| Ok(self.json.clone()))
    }

    /// Checks the schedule against its cohort and its matching.
    #[napi]
    pub fn verify(&self, cohort: &Cohort, matching: &Matching) -> report::Result<()> {
        entry(|| self.schedule.verify(&cohort.0, &matching.matching))
    }
}

/// A cohort, or an object of the caller's as JSON text in camel case.
type Input<'a> = Either<ClassInstance<'a, Cohort>, String>;

enum Source {
    Cohort(fireside::Cohort),
    Text(String),
}

/// What is asked for: whose times, of which pairs, and what is to stay.
struct Asked {
    source: Source,
    matching: Arc<fireside::Matching>,
    previous: Option<Arc<fireside::Schedule>>,
    options: String,
}

impl Asked {
    fn new(input: Input<'_>, matching: &Matching, previous: Option<&MatchingSchedule>, options: String) -> Self {
        let source = match input {
            Either::A(cohort) => Source::Cohort(cohort.0.clone()),
            Either::B(text) => Source::Text(text),
        };
        let previous = previous.map(|previous| Arc::clone(&previous.schedule));
        Asked { source, matching: Arc::clone(&matching.matching), previous, options }
    }

    fn run(self, control: &Control) -> Result<MatchingSchedule, Error> {
        let mut input = serde_json::Deserializer::from_str(&self.options);
        let options = ScheduleOptions::read(&mut input, FieldCase::Camel)
            .map_err(|error| Error::internal(error.to_string()))??;
        let cohort = match self.source {
            Source::Cohort(cohort) => cohort,
            Source::Text(text) => fireside::Cohort::from_json_with(&text, FieldCase::Camel)?,
        };
        let previous = self.previous.as_deref();
        fireside::schedule_matching_with(&cohort, &self.matching, previous, &options, control)
            .map(MatchingSchedule::from)
    }
}

/// Finds times on a thread of its own.
#[napi]
pub fn start_schedule_matching(
    #[napi(ts_arg_type = "Cohort | string")] input: Input<'_>,
    matching: &Matching,
    previous: Option<&MatchingSchedule>,
    options: String,
    timeout_ms: Option<f64>,
    watched: bool,
    #[napi(ts_arg_type = "(report: string | null, progress: Progress | null, value: MatchingSchedule | null) => void")]
    told: Function<'_, Told<MatchingSchedule>, ()>,
) -> report::Result<Job> {
    let asked = Asked::new(input, matching, previous, options);
    start(&told, control(timeout_ms), watched, move |control| asked.run(control))
}

/// Finds times, and holds the event loop until it is done.
#[napi]
pub fn schedule_matching_sync(
    #[napi(ts_arg_type = "Cohort | string")] input: Input<'_>,
    matching: &Matching,
    previous: Option<&MatchingSchedule>,
    options: String,
    timeout_ms: Option<f64>,
) -> report::Result<MatchingSchedule> {
    entry(|| Asked::new(input, matching, previous, options).run(&control(timeout_ms)))
}
