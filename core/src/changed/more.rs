//! What people have, and somewhat more of it: seats, wants, windows. So whoever changes that need not write down a whole person.

use std::collections::BTreeSet;

use super::origin::Origins;
use super::people::{self, Person};
use crate::error::ErrorCode;
use crate::model::{Changes, CohortData, Mentee, Mentor};
use crate::read::{Reader, excerpt};

/// Notes what these changes cannot mean.
pub(super) fn check(data: &CohortData, changes: &Changes, reader: &mut Reader) {
    let seats: BTreeSet<&str> = changes.seats.keys().map(String::as_str).collect();
    let mentors = Spoken {
        added: changes.add_mentors.iter().map(|person| person.id.as_str()).collect(),
        replaced: changes.replace_mentors.iter().map(|person| person.id.as_str()).collect(),
        removed: changes.remove_mentors.iter().map(String::as_str).collect(),
        people: &data.mentors,
        role: "mentor",
    };
    let mentees = Spoken {
        added: changes.add_mentees.iter().map(|person| person.id.as_str()).collect(),
        replaced: changes.replace_mentees.iter().map(|person| person.id.as_str()).collect(),
        removed: changes.remove_mentees.iter().map(String::as_str).collect(),
        people: &data.mentees,
        role: "mentee",
    };
    mentors.check("more_seats", changes.more_seats.keys(), reader, |id| {
        seats.contains(id).then_some("has other `seats`, too: say it there")
    });
    mentees.check("more_wants", changes.more_wants.keys(), reader, |_| None);
    let states_none = |id: &str| {
        let mentee = found(&data.mentees, id).and_then(|at| data.mentees.get(at));
        mentee.is_some_and(|mentee| mentee.availability.is_none())
    };
    mentees.check("more_windows", changes.more_windows.keys(), reader, |id| {
        states_none(id).then_some("states no availability: any time counts already")
    });
}

/// Whom other changes of a role speak of.
struct Spoken<'a, P> {
    added: BTreeSet<&'a str>,
    replaced: BTreeSet<&'a str>,
    removed: BTreeSet<&'a str>,
    people: &'a [P],
    role: &'static str,
}

impl<P: Person> Spoken<'_, P> {
    fn check<'b>(
        &self,
        field: &'static str,
        ids: impl Iterator<Item = &'b String>,
        reader: &mut Reader,
        wrong: impl Fn(&str) -> Option<&'static str>,
    ) {
        let mut near = None;
        reader.field(field, |reader| {
            for id in ids {
                let what = match id.as_str() {
                    id if self.removed.contains(id) => Some("is removed too"),
                    id if self.replaced.contains(id) => Some("is replaced too: say it there"),
                    id if self.added.contains(id) => Some("is added: say it there"),
                    id => wrong(id),
                };
                reader.key(id, |reader| match what {
                    Some(what) => reader.problem(ErrorCode::Contradiction, format!("`{}` {what}", excerpt(id))),
                    None if found(self.people, id).is_some() => {}
                    None => {
                        people::unknown(reader, self.role, id, &mut near, || {
                            self.people.iter().map(Person::id).collect()
                        });
                    }
                });
            }
        });
    }
}

/// Gives people what they are to have besides.
pub(super) fn add(
    (mentors, mentees): (&mut [Mentor], &mut [Mentee]),
    changes: &Changes,
    session: u32,
    origins: &mut Origins,
) {
    for (id, &more) in &changes.more_seats {
        let Some((at, mentor)) = found_mut(mentors, id) else { continue };
        mentor.capacity = mentor.capacity.saturating_add(more);
        mentor.open = mentor.open.map(|open| open.saturating_add(more));
        if let Some(budget) = &mut mentor.budget {
            budget.minutes = budget.minutes.saturating_add(session.saturating_mul(more));
        }
        origins.number("mentors", at, "capacity", "more_seats", id);
    }
    for (id, more) in &changes.more_wants {
        let Some((at, mentee)) = found_mut(mentees, id) else { continue };
        for (k, want) in more.iter().enumerate() {
            origins.listed(("mentees", at), ("wants", mentee.wants.len()), ("more_wants", id, k));
            mentee.wants.push(want.clone());
        }
    }
    for (id, more) in &changes.more_windows {
        let Some((at, mentee)) = found_mut(mentees, id) else { continue };
        let Some(availability) = &mut mentee.availability else { continue };
        for (k, window) in more.iter().enumerate() {
            let place = ("availability.weekly", availability.weekly.len());
            origins.listed(("mentees", at), place, ("more_windows", id, k));
            availability.weekly.push(*window);
        }
    }
}

/// Where somebody is among people who are in the order of ids.
fn found<P: Person>(people: &[P], id: &str) -> Option<usize> {
    people.binary_search_by(|person| person.id().cmp(id)).ok()
}

fn found_mut<'a, P: Person>(people: &'a mut [P], id: &str) -> Option<(usize, &'a mut P)> {
    let at = found(people, id)?;
    people.get_mut(at).map(|person| (at, person))
}
