//! Weekly windows, days away and extra windows, laid out over the horizon.
//!
//! A weekly window is laid on every local date that may reach into the horizon, and cut off at its ends. A day away takes
//! the weekly windows that start on it; extra windows stay. Start and end become instants each on its own: on the night on
//! which New York springs forward from 02:00 to 03:00, a window 01:00–02:30 ends at 03:30 there, and 02:30–03:15 is
//! dropped, since by the same rule it would end before it starts.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::sync::{Arc, Mutex, PoisonError};

use super::local::Wall;
use super::overlap::Spans;
use super::zone::{self, Zone};
use crate::error::{Error, ErrorCode, Problems};
use crate::model::{
    Absence, Availability, Busy, Date, ExtraWindow, Horizon, Instant, Time, TimePreference, WeeklyWindow,
};

pub(super) const DAY: i64 = 24 * 60;

/// The longest horizon, which a policy's check keeps to anyway.
const LONGEST: u32 = 366;

/// The stretch of time that is planned for, and the zones met so far in it.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The first day, as days since 1970-01-01.
    first_day: i64,
    days: u32,
    /// The minute from which notice is counted.
    as_of: i64,
    /// Only looked up: the order in which zones are met reaches no result.
    zones: Arc<Mutex<BTreeMap<String, Option<Arc<Zone>>>>>,
}

impl Plan {
    /// `days` days, at most 366, from midnight UTC at the start of `from`.
    #[must_use]
    pub fn new(from: Date, days: u32) -> Self {
        let zones = Arc::new(Mutex::new(BTreeMap::new()));
        Plan { first_day: zone::day_number(from), days: days.min(LONGEST), as_of: 0, zones }
    }

    /// The stretch of time that a policy plans for.
    ///
    /// # Errors
    /// [`ErrorCode::MissingHorizon`] at `horizon.from` if it does not say when it starts, [`ErrorCode::OutOfRange`] at `horizon.days`.
    pub fn over(horizon: &Horizon) -> Result<Self, Error> {
        let mut problems = Problems::default();
        if !(1..=LONGEST).contains(&horizon.days) {
            let message = format!("`{}` is not between 1 and {LONGEST}", horizon.days);
            problems.add(ErrorCode::OutOfRange, "horizon.days", message);
        }
        if horizon.from.is_none() {
            let message = "there is no date to plan from: give one such as `2026-12-01`";
            problems.add(ErrorCode::MissingHorizon, "horizon.from", message);
        }
        problems.into_result()?;
        let plan = Plan::new(horizon.from.unwrap_or_default(), horizon.days);
        Ok(match horizon.as_of {
            Some(as_of) => plan.with_as_of(as_of),
            None => plan,
        })
    }

    /// The same, with notice counted from `as_of` instead of the start; before it nobody has time.
    #[must_use]
    pub fn with_as_of(mut self, as_of: Instant) -> Self {
        self.as_of = self.minute(as_of);
        self
    }

    /// How long it is.
    #[must_use]
    pub fn minutes(&self) -> u32 {
        self.days * DAY as u32
    }

    /// The first minute in which anybody has time; it may be beyond the end.
    pub(crate) fn earliest(&self) -> u32 {
        self.as_of.clamp(0, i64::from(u32::MAX)) as u32
    }

