//! What a caller may ask of a parity audit.

use std::collections::BTreeMap;

use super::check_threads;
use crate::error::{Error, ErrorCode};
use crate::read::{FieldCase, Reader, Shape, excerpt, record, text};

/// Whose groups are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AuditSide {
    /// Groups of mentees.
    Mentee,
    /// Groups of mentors.
    Mentor,
    /// Groups of either, each in tables of their own.
    #[default]
    Both,
}

impl Shape for AuditSide {
    const EXPECTED: &'static str = "a side";
    fn from_text(reader: &mut Reader, value: &str) -> Option<Self> {
        let sides = [("mentee", AuditSide::Mentee), ("mentor", AuditSide::Mentor), ("both", AuditSide::Both)];
        reader.choice(value, &sides)
    }
}

/// Options of [`Matching::audit`](crate::Matching::audit).
#[derive(Debug, Clone, PartialEq)]
pub struct AuditOptions {
    /// The attributes whose groups are compared, 1 to [`MOST_ATTRIBUTES`](Self::MOST_ATTRIBUTES). One that the policy hides may be
    /// named: an audit is the only answer that then shows it.
    pub by: Vec<String>,
    /// Whose groups.
    pub side: AuditSide,
    /// Whether there is a table of groups by all attributes together, too; without effect for one attribute.
    pub intersections: bool,
    /// What impact ratios are compared with, 0 to 1: a number to look from, which says nothing about any law.
    pub threshold: f64,
    /// Groups of fewer people are suppressed: 2 to 1,000,000.
    pub min_group: u32,
    /// Of how many best possible partners one counts as one of the best: 1 to 1,000.
    pub best: u32,
    /// By attribute: where bands of its numbers begin, ascending, 1 to 100 of them. `[30, 45]` makes the groups `<30`, `30..<45`
    /// and `>=45`. Without bands each number is a group.
    pub bands: BTreeMap<String, Vec<f64>>,
    /// How many threads may work; as many as the machine has if absent. The answer does not depend on it.
    pub threads: Option<u32>,
}

impl Default for AuditOptions {
    fn default() -> Self {
        AuditOptions {
            by: Vec::new(),
            side: AuditSide::Both,
            intersections: false,
            threshold: 0.8,
            min_group: 5,
            best: 3,
            bands: BTreeMap::new(),
            threads: None,
        }
    }
}

record!(AuditOptions { required: by; optional: side, intersections, threshold, min_group, best, bands, threads; });

impl AuditOptions {
    /// The most attributes of one audit.
    pub const MOST_ATTRIBUTES: usize = 8;
    /// The most bands' edges of one attribute.
    pub const MOST_EDGES: usize = 100;

    /// By these attributes, all else as usual.
    #[must_use]
    pub fn by<T: Into<String>>(attributes: impl IntoIterator<Item = T>) -> Self {
        AuditOptions { by: attributes.into_iter().map(Into::into).collect(), ..AuditOptions::default() }
    }

    /// Reads options from a host language's object.
    ///
    /// # Errors
    /// The deserializer's own outside; inside, everything wrong with the options, each with its path.
    pub fn read<'de, D: serde::Deserializer<'de>>(input: D, case: FieldCase) -> Result<Result<Self, Error>, D::Error> {
        let mut reader = Reader::new(case);
        let options = reader.read::<AuditOptions, D>(input)?.unwrap_or_default();
        if reader.is_clean() {
            options.check_ranges(&mut reader);
        }
        Ok(reader.into_problems().into_result().map(|()| options))
    }

    /// # Errors
    /// Options outside their range.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let mut reader = Reader::default();
        self.check_ranges(&mut reader);
        reader.into_problems().into_result()
    }

    pub(crate) fn check_ranges(&self, reader: &mut Reader) {
        check_threads(reader, self.threads);
        reader.field("by", |reader| self.check_names(reader));
        if !(0.0..=1.0).contains(&self.threshold) {
            let message = format!("`{}` is not from 0 to 1", self.threshold);
            reader.field("threshold", |reader| reader.problem(ErrorCode::OutOfRange, message));
        }
        if !(2..=1_000_000).contains(&self.min_group) {
            let message = format!("`{}` is not from 2 to 1,000,000", self.min_group);
            reader.field("min_group", |reader| reader.problem(ErrorCode::OutOfRange, message));
        }
        if !(1..=1_000).contains(&self.best) {
            let message = format!("`{}` is not from 1 to 1,000", self.best);
            reader.field("best", |reader| reader.problem(ErrorCode::OutOfRange, message));
        }
        reader.field("bands", |reader| {
            for (name, edges) in &self.bands {
                reader.key(name, |reader| self.check_bands(reader, name, edges));
            }
        });
    }

    fn check_names(&self, reader: &mut Reader) {
        if self.by.is_empty() || self.by.len() > Self::MOST_ATTRIBUTES {
            let message = format!("{} attributes; there can be 1 to {}", self.by.len(), Self::MOST_ATTRIBUTES);
            reader.problem(ErrorCode::OutOfRange, message);
            return;
        }
        for (at, name) in self.by.iter().enumerate() {
            reader.index(at, |reader| {
                if text(reader, name, false) && self.by.iter().take(at).any(|before| before == name) {
                    reader.problem(ErrorCode::DuplicateEntry, format!("`{}` is given twice", excerpt(name)));
                }
            });
        }
    }

    fn check_bands(&self, reader: &mut Reader, name: &str, edges: &[f64]) {
        // As attributes may be.
        const LARGEST: f64 = 1e12;
        if !self.by.iter().any(|by| by == name) {
            reader.problem(ErrorCode::UnknownChoice, format!("`{}` is not among `by`", excerpt(name)));
        }
        if edges.is_empty() || edges.len() > Self::MOST_EDGES {
            let message = format!("{} edges; there can be 1 to {}", edges.len(), Self::MOST_EDGES);
            reader.problem(ErrorCode::OutOfRange, message);
        }
        for (at, edge) in edges.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|before| edges.get(before));
            reader.index(at, |reader| {
                if !edge.is_finite() {
                    reader.problem(ErrorCode::NotFinite, format!("`{edge}` is not a finite number"));
                } else if edge.abs() > LARGEST {
                    reader.problem(ErrorCode::OutOfRange, format!("`{edge}` is too large"));
                } else if before.is_some_and(|before| before >= edge) {
                    reader.problem(ErrorCode::OutOfRange, format!("`{edge}` does not come after the edge before it"));
                }
            });
        }
    }
}
