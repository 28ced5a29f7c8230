//! `fireside.WhatIf`'s handle, and what else a `Matcher` says of changes.

use std::sync::Arc;

use fireside::model::Changes;
use fireside::read::Reader;
use fireside::{Cohort as CoreCohort, FieldCase};
use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::cohort::Cohort;
use crate::control::Hold;
use crate::entry::enter;
use crate::error::exception;
use crate::matching::Matching;
use crate::objects::{Input, Reading, to_objects, utf8};

/// Two answers and their difference.
#[pyclass(frozen, module = "fireside._native")]
pub(crate) struct WhatIf(Arc<fireside::WhatIf>);

#[pymethods]
impl WhatIf {
    /// Reads dicts and lists.
    #[staticmethod]
    fn read(document: &Bound<'_, PyAny>) -> PyResult<Self> {
        enter(|| {
            let (reading, mut reader) = (Reading::default(), Reader::default());
            let what_if = reader.read::<fireside::WhatIf, _>(Input::new(document.clone(), &reading))?;
            let read = reader.into_problems().into_result();
            // Whatever else a document must be is for the core to say, which says it of texts.
            let what_if = read.and_then(|()| fireside::WhatIf::from_json(&what_if.unwrap_or_default().to_json()));
            what_if.map(WhatIf::from).map_err(|error| exception(&error))
        })
    }

    /// Reads a JSON text.
    #[staticmethod]
    fn from_json(py: Python<'_>, text: &Bound<'_, PyString>) -> PyResult<Self> {
        enter(|| {
            let text = utf8(text)?;
            py.detach(|| fireside::WhatIf::from_json(text)).map(WhatIf::from).map_err(|error| exception(&error))
        })
    }

    /// The document.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        enter(|| Ok(py.detach(|| self.0.to_json())))
    }

    /// The document as dicts and lists.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        enter(|| to_objects(py, &*self.0, None))
    }

    /// The answer as it is.
    fn before(&self, py: Python<'_>) -> PyResult<Matching> {
        enter(|| Ok(py.detach(|| Matching::from(self.0.before.clone()))))
    }

    /// The answer as it would be.
    fn after(&self, py: Python<'_>) -> PyResult<Matching> {
        enter(|| Ok(py.detach(|| Matching::from(self.0.after.clone()))))
    }

    /// What differs, made of `records`.
    fn difference<'py>(&self, py: Python<'py>, records: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        enter(|| to_objects(py, &self.0.difference, Some(records)))
    }

    /// Raises unless the document holds against the two cohorts.
    fn verify(&self, py: Python<'_>, before: &Cohort, after: &Cohort) -> PyResult<()> {
        enter(|| {
            let (what_if, before, after) = (Arc::clone(&self.0), before.0.clone(), after.0.clone());
            Hold::none().during(py, move |_| what_if.verify(&before, &after))
        })
    }

    /// Whether both are the same document.
    fn same(&self, py: Python<'_>, other: &Self) -> PyResult<bool> {
        enter(|| Ok(py.detach(|| self.0 == other.0)))
    }
}

impl From<fireside::WhatIf> for WhatIf {
    fn from(what_if: fireside::WhatIf) -> Self {
        WhatIf(Arc::new(what_if))
    }
}

/// Reads changes to a cohort.
pub(crate) fn read_changes(changes: &Bound<'_, PyAny>) -> PyResult<Changes> {
    let reading = Reading::default();
    Changes::read(Input::new(changes.clone(), &reading), FieldCase::Snake)?.map_err(|error| exception(&error))
}

/// The cohort that changes make of another.
pub(crate) fn changed(py: Python<'_>, cohort: &CoreCohort, changes: &Bound<'_, PyAny>) -> PyResult<CoreCohort> {
    let changes = read_changes(changes)?;
    py.detach(|| cohort.changed(&changes)).map_err(|error| exception(&error))
}
