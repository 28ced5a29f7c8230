//! The threads of one run, and of no other: nothing is kept between runs, so nothing can go wrong when a host forks.
//!
//! rayon's global pool would be inherited dead by a forked child, which then waits for it for ever; a pool of our own for
//! the time of a run costs some 50 µs.

use crate::error::Error;

/// Does `work` with a pool of `threads` threads; as many as the machine has if absent.
///
/// # Errors
/// [`ErrorCode::Internal`](crate::ErrorCode::Internal) if the machine gives no threads.
pub(crate) fn with<R: Send>(threads: Option<u32>, work: impl FnOnce() -> R + Send) -> Result<R, Error> {
    let available = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let threads = threads.map_or_else(available, |threads| threads as usize);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).thread_name(|k| format!("fireside-{k}")).build();
    let pool = pool.map_err(|error| Error::internal(format!("no threads to work with: {error}")))?;
    Ok(pool.install(work))
}
