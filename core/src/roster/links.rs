//! What is said of pairs, checked: who they are, and what cannot be together.

use std::collections::{BTreeMap, BTreeSet};

use super::resolve::Both;
use super::suggest::Suggester;
use super::{Roster, check};
use crate::error::ErrorCode;
use crate::model::{CohortData, Mentee, Mentor, Pair, Rule, Status};
use crate::read::{Reader, excerpt, text};

/// Locks, affinities, history, pairs that are apart and pairs that are known.
pub(super) fn check_links(data: &CohortData, (mentor_ids, mentee_ids): Both<'_>, reader: &mut Reader, lenient: bool) {
    let (mut near_mentors, mut near_mentees) = (None, None);
    let mut person = |reader: &mut Reader, role: &'static str, id: &str, known: bool| {
        if known || (lenient && id.is_empty()) {
            return;
        }
        let (near, ids) =
            if role == "mentor" { (&mut near_mentors, mentor_ids) } else { (&mut near_mentees, mentee_ids) };
        let suggester = near.get_or_insert_with(|| Suggester::new(ids.all()));
        let message = format!("unknown {role} `{}`", excerpt(id));
        reader.field(role, |reader| reader.problem_with(ErrorCode::UnknownPerson, message, suggester.nearest(id)));
    };

    let apart: BTreeSet<(&str, &str)> =
        data.apart.iter().map(|apart| (apart.mentor.as_str(), apart.mentee.as_str())).collect();
    let mut seen: BTreeSet<(&str, &str)> = BTreeSet::new();
    let mut taken: BTreeMap<(&str, bool), u32> = BTreeMap::new();
    reader.field("locked", |reader| {
        for (k, Pair { mentor: mentor_id, mentee: mentee_id }) in data.locked.iter().enumerate() {
            reader.index(k, |reader| {
                let mentor = mentor_ids.get(mentor_id).and_then(|at| data.mentors.get(at));
                let mentee = mentee_ids.get(mentee_id).and_then(|at| data.mentees.get(at));
                person(reader, "mentor", mentor_id, mentor.is_some());
                person(reader, "mentee", mentee_id, mentee.is_some());
                let (Some(mentor), Some(mentee)) = (mentor, mentee) else { return };
                if !seen.insert((mentor_id, mentee_id)) {
                    reader.problem(ErrorCode::DuplicateEntry, "the pair is locked twice");
                    return;
                }
                check_lock(reader, mentor, mentee);
                if apart.contains(&(mentor_id, mentee_id)) {
                    reader.problem(ErrorCode::Contradiction, "the pair is locked, and in `apart` too");
                }
                let session = data.policy.session_minutes;
                for (id, is_mentor, seats) in
                    [(mentor_id, true, mentor.open_seats(session)), (mentee_id, false, mentee.open_seats())]
                {
                    let taken = taken.entry((id, is_mentor)).or_insert(0);
                    *taken += 1;
                    if *taken == seats.saturating_add(1) {
                        let message =
                            format!("`{}` has more locked pairs than the {seats} they have room for", excerpt(id));
                        reader.problem(ErrorCode::LockOverCapacity, message);
                    }
                }
            });
        }
    });

    let mut seen: BTreeSet<(&str, &str)> = BTreeSet::new();
    reader.field("affinities", |reader| {
        for (k, affinity) in data.affinities.iter().enumerate() {
            reader.index(k, |reader| {
                person(reader, "mentor", &affinity.mentor, mentor_ids.get(&affinity.mentor).is_some());
                person(reader, "mentee", &affinity.mentee, mentee_ids.get(&affinity.mentee).is_some());
                reader.field("value", |reader| check::number(reader, affinity.value, 0.0..=1.0));
                if !seen.insert((&affinity.mentor, &affinity.mentee)) && !lenient {
                    reader.problem(ErrorCode::DuplicateEntry, "the pair has two affinities");
                }
            });
        }
    });

    let mut pairs = |list: &'static str, pairs: &mut dyn Iterator<Item = (&str, &str)>, again: &str| {
        let mut seen: BTreeSet<(String, String)> = BTreeSet::new();
        reader.field(list, |reader| {
            for (k, (mentor, mentee)) in pairs.enumerate() {
                reader.index(k, |reader| {
                    person(reader, "mentor", mentor, mentor_ids.get(mentor).is_some());
                    person(reader, "mentee", mentee, mentee_ids.get(mentee).is_some());
                    if !seen.insert((mentor.to_owned(), mentee.to_owned())) && !lenient {
                        reader.problem(ErrorCode::DuplicateEntry, again);
                    }
                });
            }
        });
    };
    let mut apart = data.apart.iter().map(|apart| (apart.mentor.as_str(), apart.mentee.as_str()));
    pairs("apart", &mut apart, "the pair is apart twice");
    let mut incumbents = data.incumbents.iter().map(|pair| (pair.mentor.as_str(), pair.mentee.as_str()));
    pairs("incumbents", &mut incumbents, "the pair is known twice");

    reader.field("history", |reader| {
        for (k, meeting) in data.history.iter().enumerate() {
            reader.index(k, |reader| {
                reader.field("mentor", |reader| text(reader, &meeting.mentor, lenient));
                reader.field("mentee", |reader| text(reader, &meeting.mentee, lenient));
                if let Some(round) = &meeting.round {
                    reader.field("round", |reader| text(reader, round, false));
                }
            });
        }
    });
}

/// Locked pairs against quotas and reserves, in the order in which they were given.
pub(super) fn check_quotas(data: &CohortData, roster: &Roster, reader: &mut Reader) {
    let mut counts: BTreeMap<(usize, &str), u32> = BTreeMap::new();
    reader.field("locked", |reader| {
        for (k, lock) in data.locked.iter().enumerate() {
            let found = data.mentees.binary_search_by(|mentee| mentee.id.cmp(&lock.mentee));
            let Ok(mentee) = found.map(|at| at as u32) else { continue };
            for (at, quota) in roster.quotas.iter().enumerate().filter(|(_, quota)| quota.counts(mentee)) {
                let count = counts.entry((at, if quota.per_mentor { &lock.mentor } else { "" })).or_insert(0);
                *count += 1;
                if *count == quota.max.saturating_add(1) {
                    let label = data.policy.rules.get(quota.rule as usize).map(Rule::label).unwrap_or_default();
                    let message = format!("more locked pairs than the {} that the rule `{label}` allows", quota.max);
                    reader.index(k, |reader| reader.problem(ErrorCode::LockForbidden, message));
                }
            }
        }
    });
}

/// Locks against what people have said themselves. Locks against rules are the scorer's to judge.
fn check_lock(reader: &mut Reader, mentor: &Mentor, mentee: &Mentee) {
    let mut contradiction = |message: String| reader.problem(ErrorCode::Contradiction, message);
    if mentor.id == mentee.id {
        contradiction(format!("`{}` cannot be their own mentor", excerpt(&mentor.id)));
    }
    if mentor.blocks.contains(&mentee.id) {
        contradiction(format!("the pair is locked, and `{}` blocks `{}`", excerpt(&mentor.id), excerpt(&mentee.id)));
    }
    if mentee.blocks.contains(&mentor.id) {
        contradiction(format!("the pair is locked, and `{}` blocks `{}`", excerpt(&mentee.id), excerpt(&mentor.id)));
    }
    for (id, status) in [(&mentor.id, mentor.status), (&mentee.id, mentee.status)] {
        if status == Status::Paused {
            contradiction(format!("the pair is locked, and `{}` is paused", excerpt(id)));
        }
    }
}
