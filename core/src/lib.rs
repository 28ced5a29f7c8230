//! fireside matches mentors and mentees for short, willing conversations, with a reason for every answer and a proof
//! that nothing better exists.
#![forbid(unsafe_code)]

pub mod assign;
pub mod bipartite;
pub mod calendar;
mod certificate;
mod cohort;
mod control;
pub mod error;
pub mod explain;
pub mod index;
mod matcher;
pub mod matching;
pub mod model;
pub mod nearest;
mod options;
pub mod points;
pub mod read;
pub mod roster;
mod run;
pub mod score;
pub mod solve;
mod status;
pub mod taxonomy;
mod threads;
mod ties;
mod verify;

pub use cohort::{Cohort, CohortBuilder};
pub use control::{CancelToken, Control, Progress};
pub use error::{Error, ErrorCode, ErrorKind, Problem};
pub use explain::{Explanation, ReasonCode};
pub use matcher::{Matcher, match_cohort, match_cohort_with};
pub use matching::{Matching, Pairing};
pub use options::{MatchOptions, Objective};
pub use read::FieldCase;
pub use status::Status;
