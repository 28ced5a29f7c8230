//! Sessions as invitations to calendars, and the job that writes them.

use std::sync::Arc;

use fireside::{Control, Error, FieldCase, InvitationOptions};
use napi::bindgen_prelude::{ClassInstance, Either, Function};
use napi_derive::napi;

use crate::cohort::Cohort;
use crate::job::{Job, Told, start};
use crate::report::{self, entry};
use crate::sessions::MatchingSchedule;

/// Invitations and their document, which is written where they were made: not on the event loop.
#[napi]
pub struct Invitations {
    invitations: Arc<fireside::Invitations>,
    json: String,
}

impl From<fireside::Invitations> for Invitations {
    fn from(invitations: fireside::Invitations) -> Self {
        Invitations { json: invitations.to_json(), invitations: Arc::new(invitations) }
    }
}

#[napi]
impl Invitations {
    /// Reads a document.
    #[napi(factory)]
    pub fn from_json(text: String) -> report::Result<Self> {
        entry(|| fireside::Invitations::from_json(&text).map(Invitations::from))
    }

    /// The document.
    #[napi]
    pub fn to_json(&self) -> report::Result<String> {
        entry(|| Ok(self.json.clone()))
    }

    /// All conversations of a person.
    #[napi]
    pub fn calendar_of(&self, person: String) -> report::Result<Option<String>> {
        entry(|| self.invitations.calendar_of(&person))
    }

    /// When a person is busy.
    #[napi]
    pub fn free_busy(&self, person: String) -> report::Result<Option<String>> {
        entry(|| self.invitations.free_busy(&person))
    }
}

/// A cohort, or an object of the caller's as JSON text in camel case.
type Input<'a> = Either<ClassInstance<'a, Cohort>, String>;

enum Source {
    Cohort(fireside::Cohort),
    Text(String),
}

/// What is asked for: whose sessions, and what was sent before.
struct Asked {
    source: Source,
    schedule: Arc<fireside::Schedule>,
    previous: Option<Arc<fireside::Invitations>>,
    options: String,
}

impl Asked {
    fn new(input: Input<'_>, schedule: &MatchingSchedule, previous: Option<&Invitations>, options: String) -> Self {
        let source = match input {
            Either::A(cohort) => Source::Cohort(cohort.0.clone()),
            Either::B(text) => Source::Text(text),
        };
        let previous = previous.map(|previous| Arc::clone(&previous.invitations));
        Asked { source, schedule: Arc::clone(&schedule.schedule), previous, options }
    }

    fn run(self) -> Result<Invitations, Error> {
        let mut input = serde_json::Deserializer::from_str(&self.options);
        let options = InvitationOptions::read(&mut input, FieldCase::Camel)
            .map_err(|error| Error::internal(error.to_string()))??;
        let cohort = match self.source {
            Source::Cohort(cohort) => cohort,
            Source::Text(text) => fireside::Cohort::from_json_with(&text, FieldCase::Camel)?,
        };
        let previous = self.previous.as_deref();
        fireside::write_invitations(&cohort, &self.schedule, previous, &options).map(Invitations::from)
    }
}

/// Writes invitations on a thread of its own.
#[napi]
pub fn start_write_invitations(
    #[napi(ts_arg_type = "Cohort | string")] input: Input<'_>,
    schedule: &MatchingSchedule,
    previous: Option<&Invitations>,
    options: String,
    #[napi(ts_arg_type = "(report: string | null, progress: Progress | null, value: Invitations | null) => void")]
    told: Function<'_, Told<Invitations>, ()>,
) -> report::Result<Job> {
    let asked = Asked::new(input, schedule, previous, options);
    start(&told, Control::new(), false, move |_| asked.run())
}

/// Writes invitations, and holds the event loop until it is done.
#[napi]
pub fn write_invitations_sync(
    #[napi(ts_arg_type = "Cohort | string")] input: Input<'_>,
    schedule: &MatchingSchedule,
    previous: Option<&Invitations>,
    options: String,
) -> report::Result<Invitations> {
    entry(|| Asked::new(input, schedule, previous, options).run())
}
