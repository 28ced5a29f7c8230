//! The weekly windows that somebody could add.

use std::collections::BTreeSet;

use crate::calendar::{Grid, Plan};
use crate::explain::clock::{DAY, NIGHT, time};
use crate::model::{Availability, Day, Policy, WeeklyWindow};
use crate::side::Side;
use crate::words::{Arg, Phrase, Words};

/// Starts are no closer than that, unless they adjoin a window that is there.
const STEP: u32 = 15;
/// How many windows of a day others may adjoin.
const ADJOINED: usize = 24;
/// How many places of the grid beside local midnights are tried on a weekday, where clocks or zones change.
const PHASES: usize = 4;

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
        let day = Day::ALL.get(self.day).map(|(_, day)| *day).unwrap_or_default();
        WeeklyWindow { day, start: time(self.start), end: time(self.end), preference: None }
    }

    /// Whether any of it is at night, from 22:00 to 07:00.
    pub(super) fn at_night(&self) -> bool {
        self.start < NIGHT[0] || self.end > NIGHT[1]
    }

    /// "30 min after 18:00 on Thursdays would open 3 mentors", or "10:00–11:00 on Mondays (45 min more) would open 1 mentor" where a part of the
    /// window is there.
    pub(super) fn text(&self, words: &Words, side: Side, count: u32) -> String {
        let window = self.window();
        let (start, end) = (window.start.to_string(), window.end.to_string());
        let day = words.weekday(Phrase::FormWeekdayEvery, self.day);
        let place = match (self.follows, self.precedes) {
            _ if self.minutes < self.end - self.start => "partly",
            (true, true) => "between",
            (true, false) => "after",
            (false, true) => "before",
            (false, false) => "from",
        };
        let opened = match side {
            Side::Mentee => "mentors",
            Side::Mentor => "mentees",
        };
        let arguments = [
            Arg::Choice(place),
            Arg::Duration(self.minutes),
            (&start).into(),
            (&end).into(),
            (&day).into(),
            Arg::Choice(opened),
            count.into(),
        ];
        words.say(Phrase::Opening, &arguments)
    }
}

/// Every window that is tried, in the order of day, start and end.
///
/// They are as long as a session, and as long as it takes to have the policy's least common time by this window alone. They start where sessions
/// can by the person's clocks, and every slot from local midnight (every 15 minutes at least), where a window ends, or so that one starts
/// where they end (the first 24 windows of a day); and they lose what is there already at either end. None in a zone that does not exist.
pub(super) fn candidates(policy: &Policy, plan: &Plan, availability: &Availability) -> Vec<Candidate> {
    let Some(wall) = plan.wall(availability) else { return Vec::new() };
    let Grid { session, slot } = Grid::of(policy);
    let step = slot * STEP.div_ceil(slot);
    let session = session.min(DAY);
    let weeks = (policy.horizon.days / 7).max(1);
    let least = policy.min_overlap_minutes.div_ceil(weeks).div_ceil(step) * step;
    let lengths = BTreeSet::from([session, least.clamp(session, DAY)]);
    let mut found = BTreeSet::new();
    for day in 0..Day::ALL.len() {
        let there = there(availability, day);
        let phases = plan.phases(&wall, day, slot).into_iter().take(PHASES);
        let places: BTreeSet<u32> = phases.chain([0]).collect();
        let starts = || places.iter().flat_map(|&place| (place..DAY).step_by(step as usize));
        for &length in &lengths {
            let adjoined = there.iter().take(ADJOINED).flat_map(|&(start, end)| [Some(end), start.checked_sub(length)]);
            for start in starts().chain(adjoined.flatten()) {
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
