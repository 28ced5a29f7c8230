//! What a matcher is told, and what it knows of what happened.

use fireside::model::Moment;
use fireside::read::{FieldCase, Reader, Shape};
use fireside::{ApplyOptions, Control, Error, RemedyOptions};
use napi::bindgen_prelude::Function;
use napi_derive::napi;

use crate::cohort::Cohort;
use crate::job::{Job, Told, start};
use crate::journal::{Input, Source};
use crate::matcher::{Matcher, json};
use crate::matching::Matching;
use crate::numbers::whole;
use crate::options::control;
use crate::report::{self, entry};

/// What outcomes say of weights: its document.
#[napi]
pub struct WeightFit(String);

#[napi]
impl WeightFit {
    /// The document.
    #[napi]
    pub fn to_json(&self) -> report::Result<String> {
        entry(|| Ok(self.0.clone()))
    }
}

/// Who waits for a mentor: its document.
#[napi]
pub struct WaitingList(String);

#[napi]
impl WaitingList {
    /// The document.
    #[napi]
    pub fn to_json(&self) -> report::Result<String> {
        entry(|| Ok(self.0.clone()))
    }
}

/// What would give somebody a mentor: its document.
#[napi]
pub struct Remedies(String);

#[napi]
impl Remedies {
    /// The document.
    #[napi]
    pub fn to_json(&self) -> report::Result<String> {
        entry(|| Ok(self.0.clone()))
    }
}

/// An answer to events: its document, which is written where the answer was made: not on the event loop.
#[napi]
pub struct Applied(String);

#[napi]
impl Applied {
    /// The document.
    #[napi]
    pub fn to_json(&self) -> report::Result<String> {
        entry(|| Ok(self.0.clone()))
    }
}

#[napi]
impl Matcher {
    /// The engine after events, made on a thread of its own.
    #[napi]
    pub fn start_from_journal(
        cohort: &Cohort,
        #[napi(ts_arg_type = "Journal | string")] events: Input<'_>,
        #[napi(ts_arg_type = "(report: string | null, progress: Progress | null, value: Matcher | null) => void")]
        told: Function<'_, Told<Matcher>, ()>,
    ) -> report::Result<Job> {
        let (cohort, events) = (cohort.0.clone(), Source::from(events));
        start(&told, Control::new(), false, move |control| from_journal(cohort, events, control))
    }

    /// The same, and holds the event loop until it is done.
    #[napi(factory)]
    pub fn from_journal_sync(
        cohort: &Cohort,
        #[napi(ts_arg_type = "Journal | string")] events: Input<'_>,
    ) -> report::Result<Self> {
        entry(|| from_journal(cohort.0.clone(), Source::from(events), &Control::new()))
    }

    /// The engine that wrote a state.
    #[napi(factory)]
    pub fn from_state(text: String) -> report::Result<Self> {
        entry(|| fireside::Matcher::from_state(&text).map(Matcher))
    }

    /// Everything the engine knows, as a document.
    #[napi]
    pub fn to_state(&self) -> report::Result<String> {
        entry(|| Ok(self.0.to_state()))
    }

    /// The cohort as it is now, or nothing if it is still the one that is `known`.
    #[napi]
    pub fn cohort(&self, known: Option<&Cohort>) -> report::Result<Option<Cohort>> {
        entry(|| Ok(Some(self.0.cohort()).filter(|now| known.is_none_or(|known| known.0 != *now)).map(Cohort)))
    }

    /// Takes events, on a thread of its own.
    #[napi]
    pub fn start_apply(
        &self,
        #[napi(ts_arg_type = "Journal | string")] events: Input<'_>,
        options: String,
        timeout_ms: Option<f64>,
        #[napi(ts_arg_type = "(report: string | null, progress: Progress | null, value: Applied | null) => void")]
        told: Function<'_, Told<Applied>, ()>,
    ) -> report::Result<Job> {
        let (matcher, events) = (self.0.clone(), Source::from(events));
        start(&told, control(timeout_ms), false, move |control| apply(&matcher, events, &options, control))
    }

    /// The same, and holds the event loop until it is done.
    #[napi]
    pub fn apply_sync(
        &self,
        #[napi(ts_arg_type = "Journal | string")] events: Input<'_>,
        options: String,
        timeout_ms: Option<f64>,
    ) -> report::Result<Applied> {
        entry(|| apply(&self.0, Source::from(events), &options, &control(timeout_ms)))
    }

    /// Another engine that is as this one is now.
    #[napi]
    pub fn fork(&self) -> report::Result<Matcher> {
        entry(|| Ok(Matcher(self.0.fork())))
    }

    /// The best mentors somebody may meet, with points and without reasons, as JSON.
    #[napi]
    pub fn shortlist(&self, mentee: String, k: f64) -> report::Result<String> {
        entry(|| {
            let found = self.0.shortlist(&mentee, whole("k", k)?)?;
            let found = found.iter().map(|one| serde_json::json!({ "mentor": one.mentor, "points": one.points }));
            json(&found.collect::<Vec<_>>())
        })
    }

