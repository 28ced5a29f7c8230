//! `fireside.Matcher`'s handle, and `fireside.match_cohort`.

use fireside::read::Reader;
use fireside::solve::Side;
use fireside::{FieldCase, MatchOptions, match_cohort_with};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::arrays::bytes;
use crate::cohort::Cohort;
use crate::control::Hold;
use crate::entry::enter;
use crate::error::exception;
use crate::matching::Matching;
use crate::objects::{Input, Reading, argument, to_objects};
use crate::what_if::{WhatIf, read_changes};

/// A long-lived engine over one cohort.
#[pyclass(frozen, module = "fireside._native")]
pub(crate) struct Matcher(fireside::Matcher);

#[pymethods]
impl Matcher {
    #[new]
    fn new(py: Python<'_>, cohort: &Cohort) -> PyResult<Self> {
        enter(|| {
            let cohort = cohort.0.clone();
            Ok(Matcher(py.detach(|| fireside::Matcher::new(cohort))))
        })
    }

    /// Matches the cohort.
    fn run<'py>(
        &self,
        py: Python<'py>,
        options: &Bound<'py, PyAny>,
        timeout: &Bound<'py, PyAny>,
        progress: Option<Bound<'py, PyAny>>,
        cancel: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Matching> {
        enter(|| {
            let (options, hold) = (read_options(options)?, Hold::new(timeout, progress, cancel)?);
            let matcher = self.0.clone();
            hold.during(py, move |control| matcher.run(&options, control)).map(Matching::from)
        })
    }

