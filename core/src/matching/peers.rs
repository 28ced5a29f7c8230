//! The result of matching people with people, round by round: the document `fireside/peers/1`.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{AdoptedTopic, Reason, Run, SharedTopic};
use crate::error::Error;
use crate::read::record;
use crate::status::Status;

/// Who meets whom in each round, who is left over and why, and the proof that nothing better exists.
///
/// Lists are in the order of ids (bytes of UTF-8); everybody is in exactly one of the lists of each round.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct PeerMatching {
    /// Always `fireside/peers/1`.
    pub schema: String,
    /// `optimal` if every round is.
    pub status: Status,
    /// The rounds, in their order. Each is the best that the ones before it allow.
    pub rounds: Vec<PeerRound>,
    /// Topics that the cohort does not define and the policy adopts, in the order of ids.
    pub adopted_topics: Vec<AdoptedTopic>,
    /// What the answer was made from.
    pub run: Run,
}

/// One round of conversations.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct PeerRound {
    /// How good the round is known to be, given the ones before it.
    pub status: Status,
    /// Conversations of two.
    pub pairs: Vec<PeerPair>,
    /// Conversations of three: a pair, and somebody who would have been left over.
    pub trios: Vec<PeerTrio>,
    /// Everybody else, and why.
    pub byes: Vec<PeerBye>,
    /// The proof.
    pub certificate: PeerCertificate,
}

/// Two people who meet.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct PeerPair {
    /// Their ids, in order.
    pub people: Vec<String>,
    /// `points` as a share of what two people can be worth to each other at most, 0 to 1.
    #[serde(serialize_with = "crate::points::number")]
    pub score: f64,
    /// Of both ways round together, out of 2,000,000.
    pub points: u32,
    /// Whether the host locked the pair.
    pub locked: bool,
    /// Who has something to tell whom: one way round or both, in the order of mentors.
    pub directions: Vec<PeerDirection>,
    /// One sentence for people a way round.
    pub summary: String,
}

/// What one has to tell the other.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct PeerDirection {
    /// Id of who tells.
    pub mentor: String,
    /// Id of who asks.
    pub mentee: String,
    /// Out of 1,000,000, as [`match_cohort`](crate::match_cohort) counts them.
    pub points: u32,
    /// Whether who asks has stated no topic and hears of one that the other is eager about.
    pub broad: bool,
    /// The wanted topics that the mentor is willing to talk about, most important first.
    pub shared_topics: Vec<SharedTopic>,
    /// Common time over the horizon, in minutes; absent unless both state availability.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overlap_minutes: Option<u32>,
    /// One sentence for people.
    pub summary: String,
}

/// Three people who meet, because one of them would have been left over.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct PeerTrio {
    /// Their ids, in order.
    pub people: Vec<String>,
    /// Id of who joined the other two.
    pub joined: String,
    /// `points` as a share of what three people can be worth to each other at most, 0 to 1.
    #[serde(serialize_with = "crate::points::number")]
    pub score: f64,
    /// Of every two of the three together, out of 6,000,000.
    pub points: u32,
    /// Whether the host locked the pair that was joined.
    pub locked: bool,
    /// Who has something to tell whom, in the order of mentor, then mentee.
    pub directions: Vec<PeerDirection>,
    /// Who joins whom, and one sentence for people a way round.
    pub summary: String,
}

/// Somebody who meets nobody in this round, and why.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct PeerBye {
    /// The person's id.
    pub person: String,
    /// Why; most people first.
    pub reasons: Vec<Reason>,
}

