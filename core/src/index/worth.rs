//! What a pair is worth to a search: its weight, which breaks ties, less the mentor's price.
#![expect(clippy::indexing_slicing, reason = "slots and blocks are numbered by the index itself")]

use super::Index;
use super::slots::LANES;
use crate::roster::{MenteeIx, MentorIx};
use crate::ties::Ties;

/// Hashes of people, for breaking ties. By mentor and by mentee.
#[derive(Debug, Clone, Default)]
pub struct Hashes {
    /// By mentor.
    pub mentors: Vec<u64>,
    /// By mentee.
    pub mentees: Vec<u64>,
}

/// Weights and prices, laid out as the index has its mentors.
#[derive(Debug)]
pub struct Worth<'a> {
    ties: Ties,
    hashes: &'a Hashes,
    prices: &'a [i64],
    /// By slot.
    hash: Vec<u64>,
    price: Vec<i64>,
    /// By block.
    least_price: Vec<i64>,
}

impl<'a> Worth<'a> {
    /// Weights as `ties` and `hashes` make them, less `prices` by mentor; those that are missing are 0.
    #[must_use]
    pub(crate) fn new(index: &Index, ties: Ties, hashes: &'a Hashes, prices: &'a [i64]) -> Self {
        let price = index.slots.lay_out(prices);
        let least_price = price.chunks(LANES).map(|block| block.iter().copied().min().unwrap_or(0)).collect();
        Worth { ties, hashes, prices, hash: index.slots.lay_out(&hashes.mentors), price, least_price }
    }

    /// No less than the value of any pair with at most these points, whatever its price.
    pub(crate) fn most_of(&self, points: u32) -> i64 {
        self.ties.most(points)
    }

    /// Of a pair with these points.
    pub(crate) fn value(&self, points: u32, mentor: MentorIx, mentee: MenteeIx) -> i64 {
        let hash = self.hashes.mentors.get(mentor as usize).copied().unwrap_or(0);
        self.ties.weight(points, hash, self.mentee(mentee)) - self.prices.get(mentor as usize).copied().unwrap_or(0)
    }

    /// The same, of the mentor at a slot.
    pub(super) fn value_at(&self, points: u32, slot: usize, mentee: MenteeIx) -> i64 {
        self.ties.weight(points, self.hash[slot], self.mentee(mentee)) - self.price[slot]
    }

    /// The most that a pair with at most these points in a block can be worth.
    pub(super) fn most(&self, points: u32, block: usize) -> i64 {
        self.ties.most(points) - self.least_price[block]
    }

    /// The least points with which a pair in a block can have this value.
    pub(super) fn points_for(&self, value: i64, block: usize) -> u32 {
        self.ties.points(value.saturating_add(self.least_price[block]))
    }

    fn mentee(&self, mentee: MenteeIx) -> u64 {
        self.hashes.mentees.get(mentee as usize).copied().unwrap_or(0)
    }
}
