//! What a person's own clocks and weeks say at an instant.

use std::sync::Arc;

use super::week::{DAY, Plan};
use super::zone::Zone;
use crate::model::{Availability, Instant};

/// The clocks on a person's wall, over a horizon: other ones from each change of zone on.
#[derive(Debug)]
pub(crate) struct Wall<'a> {
    /// The horizon's start, since 1970.
    start: i64,
    zones: Vec<Hung<'a>>,
}

#[derive(Debug)]
struct Hung<'a> {
    /// The local day from which the person is in the zone, and the minute at which it begins, since 1970.
    day: i64,
    begins: i64,
    name: &'a str,
    zone: Arc<Zone>,
}

/// What clocks show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Shown<'a> {
    /// In which zone.
    pub(crate) zone: &'a str,
    /// The local day, since 1970-01-01, a Thursday.
    pub(crate) day: i64,
    /// Minutes since midnight, less than 1440, as clocks show them.
    pub(crate) minute: u32,
}

impl Shown<'_> {
    /// 0 for Monday to 6 for Sunday.
    pub(crate) fn weekday(&self) -> usize {
        (self.day + 3).rem_euclid(7) as usize
    }
}

impl<'a> Wall<'a> {
    fn hung(&self, at: i64) -> Option<&Hung<'a>> {
        self.zones.iter().rfind(|hung| hung.begins <= at)
    }

    /// What the clocks show at a minute of the horizon.
    pub(crate) fn at(&self, minute: u32) -> Option<Shown<'a>> {
        let at = self.start + i64::from(minute);
        let hung = self.hung(at)?;
        let (day, minute) = hung.zone.clock(at)?;
        Some(Shown { zone: hung.name, day, minute })
    }

    /// What the clocks that hang there at the start of a stretch show at its start and at its end: who changes zone meanwhile, still.
    pub(crate) fn over(&self, (start, end): (u32, u32)) -> Option<(Shown<'a>, Shown<'a>)> {
        let hung = self.hung(self.start + i64::from(start))?;
        let shown = |minute| {
            let (day, minute) = hung.zone.clock(self.start + i64::from(minute))?;
            Some(Shown { zone: hung.name, day, minute })
        };
        Some((shown(start)?, shown(end)?))
    }

    /// The same with dates and offsets, for example `2026-12-01T09:00+00:00`, after the zone.
    pub(crate) fn stamps(&self, (start, end): (u32, u32)) -> Option<(&'a str, String, String)> {
        let hung = self.hung(self.start + i64::from(start))?;
        let stamp = |minute| hung.zone.stamp(self.start + i64::from(minute));
        Some((hung.name, stamp(start)?, stamp(end)?))
    }

    /// The minute of the horizon at which the clocks show a time of a local day; it may be negative, or beyond the end.
    pub(crate) fn minute(&self, day: i64, minute: u32) -> Option<i64> {
        let hung = self.zones.iter().rfind(|hung| hung.day <= day)?;
        Some(hung.zone.minute(day, minute as u16)? - self.start)
    }
}

impl Plan {
    /// The clocks on a person's wall; `None` in a zone that does not exist.
    pub(crate) fn wall<'a>(&self, availability: &'a Availability) -> Option<Wall<'a>> {
        let zones = self.zones_of(availability)?.into_iter();
        let names = std::iter::once(&availability.time_zone).chain(availability.zones.iter().map(|it| &it.time_zone));
        let hung = |((day, zone), name): ((i64, Arc<Zone>), &'a String)| {
            let begins = begins(day, |day| zone.minute(day, 0));
            Hung { day, begins, name, zone }
        };
        Some(Wall { start: self.bounds().0, zones: zones.zip(names).map(hung).collect() })
    }

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
        let at = self.bounds().0 + i64::from(minute);
        let wall = self.wall(availability)?;
        let hung = wall.hung(at)?;
        Some((hung.name, hung.zone.stamp(at)?))
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
