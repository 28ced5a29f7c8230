//! When everybody of a cohort could start a session, as sets of bits; and how many sessions that is time for.

use rayon::prelude::*;

use super::stated::{Clock, Stated, keeps_to, roles};
use crate::calendar::Plan;
use crate::cohort::Cohort;
use crate::error::{Error, ErrorCode};
use crate::roster::{MenteeIx, MentorIx};
use crate::schedule::slots::{Rows, meets, ones, set, words};

/// The most words that all sets may have together: a gigabyte, of which a search makes a few copies.
const MOST_WORDS: usize = 1 << 27;

/// Starts of mentors and mentees, in the order of the cohort.
#[derive(Debug, Clone)]
pub(crate) struct Starts {
    pub(crate) clock: Clock,
    pub(crate) mentors: Side,
    pub(crate) mentees: Side,
}

/// Starts of people in one role.
#[derive(Debug, Clone)]
pub(crate) struct Side {
    words: usize,
    bits: Vec<u64>,
    /// By person: whether they state their time; those who do not have all of it.
    states: Vec<bool>,
    /// By person: how many sessions they have time for, within buffers and weekly limits, as if others came whenever they like; no
    /// more than was asked about.
    pub(crate) most: Vec<u32>,
}

impl Starts {
    /// Of a cohort; sessions are counted up to the seats on each side. O(people · (windows + starts / 64)).
    ///
    /// # Errors
    /// [`ErrorCode::TooLarge`] if that many people and starts take more than a gigabyte.
    pub(crate) fn of(cohort: &Cohort, mentor_seats: &[u32], mentee_seats: &[u32]) -> Result<Self, Error> {
        let clock = Clock::of(cohort);
        let people = mentor_seats.len().saturating_add(mentee_seats.len());
        if people.saturating_mul(words(clock.slots)) > MOST_WORDS {
            let message = format!("{} possible starts for each of {people} people are too many", clock.slots);
            return Err(Error::new(ErrorCode::TooLarge, "policy.horizon", message));
        }
        let mentors = Side::of(cohort, clock, mentor_seats, |ix| (&cohort.mentor(ix).id, Stated::mentor(cohort, ix)));
        let mentees = Side::of(cohort, clock, mentee_seats, |ix| (&cohort.mentee(ix).id, Stated::mentee(cohort, ix)));
        Ok(Starts { clock, mentors, mentees })
    }

    /// Whether two people have a start in common; never if neither of them states their time.
    pub(crate) fn meet(&self, mentor: MentorIx, mentee: MenteeIx) -> bool {
        (self.mentors.states(mentor) || self.mentees.states(mentee))
            && meets(self.mentors.row(mentor), self.mentees.row(mentee))
    }
}

impl Side {
    fn of<'a>(
        cohort: &'a Cohort,
        clock: Clock,
        seats: &[u32],
        stated: impl Fn(u32) -> (&'a String, Stated<'a>) + Sync,
    ) -> Self {
        let words = words(clock.slots);
        let mut bits = vec![0; words * seats.len()];
        let person = |at: u32, row: &mut [u64], seats: u32| {
            let (id, stated) = stated(at);
            let roles = roles(cohort, id);
            let (apart, limit) = keeps_to(&roles, clock.session, clock.grid);
            if limit == Some(0) {
                return 0;
            }
            let Some(spans) = stated.spans else {
                fill(row, 0, clock.slots);
                return seats;
            };
            let ranges: Vec<(u32, u32)> = clock.grid().starts(spans).collect();
            ranges.iter().for_each(|&(from, to)| fill(row, from, to));
            let zone = roles.into_iter().flatten().next();
            let weeks = limit.and(zone).zip(cohort.roster().plan.as_deref());
            let weeks = weeks.map(|(zone, plan): (_, &Plan)| plan.weeks(zone)).unwrap_or_default();
            let weeks: Vec<u32> = weeks.into_iter().map(|minute| minute.div_ceil(clock.grid)).collect();
            most_sessions(&ranges, apart, limit.unwrap_or(u32::MAX), &weeks, seats)
        };
        let most = match words {
            0 => vec![0; seats.len()],
            _ => {
                let rows = bits.par_chunks_mut(words).zip(seats).enumerate();
                rows.map(|(at, (row, &seats))| person(at as u32, row, seats)).collect()
            }
        };
        let states = (0..seats.len() as u32).map(|at| stated(at).1.spans.is_some()).collect();
        Side { words, bits, states, most }
    }

    pub(crate) fn row(&self, person: u32) -> &[u64] {
        let first = person as usize * self.words;
        self.bits.get(first..first + self.words).unwrap_or_default()
    }

    pub(crate) fn states(&self, person: u32) -> bool {
        self.states.get(person as usize) == Some(&true)
    }

    pub(super) fn row_mut(&mut self, person: u32) -> &mut [u64] {
        let first = person as usize * self.words;
        self.bits.get_mut(first..first + self.words).unwrap_or_default()
    }

    pub(super) fn rows_mut(&mut self) -> impl Iterator<Item = &mut [u64]> {
        self.bits.chunks_mut(self.words.max(1))
    }

    /// Whether somebody has any start.
    pub(crate) fn has_any(&self, person: u32) -> bool {
        self.row(person).iter().any(|word| *word != 0)
    }

    /// The rows of people in another order.
    pub(crate) fn in_order(&self, people: &[u32]) -> Rows<'static> {
        Rows::of_starts(self.words, people.iter().flat_map(|&person| self.row(person)).copied().collect())
    }

    /// The same as blocks of so many slots: those in which somebody has a start.
    ///
    /// A session of L slots reaches into exactly one slot of those that are L − 1 and a multiple of L: the last one of the block in which it starts.
    /// So nobody has two sessions in a block, and no block more sessions than there are rooms.
    pub(crate) fn blocks(&self, people: &[u32], (length, slots): (u32, u32)) -> Rows<'static> {
        let words = words(slots.div_ceil(length));
        let mut bits = vec![0; words * people.len()];
        for (row, &person) in bits.chunks_mut(words.max(1)).zip(people) {
            for start in ones(self.row(person)) {
                set(row, start / length, true);
            }
        }
        Rows::of_starts(words, bits)
    }
}

