//! A small world of which everything is known, a source that says only what it is asked, and changes of both.

use std::collections::BTreeSet;

use super::super::{Dynamic, Pairs, Row, Start, Tuning, Weight};
use crate::assign::assign;
use crate::bipartite::Bipartite;
use crate::{CancelToken, Control};

/// What follows a point.
pub(crate) const POINT: Weight = 1 << 32;

/// SplitMix64.
#[derive(Debug, Clone)]
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    }

    pub(crate) fn below(&mut self, end: u32) -> u32 {
        ((u128::from(self.roll()) * u128::from(end)) >> 64) as u32
    }
}

/// What worlds are like.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kind {
    /// Points go from 1 to this.
    pub(crate) points: u32,
    /// So many pairs in a hundred are none.
    pub(crate) none: u32,
    /// Seats go from 0 to this.
    pub(crate) mentee_seats: u32,
    pub(crate) mentor_seats: u32,
    /// Mentees come in so many kinds that only luck tells apart.
    pub(crate) kinds: u32,
}

/// What the kernel is told of a change.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Event {
    Mentee(u32),
    Mentor(u32),
    MenteeSeats(u32, u32),
    MentorSeats(u32, u32),
    RenewMentee(u32),
    RenewMentor(u32),
    Pair(u32, u32, Option<Weight>),
}

impl Event {
    pub(crate) fn apply(self, dynamic: &mut Dynamic) {
        match self {
            Event::Mentee(seats) => assert!(dynamic.add_mentee(seats) < u32::MAX),
            Event::Mentor(seats) => assert!(dynamic.add_mentor(seats) < u32::MAX),
            Event::MenteeSeats(mentee, seats) => dynamic.set_mentee_seats(mentee, seats),
            Event::MentorSeats(mentor, seats) => dynamic.set_mentor_seats(mentor, seats),
            Event::RenewMentee(mentee) => dynamic.renew_mentee(mentee),
            Event::RenewMentor(mentor) => dynamic.renew_mentor(mentor),
            Event::Pair(mentee, mentor, weight) => dynamic.pair(mentee, mentor, weight),
        }
    }
}

#[derive(Debug, Clone)]
pub(crate) struct World {
    pub(crate) kind: Kind,
    pub(crate) dice: Dice,
    /// By mentee and mentor.
    pub(crate) weight: Vec<Vec<Option<Weight>>>,
    pub(crate) mentee_seats: Vec<u32>,
    pub(crate) mentor_seats: Vec<u32>,
    /// What was told.
    profit: Vec<Weight>,
    price: Vec<Weight>,
    /// Whether more is said than was asked for, and mentors without a seat are left out.
    pub(crate) talkative: bool,
    /// Raised after so many questions.
    pub(crate) cancel: Option<(u32, CancelToken)>,
}

impl World {
    pub(crate) fn new(kind: Kind, mentees: usize, mentors: usize, seed: u64) -> Self {
        let mut world = World {
            kind,
            dice: Dice(seed),
            weight: Vec::new(),
            mentee_seats: Vec::new(),
            mentor_seats: Vec::new(),
            profit: Vec::new(),
            price: Vec::new(),
            talkative: seed.is_multiple_of(2),
            cancel: None,
        };
        for _ in 0..mentors {
            world.add_mentor();
        }
        for _ in 0..mentees {
            world.add_mentee();
        }
        world
    }

    pub(crate) fn draw(&mut self, mentee: usize) -> Option<Weight> {
        let Kind { points, none, kinds, .. } = self.kind;
        let luck = Weight::from(self.dice.below(u32::MAX));
        if self.dice.below(100) < none {
            return None;
        }
        let points = if kinds == 0 { 1 + self.dice.below(points) } else { 1 + (mentee as u32 % kinds) * 7 % points };
        Some(Weight::from(points) * POINT + luck)
    }

