//! Crowds: how many places there really are.

use std::collections::{BTreeMap, BTreeSet};

use super::people::Person;
use super::{Ground, Key};
use crate::error::{ErrorCode, Problems};
use crate::matching::{SessionCrowd, Window};
use crate::sessions::TOLD;

/// More pairs than this are not tried set by set.
const FEW: usize = 12;

impl Ground<'_> {
    pub(super) fn check_crowds(&self, problems: &mut Problems) {
        let mut seen: BTreeSet<Key<'_>> = BTreeSet::new();
        for (crowd, k) in self.schedule.crowds.iter().zip(0_usize..) {
            let path = format!("crowds[{k}]");
            let keys: Vec<Key<'_>> = crowd.pairs.iter().map(|it| (it.mentee.as_str(), it.mentor.as_str())).collect();
            if keys.windows(2).any(|two| matches!(two, [one, other] if one >= other))
                || keys.iter().any(|&key| !self.sides.contains_key(&key) || !seen.insert(key))
            {
                let message = "these are not different pairs of the matching, in order, each in one crowd only";
                problems.add(ErrorCode::BoundMismatch, format!("{path}.pairs"), message);
                continue;
            }
            self.check_crowd(crowd, &keys, &path, problems);
        }
    }

    fn check_crowd(&self, crowd: &SessionCrowd, keys: &[Key<'_>], path: &str, problems: &mut Problems) {
        let mut wrong = |code, field: &str, message: String| problems.add(code, format!("{path}.{field}"), message);
        let starts: Vec<Vec<i64>> = keys.iter().map(|&key| self.starts(key)).collect();
        if starts.iter().any(Vec::is_empty) {
            wrong(ErrorCode::BoundMismatch, "pairs", "a pair without any start is in no crowd".to_owned());
            return;
        }
        let mut all: Vec<i64> = starts.iter().flatten().copied().collect();
        all.sort_unstable();
        all.dedup();
        if crowd.starts as usize != all.len() || crowd.windows != self.windows(&all) {
            wrong(ErrorCode::ScoreMismatch, "starts", format!("they have {} starts at other times", all.len()));
        }
        let (most, code) = match &crowd.person {
            Some(id) => {
                let Some(person) = self.people.get(id.as_str()).filter(|_| keys.iter().all(|key| has(*key, id))) else {
                    wrong(ErrorCode::BoundMismatch, "person", "this person is not in all of the pairs".to_owned());
                    return;
                };
                let most = |person: &Person| match crowd.proof.as_str() {
                    "count" => Some(self.places(person, &all)),
                    "search" if keys.len() <= FEW => Some(self.tried(person, &starts)),
                    _ => None,
                };
                let limited = most(&person.without_limit()).is_some_and(|most| most >= keys.len());
                (most(person), if limited { "weekly_limit" } else { "crowded" })
            }
            None => ((crowd.proof == "count").then(|| self.in_rooms(keys, &starts, &all)), "no_room"),
        };
        if most != Some(crowd.most as usize) || crowd.most as usize >= keys.len() {
            wrong(ErrorCode::BoundMismatch, "most", "this is not how many of them there is place for".to_owned());
        }
        if crowd.code != code {
            wrong(ErrorCode::ScoreMismatch, "code", format!("this is `{code}`"));
        }
    }

    /// The first stretches of starts without a gap, each to the end of its last session.
    fn windows(&self, starts: &[i64]) -> Vec<Window> {
        let runs = starts.chunk_by(|one, other| one + self.grid == *other);
        let ends = runs.filter_map(|run| Some((*run.first()?, *run.last()?)));
        let window = |(from, to)| Window { start: self.utc(from), end: self.utc(to + self.session) };
        ends.map(window).take(TOLD).collect()
    }

    /// One after the other as early as can be.
    fn places(&self, person: &Person, starts: &[i64]) -> usize {
        let (mut places, mut free_from) = (0, i64::MIN);
        let mut weeks: BTreeMap<usize, i64> = BTreeMap::new();
        for &start in starts.iter() {
            let in_week = weeks.entry(person.week(start)).or_default();
            if start >= free_from && person.allows(*in_week + 1, self.session) {
                *in_week += 1;
                places += 1;
                free_from = start + self.session + person.buffer;
            }
        }
        places
    }

    /// The largest set of pairs that one person can meet, by going on from all sets of one size to those of the next.
    fn tried(&self, person: &Person, starts: &[Vec<i64>]) -> usize {
        // By set: when the next session may start, and how many the week of the last one has.
        let mut sets: BTreeMap<usize, Vec<(i64, usize, i64)>> = BTreeMap::from([(0, vec![(i64::MIN, usize::MAX, 0)])]);
        for size in 0..=starts.len() {
            let mut next: BTreeMap<usize, Vec<(i64, usize, i64)>> = BTreeMap::new();
            for (set, ways) in &sets {
                for (pair, starts) in starts.iter().enumerate().filter(|(pair, _)| set & (1 << pair) == 0) {
                    for &(from, week, count) in ways {
                        let fits = |start: &&i64| {
                            let count = if person.week(**start) == week { count + 1 } else { 1 };
                            **start >= from && person.allows(count, self.session)
                        };
                        let Some(&start) = starts.iter().find(fits) else { continue };
                        let now = person.week(start);
                        let way = (start + self.session + person.buffer, now, if now == week { count + 1 } else { 1 });
                        let ways = next.entry(set | 1 << pair).or_default();
                        // In the same week, what is not earlier and has not fewer is of no use; nor in a later one.
                        let no_worse = |one: &(i64, usize, i64)| one.0 <= way.0 && (one.1 < way.1 || one.2 <= way.2);
                        if !ways.iter().any(no_worse) {
                            ways.push(way);
                        }
                    }
                }
            }
            if next.is_empty() {
                return size;
            }
            sets = next;
        }
        starts.len()
    }

    /// What rooms have place for.
    fn in_rooms(&self, keys: &[Key<'_>], starts: &[Vec<i64>], all: &[i64]) -> usize {
        let rooms = self.rooms.unwrap_or(u32::MAX) as usize;
        if self.session <= self.grid {
            let mut mentors: BTreeMap<i64, BTreeSet<&str>> = BTreeMap::new();
            for (key, start) in keys.iter().zip(starts).flat_map(|(key, starts)| starts.iter().map(move |at| (key, at)))
            {
                mentors.entry(*start).or_default().insert(key.1);
            }
            return mentors.values().map(|mentors| mentors.len().min(rooms)).sum();
        }
        rooms.saturating_mul(self.places(&Person::default(), all))
    }
}

fn has(key: Key<'_>, id: &str) -> bool {
    key.0 == id || key.1 == id
}
