//! The document `fireside/weight-fit/1`: what outcomes say of the weights.

use serde::Serialize;

use crate::points::{number, optional_number};

/// What outcomes say of the weights.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct WeightFit {
    /// Always `fireside/weight-fit/1`.
    pub schema: String,
    /// Proposals that were answered or let lapse, between people who are there and may be scored.
    pub observations: u32,
    /// How many of them were accepted.
    pub accepted: u32,
    /// Why there are no weights: `too_few`, `no_better_than_chance` or `deadline`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
    /// The reason in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The weights that fit best, of 100 together, in the order of breakdowns; none if refused.
    pub weights: Vec<FittedWeight>,
    /// How likely a proposal that was accepted has a greater chance than one that was not, on proposals that the model had not seen:
    /// 0.5 is chance, 1 is never wrong.
    #[serde(serialize_with = "optional_number")]
    pub auc: Option<f64>,
    /// Its standard error (Hanley and McNeil 1982).
    #[serde(serialize_with = "optional_number")]
    pub auc_error: Option<f64>,
    /// The same of the points that pairs have by the policy as it is.
    #[serde(serialize_with = "optional_number")]
    pub auc_of_points: Option<f64>,
    /// Of the proposals in the order of their chance by a model that had not seen them, in ten parts: what was expected, and what came.
    pub calibration: Vec<CalibrationBin>,
}

/// A weight.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct FittedWeight {
    /// A component, or a soft rule as breakdowns call it.
    pub component: String,
    /// As the policy has it, of 100 together.
    #[serde(serialize_with = "number")]
    pub stated: f64,
    /// As outcomes have it.
    #[serde(serialize_with = "number")]
    pub fitted: f64,
    /// How likely a proposal that was accepted has a greater value of this component than one that was not, equal ones counting half: what
    /// it tells alone.
    #[serde(serialize_with = "optional_number")]
    pub auc_alone: Option<f64>,
}

/// Some of the observations.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct CalibrationBin {
    /// How many.
    pub observations: u32,
    /// The mean of their chances.
    #[serde(serialize_with = "number")]
    pub expected: f64,
    /// The share that was accepted.
    #[serde(serialize_with = "number")]
    pub accepted: f64,
    /// The share might as well be this, or anything up to `high`: 95 of 100 such intervals have the truth in them (Wilson 1927).
    #[serde(serialize_with = "number")]
    pub low: f64,
    /// See `low`.
    #[serde(serialize_with = "number")]
    pub high: f64,
}

impl WeightFit {
    /// The schema this version writes.
    pub const SCHEMA: &'static str = "fireside/weight-fit/1";

    /// Of so many observations, with nothing found yet.
    pub(super) fn of(observations: u32, accepted: u32) -> Self {
        WeightFit {
            schema: WeightFit::SCHEMA.to_owned(),
            observations,
            accepted,
            refused: None,
            detail: None,
            weights: Vec::new(),
            auc: None,
            auc_error: None,
            auc_of_points: None,
            calibration: Vec::new(),
        }
    }

    pub(super) fn refuse(self, reason: &str, detail: String) -> Self {
        WeightFit { refused: Some(reason.to_owned()), detail: Some(detail), weights: Vec::new(), ..self }
    }

    /// The document as JSON, on one line.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}
