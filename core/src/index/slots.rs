//! Where mentors stand in the index: 64 to a block, neighbours alike.
//!
//! A whole block can be passed over if nothing in it is good enough, so blocks pay if the mentors of a block resemble each
//! other. They are sorted by what a hard rule compares first (a language, a region), then by the topics they are gladdest to
//! talk about. The order changes no answer.

use crate::calendar::Spans;
use crate::model::Willingness;
use crate::roster::{MentorIx, MentorRow, Roster};
use crate::score::Scorer;

/// Mentors a block: one for each bit of a word.
pub(super) const LANES: usize = 64;

/// Minutes of an hour, and hours of a week.
const HOUR: u32 = 60;
const WEEK: u32 = 7 * 24;

/// The hours of the week in which somebody is free at all, weeks of the horizon laid on top of each other.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Hours([u64; 3]);

impl Hours {
    /// Whether they have no hour in common.
    pub(super) fn are_apart(&self, other: &Hours) -> bool {
        self.0.iter().zip(&other.0).all(|(one, two)| one & two == 0)
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

/// The mentors with a seat who are willing to talk about something, in blocks.
#[derive(Debug)]
pub(super) struct Slots {
    /// By slot.
    pub(super) mentors: Vec<MentorIx>,
    /// By block: the lanes of mentors who state availability.
    pub(super) stated: Vec<u64>,
    /// By slot: when they are free; never, for those who do not state it.
    pub(super) hours: Vec<Hours>,
}

impl Slots {
    pub(super) fn new(roster: &Roster, scorer: &Scorer, holds: impl Fn(MentorIx) -> bool) -> Self {
        let column = scorer.hard.iter().find_map(|rule| rule.compares()).and_then(|at| roster.columns.get(at));
        let takes_part =
            |row: &MentorRow| row.seats > 0 && row.offers.iter().any(|offer| offer.willingness != Willingness::No);
        let rows = (0..).zip(&roster.mentors).filter(|&(mentor, row)| holds(mentor) && takes_part(row));
        let mut keyed: Vec<_> = rows
            .map(|(mentor, row)| {
                let value = column.map(|(_, column)| column.of_mentor(mentor)).unwrap_or_default();
                (value, favourites(row), mentor)
            })
            .collect();
        keyed.sort_unstable();
        let mentors: Vec<MentorIx> = keyed.into_iter().map(|(.., mentor)| mentor).collect();

        let states = |mentor: &MentorIx| roster.mentors.get(*mentor as usize).is_some_and(|row| row.spans.is_some());
        let lanes = |block: &[MentorIx]| {
            (0..).zip(block).fold(0, |lanes, (lane, mentor)| lanes | (u64::from(states(mentor)) << lane))
        };
        let stated = mentors.chunks(LANES).map(lanes).collect();
        let spans = |&mentor: &MentorIx| roster.mentors.get(mentor as usize)?.spans.as_ref();
        let hours = mentors.iter().map(|mentor| spans(mentor).map(hours).unwrap_or_default()).collect();
        Slots { mentors, stated, hours }
    }

    /// How many blocks there are.
    pub(super) fn blocks(&self) -> usize {
        self.stated.len()
    }

    /// One value a slot, from one a mentor.
    pub(super) fn lay_out<T: Copy + Default>(&self, by_mentor: &[T]) -> Vec<T> {
        self.mentors.iter().map(|&mentor| by_mentor.get(mentor as usize).copied().unwrap_or_default()).collect()
    }
}

/// The topics of the offers a mentor is gladdest about and knows best, three at most.
fn favourites(row: &MentorRow) -> [u32; 3] {
    let rank = |willingness| match willingness {
        Willingness::Eager => 0,
        Willingness::Willing => 1,
        Willingness::IfNeeded => 2,
        Willingness::No => 3,
    };
    let mut offers: Vec<(u32, u32, u32)> =
        row.offers.iter().map(|offer| (rank(offer.willingness), u32::MAX - offer.level, offer.topic)).collect();
    offers.sort_unstable();
    let mut favourites = [u32::MAX; 3];
    for (favourite, (.., topic)) in favourites.iter_mut().zip(offers) {
        *favourite = topic;
    }
    favourites
}
