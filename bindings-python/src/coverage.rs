//! `fireside.solve.coverage`: the most people, then the most points, on bare arrays.

use fireside::Status;
use fireside::read::Reader;
use fireside::solve::{self, Count, CoverageSolution};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::arrays::{bytes, whole_numbers};
use crate::assign::Arrays;
use crate::control::Hold;
use crate::entry::enter;
use crate::error::exception;
use crate::objects::argument;

/// Solves a coverage problem; the arrays of the answer come as bytes.
#[pyfunction]
pub(crate) fn coverage<'py>(
    py: Python<'py>,
    problem: &Bound<'py, PyAny>,
    count: &Bound<'py, PyAny>,
    timeout: &Bound<'py, PyAny>,
    progress: Option<Bound<'py, PyAny>>,
    cancel: Option<Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    enter(|| {
        let mut reader = Reader::default();
        let problem = Arrays::read(&mut reader, problem)?;
        let count = argument::<Count>(&mut reader, "count", count)?.unwrap_or_default();
        reader.into_problems().into_result().map_err(|error| exception(&error))?;
        let hold = Hold::new(timeout, progress, cancel)?;
        let solution = hold.during(py, move |control| solve::coverage(&problem.problem(), count, control))?;
        let answer = PyDict::new(py);
        answer.set_item("edges", bytes(py, &solution.edges, |edge| edge.to_ne_bytes()))?;
        answer.set_item("matched", solution.matched)?;
        answer.set_item("most", solution.most)?;
        answer.set_item("cover", bytes(py, &solution.cover, |mentor| mentor.to_ne_bytes()))?;
        answer.set_item("total", solution.total)?;
        answer.set_item("bound", solution.bound)?;
        answer.set_item("gap", solution.gap)?;
        answer.set_item("prices", bytes(py, &solution.prices, |price| price.to_ne_bytes()))?;
        answer.set_item("lift", solution.lift)?;
        answer.set_item("status", solution.status.as_str())?;
        Ok(answer.into_any())
    })
}

/// Raises unless `solution` solves the problem as it says.
#[pyfunction]
pub(crate) fn verify_coverage<'py>(
    py: Python<'py>,
    problem: &Bound<'py, PyAny>,
    count: &Bound<'py, PyAny>,
    solution: &Bound<'py, PyAny>,
) -> PyResult<()> {
    enter(|| {
        let mut reader = Reader::default();
        let problem = Arrays::read(&mut reader, problem)?;
        let count = argument::<Count>(&mut reader, "count", count)?.unwrap_or_default();
        let field = |name: &'static str| solution.getattr(name);
        let number = |reader: &mut Reader, name| argument::<i64>(reader, name, &field(name)?);
        let many = |reader: &mut Reader, name| argument::<u64>(reader, name, &field(name)?);
        let solution = CoverageSolution {
            edges: whole_numbers(&mut reader, "edges", &field("edges")?)?.to_vec(),
            matched: many(&mut reader, "matched")?.unwrap_or_default(),
            most: many(&mut reader, "most")?.unwrap_or_default(),
            cover: whole_numbers(&mut reader, "cover", &field("cover")?)?.to_vec(),
            total: number(&mut reader, "total")?.unwrap_or_default(),
            bound: number(&mut reader, "bound")?.unwrap_or_default(),
            gap: number(&mut reader, "gap")?.unwrap_or_default(),
            prices: whole_numbers(&mut reader, "prices", &field("prices")?)?.to_vec(),
            lift: number(&mut reader, "lift")?.unwrap_or_default(),
            status: argument::<Status>(&mut reader, "status", &field("status")?)?.unwrap_or_default(),
        };
        reader.into_problems().into_result().map_err(|error| exception(&error))?;
        Hold::none().during(py, move |_| solve::verify_coverage(&problem.problem(), count, &solution))
    })
}
