//! The long-lived engine over one cohort.

use fireside::Error;
use napi_derive::napi;
use serde::Serialize;

use crate::cohort::Cohort;
use crate::numbers::whole;
use crate::report::{self, entry};

/// An engine over one cohort.
#[napi]
pub struct Matcher(pub(crate) fireside::Matcher);

#[napi]
impl Matcher {
    /// An engine over `cohort`.
    #[napi(factory)]
    pub fn over(cohort: &Cohort) -> report::Result<Self> {
        entry(|| Ok(Matcher(fireside::Matcher::new(cohort.0.clone()))))
    }

    /// The best mentors for a mentee: a list of pairings, as JSON.
    #[napi]
    pub fn suggest(&self, mentee: String, k: f64) -> report::Result<String> {
        entry(|| json(&self.0.suggest(&mentee, whole("k", k)?)?))
    }

    /// Why this pair, or why not: an explanation, as JSON.
    #[napi]
    pub fn explain(&self, mentor: String, mentee: String) -> report::Result<String> {
        entry(|| Ok(self.0.explain(&mentor, &mentee)?.to_json()))
    }
}

fn json(value: &impl Serialize) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|error| Error::internal(error.to_string()))
}
