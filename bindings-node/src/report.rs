//! How errors reach JavaScript: as one text, from which `lib/errors.cjs` makes an error of the right class.
//!
//! napi's own errors have room for a code and a message only, so the message carries the whole report as JSON.

use std::panic::{AssertUnwindSafe, catch_unwind};

use fireside::{Error, ErrorKind};
use napi::Status;
use serde::Serialize;

/// The code that marks an error whose message is a report.
pub struct Reported;

impl AsRef<str> for Reported {
    fn as_ref(&self) -> &str {
        "FIRESIDE_REPORT"
    }
}

impl From<Status> for Reported {
    fn from(_: Status) -> Self {
        Reported
    }
}

/// What the core returns.
type Guarded<T> = std::result::Result<T, Error>;

/// What an exported function returns. (napi's macro knows a fallible function by the name `Result`.)
pub(crate) type Result<T> = napi::Result<T, Reported>;

/// The one door from JavaScript: whatever goes wrong behind it, a panic included, becomes a report.
pub(crate) fn entry<T>(work: impl FnOnce() -> Guarded<T>) -> Result<T> {
    guarded(work).map_err(|error| napi::Error::new(Reported, report(&error)))
}

/// Does `work`; a panic in it is a defect of fireside, and an error.
pub(crate) fn guarded<T>(work: impl FnOnce() -> Guarded<T>) -> Guarded<T> {
    // Nothing that was half changed survives: the work owns what it changes, which is dropped with the panic, and a matcher that was
    // stopped half way is made anew from what it knows by the next call.
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
        let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
        let text = text.unwrap_or_else(|| "of unknown cause".to_owned());
        Err(Error::internal(format!("a defect of fireside, please report it: {text}")))
    })
}

#[derive(Serialize)]
struct Report<'a> {
    kind: &'a str,
    message: String,
    problems: Vec<Problem<'a>>,
}

#[derive(Serialize)]
struct Problem<'a> {
    code: &'a str,
    path: &'a str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    suggestion: Option<&'a str>,
}

/// The error as JSON text.
pub(crate) fn report(error: &Error) -> String {
    let problems = error.problems().map(|problem| Problem {
        code: problem.code.as_str(),
        path: &problem.path,
        message: &problem.message,
        suggestion: problem.suggestion.as_deref(),
    });
    let kind = match error.code().kind() {
        ErrorKind::InvalidInput => "InvalidInputError",
        ErrorKind::Cancelled => "CancelledError",
        ErrorKind::Verification => "VerificationError",
        _ => "InternalError",
    };
    serde_json::to_string(&Report { kind, message: error.to_string(), problems: problems.collect() })
        .unwrap_or_default()
}
