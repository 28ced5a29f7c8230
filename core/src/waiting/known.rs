//! What the journal says of seats that came free, and of how long people wait. Taken while the writer waits, so it is one pass.

use super::rates::Seen;
use crate::cohort::Cohort;
use crate::journal::ledger::Ledger;
use crate::journal::talk::{State, Talk};
use crate::model::{Mentor, Moment, Status};
use crate::roster::{MenteeIx, MentorIx};

/// What is known of the people of a cohort.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    pub(super) now: Moment,
    /// By mentor.
    pub(super) mentors: Vec<Seen>,
    /// By mentee: since when they wait, if they do.
    pub(super) since: Vec<Option<Moment>>,
}

impl Known {
    /// Of the people of the cohort as it is now. O(conversations + people · log).
    pub(crate) fn of(ledger: &Ledger, cohort: &Cohort) -> Self {
        let (now, data) = (ledger.now, cohort.data());
        let begun = ledger.begun().unwrap_or(now);
        let session = data.policy.session_minutes;
        let seen = |mentor: &Mentor| {
            let came = ledger.people.get(&mentor.id).and_then(|person| person.came);
            let seconds = (now.micros() - came.unwrap_or(begun).max(begun).micros()).max(0) / 1_000_000;
            // Those who take no part have none.
            let seats = if mentor.status == Status::Active { mentor.all_seats(session) } else { 0 };
            Seen { releases: 0, seconds: seconds.unsigned_abs(), seats }
        };
        let mut mentors: Vec<Seen> = data.mentors.iter().map(seen).collect();
        let mut since: Vec<Option<Moment>> = vec![None; data.mentees.len()];
        for (id, person) in &ledger.people {
            if let Some(known) = cohort.find_mentee(id).and_then(|at| since.get_mut(at as usize)) {
                *known = person.wanted_since.max(ledger.back_since(id));
            }
        }
        for (pair, thread) in &ledger.threads {
            let over = || thread.talks.iter().filter(|talk| took_a_seat(talk) && !talk.state.is_open());
            if let Some(mentor) = cohort.find_mentor(&pair.mentor).and_then(|at| mentors.get_mut(at as usize)) {
                mentor.releases += over().count() as u64;
            }
            if let Some(known) = cohort.find_mentee(&pair.mentee).and_then(|at| since.get_mut(at as usize)) {
                *known = over().filter(|talk| talk.state != State::Held).map(|talk| talk.since).max().max(*known);
            }
        }
        Known { now, mentors, since }
    }

    pub(super) fn mentor(&self, mentor: MentorIx) -> Seen {
        self.mentors.get(mentor as usize).copied().unwrap_or_default()
    }

    /// For how many hours a mentee has waited by now, rounded down, if that is known.
    pub(crate) fn hours(&self, mentee: MenteeIx) -> Option<u64> {
        let seconds = (self.now.micros() - self.since(mentee)?.micros()).max(0) / 1_000_000;
        Some(seconds.unsigned_abs() / 3_600)
    }

    pub(super) fn since(&self, mentee: MenteeIx) -> Option<Moment> {
        self.since.get(mentee as usize).copied().flatten()
    }
}

/// Nobody had asked where a suggestion alone was declined.
fn took_a_seat(talk: &Talk) -> bool {
    talk.asked_by.is_some() || talk.state != State::Declined
}
