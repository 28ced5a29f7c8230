//! Among equally good matchings, which one: a weight that has the points above and a hash of the two ids below.
//!
//! The optimum of these weights is an optimum in points, and unless hashes collide the only one, whatever order people
//! were listed in and however the solver works. Hashes are of ids, so that a person's luck does not depend on who else is
//! in the cohort; the seed deals it anew.
//!
//! With at most K pairs in a matching and hashes below 2^B, the hashes of a matching sum to less than K · 2^B. The points
//! are shifted by S ≥ B + log2 K + 1 bits, so that sum stays below 2^(S−1): half a point. A minimal price in these
//! weights is OPT with one more seat less OPT, hence 2^S · (the same in points) plus a difference of two such sums, and
//! rounding it to the nearest point gives exactly the minimal price in points.
//!
//! A weight has 53 bits, and points take 20 of them: S is 33, and B is 12 for a million pairs, and for fewer too, so that weights
//! do not change when somebody joins. That many hashes of 12 bits do collide somewhere. So whoever needs the one optimum finds
//! out whether it is the only one, and asks for [further](Ties::further) weights of pairs to choose among the others.

use crate::points::FULL;

/// Up to two to this many pairs, less one, all matchings have the same weights.
const USUAL: u32 = 20;

/// The weights of one matching.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ties {
    shift: u32,
    hash_bits: u32,
    seed: u64,
}

impl Ties {
    /// For a matching of at most `pairs` pairs.
    pub(crate) fn new(pairs: usize, seed: u32) -> Self {
        let pair_bits = (usize::BITS - pairs.leading_zeros()).max(USUAL);
        let point_bits = u32::BITS - FULL.leading_zeros();
        let shift = 53 - point_bits;
        Ties { shift, hash_bits: shift.saturating_sub(pair_bits + 1), seed: u64::from(seed) }
    }

    /// With room above for `more` points in every weight, and so fewer bits below.
    pub(crate) fn with_room(self, pairs: usize, more: i64) -> Self {
        let bits = i64::BITS - (i64::from(FULL) + more.max(0)).leading_zeros();
        let (shift, pair_bits) = (53_u32.saturating_sub(bits), usize::BITS - pairs.leading_zeros());
        Ties { shift, hash_bits: shift.saturating_sub(pair_bits + 1).min(self.hash_bits), ..self }
    }

    /// With a quarter of a point to spare above all hashes of a matching together.
    pub(crate) fn with_quarter(self) -> Self {
        Ties { hash_bits: self.hash_bits.saturating_sub(1), ..self }
    }

    /// A quarter of a point in the unit of weights.
    pub(crate) fn quarter(self) -> i64 {
        (1 << self.shift) >> 2
    }

    /// So many points in the unit of weights.
    pub(crate) fn raised(self, points: i64) -> i64 {
        points << self.shift
    }

    /// With shorter hashes, so that they collide.
    #[cfg(test)]
    pub(crate) fn with_hash_bits(self, hash_bits: u32) -> Self {
        Ties { hash_bits: self.hash_bits.min(hash_bits), ..self }
    }

    /// No pair with fewer points has this weight.
    pub(crate) fn points(self, weight: i64) -> u32 {
        u32::try_from((weight >> self.shift).max(0)).unwrap_or(u32::MAX)
    }

    /// Weights that are points: the order of people breaks ties.
    pub(crate) fn none() -> Self {
        Ties { shift: 0, hash_bits: 0, seed: 0 }
    }

    /// The hash of a person, given their id and which side they are on.
    pub(crate) fn person(self, id: &str, side: u64) -> u64 {
        // FNV-1a, then a mixer, because its high bits are weak for short texts.
        let start = 0xcbf2_9ce4_8422_2325 ^ mix(self.seed.wrapping_mul(2).wrapping_add(side));
        mix(id.bytes().fold(start, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)))
    }

    /// The weight of a pair of two people's hashes.
    pub(crate) fn weight(self, points: u32, mentor: u64, mentee: u64) -> i64 {
        (i64::from(points) << self.shift) | top(pair(mentor, mentee), self.hash_bits)
    }

    /// Another weight of the same pair, below 2^`bits`, for the `round`-th time that weights leave a choice.
    pub(crate) fn further(round: u32, bits: u32, mentor: u64, mentee: u64) -> i64 {
        top(mix(pair(mentor, mentee) ^ mix(u64::from(round) + 1)), bits)
    }

    /// No less than the weight of any pair with at most these points.
    pub(crate) fn most(self, points: u32) -> i64 {
        (i64::from(points) << self.shift) | ((1 << self.hash_bits) - 1)
    }

    /// A minimal price in points.
    pub(crate) fn price(self, weight: i64) -> i64 {
        if self.shift == 0 { weight } else { (weight + (1 << (self.shift - 1))) >> self.shift }
    }
}

fn pair(mentor: u64, mentee: u64) -> u64 {
    mix(mentor ^ mentee.rotate_left(32))
}

/// The highest bits.
fn top(hash: u64, bits: u32) -> i64 {
    hash.checked_shr(64 - bits).unwrap_or(0) as i64
}

/// The finaliser of SplitMix64 (Steele, Lea, Flood 2014).
fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

#[cfg(test)]
mod tests {
    use super::{FULL, Ties};

    #[test]
    fn a_whole_matching_of_hashes_is_less_than_half_a_point() {
        for pairs in [1_usize, 2, 3, 400, 20_000, 100_000, 1_000_000, 100_000_000] {
            let ties = Ties::new(pairs, 0);
            let half = 1_i128 << (ties.shift - 1);
            // And one pair more, for that is what the price of a seat is about.
            assert!((pairs as i128 + 1) << ties.hash_bits <= half, "{pairs}");
            assert!(ties.hash_bits >= 5, "{pairs}");
            assert!(ties.weight(FULL, u64::MAX, 1) < 1 << 53, "{pairs}");
            let room = ties.with_room(pairs, 1 << 40).with_quarter();
            assert!(room.hash_bits == 0 || (pairs as i128 + 1) << room.hash_bits <= room.quarter().into(), "{pairs}");
        }
    }
}
