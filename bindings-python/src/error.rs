//! The core's errors as the exceptions of `fireside.exceptions`.

use fireside::{Error, ErrorCode, ErrorKind};
use pyo3::PyErr;
use pyo3::exceptions::PyException;
use pyo3::prelude::*;

use crate::entry::enter;

// Defined in Python, so that they pickle, have types and carry docstrings.
pyo3::import_exception!(fireside.exceptions, CancelledError);
pyo3::import_exception!(fireside.exceptions, InternalError);
pyo3::import_exception!(fireside.exceptions, InvalidInputError);
pyo3::import_exception!(fireside.exceptions, VerificationError);

/// Code, path, message and suggestion: the arguments of `Problem`.
type ProblemArguments = (&'static str, String, String, Option<String>);

/// The exception for an error of the core.
pub(crate) fn exception(error: &Error) -> PyErr {
    let problems: Vec<ProblemArguments> = error
        .problems()
        .map(|problem| {
            (problem.code.as_str(), problem.path.clone(), problem.message.clone(), problem.suggestion.clone())
        })
        .collect();
    let arguments = (error.to_string(), problems);
    match error.code().kind() {
        ErrorKind::InvalidInput => PyErr::new::<InvalidInputError, _>(arguments),
        ErrorKind::Cancelled => PyErr::new::<CancelledError, _>(arguments),
        ErrorKind::Verification => PyErr::new::<VerificationError, _>(arguments),
        ErrorKind::Internal => PyErr::new::<InternalError, _>(arguments),
        // A family this package does not know yet must not pass for another.
        _ => PyErr::new::<PyException, _>(arguments),
    }
}

/// Every error code there is, with the name of the exception class that carries it.
#[pyfunction]
pub(crate) fn error_codes(py: Python<'_>) -> PyResult<Vec<(&'static str, String)>> {
    enter(|| {
        let class = |code: ErrorCode| exception(&Error::new(code, "", "")).get_type(py).qualname()?.extract::<String>();
        ErrorCode::ALL.iter().map(|&code| Ok((code.as_str(), class(code)?))).collect()
    })
}
