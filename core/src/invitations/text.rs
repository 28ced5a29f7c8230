//! Conversations as iCalendar objects (RFC 5545), in the form in which calendars send them to each other (RFC 5546).

use std::fmt::Write;

use crate::calendar::Writer;
use crate::matching::{Attendee, InvitationMessage, InvitationMethod};
use crate::model::Instant;
use crate::options::Contact;

use super::agenda::Planned;

/// What a message is about.
#[derive(Clone, Copy)]
pub(super) struct Occasion<'a> {
    pub(super) planned: &'a Planned,
    pub(super) organizer: &'a Contact,
    pub(super) method: InvitationMethod,
    pub(super) sequence: u32,
    pub(super) stamp: Instant,
}

/// A message to `attendees`. A cancellation that is not of the `whole` conversation is of their part in it.
pub(super) fn message(occasion: &Occasion<'_>, attendees: &[&Attendee], whole: bool) -> InvitationMessage {
    let mut writer = Writer::new(Some(occasion.method.as_str()));
    if let Some(wall) = &occasion.planned.wall {
        writer.zone(wall, occasion.planned.start, occasion.planned.end);
    }
    // Two people may share an address; a calendar is told once.
    let mut told: Vec<&Attendee> = Vec::with_capacity(attendees.len());
    for attendee in attendees {
        if told.iter().all(|other| !other.shares(attendee)) {
            told.push(attendee);
        }
    }
    let status = match (occasion.method, whole) {
        (InvitationMethod::Cancel, true) => Some("CANCELLED"),
        // Section 3.2.5: none where somebody is taken off the list.
        (InvitationMethod::Cancel, false) => None,
        _ => Some("CONFIRMED"),
    };
    event(&mut writer, occasion, &told, status);
    let to = told.iter().map(|attendee| attendee.address.clone()).collect();
    InvitationMessage { method: occasion.method, to, text: writer.finish() }
}

/// The conversation itself (RFC 5545, section 3.6.1).
pub(super) fn event(writer: &mut Writer, occasion: &Occasion<'_>, attendees: &[&Attendee], status: Option<&str>) {
    let Planned { invitation, start, end, wall } = occasion.planned;
    writer.begin("VEVENT");
    writer.property("UID", &[], &invitation.uid);
    writer.property("SEQUENCE", &[], &occasion.sequence.to_string());
    writer.instant("DTSTAMP", occasion.stamp);
    person(writer, "ORGANIZER", &occasion.organizer.address, occasion.organizer.name.as_deref(), &[]);
    for attendee in attendees {
        let asked = [("ROLE", "REQ-PARTICIPANT"), ("PARTSTAT", "NEEDS-ACTION"), ("RSVP", "TRUE")];
        let asked = if occasion.method == InvitationMethod::Request { &asked[..] } else { &[] };
        person(writer, "ATTENDEE", &attendee.address, attendee.name.as_deref(), asked);
    }
    for (name, instant) in [("DTSTART", *start), ("DTEND", *end)] {
        match wall {
            Some(wall) => writer.local(name, instant, wall),
            None => writer.instant(name, instant),
        }
    }
    let texts = [
        ("SUMMARY", &invitation.summary),
        ("DESCRIPTION", &invitation.description),
        ("LOCATION", &invitation.location),
    ];
    for (name, value) in texts {
        if let Some(value) = value {
            writer.text(name, value);
        }
    }
    if let Some(url) = &invitation.url {
        writer.property("URL", &[], url);
    }
    if let Some(status) = status {
        writer.property("STATUS", &[], status);
    }
    writer.end("VEVENT");
}

/// An organizer or an attendee.
pub(super) fn person(
    writer: &mut Writer,
    property: &str,
    address: &str,
    name: Option<&str>,
    parameters: &[(&str, &str)],
) {
    let name = name.map(|name| ("CN", name));
    let parameters: Vec<(&str, &str)> = name.into_iter().chain(parameters.iter().copied()).collect();
    writer.property(property, &parameters, &mailto(address));
}

impl Attendee {
    /// Whether both are at one address: that it is spelled otherwise makes it no other mailbox.
    pub(super) fn shares(&self, other: &Attendee) -> bool {
        self.address.eq_ignore_ascii_case(&other.address)
    }
}

/// An address as a URI (RFC 6068, section 2): what has a meaning in one is written as its bytes.
fn mailto(address: &str) -> String {
    let mut uri = String::from("mailto:");
    for byte in address.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~@!$'*+".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}
