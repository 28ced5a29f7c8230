//! Long work, on a thread of its own: the event loop and libuv's pool stay free.
//!
//! The thread speaks to JavaScript through one callback `(report, progress, value)`, of which exactly one argument is
//! given: progress now and then, then once a value or the report of an error.

use std::sync::{Arc, Mutex, PoisonError};

use fireside::{CancelToken, Control, Error};
use napi::bindgen_prelude::{FnArgs, Function, ToNapiValue};
use napi::threadsafe_function::{ThreadsafeCallContext, ThreadsafeFunctionCallMode::NonBlocking};
use napi_derive::napi;

use crate::report::{self, entry, guarded};

/// A hold on work that runs. Letting go of it cancels the work: an environment that ends lets go of all it has.
#[napi]
pub struct Job(CancelToken);

#[napi]
impl Job {
    /// Asks the work to stop.
    #[napi]
    pub fn cancel(&self) {
        self.0.cancel();
    }
}

impl Drop for Job {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

/// How far the work has come.
#[napi(object)]
#[derive(Clone)]
pub struct Progress {
    /// The stage at work.
    pub stage: String,
    /// Units done in this stage.
    pub done: f64,
    /// Units in this stage.
    pub total: f64,
}

/// The arguments of the callback: a report, progress or a value.
pub(crate) type Told<T> = FnArgs<(Option<String>, Option<Progress>, Option<T>)>;

enum Event<T> {
    Progress,
    Done(Result<T, Error>),
}

/// Starts `work` and tells `told` of it.
pub(crate) fn start<T: ToNapiValue + Send + 'static>(
    told: &Function<'_, Told<T>, ()>,
    control: Control,
    watched: bool,
    work: impl FnOnce(&Control) -> Result<T, Error> + Send + 'static,
) -> report::Result<Job> {
    entry(|| {
        let token = CancelToken::new();
        // Only the latest progress counts, so that a busy event loop never finds a queue of it.
        let latest: Arc<Mutex<Option<fireside::Progress>>> = Arc::default();
        let reported = Arc::clone(&latest);
        let call = told.build_threadsafe_function::<Event<T>>().callee_handled::<false>().build_callback(
            move |context: ThreadsafeCallContext<Event<T>>| -> napi::Result<Told<T>> {
                Ok(FnArgs::from(match context.value {
                    Event::Progress => (None, take(&reported).map(Progress::from), None),
                    Event::Done(Ok(value)) => (None, None, Some(value)),
                    Event::Done(Err(error)) => (Some(report::report(&error)), None, None),
                }))
            },
        );
        let call = Arc::new(call.map_err(|error| Error::internal(error.to_string()))?);
        let mut control = control.cancel(token.clone());
        if watched {
            let call = Arc::clone(&call);
            control = control.progress(move |progress| {
                let waiting = latest.lock().unwrap_or_else(PoisonError::into_inner).replace(progress).is_some();
                if !waiting {
                    call.call(Event::Progress, NonBlocking);
                }
            });
        }
        let thread = std::thread::Builder::new().name("fireside".to_owned()).spawn(move || {
            let outcome = guarded(|| work(&control));
            // An environment that has ended takes no more calls; then nobody waits for this one.
            call.call(Event::Done(outcome), NonBlocking);
        });
        thread.map_err(|error| Error::internal(format!("no thread to work on: {error}")))?;
        Ok(Job(token))
    })
}

fn take(latest: &Mutex<Option<fireside::Progress>>) -> Option<fireside::Progress> {
    latest.lock().unwrap_or_else(PoisonError::into_inner).take()
}

impl From<fireside::Progress> for Progress {
    fn from(progress: fireside::Progress) -> Self {
        Progress { stage: progress.stage.to_owned(), done: progress.done as f64, total: progress.total as f64 }
    }
}
