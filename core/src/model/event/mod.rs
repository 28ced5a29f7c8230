//! What happened: events that a host tells a long-lived matcher, as data.

mod read;

use serde::Serialize;

use super::changes::{Changes, PolicyChanges};
use super::mentee::Mentee;
use super::mentor::Mentor;
use super::moment::Moment;

/// Something that happened, with the host's own id of it and when it was.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Event {
    /// The host's id. A second event with the same id changes nothing.
    pub id: String,
    /// When it happened, by the host's clock.
    pub at: Moment,
    /// What.
    #[serde(flatten)]
    pub what: What,
}

/// One of the two who talk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Who offers.
    Mentor,
    /// Who asks.
    Mentee,
}

/// Who did not appear.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Absent {
    /// The mentor.
    Mentor,
    /// The mentee.
    Mentee,
    /// Neither appeared.
    Both,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum What {
    /// One of two was asked whether they would like to talk. From here on the conversation takes a seat of each.
    Proposed {
        /// The mentor's id.
        mentor: String,
        /// The mentee's id.
        mentee: String,
        /// Who asks; the other is to answer. The mentee, if absent.
        #[serde(skip_serializing_if = "Option::is_none")]
        by: Option<Role>,
    },
    /// Whoever was asked said yes.
    Accepted {
        /// The mentor's id.
        mentor: String,
        /// The mentee's id.
        mentee: String,
    },
    /// One of them said no, to a proposal or to a mere suggestion. It costs them nothing.
    Declined {
        /// The mentor's id.
        mentor: String,
        /// The mentee's id.
        mentee: String,
        /// Who; whoever was asked, if absent.
        #[serde(skip_serializing_if = "Option::is_none")]
        by: Option<Role>,
        /// Why, if they care to say. Kept in the journal and shown nowhere.
        #[serde(skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// Nobody answered in time.
    Expired {
        /// The mentor's id.
        mentor: String,
        /// The mentee's id.
        mentee: String,
    },
    /// Whoever asked, or the host, took the proposal back.
    Withdrawn {
        /// The mentor's id.
        mentor: String,
        /// The mentee's id.
        mentee: String,
    },
    /// They have a time.
    Scheduled {
        /// The mentor's id.
        mentor: String,
        /// The mentee's id.
        mentee: String,
        /// When it starts.
        #[serde(skip_serializing_if = "Option::is_none")]
        start: Option<Moment>,
        /// How long it is: 1 to 1,440; the policy's `session_minutes` if absent.
        #[serde(skip_serializing_if = "Option::is_none")]
        minutes: Option<u32>,
    },
    /// They talked.
    Held {
        /// The mentor's id.
        mentor: String,
        /// The mentee's id.
        mentee: String,
        /// How long it was: 1 to 1,440; as scheduled if absent.
        #[serde(skip_serializing_if = "Option::is_none")]
        minutes: Option<u32>,
    },
    /// Somebody did not appear.
    NoShow {
        /// The mentor's id.
        mentor: String,
        /// The mentee's id.
        mentee: String,
        /// Who.
        who: Absent,
    },
    /// What was agreed will not be.
    Cancelled {
        /// The mentor's id.
        mentor: String,
        /// The mentee's id.
        mentee: String,
    },
    /// What one of them thought of it.
    Feedback {
        /// The mentor's id.
        mentor: String,
        /// The mentee's id.
        mentee: String,
        /// Whose it is.
        by: Role,
        /// From 1 (poor) to 5 (very good).
        rating: u32,
    },
    /// People who join, or are replaced whole if they are there.
    Joined {
        /// As mentors.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        mentors: Vec<Mentor>,
        /// As mentees.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        mentees: Vec<Mentee>,
    },
    /// Somebody who leaves, in both roles.
    Left {
        /// Their id.
        person: String,
    },
    /// Somebody who is not to be matched for now, in both roles.
    Paused {
        /// Their id.
        person: String,
    },
    /// Somebody who may be matched again.
    Resumed {
        /// Their id.
        person: String,
    },
    /// Anything else about the cohort.
    Changed {
        /// What is to be different.
        changes: Box<Changes>,
    },
    /// The policy.
    Policy {
        /// What is to be different.
        policy: Box<PolicyChanges>,
    },
    /// People have been told the matching as it is now: its pairs are the incumbents from here on.
    Published,
    /// Nothing, but time has passed.
    Tick,
}

impl What {
    /// The event's name in documents, for example `"no_show"`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            What::Proposed { .. } => "proposed",
            What::Accepted { .. } => "accepted",
            What::Declined { .. } => "declined",
            What::Expired { .. } => "expired",
            What::Withdrawn { .. } => "withdrawn",
            What::Scheduled { .. } => "scheduled",
            What::Held { .. } => "held",
            What::NoShow { .. } => "no_show",
            What::Cancelled { .. } => "cancelled",
            What::Feedback { .. } => "feedback",
            What::Joined { .. } => "joined",
            What::Left { .. } => "left",
            What::Paused { .. } => "paused",
            What::Resumed { .. } => "resumed",
            What::Changed { .. } => "changed",
            What::Policy { .. } => "policy",
            What::Published => "published",
            What::Tick => "tick",
        }
    }

    /// The two whose conversation it is about, mentor first.
    #[must_use]
    pub fn pair(&self) -> Option<(&str, &str)> {
        match self {
            What::Proposed { mentor, mentee, .. }
            | What::Accepted { mentor, mentee }
            | What::Declined { mentor, mentee, .. }
            | What::Expired { mentor, mentee }
            | What::Withdrawn { mentor, mentee }
            | What::Scheduled { mentor, mentee, .. }
            | What::Held { mentor, mentee, .. }
            | What::NoShow { mentor, mentee, .. }
            | What::Cancelled { mentor, mentee }
            | What::Feedback { mentor, mentee, .. } => Some((mentor, mentee)),
            _ => None,
        }
    }
}
