//! How good a model is on what it has not seen: how often it is right, and whether its chances come true.
//!
//! Reference: J. A. Hanley, B. J. McNeil, "The meaning and use of the area under a receiver operating characteristic (ROC) curve",
//! Radiology 143, 1982.

use super::CalibrationBin;
use crate::statistics::wilson;

/// Bins of the calibration.
const BINS: usize = 10;

/// How likely a success has a greater chance than a failure, equal ones counting half: the area under the ROC curve. `None` without
/// one of each. O(n log n).
pub(super) fn auc(chances: &[(f64, bool)]) -> Option<f64> {
    let mut sorted = chances.to_vec();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut below, mut wins, mut successes, mut failures) = (0_u64, 0_u64, 0_u64, 0_u64);
    for same in sorted.chunk_by(|a, b| a.0 == b.0) {
        let good = same.iter().filter(|one| one.1).count() as u64;
        let bad = same.len() as u64 - good;
        // Twice, so that halves are whole.
        wins += good * (2 * below + bad);
        below += bad;
        successes += good;
        failures += bad;
    }
    (successes > 0 && failures > 0).then(|| wins as f64 / (2 * successes * failures) as f64)
}

/// The standard error of an area under the curve (Hanley and McNeil).
pub(super) fn standard_error(area: f64, successes: f64, failures: f64) -> f64 {
    let (one, two) = (area / (2.0 - area), 2.0 * area * area / (1.0 + area));
    let spread = area * (1.0 - area) + (successes - 1.0) * (one - area * area) + (failures - 1.0) * (two - area * area);
    (spread.max(0.0) / (successes * failures)).sqrt()
}

/// What was expected of chances, in ten parts by their order, and what came.
pub(super) fn calibration(mut chances: Vec<(f64, bool)>) -> Vec<CalibrationBin> {
    chances.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let size = chances.len().div_ceil(BINS).max(1);
    let bin = |bin: &[(f64, bool)]| {
        let good = bin.iter().filter(|one| one.1).count();
        let (low, high) = wilson(good as u64, bin.len() as u64);
        let (count, good) = (bin.len() as f64, good as f64);
        CalibrationBin {
            observations: bin.len() as u32,
            expected: told(bin.iter().map(|one| one.0).sum::<f64>() / count),
            accepted: told(good / count),
            low: told(low),
            high: told(high),
        }
    };
    chances.chunks(size).map(bin).collect()
}

/// To four digits, as it is told.
pub(super) fn told(number: f64) -> f64 {
    (number * 10_000.0).round() / 10_000.0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// The area is the share of pairs that are in the right order.
        #[test]
        fn the_area_counts_pairs(chances in prop::collection::vec((0..6_u8, any::<bool>()), 0..30)) {
            let chances: Vec<(f64, bool)> = chances.into_iter().map(|(chance, success)| (f64::from(chance), success)).collect();
            let (mut right, mut all) = (0.0, 0.0);
            for one in chances.iter().filter(|one| one.1) {
                for other in chances.iter().filter(|other| !other.1) {
                    all += 1.0;
                    right += if one.0 > other.0 { 1.0 } else if one.0 == other.0 { 0.5 } else { 0.0 };
                }
            }
            let expected = (all > 0.0).then(|| right / all);
            prop_assert_eq!(auc(&chances).is_some(), expected.is_some());
            prop_assert!((auc(&chances).unwrap_or(0.0) - expected.unwrap_or(0.0)).abs() < 1e-12);
        }

        /// Every observation is in one part, parts are in order, and what came is within its interval.
        #[test]
        fn calibration_has_everybody(chances in prop::collection::vec((0.0..1.0_f64, any::<bool>()), 1..200)) {
            let bins = calibration(chances.clone());
            prop_assert!(bins.len() <= BINS);
            prop_assert_eq!(bins.iter().map(|bin| bin.observations as usize).sum::<usize>(), chances.len());
            prop_assert!(bins.windows(2).all(|two| two[0].expected <= two[1].expected));
            prop_assert!(bins.iter().all(|bin| bin.low <= bin.accepted && bin.accepted <= bin.high));
        }
    }
}
