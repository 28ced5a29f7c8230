//! What is between people who came or changed and others: what they say of each other, where they met, what rules compare.

use std::collections::BTreeSet;

use super::place::{Scene, Who};
use crate::model::Pair;
use crate::roster::{MenteeIx, MentorIx, Preference, rounds_ago};
use crate::side::Side;

impl Scene<'_> {
    /// What rules compare of somebody.
    pub(super) fn columns(&mut self, side: Side, at: u32) {
        self.view.cohort.patch(|data, roster| {
            let attributes = match side {
                Side::Mentor => data.mentors.get(at as usize).map(|mentor| &mentor.attributes),
                Side::Mentee => data.mentees.get(at as usize).map(|mentee| &mentee.attributes),
            };
            for (name, column) in &mut roster.columns {
                column.set(side, at, attributes.and_then(|attributes| attributes.get(name)));
            }
        });
    }

    /// What two people say of each other.
    pub(super) fn bind(&mut self, mentor: MentorIx, mentee: MenteeIx) {
        let (one, other) = (self.view.cohort.mentor(mentor), self.view.cohort.mentee(mentee));
        let same = one.id == other.id;
        let blocked = one.blocks.contains(&other.id) || other.blocks.contains(&one.id);
        let preference =
            Preference { by_mentor: one.prefers.contains(&other.id), by_mentee: other.prefers.contains(&one.id) };
        let preferred = (preference != Preference::default()).then_some(preference);
        self.view.cohort.patch(|_, roster| {
            roster.same_person.set(mentor, mentee, same.then_some(()));
            roster.blocked.set(mentor, mentee, blocked.then_some(()));
            roster.preferred.set(mentor, mentee, preferred);
        });
        if preferred.is_some() {
            self.engine.heed(mentor, mentee);
        }
    }

    /// Whom somebody met in earlier rounds.
    pub(super) fn history(&mut self, side: Side, id: &str) {
        let data = self.rest;
        let is = |mentor: &String, mentee: &String| *(if side == Side::Mentor { mentor } else { mentee }) == *id;
        if !data.history.iter().any(|meeting| is(&meeting.mentor, &meeting.mentee)) {
            return;
        }
        let rounds = rounds_ago(&data.history);
        for meeting in data.history.iter().filter(|meeting| is(&meeting.mentor, &meeting.mentee)) {
            let both = self.view.cohort.find_mentor(&meeting.mentor).zip(self.view.cohort.find_mentee(&meeting.mentee));
            let Some((mentor, mentee)) = both else { continue };
            let ago = meeting.round.as_deref().and_then(|label| rounds.get(label)).copied().unwrap_or(0);
            self.view.cohort.patch(|_, roster| {
                let ago = roster.met.get(mentor, mentee).map_or(ago, |known| known.min(ago));
                roster.met.set(mentor, mentee, Some(ago));
            });
        }
    }

    /// The pairs of those told of anew about whom events say something.
    pub(super) fn between(&self, who: &Who) -> BTreeSet<Pair> {
        let as_mentor = who.mentors.iter().flat_map(|id| self.ledger.pairs_of_mentor(id));
        let as_mentee = who.mentees.iter().flat_map(|id| self.ledger.pairs_of_mentee(id));
        as_mentor.chain(as_mentee).collect()
    }
}
