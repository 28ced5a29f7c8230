//! Reading events: which fields each has.

use serde::de::MapAccess;

use super::{Absent, Event, Role, What};
use crate::error::ErrorCode;
use crate::model::{Changes, Mentee, Mentor, Moment, PolicyChanges};
use crate::read::{Reader, Shape, record};

impl Shape for Role {
    const EXPECTED: &'static str = "one of the two";
    fn from_text(reader: &mut Reader, value: &str) -> Option<Self> {
        reader.choice(value, &[("mentor", Role::Mentor), ("mentee", Role::Mentee)])
    }
}

impl Shape for Absent {
    const EXPECTED: &'static str = "who did not appear";
    fn from_text(reader: &mut Reader, value: &str) -> Option<Self> {
        reader.choice(value, &[("mentor", Absent::Mentor), ("mentee", Absent::Mentee), ("both", Absent::Both)])
    }
}

impl Default for Event {
    fn default() -> Self {
        Event { id: String::new(), at: Moment::default(), what: What::Tick }
    }
}

/// Every field that any event has; which of them one takes is checked once its name is known.
#[derive(Default)]
struct Fields {
    id: String,
    at: Moment,
    event: String,
    mentor: Option<String>,
    mentee: Option<String>,
    by: Option<Role>,
    reason: Option<String>,
    start: Option<Moment>,
    minutes: Option<u32>,
    who: Option<Absent>,
    rating: Option<u32>,
    mentors: Option<Vec<Mentor>>,
    mentees: Option<Vec<Mentee>>,
    person: Option<String>,
    changes: Option<Changes>,
    policy: Option<PolicyChanges>,
}

record!(Fields {
    required: id, at, event;
    optional: mentor, mentee, by, reason, start, minutes, who, rating, mentors, mentees, person, changes, policy;
});

const OWN: [&str; 13] = [
    "mentor", "mentee", "by", "reason", "start", "minutes", "who", "rating", "mentors", "mentees", "person", "changes",
    "policy",
];

