//! `fireside.Calendar`'s handle.

use std::sync::Arc;

use fireside::calendar::{self, CalendarOptions, Plan};
use fireside::model::{Horizon, Instant};
use fireside::read::Reader;
use pyo3::prelude::*;

use crate::control::Hold;
use crate::entry::enter;
use crate::error::exception;
use crate::objects::{argument, to_objects};

/// A calendar that has been read.
#[pyclass(frozen, module = "fireside._native")]
pub(crate) struct Calendar(Arc<calendar::Calendar>);

/// Start and end, whole days or not, busy or not, and of which event it is.
type Occurred = (String, String, bool, bool, usize);

#[pymethods]
impl Calendar {
    /// Reads a text.
    #[staticmethod]
    fn parse(
        py: Python<'_>,
        text: &Bound<'_, PyAny>,
        time_zone: &Bound<'_, PyAny>,
        tentative: &Bound<'_, PyAny>,
    ) -> PyResult<Self> {
        enter(|| {
            let mut reader = Reader::default();
            let text = argument::<String>(&mut reader, "calendar", text)?.unwrap_or_default();
            let time_zone = argument::<String>(&mut reader, "time_zone", time_zone)?.unwrap_or_default();
            let tentative = argument::<bool>(&mut reader, "tentative", tentative)?.unwrap_or_default();
            reader.into_problems().into_result().map_err(|error| exception(&error))?;
            let options = CalendarOptions { time_zone, tentative };
            let parse = move |_: &_| calendar::Calendar::parse(&text, &options);
            Hold::none().during(py, parse).map(|calendar| Calendar(Arc::new(calendar)))
        })
    }

    /// What to parse, in which zone and how, to have it again.
    fn parts(&self) -> PyResult<(String, String, bool)> {
        enter(|| {
            let options = self.0.options();
            Ok((self.0.to_ical().to_owned(), options.time_zone.clone(), options.tentative))
        })
    }

    /// When its owner is busy, over a horizon.
    fn busy<'py>(
        &self,
        py: Python<'py>,
        horizon: &Bound<'py, PyAny>,
        records: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        enter(|| {
            let (calendar, plan) = (Arc::clone(&self.0), plan(horizon)?);
            to_objects(py, &Hold::none().during(py, move |_| calendar.busy(&plan))?, Some(records))
        })
    }

    /// The same between two instants.
    fn busy_between<'py>(
        &self,
        py: Python<'py>,
        start: &Bound<'py, PyAny>,
        end: &Bound<'py, PyAny>,
        records: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        enter(|| {
            let (calendar, (start, end)) = (Arc::clone(&self.0), instants(start, end)?);
            to_objects(py, &Hold::none().during(py, move |_| calendar.busy_between(start, end))?, Some(records))
        })
    }

    /// The windows that it states over a horizon, if it states any.
    fn free<'py>(
        &self,
        py: Python<'py>,
        horizon: &Bound<'py, PyAny>,
        records: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        enter(|| {
            let (calendar, plan) = (Arc::clone(&self.0), plan(horizon)?);
            to_objects(py, &Hold::none().during(py, move |_| calendar.free(&plan))?, Some(records))
        })
    }

    /// The instances of its events between two instants.
    fn occurrences(&self, py: Python<'_>, start: &Bound<'_, PyAny>, end: &Bound<'_, PyAny>) -> PyResult<Vec<Occurred>> {
        enter(|| {
            let (calendar, (start, end)) = (Arc::clone(&self.0), instants(start, end)?);
            let found = Hold::none().during(py, move |_| calendar.occurrences(start, end))?;
            let told =
                found.iter().map(|one| (one.start.to_string(), one.end.to_string(), one.all_day, one.busy, one.event));
            Ok(told.collect())
        })
    }
}

fn instants(start: &Bound<'_, PyAny>, end: &Bound<'_, PyAny>) -> PyResult<(Instant, Instant)> {
    let mut reader = Reader::default();
    let start = argument::<Instant>(&mut reader, "start", start)?.unwrap_or_default();
    let end = argument::<Instant>(&mut reader, "end", end)?.unwrap_or_default();
    reader.into_problems().into_result().map_err(|error| exception(&error))?;
    Ok((start, end))
}

/// The stretch of time that a horizon is.
fn plan(horizon: &Bound<'_, PyAny>) -> PyResult<Plan> {
    let mut reader = Reader::default();
    let horizon = argument::<Horizon>(&mut reader, "horizon", horizon)?.unwrap_or_default();
    reader.into_problems().into_result().map_err(|error| exception(&error))?;
    Plan::over(&horizon).map_err(|error| exception(&error))
}
