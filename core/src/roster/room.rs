//! One person more, or one less: everybody after them in the order of ids gets another number.

use super::{MenteeRow, MentorRow, Roster};
use crate::side::Side;

/// Inserts somebody into a list of people. O(people).
pub(crate) fn insert<P>(people: &mut Vec<P>, at: usize, person: P) {
    reserve(people, 1);
    people.insert(at.min(people.len()), person);
}

/// Inserts people, in their order, into a list in that order; `after` is whether one comes after another. Until all are there, `nobody` stands where
/// there is no one yet. O(people).
pub(crate) fn merge<P>(people: &mut Vec<P>, mut come: Vec<P>, after: impl Fn(&P, &P) -> bool, nobody: impl Fn() -> P) {
    reserve(people, come.len());
    let (mut from, mut to) = (people.len(), people.len() + come.len());
    people.resize_with(to, nobody);
    while let Some(last) = come.pop() {
        while from > 0 && people.get(from - 1).is_some_and(|person| after(person, &last)) {
            (from, to) = (from - 1, to - 1);
            people.swap(from, to);
        }
        to -= 1;
        if let Some(place) = people.get_mut(to) {
            *place = last;
        }
    }
}

/// Makes room for a quarter more, so that a list grows seldom: each time it may leave a hole of its size with the allocator.
fn reserve<P>(people: &mut Vec<P>, more: usize) {
    if people.capacity() - people.len() < more {
        people.reserve_exact(more + people.len() / 4);
    }
}

impl Roster {
    /// Makes room on a side for somebody of whom nothing is known yet. O(people + pairs of whom something is known).
    pub(crate) fn open(&mut self, side: Side, at: u32) {
        match side {
            Side::Mentor => insert(self.mentors.list(), at as usize, MentorRow::default()),
            Side::Mentee => insert(&mut self.mentees, at as usize, MenteeRow::default()),
        }
        self.columns.iter_mut().for_each(|(_, column)| column.open(side, at));
        macro_rules! each {
            ($($table:ident)+) => { $(match side {
                Side::Mentor => self.$table.open_entry(at),
                Side::Mentee => self.$table.open_row(at),
            })+ };
        }
        each!(same_person blocked preferred affinity met locked apart incumbent);
    }

    /// Forgets somebody on a side, and what was known of them and others. O(people + pairs of whom something is known).
    pub(crate) fn close(&mut self, side: Side, at: u32) {
        match side {
            Side::Mentor if (at as usize) < self.mentors.len() => drop(self.mentors.list().remove(at as usize)),
            Side::Mentee if (at as usize) < self.mentees.len() => drop(self.mentees.remove(at as usize)),
            _ => return,
        }
        self.columns.iter_mut().for_each(|(_, column)| column.close(side, at));
        macro_rules! each {
            ($($table:ident)+) => { $(match side {
                Side::Mentor => self.$table.close_entry(at),
                Side::Mentee => self.$table.close_row(at),
            })+ };
        }
        each!(same_person blocked preferred affinity met locked apart incumbent);
    }
}
