//! After any series of changes the chosen pairs are those of a cold solve, and prices prove it over every pair.

use std::collections::BTreeSet;
use std::time::Duration;

use super::super::{Dynamic, Tuning, Weight};
use super::checker::{Claim, check_inside};
use super::world::{Event, Kind, POINT, World};
use crate::{CancelToken, Control, ErrorCode};
use proptest::prelude::*;

pub(crate) fn kinds() -> impl Strategy<Value = Kind> {
    let points = prop_oneof![1..4_u32, 50..150_u32, Just(1_000_000)];
    let kinds = prop_oneof![4 => Just(0_u32), 1 => 1..6_u32];
    (points, prop_oneof![Just(0_u32), Just(30), Just(80)], 1..4_u32, 1..8_u32, kinds).prop_map(
        |(points, none, mentee_seats, mentor_seats, kinds)| Kind { points, none, mentee_seats, mentor_seats, kinds },
    )
}

/// Margins and drifts from none to everything, in parts of the largest weight; and how many pairs may be known.
pub(crate) fn tunings() -> impl Strategy<Value = (u32, u32, usize)> {
    let part = || prop_oneof![Just(0_u32), Just(1), Just(20), Just(500), Just(u32::MAX)];
    (part(), part(), prop_oneof![3 => Just(usize::MAX), 1 => Just(20_usize)])
}

pub(crate) fn tuning(kind: &Kind, (margin, drift, most): (u32, u32, usize)) -> Tuning {
    let part = |part: u32| match part {
        u32::MAX => Weight::MAX,
        part => Weight::from(kind.points) * POINT * Weight::from(part) / 1_000,
    };
    Tuning { margin: part(margin), drift: part(drift), most }
}

pub(crate) fn repaired(world: &mut World, dynamic: &mut Dynamic) -> Claim {
    assert!(dynamic.repair(world, &Control::new()).unwrap());
    let claim = Claim::of(dynamic);
    claim.check(world).unwrap();
    check_inside(dynamic).unwrap();
    assert_eq!((claim.pairs(), claim.total), world.optimum());
    assert_eq!(dynamic.gap(world, &Control::new()).unwrap(), Some(0));
    assert_eq!(Claim::of(dynamic), claim);
    claim
}

/// Something changes, and the kernel is told.
fn change(world: &mut World, dynamic: &mut Dynamic) -> Event {
    let event = world.change(|mentee| dynamic.held(mentee).iter().map(|pair| pair.0).collect());
    event.apply(dynamic);
    event
}

fn several(world: &mut World, dynamic: &mut Dynamic, rounds: u32, batch: u32) {
    let mut before: BTreeSet<(u32, u32)> = repaired(world, dynamic).pairs().into_iter().collect();
    dynamic.changes();
    for _ in 0..rounds {
        for _ in 0..=world.dice.below(batch) {
            change(world, dynamic);
            check_inside(dynamic).unwrap();
        }
        let gap = if world.dice.below(2) == 0 { dynamic.gap(world, &Control::new()).unwrap() } else { None };
        let total = dynamic.total();
        let claim = repaired(world, dynamic);
        if let Some(gap) = gap {
            assert!(world.heard(dynamic) || dynamic.effort().questions == 0);
            assert!((total..=total + gap).contains(&claim.total));
        }
        let now: BTreeSet<(u32, u32)> = claim.pairs().into_iter().collect();
        let mut changes: Vec<(u32, u32, bool)> = now.difference(&before).map(|&(i, j)| (i, j, true)).collect();
        changes.extend(before.difference(&now).map(|&(i, j)| (i, j, false)));
        changes.sort_unstable();
        let found: Vec<(u32, u32, bool)> =
            dynamic.changes().iter().map(|change| (change.mentee, change.mentor, change.gained)).collect();
        assert_eq!(found, changes);
        before = now;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn it_stays_the_optimum(
        kind in kinds(), setting in tunings(), (mentees, mentors) in (1..25_usize, 1..12_usize), seed in any::<u64>(),
        knows in prop_oneof![Just(0_u32), Just(10), Just(100)], rounds in 0..12_u32, batch in 1..10_u32,
    ) {
        let mut world = World::new(kind, mentees, mentors, seed);
        let mut dynamic = world.kernel(&tuning(&kind, setting), knows);
        several(&mut world, &mut dynamic, rounds, batch);
    }

    #[test]
    fn work_that_was_ended_goes_on(
        kind in kinds(), setting in tunings(), (mentees, mentors) in (1..25_usize, 1..12_usize), seed in any::<u64>(),
        changes in 1..20_u32, stops in prop::collection::vec(0..12_u32, 1..8),
    ) {
        let mut world = World::new(kind, mentees, mentors, seed);
        let mut dynamic = world.kernel(&tuning(&kind, setting), 30);
        for stop in stops {
            for _ in 0..changes {
                change(&mut world, &mut dynamic);
            }
            let expired = Control::new().timeout(Duration::ZERO);
            prop_assert!(!dynamic.repair(&mut world, &expired).unwrap());
            prop_assert_eq!(dynamic.gap(&mut world, &expired).unwrap(), None);
            let token = CancelToken::new();
            world.cancel = Some((stop, token.clone()));
            if let Err(error) = dynamic.repair(&mut world, &Control::new().cancel(token)) {
                prop_assert_eq!(error.code(), ErrorCode::Cancelled);
            }
            world.cancel = None;
            Claim::of(&dynamic).check_choice(&world).unwrap();
            check_inside(&dynamic).unwrap();
        }
        repaired(&mut world, &mut dynamic);
    }

    #[test]
    fn a_batch_is_its_changes_one_by_one(
        kind in kinds(), setting in tunings(), (mentees, mentors) in (1..25_usize, 1..12_usize), seed in any::<u64>(),
        changes in 1..30_u32,
    ) {
        let mut world = World::new(kind, mentees, mentors, seed);
        let mut one = world.kernel(&tuning(&kind, setting), 50);
        repaired(&mut world, &mut one);
        let (mut all, mut others) = (one.clone(), world.clone());
        let mut events = Vec::new();
        for _ in 0..changes {
            events.push(change(&mut world, &mut one));
            repaired(&mut world, &mut one);
        }
        others.becomes(&world);
        events.into_iter().for_each(|event| event.apply(&mut all));
        prop_assert_eq!(repaired(&mut others, &mut all).pairs(), Claim::of(&one).pairs());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn it_stays_the_optimum_for_long(kind in kinds(), setting in tunings(), seed in any::<u64>()) {
        let mut world = World::new(kind, 40, 20, seed);
        let mut dynamic = world.kernel(&tuning(&kind, setting), 0);
        several(&mut world, &mut dynamic, 100, 19);
    }
}

/// The second search of two met an end of its own, and passed over a way that the first came to.
#[test]
fn a_way_past_an_end() {
    let kind = Kind { points: 2, none: 30, mentee_seats: 2, mentor_seats: 4, kinds: 0 };
    let mut world = World::new(kind, 20, 11, 10_320_601_927_577_086_465);
    let mut dynamic = world.kernel(&tuning(&kind, (500, 500, usize::MAX)), 50);
    repaired(&mut world, &mut dynamic);
    for _ in 0..9 {
        change(&mut world, &mut dynamic);
        repaired(&mut world, &mut dynamic);
    }
}
