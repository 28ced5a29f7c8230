//! How long people did wait, as far as the journal says: what the model expects of those who wait is held against it.
//!
//! **Spells.** Somebody waits from when they want a mentor (they joined, said anew how many they want, came back, or a conversation of theirs
//! ended before it was held; those who were there from the beginning, since the journal's) until a conversation of theirs begins, or until now, if they still
//! wait. Whoever pauses or leaves stops waiting, and it is not known for how long they would have waited.
//!
//! **Ages.** Those who have waited long are not like those who have just come: seats went to others while they waited, for a reason that may
//! stay. So there are bands of age, from 0, 1, 2, 4, 8 … hours on, and band j has every minute that anybody waited beyond its age, and
//! every wait that ended there: d_j waits in E_j hours.
//!
//! **Calibration.** With λ̄_j, the mean of the model's rates of those who wait now and have waited that long, the model expects N_j = E_j λ̄_j
//! of these waits to end. What it says of them is then multiplied by
//!
//! κ_0 = (1 + d_0) / (1 + N_0), κ_j = (1 + d_j) / (1/κ_0 + N_j),
//!
//! the mean of a Gamma distribution which the model has, or everybody has, the weight of one wait in: 1 as long as nothing was seen.
//!
//! **Integers.** Seconds, rates in trillionths an hour, N in millionths and κ in billionths, each rounded down but for κ, which is never 0. O(log n) a
//! spell; no product overflows: E is below 2^65 for 2^32 people, λ̄ below 2^60 for 10,000 mentors.

use super::rates::{HOUR, Rate};

/// From an hour to 2^30 hours, and all ages.
const BANDS: usize = 32;

const MILLION: u128 = 1_000_000;
const BILLION: u128 = 1_000_000_000;

/// What was seen of waits, band by band.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Spells {
    /// d: of those of every band, how many ended.
    ended: [u64; BANDS],
    /// E, in seconds.
    seconds: [u128; BANDS],
}

/// The age a band begins with, in seconds.
fn from(band: usize) -> u64 {
    if band == 0 { 0 } else { 3_600 << (band - 1) }
}

/// The last band that somebody of this age, in seconds, belongs to.
fn band(age: u64) -> usize {
    let hours = age / 3_600;
    (hours.checked_ilog2().map_or(0, |power| power as usize + 1)).min(BANDS - 1)
}

impl Spells {
    /// Somebody waited so many seconds, and then had a mentor or not.
    pub(super) fn waited(&mut self, seconds: u64, ended: bool) {
        for (j, (count, sum)) in self.ended.iter_mut().zip(&mut self.seconds).enumerate().take(band(seconds) + 1) {
            *sum += u128::from(seconds - from(j));
            *count += u64::from(ended);
        }
    }

    /// How many waits ended, in how many hours of waiting, rounded down.
    pub(super) fn all(&self) -> (u64, u64) {
        let [ended, ..] = self.ended;
        let [seconds, ..] = self.seconds;
        (ended, u64::try_from(seconds / 3_600).unwrap_or(u64::MAX))
    }
}

/// How much sooner than the model expects those who wait have a mentor, by how long they have waited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Calibration {
    /// κ, in billionths.
    by_band: [u128; BANDS],
}

impl Calibration {
    /// Of what was seen, and those who wait now: for how many seconds, and the model's rate, 0 if nobody could take them.
    pub(super) fn of(spells: &Spells, waiting: impl Iterator<Item = (u64, Rate)>) -> Self {
        let (mut count, mut sum) = ([0_u128; BANDS], [0_u128; BANDS]);
        for (age, rate) in waiting {
            for (count, sum) in count.iter_mut().zip(&mut sum).take(band(age) + 1) {
                *count += 1;
                *sum = sum.saturating_add(rate);
            }
        }
        // 1/κ of what is believed before the band's own waits are looked at, in millionths.
        let mut before = MILLION;
        let mut by_band = [BILLION; BANDS];
        let seen = spells.ended.iter().zip(&spells.seconds).zip(count.iter().zip(&sum));
        for (j, (kappa, ((ended, seconds), (count, sum)))) in by_band.iter_mut().zip(seen).enumerate() {
            let expected = seconds.saturating_mul(sum / (*count).max(1)) / (HOUR / MILLION);
            *kappa = ((1 + u128::from(*ended)) * MILLION * BILLION / before.saturating_add(expected).max(1)).max(1);
            if j == 0 {
                before = MILLION * BILLION / *kappa;
            }
        }
        Calibration { by_band }
    }

    /// What was seen of the model's rate for somebody who has waited so many seconds.
    pub(super) fn of_rate(&self, rate: Rate, age: u64) -> Rate {
        let kappa = self.by_band.get(band(age)).copied().unwrap_or(BILLION);
        (rate.saturating_mul(kappa) / BILLION).max(1)
    }
}
