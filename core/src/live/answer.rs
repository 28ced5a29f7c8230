//! What is told of events that were taken.

use std::collections::{BTreeMap, BTreeSet};

use super::state::Live;
use crate::cohort::Cohort;
use crate::journal::ledger::Ledger;
use crate::journal::standing::Standing;
use crate::journal::talk::Talk;
use crate::matching::{Applied, Conversation, GainedPair, Note, Outcome, OutcomeCode};
use crate::model::{Event, Pair, Status, What};

/// What is different in a matching: of each pair whether it is new, and then what it is worth.
#[derive(Debug, Default)]
pub(super) struct Difference(BTreeMap<Pair, Option<u32>>);

impl Difference {
    /// One more change. Two opposite ones are none.
    fn one(&mut self, pair: Pair, gained: Option<u32>) {
        match self.0.remove(&pair) {
            Some(known) if known.is_some() != gained.is_some() => {}
            _ => drop(self.0.insert(pair, gained)),
        }
    }

    /// What the engine tells.
    pub(super) fn add(&mut self, changes: Vec<(Pair, Option<u32>)>) {
        changes.into_iter().for_each(|(pair, gained)| self.one(pair, gained));
    }

    /// What is different between two matchings.
    pub(super) fn between(&mut self, before: &BTreeMap<Pair, u32>, after: &BTreeMap<Pair, u32>) {
        for pair in before.keys().filter(|pair| !after.contains_key(pair)) {
            self.one(pair.clone(), None);
        }
        for (pair, points) in after.iter().filter(|(pair, _)| !before.contains_key(pair)) {
            self.one(pair.clone(), Some(*points));
        }
    }
}

/// The document.
pub(super) fn answer(
    (live, cohort): (&Live, &Cohort),
    events: &[Event],
    outcomes: Vec<OutcomeCode>,
    (Difference(difference), earlier): (Difference, BTreeMap<Pair, Option<Talk>>),
    (total_points, gap): (i64, Option<i64>),
) -> Applied {
    let ledger = &live.ledger;
    let stands = |talk: &Talk| Talk { ratings: [None; 2], ..*talk };
    let now = |pair: &Pair| ledger.talk(pair).as_ref().map(stands);
    let changed = earlier.iter().filter(|(pair, before)| before.as_ref().map(stands) != now(pair));
    let conversations = changed.map(|(pair, _)| conversation(ledger, pair)).collect();
    let mut gained = Vec::new();
    let mut lost = Vec::new();
    for (pair, points) in difference {
        match points {
            Some(points) => gained.push(GainedPair { mentor: pair.mentor, mentee: pair.mentee, points }),
            None => lost.push(pair),
        }
    }
    gained.sort_by(|a, b| (&a.mentee, &a.mentor).cmp(&(&b.mentee, &b.mentor)));
    lost.sort_by(|a, b| (&a.mentee, &a.mentor).cmp(&(&b.mentee, &b.mentor)));
    let named: BTreeSet<&str> = events.iter().flat_map(|event| named(&event.what)).collect();
    let moved = gained.iter().map(|pair| &pair.mentee).chain(lost.iter().map(|pair| &pair.mentee));
    let moved: BTreeSet<&String> = moved.filter(|mentee| !named.contains(mentee.as_str())).collect();
    let outcome = |(event, outcome): (&Event, OutcomeCode)| {
        let notes = if outcome == OutcomeCode::Applied { notes(live, cohort, event) } else { Vec::new() };
        Outcome { id: event.id.clone(), outcome, notes }
    };
    Applied {
        schema: Applied::SCHEMA.to_owned(),
        now: ledger.now,
        events: events.iter().zip(outcomes).map(outcome).collect(),
        conversations,
        churn: moved.len() as u32,
        gained,
        lost,
        total_points,
        gap,
    }
}

/// What a host should know, after all of them, of an event that was taken.
fn notes(live: &Live, cohort: &Cohort, event: &Event) -> Vec<Note> {
    let Some((mentor, mentee)) = event.what.pair() else { return Vec::new() };
    let (policy, ledger) = (&live.base.rest().policy, &live.ledger);
    let both = cohort.find_mentor(mentor).zip(cohort.find_mentee(mentee));
    let Some((one_ix, other_ix)) = both else { return vec![Note::UnknownPerson] };
    let (one, other) = (cohort.mentor(one_ix), cohort.mentee(other_ix));
    if !ledger.talk(&Pair::new(mentor, mentee)).is_some_and(|talk| talk.state.is_open()) {
        return Vec::new();
    }
    let mut notes = Vec::new();
    let exceeds = Standing::of_mentor(ledger, one, policy).engaged > one.capacity
        || Standing::of_mentee(ledger, other, policy).engaged > other.mentors_wanted;
    if exceeds {
        notes.push(Note::SeatsExceeded);
    }
    let told = live.base.parts();
    let told = (told.mentor(one_ix).map(|part| part.status), told.mentee(other_ix).map(|part| part.status));
    let paused = |id: &str, told: Option<Status>| ledger.status_of(id).or(told) == Some(Status::Paused);
    if paused(mentor, told.0) || paused(mentee, told.1) {
        notes.push(Note::Paused);
    }
    notes
}

/// How the latest conversation of two stands.
pub(super) fn conversation(ledger: &Ledger, pair: &Pair) -> Conversation {
    let talk = ledger.talk(pair);
    Conversation {
        mentor: pair.mentor.clone(),
        mentee: pair.mentee.clone(),
        state: talk.map(|talk| talk.state.as_str().to_owned()),
        since: talk.map(|talk| talk.since),
        asked_by: talk.and_then(|talk| talk.asked_by),
        start: talk.and_then(|talk| talk.start),
        minutes: talk.and_then(|talk| talk.minutes),
        absent: talk.and_then(|talk| talk.absent),
    }
}

/// Everybody an event names.
fn named(what: &What) -> Vec<&str> {
    match what {
        What::Left { person } | What::Paused { person } | What::Resumed { person } => vec![person],
        What::Joined { mentors, mentees } => {
            let mentors = mentors.iter().map(|mentor| mentor.id.as_str());
            mentors.chain(mentees.iter().map(|mentee| mentee.id.as_str())).collect()
        }
        What::Changed { changes } => {
            let people = changes.replace_mentees.iter().chain(&changes.add_mentees).map(|mentee| mentee.id.as_str());
            let ids = changes.pause.iter().chain(&changes.resume).chain(&changes.remove_mentees).map(String::as_str);
            let pairs =
                changes.lock.iter().chain(&changes.unlock).chain(&changes.together).map(|pair| pair.mentee.as_str());
            let apart = changes.apart.iter().map(|apart| apart.mentee.as_str());
            people.chain(ids).chain(pairs).chain(apart).chain(changes.wanted.keys().map(String::as_str)).collect()
        }
        _ => what.pair().map(|(mentor, mentee)| vec![mentor, mentee]).unwrap_or_default(),
    }
}
