//! The document `fireside/journal/1`: events, as a host stores them.

use serde::{Deserializer, Serialize};

use super::event::Event;
use crate::error::{Error, ErrorCode};
use crate::read::{FieldCase, Reader, Shape, excerpt, record};

/// Events in the order in which they were told.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Journal {
    /// Always `fireside/journal/1`; may be absent when a host language hands over objects.
    pub schema: String,
    /// The events.
    pub events: Vec<Event>,
}

impl Default for Journal {
    fn default() -> Self {
        Journal { schema: Journal::SCHEMA.to_owned(), events: Vec::new() }
    }
}

record!(Journal { required: events; optional: schema; });

/// A list of events alone.
#[derive(Debug, Default)]
struct List(Vec<Event>);

impl Shape for List {
    const EXPECTED: &'static str = "a list of events";
    fn from_list<'de, A: serde::de::SeqAccess<'de>>(reader: &mut Reader, list: A) -> Result<Option<Self>, A::Error> {
        Ok(Vec::<Event>::from_list(reader, list)?.map(List))
    }
}

impl Journal {
    /// The schema this version reads and writes.
    pub const SCHEMA: &'static str = "fireside/journal/1";

    /// Of these events.
    #[must_use]
    pub fn new(events: Vec<Event>) -> Self {
        Journal { events, ..Journal::default() }
    }

    /// Reads the document.
    ///
    /// ```
    /// use fireside::model::Journal;
    ///
    /// let journal = Journal::from_json(r#"{"schema": "fireside/journal/1", "events": [
    ///     {"id": "e-17", "at": "2026-12-01T10:00:00Z", "event": "declined", "mentor": "ada", "mentee": "bo"}
    /// ]}"#)?;
    /// assert_eq!(journal.events[0].what.name(), "declined");
    /// # Ok::<(), fireside::Error>(())
    /// ```
    ///
    /// # Errors
    /// Text that is not JSON; everything wrong with the form of the events, each with its path.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        let mut reader = Reader::default();
        let journal = reader.read_json::<Journal>(text)?;
        Journal::checked(journal, reader)
    }

    /// Reads the document from a host language's object.
    ///
    /// # Errors
    /// The deserializer's own outside; inside, everything wrong with the form of the events, each with its path.
    pub fn read<'de, D: Deserializer<'de>>(input: D, case: FieldCase) -> Result<Result<Self, Error>, D::Error> {
        let mut reader = Reader::new(case);
        let journal = reader.read::<Journal, D>(input)?;
        Ok(Journal::checked(journal, reader))
    }

    /// Reads a list of events from a host language's object; paths begin with `events`.
    ///
    /// # Errors
    /// The deserializer's own outside; inside, everything wrong with the form of the events, each with its path.
    pub fn read_events<'de, D: Deserializer<'de>>(
        input: D,
        case: FieldCase,
    ) -> Result<Result<Vec<Event>, Error>, D::Error> {
        let mut reader = Reader::new(case);
        let events = reader.field("events", |reader| reader.read::<List, D>(input))?.unwrap_or_default();
        Ok(reader.into_problems().into_result().map(|()| events.0))
    }

    fn checked(journal: Option<Journal>, mut reader: Reader) -> Result<Self, Error> {
        let journal = journal.unwrap_or_default();
        if journal.schema != Journal::SCHEMA {
            let message = format!("`{}` is not `{}`", excerpt(&journal.schema), Journal::SCHEMA);
            reader.field("schema", |reader| reader.problem(ErrorCode::UnsupportedSchema, message));
        }
        reader.into_problems().into_result().map(|()| journal)
    }

    /// The document as JSON, on one line.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}
