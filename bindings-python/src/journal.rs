//! `fireside.Journal`'s handle: events, as a host tells and stores them.

use std::sync::Arc;

use fireside::{FieldCase, model};
use pyo3::prelude::*;
use pyo3::types::{PyList, PyMapping, PyString};

use crate::entry::enter;
use crate::error::exception;
use crate::objects::{Input, Reading, Step, to_objects, utf8};

/// Events whose form is right.
#[pyclass(frozen, module = "fireside._native")]
pub(crate) struct Journal(pub(crate) Arc<model::Journal>);

#[pymethods]
impl Journal {
    /// Reads one event, a list of events, or a document with events.
    #[staticmethod]
    fn read(events: &Bound<'_, PyAny>) -> PyResult<Self> {
        enter(|| {
            let reading = Reading::default();
            let read = match Form::of(events)? {
                Form::Document => model::Journal::read(Input::new(events.clone(), &reading), FieldCase::Snake)?,
                form => {
                    let list = match form {
                        Form::Event => PyList::new(events.py(), [events])?.into_any(),
                        _ => events.clone(),
                    };
                    let events = model::Journal::read_events(Input::new(list, &reading), FieldCase::Snake);
                    events.map_err(|failure| failure.at(Step::Key("events".to_owned())))?.map(model::Journal::new)
                }
            };
            read.map(Journal::from).map_err(|error| exception(&error))
        })
    }

    /// Reads a JSON text.
    #[staticmethod]
    fn from_json(py: Python<'_>, text: &Bound<'_, PyString>) -> PyResult<Self> {
        enter(|| {
            let text = utf8(text)?;
            py.detach(|| model::Journal::from_json(text)).map(Journal::from).map_err(|error| exception(&error))
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

    /// How many events there are.
    fn size(&self) -> PyResult<usize> {
        enter(|| Ok(self.0.events.len()))
    }

    /// Whether both are the same document.
    fn same(&self, py: Python<'_>, other: &Self) -> PyResult<bool> {
        enter(|| Ok(py.detach(|| self.0 == other.0)))
    }
}

impl From<model::Journal> for Journal {
    fn from(journal: model::Journal) -> Self {
        Journal(Arc::new(journal))
    }
}

/// What may be handed over.
enum Form {
    Event,
    Events,
    Document,
}

impl Form {
    fn of(events: &Bound<'_, PyAny>) -> PyResult<Self> {
        Ok(match events.cast::<PyMapping>() {
            Ok(object) if object.contains("events")? || object.contains("schema")? => Form::Document,
            Ok(_) => Form::Event,
            Err(_) if events.get_type().hasattr("__dataclass_fields__")? => Form::Event,
            Err(_) => Form::Events,
        })
    }
}
