//! `fireside.solve.peers`: matching people with people on bare arrays.

use fireside::read::Reader;
use fireside::solve::{self, OddSet, PeersProblem, PeersSolution};
use fireside::{Error, ErrorCode, Status};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

use crate::arrays::{bytes, whole_numbers};
use crate::control::Hold;
use crate::entry::enter;
use crate::error::exception;
use crate::lent::Numbers;
use crate::objects::argument;

/// Instead of a partner.
const NOBODY: i32 = -1;

/// Matches people of one kind; the arrays of the answer come as bytes.
#[pyfunction]
pub(crate) fn peers<'py>(
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
        let solution = hold.during(py, move |control| solve::peers(&problem.problem(), control))?;
        let partner = |partner: Option<u32>| partner.map_or(NOBODY, |person| person as i32).to_ne_bytes();
        let odd_sets = solution.odd_sets.iter().map(|set| {
            let people = bytes(py, &set.people, |person| person.to_ne_bytes());
            (people, bytes(py, &set.sets, |set| set.to_ne_bytes()), set.dual)
        });
        let answer = PyDict::new(py);
        answer.set_item("edges", bytes(py, &solution.edges, |edge| edge.to_ne_bytes()))?;
        answer.set_item("partner", bytes(py, &solution.partner, partner))?;
        answer.set_item("total", solution.total)?;
        answer.set_item("bound", solution.bound)?;
        answer.set_item("gap", solution.gap)?;
        answer.set_item("duals", bytes(py, &solution.duals, |dual| dual.to_ne_bytes()))?;
        answer.set_item("odd_sets", PyList::new(py, odd_sets)?)?;
        answer.set_item("status", solution.status.as_str())?;
        Ok(answer.into_any())
    })
}

/// Raises unless `solution` solves the problem as it says.
#[pyfunction]
pub(crate) fn verify_peers<'py>(
    py: Python<'py>,
    problem: &Bound<'py, PyAny>,
    solution: &Bound<'py, PyAny>,
) -> PyResult<()> {
    enter(|| {
        let mut reader = Reader::default();
        let problem = Arrays::read(&mut reader, problem)?;
        let field = |name: &'static str| solution.getattr(name);
        let number = |reader: &mut Reader, name| argument::<i64>(reader, name, &field(name)?);
        let partner = whole_numbers::<i64>(&mut reader, "partner", &field("partner")?)?;
        let mut odd_sets = Vec::new();
        for set in field("odd_sets")?.try_iter()? {
            let set = set?;
            odd_sets.push(OddSet {
                people: whole_numbers(&mut reader, "odd_sets", &set.getattr("people")?)?.to_vec(),
                sets: whole_numbers(&mut reader, "odd_sets", &set.getattr("sets")?)?.to_vec(),
                dual: argument(&mut reader, "odd_sets", &set.getattr("dual")?)?.unwrap_or_default(),
            });
        }
        let solution = PeersSolution {
            edges: whole_numbers(&mut reader, "edges", &field("edges")?)?.to_vec(),
            partner: partner
                .iter()
                .map(|&person| who(person))
                .collect::<Result<_, Error>>()
                .map_err(|e| exception(&e))?,
            total: number(&mut reader, "total")?.unwrap_or_default(),
            bound: number(&mut reader, "bound")?.unwrap_or_default(),
            gap: number(&mut reader, "gap")?.unwrap_or_default(),
            duals: whole_numbers(&mut reader, "duals", &field("duals")?)?.to_vec(),
            odd_sets,
            status: argument::<Status>(&mut reader, "status", &field("status")?)?.unwrap_or_default(),
        };
        reader.into_problems().into_result().map_err(|error| exception(&error))?;
        Hold::none().during(py, move |_| solve::verify_peers(&problem.problem(), &solution))
    })
}

/// A partner, if it is one.
fn who(person: i64) -> Result<Option<u32>, Error> {
    if person == i64::from(NOBODY) {
        return Ok(None);
    }
    let wrong = |_| Error::new(ErrorCode::OutOfRange, "partner", format!("`{person}` is no person, nor -1 for nobody"));
    u32::try_from(person).map(Some).map_err(wrong)
}

/// The arrays of a problem.
struct Arrays {
    a: Numbers<u32>,
    b: Numbers<u32>,
    weight: Numbers<i64>,
    n: u32,
}

impl Arrays {
    fn read(reader: &mut Reader, problem: &Bound<'_, PyAny>) -> PyResult<Self> {
        let array = |name| problem.get_item(name);
        Ok(Arrays {
            a: whole_numbers(reader, "a", &array("a")?)?,
            b: whole_numbers(reader, "b", &array("b")?)?,
            weight: whole_numbers(reader, "weight", &array("weight")?)?,
            n: argument(reader, "n", &array("n")?)?.unwrap_or_default(),
        })
    }

    fn problem(&self) -> PeersProblem<'_> {
        PeersProblem { a: &self.a, b: &self.b, weight: &self.weight, n: self.n as usize }
    }
}
