//! How weights are made of coarse and fine parts, and what the solver makes of that.
//!
//! Hosts' weights are seldom numbers drawn at random. They are multiples of something (five stars, whole points), or points
//! in the high bits and a tie-break in the low ones. An auction with ε-scaling that does not know would fight for every
//! ε between the two, again and again, over prices that end up equal. So weights are taken apart, `w = (h · unit) << shift`
//! plus a rest below `1 << rest`: the problem of the h is solved first, to its optimum, and its prices and pairs are where
//! the problem of the w starts.
//!
//! Coarse weights are refined by `fine` bits below their unit. Optimal prices are multiples of the unit; those of an auction
//! are off by some ε. Once that is less than half a unit, rounding them finds the optimum ([`snap`]).
#![expect(clippy::indexing_slicing, reason = "places come from windows of two")]

use super::share;
use crate::bipartite::Bipartite;

/// Coarse weights have at most so many bits.
const BITS: u32 = 31;

/// So many bits that are 0 in all weights separate coarse from fine.
const GAP: u32 = 3;

/// What is known of all weights.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weights {
    largest: i64,
    /// Bits that are 1 in some weight.
    ones: i64,
}

impl Weights {
    pub(super) fn of(graph: &Bipartite<'_>) -> Self {
        let map = |piece: std::ops::Range<u32>| {
            let piece = graph.weights(piece.start as usize..piece.end as usize);
            piece.iter().fold(Weights { largest: 0, ones: 0 }, |all, &weight| Weights {
                largest: all.largest.max(weight),
                ones: all.ones | weight,
            })
        };
        let join = |a: Weights, b: Weights| Weights { largest: a.largest.max(b.largest), ones: a.ones | b.ones };
        share::reduce(0..graph.edges() as u32, 1 << 16, &map, &join)
    }

    pub(super) fn largest(self) -> i64 {
        self.largest
    }
}

/// The coarse part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Coarse {
    pub(super) shift: u32,
    /// Bits of what is left of a weight, if anything.
    pub(super) rest: u32,
    pub(super) unit: i64,
    pub(super) fine: u32,
    /// The largest coarse weight, refined.
    pub(super) largest: i64,
}

impl Coarse {
    pub(super) fn of(graph: &Bipartite<'_>, weights: Weights, most_fine: u32) -> Self {
        let bits = i64::BITS - weights.largest.leading_zeros();
        let (shift, rest) = if bits <= BITS { (0, 0) } else { split(weights.ones, bits - BITS, bits) };
        let unit = gcd_of(graph, shift).max(1);
        let largest = (weights.largest >> shift) / unit;
        let fine = (BITS - (i64::BITS - largest.leading_zeros())).min(most_fine);
        Coarse { shift, rest, unit, fine, largest: largest << fine }
    }

    /// A weight's coarse part.
    pub(super) fn weight(self, weight: i64) -> u32 {
        let coarse = weight >> self.shift;
        (if self.unit == 1 { coarse } else { coarse / self.unit } << self.fine) as u32
    }

    /// A price as the graph has it, rounded down.
    pub(super) fn price(self, coarse: i64) -> i64 {
        ((i128::from(coarse) * i128::from(self.unit)) << self.shift >> self.fine) as i64
    }

    /// A price as this level has it, rounded to what prices at an optimum are multiples of.
    pub(super) fn coarse(self, price: i64) -> i64 {
        let unit = i128::from(self.unit) << self.shift;
        (((i128::from(price.max(0)) + unit / 2) / unit) << self.fine) as i64
    }
}

/// Where to split: above the widest gap that leaves few enough bits, or if there is none, where as many are left as fit.
fn split(ones: i64, least: u32, bits: u32) -> (u32, u32) {
    let (mut best, mut width, mut rest) = ((least, least), GAP - 1, 0);
    for bit in 0..bits {
        if ones >> bit & 1 == 1 {
            if bit >= least && bit - rest > width {
                (best, width) = ((bit, rest), bit - rest);
            }
            rest = bit + 1;
        }
    }
    best
}

fn gcd(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// The greatest common divisor of all coarse weights.
fn gcd_of(graph: &Bipartite<'_>, shift: u32) -> i64 {
    let map = |piece: std::ops::Range<u32>| {
        let mut divisor = 0;
        for &weight in graph.weights(piece.start as usize..piece.end as usize) {
            let weight = (weight >> shift) as u64;
            if divisor == 1 {
                break;
            }
            if divisor == 0 || !weight.is_multiple_of(divisor) {
                divisor = gcd(divisor, weight);
            }
        }
        divisor
    };
    share::reduce(0..graph.edges() as u32, 1 << 16, &map, &gcd) as i64
}

/// Rounds prices to multiples of `1 << fine`, where the widest gap between their remainders says: up above, down below.
pub(super) fn snap(prices: &mut [i64], fine: u32) {
    let unit = 1_i64 << fine;
    let mut remainders: Vec<i64> = prices.iter().map(|price| price & (unit - 1)).collect();
    remainders.extend([0, unit]);
    remainders.sort_unstable();
    let gap = remainders.windows(2).max_by_key(|pair| pair[1] - pair[0]);
    let Some(up) = gap.map(|pair| pair[1]) else { return };
    for price in prices {
        *price = (*price + unit - up) >> fine << fine;
    }
}
