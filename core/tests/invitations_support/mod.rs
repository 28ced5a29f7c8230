//! Cohorts, schedules and a reader of iCalendar texts that shares nothing with the library.
#![allow(dead_code, clippy::unwrap_used, clippy::indexing_slicing, reason = "tests, each using a part")]

use fireside::calendar::{Calendar, CalendarOptions};
use fireside::matching::{LocalTime, Session};
use fireside::model::{Instant, Mentee, Mentor, Offer, Topic, Want};
use fireside::{Cohort, Contact, InvitationOptions, Schedule};

/// 2026-12-01T09:00:00Z.
pub(crate) const NINE: i64 = 29_935_260;

/// People with these names, each of whom may meet anybody.
pub(crate) fn cohort(mentors: &[(&str, &str)], mentees: &[(&str, &str)]) -> Cohort {
    let mut builder = Cohort::builder().topic(Topic::new("rust").label("Rust; or, the borrow checker"));
    for (id, name) in mentors {
        builder = builder.mentor(Mentor::new(*id).name(*name).offers(Offer::new("rust")));
    }
    for (id, name) in mentees {
        builder = builder.mentee(Mentee::new(*id).name(*name).wants(Want::new("rust")));
    }
    builder.build().unwrap()
}

/// Minutes since 1970 as an instant.
pub(crate) fn instant(minute: i64) -> String {
    jiff::Timestamp::from_second(minute * 60).unwrap().to_string()
}

/// A session of half an hour, on the mentor's clocks in a zone.
pub(crate) fn session(mentor: &str, mentee: &str, minute: i64, zone: Option<&str>) -> Session {
    let local = |zone: &str| LocalTime { time_zone: zone.to_owned(), ..LocalTime::default() };
    Session {
        mentor: mentor.to_owned(),
        mentee: mentee.to_owned(),
        topic: Some("rust".to_owned()),
        start: instant(minute),
        end: instant(minute + 30),
        mentor_local: zone.map(local),
        ..Session::default()
    }
}

pub(crate) fn schedule(sessions: Vec<Session>) -> Schedule {
    Schedule { schema: Schedule::SCHEMA.to_owned(), sessions, ..Schedule::default() }
}

pub(crate) fn options(stamp: &str) -> InvitationOptions {
    let stamp = Instant::parse(stamp).unwrap();
    InvitationOptions::new("2026 Q4", "example.com", stamp, Contact::new("mentoring@example.com").named("Mentoring"))
}

/// A line of an iCalendar text, unfolded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) name: String,
    pub(crate) parameters: Vec<(String, String)>,
    pub(crate) value: String,
}

impl Line {
    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The value as a text.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        let mut letters = self.value.chars();
        while let Some(letter) = letters.next() {
            match letter {
                '\\' => match letters.next().unwrap() {
                    'n' | 'N' => text.push('\n'),
                    escaped => {
                        assert!("\\;,".contains(escaped), "an escape that is none: {}", self.value);
                        text.push(escaped);
                    }
                },
                ';' | ',' => panic!("unescaped: {}", self.value),
                _ => text.push(letter),
            }
        }
        text
    }
}

/// The lines of a text, which is to be as RFC 5545 has it in every respect that a line has.
pub(crate) fn lines(text: &str) -> Vec<Line> {
    let whole = text.strip_suffix("\r\n").expect("the last line ends, too");
    let mut unfolded: Vec<String> = Vec::new();
    for physical in whole.split("\r\n") {
        assert!(physical.len() <= 75, "{} octets: {physical}", physical.len());
        assert!(!physical.is_empty() && !physical.chars().any(char::is_control), "{physical:?}");
        match physical.strip_prefix(' ') {
            Some(more) => unfolded.last_mut().unwrap().push_str(more),
            None => unfolded.push(physical.to_owned()),
        }
    }
    unfolded.iter().map(|line| one_line(line)).collect()
}

fn one_line(line: &str) -> Line {
    let mut quoted = false;
    let mut cuts = Vec::new();
    let mut colon = None;
    for (at, letter) in line.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            ';' if !quoted => cuts.push(at),
            ':' if !quoted => {
                colon = Some(at);
                break;
            }
            _ => {}
        }
    }
    let colon = colon.unwrap_or_else(|| panic!("no colon: {line}"));
    cuts.push(colon);
    let name = line[..cuts[0]].to_owned();
    let parameters = cuts.windows(2).map(|cut| {
        let (name, value) = line[cut[0] + 1..cut[1]].split_once('=').unwrap();
        let value = value.strip_prefix('"').map_or(value, |rest| rest.strip_suffix('"').unwrap());
        // RFC 6868.
        let mut plain = String::new();
        let mut letters = value.chars();
        while let Some(letter) = letters.next() {
            plain.push(if letter != '^' {
                letter
            } else {
                match letters.next().unwrap() {
                    '\'' => '"',
                    '^' => '^',
                    'n' => '\n',
                    other => panic!("`^{other}` in {line}"),
                }
            });
        }
        (name.to_owned(), plain)
    });
    Line { name: name.clone(), parameters: parameters.collect(), value: line[colon + 1..].to_owned() }
}

/// The lines of this name.
pub(crate) fn all<'a>(lines: &'a [Line], name: &str) -> Vec<&'a Line> {
    lines.iter().filter(|line| line.name == name).collect()
}

/// The value of the only line of this name within the event.
pub(crate) fn value<'a>(lines: &'a [Line], name: &str) -> &'a str {
    let from = lines.iter().position(|line| line.name == "BEGIN" && line.value == "VEVENT").unwrap();
    let found = all(&lines[from..], name);
    assert_eq!(found.len(), 1, "{name}");
    &found[0].value
}

/// Starts and ends of the events of a text, as fireside's own reader has them.
pub(crate) fn read(text: &str) -> Vec<(String, String)> {
    // The zone of the options is another on purpose: nothing is to be without a zone.
    let calendar = Calendar::parse(text, &CalendarOptions::new("Pacific/Kiritimati")).unwrap();
    let ever = ["1970-01-01T00:00:00Z", "2199-12-30T00:00:00Z"].map(|text| Instant::parse(text).unwrap());
    let found = calendar.occurrences(ever[0], ever[1]).unwrap();
    found.iter().map(|one| (one.start.to_string(), one.end.to_string())).collect()
}

/// With addresses for these people.
pub(crate) fn addresses(options: InvitationOptions, ids: &[&str]) -> InvitationOptions {
    ids.iter().fold(options, |options, id| options.attendee(*id, Contact::new(format!("{id}@example.org"))))
}
