//! What every rule of the policy costs.
//!
//! **Question.** How many points, and how many mentees with a mentor, would there be more without this rule?
//!
//! **Method.** One run without each rule. Both matchings, with and without, are measured by the policy *without* the rule. For a hard rule,
//! which has no part in the score, that is the difference of the two totals. A soft rule has a share of the score, which without it falls
//! to the other components, so the two totals are points of different kinds; measured alike, the difference is what the other
//! components lose by the rule: what is paid for what it brings.
//!
//! **Sign.** With the objective `total` no rule gains anything by this measure, as the matching with the rule is one of those that may be
//! without it. There is one exception, a soft rule together with a `min_score`: pairs may reach it by the rule alone. Other objectives do
//! not strive for points first, and points may fall without a rule.
//!
//! **Complexity.** One search and one index a rule, without explanations.

use serde::Serialize;

use super::{Matcher, View, is_plain};
use crate::cohort::Cohort;
use crate::control::Control;
use crate::error::{Error, ErrorCode};
use crate::index::Index;
use crate::matcher::solution;
use crate::model::{Changes, Rule};
use crate::options::MatchOptions;
use crate::pricing::Solution;
use crate::run::run;
use crate::status::Status;
use crate::threads;

/// What a rule costs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RuleCost {
    /// The rule's position in the policy, from 0.
    pub position: u32,
    /// The rule.
    pub rule: Rule,
    /// How good both answers are known to be: `optimal` if each is, `within_gap` or `deadline` if one is no more than that. Absent if
    /// the cohort cannot do without the rule, because nothing else has a weight: then there are no figures either.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// How many points there would be more without it, both answers measured by the policy without it. Absent if the deadline left no
    /// time for this rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub points: Option<i64>,
    /// With the objective `total`, without times: the rule costs at least this, as far as is proved. Equal to `points` if both answers are optimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_least: Option<i64>,
    /// With the objective `total`, without times: the rule costs at most this, as far as is proved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_most: Option<i64>,
    /// How many mentees more would have a mentor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub matched: Option<i64>,
}

/// What the pairs of a solution are worth in a cohort of the same people.
fn worth(cohort: &Cohort, solution: &Solution) -> i64 {
    let points = |&(mentee, mentor)| i64::from(cohort.scorer().judge(cohort.roster(), mentor, mentee).points);
    solution.pairs.iter().map(points).sum()
}

/// How many mentees have a mentor.
fn matched(solution: &Solution) -> i64 {
    solution.pairs.chunk_by(|a, b| a.0 == b.0).count() as i64
}

/// The less certain of two.
fn weaker(a: Status, b: Status) -> Status {
    let rank = |status| match status {
        Status::Optimal => 0,
        Status::WithinGap => 1,
        Status::Deadline => 2,
    };
    if rank(a) >= rank(b) { a } else { b }
}

impl Matcher {
    /// What each rule of the policy costs, in their order: one run without each, measured by the policy without it.
    ///
    /// For a hard rule that is the difference of the totals. A soft rule's share of the score falls to the other components without
    /// it; its cost is what these lose by it. Of a deadline each run has its part; progress is reported as the stage `"rules"`.
    ///
    /// ```
    /// use fireside::model::{Mentee, Mentor, Offer, Policy, Rule, Topic, Want};
    /// use fireside::{Cohort, Control, MatchOptions, Matcher};
    ///
    /// let cohort = Cohort::builder()
    ///     .topic(Topic::new("rust"))
    ///     .mentor(Mentor::new("ada").offers(Offer::new("rust")).attribute("team", "Payments"))
    ///     .mentee(Mentee::new("bo").wants(Want::new("rust")).attribute("team", "Payments"))
    ///     .policy(Policy { rules: vec![Rule::MustDiffer { attribute: "team".into() }], ..Policy::default() })
    ///     .build()?;
    /// let costs = Matcher::new(cohort).rule_costs(&MatchOptions::default(), &Control::new())?;
    /// assert_eq!(costs[0].matched, Some(1), "without the rule Ada and Bo could meet");
    /// assert!(costs[0].points > Some(0));
    /// # Ok::<(), fireside::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Matcher::run`].
    pub fn rule_costs(&self, options: &MatchOptions, control: &Control) -> Result<Vec<RuleCost>, Error> {
        self.view().rule_costs(options, control)
    }
}

impl View {
    fn rule_costs(&self, options: &MatchOptions, control: &Control) -> Result<Vec<RuleCost>, Error> {
        options.check()?;
        control.check()?;
        let rules = &self.cohort.data().policy.rules;
        if rules.is_empty() {
            return Ok(Vec::new());
        }
        // With quotas the bound of a solution is one for points without them.
        let plain = is_plain(&run(&self.cohort, options)) && !self.cohort.has_limits();
        let count = rules.len() as u32;
        threads::with(options.threads, || {
            control.report("rules", 0, count.into());
            let quiet = control.quiet();
            let with = solution(&self.cohort, self.index(), options, &quiet.first_of(count + 1))?;
            let mut costs = Vec::with_capacity(rules.len());
            for (position, rule) in (0..).zip(rules) {
                let rest = quiet.first_of(count - position);
                costs.push(self.cost((position, rule), (&with, plain), options, &rest)?);
                control.report("rules", u64::from(position) + 1, count.into());
            }
            Ok(costs)
        })?
    }

    fn cost(
        &self,
        (position, rule): (u32, &Rule),
        (with, plain): (&Solution, bool),
        options: &MatchOptions,
        control: &Control,
    ) -> Result<RuleCost, Error> {
        let rule = rule.clone();
        let unknown = |status| RuleCost {
            position,
            rule: rule.clone(),
            status,
            points: None,
            at_least: None,
            at_most: None,
            matched: None,
        };
        control.check()?;
        if control.is_expired() {
            return Ok(unknown(Some(Status::Deadline)));
        }
        let cohort = match self.cohort.changed(&Changes { drop_rules: vec![position], ..Changes::default() }) {
            Ok(cohort) => cohort,
            // A soft rule may be all that has a weight.
            Err(error) if error.code() == ErrorCode::OutOfRange => return Ok(unknown(None)),
            Err(error) => return Err(error),
        };
        let index = Index::new(cohort.roster(), cohort.scorer());
        let without = solution(&cohort, &index, options, control)?;
        let (was, is) = (worth(&cohort, with), worth(&cohort, &without));
        let is_hard = rule.weight().is_none();
        // By a policy without a soft rule nothing is proved of the best matching with it, unless that is known.
        let bounded = plain && (is_hard || with.status == Status::Optimal);
        let most_before = if is_hard { with.bound } else { was };
        Ok(RuleCost {
            points: Some(is - was),
            at_least: bounded.then_some(is - most_before),
            at_most: bounded.then_some(without.bound - was),
            matched: Some(matched(&without) - matched(with)),
            ..unknown(Some(weaker(with.status, without.status)))
        })
    }
}
