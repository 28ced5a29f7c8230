//! `fireside.PeerMatching`'s handle, and `fireside.match_peers`.

use std::sync::Arc;

use fireside::read::Reader;
use fireside::{FieldCase, PeerOptions, match_peers_with};
use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::cohort::Cohort;
use crate::control::Hold;
use crate::entry::enter;
use crate::error::exception;
use crate::objects::{Input, Reading, to_objects, utf8};

/// Rounds of conversations between peers.
#[pyclass(frozen, module = "fireside._native")]
pub(crate) struct PeerMatching(Arc<fireside::PeerMatching>);

#[pymethods]
impl PeerMatching {
    /// Reads dicts and lists.
    #[staticmethod]
    fn read(document: &Bound<'_, PyAny>) -> PyResult<Self> {
        enter(|| {
            let (reading, mut reader) = (Reading::default(), Reader::default());
            let found = reader.read::<fireside::PeerMatching, _>(Input::new(document.clone(), &reading))?;
            let read = reader.into_problems().into_result();
            // Whatever else a document must be is for the core to say, which says it of texts.
            let whole = read.and_then(|()| fireside::PeerMatching::from_json(&found.unwrap_or_default().to_json()));
            whole.map(PeerMatching::from).map_err(|error| exception(&error))
        })
    }

    /// Reads a JSON text.
    #[staticmethod]
    fn from_json(py: Python<'_>, text: &Bound<'_, PyString>) -> PyResult<Self> {
        enter(|| {
            let text = utf8(text)?;
            let read = py.detach(|| fireside::PeerMatching::from_json(text));
            read.map(PeerMatching::from).map_err(|error| exception(&error))
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
            let fireside::PeerMatching { schema: _, status, rounds, adopted_topics, run } = &*self.0;
            match name {
                "status" => to_objects(py, status, Some(records)),
                "rounds" => to_objects(py, rounds, Some(records)),
                "adopted_topics" => to_objects(py, adopted_topics, Some(records)),
                _ => to_objects(py, run, Some(records)),
            }
        })
    }

    /// Of every round: pairs, trios and byes.
    fn sizes(&self) -> PyResult<Vec<(usize, usize, usize)>> {
        enter(|| {
            let rounds = self.0.rounds.iter();
            Ok(rounds.map(|round| (round.pairs.len(), round.trios.len(), round.byes.len())).collect())
        })
    }

    /// Raises unless the document holds against `cohort`.
    fn verify(&self, py: Python<'_>, cohort: &Cohort) -> PyResult<()> {
        enter(|| {
            let (matching, cohort) = (Arc::clone(&self.0), cohort.0.clone());
            Hold::none().during(py, move |_| matching.verify(&cohort))
        })
    }

    /// Whether both are the same document.
    fn same(&self, py: Python<'_>, other: &Self) -> PyResult<bool> {
        enter(|| Ok(py.detach(|| self.0 == other.0)))
    }
}

impl From<fireside::PeerMatching> for PeerMatching {
    fn from(matching: fireside::PeerMatching) -> Self {
        PeerMatching(Arc::new(matching))
    }
}

/// Matches people with people.
#[pyfunction]
pub(crate) fn match_peers<'py>(
    py: Python<'py>,
    cohort: &Cohort,
    options: &Bound<'py, PyAny>,
    timeout: &Bound<'py, PyAny>,
    progress: Option<Bound<'py, PyAny>>,
    cancel: Option<Bound<'py, PyAny>>,
) -> PyResult<PeerMatching> {
    enter(|| {
        let reading = Reading::default();
        let options = PeerOptions::read(Input::new(options.clone(), &reading), FieldCase::Snake)?;
        let options = options.map_err(|error| exception(&error))?;
        let hold = Hold::new(timeout, progress, cancel)?;
        let cohort = cohort.0.clone();
        hold.during(py, move |control| match_peers_with(&cohort, &options, control)).map(PeerMatching::from)
    })
}
