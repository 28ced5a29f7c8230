//! Why pairs have no session: asked again, start by start.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::people::Side;
use super::{Ground, Key};
use crate::error::{ErrorCode, Problems};
use crate::matching::{NearSession, Unscheduled, UnscheduledCode};
use crate::sessions::{TOLD, message};

impl Ground<'_> {
    pub(super) fn check_reasons(&self, problems: &mut Problems) {
        let wrong = |(k, pair): (usize, &Unscheduled)| {
            let expected = self.reason(pair);
            let field = match pair {
                _ if expected.code != pair.code => "code",
                _ if expected.people != pair.people => "people",
                _ if expected.starts != pair.starts => "starts",
                _ if expected.crowd != pair.crowd => "crowd",
                _ if expected.nearest != pair.nearest => "nearest",
                _ if !self.said(pair, &expected) => "message",
                _ => return None,
            };
            Some((
                format!("unscheduled[{k}].{field}"),
                format!("the reason is `{}`, and told otherwise", expected.code),
            ))
        };
        let found: Vec<_> = self.schedule.unscheduled.par_iter().enumerate().filter_map(wrong).collect();
        for (path, message) in found {
            problems.add(ErrorCode::ScoreMismatch, path, message);
        }
    }

    /// Whether the message of a reason that is right otherwise says it, in words of some language.
    fn said(&self, pair: &Unscheduled, expected: &Unscheduled) -> bool {
        let ids = [pair.mentor.as_str(), pair.mentee.as_str()];
        let told = expected.crowd.and_then(|at| self.schedule.crowds.get(at as usize));
        let code = UnscheduledCode::ALL.into_iter().find(|code| code.as_str() == expected.code);
        let Some(code) = code else { return false };
        let (people, nearest) = (&expected.people, expected.nearest.as_ref());
        let session = self.session as u32;
        self.cohort
            .words()
            .known()
            .any(|words| message(&words, code, ids, people, session, nearest, told) == pair.message)
    }

    fn reason(&self, pair: &Unscheduled) -> Unscheduled {
        let ids = [pair.mentor.as_str(), pair.mentee.as_str()];
        let key = (ids[1], ids[0]);
        let nothing: [Side; 2] = Default::default();
        let sides = self.sides.get(&key).unwrap_or(&nothing);
        let starts = self.starts(key);
        let crowd = self.crowds.get(&key).copied();
        let told = crowd.and_then(|at| self.schedule.crowds.get(at));
        let limited = |id: &&str| self.people.get(*id).is_some_and(|person| !person.allows(1, self.session));
        let mut people: BTreeSet<&str> = BTreeSet::new();
        let mut nearest = None;
        let code = if sides.iter().all(|side| side.free.is_none()) {
            people.extend(ids);
            UnscheduledCode::NoTimesStated
        } else if let Some(told) = told {
            let everybody = told.pairs.iter().flat_map(|pair| [pair.mentor.as_str(), pair.mentee.as_str()]);
            people.extend(everybody.filter(|id| told.person.is_some() && !ids.contains(id)));
            let known = UnscheduledCode::ALL.into_iter().find(|code| code.as_str() == told.code);
            known.unwrap_or(UnscheduledCode::Crowded)
        } else if ids.iter().any(&limited) {
            people.extend(ids.iter().filter(|id| limited(id)));
            UnscheduledCode::WeeklyLimit
        } else if starts.is_empty() {
            people.extend(ids);
            nearest = self.nearest(ids, sides);
            UnscheduledCode::NoCommonTime
        } else {
            let in_the_way = |start: i64| ids.into_iter().flat_map(move |id| self.blocking(id, key, start));
            let only_rooms = |&start: &i64| in_the_way(start).next().is_none();
            let others: BTreeSet<Key<'_>> = starts.iter().flat_map(|&start| in_the_way(start)).collect();
            if starts.iter().any(|&start| self.is_free(key, start)) {
                UnscheduledCode::Deadline
            } else if starts.iter().all(only_rooms) {
                UnscheduledCode::NoRoom
            } else {
                people.extend(others.iter().flat_map(|key| [key.0, key.1]).filter(|id| !ids.contains(id)));
                UnscheduledCode::TimesTaken
            }
        };
        let people: Vec<String> = people.into_iter().take(TOLD).map(str::to_owned).collect();
        Unscheduled {
            mentor: pair.mentor.clone(),
            mentee: pair.mentee.clone(),
            code: code.as_str().to_owned(),
            message: String::new(),
            people,
            starts: starts.len() as u32,
            crowd: crowd.map(|at| at as u32),
            nearest,
        }
    }

    /// The session for which one of the two has too little time, and least so; then the earliest; then for lack of the mentor.
    fn nearest(&self, ids: [&str; 2], sides: &[Side; 2]) -> Option<NearSession> {
        let end = self.cohort.roster().plan.as_ref().map_or(0, |plan| i64::from(plan.minutes()));
        let mut best: Option<(i64, i64, usize)> = None;
        for start in (0..=end - self.session).step_by(self.grid as usize) {
            let [mentor, mentee] = sides;
            for (who, lacking, other) in [(0, mentor, mentee), (1, mentee, mentor)] {
                let Some(free) = lacking.free.as_ref().filter(|_| other.has(start, self.session)) else { continue };
                let inside = |&(from, to): &(i64, i64)| (to.min(start + self.session) - from.max(start)).max(0);
                let lack = (self.session - free.iter().map(inside).sum::<i64>(), start, who);
                if lack.0 < self.session {
                    best = Some(best.map_or(lack, |best| best.min(lack)));
                }
            }
        }
        let (minutes, start, who) = best?;
        Some(NearSession {
            person: ids.get(who).map(|&id| id.to_owned())?,
            minutes: minutes as u32,
            start: self.utc(start),
            end: self.utc(start + self.session),
        })
    }
}
