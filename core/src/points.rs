//! Fixed-point numbers: the only place where floats become integers and integers floats.
//!
//! A share of one (similarity, willingness, the value of a component) is counted in *millionths*; a pair's score in
//! *points*, of which a perfect pair has [`FULL`]. Sums, products and comparisons are then exact and the same on every
//! platform.

/// One, in millionths; and the points of a perfect pair.
pub const FULL: u32 = 1_000_000;

/// The nearest number of millionths to `share`, for a `share` that has been checked to lie in `0.0..=1.0`.
#[must_use]
pub fn millionths(share: f64) -> u32 {
    // Clamped, so that a caller who forgot to check gets a bounded answer rather than a wrapped one.
    (share.clamp(0.0, 1.0) * f64::from(FULL)).round() as u32
}

/// The nearest number of millionths to a number of any size up to 10^12, as attributes and weights have.
#[must_use]
pub fn fixed(number: f64) -> i64 {
    (number * f64::from(FULL)).round() as i64
}

/// Millionths or points as a number from 0 to 1.
#[must_use]
pub fn unit(millionths: u32) -> f64 {
    f64::from(millionths) / f64::from(FULL)
}

/// The number of so many millionths, of any size: what [`fixed`] was told.
#[must_use]
pub fn unit_of(millionths: i64) -> f64 {
    millionths as f64 / f64::from(FULL)
}

/// `whole · share`, rounded down: a part never exceeds what it is a part of.
#[must_use]
pub fn part(whole: u32, share: u32) -> u32 {
    (u64::from(whole) * u64::from(share) / u64::from(FULL)) as u32
}

/// Splits [`FULL`] points in proportion to `weights` so that the parts sum to exactly [`FULL`] (largest remainder; a
/// tie goes to the earlier part). All zero if every weight is zero.
///
/// ```
/// assert_eq!(fireside::points::apportion(&[60, 15, 10, 0]), [705_882, 176_471, 117_647, 0]);
/// ```
#[must_use]
pub fn apportion(weights: &[u64]) -> Vec<u32> {
    let sum: u128 = weights.iter().map(|&weight| u128::from(weight)).sum();
    if sum == 0 {
        return vec![0; weights.len()];
    }
    let scaled = |weight: u64| u128::from(weight) * u128::from(FULL);
    let mut parts: Vec<u32> = weights.iter().map(|&weight| (scaled(weight) / sum) as u32).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|&i| std::cmp::Reverse(weights.get(i).map_or(0, |&weight| scaled(weight) % sum)));
    let missing = FULL - parts.iter().sum::<u32>();
    for i in order.into_iter().take(missing as usize) {
        if let Some(part) = parts.get_mut(i) {
            *part += 1;
        }
    }
    parts
}

/// Writes a number the way people do: `60`, not `60.0`, so that whole numbers stay whole in every language.
///
/// # Errors
/// The serializer's own.
pub fn number<S: serde::Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if value.fract() == 0.0 && value.abs() <= EXACT {
        serializer.serialize_i64(*value as i64)
    } else {
        serializer.serialize_f64(*value)
    }
}

/// [`number`] for a field that may be absent.
///
/// # Errors
/// The serializer's own.
pub fn optional_number<S: serde::Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => number(value, serializer),
        None => serializer.serialize_none(),
    }
}
