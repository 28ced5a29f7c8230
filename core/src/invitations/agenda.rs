//! What the sessions of a schedule are to be like in calendars.

use std::collections::BTreeMap;

use crate::calendar::{WallClock, minutes_between, normal};
use crate::cohort::Cohort;
use crate::error::ErrorCode;
use crate::matching::{Attendee, Invitation, InvitationChange, LocalTime, Schedule, Session};
use crate::model::Instant;
use crate::options::{Contact, InvitationOptions, WORDS};
use crate::read::{Reader, excerpt, text};
use crate::taxonomy::Resolution;
use crate::words::{Arg, Phrase};

use super::uid;

/// A conversation with its times as numbers.
#[derive(Debug, Clone)]
pub(super) struct Planned {
    pub(super) invitation: Invitation,
    pub(super) start: Instant,
    pub(super) end: Instant,
    /// The clocks by which it is written; UTC if absent.
    pub(super) wall: Option<WallClock>,
}

impl Planned {
    /// Mentee and mentor, whose order is that of the document.
    pub(super) fn key(&self) -> (&str, &str) {
        (&self.invitation.mentee, &self.invitation.mentor)
    }
}

/// The sessions, in order, as if they were all new; problems are noted.
pub(super) fn sessions(
    cohort: &Cohort,
    schedule: &Schedule,
    options: &InvitationOptions,
    stamp: Instant,
    reader: &mut Reader,
) -> Vec<Planned> {
    let mut desk = Desk { cohort, options, stamp, walls: Walls::default() };
    let mut found: Vec<(usize, Planned)> = Vec::with_capacity(schedule.sessions.len());
    reader.field("sessions", |reader| {
        for (at, session) in schedule.sessions.iter().enumerate() {
            found.extend(reader.index(at, |reader| desk.planned(session, reader)).map(|planned| (at, planned)));
        }
        found.sort_by(|(_, one), (_, other)| one.key().cmp(&other.key()));
        for same in found.chunk_by(|(_, one), (_, other)| one.key() == other.key()) {
            for (at, _) in same.iter().skip(1) {
                reader.index(*at, |reader| {
                    reader.problem(ErrorCode::DuplicateEntry, "the two have another session before this one");
                });
            }
        }
    });
    found.into_iter().map(|(_, planned)| planned).collect()
}

struct Desk<'a> {
    cohort: &'a Cohort,
    options: &'a InvitationOptions,
    /// When it is written.
    stamp: Instant,
    walls: Walls,
}

impl Desk<'_> {
    fn planned(&mut self, session: &Session, reader: &mut Reader) -> Option<Planned> {
        let Session { mentor, mentee, topic, .. } = session;
        self.check_people(mentor, mentee, reader);
        if let Some(topic) = topic {
            reader.field("topic", |reader| text(reader, topic, false));
        }
        let (start, end) = session_times(&session.start, &session.end, reader)?;
        let stated = [("mentor_local", &session.mentor_local), ("mentee_local", &session.mentee_local)];
        let stated = stated.into_iter().find_map(|(field, local)| Some((field, local.as_ref()?)));
        let wall =
            stated.and_then(|(field, local)| reader.field(field, |reader| self.walls.named(&local.time_zone, reader)));
        let (wall, local) = written(wall, start, end);
        let options = self.options;
        let attendees = [mentor, mentee].into_iter().filter_map(|id| self.attendee(id)).collect();
        Some(Planned {
            invitation: Invitation {
                mentor: mentor.clone(),
                mentee: mentee.clone(),
                uid: uid(&options.domain, &options.programme, &[mentor, mentee]),
                sequence: 0,
                change: InvitationChange::New,
                stamp: self.stamp.to_string(),
                start: start.to_string(),
                end: end.to_string(),
                local,
                summary: Some(self.summary(session)),
                description: Some(self.description(session)),
                location: options.location.clone(),
                url: options.url.clone(),
                attendees,
                messages: Vec::new(),
            },
            start,
            end,
            wall,
        })
    }

    fn check_people(&self, mentor: &str, mentee: &str, reader: &mut Reader) {
        let known = [self.cohort.find_mentor(mentor).is_some(), self.cohort.find_mentee(mentee).is_some()];
        for ((field, id), known) in [("mentor", mentor), ("mentee", mentee)].into_iter().zip(known) {
            if !known {
                let message = format!("the cohort has no {field} `{}`", excerpt(id));
                reader.field(field, |reader| reader.problem(ErrorCode::UnknownPerson, message));
            }
        }
        if mentor == mentee {
            reader.problem(ErrorCode::Contradiction, format!("`{}` cannot meet themselves", excerpt(mentor)));
        }
    }

    /// What the cohort calls somebody, in either role.
    fn name(&self, id: &str) -> Option<&str> {
        let mentor = self.cohort.find_mentor(id).and_then(|ix| self.cohort.mentor(ix).name.as_deref());
        mentor.or_else(|| self.cohort.find_mentee(id).and_then(|ix| self.cohort.mentee(ix).name.as_deref()))
    }

    fn attendee(&self, id: &str) -> Option<Attendee> {
        let contact = self.options.attendees.get(id)?;
        let name = contact.name.as_deref().or_else(|| self.name(id));
        let address = contact.plain().to_owned();
        Some(Attendee { person: id.to_owned(), address, name: name.map(str::to_owned) })
    }

    fn summary(&self, session: &Session) -> String {
        let usual = [Phrase::InvitationSummary, Phrase::InvitationSummaryTopic];
        self.told(self.options.summary.as_deref(), usual, session)
    }

    fn description(&self, session: &Session) -> String {
        let usual = [Phrase::InvitationDescription, Phrase::InvitationDescriptionTopic];
        self.told(self.options.description.as_deref(), usual, session)
    }

    /// A text of the host's with names in it, or the usual one (without a topic, and with one): without a template, and where a template
    /// has nothing to say, such as `{topic}` of a conversation without one.
    fn told(&self, template: Option<&str>, [plain, about]: [Phrase; 2], session: &Session) -> String {
        let topic = session.topic.as_deref().unwrap_or_default();
        let taxonomy = &self.cohort.roster().taxonomy;
        let topic = match taxonomy.resolve(topic) {
            Resolution::Known(topic) => taxonomy.label(topic),
            _ => topic,
        };
        let name = |id| self.name(id).unwrap_or(id);
        let values = [name(&session.mentor), name(&session.mentee), topic];
        let text = template.map(|template| filled(template, values)).filter(|text| !text.trim().is_empty());
        text.unwrap_or_else(|| {
            let [mentor, mentee, topic] = values.map(Arg::Text);
            match session.topic {
                Some(_) => self.cohort.words().say(about, &[mentor, mentee, topic]),
                None => self.cohort.words().say(plain, &[mentor, mentee]),
            }
        })
    }
}

