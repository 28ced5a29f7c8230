//! `fireside.solve.quotas`: the most points, or the most people and then points, with quotas and circles, on bare arrays.

use fireside::Status;
use fireside::read::Reader;
use fireside::solve::{self, Count, QuotaGroup, QuotasProblem, QuotasSolution, Reach};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::arrays::{bytes, optional_numbers, whole_numbers};
use crate::assign::Arrays;
use crate::control::Hold;
use crate::entry::enter;
use crate::error::exception;
use crate::lent::Numbers;
use crate::objects::argument;

/// Edges, seats and everything that limits them.
struct Limited {
    edges: Arrays,
    groups: Vec<QuotaGroup>,
    mentor_least: Option<Numbers<u32>>,
    count: Option<Count>,
}

impl Limited {
    fn read(reader: &mut Reader, problem: &Bound<'_, PyAny>, limits: &Bound<'_, PyAny>) -> PyResult<Self> {
        let (groups, mentor_least, count) =
            limits.extract::<(Bound<'_, PyAny>, Bound<'_, PyAny>, Bound<'_, PyAny>)>()?;
        Ok(Limited {
            edges: Arrays::read(reader, problem)?,
            groups: argument(reader, "groups", &groups)?.unwrap_or_default(),
            mentor_least: optional_numbers(reader, "mentor_least", &mentor_least)?,
            count: if count.is_none() { None } else { argument(reader, "count", &count)? },
        })
    }

    fn problem(&self) -> QuotasProblem<'_> {
        QuotasProblem {
            edges: self.edges.problem(),
            groups: &self.groups,
            mentor_least: self.mentor_least.as_deref(),
            count: self.count,
        }
    }
}

/// Solves a problem with quotas and circles; `limits` are groups, least numbers and what counts. The arrays of the answer come as bytes.
#[pyfunction]
pub(crate) fn quotas<'py>(
    py: Python<'py>,
    problem: &Bound<'py, PyAny>,
    limits: &Bound<'py, PyAny>,
    timeout: &Bound<'py, PyAny>,
    progress: Option<Bound<'py, PyAny>>,
    cancel: Option<Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    enter(|| {
        let mut reader = Reader::default();
        let problem = Limited::read(&mut reader, problem, limits)?;
        reader.into_problems().into_result().map_err(|error| exception(&error))?;
        let hold = Hold::new(timeout, progress, cancel)?;
        let solution = hold.during(py, move |control| solve::quotas(&problem.problem(), control))?;
        let answer = PyDict::new(py);
        answer.set_item("edges", bytes(py, &solution.edges, |edge| edge.to_ne_bytes()))?;
        answer.set_item("total", solution.total)?;
        answer.set_item("bound", solution.bound)?;
        answer.set_item("gap", solution.gap)?;
        answer.set_item("prices", bytes(py, &solution.prices, |price| price.to_ne_bytes()))?;
        answer.set_item("group_prices", bytes(py, &solution.group_prices, |price| price.to_ne_bytes()))?;
        if let Some(Reach { matched, most, lift }) = solution.reach {
            let reach = PyDict::new(py);
            reach.set_item("matched", matched)?;
            reach.set_item("most", most)?;
            reach.set_item("lift", lift)?;
            answer.set_item("reach", reach)?;
        }
        answer.set_item("status", solution.status.as_str())?;
        Ok(answer.into_any())
    })
}

/// Raises unless `solution` solves the problem as it says.
#[pyfunction]
pub(crate) fn verify_quotas<'py>(
    py: Python<'py>,
    problem: &Bound<'py, PyAny>,
    limits: &Bound<'py, PyAny>,
    solution: &Bound<'py, PyAny>,
) -> PyResult<()> {
    enter(|| {
        let mut reader = Reader::default();
        let problem = Limited::read(&mut reader, problem, limits)?;
        let field = |name: &'static str| solution.getattr(name);
        let reach = field("reach")?;
        let number = |reader: &mut Reader, name| argument::<i64>(reader, name, &field(name)?);
        let solution = QuotasSolution {
            edges: whole_numbers(&mut reader, "edges", &field("edges")?)?.to_vec(),
            total: number(&mut reader, "total")?.unwrap_or_default(),
            bound: number(&mut reader, "bound")?.unwrap_or_default(),
            gap: number(&mut reader, "gap")?.unwrap_or_default(),
            prices: whole_numbers(&mut reader, "prices", &field("prices")?)?.to_vec(),
            group_prices: whole_numbers(&mut reader, "group_prices", &field("group_prices")?)?.to_vec(),
            reach: if reach.is_none() { None } else { argument(&mut reader, "reach", &reach)? },
            status: argument::<Status>(&mut reader, "status", &field("status")?)?.unwrap_or_default(),
        };
        reader.into_problems().into_result().map_err(|error| exception(&error))?;
        Hold::none().during(py, move |_| solve::verify_quotas(&problem.problem(), &solution))
    })
}
