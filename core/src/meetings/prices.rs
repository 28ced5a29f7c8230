//! What mentors, their slots and rooms cost, and what pairs gain at that.

use crate::roster::{MenteeIx, MentorIx};
use crate::schedule::slots::{ones, ones_of};
use crate::sessions::Starts;

/// Prices by mentor, by mentor and slot, and by slot.
#[derive(Debug, Clone, Default)]
pub(super) struct Prices {
    pub(super) mentors: Vec<i64>,
    /// In the order of mentors and slots; none is 0.
    pub(super) slots: Vec<(MentorIx, u32, i64)>,
    /// One a slot, or none.
    pub(super) rooms: Vec<i64>,
}

/// The same, ready to be asked.
#[derive(Debug)]
pub(super) struct Costs<'a> {
    prices: &'a Prices,
    starts: &'a Starts,
    /// How many slots a session reaches into.
    length: u32,
    /// The prices of rooms at all slots before each, and of all; nothing if rooms cost nothing.
    rooms: Vec<i64>,
}

impl Prices {
    pub(super) fn of(&self, mentor: MentorIx) -> i64 {
        self.mentors.get(mentor as usize).copied().unwrap_or(0)
    }
}

impl<'a> Costs<'a> {
    pub(super) fn new(prices: &'a Prices, starts: &'a Starts) -> Self {
        let sums = prices.rooms.iter().scan(0_i64, |sum, price| {
            *sum = sum.saturating_add(*price);
            Some(*sum)
        });
        let rooms = if prices.rooms.is_empty() { Vec::new() } else { std::iter::once(0).chain(sums).collect() };
        Costs { prices, starts, length: starts.clock.session.div_ceil(starts.clock.grid), rooms }
    }

    /// What rooms cost for a session from a slot on.
    fn room(&self, start: u32) -> i64 {
        let before = |slot: u32| self.rooms.get(slot as usize).or(self.rooms.last()).copied().unwrap_or(0);
        before(start + self.length) - before(start)
    }

    /// No session of a mentee costs less than this for a room.
    pub(super) fn least_room(&self, mentee: MenteeIx) -> i64 {
        if self.rooms.is_empty() {
            return 0;
        }
        ones(self.starts.mentees.row(mentee)).map(|start| self.room(start)).min().unwrap_or(0)
    }

    /// What the cheapest session of two people costs beyond the mentor's price; nothing if they have no start in common.
    fn cheapest(&self, mentor: MentorIx, mentee: MenteeIx) -> Option<i64> {
        let first = self.prices.slots.partition_point(|slot| slot.0 < mentor);
        let own = self.prices.slots.get(first..).unwrap_or_default();
        let own = own.get(..own.partition_point(|slot| slot.0 == mentor)).unwrap_or_default();
        if !self.starts.meet(mentor, mentee) {
            return None;
        }
        if own.is_empty() && self.rooms.is_empty() {
            return Some(0);
        }
        let cost = |start: u32| {
            let from = own.partition_point(|slot| slot.1 < start);
            let slots = own.get(from..).unwrap_or_default().iter().take_while(|slot| slot.1 < start + self.length);
            slots.map(|slot| slot.2).sum::<i64>() + self.room(start)
        };
        let mut cheapest = i64::MAX;
        for start in ones_of(self.starts.mentors.row(mentor), self.starts.mentees.row(mentee)) {
            cheapest = cheapest.min(cost(start));
            if cheapest == 0 {
                break;
            }
        }
        Some(cheapest)
    }

    /// What a mentee gains by a pair of so many points; nothing if they have no start in common.
    pub(super) fn gain(&self, mentor: MentorIx, mentee: MenteeIx, points: u32) -> Option<i64> {
        Some(i64::from(points) - self.prices.of(mentor) - self.cheapest(mentor, mentee)?)
    }
}
