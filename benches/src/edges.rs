//! Assignment problems on bare edges. `benches/peers/instances.py` has the same families, drawn with other dice.

use std::collections::BTreeSet;

use fireside::solve::AssignProblem;

use crate::dice::Dice;

/// What makes an instance hard. A weight is, unless said otherwise, part luck and part the mentor's quality, which all
/// mentees agree on, in millionths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// So many seats for every ten mentees; each mentor has as many as the others, give or take one.
    Seats(u32),
    /// Weights with five values: ties everywhere.
    Five,
    /// One mentor in a hundred has half of the seats and a third of the edges.
    Hubs,
    /// Twenty departments; nine edges in ten stay within.
    Clusters,
    /// Mentors come in fifties that nobody can tell apart.
    Identical,
    /// From 1 to 200 seats a mentor, few mentors having many.
    Wide,
    /// Languages of a hundred mentors each, with none in common: many small problems.
    Islands,
}

impl Family {
    /// All that are measured.
    pub const ALL: [(&'static str, Family); 9] = [
        ("tight", Family::Seats(8)),
        ("even", Family::Seats(10)),
        ("slack", Family::Seats(13)),
        ("five", Family::Five),
        ("hubs", Family::Hubs),
        ("clusters", Family::Clusters),
        ("identical", Family::Identical),
        ("wide", Family::Wide),
        ("islands", Family::Islands),
    ];
}

/// An assignment problem that owns its arrays; every mentee has one seat.
#[derive(Debug, Clone, Default)]
pub struct Edges {
    mentee: Vec<u32>,
    mentor: Vec<u32>,
    weight: Vec<i64>,
    mentor_seats: Vec<u32>,
}

impl Edges {
    /// `mentees` mentees with `degree` edges each (fewer where a small island has no more mentors) to a fifth as many
    /// mentors.
    #[must_use]
    pub fn new(family: Family, mentees: u32, degree: u32, seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let mentors = (mentees / 5).max(1);
        let quality: Vec<u32> = (0..mentors).map(|_| dice.below(1_000_000)).collect();
        let mut edges = Edges { mentor_seats: seats(family, mentees, mentors, &mut dice), ..Edges::default() };
        for mentee in 0..mentees {
            let mut seen = BTreeSet::new();
            for _ in 0..20 * degree {
                let mentor = mentor(family, mentee, mentors, &mut dice);
                if seen.len() < degree as usize && seen.insert(mentor) {
                    edges.mentee.push(mentee);
                    edges.mentor.push(mentor);
                    edges.weight.push(weight(family, mentee, mentor, &quality, &mut dice));
                }
            }
        }
        edges
    }

    /// As the solver takes it.
    #[must_use]
    pub fn problem(&self) -> AssignProblem<'_> {
        AssignProblem {
            mentee: &self.mentee,
            mentor: &self.mentor,
            weight: &self.weight,
            mentor_seats: &self.mentor_seats,
            mentee_seats: None,
        }
    }

    /// How many edges there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.weight.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.weight.is_empty()
    }
}

fn seats(family: Family, mentees: u32, mentors: u32, dice: &mut Dice) -> Vec<u32> {
    let mut seats = vec![0; mentors as usize];
    let all = if let Family::Seats(of_ten) = family { mentees * of_ten / 10 } else { mentees };
    let mut left = all;
    while left > 0 {
        let done = all - left;
        let (mentor, more) = match family {
            Family::Hubs if done % 2 == 0 => (dice.below((mentors / 100).max(1)), 1),
            Family::Hubs => (dice.below(mentors), 1),
            // s or more, one time in s.
            Family::Wide => (dice.below(mentors), 200 / (1 + dice.below(200))),
            _ => (done % mentors, 1),
        };
        seats[mentor as usize] += more.min(left);
        left -= more.min(left);
    }
    seats
}

fn mentor(family: Family, mentee: u32, mentors: u32, dice: &mut Dice) -> u32 {
    let anybody = |dice: &mut Dice| dice.below(mentors);
    let of_group = |dice: &mut Dice, groups: u32| {
        let groups = groups.clamp(1, mentors);
        let size = mentors / groups;
        (mentee % groups) * size + dice.below(size)
    };
    match family {
        Family::Hubs if dice.chance(30) => dice.below((mentors / 100).max(1)),
        Family::Clusters if dice.chance(90) => of_group(dice, 20),
        Family::Islands => of_group(dice, mentors / 100),
        _ => anybody(dice),
    }
}

fn weight(family: Family, mentee: u32, mentor: u32, quality: &[u32], dice: &mut Dice) -> i64 {
    let quality = |mentor: u32| i64::from(quality[mentor as usize]);
    match family {
        Family::Five => i64::from(1 + dice.below(5)) * 200_000,
        Family::Identical => i64::from(mentee * 7919 % 1000) * 500 + quality(mentor / 50) / 2 + 1,
        _ => i64::from(dice.below(700_000)) + quality(mentor) * 3 / 10 + 1,
    }
}
