//! `fireside.Insight`'s handle: what a round comes to.

use std::sync::Arc;

use fireside::read::Reader;
use fireside::{FieldCase, InsightOptions, InsightTable};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

use crate::cohort::Cohort;
use crate::control::Hold;
use crate::entry::enter;
use crate::error::exception;
use crate::journal::Journal;
use crate::matching::Matching;
use crate::objects::{Input, Reading, argument, to_objects, utf8};

/// What a round comes to.
#[pyclass(frozen, module = "fireside._native")]
pub(crate) struct Insight(Arc<fireside::Insight>);

#[pymethods]
impl Insight {
    /// Reads dicts and lists.
    #[staticmethod]
    fn read(document: &Bound<'_, PyAny>) -> PyResult<Self> {
        enter(|| {
            let (reading, mut reader) = (Reading::default(), Reader::default());
            let insight = reader.read::<fireside::Insight, _>(Input::new(document.clone(), &reading))?;
            let read = reader.into_problems().into_result();
            // Whatever else a document must be is for the core to say, which says it of texts.
            let insight = read.and_then(|()| fireside::Insight::from_json(&insight.unwrap_or_default().to_json()));
            insight.map(Insight::from).map_err(|error| exception(&error))
        })
    }

    /// Reads a JSON text.
    #[staticmethod]
    fn from_json(py: Python<'_>, text: &Bound<'_, PyString>) -> PyResult<Self> {
        enter(|| {
            let text = utf8(text)?;
            py.detach(|| fireside::Insight::from_json(text)).map(Insight::from).map_err(|error| exception(&error))
        })
    }

    /// The document.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        enter(|| Ok(py.detach(|| self.0.to_json())))
    }

    /// The document as dicts and lists, or made of `records`.
    #[pyo3(signature = (records = None))]
    fn to_dict<'py>(&self, py: Python<'py>, records: Option<&Bound<'py, PyAny>>) -> PyResult<Bound<'py, PyAny>> {
        enter(|| to_objects(py, &*self.0, records))
    }

    /// One table as CSV.
    fn to_csv(&self, py: Python<'_>, table: &Bound<'_, PyAny>) -> PyResult<String> {
        enter(|| {
            let table = read_table(table)?;
            Ok(py.detach(|| self.0.to_csv(table)))
        })
    }

    /// One table as an Arrow IPC stream.
    fn to_arrow<'py>(&self, py: Python<'py>, table: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyBytes>> {
        enter(|| {
            let table = read_table(table)?;
            let stream = py.detach(|| self.0.to_arrow(table)).map_err(|error| exception(&error))?;
            Ok(PyBytes::new(py, &stream))
        })
    }
}

fn read_table(table: &Bound<'_, PyAny>) -> PyResult<InsightTable> {
    let mut reader = Reader::default();
    let table = argument::<InsightTable>(&mut reader, "table", table)?.unwrap_or_default();
    reader.into_problems().into_result().map(|()| table).map_err(|error| exception(&error))
}

impl From<fireside::Insight> for Insight {
    fn from(insight: fireside::Insight) -> Self {
        Insight(Arc::new(insight))
    }
}

/// What a matching of `cohort` comes to, perhaps after events.
#[pyfunction]
#[expect(clippy::too_many_arguments, reason = "as many as the package's method has")]
pub(crate) fn insight<'py>(
    py: Python<'py>,
    matching: &Matching,
    cohort: &Cohort,
    options: &Bound<'py, PyAny>,
    journal: Option<&Journal>,
    timeout: &Bound<'py, PyAny>,
    progress: Option<Bound<'py, PyAny>>,
    cancel: Option<Bound<'py, PyAny>>,
) -> PyResult<Insight> {
    enter(|| {
        let (options, hold) = (read_options(options)?, Hold::new(timeout, progress, cancel)?);
        let (matching, cohort) = (Arc::clone(&matching.0), cohort.0.clone());
        let journal = journal.map(|journal| Arc::clone(&journal.0));
        let work = move |control: &_| {
            let events = journal.as_ref().map(|journal| journal.events.as_slice());
            matching.insight_with(&cohort, &options, events, control)
        };
        hold.during(py, work).map(Insight::from)
    })
}

/// What the matching of a matcher comes to.
pub(crate) fn of_matcher<'py>(
    py: Python<'py>,
    matcher: fireside::Matcher,
    options: &Bound<'py, PyAny>,
    hold: Hold,
) -> PyResult<Insight> {
    let options = read_options(options)?;
    hold.during(py, move |control| matcher.insight(&options, control)).map(Insight::from)
}

fn read_options(options: &Bound<'_, PyAny>) -> PyResult<InsightOptions> {
    let reading = Reading::default();
    InsightOptions::read(Input::new(options.clone(), &reading), FieldCase::Snake)?.map_err(|error| exception(&error))
}
