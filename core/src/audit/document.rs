//! The document `fireside/audit/1`: what became of groups, side by side.

use serde::Serialize;

use super::table;
#[cfg(feature = "arrow")]
use crate::error::Error;
use crate::matching::Run;
use crate::points::{number, optional_number};
use crate::side::Side;

/// What became of groups of people, side by side. It says nothing about why, and nothing about any law.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Audit {
    /// Always `fireside/audit/1`.
    pub schema: String,
    /// The attributes that were asked for.
    pub by: Vec<String>,
    /// What impact ratios are compared with.
    #[serde(serialize_with = "number")]
    pub threshold: f64,
    /// Groups of fewer people are suppressed.
    pub min_group: u32,
    /// Of how many best possible partners one counts as one of the best.
    pub best: u32,
    /// What is counted and how, since toolkits differ.
    pub metrics: Vec<AuditMetric>,
    /// Of mentees, then of mentors: by each attribute, then by all together.
    pub tables: Vec<AuditTable>,
    /// What the matching was made from.
    pub run: Run,
}

/// A figure and how it comes about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct AuditMetric {
    /// Its stable name.
    pub code: String,
    /// Of the fields of rows and tables.
    pub formula: String,
}

/// The groups of one side by some attributes.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct AuditTable {
    /// Whose groups.
    pub side: Side,
    /// By which attributes.
    pub by: Vec<String>,
    /// Whether somebody states several values and counts in each of their groups, so that groups have more people together than there are.
    pub overlapping: bool,
    /// Why no group of the table is shown, if so: which of its rows may be shown was not found within bounds. That by several attributes is the first; of
    /// its rows only that of all who take part is then listed. So it often is by three attributes or more, of one of which people state several values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withheld: Option<AuditWithheld>,
    /// The median points of the best pairings of all who are matched; of an even number of them, the mean of the middle two.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "optional_number")]
    pub median_points: Option<f64>,
    /// All who take part, then the groups in the order of their values, then those who are in no group.
    pub rows: Vec<AuditRow>,
    /// How far the rates of the groups that are shown are apart; none if fewer than two are.
    pub parity: Vec<AuditParity>,
}

/// Why no group of a table is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum AuditWithheld {
    /// Which of its rows tell nothing of others was not found within the bounds of the search: there are too many groups for so few people.
    Undecided,
}

/// Who is counted in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum AuditRowKind {
    /// All who take part on this side.
    All,
    /// Whoever has these values.
    Group,
    /// Whoever has a value that nobody else of them has, which is not named. Compared with nobody.
    Unnamed,
    /// Whoever does not state the attribute, or not all of them. Compared with nobody.
    Unknown,
}

impl AuditRowKind {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            AuditRowKind::All => "all",
            AuditRowKind::Group => "group",
            AuditRowKind::Unnamed => "unnamed",
            AuditRowKind::Unknown => "unknown",
        }
    }
}

/// A value that makes a group: a text (of a band, `<30`, `30..<45` or `>=60`) or a number.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum AuditValue {
    /// A text, or one of a list's, or a band.
    Text(String),
    /// A number.
    Number(#[serde(serialize_with = "number")] f64),
}

/// People who are counted together.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct AuditRow {
    /// Who they are.
    pub kind: AuditRowKind,
    /// Of a group, its value of each of the table's attributes.
    pub values: Vec<AuditValue>,
    /// Whether its figures are not shown, because they or what they would give away are about too few people.
    pub suppressed: bool,
    /// How many take part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub people: Option<u64>,
    /// How many of them have a pairing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub matched: Option<u64>,
    /// How many have one with one of their best possible partners.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub best: Option<u64>,
    /// How many have one of more points than the table's median.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub above_median: Option<u64>,
    /// The points of all their pairings. Neither these nor their means nor the median are shown where the other side, of as many points, has fewer than `min_group` people
    /// and is in the document, too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub points: Option<u64>,
    /// Points by person, those without a pairing counting 0.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "optional_number")]
    pub mean_points: Option<f64>,
    /// Points by person who has a pairing.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "optional_number")]
    pub mean_points_matched: Option<f64>,
    /// Shares of them; none of a row that is suppressed, or of nobody.
    pub rates: Vec<AuditRate>,
}

/// A share of a row's people, to six decimals, as is everything about it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct AuditRate {
    /// Of what: `matched`, `best` or `above_median`.
    pub metric: String,
    /// How many by people.
    #[serde(serialize_with = "number")]
    pub rate: f64,
    /// The share might as well be this, or anything up to `high`: 95 of 100 such intervals have the truth in them (Wilson 1927).
    #[serde(serialize_with = "number")]
    pub low: f64,
    /// See `low`.
    #[serde(serialize_with = "number")]
    pub high: f64,
    /// The rate by that of the group with the highest (of equals, the first) of those that are shown; absent if that is 0.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "optional_number")]
    pub impact_ratio: Option<f64>,
    /// Whether the ratio is below the threshold that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub below_threshold: Option<bool>,
    /// The rate less the highest one; absent of the group that has it.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "optional_number")]
    pub difference: Option<f64>,
    /// The difference might as well be this, or anything up to `difference_high` (Newcombe 1998, method 10, 95 of 100).
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "optional_number")]
    pub difference_low: Option<f64>,
    /// See `difference_low`.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "optional_number")]
    pub difference_high: Option<f64>,
    /// How likely counts as unlikely as these are, if the metric had nothing to do with being in the group, beside all others whose
    /// values are known (Fisher's exact test, two-sided); absent if there are none, or that row is suppressed which tells how many.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "optional_number")]
    pub fisher_p: Option<f64>,
}

/// How far the rates of groups are apart, as Fairlearn's `demographic_parity_difference` and `demographic_parity_ratio` have it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct AuditParity {
    /// Of what: `matched`, `best` or `above_median`.
    pub metric: String,
    /// The values of the first group with the highest rate.
    pub highest: Vec<AuditValue>,
    /// The values of the first group with the lowest rate.
    pub lowest: Vec<AuditValue>,
    /// The highest rate less the lowest.
    #[serde(serialize_with = "number")]
    pub difference: f64,
    /// The lowest rate by the highest; absent if that is 0.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "optional_number")]
    pub ratio: Option<f64>,
}

impl Audit {
    /// The schema this version writes.
    pub const SCHEMA: &'static str = "fireside/audit/1";

    /// The document as JSON, on one line.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// All rows of all tables as one table in CSV (RFC 4180), with a header: a column for each attribute, empty where a table is not by it,
    /// and nine for each rate. A text that a spreadsheet would take for a formula begins with a `'`.
    #[must_use]
    pub fn to_csv(&self) -> String {
        table::table(self).to_csv()
    }

    /// The same table as an Arrow IPC stream, with the same columns and rows; the same bytes in every language. Texts are Utf8 (and as people wrote
    /// them), counts and points Int64, shares Float64, `below_threshold` and `suppressed` Boolean; what is absent or suppressed is null. A value of
    /// an attribute is a text, also where it is a number. The metadata of the schema has `fireside.schema`, `fireside/audit/1`, and `fireside.table`,
    /// `groups`; that of a field `fireside.unit`, if it has one: `people`, `points`, `share`, `ratio` or `probability`.
    ///
    /// O(rows · columns).
    ///
    /// # Errors
    /// [`TooLarge`](crate::ErrorCode::TooLarge) if the texts of a column are 2 GiB or more together.
    #[cfg(feature = "arrow")]
    pub fn to_arrow(&self) -> Result<Vec<u8>, Error> {
        table::table(self).to_arrow()
    }
}
