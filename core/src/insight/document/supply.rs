//! Supply and demand by topic.

use serde::Serialize;

use crate::read::record;

/// Who asks for a topic and who offers it. Mentors and mentees count if they take part: those who have a seat in this round.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct TopicSupply {
    /// Its id.
    pub topic: String,
    /// How to show it.
    pub label: String,
    /// How many mentees want it.
    pub asked: u32,
    /// How many mentors offer it, in whatever degree of willingness but no.
    pub offered: u32,
    /// Of them, those who are eager.
    pub eager: u32,
    /// Those who are willing.
    pub willing: u32,
    /// Those who do it if needed.
    pub if_needed: u32,
    /// How many mentors say no to it.
    pub unwilling: u32,
    /// How many seats those who offer it have.
    pub seats: u64,
    /// How many mentees who want it have a mentor with whom they share it.
    pub met: u32,
    /// How many mentors neither offer it nor say no to it, and offer a topic near it: `policy.taxonomy` says what is near. 0 of topics nobody asks for.
    pub nearby: u32,
    /// How many points more there would be with one more mentor who offers just this topic and has one seat, exactly: [`Recruit`](crate::Recruit) says what else
    /// is said of them. Absent if nobody asks for it, or for the reason in `worth_absent`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub worth: Option<i64>,
    /// The topics that it is a kind of.
    pub broader: Vec<String>,
    /// The same with all topics that are narrower, by any number of steps, everybody counted once; absent if the taxonomy is so deep that it would take
    /// more than 100,000,000 steps to count all of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub with_narrower: Option<RolledUp>,
}

/// A topic with all that are narrower; everybody is counted once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct RolledUp {
    /// How many mentees want one of them.
    pub asked: u32,
    /// How many mentors offer one of them.
    pub offered: u32,
    /// How many seats those have.
    pub seats: u64,
    /// How many mentees have a mentor with whom they share one that they want.
    pub met: u32,
}

/// A topic that at least `min_group` mentees ask for, while those who offer it under that name have seats for fewer than half of them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct VocabularyGap {
    /// Its id.
    pub topic: String,
    /// How to show it.
    pub label: String,
    /// How many mentees want it.
    pub asked: u32,
    /// How many mentors offer it.
    pub offered: u32,
    /// How many seats these have.
    pub seats: u64,
    /// Other topics that somebody offers and that may be what is meant, at most three: the most `similarity` first, then the most `words`, the most
    /// `offered`, and by id.
    pub nearest: Vec<NearTopic>,
}

/// A topic that may be what another name means.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct NearTopic {
    /// Its id.
    pub topic: String,
    /// How to show it.
    pub label: String,
    /// How many mentors offer it.
    pub offered: u32,
    /// How many seats these have.
    pub seats: u64,
    /// What the way through the taxonomy keeps of the interest, in millionths; 0 if they are not near.
    pub similarity: u32,
    /// Twice the words that both labels have, of the words of both, in millionths, rounded down: 500,000 or more if that is why it is here.
    pub words: u32,
    /// Whether the labels are spelled alike, as [`nearest`](crate::nearest::nearest) judges it.
    pub spelling: bool,
}

record!(TopicSupply {
    required: topic, label, asked, offered, eager, willing, if_needed, unwilling, seats, met, nearby, broader;
    optional: worth, with_narrower;
});
record!(RolledUp { required: asked, offered, seats, met; optional: ; });
record!(VocabularyGap { required: topic, label, asked, offered, seats, nearest; optional: ; });
record!(NearTopic { required: topic, label, offered, seats, similarity, words, spelling; optional: ; });
