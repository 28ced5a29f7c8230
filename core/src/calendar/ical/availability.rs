//! Stated availability (RFC 7953): `VAVAILABILITY` with its `AVAILABLE` parts.
//!
//! Within its range a `VAVAILABILITY` is busy but for its `AVAILABLE` parts (section 3.1). Ranges are laid on one another from the
//! lowest priority to the highest, each over what lies below it (section 4); priority 1 is the highest, and 0 or none the lowest.
//! Where ranges of equal priority differ, the time is not available. What no range covers is neither.

use super::busy::{Window, takes};
use super::component::Component;
use super::entry::{Entry, Takes, positive_duration};
use super::expand::{Budget, Spent};
use super::moment::{moment, only};
use super::value::{DAY, Written};
use super::zones::Zones;
use super::{Calendar, Clock, entries, on_clocks, spent};
use crate::calendar::overlap::Spans;
use crate::error::{Error, ErrorCode};
use crate::model::ExtraWindow;
use crate::read::{Reader, excerpt};

/// Seconds beyond every instant.
const EVER: i64 = i64::MAX / 4;

/// One `VAVAILABILITY`.
#[derive(Debug, Clone)]
pub(super) struct Stated {
    place: usize,
    /// From one instant until another; beyond all instants if it has no start or no end.
    range: (i64, i64),
    /// 1 is the highest, 10 the lowest.
    priority: i64,
    takes: Takes,
    available: Vec<Entry>,
}

/// Reads a `VAVAILABILITY`.
pub(super) fn stated(component: &Component, place: usize, zones: &mut Zones, reader: &mut Reader) -> Option<Stated> {
    let start = edge(component, "DTSTART", "dtstart", zones, reader);
    let end = edge(component, "DTEND", "dtend", zones, reader);
    let length = reader.field("duration", |reader| match only(component, "DURATION", reader) {
        Some(property) => positive_duration(property, reader).map(Some),
        None => Some(None),
    });
    let priority = reader.field("priority", |reader| {
        let Some(property) = only(component, "PRIORITY", reader) else { return Some(10) };
        let priority = property.value.trim().parse().ok().filter(|priority| (0..=9).contains(priority));
        if priority.is_none() {
            let message = format!("`{}` is not between 0 and 9 (line {})", excerpt(&property.value), property.line);
            reader.problem(ErrorCode::OutOfRange, message);
        }
        priority.map(|priority| if priority == 0 { 10 } else { priority })
    });
    let takes = component.first("BUSYTYPE").map_or(Takes::Time, |property| takes(&property.value));
    let available = reader.field("available", |reader| entries(component.parts.iter(), zones, reader));
    let (start, end) = (start?, end?);
    let end = match (&start, length?) {
        (Some((local, clock, start)), Some(length)) if end.is_none() => {
            let days = if length.days == 0 { Some(*start) } else { clock.instant(local + length.days * DAY) };
            Some(days? + length.seconds)
        }
        _ => end.map(|(_, _, end)| end),
    };
    let range = (start.map_or(-EVER, |(_, _, start)| start), end.unwrap_or(EVER));
    if range.1 < range.0 {
        reader.problem(ErrorCode::EmptyWindow, format!("ends before it starts (line {})", component.line));
        return None;
    }
    Some(Stated { place, range, priority: priority?, takes, available })
}

/// The start or the end of a range: what clocks show, which ones, and the instant. `None` if it cannot be read.
fn edge(
    component: &Component,
    name: &str,
    field: &'static str,
    zones: &mut Zones,
    reader: &mut Reader,
) -> Option<Option<(i64, Clock, i64)>> {
    reader.field(field, |reader| {
        let Some(property) = only(component, name, reader) else { return Some(None) };
        let moment = moment(property, &property.value, zones, reader)?;
        let instant = moment.instant(&zones.floating)?;
        let (local, clock) = match moment.written {
            Written::Date(day) => (day * DAY, zones.floating.clone()),
            Written::Utc(instant) => (instant, Clock::UTC),
            Written::Local(local) => (local, moment.clock.unwrap_or_else(|| zones.floating.clone())),
        };
        Some(Some((local, clock, instant)))
    })
}

/// What is stated of a window.
#[derive(Debug, Default)]
pub(super) struct Overlay {
    pub(super) unavailable: Spans,
    available: Spans,
}

/// Lays all that is stated on one another.
///
/// # Errors
/// More steps than there are left.
pub(super) fn overlay(calendar: &Calendar, window: Window, budget: &mut Budget) -> Result<Overlay, Error> {
    let mut all: Vec<&Stated> = calendar.stated.iter().collect();
    all.sort_by_key(|stated| std::cmp::Reverse(stated.priority));
    let mut overlay = Overlay::default();
    for equals in all.chunk_by(|one, other| one.priority == other.priority) {
        let (mut covered, mut available, mut closed, mut taken) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for stated in equals {
            let range = Spans::from_unsorted(vec![window.outwards(stated.range)]);
            let mut free = Vec::new();
            for part in stated.available.iter().filter(|part| part.takes != Takes::Nothing) {
                let instances = part.series.instances(window.from, window.until, budget);
                let instances = instances.map_err(|Spent| spent("availabilities", stated.place))?;
                free.extend(instances.into_iter().map(|span| window.inwards(span)));
            }
            let free = Spans::from_unsorted(free).common(&range, 1);
            let outside = range.without(&Spans::from_unsorted(free.clone()));
            covered.extend(range.iter());
            available.extend(free);
            if calendar.counts(stated.takes) {
                taken.extend(outside.iter());
            }
            closed.extend(outside.iter());
        }
        let covered = Spans::from_unsorted(covered);
        let available = Spans::from_unsorted(available).without(&Spans::from_unsorted(closed));
        let above = |below: &Spans, more: Vec<(u32, u32)>| {
            Spans::from_unsorted(below.without(&covered).iter().chain(more).collect())
        };
        overlay.available = above(&overlay.available, available.iter().collect());
        overlay.unavailable = above(&overlay.unavailable, taken);
    }
    Ok(overlay)
}

/// How long a window may be, in seconds: less than what an extra window may be.
const LONGEST: i64 = 6 * DAY;

pub(super) fn free(calendar: &Calendar, from: i64, until: i64) -> Result<Option<Vec<ExtraWindow>>, Error> {
    if calendar.stated.is_empty() {
        return Ok(None);
    }
    let window = Window { from, until };
    let clock = &calendar.clock;
    // What clocks show at an instant means that instant, unless they show it for the second time.
    let is_told = |instant: &i64| clock.local(*instant).and_then(|local| clock.instant(local)) == Some(*instant);
    let mut windows = Vec::new();
    for (start, end) in overlay(calendar, window, &mut Budget::new())?.available.iter() {
        let (start, end) = (from + i64::from(start) * 60, from + i64::from(end) * 60);
        let told_from = |instant: i64| (instant..end).step_by(60).find(is_told);
        let Some(last) = (start..=end).rev().step_by(60).find(is_told) else { continue };
        let mut next = told_from(start);
        while let Some(start) = next.filter(|start| *start < last) {
            next = told_from(start.saturating_add(LONGEST));
            let end = next.unwrap_or(last).min(last);
            let local = |instant| clock.local(instant).and_then(on_clocks);
            if let (Some(start), Some(end)) = (local(start), local(end)) {
                windows.push(ExtraWindow { start, end, preference: None });
            }
        }
    }
    Ok(Some(windows))
}
