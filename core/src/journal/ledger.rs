//! What is known of conversations and people from the events so far.
//!
//! Events about two people, and pauses, may come in any order: what is known depends on when they happened, not on when they were
//! told. Only whose conversations they are is kept here; the people themselves are in `base`.
//!
//! **Numbers.** A portal has a hundred thousand events a day and keeps them all, so people and events are numbers here, in the order in which they
//! first came, and their ids are kept once. Whatever is told in an order is put in that of the ids first.

use std::collections::{BTreeMap, BTreeSet};

use super::events::{Events, digest};
use super::names::{NameIx, Names};
use super::talk::{Step, Talk};
use super::thread::{Entry, MOST_STEPS, Thread, insert};
use crate::model::{Event, Moment, Pair, Status};

/// What became of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Taken {
    /// Something is different for it.
    Applied,
    /// It says nothing new, or comes when it cannot mean anything.
    NoEffect,
    /// Two people, or one who pauses, have too many events.
    TooMany,
}

/// What events say of somebody alone.
#[derive(Debug, Clone, Default)]
pub(crate) struct Person {
    /// When they paused or left.
    pub(super) stops: Vec<Entry>,
    /// The latest word on whether they take part.
    pub(super) word: Option<Word>,
    /// Since when they want as many mentors as they do.
    pub(crate) wanted_since: Option<Moment>,
    /// When they joined, if they were not there from the beginning.
    pub(crate) came: Option<Moment>,
}

impl Person {
    /// When they paused or left, in order.
    pub(crate) fn stopped(&self) -> impl Iterator<Item = Moment> {
        self.stops.iter().map(|entry| entry.at)
    }
}

/// A word on whether somebody takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) at: Moment,
    /// The event that said it.
    pub(super) by: NameIx,
    /// What it said; nothing if it is as the host tells of them.
    pub(super) status: Option<Status>,
}

/// A mentor and a mentee.
pub(super) type Two = (NameIx, NameIx);

/// What may be over at some time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Whose {
    Pair(Two),
    Person(NameIx),
}

/// Who is to be looked at again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Touched {
    /// With how they stood before.
    pub(crate) pairs: BTreeMap<Pair, Option<Talk>>,
    pub(crate) people: BTreeSet<String>,
}

impl Touched {
    fn pair(&mut self, pair: &Pair, before: Option<Talk>) {
        self.people.insert(pair.mentor.clone());
        self.people.insert(pair.mentee.clone());
        self.pairs.entry(pair.clone()).or_insert(before);
    }
}

/// Everything that is known.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ledger {
    /// When the latest event was.
    pub(crate) now: Moment,
    /// Everybody whom events name.
    pub(super) names: Names,
    pub(super) threads: BTreeMap<Two, Thread>,
    /// The same the other way round: a mentee, and a mentor with whom they talked, or might.
    pub(super) sought: BTreeSet<(NameIx, NameIx)>,
    /// Those whose conversation takes a seat now.
    pub(super) open: BTreeSet<Two>,
    pub(super) people: BTreeMap<NameIx, Person>,
    pub(super) events: Events,
    /// When something ends by itself.
    ends: BTreeSet<(Moment, Whose)>,
}

impl Ledger {
    /// Whether an event with this id was there before; and if so, whether it was the same.
    pub(crate) fn is_known(&self, event: &Event) -> Option<bool> {
        self.events.digest(&event.id).map(|known| known == digest(event))
    }

    /// Remembers the event's id, and what time it is.
    pub(crate) fn remember(&mut self, event: &Event) {
        self.events.take(&event.id, digest(event));
        self.now = self.now.max(event.at);
    }

    /// Takes an event that is about two people.
    pub(crate) fn between(&mut self, pair: &Pair, event: &Event, step: Step, touched: &mut Touched) -> Taken {
        let two = self.add_two(pair);
        let thread = self.threads.entry(two).or_default();
        if thread.entries.len() >= MOST_STEPS {
            return Taken::TooMany;
        }
        let before = thread.talks.clone();
        let entry = Entry { at: event.at, step, event: self.events.add(&event.id) };
        insert(&mut thread.entries, entry, self.events.ids());
        thread.fold([stops(&self.people, two.0), stops(&self.people, two.1)], self.events.ids());
        note(&mut self.open, two, thread);
        let changed = thread.talks != before;
        self.sought.insert((two.1, two.0));
        if !changed {
            return Taken::NoEffect;
        }
        touched.pair(pair, before.last().copied());
        Taken::Applied
    }

    /// Takes that somebody pauses or resumes.
    pub(crate) fn status(&mut self, id: &str, event: &Event, status: Status, touched: &mut Touched) -> Taken {
        let before = self.status_of(id);
        let stop = (status == Status::Paused).then_some(Step::Paused);
        if stop.is_some() && !self.may_stop(id) {
            return Taken::TooMany;
        }
        self.word(id, event, Some(status));
        let mut changed = self.status_of(id) != before;
        if let Some(stop) = stop {
            changed |= self.stop(id, event, stop, touched);
        }
        touched.people.insert(id.to_owned());
        if changed { Taken::Applied } else { Taken::NoEffect }
    }

    /// Takes that somebody is gone: what was open between them and others is over.
    pub(crate) fn left(&mut self, id: &str, event: &Event, touched: &mut Touched) {
        self.word(id, event, None);
        // Beyond that many, everything before is over already.
        if self.may_stop(id) {
            self.stop(id, event, Step::Left, touched);
        }
        touched.people.insert(id.to_owned());
    }

