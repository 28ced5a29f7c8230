//! What events of a live cohort change of the cohort as it is now, in place: seats, what keeps pairs apart, what was learnt.

use super::engine::Engine;
use super::stated::Parts;
use crate::cohort::Cohort;
use crate::journal::derive;
use crate::journal::ledger::{Ledger, Touched};
use crate::model::{Apart, CohortData, Moment, Pair, Status};
use crate::points::millionths;
use crate::roster::{MenteeIx, MentorIx, Pairs, Roster};
use crate::side::Side;
use crate::view::View;

/// What changed of somebody for a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Changed {
    /// So many seats now, locked pairs aside.
    seats: Option<u32>,
    /// Something that soft rules look at.
    learnt: bool,
}

/// Whether this can be done in place: locks depend on everybody's seats together, and are seldom.
pub(super) fn fits(base: &CohortData, touched: &Touched) -> bool {
    base.locked.is_empty()
        || !base
            .locked
            .iter()
            .any(|pair| touched.people.contains(&pair.mentor) || touched.people.contains(&pair.mentee))
}

/// Brings the view up to what the ledger says, and tells the engine.
pub(super) fn patch(
    (ledger, (rest, parts)): (&mut Ledger, (&CohortData, &Parts)),
    told: &[Pair],
    touched: &Touched,
    view: &mut View,
    engine: &mut Engine,
) {
    view.forget();
    let asked = view.cohort.scorer().heeds_what_is_learnt();
    for id in &touched.people {
        if let Some(mentor) = view.cohort.find_mentor(id) {
            let changed = mentor_now(ledger, (rest, parts), mentor, &mut view.cohort);
            tell(engine, Side::Mentor, mentor, changed, asked);
        }
        if let Some(mentee) = view.cohort.find_mentee(id) {
            let changed = mentee_now(ledger, (rest, parts), mentee, &mut view.cohort);
            tell(engine, Side::Mentee, mentee, changed, asked);
        }
    }
    for pair in touched.pairs.keys() {
        let both = view.cohort.find_mentor(&pair.mentor).zip(view.cohort.find_mentee(&pair.mentee));
        let Some((mentor, mentee)) = both else { continue };
        if pair_now(ledger, rest, told, (pair, mentor, mentee), &mut view.cohort) {
            engine.pair(view, mentor, mentee);
        }
    }
}

/// Brings the view up to which pairs people have been told of; `changed` are those that are new, or are not among them any more.
/// O(pairs that people know of · log).
pub(super) fn tell_pairs(
    (ledger, rest): (&Ledger, &CohortData),
    told: &[Pair],
    changed: &[Pair],
    view: &mut View,
    engine: &mut Engine,
) {
    if changed.is_empty() {
        return;
    }
    view.forget();
    let known = |pair: &&Pair| ledger.apart(pair, &rest.policy.live).is_none();
    let pairs: Vec<Pair> = told.iter().filter(known).cloned().collect();
    let both = |pair: &Pair| view.cohort.find_mentee(&pair.mentee).zip(view.cohort.find_mentor(&pair.mentor));
    let numbers = pairs.iter().filter_map(both).map(|(mentee, mentor)| (mentee, mentor, ())).collect();
    view.cohort.patch(|data, roster| {
        roster.incumbent = Pairs::new(roster.mentees.len(), numbers, |(), ()| ());
        data.incumbents = pairs;
    });
    if view.cohort.scorer().heeds_what_is_known() {
        for (mentee, mentor) in changed
            .iter()
            .filter_map(|pair| view.cohort.find_mentee(&pair.mentee).zip(view.cohort.find_mentor(&pair.mentor)))
        {
            engine.pair(view, mentor, mentee);
        }
    }
}

fn tell(engine: &mut Engine, side: Side, person: u32, changed: Changed, asked: bool) {
    if let Some(seats) = changed.seats {
        engine.seats(side, person, seats);
    }
    if changed.learnt && asked {
        engine.renew(side, person);
    }
}

