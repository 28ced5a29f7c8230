//! On what ground seats went to some and not to others, in words: that depends on the objective.

use crate::matching::Run;
use crate::points::FULL;
use crate::roster::MentorIx;
use crate::run::PASSED_OVER_FIRST;
use crate::words::{Arg, Phrase, Words};

/// What decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground<'a> {
    /// Points, at these prices of mentors.
    Points(&'a [i64]),
    /// Points less the cost of load, at these prices of mentors, who have so many conversations.
    Load(&'a [i64], &'a [u32]),
    /// Points and times, or as many mentees as possible before; of mentors who have so many sessions.
    Times(&'a [u32]),
    /// As many mentees as possible, then points; without prices, for those of the most points say nothing of it.
    Coverage,
    /// Whoever has least.
    Fair,
    /// Whoever was passed over most, then whoever has least.
    PassedOver,
    /// First choices.
    Ranks,
    /// What both sides would rather have.
    Stable,
}

impl<'a> Ground<'a> {
    /// That of a run, with or without quotas and circles.
    #[must_use]
    pub fn of(run: &Run, prices: &'a [i64], limited: bool) -> Self {
        match run.objective.as_str() {
            "coverage" if limited => Ground::Coverage,
            "fair" if run.options.contains_key(PASSED_OVER_FIRST) => Ground::PassedOver,
            "fair" => Ground::Fair,
            "rank_maximal" => Ground::Ranks,
            "stable_mentee" | "stable_mentor" => Ground::Stable,
            _ => Ground::Points(prices),
        }
    }

    /// What mentors' seats cost; without prices, all the same.
    pub(super) fn prices(self) -> &'a [i64] {
        match self {
            Ground::Points(prices) | Ground::Load(prices, _) => prices,
            _ => &[],
        }
    }

    /// How many points a pair lacks to have been chosen; without prices, how many to a perfect one.
    pub(super) fn missing(self, mentor: MentorIx, points: u32) -> i64 {
        let price = match self {
            Ground::Points(_) | Ground::Load(..) => self.prices().get(mentor as usize).copied().unwrap_or(0),
            _ => i64::from(FULL),
        };
        price - i64::from(points)
    }

    /// How many conversations a mentor has, if that is what kept them from one more.
    pub(super) fn load(self, mentor: MentorIx) -> Option<u32> {
        match self {
            Ground::Load(_, loads) => loads.get(mentor as usize).copied(),
            _ => None,
        }
    }

    /// How many sessions a mentor has, if times decide.
    pub(super) fn sessions(self, mentor: MentorIx) -> Option<u32> {
        match self {
            Ground::Times(loads) => loads.get(mentor as usize).copied(),
            _ => None,
        }
    }

    /// To whom seats went that somebody would have liked; `missing` is what their pair lacks.
    pub(super) fn went(self, words: &Words, missing: i64) -> String {
        match self {
            Ground::Points(_) | Ground::Load(..) if missing > 0 => {
                words.say(Phrase::GroundShort, &[Arg::Points(missing)])
            }
            Ground::Points(_) | Ground::Load(..) if missing < 0 => words.say(Phrase::GroundNeeded, &[]),
            Ground::Points(_) | Ground::Load(..) => words.say(Phrase::GroundTie, &[]),
            other => other.others(words),
        }
    }

    /// To whom seats went.
    pub(super) fn others(self, words: &Words) -> String {
        words.say(Phrase::GroundOthers, &[Arg::Choice(self.name())])
    }

    /// Where mentees are who could have had a seat that is left.
    pub(super) fn elsewhere(self, words: &Words) -> String {
        words.say(Phrase::GroundElsewhere, &[Arg::Choice(self.name())])
    }

    /// What phrases call it.
    fn name(self) -> &'static str {
        match self {
            Ground::Points(_) => "points",
            Ground::Load(..) => "load",
            Ground::Times(_) => "times",
            Ground::Coverage => "coverage",
            Ground::Fair => "fair",
            Ground::PassedOver => "passed_over",
            Ground::Ranks => "ranks",
            Ground::Stable => "stable",
        }
    }
}
