//! What times of day and which days somebody's free time falls in, by the clocks of either.

use std::collections::BTreeSet;

use super::{ClockHours, ClockRange, Half};
use crate::calendar::{Shown, Spans, Wall};
use crate::explain::clock::{DAY, NIGHT, time};

/// How many ranges are listed.
const RANGES: usize = 10;

/// Every minute of the day at which the clocks ever show free time.
pub(super) fn hours(wall: &Wall<'_>, spans: &Spans) -> Vec<bool> {
    let mut hours = vec![false; DAY as usize];
    pieces(wall, spans, |shown, minutes| {
        let from = shown.minute as usize;
        if let Some(free) = hours.get_mut(from..from + minutes as usize) {
            free.fill(true);
        }
    });
    hours
}

/// The local days on which the clocks ever show free time.
pub(super) fn days(wall: &Wall<'_>, spans: &Spans) -> BTreeSet<i64> {
    let mut days = BTreeSet::new();
    pieces(wall, spans, |shown, _| _ = days.insert(shown.day));
    days
}

/// Spans cut at local midnights, and into minutes where the clocks change on the way, each with what the clocks show at its start.
fn pieces(wall: &Wall<'_>, spans: &Spans, mut each: impl FnMut(Shown<'_>, u32)) {
    for (start, end) in spans.iter() {
        let mut at = start;
        while let Some(shown) = wall.at(at).filter(|_| at < end) {
            let to = end.min(at + DAY.saturating_sub(shown.minute).max(1));
            let last = Shown { minute: shown.minute + (to - 1 - at), ..shown };
            let minutes = if wall.at(to - 1) == Some(last) { to - at } else { 1 };
            each(shown, minutes);
            at += minutes;
        }
    }
}

/// Whether there is a time of day in both.
pub(super) fn meet(one: &[bool], other: &[bool]) -> bool {
    one.iter().zip(other).any(|(one, other)| *one && *other)
}

/// When each of two people is free, by the clocks of the first.
pub(super) fn by_clocks(own: &Half<'_>, other: &Half<'_>) -> ClockHours {
    let theirs = hours(&own.wall, other.spans);
    let by_day = theirs.get(NIGHT[0] as usize..NIGHT[1] as usize).unwrap_or_default();
    ClockHours {
        person: own.id.to_owned(),
        time_zone: own.wall.at(0).map_or("", |shown| shown.zone).to_owned(),
        own: ranges(&hours(&own.wall, own.spans)),
        at_night: !by_day.contains(&true),
        other: ranges(&theirs),
    }
}

/// Times of day as ranges, in the order of their starts; one that runs past midnight comes last.
fn ranges(hours: &[bool]) -> Vec<ClockRange> {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for (minute, _) in (0..).zip(hours).filter(|(_, free)| **free) {
        match runs.last_mut() {
            Some(run) if run.1 == minute => run.1 += 1,
            _ => runs.push((minute, minute + 1)),
        }
    }
    if let [(0, end), .., (_, last @ DAY)] = runs.as_mut_slice() {
        *last = *end;
        runs.remove(0);
    }
    runs.into_iter().take(RANGES).map(|(start, end)| ClockRange { start: time(start), end: time(end) }).collect()
}
