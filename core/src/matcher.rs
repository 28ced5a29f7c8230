//! The main job: cohort in, proved and explained matching out.

use crate::cohort::Cohort;
use crate::control::Control;
use crate::error::Error;
use crate::explain::Explanation;
use crate::matching::{Matching, Pairing};
use crate::options::MatchOptions;

/// Matches a cohort.
///
/// # Errors
/// Options outside their range.
pub fn match_cohort(cohort: &Cohort, options: &MatchOptions) -> Result<Matching, Error> {
    match_cohort_with(cohort, options, &Control::new())
}

/// Matches a cohort under a caller's control.
///
/// # Errors
/// Options outside their range; [`ErrorCode::Cancelled`](crate::ErrorCode::Cancelled).
pub fn match_cohort_with(_cohort: &Cohort, options: &MatchOptions, control: &Control) -> Result<Matching, Error> {
    options.check()?;
    control.check()?;
    Err(Error::internal("not built yet"))
}

/// A long-lived engine over one cohort.
#[derive(Debug, Clone)]
pub struct Matcher {
    cohort: Cohort,
}

impl Matcher {
    /// An engine over `cohort`.
    #[must_use]
    pub fn new(cohort: Cohort) -> Self {
        Matcher { cohort }
    }

    /// The cohort.
    #[must_use]
    pub fn cohort(&self) -> &Cohort {
        &self.cohort
    }

    /// Matches the cohort.
    ///
    /// # Errors
    /// As [`match_cohort_with`].
    pub fn run(&self, options: &MatchOptions, control: &Control) -> Result<Matching, Error> {
        match_cohort_with(&self.cohort, options, control)
    }

    /// The `k` best mentors for a mentee, seats aside, best first.
    ///
    /// # Errors
    /// [`ErrorCode::UnknownPerson`](crate::ErrorCode::UnknownPerson).
    pub fn suggest(&self, _mentee: &str, _k: u32) -> Result<Vec<Pairing>, Error> {
        Err(Error::internal("not built yet"))
    }

    /// Why this pair, or why not.
    ///
    /// # Errors
    /// [`ErrorCode::UnknownPerson`](crate::ErrorCode::UnknownPerson).
    pub fn explain(&self, _mentor: &str, _mentee: &str) -> Result<Explanation, Error> {
        Err(Error::internal("not built yet"))
    }
}
