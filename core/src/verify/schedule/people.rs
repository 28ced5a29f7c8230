//! What people state, in minutes since the horizon's start.

use std::collections::BTreeMap;

use super::Key;
use crate::calendar::Spans;
use crate::cohort::Cohort;
use crate::matching::Matching;
use crate::model::Availability;

/// What a person's sessions have to keep to, over both roles.
#[derive(Debug, Clone, Default)]
pub(in crate::verify) struct Person {
    /// Minutes between two sessions.
    pub(in crate::verify) buffer: i64,
    most_sessions: Option<i64>,
    most_minutes: Option<i64>,
    /// When weeks begin.
    weeks: Vec<i64>,
}

/// One person's time in one role; anything goes if they state none.
#[derive(Debug, Clone, Default)]
pub(in crate::verify) struct Side {
    pub(in crate::verify) free: Option<Vec<(i64, i64)>>,
    preferred: Option<Vec<(i64, i64)>>,
}

impl Person {
    pub(in crate::verify) fn week(&self, minute: i64) -> usize {
        self.weeks.iter().filter(|&&begin| begin <= minute).count()
    }

    pub(in crate::verify) fn allows(&self, sessions: i64, minutes: i64) -> bool {
        self.most_sessions.is_none_or(|most| sessions <= most)
            && self.most_minutes.is_none_or(|most| sessions * minutes <= most)
    }

    pub(super) fn is_unlimited(&self) -> bool {
        self.most_sessions.is_none() && self.most_minutes.is_none()
    }

    /// The same person without a limit.
    pub(super) fn without_limit(&self) -> Person {
        Person { most_sessions: None, most_minutes: None, ..self.clone() }
    }
}

impl Side {
    /// Whether a whole session from this minute on is free.
    pub(in crate::verify) fn has(&self, start: i64, session: i64) -> bool {
        self.free.as_ref().is_none_or(|free| within(free, start, session))
    }

    pub(super) fn prefers(&self, start: i64, session: i64) -> bool {
        match &self.preferred {
            Some(preferred) => within(preferred, start, session),
            None => self.has(start, session),
        }
    }
}

fn within(spans: &[(i64, i64)], start: i64, session: i64) -> bool {
    let last = spans.partition_point(|&(from, _)| from <= start).checked_sub(1);
    last.and_then(|at| spans.get(at)).is_some_and(|&(_, to)| start + session <= to)
}

/// What somebody states as mentor and as mentee.
fn stated<'a>(cohort: &'a Cohort, id: &str) -> [Option<&'a Availability>; 2] {
    let data = cohort.data();
    let mentor = cohort.find_mentor(id).and_then(|at| data.mentors.get(at as usize)?.availability.as_ref());
    let mentee = cohort.find_mentee(id).and_then(|at| data.mentees.get(at as usize)?.availability.as_ref());
    [mentor, mentee]
}

/// What counts of somebody in a role.
pub(super) fn in_role<'a>(cohort: &'a Cohort, id: &str, as_mentor: bool) -> Option<&'a Availability> {
    let [mentor, mentee] = stated(cohort, id);
    if as_mentor { mentor.or(mentee) } else { mentee.or(mentor) }
}

impl Person {
    pub(in crate::verify) fn of(cohort: &Cohort, id: &str) -> Self {
        let stated = stated(cohort, id);
        let mut person = Person::default();
        for availability in stated.into_iter().flatten() {
            for buffer in [availability.buffer_before_minutes, availability.buffer_after_minutes] {
                person.buffer = person.buffer.max(i64::from(buffer.unwrap_or(0)));
            }
            let less = |one: Option<i64>, other: Option<u32>| one.into_iter().chain(other.map(i64::from)).min();
            person.most_sessions = less(person.most_sessions, availability.max_sessions_per_week);
            person.most_minutes = less(person.most_minutes, availability.max_minutes_per_week);
        }
        let zone = stated.into_iter().flatten().next();
        if let (Some(plan), Some(zone), false) = (&cohort.roster().plan, zone, person.is_unlimited()) {
            person.weeks = plan.weeks(zone).into_iter().map(i64::from).collect();
        }
        person
    }
}

impl Side {
    pub(in crate::verify) fn of(cohort: &Cohort, id: &str, as_mentor: bool) -> Self {
        let list = |spans: Spans| spans.iter().map(|(from, to)| (from.into(), to.into())).collect::<Vec<(i64, i64)>>();
        let (Some(plan), Some(stated)) = (&cohort.roster().plan, in_role(cohort, id, as_mentor)) else {
            return Side::default();
        };
        Side { free: Some(list(plan.spans(stated))), preferred: plan.preferred(stated).map(list) }
    }
}

pub(super) fn people<'a>(cohort: &Cohort, matching: &'a Matching) -> BTreeMap<&'a str, Person> {
    let ids = matching.pairings.iter().flat_map(|pairing| [pairing.mentor.as_str(), pairing.mentee.as_str()]);
    ids.map(|id| (id, Person::of(cohort, id))).collect()
}

pub(super) fn sides<'a>(cohort: &Cohort, matching: &'a Matching) -> BTreeMap<Key<'a>, [Side; 2]> {
    let both = |mentor: &str, mentee: &str| [Side::of(cohort, mentor, true), Side::of(cohort, mentee, false)];
    let pairs = matching.pairings.iter().map(|pair| (pair.mentee.as_str(), pair.mentor.as_str()));
    pairs.map(|(mentee, mentor)| ((mentee, mentor), both(mentor, mentee))).collect()
}
