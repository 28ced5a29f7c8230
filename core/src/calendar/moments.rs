//! With the feature `jiff`: dates, times and instants of the model to and from [jiff](https://docs.rs/jiff)'s.
//!
//! What the model has, jiff has, but for `24:00` as a time of day. The other way it may fail: the model has years 1970 to 2199
//! and whole minutes, and rounds nothing.

use jiff::{Timestamp, Zoned, civil};

use super::zone::{civil_date, day_number};
use crate::error::{Error, ErrorCode};
use crate::model::{Date, DateTime, Instant, Time};

const DAY: i64 = 24 * 60;

fn no(what: &str, value: impl std::fmt::Display) -> Error {
    Error::new(ErrorCode::InvalidTime, "", format!("`{value}` is not {what}"))
}

impl From<Date> for civil::Date {
    fn from(date: Date) -> Self {
        civil_date(date)
    }
}

/// [`ErrorCode::InvalidTime`] outside of the years 1970 to 2199.
impl TryFrom<civil::Date> for Date {
    type Error = Error;
    fn try_from(date: civil::Date) -> Result<Self, Error> {
        let found = Date::new(date.year(), date.month(), date.day());
        found.ok_or_else(|| no("a date in the years 1970 to 2199", date))
    }
}

/// [`ErrorCode::InvalidTime`] for `24:00`, which jiff does not have.
impl TryFrom<Time> for civil::Time {
    type Error = Error;
    fn try_from(time: Time) -> Result<Self, Error> {
        let (hour, minute) = (time.minutes() / 60, time.minutes() % 60);
        let found = civil::Time::new(hour as i8, minute as i8, 0, 0).ok();
        found.ok_or_else(|| no("a time of day before midnight", time))
    }
}

/// [`ErrorCode::InvalidTime`] for anything but whole minutes.
impl TryFrom<civil::Time> for Time {
    type Error = Error;
    fn try_from(time: civil::Time) -> Result<Self, Error> {
        let whole = time.second() == 0 && time.subsec_nanosecond() == 0;
        let found = Time::new(time.hour() as u8, time.minute() as u8).filter(|_| whole);
        found.ok_or_else(|| no("a time of day to the minute", time))
    }
}

/// `24:00` is midnight of the next day.
impl From<DateTime> for civil::DateTime {
    fn from(moment: DateTime) -> Self {
        let midnight = civil_date(moment.date).at(0, 0, 0, 0);
        let time = jiff::SignedDuration::from_mins(moment.time.minutes().into());
        // jiff's years reach far beyond the model's.
        midnight.saturating_add(time)
    }
}

/// [`ErrorCode::InvalidTime`] outside of the years 1970 to 2199 and for anything but whole minutes.
impl TryFrom<civil::DateTime> for DateTime {
    type Error = Error;
    fn try_from(moment: civil::DateTime) -> Result<Self, Error> {
        Ok(DateTime { date: moment.date().try_into()?, time: moment.time().try_into()? })
    }
}

impl From<Instant> for Timestamp {
    fn from(instant: Instant) -> Self {
        let utc = instant.utc();
        let minutes = day_number(utc.date) * DAY + i64::from(utc.time.minutes());
        // Every instant of the model is one of jiff's.
        Timestamp::from_second(minutes * 60).unwrap_or_default()
    }
}

/// [`ErrorCode::InvalidTime`] outside of the years 1970 to 2199 and for anything but whole minutes.
///
/// ```
/// use fireside::model::{Busy, Instant};
/// use jiff::Timestamp;
///
/// let start: Timestamp = "2026-12-01T10:00:00Z".parse()?;
/// let busy = Busy { start: start.try_into()?, end: Instant::parse("2026-12-01T11:00:00Z").unwrap() };
/// assert_eq!(busy.start.to_string(), "2026-12-01T10:00:00Z");
/// assert_eq!(Timestamp::from(busy.end).as_second() - start.as_second(), 3_600);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
impl TryFrom<Timestamp> for Instant {
    type Error = Error;
    fn try_from(instant: Timestamp) -> Result<Self, Error> {
        let utc = instant.to_zoned(jiff::tz::TimeZone::UTC).datetime();
        DateTime::try_from(utc)
            .map(Instant::new)
            .map_err(|_| no("an instant to the minute in the years 1970 to 2199", instant))
    }
}

/// As the instant that it is.
impl TryFrom<&Zoned> for Instant {
    type Error = Error;
    fn try_from(zoned: &Zoned) -> Result<Self, Error> {
        zoned.timestamp().try_into()
    }
}
