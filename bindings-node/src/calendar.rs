//! Calendars of people's programs.

use std::sync::Arc;

use fireside::calendar::{self, CalendarOptions, Plan};
use fireside::model::{Horizon, Instant};
use fireside::read::{FieldCase, Reader, Shape};
use fireside::{Control, Error};
use napi::bindgen_prelude::Function;
use napi_derive::napi;
use serde::Serialize;
use serde_json::Value;

use crate::job::{Job, Told, start};
use crate::report::{self, entry};

/// A calendar that has been read.
#[napi]
pub struct Calendar(Arc<calendar::Calendar>);

#[napi]
impl Calendar {
    /// Reads a text.
    #[napi(factory)]
    pub fn parse(text: String, time_zone: String, tentative: bool) -> report::Result<Self> {
        entry(|| {
            let options = CalendarOptions { time_zone, tentative };
            calendar::Calendar::parse(&text, &options).map(|calendar| Calendar(Arc::new(calendar)))
        })
    }

    /// The calendar as a text, with nothing but time in it.
    #[napi]
    pub fn to_ical(&self) -> report::Result<String> {
        entry(|| Ok(self.0.to_ical().to_owned()))
    }

    /// Answers a question, on a thread of its own. Questions and answers are JSON, in camel case.
    #[napi]
    pub fn start_answer(
        &self,
        question: String,
        arguments: String,
        #[napi(ts_arg_type = "(report: string | null, progress: Progress | null, value: string | null) => void")]
        told: Function<'_, Told<String>, ()>,
    ) -> report::Result<Job> {
        let calendar = Arc::clone(&self.0);
        start(&told, Control::new(), false, move |_| answer(&calendar, &question, &arguments))
    }

    /// Answers a question, and holds the event loop until it is done.
    #[napi]
    pub fn answer_sync(&self, question: String, arguments: String) -> report::Result<String> {
        entry(|| answer(&self.0, &question, &arguments))
    }
}

/// An instance of an event.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Occurrence {
    start: Instant,
    end: Instant,
    all_day: bool,
    busy: bool,
    event: usize,
}

impl From<&calendar::Occurrence> for Occurrence {
    fn from(one: &calendar::Occurrence) -> Self {
        Occurrence { start: one.start, end: one.end, all_day: one.all_day, busy: one.busy, event: one.event }
    }
}

fn answer(calendar: &calendar::Calendar, question: &str, arguments: &str) -> Result<String, Error> {
    let mut given: Value = serde_json::from_str(arguments).map_err(|error| Error::internal(error.to_string()))?;
    match question {
        "busy" => written(&calendar.busy(&plan(&mut given)?)?),
        "free" => written(&calendar.free(&plan(&mut given)?)?),
        "busyBetween" => {
            let (start, end) = instants(&mut given)?;
            written(&calendar.busy_between(start, end)?)
        }
        _ => {
            let (start, end) = instants(&mut given)?;
            let found = calendar.occurrences(start, end)?;
            written(&found.iter().map(Occurrence::from).collect::<Vec<_>>())
        }
    }
}

fn written(value: &impl Serialize) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|error| Error::internal(error.to_string()))
}

/// Reads one argument; what is wrong with it the reader then knows.
fn argument<T: Shape + Default>(reader: &mut Reader, given: &mut Value, name: &'static str) -> Result<T, Error> {
    let value = given.get_mut(name).map(Value::take).unwrap_or_default();
    let read = reader.field(name, |reader| reader.read::<T, _>(value));
    read.map(Option::unwrap_or_default).map_err(|error| Error::internal(error.to_string()))
}

fn plan(given: &mut Value) -> Result<Plan, Error> {
    let mut reader = Reader::new(FieldCase::Camel);
    let horizon = argument::<Horizon>(&mut reader, given, "horizon")?;
    reader.into_problems().into_result()?;
    Plan::over(&horizon)
}

fn instants(given: &mut Value) -> Result<(Instant, Instant), Error> {
    let mut reader = Reader::new(FieldCase::Camel);
    let (start, end) = (argument(&mut reader, given, "start")?, argument(&mut reader, given, "end")?);
    reader.into_problems().into_result().map(|()| (start, end))
}
