//! Slots for pairs that are chosen already.
//!
//! If no mentee has two pairs, every mentor is a matching problem of their own, mentees to slots, solved by alternating paths. A search
//! that fails has found why (Hall): the pairs it saw have, all together, no slots but those that pairs it saw already have.
//! With several pairs a mentee that is NP-hard: pairs with the fewest slots come first, and nothing is proved of who is left out.
#![expect(clippy::indexing_slicing, reason = "people and words come from the checked problem")]

use super::problem::check_rows;
use super::slots::{Rows, has, ones, set, words};
use crate::control::Control;
use crate::error::{Error, ErrorCode, Problems};

/// Pairs, and when everybody is free; rows of slots as in [`ScheduleProblem`](super::problem::ScheduleProblem).
#[derive(Debug, Clone, Copy)]
pub struct TimetableProblem<'a> {
    /// The mentee of each pair: a row of `mentee_free`.
    pub mentee: &'a [u32],
    /// The mentor of each pair: a row of `mentor_free`.
    pub mentor: &'a [u32],
    /// How many slots there are.
    pub slots: u32,
    /// When each mentee is free.
    pub mentee_free: &'a [u64],
    /// When each mentor is free.
    pub mentor_free: &'a [u64],
}

/// Pairs of one mentor that have fewer slots than they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crowd {
    /// Positions of pairs, ascending.
    pub pairs: Vec<u32>,
    /// All slots that any of them has in common with the mentor, ascending: fewer than pairs.
    pub slots: Vec<u32>,
}

/// When pairs meet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timetable {
    /// The slot of each pair, if it has one.
    pub slots: Vec<Option<u32>>,
    /// Why pairs have none, by mentor: as many pairs are left out as crowds have more pairs than slots, and no timetable leaves
    /// out fewer. Empty if some mentee has several pairs.
    pub crowds: Vec<Crowd>,
    /// Whether no timetable has more pairs.
    pub proved: bool,
}

fn check(problem: &TimetableProblem<'_>) -> Result<(), Error> {
    let TimetableProblem { mentee, mentor, slots, mentee_free, mentor_free } = *problem;
    let mut problems = Problems::default();
    if mentor.len() != mentee.len() || mentee.len() >= u32::MAX as usize {
        let message = format!("{} mentors for {} mentees", mentor.len(), mentee.len());
        problems.add(ErrorCode::LengthMismatch, "mentor", message);
    }
    for (path, rows, people, free) in
        [("mentee", "mentee_free", mentee, mentee_free), ("mentor", "mentor_free", mentor, mentor_free)]
    {
        let Some(count) = check_rows(slots, rows, free, &mut problems) else { continue };
        for (at, &person) in people.iter().enumerate().filter(|(_, person)| **person as usize >= count) {
            let message = format!("`{person}` is not below {count}, the number of rows");
            problems.add(ErrorCode::OutOfRange, format!("{path}[{at}]"), message);
        }
    }
    problems.into_result()
}

/// Finds slots for as many pairs as it can.
pub(crate) fn timetable(problem: &TimetableProblem<'_>, control: &Control) -> Result<Timetable, Error> {
    check(problem)?;
    control.check()?;
    let mut pairs_of = vec![0_u32; problem.mentee_free.len() / words(problem.slots)];
    problem.mentee.iter().for_each(|&mentee| pairs_of[mentee as usize] += 1);
    let single = pairs_of.iter().all(|&pairs| pairs <= 1);
    let (mut mentees, mentors) =
        (Rows::starts(problem.mentee_free, problem.slots, 1), Rows::starts(problem.mentor_free, problem.slots, 1));
    let mut order: Vec<u32> = (0..problem.mentee.len() as u32).collect();
    order.sort_by_key(|&pair| problem.mentor[pair as usize]);
    let mut found = Timetable { slots: vec![None; order.len()], crowds: Vec::new(), proved: true };
    for group in order.chunk_by(|&a, &b| problem.mentor[a as usize] == problem.mentor[b as usize]) {
        control.check()?;
        let mentor = mentors.row(problem.mentor[group[0] as usize]);
        let mut desk =
            Desk { problem, mentees: &mentees, mentor, at: vec![None; mentor.len() * 64], slots: &mut found.slots };
        let left = group.iter().filter(|&&pair| !desk.seat(pair)).count();
        if left > 0 {
            found.proved = single;
            if single {
                let crowd = desk.crowd(group);
                found.crowds.push(crowd);
            }
        }
        if !single {
            for &pair in group {
                if let Some(slot) = found.slots[pair as usize] {
                    set(mentees.row_mut(problem.mentee[pair as usize]), slot, false);
                }
            }
        }
    }
    Ok(found)
}

/// The slots of one mentor.
struct Desk<'a> {
    problem: &'a TimetableProblem<'a>,
    mentees: &'a Rows<'a>,
    mentor: &'a [u64],
    /// By slot: who has it.
    at: Vec<Option<u32>>,
    slots: &'a mut Vec<Option<u32>>,
}

impl Desk<'_> {
    /// Everything that alternating paths reach from these pairs: slots with the pair that reached them, in order.
    fn reach(&self, from: Vec<u32>) -> (Vec<u32>, Vec<(u32, u32)>) {
        let mut seen = vec![0; self.mentor.len()];
        let (mut pairs, mut slots) = (from, Vec::new());
        let mut next = 0;
        while let Some(&pair) = pairs.get(next) {
            next += 1;
            let row = self.mentees.row(self.problem.mentee[pair as usize]);
            let common: Vec<u64> = row.iter().zip(self.mentor).map(|(a, b)| a & b).collect();
            for slot in ones(&common) {
                if !has(&seen, slot) {
                    set(&mut seen, slot, true);
                    slots.push((slot, pair));
                    match self.at[slot as usize] {
                        Some(other) => pairs.push(other),
                        None => return (pairs, slots),
                    }
                }
            }
        }
        (pairs, slots)
    }

    fn seat(&mut self, pair: u32) -> bool {
        let (_, reached) = self.reach(vec![pair]);
        let Some(&(last, _)) = reached.last().filter(|(slot, _)| self.at[*slot as usize].is_none()) else {
            return false;
        };
        let mut slot = last;
        loop {
            let Some(&(_, comes)) = reached.iter().find(|(at, _)| *at == slot) else { return false };
            self.at[slot as usize] = Some(comes);
            match self.slots[comes as usize].replace(slot) {
                Some(left) => slot = left,
                None => return true,
            }
        }
    }

    /// Those of the group without a slot, and everybody who is in their way.
    fn crowd(&self, group: &[u32]) -> Crowd {
        let left = group.iter().copied().filter(|&pair| self.slots[pair as usize].is_none()).collect();
        let (mut pairs, reached) = self.reach(left);
        let mut slots: Vec<u32> = reached.into_iter().map(|(slot, _)| slot).collect();
        pairs.sort_unstable();
        slots.sort_unstable();
        Crowd { pairs, slots }
    }
}
