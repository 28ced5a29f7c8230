//! fireside (work in progress)
#![forbid(unsafe_code)]
pub mod control;
pub mod cohort;
pub mod error;
pub mod explain;
pub mod matcher;
pub mod matching;
pub mod options;
pub mod model;
pub mod nearest;
pub mod points;
pub mod read;
pub mod status;

pub use control::{CancelToken, Control, Progress};
pub use cohort::{Cohort, CohortBuilder};
pub use matcher::{Matcher, match_cohort, match_cohort_with};
pub use matching::Matching;
pub use options::{MatchOptions, Objective};
pub use status::Status;
pub use error::{Error, ErrorCode, ErrorKind, Problem, Problems};
