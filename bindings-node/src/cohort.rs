//! The cohort: data that the core has checked.

use fireside::{Error, FieldCase};
use napi_derive::napi;
use serde::Serialize;

use crate::report::{self, entry};

/// A checked cohort.
#[napi]
pub struct Cohort(pub(crate) fireside::Cohort);

#[napi]
impl Cohort {
    /// Reads JSON text: a document, or an object of the caller's in camel case.
    #[napi(factory)]
    pub fn from_json(text: String, camel: bool) -> report::Result<Self> {
        entry(|| fireside::Cohort::from_json_with(&text, case(camel)).map(Cohort))
    }

    /// A person's free time, as JSON.
    #[napi]
    pub fn free_time(&self, person: String) -> report::Result<String> {
        entry(|| {
            let span = |(start, end)| Span { start, end };
            let free = self.0.free_time(&person).map(|free| free.into_iter().map(span).collect::<Vec<_>>());
            serde_json::to_string(&free).map_err(|error| Error::internal(error.to_string()))
        })
    }

    /// The canonical document.
    #[napi]
    pub fn to_json(&self) -> report::Result<String> {
        entry(|| Ok(self.0.to_json()))
    }
}

/// A stretch of time, in UTC.
#[derive(Serialize)]
struct Span {
    start: String,
    end: String,
}

fn case(camel: bool) -> FieldCase {
    if camel { FieldCase::Camel } else { FieldCase::Snake }
}
