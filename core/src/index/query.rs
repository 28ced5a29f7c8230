//! Questions to the index, and the best answers found so far.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::Board;
use super::list::{Desk, List};
use super::search::{Block, Search};
use super::worth::Worth;
use crate::roster::{MenteeIx, MentorIx, Roster};
use crate::score::Scorer;

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub struct Query<'a> {
    /// For whom.
    pub mentee: MenteeIx,
    /// How many at most.
    pub most: usize,
    /// The least value of what is found.
    pub least: i64,
    /// Mentors who are known already, in order.
    pub known: &'a [MentorIx],
    /// Whether locked pairs count.
    pub locked: bool,
}

/// A pair that was found. Better ones compare greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// Its weight less the mentor's price.
    pub value: i64,
    /// Of equal values, the first.
    mentor: Reverse<MentorIx>,
    /// What the pair is worth.
    pub points: u32,
}

impl Found {
    pub(super) fn new(value: i64, mentor: MentorIx, points: u32) -> Self {
        Found { value, mentor: Reverse(mentor), points }
    }

    /// The mentor.
    #[must_use]
    pub fn mentor(&self) -> MentorIx {
        self.mentor.0
    }
}

/// Space for questions, one after another.
#[derive(Debug, Default)]
pub struct Scratch {
    /// The blocks that may hold a mentor good enough.
    pub(super) blocks: Vec<Block>,
    /// Mentors who are judged ahead of all others.
    pub(super) special: Vec<MentorIx>,
    best: BinaryHeap<Reverse<Found>>,
    desk: Desk,
    found: Vec<Found>,
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

    /// Whether a mentor with this value would be kept.
    pub(super) fn takes(&self, value: i64, mentor: MentorIx) -> bool {
        value >= self.least
            && (self.heap.len() < self.most
                || self.heap.peek().is_none_or(|worst| (value, Reverse(mentor)) > (worst.0.value, worst.0.mentor)))
    }

    pub(super) fn offer(&mut self, found: Found) {
        if self.takes(found.value, found.mentor.0) {
            self.heap.push(Reverse(found));
            if self.heap.len() > self.most {
                self.heap.pop();
            }
        }
    }
}

impl Board {
    /// Answers a question; best first. `search` says how and at what cost.
    pub fn best<'s>(
        &self,
        roster: &Roster,
        scorer: &Scorer,
        worth: &Worth<'_>,
        query: Query<'_>,
        scratch: &'s mut Scratch,
    ) -> &'s [Found] {
        scratch.found.clear();
        let Some(row) = roster.mentees.get(query.mentee as usize).filter(|row| row.seats > 0 && query.most > 0) else {
            return &scratch.found;
        };
        // Lists that are too many to be held are made for this question.
        let held = |topic, level| self.lists.held(topic, level);
        let mut make = |topic, level| match held(topic, level) {
            Some(_) => None,
            None => Some(self.lists.make(scorer, topic, level, &mut scratch.desk)),
        };
        let made: Vec<Option<List>> = row.wants.iter().map(|want| make(want.topic, want.level)).collect();
        let lists = row.wants.iter().zip(&made).filter_map(|(want, made)| {
            Some((made.as_ref().or_else(|| held(want.topic, want.level))?, u64::from(want.importance)))
        });
        let mut lists: Vec<(&List, u64)> = lists.collect();
        if row.wants.is_empty() {
            // Empty unless the policy is open.
            lists.push((&self.lists.broad, 1));
        }
        let mut best = Best { heap: std::mem::take(&mut scratch.best), most: query.most, least: query.least };
        Search::new(self, roster, scorer, worth, query, row, &lists).run(scratch, &mut best);
        while let Some(Reverse(found)) = best.heap.pop() {
            scratch.found.push(found);
        }
        scratch.found.reverse();
        scratch.best = best.heap;
        &scratch.found
    }
}
