//! What a ledger is asked.

use super::ledger::{Ledger, Person, Two};
use super::talk::{State, Talk};
use super::thread::Thread;
use crate::model::{LivePolicy, Moment, Pair, Status};

impl Ledger {
    /// When the first event was that is about two people, or about a pause.
    pub(crate) fn begun(&self) -> Option<Moment> {
        let between = self.threads.values().filter_map(|thread| thread.entries.first());
        let stops = self.people.values().filter_map(|person| person.stops.first());
        between.chain(stops).map(|entry| entry.at).min()
    }

    /// What events say of somebody alone, if they do.
    pub(crate) fn person(&self, id: &str) -> Option<&Person> {
        self.people.get(&self.names.find(id)?)
    }

    /// Everybody of whom events say something alone, in no order that means anything.
    pub(crate) fn people(&self) -> impl Iterator<Item = (&str, &Person)> {
        self.people.iter().map(|(who, person)| (self.names.get(*who), person))
    }

    /// When somebody said that they take part again, if that is their last word.
    pub(crate) fn back_since(&self, id: &str) -> Option<Moment> {
        let word = self.person(id)?.word?;
        (word.status == Some(Status::Active)).then_some(word.at)
    }

    /// Whether somebody takes part, if an event says so.
    pub(crate) fn status_of(&self, id: &str) -> Option<Status> {
        self.person(id)?.word?.status
    }

    /// The conversations of somebody as a mentor, in no order that means anything.
    pub(crate) fn as_mentor(&self, id: &str) -> impl Iterator<Item = &Thread> {
        self.names.find(id).into_iter().flat_map(|who| self.of_mentor(who)).map(|(_, thread)| thread)
    }

    /// Likewise, as a mentee.
    pub(crate) fn as_mentee(&self, id: &str) -> impl Iterator<Item = &Thread> {
        let all = self.names.find(id).into_iter().flat_map(|who| self.of_mentee(who));
        all.filter_map(|two| self.threads.get(&two))
    }

    /// Everybody of whom events say something together with a mentor, likewise.
    pub(crate) fn pairs_of_mentor(&self, id: &str) -> impl Iterator<Item = Pair> {
        self.names.find(id).into_iter().flat_map(|who| self.of_mentor(who)).map(|(two, _)| self.pair(two))
    }

    /// Likewise of a mentee.
    pub(crate) fn pairs_of_mentee(&self, id: &str) -> impl Iterator<Item = Pair> {
        self.names.find(id).into_iter().flat_map(|who| self.of_mentee(who)).map(|two| self.pair(two))
    }

    /// The latest conversation of two.
    pub(crate) fn talk(&self, pair: &Pair) -> Option<Talk> {
        self.thread(pair)?.talks.last().copied()
    }

    fn thread(&self, pair: &Pair) -> Option<&Thread> {
        self.threads.get(&(self.names.find(&pair.mentor)?, self.names.find(&pair.mentee)?))
    }

    /// Everything between two people, in no order that means anything.
    pub(crate) fn threads(&self) -> impl Iterator<Item = (&str, &str, &Thread)> {
        let names = |(mentor, mentee): Two| (self.names.get(mentor), self.names.get(mentee));
        self.threads.iter().map(move |(two, thread)| (names(*two).0, names(*two).1, thread))
    }

    /// The same, in the order of pairs. O(conversations · log).
    pub(crate) fn threads_in_order(&self) -> Vec<(Pair, &Thread)> {
        self.in_order(self.threads.iter().map(|(two, thread)| (*two, thread)))
    }

    fn in_order<T>(&self, all: impl Iterator<Item = (Two, T)>) -> Vec<(Pair, T)> {
        let mut all: Vec<(Pair, T)> = all.map(|(two, of_two)| (self.pair(two), of_two)).collect();
        all.sort_by(|(one, _), (other, _)| one.cmp(other));
        all
    }

    /// Until when two are not to be matched: for good as long as their conversation is open (`Some(None)`).
    pub(crate) fn apart(&self, pair: &Pair, live: &LivePolicy) -> Option<Option<Moment>> {
        self.thread(pair)?.apart(self.now, live)
    }

    /// Conversations that take a seat now, in the order of pairs. O(those · log).
    pub(crate) fn talking(&self) -> Vec<(Pair, &Talk)> {
        self.in_order(self.all_open())
    }

    /// Proposals that nobody has answered for so many days at `now`, in the order of pairs.
    pub(crate) fn unanswered(&self, now: Moment, days: u32) -> Vec<(Pair, &Talk)> {
        let waits = |talk: &Talk| talk.state == State::Proposed && talk.since.plus_days(days) <= now;
        self.in_order(self.all_open().filter(|(_, talk)| waits(talk)))
    }

    fn all_open(&self) -> impl Iterator<Item = (Two, &Talk)> {
        self.open.iter().filter_map(|two| Some((*two, self.threads.get(two)?.open()?)))
    }
}
