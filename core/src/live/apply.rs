//! Taking events.

use std::collections::{BTreeMap, BTreeSet};

use super::Matcher;
use super::answer::{Difference, answer};
use super::before::{Before, bases};
use super::patch::{fits, patch, tell_pairs};
use super::people::People;
use super::place::{most_in_place, place};
use super::plan::Next;
use super::state::{Live, Matched};
use super::stated::{Puts, Stated};
use crate::cohort::Cohort;
use crate::control::Control;
use crate::error::Error;
#[cfg(doc)]
use crate::error::ErrorCode;
use crate::journal::ledger::{Taken, Touched};
use crate::journal::talk::{Step, Talk};
use crate::matching::{Applied, Matching, OutcomeCode};
use crate::model::{Event, Pair, Status, What};
use crate::options::{ApplyOptions, MatchOptions};
use crate::pricing::Hint;
use crate::read::FieldCase;
use crate::view::View;

impl Matcher {
    /// Takes events: tells what became of each, and what is different in the matching for them.
    ///
    /// Every event is remembered by its id, and a second one with the same id changes nothing. Events about two people, and pauses, may come
    /// in any order: what holds in the end depends on when they happened. Events about the people and the policy (`joined`, `left`,
    /// `changed`, `policy`, `published`) hold from when they are given, in the order in which they are.
    ///
    /// The first call finds the matching, as a run would. From then on events cost what they move: little in most
    /// markets, much where there are just as many seats as mentees, for then every seat has to do with all others. People who come, go or change
    /// are O(people) besides, little of each. Made anew, by a run, is the cohort of events that touch more than the people they name: of the policy, topics,
    /// locks, affinities, circles, or of who reports to somebody; and of hundreds of people told of in one call.
    ///
    /// ```
    /// use fireside::model::{Event, Mentee, Mentor, Moment, Offer, Topic, Want, What};
    /// use fireside::{Cohort, Control, Matcher};
    ///
    /// let cohort = Cohort::builder()
    ///     .topic(Topic::new("rust"))
    ///     .mentor(Mentor::new("ada").offers(Offer::new("rust").eager()))
    ///     .mentor(Mentor::new("gil").offers(Offer::new("rust")))
    ///     .mentee(Mentee::new("bo").wants(Want::new("rust")))
    ///     .build()?;
    /// let matcher = Matcher::new(cohort);
    /// let no = What::Declined { mentor: "ada".into(), mentee: "bo".into(), by: None, reason: None };
    /// let at = Moment::parse("2026-12-01T10:00:00Z").unwrap_or_default();
    /// let applied = matcher.apply(&[Event { id: "e-17".into(), at, what: no }], &Control::new())?;
    /// assert_eq!((applied.lost[0].mentor.as_str(), applied.gained[0].mentor.as_str()), ("ada", "gil"));
    /// # Ok::<(), fireside::Error>(())
    /// ```
    ///
    /// # Errors
    /// Whatever would be wrong with the cohort for these events, with paths that begin with `events`; [`ErrorCode::Cancelled`]. Nothing
    /// has changed then, and none of the events is remembered. A deadline is no error; `published` heeds none, for what people are told is the best
    /// there is, now and when the journal is replayed.
    pub fn apply(&self, events: &[Event], control: &Control) -> Result<Applied, Error> {
        self.apply_with(events, &ApplyOptions::default(), FieldCase::Snake, control)
    }

    /// [`apply`](Self::apply) under options, with the paths of problems spelled in `case`.
    ///
    /// # Errors
    /// As [`apply`](Self::apply).
    pub fn apply_with(
        &self,
        events: &[Event],
        options: &ApplyOptions,
        case: FieldCase,
        control: &Control,
    ) -> Result<Applied, Error> {
        if self.wording.is_some() {
            return self.plain().apply_with(events, options, case, control);
        }
        control.check()?;
        let mut live = self.live();
        let bases = bases(self, &live, events, case)?;
        self.wake(&mut live, control)?;
        let before = Before::of(self, &live, events, &bases);
        let mut work = Work {
            matcher: self,
            live: &mut live,
            touched: Touched::default(),
            puts: Puts::default(),
            stale: false,
            told: Vec::new(),
            difference: Difference::default(),
            earlier: BTreeMap::new(),
            control,
        };
        let done = work.take(events, bases).and_then(|outcomes| {
            work.settle(options.max_regret, control)?;
            Ok(outcomes)
        });
        match done {
            Ok(outcomes) => {
                let Work { mut difference, earlier, .. } = work;
                let view = self.read();
                let worth = live.matched.worth(&view, control);
                if let Matched::Kept(engine) = &mut live.matched {
                    difference.add(engine.changes(&view));
                }
                Ok(answer((&live, &view.cohort), events, outcomes, (difference, earlier), worth))
            }
            Err(error) => {
                before.restore(self, &mut live);
                Err(error)
            }
        }
    }

