//! What a person's own clocks and weeks say at an instant.

use super::week::{DAY, Plan};
use crate::model::{Availability, Instant};

impl Plan {
    /// The minute of an instant, counted from the horizon's start; it may be negative, or beyond the end.
    #[must_use]
    pub fn minute_of(&self, instant: Instant) -> i64 {
        self.minute(instant)
    }

    /// The zone a person is in at a minute, and what the clocks there show, for example `2026-12-01T09:00+00:00`.
    ///
    /// Zones by date begin at local midnight of their dates. `None` in a zone that does not exist.
    #[must_use]
    pub fn local_time<'a>(&self, minute: u32, availability: &'a Availability) -> Option<(&'a str, String)> {
        let zones = self.zones_of(availability)?;
        let at = self.bounds().0 + i64::from(minute);
        let begun = zones.iter().rposition(|(from, zone)| begins(*from, |day| zone.minute(day, 0)) <= at)?;
        let shown = zones.get(begun)?.1.stamp(at)?;
        let changed = begun.checked_sub(1).and_then(|change| availability.zones.get(change));
        Some((changed.map_or(&availability.time_zone, |change| &change.time_zone), shown))
    }

    /// The minutes at which a calendar week begins for a person, ascending: Monday's midnight in the zone they are in by then. The week
    /// that runs at the horizon's start has no entry; a week that has begun does not begin again for who moves west.
    ///
    /// O(weeks + changes of zone); none in a zone that does not exist.
    #[must_use]
    pub fn weeks(&self, availability: &Availability) -> Vec<u32> {
        let Some(zones) = self.zones_of(availability) else { return Vec::new() };
        let (start, end) = self.bounds();
        let mut weeks = Vec::new();
        let mut latest = None;
        let begin: Vec<i64> = zones.iter().map(|(from, zone)| begins(*from, |day| zone.minute(day, 0))).collect();
        for ((_, zone), k) in zones.iter().zip(0..) {
            let from = begin.get(k).copied().unwrap_or(start).max(start);
            let to = begin.iter().skip(k + 1).copied().min().unwrap_or(end).min(end);
            if from >= to {
                continue;
            }
            let (Some(first), Some(last)) = (zone.day(from), zone.day(to)) else { continue };
            let mondays = (first..=last + 1).filter(|day| monday(*day) == *day);
            let later = mondays.filter_map(|day| Some((zone.minute(day, 0)?, day)));
            for (at, week) in std::iter::once((from, monday(first))).chain(later) {
                if at < from || at >= to || latest.is_some_and(|latest| week <= latest) {
                    continue;
                }
                if latest.replace(week).is_some() {
                    weeks.push((at - start) as u32);
                }
            }
        }
        weeks
    }
}

/// When a zone begins that somebody is in from a day on.
fn begins(day: i64, midnight: impl Fn(i64) -> Option<i64>) -> i64 {
    if day == i64::MIN { i64::MIN } else { midnight(day).unwrap_or(day.saturating_mul(DAY)) }
}

/// The Monday of a day's week. Day 0, 1970-01-01, was a Thursday.
fn monday(day: i64) -> i64 {
    day - (day + 3).rem_euclid(7)
}
