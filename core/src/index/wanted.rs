//! For each wanted topic and level: who wants it, and what part of all they want it is.
//!
//! The lists of mentees: a value is the want's share of the mentee's importance, in millionths, rounded up. A mentor's offers
//! keep so much of each topic and level near them; sums of both over those lists bound the interests of all pairs.

use std::sync::Arc;

use super::list::{LEVELS, List, place, place_of, widen};
use super::slots::{LANES, Slots};
use crate::model::Willingness;
use crate::points::FULL;
use crate::roster::{MenteeIx, MenteeRow, OfferRow, Roster};
use crate::score::Scorer;
use crate::score::interests::kept;
use crate::taxonomy::{Similar, TopicIx};

/// All lists of a cohort's mentees.
#[derive(Debug, Clone)]
pub(super) struct Shares {
    /// By topic and level.
    lists: Arc<[List]>,
    /// Those who want nothing in particular.
    pub(super) blank: Arc<List>,
    /// By offered topic: the wanted topics near it, in their order.
    near: Arc<Vec<Vec<Similar>>>,
    /// By block: the most lists that one of its mentees is on.
    pub(super) most: Vec<usize>,
}

/// The sum of a mentee's importances.
pub(super) fn whole(row: &MenteeRow) -> u64 {
    row.wants.iter().map(|want| u64::from(want.importance)).sum::<u64>().max(1)
}

impl Shares {
    pub(super) fn new(roster: &Roster, scorer: &Scorer, slots: &Slots) -> Self {
        let topics = roster.taxonomy.len();
        let row = |mentee: MenteeIx| roster.mentees.get(mentee as usize);
        let mut entries: Vec<Vec<(u32, u32)>> = vec![Vec::new(); topics * LEVELS];
        let mut blank = Vec::new();
        for (slot, row) in (0..).zip(&slots.people).filter_map(|(slot, &mentee)| Some((slot, row(mentee)?))) {
            let whole = whole(row);
            for want in &row.wants {
                if let Some(list) = entries.get_mut(place_of(want)) {
                    list.push((slot, (u64::from(want.importance) * u64::from(FULL)).div_ceil(whole) as u32));
                }
            }
            if row.wants.is_empty() {
                blank.push((slot, FULL));
            }
        }
        let mut near: Vec<Vec<Similar>> = vec![Vec::new(); topics];
        for wanted in 0..topics as TopicIx {
            for similar in scorer.near(wanted) {
                if let Some(near) = near.get_mut(similar.topic as usize) {
                    near.push(Similar { topic: wanted, ..*similar });
                }
            }
        }
        let mut lists: Vec<List> = entries.into_iter().map(|entries| List::new(entries.into_iter())).collect();
        let mut blank = List::new(blank.into_iter());
        widen(lists.iter_mut().chain([&mut blank]), slots.blocks());
        let wants = |&mentee: &MenteeIx| row(mentee).map_or(0, |row| row.wants.len().max(1));
        let most = slots.people.chunks(LANES).map(|block| block.iter().map(wants).max().unwrap_or(0));
        Shares { lists: lists.into(), blank: blank.into(), near: near.into(), most: most.collect() }
    }

    /// Somebody offers what is near these topics, all in order; perhaps for the first time.
    pub(super) fn heed_offer(&mut self, offered: TopicIx, near: Vec<Similar>) {
        if self.near.get(offered as usize).is_some_and(|known| known.len() < near.len())
            && let Some(known) = Arc::make_mut(&mut self.near).get_mut(offered as usize)
        {
            *known = near;
        }
    }

    /// The list of a topic and level.
    pub(super) fn list(&self, place: u32) -> Option<&List> {
        self.lists.get(place as usize)
    }
}

/// What one mentor's offers keep of every wanted topic and level.
#[derive(Debug, Default)]
pub(super) struct Keeps {
    /// By topic and level, in millionths.
    values: Vec<u32>,
    /// Those that are not 0, in order.
    places: Vec<u32>,
}

impl Keeps {
    /// Of these offers. O(offers · topics near them · log).
    pub(super) fn fill(&mut self, shares: &Shares, offers: &[OfferRow]) {
        self.clear();
        self.values.resize(shares.lists.len(), 0);
        for offer in offers.iter().filter(|offer| offer.willingness != Willingness::No) {
            for similar in shares.near.get(offer.topic as usize).into_iter().flatten() {
                for level in 1..=LEVELS as u32 {
                    let at = place(similar.topic, level);
                    if shares.lists.get(at).is_none_or(List::is_empty) {
                        continue;
                    }
                    let value = kept(similar.similarity, offer.willingness, (offer.level, level));
                    if let Some(best) = self.values.get_mut(at).filter(|best| **best < value) {
                        if *best == 0 {
                            self.places.push(at as u32);
                        }
                        *best = value;
                    }
                }
            }
        }
        // A no to a neighbour only takes that neighbour away.
        for offer in offers.iter().filter(|offer| offer.willingness == Willingness::No) {
            let refused = place(offer.topic, 1)..=place(offer.topic, LEVELS as u32);
            self.values.get_mut(refused).into_iter().flatten().for_each(|value| *value = 0);
        }
        let values = &self.values;
        self.places.retain(|&at| values.get(at as usize).is_some_and(|&value| value > 0));
        self.places.sort_unstable();
    }

    fn clear(&mut self) {
        for at in self.places.drain(..) {
            if let Some(value) = self.values.get_mut(at as usize) {
                *value = 0;
            }
        }
    }

    /// The topics and levels of which anything is kept, and how much.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, u32)> {
        self.places.iter().map(|&at| (at, self.values.get(at as usize).copied().unwrap_or(0)))
    }

    /// What is kept of all that a mentee wants, weighed by importance.
    pub(super) fn sum(&self, row: &MenteeRow) -> u64 {
        let value = |place: usize| u64::from(self.values.get(place).copied().unwrap_or(0));
        row.wants.iter().map(|want| u64::from(want.importance) * value(place_of(want))).sum()
    }
}
