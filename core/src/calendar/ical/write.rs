//! Content lines, written (RFC 5545, section 3.1): folded, escaped, and with nothing in them that could begin another line.

use std::fmt::Write;

use super::value::DAY;
use super::{seconds, zone};
use crate::calendar::zone::{Clocks, Observance};
use crate::model::Instant;

/// The longest line in octets, without its end (section 3.1).
const LONGEST: usize = 75;

/// An iCalendar object in the making.
///
/// Whatever it is given, it stays one: control characters and Unicode's ends of lines are left out, so that no value ends its line.
#[derive(Debug)]
pub(crate) struct Writer {
    text: String,
}

impl Writer {
    /// With a method of RFC 5546, if it is to be sent.
    pub(crate) fn new(method: Option<&str>) -> Self {
        let mut writer = Writer { text: String::with_capacity(1024) };
        writer.begin("VCALENDAR");
        writer.line("VERSION:2.0");
        writer.line("PRODID:-//fireside//fireside//EN");
        if let Some(method) = method {
            writer.property("METHOD", &[], method);
        }
        writer
    }

    /// The text, ended.
    pub(crate) fn finish(mut self) -> String {
        self.end("VCALENDAR");
        self.text
    }

    pub(crate) fn begin(&mut self, component: &str) {
        self.property("BEGIN", &[], component);
    }

    pub(crate) fn end(&mut self, component: &str) {
        self.property("END", &[], component);
    }

    /// A value that is no text: an instant, a URI, a number.
    pub(crate) fn property(&mut self, name: &str, parameters: &[(&str, &str)], value: &str) {
        let mut line = name.to_owned();
        for (parameter, value) in parameters {
            let _ = write!(line, ";{parameter}={}", quoted(value));
        }
        line.push(':');
        line.push_str(value);
        self.line(&line);
    }

    /// A text, with what has a meaning in it escaped (section 3.3.11).
    pub(crate) fn text(&mut self, name: &str, value: &str) {
        let mut line = format!("{name}:");
        for letter in value.chars() {
            match letter {
                '\\' | ';' | ',' => line.extend(['\\', letter]),
                '\n' => line.push_str("\\n"),
                _ => line.push(letter),
            }
        }
        self.line(&line);
    }

    /// An instant in UTC.
    pub(crate) fn instant(&mut self, name: &str, instant: Instant) {
        self.property(name, &[], &utc(instant));
    }

    /// An instant as clocks show it.
    pub(crate) fn local(&mut self, name: &str, instant: Instant, wall: &WallClock) {
        let local = wall.clocks.local(seconds(instant)).unwrap_or_default();
        self.property(name, &[("TZID", wall.name())], &shown(local));
    }

    /// What a zone's clocks do from one instant to another (section 3.6.5), in observances that begin once: every reader understands
    /// them, and there is no rule in them that a later law could break.
    pub(crate) fn zone(&mut self, wall: &WallClock, first: Instant, last: Instant) {
        self.begin("VTIMEZONE");
        self.property("TZID", &[], wall.name());
        for observance in wall.clocks.observances(seconds(first), seconds(last)) {
            self.observance(&observance);
        }
        self.end("VTIMEZONE");
    }

    fn observance(&mut self, observance: &Observance) {
        let Observance { at, before, after, daylight, name } = observance;
        let component = if *daylight { "DAYLIGHT" } else { "STANDARD" };
        self.begin(component);
        // By the clocks before it. What has been so ever since begins in 1601, as other programs have it, too.
        let onset = at.map_or_else(|| "16010101T000000".to_owned(), |at| shown(at + before));
        self.property("DTSTART", &[], &onset);
        self.property("TZOFFSETFROM", &[], &offset(*before));
        self.property("TZOFFSETTO", &[], &offset(*after));
        self.text("TZNAME", name);
        self.end(component);
    }

    /// One line, folded between characters: a continuation begins with a space, which counts.
    fn line(&mut self, content: &str) {
        let mut length = 0;
        for letter in content.chars().filter(|letter| !ends_lines(*letter)) {
            if length + letter.len_utf8() > LONGEST {
                self.text.push_str("\r\n ");
                length = 1;
            }
            self.text.push(letter);
            length += letter.len_utf8();
        }
        self.text.push_str("\r\n");
    }
}

/// Whether some reader could take this for the end of a line: control characters, and what Unicode ends lines and paragraphs with.
fn ends_lines(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}')
}

/// A parameter's value: in quotes if it has to be, and with what quotes cannot hold as RFC 6868 writes it.
fn quoted(value: &str) -> String {
    let mut text = String::with_capacity(value.len() + 2);
    for letter in value.chars() {
        match letter {
            '^' => text.push_str("^^"),
            '"' => text.push_str("^'"),
            '\n' => text.push_str("^n"),
            _ => text.push(letter),
        }
    }
    if text.contains([':', ';', ',']) { format!("\"{text}\"") } else { text }
}

/// An instant as the first minute of a day rather than the last of the one before: 24:00 is 00:00.
pub(crate) fn normal(instant: Instant) -> Instant {
    super::instant(seconds(instant))
}

/// From one instant to another; negative if the other is before it.
pub(crate) fn minutes_between(one: Instant, other: Instant) -> i64 {
    (seconds(other) - seconds(one)) / 60
}

/// `20261201T090000Z`.
pub(crate) fn utc(instant: Instant) -> String {
    format!("{}Z", shown(seconds(instant)))
}

/// `20261201T090000`, what clocks show, counted from 1970 on them.
fn shown(local: i64) -> String {
    let (day, second) = (local.div_euclid(DAY), local.rem_euclid(DAY));
    let (year, month, day) = zone::civil(day).unwrap_or((1970, 1, 1));
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}")
}

/// `+0530`, with seconds only where there are any (section 3.3.14).
fn offset(seconds: i64) -> String {
    let (sign, size) = (if seconds < 0 { '-' } else { '+' }, seconds.abs());
    let (hours, minutes, seconds) = (size / 3600, size / 60 % 60, size % 60);
    let seconds = if seconds == 0 { String::new() } else { format!("{seconds:02}") };
    format!("{sign}{hours:02}{minutes:02}{seconds}")
}

/// The clocks by which a time is written.
#[derive(Debug, Clone)]
pub(crate) struct WallClock {
    clocks: Clocks,
}

impl WallClock {
    /// The clocks of an IANA zone; `None` if there is none of this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Clocks::named(name).map(|clocks| WallClock { clocks })
    }

    /// As the database spells the zone.
    pub(crate) fn name(&self) -> &str {
        self.clocks.name()
    }

    /// Whether this is UTC, for which there is a form without a zone.
    pub(crate) fn is_utc(&self) -> bool {
        matches!(self.name(), "UTC" | "Etc/UTC")
    }

    /// Whether what the clocks show at an instant means this instant: what they show a second time means the first
    /// (section 3.3.5).
    pub(crate) fn tells(&self, instant: Instant) -> bool {
        let instant = seconds(instant);
        self.clocks.local(instant).and_then(|local| self.clocks.instant(local)) == Some(instant)
    }

    /// `2026-12-01T09:00+00:00`, as the clocks show an instant.
    pub(crate) fn stamp(&self, instant: Instant) -> String {
        self.clocks.stamp(seconds(instant)).unwrap_or_default()
    }
}
