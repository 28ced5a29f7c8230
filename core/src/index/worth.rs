//! What a pair is worth to a search: its weight, which breaks ties, less the price of the one who is found.
#![expect(clippy::indexing_slicing, reason = "slots and blocks are numbered by the index itself")]

use std::cmp::Ordering;
use std::sync::Arc;

use super::list::{CUT, Lanes, spot};
use super::slots::{LANES, NOBODY, Slots};
use super::{Audience, Board};
use crate::roster::{MenteeIx, MentorIx};
use crate::side::Side;
use crate::ties::Ties;

/// So many points more than expected the least price may be.
const EXPECTED: i64 = 16_000;

/// Hashes of people, for breaking ties. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Hashes {
    /// By mentor.
    pub mentors: Arc<[u64]>,
    /// By mentee.
    pub mentees: Arc<[u64]>,
}

/// Weights, and prices of one side: of mentors, laid out as a board has them, or of mentees (their profits), as an audience has
/// them.
#[derive(Debug, Clone)]
pub struct Worth {
    ties: Ties,
    hashes: Hashes,
    /// Whose prices they are.
    priced: Side,
    /// By person: their slot.
    places: Arc<[u32]>,
    /// By person; 0 if missing.
    prices: Vec<i64>,
    /// By slot.
    hash: Vec<u64>,
    price: Vec<i64>,
    /// What is added to prices so that none is negative where they are cut.
    offset: i64,
    /// By block: the prices in points, cut to 16 bits.
    cut_prices: Vec<Lanes>,
}

impl Worth {
    /// Points alone, of mentors.
    #[must_use]
    pub fn plain(board: &Board) -> Self {
        Worth::priced(board, &[])
    }

    /// Points less `prices` by mentor.
    #[must_use]
    pub fn priced(board: &Board, prices: &[i64]) -> Self {
        Worth::new(board, Ties::none(), &Hashes::default(), prices)
    }

    /// Points less `profits` by mentee.
    #[must_use]
    pub fn profits(audience: &Audience, profits: &[i64]) -> Self {
        Worth::of_mentees(audience, Ties::none(), &Hashes::default(), profits)
    }

    /// Weights as `ties` and `hashes` make them, less `prices` by mentor; those that are missing are 0. Prices below 0 belong
    /// to seats that must be filled.
    #[must_use]
    pub(crate) fn new(board: &Board, ties: Ties, hashes: &Hashes, prices: &[i64]) -> Self {
        Worth::laid_out(&board.slots, Side::Mentor, ties, hashes, prices)
    }

    /// Likewise less `profits` by mentee.
    #[must_use]
    pub(crate) fn of_mentees(audience: &Audience, ties: Ties, hashes: &Hashes, profits: &[i64]) -> Self {
        Worth::laid_out(&audience.slots, Side::Mentee, ties, hashes, profits)
    }

    fn laid_out(slots: &Slots, priced: Side, ties: Ties, hashes: &Hashes, prices: &[i64]) -> Self {
        let price = slots.lay_out(prices);
        let offset = price.iter().fold(0, |least: i64, &price| least.min(price)).saturating_neg();
        let hash = slots.lay_out(match priced {
            Side::Mentor => &hashes.mentors,
            Side::Mentee => &hashes.mentees,
        });
        let (places, prices, cut_prices) = (Arc::clone(&slots.places), prices.to_vec(), Vec::new());
        let mut worth = Worth { ties, hashes: hashes.clone(), priced, places, prices, hash, price, offset, cut_prices };
        worth.cut_prices = worth.all_cut();
        worth
    }

    fn all_cut(&self) -> Vec<Lanes> {
        let cut_prices = self.price.chunks(LANES).map(|block| {
            let mut lanes = [0; LANES];
            for (lane, &price) in (0..).zip(block) {
                lanes[spot(lane)] = self.cut(price);
            }
            lanes
        });
        cut_prices.collect()
    }

