//! When pairs meet that are chosen already: as many sessions as possible, in everybody's diary.
//!
//! **Problem.** Pairs of two people, and the starts that both have. Nobody's sessions start nearer to each other than `apart` slots, nor are
//! more than `most` of them in a week; at no slot are there more sessions than rooms. Hold as many as possible.
//!
//! **Method.** Whoever has the fewest starts chooses first; who finds none free makes place along [alternating paths](insert). Who is
//! left has reasons: [crowds](crowd), pairs around one person (or around the rooms) that have fewer places than they are. Where counting
//! places does not show it, few pairs are tried [set by set](subset). Crowds that share no pair bound every plan by
//! `pairs − Σ (pairs of the crowd − its places)`. At last every session [moves](polish) to a better time if it can by itself.
//!
//! **What is exact.** With sessions of one slot, no buffers, and one end of each pair in no other pair, everything is a flow: slots in weeks,
//! or mentors' slots in rooms (both together are none). Then paths find the most, and the crowd around every mentor, or around all rooms, proves it
//! (P. Hall, "On representatives of subsets", 1935; R. Rado, "A theorem on independence relations", 1942, for the weeks). With longer sessions and up
//! to [`subset::MOST_PAIRS`] pairs of a person, sets decide. All else is NP-hard (Even, Itai, Shamir 1976; Simons, Sipser 1984), and the
//! bound may be above what is possible.

mod add;
mod book;
mod crowd;
mod insert;
mod polish;
mod problem;
mod subset;

use std::cmp::Reverse;

use crate::control::Control;
use crate::error::Error;

pub(crate) use add::{add, fit};
pub(crate) use book::Book;
pub(crate) use crowd::{Crowd, union};
pub(crate) use polish::is_good;
pub(crate) use problem::{NONE, Pair, Person, Problem, Rows};

/// A plan, and why there is no larger one.
#[derive(Debug)]
pub(crate) struct Planned<'a> {
    pub(crate) book: Book<'a>,
    /// No two of them share a pair.
    pub(crate) crowds: Vec<Crowd>,
    /// Whether there was time for everything.
    pub(crate) complete: bool,
}

/// Finds starts for as many pairs as it can. Those of `kept`, pairs with starts, that fit one after the other stay where they are.
///
/// # Errors
/// Cancelled.
pub(crate) fn plan<'a>(problem: &'a Problem<'a>, kept: &[(u32, u32)], control: &Control) -> Result<Planned<'a>, Error> {
    let mut book = Book::new(problem);
    for &(pair, start) in kept {
        let has = problem.starts(pair).any(|(from, to)| (from..to).contains(&start));
        if has && !book.has(pair) && book.is_free(pair, start) {
            book.put(pair, start);
            if let Some(fixed) = book.fixed.get_mut(pair as usize) {
                *fixed = true;
            }
        }
    }
    let mut complete = insert::fill(&mut book, control)?;
    let mut crowds = if complete { crowds(&mut book, control)? } else { Vec::new() };
    if complete && let Some(rooms) = crowd::in_rooms(&book, control)? {
        // Instead of those that share a pair with it, if it lacks more than they do.
        let apart = |crowd: &Crowd| crowd.pairs.iter().all(|pair| rooms.pairs.binary_search(pair).is_err());
        let shared: u32 = crowds.iter().filter(|crowd| !apart(crowd)).map(Crowd::lacks).sum();
        if rooms.lacks() > shared {
            crowds.retain(apart);
            crowds.push(rooms);
        }
    }
    // Sessions that move may make place for others.
    let mut left = u32::MAX;
    while complete {
        complete = polish::polish(&mut book, control)?;
        let without = if complete { insert::place(&mut book, control)? } else { None };
        let Some(without) = without else {
            complete = false;
            break;
        };
        let before = std::mem::replace(&mut left, without.len() as u32);
        if before == left {
            break;
        }
    }
    Ok(Planned { book, crowds, complete })
}

/// Crowds around people; and what their own diaries show better than searches did, where nobody else is concerned.
fn crowds(book: &mut Book<'_>, control: &Control) -> Result<Vec<Crowd>, Error> {
    let problem = book.problem;
    let possible = |pair: &u32| problem.starts(*pair).next().is_some();
    let by_person = problem.by_person();
    let mut found = Vec::new();
    for (pairs, person) in by_person.iter().zip(0..) {
        let pairs: Vec<u32> = pairs.iter().copied().filter(possible).collect();
        if pairs.iter().all(|&pair| book.has(pair)) {
            continue;
        }
        control.check()?;
        if control.is_expired() {
            return Ok(Vec::new());
        }
        let around = crowd::around(problem, person, &pairs, control)?;
        let alone = |&pair: &u32| {
            let ends = problem.pairs.get(pair as usize).map(|pair| pair.people);
            ends.into_iter()
                .flatten()
                .all(|end| end == person || by_person.get(end as usize).is_some_and(|it| it.len() == 1))
        };
        let fixed = |&pair: &u32| book.fixed.get(pair as usize) == Some(&true);
        let held = pairs.iter().filter(|&&pair| book.has(pair)).count();
        if problem.rooms.is_none() && around.held.len() > held && pairs.iter().all(alone) && !pairs.iter().any(fixed) {
            pairs.iter().for_each(|&pair| _ = book.take(pair));
            around.held.iter().for_each(|&(pair, start)| book.put(pair, start));
        }
        found.extend(around.crowd);
    }
    // Those that lack the most first; the others count with the pairs that are left to them.
    found.sort_by_key(|crowd| (Reverse(crowd.lacks()), crowd.person));
    let mut used = vec![false; problem.pairs.len()];
    let mut crowds: Vec<Crowd> = Vec::new();
    for crowd in found {
        let is_used = |pair: &u32| used.get(*pair as usize) == Some(&true);
        let mut kept = Some(crowd);
        if let Some(crowd) = kept.take_if(|crowd| crowd.pairs.iter().any(is_used)) {
            let rest: Vec<u32> = crowd.pairs.iter().copied().filter(|pair| !is_used(pair)).collect();
            if let Some(person) = crowd.person.filter(|_| rest.len() > 1) {
                kept = crowd::around(problem, person, &rest, control)?.crowd;
            }
        }
        if let Some(crowd) = kept {
            for &pair in &crowd.pairs {
                if let Some(used) = used.get_mut(pair as usize) {
                    *used = true;
                }
            }
            crowds.push(crowd);
        }
    }
    crowds.sort_by_key(|crowd| crowd.person);
    Ok(crowds)
}