    fn add_mentee(&mut self) {
        let mentee = self.weight.len();
        let row = (0..self.mentor_seats.len()).map(|_| self.draw(mentee)).collect();
        self.weight.push(row);
        self.mentee_seats.push(self.dice.below(self.kind.mentee_seats + 1));
        self.profit.push(0);
    }

    fn add_mentor(&mut self) {
        for mentee in 0..self.weight.len() {
            let weight = self.draw(mentee);
            self.weight[mentee].push(weight);
        }
        self.mentor_seats.push(self.dice.below(self.kind.mentor_seats + 1));
        self.price.push(0);
    }

    /// A kernel that knows nothing, or a part of the pairs and pairs that may be chosen.
    pub(crate) fn kernel(&mut self, tuning: &Tuning, knows: u32) -> Dynamic {
        let scale = Weight::from(self.kind.points) * POINT;
        let prices: Vec<Weight> =
            self.mentor_seats.iter().map(|_| scale * Weight::from(self.dice.below(100)) / 150).collect();
        let mut rows = Vec::new();
        let mut held = Vec::new();
        for (mentee, row) in (0..).zip(&self.weight) {
            if knows == 0 || self.dice.below(4) == 0 {
                continue;
            }
            let least =
                if self.dice.below(3) == 0 { Weight::MAX } else { scale / Weight::from(1 + self.dice.below(4)) };
            let mut pairs = Vec::new();
            for (mentor, weight) in (0..).zip(row) {
                let Some(weight) = *weight else { continue };
                if weight - prices[mentor as usize] >= least || self.dice.below(100) < knows {
                    pairs.push((mentor, weight));
                    if self.dice.below(4) == 0 {
                        held.push((mentee, mentor));
                    }
                }
            }
            rows.push((mentee, pairs, least));
        }
        let rows: Vec<Row<'_>> =
            rows.iter().map(|(mentee, pairs, least)| Row { mentee: *mentee, pairs, least: *least }).collect();
        let prices = if knows == 0 { &[][..] } else { &prices };
        Dynamic::new(tuning, &self.mentee_seats, &self.mentor_seats, &Start { prices, held: &held, rows: &rows })
    }

    /// Something changes, here alone; `held` says whom a mentee has.
    pub(crate) fn change(&mut self, held: impl Fn(u32) -> Vec<u32>) -> Event {
        let (mentees, mentors) = (self.weight.len() as u32, self.mentor_seats.len() as u32);
        let (mentee, mentor) = (self.dice.below(mentees), self.dice.below(mentors));
        let (i, j) = (mentee as usize, mentor as usize);
        match self.dice.below(16) {
            0 => {
                self.add_mentee();
                Event::Mentee(self.mentee_seats[self.weight.len() - 1])
            }
            1 if mentors < 40 => {
                self.add_mentor();
                Event::Mentor(self.mentor_seats[mentors as usize])
            }
            2 | 3 => {
                self.mentee_seats[i] = self.dice.below(self.kind.mentee_seats + 1);
                Event::MenteeSeats(mentee, self.mentee_seats[i])
            }
            4 | 5 => {
                self.mentor_seats[j] = self.dice.below(self.kind.mentor_seats + 1);
                Event::MentorSeats(mentor, self.mentor_seats[j])
            }
            6 => {
                self.weight[i] = (0..mentors).map(|_| self.draw(i)).collect();
                Event::RenewMentee(mentee)
            }
            7 => {
                for i in 0..self.weight.len() {
                    self.weight[i][j] = self.draw(i);
                }
                Event::RenewMentor(mentor)
            }
            8..=10 => {
                self.weight[i][j] = self.draw(i);
                Event::Pair(mentee, mentor, self.weight[i][j])
            }
            11 => {
                // A little more or less, also of pairs that are chosen.
                let mentor = held(mentee).first().copied().unwrap_or(mentor);
                let by = Weight::from(self.dice.below(u32::MAX)) - POINT / 2;
                let weight = &mut self.weight[i][mentor as usize];
                *weight = weight.map(|weight| (weight + by).max(1));
                Event::Pair(mentee, mentor, *weight)
            }
            _ => {
                let held = held(mentee);
                let mentor = if held.is_empty() { mentor } else { held[self.dice.below(held.len() as u32) as usize] };
                self.weight[i][mentor as usize] = None;
                // What is worth nothing is none.
                Event::Pair(mentee, mentor, [None, Some(0), Some(-POINT)][self.dice.below(3) as usize])
            }
        }
    }

