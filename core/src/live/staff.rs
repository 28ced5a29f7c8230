//! Who comes to an engine, who goes, and who is not who they were.

use std::sync::Arc;

use super::engine::{BELOW, Engine, cut};
use crate::dynamic::Weight;
use crate::index::{Audience, Scratch, Worth};
use crate::pricing::Hint;
use crate::roster::{MenteeIx, MentorIx};
use crate::side::Side;
use crate::taxonomy::{Similar, TopicIx};
use crate::view::View;

/// Pairs are told of that would be wanted if prices were so many points different.
const NEAR: i64 = 1_000;

impl Engine {
    /// Somebody comes, without a seat and a pair so far; whoever had this number or a greater one has the next. O(people).
    pub(super) fn come(&mut self, side: Side, at: u32, id: &str) {
        let (numbers, seats) = match side {
            Side::Mentor => (&mut self.mentors, &mut self.seats.0),
            Side::Mentee => (&mut self.mentees, &mut self.seats.1),
        };
        let kept = numbers.idle().unwrap_or_else(|| match side {
            Side::Mentor => self.kernel.add_mentor(0),
            Side::Mentee => self.kernel.add_mentee(0),
        });
        numbers.come(at, kept);
        seats.insert((at as usize).min(seats.len()), 0);
        let ties = self.weights.ties;
        self.rehash(side, |hashes| hashes.insert((at as usize).min(hashes.len()), ties.person(id, hash_side(side))));
        self.audience.open(side, at);
    }

    /// Somebody goes, and with them their pairs; whoever had a greater number has the one before. O(people + their pairs).
    pub(super) fn leave(&mut self, side: Side, at: u32, id: &str) {
        self.seats(side, at, 0);
        let (numbers, seats) = match side {
            Side::Mentor => (&mut self.mentors, &mut self.seats.0),
            Side::Mentee => (&mut self.mentees, &mut self.seats.1),
        };
        numbers.leave(at, id);
        if (at as usize) < seats.len() {
            seats.remove(at as usize);
        }
        self.rehash(side, |hashes| {
            if (at as usize) < hashes.len() {
                hashes.remove(at as usize);
            }
        });
        self.audience.close(side, at);
    }

    fn rehash(&mut self, side: Side, change: impl FnOnce(&mut Vec<u64>)) {
        let hashes = match side {
            Side::Mentor => &mut self.weights.hashes.mentors,
            Side::Mentee => &mut self.weights.hashes.mentees,
        };
        let mut list = hashes.to_vec();
        change(&mut list);
        *hashes = list.into();
    }

    /// Somebody came (or went), and the board has these places now.
    pub(super) fn renumber(&mut self, board: Arc<[u32]>, (side, at, comes): (Side, u32, bool)) {
        self.prices.renumber(board, (side, at, comes), &self.weights.hashes);
        self.profits.renumber(self.audience.places(), (side, at, comes), &self.weights.hashes);
        // The kernel has a price for whoever has that number, and does not tell it again.
        match side {
            Side::Mentor if comes => self.prices.set_price(at, cut(self.kernel.priced(self.mentors.kept(at)))),
            Side::Mentee if comes => self.profits.set_price(at, cut(self.kernel.profited(self.mentees.kept(at)))),
            _ => {}
        }
    }

    /// What is laid out of somebody is not so any more; the board has these places now.
    pub(super) fn loosen(&mut self, side: Side, at: u32, board: Arc<[u32]>) {
        self.audience.loosen(side, at);
        self.prices.place(board);
        self.profits.place(self.audience.places());
    }

    /// Somebody offers what is near these topics, all in order; perhaps for the first time.
    pub(super) fn heed_offer(&mut self, offered: TopicIx, near: Vec<Similar>) {
        self.audience.heed_offer(offered, near);
    }

    /// A pair earns what bounds do not count.
    pub(super) fn heed(&mut self, mentor: MentorIx, mentee: MenteeIx) {
        self.audience.heed(mentor, mentee);
    }

    /// How many people are not laid out in the audience.
    pub(super) fn loose(&self) -> usize {
        self.audience.loose()
    }

    /// Another that is as this one is now.
    pub(super) fn fork(&self) -> Self {
        Engine {
            kernel: self.kernel.clone(),
            weights: self.weights.clone(),
            audience: self.audience.clone(),
            prices: self.prices.clone(),
            profits: self.profits.clone(),
            scratch: Scratch::default(),
            known: Vec::new(),
            mentors: self.mentors.clone(),
            mentees: self.mentees.clone(),
            locked: self.locked,
            seats: self.seats.clone(),
            sums: self.sums,
        }
    }

    /// What a run can start from: the pairs that are chosen and those that nearly are, and the prices.
    pub(super) fn hint(&self, view: &View) -> Hint {
        let roster = view.cohort.roster();
        let (ties, near) = (self.weights.ties, Weight::from(self.weights.ties.raised(NEAR)) << BELOW);
        let (mut rows, mut held) = (Vec::with_capacity(roster.mentees.len()), Vec::new());
        for mentee in 0..roster.mentees.len() as MenteeIx {
            let kept = self.mentees.kept(mentee);
            let pairs = self.kernel.known_pairs(kept).filter(|(.., slack)| *slack <= near);
            let pairs =
                pairs.filter_map(|(mentor, weight, _)| Some((self.mentors.now(mentor)?, ties.points(cut(weight)))));
            let mut pairs: Vec<(MentorIx, u32)> = pairs.collect();
            pairs.sort_unstable();
            if !pairs.is_empty() {
                rows.push((mentee, pairs));
            }
            held.extend(self.kernel.held(kept).iter().filter_map(|pair| Some((mentee, self.mentors.now(pair.0)?))));
        }
        let price = |mentor| cut(self.kernel.price(self.mentors.kept(mentor)));
        Hint { rows, prices: (0..roster.mentors.len() as MentorIx).map(price).collect(), held }
    }

    /// Lays everybody out anew, as the view did. O(people · topics near what they want).
    pub(super) fn lay_out(&mut self, view: &View) {
        let (roster, scorer) = (view.cohort.roster(), view.cohort.scorer());
        self.audience = Audience::new(roster, scorer);
        let (ties, hashes) = (self.weights.ties, &self.weights.hashes);
        let price = |mentor| cut(self.kernel.priced(self.mentors.kept(mentor)));
        let prices: Vec<i64> = (0..roster.mentors.len() as MentorIx).map(price).collect();
        let profit = |mentee| cut(self.kernel.profited(self.mentees.kept(mentee)));
        let profits: Vec<i64> = (0..roster.mentees.len() as MenteeIx).map(profit).collect();
        self.prices = Worth::new(&view.board, ties, hashes, &prices);
        self.profits = Worth::of_mentees(&self.audience, ties, hashes, &profits);
    }
}

/// As a run hashes them.
fn hash_side(side: Side) -> u64 {
    match side {
        Side::Mentor => 0,
        Side::Mentee => 1,
    }
}
