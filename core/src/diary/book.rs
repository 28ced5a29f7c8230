//! Who meets when, and what stands in the way of one more.
#![expect(clippy::indexing_slicing, reason = "pairs, people and slots are those of the problem")]

use super::problem::{NONE, Problem};

/// All diaries together.
#[derive(Debug, Clone)]
pub(crate) struct Book<'a> {
    pub(crate) problem: &'a Problem<'a>,
    /// The start of each pair's session, or [`NONE`].
    pub(crate) at: Vec<u32>,
    /// Pairs that stay where they are.
    pub(crate) fixed: Vec<bool>,
    /// By person: starts and pairs, ascending.
    booked: Vec<Vec<(u32, u32)>>,
    /// If rooms are few.
    rooms: Option<Rooms>,
}

#[derive(Debug, Clone)]
struct Rooms {
    most: u32,
    /// By slot: how many sessions reach into it.
    taken: Vec<u32>,
    /// By slot: the pairs that start there.
    starting: Vec<Vec<u32>>,
}

/// Somebody or something that can take no more: sessions one of which would have to go.
enum Full {
    Week(u32, (u32, u32)),
    Room(u32),
}

/// A change that is thought of: these pairs are gone from where they are, and one has come.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Change {
    pub(super) gone: [Option<u32>; 2],
    pub(super) came: Option<(u32, u32)>,
}

impl<'a> Book<'a> {
    pub(crate) fn new(problem: &'a Problem<'a>) -> Self {
        let slots = problem.slots as usize;
        let rooms = problem.rooms.map(|most| Rooms { most, taken: vec![0; slots], starting: vec![Vec::new(); slots] });
        let pairs = problem.pairs.len();
        let booked = vec![Vec::new(); problem.people.len()];
        Book { problem, at: vec![NONE; pairs], fixed: vec![false; pairs], booked, rooms }
    }

    pub(crate) fn has(&self, pair: u32) -> bool {
        self.at[pair as usize] != NONE
    }

    pub(crate) fn put(&mut self, pair: u32, start: u32) {
        self.at[pair as usize] = start;
        for person in self.problem.pairs[pair as usize].people {
            let booked = &mut self.booked[person as usize];
            let place = booked.partition_point(|&session| session < (start, pair));
            booked.insert(place, (start, pair));
        }
        if let Some(rooms) = &mut self.rooms {
            let end = start + self.problem.length;
            (start..end).for_each(|slot| rooms.taken[slot as usize] += 1);
            rooms.starting[start as usize].push(pair);
        }
    }

    pub(crate) fn take(&mut self, pair: u32) -> u32 {
        let start = std::mem::replace(&mut self.at[pair as usize], NONE);
        if start == NONE {
            return NONE;
        }
        for person in self.problem.pairs[pair as usize].people {
            self.booked[person as usize].retain(|&(_, other)| other != pair);
        }
        if let Some(rooms) = &mut self.rooms {
            let end = start + self.problem.length;
            (start..end).for_each(|slot| rooms.taken[slot as usize] -= 1);
            rooms.starting[start as usize].retain(|&other| other != pair);
        }
        start
    }

    /// Whether a pair could have its session at a start that both have.
    pub(crate) fn is_free(&self, pair: u32, start: u32) -> bool {
        let change = Change { gone: [Some(pair), None], came: None };
        let mut people = self.problem.pairs[pair as usize].people.into_iter();
        people.all(|person| self.near(person, start).all(|(_, other)| other == pair))
            && self.full(pair, start, change).is_none()
    }