    /// The best mentors a mentee may meet.
    fn suggest<'py>(
        &self,
        py: Python<'py>,
        mentee: &Bound<'py, PyAny>,
        k: &Bound<'py, PyAny>,
        records: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        enter(|| {
            let mut reader = Reader::default();
            let mentee = argument::<String>(&mut reader, "mentee", mentee)?.unwrap_or_default();
            let k = argument::<u32>(&mut reader, "k", k)?.unwrap_or_default();
            let read = reader.into_problems().into_result();
            let pairings = read.and_then(|()| py.detach(|| self.0.suggest(&mentee, k)));
            to_objects(py, &pairings.map_err(|error| exception(&error))?, Some(records))
        })
    }

    /// The best mentors of every mentee, as columns; the columns come as bytes.
    fn shortlists<'py>(
        &self,
        py: Python<'py>,
        k: &Bound<'py, PyAny>,
        options: &Bound<'py, PyAny>,
        timeout: &Bound<'py, PyAny>,
        progress: Option<Bound<'py, PyAny>>,
        cancel: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        enter(|| {
            let mut reader = Reader::default();
            let k = argument::<u32>(&mut reader, "k", k)?.unwrap_or_default();
            reader.into_problems().into_result().map_err(|error| exception(&error))?;
            let (options, hold) = (read_options(options)?, Hold::new(timeout, progress, cancel)?);
            let matcher = self.0.clone();
            let lists = hold.during(py, move |control| matcher.shortlists(k, options.threads, control))?;
            let answer = PyDict::new(py);
            for (name, column) in [("mentee", &lists.mentee), ("mentor", &lists.mentor), ("points", &lists.points)] {
                answer.set_item(name, bytes(py, column, |number| number.to_ne_bytes()))?;
            }
            answer.set_item("complete", lists.complete)?;
            Ok(answer.into_any())
        })
    }

    /// Two answers and their difference.
    fn what_if<'py>(
        &self,
        py: Python<'py>,
        changes: &Bound<'py, PyAny>,
        options: &Bound<'py, PyAny>,
        timeout: &Bound<'py, PyAny>,
        progress: Option<Bound<'py, PyAny>>,
        cancel: Option<Bound<'py, PyAny>>,
    ) -> PyResult<WhatIf> {
        enter(|| {
            let (options, hold) = (read_options(options)?, Hold::new(timeout, progress, cancel)?);
            let (changes, matcher) = (read_changes(changes)?, self.0.clone());
            hold.during(py, move |control| matcher.what_if(&changes, &options, control)).map(WhatIf::from)
        })
    }

    /// What every rule costs.
    fn rule_costs<'py>(
        &self,
        py: Python<'py>,
        options: &Bound<'py, PyAny>,
        timeout: &Bound<'py, PyAny>,
        progress: Option<Bound<'py, PyAny>>,
        cancel: Option<Bound<'py, PyAny>>,
        records: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        enter(|| {
            let (options, hold) = (read_options(options)?, Hold::new(timeout, progress, cancel)?);
            let matcher = self.0.clone();
            let costs = hold.during(py, move |control| matcher.rule_costs(&options, control))?;
            to_objects(py, &costs, Some(records))
        })
    }

    /// What one more seat of every mentor is worth.
    fn seat_worths<'py>(
        &self,
        py: Python<'py>,
        options: &Bound<'py, PyAny>,
        timeout: &Bound<'py, PyAny>,
        progress: Option<Bound<'py, PyAny>>,
        cancel: Option<Bound<'py, PyAny>>,
        records: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        enter(|| {
            let (options, hold) = (read_options(options)?, Hold::new(timeout, progress, cancel)?);
            let matcher = self.0.clone();
            let worths = hold.during(py, move |control| matcher.seat_worths(options.threads, control))?;
            to_objects(py, &worths, Some(records))
        })
    }

    /// Why this pair, or everything that stands in its way.
    fn explain<'py>(
        &self,
        py: Python<'py>,
        mentor: &Bound<'py, PyAny>,
        mentee: &Bound<'py, PyAny>,
        records: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        enter(|| {
            let mut reader = Reader::default();
            let mentor = argument::<String>(&mut reader, "mentor", mentor)?.unwrap_or_default();
            let mentee = argument::<String>(&mut reader, "mentee", mentee)?.unwrap_or_default();
            let read = reader.into_problems().into_result();
            let explanation = read.and_then(|()| py.detach(|| self.0.explain(&mentor, &mentee)));
            to_objects(py, &explanation.map_err(|error| exception(&error))?, Some(records))
        })
    }

    /// The weekly windows that would open the most partners to a person.
    #[expect(clippy::too_many_arguments, reason = "as many as the package's method has, and the records")]
    fn openings<'py>(
        &self,
        py: Python<'py>,
        person: &Bound<'py, PyAny>,
        k: &Bound<'py, PyAny>,
        role: &Bound<'py, PyAny>,
        options: &Bound<'py, PyAny>,
        cancel: Option<Bound<'py, PyAny>>,
        records: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        enter(|| {
            let mut reader = Reader::default();
            let person = argument::<String>(&mut reader, "person", person)?.unwrap_or_default();
            let k = argument::<u32>(&mut reader, "k", k)?.unwrap_or_default();
            let role = argument::<Side>(&mut reader, "role", role)?.unwrap_or_default();
            reader.into_problems().into_result().map_err(|error| exception(&error))?;
            let (options, hold) = (read_options(options)?, Hold::new(&py.None().into_bound(py), None, cancel)?);
            let matcher = self.0.clone();
            let work = move |control: &_| matcher.openings(role, &person, k, options.threads, control);
            to_objects(py, &hold.during(py, work)?, Some(records))
        })
    }
}

/// Matches a cohort once.
#[pyfunction]
pub(crate) fn match_cohort<'py>(
    py: Python<'py>,
    cohort: &Cohort,
    options: &Bound<'py, PyAny>,
    timeout: &Bound<'py, PyAny>,
    progress: Option<Bound<'py, PyAny>>,
    cancel: Option<Bound<'py, PyAny>>,
) -> PyResult<Matching> {
    enter(|| {
        let (options, hold) = (read_options(options)?, Hold::new(timeout, progress, cancel)?);
        let cohort = cohort.0.clone();
        hold.during(py, move |control| match_cohort_with(&cohort, &options, control)).map(Matching::from)
    })
}

fn read_options(options: &Bound<'_, PyAny>) -> PyResult<MatchOptions> {
    let reading = Reading::default();
    MatchOptions::read(Input::new(options.clone(), &reading), FieldCase::Snake)?.map_err(|error| exception(&error))
}
