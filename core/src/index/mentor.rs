//! The best mentees of a mentor.

use super::Audience;
use super::query::{Found, Query, Scratch};
use super::search::{Asker, Part, Search, Talk};
use super::slots::{LANES, Slots};
use super::wanted::{Keeps, whole};
use super::worth::Worth;
use crate::calendar::Spans;
use crate::points::FULL;
use crate::roster::{MenteeIx, MentorIx, MentorRow, Roster};
use crate::score::Scorer;
use crate::score::interests::broad_value;

/// A mentor who asks about the mentees of an audience.
#[derive(Debug)]
struct OfMentor<'a> {
    audience: &'a Audience,
    mentor: MentorIx,
    row: &'a MentorRow,
    keeps: &'a Keeps,
    /// The interests of a pair with a mentee who wants nothing in particular.
    broad: u32,
}

impl Audience {
    /// Answers a mentor's question: the best mentees, best first; nobody for a mentor without a seat. `search` says how.
    ///
    /// O(mentees / 64) steps of vectors, O(mentees who want something near an offer), and a judgement for each mentee who may
    /// be among the best.
    pub fn best<'s>(
        &self,
        roster: &Roster,
        scorer: &Scorer,
        worth: &Worth,
        query: Query<'_>,
        scratch: &'s mut Scratch,
    ) -> &'s [Found] {
        let row = roster.mentors.get(query.asker as usize);
        let Some(row) = row.filter(|row| row.seats > 0 && query.most > 0) else { return scratch.nobody() };
        let mut keeps = std::mem::take(&mut scratch.keeps);
        keeps.fill(&self.shares, &row.offers);
        let part = |(at, value): (u32, u32)| {
            let importance = (u64::from(value), u64::from(FULL));
            self.shares.list(at).map(|list| Part::new(list, scorer, importance, false))
        };
        let mut parts: Vec<Part<'_>> = keeps.iter().filter_map(part).collect();
        let eager = broad_value(&row.offers).filter(|_| scorer.open);
        parts.extend(
            eager.map(|value| Part::new(&self.shares.blank, scorer, (u64::from(value), u64::from(FULL)), true)),
        );
        let broad = eager.unwrap_or(0);
        let asker = OfMentor { audience: self, mentor: query.asker, row, keeps: &keeps, broad };
        let outlook = self.masks.outlook(scorer, query.asker);
        scratch.answer(&Search::new(asker, Talk { roster, scorer, worth, query }, parts, outlook));
        scratch.keeps = keeps;
        scratch.found()
    }
}

impl Asker for OfMentor<'_> {
    const TILE: usize = usize::MAX;

    fn slots(&self) -> &Slots {
        &self.audience.slots
    }

    fn spans(&self) -> Option<&Spans> {
        self.row.spans.as_ref()
    }

    fn pair(&self, person: u32) -> (MentorIx, MenteeIx) {
        (self.mentor, person)
    }

    fn takes_part(&self, roster: &Roster, person: u32) -> bool {
        roster.mentees.get(person as usize).is_some_and(|row| row.seats > 0)
    }

    fn special(&self, _: &Roster, special: &mut Vec<u32>) {
        special.extend(self.audience.special.of(self.mentor).iter().map(|entry| entry.0));
    }

    fn broad(&self, block: usize) -> bool {
        block >= self.audience.blank_from
    }

    fn most_lists(&self, block: usize) -> usize {
        self.audience.shares.most.get(block).copied().unwrap_or(0)
    }

    fn interests(&self, roster: &Roster, slot: usize) -> u32 {
        if self.broad(slot / LANES) {
            return self.broad;
        }
        let mentee = self.audience.slots.people.get(slot);
        let row = mentee.and_then(|&mentee| roster.mentees.get(mentee as usize));
        row.map_or(0, |row| (self.keeps.sum(row) / whole(row)) as u32)
    }
}
