//! `fireside.solve.stable`: stable matching on bare arrays.

use fireside::Status;
use fireside::read::Reader;
use fireside::solve::{self, Side, StableProblem, StableSolution};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::arrays::{bytes, optional_numbers, whole_numbers};
use crate::control::Hold;
use crate::entry::enter;
use crate::error::exception;
use crate::lent::Numbers;
use crate::objects::argument;

/// Finds a stable matching; the arrays of the answer come as bytes.
#[pyfunction]
pub(crate) fn stable<'py>(
    py: Python<'py>,
    problem: &Bound<'py, PyAny>,
    side: &Bound<'py, PyAny>,
    timeout: &Bound<'py, PyAny>,
    progress: Option<Bound<'py, PyAny>>,
    cancel: Option<Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    enter(|| {
        let mut reader = Reader::default();
        let problem = Arrays::read(&mut reader, problem)?;
        let side = argument::<Side>(&mut reader, "side", side)?.unwrap_or_default();
        reader.into_problems().into_result().map_err(|error| exception(&error))?;
        let hold = Hold::new(timeout, progress, cancel)?;
        let solution = hold.during(py, move |control| solve::stable(&problem.problem(), side, control))?;
        let answer = PyDict::new(py);
        answer.set_item("edges", bytes(py, &solution.edges, |edge| edge.to_ne_bytes()))?;
        answer.set_item("matched", solution.matched)?;
        answer.set_item("bound", solution.bound)?;
        answer.set_item("gap", solution.gap)?;
        answer.set_item("cover", bytes(py, &solution.cover, |mentor| mentor.to_ne_bytes()))?;
        answer.set_item("status", solution.status.as_str())?;
        Ok(answer.into_any())
    })
}

/// Raises unless `solution` solves the problem as it says.
#[pyfunction]
pub(crate) fn verify_stable<'py>(
    py: Python<'py>,
    problem: &Bound<'py, PyAny>,
    solution: &Bound<'py, PyAny>,
) -> PyResult<()> {
    enter(|| {
        let mut reader = Reader::default();
        let problem = Arrays::read(&mut reader, problem)?;
        let field = |name: &'static str| solution.getattr(name);
        let count = |reader: &mut Reader, name| argument::<u64>(reader, name, &field(name)?);
        let solution = StableSolution {
            edges: whole_numbers(&mut reader, "edges", &field("edges")?)?.to_vec(),
            matched: count(&mut reader, "matched")?.unwrap_or_default(),
            bound: count(&mut reader, "bound")?.unwrap_or_default(),
            gap: count(&mut reader, "gap")?.unwrap_or_default(),
            cover: whole_numbers(&mut reader, "cover", &field("cover")?)?.to_vec(),
            status: argument::<Status>(&mut reader, "status", &field("status")?)?.unwrap_or_default(),
        };
        reader.into_problems().into_result().map_err(|error| exception(&error))?;
        Hold::none().during(py, move |_| solve::verify_stable(&problem.problem(), &solution))
    })
}

/// The arrays of a problem.
struct Arrays {
    mentee: Numbers<u32>,
    mentor: Numbers<u32>,
    mentee_rank: Numbers<i64>,
    mentor_rank: Numbers<i64>,
    mentor_seats: Numbers<u32>,
    mentee_seats: Option<Numbers<u32>>,
}

impl Arrays {
    fn read(reader: &mut Reader, problem: &Bound<'_, PyAny>) -> PyResult<Self> {
        let array = |name| problem.get_item(name);
        Ok(Arrays {
            mentee: whole_numbers(reader, "mentee", &array("mentee")?)?,
            mentor: whole_numbers(reader, "mentor", &array("mentor")?)?,
            mentee_rank: whole_numbers(reader, "mentee_rank", &array("mentee_rank")?)?,
            mentor_rank: whole_numbers(reader, "mentor_rank", &array("mentor_rank")?)?,
            mentor_seats: whole_numbers(reader, "mentor_seats", &array("mentor_seats")?)?,
            mentee_seats: optional_numbers(reader, "mentee_seats", &array("mentee_seats")?)?,
        })
    }

    fn problem(&self) -> StableProblem<'_> {
        StableProblem {
            mentee: &self.mentee,
            mentor: &self.mentor,
            mentee_rank: &self.mentee_rank,
            mentor_rank: &self.mentor_rank,
            mentor_seats: &self.mentor_seats,
            mentee_seats: self.mentee_seats.as_deref(),
        }
    }
}
