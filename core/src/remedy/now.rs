//! How it is now: the matching with the most points, its prices, and what becomes of it with a change.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::aside::Aside;
use crate::cohort::Cohort;
use crate::control::Control;
use crate::error::Error;
use crate::index::Index;
use crate::live::Matcher;
use crate::matcher::solution_from;
use crate::model::Changes;
use crate::options::MatchOptions;
use crate::pricing::{Hint, free_seats};
use crate::roster::{MenteeIx, MentorIx};
use crate::status::Status;
use crate::view::View;

/// The answer as it is, and who asks.
#[derive(Debug)]
pub(super) struct Now<'a> {
    pub(super) view: &'a View,
    pub(super) person: MenteeIx,
    /// In the order of mentee, then mentor.
    pub(super) pairs: Vec<(MenteeIx, MentorIx)>,
    /// Of mentors, in points.
    pub(super) prices: Vec<i64>,
    /// Whom the person has, in order.
    pub(super) has: BTreeSet<MentorIx>,
    /// Prices below which no pair of the person's can be chosen; unknown if quotas or circles limit the matching.
    floors: Option<Vec<i64>>,
    total: i64,
    hint: Option<Hint>,
    /// Where changes of one person are tried; nowhere if quotas or circles limit the matching.
    aside: Option<Aside>,
}

/// Of which pairs a change may change the worth, so that what is known of them is judged again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rejudged {
    /// Those of the one person it names.
    One,
    Everybody,
}

/// A run of a changed cohort in which the person has a mentor more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Met {
    pub(super) mentor: MentorIx,
    pub(super) points: u32,
    pub(super) total_points: i64,
    pub(super) left: u32,
}

/// What became of a change that was tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Tried {
    Helps(Met),
    /// The person has no more than now, or the cohort cannot be so.
    Fails,
    /// The deadline came first.
    Late,
}

impl<'a> Now<'a> {
    /// Of the cohort of an engine that is nobody else's, which the view is of. `None` if the deadline came first.
    ///
    /// # Errors
    /// Cancelled.
    pub(super) fn new(
        view: &'a View,
        person: MenteeIx,
        engine: Matcher,
        control: &Control,
    ) -> Result<Option<Self>, Error> {
        let (cohort, index) = (&view.cohort, view.index());
        let limited = cohort.has_limits();
        let hint = if limited { None } else { engine.found(control)? };
        let found = solution_from(cohort, index, &MatchOptions::default(), hint.clone(), control)?;
        if found.status == Status::Deadline {
            return Ok(None);
        }
        let has = found.pairs.iter().filter(|pair| pair.0 == person).map(|pair| pair.1).collect();
        let total = points(cohort, &found.pairs);
        let aside = (!limited).then(|| Aside::new(engine));
        let mut now =
            Now { view, person, pairs: found.pairs, prices: found.prices, has, floors: None, total, hint, aside };
        if limited {
            return Ok(Some(now));
        }
        now.floors = if now.has.is_empty() { Some(now.prices.clone()) } else { now.without(control)? };
        Ok(Some(now))
    }

    /// The prices there would be if the person chose nobody; see the module's documentation for why they are asked.
    fn without(&self, control: &Control) -> Result<Option<Vec<i64>>, Error> {
        let cohort = &self.view.cohort;
        let locked = cohort.roster().locked.of(self.person).len() as u32;
        let none = [(cohort.mentee(self.person).id.clone(), locked)];
        let changes = Changes { wanted: none.into(), ..Changes::default() };
        let Ok(cohort) = cohort.changed(&changes) else { return Ok(None) };
        let index = Index::new(cohort.roster(), cohort.scorer());
        let found = solution_from(&cohort, &index, &MatchOptions::default(), self.hint.clone(), control)?;
        Ok((found.status == Status::Optimal).then_some(found.prices))
    }

