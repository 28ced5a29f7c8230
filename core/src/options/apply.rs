//! How events are taken.

use super::{FieldCase, Reader};
use crate::error::Error;
use crate::read::record;

/// Options of one [`Matcher::apply_with`](crate::Matcher::apply_with).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ApplyOptions {
    /// So many points may be missing: the matching is repaired only once more than that may be. 0, and so always, if absent. A pair that broke counts
    /// for all that the mentee's seat was worth until it is replaced, so with 5,000,000 five conversations may wait, or a few more.
    pub max_regret: u64,
}

record!(ApplyOptions { required: ; optional: max_regret; });

impl ApplyOptions {
    /// Reads options from a host language's object.
    ///
    /// # Errors
    /// The deserializer's own outside; inside, everything wrong with the options, each with its path.
    pub fn read<'de, D: serde::Deserializer<'de>>(input: D, case: FieldCase) -> Result<Result<Self, Error>, D::Error> {
        let mut reader = Reader::new(case);
        let options = reader.read::<ApplyOptions, D>(input)?.unwrap_or_default();
        Ok(reader.into_problems().into_result().map(|()| options))
    }
}