fn fill(row: &mut [u64], from: u32, to: u32) {
    each_word(row, from, to, |word, mask| *word |= mask);
}

/// Shows the words of a row that a range of starts reaches into, with the bits that it has there.
pub(super) fn each_word(row: &mut [u64], from: u32, to: u32, mut show: impl FnMut(&mut u64, u64)) {
    let first_word = from as usize / 64;
    for (word, first) in row.iter_mut().zip((0_u32..).step_by(64)).skip(first_word) {
        if first >= to {
            break;
        }
        let low = u64::MAX << from.saturating_sub(first).min(63);
        let high = if to - first >= 64 { u64::MAX } else { (1 << (to - first)) - 1 };
        show(word, low & high);
    }
}

/// How many sessions fit between ascending ranges of starts, so far apart, with so many a week; no more than `cap`.
///
/// The earliest start leaves the most room behind it, and a week that is full leaves all of the next.
fn most_sessions(ranges: &[(u32, u32)], apart: u32, limit: u32, weeks: &[u32], cap: u32) -> u32 {
    let (mut count, mut in_week, mut week, mut next) = (0, 0, 0, 0);
    for &(from, to) in ranges {
        let mut start = from.max(next);
        while start < to && count < cap {
            while weeks.get(week).is_some_and(|&begin| begin <= start) {
                (week, in_week) = (week + 1, 0);
            }
            if in_week < limit {
                (count, in_week) = (count + 1, in_week + 1);
                start += apart;
            } else {
                start = weeks.get(week).copied().unwrap_or(u32::MAX);
            }
            next = start;
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::{fill, most_sessions};
    use proptest::prelude::*;

    /// Every set of starts there is.
    fn by_trying(starts: &[u32], apart: u32, limit: u32, weeks: &[u32]) -> u32 {
        let week = |start: u32| weeks.iter().filter(|&&begin| begin <= start).count();
        let sets = (0..1_u32 << starts.len()).filter(|set| {
            let chosen: Vec<u32> =
                starts.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1).map(|(_, &start)| start).collect();
            let full = |start: &u32| chosen.iter().filter(|other| week(**other) == week(*start)).count() as u32 > limit;
            chosen.windows(2).all(|two| matches!(two, [a, b] if b - a >= apart)) && !chosen.iter().any(full)
        });
        sets.map(u32::count_ones).max().unwrap_or(0)
    }

    proptest! {
        #[test]
        fn no_choice_of_starts_has_more(
            free in prop::collection::vec(any::<bool>(), 1..14),
            apart in 1..4_u32,
            limit in 1..4_u32,
            weeks in prop::collection::btree_set(0..14_u32, 0..4),
            cap in 0..8_u32,
        ) {
            let starts: Vec<u32> = (0..).zip(&free).filter(|(_, free)| **free).map(|(start, _)| start).collect();
            let mut ranges: Vec<(u32, u32)> = Vec::new();
            for &start in &starts {
                match ranges.last_mut() {
                    Some(last) if last.1 == start => last.1 += 1,
                    _ => ranges.push((start, start + 1)),
                }
            }
            let weeks: Vec<u32> = weeks.into_iter().collect();
            let expected = by_trying(&starts, apart, limit, &weeks).min(cap);
            prop_assert_eq!(most_sessions(&ranges, apart, limit, &weeks, cap), expected);
        }

        #[test]
        fn a_range_is_its_bits(from in 0..200_u32, more in 0..200_u32) {
            let mut row = [0_u64; 7];
            fill(&mut row, from, from + more);
            for at in 0..448_u32 {
                let on = row[at as usize / 64] >> (at % 64) & 1 == 1;
                prop_assert_eq!(on, (from..from + more).contains(&at));
            }
        }
    }
}
