//! Asking the index for many mentees at once, in pieces of fixed size, so that no answer depends on the number of threads.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use rayon::prelude::*;

use super::Effort;
use super::ledger::Ledger;
use super::rows::{Entry, Rows};
use crate::cohort::Cohort;
use crate::control::Control;
use crate::error::Error;
use crate::index::{Board, Hashes, Query, Scratch, Worth};
use crate::roster::{MenteeIx, MentorIx};
use crate::taxonomy::TopicIx;
use crate::ties::Ties;

/// Mentees a piece.
const CHUNK: usize = 64;

/// One search for the best pairs of a cohort.
#[derive(Debug)]
pub(super) struct Search<'a> {
    pub(super) cohort: &'a Cohort,
    /// The mentors who may be found.
    pub(super) board: &'a Board,
    /// By mentee: the seats that locked pairs leave.
    pub(super) seats: &'a [u32],
    /// By mentee: what being left out is worth to them, at most 0; 0 if missing.
    pub(super) floors: &'a [i64],
    pub(super) effort: Effort,
    /// Whether locked pairs count.
    pub(super) locked: bool,
    pub(super) control: &'a Control,
}

/// Pairs by mentee, in order; only mentees with any.
pub(crate) type Found = Vec<(MenteeIx, Vec<Entry>)>;

/// What was found.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    /// Pairs to join the rows, by mentee, in order; only mentees with any.
    pub(super) found: Found,
    /// Mentees for whom the deadline left no time.
    pub(super) unseen: BTreeSet<MenteeIx>,
    /// After the first question, by mentee: the most points of a pair that was not found; 0 if all were.
    pub(super) worst: Vec<u32>,
}

/// Whom to ask for, and for what value at least.
type Question = (MenteeIx, i64);

/// Who is asked about: mentors, and what they are worth.
type Asking<'a> = (&'a Board, &'a Worth);

/// What became of one mentee.
enum Answer {
    Unseen,
    Found(Vec<Entry>),
}

/// How far the questions of a stage have got.
#[derive(Debug, Clone, Copy)]
struct Counted {
    stage: &'static str,
    before: u64,
    all: u64,
}

