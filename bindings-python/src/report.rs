//! The page to look at.

use std::sync::Arc;

use fireside::{FieldCase, ReportOptions};
use pyo3::prelude::*;

use crate::cohort::Cohort;
use crate::control::Hold;
use crate::entry::enter;
use crate::error::exception;
use crate::journal::Journal;
use crate::matching::Matching;
use crate::objects::{Input, Reading};

/// What a matching of `cohort` comes to, perhaps after events, as HTML.
#[pyfunction]
#[expect(clippy::too_many_arguments, reason = "as many as the package's method has")]
pub(crate) fn report<'py>(
    py: Python<'py>,
    matching: &Matching,
    cohort: &Cohort,
    options: &Bound<'py, PyAny>,
    journal: Option<&Journal>,
    timeout: &Bound<'py, PyAny>,
    progress: Option<Bound<'py, PyAny>>,
    cancel: Option<Bound<'py, PyAny>>,
) -> PyResult<String> {
    enter(|| {
        let (options, hold) = (read_options(options)?, Hold::new(timeout, progress, cancel)?);
        let (matching, cohort) = (Arc::clone(&matching.0), cohort.0.clone());
        let journal = journal.map(|journal| Arc::clone(&journal.0));
        let work = move |control: &_| {
            let events = journal.as_ref().map(|journal| journal.events.as_slice());
            matching.report_with(&cohort, &options, events, control)
        };
        hold.during(py, work)
    })
}

/// What the matching of a matcher comes to, as HTML.
pub(crate) fn page_of_matcher<'py>(
    py: Python<'py>,
    matcher: fireside::Matcher,
    options: &Bound<'py, PyAny>,
    hold: Hold,
) -> PyResult<String> {
    let options = read_options(options)?;
    hold.during(py, move |control| matcher.report(&options, control))
}

fn read_options(options: &Bound<'_, PyAny>) -> PyResult<ReportOptions> {
    let reading = Reading::default();
    ReportOptions::read(Input::new(options.clone(), &reading), FieldCase::Snake)?.map_err(|error| exception(&error))
}
