//! Arrays of numbers: copied from Python, or lent by it for the time of a call and read where they are.
//!
//! Millions of edges are worth not copying. Whatever exports a buffer keeps it in place until it is released, which happens
//! when [`Numbers`] go. Its numbers must not change meanwhile: `assign` and `verify` say so to their callers, as
//! everybody does who computes on a numpy array without the interpreter's lock.

use std::ops::Deref;
use std::ptr::NonNull;

use pyo3::buffer::{Element, PyBuffer};

/// Whole numbers that stay as they are.
pub(crate) enum Numbers<T: Element> {
    Own(Vec<T>),
    Lent(Lent<T>),
}

impl<T: Element> Deref for Numbers<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match self {
            Numbers::Own(numbers) => numbers,
            Numbers::Lent(lent) => lent,
        }
    }
}

/// A buffer whose elements follow each other.
pub(crate) struct Lent<T: Element> {
    buffer: PyBuffer<T>,
}

impl<T: Element> Lent<T> {
    /// The buffer, or itself again if it has gaps.
    pub(crate) fn new(buffer: PyBuffer<T>) -> Result<Self, PyBuffer<T>> {
        if buffer.dimensions() == 1 && buffer.as_slice_ptr().is_some() { Ok(Lent { buffer }) } else { Err(buffer) }
    }
}

impl<T: Element> Deref for Lent<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        let elements: Option<NonNull<[T]>> = self.buffer.as_slice_ptr();
        #[expect(
            unsafe_code,
            reason = "a slice of somebody else's memory; what makes it sound is said above and below"
        )]
        // SAFETY: pyo3 has checked type, size and alignment of the elements, and that they follow each other. The exporter
        // keeps them where they are until `buffer` is released, and `self` holds it. Nobody writes to them: by contract.
        elements.map_or(&[], |elements| unsafe { elements.as_ref() })
    }
}
