//! What a caller may choose for one run.

use crate::error::{Error, ErrorCode};
use crate::read::{FieldCase, Reader, Shape, record};

/// What a matching is best at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Objective {
    /// The most points in total.
    #[default]
    Total,
}

impl Objective {
    /// As documents and the other languages spell it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Objective::Total => "total",
        }
    }
}

impl Shape for Objective {
    const EXPECTED: &'static str = "an objective";
    fn from_text(reader: &mut Reader, value: &str) -> Option<Self> {
        reader.choice(value, &[("total", Objective::Total)])
    }
}

/// Options of one run. The defaults are right for most.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MatchOptions {
    /// What the matching is best at.
    pub objective: Objective,
    /// Among equally good matchings, another seed may give another one; the same seed always gives the same.
    pub seed: u32,
    /// How many threads may work; as many as the machine has if absent. The answer does not depend on it.
    pub threads: Option<u32>,
}

record!(MatchOptions { required: ; optional: objective, seed, threads; });

impl MatchOptions {
    /// Reads options from a host language's object.
    ///
    /// # Errors
    /// The deserializer's own outside; inside, everything wrong with the options, each with its path.
    pub fn read<'de, D: serde::Deserializer<'de>>(input: D, case: FieldCase) -> Result<Result<Self, Error>, D::Error> {
        let mut reader = Reader::new(case);
        let options = reader.read::<MatchOptions, D>(input)?.unwrap_or_default();
        Ok(reader.into_problems().into_result().and_then(|()| options.check()).map(|()| options))
    }

    /// # Errors
    /// Options outside their range.
    pub(crate) fn check(&self) -> Result<(), Error> {
        if self.threads.is_some_and(|threads| !(1..=256).contains(&threads)) {
            return Err(Error::new(ErrorCode::OutOfRange, "threads", "the number of threads must be from 1 to 256"));
        }
        Ok(())
    }
}
