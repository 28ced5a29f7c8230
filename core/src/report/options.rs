//! What a caller may ask of a report.

use serde::Deserializer;

use crate::cohort::Cohort;
use crate::error::{Error, ErrorCode};
use crate::insight::InsightOptions;
use crate::options::AuditOptions;
use crate::read::{FieldCase, Reader, record, text};

/// Options of [`Matching::report`](crate::Matching::report). The defaults are right for most.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportOptions {
    /// What stands above the page and in the browser's title; what the language has for it if absent.
    pub title: Option<String>,
    /// What insight is asked for: among others the attribute whose values are silos, the costs, the round before.
    pub insight: InsightOptions,
    /// Which groups are put side by side; none if absent. A hidden attribute is on the page only if it is named here.
    pub audit: Option<AuditOptions>,
    /// The most rows of each table: 0 to [`MOST_DETAILS`](Self::MOST_DETAILS); 50 if absent. With 0 nobody without a mentor is named.
    pub details: u32,
}

impl Default for ReportOptions {
    fn default() -> Self {
        ReportOptions { title: None, insight: InsightOptions::default(), audit: None, details: 50 }
    }
}

record!(ReportOptions { required: ; optional: title, insight, audit, details; });

impl ReportOptions {
    /// The most rows that a table may have.
    pub const MOST_DETAILS: u32 = 1_000;

    /// Reads options from a host language's object.
    ///
    /// # Errors
    /// The deserializer's own outside; inside, everything wrong with the options, each with its path.
    pub fn read<'de, D: Deserializer<'de>>(input: D, case: FieldCase) -> Result<Result<Self, Error>, D::Error> {
        let mut reader = Reader::new(case);
        let options = reader.read::<ReportOptions, D>(input)?.unwrap_or_default();
        if reader.is_clean() {
            options.check_ranges(&mut reader);
        }
        Ok(reader.into_problems().into_result().map(|()| options))
    }

    /// # Errors
    /// Everything wrong with the options, for this cohort.
    pub(super) fn check(&self, cohort: &Cohort) -> Result<(), Error> {
        let mut reader = Reader::default();
        self.check_ranges(&mut reader);
        if reader.is_clean() {
            reader.field("insight", |reader| self.insight.check_cohort(reader, cohort));
            if let Some(audit) = &self.audit {
                reader.field("audit", |reader| crate::audit::check_attributes(reader, cohort, audit));
            }
        }
        reader.into_problems().into_result()
    }

    fn check_ranges(&self, reader: &mut Reader) {
        if let Some(title) = &self.title {
            reader.field("title", |reader| text(reader, title, false));
        }
        reader.field("insight", |reader| self.insight.check_ranges(reader));
        if let Some(audit) = &self.audit {
            reader.field("audit", |reader| audit.check_ranges(reader));
        }
        if self.details > Self::MOST_DETAILS {
            let message = format!("`{}` is not from 0 to {}", self.details, Self::MOST_DETAILS);
            reader.field("details", |reader| reader.problem(ErrorCode::OutOfRange, message));
        }
    }
}
