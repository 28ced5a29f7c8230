//! What is known, from prices asked at before, of the pairs outside the rows.
//!
//! A mentee's *slack* s says that every pair outside their row is worth less than u − s, where u is what their last seat is
//! worth to them. When prices change, a pair gains what its mentor's price falls by, and the slack what u rises by. So as long
//! as no price falls further than the slack, nothing need be asked; and if some do, only those mentors need be looked at. A
//! slack below 0 says little now, but u may rise.

use crate::roster::MenteeIx;

/// Nothing is known.
const UNKNOWN: i64 = i64::MIN / 4;
/// There is nothing outside.
const ENDLESS: i64 = i64::MAX / 4;

/// How often the mentors are halved whose prices have fallen furthest.
const STEPS: u32 = 7;

/// Slacks, and the prices and values they were found at.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    /// By mentee.
    slack: Vec<i64>,
    /// By mentee: what their last seat was worth.
    last: Vec<i64>,
    /// By mentor.
    prices: Vec<i64>,
}

/// By how much prices have fallen.
#[derive(Debug)]
pub(super) struct Falls {
    /// By mentor.
    by: Vec<i64>,
    /// The most.
    pub(super) deepest: i64,
}

impl Falls {
    /// By how much the price of a mentor has fallen.
    pub(super) fn of(&self, mentor: u32) -> i64 {
        at(&self.by, mentor)
    }
}

impl Falls {
    /// Ascending falls that ever fewer mentors have fallen further than: half of them, a quarter, and so on.
    pub(super) fn steps(&self) -> Vec<i64> {
        let mut falls = self.by.clone();
        falls.sort_unstable_by(|a, b| b.cmp(a));
        let mut steps: Vec<i64> = (1..=STEPS).filter_map(|step| falls.get(falls.len() >> step).copied()).collect();
        steps.dedup();
        steps
    }
}

impl Ledger {
    /// Moves to new prices and values; what the falls do to slacks is for the caller to see to.
    pub(super) fn update(&mut self, prices: &[i64], last: Vec<i64>) -> Falls {
        self.slack.resize(last.len(), UNKNOWN);
        for (mentee, slack) in (0..).zip(&mut self.slack) {
            if *slack > UNKNOWN && *slack < ENDLESS {
                *slack = (*slack + at(&last, mentee) - at(&self.last, mentee)).max(UNKNOWN);
            }
        }
        let by: Vec<i64> = (0..).zip(prices).map(|(mentor, price)| at(&self.prices, mentor) - price).collect();
        let deepest = by.iter().copied().max().unwrap_or(0);
        self.last = last;
        self.prices = prices.to_vec();
        Falls { by, deepest }
    }

    /// A mentee's slack; very low if nothing is known.
    pub(super) fn slack(&self, mentee: MenteeIx) -> i64 {
        self.slack.get(mentee as usize).copied().unwrap_or(UNKNOWN)
    }

    /// What a mentee's last seat is worth to them.
    pub(super) fn last(&self, mentee: MenteeIx) -> i64 {
        at(&self.last, mentee)
    }

    /// Every pair outside is now known to be worth less than this.
    pub(super) fn less_than(&mut self, mentee: MenteeIx, value: i64) {
        self.set(mentee, (self.last(mentee) - value).max(UNKNOWN));
    }

    /// There is no pair outside.
    pub(super) fn nothing_outside(&mut self, mentee: MenteeIx) {
        self.set(mentee, ENDLESS);
    }

    /// Nothing is known any more.
    pub(super) fn forget(&mut self, mentee: MenteeIx) {
        self.set(mentee, UNKNOWN);
    }

    fn set(&mut self, mentee: MenteeIx, slack: i64) {
        if let Some(entry) = self.slack.get_mut(mentee as usize) {
            *entry = slack;
        }
    }
}

fn at(list: &[i64], i: u32) -> i64 {
    list.get(i as usize).copied().unwrap_or(0)
}
