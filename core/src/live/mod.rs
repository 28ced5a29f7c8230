//! The long-lived engine: a cohort that events change, and that anybody may ask meanwhile.
//!
//! **Readers and the writer.** A `view::View` is a cohort at one moment. A short question reads it as it is, long work takes a copy
//! (three pointers) and works on that. `apply` finds out beside them what is to be different, and only to note that in
//! the view does it keep readers out, for as long as a few people's seats take; where the cohort has to be made anew, another view is put in place of
//! the old one. So no question about the cohort waits for a search, and each answer is of
//! one moment; a batch with `published` in it shows two, before and after that. What happened (`conversations`, `due`, `standing`, `to_state`) is the writer's:
//! who asks for it waits for an `apply` under way.
//!
//! `people` and `plan` say what events about people come to, `place` puts them among the others, `patch` changes seats and pairs in place, `engine` keeps
//! the matching, `answer` tells.

mod answer;
mod apply;
mod ask;
mod before;
mod bonds;
mod engine;
mod fit;
mod gather;
mod insight;
mod language;
mod links;
mod numbers;
mod patch;
mod people;
mod place;
mod plan;
mod shortlists;
mod staff;
mod state;
mod stated;
mod waiting;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use crate::cohort::Cohort;
use crate::control::Control;
use crate::curve::coverage_curve_with;
use crate::error::Error;
use crate::explain::Explanation;
use crate::matching::{CoverageCurve, Matching, Pairing};
use crate::model::Changes;
use crate::options::{CurveOptions, MatchOptions};
use crate::pricing::Hint;
use crate::suggest::Ask;
use crate::view::View;
use language::Wording;
use state::{Live, Matched};
use stated::Puts;

pub use fit::fit_weights;
pub(crate) use insight::talks;
pub use shortlists::{Candidate, MOST_PAIRS, Shortlists};

/// A long-lived engine over one cohort: ask it, and tell it what happened.
///
/// Cheap to clone; clones are the same engine, and so are handles [`in_language`](Self::in_language)s. Any thread may use it: many may ask while one tells.
#[derive(Debug, Clone)]
pub struct Matcher {
    shared: Arc<Shared>,
    /// How its answers are worded, if otherwise than the policy says.
    wording: Option<Wording>,
}

#[derive(Debug)]
struct Shared {
    /// What questions are asked of.
    view: RwLock<View>,
    /// What events change.
    live: Mutex<Live>,
}

impl Matcher {
    /// An engine over `cohort`.
    #[must_use]
    pub fn new(cohort: Cohort) -> Self {
        let (live, wording) = (Live::new(&cohort), Wording::of(&cohort));
        let cohort = cohort.stated();
        let shared = Shared { view: RwLock::new(View::new(cohort)), live: Mutex::new(live) };
        Matcher { shared: Arc::new(shared), wording }
    }

    /// Another engine that is as this one is now: to see what comes of events without telling them to this one. O(everything that is known);
    /// waits for an [`apply`](Self::apply) under way.
    ///
    /// ```
    /// use fireside::model::{Event, Mentee, Mentor, Moment, Offer, Topic, Want, What};
    /// use fireside::{Cohort, Control, Matcher};
    ///
    /// let cohort = Cohort::builder()
    ///     .topic(Topic::new("rust"))
    ///     .mentor(Mentor::new("ada").offers(Offer::new("rust")))
    ///     .mentee(Mentee::new("bo").wants(Want::new("rust")))
    ///     .build()?;
    /// let matcher = Matcher::new(cohort);
    /// let (at, what) = (Moment::default(), What::Left { person: "ada".into() });
    /// let without = matcher.fork();
    /// without.apply(&[Event { id: "e-1".into(), at, what }], &Control::new())?;
    /// assert_eq!((without.cohort().data().mentors.len(), matcher.cohort().data().mentors.len()), (0, 1));
    /// # Ok::<(), fireside::Error>(())
    /// ```
    #[must_use]
    pub fn fork(&self) -> Self {
        let live = self.live();
        let shared = Shared { view: RwLock::new(self.read().clone()), live: Mutex::new(live.fork()) };
        Matcher { shared: Arc::new(shared), wording: self.wording.clone() }
    }

    /// An engine of its own over the cohort as it is now, that knows nothing of what happened: to try changes on. Nobody waits for an event that
    /// is being taken; then it finds the matching itself. O(pairs that are known).
    pub(crate) fn aside(&self) -> Self {
        let (view, matched) = match self.shared.live.try_lock() {
            Ok(live) => (self.read().clone(), live.matched.fork()),
            Err(_) => (self.read().clone(), Matched::Unknown),
        };
        let live = Live { matched, ..Live::new(&view.cohort) };
        let shared = Shared { view: RwLock::new(view), live: Mutex::new(live) };
        Matcher { shared: Arc::new(shared), wording: self.wording.clone() }
    }

