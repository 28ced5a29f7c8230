//! Which pairs may be: candidates found through the topics, judged one by one.
//!
//! A pair needs a shared topic, so only mentors who offer something near a want are looked at; all others are counted as
//! having none. Work and memory grow with the pairs that share a topic.

use std::sync::atomic::{AtomicU32, Ordering};

use rayon::prelude::*;

use crate::control::Control;
use crate::error::Error;
use crate::model::Willingness;
use crate::roster::{MenteeIx, MentorIx, Roster};
use crate::score::{Exclusion, Scorer};

/// Mentees handled as one piece of work; fixed, so that results do not depend on the number of threads.
const CHUNK: usize = 64;

/// Mentors by topic.
#[derive(Debug)]
pub struct Index {
    /// By topic: who offers it, at any willingness.
    offering: Vec<Vec<MentorIx>>,
    /// Who is eager about anything.
    eager: Vec<MentorIx>,
}

impl Index {
    /// The index of a roster. O(offers).
    #[must_use]
    pub fn new(roster: &Roster) -> Self {
        let mut offering: Vec<Vec<MentorIx>> = vec![Vec::new(); roster.taxonomy.len()];
        let mut eager = Vec::new();
        for (mentor, row) in (0..).zip(&roster.mentors) {
            for offer in &row.offers {
                if let Some(list) = offering.get_mut(offer.topic as usize) {
                    list.push(mentor);
                }
            }
            if row.offers.iter().any(|offer| offer.willingness == Willingness::Eager) {
                eager.push(mentor);
            }
        }
        Index { offering, eager }
    }

    /// The mentors who offer something near a want of the mentee, in order; those who have said no to it among them.
    #[must_use]
    pub fn sharing(&self, roster: &Roster, scorer: &Scorer, mentee: MenteeIx) -> Vec<MentorIx> {
        let Some(row) = roster.mentees.get(mentee as usize) else { return Vec::new() };
        if row.wants.is_empty() {
            return if scorer.open { self.eager.clone() } else { Vec::new() };
        }
        let near = row.wants.iter().flat_map(|want| scorer.near(want.topic));
        let lists = near.filter_map(|similar| self.offering.get(similar.topic as usize));
        let mut sharing: Vec<MentorIx> = lists.flatten().copied().collect();
        sharing.sort_unstable();
        sharing.dedup();
        sharing
    }
}

/// How many pairs of a person fell to what.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// By [`Tally::slot`].
    counts: Vec<u32>,
}

/// Slots before those of the hard rules.
const FIXED_SLOTS: usize = 7;

impl Tally {
    /// Where an exclusion is counted; `None` is an eligible pair.
    fn slot(exclusion: Option<Exclusion>) -> usize {
        match exclusion {
            None => 0,
            Some(Exclusion::SamePerson) => 1,
            Some(Exclusion::MentorUnavailable) => 2,
            Some(Exclusion::Unwilling | Exclusion::NoSharedTopic) => 3,
            Some(Exclusion::Blocked) => 4,
            Some(Exclusion::NoCommonTime) => 5,
            Some(Exclusion::BelowMinScore) => 6,
            Some(Exclusion::Rule(k)) => FIXED_SLOTS + k,
        }
    }

    /// How many pairs fell to this; `None` asks for the eligible ones.
    #[must_use]
    pub fn count(&self, exclusion: Option<Exclusion>) -> u32 {
        self.counts.get(Tally::slot(exclusion)).copied().unwrap_or(0)
    }

    /// All pairs counted.
    #[must_use]
    pub fn sum(&self) -> u32 {
        self.counts.iter().sum()
    }
}

/// Every eligible pair, and for everybody the reasons of all the others that share a topic.
#[derive(Debug)]
pub struct Candidates {
    /// A mentee's pairs are `starts[mentee]..starts[mentee + 1]`.
    pub starts: Vec<usize>,
    /// In the order of mentees, then mentors. Locked pairs are among them.
    pub mentors: Vec<MentorIx>,
    /// What each pair is worth.
    pub points: Vec<u32>,
    /// Per mentee; those who take no part have an empty one.
    pub mentee_tallies: Vec<Tally>,
    /// Per mentor.
    pub mentor_tallies: Vec<Tally>,
    /// Mentees the deadline left unlooked at.
    pub unseen: Vec<MenteeIx>,
}