    /// The matching as it is now, found on a thread of its own.
    #[napi]
    pub fn start_matching(
        &self,
        timeout_ms: Option<f64>,
        watched: bool,
        #[napi(ts_arg_type = "(report: string | null, progress: Progress | null, value: Matching | null) => void")]
        told: Function<'_, Told<Matching>, ()>,
    ) -> report::Result<Job> {
        let matcher = self.0.clone();
        start(&told, control(timeout_ms), watched, move |control| matcher.matching(control).map(Matching::from))
    }

    /// The same, and holds the event loop until it is done.
    #[napi]
    pub fn matching_sync(&self, timeout_ms: Option<f64>) -> report::Result<Matching> {
        entry(|| self.0.matching(&control(timeout_ms)).map(Matching::from))
    }

    /// Who waits for a mentor, found on a thread of its own.
    #[napi]
    pub fn start_waiting(
        &self,
        timeout_ms: Option<f64>,
        #[napi(ts_arg_type = "(report: string | null, progress: Progress | null, value: WaitingList | null) => void")]
        told: Function<'_, Told<WaitingList>, ()>,
    ) -> report::Result<Job> {
        let matcher = self.0.clone();
        start(&told, control(timeout_ms), false, move |control| waiting(&matcher, control))
    }

    /// The same, and holds the event loop until it is done.
    #[napi]
    pub fn waiting_sync(&self, timeout_ms: Option<f64>) -> report::Result<WaitingList> {
        entry(|| waiting(&self.0, &control(timeout_ms)))
    }

    /// What would give somebody a mentor, found on a thread of its own.
    #[napi]
    pub fn start_remedies(
        &self,
        person: String,
        options: String,
        timeout_ms: Option<f64>,
        #[napi(ts_arg_type = "(report: string | null, progress: Progress | null, value: Remedies | null) => void")]
        told: Function<'_, Told<Remedies>, ()>,
    ) -> report::Result<Job> {
        let matcher = self.0.clone();
        let work = move |control: &Control| remedies(&matcher, &person, &options, control);
        start(&told, control(timeout_ms), false, work)
    }

    /// The same, and holds the event loop until it is done.
    #[napi]
    pub fn remedies_sync(&self, person: String, options: String, timeout_ms: Option<f64>) -> report::Result<Remedies> {
        entry(|| remedies(&self.0, &person, &options, &control(timeout_ms)))
    }

    /// What outcomes say of the policy's weights, found on a thread of its own.
    #[napi]
    pub fn start_fit_weights(
        &self,
        timeout_ms: Option<f64>,
        #[napi(ts_arg_type = "(report: string | null, progress: Progress | null, value: WeightFit | null) => void")]
        told: Function<'_, Told<WeightFit>, ()>,
    ) -> report::Result<Job> {
        let matcher = self.0.clone();
        start(&told, control(timeout_ms), false, move |control| fit_weights(&matcher, control))
    }

    /// The same, and holds the event loop until it is done.
    #[napi]
    pub fn fit_weights_sync(&self, timeout_ms: Option<f64>) -> report::Result<WeightFit> {
        entry(|| fit_weights(&self.0, &control(timeout_ms)))
    }

    /// The conversations that take seats, as JSON.
    #[napi]
    pub fn conversations(&self) -> report::Result<String> {
        entry(|| json(&self.0.conversations()))
    }

    /// What is due by `now`: a list of events, as JSON.
    #[napi]
    pub fn due(&self, now: String) -> report::Result<String> {
        entry(|| {
            let mut reader = Reader::new(FieldCase::Camel);
            let now = reader.field("now", |reader| Moment::from_text(reader, &now)).unwrap_or_default();
            reader.into_problems().into_result()?;
            json(&self.0.due(now))
        })
    }

    /// What is known of somebody, as JSON.
    #[napi]
    pub fn standing(&self, person: String) -> report::Result<String> {
        entry(|| json(&self.0.standing(&person)?))
    }
}

fn from_journal(cohort: fireside::Cohort, events: Source, control: &Control) -> Result<Matcher, Error> {
    fireside::Matcher::from_journal_with(cohort, &events.events()?, FieldCase::Camel, control).map(Matcher)
}

fn waiting(matcher: &fireside::Matcher, control: &Control) -> Result<WaitingList, Error> {
    matcher.waiting(control).map(|list| WaitingList(list.to_json()))
}

fn remedies(matcher: &fireside::Matcher, person: &str, options: &str, control: &Control) -> Result<Remedies, Error> {
    let options = RemedyOptions::read(&mut serde_json::Deserializer::from_str(options), FieldCase::Camel);
    let options = options.map_err(|error| Error::internal(error.to_string()))??;
    matcher.remedies(person, &options, control).map(|found| Remedies(found.to_json()))
}

fn fit_weights(matcher: &fireside::Matcher, control: &Control) -> Result<WeightFit, Error> {
    matcher.fit_weights(control).map(|fit| WeightFit(fit.to_json()))
}

fn apply(matcher: &fireside::Matcher, events: Source, options: &str, control: &Control) -> Result<Applied, Error> {
    let options = ApplyOptions::read(&mut serde_json::Deserializer::from_str(options), FieldCase::Camel);
    let options = options.map_err(|error| Error::internal(error.to_string()))??;
    let applied = matcher.apply_with(&events.events()?, &options, FieldCase::Camel, control)?;
    Ok(Applied(applied.to_json()))
}
