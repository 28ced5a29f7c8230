//! What people state about their time, over both of their roles, and the starts it gives them.

use crate::calendar::{Grid, Plan, Spans};
use crate::cohort::Cohort;
use crate::model::Availability;
use crate::roster::{MenteeIx, MentorIx};

/// How time is counted: minutes of a session, minutes from one possible start to the next, and how many of these there are.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Clock {
    pub(crate) session: u32,
    pub(crate) grid: u32,
    pub(crate) slots: u32,
}

impl Clock {
    pub(crate) fn of(cohort: &Cohort) -> Self {
        let policy = &cohort.data().policy;
        let (grid, session) = (policy.slot_minutes.max(1), policy.session_minutes.max(1));
        Clock { session, grid, slots: cohort.roster().plan.as_deref().map_or(0, Plan::minutes).div_ceil(grid) }
    }

    pub(crate) fn grid(self) -> Grid {
        Grid { session: self.session, slot: self.grid }
    }
}

/// What a person states, as one who is both mentor and mentee: in the role at hand if they do there, else in the other.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Stated<'a> {
    pub(crate) availability: Option<&'a Availability>,
    pub(crate) spans: Option<&'a Spans>,
    pub(crate) preferred: Option<&'a Spans>,
}

impl<'a> Stated<'a> {
    /// What a mentor states.
    pub(crate) fn mentor(cohort: &'a Cohort, ix: MentorIx) -> Self {
        let own = Self::as_mentor(cohort, ix);
        let other = || cohort.find_mentee(&cohort.mentor(ix).id).map(|ix| Self::as_mentee(cohort, ix));
        if own.availability.is_some() { own } else { other().unwrap_or_default() }
    }

    /// What a mentee states.
    pub(crate) fn mentee(cohort: &'a Cohort, ix: MenteeIx) -> Self {
        let own = Self::as_mentee(cohort, ix);
        let other = || cohort.find_mentor(&cohort.mentee(ix).id).map(|ix| Self::as_mentor(cohort, ix));
        if own.availability.is_some() { own } else { other().unwrap_or_default() }
    }

    fn as_mentor(cohort: &'a Cohort, ix: MentorIx) -> Self {
        let row = cohort.roster().mentors.get(ix as usize);
        Stated {
            availability: cohort.mentor(ix).availability.as_ref(),
            spans: row.and_then(|row| row.spans.as_ref()),
            preferred: row.and_then(|row| row.preferred.as_ref()),
        }
    }

    fn as_mentee(cohort: &'a Cohort, ix: MenteeIx) -> Self {
        let row = cohort.roster().mentees.get(ix as usize);
        Stated {
            availability: cohort.mentee(ix).availability.as_ref(),
            spans: row.and_then(|row| row.spans.as_ref()),
            preferred: row.and_then(|row| row.preferred.as_ref()),
        }
    }
}

/// What somebody states in both roles, mentor first.
pub(crate) fn roles<'a>(cohort: &'a Cohort, id: &str) -> [Option<&'a Availability>; 2] {
    let mentor = cohort.find_mentor(id).and_then(|ix| cohort.mentor(ix).availability.as_ref());
    [mentor, cohort.find_mentee(id).and_then(|ix| cohort.mentee(ix).availability.as_ref())]
}

/// How many slots the starts of two sessions of a person are apart at least, and how many sessions they may have in a week. Of two roles
/// the stricter one counts.
pub(crate) fn keeps_to(roles: &[Option<&Availability>; 2], session: u32, grid: u32) -> (u32, Option<u32>) {
    let stated = roles.iter().flatten();
    let most = stated.clone().filter_map(|role| most_a_week(role, session)).min();
    let buffer =
        |role: &&Availability| role.buffer_before_minutes.unwrap_or(0).max(role.buffer_after_minutes.unwrap_or(0));
    let buffer = stated.map(buffer).max().unwrap_or(0);
    ((session + buffer).div_ceil(grid), most)
}

/// The most sessions that somebody wants in a week.
pub(super) fn most_a_week(availability: &Availability, session: u32) -> Option<u32> {
    let by_minutes = availability.max_minutes_per_week.map(|minutes| minutes / session);
    [by_minutes, availability.max_sessions_per_week].into_iter().flatten().min()
}