    /// Takes that the host tells of somebody anew.
    pub(crate) fn told(&mut self, id: &str, event: &Event, touched: &mut Touched) {
        self.word(id, event, None);
        touched.people.insert(id.to_owned());
    }

    /// Takes that a mentee says anew how many mentors they want.
    pub(crate) fn wants_anew(&mut self, id: &str, at: Moment) {
        let since = &mut self.person_mut(id).wanted_since;
        *since = (*since).max(Some(at));
    }

    /// Takes that somebody has joined who was not there.
    pub(crate) fn came(&mut self, id: &str, at: Moment) {
        self.person_mut(id).came = Some(at);
    }

    /// Whether there is room for one more pause.
    fn may_stop(&self, id: &str) -> bool {
        self.person(id).is_none_or(|person| person.stops.len() < MOST_STEPS)
    }

    pub(super) fn person_mut(&mut self, id: &str) -> &mut Person {
        self.people.entry(self.names.add(id)).or_default()
    }

    /// The latest word holds.
    fn word(&mut self, id: &str, event: &Event, status: Option<Status>) {
        let by = self.events.add(&event.id);
        let last = self.person(id).and_then(|person| person.word);
        let newer = last.is_none_or(|word| (word.at, self.id(word.by)) < (event.at, event.id.as_str()));
        if newer {
            self.person_mut(id).word = Some(Word { at: event.at, by, status });
        }
    }

    /// Whether anything came out differently.
    fn stop(&mut self, id: &str, event: &Event, step: Step, touched: &mut Touched) -> bool {
        let entry = Entry { at: event.at, step, event: self.events.add(&event.id) };
        let who = self.names.add(id);
        insert(&mut self.people.entry(who).or_default().stops, entry, self.events.ids());
        self.fold_all(who, touched)
    }

    /// Folds everything between somebody and others anew; whether anything came out differently.
    fn fold_all(&mut self, who: NameIx, touched: &mut Touched) -> bool {
        let all: Vec<Two> = self.of_mentor(who).map(|(two, _)| two).chain(self.of_mentee(who)).collect();
        let mut changed = false;
        for two in all {
            let Some(thread) = self.threads.get_mut(&two) else { continue };
            let before = thread.talks.clone();
            thread.fold([stops(&self.people, two.0), stops(&self.people, two.1)], self.events.ids());
            note(&mut self.open, two, thread);
            if thread.talks != before {
                touched.pair(&self.pair(two), before.last().copied());
                changed = true;
            }
        }
        changed
    }

    pub(super) fn of_mentor(&self, who: NameIx) -> impl Iterator<Item = (Two, &Thread)> {
        self.threads.range((who, 0)..=(who, NameIx::MAX)).map(|(two, thread)| (*two, thread))
    }

    pub(super) fn of_mentee(&self, who: NameIx) -> impl Iterator<Item = Two> {
        self.sought.range((who, 0)..=(who, NameIx::MAX)).map(|(mentee, mentor)| (*mentor, *mentee))
    }

    /// A pair is to be looked at again then.
    pub(crate) fn pair_ends(&mut self, at: Moment, pair: &Pair) {
        let two = self.add_two(pair);
        self.end_at(at, Whose::Pair(two));
    }

    /// A person is.
    pub(crate) fn person_ends(&mut self, at: Moment, id: &str) {
        let who = self.names.add(id);
        self.end_at(at, Whose::Person(who));
    }

    fn end_at(&mut self, at: Moment, whose: Whose) {
        if at > self.now {
            self.ends.insert((at, whose));
        }
    }

    /// Whether anything is over by then.
    pub(crate) fn ends_by(&self, then: Moment) -> bool {
        self.ends.first().is_some_and(|(at, _)| *at <= then)
    }

    /// What is over by now.
    pub(crate) fn over(&mut self, touched: &mut Touched) {
        while let Some((at, _)) = self.ends.first() {
            if *at > self.now {
                return;
            }
            match self.ends.pop_first() {
                Some((_, Whose::Pair(two))) => {
                    let pair = self.pair(two);
                    touched.pair(&pair, self.talk(&pair));
                }
                Some((_, Whose::Person(who))) => {
                    touched.people.insert(self.names.get(who).to_owned());
                }
                None => return,
            }
        }
    }

    pub(super) fn add_two(&mut self, pair: &Pair) -> Two {
        (self.names.add(&pair.mentor), self.names.add(&pair.mentee))
    }

    pub(super) fn pair(&self, (mentor, mentee): Two) -> Pair {
        Pair::new(self.names.get(mentor), self.names.get(mentee))
    }

    /// The id of an event.
    pub(super) fn id(&self, event: NameIx) -> &str {
        self.events.ids().get(event)
    }
}

/// Notes whether the conversation of two takes a seat.
pub(super) fn note(open: &mut BTreeSet<Two>, two: Two, thread: &Thread) {
    match thread.open() {
        Some(_) => drop(open.insert(two)),
        None => drop(open.remove(&two)),
    }
}

pub(super) fn stops(people: &BTreeMap<NameIx, Person>, who: NameIx) -> &[Entry] {
    people.get(&who).map_or(&[], |person| &person.stops)
}
