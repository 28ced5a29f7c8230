//! The native half of the Python package `fireside`. It decides nothing: it converts, calls the core, converts back.
//!
//! What users see is in `python/fireside`: dataclasses, types and docstrings. This module holds the handles behind them.
#![deny(unsafe_code)]

mod arrays;
mod arrow;
mod assign;
mod audit;
mod balanced;
mod calendar;
mod cohort;
mod control;
mod coverage;
mod curve;
mod entry;
mod error;
mod fair;
mod insight;
mod invitations;
mod journal;
mod lent;
mod matcher;
mod matching;
mod objects;
mod peers;
mod quotas;
mod rank;
mod report;
mod rounds;
mod schedule;
mod sessions;
mod slots;
mod stable;
mod what_if;
mod words;

/// The handles behind the package's classes. Not part of the public interface.
#[pyo3::pymodule]
mod _native {
    #[pymodule_export]
    use crate::arrow::arrow_stream;
    #[pymodule_export]
    use crate::assign::{assign, verify_assignment};
    #[pymodule_export]
    use crate::audit::{DecisionRecord, audit};
    #[pymodule_export]
    use crate::balanced::{balanced, verify_balanced};
    #[pymodule_export]
    use crate::calendar::Calendar;
    #[pymodule_export]
    use crate::cohort::Cohort;
    #[pymodule_export]
    use crate::coverage::{coverage, verify_coverage};
    #[pymodule_export]
    use crate::curve::{CoverageCurve, cohort_curve, coverage_curve, verify_coverage_curve};
    #[pymodule_export]
    use crate::error::error_codes;
    #[pymodule_export]
    use crate::fair::{fair, verify_fair};
    #[pymodule_export]
    use crate::insight::{Insight, insight};
    #[pymodule_export]
    use crate::invitations::{Invitations, write_invitations};
    #[pymodule_export]
    use crate::journal::Journal;
    #[pymodule_export]
    use crate::matcher::{Matcher, match_cohort};
    #[pymodule_export]
    use crate::matching::Matching;
    #[pymodule_export]
    use crate::peers::{peers, verify_peers};
    #[pymodule_export]
    use crate::quotas::{quotas, verify_quotas};
    #[pymodule_export]
    use crate::rank::{rank_maximal, verify_rank_maximal};
    #[pymodule_export]
    use crate::report::report;
    #[pymodule_export]
    use crate::rounds::{PeerMatching, match_peers};
    #[pymodule_export]
    use crate::schedule::{schedule, timetable, verify_schedule};
    #[pymodule_export]
    use crate::sessions::{Schedule, schedule_matching};
    #[pymodule_export]
    use crate::stable::{stable, verify_stable};
    #[pymodule_export]
    use crate::what_if::WhatIf;
    #[pymodule_export]
    use crate::words::phrases;

    /// The version of the package, the core and the Node package alike.
    #[pymodule_export]
    const VERSION: &str = env!("CARGO_PKG_VERSION");
}
