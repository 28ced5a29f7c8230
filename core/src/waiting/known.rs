//! What the journal says of seats that came free, and of how long people wait. Taken while the writer waits, so it is one pass.

use std::collections::BTreeSet;

use super::rates::Seen;
use super::spells::Spells;
use crate::cohort::Cohort;
use crate::journal::ledger::{Ledger, Person};
use crate::journal::talk::{State, Talk};
use crate::model::{Mentee, Mentor, Moment, Status};
use crate::roster::{MenteeIx, MentorIx};

/// What is known of the people of a cohort.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    pub(super) now: Moment,
    /// By mentor.
    pub(super) mentors: Vec<Seen>,
    /// By mentee: since when they wait, if they do and somebody knows.
    pub(super) since: Vec<Option<Moment>>,
    /// When the journal begins, which is since when the others do.
    pub(super) begun: Moment,
    /// How long people waited so far.
    pub(super) spells: Spells,
}

impl Known {
    /// Of the people of the cohort as it is now. O(conversations + people · log).
    pub(crate) fn of(ledger: &Ledger, cohort: &Cohort) -> Self {
        let (now, data) = (ledger.now, cohort.data());
        let begun = ledger.begun().unwrap_or(now);
        let session = data.policy.session_minutes;
        let seen = |mentor: &Mentor| {
            let came = ledger.person(&mentor.id).and_then(|person| person.came);
            let seconds = seconds(came.unwrap_or(begun).max(begun), now);
            // Those who take no part have none.
            let seats = if mentor.status == Status::Active { mentor.all_seats(session) } else { 0 };
            Seen { releases: 0, seconds, seats }
        };
        let mut mentors: Vec<Seen> = data.mentors.iter().map(seen).collect();
        let mut since: Vec<Option<Moment>> = vec![None; data.mentees.len()];
        for (id, person) in ledger.people() {
            if let Some(known) = cohort.find_mentee(id).and_then(|at| since.get_mut(at as usize)) {
                *known = person.wanted_since.max(ledger.back_since(id));
            }
        }
        for (mentor, mentee, thread) in ledger.threads() {
            let over = || thread.talks.iter().filter(|talk| took_a_seat(talk) && !talk.state.is_open());
            if let Some(mentor) = cohort.find_mentor(mentor).and_then(|at| mentors.get_mut(at as usize)) {
                mentor.releases += over().count() as u64;
            }
            if let Some(known) = cohort.find_mentee(mentee).and_then(|at| since.get_mut(at as usize)) {
                *known = over().filter(|talk| talk.state != State::Held).map(|talk| talk.since).max().max(*known);
            }
        }
        let spells = spells(ledger, cohort, begun);
        Known { now, mentors, since, begun, spells }
    }

    pub(super) fn mentor(&self, mentor: MentorIx) -> Seen {
        self.mentors.get(mentor as usize).copied().unwrap_or_default()
    }

    /// For how many seconds a mentee has waited, at least.
    pub(super) fn age(&self, mentee: MenteeIx) -> u64 {
        seconds(self.since(mentee).unwrap_or(self.begun), self.now)
    }

    /// For how many hours a mentee has waited by now, rounded down, if that is known.
    pub(crate) fn hours(&self, mentee: MenteeIx) -> Option<u64> {
        self.since(mentee).map(|since| seconds(since, self.now) / 3_600)
    }

    pub(super) fn since(&self, mentee: MenteeIx) -> Option<Moment> {
        self.since.get(mentee as usize).copied().flatten()
    }
}

/// Nobody had asked where a suggestion alone was declined.
fn took_a_seat(talk: &Talk) -> bool {
    talk.asked_by.is_some() || talk.state != State::Declined
}

/// From one moment to another; none, if it comes first.
fn seconds(from: Moment, to: Moment) -> u64 {
    ((to.micros() - from.micros()).max(0) / 1_000_000).unsigned_abs()
}

/// What happens to somebody who waits, or does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    /// They are there.
    Comes,
    /// They take part no more.
    Stops,
    /// A conversation is over, and was it held?
    Ends(bool),
    /// They want a mentor from here on, whatever was before.
    Wants,
    /// A conversation of theirs begins.
    Begins,
    /// One is told of only when it is over, and was it held?
    AtOnce(bool),
}

/// How long people waited: whoever is a mentee, and whoever was and left.
fn spells(ledger: &Ledger, cohort: &Cohort, begun: Moment) -> Spells {
    let mut spells = Spells::default();
    let nobody = Person::default();
    let asks = |mentee: &Mentee| cohort.scorer().open || !mentee.wants.is_empty();
    for mentee in cohort.data().mentees.iter().filter(|mentee| asks(mentee)) {
        let person = ledger.person(&mentee.id).unwrap_or(&nobody);
        let takes_part = mentee.status == Status::Active;
        turns(ledger, &mentee.id, person, begun, takes_part, &mut spells);
    }
    // Nobody knows how long a stranger waited who was never among the people.
    let gone = |id: &str, person: &Person| {
        let sought = || ledger.as_mentee(id).next().is_some();
        let known = person.wanted_since.is_some() || person.stopped().next().is_some() && sought();
        known && cohort.find_mentee(id).is_none()
    };
    for (id, person) in ledger.people().filter(|(id, person)| gone(id, person)) {
        turns(ledger, id, person, begun, false, &mut spells);
    }
    spells
}

/// The spells of one.
fn turns(ledger: &Ledger, id: &str, person: &Person, begun: Moment, takes_part: bool, spells: &mut Spells) {
    // What happens at the same time is in the order of turns.
    let mut turns = BTreeSet::from([(person.came.unwrap_or(begun), Turn::Comes, 0)]);
    let words = person.wanted_since.into_iter().chain(ledger.back_since(id));
    turns.extend(words.map(|at| (at, Turn::Wants, 0)));
    turns.extend(person.stopped().map(|at| (at, Turn::Stops, 0)));
    let talks = ledger.as_mentee(id).flat_map(|thread| &thread.talks).filter(|talk| took_a_seat(talk));
    for (k, talk) in talks.enumerate() {
        let held = talk.state == State::Held;
        if talk.state.is_open() || talk.begun != talk.since {
            turns.insert((talk.begun, Turn::Begins, k));
        }
        match talk.begun == talk.since {
            _ if talk.state.is_open() => {}
            true => drop(turns.insert((talk.since, Turn::AtOnce(held), k))),
            false => drop(turns.insert((talk.since, Turn::Ends(held), k))),
        }
    }
    let (mut waits, mut talking, mut stopped) = (None, 0_usize, false);
    for (at, turn, _) in turns {
        let had = waits;
        // Whoever had whom they wanted waits no more before they say so.
        let again = |held: bool, talking: usize, stopped: bool| (!held && talking == 0 && !stopped).then_some(at);
        match turn {
            Turn::Stops => (waits, stopped) = (None, true),
            Turn::Comes | Turn::Wants => (waits, stopped) = ((talking == 0).then_some(at), false),
            Turn::Begins => (waits, talking) = (None, talking + 1),
            Turn::AtOnce(held) => waits = again(held, talking, stopped),
            Turn::Ends(held) => {
                talking = talking.saturating_sub(1);
                waits = again(held, talking, stopped);
            }
        }
        if let Some(from) = had.filter(|_| waits != had) {
            spells.waited(seconds(from, at), matches!(turn, Turn::Begins | Turn::AtOnce(_)));
        }
    }
    if let Some(from) = waits.filter(|_| takes_part) {
        spells.waited(seconds(from, ledger.now), false);
    }
}