    fn cut(&self, price: i64) -> u16 {
        u16::try_from(self.ties.points(price.saturating_add(self.offset)) >> CUT).unwrap_or(u16::MAX)
    }

    /// Changes one price. O(1), but for a price below 0 and below all so far: that costs O(people), and makes room for an eighth
    /// more, so that there are few of them.
    pub fn set_price(&mut self, person: u32, price: i64) {
        let at = person as usize;
        let Some(&slot) = self.places.get(at) else { return };
        if self.prices.len() < self.places.len() {
            self.prices.resize(self.places.len(), 0);
        }
        self.prices[at] = price;
        if slot == NOBODY {
            return;
        }
        self.price[slot as usize] = price;
        if price.saturating_add(self.offset) < 0 {
            self.offset = price.saturating_neg().saturating_add(price.saturating_abs() / 8);
            self.cut_prices = self.all_cut();
        } else {
            self.cut_prices[slot as usize / LANES][spot(slot % LANES as u32)] = self.cut(price);
        }
    }

    /// People of a side have other numbers: somebody came, who costs nothing, or went. `hashes` are everybody's now, and `places` the slots of
    /// those whose prices these are. O(people).
    pub(crate) fn renumber(&mut self, places: Arc<[u32]>, (side, at, comes): (Side, u32, bool), hashes: &Hashes) {
        self.hashes = hashes.clone();
        if side != self.priced {
            return;
        }
        self.places = places;
        match (comes, (at as usize).cmp(&self.prices.len())) {
            (true, Ordering::Less | Ordering::Equal) => self.prices.insert(at as usize, 0),
            (false, Ordering::Less) => drop(self.prices.remove(at as usize)),
            _ => {}
        }
    }

    /// Somebody has no slot any more.
    pub(crate) fn place(&mut self, places: Arc<[u32]>) {
        self.places = places;
    }

    /// Of those who may be found, none has a price below this from now on. It makes bounds close where all prices are far from 0. O(people) if
    /// it is far from what was said before.
    pub(crate) fn expect(&mut self, least: i64) {
        let offset = least.saturating_neg();
        let room = self.ties.raised(EXPECTED);
        if offset > self.offset || self.offset.saturating_sub(offset) > room {
            self.offset = offset.saturating_add(room / 4);
            self.cut_prices = self.all_cut();
        }
    }

    /// No less than the value of any pair with at most these points, whatever its price.
    pub(crate) fn most_of(&self, points: u32) -> i64 {
        self.ties.most(points).saturating_add(self.offset)
    }

    /// Of a pair with these points.
    pub(crate) fn value(&self, points: u32, mentor: MentorIx, mentee: MenteeIx) -> i64 {
        let of = |hashes: &[u64], person: u32| hashes.get(person as usize).copied().unwrap_or(0);
        let weight = self.ties.weight(points, of(&self.hashes.mentors, mentor), of(&self.hashes.mentees, mentee));
        let priced = if self.priced == Side::Mentor { mentor } else { mentee };
        weight.saturating_sub(self.prices.get(priced as usize).copied().unwrap_or(0))
    }

    /// The same, of one who asks and whoever is at a slot.
    pub(super) fn value_at(&self, points: u32, slot: usize, asker: u32) -> i64 {
        let of = |hashes: &[u64]| hashes.get(asker as usize).copied().unwrap_or(0);
        let weight = match self.priced {
            Side::Mentor => self.ties.weight(points, self.hash[slot], of(&self.hashes.mentees)),
            Side::Mentee => self.ties.weight(points, of(&self.hashes.mentors), self.hash[slot]),
        };
        weight.saturating_sub(self.price[slot])
    }

    /// No pair with fewer points has this value, whatever its price.
    pub(super) fn points_of(&self, value: i64) -> u32 {
        self.ties.points(value.saturating_sub(self.offset))
    }

    /// The prices of a block, in points cut to 16 bits.
    pub(super) fn cut_prices(&self, block: usize) -> &Lanes {
        &self.cut_prices[block]
    }
}
