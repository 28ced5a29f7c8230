//! Events about the people and the policy: what they change of what the host has told.

use std::collections::BTreeSet;

use super::plan::{Next, Plan};
use super::state::Live;
use super::stated::Puts;
use crate::error::Error;
use crate::journal::ledger::Touched;
use crate::model::{Changes, Event, Mentee, Mentor, Status, What};
use crate::read::FieldCase;

/// What comes of an event about people.
#[derive(Debug)]
pub(super) struct People {
    changes: Changes,
    /// Who has no role any more.
    gone: BTreeSet<String>,
    pub(super) next: Next,
    /// Whether everything stays as it was.
    pub(super) same: bool,
}

/// What comes of the `k`th event; `None` if nothing.
///
/// # Errors
/// Whatever would be wrong with the cohort for it, with places in the events.
pub(super) fn of_people(plan: &mut Plan, k: usize, event: &Event, case: FieldCase) -> Result<Option<People>, Error> {
    let Some(changes) = changes(plan, &event.what) else { return Ok(None) };
    let places = |error: Error| error.with_paths(|path| in_events(path, k, &event.what, &changes, case));
    let (next, same) = plan.take(&changes, case).map_err(places)?;
    let gone = changes.remove_mentors.iter().chain(&changes.remove_mentees);
    let gone = gone.filter(|id| plan.mentor(id).is_none() && plan.mentee(id).is_none()).cloned().collect();
    Ok(Some(People { changes, gone, next, same }))
}

impl Live {
    /// Takes an event about people; tells what comes of it.
    pub(super) fn take_people(&mut self, event: &Event, people: Option<People>, touched: &mut Touched) -> Next {
        let ledger = &mut self.ledger;
        if let What::Left { person } = &event.what {
            ledger.left(person, event, touched);
        }
        let Some(People { changes, gone, next, .. }) = people else { return Next::Some(Puts::default()) };
        for id in &changes.pause {
            ledger.status(id, event, Status::Paused, touched);
        }
        for id in &changes.resume {
            ledger.status(id, event, Status::Active, touched);
        }
        let mentors = changes.add_mentors.iter().chain(&changes.replace_mentors).map(|mentor| &mentor.id);
        let mentees = || changes.add_mentees.iter().chain(&changes.replace_mentees).map(|mentee| &mentee.id);
        for id in mentors.chain(mentees()) {
            ledger.told(id, event, touched);
        }
        for id in mentees().chain(changes.wanted.keys()) {
            ledger.wants_anew(id, event.at);
        }
        let new_mentees = changes.add_mentees.iter().map(|mentee| &mentee.id);
        for id in changes.add_mentors.iter().map(|mentor| &mentor.id).chain(new_mentees) {
            ledger.came(id, event.at);
        }
        if !matches!(event.what, What::Left { .. }) {
            for id in gone {
                ledger.left(&id, event, touched);
            }
        }
        if changes.incumbents.is_some() {
            self.told = None;
        }
        // Those who left have been told nothing any more.
        let Changes { remove_mentors, remove_mentees, .. } = &changes;
        if let (Some(told), false) = (&mut self.told, remove_mentors.is_empty() && remove_mentees.is_empty()) {
            told.retain(|pair| !remove_mentors.contains(&pair.mentor) && !remove_mentees.contains(&pair.mentee));
        }
        next
    }
}

/// What an event changes; `None` if nothing.
fn changes(base: &Plan, what: &What) -> Option<Changes> {
    match what {
        What::Joined { mentors, mentees } => Some(joined(base, mentors, mentees)),
        What::Left { person } => {
            let there = |found: bool| if found { vec![person.clone()] } else { Vec::new() };
            let remove_mentors = there(base.mentor(person).is_some());
            let remove_mentees = there(base.mentee(person).is_some());
            let leaves = !(remove_mentors.is_empty() && remove_mentees.is_empty());
            leaves.then(|| Changes { remove_mentors, remove_mentees, ..Changes::default() })
        }
        What::Changed { changes } => Some((**changes).clone()),
        What::Policy { policy } => Some(Changes { policy: (**policy).clone(), ..Changes::default() }),
        _ => None,
    }
}

/// Whoever is there is replaced. Of several with one id, the last counts.
fn joined(base: &Plan, mentors: &[Mentor], mentees: &[Mentee]) -> Changes {
    let mut changes = Changes::default();
    let mut seen = BTreeSet::new();
    for mentor in mentors.iter().rev().filter(|mentor| seen.insert(mentor.id.as_str())) {
        let there = base.mentor(&mentor.id).is_some();
        let list = if there { &mut changes.replace_mentors } else { &mut changes.add_mentors };
        list.push(mentor.clone());
    }
    let mut seen = BTreeSet::new();
    for mentee in mentees.iter().rev().filter(|mentee| seen.insert(mentee.id.as_str())) {
        let there = base.mentee(&mentee.id).is_some();
        let list = if there { &mut changes.replace_mentees } else { &mut changes.add_mentees };
        list.push(mentee.clone());
    }
    changes
}

/// A path of the changes as one of the events.
fn in_events(path: &str, k: usize, what: &What, changes: &Changes, case: FieldCase) -> String {
    let Some(inside) = path.strip_prefix("changes.") else { return path.to_owned() };
    match what {
        What::Joined { mentors, mentees } => {
            let mentors = |id: &str| mentors.iter().rposition(|mentor| mentor.id == id).map(|at| ("mentors", at));
            let mentees = |id: &str| mentees.iter().rposition(|mentee| mentee.id == id).map(|at| ("mentees", at));
            let ids = |list: &[Mentor]| list.iter().map(|mentor| mentor.id.clone()).collect::<Vec<_>>();
            let mentee_ids = |list: &[Mentee]| list.iter().map(|mentee| mentee.id.clone()).collect::<Vec<_>>();
            let lists = [
                ("add_mentors", ids(&changes.add_mentors), true),
                ("replace_mentors", ids(&changes.replace_mentors), true),
                ("add_mentees", mentee_ids(&changes.add_mentees), false),
                ("replace_mentees", mentee_ids(&changes.replace_mentees), false),
            ];
            for (list, ids, are_mentors) in lists {
                let Some(rest) = inside.strip_prefix(&format!("{}[", case.spell(list))) else { continue };
                let Some((number, rest)) = rest.split_once(']') else { continue };
                let id = number.parse().ok().and_then(|at: usize| ids.get(at));
                let place = id.and_then(|id| if are_mentors { mentors(id) } else { mentees(id) });
                if let Some((list, at)) = place {
                    return format!("events[{k}].{list}[{at}]{rest}");
                }
            }
            format!("events[{k}]")
        }
        What::Changed { .. } => format!("events[{k}].{path}"),
        What::Policy { .. } => format!("events[{k}].{inside}"),
        _ => format!("events[{k}]"),
    }
}
