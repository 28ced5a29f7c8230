//! What a pair is worth to a search: its weight, which breaks ties, less the mentor's price.
#![expect(clippy::indexing_slicing, reason = "slots and blocks are numbered by the index itself")]

use super::Board;
use super::list::{CUT, Lanes, spot};
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

/// Weights and prices, laid out as a board has its mentors.
#[derive(Debug)]
pub struct Worth<'a> {
    ties: Ties,
    hashes: &'a Hashes,
    prices: &'a [i64],
    /// By slot.
    hash: Vec<u64>,
    price: Vec<i64>,
    /// What is added to prices so that none is negative where they are cut.
    offset: i64,
    /// By block: the prices in points, cut to 16 bits.
    cut_prices: Vec<Lanes>,
}

/// Of nobody: ids break no ties.
static NONE: Hashes = Hashes { mentors: Vec::new(), mentees: Vec::new() };

impl Worth<'static> {
    /// Points alone.
    #[must_use]
    pub fn plain(board: &Board) -> Self {
        Worth::priced(board, &[])
    }
}

impl<'a> Worth<'a> {
    /// Points less `prices` by mentor.
    #[must_use]
    pub(crate) fn priced(board: &Board, prices: &'a [i64]) -> Self {
        Worth::new(board, Ties::none(), &NONE, prices)
    }

    /// Weights as `ties` and `hashes` make them, less `prices` by mentor; those that are missing are 0. Prices below 0 belong
    /// to seats that must be filled.
    #[must_use]
    pub(crate) fn new(board: &Board, ties: Ties, hashes: &'a Hashes, prices: &'a [i64]) -> Self {
        let price = board.slots.lay_out(prices);
        let offset = price.iter().fold(0, |least: i64, &price| least.min(price)).saturating_neg();
        let cut = |price: i64| u16::try_from(ties.points(price.saturating_add(offset)) >> CUT).unwrap_or(u16::MAX);
        let cut_prices = price.chunks(LANES).map(|block| {
            let mut lanes = [0; LANES];
            for (lane, &price) in (0..).zip(block) {
                lanes[spot(lane)] = cut(price);
            }
            lanes
        });
        let cut_prices = cut_prices.collect();
        let hash = board.slots.lay_out(&hashes.mentors);
        Worth { ties, hashes, prices, hash, price, offset, cut_prices }
    }

    /// No less than the value of any pair with at most these points, whatever its price.
    pub(crate) fn most_of(&self, points: u32) -> i64 {
        self.ties.most(points).saturating_add(self.offset)
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

    /// No pair with fewer points has this value, whatever its price.
    pub(super) fn points_of(&self, value: i64) -> u32 {
        self.ties.points(value.saturating_sub(self.offset))
    }

    /// The prices of a block, in points cut to 16 bits.
    pub(super) fn cut_prices(&self, block: usize) -> &Lanes {
        &self.cut_prices[block]
    }

    fn mentee(&self, mentee: MenteeIx) -> u64 {
        self.hashes.mentees.get(mentee as usize).copied().unwrap_or(0)
    }
}
