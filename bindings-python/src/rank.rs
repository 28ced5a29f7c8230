//! `fireside.solve.rank_maximal`: as many first choices as possible, on bare arrays.

use fireside::Status;
use fireside::read::Reader;
use fireside::solve::{self, Order, RankProblem, RankSolution};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::arrays::{bytes, whole_numbers};
use crate::assign::Arrays;
use crate::control::Hold;
use crate::entry::enter;
use crate::error::exception;
use crate::lent::Numbers;
use crate::objects::argument;

/// Chooses edges by their ranks; the arrays of the answer come as bytes.
#[pyfunction]
pub(crate) fn rank_maximal<'py>(
    py: Python<'py>,
    problem: &Bound<'py, PyAny>,
    timeout: &Bound<'py, PyAny>,
    progress: Option<Bound<'py, PyAny>>,
    cancel: Option<Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    enter(|| {
        let mut reader = Reader::default();
        let problem = Ranked::read(&mut reader, problem)?;
        reader.into_problems().into_result().map_err(|error| exception(&error))?;
        let hold = Hold::new(timeout, progress, cancel)?;
        let solution =
            hold.during(py, move |control| solve::rank_maximal(&problem.problem(), problem.order()?, control))?;
        let answer = PyDict::new(py);
        answer.set_item("edges", bytes(py, &solution.edges, |edge| edge.to_ne_bytes()))?;
        answer.set_item("matched", solution.matched)?;
        answer.set_item("ranks", bytes(py, &solution.ranks, |rank| rank.to_ne_bytes()))?;
        answer.set_item("signature", bytes(py, &solution.signature, |count| count.to_ne_bytes()))?;
        answer.set_item("prices", bytes(py, &solution.prices, |price| price.to_ne_bytes()))?;
        answer.set_item("proved", solution.proved)?;
        answer.set_item("status", solution.status.as_str())?;
        Ok(answer.into_any())
    })
}

/// Raises unless `solution` solves the problem as it says.
#[pyfunction]
pub(crate) fn verify_rank_maximal<'py>(
    py: Python<'py>,
    problem: &Bound<'py, PyAny>,
    solution: &Bound<'py, PyAny>,
) -> PyResult<()> {
    enter(|| {
        let mut reader = Reader::default();
        let problem = Ranked::read(&mut reader, problem)?;
        let field = |name: &'static str| solution.getattr(name);
        let signature: Numbers<i64> = whole_numbers(&mut reader, "signature", &field("signature")?)?;
        let solution = RankSolution {
            edges: whole_numbers(&mut reader, "edges", &field("edges")?)?.to_vec(),
            matched: argument::<u64>(&mut reader, "matched", &field("matched")?)?.unwrap_or_default(),
            ranks: whole_numbers(&mut reader, "ranks", &field("ranks")?)?.to_vec(),
            // No negative number counts anything.
            signature: signature.iter().map(|&count| u64::try_from(count).unwrap_or(u64::MAX)).collect(),
            prices: whole_numbers(&mut reader, "prices", &field("prices")?)?.to_vec(),
            proved: argument::<u32>(&mut reader, "proved", &field("proved")?)?.unwrap_or_default(),
            status: argument::<Status>(&mut reader, "status", &field("status")?)?.unwrap_or_default(),
        };
        reader.into_problems().into_result().map_err(|error| exception(&error))?;
        Hold::none().during(py, move |_| solve::verify_rank_maximal(&problem.problem(), problem.order()?, &solution))
    })
}

/// A problem, and what matters first.
struct Ranked {
    arrays: Arrays,
    order: Order,
    generous: bool,
}

impl Ranked {
    fn read(reader: &mut Reader, problem: &Bound<'_, PyAny>) -> PyResult<Self> {
        Ok(Ranked {
            arrays: Arrays::with(reader, problem, "rank")?,
            order: argument::<Order>(reader, "first", &problem.get_item("first")?)?.unwrap_or_default(),
            generous: argument::<bool>(reader, "generous", &problem.get_item("generous")?)?.unwrap_or_default(),
        })
    }

    fn order(&self) -> Result<Order, fireside::Error> {
        self.order.with_generous(self.generous)
    }

    fn problem(&self) -> RankProblem<'_> {
        let Arrays { mentee, mentor, number, mentor_seats, mentee_seats } = &self.arrays;
        RankProblem { mentee, mentor, rank: number, mentor_seats, mentee_seats: mentee_seats.as_deref() }
    }
}