    /// The same pairs and seats as another; what was told to each stays its own.
    pub(crate) fn becomes(&mut self, other: &World) {
        self.weight.clone_from(&other.weight);
        self.mentee_seats.clone_from(&other.mentee_seats);
        self.mentor_seats.clone_from(&other.mentor_seats);
        self.profit.resize(self.mentee_seats.len(), 0);
        self.price.resize(self.mentor_seats.len(), 0);
    }

    /// The pairs of the optimum, in order, and what they weigh.
    pub(crate) fn optimum(&self) -> (Vec<(u32, u32)>, Weight) {
        let (mut mentee, mut mentor, mut weight) = (Vec::new(), Vec::new(), Vec::new());
        for (i, row) in (0..).zip(&self.weight) {
            for (j, w) in (0..).zip(row) {
                if let Some(w) = *w {
                    mentee.push(i);
                    mentor.push(j);
                    weight.push(i64::try_from(w).unwrap());
                }
            }
        }
        let graph = Bipartite::from_edges(&mentee, &mentor, &weight, &self.mentor_seats, &self.mentee_seats);
        let best = assign(&graph, &Control::new()).unwrap();
        let pairs = best.chosen.iter().map(|&edge| (mentee[edge as usize], mentor[edge as usize])).collect();
        (pairs, best.total)
    }

    /// Whether the kernel told everything.
    pub(crate) fn heard(&self, dynamic: &Dynamic) -> bool {
        let level = dynamic.level();
        (0..)
            .zip(&self.price)
            .all(|(mentor, price)| self.mentor_seats[mentor as usize] == 0 || dynamic.price(mentor) - level == *price)
            && (0..).zip(&self.profit).all(|(mentee, profit)| {
                self.mentee_seats[mentee as usize] == 0 || dynamic.profit(mentee) + level == *profit
            })
    }

    fn asked(&mut self) {
        if let Some((left, token)) = &mut self.cancel {
            if *left == 0 {
                token.cancel();
            }
            *left = left.saturating_sub(1);
        }
    }
}

impl Pairs for World {
    fn of_mentee(&mut self, mentee: u32, least: Weight, known: &[u32], found: &mut Vec<(u32, Weight)>) {
        self.asked();
        assert!(known.is_sorted_by(|a, b| a < b));
        let known: BTreeSet<u32> = known.iter().copied().collect();
        for (mentor, weight) in (0..).zip(&self.weight[mentee as usize]) {
            let Some(weight) = *weight else { continue };
            let closed = self.talkative && self.mentor_seats[mentor as usize] == 0;
            let more = self.talkative && self.dice.below(8) == 0;
            let wanted = weight - self.price[mentor as usize] >= least && !known.contains(&mentor);
            if wanted && !closed || more {
                found.push((mentor, weight));
            }
        }
    }

    fn of_mentor(&mut self, mentor: u32, least: Weight, known: &[u32], found: &mut Vec<(u32, Weight)>) {
        self.asked();
        assert!(known.is_sorted_by(|a, b| a < b));
        let known: BTreeSet<u32> = known.iter().copied().collect();
        for (mentee, row) in (0..).zip(&self.weight) {
            let Some(weight) = row[mentor as usize] else { continue };
            let more = self.talkative && self.dice.below(8) == 0;
            if weight - self.profit[mentee as usize] >= least && !known.contains(&mentee) || more {
                found.push((mentee, weight));
            }
        }
    }

    fn priced(&mut self, mentor: u32, price: Weight) {
        self.price[mentor as usize] = price;
    }

    fn profited(&mut self, mentee: u32, profit: Weight) {
        self.profit[mentee as usize] = profit;
    }
}
