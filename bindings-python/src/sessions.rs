//! `fireside.Schedule`'s handle, and `fireside.schedule_matching`.

use std::sync::Arc;

use fireside::matching::{Session, Unscheduled};
use fireside::model::Instant;
use fireside::read::Reader;
use fireside::{Error, ErrorCode, FieldCase, ScheduleOptions, schedule_matching_with};
use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::cohort::Cohort;
use crate::control::Hold;
use crate::entry::enter;
use crate::error::exception;
use crate::matching::Matching;
use crate::objects::{Input, Reading, to_objects, utf8};

/// When the pairs of a matching meet.
#[pyclass(frozen, module = "fireside._native")]
pub(crate) struct Schedule(pub(crate) Arc<fireside::Schedule>);

#[pymethods]
impl Schedule {
    /// Reads dicts and lists.
    #[staticmethod]
    fn read(document: &Bound<'_, PyAny>) -> PyResult<Self> {
        enter(|| {
            let (reading, mut reader) = (Reading::default(), Reader::default());
            let found = reader.read::<fireside::Schedule, _>(Input::new(document.clone(), &reading))?;
            let read = reader.into_problems().into_result();
            // Whatever else a document must be is for the core to say, which says it of texts.
            let whole = read.and_then(|()| fireside::Schedule::from_json(&found.unwrap_or_default().to_json()));
            whole.map(Schedule::from).map_err(|error| exception(&error))
        })
    }

    /// Reads a JSON text.
    #[staticmethod]
    fn from_json(py: Python<'_>, text: &Bound<'_, PyString>) -> PyResult<Self> {
        enter(|| {
            let text = utf8(text)?;
            py.detach(|| fireside::Schedule::from_json(text)).map(Schedule::from).map_err(|error| exception(&error))
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
            let fireside::Schedule { schema: _, status, sessions, unscheduled, crowds, figures, run } = &*self.0;
            let records = Some(records);
            match name {
                "status" => to_objects(py, status, records),
                "sessions" => {
                    check(sessions.iter().map(times).enumerate(), "sessions", "")?;
                    to_objects(py, sessions, records)
                }
                "unscheduled" => {
                    let nearest = unscheduled.iter().map(nearest).enumerate();
                    check(nearest.filter_map(|(at, times)| Some((at, times?))), "unscheduled", "nearest.")?;
                    to_objects(py, unscheduled, records)
                }
                "crowds" => to_objects(py, crowds, records),
                "figures" => to_objects(py, figures, records),
                _ => to_objects(py, run, records),
            }
        })
    }

    /// Sessions and pairs without one.
    fn sizes(&self) -> PyResult<(usize, usize)> {
        enter(|| Ok((self.0.sessions.len(), self.0.unscheduled.len())))
    }

    /// Raises unless the document holds against `cohort` and `matching`.
    fn verify(&self, py: Python<'_>, cohort: &Cohort, matching: &Matching) -> PyResult<()> {
        enter(|| {
            let (schedule, cohort, matching) = (Arc::clone(&self.0), cohort.0.clone(), Arc::clone(&matching.0));
            Hold::none().during(py, move |_| schedule.verify(&cohort, &matching))
        })
    }

    /// Whether both are the same document.
    fn same(&self, py: Python<'_>, other: &Self) -> PyResult<bool> {
        enter(|| Ok(py.detach(|| self.0 == other.0)))
    }
}

impl From<fireside::Schedule> for Schedule {
    fn from(schedule: fireside::Schedule) -> Self {
        Schedule(Arc::new(schedule))
    }
}

fn times(session: &Session) -> [&str; 2] {
    [&session.start, &session.end]
}

fn nearest(pair: &Unscheduled) -> Option<[&str; 2]> {
    pair.nearest.as_ref().map(|nearest| [nearest.start.as_str(), nearest.end.as_str()])
}

/// Raises unless the starts and ends of a list are instants as documents write them. A document may have come from anywhere.
fn check<'a>(times: impl Iterator<Item = (usize, [&'a str; 2])>, list: &str, inside: &str) -> PyResult<()> {
    let named = times.flat_map(|(at, [start, end])| [(at, "start", start), (at, "end", end)]);
    for (at, field, text) in named {
        if Instant::parse(text).is_none_or(|instant| instant.to_string() != text) {
            let path = format!("{list}[{at}].{inside}{field}");
            let message = format!("`{text}` is not an instant such as `2026-12-01T09:00:00Z`");
            return Err(exception(&Error::new(ErrorCode::InvalidTime, path, message)));
        }
    }
    Ok(())
}

/// Finds a time for every pair of a matching.
#[pyfunction]
pub(crate) fn schedule_matching<'py>(
    py: Python<'py>,
    cohort: &Cohort,
    matching: &Matching,
    previous: Option<&Schedule>,
    options: &Bound<'py, PyAny>,
    hold: (Bound<'py, PyAny>, Option<Bound<'py, PyAny>>, Option<Bound<'py, PyAny>>),
) -> PyResult<Schedule> {
    enter(|| {
        let reading = Reading::default();
        let options = ScheduleOptions::read(Input::new(options.clone(), &reading), FieldCase::Snake)?;
        let options = options.map_err(|error| exception(&error))?;
        let (timeout, progress, cancel) = hold;
        let hold = Hold::new(&timeout, progress, cancel)?;
        let (cohort, matching) = (cohort.0.clone(), Arc::clone(&matching.0));
        let previous = previous.map(|previous| Arc::clone(&previous.0));
        let work = move |control: &fireside::Control| {
            schedule_matching_with(&cohort, &matching, previous.as_deref(), &options, control)
        };
        hold.during(py, work).map(Schedule::from)
    })
}
