//! What is learnt of somebody from what happened: how likely they answer, and appear.
//!
//! **Model.** Each observation is a success or a failure, and its weight halves with every half life that lies between it and the
//! person's latest one. With prior counts a and b, and weighted successes A and failures B, the chance is taken to be the mean of
//! a Beta distribution, (a + A) / (a + b + A + B). So nobody is judged by one missed mail, nobody for what was long ago once there
//! is something newer, and silence changes nothing: only events do.
//!
//! **Integers.** Weights are powers of two in steps of a 64th of a half life, in units of 2^-32; so the result is the same
//! on every machine, whatever order events arrive in.
//!
//! Reference: A. Jøsang, R. Ismail, "The beta reputation system", 15th Bled Electronic Commerce Conference, 2002.

use crate::model::{DAY, Learning, Moment};
use crate::points::FULL;

/// 2^(-k/64), in units of 2^-32.
const POWERS: [u64; 64] = [
    4_294_967_296,
    4_248_701_965,
    4_202_935_003,
    4_157_661_043,
    4_112_874_773,
    4_068_570_940,
    4_024_744_348,
    3_981_389_855,
    3_938_502_376,
    3_896_076_880,
    3_854_108_391,
    3_812_591_987,
    3_771_522_796,
    3_730_896_002,
    3_690_706_840,
    3_650_950_594,
    3_611_622_603,
    3_572_718_252,
    3_534_232_978,
    3_496_162_267,
    3_458_501_653,
    3_421_246_719,
    3_384_393_094,
    3_347_936_457,
    3_311_872_529,
    3_276_197_082,
    3_240_905_930,
    3_205_994_934,
    3_171_459_999,
    3_137_297_074,
    3_103_502_151,
    3_070_071_267,
    3_037_000_500,
    3_004_285_971,
    2_971_923_842,
    2_939_910_317,
    2_908_241_642,
    2_876_914_102,
    2_845_924_021,
    2_815_267_765,
    2_784_941_738,
    2_754_942_382,
    2_725_266_179,
    2_695_909_648,
    2_666_869_345,
    2_638_141_863,
    2_609_723_834,
    2_581_611_923,
    2_553_802_834,
    2_526_293_303,
    2_499_080_105,
    2_472_160_047,
    2_445_529_972,
    2_419_186_755,
    2_393_127_307,
    2_367_348_571,
    2_341_847_524,
    2_316_621_173,
    2_291_666_561,
    2_266_980_759,
    2_242_560_872,
    2_218_404_036,
    2_194_507_417,
    2_170_868_212,
];

/// Whether it went well, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Observation {
    pub(crate) at: Moment,
    pub(crate) success: bool,
}

/// What is known of a chance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Chance {
    /// Of 1,000,000.
    pub(crate) mean: u32,
    /// How often it went well.
    pub(crate) successes: u32,
    /// Out of how many times.
    pub(crate) observations: u32,
}

/// The chance after these observations, in any order. O(observations).
pub(crate) fn chance(observations: &[Observation], learning: &Learning) -> Chance {
    let latest = observations.iter().map(|one| one.at).max().unwrap_or_default();
    let half_life = i64::from(learning.half_life_days.max(1)) * DAY;
    let (mut good, mut all, mut successes) = (0_u128, 0_u128, 0);
    for one in observations {
        let weight = u128::from(weight(latest.micros() - one.at.micros(), half_life));
        all += weight;
        if one.success {
            good += weight;
            successes += 1;
        }
    }
    let prior = |count: u32| u128::from(count) << 32;
    let (a, b) = (prior(learning.prior_successes), prior(learning.prior_failures));
    let mean = u128::from(FULL) * (a + good) / (a + b + all).max(1);
    Chance { mean: mean.min(u128::from(FULL)) as u32, successes, observations: observations.len() as u32 }
}

/// What an observation of so long ago counts, in units of 2^-32.
fn weight(age: i64, half_life: i64) -> u64 {
    let steps = i128::from(age.max(0)) * 64 / i128::from(half_life);
    let (whole, part) = (steps / 64, (steps % 64) as usize);
    let power = POWERS.get(part).copied().unwrap_or(0);
    if whole < 64 { power >> whole } else { 0 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn on_day(day: u32, success: bool) -> Observation {
        Observation { at: Moment::default().plus_days(day), success }
    }

    #[test]
    fn halves_with_every_half_life() {
        let learning = Learning { half_life_days: 10, prior_successes: 2, prior_failures: 1 };
        let mean = |all: &[Observation]| chance(all, &learning).mean;
        assert_eq!(mean(&[]), 666_666);
        assert_eq!(mean(&[on_day(0, true)]), 750_000);
        assert_eq!(mean(&[on_day(0, false)]), 500_000);
        // A failure ten days before a success counts half: 3 / 4.5.
        assert_eq!(mean(&[on_day(0, false), on_day(10, true)]), 666_666);
        // One of twenty days before counts a quarter: 3 / 4.25.
        assert_eq!(mean(&[on_day(20, true), on_day(0, false)]), 705_882);
        let long_ago = [on_day(0, false), on_day(50_000, true)];
        assert_eq!(mean(&long_ago), 750_000);
        assert_eq!((chance(&long_ago, &learning).successes, chance(&long_ago, &learning).observations), (1, 2));
    }

    proptest! {
        /// As floating-point numbers would have it, but for steps of a 64th.
        #[test]
        fn is_a_power_of_two(age in 0..40_000_i64, half_life in 1..2_000_i64) {
            let exact = (-(age as f64) / half_life as f64).exp2();
            let ours = weight(age * DAY, half_life * DAY) as f64 / (1_u64 << 32) as f64;
            prop_assert!(ours >= exact - 1e-9 && ours <= exact * 1.011 + 1e-9, "{ours} for {exact}");
        }

        /// More successes never lower it, more failures never raise it, order does not matter.
        #[test]
        fn is_monotone(mut all in prop::collection::vec((0..1_000_u32, any::<bool>()), 0..12)) {
            let learning = Learning::default();
            let make = |all: &[(u32, bool)]| chance(&all.iter().map(|&(day, ok)| on_day(day, ok)).collect::<Vec<_>>(), &learning);
            let before = make(&all);
            let latest = all.iter().map(|one| one.0).max().unwrap_or(0);
            all.reverse();
            prop_assert_eq!(make(&all), before);
            all.push((latest, true));
            prop_assert!(make(&all).mean >= before.mean);
            all.pop();
            all.push((latest, false));
            prop_assert!(make(&all).mean <= before.mean);
        }
    }
}
