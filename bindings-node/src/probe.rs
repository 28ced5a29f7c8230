//! Panics on purpose, so that the tests can see what a defect looks like from JavaScript. No user reaches this.

use fireside::Control;
use napi::bindgen_prelude::Function;
use napi_derive::napi;

use crate::job::{Job, Told, start};
use crate::report::{self, entry};

/// Panics on the thread that calls.
#[napi]
pub fn panic_sync() -> report::Result<()> {
    entry(|| panic!("a probe"))
}

/// Panics on a thread of its own.
#[napi]
pub fn start_panic(
    #[napi(ts_arg_type = "(report: string | null, progress: Progress | null, value: undefined | null) => void")]
    told: Function<'_, Told<()>, ()>,
) -> report::Result<Job> {
    start(&told, Control::new(), false, |_| panic!("a probe"))
}
