//! Rounds of conversations between peers, and the job that makes them.

use fireside::{Control, Error, FieldCase, PeerOptions};
use napi::bindgen_prelude::{ClassInstance, Either, Function};
use napi_derive::napi;

use crate::cohort::Cohort;
use crate::job::{Job, Told, start};
use crate::options::control;
use crate::report::{self, entry};

/// A matching of peers and its document, which is written where the matching was made: not on the event loop.
#[napi]
pub struct PeerMatching {
    matching: fireside::PeerMatching,
    json: String,
}

impl From<fireside::PeerMatching> for PeerMatching {
    fn from(matching: fireside::PeerMatching) -> Self {
        PeerMatching { json: matching.to_json(), matching }
    }
}

#[napi]
impl PeerMatching {
    /// Reads a document.
    #[napi(factory)]
    pub fn from_json(text: String) -> report::Result<Self> {
        entry(|| fireside::PeerMatching::from_json(&text).map(PeerMatching::from))
    }

    /// The document.
    #[napi]
    pub fn to_json(&self) -> report::Result<String> {
        entry(|| Ok(self.json.clone()))
    }

    /// Checks the rounds against their cohort.
    #[napi]
    pub fn verify(&self, cohort: &Cohort) -> report::Result<()> {
        entry(|| self.matching.verify(&cohort.0))
    }
}

/// A cohort, or an object of the caller's as JSON text in camel case.
type Input<'a> = Either<ClassInstance<'a, Cohort>, String>;

enum Source {
    Cohort(fireside::Cohort),
    Text(String),
}

impl From<Input<'_>> for Source {
    fn from(input: Input<'_>) -> Self {
        match input {
            Either::A(cohort) => Source::Cohort(cohort.0.clone()),
            Either::B(text) => Source::Text(text),
        }
    }
}

fn run(source: Source, options: &str, control: &Control) -> Result<PeerMatching, Error> {
    let mut input = serde_json::Deserializer::from_str(options);
    let options =
        PeerOptions::read(&mut input, FieldCase::Camel).map_err(|error| Error::internal(error.to_string()))??;
    let cohort = match source {
        Source::Cohort(cohort) => cohort,
        Source::Text(text) => fireside::Cohort::from_json_with(&text, FieldCase::Camel)?,
    };
    fireside::match_peers_with(&cohort, &options, control).map(PeerMatching::from)
}

/// Matches peers on a thread of its own.
#[napi]
pub fn start_match_peers(
    #[napi(ts_arg_type = "Cohort | string")] input: Input<'_>,
    options: String,
    timeout_ms: Option<f64>,
    watched: bool,
    #[napi(ts_arg_type = "(report: string | null, progress: Progress | null, value: PeerMatching | null) => void")]
    told: Function<'_, Told<PeerMatching>, ()>,
) -> report::Result<Job> {
    let source = Source::from(input);
    start(&told, control(timeout_ms), watched, move |control| run(source, &options, control))
}

/// Matches peers, and holds the event loop until it is done.
#[napi]
pub fn match_peers_sync(
    #[napi(ts_arg_type = "Cohort | string")] input: Input<'_>,
    options: String,
    timeout_ms: Option<f64>,
) -> report::Result<PeerMatching> {
    entry(|| run(Source::from(input), &options, &control(timeout_ms)))
}