/// A template with the values of its words, in one pass: a value is never taken for a word.
fn filled(template: &str, values: [&str; 3]) -> String {
    let mut text = String::with_capacity(template.len() + 64);
    let mut rest = template;
    while let Some(brace) = rest.find('{') {
        let (before, from) = rest.split_at(brace);
        text.push_str(before);
        let word = WORDS.into_iter().zip(values).find_map(|(word, value)| Some((value, from.strip_prefix(word)?)));
        rest = match word {
            Some((value, after)) => {
                text.push_str(value);
                after
            }
            None => {
                text.push('{');
                from.get(1..).unwrap_or_default()
            }
        };
    }
    text.push_str(rest);
    text
}

/// The longest conversation in minutes, as in a policy. What a zone's clocks do in a longer one could take more text than all that
/// was sent.
const LONGEST: i64 = 1_440;

/// Start and end of a conversation, in this order.
pub(super) fn session_times(start: &str, end: &str, reader: &mut Reader) -> Option<(Instant, Instant)> {
    let (start, end) = times(start, end, reader)?;
    let minutes = minutes_between(start, end);
    if minutes > LONGEST {
        let message = format!("it takes {minutes} minutes, from {start} to {end}; at most {LONGEST}");
        reader.problem(ErrorCode::OutOfRange, message);
        return None;
    }
    Some((start, end))
}

/// Start and end, in this order.
pub(super) fn times(start: &str, end: &str, reader: &mut Reader) -> Option<(Instant, Instant)> {
    let mut instant = |field, text: &str| {
        let parsed = Instant::parse(text);
        if parsed.is_none() {
            let message = format!("`{}` is not an instant such as `2026-12-01T09:00:00Z`", excerpt(text));
            reader.field(field, |reader| reader.problem(ErrorCode::InvalidTime, message));
        }
        parsed.map(normal)
    };
    let (start, end) = (instant("start", start), instant("end", end));
    let (start, end) = (start?, end?);
    if start >= end {
        reader.problem(ErrorCode::EmptyWindow, format!("it ends at {end}, and starts at {start}"));
        return None;
    }
    Some((start, end))
}

/// The clocks by which a session is written, and what they show: none in UTC, and where they could be misunderstood.
pub(super) fn written(wall: Option<WallClock>, start: Instant, end: Instant) -> (Option<WallClock>, Option<LocalTime>) {
    let Some(wall) = wall.filter(|wall| !wall.is_utc() && wall.tells(start) && wall.tells(end)) else {
        return (None, None);
    };
    let local = LocalTime { time_zone: wall.name().to_owned(), start: wall.stamp(start), end: wall.stamp(end) };
    (Some(wall), Some(local))
}

/// Clocks by name, each looked for once.
#[derive(Debug, Default)]
pub(super) struct Walls(BTreeMap<String, Option<WallClock>>);

impl Walls {
    /// The clocks of the zone in the field `time_zone`.
    pub(super) fn named(&mut self, name: &str, reader: &mut Reader) -> Option<WallClock> {
        if !self.0.contains_key(name) {
            self.0.insert(name.to_owned(), WallClock::named(name));
        }
        let wall = self.0.get(name).cloned().flatten();
        if wall.is_none() {
            let message = format!("`{}` is not an IANA time zone", excerpt(name));
            reader.field("time_zone", |reader| reader.problem(ErrorCode::UnknownTimeZone, message));
        }
        wall
    }
}

/// A contact as the document has it.
pub(super) fn plain(contact: &Contact) -> Contact {
    Contact { address: contact.plain().to_owned(), name: contact.name.clone() }
}
