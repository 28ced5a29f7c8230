//! Days, nights and weekdays, as what is said of time has them.

use crate::model::Time;

/// Minutes of a day.
pub(super) const DAY: u32 = 24 * 60;
/// When the night ends and begins.
pub(super) const NIGHT: [u32; 2] = [7 * 60, 22 * 60];
/// Weekdays from Monday on.
pub(super) const SHORT: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
pub(super) const LONG: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// A minute of the day as a time; 1440 is 24:00.
pub(super) fn time(minute: u32) -> Time {
    Time::new((minute / 60) as u8, (minute % 60) as u8).unwrap_or_default()
}
