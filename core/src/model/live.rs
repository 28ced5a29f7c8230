//! What a policy says of cohorts that live on: how long to wait, to keep apart and to let rest, and how to learn from what became of
//! proposals and conversations.

use serde::Serialize;

use crate::points::FULL;
use crate::read::record;

/// How long an engine that lives on waits, keeps pairs apart and lets people rest, in days of 24 hours: 0 to 3,660 each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields, default))]
pub struct LivePolicy {
    /// How long a proposal waits for an answer; 7 if absent.
    #[cfg_attr(feature = "schema", schemars(range(max = 3_660)))]
    pub answer_days: u32,
    /// How long a pair is apart after a decline; 180 if absent.
    #[cfg_attr(feature = "schema", schemars(range(max = 3_660)))]
    pub decline_days: u32,
    /// How long a pair is apart after a proposal lapsed or was cancelled; 14 if absent.
    #[cfg_attr(feature = "schema", schemars(range(max = 3_660)))]
    pub lapse_days: u32,
    /// How long a pair is apart after a conversation; 90 if absent.
    #[cfg_attr(feature = "schema", schemars(range(max = 3_660)))]
    pub no_repeat_days: u32,
    /// How long a mentor rests after a conversation; 0 if absent.
    #[cfg_attr(feature = "schema", schemars(range(max = 3_660)))]
    pub cool_down_days: u32,
    /// How long somebody rests who did not appear; 14 if absent.
    #[cfg_attr(feature = "schema", schemars(range(max = 3_660)))]
    pub no_show_days: u32,
    /// How responsiveness and reliability are learnt.
    pub learning: Learning,
}

/// How responsiveness and reliability are learnt: as successes of all trials, each worth half as much after every `half_life_days`,
/// beside a prior that stands for somebody of whom nothing is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields, default))]
pub struct Learning {
    /// After how many days a trial counts half: 1 to 36,500; 180 if absent.
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 36_500)))]
    pub half_life_days: u32,
    /// The prior's successes: 1 to 1,000; 2 if absent.
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 1_000)))]
    pub prior_successes: u32,
    /// The prior's failures: 1 to 1,000; 1 if absent.
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 1_000)))]
    pub prior_failures: u32,
}

impl Default for LivePolicy {
    fn default() -> Self {
        LivePolicy {
            answer_days: 7,
            decline_days: 180,
            lapse_days: 14,
            no_repeat_days: 90,
            cool_down_days: 0,
            no_show_days: 14,
            learning: Learning::default(),
        }
    }
}

impl Default for Learning {
    fn default() -> Self {
        Learning { half_life_days: 180, prior_successes: 2, prior_failures: 1 }
    }
}

impl LivePolicy {
    /// Whether nothing is other than if it were absent: then documents do not say it.
    pub(super) fn is_default(&self) -> bool {
        *self == LivePolicy::default()
    }
}

impl Learning {
    /// What somebody of whom nothing is known is taken for: the prior's successes of all its trials, in millionths, rounded down.
    ///
    /// ```
    /// assert_eq!(fireside::model::Learning::default().prior(), 666_666);
    /// ```
    #[must_use]
    pub fn prior(&self) -> u32 {
        let (successes, failures) = (u64::from(self.prior_successes), u64::from(self.prior_failures));
        (successes * u64::from(FULL) / (successes + failures).max(1)) as u32
    }
}

record!(LivePolicy {
    required: ;
    optional: answer_days, decline_days, lapse_days, no_repeat_days, cool_down_days, no_show_days, learning;
});
record!(Learning { required: ; optional: half_life_days, prior_successes, prior_failures; });

/// Fields of a [`LivePolicy`] that are to be different.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields, default))]
#[expect(missing_docs, reason = "the fields of the whole, described there")]
pub struct LiveChanges {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer_days: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decline_days: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lapse_days: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_repeat_days: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cool_down_days: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_show_days: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub learning: Option<LearningChanges>,
}

/// Fields of [`Learning`] that are to be different.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields, default))]
#[expect(missing_docs, reason = "the fields of the whole, described there")]
pub struct LearningChanges {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub half_life_days: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prior_successes: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prior_failures: Option<u32>,
}

impl LiveChanges {
    /// `whole` with these fields in place of its own.
    #[must_use]
    pub fn over(self, whole: LivePolicy) -> LivePolicy {
        LivePolicy {
            answer_days: self.answer_days.unwrap_or(whole.answer_days),
            decline_days: self.decline_days.unwrap_or(whole.decline_days),
            lapse_days: self.lapse_days.unwrap_or(whole.lapse_days),
            no_repeat_days: self.no_repeat_days.unwrap_or(whole.no_repeat_days),
            cool_down_days: self.cool_down_days.unwrap_or(whole.cool_down_days),
            no_show_days: self.no_show_days.unwrap_or(whole.no_show_days),
            learning: self.learning.map_or(whole.learning, |learning| learning.over(whole.learning)),
        }
    }
}

impl LearningChanges {
    /// `whole` with these fields in place of its own.
    #[must_use]
    pub fn over(self, whole: Learning) -> Learning {
        Learning {
            half_life_days: self.half_life_days.unwrap_or(whole.half_life_days),
            prior_successes: self.prior_successes.unwrap_or(whole.prior_successes),
            prior_failures: self.prior_failures.unwrap_or(whole.prior_failures),
        }
    }
}

record!(LiveChanges {
    required: ;
    optional: answer_days, decline_days, lapse_days, no_repeat_days, cool_down_days, no_show_days, learning;
});
record!(LearningChanges { required: ; optional: half_life_days, prior_successes, prior_failures; });
