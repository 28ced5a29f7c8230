//! What outcomes say of a policy's weights: which components told proposals that were accepted from those that were not.
//!
//! **Observations.** Every proposal that was answered, or let lapse: a success if it was accepted, whatever came after. Their components are those of
//! the cohort as it is now. **Held out**: the model is judged on pairs it has not seen, in five parts, by a hash of the ids; the weights come from all.
//!
//! Overlap alone does not predict acceptance, and little data predicts nothing. So there are no weights, but a reason, if there are
//! too few observations, or the model tells accepted from not accepted no better than chance on what it has not seen.

mod document;
mod judged;
mod logistic;

use crate::cohort::Cohort;
use crate::control::Control;
use crate::error::Error;
use crate::journal::ledger::Ledger;
use crate::journal::talk::{State, Talk};
use crate::model::{Pair, Rule};
use crate::points::FULL;
use crate::score::{COMPONENTS, interests};
use crate::ties::Ties;
use crate::words::Phrase;
pub use document::{CalibrationBin, FittedWeight, WeightFit};
use judged::{auc, calibration, standard_error, told};
use logistic::{Model, Row, fit};

/// The fewest observations, and the fewest of either outcome.
const FEWEST: usize = 200;
const FEWEST_OF_EITHER: usize = 40;

/// Parts that are held out, one after the other.
const PARTS: u64 = 5;

/// How much large weights cost.
const LAMBDA: f64 = 1.0;

/// A proposal, for the fit.
struct Observation {
    row: Row,
    points: u32,
    part: u64,
}

/// How often proposals between two people were accepted and not, in the order in which they were made.
pub(crate) type Outcomes = Vec<(Pair, Vec<bool>)>;

/// What became of all proposals that were answered, or let lapse. O(conversations · log).
pub(crate) fn outcomes(ledger: &Ledger) -> Outcomes {
    let of_two = |talks: &[Talk]| talks.iter().filter_map(outcome).collect::<Vec<bool>>();
    let all = ledger.threads_in_order().into_iter().map(|(pair, thread)| (pair, of_two(&thread.talks)));
    all.filter(|(_, outcomes)| !outcomes.is_empty()).collect()
}

/// Fits the weights. O(passes · observations · components).
///
/// # Errors
/// Cancelled. A deadline is a refusal.
pub(crate) fn fit_weights(cohort: &Cohort, outcomes: &Outcomes, control: &Control) -> Result<WeightFit, Error> {
    let names = names(cohort);
    let mut seen: Vec<Observation> = Vec::new();
    for (pair, outcomes) in outcomes {
        control.check()?;
        seen.extend(observed(cohort, &names, pair, outcomes));
    }
    let accepted = seen.iter().filter(|one| one.row.success).count();
    let failures = seen.len() - accepted;
    let words = cohort.words();
    let fitted = WeightFit::of(seen.len() as u32, accepted as u32);
    if seen.len() < FEWEST || accepted.min(failures) < FEWEST_OF_EITHER {
        let arguments = [seen.len().into(), accepted.into(), FEWEST.into(), FEWEST_OF_EITHER.into()];
        let detail = words.say(Phrase::FitTooFew, &arguments);
        return Ok(fitted.refuse("too_few", detail));
    }
    let late = |fitted: WeightFit| Ok(fitted.refuse("deadline", words.say(Phrase::FitDeadline, &[])));
    let Some(held_out) = held_out(&seen, names.len(), control)? else { return late(fitted) };
    let area = auc(&held_out).unwrap_or(0.5);
    let error = standard_error(area, accepted as f64, failures as f64);
    let alone = |of: &dyn Fn(&Observation) -> f64| {
        let values: Vec<(f64, bool)> = seen.iter().map(|one| (of(one), one.row.success)).collect();
        auc(&values).map(told)
    };
    let mut fitted = WeightFit {
        auc: Some(told(area)),
        auc_error: Some(told(error)),
        auc_of_points: alone(&|one| f64::from(one.points)),
        calibration: calibration(held_out),
        ..fitted
    };
    if area - 2.0 * error <= 0.5 {
        let [right, margin] = [area * 100.0, error * 200.0].map(|share| words.decimal(&format!("{share:.1}")));
        let detail = words.say(Phrase::FitNoBetterThanChance, &[(&right).into(), (&margin).into()]);
        return Ok(fitted.refuse("no_better_than_chance", detail));
    }
    let all: Vec<&Row> = seen.iter().map(|one| &one.row).collect();
    let Some(Model { weights, .. }) = fit(&all, names.len(), LAMBDA, control)? else { return late(fitted) };
    let of_100 = |weights: &[f64]| -> Vec<f64> {
        let whole: f64 = weights.iter().sum();
        weights.iter().map(|weight| if whole > 0.0 { told(weight * 100.0 / whole) } else { 0.0 }).collect()
    };
    let stated = names.iter().map(|(at, _)| cohort.scorer().weights.get(*at).copied().unwrap_or(0.0));
    let stated = of_100(&stated.collect::<Vec<_>>());
    let both = of_100(&weights).into_iter().zip(stated);
    let weights = names.iter().enumerate().zip(both).map(|((k, (_, component)), (fitted, stated))| FittedWeight {
        component: component.clone(),
        stated,
        fitted,
        auc_alone: alone(&|one| one.row.values.get(k).copied().unwrap_or(0.0)),
    });
    fitted.weights = weights.collect();
    Ok(fitted)
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
fn observed(cohort: &Cohort, names: &[(usize, String)], pair: &Pair, outcomes: &[bool]) -> Vec<Observation> {
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
    outcomes.iter().copied().map(one).collect()
}

/// Whether a proposal was accepted; nothing if it was taken back, waits, or nobody had asked.
fn outcome(talk: &Talk) -> Option<bool> {
    let (answered, _) = talk.answered?;
    Some(answered && talk.state != State::Declined)
}

/// What each proposal's chance is by the model of the others; nothing if the deadline came first.
fn held_out(seen: &[Observation], components: usize, control: &Control) -> Result<Option<Vec<(f64, bool)>>, Error> {
    let mut chances = Vec::with_capacity(seen.len());
    for part in 0..PARTS {
        let others: Vec<&Row> = seen.iter().filter(|one| one.part != part).map(|one| &one.row).collect();
        let Some(model) = fit(&others, components, LAMBDA, control)? else { return Ok(None) };
        let mine = seen.iter().filter(|one| one.part == part);
        chances.extend(mine.map(|one| (model.chance(&one.row.values), one.row.success)));
    }
    Ok(Some(chances))
}
