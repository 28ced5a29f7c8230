//! In which round locked pairs meet: each in the first one in which both are free, in the order of their ids.

use std::collections::BTreeSet;

use super::people::{People, PersonIx};
use crate::error::{Error, ErrorCode, Problems};
use crate::read::excerpt;

/// The locked pairs of each round, in order. A pair that is locked both ways round is one.
///
/// # Errors
/// [`ErrorCode::LockForbidden`] for a pair of whom one blocks the other, or who are apart, in another role; [`ErrorCode::LockOverCapacity`] for one that
/// finds no round.
pub(crate) fn locked_by_round(people: &People<'_>, rounds: usize) -> Result<Vec<Vec<(PersonIx, PersonIx)>>, Error> {
    let mut by_round: Vec<Vec<(PersonIx, PersonIx)>> = vec![Vec::new(); rounds];
    let mut busy: Vec<BTreeSet<PersonIx>> = vec![BTreeSet::new(); rounds];
    let mut problems = Problems::default();
    let pairs: BTreeSet<(PersonIx, PersonIx)> = people
        .cohort
        .roster()
        .locked
        .iter()
        .map(|(mentor, mentee, ())| (people.of_mentor(mentor), people.of_mentee(mentee)))
        .map(|(one, other)| (one.min(other), one.max(other)))
        .collect();
    for (a, b) in pairs {
        let who = || format!("`{}` and `{}` are locked", excerpt(people.id(a)), excerpt(people.id(b)));
        if people.block(a, b) {
            let message = format!("{}, but in another role one blocks the other", who());
            problems.add(ErrorCode::LockForbidden, "locked", message);
            continue;
        }
        if people.are_apart(a, b) {
            let message = format!("{}, but in another role they are `apart`", who());
            problems.add(ErrorCode::LockForbidden, "locked", message);
            continue;
        }
        let free = busy.iter_mut().zip(&mut by_round).find(|(busy, _)| !busy.contains(&a) && !busy.contains(&b));
        match free {
            Some((busy, pairs)) => {
                busy.extend([a, b]);
                pairs.push((a, b));
            }
            None => {
                let message = format!("{}, but one of them is in another locked pair in every round", who());
                problems.add(ErrorCode::LockOverCapacity, "rounds", message);
            }
        }
    }
    problems.into_result()?;
    Ok(by_round)
}
