//! Weekly windows, days away and extra windows, laid out over the horizon.
//!
//! A weekly window is laid on every local date that may reach into the horizon, and cut off at its ends. A day away takes
//! the weekly windows that start on it; extra windows stay. Start and end become instants each on its own: on the night on
//! which New York springs forward from 02:00 to 03:00, a window 01:00–02:30 ends at 03:30 there, and 02:30–03:15 is
//! dropped, since by the same rule it would end before it starts.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::{Arc, Mutex, PoisonError};

use super::overlap::Spans;
use super::zone::{self, Zone};
use crate::model::{Absence, Availability, Date, Time};

const DAY: i64 = 24 * 60;

/// The longest horizon, which a policy's check keeps to anyway.
const LONGEST: u32 = 366;

/// The stretch of time that is planned for, and the zones met so far in it.
#[derive(Debug)]
pub struct Plan {
    /// The first day, as days since 1970-01-01.
    first_day: i64,
    days: u32,
    /// Only looked up: the order in which zones are met reaches no result.
    zones: Mutex<BTreeMap<String, Option<Arc<Zone>>>>,
}

impl Plan {
    /// `days` days, at most 366, from midnight UTC at the start of `from`.
    #[must_use]
    pub fn new(from: Date, days: u32) -> Self {
        Plan { first_day: zone::day_number(from), days: days.min(LONGEST), zones: Mutex::new(BTreeMap::new()) }
    }

    /// How long it is.
    #[must_use]
    pub fn minutes(&self) -> u32 {
        self.days * DAY as u32
    }

    /// An instant, for example `2026-12-01T09:00:00Z`.
    #[must_use]
    pub fn utc(&self, minute: u32) -> String {
        zone::utc(self.first_day * DAY + i64::from(minute))
    }

    /// An instant as the clocks in a zone show it, for example `Tue 1 Dec 09:00`; `None` if there is no such zone.
    #[must_use]
    pub fn local(&self, minute: u32, zone: &str) -> Option<String> {
        self.zone(zone)?.show(self.first_day * DAY + i64::from(minute))
    }

    /// A person's free time over the horizon. A window that clocks squeeze to nothing is dropped.
    ///
    /// O(days · (windows + absences)), after the first person of a zone; nothing at all in a zone that does not exist.
    #[must_use]
    pub fn spans(&self, availability: &Availability) -> Spans {
        let Some(zone) = self.zone(&availability.time_zone) else { return Spans::default() };
        let start = self.first_day * DAY;
        let end = start + i64::from(self.minutes());
        let clip = |from: Option<i64>, to: Option<i64>| {
            let (from, to) = (from?.max(start) - start, to?.min(end) - start);
            (from < to).then_some((from as u32, to as u32))
        };
        let day_numbers = |absence: &Absence| zone::day_number(absence.from)..=zone::day_number(absence.to);
        let away: Vec<RangeInclusive<i64>> = availability.away.iter().map(day_numbers).collect();
        let mut spans = Vec::new();
        // No zone is a day or more ahead of UTC or behind it, so no other local day reaches into the horizon.
        for day in self.first_day - 1..=self.first_day + i64::from(self.days) {
            // Day 0, 1970-01-01, was a Thursday.
            let weekday = (day + 3).rem_euclid(7);
            let mut windows = availability.weekly.iter().filter(|window| window.day as i64 == weekday).peekable();
            if windows.peek().is_none() || away.iter().any(|days| days.contains(&day)) {
                continue;
            }
            let minute = |time: Time| zone.minute(day, time.minutes());
            spans.extend(windows.filter_map(|window| clip(minute(window.start), minute(window.end))));
        }
        spans.extend(
            availability.extra.iter().filter_map(|window| clip(zone.moment(window.start), zone.moment(window.end))),
        );
        Spans::from_unsorted(spans)
    }

    fn zone(&self, name: &str) -> Option<Arc<Zone>> {
        let mut zones = self.zones.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = zones.get(name) {
            return known.clone();
        }
        let zone = Zone::new(name, self.first_day - 1, self.days as usize + 2).map(Arc::new);
        zones.insert(name.to_owned(), zone.clone());
        zone
    }
}
