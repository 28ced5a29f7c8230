//! The document of the curve between the most points and the most people: what one more person matched costs.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Run;
use crate::error::{Error, ErrorCode};
use crate::read::{FieldCase, Reader, excerpt, record};
use crate::status::Status;

/// For every number of mentees with a mentor, the most points: from the most points of all to as many mentees as possible.
///
/// The curve is concave: whoever is matched next costs no less than the one before. It is made of straight stretches, so its
/// bends are all there is to know, and `points` are these, as many as were asked for; what may be hidden between two of them
/// is told.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct CoverageCurve {
    /// Always `fireside/coverage-curve/1`.
    pub schema: String,
    /// `optimal` if the whole curve is known, `within_gap` if it has more bends than points were asked for, `deadline` if time ran
    /// out.
    pub status: Status,
    /// Bends of the curve, in the order of `matched`. The first is a matching with the most points of all (of several, one with
    /// the most people), the last one of the objective `coverage`.
    pub points: Vec<CoveragePoint>,
    /// No matching gives more mentees a mentor.
    pub most: u32,
    /// Ids of the mentors who prove it, as in the certificate of the objective `coverage`.
    pub scarce: Vec<String>,
    /// What the answer was made from.
    pub run: Run,
}

/// One point of the curve, its proof, and what is known up to the next point.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct CoveragePoint {
    /// How many mentees have a mentor.
    pub matched: u32,
    /// The most points with so many.
    pub total_points: i64,
    /// What no matching of so many exceeds, as `prices` and `bonus` prove over every eligible pair: `total_points`, unless the
    /// deadline came first.
    pub bound_points: i64,
    /// What these people cost: the points of the first point, less these.
    pub cost: i64,
    /// Were every mentee with a mentor worth so many points more, this matching would be the best (of equally good ones, with the most
    /// people). So k mentees can have no more than `bound_points` + (`matched` − k) · `bonus`.
    pub bonus: i64,
    /// Whether the curve is straight up to the next point; true of the last one.
    pub exact: bool,
    /// By how many points the curve may be above the straight line to the next point, at most; 0 if `exact`.
    pub doubt_points: i64,
    /// Mentors' prices in points; those not listed are 0. Seats times price, and what mentees gain at most at these prices with the
    /// bonus for their first mentor, sum to `bound_points` + `matched` · `bonus`.
    pub prices: BTreeMap<String, i64>,
}

record!(CoverageCurve { required: schema, status, points, most, scarce, run; optional: ; });
record!(CoveragePoint {
    required: matched, total_points, bound_points, cost, bonus, exact, doubt_points, prices;
    optional: ;
});

impl CoverageCurve {
    /// The schema this version reads and writes.
    pub const SCHEMA: &'static str = "fireside/coverage-curve/1";

    /// The document, on one line; the same bytes in every language.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Plain data with text keys: serialisation into memory has no way to fail.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads a document back, for example to verify it later.
    ///
    /// # Errors
    /// Text that is not such a document, with everything that is wrong with it.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        let mut reader = Reader::new(FieldCase::Snake);
        let curve = reader.read_json::<CoverageCurve>(text)?.unwrap_or_default();
        reader.into_problems().into_result()?;
        if curve.schema != CoverageCurve::SCHEMA {
            let message = format!("`{}` is not `{}`", excerpt(&curve.schema), CoverageCurve::SCHEMA);
            return Err(Error::new(ErrorCode::UnsupportedSchema, "schema", message));
        }
        Ok(curve)
    }
}
