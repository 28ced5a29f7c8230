//! `fireside.solve.balanced`: the most points when load costs, on bare arrays.

use fireside::Status;
use fireside::read::Reader;
use fireside::solve::{self, BalancedSolution};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::arrays::{bytes, whole_numbers};
use crate::assign::Arrays;
use crate::control::Hold;
use crate::entry::enter;
use crate::error::exception;
use crate::objects::argument;

/// Solves a problem with a cost of load; the arrays of the answer come as bytes.
#[pyfunction]
pub(crate) fn balanced<'py>(
    py: Python<'py>,
    problem: &Bound<'py, PyAny>,
    load_cost: &Bound<'py, PyAny>,
    timeout: &Bound<'py, PyAny>,
    progress: Option<Bound<'py, PyAny>>,
    cancel: Option<Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    enter(|| {
        let mut reader = Reader::default();
        let problem = Arrays::read(&mut reader, problem)?;
        let load_cost = argument::<i64>(&mut reader, "load_cost", load_cost)?.unwrap_or_default();
        reader.into_problems().into_result().map_err(|error| exception(&error))?;
        let hold = Hold::new(timeout, progress, cancel)?;
        let solution = hold.during(py, move |control| solve::balanced(&problem.problem(), load_cost, control))?;
        let answer = PyDict::new(py);
        answer.set_item("edges", bytes(py, &solution.edges, |edge| edge.to_ne_bytes()))?;
        answer.set_item("total", solution.total)?;
        answer.set_item("worth", solution.worth)?;
        answer.set_item("bound", solution.bound)?;
        answer.set_item("gap", solution.gap)?;
        answer.set_item("prices", bytes(py, &solution.prices, |price| price.to_ne_bytes()))?;
        answer.set_item("loads", bytes(py, &solution.loads, |load| load.to_ne_bytes()))?;
        answer.set_item("status", solution.status.as_str())?;
        Ok(answer.into_any())
    })
}

/// Raises unless `solution` solves the problem as it says.
#[pyfunction]
pub(crate) fn verify_balanced<'py>(
    py: Python<'py>,
    problem: &Bound<'py, PyAny>,
    load_cost: &Bound<'py, PyAny>,
    solution: &Bound<'py, PyAny>,
) -> PyResult<()> {
    enter(|| {
        let mut reader = Reader::default();
        let problem = Arrays::read(&mut reader, problem)?;
        let load_cost = argument::<i64>(&mut reader, "load_cost", load_cost)?.unwrap_or_default();
        let field = |name: &'static str| solution.getattr(name);
        let number = |reader: &mut Reader, name| argument::<i64>(reader, name, &field(name)?);
        let solution = BalancedSolution {
            edges: whole_numbers(&mut reader, "edges", &field("edges")?)?.to_vec(),
            total: number(&mut reader, "total")?.unwrap_or_default(),
            worth: number(&mut reader, "worth")?.unwrap_or_default(),
            bound: number(&mut reader, "bound")?.unwrap_or_default(),
            gap: number(&mut reader, "gap")?.unwrap_or_default(),
            prices: whole_numbers(&mut reader, "prices", &field("prices")?)?.to_vec(),
            loads: whole_numbers(&mut reader, "loads", &field("loads")?)?.to_vec(),
            status: argument::<Status>(&mut reader, "status", &field("status")?)?.unwrap_or_default(),
        };
        reader.into_problems().into_result().map_err(|error| exception(&error))?;
        Hold::none().during(py, move |_| solve::verify_balanced(&problem.problem(), load_cost, &solution))
    })
}
