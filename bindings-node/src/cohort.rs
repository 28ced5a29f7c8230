//! The cohort: data that the core has checked.

use fireside::FieldCase;
use napi_derive::napi;

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

    /// The canonical document.
    #[napi]
    pub fn to_json(&self) -> report::Result<String> {
        entry(|| Ok(self.0.to_json()))
    }
}

fn case(camel: bool) -> FieldCase {
    if camel { FieldCase::Camel } else { FieldCase::Snake }
}
