//! What outcomes say of a policy's weights: which components told proposals that were accepted from those that were not.
//!
//! **Observations.** Every proposal that was answered, or let lapse: a success if it was accepted, whatever came after. Their components are those of
//! the cohort as it is now. **Held out**: the model is judged on pairs it has not seen, in five parts, by a hash of the ids; the weights come from all.
//!
//! Overlap alone does not predict acceptance, and little data predicts nothing. So there are no weights, but a reason, if there are
//! too few observations, or the model tells accepted from not accepted no better than chance on what it has not seen.

mod logistic;

use serde::Serialize;

use crate::cohort::Cohort;
use crate::journal::ledger::Ledger;
use crate::journal::talk::{State, Talk};
use crate::model::{Pair, Rule};
use crate::points::FULL;
use crate::score::{COMPONENTS, interests};
use crate::ties::Ties;
use logistic::{Model, Row, auc, fit};

/// The fewest observations, and the fewest of either outcome.
const FEWEST: usize = 200;
const FEWEST_OF_EITHER: usize = 40;

/// Parts that are held out, one after the other.
const PARTS: u64 = 5;

/// How much large weights cost.
const LAMBDA: f64 = 1.0;

/// Bins of the calibration.
const BINS: usize = 10;

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
    /// Why there are no weights: `too_few` or `no_better_than_chance`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
    /// The reason in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The weights that fit best, of 100 together, in the order of breakdowns; none if refused.
    pub weights: Vec<FittedWeight>,
    /// How likely a proposal that was accepted has a greater chance than one that was not, on proposals that the model had not seen:
    /// 0.5 is chance, 1 is never wrong.
    pub auc: Option<f64>,
    /// Its standard error (Hanley and McNeil 1982).
    pub auc_error: Option<f64>,
    /// The same of the points that pairs have by the policy as it is.
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
    pub stated: f64,
    /// As outcomes have it.
    pub fitted: f64,
}

/// Some of the observations.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct CalibrationBin {
    /// How many.
    pub observations: u32,
    /// The mean of their chances.
    pub expected: f64,
    /// The share that was accepted.
    pub accepted: f64,
}

impl WeightFit {
    /// The schema this version writes.
    pub const SCHEMA: &'static str = "fireside/weight-fit/1";
}

/// A proposal, for the fit.
struct Observation {
    row: Row,
    points: u32,
    part: u64,
}

/// Fits the weights. O(passes · observations · components).
pub(crate) fn fit_weights(cohort: &Cohort, ledger: &Ledger) -> WeightFit {
    let names = names(cohort);
    let components: Vec<String> = names.iter().map(|(_, name)| name.clone()).collect();
    let seen: Vec<Observation> =
        ledger.threads.iter().flat_map(|(pair, thread)| observed(cohort, &names, pair, &thread.talks)).collect();
    let accepted = seen.iter().filter(|one| one.row.success).count();
    let mut fitted = WeightFit {
        schema: WeightFit::SCHEMA.to_owned(),
        observations: seen.len() as u32,
        accepted: accepted as u32,
        refused: None,
        detail: None,
        weights: Vec::new(),
        auc: None,
        auc_error: None,
        auc_of_points: None,
        calibration: Vec::new(),
    };
    let failures = seen.len() - accepted;
    if seen.len() < FEWEST || accepted.min(failures) < FEWEST_OF_EITHER {
        fitted.refused = Some("too_few".to_owned());
        fitted.detail = Some(format!(
            "{} proposals were answered or lapsed, {accepted} of them accepted; weights need {FEWEST}, and {FEWEST_OF_EITHER} of either outcome",
            seen.len()
        ));
        return fitted;
    }
    let held_out = held_out(&seen, components.len());
    let area = auc(&held_out).unwrap_or(0.5);
    let error = standard_error(area, accepted as f64, failures as f64);
    let points: Vec<(f64, bool)> = seen.iter().map(|one| (f64::from(one.points), one.row.success)).collect();
    (fitted.auc, fitted.auc_error, fitted.auc_of_points) =
        (Some(told(area)), Some(told(error)), auc(&points).map(told));
    fitted.calibration = calibration(held_out);
    if area - 2.0 * error <= 0.5 {
        fitted.refused = Some("no_better_than_chance".to_owned());
        fitted.detail = Some(format!(
            "on proposals it had not seen the model was right in {:.1} % of comparisons, give or take {:.1}: no better than chance",
            area * 100.0,
            error * 200.0
        ));
        return fitted;
    }
    let all: Vec<&Row> = seen.iter().map(|one| &one.row).collect();
    let Model { weights, .. } = fit(&all, components.len(), LAMBDA);
    let of_100 = |weights: &[f64]| -> Vec<f64> {
        let whole: f64 = weights.iter().sum();
        weights.iter().map(|weight| if whole > 0.0 { told(weight * 100.0 / whole) } else { 0.0 }).collect()
    };
    let stated = names.iter().map(|(at, _)| cohort.scorer().weights.get(*at).copied().unwrap_or(0.0));
    let stated = of_100(&stated.collect::<Vec<_>>());
    let weights = components.into_iter().zip(of_100(&weights).into_iter().zip(stated));
    fitted.weights = weights.map(|(component, (fitted, stated))| FittedWeight { component, stated, fitted }).collect();
    fitted
}

