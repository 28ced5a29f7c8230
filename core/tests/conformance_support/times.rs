//! The calls of vectors that speak of time.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use fireside::calendar::{Calendar, CalendarOptions, Plan};
use fireside::model::{Horizon, Instant};
use fireside::read::{Reader, Shape};
use fireside::solve::{self, Aim, AssignProblem, ScheduleProblem, ScheduleSolution, SlotPrice, TimetableProblem};
use fireside::{Cohort, Control, Error, Status};
use serde_json::{Value, json};

/// Rows of true and false, in words.
fn rows(given: &Value) -> Vec<u64> {
    let word = |slots: &[Value]| (0..).zip(slots).map(|(at, free)| u64::from(free.as_bool().unwrap()) << at).sum();
    let row = |row: &Value| row.as_array().unwrap().chunks(64).map(word).collect::<Vec<u64>>();
    given.as_array().unwrap().iter().flat_map(row).collect()
}

fn list<T: serde::de::DeserializeOwned>(given: &Value) -> Vec<T> {
    serde_json::from_value(given.clone()).unwrap()
}

pub(crate) fn schedule(arguments: &Value, edges: AssignProblem<'_>, aim: Aim) -> Result<Value, Error> {
    let (mentee_free, mentor_free) = (rows(&arguments["mentee_free"]), rows(&arguments["mentor_free"]));
    let slot_rooms: Option<Vec<u32>> = arguments.get("slot_rooms").map(list);
    let problem = ScheduleProblem {
        edges,
        slots: arguments["slots"].as_u64().unwrap() as u32,
        mentee_free: &mentee_free,
        mentor_free: &mentor_free,
        slot_rooms: slot_rooms.as_deref(),
        slots_per_session: arguments.get("slots_per_session").map_or(1, |slots| slots.as_u64().unwrap() as u32),
    };
    if let Some(claim) = arguments.get("solution") {
        let number = |name: &str| claim[name].as_i64().unwrap();
        let slot_price = |price: &Value| SlotPrice {
            mentor: price["mentor"].as_u64().unwrap() as u32,
            slot: price["slot"].as_u64().unwrap() as u32,
            price: price["price"].as_i64().unwrap(),
        };
        let claimed = ScheduleSolution {
            edges: list(&claim["edges"]),
            slots: list(&claim["slots"]),
            total: number("total"),
            most: claim["most"].as_u64(),
            bound: number("bound"),
            gap: number("gap"),
            lift: number("lift"),
            prices: list(&claim["prices"]),
            slot_prices: claim["slot_prices"].as_array().unwrap().iter().map(slot_price).collect(),
            room_prices: list(&claim["room_prices"]),
            status: Reader::default().read::<Status, _>(claim["status"].clone()).unwrap().unwrap(),
        };
        return solve::verify_schedule(&problem, &claimed).map(|()| json!(true));
    }
    let found = solve::schedule(&problem, aim, &Control::new())?;
    solve::verify_schedule(&problem, &found)?;
    let slot_price = |slot: &SlotPrice| json!({ "mentor": slot.mentor, "slot": slot.slot, "price": slot.price });
    let mut answer = json!({
        "edges": found.edges, "slots": found.slots, "total": found.total, "bound": found.bound, "gap": found.gap,
        "lift": found.lift, "prices": found.prices, "room_prices": found.room_prices,
        "slot_prices": found.slot_prices.iter().map(slot_price).collect::<Vec<_>>(), "status": found.status.as_str(),
    });
    if let Some(most) = found.most {
        answer["most"] = json!(most);
    }
    Ok(answer)
}

pub(crate) fn timetable(arguments: &Value) -> Result<Value, Error> {
    let problem = TimetableProblem {
        mentee: &list(&arguments["mentee"]),
        mentor: &list(&arguments["mentor"]),
        slots: arguments["slots"].as_u64().unwrap() as u32,
        mentee_free: &rows(&arguments["mentee_free"]),
        mentor_free: &rows(&arguments["mentor_free"]),
    };
    let found = solve::timetable(&problem, &Control::new())?;
    let crowd = |crowd: &solve::Crowd| json!({ "pairs": crowd.pairs, "slots": crowd.slots });
    Ok(json!({
        "slots": found.slots.iter().map(|slot| slot.map_or(-1, i64::from)).collect::<Vec<_>>(),
        "crowds": found.crowds.iter().map(crowd).collect::<Vec<_>>(),
        "proved": found.proved,
    }))
}

pub(crate) fn free_time(cohort: &Cohort, person: &str) -> Value {
    let span = |(start, end): &(String, String)| json!({ "start": start, "end": end });
    cohort.free_time(person).map_or(Value::Null, |free| free.iter().map(span).collect())
}

/// One argument, as bindings read it.
fn read<T: Shape + Default>(arguments: &Value, name: &'static str, reader: &mut Reader) -> T {
    let value = arguments[name].clone();
    reader.field(name, |reader| reader.read::<T, _>(value)).unwrap().unwrap_or_default()
}

/// What a calendar says of a horizon, or of the time between two instants.
pub(crate) fn calendar(arguments: &Value) -> Result<Value, Error> {
    let mut options = CalendarOptions::new(arguments["time_zone"].as_str().unwrap());
    options.tentative = arguments.get("tentative").is_none_or(|tentative| tentative.as_bool().unwrap());
    let calendar = Calendar::parse(arguments["text"].as_str().unwrap(), &options)?;
    let mut reader = Reader::default();
    if arguments.get("horizon").is_some() {
        let horizon: Horizon = read(arguments, "horizon", &mut reader);
        reader.into_problems().into_result()?;
        let plan = Plan::over(&horizon)?;
        return Ok(json!({ "busy": calendar.busy(&plan)?, "free": calendar.free(&plan)? }));
    }
    let (start, end): (Instant, Instant) = (read(arguments, "start", &mut reader), read(arguments, "end", &mut reader));
    reader.into_problems().into_result()?;
    let occurrence = |one: &fireside::calendar::Occurrence| json!({ "start": one.start, "end": one.end, "all_day": one.all_day, "busy": one.busy, "event": one.event });
    let occurrences: Vec<Value> = calendar.occurrences(start, end)?.iter().map(occurrence).collect();
    Ok(json!({ "busy": calendar.busy_between(start, end)?, "occurrences": occurrences }))
}
