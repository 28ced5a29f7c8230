//! What conversations were in the invitations before. That document may come from anywhere, so it is checked like any other input:
//! nothing of it reaches a message that could not have come from options.

use crate::calendar::normal;
use crate::error::ErrorCode;
use crate::matching::{Attendee, Invitation, Invitations};
use crate::model::Instant;
use crate::options::{Contact, InvitationOptions, LONGEST_WRITTEN, check_lines, check_place};
use crate::read::{Reader, excerpt, text};

use super::agenda::{Planned, Walls, session_times, written};
use super::uid;

/// Conversations in the order of mentee, then mentor, and in whose name they were.
#[derive(Debug, Default)]
pub(super) struct Before {
    pub(super) organizer: Contact,
    pub(super) conversations: Vec<Planned>,
}

/// The greatest number that calendars know (RFC 5545, section 3.3.8).
pub(super) const MOST: u32 = i32::MAX as u32;

/// The most messages that one document has about a conversation.
const PER_RUN: u32 = 2;

/// Reads the document; problems are noted.
pub(super) fn read(previous: &Invitations, options: &InvitationOptions, now: Instant, reader: &mut Reader) -> Before {
    for (field, before, now) in
        [("programme", &previous.programme, &options.programme), ("domain", &previous.domain, &options.domain)]
    {
        if before != now {
            let message = format!(
                "it is of `{}`, not of `{}`: another programme, or domain, begins without a previous document",
                excerpt(before),
                excerpt(now)
            );
            reader.field(field, |reader| reader.problem(ErrorCode::Contradiction, message));
        }
    }
    reader.field("stamp", |reader| match Instant::parse(&previous.stamp).map(normal) {
        Some(stamp) if stamp > now => {
            let message = format!("{stamp} is after {now}, when this one is written");
            reader.problem(ErrorCode::Contradiction, message);
        }
        Some(_) => {}
        None => not_instant(&previous.stamp, reader),
    });
    reader.field("organizer", |reader| previous.organizer.check(reader));
    let same = (&previous.programme, &previous.domain) == (&options.programme, &options.domain);
    let mut walls = Walls::default();
    let mut found: Vec<(usize, Planned)> = Vec::with_capacity(previous.invitations.len());
    reader.field("invitations", |reader| {
        for (at, invitation) in previous.invitations.iter().enumerate() {
            let planned = reader.index(at, |reader| {
                if same {
                    check_count(invitation, &options.domain, &options.programme, MOST - PER_RUN, reader);
                }
                conversation(invitation, &mut walls, reader)
            });
            found.extend(planned.map(|planned| (at, planned)));
        }
        found.sort_by(|(_, one), (_, other)| one.key().cmp(&other.key()));
        for same in found.chunk_by(|(_, one), (_, other)| one.key() == other.key()) {
            for (at, _) in same.iter().skip(1) {
                reader.index(*at, |reader| reader.problem(ErrorCode::DuplicateEntry, "the pair comes twice"));
            }
        }
    });
    let organizer = super::agenda::plain(&previous.organizer);
    Before { organizer, conversations: found.into_iter().map(|(_, planned)| planned).collect() }
}

/// What is to go on: the id, and the number, which is at `most` this.
pub(super) fn check_count(invitation: &Invitation, domain: &str, programme: &str, most: u32, reader: &mut Reader) {
    let Invitation { mentor, mentee, sequence, .. } = invitation;
    if invitation.uid != uid(domain, programme, &[mentor, mentee]) {
        let message = format!("`{}` is not the id of this conversation", excerpt(&invitation.uid));
        reader.field("uid", |reader| reader.problem(ErrorCode::Contradiction, message));
    }
    if *sequence > most {
        let message = format!("{sequence} is too great a number; at most {most}");
        reader.field("sequence", |reader| reader.problem(ErrorCode::OutOfRange, message));
    }
}

/// A conversation of a document: times, zone, and texts that may stand in a message.
pub(super) fn conversation(invitation: &Invitation, walls: &mut Walls, reader: &mut Reader) -> Option<Planned> {
    if Instant::parse(&invitation.stamp).is_none() {
        reader.field("stamp", |reader| not_instant(&invitation.stamp, reader));
    }
    for (field, lines) in [("summary", &invitation.summary), ("description", &invitation.description)] {
        if let Some(lines) = lines {
            reader.field(field, |reader| check_lines(reader, lines, LONGEST_WRITTEN));
        }
    }
    check_place(invitation.location.as_deref(), invitation.url.as_deref(), reader);
    reader.field("attendees", |reader| {
        for (at, attendee) in invitation.attendees.iter().enumerate() {
            let contact = Contact { address: attendee.address.clone(), name: attendee.name.clone() };
            reader.index(at, |reader| {
                reader.field("person", |reader| text(reader, &attendee.person, false));
                contact.check(reader);
            });
        }
        if invitation.attendees.len() > 2 {
            reader.problem(ErrorCode::TooLarge, "a conversation is of two");
        }
    });
    let (start, end) = session_times(&invitation.start, &invitation.end, reader)?;
    let wall = invitation
        .local
        .as_ref()
        .and_then(|local| reader.field("local", |reader| walls.named(&local.time_zone, reader)));
    let (wall, _) = written(wall, start, end);
    Some(Planned { invitation: bare(invitation), start, end, wall })
}

/// A conversation without what was sent.
fn bare(invitation: &Invitation) -> Invitation {
    let plain = |attendee: &Attendee| {
        let contact = Contact::new(attendee.address.as_str());
        Attendee { address: contact.plain().to_owned(), ..attendee.clone() }
    };
    Invitation {
        mentor: invitation.mentor.clone(),
        mentee: invitation.mentee.clone(),
        uid: invitation.uid.clone(),
        sequence: invitation.sequence,
        change: invitation.change,
        stamp: invitation.stamp.clone(),
        start: invitation.start.clone(),
        end: invitation.end.clone(),
        local: invitation.local.clone(),
        summary: invitation.summary.clone(),
        description: invitation.description.clone(),
        location: invitation.location.clone(),
        url: invitation.url.clone(),
        attendees: invitation.attendees.iter().map(plain).collect(),
        messages: Vec::new(),
    }
}

fn not_instant(stamp: &str, reader: &mut Reader) {
    let message = format!("`{}` is not an instant such as `2026-12-01T09:00:00Z`", excerpt(stamp));
    reader.problem(ErrorCode::InvalidTime, message);
}
