//! How a caller stays in charge of long work: cancel it, give it a deadline, watch its progress.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::error::Error;

/// A flag that any thread may raise; the work ends soon after with [`ErrorCode::Cancelled`](crate::ErrorCode::Cancelled).
#[derive(Debug, Clone, Default)]
pub struct CancelToken(Arc<AtomicBool>);

impl CancelToken {
    /// A token nobody has raised yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Asks the work that holds this token (or a clone) to stop.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether [`cancel`](Self::cancel) was called.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// How far the work has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// The stage at work: `"score"`, `"match"` or `"explain"`; with [`Matcher::rule_costs`](crate::Matcher::rule_costs) `"rules"`.
    pub stage: &'static str,
    /// Units done in this stage.
    pub done: u64,
    /// Units in this stage.
    pub total: u64,
}

type ProgressFn = dyn Fn(Progress) + Send + Sync;

/// A caller's hold on long work. The default neither ends nor reports.
///
/// A deadline is no error: the best answer so far comes back with its certified gap and the status `"deadline"`.
#[derive(Clone, Default)]
pub struct Control {
    cancel: Option<CancelToken>,
    deadline: Option<Instant>,
    progress: Option<Arc<ProgressFn>>,
}

impl Control {
    /// No cancel, no deadline, no progress.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Stops with [`ErrorCode::Cancelled`](crate::ErrorCode::Cancelled) once `token` is raised.
    #[must_use]
    pub fn cancel(mut self, token: CancelToken) -> Self {
        self.cancel = Some(token);
        self
    }

    /// Ends `timeout` from now with what is known by then. A timeout too large to represent is none.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.deadline = Instant::now().checked_add(timeout);
        self
    }

    /// Calls `report` now and then, from the working thread.
    #[must_use]
    pub fn progress(mut self, report: impl Fn(Progress) + Send + Sync + 'static) -> Self {
        self.progress = Some(Arc::new(report));
        self
    }

    /// The same hold on the first of `parts` works of about the same length: its deadline comes when its part of the time that
    /// is left has passed.
    pub(crate) fn first_of(&self, parts: u32) -> Self {
        let now = Instant::now();
        let part = self.deadline.map(|end| now + end.saturating_duration_since(now) / parts.max(1));
        Control { deadline: part, ..self.clone() }
    }

    /// The same hold without reports, for a work whose parts are of no interest.
    pub(crate) fn quiet(&self) -> Self {
        Control { progress: None, ..self.clone() }
    }

    /// The same hold without a deadline, for what must be exact.
    pub(crate) fn unhurried(&self) -> Self {
        Control { deadline: None, ..self.clone() }
    }

    /// The same hold on a work that has gone too far to be cancelled.
    pub(crate) fn committed(&self) -> Self {
        Control { cancel: None, ..self.clone() }
    }

    /// Whether the deadline has passed.
    #[must_use]
    pub fn is_expired(&self) -> bool {
        self.deadline.is_some_and(|deadline| Instant::now() >= deadline)
    }

    /// Ends the work if it was cancelled. Cheap: one relaxed load.
    ///
    /// # Errors
    /// [`ErrorCode::Cancelled`](crate::ErrorCode::Cancelled).
    pub fn check(&self) -> Result<(), Error> {
        match &self.cancel {
            Some(token) if token.is_cancelled() => Err(Error::cancelled()),
            _ => Ok(()),
        }
    }

    /// Tells the caller how far the work has come.
    pub fn report(&self, stage: &'static str, done: u64, total: u64) {
        if let Some(report) = &self.progress {
            report(Progress { stage, done, total });
        }
    }
}

impl fmt::Debug for Control {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Control")
            .field("cancel", &self.cancel)
            .field("deadline", &self.deadline)
            .field("progress", &self.progress.is_some())
            .finish()
    }
}
