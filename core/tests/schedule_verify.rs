//! The verifier of schedules rejects every kind of lie, and the door every kind of bad input.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod assign_support;
mod schedule_support;

use assign_support::Instance;
use fireside::solve::{Aim, ScheduleSolution, SlotPrice, TimetableProblem, schedule, timetable, verify_schedule};
use fireside::{CancelToken, Control, ErrorCode, Status};
use proptest::prelude::*;
use schedule_support::{Case, cases, one_each, solved};

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, ..ProptestConfig::default() })]

    #[test]
    fn lies_are_found(case in cases(6, 3, 10, 3, 30, 4).prop_map(one_each), lie in 0..11_usize, at in 0..8_usize) {
        let honest = solved(&case, Aim::Total);
        let mut told = honest.clone();
        match lie {
            0 => told.total += 1,
            1 => { told.bound -= 1; told.gap -= 1; }
            2 => { told.bound += 1; told.gap += 1; told.status = Status::WithinGap; }
            3 => { told.edges.pop(); told.slots.pop(); }
            4 => { told.slots.pop(); }
            5 => if let Some(slot) = told.slots.first_mut() { *slot = case.slots; },
            6 => if let Some(price) = told.prices.get_mut(at) { *price = -1; },
            7 => told.status = Status::WithinGap,
            8 => told.prices.push(0),
            9 => told.most = Some(0),
            _ => told.lift = 1,
        }
        // A pair of weight 0 is never among them, so that whatever is left out is missed.
        if told != honest {
            prop_assert!(verify_schedule(&case.problem(), &told).is_err(), "{:?} is no {:?}", told, honest);
        }
    }

    /// Whatever the prices say, they prove no less than the truth: a verifier that accepts is right.
    #[test]
    fn no_prices_prove_too_little(
        case in cases(4, 2, 6, 2, 30, 3),
        length in 1..3_u32,
        rooms in prop::option::of(0..3_u32),
        prices in prop::collection::vec(0..31_i64, 2),
        slots in prop::collection::btree_map((0..2_u32, 0..3_u32), 1..20_i64, 0..4),
        room_prices in prop::collection::vec(0..20_i64, 3),
    ) {
        let case = Case { length, rooms: rooms.map(|rooms| vec![rooms; case.slots as usize]), ..case };
        let mut told = ScheduleSolution { prices: prices[..case.mentor_free.len()].to_vec(), ..nothing() };
        told.slot_prices = slots
            .into_iter()
            .filter(|((mentor, slot), _)| (*mentor as usize) < case.mentor_free.len() && *slot < case.slots)
            .map(|((mentor, slot), price)| SlotPrice { mentor, slot, price })
            .collect();
        if case.rooms.is_some() {
            told.room_prices = room_prices[..case.slots as usize].to_vec();
        }
        let truth = case.truth(0);
        for bound in 0..truth {
            (told.bound, told.gap) = (bound, bound);
            told.status = if bound == 0 { Status::Optimal } else { Status::WithinGap };
            prop_assert!(verify_schedule(&case.problem(), &told).is_err());
        }
    }
}

fn nothing() -> ScheduleSolution {
    ScheduleSolution {
        edges: Vec::new(),
        slots: Vec::new(),
        total: 0,
        most: None,
        bound: 0,
        gap: 0,
        lift: 0,
        prices: Vec::new(),
        slot_prices: Vec::new(),
        room_prices: Vec::new(),
        status: Status::Optimal,
    }
}

/// Ada (0) has two seats and is free at 0, 1, 2; Gil (1) one, at 0 and 1. Bo (0) and Cem (1) can come at 0 only, Dana (2) at 0 and 1,
/// and wants two sessions.
fn story() -> Case {
    let mut edges = Instance { mentor_seats: vec![2, 1], mentee_seats: vec![1, 1, 2], ..Instance::default() };
    for (mentee, mentor, weight) in [(0, 0, 9), (1, 0, 8), (2, 0, 5), (2, 1, 4), (1, 1, 1)] {
        edges.push(mentee, mentor, weight);
    }
    let (mentee_free, mentor_free) = (vec![0b001, 0b001, 0b011], vec![0b111, 0b011]);
    Case { edges, slots: 3, mentee_free, mentor_free, rooms: None, length: 1 }
}