    /// The cohort as it is now: what [`match_cohort`](crate::match_cohort) would be given to find the same matching.
    #[must_use]
    pub fn cohort(&self) -> Cohort {
        self.view().cohort
    }

    /// Everything as it is now; stays so, whatever happens. For work that takes long: what events change meanwhile is copied.
    pub(crate) fn view(&self) -> View {
        self.worded(self.read().clone())
    }

    /// Everything as it is now, in the words of the policy, for a question that is answered at once: events wait.
    pub(crate) fn read(&self) -> RwLockReadGuard<'_, View> {
        // A thread that panicked while it held the lock had not begun to write.
        self.shared.view.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Everything as it is now, and what the engine knows of the matching with the most points, unless an event is being taken: nobody waits
    /// for that, and what is found is the same.
    pub(crate) fn view_and_hint(&self) -> (View, Option<Hint>) {
        match self.shared.live.try_lock() {
            Ok(live) => {
                let view = self.view();
                let hint = live.matched.hint(&view);
                (view, hint)
            }
            Err(_) => (self.view(), None),
        }
    }

    fn write(&self) -> RwLockWriteGuard<'_, View> {
        self.shared.view.write().unwrap_or_else(PoisonError::into_inner)
    }

    fn show(&self, view: View) {
        *self.write() = view;
    }

    fn live(&self) -> MutexGuard<'_, Live> {
        self.shared.live.lock().unwrap_or_else(|stopped| {
            // A defect stopped a writer half way: what follows from what is known is made anew.
            let mut live = stopped.into_inner();
            live.matched = Matched::Unknown;
            let made = live.cohort(&self.cohort(), Puts::default());
            if let Ok((cohort, stated)) = made {
                live.base = stated;
                self.show(View::new(cohort));
            }
            self.shared.live.clear_poison();
            live
        })
    }

    /// Matches the cohort as it is now.
    ///
    /// # Errors
    /// As [`match_cohort_with`](crate::match_cohort_with).
    pub fn run(&self, options: &MatchOptions, control: &Control) -> Result<Matching, Error> {
        if !options.are_usual() {
            return self.view().run(options, control);
        }
        let (view, hint) = self.view_and_hint();
        view.run_from(options, hint, control)
    }

    /// The engine over the cohort that `changes` would make of this one's, which stays as it is.
    ///
    /// # Errors
    /// As [`Cohort::changed`].
    pub fn changed(&self, changes: &Changes) -> Result<Matcher, Error> {
        self.view().cohort.changed(changes).map(Matcher::new)
    }

    /// What one more mentee with a mentor costs.
    ///
    /// # Errors
    /// As [`coverage_curve_with`].
    pub fn coverage_curve(&self, options: &CurveOptions, control: &Control) -> Result<CoverageCurve, Error> {
        coverage_curve_with(&self.view().cohort, options, control)
    }

    /// The `k` mentors a mentee may meet with the most points, best first; of equals, the first id. Seats are not
    /// considered. Empty for people who take no part.
    ///
    /// # Errors
    /// [`ErrorCode::UnknownPerson`](crate::ErrorCode::UnknownPerson).
    pub fn suggest(&self, mentee: &str, k: u32) -> Result<Vec<Pairing>, Error> {
        self.suggest_with(&Ask { k, ..Ask::of(mentee) })
    }

    /// What a seat of each mentor is worth, in points, by id: the prices of the matching with the most points. They are found when they
    /// are first asked for after an event, by a run.
    ///
    /// # Errors
    /// As [`match_cohort_with`](crate::match_cohort_with).
    pub fn prices(&self, control: &Control) -> Result<BTreeMap<String, i64>, Error> {
        let (view, hint) = if self.has_prices() { (self.view(), None) } else { self.view_and_hint() };
        view.prices(hint, control).cloned()
    }

    /// Whether [`prices`](Self::prices) are known already.
    #[must_use]
    pub fn has_prices(&self) -> bool {
        self.read().has_prices()
    }

    /// Why this pair, or everything that stands in its way.
    ///
    /// # Errors
    /// [`ErrorCode::UnknownPerson`](crate::ErrorCode::UnknownPerson).
    pub fn explain(&self, mentor: &str, mentee: &str) -> Result<Explanation, Error> {
        self.ask(|view| view.explain(mentor, mentee))
    }
}
