//! Sessions as invitations to calendars: the document `fireside/invitations/1`.

use serde::{Serialize, Serializer};

use super::{LocalTime, Window};
use crate::error::Error;
use crate::options::Contact;
use crate::read::{Reader, Shape, record};

/// The sessions of a schedule as calendars know them, what changed since the document before this one, and what is to be sent.
///
/// It is to be kept as safely as an address book, and handed over the next time: whoever was invited is written to at the address in it if
/// it is off. Invitations are in the order of mentee, then mentor (bytes of UTF-8); instants
/// are in UTC, for example `2026-12-01T09:00:00Z`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Invitations {
    /// Always `fireside/invitations/1`.
    pub schema: String,
    /// What the conversations belong to.
    pub programme: String,
    /// The part after the `@` of every `uid`.
    pub domain: String,
    /// When it was written.
    pub stamp: String,
    /// In whose name invitations are.
    pub organizer: Contact,
    /// The time that was planned for; absent if the policy has no horizon.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub window: Option<Window>,
    /// Every conversation that was ever invited to: it grows, and never shrinks.
    pub invitations: Vec<Invitation>,
    /// What it comes to.
    pub figures: InvitationFigures,
    /// The version of the time zone database.
    pub time_zone_data: String,
}

/// A conversation as calendars know it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Invitation {
    /// The mentor's id.
    pub mentor: String,
    /// The mentee's id.
    pub mentee: String,
    /// The id that it has for ever. Neither id nor name of the two can be read in it.
    pub uid: String,
    /// The number of the latest message about it, from 0.
    pub sequence: u32,
    /// What became of it since the document before.
    pub change: InvitationChange,
    /// When it was last written.
    pub stamp: String,
    /// When it starts, or was to start.
    pub start: String,
    /// When it ends.
    pub end: String,
    /// The zone in which it is written, and what clocks show there; absent if it is written in UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub local: Option<LocalTime>,
    /// What it is called; absent if it is gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// What else is said of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Where it takes place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// A page about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Whoever of the two has an address, mentor first; nobody once it is gone or long past.
    pub attendees: Vec<Attendee>,
    /// What is to be sent now, in order; nothing if nothing changed.
    pub messages: Vec<InvitationMessage>,
}

/// Somebody who is invited.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Attendee {
    /// The person's id.
    pub person: String,
    /// Where mail reaches them.
    pub address: String,
    /// What calendars show.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// An iCalendar object, and to whom it goes.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct InvitationMessage {
    /// The method, which the content type is to name, too: `text/calendar; charset=utf-8; method=REQUEST` (RFC 6047, section 2.4).
    pub method: InvitationMethod,
    /// Addresses; none where the host supplied none.
    pub to: Vec<String>,
    /// The object, in lines that end in CR LF.
    pub text: String,
}

/// Invitations in figures.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct InvitationFigures {
    /// Conversations that take place, or took place.
    pub sessions: u32,
    /// How many are `new`.
    pub new: u32,
    /// How many were `moved`.
    pub moved: u32,
    /// How many were `updated`.
    pub updated: u32,
    /// How many are `unchanged`.
    pub unchanged: u32,
    /// How many are `past`.
    pub past: u32,
    /// How many were `cancelled`.
    pub cancelled: u32,
    /// How many are `gone`.
    pub gone: u32,
    /// Messages to be sent.
    pub messages: u32,
}

macro_rules! choices {
    ($name:ident, $expected:literal, $count:literal: $($variant:ident = $text:literal,)+) => {
        impl $name {
            /// Each there is.
            pub const ALL: [$name; $count] = [$($name::$variant,)+];

            /// As documents spell it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text,)+ }
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl Shape for $name {
            const EXPECTED: &'static str = $expected;
            fn from_text(reader: &mut Reader, value: &str) -> Option<Self> {
                reader.choice(value, &$name::ALL.map(|choice| (choice.as_str(), choice)))
            }
        }
    };
}

/// What became of a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[non_exhaustive]
pub enum InvitationChange {
    /// It was not there before, or was cancelled.
    #[default]
    New,
    /// It is at another time.
    Moved,
    /// Something else about it changed: who is invited, where it is, what it is called.
    Updated,
    /// Nothing changed.
    Unchanged,
    /// It has begun. It stays as it is, even if no schedule has it any more; 30 days after its end without attendees, description, location
    /// and url.
    Past,
    /// No schedule has it any more.
    Cancelled,
    /// It was cancelled before; what is left are ids, times and the count of its messages.
    Gone,
}

choices! { InvitationChange, "what became of a conversation", 7:
    New = "new", Moved = "moved", Updated = "updated", Unchanged = "unchanged", Past = "past", Cancelled = "cancelled", Gone = "gone",
}

impl InvitationChange {
    /// Whether the conversation takes place, or took place.
    #[must_use]
    pub const fn is_on(self) -> bool {
        !matches!(self, InvitationChange::Cancelled | InvitationChange::Gone)
    }
}

/// What a message asks of calendars (RFC 5546, section 3.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[non_exhaustive]
pub enum InvitationMethod {
    /// To come.
    #[default]
    Request,
    /// To note it. Of a conversation to which nobody with an address comes.
    Publish,
    /// To strike it out.
    Cancel,
}

choices! { InvitationMethod, "a method", 3: Request = "REQUEST", Publish = "PUBLISH", Cancel = "CANCEL", }

record!(Invitations {
    required: schema, programme, domain, stamp, organizer, invitations, figures, time_zone_data;
    optional: window;
});
record!(Invitation {
    required: mentor, mentee, uid, sequence, change, stamp, start, end, attendees, messages;
    optional: local, summary, description, location, url;
});
record!(Attendee { required: person, address; optional: name; });
record!(InvitationMessage { required: method, to, text; optional: ; });
record!(InvitationFigures {
    required: sessions, new, moved, updated, unchanged, past, cancelled, gone, messages;
    optional: ;
});

impl Invitations {
    /// The schema this version reads and writes.
    pub const SCHEMA: &'static str = "fireside/invitations/1";

    /// The document, on one line; the same bytes in every language.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Plain data with text keys: serialisation into memory has no way to fail.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads a document back, to hand it over the next time.
    ///
    /// # Errors
    /// Text that is not such a document, with everything that is wrong with it.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        super::read_document(text, Invitations::SCHEMA, |invitations: &Invitations| &invitations.schema)
    }
}