    /// Sessions of a person that are too near to a start.
    pub(super) fn near(&self, person: u32, start: u32) -> impl Iterator<Item = (u32, u32)> + '_ {
        let apart = self.problem.people[person as usize].apart;
        let booked = &self.booked[person as usize];
        let first = booked.partition_point(|&(other, _)| other.saturating_add(apart) <= start);
        booked[first..].iter().copied().take_while(move |&(other, _)| other < start.saturating_add(apart))
    }

    /// Whether `pair`, which `came` has put out, could start there: `true`, or which single session would have to go for it. Where rooms are
    /// full, they are asked of only if `ask` says so.
    pub(super) fn look(
        &self,
        pair: u32,
        start: u32,
        came: Option<(u32, u32)>,
        ask: impl FnOnce(u32) -> bool,
        out: &mut Vec<u32>,
    ) -> bool {
        out.clear();
        let mut forced = None;
        for person in self.problem.pairs[pair as usize].people {
            for (_, other) in self.near(person, start).filter(|(_, other)| *other != pair) {
                if self.fixed[other as usize] || forced.is_some_and(|known| known != other) {
                    return false;
                }
                forced = Some(other);
            }
            let clashes = |&(other, at): &(u32, u32)| {
                self.involves(other, person) && at.abs_diff(start) < self.problem.people[person as usize].apart
            };
            if came.as_ref().is_some_and(clashes) {
                return false;
            }
        }
        let change = |goes| Change { gone: [Some(pair), goes], came };
        if forced.is_some() {
            if self.full(pair, start, change(forced)).is_none() {
                out.extend(forced);
            }
            return false;
        }
        let Some(full) = self.full(pair, start, change(None)) else { return true };
        if matches!(full, Full::Room(slot) if !ask(slot)) {
            return false;
        }
        self.of(&full, |other| {
            let may = other != pair && !self.fixed[other as usize];
            if may && self.full(pair, start, change(Some(other))).is_none() {
                out.push(other);
            }
        });
        false
    }

    /// Everything that is in the way of a start, however much that is; nothing if it is free. Where rooms are full, they are asked of only if
    /// `ask` says so.
    pub(super) fn obstacles(
        &self,
        pair: u32,
        start: u32,
        came: Option<(u32, u32)>,
        ask: impl FnOnce(u32) -> bool,
        out: &mut Vec<u32>,
    ) {
        out.clear();
        for person in self.problem.pairs[pair as usize].people {
            out.extend(self.near(person, start).map(|(_, other)| other).filter(|other| *other != pair));
        }
        if out.is_empty()
            && let Some(full) = self.full(pair, start, Change { gone: [Some(pair), None], came })
            && !matches!(full, Full::Room(slot) if !ask(slot))
        {
            self.of(&full, |other| out.push(other));
        }
    }

    /// What a person's own diary has against a start: the sessions too near, or else a whole week that is full.
    pub(crate) fn against(&self, person: u32, pair: u32, start: u32, out: &mut Vec<u32>) {
        let before = out.len();
        out.extend(self.near(person, start).map(|(_, other)| other).filter(|other| *other != pair));
        let gone = Change { gone: [Some(pair), None], came: None };
        if out.len() == before
            && let Some(week) = self.full_week(person, start, gone)
        {
            out.extend(self.within(person, week).iter().map(|&(_, other)| other).filter(|other| *other != pair));
        }
    }

    fn involves(&self, pair: u32, person: u32) -> bool {
        self.problem.pairs[pair as usize].people.contains(&person)
    }

    /// The sessions that fill something.
    fn of(&self, full: &Full, mut each: impl FnMut(u32)) {
        match *full {
            Full::Week(person, week) => self.within(person, week).iter().for_each(|&(_, pair)| each(pair)),
            Full::Room(slot) => {
                let Some(rooms) = &self.rooms else { return };
                let first = (slot + 1).saturating_sub(self.problem.length);
                rooms.starting[first as usize..=slot as usize].iter().flatten().for_each(|&pair| each(pair));
            }
        }
    }

    fn within(&self, person: u32, (from, to): (u32, u32)) -> &[(u32, u32)] {
        let booked = &self.booked[person as usize];
        let at = |slot: u32| booked.partition_point(|&(start, _)| start < slot);
        &booked[at(from)..at(to)]
    }

    /// What has no place for one more after a change: a week of somebody, or the rooms at a slot.
    fn full(&self, pair: u32, start: u32, change: Change) -> Option<Full> {
        for person in self.problem.pairs[pair as usize].people {
            if let Some(week) = self.full_week(person, start, change) {
                return Some(Full::Week(person, week));
            }
        }
        let rooms = self.rooms.as_ref()?;
        let length = self.problem.length;
        let covers = |at: u32, slot: u32| at != NONE && (at..at + length).contains(&slot);
        let full = |&slot: &u32| {
            let gone = change.gone.iter().flatten().filter(|&&pair| covers(self.at[pair as usize], slot)).count();
            let came = usize::from(change.came.is_some_and(|(_, at)| covers(at, slot)));
            rooms.taken[slot as usize] as usize + came - gone >= rooms.most as usize
        };
        (start..start + length).find(full).map(Full::Room)
    }

    /// The week of a start, if a person can take no more in it after a change.
    fn full_week(&self, person: u32, start: u32, change: Change) -> Option<(u32, u32)> {
        let most = self.problem.people[person as usize].most;
        if most == NONE {
            return None;
        }
        let week = self.problem.week(person, start);
        let counts = |pair: u32, at: u32| at != NONE && (week.0..week.1).contains(&at) && self.involves(pair, person);
        let gone = change.gone.iter().flatten().filter(|&&pair| counts(pair, self.at[pair as usize])).count();
        let came = usize::from(change.came.is_some_and(|(pair, at)| counts(pair, at)));
        (self.within(person, week).len() + came - gone >= most as usize).then_some(week)
    }
}