/// Weights of edges alone: everything is proved by nothing.
fn told(edges: &[u32], slots: &[u32], total: i64, bound: i64) -> ScheduleSolution {
    ScheduleSolution {
        edges: edges.to_vec(),
        slots: slots.to_vec(),
        total,
        bound,
        gap: bound - total,
        prices: vec![0, 0],
        status: if bound == total { Status::Optimal } else { Status::WithinGap },
        ..nothing()
    }
}

#[test]
fn every_kind_of_lie_has_a_code() {
    let case = story();
    // 9 + 8 + 5 + 4 is what everybody would have without clashes.
    verify_schedule(&case.problem(), &told(&[0, 2], &[0, 1], 14, 26)).unwrap();
    verify_schedule(&case.problem(), &told(&[0, 2, 3], &[0, 1, 0], 18, 26)).unwrap();
    let cases = [
        ("two at Ada's at once", told(&[0, 1], &[0, 0], 17, 26), ErrorCode::SeatOversold, "slots[1]"),
        ("Dana at two places", told(&[2, 3], &[1, 1], 9, 26), ErrorCode::SeatOversold, "slots[1]"),
        ("Bo is not free", told(&[0], &[1], 9, 26), ErrorCode::IneligiblePair, "slots[0]"),
        ("Gil is not free", told(&[3], &[2], 4, 26), ErrorCode::IneligiblePair, "slots[0]"),
        ("no such slot", told(&[0], &[u32::MAX], 9, 26), ErrorCode::IneligiblePair, "slots[0]"),
        ("three at Ada's", told(&[0, 1, 2], &[0, 2, 1], 22, 26), ErrorCode::SeatOversold, "edges[2]"),
        ("Cem twice", told(&[1, 4], &[0, 1], 9, 26), ErrorCode::SeatOversold, "edges[1]"),
        ("an edge twice", told(&[0, 0], &[0, 0], 18, 26), ErrorCode::IneligiblePair, "edges[1]"),
        ("no such edge", told(&[7], &[0], 0, 26), ErrorCode::IneligiblePair, "edges[0]"),
        ("a slot too few", told(&[0, 2], &[0], 14, 26), ErrorCode::IneligiblePair, "slots"),
        ("another total", told(&[0, 2], &[0, 1], 15, 26), ErrorCode::TotalMismatch, "total"),
        ("another bound", told(&[0, 2], &[0, 1], 14, 25), ErrorCode::BoundMismatch, "bound"),
        ("another gap", ScheduleSolution { gap: 0, ..told(&[0, 2], &[0, 1], 14, 26) }, ErrorCode::BoundMismatch, "gap"),
        (
            "other prices",
            ScheduleSolution { prices: vec![8, 0], ..told(&[0, 2], &[0, 1], 14, 26) },
            ErrorCode::BoundMismatch,
            "bound",
        ),
        (
            "a slot sold that does not exist",
            ScheduleSolution {
                slot_prices: vec![SlotPrice { mentor: 0, slot: 3, price: 1 }],
                ..told(&[0, 2], &[0, 1], 14, 26)
            },
            ErrorCode::BoundMismatch,
            "slot_prices",
        ),
        (
            "rooms sold where there are none",
            ScheduleSolution { room_prices: vec![1, 1, 1], ..told(&[0, 2], &[0, 1], 14, 26) },
            ErrorCode::BoundMismatch,
            "room_prices",
        ),
        (
            "said to be the best",
            ScheduleSolution { status: Status::Optimal, ..told(&[0, 2], &[0, 1], 14, 26) },
            ErrorCode::StatusMismatch,
            "status",
        ),
    ];
    for (lie, told, code, path) in cases {
        let error = verify_schedule(&case.problem(), &told).unwrap_err();
        assert!(error.problems().any(|problem| (problem.code, &*problem.path) == (code, path)), "{lie}: {error:?}");
    }
    let most = solved(&case, Aim::Coverage);
    assert_eq!((most.edges.len(), most.most), (3, Some(3)));
    for lie in [
        ScheduleSolution { most: Some(2), ..most.clone() },
        ScheduleSolution { lift: 1, ..most.clone() },
        ScheduleSolution { lift: i64::MAX, ..most.clone() },
        ScheduleSolution { most: None, ..most.clone() },
    ] {
        assert!(verify_schedule(&case.problem(), &lie).is_err(), "{lie:?}");
    }
}

