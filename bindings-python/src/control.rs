//! Long work: a thread of our own does it, without the interpreter, while the calling thread listens for Ctrl-C, the
//! caller's `cancel` and progress.
//!
//! Everything Python happens on the calling thread, so a worker can never wait for the interpreter, and a `progress`
//! that raises ends the work like Ctrl-C does. A thread ends with its call, so a host may fork between calls; the exception
//! is work that has no ear for a cancel, such as a verification: after Ctrl-C, it ends by itself.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use fireside::read::Reader;
use fireside::{CancelToken, Control, Error, ErrorCode, Progress};
use pyo3::prelude::*;

use crate::error::exception;
use crate::objects::argument;

/// How often the calling thread looks up from waiting. Work that ends earlier wakes it at once.
const TICK: Duration = Duration::from_millis(20);

/// How long cancelled work may take to notice. What does not is left to end by itself.
const GRACE: Duration = Duration::from_secs(1);

/// A caller's hold on long work, as Python passes it.
pub(crate) struct Hold<'py> {
    timeout: Option<Duration>,
    progress: Option<Bound<'py, PyAny>>,
    cancel: Option<Bound<'py, PyAny>>,
}

impl<'py> Hold<'py> {
    /// Checks what the caller passed.
    pub(crate) fn new(
        timeout: &Bound<'py, PyAny>,
        progress: Option<Bound<'py, PyAny>>,
        cancel: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Self> {
        let wrong = |path, expected, found: &Bound<'py, PyAny>| {
            let found = found.get_type().name().map_or_else(|_| String::new(), |name| name.to_string());
            exception(&Error::new(
                ErrorCode::WrongType,
                path,
                format!("expected {expected}, found a value of the type `{found}`"),
            ))
        };
        if let Some(progress) = progress.as_ref().filter(|progress| !progress.is_callable()) {
            return Err(wrong("progress", "something to call with stage, done and total", progress));
        }
        if let Some(cancel) = &cancel
            && !cancel.hasattr("is_set")?
        {
            return Err(wrong("cancel", "an event with `is_set`", cancel));
        }
        Ok(Hold { timeout: duration(timeout)?, progress, cancel })
    }

    /// No more hold than Ctrl-C.
    pub(crate) fn none() -> Self {
        Hold { timeout: None, progress: None, cancel: None }
    }

    fn is_cancelled(&self) -> PyResult<bool> {
        match &self.cancel {
            Some(cancel) => cancel.call_method0("is_set")?.is_truthy(),
            None => Ok(false),
        }
    }

    fn report(&self, reports: impl IntoIterator<Item = Progress>) -> PyResult<()> {
        let Some(progress) = &self.progress else { return Ok(()) };
        reports.into_iter().try_for_each(|at| progress.call1((at.stage, at.done, at.total)).map(|_| ()))
    }

    /// Does `work` on a thread of its own and waits for it, without the interpreter.
    pub(crate) fn during<R: Send + 'static>(
        &self,
        py: Python<'_>,
        work: impl FnOnce(&Control) -> Result<R, Error> + Send + 'static,
    ) -> PyResult<R> {
        let token = CancelToken::new();
        if self.is_cancelled()? {
            token.cancel();
        }
        let shared = Arc::new(Shared::default());
        let mut control = Control::new().cancel(token.clone());
        if let Some(timeout) = self.timeout {
            control = control.timeout(timeout);
        }
        if self.progress.is_some() {
            let shared = Arc::clone(&shared);
            control = control.progress(move |progress| shared.note(progress));
        }
        let done = Done(Arc::clone(&shared));
        let worker = std::thread::Builder::new().name("fireside".to_owned()).spawn(move || {
            let _done = done;
            work(&control)
        });
        let worker = worker.map_err(|error| exception(&Error::internal(format!("no thread to work on: {error}"))))?;

        loop {
            let done = py.detach(|| shared.wait(TICK));
            let listen =
                self.report(shared.take()).and_then(|()| py.check_signals()).and_then(|()| self.is_cancelled());
            match listen {
                Ok(false) => {}
                Ok(true) => token.cancel(),
                Err(raised) => {
                    token.cancel();
                    if py.detach(|| shared.wait(GRACE)) {
                        // Its result is not wanted any more; the thread itself must not outlive the call.
                        drop(py.detach(|| worker.join()));
                    }
                    return Err(raised);
                }
            }
            if done {
                break;
            }
        }
        // The last words of a run that ended before anybody looked.
        self.report(shared.take())?;
        match py.detach(|| worker.join()) {
            Ok(result) => result.map_err(|error| exception(&error)),
            // The one `catch_unwind`, at the entry, makes an exception of it.
            Err(panic) => std::panic::resume_unwind(panic),
        }
    }
}

/// A number of seconds; none, or more than a clock can count, is no limit.
fn duration(timeout: &Bound<'_, PyAny>) -> PyResult<Option<Duration>> {
    let mut reader = Reader::default();
    let seconds = argument::<Option<f64>>(&mut reader, "timeout", timeout)?;
    reader.into_problems().into_result().map_err(|error| exception(&error))?;
    let Some(seconds) = seconds.flatten() else { return Ok(None) };
    if seconds < 0.0 {
        let message = format!("`{seconds}` is not a number of seconds from 0");
        return Err(exception(&Error::new(ErrorCode::OutOfRange, "timeout", message)));
    }
    Ok(Duration::try_from_secs_f64(seconds).ok())
}

/// What the two threads tell each other.
#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    done: bool,
    /// The latest of every stage since the calling thread last looked.
    reports: VecDeque<Progress>,
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, progress: Progress) {
        let mut state = self.state();
        match state.reports.back_mut().filter(|last| last.stage == progress.stage) {
            Some(last) => *last = progress,
            None => state.reports.push_back(progress),
        }
    }

    fn take(&self) -> VecDeque<Progress> {
        std::mem::take(&mut self.state().reports)
    }

    /// Waits until the work is done, but no longer than `limit`; whether it is.
    fn wait(&self, limit: Duration) -> bool {
        let end = Instant::now() + limit;
        let mut state = self.state();
        while !state.done {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return false;
            }
            state = self.changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        true
    }
}

/// Says that the work has ended, however it ended.
struct Done(Arc<Shared>);

impl Drop for Done {
    fn drop(&mut self) {
        self.0.state().done = true;
        self.0.changed.notify_all();
    }
}