/// An event's name, the fields it needs and those it may have.
type Signature = (&'static str, &'static [&'static str], &'static [&'static str]);

const PAIR: &[&str] = &["mentor", "mentee"];
const SIGNATURES: [Signature; 18] = [
    ("proposed", PAIR, &["by"]),
    ("accepted", PAIR, &[]),
    ("declined", PAIR, &["by", "reason"]),
    ("expired", PAIR, &[]),
    ("withdrawn", PAIR, &[]),
    ("scheduled", PAIR, &["start", "minutes"]),
    ("held", PAIR, &["minutes"]),
    ("no_show", &["mentor", "mentee", "who"], &[]),
    ("cancelled", PAIR, &[]),
    ("feedback", &["mentor", "mentee", "by", "rating"], &[]),
    ("joined", &[], &["mentors", "mentees"]),
    ("left", &["person"], &[]),
    ("paused", &["person"], &[]),
    ("resumed", &["person"], &[]),
    ("changed", &["changes"], &[]),
    ("policy", &["policy"], &[]),
    ("published", &[], &[]),
    ("tick", &[], &[]),
];

impl Fields {
    fn has(&self, field: &str) -> bool {
        match field {
            "mentor" => self.mentor.is_some(),
            "mentee" => self.mentee.is_some(),
            "by" => self.by.is_some(),
            "reason" => self.reason.is_some(),
            "start" => self.start.is_some(),
            "minutes" => self.minutes.is_some(),
            "who" => self.who.is_some(),
            "rating" => self.rating.is_some(),
            "mentors" => self.mentors.is_some(),
            "mentees" => self.mentees.is_some(),
            "person" => self.person.is_some(),
            "changes" => self.changes.is_some(),
            _ => self.policy.is_some(),
        }
    }

    /// Whether the event has just the fields that it may have.
    fn fits(&self, (name, needs, may): Signature, reader: &mut Reader) -> bool {
        let mut complete = true;
        for field in OWN {
            if needs.contains(&field) && !self.has(field) {
                let message = format!("the event `{name}` needs the field `{field}`");
                reader.field(field, |reader| reader.problem(ErrorCode::MissingField, message));
                complete = false;
            } else if self.has(field) && !needs.contains(&field) && !may.contains(&field) {
                let message = format!("the event `{name}` has no field `{field}`");
                reader.field(field, |reader| reader.problem(ErrorCode::UnknownField, message));
                complete = false;
            }
        }
        complete
    }

    fn into_what(self, reader: &mut Reader) -> Option<What> {
        let names: Vec<(&'static str, Signature)> =
            SIGNATURES.iter().map(|signature| (signature.0, *signature)).collect();
        let signature = reader.field("event", |reader| reader.choice(&self.event, &names))?;
        if !self.fits(signature, reader) {
            return None;
        }
        let within = |reader: &mut Reader, field: &'static str, value: Option<u32>, most: u32| {
            if let Some(value) = value.filter(|value| !(1..=most).contains(value)) {
                let message = format!("`{value}` is not between 1 and {most}");
                reader.field(field, |reader| reader.problem(ErrorCode::OutOfRange, message));
            }
        };
        within(reader, "minutes", self.minutes, 1_440);
        within(reader, "rating", self.rating, 5);
        let (mentor, mentee) = (self.mentor.unwrap_or_default(), self.mentee.unwrap_or_default());
        let person = self.person.unwrap_or_default();
        let by = self.by;
        Some(match signature.0 {
            "proposed" => What::Proposed { mentor, mentee, by },
            "accepted" => What::Accepted { mentor, mentee },
            "declined" => What::Declined { mentor, mentee, by, reason: self.reason },
            "expired" => What::Expired { mentor, mentee },
            "withdrawn" => What::Withdrawn { mentor, mentee },
            "scheduled" => What::Scheduled { mentor, mentee, start: self.start, minutes: self.minutes },
            "held" => What::Held { mentor, mentee, minutes: self.minutes },
            "no_show" => What::NoShow { mentor, mentee, who: self.who.unwrap_or(Absent::Both) },
            "cancelled" => What::Cancelled { mentor, mentee },
            "feedback" => What::Feedback {
                mentor,
                mentee,
                by: by.unwrap_or(Role::Mentee),
                rating: self.rating.unwrap_or_default(),
            },
            "joined" => {
                What::Joined { mentors: self.mentors.unwrap_or_default(), mentees: self.mentees.unwrap_or_default() }
            }
            "left" => What::Left { person },
            "paused" => What::Paused { person },
            "resumed" => What::Resumed { person },
            "changed" => What::Changed { changes: Box::new(self.changes.unwrap_or_default()) },
            "policy" => What::Policy { policy: Box::new(self.policy.unwrap_or_default()) },
            "published" => What::Published,
            _ => What::Tick,
        })
    }
}

impl Shape for Event {
    const EXPECTED: &'static str = "an event";
    fn from_object<'de, A: MapAccess<'de>>(reader: &mut Reader, object: A) -> Result<Option<Self>, A::Error> {
        let before = reader.count();
        let Some(mut fields) = Fields::from_object(reader, object)? else { return Ok(None) };
        // An event with an unreadable field is already a problem; what would follow from it is not another.
        if reader.count() > before {
            return Ok(None);
        }
        let (id, at) = (std::mem::take(&mut fields.id), fields.at);
        reader.field("id", |reader| crate::read::text(reader, &id, false));
        for (field, id) in [("mentor", &fields.mentor), ("mentee", &fields.mentee), ("person", &fields.person)] {
            if let Some(id) = id {
                reader.field(field, |reader| crate::read::text(reader, id, false));
            }
        }
        Ok(fields.into_what(reader).map(|what| Event { id, at, what }))
    }
}
