//! Languages and phrases.

use std::collections::BTreeMap;

use fireside::read::Reader;
use fireside::words::{Language, catalogue};
use pyo3::prelude::*;

use crate::entry::enter;
use crate::error::exception;
use crate::objects::{argument, to_objects};

/// Every phrase by its code, as dicts.
#[pyfunction]
pub(crate) fn phrases<'py>(py: Python<'py>, language: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    enter(|| {
        let (language, _) = wording(language, None)?;
        to_objects(py, &catalogue(language), None)
    })
}

/// What somebody asks to be answered in.
pub(crate) fn wording(
    language: &Bound<'_, PyAny>,
    phrases: Option<&Bound<'_, PyAny>>,
) -> PyResult<(Language, Option<BTreeMap<String, String>>)> {
    let mut reader = Reader::default();
    let language = argument::<Language>(&mut reader, "language", language)?.unwrap_or_default();
    let phrases = match phrases {
        Some(phrases) => argument::<BTreeMap<String, String>>(&mut reader, "phrases", phrases)?,
        None => None,
    };
    reader.into_problems().into_result().map_err(|error| exception(&error))?;
    Ok((language, phrases))
}