    /// The engine as it is after `events`, from the cohort there was before them: the same as one that took them live.
    ///
    /// # Errors
    /// As [`apply`](Self::apply).
    pub fn from_journal(cohort: Cohort, events: &[Event], control: &Control) -> Result<Self, Error> {
        Self::from_journal_with(cohort, events, FieldCase::Snake, control)
    }

    /// [`from_journal`](Self::from_journal), with the paths of problems spelled in `case`.
    ///
    /// # Errors
    /// As [`apply`](Self::apply).
    pub fn from_journal_with(
        cohort: Cohort,
        events: &[Event],
        case: FieldCase,
        control: &Control,
    ) -> Result<Self, Error> {
        control.check()?;
        let matcher = Matcher::new(cohort);
        {
            let mut live = matcher.live();
            let bases = bases(&matcher, &live, events, case)?;
            let mut work = Work {
                matcher: &matcher,
                live: &mut live,
                touched: Touched::default(),
                puts: Puts::default(),
                stale: true,
                told: Vec::new(),
                difference: Difference::default(),
                earlier: BTreeMap::new(),
                control,
            };
            work.take(events, bases)?;
            let puts = std::mem::take(&mut work.puts);
            live.ledger.over(&mut Touched::default());
            let (cohort, stated) = live.cohort(&matcher.cohort(), puts)?;
            (live.base, live.matched) = (stated, Matched::Unknown);
            matcher.show(View::new(cohort));
        }
        Ok(matcher)
    }

    /// The matching as it is now: what [`match_cohort`](crate::match_cohort) makes of [`cohort`](Self::cohort).
    ///
    /// # Errors
    /// [`ErrorCode::Cancelled`].
    pub fn matching(&self, control: &Control) -> Result<Matching, Error> {
        self.run(&MatchOptions::default(), control)
    }

    /// What is known of the matching, once nothing is left undone of it; nothing if it is limited as a whole.
    ///
    /// # Errors
    /// Cancelled.
    pub(crate) fn found(&self, control: &Control) -> Result<Option<Hint>, Error> {
        self.apply(&[], control)?;
        Ok(self.live().matched.hint(&self.read()))
    }

    /// Finds the matching, if nobody has yet.
    fn wake(&self, live: &mut Live, control: &Control) -> Result<(), Error> {
        if let Matched::Unknown = live.matched {
            let view = View::lasting(self.read().cohort.clone());
            live.matched = Matched::find(&view, control)?;
            self.show(view);
        }
        Ok(())
    }
}

/// Events being taken.
pub(super) struct Work<'w> {
    matcher: &'w Matcher,
    live: &'w mut Live,
    touched: Touched,
    /// Who is told of anew, and not put among the others yet.
    puts: Puts,
    /// Whether the cohort is to be made anew.
    stale: bool,
    /// Pairs that people were told of, or are not any more.
    told: Vec<Pair>,
    difference: Difference,
    /// How conversations stood before.
    earlier: BTreeMap<Pair, Option<Talk>>,
    control: &'w Control,
}

