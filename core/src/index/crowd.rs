//! One side of a cohort as sets of people: who has seats, who is free when, who has which value of an attribute that rules compare.
#![expect(clippy::indexing_slicing, reason = "hours and people are numbered here and by the roster")]

use std::collections::BTreeMap;

use fixedbitset::FixedBitSet;

use super::slots::{WEEK, hours};
use crate::calendar::Spans;
use crate::roster::Roster;
use crate::score::Scorer;
use crate::score::rule::HardRule;
use crate::side::Side;

/// People by number.
pub(super) type Set = FixedBitSet;

/// The most bytes that stretches of the horizon may take; those after it are not laid out.
const HELD: usize = 64_000_000;

/// The most values of one attribute of which each has a set, and the most bytes that the sets of all rules may take; rules about others are asked
/// pair by pair.
const VALUES: usize = 256;
const VALUES_HELD: usize = 256_000_000;

/// Some people, listed, and as a set where that is shorter.
#[derive(Debug, Clone)]
pub(super) struct Members {
    pub(super) list: Vec<u32>,
    set: Option<Set>,
}

impl Members {
    /// Of so many there are.
    pub(super) fn new(list: Vec<u32>, count: usize) -> Self {
        let many = list.len() > count / 64;
        let set = many.then(|| set_of(list.iter().copied(), count));
        Members { list, set }
    }

    /// Adds them to a set.
    pub(super) fn join(&self, people: &mut Set) {
        match &self.set {
            Some(set) => people.union_with(set),
            None => self.list.iter().for_each(|&person| people.insert(person as usize)),
        }
    }
}

/// The set of these, of so many there are.
pub(super) fn set_of(people: impl Iterator<Item = u32>, count: usize) -> Set {
    let mut set = Set::with_capacity(count);
    people.for_each(|person| set.insert(person as usize));
    set
}

/// Everybody on one side.
#[derive(Debug)]
pub(super) struct Crowd {
    /// Who takes part: mentors who have a seat, mentees who want one.
    pub(super) seated: Set,
    /// Who states when they are free.
    pub(super) stated: Set,
    /// By hour of the week: who is free in it at all.
    weekly: Vec<Set>,
    /// How many minutes the next ones have; no less than two people must have in common, or else there are none.
    stretch: u32,
    /// By stretch of the horizon: who is free for all of it.
    whole: Vec<Set>,
    /// By hard rule, if it compares one attribute of few values: who has each of them, the first of whom stands for all.
    values: Vec<Option<Vec<(u32, Set)>>>,
}

impl Crowd {
    /// O(people + hours of their free time).
    pub(super) fn new(roster: &Roster, scorer: &Scorer, side: Side) -> Self {
        let count = match side {
            Side::Mentor => roster.mentors.len(),
            Side::Mentee => roster.mentees.len(),
        };
        let spans = |person: u32| spans(roster, side, person);
        let people = || 0..count as u32;
        let mut weekly = vec![Set::with_capacity(count); WEEK as usize];
        let stretch = [30, 60].into_iter().find(|&minutes| scorer.min_overlap <= minutes).unwrap_or(0);
        let most = HELD / (count / 8 + 1);
        let mut whole: Vec<Set> = Vec::new();
        for (person, spans) in people().filter_map(|person| Some((person as usize, spans(person)?))) {
            hours(spans).each().for_each(|hour| weekly[hour as usize].insert(person));
            for at in stretches(spans, stretch).take_while(|&at| at < most) {
                if whole.len() <= at {
                    whole.resize(at + 1, Set::with_capacity(count));
                }
                whole[at].insert(person);
            }
        }
        let seats = |person: u32| match side {
            Side::Mentor => roster.mentors[person as usize].seats,
            Side::Mentee => roster.mentees[person as usize].seats,
        };
        let mut room = VALUES_HELD / (count / 8 + 1);
        let of_rule = |rule: &HardRule| {
            let values = values(roster, side, rule.compares()?, (count, room.min(VALUES)))?;
            room -= values.len();
            Some(values)
        };
        let values = scorer.hard.iter().map(of_rule).collect();
        Crowd {
            seated: set_of(people().filter(|&person| seats(person) > 0), count),
            stated: set_of(people().filter(|&person| spans(person).is_some()), count),
            weekly,
            stretch,
            whole,
            values,
        }
    }

    /// Adds whoever is free in any hour of the week in which somebody else is: all who can have a minute in common with them.
    pub(super) fn may_meet(&self, spans: &Spans, people: &mut Set) {
        hours(spans).each().for_each(|hour| people.union_with(&self.weekly[hour as usize]));
    }

    /// Adds people who surely have enough in common with somebody else.
    pub(super) fn surely_meet(&self, spans: &Spans, people: &mut Set) {
        for at in stretches(spans, self.stretch).take_while(|&at| at < self.whole.len()) {
            people.union_with(&self.whole[at]);
        }
    }

    /// Who has each value that a hard rule compares, with somebody who has it; `None` if they are too many, or it compares none.
    pub(super) fn values(&self, rule: usize) -> Option<&[(u32, Set)]> {
        self.values.get(rule)?.as_deref()
    }
}

/// When somebody is free, if they state it.
pub(super) fn spans(roster: &Roster, side: Side, person: u32) -> Option<&Spans> {
    match side {
        Side::Mentor => roster.mentors.get(person as usize)?.spans.as_ref(),
        Side::Mentee => roster.mentees.get(person as usize)?.spans.as_ref(),
    }
}

/// The stretches of so many minutes that are free as a whole, in order; none of 0 minutes.
fn stretches(spans: &Spans, minutes: u32) -> impl Iterator<Item = usize> {
    let whole = move |(start, end): (u32, u32)| match minutes {
        0 => 0..0,
        _ => start.div_ceil(minutes) as usize..(end / minutes) as usize,
    };
    spans.iter().flat_map(whole)
}

/// Who has each value, of `count` people; `None` if there are more than `most` values.
fn values(roster: &Roster, side: Side, column: usize, (count, most): (usize, usize)) -> Option<Vec<(u32, Set)>> {
    let (_, column) = roster.columns.get(column)?;
    let mut known: BTreeMap<(&[u32], Option<i64>), usize> = BTreeMap::new();
    let mut sets: Vec<(u32, Set)> = Vec::new();
    for person in 0..count as u32 {
        let value = match side {
            Side::Mentor => column.of_mentor(person),
            Side::Mentee => column.of_mentee(person),
        };
        let at = *known.entry(value).or_insert(sets.len());
        if at == most {
            return None;
        }
        if at == sets.len() {
            sets.push((person, Set::with_capacity(count)));
        }
        sets[at].1.insert(person as usize);
    }
    Some(sets)
}
