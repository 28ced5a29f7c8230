//! What became of every conversation, and what is to be sent of it.

use std::cmp::Ordering;

use crate::calendar::minutes_between;
use crate::matching::{
    Attendee, Invitation, InvitationChange, InvitationFigures, InvitationMessage, InvitationMethod, LocalTime,
};
use crate::model::Instant;
use crate::options::Contact;

use super::agenda::Planned;
use super::before::Before;
use super::text::{Occasion, message};

/// Puts the sessions of now beside the conversations before; both are in order.
pub(super) fn revise(
    now: Vec<Planned>,
    before: Before,
    organizer: &Contact,
    stamp: Instant,
) -> (Vec<Invitation>, InvitationFigures) {
    let desk = Desk { organizer, former: &before.organizer, stamp };
    let mut invitations = Vec::with_capacity(now.len().max(before.conversations.len()));
    let (mut now, mut old) = (now.into_iter().peekable(), before.conversations.into_iter().peekable());
    loop {
        let order = match (now.peek(), old.peek()) {
            (Some(now), Some(old)) => now.key().cmp(&old.key()),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => break,
        };
        let now = if order.is_le() { now.next() } else { None };
        let old = if order.is_ge() { old.next() } else { None };
        invitations.extend(match (now, old) {
            (Some(now), None) => Some(desk.invited(now, 0)),
            (Some(now), Some(old)) => Some(desk.both(now, old)),
            (None, Some(old)) => Some(desk.left(old)),
            (None, None) => None,
        });
    }
    let figures = figures(&invitations);
    (invitations, figures)
}

/// How long a conversation that was held is kept whole after its end, in minutes: 30 days.
const KEPT: i64 = 30 * 1_440;

struct Desk<'a> {
    organizer: &'a Contact,
    /// Who it was before.
    former: &'a Contact,
    stamp: Instant,
}

impl Desk<'_> {
    /// To a session that is new, by a message of this number.
    fn invited(&self, mut now: Planned, sequence: u32) -> Invitation {
        now.invitation.sequence = sequence;
        let messages = vec![self.request(&now)];
        Invitation { messages, ..now.invitation }
    }

    /// A session of now that there was before.
    fn both(&self, now: Planned, old: Planned) -> Invitation {
        let same_time = (now.start, now.end) == (old.start, old.end);
        let sequence = old.invitation.sequence;
        match () {
            () if !old.invitation.change.is_on() => self.invited(now, sequence + 1),
            () if same_time && self.has_begun(&old) => self.past(old),
            () if same_time && self.organizer == self.former && seen(&now.invitation) == seen(&old.invitation) => {
                let stamp = old.invitation.stamp;
                Invitation { change: InvitationChange::Unchanged, sequence, stamp, ..now.invitation }
            }
            () => self.updated(now, &old, same_time),
        }
    }

    /// A session that changed: whoever is no longer invited is told so first, by a message with a number of its own. Both may reach the
    /// same calendar, where somebody has another address.
    fn updated(&self, mut now: Planned, old: &Planned, same_time: bool) -> Invitation {
        let mut sequence = old.invitation.sequence + 1;
        now.invitation.change = if same_time { InvitationChange::Updated } else { InvitationChange::Moved };
        let is_left_out = |other: &&Attendee| now.invitation.attendees.iter().all(|one| !one.shares(other));
        let removed: Vec<&Attendee> = old.invitation.attendees.iter().filter(is_left_out).collect();
        let mut messages = Vec::new();
        if !removed.is_empty() {
            let occasion = Occasion { sequence, ..self.of(old, InvitationMethod::Cancel) };
            messages.push(message(&occasion, &removed, false));
            sequence += 1;
        }
        now.invitation.sequence = sequence;
        messages.push(self.request(&now));
        Invitation { messages, ..now.invitation }
    }

    /// A conversation that the schedule does not have.
    fn left(&self, mut old: Planned) -> Invitation {
        if !old.invitation.change.is_on() {
            // Who they are and when they were to meet stays beside the count; how to reach them, and every text, does not.
            return Invitation {
                change: InvitationChange::Gone,
                local: None,
                summary: None,
                description: None,
                location: None,
                url: None,
                attendees: Vec::new(),
                ..old.invitation
            };
        }
        if self.has_begun(&old) {
            return self.past(old);
        }
        old.invitation.sequence += 1;
        old.invitation.change = InvitationChange::Cancelled;
        old.invitation.stamp = self.stamp.to_string();
        let all: Vec<&Attendee> = old.invitation.attendees.iter().collect();
        let messages = vec![message(&self.of(&old, InvitationMethod::Cancel), &all, true)];
        Invitation { messages, ..old.invitation }
    }

    fn has_begun(&self, old: &Planned) -> bool {
        old.start <= self.stamp
    }

    /// One that is left alone. When nobody will call it off any more, addresses are kept no longer, nor what only its messages need: a
    /// calendar of past conversations has times and names.
    fn past(&self, old: Planned) -> Invitation {
        let change = InvitationChange::Past;
        if minutes_between(old.end, self.stamp) <= KEPT {
            return Invitation { change, ..old.invitation };
        }
        Invitation { change, description: None, location: None, url: None, attendees: Vec::new(), ..old.invitation }
    }

    /// What brings a session into calendars, or brings it up to date there.
    fn request(&self, now: &Planned) -> InvitationMessage {
        let attendees: Vec<&Attendee> = now.invitation.attendees.iter().collect();
        let method = if attendees.is_empty() { InvitationMethod::Publish } else { InvitationMethod::Request };
        let occasion = Occasion { organizer: self.organizer, ..self.of(now, method) };
        message(&occasion, &attendees, true)
    }

    /// A message in the name of who invited: a calendar heeds nobody else.
    fn of<'p>(&'p self, planned: &'p Planned, method: InvitationMethod) -> Occasion<'p> {
        let sequence = planned.invitation.sequence;
        Occasion { planned, organizer: self.former, method, sequence, stamp: self.stamp }
    }
}

/// What people see of a conversation beside its times.
type Seen<'a> = (Option<&'a LocalTime>, [Option<&'a str>; 4], &'a [Attendee]);

fn seen(invitation: &Invitation) -> Seen<'_> {
    let Invitation { local, summary, description, location, url, attendees, .. } = invitation;
    (local.as_ref(), [summary, description, location, url].map(|text| text.as_deref()), attendees)
}

fn figures(invitations: &[Invitation]) -> InvitationFigures {
    let count = |change| invitations.iter().filter(|invitation| invitation.change == change).count() as u32;
    InvitationFigures {
        sessions: invitations.iter().filter(|invitation| invitation.change.is_on()).count() as u32,
        new: count(InvitationChange::New),
        moved: count(InvitationChange::Moved),
        updated: count(InvitationChange::Updated),
        unchanged: count(InvitationChange::Unchanged),
        past: count(InvitationChange::Past),
        cancelled: count(InvitationChange::Cancelled),
        gone: count(InvitationChange::Gone),
        messages: invitations.iter().map(|invitation| invitation.messages.len() as u32).sum(),
    }
}
