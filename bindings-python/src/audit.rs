//! What became of groups in a matching, and `fireside.DecisionRecord`'s handle.

use std::sync::Arc;

use fireside::read::Reader;
use fireside::{AuditOptions, FieldCase};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

use crate::cohort::Cohort;
use crate::control::Hold;
use crate::entry::enter;
use crate::error::exception;
use crate::matching::Matching;
use crate::objects::{Input, Reading, to_objects, utf8};

/// What an audit is in the package: its fields, its document, and its table in CSV and as an Arrow IPC stream.
type Parts<'py> = (Bound<'py, PyAny>, String, String, Bound<'py, PyBytes>);

/// The audit of a matching of `cohort`, with fields made of `records`.
#[pyfunction]
pub(crate) fn audit<'py>(
    py: Python<'py>,
    matching: &Matching,
    cohort: &Cohort,
    options: &Bound<'py, PyAny>,
    cancel: Option<Bound<'py, PyAny>>,
    records: &Bound<'py, PyAny>,
) -> PyResult<Parts<'py>> {
    enter(|| {
        let reading = Reading::default();
        let options = AuditOptions::read(Input::new(options.clone(), &reading), FieldCase::Snake)?;
        let options = options.map_err(|error| exception(&error))?;
        let hold = Hold::new(&py.None().into_bound(py), None, cancel)?;
        let (matching, cohort) = (Arc::clone(&matching.0), cohort.0.clone());
        let (audit, text, csv, arrow) = hold.during(py, move |control| {
            let audit = matching.audit_with(&cohort, &options, control)?;
            let (text, csv, arrow) = (audit.to_json(), audit.to_csv(), audit.to_arrow()?);
            Ok((audit, text, csv, arrow))
        })?;
        Ok((to_objects(py, &audit, Some(records))?, text, csv, PyBytes::new(py, &arrow)))
    })
}

/// What a run was made from, by which rules and with what proof.
#[pyclass(frozen, module = "fireside._native")]
pub(crate) struct DecisionRecord(Arc<fireside::DecisionRecord>);

#[pymethods]
impl DecisionRecord {
    /// The record of a matching of `cohort`.
    #[staticmethod]
    fn of(py: Python<'_>, matching: &Matching, cohort: &Cohort) -> PyResult<Self> {
        enter(|| {
            let record = py.detach(|| matching.0.record(&cohort.0));
            record.map(DecisionRecord::from).map_err(|error| exception(&error))
        })
    }

    /// Reads dicts and lists.
    #[staticmethod]
    fn read(document: &Bound<'_, PyAny>) -> PyResult<Self> {
        enter(|| {
            let (reading, mut reader) = (Reading::default(), Reader::default());
            let record = reader.read::<fireside::DecisionRecord, _>(Input::new(document.clone(), &reading))?;
            let read = reader.into_problems().into_result();
            // Whatever else a document must be is for the core to say, which says it of texts.
            let whole = read.and_then(|()| fireside::DecisionRecord::from_json(&record.unwrap_or_default().to_json()));
            whole.map(DecisionRecord::from).map_err(|error| exception(&error))
        })
    }

    /// Reads a JSON text.
    #[staticmethod]
    fn from_json(py: Python<'_>, text: &Bound<'_, PyString>) -> PyResult<Self> {
        enter(|| {
            let text = utf8(text)?;
            let record = py.detach(|| fireside::DecisionRecord::from_json(text));
            record.map(DecisionRecord::from).map_err(|error| exception(&error))
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

    /// Raises unless this is the record of the matching, and the matching holds against `cohort`.
    fn verify(&self, py: Python<'_>, cohort: &Cohort, matching: &Matching) -> PyResult<()> {
        enter(|| {
            let (record, cohort, matching) = (Arc::clone(&self.0), cohort.0.clone(), Arc::clone(&matching.0));
            Hold::none().during(py, move |_| record.verify(&cohort, &matching))
        })
    }
}

impl From<fireside::DecisionRecord> for DecisionRecord {
    fn from(record: fireside::DecisionRecord) -> Self {
        DecisionRecord(Arc::new(record))
    }
}
