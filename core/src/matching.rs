//! The result: an answer for every person, a reason for every answer, and the proof.
//!
//! Plain data, written as the document `fireside/matching/1`. Lists are in the order of ids (bytes of UTF-8), so the
//! same cohort gives the same bytes however its people were listed.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::error::{Error, ErrorCode};
use crate::read::{FieldCase, Reader, Shape, excerpt, record};
use crate::status::Status;

mod applied;
mod curve;
mod invitations;
mod load;
mod peers;
mod proof;
mod schedule;
mod standing;
mod times;

pub use applied::{Applied, Conversation, GainedPair, Note, Outcome, OutcomeCode};
pub use curve::{CoverageCurve, CoveragePoint};
pub use invitations::{
    Attendee, Invitation, InvitationChange, InvitationFigures, InvitationMessage, InvitationMethod, Invitations,
};
pub use load::{Concentration, Load};
pub use peers::{
    PeerBye, PeerCertificate, PeerDirection, PeerJoining, PeerMatching, PeerPair, PeerPrice, PeerRound, PeerSet,
    PeerTrio,
};
pub use proof::{
    Certificate, Coverage, Fairness, LevelPrice, LimitedCoverage, PassedOver, QuotaUse, Quotas, Ranking, Stability,
};
pub use schedule::{
    LocalTime, NearSession, Schedule, ScheduleFigures, Session, SessionCrowd, SessionPair, Unscheduled, UnscheduledCode,
};
pub use standing::{Odds, PersonStanding, RoleStanding};
pub use times::{Appointment, RoomCost, SlotCost, Times};

/// Who meets whom, who does not and why, and the proof that nothing better exists.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Matching {
    /// Always `fireside/matching/1`.
    pub schema: String,
    /// How good the answer is known to be.
    pub status: Status,
    /// Who meets whom; in the order of mentee, then mentor.
    pub pairings: Vec<Pairing>,
    /// Mentees without any mentor, in the order of ids.
    pub unmatched: Vec<Unmatched>,
    /// Mentees with fewer mentors than they would like, but at least one, in the order of ids.
    pub short: Vec<Short>,
    /// Mentors with seats left, and those who take no part, in the order of ids.
    pub spare: Vec<Spare>,
    /// Topics that the cohort does not define and the policy adopts, in the order of ids.
    pub adopted_topics: Vec<AdoptedTopic>,
    /// The proof.
    pub certificate: Certificate,
    /// What the answer was made from.
    pub run: Run,
}

/// A conversation worth having, and why.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Pairing {
    /// The mentor's id.
    pub mentor: String,
    /// The mentee's id.
    pub mentee: String,
    /// `points` as a share of a perfect pair's, 0 to 1.
    #[serde(serialize_with = "crate::points::number")]
    pub score: f64,
    /// Out of 1,000,000. What matching adds up.
    pub points: u32,
    /// Whether the host locked the pair.
    pub locked: bool,
    /// Whether the mentee stated no topic and meets the mentor on one the mentor is eager about.
    pub broad: bool,
    /// The wanted topics that this mentor is willing to talk about, most important first.
    pub shared_topics: Vec<SharedTopic>,
    /// Common time over the horizon, in minutes; absent unless both state availability.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overlap_minutes: Option<u32>,
    /// The first ten common windows.
    pub common_windows: Vec<Window>,
    /// The score's parts; their points sum to `points`.
    pub breakdown: Vec<Component>,
    /// When they meet, if the matching was made with times; absent of locked pairs who have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session: Option<Appointment>,
    /// One sentence for people.
    pub summary: String,
    /// Of a suggestion that heeds prices: the mentor's, in points. Suggestions are in the order of points less price.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<i64>,
}

/// A wanted topic and what the mentor offers for it.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct SharedTopic {
    /// Id of the topic the mentee wants; in a broad pairing, the topic the mentor is eager about.
    pub wanted: String,
    /// Id of the topic the mentor offers for it.
    pub offered: String,
    /// `same`, `narrower`, `broader`, `related` or `mixed`: what the offered topic is to the wanted one.
    pub relation: String,
    /// The way through the taxonomy, as ids, from the wanted to the offered topic.
    pub path: Vec<String>,
    /// What the way keeps of the interest, 0 to 1.
    #[serde(serialize_with = "crate::points::number")]
    pub similarity: f64,
    /// `eager`, `willing` or `if_needed`.
    pub willingness: String,
    /// The mentor's level, 1 to 5.
    pub mentor_level: u32,
    /// The mentee's level, 1 to 5.
    pub mentee_level: u32,
    /// How much the topic matters to the mentee.
    pub importance: u32,
    /// Similarity times willingness times the fit of the levels, 0 to 1.
    #[serde(serialize_with = "crate::points::number")]
    pub value: f64,
}

/// A stretch of common time, in UTC, for example `2026-12-01T09:00:00Z`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Window {
    /// Its start.
    pub start: String,
    /// Its end.
    pub end: String,
}

/// One part of a score.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Component {
    /// `interests`, `availability`, `preference`, `affinity`, or a soft rule as `prefer_differ:department`.
    pub component: String,
    /// Its weight in the policy.
    #[serde(serialize_with = "crate::points::number")]
    pub weight: f64,
    /// How much of it this pair has, 0 to 1.
    #[serde(serialize_with = "crate::points::number")]
    pub value: f64,
    /// What it adds to the score.
    pub points: u32,
    /// What the value rests on.
    pub evidence: Vec<Evidence>,
}

