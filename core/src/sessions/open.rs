//! The starts that are left to people beside sessions that are held.

use std::collections::BTreeMap;

use super::starts::{Starts, each_word};
use super::stated::{keeps_to, roles};
use crate::cohort::Cohort;
use crate::roster::{MenteeIx, MentorIx};

impl Starts {
    /// The same without those that sessions keep somebody from: their own, with buffers and full weeks, and whatever finds no room. Sessions
    /// are told by pair and by the minute at which they start. O(sessions · log + people · starts / 64 if rooms are few).
    pub(crate) fn beside(
        mut self,
        cohort: &Cohort,
        held: impl Iterator<Item = ((MenteeIx, MentorIx), u32)>,
        rooms: Option<u32>,
    ) -> Self {
        let clock = self.clock;
        let length = clock.session.div_ceil(clock.grid);
        let mut booked: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        let mut taken = vec![0_u32; clock.slots as usize];
        for ((mentee, mentor), minute) in held {
            let start = minute / clock.grid;
            for id in [&cohort.mentor(mentor).id, &cohort.mentee(mentee).id] {
                booked.entry(id).or_default().push(start);
            }
            let slots = taken.get_mut(start as usize..).unwrap_or_default();
            slots.iter_mut().take(length as usize).for_each(|taken| *taken += 1);
        }
        for (id, starts) in booked {
            let closed = closed(cohort, id, &starts, (clock.session, clock.grid, clock.slots));
            let close = |row: &mut [u64]| closed.iter().for_each(|&(from, to)| clear(row, from, to));
            if let Some(mentor) = cohort.find_mentor(id) {
                close(self.mentors.row_mut(mentor));
            }
            if let Some(mentee) = cohort.find_mentee(id) {
                close(self.mentees.row_mut(mentee));
            }
        }
        if let Some(rooms) = rooms {
            let full = (0_u32..).zip(&taken).filter(|(_, taken)| **taken >= rooms).map(|(slot, _)| slot);
            let full: Vec<(u32, u32)> = full.map(|slot| (slot.saturating_sub(length - 1), slot + 1)).collect();
            for side in [&mut self.mentors, &mut self.mentees] {
                side.rows_mut().for_each(|row| full.iter().for_each(|&(from, to)| clear(row, from, to)));
            }
        }
        self
    }
}

/// The ranges of starts that a person's own sessions close.
fn closed(cohort: &Cohort, id: &str, starts: &[u32], (session, grid, slots): (u32, u32, u32)) -> Vec<(u32, u32)> {
    let roles = roles(cohort, id);
    let (apart, limit) = keeps_to(&roles, session, grid);
    let near = |&start: &u32| ((start + 1).saturating_sub(apart), (start + apart).min(slots));
    let mut closed: Vec<(u32, u32)> = starts.iter().map(near).collect();
    let zone = roles.into_iter().flatten().next();
    if let (Some(limit), Some(zone), Some(plan)) = (limit, zone, cohort.roster().plan.as_ref()) {
        let weeks: Vec<u32> = plan.weeks(zone).into_iter().map(|minute| minute.div_ceil(grid)).collect();
        let mut held: BTreeMap<usize, u32> = BTreeMap::new();
        for &start in starts {
            *held.entry(weeks.partition_point(|&begin| begin <= start)).or_insert(0) += 1;
        }
        for (week, _) in held.into_iter().filter(|(_, held)| *held >= limit) {
            let begin = week.checked_sub(1).and_then(|before| weeks.get(before)).copied().unwrap_or(0);
            closed.push((begin, weeks.get(week).copied().unwrap_or(slots)));
        }
    }
    closed
}

fn clear(row: &mut [u64], from: u32, to: u32) {
    each_word(row, from, to, |word, mask| *word &= !mask);
}
