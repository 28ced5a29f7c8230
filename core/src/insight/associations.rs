//! Outcomes of those who were matched beside that of the others.

use std::collections::{BTreeMap, BTreeSet};

use super::document::Association;
use super::round::{Round, to_millionths};
use crate::points::fixed;

/// Fewer on a side say nothing.
const FEWEST: u32 = 30;

/// Of a normal distribution, 95 of 100 are nearer to the mean than so many standard deviations.
const NEAR: f64 = 1.96;

/// For every outcome that the host knows, in the order of names.
pub(super) fn associations(round: &Round<'_>) -> Vec<Association> {
    if round.options.outcomes.is_empty() {
        return Vec::new();
    }
    let cohort = round.cohort;
    let ids = round.pairs.iter().flat_map(|pair| [&cohort.mentor(pair.mentor).id, &cohort.mentee(pair.mentee).id]);
    let participants: BTreeSet<&str> = ids.map(String::as_str).collect();
    round.options.outcomes.iter().map(|(name, values)| association(name, values, &participants)).collect()
}

/// Values in millionths: how many, their sum, and that of their squares. People are fewer than 2^23 and values within 2^40, so that no sum overflows.
#[derive(Default, Clone, Copy)]
struct Sums {
    count: u32,
    sum: i128,
    squares: i128,
}

impl Sums {
    fn add(&mut self, value: f64) {
        let value = i128::from(fixed(value));
        (self.count, self.sum, self.squares) = (self.count + 1, self.sum + value, self.squares + value * value);
    }

    fn mean(self) -> f64 {
        self.sum as f64 / f64::from(self.count) / 1e6
    }

    /// The sample variance of the mean: s² / n, with n Σ x² − (Σ x)² whole.
    fn variance_of_mean(self) -> f64 {
        let count = f64::from(self.count);
        let spread = i128::from(self.count).saturating_mul(self.squares) - self.sum.saturating_mul(self.sum);
        spread as f64 / (count * (count - 1.0)) / count / 1e12
    }
}

fn association(name: &str, values: &BTreeMap<String, f64>, participants: &BTreeSet<&str>) -> Association {
    let (mut matched, mut others) = (Sums::default(), Sums::default());
    for (id, &value) in values {
        let side = if participants.contains(id.as_str()) { &mut matched } else { &mut others };
        side.add(value);
    }
    let counted = Association {
        outcome: name.to_owned(),
        participants: matched.count,
        others: others.count,
        ..Association::default()
    };
    if matched.count.min(others.count) < FEWEST {
        return Association { refused: Some("too_few".to_owned()), ..counted };
    }
    let difference = matched.mean() - others.mean();
    let spread = NEAR * (matched.variance_of_mean() + others.variance_of_mean()).sqrt();
    Association {
        mean: Some(to_millionths(matched.mean())),
        mean_of_others: Some(to_millionths(others.mean())),
        difference: Some(to_millionths(difference)),
        low: Some(to_millionths(difference - spread)),
        high: Some(to_millionths(difference + spread)),
        ..counted
    }
}
