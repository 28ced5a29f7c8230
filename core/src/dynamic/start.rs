//! A first state from what is known of the problem already.
#![expect(clippy::indexing_slicing, reason = "mentees and mentors are the caller's promise")]

use super::ask::Asking;
use super::market::Market;
use super::ranked::{Entry, Ranked};
use super::{Dynamic, Tuning, Weight};

/// What is known at the start. Whatever it says, what comes of it is the same; a good start saves work.
#[derive(Debug, Clone, Copy, Default)]
pub struct Start<'a> {
    /// By mentor; those beyond its end are 0, and none is less.
    pub prices: &'a [Weight],
    /// Mentee and mentor of pairs that may turn out well. Those that are in no row, or for whom no seat is left, are passed over.
    pub held: &'a [(u32, u32)],
    /// Of some mentees, each once: pairs that may be had.
    pub rows: &'a [Row<'a>],
}

/// Pairs of one mentee.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    /// Whose.
    pub mentee: u32,
    /// Mentor and weight, each mentor once, in any order.
    pub pairs: &'a [(u32, Weight)],
    /// No pair elsewhere has a weight less the mentor's price (in [`Start::prices`]) of this or more. `Weight::MAX` if nothing
    /// is known of them: then they are asked for.
    pub least: Weight,
}

impl Dynamic {
    /// Seats of mentees and of mentors, and what is known. Pairs held at the start are the state that the first
    /// [changes](Self::changes) start from. O(pairs · log pairs).
    #[must_use]
    pub fn new(tuning: &Tuning, mentee_seats: &[u32], mentor_seats: &[u32], start: &Start<'_>) -> Self {
        let margin = tuning.margin.clamp(0, Weight::MAX >> 3);
        let asking = Asking::new(margin, tuning.most);
        let market = Market::new(asking.room(), tuning.drift.clamp(0, Weight::MAX >> 3));
        let mut dynamic = Dynamic { market, asking, ..Dynamic::default() };
        for (mentor, &seats) in (0..).zip(mentor_seats) {
            dynamic.add_mentor(seats);
            if seats > 0 {
                let price = start.prices.get(mentor as usize).map_or(0, |price| *price.max(&0));
                dynamic.market.mentors[mentor as usize].out = false;
                dynamic.market.price.set(mentor, price);
                dynamic.market.price.moved(mentor);
                dynamic.market.free.push(mentor);
            }
        }
        for &seats in mentee_seats {
            dynamic.add_mentee(seats);
        }
        let mut held = start.held.to_vec();
        held.sort_unstable();
        held.dedup();
        let mut left = mentor_seats.to_vec();
        let mut ranks: Vec<[Vec<Entry>; 2]> = vec![Default::default(); mentor_seats.len()];
        for row in start.rows {
            let held = &held[held.partition_point(|pair| pair.0 < row.mentee)..];
            let held = &held[..held.partition_point(|pair| pair.0 == row.mentee)];
            dynamic.market.lay(row, held, &mut left, margin);
            dynamic.market.note(row.mentee, &mut ranks);
        }
        for (mentor, [column, seated]) in dynamic.market.mentors.iter_mut().zip(ranks) {
            (mentor.column, mentor.seated) = (Ranked::new(column), Ranked::new(seated));
        }
        for (mentee, mentor) in held {
            if !dynamic.market.mentees.get(mentee as usize).is_some_and(|row| row.holds(mentor)) {
                dynamic.market.log.flip(mentee, mentor);
            }
        }
        dynamic
    }
}

impl Market {
    /// Lays a row, and sees which of the pairs the mentee is said to hold are worth it at the prices as they are.
    fn lay(&mut self, row: &Row<'_>, held: &[(u32, u32)], left: &mut [u32], margin: Weight) {
        let mentors = &self.mentors;
        let there = row.pairs.iter().filter(|(mentor, weight)| *weight > 0 && !mentors[*mentor as usize].out);
        let mut pairs: Vec<(u32, Weight)> = there.copied().collect();
        pairs.sort_unstable();
        pairs.dedup_by_key(|pair| pair.0);
        let mentee = &mut self.mentees[row.mentee as usize];
        if mentee.seats == 0 {
            return;
        }
        mentee.out = false;
        (mentee.mentors, mentee.weights) = pairs.iter().copied().unzip();
        self.known += pairs.len();
        self.heaviest = pairs.iter().map(|pair| pair.1).fold(self.heaviest, Weight::max);
        let mut values: Vec<(Weight, u32)> =
            pairs.iter().map(|&(mentor, weight)| (weight - self.price.of(mentor), mentor)).collect();
        values.sort_unstable_by(|a, b| b.cmp(a));
        // The best pairs, as long as they are held; the first one that is not says what a seat is worth at least.
        let mut best = 0;
        for (value, mentor) in values {
            let seats_left = left.get_mut(mentor as usize).filter(|left| **left > 0);
            let mentee = &mut self.mentees[row.mentee as usize];
            if let Some(left) = seats_left
                && value >= 0
                && mentee.is_open()
                && held.binary_search(&(row.mentee, mentor)).is_ok()
            {
                *left -= 1;
                let at = mentee.held.partition_point(|pair| pair.0 < mentor);
                let weight = value + self.price.of(mentor);
                mentee.held.insert(at, (mentor, weight));
                self.total += weight;
                best = value;
            } else {
                if mentee.is_open() {
                    best = value.max(0);
                }
                break;
            }
        }
        let mentee = &self.mentees[row.mentee as usize];
        if mentee.is_open() && mentee.held.len() == mentee.mentors.len() {
            best = 0;
        }
        self.reference[row.mentee as usize] = best;
        self.profit.set(row.mentee, best);
        self.profit.moved(row.mentee);
        if row.least <= best.saturating_sub(margin) {
            self.profit.asked(row.mentee);
        } else {
            self.profit.unasked(row.mentee);
        }
        self.open.push(row.mentee);
    }

    /// Notes the pairs of a mentee under their mentors: columns, and seats.
    fn note(&self, mentee: u32, ranks: &mut [[Vec<Entry>; 2]]) {
        let (row, reference) = (&self.mentees[mentee as usize], self.reference[mentee as usize]);
        for (mentor, weight) in row.row() {
            let [column, seated] = &mut ranks[mentor as usize];
            if row.holds(mentor) {
                seated.push(Entry::new(weight - reference, mentee));
            } else {
                column.push(Entry::new(reference - weight, mentee));
            }
        }
    }
}
