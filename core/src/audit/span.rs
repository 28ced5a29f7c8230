//! Which sets of people may be counted in public so that the counts of others are not told.
//!
//! **Problem.** A table shows how many people are in some sets. Whoever reads it may add and subtract. They may also know which
//! combinations of sets people can be in at all, though not how many are in each: the unknowns. The count of a set is then told if and
//! only if its row (1 for each combination that is part of it, else 0) is a linear combination of the rows of the sets that are shown.
//!
//! **Method.** Sets are taken in the order in which they are to be shown. One is left out if with it the row of a set that must not be told
//! would be a combination: rows are kept less what the rows shown before explain of them, so that this is asked in one pass. What is left
//! out is not told either: if it were, it would add nothing to what is shown, and whatever it gives away would have been told before.
//! O(rows² · rows) operations, O(rows²) numbers.
//!
//! **Exact.** Sums are modulo the prime 2⁶¹ − 1. There may be more combinations than rows, so rows are multiplied with each other instead,
//! each combination with a weight of its own: `M W Mᵀ` has the rank of `M` but for weights that are a root of a polynomial of a degree below
//! `rows`, which these are with a chance of 10⁻¹⁵.

use std::collections::BTreeSet;

const PRIME: u64 = (1 << 61) - 1;

fn times(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    // 2^61 is 1 here, so the upper part counts like the lower one.
    let sum = (product & u128::from(PRIME)) as u64 + (product >> 61) as u64;
    if sum >= PRIME { sum - PRIME } else { sum }
}

fn plus(a: u64, b: u64) -> u64 {
    let sum = a + b;
    if sum >= PRIME { sum - PRIME } else { sum }
}

fn less(a: u64, b: u64) -> u64 {
    plus(a, PRIME - b)
}

/// Fermat.
fn inverse(a: u64) -> u64 {
    let (mut power, mut square, mut left) = (1, a, PRIME - 2);
    while left > 0 {
        if left & 1 == 1 {
            power = times(power, square);
        }
        square = times(square, square);
        left >>= 1;
    }
    power
}

/// A weight for a combination: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014.
pub(super) fn weight(at: u64) -> u64 {
    let mut mixed = at.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    1 + (mixed ^ (mixed >> 31)) % (PRIME - 1)
}

/// The rows, multiplied with each other.
#[derive(Debug, Clone)]
pub(super) struct Rows(Vec<Vec<u64>>);

impl Rows {
    /// Of `count` sets; a combination is the numbers of the sets that it is part of.
    pub(super) fn new(count: usize, combinations: &BTreeSet<Vec<u32>>) -> Self {
        let mut rows = vec![vec![0; count]; count];
        for (combination, at) in combinations.iter().zip(0..) {
            let weight = weight(at);
            for &one in combination {
                let Some(row) = rows.get_mut(one as usize) else { continue };
                for &other in combination {
                    if let Some(entry) = row.get_mut(other as usize) {
                        *entry = plus(*entry, weight);
                    }
                }
            }
        }
        Rows(rows)
    }

    /// Which of the sets are left out, of those in `order`, so that none of `kept` is told.
    pub(super) fn left_out(mut self, order: &[usize], kept: &BTreeSet<usize>) -> BTreeSet<usize> {
        let mut left_out = kept.clone();
        for (place, &at) in order.iter().enumerate() {
            if kept.contains(&at) {
                continue;
            }
            let row = self.0.get(at).cloned().unwrap_or_default();
            let Some((pivot, &head)) = row.iter().enumerate().find(|(_, entry)| **entry != 0) else {
                continue; // Told by what is shown: it tells nothing more.
            };
            let unit = inverse(head);
            if kept.iter().any(|&other| self.is_multiple(other, &row, (pivot, unit))) {
                left_out.insert(at);
                continue;
            }
            for &other in kept.iter().chain(order.iter().skip(place + 1)) {
                self.reduce(other, &row, (pivot, unit));
            }
        }
        left_out
    }