fn mentor_now(ledger: &mut Ledger, (rest, parts): (&CohortData, &Parts), ix: MentorIx, cohort: &mut Cohort) -> Changed {
    let (session, prior) = (rest.policy.session_minutes, rest.policy.live.learning.prior());
    let likely = |stated: Option<f64>| stated.map_or(prior, millionths);
    cohort.patch(|data, roster| {
        let both = data.mentors.get_mut(ix as usize).zip(roster.mentors.get_mut(ix as usize));
        let (Some((known, row)), Some(told)) = (both, parts.mentor(ix)) else {
            return Changed { seats: None, learnt: false };
        };
        told.put(known);
        let (now, next) = derive::mentor(ledger, known, &rest.policy);
        now.put(known);
        again(ledger, next, &known.id);
        let seats = if known.status == Status::Active { known.open_seats(session) } else { 0 };
        let learnt = (likely(known.responsiveness), likely(known.reliability));
        let changed = Changed {
            seats: (seats != row.seats).then_some(seats),
            learnt: learnt != (row.responsiveness, row.reliability),
        };
        row.seats = seats;
        (row.responsiveness, row.reliability) = learnt;
        changed
    })
}

fn mentee_now(ledger: &mut Ledger, (rest, parts): (&CohortData, &Parts), ix: MenteeIx, cohort: &mut Cohort) -> Changed {
    let prior = rest.policy.live.learning.prior();
    cohort.patch(|data, roster| {
        let both = data.mentees.get_mut(ix as usize).zip(roster.mentees.get_mut(ix as usize));
        let (Some((known, row)), Some(told)) = (both, parts.mentee(ix)) else {
            return Changed { seats: None, learnt: false };
        };
        told.put(known);
        let (now, next) = derive::mentee(ledger, known, &rest.policy);
        now.put(known);
        again(ledger, next, &known.id);
        let seats = if known.status == Status::Active { known.open_seats() } else { 0 };
        let learnt = (known.reliability.map_or(prior, millionths), known.passed_over);
        let changed = Changed {
            seats: (seats != row.seats).then_some(seats),
            learnt: learnt != (row.reliability, row.passed_over),
        };
        row.seats = seats;
        (row.reliability, row.passed_over) = learnt;
        changed
    })
}

pub(super) fn again(ledger: &mut Ledger, next: Option<Moment>, id: &str) {
    if let Some(next) = next {
        ledger.person_ends(next, id);
    }
}

/// Whether anything about a pair changed.
pub(super) fn pair_now(
    ledger: &mut Ledger,
    base: &CohortData,
    told: &[Pair],
    (pair, mentor, mentee): (&Pair, MentorIx, MenteeIx),
    cohort: &mut Cohort,
) -> bool {
    let found = ledger.apart(pair, &base.policy.live);
    if let Some(Some(until)) = found {
        ledger.pair_ends(until, pair);
    }
    let stated = base.apart.binary_search_by(|apart| (&apart.mentor, &apart.mentee).cmp(&(&pair.mentor, &pair.mentee)));
    let now = match stated.ok().and_then(|at| base.apart.get(at)) {
        Some(stated) => Some(stated.clone()),
        None => found.map(|until| Apart {
            mentor: pair.mentor.clone(),
            mentee: pair.mentee.clone(),
            until: until.map(Moment::minute),
        }),
    };
    let known = found.is_none() && told.binary_search(pair).is_ok();
    cohort.patch(|data, roster: &mut Roster| {
        let was = (roster.apart.contains(mentor, mentee), roster.incumbent.contains(mentor, mentee));
        let is = (now.is_some(), known);
        roster.apart.set(mentor, mentee, is.0.then_some(()));
        roster.incumbent.set(mentor, mentee, known.then_some(()));
        put(&mut data.apart, now, |apart| (&apart.mentor, &apart.mentee).cmp(&(&pair.mentor, &pair.mentee)));
        put(&mut data.incumbents, known.then(|| pair.clone()), |one| one.cmp(pair));
        was != is
    })
}

/// Puts an entry where it belongs in a list that is in order, or takes it away.
fn put<T>(list: &mut Vec<T>, entry: Option<T>, order: impl FnMut(&T) -> std::cmp::Ordering) {
    match (list.binary_search_by(order), entry) {
        (Ok(at), Some(entry)) => {
            if let Some(known) = list.get_mut(at) {
                *known = entry;
            }
        }
        (Ok(at), None) => drop(list.remove(at)),
        (Err(at), Some(entry)) => list.insert(at, entry),
        (Err(_), None) => {}
    }
}
