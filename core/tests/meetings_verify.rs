//! The verifier of matchings with times is worth what it rejects: one lie of each kind.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use fireside::matching::{LocalTime, RoomCost, SlotCost, Times};
use fireside::{Cohort, ErrorCode, MatchOptions, Matching, Objective, Status, match_cohort};

/// Ada has two hours and two seats. Bo and Cem can come to the first only, Dan to the second, for few points; Cem could come to Eve
/// instead, for less than with Ada by more than these. Flo and Gus want what nobody but Hal offers, at the one hour of both.
fn cohort() -> Cohort {
    Cohort::from_json(
        r#"{
        "schema": "fireside/cohort/1",
        "topics": [{"id": "rust"}, {"id": "go"}, {"id": "chess"}],
        "policy": {"horizon": {"from": "2026-12-01", "days": 7}, "session_minutes": 60, "slot_minutes": 60, "min_overlap_minutes": 0,
            "weights": {"interests": 1, "availability": 0, "preference": 0}, "min_score": 0},
        "mentors": [
            {"id": "ada", "capacity": 2, "offers": [{"topic": "rust"}, {"topic": "go"}], "availability":
                {"time_zone": "Europe/London", "weekly": [{"day": "tue", "start": "09:00", "end": "11:00"}]}},
            {"id": "eve", "offers": [{"topic": "rust"}], "availability":
                {"time_zone": "Europe/London", "weekly": [{"day": "tue", "start": "09:00", "end": "10:00"}]}},
            {"id": "hal", "capacity": 2, "offers": [{"topic": "chess"}], "availability":
                {"time_zone": "Europe/London", "weekly": [{"day": "fri", "start": "09:00", "end": "11:00", "preference": "preferred"}]}}],
        "mentees": [
            {"id": "bo", "wants": [{"topic": "rust"}, {"topic": "go"}], "availability":
                {"time_zone": "Europe/Paris", "weekly": [{"day": "tue", "start": "10:00", "end": "11:00"}]}},
            {"id": "cem", "wants": [{"topic": "rust"}, {"topic": "go", "importance": 1}], "availability":
                {"time_zone": "Europe/Paris", "weekly": [{"day": "tue", "start": "10:00", "end": "11:00"}]}},
            {"id": "dan", "wants": [{"topic": "go", "importance": 1}, {"topic": "chess", "importance": 5}], "availability":
                {"time_zone": "Europe/Paris", "weekly": [{"day": "tue", "start": "11:00", "end": "12:00"}]}},
            {"id": "flo", "wants": [{"topic": "chess"}], "availability":
                {"time_zone": "UTC", "weekly": [{"day": "fri", "start": "09:00", "end": "10:00"}]}},
            {"id": "gus", "wants": [{"topic": "chess"}], "availability":
                {"time_zone": "UTC", "weekly": [{"day": "fri", "start": "09:00", "end": "10:00"}]}}]
    }"#,
    )
    .unwrap()
}

fn timed(objective: Objective, rooms: Option<u32>) -> Matching {
    match_cohort(&cohort(), &MatchOptions { objective, schedule: true, rooms, ..MatchOptions::default() }).unwrap()
}

fn times(matching: &mut Matching) -> &mut Times {
    matching.certificate.times.as_mut().unwrap()
}

type Lie<'a> = (&'a str, Box<dyn Fn(&mut Matching)>, ErrorCode, &'a str);

fn rejects(honest: &Matching, lies: Vec<Lie<'_>>) {
    honest.verify(&cohort()).unwrap();
    for (lie, tell, code, path) in lies {
        let mut matching = honest.clone();
        tell(&mut matching);
        assert_ne!(&matching, honest, "{lie} is none");
        let Err(error) = matching.verify(&cohort()) else { panic!("{lie}: believed") };
        let found: Vec<(ErrorCode, &str)> = error.problems().map(|it| (it.code, it.path.as_str())).collect();
        assert!(found.contains(&(code, path)), "{lie}: {found:?}");
    }
}

#[test]
fn sessions_are_where_people_can_be() {
    let matching = timed(Objective::Total, None);
    let told: Vec<&str> = matching.pairings.iter().map(|it| it.mentee.as_str()).collect();
    assert_eq!(told, ["bo", "cem", "dan", "flo"]);
    fn session(matching: &mut Matching, at: usize) -> &mut fireside::matching::Appointment {
        matching.pairings[at].session.as_mut().unwrap()
    }
    let moved = |at: usize, start: &'static str, end: &'static str| -> Box<dyn Fn(&mut Matching)> {
        Box::new(move |matching| {
            let session = session(matching, at);
            (session.start, session.end) = (start.to_owned(), end.to_owned());
        })
    };
    let lies: Vec<Lie<'_>> = vec![
        (
            "another hour",
            moved(0, "2026-12-01T12:00:00Z", "2026-12-01T13:00:00Z"),
            ErrorCode::IneligiblePair,
            "pairings[0].session.start",
        ),
        (
            "off the grid",
            moved(3, "2026-12-04T09:30:00Z", "2026-12-04T10:30:00Z"),
            ErrorCode::IneligiblePair,
            "pairings[3].session.start",
        ),
        (
            "a longer one",
            moved(3, "2026-12-04T09:00:00Z", "2026-12-04T11:00:00Z"),
            ErrorCode::IneligiblePair,
            "pairings[3].session.end",
        ),
        (
            "no instant",
            moved(3, "2026-12-04T09:00:00+00:00", "2026-12-04T10:00:00Z"),
            ErrorCode::IneligiblePair,
            "pairings[3].session.start",
        ),
        (
            "no time",
            Box::new(|matching| matching.pairings[0].session = None),
            ErrorCode::PersonUnanswered,
            "pairings[0].session",
        ),
        (
            "other clocks",
            Box::new(|matching| {
                session(matching, 0).mentee_local = Some(LocalTime::default());
            }),
            ErrorCode::ScoreMismatch,
            "pairings[0].session.mentee_local",
        ),
        (
            "nobody prefers it",
            Box::new(|matching| session(matching, 3).preferred = false),
            ErrorCode::ScoreMismatch,
            "pairings[3].session.preferred",
        ),
        (
            "Gus is there, too",
            Box::new(|matching| {
                let gus = fireside::Pairing { mentee: "gus".to_owned(), ..matching.pairings[3].clone() };
                matching.pairings.push(gus);
            }),
            ErrorCode::SeatOversold,
            "pairings[4].session.start",
        ),
        (
            "it was not asked for",
            Box::new(|matching| matching.run.options.clear()),
            ErrorCode::BoundMismatch,
            "certificate",
        ),
        (
            "one room",
            Box::new(|matching| _ = matching.run.options.insert("rooms".to_owned(), "1".to_owned())),
            ErrorCode::SeatOversold,
            "pairings",
        ),
    ];
    rejects(&matching, lies);
}

