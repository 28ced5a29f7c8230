//! Calendars of one person: their conversations, and when they are busy with them.

use crate::calendar::{WallClock, Writer, normal, utc};
use crate::error::{Error, ErrorCode};
use crate::matching::{Attendee, Invitation, InvitationMethod, Invitations};
use crate::model::Instant;
use crate::options::{Contact, check_domain};
use crate::read::{Reader, text};

use super::agenda::{Planned, Walls, times};
use super::text::{Occasion, event, person as attendee};
use super::{before, uid};

impl Invitations {
    /// All conversations of a person as one calendar, to be looked at or subscribed to: an iCalendar object with the method `PUBLISH`
    /// (RFC 5546, section 3.2.1), by their starts, without attendees, which has no place for them. What was cancelled is not in it. `None` if the
    /// person has no conversation, since a calendar without any is none (RFC 5545, section 3.6).
    ///
    /// ```
    /// # use fireside::Invitations;
    /// # let invitations = Invitations::default();
    /// assert_eq!(invitations.calendar_of("ada")?, None);
    /// # Ok::<(), fireside::Error>(())
    /// ```
    ///
    /// O(invitations + conversations of the person · log conversations): for everybody, O(people · invitations).
    ///
    /// # Errors
    /// In a document that was tampered with: what cannot be written, with its path, and ids and numbers that are not those of the
    /// conversation.
    pub fn calendar_of(&self, person: &str) -> Result<Option<String>, Error> {
        let mut reader = Reader::default();
        let (stamp, organizer) = self.head(&mut reader);
        let mut conversations = self.of(person, &mut reader);
        reader.into_problems().into_result()?;
        conversations.sort_by(|one, other| (one.start, one.end, one.key()).cmp(&(other.start, other.end, other.key())));
        if conversations.is_empty() {
            return Ok(None);
        }
        let method = InvitationMethod::Publish;
        let mut writer = Writer::new(Some(method.as_str()));
        for (wall, first, last) in zones(&conversations) {
            writer.zone(wall, first, last);
        }
        for planned in &conversations {
            let sequence = planned.invitation.sequence;
            let occasion = Occasion { planned, organizer: &organizer, method, sequence, stamp };
            event(&mut writer, &occasion, &[], Some("CONFIRMED"));
        }
        Ok(Some(writer.finish()))
    }

    /// When a person is busy with conversations, in both roles, over the time that was planned for: an iCalendar object with a `VFREEBUSY`
    /// (RFC 5545, section 3.6.4), in UTC; what touches is one period. `None` if there is no such time or they have no conversation at all.
    ///
    /// Where the person has an address, it has the method `PUBLISH`, which takes them as the `ORGANIZER`: whose time it is (RFC 5546,
    /// section 3.3.1). Where they have none, or only conversations of long ago, it has no method, which only what is sent needs.
    ///
    /// O(invitations + conversations of the person · log conversations): for everybody, O(people · invitations).
    ///
    /// # Errors
    /// As those of [`calendar_of`](Self::calendar_of).
    pub fn free_busy(&self, person: &str) -> Result<Option<String>, Error> {
        let mut reader = Reader::default();
        let (stamp, _) = self.head(&mut reader);
        let window = self.window.as_ref();
        let window =
            window.and_then(|window| reader.field("window", |reader| times(&window.start, &window.end, reader)));
        let conversations = self.of(person, &mut reader);
        reader.into_problems().into_result()?;
        let (Some((start, end)), false) = (window, conversations.is_empty()) else { return Ok(None) };
        let own = |planned: &Planned| {
            let mut attendees = planned.invitation.attendees.iter();
            attendees.find(|attendee| attendee.person == person).cloned()
        };
        // The latest address, where they differ.
        let latest = conversations.iter().max_by_key(|planned| &planned.invitation.stamp).and_then(own);
        let address: Option<Attendee> = latest.or_else(|| conversations.iter().find_map(own));
        let mut writer = Writer::new(address.as_ref().map(|_| InvitationMethod::Publish.as_str()));
        writer.begin("VFREEBUSY");
        writer.property("UID", &[], &uid(&self.domain, &self.programme, &[person]));
        writer.instant("DTSTAMP", stamp);
        if let Some(own) = address {
            attendee(&mut writer, "ORGANIZER", &own.address, own.name.as_deref(), &[]);
        }
        writer.instant("DTSTART", start);
        writer.instant("DTEND", end);
        for (start, end) in busy(&conversations, start, end) {
            writer.property("FREEBUSY", &[("FBTYPE", "BUSY")], &format!("{}/{}", utc(start), utc(end)));
        }
        writer.end("VFREEBUSY");
        Ok(Some(writer.finish()))
    }

    /// When the document was written, and in whose name.
    fn head(&self, reader: &mut Reader) -> (Instant, Contact) {
        let stamp = Instant::parse(&self.stamp).map(normal);
        // A document without any invitation says nothing that could be wrong.
        if !self.invitations.is_empty() {
            if stamp.is_none() {
                reader.field("stamp", |reader| reader.problem(ErrorCode::InvalidTime, "is not an instant"));
            }
            reader.field("organizer", |reader| self.organizer.check(reader));
            reader.field("programme", |reader| text(reader, &self.programme, false));
            reader.field("domain", |reader| check_domain(reader, &self.domain));
        }
        (stamp.unwrap_or_default(), super::agenda::plain(&self.organizer))
    }

    /// The conversations of a person that take place, or took place.
    fn of(&self, person: &str, reader: &mut Reader) -> Vec<Planned> {
        let mut walls = Walls::default();
        let theirs = |invitation: &Invitation| {
            invitation.change.is_on() && (invitation.mentor == person || invitation.mentee == person)
        };
        let numbered = self.invitations.iter().enumerate().filter(|(_, invitation)| theirs(invitation));
        reader.field("invitations", |reader| {
            let read = numbered.filter_map(|(at, invitation)| {
                reader.index(at, |reader| {
                    before::check_count(invitation, &self.domain, &self.programme, before::MOST, reader);
                    before::conversation(invitation, &mut walls, reader)
                })
            });
            read.collect()
        })
    }
}

/// Each zone once, in the order of names, from the first conversation in it to the last.
fn zones(conversations: &[Planned]) -> Vec<(&WallClock, Instant, Instant)> {
    let mut zones: Vec<(&WallClock, Instant, Instant)> = Vec::new();
    for Planned { wall, start, end, .. } in conversations {
        let Some(wall) = wall else { continue };
        match zones.binary_search_by(|(known, ..)| known.name().cmp(wall.name())) {
            Ok(at) => {
                if let Some((_, first, last)) = zones.get_mut(at) {
                    (*first, *last) = ((*first).min(*start), (*last).max(*end));
                }
            }
            Err(at) => zones.insert(at, (wall, *start, *end)),
        }
    }
    zones
}

/// When a person is busy between two instants: ascending, disjoint, and not touching.
fn busy(conversations: &[Planned], from: Instant, until: Instant) -> Vec<(Instant, Instant)> {
    let clipped = |planned: &Planned| (planned.start.max(from), planned.end.min(until));
    let mut periods: Vec<(Instant, Instant)> =
        conversations.iter().map(clipped).filter(|(start, end)| start < end).collect();
    periods.sort_unstable();
    let mut merged: Vec<(Instant, Instant)> = Vec::with_capacity(periods.len());
    for (start, end) in periods {
        match merged.last_mut() {
            Some((_, last)) if start <= *last => *last = (*last).max(end),
            _ => merged.push((start, end)),
        }
    }
    merged
}
