//! Where people stand in the index: 64 to a block, neighbours alike.
//!
//! A whole block can be passed over if nothing in it is good enough, so blocks pay if the people of a block resemble each
//! other. They are sorted by what a hard rule compares first (a language, a region), then by the topics that matter most to
//! them. The order changes no answer.

use std::sync::Arc;

use crate::calendar::Spans;
use crate::roster::{Column, Roster};
use crate::score::Scorer;

/// People a block: one for each bit of a word.
pub(super) const LANES: usize = 64;

/// No person, and no slot.
pub(super) const NOBODY: u32 = u32::MAX;

/// Minutes of an hour, and hours of a week.
const HOUR: u32 = 60;
pub(super) const WEEK: u32 = 7 * 24;

/// The hours of the week in which somebody is free at all, weeks of the horizon laid on top of each other.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Hours([u64; 3]);

impl Hours {
    /// Whether they have no hour in common.
    pub(super) fn are_apart(&self, other: &Hours) -> bool {
        self.0.iter().zip(&other.0).all(|(one, two)| one & two == 0)
    }

    /// One after another.
    pub(super) fn each(self) -> impl Iterator<Item = u32> {
        (0..WEEK).filter(move |&hour| {
            self.0.get((hour / u64::BITS) as usize).is_some_and(|word| word >> (hour % u64::BITS) & 1 == 1)
        })
    }
}

/// The hours of free time. O(hours of it).
pub(super) fn hours(spans: &Spans) -> Hours {
    let mut hours = Hours::default();
    for (start, end) in spans.iter() {
        // A whole week is every hour.
        for hour in start / HOUR..end.div_ceil(HOUR).min(start / HOUR + WEEK) {
            let hour = hour % WEEK;
            if let Some(word) = hours.0.get_mut((hour / u64::BITS) as usize) {
                *word |= 1 << (hour % u64::BITS);
            }
        }
    }
    hours
}

/// People of one side, in blocks.
#[derive(Debug, Clone)]
pub(super) struct Slots {
    /// By slot; [`NOBODY`] fills a block up.
    pub(super) people: Vec<u32>,
    /// By person: their slot, or [`NOBODY`].
    pub(super) places: Arc<[u32]>,
    /// By block: the lanes of people who state availability.
    pub(super) stated: Vec<u64>,
    /// By slot: when they are free; never, for those who do not state it.
    pub(super) hours: Vec<Hours>,
    /// Those who came later or changed since, in order: they have no slot, and are judged one by one.
    pub(super) loose: Vec<u32>,
}

impl Slots {
    /// Of `people` in this order, out of `count`, with their free time.
    pub(super) fn new<'a>(people: Vec<u32>, count: usize, spans: impl Fn(u32) -> Option<&'a Spans>) -> Self {
        let mut places = vec![NOBODY; count];
        for (slot, &person) in (0..).zip(&people) {
            if let Some(place) = places.get_mut(person as usize) {
                *place = slot;
            }
        }
        let lanes = |block: &[u32]| {
            let states = |&person: &u32| u64::from(spans(person).is_some());
            (0..).zip(block).fold(0, |lanes, (lane, person)| lanes | (states(person) << lane))
        };
        let stated = people.chunks(LANES).map(lanes).collect();
        let hours = people.iter().map(|&person| spans(person).map(hours).unwrap_or_default()).collect();
        Slots { people, places: places.into(), stated, hours, loose: Vec::new() }
    }

    /// How many blocks there are.
    pub(super) fn blocks(&self) -> usize {
        self.stated.len()
    }

    /// Whether a person is among these.
    pub(super) fn has(&self, person: u32) -> bool {
        self.places.get(person as usize).is_some_and(|&slot| slot != NOBODY)
            || self.loose.binary_search(&person).is_ok()
    }

    /// Whatever was laid out of a person is not so any more. O(people), the first time.
    pub(super) fn loosen(&mut self, person: u32) {
        let Err(at) = self.loose.binary_search(&person) else { return };
        self.loose.insert(at, person);
        self.vacate(person);
    }

    /// One more person: whoever had this number or a greater one has the next. O(people).
    pub(super) fn open(&mut self, at: u32) {
        let numbers = self.people.iter_mut().chain(&mut self.loose);
        numbers.filter(|person| **person >= at && **person != NOBODY).for_each(|person| *person += 1);
        let mut places = self.places.to_vec();
        places.insert((at as usize).min(places.len()), NOBODY);
        self.places = places.into();
        self.loosen(at);
    }

    /// One person less: whoever had a greater number has the one before. O(people).
    pub(super) fn close(&mut self, at: u32) {
        self.vacate(at);
        self.loose.retain(|person| *person != at);
        let numbers = self.people.iter_mut().chain(&mut self.loose);
        numbers.filter(|person| **person > at && **person != NOBODY).for_each(|person| *person -= 1);
        let mut places = self.places.to_vec();
        if (at as usize) < places.len() {
            places.remove(at as usize);
        }
        self.places = places.into();
    }

    fn vacate(&mut self, person: u32) {
        let Some(&slot) = self.places.get(person as usize) else { return };
        if let Some(known) = self.people.get_mut(slot as usize) {
            *known = NOBODY;
            let place = |(who, &slot): (u32, &u32)| if who == person { NOBODY } else { slot };
            self.places = (0..).zip(self.places.iter()).map(place).collect();
        }
    }

    /// One value a slot, from one a person.
    pub(super) fn lay_out<T: Copy + Default>(&self, by_person: &[T]) -> Vec<T> {
        self.people.iter().map(|&person| by_person.get(person as usize).copied().unwrap_or_default()).collect()
    }
}

/// What the first hard rule about an attribute compares.
pub(super) fn compared<'r>(roster: &'r Roster, scorer: &Scorer) -> Option<&'r Column> {
    let at = scorer.hard.iter().find_map(|rule| rule.compares())?;
    roster.columns.get(at).map(|(_, column)| column)
}

/// The first three topics of those that matter most.
pub(super) fn first_topics<K: Ord>(mut topics: Vec<(K, u32)>) -> [u32; 3] {
    topics.sort_unstable();
    let mut first = [u32::MAX; 3];
    for (first, (_, topic)) in first.iter_mut().zip(topics) {
        *first = topic;
    }
    first
}