/// A fact a score rests on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Evidence {
    /// Its stable name.
    pub code: String,
    /// In words.
    pub text: String,
}

/// A mentee without a mentor, and why.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Unmatched {
    /// The mentee's id.
    pub mentee: String,
    /// Why; most mentors first.
    pub reasons: Vec<Reason>,
    /// The mentors that came nearest, nearest first; at most three.
    pub nearest: Vec<Near>,
}

/// A mentee with some of the mentors they would like, and why there are no more.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Short {
    /// The mentee's id.
    pub mentee: String,
    /// How many mentors they would like.
    pub wanted: u32,
    /// How many they have.
    pub matched: u32,
    /// Why there are no more; most mentors first.
    pub reasons: Vec<Reason>,
    /// The other mentors that came nearest, nearest first; at most three.
    pub nearest: Vec<Near>,
}

/// A mentor with seats left, and why.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Spare {
    /// The mentor's id.
    pub mentor: String,
    /// How many seats; 0 for those who take no part.
    pub seats: u32,
    /// Why they are not taken.
    pub reasons: Vec<Reason>,
}

/// Why something is not so, and for how many people.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Reason {
    /// Its stable name, one of [`ReasonCode`](crate::ReasonCode).
    pub code: String,
    /// How many people (or, for `no_offer`, topics) it speaks of.
    pub count: u32,
    /// In words.
    pub detail: String,
}

/// A mentor who came near.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Near {
    /// The mentor's id.
    pub mentor: String,
    /// The pair's points, had it been allowed.
    pub points: u32,
    /// What stood in the way, one of [`ReasonCode`](crate::ReasonCode).
    pub code: String,
    /// In words.
    pub detail: String,
}

/// A topic that people named and the cohort does not define.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct AdoptedTopic {
    /// Its id: the normalised text.
    pub id: String,
    /// As people wrote it.
    pub label: String,
    /// How many people name it.
    pub people: u32,
    /// The defined topic it resembles, if any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub similar_to: Option<String>,
}

/// What an answer was made from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Run {
    /// fireside's version.
    pub version: String,
    /// SHA-256 of the canonical policy.
    pub policy_hash: String,
    /// SHA-256 of the canonical cohort without its policy.
    pub input_hash: String,
    /// The objective, for example `total`.
    pub objective: String,
    /// Options that bear on the answer beyond objective and seed.
    pub options: BTreeMap<String, String>,
    /// What ties are broken with.
    pub seed: u32,
    /// The version of the time zone database.
    pub time_zone_data: String,
}

record!(Matching {
    required: schema, status, pairings, unmatched, short, spare, adopted_topics, certificate, run;
    optional: ;
});
record!(Pairing {
    required: mentor, mentee, score, points, locked, broad, shared_topics, common_windows, breakdown, summary;
    optional: overlap_minutes, session;
});
record!(SharedTopic {
    required: wanted, offered, relation, path, similarity, willingness, mentor_level, mentee_level, importance, value;
    optional: ;
});
record!(Window { required: start, end; optional: ; });
record!(Component { required: component, weight, value, points, evidence; optional: ; });
record!(Evidence { required: code, text; optional: ; });
record!(Unmatched { required: mentee, reasons, nearest; optional: ; });
record!(Short { required: mentee, wanted, matched, reasons, nearest; optional: ; });
record!(Spare { required: mentor, seats, reasons; optional: ; });
record!(Reason { required: code, count, detail; optional: ; });
record!(Near { required: mentor, points, code, detail; optional: ; });
record!(AdoptedTopic { required: id, label, people; optional: similar_to; });
record!(Run { required: version, policy_hash, input_hash, objective, options, seed, time_zone_data; optional: ; });

impl Matching {
    /// The schema this version reads and writes.
    pub const SCHEMA: &'static str = "fireside/matching/1";

    /// The document, on one line; the same bytes in every language.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Plain data with text keys: serialisation into memory has no way to fail.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads a document back, for example to verify it later.
    ///
    /// # Errors
    /// Text that is not such a document, with everything that is wrong with it.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        read_document(text, Matching::SCHEMA, |matching: &Matching| &matching.schema)
    }

    /// The mentors of a mentee.
    pub fn mentors_of<'a>(&'a self, mentee: &'a str) -> impl Iterator<Item = &'a Pairing> {
        self.pairings.iter().filter(move |pairing| pairing.mentee == mentee)
    }
}

/// Reads a document of this schema.
pub(crate) fn read_document<T: Shape + Default>(
    text: &str,
    schema: &str,
    stated: impl Fn(&T) -> &str,
) -> Result<T, Error> {
    let mut reader = Reader::new(FieldCase::Snake);
    let document = reader.read_json::<T>(text)?.unwrap_or_default();
    reader.into_problems().into_result()?;
    if stated(&document) != schema {
        let message = format!("`{}` is not `{schema}`", excerpt(stated(&document)));
        return Err(Error::new(ErrorCode::UnsupportedSchema, "schema", message));
    }
    Ok(document)
}
