//! Dates and times of day on a wall, without a zone: plain numbers, written as ISO 8601.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::error::ErrorCode;
use crate::read::{Reader, Shape, excerpt};

/// A calendar date, written `2026-12-01`. Years 1970 to 2199.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i16,
    month: i8,
    day: i8,
}

/// A time of day to the minute, written `09:00`; `24:00` is the end of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Time {
    minutes: u16,
}

/// A local date and time, written `2026-12-01T18:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct DateTime {
    /// The date.
    pub date: Date,
    /// The time of day.
    pub time: Time,
}

/// An instant to the minute, written in UTC: `2026-12-01T09:00:00Z`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Instant(DateTime);

impl Default for Date {
    fn default() -> Self {
        Date { year: 1970, month: 1, day: 1 }
    }
}

impl Date {
    /// The date, if it exists and lies in the years 1970 to 2199.
    #[must_use]
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days = match month {
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            1..=12 => 31,
            _ => return None,
        };
        ((1970..2200).contains(&year) && (1..=days).contains(&day)).then_some(Date { year, month, day })
    }

    /// Reads `2026-12-01`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let [year, month, day] = numbers(text, '-', [4, 2, 2])?;
        Date::new(year as i16, month as i8, day as i8)
    }

    /// Year, month (1–12) and day (1–31).
    #[must_use]
    pub fn parts(self) -> (i16, i8, i8) {
        (self.year, self.month, self.day)
    }
}

impl Time {
    /// The time of day, if it exists; 24:00 does.
    #[must_use]
    pub fn new(hour: u8, minute: u8) -> Option<Self> {
        let minutes = u16::from(hour) * 60 + u16::from(minute);
        (minute < 60 && minutes <= 24 * 60).then_some(Time { minutes })
    }

    /// Reads `09:00`, or `09:00:00` as clocks of host languages print it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let [hour, minute] =
            numbers(text.strip_suffix(":00").filter(|rest| rest.len() == 5).unwrap_or(text), ':', [2, 2])?;
        Time::new(hour as u8, minute as u8)
    }

    /// Minutes since midnight, up to 1440.
    #[must_use]
    pub fn minutes(self) -> u16 {
        self.minutes
    }
}

impl DateTime {
    /// Reads `2026-12-01T18:00` (a space for the T will do).
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (date, time) = text.split_once(['T', ' '])?;
        Some(DateTime { date: Date::parse(date)?, time: Time::parse(time)? })
    }
}

impl Instant {
    /// The instant at which clocks in UTC show `utc`.
    #[must_use]
    pub fn new(utc: DateTime) -> Self {
        Instant(utc)
    }

    /// Reads `2026-12-01T09:00:00Z`; seconds may be left out, `+00:00` will do for the Z, and zeros may follow the seconds, as
    /// JavaScript writes them (`09:00:00.000Z`). Seconds other than 0 will not do.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let utc = text.strip_suffix(['Z', 'z']).or_else(|| text.strip_suffix("+00:00"))?;
        let whole = match utc.split_once('.') {
            Some((whole, rest)) => {
                // Only seconds have a fraction.
                let zero = !rest.is_empty() && rest.bytes().all(|digit| digit == b'0') && whole.ends_with(":00");
                Some(whole).filter(|whole| zero && whole.len() == "2026-12-01T09:00:00".len())?
            }
            None => utc,
        };
        DateTime::parse(whole).map(Instant)
    }

    /// What clocks in UTC show.
    #[must_use]
    pub fn utc(self) -> DateTime {
        self.0
    }
}

/// Numbers of exactly these many digits, with `separator` between them.
fn numbers<const N: usize>(text: &str, separator: char, digits: [usize; N]) -> Option<[u32; N]> {
    let mut parts = text.split(separator);
    let mut numbers = [0; N];
    for (number, digits) in numbers.iter_mut().zip(digits) {
        let part = parts.next().filter(|part| part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()))?;
        *number = part.parse().ok()?;
    }
    parts.next().is_none().then_some(numbers)
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.minutes / 60, self.minutes % 60)
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}T{}", self.date, self.time)
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:00Z", self.0)
    }
}

macro_rules! written {
    ($($kind:ident, $expected:literal, $pattern:literal;)+) => { $(
        impl Shape for $kind {
            const EXPECTED: &'static str = $expected;
            fn from_text(reader: &mut Reader, value: &str) -> Option<Self> {
                let parsed = $kind::parse(value);
                if parsed.is_none() {
                    reader.problem(ErrorCode::InvalidTime, format!("`{}` is not {}", excerpt(value), $expected));
                }
                parsed
            }
        }
        impl Serialize for $kind {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $kind {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($kind).into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "pattern": $pattern, "description": $expected })
            }
        }
    )+ };
}
written! {
    Date, "a date such as `2026-12-01`", r"^\d{4}-\d{2}-\d{2}$";
    Time, "a time of day such as `09:00`, at most `24:00`", r"^\d{2}:\d{2}(:00)?$";
    DateTime, "a local date and time such as `2026-12-01T18:00`", r"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:00)?$";
    Instant, "an instant in UTC to the minute, such as `2026-12-01T09:00:00Z`", r"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:00(\.0+)?)?(Z|z|\+00:00)$";
}
