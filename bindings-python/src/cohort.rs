//! `fireside.Cohort`'s handle.

use std::collections::BTreeMap;

use fireside::FieldCase;
use fireside::model::CohortData;
use fireside::read::Reader;
use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::entry::enter;
use crate::error::exception;
use crate::objects::{Input, Reading, argument, to_objects, utf8};
use crate::what_if;
use crate::words::wording;

/// A cohort that is right.
#[pyclass(frozen, module = "fireside._native")]
pub(crate) struct Cohort(pub(crate) fireside::Cohort);

#[pymethods]
impl Cohort {
    /// Reads dicts, dataclasses and lists.
    #[staticmethod]
    fn read(document: &Bound<'_, PyAny>) -> PyResult<Self> {
        enter(|| {
            let reading = Reading::default();
            let cohort = fireside::Cohort::read(Input::new(document.clone(), &reading), FieldCase::Snake)?;
            cohort.map(Cohort).map_err(|error| exception(&error))
        })
    }

    /// Reads a JSON text.
    #[staticmethod]
    fn from_json(py: Python<'_>, text: &Bound<'_, PyString>) -> PyResult<Self> {
        enter(|| {
            let text = utf8(text)?;
            py.detach(|| fireside::Cohort::from_json(text)).map(Cohort).map_err(|error| exception(&error))
        })
    }

    /// The canonical document.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        enter(|| Ok(py.detach(|| self.0.to_json())))
    }

    /// The canonical document as dicts and lists.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        enter(|| to_objects(py, &self.0.document(), None))
    }

    /// One field of the document, made of `records`.
    fn part<'py>(&self, py: Python<'py>, name: &str, records: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        enter(|| {
            let CohortData {
                schema: _,
                topics,
                mentors,
                mentees,
                history,
                locked,
                affinities,
                apart,
                incumbents,
                policy: _,
            } = self.0.data();
            let records = Some(records);
            match name {
                "topics" => to_objects(py, topics, records),
                "mentors" => to_objects(py, mentors, records),
                "mentees" => to_objects(py, mentees, records),
                "history" => to_objects(py, history, records),
                "locked" => to_objects(py, locked, records),
                "affinities" => to_objects(py, affinities, records),
                "apart" => to_objects(py, apart, records),
                "incumbents" => to_objects(py, incumbents, records),
                _ => to_objects(py, &*self.0.policy(), records),
            }
        })
    }

    /// The first mentors, or mentees, made of `records`.
    fn first<'py>(
        &self,
        py: Python<'py>,
        name: &str,
        most: usize,
        records: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        enter(|| {
            let CohortData { mentors, mentees, .. } = self.0.data();
            let records = Some(records);
            match name {
                "mentors" => to_objects(py, &mentors.iter().take(most).collect::<Vec<_>>(), records),
                _ => to_objects(py, &mentees.iter().take(most).collect::<Vec<_>>(), records),
            }
        })
    }

    /// A person's free time, as pairs of instants in UTC.
    fn free_time(&self, py: Python<'_>, person: &Bound<'_, PyAny>) -> PyResult<Option<Vec<(String, String)>>> {
        enter(|| {
            let mut reader = Reader::default();
            let person = argument::<String>(&mut reader, "person", person)?.unwrap_or_default();
            reader.into_problems().into_result().map_err(|error| exception(&error))?;
            Ok(py.detach(|| self.0.free_time(&person)))
        })
    }

    /// How many there are of everything.
    fn sizes(&self) -> PyResult<BTreeMap<&'static str, usize>> {
        enter(|| {
            let data = self.0.data();
            let (topics, mentors, mentees) = (data.topics.len(), data.mentors.len(), data.mentees.len());
            Ok(BTreeMap::from([("topics", topics), ("mentors", mentors), ("mentees", mentees)]))
        })
    }

    /// The cohort that changes would make of this one.
    fn changed(&self, py: Python<'_>, changes: &Bound<'_, PyAny>) -> PyResult<Self> {
        enter(|| what_if::changed(py, &self.0, changes).map(Cohort))
    }

    /// The same cohort, worded in another language, perhaps with phrases of the host's own.
    fn in_language(
        &self,
        py: Python<'_>,
        language: &Bound<'_, PyAny>,
        phrases: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        enter(|| match wording(language, phrases)? {
            (language, None) => Ok(Cohort(self.0.in_language(language))),
            (language, Some(phrases)) => {
                let worded = py.detach(|| self.0.in_words(language, &phrases));
                worded.map(Cohort).map_err(|error| exception(&error))
            }
        })
    }

    /// Whether both have the same canonical document.
    fn same(&self, py: Python<'_>, other: &Self) -> PyResult<bool> {
        enter(|| Ok(py.detach(|| self.0 == other.0)))
    }
}
