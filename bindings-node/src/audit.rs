//! What became of groups in a matching, and decision records.

use std::sync::Arc;

use fireside::{AuditOptions, Control, Error, FieldCase};
use napi::bindgen_prelude::{Function, Uint8Array};
use napi_derive::napi;

use crate::cohort::Cohort;
use crate::job::{Job, Told, start};
use crate::matching::Matching;
use crate::options::control;
use crate::report::{self, entry};

/// An audit: its document and its table, twice, which are written where the audit was made: not on the event loop.
#[napi]
pub struct Audit {
    json: String,
    csv: String,
    arrow: Vec<u8>,
}

#[napi]
impl Audit {
    /// The document.
    #[napi]
    pub fn to_json(&self) -> report::Result<String> {
        entry(|| Ok(self.json.clone()))
    }

    /// All rows of all tables as one table in CSV.
    #[napi]
    pub fn to_csv(&self) -> report::Result<String> {
        entry(|| Ok(self.csv.clone()))
    }

    /// The same table as an Arrow IPC stream.
    #[napi]
    pub fn to_arrow(&self) -> report::Result<Uint8Array> {
        entry(|| Ok(Uint8Array::from(self.arrow.clone())))
    }
}

fn audit(
    matching: &fireside::Matching,
    cohort: &fireside::Cohort,
    options: &str,
    control: &Control,
) -> Result<Audit, Error> {
    let mut input = serde_json::Deserializer::from_str(options);
    let options =
        AuditOptions::read(&mut input, FieldCase::Camel).map_err(|error| Error::internal(error.to_string()))??;
    let audit = matching.audit_with(cohort, &options, control)?;
    Ok(Audit { json: audit.to_json(), csv: audit.to_csv(), arrow: audit.to_arrow()? })
}

/// Audits a matching of the cohort on a thread of its own.
#[napi]
pub fn start_audit(
    matching: &Matching,
    cohort: &Cohort,
    options: String,
    #[napi(ts_arg_type = "(report: string | null, progress: Progress | null, value: Audit | null) => void")]
    told: Function<'_, Told<Audit>, ()>,
) -> report::Result<Job> {
    let (matching, cohort) = (Arc::clone(&matching.matching), cohort.0.clone());
    start(&told, control(None), false, move |control| audit(&matching, &cohort, &options, control))
}

/// The same, and holds the event loop until it is done.
#[napi]
pub fn audit_sync(matching: &Matching, cohort: &Cohort, options: String) -> report::Result<Audit> {
    entry(|| audit(&matching.matching, &cohort.0, &options, &Control::new()))
}

/// A decision record.
#[napi]
pub struct DecisionRecord(fireside::DecisionRecord);

#[napi]
impl DecisionRecord {
    /// The record of a matching of the cohort.
    #[napi(factory)]
    pub fn of(matching: &Matching, cohort: &Cohort) -> report::Result<Self> {
        entry(|| matching.matching.record(&cohort.0).map(DecisionRecord))
    }

    /// Reads a document.
    #[napi(factory)]
    pub fn from_json(text: String) -> report::Result<Self> {
        entry(|| fireside::DecisionRecord::from_json(&text).map(DecisionRecord))
    }

    /// The document.
    #[napi]
    pub fn to_json(&self) -> report::Result<String> {
        entry(|| Ok(self.0.to_json()))
    }

    /// Checks that this is the record of the matching, and the matching against its cohort.
    #[napi]
    pub fn verify(&self, cohort: &Cohort, matching: &Matching) -> report::Result<()> {
        entry(|| self.0.verify(&cohort.0, &matching.matching))
    }
}
