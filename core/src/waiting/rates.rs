//! How often seats come free, learnt from those that did; and how long one waits for a seat.
//!
//! **Model.** A seat comes free when the conversation that takes it ends, whatever way. Of mentor m with c seats, k were seen to come free
//! in T seconds; of all mentors together K in S seconds of seats, S = Σ c T. The rate of one seat has a Gamma distribution with the
//! programme's mean rate K/S and the weight of one release before anything is seen of m, so that afterwards its mean is
//! (1 + k) / (S/K + c T), and c such seats have the rate
//!
//! r = c K (1 + k) / (S + K c T).
//!
//! **Waiting** is exponential: with the rate λ its mean is 1/λ, and a share q has waited no longer than −ln(1 − q)/λ.
//!
//! **Integers.** Seconds are whole, and rates in trillionths an hour, rounded up, so that none is 0; the same on every machine. No sum
//! overflows: c is at most 10,000, T less than 2^33, and products saturate.

use super::ExpectedWait;

/// What was seen of one mentor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Seen {
    /// Seats that came free.
    pub(super) releases: u64,
    /// In so many seconds.
    pub(super) seconds: u64,
    /// How many seats they have; 0 if they take no part.
    pub(super) seats: u32,
}

/// A rate: so many in 10^12 hours.
pub(super) type Rate = u128;

/// An hour in seconds, times the unit of rates.
pub(super) const HOUR: u128 = 3_600 * UNIT;
const UNIT: u128 = 1_000_000_000_000;

/// −ln 0.9 and −ln 0.1, in billionths.
const FIRST_TENTH: u128 = 105_360_516;
const LAST_TENTH: u128 = 2_302_585_093;
const BILLION: u128 = 1_000_000_000;

/// What was seen of all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Programme {
    /// K.
    pub(super) releases: u64,
    /// S.
    pub(super) seat_seconds: u128,
}

impl Programme {
    /// Of those who take part.
    pub(super) fn of(seen: &[Seen]) -> Self {
        let taking_part = || seen.iter().filter(|one| one.seats > 0);
        Programme {
            releases: taking_part().map(|one| one.releases).sum(),
            seat_seconds: taking_part().map(|one| u128::from(one.seats) * u128::from(one.seconds)).sum(),
        }
    }

    /// How often a seat of this mentor comes free for one of `waiting` people; nothing as long as none was seen to.
    pub(super) fn rate(self, of: Seen, waiting: u32) -> Option<Rate> {
        if self.releases == 0 || self.seat_seconds == 0 {
            return None;
        }
        let (all, seats) = (u128::from(self.releases), u128::from(of.seats));
        let often = (seats * all).saturating_mul(1 + u128::from(of.releases)).saturating_mul(HOUR);
        let time = self.seat_seconds.saturating_add((all * seats).saturating_mul(u128::from(of.seconds)));
        Some(often.div_ceil(time.saturating_mul(u128::from(waiting.max(1)))))
    }
}

/// How long one waits for what comes at this rate, which is not 0.
pub(super) fn expected(rate: Rate) -> ExpectedWait {
    let rate = rate.max(1);
    let hours = |number: u128| u64::try_from(number).unwrap_or(u64::MAX);
    ExpectedWait::new(
        hours((UNIT + rate / 2) / rate),
        hours(UNIT * FIRST_TENTH / BILLION / rate),
        hours((UNIT * LAST_TENTH / BILLION).div_ceil(rate)),
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const DAY: u64 = 86_400;

    fn seen() -> impl Strategy<Value = Seen> {
        (0..50_u64, 0..3_000 * DAY, 0..6_u32).prop_map(|(releases, seconds, seats)| Seen { releases, seconds, seats })
    }

    #[test]
    fn a_rate_by_hand() {
        // Two seats in ten days each, five releases: one in four days of a seat.
        let one = Seen { releases: 4, seconds: 10 * DAY, seats: 1 };
        let other = Seen { releases: 1, ..one };
        let programme = Programme::of(&[one, other, Seen { seats: 0, ..one }]);
        assert_eq!(programme, Programme { releases: 5, seat_seconds: 20 * 86_400 });
        // 5 in 14 days, 2 in 14 days.
        let days = |rate: Rate| UNIT as f64 / rate as f64 / 24.0;
        assert!((days(programme.rate(one, 1).unwrap()) - 14.0 / 5.0).abs() < 1e-6);
        assert!((days(programme.rate(other, 3).unwrap()) - 3.0 * 14.0 / 2.0).abs() < 1e-6);
        // A mean of 24 hours: −24 ln 0.9 is 2.53, −24 ln 0.1 is 55.26.
        assert_eq!(expected(UNIT / 24), ExpectedWait::new(24, 2, 56));
    }

    #[test]
    fn nothing_is_too_large() {
        let most = Seen { releases: u64::MAX, seconds: 1 << 33, seats: 10_000 };
        let programme = Programme { releases: u64::MAX, seat_seconds: u128::MAX };
        assert!(programme.rate(most, u32::MAX).unwrap() > 0);
        let least = Seen { releases: 0, seconds: 1 << 33, seats: 1 };
        assert_eq!(expected(Programme { releases: 1, ..programme }.rate(least, u32::MAX).unwrap()).hours, UNIT as u64);
        expected(u128::MAX);
    }

    proptest! {
        /// As floating-point numbers have it; more releases never make a rate less, more who wait never make it more.
        #[test]
        fn rates_are_posterior_means(all in prop::collection::vec(seen(), 1..8), waiting in 1..500_u32) {
            let programme = Programme::of(&all);
            for one in all.iter().copied().filter(|one| one.seats > 0) {
                let Some(rate) = programme.rate(one, waiting) else {
                    prop_assert!(programme.releases == 0 || programme.seat_seconds == 0);
                    continue;
                };
                let seats = f64::from(one.seats);
                let prior = programme.seat_seconds as f64 / programme.releases as f64;
                let mean = seats * (1.0 + one.releases as f64) / (prior + seats * one.seconds as f64);
                let (ours, exact) = (rate as f64, mean / f64::from(waiting) * HOUR as f64);
                prop_assert!((ours - exact).abs() <= 1.0 + exact * 1e-9, "{ours} for {exact}");
                let more = Seen { releases: one.releases + 1, ..one };
                prop_assert!(programme.rate(more, waiting) >= Some(rate));
                prop_assert!(programme.rate(one, waiting + 1) <= Some(rate));
            }
        }

        /// The range is around the mean, in the order of rates.
        #[test]
        fn ranges(rate in 1..2_000_000_000_000_u128) {
            let wait = expected(rate);
            prop_assert!(wait.low <= wait.hours && wait.hours <= wait.high);
            let mean = UNIT as f64 / rate as f64;
            prop_assert!((wait.hours as f64 - mean).abs() <= 0.5 + mean * 1e-9);
            prop_assert!(wait.low as f64 <= mean * 0.105_360_516 + 1e-6 && wait.high as f64 >= mean * 2.302);
            let sooner = expected(rate + 1);
            prop_assert!(sooner.hours <= wait.hours && sooner.low <= wait.low && sooner.high <= wait.high);
        }
    }
}
