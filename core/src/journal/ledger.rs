//! What is known of conversations and people from the events so far.
//!
//! Events about two people, and pauses, may come in any order: what is known depends on when they happened, not on when they were
//! told. Only whose conversations they are is kept here; the people themselves are in `base`.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::talk::{State, Step, Talk};
use super::thread::{Entry, MOST_STEPS, Thread, insert};
use crate::model::{Event, LivePolicy, Moment, Pair, Status};

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

/// Somebody whom events are about.
#[derive(Debug, Clone, Default)]
pub(crate) struct Person {
    /// When they paused or left.
    pub(super) stops: Vec<Entry>,
    /// Whom they talked with as a mentee, or might, in order. Whom as a mentor, the order of threads tells.
    pub(crate) mentors: Vec<Box<str>>,
    /// The latest word on whether they take part.
    pub(super) word: Option<Word>,
    /// Since when they want as many mentors as they do.
    pub(crate) wanted_since: Option<Moment>,
    /// When they joined, if they were not there from the beginning.
    pub(crate) came: Option<Moment>,
}

impl Person {
    fn talks_with(&mut self, mentor: &str) {
        if let Err(at) = self.mentors.binary_search_by(|known| (**known).cmp(mentor)) {
            self.mentors.reserve_exact(1);
            self.mentors.insert(at, mentor.into());
        }
    }

    /// When they paused or left, in order.
    pub(crate) fn stopped(&self) -> impl Iterator<Item = Moment> {
        self.stops.iter().map(|entry| entry.at)
    }
}

/// A word on whether somebody takes part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) at: Moment,
    /// The event that said it.
    pub(super) by: Box<str>,
    /// What it said; nothing if it is as the host tells of them.
    pub(super) status: Option<Status>,
}

/// What may be over at some time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Whose {
    Pair(Pair),
    Person(String),
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
    pub(crate) threads: BTreeMap<Pair, Thread>,
    /// Those of them whose conversation takes a seat now.
    open: BTreeSet<Pair>,
    pub(crate) people: BTreeMap<String, Person>,
    /// By id of an event: a digest of it. Looked up, never walked.
    seen: HashMap<Box<str>, u64>,
    /// When something ends by itself.
    ends: BTreeSet<(Moment, Whose)>,
}

impl Ledger {
    /// Whether an event with this id was there before; and if so, whether it was the same.
    pub(crate) fn is_known(&self, event: &Event) -> Option<bool> {
        self.seen.get(event.id.as_str()).map(|known| *known == digest(event))
    }

    /// Remembers the event's id, and what time it is.
    pub(crate) fn remember(&mut self, event: &Event) {
        self.seen.insert(event.id.as_str().into(), digest(event));
        self.now = self.now.max(event.at);
    }

    /// Takes an event that is about two people.
    pub(crate) fn between(&mut self, pair: Pair, event: &Event, step: Step, touched: &mut Touched) -> Taken {
        let thread = self.threads.entry(pair.clone()).or_default();
        if thread.entries.len() >= MOST_STEPS {
            return Taken::TooMany;
        }
        let before = thread.talks.clone();
        insert(&mut thread.entries, Entry { at: event.at, step, id: event.id.as_str().into() });
        thread.fold([stops(&self.people, &pair.mentor), stops(&self.people, &pair.mentee)]);
        note(&mut self.open, &pair, thread);
        let changed = thread.talks != before;
        if thread.entries.len() == 1 {
            self.people.entry(pair.mentee.clone()).or_default().talks_with(&pair.mentor);
        }
        if !changed {
            return Taken::NoEffect;
        }
        touched.pair(&pair, before.last().copied());
        Taken::Applied
    }

