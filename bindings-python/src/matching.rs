//! `fireside.Matching`'s handle.

use std::collections::BTreeMap;
use std::sync::Arc;

use fireside::read::Reader;
use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::cohort::Cohort;
use crate::control::Hold;
use crate::entry::enter;
use crate::error::exception;
use crate::objects::{Input, Reading, argument, to_objects, utf8};

/// Who meets whom, who does not and why, and the proof.
#[pyclass(frozen, module = "fireside._native")]
pub(crate) struct Matching(pub(crate) Arc<fireside::Matching>);

#[pymethods]
impl Matching {
    /// Reads dicts and lists.
    #[staticmethod]
    fn read(document: &Bound<'_, PyAny>) -> PyResult<Self> {
        enter(|| {
            let (reading, mut reader) = (Reading::default(), Reader::default());
            let matching = reader.read::<fireside::Matching, _>(Input::new(document.clone(), &reading))?;
            let read = reader.into_problems().into_result();
            // Whatever else a document must be is for the core to say, which says it of texts.
            let matching = read.and_then(|()| fireside::Matching::from_json(&matching.unwrap_or_default().to_json()));
            matching.map(Matching::from).map_err(|error| exception(&error))
        })
    }

    /// Reads a JSON text.
    #[staticmethod]
    fn from_json(py: Python<'_>, text: &Bound<'_, PyString>) -> PyResult<Self> {
        enter(|| {
            let text = utf8(text)?;
            py.detach(|| fireside::Matching::from_json(text)).map(Matching::from).map_err(|error| exception(&error))
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

    /// One field of the document, made of `records`.
    fn part<'py>(&self, py: Python<'py>, name: &str, records: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        enter(|| {
            let fireside::Matching {
                schema: _,
                status,
                pairings,
                unmatched,
                short,
                spare,
                adopted_topics,
                certificate,
                run,
            } = &*self.0;
            let records = Some(records);
            match name {
                "status" => to_objects(py, status, records),
                "pairings" => to_objects(py, pairings, records),
                "unmatched" => to_objects(py, unmatched, records),
                "short" => to_objects(py, short, records),
                "spare" => to_objects(py, spare, records),
                "adopted_topics" => to_objects(py, adopted_topics, records),
                "certificate" => to_objects(py, certificate, records),
                _ => to_objects(py, run, records),
            }
        })
    }

    /// The first pairings, made of `records`.
    fn first<'py>(&self, py: Python<'py>, most: usize, records: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        enter(|| {
            let first: Vec<_> = self.0.pairings.iter().take(most).collect();
            to_objects(py, &first, Some(records))
        })
    }

    /// How many there are of everything.
    fn sizes(&self) -> PyResult<BTreeMap<&'static str, i64>> {
        enter(|| {
            let fireside::Matching { pairings, unmatched, short, spare, certificate, .. } = &*self.0;
            let lengths = [
                ("pairings", pairings.len()),
                ("unmatched", unmatched.len()),
                ("short", short.len()),
                ("spare", spare.len()),
            ];
            let points = [("total_points", certificate.total_points), ("gap", certificate.gap_within_limits())];
            Ok(lengths.into_iter().map(|(name, length)| (name, length as i64)).chain(points).collect())
        })
    }

    /// Raises unless the document holds against `cohort`.
    fn verify(&self, py: Python<'_>, cohort: &Cohort) -> PyResult<()> {
        enter(|| {
            let (matching, cohort) = (Arc::clone(&self.0), cohort.0.clone());
            Hold::none().during(py, move |_| matching.verify(&cohort))
        })
    }

    /// The pairs that would rather meet each other, `most` of them by name.
    fn blocking_pairs<'py>(
        &self,
        py: Python<'py>,
        cohort: &Cohort,
        most: &Bound<'py, PyAny>,
        records: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        enter(|| {
            let mut reader = Reader::default();
            let most = argument::<u32>(&mut reader, "most", most)?.unwrap_or_default();
            reader.into_problems().into_result().map_err(|error| exception(&error))?;
            let (matching, cohort) = (Arc::clone(&self.0), cohort.0.clone());
            let found = Hold::none().during(py, move |_| matching.blocking_pairs(&cohort, most as usize))?;
            to_objects(py, &found, Some(records))
        })
    }

    /// How the conversations are spread over the mentors of `cohort`, made of `records`.
    fn load<'py>(&self, py: Python<'py>, cohort: &Cohort, records: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        enter(|| to_objects(py, &py.detach(|| self.0.load(&cohort.0)), Some(records)))
    }

    /// Why this pair, or why not, and how it stands in this matching.
    fn explain<'py>(
        &self,
        py: Python<'py>,
        cohort: &Cohort,
        mentor: &Bound<'py, PyAny>,
        mentee: &Bound<'py, PyAny>,
        records: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        enter(|| {
            let mut reader = Reader::default();
            let mentor = argument::<String>(&mut reader, "mentor", mentor)?.unwrap_or_default();
            let mentee = argument::<String>(&mut reader, "mentee", mentee)?.unwrap_or_default();
            let read = reader.into_problems().into_result();
            let found = read.and_then(|()| py.detach(|| self.0.explain(&cohort.0, &mentor, &mentee)));
            to_objects(py, &found.map_err(|error| exception(&error))?, Some(records))
        })
    }

    /// Whether both are the same document.
    fn same(&self, py: Python<'_>, other: &Self) -> PyResult<bool> {
        enter(|| Ok(py.detach(|| self.0 == other.0)))
    }
}

impl From<fireside::Matching> for Matching {
    fn from(matching: fireside::Matching) -> Self {
        Matching(Arc::new(matching))
    }
}