#[test]
fn rooms_and_long_sessions_are_checked() {
    let rooms = Case { rooms: Some(vec![1, 0, 9]), ..story() };
    // Nobody has time at 1, where there is no room: 9 + 8 + 5.
    let edges = |edges: &[u32], slots: &[u32], total| told(edges, slots, total, 22);
    verify_schedule(&rooms.problem(), &edges(&[0], &[0], 9)).unwrap();
    for lie in [edges(&[2], &[1], 5), edges(&[0, 3], &[0, 0], 13)] {
        let error = verify_schedule(&rooms.problem(), &lie).unwrap_err();
        assert_eq!(error.problems().next().map(|problem| problem.code), Some(ErrorCode::SeatOversold), "{error:?}");
    }
    // Sessions of two slots: only Dana has time, once; 5 and no 4.
    let long = Case { length: 2, ..story() };
    verify_schedule(&long.problem(), &told(&[2], &[0], 5, 5)).unwrap();
    assert_eq!(solved(&long, Aim::Total).edges, [2]);
    for (lie, code) in [
        (told(&[2], &[1], 5, 5), ErrorCode::IneligiblePair),
        (told(&[0], &[0], 9, 9), ErrorCode::IneligiblePair),
        (told(&[2, 3], &[0, 0], 9, 9), ErrorCode::SeatOversold),
    ] {
        let error = verify_schedule(&long.problem(), &lie).unwrap_err();
        assert!(error.problems().any(|problem| problem.code == code), "{error:?}");
    }
}

#[test]
fn everything_wrong_has_a_path() {
    let mut edges = Instance { mentor_seats: vec![1], mentee_seats: vec![1], ..Instance::default() };
    edges.push(0, 0, 5);
    let good = Case { edges, slots: 2, mentee_free: vec![3], mentor_free: vec![3], rooms: None, length: 1 };
    let pushed = |mentee, mentor, weight| {
        let mut edges = good.edges.clone();
        edges.push(mentee, mentor, weight);
        Case { edges, ..good.clone() }
    };
    let cases = [
        (Case { mentor_free: vec![4], ..good.clone() }, ErrorCode::OutOfRange, "mentor_free[0]"),
        (Case { mentor_free: vec![], ..good.clone() }, ErrorCode::LengthMismatch, "mentor_free"),
        (Case { mentee_free: vec![], ..good.clone() }, ErrorCode::LengthMismatch, "mentee_free"),
        (Case { slots: 0, ..good.clone() }, ErrorCode::OutOfRange, "slots"),
        (Case { slots: u32::MAX, ..good.clone() }, ErrorCode::OutOfRange, "slots"),
        (Case { slots: 65, ..good.clone() }, ErrorCode::LengthMismatch, "mentee_free"),
        (Case { rooms: Some(vec![1]), ..good.clone() }, ErrorCode::LengthMismatch, "slot_rooms"),
        (Case { length: 0, ..good.clone() }, ErrorCode::OutOfRange, "slots_per_session"),
        (pushed(1, 0, 5), ErrorCode::OutOfRange, "mentee[1]"),
        (pushed(0, 1, 5), ErrorCode::OutOfRange, "mentor[1]"),
        (pushed(0, 0, -1), ErrorCode::OutOfRange, "weight[1]"),
    ];
    for (case, code, path) in cases {
        for error in [
            schedule(&case.problem(), Aim::Total, &Control::new()).unwrap_err(),
            verify_schedule(&case.problem(), &told(&[], &[], 0, 0)).unwrap_err(),
        ] {
            assert_eq!((error.code(), error.path()), (code, path));
        }
    }
    let mut unnamed = good.problem();
    (unnamed.edges.mentee_seats, unnamed.edges.mentee) = (None, &[1]);
    let error = schedule(&unnamed, Aim::Total, &Control::new()).unwrap_err();
    assert_eq!((error.code(), error.path()), (ErrorCode::OutOfRange, "mentee[0]"));
    // Sessions longer than all time, and than any number of slots: nobody meets.
    for length in [3, u32::MAX] {
        assert_eq!(solved(&Case { length, ..good.clone() }, Aim::Coverage).edges, [0; 0]);
    }
    let heavy = pushed(0, 0, (1 << 53) - 1);
    assert_eq!(solved(&heavy, Aim::Total).total, (1 << 53) - 1);
    let error = schedule(&heavy.problem(), Aim::Coverage, &Control::new()).unwrap_err();
    assert_eq!((error.code(), error.path()), (ErrorCode::TooLarge, "weight"));
    let token = CancelToken::new();
    token.cancel();
    let error = schedule(&good.problem(), Aim::Total, &Control::new().cancel(token)).unwrap_err();
    assert_eq!(error.code(), ErrorCode::Cancelled);
}

