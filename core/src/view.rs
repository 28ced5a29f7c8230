//! A cohort ready to be asked: what a [`Matcher`](crate::Matcher) is at one moment.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use crate::cohort::Cohort;
use crate::control::Control;
use crate::error::{Error, ErrorCode, Problem};
use crate::explain::{self, Explanation};
use crate::index::{Board, Index, Worth};
use crate::matcher::{matching_from, solution_from};
use crate::matching::Matching;
use crate::options::MatchOptions;
use crate::pricing::{self, Hint};
use crate::read::excerpt;
use crate::roster::{MenteeIx, MentorIx};
use crate::suggest::Strangers;
use crate::threads;

/// A cohort and its index. Cheap to clone; any thread may use it.
#[derive(Debug, Clone)]
pub(crate) struct View {
    pub(crate) cohort: Cohort,
    /// Of all mentors, for questions; a few of them may not be laid out.
    pub(crate) board: Arc<Board>,
    /// For runs; made when there is one, if people came or went.
    index: Arc<OnceLock<Index>>,
    /// What pairs are worth to somebody who asks for suggestions.
    pub(crate) plain: Arc<Worth>,
    /// What is known of people who are not among the mentees; for guests.
    pub(crate) strangers: Arc<OnceLock<Strangers>>,
    /// By mentor's id, of the matching with the most points; for those who ask to be spread.
    prices: Arc<OnceLock<BTreeMap<String, i64>>>,
}

impl View {
    pub(crate) fn new(cohort: Cohort) -> Self {
        let index = Index::new(cohort.roster(), cohort.scorer());
        View::over(cohort, index)
    }

    /// One that stays right while seats change, which pairs are apart or known, and what is learnt of people.
    pub(crate) fn lasting(cohort: Cohort) -> Self {
        let index = Index::lasting(cohort.roster(), cohort.scorer());
        View::over(cohort, index)
    }

    fn over(cohort: Cohort, index: Index) -> Self {
        let board = Arc::clone(&index.board);
        let plain = Arc::new(Worth::plain(&board));
        let index = Arc::new(OnceLock::from(index));
        View { cohort, board, index, plain, strangers: Arc::default(), prices: Arc::default() }
    }

    /// Everybody, by topic. O(people · topics near what they offer), the first time after people came, went or changed.
    pub(crate) fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::lasting(self.cohort.roster(), self.cohort.scorer()))
    }

    pub(crate) fn run(&self, options: &MatchOptions, control: &Control) -> Result<Matching, Error> {
        self.run_from(options, None, control)
    }

    /// The same, by somebody who may know something of the end.
    pub(crate) fn run_from(
        &self,
        options: &MatchOptions,
        hint: Option<Hint>,
        control: &Control,
    ) -> Result<Matching, Error> {
        options.check()?;
        control.check()?;
        threads::with(options.threads, || {
            control.report("score", 0, self.cohort.roster().mentees.len() as u64);
            matching_from(&self.cohort, self.index(), options, hint, control)
        })?
    }

    pub(crate) fn prices(&self, hint: Option<Hint>, control: &Control) -> Result<&BTreeMap<String, i64>, Error> {
        if self.prices.get().is_none() {
            // Whoever is first; others find the same.
            control.check()?;
            let options = MatchOptions::default();
            let found = threads::with(None, || solution_from(&self.cohort, self.index(), &options, hint, control))??;
            let mentors = self.cohort.data().mentors.iter().map(|mentor| mentor.id.clone());
            let found = mentors.zip(found.prices).collect();
            let _ = self.prices.set(found);
        }
        Ok(self.prices.get_or_init(BTreeMap::new))
    }

    pub(crate) fn has_prices(&self) -> bool {
        self.prices.get().is_some()
    }

    /// Something about the cohort is different: what was found of it before is not so any more.
    pub(crate) fn forget(&mut self) {
        self.prices = Arc::default();
    }

    /// Somebody came, went or changed, and `board` and `plain` know.
    pub(crate) fn forget_people(&mut self) {
        self.forget();
        (self.index, self.strangers) = (Arc::default(), Arc::default());
    }

    /// Lays everybody out anew. O(people · topics near what they offer).
    pub(crate) fn lay_out(&mut self) {
        *self = View::lasting(self.cohort.clone());
    }

    pub(crate) fn explain(&self, mentor: &str, mentee: &str) -> Result<Explanation, Error> {
        let mentor = self.mentor("mentor", mentor)?;
        Ok(explain::explanation(&self.cohort, mentor, self.mentee("mentee", mentee)?))
    }

    /// The best mentors of every mentee, and whether everybody is there.
    pub(crate) fn best(&self, most: usize, control: &Control) -> Result<(pricing::Found, bool), Error> {
        let seats: Vec<u32> = self.cohort.roster().mentees.iter().map(|row| row.seats).collect();
        pricing::best(&self.cohort, self.index(), &Worth::plain(&self.index().board), most, (&seats, true), control)
    }

    pub(crate) fn mentor(&self, path: &str, id: &str) -> Result<MentorIx, Error> {
        mentor(&self.cohort, path, id)
    }

    pub(crate) fn mentee(&self, path: &str, id: &str) -> Result<MenteeIx, Error> {
        mentee(&self.cohort, path, id)
    }
}

/// A mentor by id; `path` is what the argument is called.
pub(crate) fn mentor(cohort: &Cohort, path: &str, id: &str) -> Result<MentorIx, Error> {
    let ids = || cohort.data().mentors.iter().map(|mentor| mentor.id.as_str());
    cohort.find_mentor(id).ok_or_else(|| unknown("mentor", path, id, ids()))
}

/// A mentee by id, likewise.
pub(crate) fn mentee(cohort: &Cohort, path: &str, id: &str) -> Result<MenteeIx, Error> {
    let ids = || cohort.data().mentees.iter().map(|mentee| mentee.id.as_str());
    cohort.find_mentee(id).ok_or_else(|| unknown("mentee", path, id, ids()))
}

fn unknown<'a>(role: &str, path: &str, id: &str, ids: impl Iterator<Item = &'a str>) -> Error {
    let better = crate::nearest::nearest(id, ids).map(str::to_owned);
    Problem::new(ErrorCode::UnknownPerson, path, nobody(role, id)).suggest(better).into()
}

/// That nobody in this role has this id.
pub(crate) fn nobody(role: &str, id: &str) -> String {
    format!("unknown {role} `{}`", excerpt(id))
}
