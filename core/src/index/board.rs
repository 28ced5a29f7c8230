//! Mentors laid out for questions: in blocks, in lists, with what rules say of them.

use super::list::Lists;
use super::mask::Masks;
use super::slots::Slots;
use crate::roster::{MentorIx, Roster};
use crate::score::Scorer;

/// Some mentors of a cohort, ready to be asked for the best of them. `query` says how.
#[derive(Debug)]
pub struct Board {
    pub(super) slots: Slots,
    pub(super) lists: Lists,
    pub(super) masks: Masks,
    /// By mentor: whether they are on it.
    members: Vec<bool>,
}

impl Board {
    /// Of the mentors for whom this holds, if they have a seat and are willing to talk about something. Made on the threads
    /// of the pool it is called in. O(offers · topics near them + mentees).
    #[must_use]
    pub fn new(roster: &Roster, scorer: &Scorer, holds: impl Fn(MentorIx) -> bool) -> Self {
        let slots = Slots::new(roster, scorer, holds);
        let lists = Lists::new(roster, scorer, &slots);
        let masks = Masks::new(roster, scorer, &slots);
        let mut members = vec![false; roster.mentors.len()];
        for &mentor in &slots.mentors {
            if let Some(member) = members.get_mut(mentor as usize) {
                *member = true;
            }
        }
        Board { slots, lists, masks, members }
    }

    /// Whether a mentor is on it.
    pub(super) fn has(&self, mentor: MentorIx) -> bool {
        self.members.get(mentor as usize) == Some(&true)
    }

    /// Of those of these mentors for whom this holds.
    #[must_use]
    pub fn of_those(&self, roster: &Roster, scorer: &Scorer, holds: impl Fn(MentorIx) -> bool) -> Self {
        Board::new(roster, scorer, |mentor| self.has(mentor) && holds(mentor))
    }
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
                let query = Query { mentee, most: usize::MAX, least: 1, known: &[], locked: true };
                let mut scratch = Scratch::default();
                let found = board.best(roster, scorer, &Worth::plain(&board), query, &mut scratch);
                let found: Vec<_> = found.iter().map(|one| (Reverse(one.points), one.mentor())).collect();
                prop_assert_eq!(found, all);
            }
        }
    }
}
