//! How a schedule says why a pair has no time.

use crate::matching::{NearSession, SessionCrowd, UnscheduledCode};

/// One sentence. Everything in it is in the document, too.
pub(crate) fn message(
    code: UnscheduledCode,
    [mentor, mentee]: [&str; 2],
    people: &[String],
    session: u32,
    nearest: Option<&NearSession>,
    crowd: Option<&SessionCrowd>,
) -> String {
    let both = format!("`{mentor}` and `{mentee}`");
    let who = crowd.and_then(|crowd| crowd.person.as_deref()).unwrap_or_default();
    let (most, pairs) = crowd.map_or((0, 0), |crowd| (crowd.most, crowd.pairs.len()));
    match code {
        UnscheduledCode::NoTimesStated => format!("neither `{mentor}` nor `{mentee}` states when they have time"),
        UnscheduledCode::WeeklyLimit if crowd.is_some() => {
            format!("within the weekly limit of `{who}` no more than {most} of {pairs} conversations can be held")
        }
        UnscheduledCode::WeeklyLimit => {
            format!("the weekly limit of {} is less than one conversation of {session} minutes", named(people))
        }
        UnscheduledCode::NoCommonTime => {
            let never = format!("{both} are never both free for {session} minutes");
            match nearest {
                Some(NearSession { person, minutes, start, .. }) => {
                    format!("{never}; with {minutes} more minutes of `{person}` they could meet at {start}")
                }
                None => never,
            }
        }
        UnscheduledCode::Crowded => {
            format!("`{who}` has time for no more than {most} of {pairs} conversations that have no other time")
        }
        UnscheduledCode::NoRoom if crowd.is_some() => {
            format!("there are rooms for no more than {most} of {pairs} conversations that have no other time")
        }
        UnscheduledCode::NoRoom => format!("whenever {both} are free, every room is taken"),
        UnscheduledCode::TimesTaken if people.is_empty() => {
            format!("whenever {both} are free, another conversation of theirs or a full room is in the way")
        }
        UnscheduledCode::TimesTaken => {
            format!("whenever {both} are free, conversations with {} are in the way", named(people))
        }
        UnscheduledCode::Deadline => format!("time ran out before {both} had a place"),
    }
}

fn named(people: &[String]) -> String {
    let quoted: Vec<String> = people.iter().map(|id| format!("`{id}`")).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
