//! What a run needs to know of somebody for what happened so far.

use super::learning::{Chance, Observation, chance};
use super::ledger::Ledger;
use super::talk::{State, Talk};
use super::thread::{Thread, passes_over};
use crate::model::{Absent, LivePolicy, Mentee, Mentor, Moment, Policy, Role, Status};

/// Somebody as they are now.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Standing {
    /// What their last word on it was, if they have said anything.
    pub(crate) status: Option<Status>,
    /// How many seats are open.
    pub(crate) open: u32,
    /// Conversations that take a seat.
    pub(crate) engaged: u32,
    /// Nobody is matched with them until then.
    pub(crate) resting_until: Option<Moment>,
    /// How likely they answer, and appear; nothing as long as nothing was observed.
    pub(crate) responsiveness: Option<Chance>,
    pub(crate) reliability: Option<Chance>,
    /// How often they were passed over.
    pub(crate) passed_over: u32,
    /// When that may be different by itself.
    pub(crate) next: Option<Moment>,
}

impl Standing {
    /// Of a mentor.
    pub(crate) fn of_mentor(ledger: &Ledger, mentor: &Mentor, policy: &Policy) -> Self {
        let (live, now) = (&policy.live, ledger.now);
        let mut standing = Standing::of_person(ledger, &mentor.id, live);
        let talks = || ledger.as_mentor(&mentor.id).flat_map(|thread| &thread.talks);
        let held = talks().filter(|talk| talk.state == State::Held).map(|talk| talk.since).max();
        let rested = held.filter(|_| live.cool_down_days > 0).map(|held| held.plus_days(live.cool_down_days));
        standing.rest(rested.filter(|until| *until > now));
        standing.engaged = talks().filter(|talk| talk.state.is_open()).count() as u32;
        let mut seats = mentor.capacity.min(mentor.open.unwrap_or(u32::MAX)).saturating_sub(standing.engaged);
        if let Some(budget) = mentor.budget {
            let length = |talk: &Talk| u64::from(talk.minutes.unwrap_or(policy.session_minutes));
            let mut used = 0;
            for talk in talks() {
                let back = talk.since.plus_days(budget.days);
                if talk.state.is_open() || talk.state == State::Held && back > now {
                    used += length(talk);
                }
                if talk.state == State::Held && back > now {
                    standing.again(back);
                }
            }
            let left = u64::from(budget.minutes).saturating_sub(used) / u64::from(policy.session_minutes.max(1));
            seats = seats.min(u32::try_from(left).unwrap_or(u32::MAX));
        }
        standing.open = if standing.resting_until.is_some() { 0 } else { seats };
        standing
    }

    /// Of a mentee. A conversation that was held is one they wanted.
    pub(crate) fn of_mentee(ledger: &Ledger, mentee: &Mentee, policy: &Policy) -> Self {
        let mut standing = Standing::of_person(ledger, &mentee.id, &policy.live);
        let talks = || ledger.as_mentee(&mentee.id).flat_map(|thread| &thread.talks);
        standing.engaged = talks().filter(|talk| talk.state.is_open()).count() as u32;
        let since = ledger.person(&mentee.id).and_then(|person| person.wanted_since).unwrap_or_default();
        let met = talks().filter(|talk| talk.state == State::Held && talk.since >= since).count() as u32;
        let wanted = mentee.mentors_wanted.min(mentee.open.unwrap_or(u32::MAX));
        let left = wanted.saturating_sub(standing.engaged).saturating_sub(met);
        standing.open = if standing.resting_until.is_some() { 0 } else { left };
        let last = talks().filter(|talk| talk.state == State::Held).map(|talk| talk.since).max();
        let again = talks().filter(|talk| passes_over(talk) && last.is_none_or(|last| talk.since > last)).count();
        let before = if last.is_some() { 0 } else { mentee.passed_over };
        standing.passed_over = before.saturating_add(again as u32).min(10_000);
        standing
    }

    /// What is the same in both roles.
    fn of_person(ledger: &Ledger, id: &str, live: &LivePolicy) -> Self {
        let mut standing = Standing { status: ledger.status_of(id), ..Standing::default() };
        let (mut answers, mut appearances) = (Vec::new(), Vec::new());
        for (role, talk) in in_roles(ledger, id) {
            if let Some((success, at)) = talk.answered.filter(|_| talk.asked_by.is_some_and(|by| by != role)) {
                answers.push(Observation { at, success });
            }
            let absent = match talk.absent {
                Some(Absent::Both) => true,
                Some(Absent::Mentor) => role == Role::Mentor,
                Some(Absent::Mentee) => role == Role::Mentee,
                None => false,
            };
            if matches!(talk.state, State::Held | State::NoShow) {
                appearances.push(Observation { at: talk.since, success: !absent });
            }
            let until = talk.since.plus_days(live.no_show_days);
            standing.rest(Some(until).filter(|until| absent && *until > ledger.now));
        }
        let learnt = |all: &[Observation]| (!all.is_empty()).then(|| chance(all, &live.learning));
        (standing.responsiveness, standing.reliability) = (learnt(&answers), learnt(&appearances));
        standing
    }

    /// They rest until then, if not longer.
    fn rest(&mut self, until: Option<Moment>) {
        self.resting_until = self.resting_until.max(until);
        until.into_iter().for_each(|until| self.again(until));
    }

    /// They are to be looked at again then.
    fn again(&mut self, at: Moment) {
        self.next = Some(self.next.map_or(at, |next| next.min(at)));
    }
}

/// Somebody's conversations in both roles.
fn in_roles<'a>(ledger: &'a Ledger, id: &str) -> impl Iterator<Item = (Role, &'a Talk)> {
    fn talks<'a>(role: Role) -> impl Fn(&'a Thread) -> Box<dyn Iterator<Item = (Role, &'a Talk)> + 'a> {
        move |thread| Box::new(thread.talks.iter().map(move |talk| (role, talk)))
    }
    let as_mentor = ledger.as_mentor(id).flat_map(talks(Role::Mentor));
    as_mentor.chain(ledger.as_mentee(id).flat_map(talks(Role::Mentee)))
}