/// The proof of a round.
///
/// Give everybody who may still meet somebody a *level*: 1 to those who were left over least often (in rounds before this one, and
/// by what `passed_over` says), 2 to the next, and so on. Let an edge weigh `lift` times the levels of its ends plus its points, where
/// `lift` is more than the points of any choice. Then the heaviest choice leaves out as few people as possible; among those, people
/// of the highest level as rarely as possible, and so on down; and then has the most points. That no choice is heavier is proved by
/// `duals` and `odd_sets`, as in [`solve::peers`](crate::solve::peers), in half units of weight. Locked pairs of this round are no
/// choice: they are counted beside it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct PeerCertificate {
    /// The points of all pairs, those that somebody has joined among them.
    pub total_points: i64,
    /// No choice that leaves nobody else over has more; at most 2^53 − 1.
    pub bound_points: i64,
    /// The difference; 0 proves the pairs optimal in everything.
    pub gap: i64,
    /// How many people are in a pair; those who have joined one do not count.
    pub matched: u32,
    /// No choice has more of them in a pair.
    pub most: u32,
    /// `cohort`: the proof speaks of every two people who may meet. `candidates`: of as many mentors of each mentee as `candidates`
    /// says. `found`: the deadline came before everybody was looked at, and there is no proof.
    pub scope: String,
    /// In large cohorts: only this many mentors of each mentee were considered, and of mentors who are then on fewer than 16 lists,
    /// their 16 mentees; those with the most points, and of equals, the first ids.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub candidates: Option<u32>,
    /// What a level counts, in points.
    pub lift: i64,
    /// By person; those who are not listed have none.
    pub duals: BTreeMap<String, i64>,
    /// Odd numbers of people, of whom one is over whoever meets whom; any two apart or one within the other.
    pub odd_sets: Vec<PeerSet>,
    /// With `odd` as `trio`: the proof that nobody else can join a pair, and none a better one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub joining: Option<PeerJoining>,
}

/// An odd number of people, three or more, and what it is worth to the proof.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct PeerSet {
    /// Ids of those in this set and in none inside it, in order.
    pub people: Vec<String>,
    /// Sets inside this one: positions in `odd_sets`, all before this one.
    pub sets: Vec<u32>,
    /// In half units of weight, above 0.
    pub dual: i64,
}

/// The proof of who joins which pair.
///
/// Give those who may join a pair levels as in [`PeerCertificate`]. To join a pair weighs `lift` times the level plus the points that
/// one has with the two. No choice is heavier than the sum of all prices and, for everybody left over, of the best weight less
/// price, none below 0.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct PeerJoining {
    /// The points of those who joined with the two they joined.
    pub total_points: i64,
    /// How much heavier another choice could be; 0 proves this one optimal.
    pub gap: i64,
    /// What a level counts, in points.
    pub lift: i64,
    /// The pairs with a price, in order.
    pub prices: Vec<PeerPrice>,
}

/// The price of joining a pair.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct PeerPrice {
    /// The pair's ids, in order.
    pub people: Vec<String>,
    /// Above 0.
    pub price: i64,
}

record!(PeerMatching { required: schema, status, rounds, adopted_topics, run; optional: ; });
record!(PeerRound { required: status, pairs, trios, byes, certificate; optional: ; });
record!(PeerPair { required: people, score, points, locked, directions, summary; optional: ; });
record!(PeerDirection {
    required: mentor, mentee, points, broad, shared_topics, summary;
    optional: overlap_minutes;
});
record!(PeerTrio { required: people, joined, score, points, locked, directions, summary; optional: ; });
record!(PeerBye { required: person, reasons; optional: ; });
record!(PeerCertificate {
    required: total_points, bound_points, gap, matched, most, scope, lift, duals, odd_sets;
    optional: candidates, joining;
});
record!(PeerSet { required: people, sets, dual; optional: ; });
record!(PeerJoining { required: total_points, gap, lift, prices; optional: ; });
record!(PeerPrice { required: people, price; optional: ; });

impl PeerMatching {
    /// The schema this version reads and writes.
    pub const SCHEMA: &'static str = "fireside/peers/1";

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
        super::read_document(text, PeerMatching::SCHEMA, |matching: &PeerMatching| &matching.schema)
    }
}
