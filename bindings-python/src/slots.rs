//! When people are free: rows of slots, as arrays of bool or as the core's words.

use std::borrow::Cow;

use fireside::read::Reader;
use fireside::solve::MOST_SLOTS;
use fireside::{Error, ErrorCode};
use pyo3::buffer::{ElementType, PyBuffer, PyUntypedBuffer};
use pyo3::prelude::*;
use pyo3::types::PyMemoryView;

use crate::arrays::whole_numbers;
use crate::error::exception;
use crate::lent::{Lent, Numbers};
use crate::objects::argument;

/// Rows of slots as a caller has them. Large arrays are looked at where they are, and by the thread that works.
pub(crate) struct Free {
    name: &'static str,
    rows: Rows,
}

enum Rows {
    /// One byte a slot, row after row, each of so many.
    Flags(Numbers<u8>, usize),
    /// One list a person.
    Lists(Vec<Vec<bool>>),
    /// 64 slots a word; how many words a row has, where the array says it.
    Words(Numbers<u64>, Option<usize>),
}

impl Free {
    pub(crate) fn read(reader: &mut Reader, name: &'static str, free: &Bound<'_, PyAny>) -> PyResult<Self> {
        let Ok(buffer) = PyUntypedBuffer::get(free) else {
            return Ok(Free { name, rows: Rows::Lists(argument(reader, name, free)?.unwrap_or_default()) });
        };
        let shape = buffer.shape();
        let rows = match (ElementType::from_format(buffer.format()), shape.get(1).copied()) {
            (ElementType::Bool, Some(columns)) if shape.len() == 2 => Rows::Flags(flags(free, &buffer)?, columns),
            (ElementType::UnsignedInteger { bytes: 8 }, None) => Rows::Words(whole_numbers(reader, name, free)?, None),
            (ElementType::UnsignedInteger { bytes: 8 }, Some(columns)) if shape.len() == 2 => {
                let flat = free.call_method0("ravel").map_err(|_| wrong(name))?;
                Rows::Words(whole_numbers(reader, name, &flat)?, Some(columns))
            }
            _ => return Err(wrong(name)),
        };
        Ok(Free { name, rows })
    }

    /// The core's words, of rows with so many slots.
    ///
    /// # Errors
    /// [`ErrorCode::LengthMismatch`] for rows of another length.
    pub(crate) fn words(&self, slots: u32) -> Result<Cow<'_, [u64]>, Error> {
        // There are no rows of so many; what is wrong with `slots` the core says.
        if !(1..=MOST_SLOTS).contains(&slots) {
            return Ok(Cow::Borrowed(&[]));
        }
        let width = slots as usize;
        let other = |path: String, found: usize, expected: usize, what: &str| {
            Error::new(ErrorCode::LengthMismatch, path, format!("has {found} {what} for {slots} slots, not {expected}"))
        };
        match &self.rows {
            Rows::Flags(flags, columns) => {
                if *columns != width {
                    return Err(other(self.name.to_owned(), *columns, width, "columns"));
                }
                Ok(flags.chunks(width).flat_map(|row| packed(row, |flag| *flag != 0)).collect())
            }
            Rows::Lists(lists) => {
                if let Some((at, list)) = lists.iter().enumerate().find(|(_, list)| list.len() != width) {
                    return Err(other(format!("{}[{at}]", self.name), list.len(), width, "entries"));
                }
                Ok(lists.iter().flat_map(|row| packed(row, |flag| *flag)).collect())
            }
            Rows::Words(words, columns) => {
                let expected = width.div_ceil(64);
                match columns.filter(|columns| *columns != expected) {
                    Some(columns) => Err(other(self.name.to_owned(), columns, expected, "words a row")),
                    None => Ok(Cow::Borrowed(words)),
                }
            }
        }
    }
}

/// The words of one row, the lowest bit first.
fn packed<T>(row: &[T], is_free: impl Fn(&T) -> bool + Copy) -> impl Iterator<Item = u64> {
    row.chunks(64).map(move |slots| {
        slots.iter().enumerate().fold(0, |word, (slot, flag)| word | u64::from(is_free(flag)) << slot)
    })
}

/// The bytes of an array of bool: lent, if they follow each other.
fn flags(free: &Bound<'_, PyAny>, buffer: &PyUntypedBuffer) -> PyResult<Numbers<u8>> {
    if buffer.item_count() == 0 {
        return Ok(Numbers::Own(Vec::new()));
    }
    let view = PyMemoryView::from(free)?;
    let bytes =
        if buffer.is_c_contiguous() { view.call_method1("cast", ("B",))? } else { view.call_method0("tobytes")? };
    match Lent::new(PyBuffer::get(&bytes)?) {
        Ok(lent) => Ok(Numbers::Lent(lent)),
        Err(buffer) => Ok(Numbers::Own(buffer.to_vec(free.py())?)),
    }
}

fn wrong(name: &'static str) -> PyErr {
    let message = "expected an array of bool, people × slots, or their bits in words of 64 (uint64)";
    exception(&Error::new(ErrorCode::WrongType, name, message))
}
