//! Asking the index for many mentees at once, in pieces of fixed size, so that no answer depends on the number of threads.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::Effort;
use super::rows::{Entry, Rows};
use crate::cohort::Cohort;
use crate::control::Control;
use crate::error::Error;
use crate::index::{Index, Query, Scratch, Worth};
use crate::roster::MenteeIx;

/// Mentees a piece.
const CHUNK: usize = 64;

/// One search for the best pairs of a cohort.
#[derive(Debug)]
pub(super) struct Search<'a> {
    pub(super) cohort: &'a Cohort,
    pub(super) index: &'a Index,
    /// By mentee: the seats that locked pairs leave.
    pub(super) seats: &'a [u32],
    pub(super) effort: Effort,
    pub(super) control: &'a Control,
}

/// What was found.
#[derive(Debug)]
pub(super) struct Asked {
    /// Pairs to join the rows, by mentee, in order; only mentees with any.
    pub(super) found: Vec<(MenteeIx, Vec<Entry>)>,
    /// Mentees for whom the deadline left no time.
    pub(super) unseen: BTreeSet<MenteeIx>,
    /// After the first question, by mentee: the most points of a pair that was not found; 0 if all were.
    pub(super) worst: Vec<u32>,
}

/// What became of one mentee.
enum Answer {
    Unseen,
    Found(Vec<Entry>),
}

impl Search<'_> {
    fn free(&self, mentee: MenteeIx) -> usize {
        self.seats.get(mentee as usize).map_or(0, |&seats| seats as usize)
    }

    /// The best pairs of every mentee.
    pub(super) fn first(&self, worth: &Worth<'_>) -> Result<Asked, Error> {
        let mentees: Vec<MenteeIx> = (0..self.seats.len() as MenteeIx).collect();
        let size = |mentee| self.free(mentee).saturating_mul(self.effort.first);
        let mut asked = self.ask(worth, "score", &mentees, |mentee| Query {
            mentee,
            most: size(mentee),
            least: 1,
            known: &[],
            locked: false,
        })?;
        asked.worst = vec![0; self.seats.len()];
        for (mentee, entries) in &asked.found {
            if let Some(worst) = asked.worst.get_mut(*mentee as usize)
                && entries.len() >= size(*mentee)
            {
                *worst = entries.iter().map(|entry| entry.1).min().unwrap_or(0);
            }
        }
        Ok(asked)
    }

    /// Pairs outside the rows that could improve an assignment with these prices, or do as well.
    ///
    /// `worst` bounds the points of what is outside each row.
    pub(super) fn more(&self, worth: &Worth<'_>, rows: &Rows, worst: &[u32]) -> Result<Asked, Error> {
        // What their last seat is worth to a mentee: a pair outside must be worth as much to matter.
        let last: Vec<i64> = (0..self.seats.len() as MenteeIx)
            .into_par_iter()
            .map(|mentee| {
                let free = self.free(mentee);
                let values = rows.pairs(mentee).map(|(mentor, points)| worth.value(points, mentor, mentee));
                if free == 1 {
                    return values.max().unwrap_or(0).max(0);
                }
                let mut values: Vec<i64> = values.filter(|&value| value > 0).collect();
                values.sort_unstable_by(|a, b| b.cmp(a));
                free.checked_sub(1).and_then(|last| values.get(last).copied()).unwrap_or(0)
            })
            .collect();
        let last_of = |mentee: MenteeIx| last.get(mentee as usize).copied().unwrap_or(0);
        let open = |&mentee: &MenteeIx| {
            let worst = worst.get(mentee as usize).copied().unwrap_or(0);
            self.free(mentee) > 0 && worst > 0 && worth.most_of(worst) >= last_of(mentee)
        };
        let mentees: Vec<MenteeIx> = (0..self.seats.len() as MenteeIx).filter(open).collect();
        self.ask(worth, "match", &mentees, |mentee| Query {
            mentee,
            most: self.effort.more.max(self.free(mentee)),
            least: last_of(mentee),
            known: rows.of(mentee).0,
            locked: false,
        })
    }

    fn ask<'q>(
        &self,
        worth: &Worth<'_>,
        stage: &'static str,
        mentees: &[MenteeIx],
        question: impl Fn(MenteeIx) -> Query<'q> + Sync,
    ) -> Result<Asked, Error> {
        let (roster, scorer) = (self.cohort.roster(), self.cohort.scorer());
        let (done, all) = (std::sync::atomic::AtomicU64::new(0), mentees.len() as u64);
        let chunks: Vec<Vec<(MenteeIx, Answer)>> = mentees
            .par_chunks(CHUNK)
            .map_init(Scratch::default, |scratch, chunk| {
                self.control.check()?;
                let unseen = self.control.is_expired();
                let answers = chunk.iter().map(|&mentee| {
                    if unseen {
                        return (mentee, Answer::Unseen);
                    }
                    let found = self.index.best(roster, scorer, worth, question(mentee), scratch);
                    (mentee, Answer::Found(found.iter().map(|found| (found.mentor(), found.points)).collect()))
                });
                let answers = answers.collect();
                let before = done.fetch_add(chunk.len() as u64, std::sync::atomic::Ordering::Relaxed);
                self.control.report(stage, before + chunk.len() as u64, all);
                Ok(answers)
            })
            .collect::<Result<_, Error>>()?;
        let mut asked = Asked { found: Vec::new(), unseen: BTreeSet::new(), worst: Vec::new() };
        for (mentee, answer) in chunks.into_iter().flatten() {
            match answer {
                Answer::Unseen => {
                    asked.unseen.insert(mentee);
                }
                Answer::Found(entries) if entries.is_empty() => {}
                Answer::Found(entries) => asked.found.push((mentee, entries)),
            }
        }
        Ok(asked)
    }
}
