//! Arrays of whole numbers, in and out: buffers, sequences, numpy's arrays.

use fireside::read::{Reader, Shape};
use fireside::{Error, ErrorCode};
use pyo3::buffer::{Element, ElementType, PyUntypedBuffer};
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use serde::de::IntoDeserializer;
use serde::de::value::SeqDeserializer;

use crate::error::exception;
use crate::lent::{Lent, Numbers};
use crate::objects::{Failure, argument};

/// What arrays of the core hold.
pub(crate) trait Whole: Shape + Default + Element + Fitting {}

impl<T: Shape + Default + Element + Fitting> Whole for T {}

/// What any whole number of a buffer becomes, if it fits.
pub(crate) trait Fitting:
    TryFrom<i8> + TryFrom<i16> + TryFrom<i32> + TryFrom<i64> + TryFrom<u8> + TryFrom<u16> + TryFrom<u32> + TryFrom<u64>
{
}

impl Fitting for u32 {}
impl Fitting for i64 {}
impl Fitting for u64 {}

/// The whole numbers of an array, a buffer or a sequence; what is none, or does not fit, `reader` then knows.
pub(crate) fn whole_numbers<T: Whole>(
    reader: &mut Reader,
    name: &'static str,
    array: &Bound<'_, PyAny>,
) -> PyResult<Numbers<T>> {
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
        (ElementType::SignedInteger { .. }, 1) => integers::<T, i8>(py, reader, name, &buffer)?,
        (ElementType::SignedInteger { .. }, 2) => integers::<T, i16>(py, reader, name, &buffer)?,
        (ElementType::SignedInteger { .. }, 4) => integers::<T, i32>(py, reader, name, &buffer)?,
        (ElementType::SignedInteger { .. }, 8) => integers::<T, i64>(py, reader, name, &buffer)?,
        (ElementType::UnsignedInteger { .. }, 1) => integers::<T, u8>(py, reader, name, &buffer)?,
        (ElementType::UnsignedInteger { .. }, 2) => integers::<T, u16>(py, reader, name, &buffer)?,
        (ElementType::UnsignedInteger { .. }, 4) => integers::<T, u32>(py, reader, name, &buffer)?,
        (ElementType::UnsignedInteger { .. }, 8) => integers::<T, u64>(py, reader, name, &buffer)?,
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

/// The elements of a buffer of integers: taken over as they are if all fit, else as the core reads them, who says which do not.
fn integers<'de, T, E>(
    py: Python<'_>,
    reader: &mut Reader,
    name: &'static str,
    buffer: &PyUntypedBuffer,
) -> PyResult<Option<Vec<T>>>
where
    T: Whole + TryFrom<E>,
    E: Element + IntoDeserializer<'de, Failure>,
{
    let mut fit = true;
    let number = |integer| {
        T::try_from(integer).unwrap_or_else(|_| {
            fit = false;
            T::default()
        })
    };
    let numbers: Vec<T> = buffer.as_typed::<E>()?.to_vec(py)?.into_iter().map(number).collect();
    if fit { Ok(Some(numbers)) } else { elements::<T, E>(py, reader, name, buffer) }
}

/// The elements of a buffer of `E`, as the core reads whole numbers.
fn elements<'de, T, E>(
    py: Python<'_>,
    reader: &mut Reader,
    name: &'static str,
    buffer: &PyUntypedBuffer,
) -> PyResult<Option<Vec<T>>>
where
    T: Whole,
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

/// Numbers that may be left out.
pub(crate) fn optional_numbers<T: Whole>(
    reader: &mut Reader,
    name: &'static str,
    array: &Bound<'_, PyAny>,
) -> PyResult<Option<Numbers<T>>> {
    if array.is_none() { Ok(None) } else { whole_numbers(reader, name, array).map(Some) }
}
