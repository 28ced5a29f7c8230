//! The calls of vectors about invitations.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use fireside::{Cohort, Error, FieldCase, InvitationOptions, Invitations, Schedule, write_invitations};
use serde_json::{Value, json};

/// Of a schedule as it stands in the vector.
pub(crate) fn write(case: &Value, cohort: &Cohort) -> Result<Value, Error> {
    let arguments = &case["arguments"];
    let options = InvitationOptions::read(case["options"].clone(), FieldCase::Snake).unwrap()?;
    let schedule = Schedule::from_json(&arguments["schedule"].to_string())?;
    let previous =
        arguments.get("previous").map(|previous| Invitations::from_json(&previous.to_string())).transpose()?;
    let document = write_invitations(cohort, &schedule, previous.as_ref(), &options)?.to_json();
    assert_eq!(Invitations::from_json(&document)?.to_json(), document);
    Ok(serde_json::from_str(&document).unwrap())
}

/// A calendar of one person, of a document as it stands in the vector.
pub(crate) fn feed(call: &str, arguments: &Value) -> Result<Value, Error> {
    let invitations = Invitations::from_json(&arguments["invitations"].to_string())?;
    let person = arguments["person"].as_str().unwrap();
    Ok(json!(if call == "free_busy" { invitations.free_busy(person)? } else { invitations.calendar_of(person)? }))
}
