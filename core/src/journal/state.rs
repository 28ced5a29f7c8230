//! The document `fireside/state/1`: everything a long-lived matcher knows, to go on from elsewhere.
//!
//! Smaller than the journal: the people are there as they are, not how they came to be so; of events about two people and of pauses all
//! are kept, for what comes late must still find its place; and of every event its id, for what comes twice.

use std::collections::BTreeMap;

use serde::Serialize;

use super::ledger::{self, Ledger, Word};
use super::talk::Step;
use super::thread::{Entry, MOST_STEPS};
use crate::cohort::Cohort;
use crate::error::{Error, ErrorCode};
use crate::model::{CohortData, Event, Moment, Pair, Status, What};
use crate::read::{FieldCase, Reader, excerpt, record};

/// The schema this version reads and writes.
pub(crate) const SCHEMA: &str = "fireside/state/1";

/// Everything.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) base: Cohort,
    pub(crate) ledger: Ledger,
    pub(crate) incumbents: Option<Vec<Pair>>,
}

#[derive(Debug, Default, Serialize)]
struct Document {
    schema: String,
    version: String,
    now: Moment,
    cohort: CohortData,
    #[serde(skip_serializing_if = "Option::is_none")]
    incumbents: Option<Vec<Pair>>,
    /// Of two people, and pauses.
    events: Vec<Event>,
    people: Vec<Person>,
    /// Every event: its id, and a digest of it in hexadecimal.
    known: BTreeMap<String, String>,
}

record!(Document { required: schema, now, cohort; optional: version, incumbents, events, people, known; });

#[derive(Debug, Default, Serialize)]
struct Person {
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    word: Option<Told>,
    #[serde(skip_serializing_if = "Option::is_none")]
    wanted_since: Option<Moment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    came: Option<Moment>,
}

record!(Person { required: id; optional: word, wanted_since, came; });

/// The latest word on whether somebody takes part.
#[derive(Debug, Default, Serialize)]
struct Told {
    at: Moment,
    event: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<Status>,
}

record!(Told { required: at, event; optional: status; });

/// Writes the document. O(n log n) in the size of everything.
pub(crate) fn write(base: CohortData, ledger: &Ledger, incumbents: Option<&Vec<Pair>>) -> String {
    let threads = ledger.threads_in_order();
    let between = threads
        .iter()
        .flat_map(|(pair, thread)| thread.entries.iter().map(move |entry| of_two(pair, entry, ledger.id(entry.event))));
    let mut people: Vec<(&str, &ledger::Person)> = ledger.people().collect();
    people.sort_unstable_by_key(|(id, _)| *id);
    let stops = people
        .iter()
        .flat_map(|(id, person)| person.stops.iter().map(move |entry| of_one(id, entry, ledger.id(entry.event))));
    let events = between.chain(stops).collect();
    let said =
        |person: &ledger::Person| person.word.is_some() || person.wanted_since.is_some() || person.came.is_some();
    let people = people.into_iter().filter(|(_, person)| said(person)).map(|(id, person)| Person {
        id: id.to_owned(),
        word: person.word.map(|Word { at, by, status }| Told { at, event: ledger.id(by).to_owned(), status }),
        wanted_since: person.wanted_since,
        came: person.came,
    });
    let document = Document {
        schema: SCHEMA.to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        now: ledger.now,
        cohort: base,
        incumbents: incumbents.cloned(),
        events,
        people: people.collect(),
        known: ledger.known().map(|(id, digest)| (id.to_owned(), format!("{digest:016x}"))).collect(),
    };
    serde_json::to_string(&document).unwrap_or_default()
}

/// Reads the document.
///
/// # Errors
/// Everything that is wrong with it; a schema that this version does not read.
pub(crate) fn read(text: &str) -> Result<State, Error> {
    let mut reader = Reader::new(FieldCase::Snake);
    let document = reader.read_json::<Document>(text)?.unwrap_or_default();
    if document.schema != SCHEMA && reader.is_clean() {
        let message = format!("`{}` is not `{SCHEMA}`", excerpt(&document.schema));
        reader.field("schema", |reader| reader.problem(ErrorCode::UnsupportedSchema, message));
    }
    let mut ledger = Ledger::default();
    for (k, event) in document.events.iter().enumerate() {
        let taken = match (&event.what, event.what.pair(), Step::of(&event.what)) {
            (_, Some((mentor, mentee)), Some(step)) if mentor != mentee => {
                ledger.put_between(&Pair::new(mentor, mentee), event, step)
            }
            (What::Paused { person }, ..) => ledger.put_stop(person, event, Step::Paused),
            (What::Left { person }, ..) => ledger.put_stop(person, event, Step::Left),
            _ => {
                let message = format!("the event `{}` has no place in a state", event.what.name());
                reader.field("events", |reader| {
                    reader.index(k, |reader| reader.problem(ErrorCode::Contradiction, message))
                });
                true
            }
        };
        if !taken {
            let message = format!("more than {MOST_STEPS} events of two people, or pauses of one");
            reader.field("events", |reader| reader.index(k, |reader| reader.problem(ErrorCode::TooLarge, message)));
        }
    }
    for person in &document.people {
        let word = person.word.as_ref().map(|Told { at, event, status }| (*at, event.as_str(), *status));
        ledger.put_person(&person.id, word, (person.wanted_since, person.came));
    }
    reader.field("known", |reader| {
        for (id, digest) in document.known {
            match u64::from_str_radix(&digest, 16) {
                Ok(digest) => ledger.know(&id, digest),
                Err(_) => {
                    let message = format!("`{}` is not a number in hexadecimal", excerpt(&digest));
                    reader.key(&id, |reader| reader.problem(ErrorCode::InvalidText, message));
                }
            }
        }
    });
    reader.into_problems().into_result()?;
    ledger.now = document.now;
    ledger.fold_everything();
    let base = Cohort::try_from(document.cohort).map_err(|error| error.with_paths(|path| format!("cohort.{path}")))?;
    Ok(State { base, ledger, incumbents: document.incumbents })
}

fn of_one(id: &str, entry: &Entry, event: &str) -> Event {
    let person = id.to_owned();
    let what = if entry.step == Step::Left { What::Left { person } } else { What::Paused { person } };
    Event { id: event.to_owned(), at: entry.at, what }
}

fn of_two(pair: &Pair, entry: &Entry, event: &str) -> Event {
    let Pair { mentor, mentee } = pair.clone();
    let what = match entry.step {
        Step::Proposed(by) => What::Proposed { mentor, mentee, by: Some(by) },
        Step::Accepted => What::Accepted { mentor, mentee },
        Step::Scheduled { start, minutes } => What::Scheduled { mentor, mentee, start, minutes },
        Step::Held { minutes } => What::Held { mentor, mentee, minutes },
        Step::NoShow(who) => What::NoShow { mentor, mentee, who },
        Step::Feedback(by, rating) => What::Feedback { mentor, mentee, by, rating },
        Step::Declined(by) => What::Declined { mentor, mentee, by, reason: None },
        Step::Withdrawn => What::Withdrawn { mentor, mentee },
        Step::Expired => What::Expired { mentor, mentee },
        // Stops are of one person and never among these.
        Step::Cancelled | Step::Paused | Step::Left => What::Cancelled { mentor, mentee },
    };
    Event { id: event.to_owned(), at: entry.at, what }
}