    /// The first minute and the first after the last, since 1970.
    pub(super) fn bounds(&self) -> (i64, i64) {
        let start = self.first_day * DAY;
        (start, start + i64::from(self.minutes()))
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

    /// What clocks in a zone show at a minute: the local day, since 1970-01-01, and minutes since midnight.
    pub(crate) fn clock_in(&self, minute: u32, zone: &str) -> Option<(i64, u32)> {
        self.zone(zone)?.clock(self.first_day * DAY + i64::from(minute))
    }

    /// A person's free time over the horizon: their windows without what is busy or too soon. A window that clocks squeeze to nothing is dropped.
    ///
    /// O(days · (windows + absences)), after the first person of a zone; nothing at all in a zone that does not exist.
    #[must_use]
    pub fn spans(&self, availability: &Availability) -> Spans {
        self.free(availability, |_| true)
    }

    /// The part of it that lies in preferred windows; `None` if no window is one.
    #[must_use]
    pub fn preferred(&self, availability: &Availability) -> Option<Spans> {
        let prefers = |preference| preference == Some(TimePreference::Preferred);
        let stated = availability.weekly.iter().any(|window| prefers(window.preference))
            || availability.extra.iter().any(|window| prefers(window.preference));
        stated.then(|| self.free(availability, prefers))
    }

    /// What a weekly window would give a person by itself: free time with it is the union of this and of
    /// [`spans`](Self::spans). `None` in a zone that does not exist.
    ///
    /// O(busy spans · log), and O(days + spans of both) for each window.
    pub(crate) fn addition<'a>(
        &'a self,
        availability: &'a Availability,
    ) -> Option<impl Fn(&WeeklyWindow) -> Spans + 'a> {
        let (zones, taken) = (self.zones_of(availability)?, self.taken(availability));
        Some(move |window: &WeeklyWindow| {
            let spans = self.laid(&zones, availability, std::slice::from_ref(window), &[], |_| true);
            Spans::from_unsorted(spans).without(&taken)
        })
    }

    /// How far from local midnight a person's clocks are when a multiple of `slot` minutes of the horizon is, on the horizon's days of a weekday
    /// (0 for Monday): each such distance once, less than `slot`. More than one where clocks or zones change, or weeks are no multiple of `slot`.
    pub(crate) fn phases(&self, wall: &Wall<'_>, weekday: usize, slot: u32) -> BTreeSet<u32> {
        let days = self.first_day - 1..=self.first_day + i64::from(self.days);
        let days = days.filter(|day| (day + 3).rem_euclid(7) == weekday as i64);
        days.filter_map(|day| Some((-wall.minute(day, 0)?).rem_euclid(slot.into()) as u32)).collect()
    }

    fn free(&self, availability: &Availability, counts: impl Fn(Option<TimePreference>) -> bool) -> Spans {
        let Some(zones) = self.zones_of(availability) else { return Spans::default() };
        let spans = self.laid(&zones, availability, &availability.weekly, &availability.extra, counts);
        Spans::from_unsorted(spans).without(&self.taken(availability))
    }

    /// Those windows that count, laid over the horizon in a person's zones and but for their days away.
    fn laid(
        &self,
        zones: &[(i64, Arc<Zone>)],
        availability: &Availability,
        weekly: &[WeeklyWindow],
        extra: &[ExtraWindow],
        counts: impl Fn(Option<TimePreference>) -> bool,
    ) -> Vec<(u32, u32)> {
        let zone_on = |day: i64| {
            let at = zones.partition_point(|&(from, _)| from <= day).checked_sub(1)?;
            zones.get(at).map(|(_, zone)| zone)
        };
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
            let today = |window: &&WeeklyWindow| window.day as i64 == weekday && counts(window.preference);
            let mut windows = weekly.iter().filter(today).peekable();
            if windows.peek().is_none() || away.iter().any(|days| days.contains(&day)) {
                continue;
            }
            let Some(zone) = zone_on(day) else { continue };
            let minute = |time: Time| zone.minute(day, time.minutes());
            spans.extend(windows.filter_map(|window| clip(minute(window.start), minute(window.end))));
        }
        spans.extend(extra.iter().filter(|window| counts(window.preference)).filter_map(|window| {
            let zone = zone_on(zone::day_number(window.start.date))?;
            clip(zone.moment(window.start), zone.moment(window.end))
        }));
        spans
    }

    /// What is busy or too soon. A conversation needs its buffers free, so that what is busy keeps the time ahead of it from
    /// a conversation by the buffer after one, and the time that follows by the buffer before.
    fn taken(&self, availability: &Availability) -> Spans {
        Spans::from_unsorted(std::iter::once(self.soon(availability)).chain(self.busy(availability)).collect())
    }

    fn soon(&self, availability: &Availability) -> (u32, u32) {
        self.inside(i64::MIN, self.as_of + i64::from(availability.notice_minutes.unwrap_or(0)))
    }

    fn busy(&self, availability: &Availability) -> impl Iterator<Item = (u32, u32)> {
        let before = i64::from(availability.buffer_before_minutes.unwrap_or(0));
        let after = i64::from(availability.buffer_after_minutes.unwrap_or(0));
        let kept = move |busy: &Busy| self.inside(self.minute(busy.start) - after, self.minute(busy.end) + before);
        availability.busy.iter().map(kept)
    }

    /// A stretch cut off at the horizon's ends.
    fn inside(&self, from: i64, to: i64) -> (u32, u32) {
        let end = i64::from(self.minutes());
        (from.clamp(0, end) as u32, to.clamp(0, end) as u32)
    }

    /// Whether any of some minutes is busy (with its buffers), on a day away, and too soon for a person: what more windows would not mend.
    pub(crate) fn kept_from(&self, availability: &Availability, minutes: &Spans) -> [bool; 3] {
        let meets = |spans: Vec<(u32, u32)>| Spans::from_unsorted(spans).meets(minutes);
        let wall = self.wall(availability);
        let away = availability.away.iter().filter_map(|absence| {
            let midnight = |day| wall.as_ref()?.minute(day, 0);
            let (from, to) = (zone::day_number(absence.from), zone::day_number(absence.to) + 1);
            Some(self.inside(midnight(from)?, midnight(to)?))
        });
        [meets(self.busy(availability).collect()), meets(away.collect()), meets(vec![self.soon(availability)])]
    }

    /// The zones of a person, each with the day from which they are in it; `None` if one does not exist.
    pub(super) fn zones_of(&self, availability: &Availability) -> Option<Vec<(i64, Arc<Zone>)>> {
        let changes = availability.zones.iter().map(|change| (zone::day_number(change.from), &change.time_zone));
        let zones = std::iter::once((i64::MIN, &availability.time_zone)).chain(changes);
        zones.map(|(from, name)| Some((from, self.zone(name)?))).collect()
    }

    /// Minutes from the horizon's start, which may be negative.
    pub(super) fn minute(&self, instant: Instant) -> i64 {
        let utc = instant.utc();
        (zone::day_number(utc.date) - self.first_day) * DAY + i64::from(utc.time.minutes())
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