impl Candidates {
    /// A mentee's eligible mentors with the points of the pair, in the order of mentors.
    pub fn of(&self, mentee: MenteeIx) -> impl Iterator<Item = (MentorIx, u32)> {
        let at = |i: usize| self.starts.get(i).copied().unwrap_or(0);
        let range = at(mentee as usize)..at(mentee as usize + 1).max(at(mentee as usize));
        let (mentors, points) = (self.mentors.get(range.clone()), self.points.get(range));
        mentors.into_iter().flatten().copied().zip(points.into_iter().flatten().copied())
    }

    /// What an eligible pair is worth.
    #[must_use]
    pub fn points_of(&self, mentee: MenteeIx, mentor: MentorIx) -> Option<u32> {
        self.of(mentee).find(|pair| pair.0 == mentor).map(|pair| pair.1)
    }
}

#[derive(Default)]
struct Row {
    pairs: Vec<(MentorIx, u32)>,
    tally: Tally,
    unseen: bool,
}

/// Finds every eligible pair, on the threads of the pool it is called in.
///
/// # Errors
/// Cancelled.
pub fn candidates(index: &Index, roster: &Roster, scorer: &Scorer, control: &Control) -> Result<Candidates, Error> {
    let slots = FIXED_SLOTS + scorer.hard.len();
    let mentees = roster.mentees.len();
    // Sums do not depend on the order of their terms, so these may be shared.
    let shared: Vec<AtomicU32> = (0..roster.mentors.len() * slots).map(|_| AtomicU32::new(0)).collect();
    let chunks: Vec<Vec<Row>> = (0..mentees.div_ceil(CHUNK))
        .into_par_iter()
        .map(|chunk| {
            control.check()?;
            let unseen = control.is_expired();
            let range = chunk * CHUNK..mentees.min((chunk + 1) * CHUNK);
            let rows = range.map(|mentee| {
                if unseen {
                    Row { unseen, ..Row::default() }
                } else {
                    row(index, roster, scorer, mentee as MenteeIx, slots, &shared)
                }
            });
            Ok(rows.collect())
        })
        .collect::<Result<_, Error>>()?;

    let mut found = Candidates {
        starts: vec![0],
        mentors: Vec::new(),
        points: Vec::new(),
        mentee_tallies: Vec::with_capacity(mentees),
        mentor_tallies: Vec::with_capacity(roster.mentors.len()),
        unseen: Vec::new(),
    };
    for (mentee, row) in (0..).zip(chunks.into_iter().flatten()) {
        found.mentors.extend(row.pairs.iter().map(|pair| pair.0));
        found.points.extend(row.pairs.iter().map(|pair| pair.1));
        found.starts.push(found.mentors.len());
        found.mentee_tallies.push(row.tally);
        if row.unseen {
            found.unseen.push(mentee);
        }
    }
    for counts in shared.chunks(slots) {
        found.mentor_tallies.push(Tally { counts: counts.iter().map(|count| count.load(Ordering::Relaxed)).collect() });
    }
    Ok(found)
}

fn row(index: &Index, roster: &Roster, scorer: &Scorer, mentee: MenteeIx, slots: usize, shared: &[AtomicU32]) -> Row {
    if roster.mentees.get(mentee as usize).is_none_or(|row| row.seats == 0) {
        return Row::default();
    }
    let mut row = Row { tally: Tally { counts: vec![0; slots] }, ..Row::default() };
    for mentor in index.sharing(roster, scorer, mentee) {
        let judgement = scorer.judge(roster, mentor, mentee);
        let slot = Tally::slot(judgement.exclusion);
        if let Some(count) = row.tally.counts.get_mut(slot) {
            *count += 1;
        }
        if let Some(count) = shared.get(mentor as usize * slots + slot) {
            count.fetch_add(1, Ordering::Relaxed);
        }
        if judgement.exclusion.is_none() {
            row.pairs.push((mentor, judgement.points));
        }
    }
    row
}
