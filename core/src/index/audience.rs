//! Mentees laid out for questions of mentors: the mirror image of a board.

use std::cmp::Reverse;
use std::sync::Arc;

use super::mask::{Masks, Sides};
use super::slots::{LANES, NOBODY, Slots, compared, first_topics};
use super::wanted::Shares;
use crate::roster::{MenteeIx, MenteeRow, MentorIx, Pairs, Roster};
use crate::score::Scorer;
use crate::side::Side;
use crate::taxonomy::{Similar, TopicIx};

/// The mentees of a cohort, ready to be asked for the best of them. `mentor` says how.
///
/// All who want something (or nothing, if the policy lets those meet somebody), whether they have a seat just now or not:
/// right for as long as nothing changes but seats, which pairs are apart or known, and what is learnt of people. Who has no seat is never found.
#[derive(Debug, Clone)]
pub struct Audience {
    pub(super) slots: Slots,
    pub(super) shares: Shares,
    pub(super) masks: Masks,
    /// By mentor: the mentees who are judged ahead of all others.
    pub(super) special: Pairs<()>,
    /// From this block on, mentees want nothing in particular.
    pub(super) blank_from: usize,
}

impl Audience {
    /// Of a cohort's mentees. Made on the threads of the pool it is called in. O(wants · log + pairs of topics that are near).
    #[must_use]
    pub fn new(roster: &Roster, scorer: &Scorer) -> Self {
        let (slots, blank_from) = slots(roster, scorer);
        let shares = Shares::new(roster, scorer, &slots);
        let masks = Masks::new(Sides { roster, asks: Side::Mentor, slots: &slots, lasting: true }, scorer);
        let preferred = roster.preferred.iter().map(|(mentor, mentee, _)| (mentor, mentee, ()));
        let affinity = roster.affinity.iter().map(|(mentor, mentee, _)| (mentor, mentee, ()));
        let special = preferred.chain(affinity).chain(roster.locked.iter()).chain(roster.incumbent.iter());
        // Rows by mentor here.
        let special = Pairs::new(roster.mentors.len(), special.collect(), |(), ()| ());
        Audience { slots, shares, masks, special, blank_from }
    }

    /// One more person on a side: whoever had this number or a greater one has the next. Nothing is laid out of them. O(people).
    pub(crate) fn open(&mut self, side: Side, at: u32) {
        match side {
            Side::Mentor => {
                self.masks.open(at);
                self.special.open_row(at);
            }
            Side::Mentee => {
                self.slots.open(at);
                self.special.open_entry(at);
            }
        }
    }

    /// One person less: whoever had a greater number has the one before. O(people).
    pub(crate) fn close(&mut self, side: Side, at: u32) {
        match side {
            Side::Mentor => {
                self.masks.close(at);
                self.special.close_row(at);
            }
            Side::Mentee => {
                self.slots.close(at);
                self.special.close_entry(at);
            }
        }
    }

    /// Somebody is not who they were: what was laid out of them is not looked at any more. O(people), the first time.
    pub(crate) fn loosen(&mut self, side: Side, person: u32) {
        match side {
            Side::Mentor => self.masks.estrange(person),
            Side::Mentee => self.slots.loosen(person),
        }
    }

    /// Somebody offers what is near these topics, all in order; perhaps for the first time.
    pub(crate) fn heed_offer(&mut self, offered: TopicIx, near: Vec<Similar>) {
        self.shares.heed_offer(offered, near);
    }

    /// How many people are not laid out, on either side.
    pub(crate) fn loose(&self) -> usize {
        self.slots.loose.len() + self.masks.strangers()
    }

    /// By person: where they stand.
    pub(crate) fn places(&self) -> Arc<[u32]> {
        Arc::clone(&self.slots.places)
    }

    /// A pair may be known now that was not when this was made.
    pub(crate) fn heed(&mut self, mentor: MentorIx, mentee: MenteeIx) {
        self.special.set(mentee, mentor, Some(()));
    }
}

/// Where mentees stand, those who want nothing in particular after all others, in blocks of their own.
fn slots(roster: &Roster, scorer: &Scorer) -> (Slots, usize) {
    let column = compared(roster, scorer);
    let rows = (0..).zip(&roster.mentees).filter(|(_, row)| scorer.open || !row.wants.is_empty());
    let mut keyed: Vec<_> = rows
        .map(|(mentee, row)| {
            let value = column.map(|column| column.of_mentee(mentee)).unwrap_or_default();
            (row.wants.is_empty(), value, first_wants(row), mentee)
        })
        .collect();
    keyed.sort_unstable();
    let (mut mentees, mut blank_from) = (Vec::with_capacity(keyed.len() + LANES), None);
    for (blank, .., mentee) in keyed {
        if blank && blank_from.is_none() {
            mentees.resize(mentees.len().next_multiple_of(LANES), NOBODY);
            blank_from = Some(mentees.len() / LANES);
        }
        mentees.push(mentee);
    }
    let slots = Slots::new(mentees, roster.mentees.len(), |mentee| roster.mentees.get(mentee as usize)?.spans.as_ref());
    let blank_from = blank_from.unwrap_or(slots.blocks());
    (slots, blank_from)
}

/// The topics a mentee wants most, three at most.
fn first_wants(row: &MenteeRow) -> [u32; 3] {
    first_topics(row.wants.iter().map(|want| (Reverse(want.importance), want.topic)).collect())
}
