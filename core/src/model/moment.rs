//! Points in time as clocks of hosts tell them, to the microsecond.

use std::fmt;

use serde::{Serialize, Serializer};

use super::civil::{Date, Instant};
use crate::error::ErrorCode;
use crate::read::{Reader, Shape, excerpt};

/// Microseconds of a second, and of a day.
const SECOND: i64 = 1_000_000;
pub(crate) const DAY: i64 = 86_400 * SECOND;

/// A point in time to the microsecond, in the years 1970 to 2199; written in UTC: `2026-12-01T10:00:00Z`, with as many digits
/// after the second as it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Moment(i64);

impl Moment {
    /// The last there is.
    pub(crate) const LAST: Moment = Moment(84_006 * DAY - 1);

    /// Reads RFC 3339: a date, a time with seconds, and `Z` or an offset from UTC such as `+01:00`. Digits beyond the sixth after
    /// the second are dropped.
    ///
    /// ```
    /// use fireside::model::Moment;
    ///
    /// let one = Moment::parse("2026-12-01T10:00:00.250+01:00");
    /// assert_eq!(one, Moment::parse("2026-12-01T09:00:00.25Z"));
    /// assert_eq!(one.map(|one| one.to_string()).as_deref(), Some("2026-12-01T09:00:00.25Z"));
    /// assert_eq!(Moment::parse("2026-12-01T10:00:00"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (local, offset) = match text.strip_suffix(['Z', 'z']) {
            Some(utc) => (utc, 0),
            None => {
                let (local, offset) = text.split_at_checked(text.len().checked_sub(6)?)?;
                let sign = match offset.as_bytes().first()? {
                    b'+' => 1,
                    b'-' => -1,
                    _ => return None,
                };
                let (hours, minutes) = offset.get(1..)?.split_once(':')?;
                (local, sign * (number(hours, 2, 23)? * 60 + number(minutes, 2, 59)?) * 60)
            }
        };
        let (date, time) = local.split_once(['T', 't', ' '])?;
        let (time, fraction) = time.split_once('.').map_or((time, None), |(time, rest)| (time, Some(rest)));
        let mut parts = time.split(':');
        let mut part = |most| number(parts.next()?, 2, most);
        let (hours, minutes, seconds) = (part(23)?, part(59)?, part(59)?);
        if parts.next().is_some() {
            return None;
        }
        let micros = fraction.map_or(Some(0), micros)?;
        let days = days_since_1970(Date::parse(date)?);
        let at = days * DAY + (hours * 3_600 + minutes * 60 + seconds - offset) * SECOND + micros;
        (0..=Self::LAST.0).contains(&at).then_some(Moment(at))
    }

    /// Microseconds since 1970.
    #[must_use]
    pub fn micros(self) -> i64 {
        self.0
    }

    /// So many days later, each of 24 hours; at the end of time at the latest.
    #[must_use]
    pub fn plus_days(self, days: u32) -> Self {
        Moment(self.0.saturating_add(i64::from(days).saturating_mul(DAY)).min(Self::LAST.0))
    }

    /// The minute it is in.
    pub(crate) fn minute(self) -> Instant {
        let text = self.to_string();
        Instant::parse(&format!("{}:00Z", text.get(..16).unwrap_or_default())).unwrap_or_default()
    }
}

/// A number of so many digits, or any number of them for 0, not greater than `most`.
fn number(text: &str, digits: usize, most: i64) -> Option<i64> {
    let right = text.len() == digits && text.bytes().all(|digit| digit.is_ascii_digit());
    right.then(|| text.parse().ok()).flatten().filter(|number| *number <= most)
}

/// What follows the point of a second.
fn micros(fraction: &str) -> Option<i64> {
    if fraction.is_empty() || fraction.len() > 18 || !fraction.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    format!("{fraction:0<6}").get(..6)?.parse().ok()
}

/// Days of the proleptic Gregorian calendar (H. Hinnant, "chrono-compatible low-level date algorithms", `days_from_civil`).
fn days_since_1970(date: Date) -> i64 {
    let (year, month, day) = date.parts();
    let (month, day) = (i64::from(month), i64::from(day));
    let year = i64::from(year) - i64::from(month <= 2);
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The other way round (`civil_from_days`): year, month, day.
fn date_of(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year + era * 400 + i64::from(month <= 2), month, of_year - (153 * shifted + 2) / 5 + 1)
}

impl From<Instant> for Moment {
    fn from(instant: Instant) -> Self {
        Moment::parse(&instant.to_string()).unwrap_or_default()
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = date_of(self.0.div_euclid(DAY));
        let of_day = self.0.rem_euclid(DAY);
        let (seconds, micros) = (of_day / SECOND, of_day % SECOND);
        let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
        write!(f, "{year:04}-{month:02}-{day:02}T{hours:02}:{minutes:02}:{seconds:02}")?;
        if micros > 0 {
            write!(f, ".{}", format!("{micros:06}").trim_end_matches('0'))?;
        }
        f.write_str("Z")
    }
}

impl Shape for Moment {
    const EXPECTED: &'static str = "a point in time such as `2026-12-01T10:00:00Z`";
    fn from_text(reader: &mut Reader, value: &str) -> Option<Self> {
        let parsed = Moment::parse(value);
        if parsed.is_none() {
            let message = format!("`{}` is not {}", excerpt(value), Self::EXPECTED);
            reader.problem(ErrorCode::InvalidTime, message);
        }
        parsed
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{DAY, Moment};

    proptest! {
        #[test]
        fn any_text_is_read_or_not(text in "\\PC{0,40}") {
            let _ = Moment::parse(&text);
        }
    }

    #[test]
    fn what_is_read_and_what_is_not() {
        let read = |text: &str| Moment::parse(text).map(|at| at.to_string());
        assert_eq!(read("2026-12-01 10:00:00.1234567-03:30").as_deref(), Some("2026-12-01T13:30:00.123456Z"));
        for text in [
            "",
            "Z",
            "2026-12-01",
            "2026-12-01T10:00Z",
            "2026-12-01T24:00:00Z",
            "2026-12-01T10:00:60Z",
            "2026-02-29T10:00:00Z",
            "2026-12-01T10:00:00.Z",
            "2026-12-01T10:00:00+1:00",
            "1969-12-31T23:59:59Z",
            "2200-01-01T00:00:00Z",
            "2026-12-01T10:00:00é1:00",
            "1970-01-01T00:00:00+01:00",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(Moment::LAST.to_string(), "2199-12-31T23:59:59.999999Z");
        assert_eq!(Moment(3 * DAY).plus_days(2), Moment(5 * DAY));
        assert_eq!(Moment::LAST.plus_days(u32::MAX), Moment::LAST);
    }
}
