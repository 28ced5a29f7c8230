//! What can be wrong with availability on its own.

use super::zone;
use crate::error::ErrorCode;
use crate::model::{Availability, Date, DateTime, Instant, Time};
use crate::read::{Reader, excerpt};

/// How long one extra window may be, in days.
const LONGEST_EXTRA: i64 = 7;

/// How many other zones and busy spans one person may have.
const MOST_ZONES: usize = 100;
const MOST_BUSY: usize = 10_000;

/// Notes every problem with `availability`, at which `reader` stands.
pub fn check(availability: &Availability, reader: &mut Reader) {
    let name = availability.time_zone.as_str();
    // What could not be read is a problem already, and stands at its default here: no zone, midnight, 1970.
    let lenient = !reader.is_clean();
    check_name(name, reader, lenient);
    check_zones(availability, reader, lenient);
    check_busy(availability, reader, lenient);
    for (field, value, range) in [
        ("max_minutes_per_week", availability.max_minutes_per_week, 1..=10_080),
        ("max_sessions_per_week", availability.max_sessions_per_week, 1..=1_000),
        ("notice_minutes", availability.notice_minutes, 0..=44_640),
        ("buffer_before_minutes", availability.buffer_before_minutes, 0..=1_440),
        ("buffer_after_minutes", availability.buffer_after_minutes, 0..=1_440),
    ] {
        if let Some(value) = value.filter(|value| !range.contains(value)) {
            let message = format!("`{value}` is not between {} and {}", range.start(), range.end());
            reader.field(field, |reader| reader.problem(ErrorCode::OutOfRange, message));
        }
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

fn check_name(name: &str, reader: &mut Reader, lenient: bool) {
    let unread = lenient && name.is_empty();
    if !unread && !zone::is_known(name) {
        let better = zone::nearest_name(name).map(str::to_owned);
        let message = format!("`{}` is not an IANA time zone", excerpt(name));
        reader.field("time_zone", |reader| reader.problem_with(ErrorCode::UnknownTimeZone, message, better));
    }
}

/// Zones by date: known, and in the order of their dates.
fn check_zones(availability: &Availability, reader: &mut Reader, lenient: bool) {
    reader.field("zones", |reader| {
        if availability.zones.len() > MOST_ZONES {
            let message = format!("{} zones are more than {MOST_ZONES}", availability.zones.len());
            reader.problem(ErrorCode::TooLarge, message);
        }
        let mut before: Option<Date> = None;
        for (k, change) in availability.zones.iter().enumerate() {
            reader.index(k, |reader| {
                check_name(&change.time_zone, reader, lenient);
                if lenient && change.from == Date::default() {
                    return;
                }
                if let Some(before) = before.filter(|before| *before >= change.from) {
                    let message = format!("`{}` is not after `{before}`, the date before it", change.from);
                    reader.field("from", |reader| reader.problem(ErrorCode::Contradiction, message));
                }
                before = Some(change.from);
            });
        }
    });
}

fn check_busy(availability: &Availability, reader: &mut Reader, lenient: bool) {
    reader.field("busy", |reader| {
        if availability.busy.len() > MOST_BUSY {
            let message = format!("{} busy spans are more than {MOST_BUSY}", availability.busy.len());
            reader.problem(ErrorCode::TooLarge, message);
        }
        for (k, busy) in availability.busy.iter().enumerate() {
            let unread = lenient && [busy.start, busy.end].contains(&Instant::default());
            if busy.end <= busy.start && !unread {
                let message = format!("ends at {}, which is not after its start at {}", busy.end, busy.start);
                reader.index(k, |reader| reader.problem(ErrorCode::EmptyWindow, message));
            }
        }
    });
}

/// Minutes on a clock that never changes: enough to measure a window's length.
fn minutes(moment: DateTime) -> i64 {
    zone::day_number(moment.date) * 24 * 60 + i64::from(moment.time.minutes())
}
