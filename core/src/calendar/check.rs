//! What can be wrong with availability on its own.

use super::zone;
use crate::error::ErrorCode;
use crate::model::{Availability, Date, DateTime, Time};
use crate::read::{Reader, excerpt};

/// How long one extra window may be, in days.
const LONGEST_EXTRA: i64 = 7;

/// Notes every problem with `availability`, at which `reader` stands.
pub fn check(availability: &Availability, reader: &mut Reader) {
    let name = availability.time_zone.as_str();
    // What could not be read is a problem already, and stands at its default here: no zone, midnight, 1970.
    let lenient = !reader.is_clean();
    let unread = lenient && name.is_empty();
    if !unread && !zone::is_known(name) {
        let better = zone::nearest_name(name).map(str::to_owned);
        let message = format!("`{}` is not an IANA time zone", excerpt(name));
        reader.field("time_zone", |reader| reader.problem_with(ErrorCode::UnknownTimeZone, message, better));
    }
    reader.field("weekly", |reader| {
        for (k, window) in availability.weekly.iter().enumerate() {
            if window.end <= window.start && !(lenient && window.end == Time::default()) {
                let message = format!("ends at {}, which is not after its start at {}", window.end, window.start);
                reader.index(k, |reader| reader.problem(ErrorCode::EmptyWindow, message));
            }
        }
    });
    reader.field("away", |reader| {
        for (k, absence) in availability.away.iter().enumerate() {
            if absence.to < absence.from && !(lenient && absence.to == Date::default()) {
                let message = format!("ends on {}, before its start on {}", absence.to, absence.from);
                reader.index(k, |reader| reader.problem(ErrorCode::EmptyWindow, message));
            }
        }
    });
    reader.field("extra", |reader| {
        for (k, window) in availability.extra.iter().enumerate() {
            reader.index(k, |reader| {
                let length = minutes(window.end) - minutes(window.start);
                if lenient && [window.start, window.end].contains(&DateTime::default()) {
                    return;
                }
                if length <= 0 {
                    let message = format!("ends at {}, which is not after its start at {}", window.end, window.start);
                    reader.problem(ErrorCode::EmptyWindow, message);
                } else if length > LONGEST_EXTRA * 24 * 60 {
                    reader.problem(ErrorCode::OutOfRange, format!("is longer than {LONGEST_EXTRA} days"));
                }
            });
        }
    });
}

/// Minutes on a clock that never changes: enough to measure a window's length.
fn minutes(moment: DateTime) -> i64 {
    zone::day_number(moment.date) * 24 * 60 + i64::from(moment.time.minutes())
}
