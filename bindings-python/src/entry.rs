//! The one door: whatever panics behind it becomes an `InternalError`.
//!
//! pyo3 alone would raise `PanicException`, which is no `Exception`, so `except Exception` in a web worker would miss it
//! and the worker would die.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use fireside::Error;
use pyo3::prelude::*;

use crate::error::exception;

/// Does what a Python function or method does. Everything the package exports goes through here.
pub(crate) fn enter<R>(call: impl FnOnce() -> PyResult<R>) -> PyResult<R> {
    // Unwind safety: handles are immutable, and a matcher that a defect stopped half way is made anew from what it knows by the next
    // call.
    catch_unwind(AssertUnwindSafe(call)).unwrap_or_else(|panic| Err(exception(&Error::internal(said(panic.as_ref())))))
}

/// What a panic said, as far as it said anything.
fn said(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    format!("a defect of fireside, please report it: {}", text.unwrap_or("it gave no message"))
}
