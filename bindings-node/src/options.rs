//! What a caller may choose for one run.

use std::time::Duration;

use fireside::nearest::nearest;
use fireside::{Control, Error, FieldCase, MatchOptions};
use napi_derive::napi;

use crate::report::{self, entry};

/// Reads the options the core has, from JSON text in camel case.
pub(crate) fn match_options(text: &str) -> Result<MatchOptions, Error> {
    let mut input = serde_json::Deserializer::from_str(text);
    MatchOptions::read(&mut input, FieldCase::Camel).map_err(|error| Error::internal(error.to_string()))?
}

/// A hold on work that ends `timeout_ms` from now, if that is given.
pub(crate) fn control(timeout_ms: Option<f64>) -> Control {
    let timeout = timeout_ms.and_then(|ms| Duration::try_from_secs_f64(ms / 1_000.0).ok());
    timeout.map_or_else(Control::new, |timeout| Control::new().timeout(timeout))
}

/// The one of `names` that `word` is nearest to, if it is near enough to be meant.
#[napi]
pub fn nearest_name(word: String, names: Vec<String>) -> report::Result<Option<String>> {
    entry(|| Ok(nearest(&word, names.iter().map(String::as_str)).map(str::to_owned)))
}
