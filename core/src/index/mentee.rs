//! The best mentors of a mentee.

use super::Board;
use super::list::List;
use super::mask::Outlook;
use super::query::{Found, Query, Scratch};
use super::search::{Asker, Part, Search, Talk};
use super::slots::Slots;
use super::wanted::whole;
use super::worth::Worth;
use crate::calendar::Spans;
use crate::roster::{MenteeIx, MenteeRow, MentorIx, Roster};
use crate::score::Scorer;

/// A mentee who asks about the mentors of a board.
struct OfMentee<'a> {
    board: &'a Board,
    mentee: MenteeIx,
    row: &'a MenteeRow,
    /// The lists of their wants, with the importances.
    lists: Vec<(&'a List, u64)>,
    /// The sum of importances.
    whole: u64,
    /// Who may be found.
    only: &'a dyn Fn(MentorIx) -> bool,
}

impl Board {
    /// Answers a mentee's question: the best mentors, best first. `search` says how and at what cost.
    pub fn best<'s>(
        &self,
        roster: &Roster,
        scorer: &Scorer,
        worth: &Worth,
        query: Query<'_>,
        scratch: &'s mut Scratch,
    ) -> &'s [Found] {
        self.best_of((roster, scorer), worth, query, (&|_| true, false), scratch)
    }

    /// The same, of mentors for whom `only` holds; it is asked of those who may be among the best. Of a mentee who is a
    /// `stranger`, whom rosters have in no order, rules say nothing ahead.
    pub(crate) fn best_of<'s>(
        &self,
        (roster, scorer): (&Roster, &Scorer),
        worth: &Worth,
        query: Query<'_>,
        (only, stranger): (&dyn Fn(MentorIx) -> bool, bool),
        scratch: &'s mut Scratch,
    ) -> &'s [Found] {
        let row = roster.mentees.get(query.asker as usize);
        let Some(row) = row.filter(|row| row.seats > 0 && query.most > 0) else { return scratch.nobody() };
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
        let (broad, whole) = (row.wants.is_empty(), whole(row));
        let part = |&(list, importance)| Part::new(list, scorer, (importance, whole), broad);
        let parts = lists.iter().map(part).collect();
        let asker = OfMentee { board: self, mentee: query.asker, row, lists, whole, only };
        let outlook = if stranger { Outlook::of_stranger(scorer) } else { self.masks.outlook(scorer, query.asker) };
        scratch.answer(&Search::new(asker, Talk { roster, scorer, worth, query }, parts, outlook))
    }
}

impl Asker for OfMentee<'_> {
    const TILE: usize = 32;

    fn slots(&self) -> &Slots {
        &self.board.slots
    }

    fn spans(&self) -> Option<&Spans> {
        self.row.spans.as_ref()
    }

    fn pair(&self, person: u32) -> (MentorIx, MenteeIx) {
        (person, self.mentee)
    }

    fn takes_part(&self, _: &Roster, person: u32) -> bool {
        (self.only)(person)
    }

    /// Whoever either side prefers, the host has a signal for or has locked, and whom they are known to have.
    fn special(&self, roster: &Roster, special: &mut Vec<u32>) {
        special.extend(roster.preferred.of(self.mentee).iter().map(|entry| entry.0));
        special.extend(roster.affinity.of(self.mentee).iter().map(|entry| entry.0));
        special.extend(roster.locked.of(self.mentee).iter().map(|entry| entry.0));
        special.extend(roster.incumbent.of(self.mentee).iter().map(|entry| entry.0));
        special.sort_unstable();
        special.dedup();
    }

    fn broad(&self, _: usize) -> bool {
        self.row.wants.is_empty()
    }

    fn most_lists(&self, _: usize) -> usize {
        self.lists.len()
    }

    /// As `score::interests` has them.
    fn interests(&self, _: &Roster, slot: usize) -> u32 {
        let sum: u64 = self.lists.iter().map(|(list, importance)| importance * list.value(slot)).sum();
        match (u32::try_from(sum), u32::try_from(self.whole)) {
            // The same, several times as fast.
            (Ok(sum), Ok(whole)) => sum / whole,
            _ => (sum / self.whole) as u32,
        }
    }
}