/// The components that are fitted, each with its place: all but what was learnt from outcomes, which would tell the model what it is to
/// foretell.
fn names(cohort: &Cohort) -> Vec<(usize, String)> {
    let soft = cohort.scorer().soft.iter().map(|rule| {
        let learnt = matches!(
            rule.rule,
            Rule::KeepPairs { .. }
                | Rule::PreferResponsive { .. }
                | Rule::PreferReliable { .. }
                | Rule::FavourPassedOver { .. }
        );
        (!learnt).then(|| rule.rule.label())
    });
    let all = COMPONENTS.iter().map(|name| Some((*name).to_owned())).chain(soft);
    all.enumerate().filter_map(|(at, name)| Some((at, name?))).collect()
}

/// The proposals of two people, with what they are worth to each other now.
fn observed(cohort: &Cohort, names: &[(usize, String)], pair: &Pair, talks: &[Talk]) -> Vec<Observation> {
    let outcomes: Vec<bool> = talks.iter().filter_map(outcome).collect();
    if outcomes.is_empty() {
        return Vec::new();
    }
    let both = cohort.find_mentor(&pair.mentor).zip(cohort.find_mentee(&pair.mentee));
    let Some((mentor, mentee)) = both else { return Vec::new() };
    let (roster, scorer) = (cohort.roster(), cohort.scorer());
    let interests = interests::interests(scorer, roster, mentor, mentee, |_| ());
    if !interests.shared {
        return Vec::new();
    }
    let overlap = scorer.overlap(roster, mentor, mentee);
    let values: Vec<u32> = scorer.values(roster, mentor, mentee, &interests, overlap).collect();
    let points = scorer.judge_interested(roster, mentor, mentee, &interests).points;
    let ties = Ties::none();
    let part = ties.person(&pair.mentor, 0).wrapping_add(ties.person(&pair.mentee, 1)) % PARTS;
    let value = |(at, _): &(usize, String)| f64::from(values.get(*at).copied().unwrap_or(0)) / f64::from(FULL);
    let values: Vec<f64> = names.iter().map(value).collect();
    let one = |success| Observation { row: Row { values: values.clone(), success }, points, part };
    outcomes.into_iter().map(one).collect()
}

/// Whether a proposal was accepted; nothing if it was taken back, waits, or nobody had asked.
fn outcome(talk: &Talk) -> Option<bool> {
    let (answered, _) = talk.answered?;
    Some(answered && talk.state != State::Declined)
}

/// What each proposal's chance is by the model of the others.
fn held_out(seen: &[Observation], components: usize) -> Vec<(f64, bool)> {
    let mut chances = Vec::with_capacity(seen.len());
    for part in 0..PARTS {
        let others: Vec<&Row> = seen.iter().filter(|one| one.part != part).map(|one| &one.row).collect();
        let model = fit(&others, components, LAMBDA);
        let mine = seen.iter().filter(|one| one.part == part);
        chances.extend(mine.map(|one| (model.chance(&one.row.values), one.row.success)));
    }
    chances
}

/// Of an area under the curve (J. A. Hanley, B. J. McNeil, "The meaning and use of the area under a receiver operating characteristic
/// (ROC) curve", Radiology 143, 1982).
fn standard_error(area: f64, successes: f64, failures: f64) -> f64 {
    let (one, two) = (area / (2.0 - area), 2.0 * area * area / (1.0 + area));
    let spread = area * (1.0 - area) + (successes - 1.0) * (one - area * area) + (failures - 1.0) * (two - area * area);
    (spread.max(0.0) / (successes * failures)).sqrt()
}

fn calibration(mut chances: Vec<(f64, bool)>) -> Vec<CalibrationBin> {
    chances.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let size = chances.len().div_ceil(BINS).max(1);
    let bin = |bin: &[(f64, bool)]| {
        let count = bin.len() as f64;
        CalibrationBin {
            observations: bin.len() as u32,
            expected: told(bin.iter().map(|one| one.0).sum::<f64>() / count),
            accepted: told(bin.iter().filter(|one| one.1).count() as f64 / count),
        }
    };
    chances.chunks(size).map(bin).collect()
}

/// To four digits, as it is told.
fn told(number: f64) -> f64 {
    (number * 10_000.0).round() / 10_000.0
}