impl Search<'_> {
    fn free(&self, mentee: MenteeIx) -> usize {
        self.seats.get(mentee as usize).map_or(0, |&seats| seats as usize)
    }

    fn floor(&self, mentee: MenteeIx) -> i64 {
        self.floors.get(mentee as usize).copied().unwrap_or(0)
    }

    /// The best pairs of every mentee.
    pub(super) fn first(&self, worth: &Worth) -> Result<Asked, Error> {
        self.first_from(worth, |_| 1)
    }

    /// Those of them that are worth at least so much.
    pub(super) fn first_from(&self, worth: &Worth, least: impl Fn(MenteeIx) -> i64) -> Result<Asked, Error> {
        let mentees = 0..self.seats.len() as MenteeIx;
        let questions: Vec<Question> = mentees.map(|mentee| (mentee, least(mentee))).collect();
        let size = |mentee| self.free(mentee).saturating_mul(self.effort.first);
        let counted = Counted { stage: "score", before: 0, all: questions.len() as u64 };
        let mut asked = self.ask((self.board, worth), counted, questions, |(mentee, least)| Query {
            asker: mentee,
            most: size(mentee),
            least,
            known: &[],
            locked: self.locked,
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

    /// Pairs outside the rows that could improve an assignment with these prices, or nearly so.
    ///
    /// `worst` bounds the points of what is outside each row.
    pub(super) fn more(
        &self,
        ties: Ties,
        hashes: &Hashes,
        prices: &[i64],
        rows: &Rows,
        worst: &[u32],
        ledger: &mut Ledger,
    ) -> Result<Asked, Error> {
        let worth = Worth::new(self.board, ties, hashes, prices);
        let falls = ledger.update(prices, self.last_seats(&worth, rows));
        let margin = ties.most(self.effort.margin);
        // Those who need to be asked about everybody, and those who need not but about mentors whose price has fallen
        // further than a step.
        let steps = falls.steps();
        let mut questions: Vec<Vec<Question>> = vec![Vec::new(); steps.len() + 1];
        for mentee in 0..self.seats.len() as MenteeIx {
            let worst = worst.get(mentee as usize).copied().unwrap_or(0);
            let (last, slack) = (ledger.last(mentee), ledger.slack(mentee));
            if self.free(mentee) == 0 || worst == 0 {
                ledger.nothing_outside(mentee);
            } else if worth.most_of(worst) < last {
                // Whatever the prices.
                ledger.less_than(mentee, worth.most_of(worst) + 1);
            } else if slack >= falls.deepest {
                ledger.less_than(mentee, last - (slack - falls.deepest));
            } else {
                let within = steps.partition_point(|&step| step <= slack);
                let step = within.checked_sub(1).and_then(|at| steps.get(at));
                let least = last.saturating_sub(step.map_or(margin, |step| slack - step)).max(self.floor(mentee));
                ledger.less_than(mentee, least);
                if let Some(questions) = questions.get_mut(within) {
                    questions.push((mentee, least));
                }
            }
        }
        let size = |mentee| self.effort.more.max(self.free(mentee));
        let all = questions.iter().map(|questions| questions.len() as u64).sum();
        let mut asked = Asked { found: Vec::new(), unseen: BTreeSet::new(), worst: Vec::new() };
        let mut before = 0;
        for (within, questions) in questions.into_iter().enumerate().filter(|(_, questions)| !questions.is_empty()) {
            let counted = Counted { stage: "match", before, all };
            before += questions.len() as u64;
            let query = |(mentee, least)| Query {
                asker: mentee,
                most: size(mentee),
                least,
                known: rows.of(mentee).0,
                locked: self.locked,
            };
            let Asked { found, unseen, .. } = match within.checked_sub(1).and_then(|at| steps.get(at)) {
                None => self.ask((self.board, &worth), counted, questions, query)?,
                Some(&step) => {
                    let (roster, scorer) = (self.cohort.roster(), self.cohort.scorer());
                    let board = self.board.of_those(roster, scorer, |mentor| falls.of(mentor) > step);
                    let worth = Worth::new(&board, ties, hashes, prices);
                    self.ask((&board, &worth), counted, questions, query)?
                }
            };
            asked.found.extend(found);
            asked.unseen.extend(unseen);
        }
        asked.found.sort_unstable_by_key(|(mentee, _)| *mentee);
        // More may have been found than was wanted: what was not is worth no more than the last that was.
        for (mentee, entries) in asked.found.iter().filter(|(mentee, entries)| entries.len() >= size(*mentee)) {
            let values = entries.iter().map(|&(mentor, points)| worth.value(points, mentor, *mentee));
            ledger.less_than(*mentee, values.min().unwrap_or(0) + 1);
        }
        asked.unseen.iter().for_each(|&mentee| ledger.forget(mentee));
        Ok(asked)
    }

    /// Of mentees who are asked about: pairs beyond those `known`, as many as the effort says, that are worth `least` to them.
    pub(super) fn beyond<'k>(
        &self,
        worth: &Worth,
        least: &[Option<i64>],
        known: impl Fn(MenteeIx) -> &'k [MentorIx] + Sync,
    ) -> Result<Asked, Error> {
        let asked = (0..).zip(least).filter(|&(mentee, _)| self.free(mentee) > 0);
        let questions: Vec<Question> = asked.filter_map(|(mentee, least)| Some((mentee, (*least)?))).collect();
        let counted = Counted { stage: "match", before: 0, all: questions.len() as u64 };
        self.ask((self.board, worth), counted, questions, |(mentee, least)| Query {
            asker: mentee,
            most: self.effort.more,
            least,
            known: known(mentee),
            locked: self.locked,
        })
    }

    /// What their last seat is worth to each mentee: a pair outside their row must be worth as much to matter.
    fn last_seats(&self, worth: &Worth, rows: &Rows) -> Vec<i64> {
        let last = |mentee: MenteeIx| {
            let free = self.free(mentee);
            let values = rows.pairs(mentee).map(|(mentor, points)| worth.value(points, mentor, mentee));
            if free == 1 {
                return values.fold(self.floor(mentee), i64::max);
            }
            let mut values: Vec<i64> = values.filter(|&value| value > 0).collect();
            values.sort_unstable_by(|a, b| b.cmp(a));
            free.checked_sub(1).and_then(|last| values.get(last).copied()).unwrap_or(0)
        };
        (0..self.seats.len() as MenteeIx).into_par_iter().map(last).collect()
    }

    fn ask<'q>(
        &self,
        (board, worth): Asking<'_>,
        Counted { stage, before, all }: Counted,
        mut questions: Vec<Question>,
        query: impl Fn(Question) -> Query<'q> + Sync,
    ) -> Result<Asked, Error> {
        let (roster, scorer) = (self.cohort.roster(), self.cohort.scorer());
        let done = std::sync::atomic::AtomicU64::new(before);
        // Those who ask for the same follow each other, so that what they are compared with is at hand.
        questions.sort_by_cached_key(|&(mentee, _)| self.wants(mentee));
        let chunks: Vec<Vec<(MenteeIx, Answer)>> = questions
            .par_chunks(CHUNK)
            .map_init(Scratch::default, |scratch, chunk| {
                self.control.check()?;
                let unseen = self.control.is_expired();
                let answers = chunk.iter().map(|&question| {
                    let mentee = question.0;
                    if unseen {
                        return (mentee, Answer::Unseen);
                    }
                    let found = board.best(roster, scorer, worth, query(question), scratch);
                    (mentee, Answer::Found(found.iter().map(|found| (found.person(), found.points)).collect()))
                });
                let answers = answers.collect();
                let before = done.fetch_add(chunk.len() as u64, std::sync::atomic::Ordering::Relaxed);
                self.control.report(stage, before + chunk.len() as u64, all);
                Ok(answers)
            })
            .collect::<Result<_, Error>>()?;
        let mut asked =
            Asked { found: Vec::with_capacity(questions.len()), unseen: BTreeSet::new(), worst: Vec::new() };
        for (mentee, answer) in chunks.into_iter().flatten() {
            match answer {
                Answer::Unseen => {
                    asked.unseen.insert(mentee);
                }
                Answer::Found(entries) if entries.is_empty() => {}
                Answer::Found(entries) => asked.found.push((mentee, entries)),
            }
        }
        asked.found.sort_unstable_by_key(|(mentee, _)| *mentee);
        Ok(asked)
    }

    /// What a mentee asks for, most important first.
    fn wants(&self, mentee: MenteeIx) -> Vec<(Reverse<u32>, TopicIx, u32)> {
        let wants = self.cohort.roster().mentees.get(mentee as usize).into_iter().flat_map(|row| &row.wants);
        let mut wants: Vec<_> = wants.map(|want| (Reverse(want.importance), want.topic, want.level)).collect();
        wants.sort_unstable();
        wants
    }
}
