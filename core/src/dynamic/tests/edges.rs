//! Cases that are easily got wrong: everybody after one mentor, nobody to be told apart, weights that are large. And the checker
//! itself, which is to refuse what is wrong.

use super::super::{Dynamic, Start, Tuning, Weight};
use super::checker::Claim;
use super::laws::repaired;
use super::world::{Dice, Event, Kind, POINT, World};
use crate::Control;
use proptest::prelude::*;

const KIND: Kind = Kind { points: 100, none: 0, mentee_seats: 1, mentor_seats: 3, kinds: 0 };
const TUNING: Tuning = Tuning { margin: 5 * POINT, drift: 2 * POINT, most: usize::MAX };

/// An optimum with one thing wrong is refused.
#[test]
fn the_checker_refuses_what_is_wrong() {
    let mut refused = [0; 9];
    for seed in 0..200 {
        let mut world = World::new(Kind { none: 20, mentee_seats: 2, ..KIND }, 12, 6, seed);
        let mut dynamic = world.kernel(&TUNING, 0);
        let right = repaired(&mut world, &mut dynamic);
        let mut lie = |at: usize, change: &dyn Fn(&mut Claim) -> Option<()>| {
            let mut wrong = right.clone();
            if change(&mut wrong).is_some() {
                assert!(wrong.check(&world).is_err(), "lie {at} of {seed}");
                refused[at] += 1;
            }
        };
        let some = |claim: &Claim| (0..claim.held.len()).find(|&mentee| !claim.held[mentee].is_empty());
        // A pair is let go: nothing proves that it should be.
        lie(0, &|claim| {
            let mentee = some(claim)?;
            let (mentor, weight) = claim.held[mentee].pop()?;
            claim.seated[mentor as usize].retain(|other| *other as usize != mentee);
            claim.total -= weight;
            Some(())
        });
        lie(1, &|claim| {
            let mentee = some(claim)?;
            claim.held[mentee][0].1 += 1;
            claim.total += 1;
            Some(())
        });
        lie(2, &|claim| {
            claim.total += 1;
            Some(())
        });
        lie(3, &|claim| claim.seated.iter_mut().find(|seated| !seated.is_empty())?.pop().map(drop));
        // Somebody else's pair, and one too many.
        lie(4, &|claim| {
            let mentor = (0..6).find(|&j| claim.seated[j].len() == world.mentor_seats[j] as usize)?;
            let mentee = (0..12)
                .find(|&i| world.mentee_seats[i] as usize > claim.held[i].len() && world.weight[i][mentor].is_some())?;
            claim.held[mentee].push((mentor as u32, world.weight[mentee][mentor]?));
            claim.held[mentee].sort_unstable();
            claim.seated[mentor].push(mentee as u32);
            claim.seated[mentor].sort_unstable();
            claim.total += world.weight[mentee][mentor]?;
            Some(())
        });
        lie(5, &|claim| {
            let mentee = some(claim)?;
            claim.profit[mentee] += claim.held[mentee][0].1;
            Some(())
        });
        lie(6, &|claim| {
            let mentee = some(claim)?;
            (claim.profit[mentee], claim.price[claim.held[mentee][0].0 as usize]) = (-1, 0);
            Some(())
        });
        lie(7, &|claim| {
            let mentor = (0..6).find(|&j| claim.seated[j].len() < world.mentor_seats[j] as usize)?;
            claim.price[mentor] += 1;
            Some(())
        });
        lie(8, &|claim| {
            let mentee = (0..12).find(|&i| claim.held[i].len() < world.mentee_seats[i] as usize)?;
            claim.profit[mentee] += 1;
            Some(())
        });
    }
    assert!(refused.iter().all(|count| *count > 10), "{refused:?}");
}

