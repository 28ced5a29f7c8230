//! `fireside.solve.fair`: whoever has least is to have as much as possible, on bare arrays.

use fireside::read::Reader;
use fireside::solve::{self, FairOptions, FairSolution, LevelPrice, Measure, Urgent};
use fireside::{Error, ErrorCode, Status};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::arrays::{bytes, optional_numbers, whole_numbers};
use crate::assign::Arrays;
use crate::control::Hold;
use crate::entry::enter;
use crate::error::exception;
use crate::lent::Numbers;
use crate::objects::argument;

/// What is asked for, with arrays of its own.
struct Options {
    measure: Measure,
    band: i64,
    urgency: Option<Numbers<u32>>,
}

impl Options {
    fn read(reader: &mut Reader, options: &Bound<'_, PyAny>) -> PyResult<Self> {
        let option = |name| options.get_item(name);
        Ok(Options {
            measure: argument::<Measure>(reader, "measure", &option("measure")?)?.unwrap_or_default(),
            band: argument::<i64>(reader, "band", &option("band")?)?.unwrap_or_default(),
            urgency: optional_numbers(reader, "urgency", &option("urgency")?)?,
        })
    }

    fn options(&self) -> FairOptions<'_> {
        FairOptions { measure: self.measure, band: self.band, urgency: self.urgency.as_deref() }
    }
}

/// Finds the fairest choice; the arrays of the answer come as bytes.
#[pyfunction]
pub(crate) fn fair<'py>(
    py: Python<'py>,
    problem: &Bound<'py, PyAny>,
    options: &Bound<'py, PyAny>,
    timeout: &Bound<'py, PyAny>,
    progress: Option<Bound<'py, PyAny>>,
    cancel: Option<Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    enter(|| {
        let mut reader = Reader::default();
        let problem = Arrays::read(&mut reader, problem)?;
        let options = Options::read(&mut reader, options)?;
        reader.into_problems().into_result().map_err(|error| exception(&error))?;
        let hold = Hold::new(timeout, progress, cancel)?;
        let solution = hold.during(py, move |control| solve::fair(&problem.problem(), options.options(), control))?;
        let answer = PyDict::new(py);
        answer.set_item("edges", bytes(py, &solution.edges, |edge| edge.to_ne_bytes()))?;
        answer.set_item("matched", solution.matched)?;
        answer.set_item("worst", solution.worst)?;
        answer.set_item("bound", solution.bound)?;
        answer.set_item("gap", solution.gap)?;
        answer.set_item("total", solution.total)?;
        answer.set_item("most", solution.most)?;
        answer.set_item("price", solution.price)?;
        answer.set_item("most_prices", bytes(py, &solution.most_prices, |price| price.to_ne_bytes()))?;
        answer.set_item("price_mentors", bytes(py, &solution.prices, |price| price.mentor.to_ne_bytes()))?;
        answer.set_item("price_weights", bytes(py, &solution.prices, |price| price.weight.to_ne_bytes()))?;
        answer.set_item("prices", bytes(py, &solution.prices, |price| price.price.to_ne_bytes()))?;
        answer.set_item("shares", bytes(py, &solution.shares, |share| share.to_ne_bytes()))?;
        answer.set_item("share_prices", bytes(py, &solution.share_prices, |price| price.to_ne_bytes()))?;
        answer.set_item("second_prices", bytes(py, &solution.second_prices, |price| price.to_ne_bytes()))?;
        answer.set_item("urgencies", bytes(py, &solution.urgent, |count| count.urgency.to_ne_bytes()))?;
        answer.set_item("urgent_mentees", bytes(py, &solution.urgent, |count| count.mentees.to_ne_bytes()))?;
        answer.set_item("urgent_matched", bytes(py, &solution.urgent, |count| count.matched.to_ne_bytes()))?;
        answer.set_item("proved", solution.proved)?;
        answer.set_item("status", solution.status.as_str())?;
        Ok(answer.into_any())
    })
}

