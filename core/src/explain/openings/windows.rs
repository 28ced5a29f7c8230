//! The weekly windows that somebody could add.

use std::collections::BTreeSet;

use crate::cohort::Cohort;
use crate::model::{Availability, Day, Time, WeeklyWindow};

/// Minutes of a day.
const DAY: u32 = 24 * 60;
/// Starts are no closer than that, unless they adjoin a window that is there.
const STEP: u32 = 15;
/// How many windows of a day others may adjoin.
const ADJOINED: usize = 24;
/// When the night ends and begins.
const NIGHT: [u32; 2] = [7 * 60, 22 * 60];

/// A window that is not there yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Candidate {
    /// 0 for Monday.
    pub(super) day: usize,
    /// From and to which minute of the day.
    pub(super) start: u32,
    pub(super) end: u32,
    /// How many minutes of it are new.
    pub(super) minutes: u32,
    /// Whether a window ends where it starts, and one starts where it ends.
    pub(super) follows: bool,
    pub(super) precedes: bool,
}

impl Candidate {
    /// As the person would state it.
    pub(super) fn window(&self) -> WeeklyWindow {
        let time = |minute: u32| Time::new((minute / 60) as u8, (minute % 60) as u8).unwrap_or_default();
        let day = Day::ALL.get(self.day).map(|(_, day)| *day).unwrap_or_default();
        WeeklyWindow { day, start: time(self.start), end: time(self.end), preference: None }
    }

    /// Whether any of it is at night, from 22:00 to 07:00.
    pub(super) fn at_night(&self) -> bool {
        self.start < NIGHT[0] || self.end > NIGHT[1]
    }
}

/// Every window that is tried, in the order of day, start and end.
///
/// They are as long as a session, and as long as it takes to have the policy's least common time by this window alone. They start on the grid of
/// slots from local midnight (every 15 minutes at least), where a window ends, or so that one starts where they end (the first 24
/// windows of a day); and they lose what is there already at either end.
pub(super) fn candidates(cohort: &Cohort, availability: &Availability) -> Vec<Candidate> {
    let policy = &cohort.data().policy;
    let slot = policy.slot_minutes.max(1);
    let step = slot * STEP.div_ceil(slot);
    let session = policy.session_minutes.clamp(1, DAY);
    let weeks = (policy.horizon.days / 7).max(1);
    let least = policy.min_overlap_minutes.div_ceil(weeks).div_ceil(step) * step;
    let lengths = BTreeSet::from([session, least.clamp(session, DAY)]);
    let mut found = BTreeSet::new();
    for day in 0..Day::ALL.len() {
        let there = there(availability, day);
        for &length in &lengths {
            let adjoined = there.iter().take(ADJOINED).flat_map(|&(start, end)| [Some(end), start.checked_sub(length)]);
            for start in (0..DAY).step_by(step as usize).chain(adjoined.flatten()) {
                if start + length <= DAY {
                    found.extend(candidate(&there, day, start, start + length));
                }
            }
        }
    }
    found.into_iter().collect()
}

/// The windows of a weekday, those that overlap or touch as one.
fn there(availability: &Availability, day: usize) -> Vec<(u32, u32)> {
    let mut windows: Vec<(u32, u32)> = availability
        .weekly
        .iter()
        .filter(|window| window.day as usize == day)
        .map(|window| (window.start.minutes().into(), window.end.minutes().into()))
        .collect();
    windows.sort_unstable();
    windows.dedup_by(|next, kept| {
        let touches = next.0 <= kept.1;
        if touches {
            kept.1 = kept.1.max(next.1);
        }
        touches
    });
    windows
}

/// A window without what is there already at either end; `None` if all of it is.
fn candidate(there: &[(u32, u32)], day: usize, start: u32, end: u32) -> Option<Candidate> {
    let over = |minute: u32| there.iter().find(|window| window.0 <= minute && minute < window.1);
    let start = over(start).map_or(start, |window| window.1);
    let end = over(end.checked_sub(1)?).map_or(end, |window| window.0);
    if start >= end {
        return None;
    }
    let inside: u32 = there.iter().map(|window| window.1.min(end).saturating_sub(window.0.max(start))).sum();
    let follows = there.iter().any(|window| window.1 == start);
    let precedes = there.iter().any(|window| window.0 == end);
    Some(Candidate { day, start, end, minutes: end - start - inside, follows, precedes })
}
