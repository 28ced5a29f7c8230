//! `fireside.solve.assign`: the assignment problem on bare arrays.

use fireside::Status;
use fireside::read::Reader;
use fireside::solve::{self, AssignProblem, Solution};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::arrays::{bytes, optional_numbers, whole_numbers};
use crate::control::Hold;
use crate::entry::enter;
use crate::error::exception;
use crate::lent::Numbers;
use crate::objects::argument;

/// Solves the assignment problem; the arrays of the answer come as bytes.
#[pyfunction]
pub(crate) fn assign<'py>(
    py: Python<'py>,
    problem: &Bound<'py, PyAny>,
    timeout: &Bound<'py, PyAny>,
    progress: Option<Bound<'py, PyAny>>,
    cancel: Option<Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    enter(|| {
        let mut reader = Reader::default();
        let problem = Arrays::read(&mut reader, problem)?;
        reader.into_problems().into_result().map_err(|error| exception(&error))?;
        let hold = Hold::new(timeout, progress, cancel)?;
        let solution = hold.during(py, move |control| solve::assign(&problem.problem(), control))?;
        let answer = PyDict::new(py);
        answer.set_item("edges", bytes(py, &solution.edges, |edge| edge.to_ne_bytes()))?;
        answer.set_item("total", solution.total)?;
        answer.set_item("bound", solution.bound)?;
        answer.set_item("gap", solution.gap)?;
        answer.set_item("prices", bytes(py, &solution.prices, |price| price.to_ne_bytes()))?;
        answer.set_item("status", solution.status.as_str())?;
        Ok(answer.into_any())
    })
}

/// Raises unless `solution` solves the problem as it says.
#[pyfunction]
pub(crate) fn verify_assignment<'py>(
    py: Python<'py>,
    problem: &Bound<'py, PyAny>,
    solution: &Bound<'py, PyAny>,
) -> PyResult<()> {
    enter(|| {
        let mut reader = Reader::default();
        let problem = Arrays::read(&mut reader, problem)?;
        let field = |name: &'static str| solution.getattr(name);
        let solution = Solution {
            edges: whole_numbers(&mut reader, "edges", &field("edges")?)?.to_vec(),
            total: argument(&mut reader, "total", &field("total")?)?.unwrap_or_default(),
            bound: argument(&mut reader, "bound", &field("bound")?)?.unwrap_or_default(),
            gap: argument(&mut reader, "gap", &field("gap")?)?.unwrap_or_default(),
            prices: whole_numbers(&mut reader, "prices", &field("prices")?)?.to_vec(),
            status: argument::<Status>(&mut reader, "status", &field("status")?)?.unwrap_or_default(),
        };
        reader.into_problems().into_result().map_err(|error| exception(&error))?;
        Hold::none().during(py, move |_| solve::verify(&problem.problem(), &solution))
    })
}

/// The arrays of a problem.
pub(crate) struct Arrays {
    pub(crate) mentee: Numbers<u32>,
    pub(crate) mentor: Numbers<u32>,
    /// What an edge is worth, or its rank.
    pub(crate) number: Numbers<i64>,
    pub(crate) mentor_seats: Numbers<u32>,
    pub(crate) mentee_seats: Option<Numbers<u32>>,
}

impl Arrays {
    pub(crate) fn read(reader: &mut Reader, problem: &Bound<'_, PyAny>) -> PyResult<Self> {
        Arrays::with(reader, problem, "weight")
    }

    /// Edges whose number has this name.
    pub(crate) fn with(reader: &mut Reader, problem: &Bound<'_, PyAny>, number: &'static str) -> PyResult<Self> {
        let array = |name| problem.get_item(name);
        Ok(Arrays {
            mentee: whole_numbers(reader, "mentee", &array("mentee")?)?,
            mentor: whole_numbers(reader, "mentor", &array("mentor")?)?,
            number: whole_numbers(reader, number, &array(number)?)?,
            mentor_seats: whole_numbers(reader, "mentor_seats", &array("mentor_seats")?)?,
            mentee_seats: optional_numbers(reader, "mentee_seats", &array("mentee_seats")?)?,
        })
    }

    pub(crate) fn problem(&self) -> AssignProblem<'_> {
        AssignProblem {
            mentee: &self.mentee,
            mentor: &self.mentor,
            weight: &self.number,
            mentor_seats: &self.mentor_seats,
            mentee_seats: self.mentee_seats.as_deref(),
        }
    }
}
