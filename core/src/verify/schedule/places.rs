//! Where a pair could be: asked of everybody's diary, minute by minute.

use rayon::prelude::*;

use super::people::Side;
use super::{Ground, Key};
use crate::error::{ErrorCode, Problems};
use crate::matching::{Session, Unscheduled};

impl<'a> Ground<'a> {
    /// All starts on the grid at which both are free, ascending.
    pub(super) fn starts(&self, key: Key<'_>) -> Vec<i64> {
        let Some(sides) = self.sides.get(&key) else { return Vec::new() };
        let (one, other) = match sides {
            [Side { free: Some(free), .. }, other] => (free, other),
            [other, Side { free: Some(free), .. }] => (free, other),
            _ => return Vec::new(),
        };
        let limited = [key.0, key.1].iter().filter_map(|id| self.people.get(id)).any(|it| !it.allows(1, self.session));
        let on_grid = one.iter().filter(|_| !limited).flat_map(|&(from, to)| {
            let first = (from + self.grid - 1) / self.grid * self.grid;
            (first..=to - self.session).step_by(self.grid as usize)
        });
        on_grid.filter(|&start| other.has(start, self.session)).collect()
    }

    /// Whether a pair could be at a start, with all other sessions as they are.
    pub(super) fn is_free(&self, key: Key<'_>, start: i64) -> bool {
        [key.0, key.1].iter().all(|id| self.blocking(id, key, start).is_empty()) && self.has_room(key, start)
    }

    /// The sessions of a person that keep a pair from a start: those too near, or else a whole week that is full.
    pub(super) fn blocking(&self, id: &str, key: Key<'_>, start: i64) -> Vec<Key<'a>> {
        let (Some(diary), Some(person)) = (self.diaries.get(id), self.people.get(id)) else { return Vec::new() };
        let apart = self.session + person.buffer;
        let near = diary.range(start - apart + 1..start + apart).map(|(_, &other)| other);
        let near: Vec<Key<'a>> = near.filter(|other| *other != key).collect();
        if !near.is_empty() || person.is_unlimited() {
            return near;
        }
        let week = person.week(start);
        let same = diary.iter().filter(|(at, other)| person.week(**at) == week && **other != key);
        let same: Vec<Key<'a>> = same.map(|(_, &other)| other).collect();
        if person.allows(same.len() as i64 + 1, self.session) { Vec::new() } else { same }
    }

    fn has_room(&self, key: Key<'_>, start: i64) -> bool {
        let Some(rooms) = self.rooms else { return true };
        let own = self.diaries.get(key.0).and_then(|diary| diary.iter().find(|(_, other)| **other == key));
        let own = own.map(|(at, _)| *at..*at + self.session);
        (start..start + self.session).all(|minute| {
            let mine = u32::from(own.as_ref().is_some_and(|own| own.contains(&minute)));
            usize::try_from(minute).ok().and_then(|at| self.busy.get(at)).is_some_and(|&busy| busy - mine < rooms)
        })
    }

    /// That nobody without a session could have one as things are, and no session a better time by itself.
    pub(super) fn check_places(&self, problems: &mut Problems) {
        let better = |(k, session): (usize, &Session)| {
            let key = (session.mentee.as_str(), session.mentor.as_str());
            let (Some(at), Some(sides)) = (self.minute(&session.start), self.sides.get(&key)) else { return None };
            let good = |start: i64| sides.iter().all(|side| side.prefers(start, self.session));
            let is_better = |start: &i64| match (session.preferred, good(*start)) {
                (false, true) => true,
                (true, false) => false,
                _ => *start < at,
            };
            let found = self.starts(key).into_iter().find(|start| is_better(start) && self.is_free(key, *start));
            found.map(|start| (format!("sessions[{k}].start"), format!("it could be at {}", self.utc(start))))
        };
        let sessions = self.schedule.sessions.par_iter().enumerate();
        let moves = sessions.filter(|(_, session)| !session.kept).filter_map(better);
        let possible = |(k, pair): (usize, &Unscheduled)| {
            let key = (pair.mentee.as_str(), pair.mentor.as_str());
            let found = self.starts(key).into_iter().find(|start| self.is_free(key, *start));
            found.map(|start| (format!("unscheduled[{k}]"), format!("they could meet at {}", self.utc(start))))
        };
        let places = self.schedule.unscheduled.par_iter().enumerate().filter_map(possible);
        let found: Vec<(String, String)> = moves.chain(places).collect();
        for (path, message) in found {
            problems.add(ErrorCode::StatusMismatch, path, message);
        }
    }
}