    /// Takes that somebody pauses or resumes.
    pub(crate) fn status(&mut self, id: &str, event: &Event, status: Status, touched: &mut Touched) -> Taken {
        let before = self.status_of(id);
        let stop = (status == Status::Paused).then_some(Step::Paused);
        if stop.is_some() && self.stops(id).len() >= MOST_STEPS {
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
        if self.stops(id).len() < MOST_STEPS {
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
        let since = &mut self.people.entry(id.to_owned()).or_default().wanted_since;
        *since = (*since).max(Some(at));
    }

    /// Takes that somebody has joined who was not there.
    pub(crate) fn came(&mut self, id: &str, at: Moment) {
        self.people.entry(id.to_owned()).or_default().came = Some(at);
    }

    /// When the first event was that is about two people, or about a pause.
    pub(crate) fn begun(&self) -> Option<Moment> {
        let between = self.threads.values().filter_map(|thread| thread.entries.first());
        let stops = self.people.values().filter_map(|person| person.stops.first());
        between.chain(stops).map(|entry| entry.at).min()
    }

    /// When somebody said that they take part again, if that is their last word.
    pub(crate) fn back_since(&self, id: &str) -> Option<Moment> {
        let word = self.people.get(id)?.word.as_ref()?;
        (word.status == Some(Status::Active)).then_some(word.at)
    }

    /// Whether somebody takes part, if an event says so.
    pub(crate) fn status_of(&self, id: &str) -> Option<Status> {
        self.people.get(id)?.word.as_ref()?.status
    }

    fn stops(&self, id: &str) -> &[Entry] {
        stops(&self.people, id)
    }

    /// The latest word holds.
    fn word(&mut self, id: &str, event: &Event, status: Option<Status>) {
        let person = self.people.entry(id.to_owned()).or_default();
        let newer = person.word.as_ref().is_none_or(|word| (word.at, &*word.by) < (event.at, event.id.as_str()));
        if newer {
            person.word = Some(Word { at: event.at, by: event.id.as_str().into(), status });
        }
    }

    /// Whether anything came out differently.
    fn stop(&mut self, id: &str, event: &Event, step: Step, touched: &mut Touched) -> bool {
        let person = self.people.entry(id.to_owned()).or_default();
        insert(&mut person.stops, Entry { at: event.at, step, id: event.id.as_str().into() });
        self.fold_all(id, touched)
    }

    /// Folds everything between somebody and others anew; whether anything came out differently.
    fn fold_all(&mut self, id: &str, touched: &mut Touched) -> bool {
        let pairs: Vec<Pair> = self.pairs_of_mentor(id).chain(self.pairs_of_mentee(id)).collect();
        let mut changed = false;
        for pair in pairs {
            let Some(thread) = self.threads.get_mut(&pair) else { continue };
            let before = thread.talks.clone();
            thread.fold([stops(&self.people, &pair.mentor), stops(&self.people, &pair.mentee)]);
            note(&mut self.open, &pair, thread);
            if thread.talks != before {
                touched.pair(&pair, before.last().copied());
                changed = true;
            }
        }
        changed
    }

    /// Every event there was: its id and digest, in no order.
    pub(super) fn known(&self) -> impl Iterator<Item = (&str, u64)> {
        self.seen.iter().map(|(id, digest)| (&**id, *digest))
    }

    pub(super) fn know(&mut self, id: &str, digest: u64) {
        self.seen.insert(id.into(), digest);
    }

    /// Keeps an entry of two people, to be folded later; whether there was room for it.
    pub(super) fn put_between(&mut self, pair: Pair, entry: Entry) -> bool {
        let thread = self.threads.entry(pair).or_default();
        let room = thread.entries.len() < MOST_STEPS;
        if room {
            insert(&mut thread.entries, entry);
        }
        room
    }

    /// Likewise, of one.
    pub(super) fn put_stop(&mut self, id: &str, entry: Entry) -> bool {
        let stops = &mut self.people.entry(id.to_owned()).or_default().stops;
        let room = stops.len() < MOST_STEPS;
        if room {
            insert(stops, entry);
        }
        room
    }

    /// Folds what was put.
    pub(super) fn fold_everything(&mut self) {
        let people = &mut self.people;
        for (pair, thread) in &mut self.threads {
            people.entry(pair.mentee.clone()).or_default().talks_with(&pair.mentor);
            thread.fold([stops(people, &pair.mentor), stops(people, &pair.mentee)]);
            note(&mut self.open, pair, thread);
        }
    }

    /// The conversations of somebody as a mentor: with whom, and what became of them.
    pub(crate) fn as_mentor<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Thread> {
        self.of_mentor(id).map(|(_, thread)| thread)
    }

    /// The conversations of somebody as a mentee.
    pub(crate) fn as_mentee<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Thread> {
        self.pairs_of_mentee(id).filter_map(|pair| self.threads.get(&pair))
    }

    /// Everybody of whom events say something together with a mentor.
    pub(crate) fn pairs_of_mentor<'a>(&'a self, id: &'a str) -> impl Iterator<Item = Pair> {
        self.of_mentor(id).map(|(pair, _)| pair.clone())
    }

    /// Likewise of a mentee.
    pub(crate) fn pairs_of_mentee<'a>(&'a self, id: &'a str) -> impl Iterator<Item = Pair> {
        let mentors = self.people.get(id).into_iter().flat_map(|person| &person.mentors);
        mentors.map(move |mentor| Pair::new(&**mentor, id))
    }

