//! What happened: events that a host tells a matcher, and the document in which it stores them.

use fireside::{Error, FieldCase, model};
use napi::bindgen_prelude::{ClassInstance, Either};
use napi_derive::napi;

use crate::report::{self, entry};

/// Events whose form is right.
#[napi]
pub struct Journal(pub(crate) model::Journal);

#[napi]
impl Journal {
    /// Reads a caller's object with events, as JSON text in camel case.
    #[napi(factory)]
    pub fn read(text: String) -> report::Result<Self> {
        entry(|| read(&text).map(Journal))
    }

    /// Reads a document.
    #[napi(factory)]
    pub fn from_json(text: String) -> report::Result<Self> {
        entry(|| model::Journal::from_json(&text).map(Journal))
    }

    /// The document.
    #[napi]
    pub fn to_json(&self) -> report::Result<String> {
        entry(|| Ok(self.0.to_json()))
    }
}

/// A journal, or a caller's object with events, as JSON text in camel case.
pub(crate) type Input<'a> = Either<ClassInstance<'a, Journal>, String>;

pub(crate) enum Source {
    Events(Vec<model::Event>),
    Text(String),
}

impl From<Input<'_>> for Source {
    fn from(input: Input<'_>) -> Self {
        match input {
            Either::A(journal) => Source::Events(journal.0.events.clone()),
            Either::B(text) => Source::Text(text),
        }
    }
}

impl Source {
    /// The events themselves.
    pub(crate) fn events(self) -> Result<Vec<model::Event>, Error> {
        match self {
            Source::Events(events) => Ok(events),
            Source::Text(text) => read(&text).map(|journal| journal.events),
        }
    }
}

fn read(text: &str) -> Result<model::Journal, Error> {
    let mut input = serde_json::Deserializer::from_str(text);
    model::Journal::read(&mut input, FieldCase::Camel).map_err(|error| Error::internal(error.to_string()))?
}