impl Work<'_> {
    /// Takes all of them.
    fn take(&mut self, events: &[Event], bases: Vec<Option<People>>) -> Result<Vec<OutcomeCode>, Error> {
        let mut outcomes = Vec::with_capacity(events.len());
        for (event, people) in events.iter().zip(bases) {
            let outcome = match self.live.ledger.is_known(event) {
                Some(true) => OutcomeCode::Duplicate,
                Some(false) => OutcomeCode::IdTaken,
                None => match self.one(event, people)? {
                    Taken::Applied => OutcomeCode::Applied,
                    Taken::NoEffect => OutcomeCode::NoEffect,
                    Taken::TooMany => OutcomeCode::TooMany,
                },
            };
            if matches!(outcome, OutcomeCode::Applied | OutcomeCode::NoEffect) {
                self.live.ledger.remember(event);
            }
            outcomes.push(outcome);
        }
        Ok(outcomes)
    }

    fn one(&mut self, event: &Event, people: Option<People>) -> Result<Taken, Error> {
        let Live { ledger, .. } = self.live;
        if let (Some((mentor, mentee)), Some(step)) = (event.what.pair(), Step::of(&event.what)) {
            return Ok(ledger.between(&Pair::new(mentor, mentee), event, step, &mut self.touched));
        }
        match &event.what {
            What::Paused { person } => Ok(ledger.status(person, event, Status::Paused, &mut self.touched)),
            What::Resumed { person } => Ok(ledger.status(person, event, Status::Active, &mut self.touched)),
            What::Published => self.publish(),
            What::Tick => Ok(if event.at > ledger.now { Taken::Applied } else { Taken::NoEffect }),
            _ => {
                let same = people.as_ref().is_none_or(|people| people.same);
                match self.live.take_people(event, people, &mut self.touched) {
                    Next::Some(puts) => self.puts.extend(puts),
                    Next::Whole(cohort) => {
                        // Those told of before are in it.
                        let puts = std::mem::take(&mut self.puts);
                        if !same || puts.len() > 0 {
                            (self.live.base, self.stale) = (Stated::fresh(cohort), true);
                        }
                    }
                }
                Ok(if same { Taken::NoEffect } else { Taken::Applied })
            }
        }
    }

    /// The matching as it is now is what people have been told.
    fn publish(&mut self) -> Result<Taken, Error> {
        // What people are told is the best there is, however long it takes, so that a journal tells it, too.
        let control = self.control.unhurried();
        self.settle(0, &control)?;
        self.matcher.wake(self.live, &control)?;
        control.check()?;
        let pairs: Vec<Pair> = self.live.matched.pairs(&self.matcher.view()).into_keys().collect();
        let before: BTreeSet<&Pair> = self.live.incumbents().iter().collect();
        let now: BTreeSet<&Pair> = pairs.iter().collect();
        self.told.extend(before.symmetric_difference(&now).map(|pair| (*pair).clone()));
        self.live.told = Some(pairs);
        Ok(if self.told.is_empty() { Taken::NoEffect } else { Taken::Applied })
    }

    /// Brings the cohort up to now, and the matching, unless no more than `max_regret` points may be missing.
    fn settle(&mut self, max_regret: u64, control: &Control) -> Result<(), Error> {
        let (mut puts, retold) = (std::mem::take(&mut self.puts), std::mem::take(&mut self.told));
        self.stale |= puts.len() > most_in_place(&self.live.base);
        self.live.ledger.over(&mut self.touched);
        let touched = std::mem::take(&mut self.touched);
        for (pair, before) in &touched.pairs {
            self.earlier.entry(pair.clone()).or_insert(*before);
        }
        let mut placed = false;
        let Live { base, ledger, told, matched } = self.live;
        if let (Matched::Kept(engine), false, true) = (&mut *matched, self.stale, fits(base.rest(), &touched)) {
            let puts = std::mem::take(&mut puts);
            base.forget(&puts);
            let (rest, parts) = base.split();
            let told = told.as_ref().unwrap_or(&rest.incumbents);
            let mut view = self.matcher.write();
            let whole = place((ledger, (rest, parts), told), puts, &mut view, engine);
            tell_pairs((ledger, rest), told, &retold, &mut view, engine);
            patch((ledger, (rest, parts)), told, &touched, &mut view, engine);
            placed = true;
            let outgrown = !whole || engine.is_outgrown();
            drop(view);
            let view = self.matcher.read();
            if outgrown {
                // What the seats took from each other so far.
                self.difference.add(engine.changes(&view));
            } else {
                // Whatever is left undone is done with the next events.
                let gap = if max_regret > 0 { engine.gap(&view, control).unwrap_or(None) } else { None };
                if gap.is_none_or(|gap| gap.unsigned_abs() > max_regret) {
                    let _ = engine.repair(&view, control);
                }
                self.difference.add(engine.changes(&view));
                return Ok(());
            }
        }
        // What was put in place is not taken back.
        let control = if placed { control.committed() } else { control.clone() };
        let before = self.live.matched.pairs(&self.matcher.view());
        let (cohort, stated) = self.live.cohort(&self.matcher.cohort(), puts)?;
        let view = View::lasting(cohort);
        let known = !matches!(self.live.matched, Matched::Unknown);
        let matched = if known { Matched::find(&view, &control)? } else { Matched::Unknown };
        self.difference.between(&before, &matched.pairs(&view));
        (self.live.base, self.live.matched, self.stale) = (stated, matched, false);
        self.matcher.show(view);
        Ok(())
    }
}