#[test]
fn prices_prove_what_they_prove() {
    let mut matching = timed(Objective::Total, None);
    let proof = times(&mut matching).clone();
    assert_eq!((matching.status, proof.gap), (Status::Optimal, 0));
    let slot = proof.slot_prices.iter().find(|it| it.mentor == "ada").expect("two want Ada's first hour");
    assert_eq!(slot.start, "2026-12-01T09:00:00Z");
    let bound = "certificate.times.bound_points";
    let lies: Vec<Lie<'_>> = vec![
        ("no proof", Box::new(|it| it.certificate.times = None), ErrorCode::BoundMismatch, "certificate.times"),
        ("a lower bound", Box::new(|it| times(it).bound_points -= 1), ErrorCode::BoundMismatch, bound),
        ("a higher bound", Box::new(|it| times(it).bound_points += 1), ErrorCode::BoundMismatch, bound),
        ("a gap", Box::new(|it| times(it).gap += 1), ErrorCode::BoundMismatch, "certificate.times.gap"),
        ("no price of slots", Box::new(|it| times(it).slot_prices.clear()), ErrorCode::BoundMismatch, bound),
        ("no price of mentors", Box::new(|it| times(it).prices.clear()), ErrorCode::BoundMismatch, bound),
        ("a cheaper slot", Box::new(|it| times(it).slot_prices[0].price -= 1), ErrorCode::BoundMismatch, bound),
        (
            "a price of nobody",
            Box::new(|it| _ = times(it).prices.insert("bo".to_owned(), 3)),
            ErrorCode::BoundMismatch,
            "certificate.times",
        ),
        (
            "a price below nothing",
            Box::new(|it| times(it).slot_prices[0].price = -1),
            ErrorCode::BoundMismatch,
            "certificate.times",
        ),
        (
            "a slot twice",
            Box::new(|it| {
                let slot: SlotCost = times(it).slot_prices[0].clone();
                times(it).slot_prices.push(slot);
            }),
            ErrorCode::BoundMismatch,
            "certificate.times",
        ),
        (
            "rooms cost, and there are as many as anybody wants",
            Box::new(|it| times(it).room_prices.push(RoomCost { start: "2026-12-01T09:00:00Z".to_owned(), price: 1 })),
            ErrorCode::BoundMismatch,
            "certificate.times",
        ),
        ("not the best", Box::new(|it| it.status = Status::WithinGap), ErrorCode::StatusMismatch, "status"),
        (
            "the proof of another objective",
            Box::new(|it| it.certificate.coverage = Some(fireside::matching::Coverage::default())),
            ErrorCode::BoundMismatch,
            "certificate",
        ),
        (
            "the most points are others",
            Box::new(|it| it.certificate.bound_points -= 1),
            ErrorCode::BoundMismatch,
            "certificate.bound_points",
        ),
    ];
    rejects(&matching, lies);
}

#[test]
fn no_more_people_is_proved_too() {
    let matching = timed(Objective::Coverage, Some(2));
    let coverage = matching.certificate.times.as_ref().unwrap().coverage.unwrap();
    assert_eq!((coverage.matched, coverage.bound), (4, 4), "Hal has one of two, at one time");
    let at = |matching: &mut Matching, change: fn(&mut fireside::matching::LimitedCoverage)| {
        change(times(matching).coverage.as_mut().unwrap());
    };
    let lies: Vec<Lie<'_>> = vec![
        (
            "fewer",
            Box::new(move |it| at(it, |coverage| coverage.matched -= 1)),
            ErrorCode::BoundMismatch,
            "certificate.times.coverage.matched",
        ),
        (
            "more could",
            Box::new(move |it| at(it, |coverage| coverage.bound += 1)),
            ErrorCode::BoundMismatch,
            "certificate.times.coverage.bound",
        ),
        (
            "a small bonus",
            Box::new(move |it| at(it, |coverage| coverage.bonus = 1)),
            ErrorCode::BoundMismatch,
            "certificate.times.coverage",
        ),
        (
            "no coverage",
            Box::new(|it| times(it).coverage = None),
            ErrorCode::BoundMismatch,
            "certificate.times.coverage",
        ),
        (
            "no rooms",
            Box::new(|it| _ = it.run.options.insert("rooms".to_owned(), "0".to_owned())),
            ErrorCode::WrongCohort,
            "run.options",
        ),
    ];
    rejects(&matching, lies);
}
