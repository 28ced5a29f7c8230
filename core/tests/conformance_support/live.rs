//! What a matcher is told and answers, step by step; journals and states.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use fireside::model::{Event, Journal, Moment};
use fireside::read::{FieldCase, Reader};
use fireside::{Cohort, Control, Error, MatchOptions, Matcher, match_cohort};
use serde_json::{Map, Value, json};

/// What each of the steps gives; and the same engine again, from its journal and from its state.
pub(crate) fn steps(case: &Value, cohort: &Cohort) -> Result<Value, Error> {
    let control = Control::new();
    let matcher = Matcher::new(cohort.clone());
    let mut told: Vec<Event> = Vec::new();
    let mut answers = Vec::new();
    for step in case["arguments"]["steps"].as_array().unwrap() {
        let (name, asked) = step.as_object().unwrap().iter().next().unwrap();
        answers.push(match name.as_str() {
            "apply" => {
                let events = Journal::read_events(asked.clone(), FieldCase::Snake).unwrap()?;
                let applied = matcher.apply(&events, &control)?;
                told.extend(events);
                serde_json::from_str(&applied.to_json()).unwrap()
            }
            "conversations" => json!(matcher.conversations()),
            "due" => json!(matcher.due(moment(asked)?)),
            "standing" => json!(matcher.standing(asked.as_str().unwrap())?),
            "waiting" => serde_json::from_str(&matcher.waiting(&control)?.to_json()).unwrap(),
            "cohort" => fields(&matcher, asked),
            other => panic!("the step `{other}` has no Rust here yet"),
        });
    }
    let now = matcher.cohort();
    assert_eq!(matcher.matching(&control)?, match_cohort(&now, &MatchOptions::default())?);
    for same in [Matcher::from_journal(cohort.clone(), &told, &control)?, Matcher::from_state(&matcher.to_state())?] {
        assert_eq!((same.cohort(), same.to_state()), (now.clone(), matcher.to_state()));
    }
    Ok(Value::Array(answers))
}

fn moment(asked: &Value) -> Result<Moment, Error> {
    let mut reader = Reader::default();
    let moment = reader.field("now", |reader| reader.read::<Moment, _>(asked.clone())).unwrap();
    reader.into_problems().into_result().map(|()| moment.unwrap())
}

/// Lists of the cohort as it is now; one that is not in the document is empty.
fn fields(matcher: &Matcher, names: &Value) -> Value {
    let document: Value = serde_json::from_str(&matcher.cohort().to_json()).unwrap();
    let names = names.as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned());
    let list = |name: &str| document.get(name).cloned().unwrap_or(json!([]));
    Value::Object(names.map(|name| (name.clone(), list(&name))).collect::<Map<_, _>>())
}

/// What outcomes say of weights.
pub(crate) fn fit_weights(case: &Value, cohort: Cohort) -> Result<Value, Error> {
    let events = Journal::read_events(case["arguments"]["events"].clone(), FieldCase::Snake).unwrap()?;
    let fit = fireside::fit_weights(cohort, &events, &Control::new())?;
    Ok(serde_json::from_str(&fit.to_json()).unwrap())
}

/// Reads and writes a document.
pub(crate) fn document(call: &str, arguments: &Value) -> Result<Value, Error> {
    let text = arguments[call].to_string();
    let written = match call {
        "journal" => Journal::from_json(&text)?.to_json(),
        _ => Matcher::from_state(&text)?.to_state(),
    };
    Ok(serde_json::from_str(&written).unwrap())
}