/// Raises unless `solution` solves the problem as it says.
#[pyfunction]
pub(crate) fn verify_fair<'py>(
    py: Python<'py>,
    problem: &Bound<'py, PyAny>,
    options: &Bound<'py, PyAny>,
    solution: &Bound<'py, PyAny>,
) -> PyResult<()> {
    enter(|| {
        let mut reader = Reader::default();
        let problem = Arrays::read(&mut reader, problem)?;
        let options = Options::read(&mut reader, options)?;
        let field = |name: &'static str| solution.getattr(name);
        let number = |reader: &mut Reader, name| argument::<i64>(reader, name, &field(name)?);
        let mentors: Numbers<u32> = whole_numbers(&mut reader, "price_mentors", &field("price_mentors")?)?;
        let weights: Numbers<i64> = whole_numbers(&mut reader, "price_weights", &field("price_weights")?)?;
        let prices: Numbers<i64> = whole_numbers(&mut reader, "prices", &field("prices")?)?;
        let urgencies: Numbers<u32> = whole_numbers(&mut reader, "urgencies", &field("urgencies")?)?;
        let counts: Numbers<i64> = whole_numbers(&mut reader, "urgent_mentees", &field("urgent_mentees")?)?;
        let matched: Numbers<i64> = whole_numbers(&mut reader, "urgent_matched", &field("urgent_matched")?)?;
        let urgent = urgencies.iter().zip(counts.iter()).zip(matched.iter());
        let rows = mentors.iter().zip(weights.iter()).zip(prices.iter());
        let solution = FairSolution {
            edges: whole_numbers(&mut reader, "edges", &field("edges")?)?.to_vec(),
            matched: argument::<u64>(&mut reader, "matched", &field("matched")?)?.unwrap_or_default(),
            worst: number(&mut reader, "worst")?.unwrap_or_default(),
            bound: number(&mut reader, "bound")?.unwrap_or_default(),
            gap: number(&mut reader, "gap")?.unwrap_or_default(),
            total: number(&mut reader, "total")?.unwrap_or_default(),
            most: number(&mut reader, "most")?.unwrap_or_default(),
            price: number(&mut reader, "price")?.unwrap_or_default(),
            most_prices: whole_numbers(&mut reader, "most_prices", &field("most_prices")?)?.to_vec(),
            prices: rows.map(|((&mentor, &weight), &price)| LevelPrice { mentor, weight, price }).collect(),
            shares: whole_numbers(&mut reader, "shares", &field("shares")?)?.to_vec(),
            share_prices: whole_numbers(&mut reader, "share_prices", &field("share_prices")?)?.to_vec(),
            second_prices: whole_numbers(&mut reader, "second_prices", &field("second_prices")?)?.to_vec(),
            urgent: urgent
                .map(|((&urgency, &mentees), &matched)| Urgent {
                    urgency,
                    mentees: mentees.unsigned_abs(),
                    matched: matched.unsigned_abs(),
                })
                .collect(),
            proved: number(&mut reader, "proved")?.unwrap_or_default(),
            status: argument::<Status>(&mut reader, "status", &field("status")?)?.unwrap_or_default(),
        };
        reader.into_problems().into_result().map_err(|error| exception(&error))?;
        let differ = |path: &str, message: &str| Err(exception(&Error::new(ErrorCode::LengthMismatch, path, message)));
        if mentors.len() != prices.len() || weights.len() != prices.len() {
            return differ("prices", "`price_mentors`, `price_weights` and `prices` differ in length");
        }
        if counts.len() != urgencies.len() || matched.len() != urgencies.len() {
            return differ("urgencies", "`urgencies`, `urgent_mentees` and `urgent_matched` differ in length");
        }
        Hold::none().during(py, move |_| solve::verify_fair(&problem.problem(), options.options(), &solution))
    })
}