/// All want one mentor, who has many seats: a search looks at the few who are near, not at all of them.
#[test]
fn a_hub_is_not_looked_at_whole() {
    let (mentees, seats) = (3_000, 1_500);
    let mut world = World::new(Kind { mentor_seats: 0, none: 100, ..KIND }, mentees, 30, 5);
    world.mentee_seats = vec![1; mentees];
    world.mentor_seats = vec![40; 30];
    world.mentor_seats[0] = seats;
    let mut dice = Dice(7);
    for row in &mut world.weight {
        let luck = |dice: &mut Dice| Weight::from(dice.roll() >> 32);
        row[0] = Some(900_000 * POINT + Weight::from(dice.below(100_000)) * POINT + luck(&mut dice));
        for _ in 0..6 {
            let mentor = 1 + dice.below(29) as usize;
            row[mentor] = Some(Weight::from(1 + dice.below(800_000)) * POINT + luck(&mut dice));
        }
    }
    let tuning = Tuning { margin: 20_000 * POINT, drift: 10_000 * POINT, most: usize::MAX };
    let mut dynamic = world.kernel(&tuning, 0);
    repaired(&mut world, &mut dynamic);
    for mentee in 0..20 {
        let held = dynamic.held(mentee).first().map(|pair| pair.0);
        if let Some(mentor) = held {
            world.weight[mentee as usize][mentor as usize] = None;
            Event::Pair(mentee, mentor, None).apply(&mut dynamic);
            assert!(dynamic.repair(&mut world, &Control::new()).unwrap());
            assert!(dynamic.effort().settled < 1_000, "{:?}", dynamic.effort());
            repaired(&mut world, &mut dynamic);
        }
    }
}

/// Nothing but hashes tells mentors apart, and few of them tell mentees apart.
#[test]
fn people_whom_nobody_can_tell_apart() {
    for seats in [1, 2, 3] {
        let mut world = World::new(Kind { kinds: 1, points: 1, mentor_seats: 0, ..KIND }, 60, 30, seats);
        world.mentee_seats = vec![1; 60];
        world.mentor_seats = vec![seats as u32; 30];
        let mut dynamic = world.kernel(&TUNING, 0);
        repaired(&mut world, &mut dynamic);
        for _ in 0..60 {
            let event = world.change(|mentee| dynamic.held(mentee).iter().map(|pair| pair.0).collect());
            event.apply(&mut dynamic);
            repaired(&mut world, &mut dynamic);
        }
    }
}

/// More pairs than may be known: the margin shrinks, and everything stays as it is.
#[test]
fn too_much_to_know() {
    let mut world = World::new(KIND, 60, 30, 3);
    let mut dynamic = world.kernel(&Tuning { margin: Weight::MAX, drift: 0, most: 300 }, 0);
    repaired(&mut world, &mut dynamic);
    assert!(dynamic.known() <= 300, "{}", dynamic.known());
}

#[test]
fn an_empty_market() {
    let mut world = World::new(KIND, 0, 0, 1);
    let mut dynamic = Dynamic::new(&TUNING, &[], &[], &Start::default());
    assert!(dynamic.repair(&mut world, &Control::new()).unwrap());
    assert_eq!((dynamic.total(), dynamic.changes()), (0, Vec::new()));
    assert_eq!((dynamic.held(3), dynamic.price(3), dynamic.profit(3)), (&[][..], 0, 0));
}

proptest! {
    /// With the largest weights nothing overflows; multiplying all of them changes nothing that is chosen.
    #[test]
    fn the_largest_weights(seed in any::<u64>(), changes in 1..20) {
        let mut world = World::new(Kind { mentee_seats: 2, ..KIND }, 12, 6, seed);
        let (mut small, mut large) = (world.kernel(&TUNING, 0), world.kernel(&TUNING, 0));
        // Weights are below 2^39.
        let times = 1 << 61;
        let enlarged = |world: &World| {
            let mut large = world.clone();
            large.weight.iter_mut().flatten().flatten().for_each(|weight| *weight *= times);
            large
        };
        repaired(&mut world, &mut small);
        large.repair(&mut enlarged(&world), &Control::new()).unwrap();
        for _ in 0..changes {
            let event = world.change(|mentee| small.held(mentee).iter().map(|pair| pair.0).collect());
            event.apply(&mut small);
            match event {
                Event::Pair(mentee, mentor, weight) => large.pair(mentee, mentor, weight.map(|weight| weight * times)),
                event => event.apply(&mut large),
            }
            repaired(&mut world, &mut small);
            large.repair(&mut Retold(enlarged(&world)).told(&large), &Control::new()).unwrap();
            prop_assert_eq!(Claim::of(&large).pairs(), Claim::of(&small).pairs());
            prop_assert_eq!(large.total(), small.total() * times);
        }
    }
}

/// A world made anew, which has to hear of all prices again.
struct Retold(World);

impl Retold {
    fn told(mut self, dynamic: &Dynamic) -> World {
        use super::super::Pairs;
        for mentor in 0..dynamic.mentors() as u32 {
            self.0.priced(mentor, dynamic.price(mentor) - dynamic.level());
        }
        for mentee in 0..dynamic.mentees() as u32 {
            self.0.profited(mentee, dynamic.profit(mentee) + dynamic.level());
        }
        self.0
    }
}