#[test]
fn nobody_and_nothing_is_a_schedule() {
    let none =
        Case { edges: Instance::default(), slots: 1, mentee_free: vec![], mentor_free: vec![], rooms: None, length: 1 };
    for case in [
        none.clone(),
        Case { mentee_free: vec![1], edges: Instance { mentee_seats: vec![1], ..Instance::default() }, ..none.clone() },
        Case { mentor_free: vec![1], edges: Instance { mentor_seats: vec![1], ..Instance::default() }, ..none.clone() },
        Case { rooms: Some(vec![0]), ..none },
        Case { rooms: Some(vec![0; 3]), ..story() },
        Case { mentee_free: vec![0; 3], ..story() },
        Case { mentor_free: vec![0; 2], ..story() },
    ] {
        for aim in [Aim::Total, Aim::Coverage] {
            let found = solved(&case, aim);
            assert_eq!((found.total, found.bound, found.status), (0, 0, Status::Optimal), "{case:?}");
        }
    }
}

#[test]
fn a_timetable_says_what_is_wrong() {
    let good = TimetableProblem { mentee: &[0], mentor: &[0], slots: 2, mentee_free: &[3], mentor_free: &[3] };
    for (problem, code, path) in [
        (TimetableProblem { mentor: &[], ..good }, ErrorCode::LengthMismatch, "mentor"),
        (TimetableProblem { mentee: &[1], ..good }, ErrorCode::OutOfRange, "mentee[0]"),
        (TimetableProblem { mentor: &[1], ..good }, ErrorCode::OutOfRange, "mentor[0]"),
        (TimetableProblem { slots: 0, ..good }, ErrorCode::OutOfRange, "slots"),
        (TimetableProblem { slots: 65, ..good }, ErrorCode::LengthMismatch, "mentee_free"),
        (TimetableProblem { mentee_free: &[4], ..good }, ErrorCode::OutOfRange, "mentee_free[0]"),
    ] {
        let error = timetable(&problem, &Control::new()).unwrap_err();
        assert_eq!((error.code(), error.path()), (code, path));
    }
    assert_eq!(timetable(&good, &Control::new()).unwrap().slots, [Some(0)]);
    let none = TimetableProblem { mentee: &[], mentor: &[], slots: 1, mentee_free: &[], mentor_free: &[] };
    assert!(timetable(&none, &Control::new()).unwrap().proved);
    let token = CancelToken::new();
    token.cancel();
    assert_eq!(timetable(&good, &Control::new().cancel(token)).unwrap_err().code(), ErrorCode::Cancelled);
}
