//! What a state document says, put back into a ledger.

use super::events::Events;
use super::ledger::{Ledger, Word, note, stops};
use super::talk::Step;
use super::thread::{Entry, MOST_STEPS, insert};
use crate::model::{Event, Moment, Pair, Status};

impl Ledger {
    /// Every event there was: its id and digest, in the order in which they came.
    pub(super) fn known(&self) -> impl Iterator<Item = (&str, u64)> {
        self.events.taken()
    }

    pub(super) fn know(&mut self, id: &str, digest: u64) {
        self.events.take(id, digest);
    }

    /// Keeps a step of two people, to be folded later; whether there was room for it.
    pub(super) fn put_between(&mut self, pair: &Pair, event: &Event, step: Step) -> bool {
        let two = self.add_two(pair);
        self.sought.insert((two.1, two.0));
        put(&mut self.threads.entry(two).or_default().entries, event, step, &mut self.events)
    }

    /// Likewise, of one.
    pub(super) fn put_stop(&mut self, id: &str, event: &Event, step: Step) -> bool {
        put(&mut self.people.entry(self.names.add(id)).or_default().stops, event, step, &mut self.events)
    }

    /// What is said of somebody alone, pauses aside; the word with the id of its event.
    pub(super) fn put_person(
        &mut self,
        id: &str,
        word: Option<(Moment, &str, Option<Status>)>,
        (wanted_since, came): (Option<Moment>, Option<Moment>),
    ) {
        let word = word.map(|(at, event, status)| Word { at, by: self.events.add(event), status });
        let person = self.person_mut(id);
        (person.word, person.wanted_since, person.came) = (word, wanted_since, came);
    }

    /// Folds what was put.
    pub(super) fn fold_everything(&mut self) {
        for (two, thread) in &mut self.threads {
            thread.fold([stops(&self.people, two.0), stops(&self.people, two.1)], self.events.ids());
            note(&mut self.open, *two, thread);
        }
    }
}

/// Whether there was room for one more.
fn put(entries: &mut Vec<Entry>, event: &Event, step: Step, events: &mut Events) -> bool {
    let room = entries.len() < MOST_STEPS;
    if room {
        let entry = Entry { at: event.at, step, event: events.add(&event.id) };
        insert(entries, entry, events.ids());
    }
    room
}
