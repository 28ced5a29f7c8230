//! What counts say about shares: intervals and tests, by `+ − × ÷ √` alone, so that every platform has the same bits.
//!
//! References: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", J. American Statistical Association 22,
//! 1927; R. G. Newcombe, "Interval estimation for the difference between independent proportions: comparison of eleven methods", Statistics in
//! Medicine 17, 1998 (method 10); R. A. Fisher, "The Design of Experiments", 1935, on two sides as R and SciPy have it.

/// Of a normal distribution, 95 of 100 are nearer to the mean than so many standard deviations.
const NEAR: f64 = 1.96;

/// Probabilities that differ by less than this share of them are the same, as in R and SciPy: rounding must not part equal ones.
const ALIKE: f64 = 1e-7;

/// Between what a share is that was seen `good` times of `count`, in 95 of 100 cases (Wilson). Anything, if nobody was seen.
///
/// ```
/// let (low, high) = fireside::statistics::wilson(81, 263); // 31 %
/// assert_eq!((format!("{low:.4}"), format!("{high:.4}")), ("0.2553".to_owned(), "0.3662".to_owned()));
/// ```
#[must_use]
pub fn wilson(good: u64, count: u64) -> (f64, f64) {
    if count == 0 {
        return (0.0, 1.0);
    }
    let (good, count) = (good.min(count) as f64, count as f64);
    let (share, square) = (good / count, NEAR * NEAR);
    let middle = share + square / (2.0 * count);
    let spread = NEAR * (share * (1.0 - share) / count + square / (4.0 * count * count)).sqrt();
    let whole = 1.0 + square / count;
    (((middle - spread) / whole).max(0.0), ((middle + spread) / whole).min(1.0))
}

/// Between what the difference of two shares is, the first less the second, in 95 of 100 cases (Newcombe's method 10). `good` of `count`
/// each; anything, if nobody was seen on a side.
///
/// ```
/// let (low, high) = fireside::statistics::newcombe((56, 70), (48, 80)); // 20 percentage points
/// assert_eq!((format!("{low:.4}"), format!("{high:.4}")), ("0.0524".to_owned(), "0.3339".to_owned()));
/// ```
#[must_use]
pub fn newcombe(one: (u64, u64), other: (u64, u64)) -> (f64, f64) {
    if one.1 == 0 || other.1 == 0 {
        return (-1.0, 1.0);
    }
    let share = |(good, count): (u64, u64)| good.min(count) as f64 / count as f64;
    let (p, q) = (share(one), share(other));
    let ((p_low, p_high), (q_low, q_high)) = (wilson(one.0, one.1), wilson(other.0, other.1));
    let root = |a: f64, b: f64| (a * a + b * b).sqrt();
    ((p - q - root(p - p_low, q_high - q)).max(-1.0), (p - q + root(p_high - p, q - q_low)).min(1.0))
}

