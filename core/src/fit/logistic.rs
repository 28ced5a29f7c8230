//! Regularised logistic regression with weights that are not negative.
//!
//! **Problem.** Rows x in [0, 1]^d with outcomes y in {0, 1}. Find b and w ≥ 0 that minimise Σ log(1 + exp(−s (b + w·x))) + λ/2 |w|²,
//! s = ±1 by outcome. The bound is part of the question: a policy cannot say that a component speaks against a pair.
//!
//! **Method.** Coordinate descent with Newton steps on the quadratic bound σ' ≤ 1/4 (so each step lowers the objective), projected to w ≥ 0,
//! until no step is larger than 10^-7 or 2,000 passes are done. O(passes · n · d).
//!
//! **Determinism.** Nothing but additions, multiplications and divisions of IEEE numbers, in a fixed order: the same result on every
//! machine. Hence an exponential of our own.
//!
//! Reference: R. Tibshirani, J. Friedman, T. Hastie, "Regularization paths for generalized linear models via coordinate descent",
//! J. Statistical Software 33, 2010.

use crate::control::Control;
use crate::error::Error;

/// What was fitted.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Model {
    pub(super) bias: f64,
    pub(super) weights: Vec<f64>,
}

/// One observation: the values of its components, and whether it went well.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub(super) values: Vec<f64>,
    pub(super) success: bool,
}

const PASSES: usize = 2_000;
const ENOUGH: f64 = 1e-7;

/// e^x for |x| ≤ 700, to about 15 digits.
fn exp(x: f64) -> f64 {
    const LN_2: f64 = std::f64::consts::LN_2;
    let x = x.clamp(-700.0, 700.0);
    let whole = (x / LN_2).round();
    let rest = x - whole * LN_2;
    let (mut term, mut sum) = (1.0, 1.0);
    for k in 1..=18 {
        term *= rest / f64::from(k);
        sum += term;
    }
    // A power of two by its bits.
    sum * f64::from_bits(((whole as i64 + 1_023) as u64) << 52)
}

fn sigmoid(x: f64) -> f64 {
    if x >= 0.0 {
        1.0 / (1.0 + exp(-x))
    } else {
        let e = exp(x);
        e / (1.0 + e)
    }
}

impl Model {
    /// The chance of success.
    pub(super) fn chance(&self, values: &[f64]) -> f64 {
        sigmoid(self.bias + self.weights.iter().zip(values).map(|(weight, value)| weight * value).sum::<f64>())
    }
}

/// The best model of these rows, which all have `components` values; nothing if the deadline came first.
///
/// # Errors
/// Cancelled.
pub(super) fn fit(rows: &[&Row], components: usize, lambda: f64, control: &Control) -> Result<Option<Model>, Error> {
    let mut model = Model { bias: 0.0, weights: vec![0.0; components] };
    // b + w·x of each row, kept up to date.
    let mut scores = vec![0.0; rows.len()];
    let squares: Vec<f64> = (0..components)
        .map(|k| rows.iter().map(|row| value(row, k) * value(row, k)).sum::<f64>() / 4.0 + lambda)
        .collect();
    for _ in 0..PASSES {
        control.check()?;
        if control.is_expired() {
            return Ok(None);
        }
        let slope: f64 = rows.iter().zip(&scores).map(|(row, score)| miss(row, *score)).sum();
        let step = -slope / (rows.len().max(1) as f64 / 4.0);
        model.bias += step;
        scores.iter_mut().for_each(|score| *score += step);
        let mut largest = step.abs();
        for (k, (weight, square)) in model.weights.iter_mut().zip(&squares).enumerate() {
            let slope: f64 = rows.iter().zip(&scores).map(|(row, score)| miss(row, *score) * value(row, k)).sum();
            let better = (*weight - (slope + lambda * *weight) / square.max(f64::MIN_POSITIVE)).max(0.0);
            let step = better - *weight;
            *weight = better;
            if step != 0.0 {
                scores.iter_mut().zip(rows).for_each(|(score, row)| *score += step * value(row, k));
            }
            largest = largest.max(step.abs());
        }
        if largest < ENOUGH {
            break;
        }
    }
    Ok(Some(model))
}

fn value(row: &Row, k: usize) -> f64 {
    row.values.get(k).copied().unwrap_or(0.0)
}

/// How far a prediction is off: the slope of the loss.
fn miss(row: &Row, score: f64) -> f64 {
    sigmoid(score) - if row.success { 1.0 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn loss(rows: &[&Row], model: &Model, lambda: f64) -> f64 {
        let data = rows.iter().map(|row| {
            let chance = model.chance(&row.values).clamp(1e-12, 1.0 - 1e-12);
            -(if row.success { chance.ln() } else { (1.0 - chance).ln() })
        });
        data.sum::<f64>() + lambda / 2.0 * model.weights.iter().map(|weight| weight * weight).sum::<f64>()
    }

    proptest! {
        #[test]
        fn the_exponential_is_one(x in -600.0..600.0_f64) {
            prop_assert!((exp(x) / x.exp() - 1.0).abs() < 1e-12);
        }

        /// No step aside is better, within what may be.
        #[test]
        fn is_the_best_there_is(
            table in prop::collection::vec((prop::collection::vec(0.0..1.0_f64, 3), any::<bool>()), 2..40),
            lambda in 0.1..5.0_f64,
        ) {
            let rows: Vec<Row> = table.into_iter().map(|(values, success)| Row { values, success }).collect();
            // With outcomes of one kind the bias has no end.
            prop_assume!(rows.iter().any(|row| row.success) && rows.iter().any(|row| !row.success));
            let rows: Vec<&Row> = rows.iter().collect();
            let model = fit(&rows, 3, lambda, &Control::new()).unwrap().unwrap();
            let best = loss(&rows, &model, lambda);
            for k in 0..4 {
                for step in [-0.01, 0.01] {
                    let mut other = model.clone();
                    let number = if k == 3 { &mut other.bias } else { &mut other.weights[k] };
                    *number += step;
                    if k < 3 && *number < 0.0 { continue; }
                    prop_assert!(loss(&rows, &other, lambda) >= best - 1e-6);
                }
            }
        }
    }
}
