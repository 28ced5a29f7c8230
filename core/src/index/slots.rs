//! Where mentors stand in the index: 64 to a block, neighbours alike.
//!
//! A whole block can be passed over if nothing in it is good enough, so blocks pay if the mentors of a block resemble each
//! other. They are sorted by what a hard rule compares first (a language, a region), then by the topics they are gladdest to
//! talk about. The order changes no answer.

use crate::model::Willingness;
use crate::roster::{MentorIx, MentorRow, Roster};
use crate::score::Scorer;

/// Mentors a block: one for each bit of a word.
pub(super) const LANES: usize = 64;

/// The mentors with a seat who are willing to talk about something, in blocks.
#[derive(Debug)]
pub(super) struct Slots {
    /// By slot.
    pub(super) mentors: Vec<MentorIx>,
    /// By block: the lanes of mentors who state availability.
    pub(super) stated: Vec<u64>,
}

impl Slots {
    pub(super) fn new(roster: &Roster, scorer: &Scorer) -> Self {
        let column = scorer.hard.iter().find_map(|rule| rule.compares()).and_then(|at| roster.columns.get(at));
        let takes_part =
            |row: &MentorRow| row.seats > 0 && row.offers.iter().any(|offer| offer.willingness != Willingness::No);
        let rows = (0..).zip(&roster.mentors).filter(|(_, row)| takes_part(row));
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
        Slots { mentors, stated }
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
