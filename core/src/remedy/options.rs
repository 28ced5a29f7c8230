//! What a caller may ask of remedies.

use serde::Deserializer;

use super::document::RemedyKind;
use crate::error::{Error, ErrorCode};
use crate::read::{FieldCase, Reader, record};

/// Options of [`Matcher::remedies`](crate::Matcher::remedies). The defaults are right for most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemedyOptions {
    /// How many of each kind at most: 1 to 20; 3 if absent.
    pub k: u32,
    /// Which kinds; all if absent.
    pub kinds: Option<Vec<RemedyKind>>,
    /// How much a topic more would matter to them: 1 to 100; 3 if absent.
    pub importance: u32,
    /// How much they would know of it: 1 to 5; 3 if absent.
    pub level: u32,
    /// How many changes of each kind are tried, at most: 1 to 1,000; 16 if absent.
    pub tries: u32,
    /// How many threads may work; as many as the machine has if absent. The answer does not depend on it.
    pub threads: Option<u32>,
}

impl Default for RemedyOptions {
    fn default() -> Self {
        RemedyOptions { k: 3, kinds: None, importance: 3, level: 3, tries: 16, threads: None }
    }
}

record!(RemedyOptions { required: ; optional: k, kinds, importance, level, tries, threads; });

impl RemedyOptions {
    /// Reads options from a host language's object.
    ///
    /// # Errors
    /// The deserializer's own outside; inside, everything wrong with the options, each with its path.
    pub fn read<'de, D: Deserializer<'de>>(input: D, case: FieldCase) -> Result<Result<Self, Error>, D::Error> {
        let mut reader = Reader::new(case);
        let options = reader.read::<RemedyOptions, D>(input)?.unwrap_or_default();
        if reader.is_clean() {
            options.check_ranges(&mut reader);
        }
        Ok(reader.into_problems().into_result().map(|()| options))
    }

    /// # Errors
    /// Options outside their range.
    pub(super) fn check(&self) -> Result<(), Error> {
        let mut reader = Reader::default();
        self.check_ranges(&mut reader);
        reader.into_problems().into_result()
    }

    fn check_ranges(&self, reader: &mut Reader) {
        let ranges = [
            ("k", Some(self.k), 1, 20),
            ("importance", Some(self.importance), 1, 100),
            ("level", Some(self.level), 1, 5),
            ("tries", Some(self.tries), 1, 1_000),
            ("threads", self.threads, 1, 256),
        ];
        for (field, value, least, most) in ranges {
            if let Some(value) = value.filter(|value| !(least..=most).contains(value)) {
                let message = format!("`{value}` is not from {least} to {most}");
                reader.field(field, |reader| reader.problem(ErrorCode::OutOfRange, message));
            }
        }
    }

    /// Whether this kind is asked for.
    pub(super) fn asks_for(&self, kind: RemedyKind) -> bool {
        self.kinds.as_ref().is_none_or(|kinds| kinds.contains(&kind))
    }
}
