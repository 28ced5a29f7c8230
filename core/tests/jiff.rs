//! The feature `jiff`: there and back again, and what has no counterpart.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use fireside::ErrorCode;
use fireside::model::{Date, DateTime, Instant, Time};
use jiff::{Timestamp, Zoned, civil};
use proptest::prelude::*;

fn date() -> impl Strategy<Value = Date> {
    (1970..2200_i16, 1..13_i8, 1..32_i8).prop_filter_map("exists", |(year, month, day)| Date::new(year, month, day))
}

fn moment() -> impl Strategy<Value = DateTime> {
    let time = (0..24_u8, 0..60_u8).prop_map(|(hour, minute)| Time::new(hour, minute).unwrap());
    (date(), time).prop_map(|(date, time)| DateTime { date, time })
}

proptest! {
    /// What is converted says the same, and comes back as it was.
    #[test]
    fn there_and_back(moment in moment()) {
        let instant = Instant::new(moment);
        prop_assert_eq!(civil::Date::from(moment.date).to_string(), moment.date.to_string());
        prop_assert_eq!(civil::Time::try_from(moment.time).unwrap().strftime("%H:%M").to_string(), moment.time.to_string());
        prop_assert_eq!(civil::DateTime::from(moment).strftime("%Y-%m-%dT%H:%M").to_string(), moment.to_string());
        prop_assert_eq!(Timestamp::from(instant).to_string(), instant.to_string());
        prop_assert_eq!(Date::try_from(civil::Date::from(moment.date)).unwrap(), moment.date);
        prop_assert_eq!(Time::try_from(civil::Time::try_from(moment.time).unwrap()).unwrap(), moment.time);
        prop_assert_eq!(DateTime::try_from(civil::DateTime::from(moment)).unwrap(), moment);
        prop_assert_eq!(Instant::try_from(Timestamp::from(instant)).unwrap(), instant);
    }

    /// Anything of jiff's becomes the same or an error, never something near it.
    #[test]
    fn nothing_is_rounded(second in -100_000_000_000..200_000_000_000_i64, nanosecond in prop_oneof![Just(0_i32), 1..999_999_999]) {
        let instant = Timestamp::new(second, nanosecond).unwrap();
        match Instant::try_from(instant) {
            Ok(found) => prop_assert_eq!(Timestamp::from(found), instant),
            Err(error) => {
                let whole = second % 60 == 0 && nanosecond == 0;
                let year = instant.to_zoned(jiff::tz::TimeZone::UTC).year();
                prop_assert!(!whole || !(1970..2200).contains(&year));
                prop_assert_eq!(error.code(), ErrorCode::InvalidTime);
            }
        }
    }
}

#[test]
fn the_end_of_a_day_is_the_next_midnight() {
    let end = DateTime::parse("2026-12-01T24:00").unwrap();
    assert_eq!(civil::DateTime::from(end), civil::date(2026, 12, 2).at(0, 0, 0, 0));
    assert_eq!(Timestamp::from(Instant::new(end)).to_string(), "2026-12-02T00:00:00Z");
    let last = Instant::new(DateTime::parse("2199-12-31T24:00").unwrap());
    assert_eq!(Timestamp::from(last).to_string(), "2200-01-01T00:00:00Z");
    assert_eq!(civil::Time::try_from(end.time).unwrap_err().code(), ErrorCode::InvalidTime);
}

#[test]
fn zoned_times_are_instants() {
    let zoned: Zoned = "2026-12-01T15:30[Asia/Kolkata]".parse().unwrap();
    assert_eq!(Instant::try_from(&zoned).unwrap().to_string(), "2026-12-01T10:00:00Z");
    assert!(Date::try_from(civil::date(2200, 1, 1)).is_err() && Time::try_from(civil::time(9, 0, 1, 0)).is_err());
}
