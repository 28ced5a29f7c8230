//! What keeps one person from all others: every pair that shares a topic, judged and counted.
//!
//! Only for those who must be told: mentees without a mentor and mentors with a free seat. O(pairs that share a topic).

use super::Index;
use crate::roster::{MenteeIx, MentorIx, Roster};
use crate::score::{Exclusion, Judgement, Scorer};

/// How many pairs of a person fell to what.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// By [`Tally::slot`].
    counts: Vec<u32>,
}

/// Slots before those of the hard rules.
const FIXED_SLOTS: usize = 8;

impl Tally {
    fn new(scorer: &Scorer) -> Self {
        Tally { counts: vec![0; FIXED_SLOTS + scorer.hard.len()] }
    }

    /// Where an exclusion is counted; `None` is an eligible pair.
    fn slot(exclusion: Option<Exclusion>) -> usize {
        match exclusion {
            None => 0,
            Some(Exclusion::SamePerson) => 1,
            Some(Exclusion::MentorUnavailable) => 2,
            Some(Exclusion::Unwilling | Exclusion::NoSharedTopic) => 3,
            Some(Exclusion::Blocked) => 4,
            Some(Exclusion::NoCommonTime) => 5,
            Some(Exclusion::BelowMinScore) => 6,
            Some(Exclusion::Apart) => 7,
            Some(Exclusion::Rule(k)) => FIXED_SLOTS + k,
        }
    }

    fn add(&mut self, exclusion: Option<Exclusion>) {
        if let Some(count) = self.counts.get_mut(Tally::slot(exclusion)) {
            *count += 1;
        }
    }

    /// How many pairs fell to this; `None` asks for the eligible ones.
    #[must_use]
    pub fn count(&self, exclusion: Option<Exclusion>) -> u32 {
        self.counts.get(Tally::slot(exclusion)).copied().unwrap_or(0)
    }

    /// All pairs counted.
    #[must_use]
    pub fn sum(&self) -> u32 {
        self.counts.iter().sum()
    }
}

/// All pairs of one person that share a topic.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Census {
    /// What became of them.
    pub tally: Tally,
    /// The judged pairs themselves, in the order of the other side; empty for a mentor.
    pub judged: Vec<(MentorIx, Judgement)>,
}

impl Index {
    /// The census of a mentee; empty for one who takes no part.
    #[must_use]
    pub fn census_of_mentee(&self, roster: &Roster, scorer: &Scorer, mentee: MenteeIx) -> Census {
        let mut census = Census { tally: Tally::new(scorer), judged: Vec::new() };
        if roster.mentees.get(mentee as usize).is_none_or(|row| row.seats == 0) {
            return census;
        }
        for mentor in self.sharing(roster, scorer, mentee) {
            let judgement = scorer.judge(roster, mentor, mentee);
            census.tally.add(judgement.exclusion);
            census.judged.push((mentor, judgement));
        }
        census
    }

    /// The census of a mentor, over the mentees who take part.
    #[must_use]
    pub fn census_of_mentor(&self, roster: &Roster, scorer: &Scorer, mentor: MentorIx) -> Tally {
        let mut tally = Tally::new(scorer);
        for mentee in self.shared_by(roster, scorer, mentor) {
            tally.add(scorer.judge(roster, mentor, mentee).exclusion);
        }
        tally
    }
}
