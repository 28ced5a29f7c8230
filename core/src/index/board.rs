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
}

impl Board {
    /// Of the mentors for whom this holds, if they have a seat and are willing to talk about something. Made on the threads
    /// of the pool it is called in. O(offers · topics near them + mentees).
    #[must_use]
    pub fn new(roster: &Roster, scorer: &Scorer, holds: impl Fn(MentorIx) -> bool) -> Self {
        let slots = Slots::new(roster, scorer, holds);
        let lists = Lists::new(roster, scorer, &slots);
        let masks = Masks::new(roster, scorer, &slots);
        Board { slots, lists, masks }
    }

    /// Of those of these mentors for whom this holds.
    #[must_use]
    pub fn of_those(&self, roster: &Roster, scorer: &Scorer, holds: impl Fn(MentorIx) -> bool) -> Self {
        let mut here = vec![false; roster.mentors.len()];
        for &mentor in &self.slots.mentors {
            if let Some(flag) = here.get_mut(mentor as usize) {
                *flag = true;
            }
        }
        Board::new(roster, scorer, |mentor| here.get(mentor as usize) == Some(&true) && holds(mentor))
    }
}
