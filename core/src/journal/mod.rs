//! What happened, and what follows from it: events in, the cohort as it is now out.
//!
//! `talk` says what may become of a conversation, `thread` puts what happened between two people in the order in which it
//! happened, `ledger` has all of them and `questions` answers from it; `events` knows those that come twice, `names` keeps every id once. `learning` and
//! `standing` say what follows for a person, `state` writes all of it down, `restore` puts it back, and `derive` makes a cohort of it, which
//! is all that a run needs to know. Nothing here has a clock: the time is that of the latest event.

pub(crate) mod derive;
mod events;
pub(crate) mod learning;
pub(crate) mod ledger;
mod names;
mod questions;
mod restore;
pub(crate) mod standing;
pub(crate) mod state;
pub(crate) mod talk;
pub(crate) mod thread;