/// How likely counts at least as unlikely as these are, if who is counted as good has nothing to do with the side they are on (Fisher's
/// exact test, two-sided): `good` of `count` each. 1, if nobody was seen on a side. O(the smaller margin).
///
/// ```
/// // Fisher's tea: of four cups with milk first and four with tea first, three of each were told right.
/// assert_eq!(format!("{:.4}", fireside::statistics::fisher((3, 4), (1, 4))), "0.4857");
/// ```
#[must_use]
pub fn fisher(one: (u64, u64), other: (u64, u64)) -> f64 {
    // Counts of people: below 2^32, so that sums and products below are exact in u128.
    let cut = |(good, count): (u64, u64)| (u128::from(good.min(count)), u128::from(count));
    let ((seen, n), (others, m)) = (cut(one), cut(other));
    let good = seen + others;
    let (least, most) = (good.saturating_sub(m), n.min(good));
    // p(k + 1) / p(k) of the hypergeometric distribution.
    let step = |k: u128| ((n - k) * (good - k)) as f64 / ((k + 1) * (m + k + 1 - good)) as f64;
    let mode = ((good + 1) * (n + 1) / (n + m + 2)).clamp(least, most);
    // Relative to the most likely, outwards, until nothing is left of it.
    let mut up = vec![1.0];
    for k in mode..most {
        let next = up.last().copied().unwrap_or(0.0) * step(k);
        up.push(next);
        if next == 0.0 {
            break;
        }
    }
    let mut down: Vec<f64> = Vec::new();
    let mut last = 1.0;
    for k in (least..mode).rev() {
        last /= step(k);
        down.push(last);
        if last == 0.0 {
            break;
        }
    }
    let at = |k: u128| {
        let (list, far) = if k >= mode { (&up, k - mode) } else { (&down, mode - k - 1) };
        usize::try_from(far).ok().and_then(|far| list.get(far)).copied().unwrap_or(0.0)
    };
    let bound = at(seen) * (1.0 + ALIKE);
    // The small ones first, so that they are not lost.
    let sum = |keep: &dyn Fn(f64) -> bool| {
        let side = |list: &[f64]| list.iter().rev().filter(|&&p| keep(p)).sum::<f64>();
        side(&up) + side(&down)
    };
    (sum(&|p| p <= bound) / sum(&|_| true)).min(1.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17, 1998, table I.
    #[test]
    fn intervals_are_wilsons() {
        for (good, count, low, high) in
            [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]
        {
            let (least, most) = wilson(good, count);
            assert!((least - low).abs() < 1e-4 && (most - high).abs() < 1e-4, "{good} of {count}: {least} to {most}");
        }
        assert_eq!(wilson(0, 0), (0.0, 1.0));
    }

    /// Newcombe 1998, table II, method 10.
    #[test]
    fn differences_are_newcombes() {
        for (one, other, low, high) in [
            ((56, 70), (48, 80), 0.0524, 0.3339),
            ((9, 10), (3, 10), 0.1705, 0.8090),
            ((6, 7), (2, 7), 0.0582, 0.8062),
            ((5, 56), (0, 29), -0.0381, 0.1926),
            ((0, 10), (0, 20), -0.1611, 0.2775),
            ((10, 10), (0, 20), 0.6791, 1.0),
        ] {
            let (least, most) = newcombe(one, other);
            assert!((least - low).abs() < 1e-4 && (most - high).abs() < 1e-4, "{one:?}, {other:?}: {least} to {most}");
        }
        assert_eq!(newcombe((0, 0), (1, 2)), (-1.0, 1.0));
    }

    /// By binomial coefficients, which are whole numbers.
    fn by_hand((a, n): (u64, u64), (b, m): (u64, u64)) -> f64 {
        let choose = |n: u64, k: u64| (0..k).fold(1_u128, |c, i| c * u128::from(n - i) / u128::from(i + 1));
        let ways = |k: u64| choose(n, k) * choose(m, a + b - k);
        let all = (a + b).saturating_sub(m)..=n.min(a + b);
        let (seen, total) = (ways(a), all.clone().map(ways).sum::<u128>());
        all.map(ways).filter(|&way| way <= seen).sum::<u128>() as f64 / total as f64
    }

    proptest! {
        #[test]
        fn fishers_test_counts_ways(n in 0..25_u64, m in 0..25_u64, a in 0..25_u64, b in 0..25_u64) {
            let (one, other) = ((a.min(n), n), (b.min(m), m));
            prop_assert!((fisher(one, other) - by_hand(one, other)).abs() < 1e-9);
            prop_assert!((fisher(one, other) - fisher(other, one)).abs() < 1e-9);
        }

        /// No counts make it fail, and what it says is a probability.
        #[test]
        fn fishers_test_of_many(n in 0..200_000_u64, m in 0..200_000_u64, a in 0..200_000_u64, b in 0..200_000_u64) {
            let p = fisher((a, n), (b, m));
            prop_assert!((0.0..=1.0).contains(&p), "{}", p);
        }
    }
}
