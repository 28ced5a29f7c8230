//! How a schedule says why a pair has no time.

use crate::matching::{NearSession, SessionCrowd, UnscheduledCode};
use crate::words::{Phrase, Words};

/// One sentence. Everything in it is in the document, too.
pub(crate) fn message(
    words: &Words,
    code: UnscheduledCode,
    [mentor, mentee]: [&str; 2],
    people: &[String],
    session: u32,
    nearest: Option<&NearSession>,
    crowd: Option<&SessionCrowd>,
) -> String {
    let both = [mentor.into(), mentee.into()];
    let who = crowd.and_then(|crowd| crowd.person.as_deref()).unwrap_or_default();
    let (most, pairs) = crowd.map_or((0, 0), |crowd| (crowd.most, crowd.pairs.len()));
    let within = [most.into(), pairs.into()];
    match code {
        UnscheduledCode::NoTimesStated => words.say(Phrase::UnscheduledNoTimesStated, &both),
        UnscheduledCode::WeeklyLimit if crowd.is_some() => {
            words.say(Phrase::UnscheduledWeeklyLimitCrowd, &[who.into(), within[0], within[1]])
        }
        UnscheduledCode::WeeklyLimit => {
            words.say(Phrase::UnscheduledWeeklyLimit, &[(&named(words, people)).into(), session.into()])
        }
        UnscheduledCode::NoCommonTime => match nearest {
            Some(NearSession { person, minutes, start, .. }) => {
                let more = [session.into(), (*minutes).into(), person.into(), start.into()];
                words.say(Phrase::UnscheduledNoCommonTimeNearest, &[&both[..], &more[..]].concat())
            }
            None => words.say(Phrase::UnscheduledNoCommonTime, &[both[0], both[1], session.into()]),
        },
        UnscheduledCode::Crowded => words.say(Phrase::UnscheduledCrowded, &[who.into(), within[0], within[1]]),
        UnscheduledCode::NoRoom if crowd.is_some() => words.say(Phrase::UnscheduledNoRoomCrowd, &within),
        UnscheduledCode::NoRoom => words.say(Phrase::UnscheduledNoRoom, &both),
        UnscheduledCode::TimesTaken if people.is_empty() => words.say(Phrase::UnscheduledTimesTaken, &both),
        UnscheduledCode::TimesTaken => {
            let people = named(words, people);
            words.say(Phrase::UnscheduledTimesTakenPeople, &[both[0], both[1], (&people).into()])
        }
        UnscheduledCode::Deadline => words.say(Phrase::UnscheduledDeadline, &both),
    }
}

fn named(words: &Words, people: &[String]) -> String {
    let quoted: Vec<String> = people.iter().map(|id| format!("`{id}`")).collect();
    words.list(&quoted.iter().map(String::as_str).collect::<Vec<_>>())
}
