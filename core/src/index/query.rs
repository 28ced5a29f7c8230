//! Questions to the index, and the best answers found so far.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::offered::Desk;
use super::search::{Asker, Block, Search, Sums};
use super::wanted::Keeps;

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub struct Query<'a> {
    /// For whom: a mentee who asks about mentors, or a mentor who asks about mentees.
    pub asker: u32,
    /// How many at most.
    pub most: usize,
    /// The least value of what is found.
    pub least: i64,
    /// Who is known already, in order.
    pub known: &'a [u32],
    /// Whether locked pairs count.
    pub locked: bool,
}

/// A pair that was found. Better ones compare greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// Its weight less the price of the one who was found.
    pub value: i64,
    /// Of equal values, the first.
    person: Reverse<u32>,
    /// What the pair is worth.
    pub points: u32,
}

impl Found {
    pub(super) fn new(value: i64, person: u32, points: u32) -> Self {
        Found { value, person: Reverse(person), points }
    }

    /// Who was found: the mentor, for a mentee who asks; the mentee, for a mentor.
    #[must_use]
    pub fn person(&self) -> u32 {
        self.person.0
    }
}

/// Space for questions, one after another.
#[derive(Debug, Default)]
pub struct Scratch {
    /// The blocks that may hold somebody good enough.
    pub(super) blocks: Vec<Block>,
    pub(super) sums: Sums,
    /// Those who are judged ahead of all others.
    pub(super) special: Vec<u32>,
    best: BinaryHeap<Reverse<Found>>,
    pub(super) desk: Desk,
    pub(super) keeps: Keeps,
    found: Vec<Found>,
}

impl Scratch {
    /// What a search finds, best first.
    pub(super) fn answer<A: Asker>(&mut self, search: &Search<'_, A>) -> &[Found] {
        let Query { most, least, .. } = search.query;
        self.found.clear();
        let mut best = Best { heap: std::mem::take(&mut self.best), most, least };
        search.run(self, &mut best);
        while let Some(Reverse(found)) = best.heap.pop() {
            self.found.push(found);
        }
        self.found.reverse();
        self.best = best.heap;
        &self.found
    }

    /// What the last search found.
    pub(super) fn found(&self) -> &[Found] {
        &self.found
    }

    /// Nobody.
    pub(super) fn nobody(&mut self) -> &[Found] {
        self.found.clear();
        &self.found
    }
}

/// The best found so far.
#[derive(Debug)]
pub(super) struct Best {
    heap: BinaryHeap<Reverse<Found>>,
    most: usize,
    least: i64,
}

impl Best {
    /// No value below this is kept.
    pub(super) fn bar(&self) -> i64 {
        let full = self.heap.len() >= self.most;
        self.heap.peek().filter(|_| full).map_or(self.least, |worst| worst.0.value.max(self.least))
    }

    /// Whether a person with this value would be kept.
    pub(super) fn takes(&self, value: i64, person: u32) -> bool {
        value >= self.least
            && (self.heap.len() < self.most
                || self.heap.peek().is_none_or(|worst| (value, Reverse(person)) > (worst.0.value, worst.0.person)))
    }

    pub(super) fn offer(&mut self, found: Found) {
        if self.takes(found.value, found.person.0) {
            self.heap.push(Reverse(found));
            if self.heap.len() > self.most {
                self.heap.pop();
            }
        }
    }
}