    /// Threads are in the order of mentors.
    fn of_mentor<'a>(&'a self, id: &'a str) -> impl Iterator<Item = (&'a Pair, &'a Thread)> {
        self.threads.range(Pair::new(id, "")..).take_while(move |(pair, _)| pair.mentor == id)
    }

    /// The latest conversation of two.
    pub(crate) fn talk(&self, pair: &Pair) -> Option<Talk> {
        self.threads.get(pair)?.talks.last().copied()
    }

    /// Notes when a pair or a person is to be looked at again.
    pub(crate) fn end_at(&mut self, at: Moment, whose: Whose) {
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
                Some((_, Whose::Pair(pair))) => touched.pair(&pair, self.talk(&pair)),
                Some((_, Whose::Person(id))) => {
                    touched.people.insert(id);
                }
                None => return,
            }
        }
    }

    /// Until when two are not to be matched: for good as long as their conversation is open (`Some(None)`).
    pub(crate) fn apart(&self, pair: &Pair, live: &LivePolicy) -> Option<Option<Moment>> {
        let thread = self.threads.get(pair)?;
        if thread.open().is_some() {
            return Some(None);
        }
        thread.apart_until(live).filter(|until| *until > self.now).map(Some)
    }

    /// Conversations that take a seat now, in the order of pairs.
    pub(crate) fn talking(&self) -> impl Iterator<Item = (&Pair, &Talk)> {
        self.open.iter().filter_map(|pair| Some((pair, self.threads.get(pair)?.open()?)))
    }

    /// Proposals that nobody has answered for so many days at `now`, in the order of pairs.
    pub(crate) fn unanswered(&self, now: Moment, days: u32) -> impl Iterator<Item = (&Pair, &Talk)> {
        self.talking().filter(move |(_, talk)| talk.state == State::Proposed && talk.since.plus_days(days) <= now)
    }
}

/// Notes whether the conversation of two takes a seat.
fn note(open: &mut BTreeSet<Pair>, pair: &Pair, thread: &Thread) {
    match thread.open() {
        Some(_) if open.contains(pair) => {}
        Some(_) => drop(open.insert(pair.clone())),
        None => drop(open.remove(pair)),
    }
}

fn stops<'a>(people: &'a BTreeMap<String, Person>, id: &str) -> &'a [Entry] {
    people.get(id).map_or(&[], |person| &person.stops)
}

/// FNV-1a over the event's JSON: to tell an event that was sent twice from two with one id.
fn digest(event: &Event) -> u64 {
    struct Sink(u64);
    impl std::io::Write for Sink {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            for byte in bytes {
                self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
            }
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let mut sink = Sink(0xcbf2_9ce4_8422_2325);
    // Plain data into a hash has no way to fail.
    let _ = serde_json::to_writer(&mut sink, event);
    sink.0
}
