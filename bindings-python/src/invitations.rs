//! `fireside.Invitations`' handle, and `fireside.write_invitations`.

use std::sync::Arc;

use fireside::matching::Invitation;
use fireside::model::Instant;
use fireside::read::Reader;
use fireside::{Error, ErrorCode, FieldCase, InvitationOptions};
use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::cohort::Cohort;
use crate::control::Hold;
use crate::entry::enter;
use crate::error::exception;
use crate::objects::{Input, Reading, to_objects, utf8};
use crate::sessions::Schedule;

/// The sessions of a schedule as invitations to calendars.
#[pyclass(frozen, module = "fireside._native")]
pub(crate) struct Invitations(Arc<fireside::Invitations>);

#[pymethods]
impl Invitations {
    /// Reads dicts and lists.
    #[staticmethod]
    fn read(document: &Bound<'_, PyAny>) -> PyResult<Self> {
        enter(|| {
            let (reading, mut reader) = (Reading::default(), Reader::default());
            let found = reader.read::<fireside::Invitations, _>(Input::new(document.clone(), &reading))?;
            let read = reader.into_problems().into_result();
            // Whatever else a document must be is for the core to say, which says it of texts.
            let whole = read.and_then(|()| fireside::Invitations::from_json(&found.unwrap_or_default().to_json()));
            whole.map(Invitations::from).map_err(|error| exception(&error))
        })
    }

    /// Reads a JSON text.
    #[staticmethod]
    fn from_json(py: Python<'_>, text: &Bound<'_, PyString>) -> PyResult<Self> {
        enter(|| {
            let text = utf8(text)?;
            let read = py.detach(|| fireside::Invitations::from_json(text));
            read.map(Invitations::from).map_err(|error| exception(&error))
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

    /// One field of the document, made of `records`. Raises if times in it are none: they are to be `datetime`s.
    fn part<'py>(&self, py: Python<'py>, name: &str, records: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        enter(|| {
            let fireside::Invitations {
                schema: _,
                programme,
                domain,
                stamp,
                organizer,
                window,
                invitations,
                figures,
                time_zone_data,
            } = &*self.0;
            let records = Some(records);
            match name {
                "programme" => to_objects(py, programme, records),
                "domain" => to_objects(py, domain, records),
                "stamp" => {
                    check(String::new, "stamp", stamp)?;
                    to_objects(py, stamp, records)
                }
                "organizer" => to_objects(py, organizer, records),
                "window" => to_objects(py, window, records),
                "invitations" => {
                    for (at, Invitation { stamp, start, end, .. }) in invitations.iter().enumerate() {
                        for (field, text) in [("stamp", stamp), ("start", start), ("end", end)] {
                            check(|| format!("invitations[{at}]."), field, text)?;
                        }
                    }
                    to_objects(py, invitations, records)
                }
                "figures" => to_objects(py, figures, records),
                _ => to_objects(py, time_zone_data, records),
            }
        })
    }

    /// Conversations, and messages to be sent.
    fn sizes(&self) -> PyResult<(usize, usize)> {
        enter(|| {
            let messages = self.0.invitations.iter().map(|invitation| invitation.messages.len()).sum();
            Ok((self.0.invitations.len(), messages))
        })
    }

    /// All conversations of a person.
    fn calendar_of(&self, py: Python<'_>, person: &Bound<'_, PyString>) -> PyResult<Option<String>> {
        enter(|| {
            let person = utf8(person)?;
            py.detach(|| self.0.calendar_of(person)).map_err(|error| exception(&error))
        })
    }

    /// When a person is busy.
    fn free_busy(&self, py: Python<'_>, person: &Bound<'_, PyString>) -> PyResult<Option<String>> {
        enter(|| {
            let person = utf8(person)?;
            py.detach(|| self.0.free_busy(person)).map_err(|error| exception(&error))
        })
    }

    /// Whether both are the same document.
    fn same(&self, py: Python<'_>, other: &Self) -> PyResult<bool> {
        enter(|| Ok(py.detach(|| self.0 == other.0)))
    }
}

impl From<fireside::Invitations> for Invitations {
    fn from(invitations: fireside::Invitations) -> Self {
        Invitations(Arc::new(invitations))
    }
}

/// Raises unless a text is an instant as documents write it. A document may have come from anywhere.
fn check(above: impl Fn() -> String, field: &str, text: &str) -> PyResult<()> {
    if Instant::parse(text).is_some_and(|instant| instant.to_string() == text) {
        return Ok(());
    }
    let message = format!("`{text}` is not an instant such as `2026-12-01T09:00:00Z`");
    Err(exception(&Error::new(ErrorCode::InvalidTime, format!("{}{field}", above()), message)))
}

/// Writes what is to be sent to people's calendars.
#[pyfunction]
pub(crate) fn write_invitations<'py>(
    py: Python<'py>,
    cohort: &Cohort,
    schedule: &Schedule,
    previous: Option<&Invitations>,
    options: &Bound<'py, PyAny>,
) -> PyResult<Invitations> {
    enter(|| {
        let reading = Reading::default();
        let options = InvitationOptions::read(Input::new(options.clone(), &reading), FieldCase::Snake)?;
        let options = options.map_err(|error| exception(&error))?;
        let (cohort, schedule) = (cohort.0.clone(), Arc::clone(&schedule.0));
        let previous = previous.map(|previous| Arc::clone(&previous.0));
        let work = move |_: &_| fireside::write_invitations(&cohort, &schedule, previous.as_deref(), &options);
        Hold::none().during(py, work).map(Invitations::from)
    })
}
