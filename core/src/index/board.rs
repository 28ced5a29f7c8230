//! Mentors laid out for questions: in blocks, in lists, with what rules say of them.

use std::sync::Arc;

use super::mask::{Masks, Sides};
use super::offered::Lists;
use super::slots::{Slots, compared, first_topics};
use crate::model::Willingness;
use crate::roster::{MentorIx, MentorRow, Roster};
use crate::score::Scorer;
use crate::side::Side;

/// Some mentors of a cohort, ready to be asked for the best of them. `mentee` says how.
#[derive(Debug, Clone)]
pub struct Board {
    pub(super) slots: Slots,
    pub(super) lists: Arc<Lists>,
    pub(super) masks: Masks,
}

impl Board {
    /// Of the mentors for whom this holds, if they have a seat and are willing to talk about something. Made on the threads
    /// of the pool it is called in. O(offers · topics near them + mentees).
    #[must_use]
    pub fn new(roster: &Roster, scorer: &Scorer, holds: impl Fn(MentorIx) -> bool) -> Self {
        let seated = |mentor: MentorIx| roster.mentors.get(mentor as usize).is_some_and(|row| row.seats > 0);
        Board::laid_out(roster, scorer, |mentor| holds(mentor) && seated(mentor), false)
    }

    /// Of the mentors for whom this holds, whether they have a seat just now or not: right for as long as nothing changes but seats,
    /// which pairs are apart or known, and what is learnt of people. Who has no seat is never found.
    #[must_use]
    pub fn lasting(roster: &Roster, scorer: &Scorer, holds: impl Fn(MentorIx) -> bool) -> Self {
        Board::laid_out(roster, scorer, holds, true)
    }

    fn laid_out(roster: &Roster, scorer: &Scorer, holds: impl Fn(MentorIx) -> bool, lasting: bool) -> Self {
        let slots = slots(roster, scorer, holds);
        let lists = Lists::new(roster, scorer, &slots).into();
        let masks = Masks::new(Sides { roster, asks: Side::Mentee, slots: &slots, lasting }, scorer);
        Board { slots, lists, masks }
    }

    /// One more person on a side: whoever had this number or a greater one has the next. Nothing is laid out of them. O(people).
    pub(crate) fn open(&mut self, side: Side, at: u32) {
        match side {
            Side::Mentor => self.slots.open(at),
            Side::Mentee => self.masks.open(at),
        }
    }

    /// One person less: whoever had a greater number has the one before. O(people).
    pub(crate) fn close(&mut self, side: Side, at: u32) {
        match side {
            Side::Mentor => self.slots.close(at),
            Side::Mentee => self.masks.close(at),
        }
    }

    /// Somebody is not who they were: what was laid out of them is not looked at any more. O(people), the first time.
    pub(crate) fn loosen(&mut self, side: Side, person: u32) {
        match side {
            Side::Mentor => self.slots.loosen(person),
            Side::Mentee => self.masks.estrange(person),
        }
    }

    /// How many people are not laid out, on either side.
    pub(crate) fn loose(&self) -> usize {
        self.slots.loose.len() + self.masks.strangers()
    }

    /// By person: where they stand.
    pub(crate) fn places(&self) -> Arc<[u32]> {
        Arc::clone(&self.slots.places)
    }

    /// Of those of these mentors for whom this holds, and who have a seat.
    #[must_use]
    pub fn of_those(&self, roster: &Roster, scorer: &Scorer, holds: impl Fn(MentorIx) -> bool) -> Self {
        Board::new(roster, scorer, |mentor| self.slots.has(mentor) && holds(mentor))
    }
}

fn slots(roster: &Roster, scorer: &Scorer, holds: impl Fn(MentorIx) -> bool) -> Slots {
    let column = compared(roster, scorer);
    let willing = |row: &MentorRow| row.offers.iter().any(|offer| offer.willingness != Willingness::No);
    let rows = (0..).zip(&roster.mentors).filter(|&(mentor, row)| holds(mentor) && willing(row));
    let mut keyed: Vec<_> = rows
        .map(|(mentor, row)| {
            let value = column.map(|column| column.of_mentor(mentor)).unwrap_or_default();
            (value, favourites(row), mentor)
        })
        .collect();
    keyed.sort_unstable();
    let mentors = keyed.into_iter().map(|(.., mentor)| mentor).collect();
    Slots::new(mentors, roster.mentors.len(), |mentor| roster.mentors.get(mentor as usize)?.spans.as_ref())
}

/// The topics of the offers a mentor is gladdest about and knows best, three at most.
fn favourites(row: &MentorRow) -> [u32; 3] {
    let rank = |willingness| match willingness {
        Willingness::Eager => 0,
        Willingness::Willing => 1,
        Willingness::IfNeeded => 2,
        Willingness::No => 3,
    };
    let offers = row.offers.iter().map(|offer| ((rank(offer.willingness), u32::MAX - offer.level), offer.topic));
    first_topics(offers.collect())
}

#[cfg(test)]
mod tests {
    use std::cmp::Reverse;

    use proptest::prelude::*;

    use super::*;
    use crate::Cohort;
    use crate::cohort_support::cohorts;
    use crate::index::{Query, Scratch, Worth};

    proptest! {
        #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

        /// A board of some mentors names no others, not even those whom somebody prefers.
        #[test]
        fn of_those_who_are_on_it(data in cohorts(150, 6), every in 1..4_u32) {
            let cohort = Cohort::try_from(data).unwrap();
            let (roster, scorer) = (cohort.roster(), cohort.scorer());
            let holds = |mentor: MentorIx| mentor.is_multiple_of(every);
            let board = Board::new(roster, scorer, holds);
            for mentee in (0..).zip(&roster.mentees).filter(|(_, row)| row.seats > 0).map(|(mentee, _)| mentee) {
                let mut all: Vec<(Reverse<u32>, MentorIx)> = Vec::new();
                for mentor in (0..roster.mentors.len() as MentorIx).filter(|&mentor| holds(mentor)) {
                    let judged = scorer.judge(roster, mentor, mentee);
                    if judged.exclusion.is_none() {
                        all.push((Reverse(judged.points), mentor));
                    }
                }
                all.sort_unstable();
                let query = Query { asker: mentee, most: usize::MAX, least: 1, known: &[], locked: true };
                let mut scratch = Scratch::default();
                let found = board.best(roster, scorer, &Worth::plain(&board), query, &mut scratch);
                let found: Vec<_> = found.iter().map(|one| (Reverse(one.points), one.person())).collect();
                prop_assert_eq!(found, all);
            }
        }
    }
}