    /// Whether a pair of the person's that is worth so much may be chosen and is not now: if not, no matching with the most points has it.
    pub(super) fn may_be_chosen(&self, mentor: MentorIx, points: u32) -> bool {
        let floor = self.floors.as_ref().and_then(|floors| floors.get(mentor as usize));
        !self.has.contains(&mentor) && floor.is_none_or(|floor| i64::from(points) >= *floor)
    }

    /// Whether it is known what pairs must be worth.
    pub(super) fn has_floors(&self) -> bool {
        self.floors.is_some()
    }

    /// What [`match_cohort`](crate::match_cohort) finds for the cohort with a change: found on an engine beside, or where that would have to begin anew,
    /// by a run.
    ///
    /// # Errors
    /// Cancelled.
    pub(super) fn tried(&self, changes: &Changes, rejudged: Rejudged, control: &Control) -> Result<Tried, Error> {
        if let (Some(aside), Rejudged::One) = (&self.aside, rejudged) {
            return aside.tried(self.view, (&self.view.cohort.mentee(self.person).id, self.total), changes, control);
        }
        let Ok(cohort) = self.view.cohort.changed(changes) else { return Ok(Tried::Fails) };
        let index = Index::new(cohort.roster(), cohort.scorer());
        let hint = self.hint.as_ref().filter(|_| !cohort.has_limits()).map(|hint| judged(hint, &cohort));
        let found = solution_from(&cohort, &index, &MatchOptions::default(), hint, control)?;
        if found.status == Status::Deadline {
            return Ok(Tried::Late);
        }
        let (roster, scorer) = (cohort.roster(), cohort.scorer());
        let mine: Vec<MentorIx> = found.pairs.iter().filter(|pair| pair.0 == self.person).map(|pair| pair.1).collect();
        if mine.len() <= self.has.len() {
            return Ok(Tried::Fails);
        }
        let fresh = mine.into_iter().filter(|mentor| !self.has.contains(mentor));
        let fresh = fresh.map(|mentor| (scorer.judge(roster, mentor, self.person).points, mentor));
        // Of equals, the first.
        let Some((points, mentor)) = fresh.max_by_key(|&(points, mentor)| (points, std::cmp::Reverse(mentor))) else {
            return Ok(Tried::Fails);
        };
        let total_points = self::points(&cohort, &found.pairs) - self.total;
        Ok(Tried::Helps(Met { mentor, points, total_points, left: self.left(&found.pairs) }))
    }

    /// How many others have fewer mentors than now.
    fn left(&self, pairs: &[(MenteeIx, MentorIx)]) -> u32 {
        let mut counts: Vec<i64> = vec![0; self.view.cohort.roster().mentees.len()];
        for (pairs, by) in [(&self.pairs[..], -1), (pairs, 1)] {
            for (mentee, _) in pairs {
                counts.get_mut(*mentee as usize).into_iter().for_each(|count| *count += by);
            }
        }
        counts.iter().filter(|count| **count < 0).count() as u32
    }
}

/// What is known of the matching as it is, as far as it holds for a cohort of the same people.
fn judged(hint: &Hint, cohort: &Cohort) -> Hint {
    let (roster, scorer) = (cohort.roster(), cohort.scorer());
    let mut hint = hint.clone();
    let again = |(mentee, pairs): &mut (MenteeIx, Vec<(MentorIx, u32)>)| {
        let judged = pairs.iter().map(|&(mentor, _)| (mentor, scorer.judge(roster, mentor, *mentee)));
        let held = judged.filter(|(_, judged)| judged.exclusion.is_none());
        *pairs = held.map(|(mentor, judged)| (mentor, judged.points)).collect();
    };
    hint.rows.par_iter_mut().for_each(again);
    hint
}

fn points(cohort: &Cohort, pairs: &[(MenteeIx, MentorIx)]) -> i64 {
    let points = |&(mentee, mentor)| i64::from(cohort.scorer().judge(cohort.roster(), mentor, mentee).points);
    pairs.iter().map(points).sum()
}

/// The seats of mentors that locked pairs leave.
pub(super) fn free_of_mentors(cohort: &Cohort) -> Vec<u32> {
    let [mentors, _] = free_seats(cohort);
    mentors
}
