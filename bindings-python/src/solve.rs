//! `fireside.solve`: the assignment problem on bare arrays.

use fireside::read::{Reader, Shape};
use fireside::solve::{self, AssignProblem, Solution};
use fireside::{Error, ErrorCode, Status};
use pyo3::buffer::{Element, ElementType, PyUntypedBuffer};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};
use serde::de::IntoDeserializer;
use serde::de::value::SeqDeserializer;

use crate::control::Hold;
use crate::entry::enter;
use crate::error::exception;
use crate::lent::{Lent, Numbers};
use crate::objects::{Failure, argument};

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
struct Arrays {
    mentee: Numbers<u32>,
    mentor: Numbers<u32>,
    weight: Numbers<i64>,
    mentor_seats: Numbers<u32>,
    mentee_seats: Option<Numbers<u32>>,
}

impl Arrays {
    fn read(reader: &mut Reader, problem: &Bound<'_, PyAny>) -> PyResult<Self> {
        let array = |name| problem.get_item(name);
        let mentee_seats = array("mentee_seats")?;
        Ok(Arrays {
            mentee: whole_numbers(reader, "mentee", &array("mentee")?)?,
            mentor: whole_numbers(reader, "mentor", &array("mentor")?)?,
            weight: whole_numbers(reader, "weight", &array("weight")?)?,
            mentor_seats: whole_numbers(reader, "mentor_seats", &array("mentor_seats")?)?,
            mentee_seats: match mentee_seats.is_none() {
                true => None,
                false => Some(whole_numbers(reader, "mentee_seats", &mentee_seats)?),
            },
        })
    }

    fn problem(&self) -> AssignProblem<'_> {
        AssignProblem {
            mentee: &self.mentee,
            mentor: &self.mentor,
            weight: &self.weight,
            mentor_seats: &self.mentor_seats,
            mentee_seats: self.mentee_seats.as_deref(),
        }
    }
}

/// The whole numbers of an array, a buffer or a sequence; what is none, or does not fit, `reader` then knows.
fn whole_numbers<T>(reader: &mut Reader, name: &'static str, array: &Bound<'_, PyAny>) -> PyResult<Numbers<T>>
where
    T: Shape + Default + Element,
{
    let copied = |reader: &mut Reader| Ok(Numbers::Own(argument::<Vec<T>>(reader, name, array)?.unwrap_or_default()));
    // Anything without a buffer, or with one of something else than numbers, is read element by element.
    let Ok(buffer) = PyUntypedBuffer::get(array) else {
        return copied(reader);
    };
    if buffer.dimensions() != 1 {
        let message = format!("expected a list, found an array of {} dimensions", buffer.dimensions());
        return Err(exception(&Error::new(ErrorCode::WrongType, name, message)));
    }
    if buffer.item_count() == 0 {
        return Ok(Numbers::Own(Vec::new()));
    }
    if !native_order(&buffer) {
        return copied(reader);
    }
    let py = array.py();
    if buffer.as_typed::<T>().is_ok() {
        return match Lent::new(buffer.into_typed()?) {
            Ok(lent) => Ok(Numbers::Lent(lent)),
            Err(buffer) => Ok(Numbers::Own(buffer.to_vec(py)?)),
        };
    }
    let read = match (ElementType::from_format(buffer.format()), buffer.item_size()) {
        (ElementType::SignedInteger { .. }, 1) => elements::<T, i8>(py, reader, name, &buffer)?,
        (ElementType::SignedInteger { .. }, 2) => elements::<T, i16>(py, reader, name, &buffer)?,
        (ElementType::SignedInteger { .. }, 4) => elements::<T, i32>(py, reader, name, &buffer)?,
        (ElementType::SignedInteger { .. }, 8) => elements::<T, i64>(py, reader, name, &buffer)?,
        (ElementType::UnsignedInteger { .. }, 1) => elements::<T, u8>(py, reader, name, &buffer)?,
        (ElementType::UnsignedInteger { .. }, 2) => elements::<T, u16>(py, reader, name, &buffer)?,
        (ElementType::UnsignedInteger { .. }, 4) => elements::<T, u32>(py, reader, name, &buffer)?,
        (ElementType::UnsignedInteger { .. }, 8) => elements::<T, u64>(py, reader, name, &buffer)?,
        (ElementType::Float { .. }, 4) => elements::<T, f32>(py, reader, name, &buffer)?,
        (ElementType::Float { .. }, 8) => elements::<T, f64>(py, reader, name, &buffer)?,
        _ => argument::<Vec<T>>(reader, name, array)?,
    };
    Ok(Numbers::Own(read.unwrap_or_default()))
}

/// Whether the bytes of a buffer's elements are in this machine's order. pyo3 does not ask.
fn native_order(buffer: &PyUntypedBuffer) -> bool {
    match buffer.format().to_bytes().first() {
        Some(b'<') => cfg!(target_endian = "little"),
        Some(b'>' | b'!') => cfg!(target_endian = "big"),
        _ => true,
    }
}

/// The elements of a buffer of `E`, as the core reads whole numbers.
fn elements<'de, T, E>(
    py: Python<'_>,
    reader: &mut Reader,
    name: &'static str,
    buffer: &PyUntypedBuffer,
) -> PyResult<Option<Vec<T>>>
where
    T: Shape + Default,
    E: Element + IntoDeserializer<'de, Failure>,
{
    let items = buffer.as_typed::<E>()?.to_vec(py)?;
    let list = SeqDeserializer::<_, Failure>::new(items.into_iter());
    Ok(reader.field(name, |reader| reader.read::<Vec<T>, _>(list))?)
}

/// Numbers as the bytes that `array.array` and numpy take for them.
pub(crate) fn bytes<'py, T: Copy, const N: usize>(
    py: Python<'py>,
    numbers: &[T],
    to_bytes: impl Fn(T) -> [u8; N],
) -> Bound<'py, PyBytes> {
    let bytes: Vec<u8> = numbers.iter().flat_map(|&number| to_bytes(number)).collect();
    PyBytes::new(py, &bytes)
}
