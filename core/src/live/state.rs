//! What a writer holds: the people as the host has told of them, what happened, and the matching of all that.

use std::collections::BTreeMap;

use super::engine::Engine;
use super::stated::{Puts, Stated};
use crate::cohort::Cohort;
use crate::control::Control;
use crate::error::Error;
use crate::journal::derive;
use crate::journal::ledger::Ledger;
use crate::matcher::solution;
use crate::model::Pair;
use crate::options::MatchOptions;
use crate::pricing::Hint;
use crate::status::Status;
use crate::threads;
use crate::view::View;

/// Everything events change.
#[derive(Debug)]
pub(super) struct Live {
    /// The people as the host has told of them.
    pub(super) base: Stated,
    pub(super) ledger: Ledger,
    /// The pairs that people have been told of, in order, if an event said so; else those of the base.
    pub(super) told: Option<Vec<Pair>>,
    pub(super) matched: Matched,
}

/// The matching.
#[derive(Debug)]
pub(super) enum Matched {
    /// Nobody has asked for it yet.
    Unknown,
    /// Found anew each time, because something limits it as a whole.
    Cold(Found),
    /// Kept while the cohort changes.
    Kept(Box<Engine>),
}

/// A matching that a run found.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) pairs: BTreeMap<Pair, u32>,
    total: i64,
    gap: i64,
}

impl Live {
    pub(super) fn new(base: &Cohort) -> Self {
        Live { base: Stated::of(base), ledger: Ledger::default(), told: None, matched: Matched::Unknown }
    }

    /// Another that is as this one is now.
    pub(super) fn fork(&self) -> Self {
        let Live { base, ledger, told, matched } = self;
        Live { base: base.clone(), ledger: ledger.clone(), told: told.clone(), matched: matched.fork() }
    }

    /// The pairs that people have been told of.
    pub(super) fn incumbents(&self) -> &[Pair] {
        self.told.as_ref().unwrap_or(&self.base.rest().incumbents)
    }

    /// The cohort as it is now, made anew from how it was and who is told of anew; and what the host has told, for when there is a view of that.
    /// O(everything).
    ///
    /// # Errors
    /// None, but for defects.
    pub(super) fn cohort(&mut self, was: &Cohort, puts: Puts) -> Result<(Cohort, Stated), Error> {
        let mut data = self.base.whole(was);
        puts.put(&mut data);
        let stated = Stated::new(&data);
        if let Some(told) = &self.told {
            data.incumbents.clone_from(told);
        }
        derive::cohort(&mut self.ledger, &mut data);
        Ok((Cohort::try_from(data)?, stated))
    }
}

impl Matched {
    /// The same once more.
    pub(super) fn fork(&self) -> Self {
        match self {
            Matched::Unknown => Matched::Unknown,
            Matched::Cold(found) => Matched::Cold(found.clone()),
            Matched::Kept(engine) => Matched::Kept(Box::new(engine.fork())),
        }
    }

    /// Finds the matching of a view, which is then one over lasting boards.
    ///
    /// # Errors
    /// Cancelled.
    pub(super) fn find(view: &View, control: &Control) -> Result<Self, Error> {
        if !view.cohort.has_limits() {
            return Ok(Matched::Kept(Box::new(Engine::new(view, control)?)));
        }
        let cohort = &view.cohort;
        let options = MatchOptions::default();
        let solution = threads::with(None, || solution(cohort, view.index(), &options, control))??;
        let (roster, scorer) = (cohort.roster(), cohort.scorer());
        let pairs = solution.pairs.iter().map(|&(mentee, mentor)| {
            let pair = Pair::new(&cohort.mentor(mentor).id, &cohort.mentee(mentee).id);
            (pair, scorer.judge(roster, mentor, mentee).points)
        });
        let pairs: BTreeMap<Pair, u32> = pairs.collect();
        let total: i64 = pairs.values().map(|points| i64::from(*points)).sum();
        let gap = if solution.status == Status::Optimal { 0 } else { solution.bound - total };
        Ok(Matched::Cold(Found { pairs, total, gap }))
    }

    /// Who meets whom, with what it is worth. O(people).
    pub(super) fn pairs(&self, view: &View) -> BTreeMap<Pair, u32> {
        match self {
            Matched::Unknown => BTreeMap::new(),
            Matched::Cold(found) => found.pairs.clone(),
            Matched::Kept(engine) => engine.pairs(view),
        }
    }

    /// What is known of the matching with the most points. O(pairs that are known).
    pub(super) fn hint(&self, view: &View) -> Option<Hint> {
        match self {
            Matched::Kept(engine) => Some(engine.hint(view)),
            Matched::Unknown | Matched::Cold(_) => None,
        }
    }

    /// What they are worth together, and how many points more there may be, unless there is no time to tell.
    pub(super) fn worth(&mut self, view: &View, control: &Control) -> (i64, Option<i64>) {
        match self {
            Matched::Unknown => (0, None),
            Matched::Cold(found) => (found.total, Some(found.gap)),
            Matched::Kept(engine) => {
                // Telling may let go of pairs that are not worth their seats.
                let gap = engine.gap(view, control).unwrap_or(None);
                (engine.total(), gap)
            }
        }
    }
}