    fn factor(&self, at: usize, (pivot, unit): (usize, u64)) -> u64 {
        self.0.get(at).and_then(|row| row.get(pivot)).map_or(0, |&entry| times(entry, unit))
    }

    /// Whether a row is this one, so many times.
    fn is_multiple(&self, at: usize, row: &[u64], pivot: (usize, u64)) -> bool {
        let factor = self.factor(at, pivot);
        let same = |other: &Vec<u64>| other.iter().zip(row).all(|(&entry, &one)| entry == times(factor, one));
        factor != 0 && self.0.get(at).is_some_and(same)
    }

    /// Takes from a row what this one explains of it.
    fn reduce(&mut self, at: usize, row: &[u64], pivot: (usize, u64)) {
        let factor = self.factor(at, pivot);
        if factor == 0 {
            return;
        }
        for (entry, &one) in self.0.get_mut(at).into_iter().flatten().zip(row) {
            *entry = less(*entry, times(factor, one));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Fractions of small numbers, in lowest terms.
    fn rank(mut rows: Vec<Vec<i128>>) -> usize {
        let mut rank = 0;
        for column in 0..rows.first().map_or(0, Vec::len) {
            let Some(pivot) = (rank..rows.len()).find(|&at| rows[at][column] != 0) else { continue };
            rows.swap(rank, pivot);
            let head = rows[rank].clone();
            for row in rows.iter_mut().skip(rank + 1) {
                let (a, b) = (head[column], row[column]);
                row.iter_mut().zip(&head).for_each(|(entry, &one)| *entry = *entry * a - one * b);
                let common = row.iter().fold(0, |common, &entry| gcd(common, entry)).max(1);
                row.iter_mut().for_each(|entry| *entry /= common);
            }
            rank += 1;
        }
        rank
    }

    fn gcd(a: i128, b: i128) -> i128 {
        if b == 0 { a.abs() } else { gcd(b, a % b) }
    }

    proptest! {
        #[test]
        fn a_prime_field(a in 1..PRIME, b in 1..PRIME) {
            prop_assert_eq!(times(a, inverse(a)), 1);
            prop_assert_eq!(u128::from(times(a, b)), u128::from(a) * u128::from(b) % u128::from(PRIME));
            prop_assert_eq!(less(plus(a, b), b), a);
        }

        /// Nothing that is kept is a combination of what is shown, and nothing more could be shown: by ranks of whole numbers.
        #[test]
        fn what_is_left_out_is_not_told(
            sets in prop::collection::vec(prop::collection::vec(any::<bool>(), 7), 2..9),
            kept in prop::collection::btree_set(0..9_usize, 1..4),
        ) {
            let kept: BTreeSet<usize> = kept.into_iter().filter(|&at| sets.get(at).is_some_and(|set| set.contains(&true))).collect();
            let combination = |column: usize| (0..sets.len()).filter(|&at| sets[at][column]).map(|at| at as u32).collect();
            let combinations: BTreeSet<Vec<u32>> = (0..7).map(combination).collect();
            let order: Vec<usize> = (0..sets.len()).collect();
            let left_out = Rows::new(sets.len(), &combinations).left_out(&order, &kept);
            let row = |at: usize| combinations.iter().map(|one| i128::from(one.contains(&(at as u32)))).collect::<Vec<_>>();
            let shown: Vec<Vec<i128>> = order.iter().filter(|at| !left_out.contains(at)).map(|&at| row(at)).collect();
            let told = |rows: &[Vec<i128>], at: usize| {
                let with: Vec<Vec<i128>> = rows.iter().cloned().chain([row(at)]).collect();
                rank(with) == rank(rows.to_vec())
            };
            for &at in &left_out {
                prop_assert!(!told(&shown, at));
            }
            for &at in left_out.difference(&kept) {
                let more: Vec<Vec<i128>> = shown.iter().cloned().chain([row(at)]).collect();
                prop_assert!(kept.iter().any(|&kept| told(&more, kept)));
            }
        }
    }
}
