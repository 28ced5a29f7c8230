//! The cohort as it is now: what a host has told of people, with what follows from the events.

use std::collections::{BTreeMap, BTreeSet};

use super::learning::Chance;
use super::ledger::Ledger;
use super::standing::Standing;
use crate::model::{Apart, CohortData, Mentee, Mentor, Moment, Pair, Policy, Status};
use crate::points::FULL;

/// The part of a mentor that events change: as the host has told of it, or as it is now.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct MentorPart {
    pub(crate) status: Status,
    open: Option<u32>,
    responsiveness: Option<f64>,
    reliability: Option<f64>,
}

impl MentorPart {
    pub(crate) fn of(mentor: &Mentor) -> Self {
        let Mentor { status, open, responsiveness, reliability, .. } = *mentor;
        MentorPart { status, open, responsiveness, reliability }
    }

    /// Puts it in place of what is there.
    pub(crate) fn put(self, mentor: &mut Mentor) {
        let MentorPart { status, open, responsiveness, reliability } = self;
        (mentor.status, mentor.open) = (status, open);
        (mentor.responsiveness, mentor.reliability) = (responsiveness, reliability);
    }
}

/// Likewise, of a mentee.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct MenteePart {
    pub(crate) status: Status,
    open: Option<u32>,
    reliability: Option<f64>,
    passed_over: u32,
}

impl MenteePart {
    pub(crate) fn of(mentee: &Mentee) -> Self {
        let Mentee { status, open, reliability, passed_over, .. } = *mentee;
        MenteePart { status, open, reliability, passed_over }
    }

    /// As of a mentor.
    pub(crate) fn put(self, mentee: &mut Mentee) {
        let MenteePart { status, open, reliability, passed_over } = self;
        (mentee.status, mentee.open) = (status, open);
        (mentee.reliability, mentee.passed_over) = (reliability, passed_over);
    }
}

/// A mentor as they are now, and when that may be different by itself.
pub(crate) fn mentor(ledger: &Ledger, base: &Mentor, policy: &Policy) -> (MentorPart, Option<Moment>) {
    let standing = Standing::of_mentor(ledger, base, policy);
    let now = MentorPart {
        status: standing.status.unwrap_or(base.status),
        open: open(standing.open, base.open_seats(policy.session_minutes), base.open),
        responsiveness: learnt(standing.responsiveness).or(base.responsiveness),
        reliability: learnt(standing.reliability).or(base.reliability),
    };
    (now, standing.next)
}

/// A mentee, likewise.
pub(crate) fn mentee(ledger: &Ledger, base: &Mentee, policy: &Policy) -> (MenteePart, Option<Moment>) {
    let standing = Standing::of_mentee(ledger, base, policy);
    let now = MenteePart {
        status: standing.status.unwrap_or(base.status),
        open: open(standing.open, base.open_seats(), base.open),
        reliability: learnt(standing.reliability).or(base.reliability),
        passed_over: standing.passed_over,
    };
    (now, standing.next)
}

fn learnt(chance: Option<Chance>) -> Option<f64> {
    chance.map(|chance| f64::from(chance.mean) / f64::from(FULL))
}

/// What is told of seats that are open: what the host has told, unless there are fewer.
fn open(seats: u32, stated: u32, told: Option<u32>) -> Option<u32> {
    if seats < stated { Some(seats) } else { told }
}

/// Makes everything that the host has told as it is now. Notes when it may be different by itself. O(n log n) in the size of the cohort
/// and of what happened.
pub(crate) fn cohort(ledger: &mut Ledger, data: &mut CohortData) {
    let CohortData { mentors, mentees, policy, locked, apart, incumbents, .. } = data;
    for base in mentors.iter_mut() {
        let (now, next) = mentor(ledger, base, policy);
        now.put(base);
        next.into_iter().for_each(|next| ledger.person_ends(next, &base.id));
    }
    for base in mentees.iter_mut() {
        let (now, next) = mentee(ledger, base, policy);
        now.put(base);
        next.into_iter().for_each(|next| ledger.person_ends(next, &base.id));
    }
    let here = |mentor: &str, mentee: &str| {
        let found = mentors.binary_search_by(|known| known.id.as_str().cmp(mentor));
        found.is_ok() && mentees.binary_search_by(|known| known.id.as_str().cmp(mentee)).is_ok()
    };
    let found =
        ledger.threads().filter(|(mentor, mentee, _)| here(mentor, mentee)).filter_map(|(mentor, mentee, thread)| {
            Some((Pair::new(mentor, mentee), thread.apart(ledger.now, &policy.live)?))
        });
    let found: BTreeMap<Pair, Option<Moment>> = found.collect();
    for (pair, until) in &found {
        until.iter().for_each(|until| ledger.pair_ends(*until, pair));
    }
    *locked = kept(locked, (mentors, mentees), policy.session_minutes, |pair| found.contains_key(pair));
    incumbents.retain(|pair| !found.contains_key(pair));
    let stated: BTreeSet<Pair> = apart.iter().map(|apart| Pair::new(&apart.mentor, &apart.mentee)).collect();
    let new = found.into_iter().filter(|(pair, _)| !stated.contains(pair));
    apart.extend(new.map(|(Pair { mentor, mentee }, until)| Apart {
        mentor,
        mentee,
        until: until.map(Moment::minute),
    }));
}

/// The locks that can still be kept: of two who take part, are not apart, and have the seats.
fn kept(
    locked: &[Pair],
    (mentors, mentees): (&[Mentor], &[Mentee]),
    session_minutes: u32,
    apart: impl Fn(&Pair) -> bool,
) -> Vec<Pair> {
    let mut taken: BTreeMap<(&str, bool), u32> = BTreeMap::new();
    let mut kept = Vec::new();
    for pair in locked {
        let mentor = mentors.binary_search_by(|mentor| mentor.id.cmp(&pair.mentor)).ok().and_then(|at| mentors.get(at));
        let mentee = mentees.binary_search_by(|mentee| mentee.id.cmp(&pair.mentee)).ok().and_then(|at| mentees.get(at));
        let (Some(mentor), Some(mentee)) = (mentor, mentee) else { continue };
        let active = mentor.status == Status::Active && mentee.status == Status::Active;
        let seats = [
            ((pair.mentor.as_str(), true), mentor.open_seats(session_minutes)),
            ((pair.mentee.as_str(), false), mentee.open_seats()),
        ];
        let room = seats.iter().all(|(who, seats)| taken.get(who).copied().unwrap_or(0) < *seats);
        if !active || !room || apart(pair) {
            continue;
        }
        for (who, _) in seats {
            *taken.entry(who).or_insert(0) += 1;
        }
        kept.push(pair.clone());
    }
    kept
}
