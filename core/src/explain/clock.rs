//! Days, nights and weekdays, as what is said of time has them.

use crate::calendar::{Shown, month_and_day};
use crate::model::Time;
use crate::words::Words;

/// Minutes of a day.
pub(super) const DAY: u32 = 24 * 60;
/// When the night ends and begins.
pub(super) const NIGHT: [u32; 2] = [7 * 60, 22 * 60];
/// A minute of the day as a time; 1440 is 24:00.
pub(super) fn time(minute: u32) -> Time {
    Time::new((minute / 60) as u8, (minute % 60) as u8).unwrap_or_default()
}

/// `Tue 1 Dec`, of a day since 1970-01-01.
pub(super) fn date(words: &Words, day: i64) -> String {
    let (month, of_month) = month_and_day(day).unwrap_or_default();
    words.date(Shown { zone: "", day, minute: 0 }.weekday(), month, of_month)
}
