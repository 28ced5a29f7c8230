//! Short ways to write a calendar and what comes of it.

use fireside::calendar::{Calendar, CalendarOptions};
use fireside::model::{Busy, Instant};

pub(crate) fn instant(text: &str) -> Instant {
    Instant::parse(text).unwrap_or_else(|| panic!("{text}"))
}

/// A calendar with these lines between `BEGIN:VCALENDAR` and its end.
pub(crate) fn text(lines: &[&str]) -> String {
    let all = ["BEGIN:VCALENDAR"].iter().chain(lines).chain(&["END:VCALENDAR"]);
    all.map(|line| format!("{line}\r\n")).collect()
}

/// A calendar with one event of these lines.
pub(crate) fn event(lines: &[&str]) -> String {
    text(&[&["BEGIN:VEVENT"], lines, &["END:VEVENT"]].concat())
}

pub(crate) fn read(text: &str, zone: &str) -> Calendar {
    Calendar::parse(text, &CalendarOptions::new(zone)).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// "start/end" of busy time.
pub(crate) fn show(busy: &[Busy]) -> Vec<String> {
    busy.iter().map(|Busy { start, end }| format!("{start}/{end}")).collect()
}

/// Busy time from one instant until another.
pub(crate) fn busy(text: &str, zone: &str, from: &str, until: &str) -> Vec<String> {
    show(
        &read(text, zone).busy_between(instant(from), instant(until)).unwrap_or_else(|error| panic!("{error}\n{text}")),
    )
}

/// Starts of all instances, from one instant until another.
pub(crate) fn starts(text: &str, zone: &str, from: &str, until: &str) -> Vec<String> {
    let found = read(text, zone).occurrences(instant(from), instant(until));
    found.unwrap_or_else(|error| panic!("{error}\n{text}")).iter().map(|one| one.start.to_string()).collect()
}
