//! The cohort as it is now: what a host has told of people, with what follows from the events.

use std::collections::{BTreeMap, BTreeSet};

use super::ledger::Ledger;
use super::standing::Standing;
use crate::model::{Apart, CohortData, Mentee, Mentor, Moment, Pair, Policy, Status};
use crate::points::FULL;

/// A mentor as they are now.
pub(crate) fn mentor(ledger: &Ledger, base: &Mentor, policy: &Policy) -> (Mentor, Option<Moment>) {
    let standing = Standing::of_mentor(ledger, base, policy);
    let learnt = |chance: Option<super::learning::Chance>, stated: Option<f64>| {
        chance.map(|chance| f64::from(chance.mean) / f64::from(FULL)).or(stated)
    };
    let now = Mentor {
        status: standing.status.unwrap_or(base.status),
        open: open(standing.open, base.open_seats(policy.session_minutes), base.open),
        responsiveness: learnt(standing.responsiveness, base.responsiveness),
        reliability: learnt(standing.reliability, base.reliability),
        ..base.clone()
    };
    (now, standing.next)
}

/// A mentee as they are now.
pub(crate) fn mentee(ledger: &Ledger, base: &Mentee, policy: &Policy) -> (Mentee, Option<Moment>) {
    let standing = Standing::of_mentee(ledger, base, policy);
    let learnt = standing.reliability.map(|chance| f64::from(chance.mean) / f64::from(FULL));
    let now = Mentee {
        status: standing.status.unwrap_or(base.status),
        open: open(standing.open, base.open_seats(), base.open),
        reliability: learnt.or(base.reliability),
        passed_over: standing.passed_over,
        ..base.clone()
    };
    (now, standing.next)
}

/// What is told of seats that are open: what the host has told, unless there are fewer.
fn open(seats: u32, stated: u32, told: Option<u32>) -> Option<u32> {
    if seats < stated { Some(seats) } else { told }
}

/// Everything. Notes when it may be different by itself. O(n log n) in the size of the cohort and of what happened.
pub(crate) fn cohort(ledger: &mut Ledger, base: &CohortData) -> CohortData {
    let policy = &base.policy;
    let mut again: Vec<(Moment, &str)> = Vec::new();
    let mentors: Vec<Mentor> = base
        .mentors
        .iter()
        .map(|base| {
            let (now, next) = mentor(ledger, base, policy);
            again.extend(next.map(|next| (next, base.id.as_str())));
            now
        })
        .collect();
    let mentees: Vec<Mentee> = base
        .mentees
        .iter()
        .map(|base| {
            let (now, next) = mentee(ledger, base, policy);
            again.extend(next.map(|next| (next, base.id.as_str())));
            now
        })
        .collect();
    let here = |mentor: &str, mentee: &str| {
        let found = mentors.binary_search_by(|known| known.id.as_str().cmp(mentor));
        found.is_ok() && mentees.binary_search_by(|known| known.id.as_str().cmp(mentee)).is_ok()
    };
    let apart = ledger.threads().filter(|(mentor, mentee, _)| here(mentor, mentee)).filter_map(|(mentor, mentee, thread)| {
        Some((Pair::new(mentor, mentee), thread.apart(ledger.now, &policy.live)?))
    });
    let apart: BTreeMap<Pair, Option<Moment>> = apart.collect();
    for (at, id) in again {
        ledger.person_ends(at, id);
    }
    for (pair, until) in &apart {
        until.into_iter().for_each(|until| ledger.pair_ends(*until, pair));
    }
    let stated: BTreeSet<Pair> = base.apart.iter().map(|apart| Pair::new(&apart.mentor, &apart.mentee)).collect();
    let mut all = base.apart.clone();
    let found = apart.iter().filter(|(pair, _)| !stated.contains(pair));
    all.extend(found.map(|(Pair { mentor, mentee }, until)| Apart {
        mentor: mentor.clone(),
        mentee: mentee.clone(),
        until: until.map(Moment::minute),
    }));
    let locked = kept(base, &mentors, &mentees, |pair| apart.contains_key(pair));
    CohortData {
        apart: all,
        locked,
        incumbents: base.incumbents.iter().filter(|pair| !apart.contains_key(pair)).cloned().collect(),
        mentors,
        mentees,
        ..base.clone()
    }
}

/// The locks that can still be kept: of two who take part, are not apart, and have the seats.
fn kept(base: &CohortData, mentors: &[Mentor], mentees: &[Mentee], apart: impl Fn(&Pair) -> bool) -> Vec<Pair> {
    let mut taken: BTreeMap<(&str, bool), u32> = BTreeMap::new();
    let mut kept = Vec::new();
    for pair in &base.locked {
        let mentor = mentors.binary_search_by(|mentor| mentor.id.cmp(&pair.mentor)).ok().and_then(|at| mentors.get(at));
        let mentee = mentees.binary_search_by(|mentee| mentee.id.cmp(&pair.mentee)).ok().and_then(|at| mentees.get(at));
        let (Some(mentor), Some(mentee)) = (mentor, mentee) else { continue };
        let active = mentor.status == Status::Active && mentee.status == Status::Active;
        let seats = [
            ((pair.mentor.as_str(), true), mentor.open_seats(base.policy.session_minutes)),
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
