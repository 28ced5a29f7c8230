//! The policy's rules, ready to be asked about a pair. A rule holds only if the data show that it holds.

use crate::model::Rule;
use crate::points::{FULL, fixed};
use crate::roster::{MenteeIx, MentorIx, Roster};

/// A rule that excludes pairs.
#[derive(Debug, Clone)]
pub struct HardRule {
    /// As the policy states it.
    pub rule: Rule,
    min: i64,
    max: i64,
}

/// A rule that adds points.
#[derive(Debug, Clone)]
pub struct SoftRule {
    /// As the policy states it.
    pub rule: Rule,
    /// Its weight in the policy.
    pub weight: f64,
    target: i64,
}

impl HardRule {
    /// The rule, if it is a hard one.
    #[must_use]
    pub fn new(rule: &Rule) -> Option<Self> {
        let (min, max) = match rule {
            Rule::Gap { min, max, .. } => (min.map_or(i64::MIN, fixed), max.map_or(i64::MAX, fixed)),
            _ => (i64::MIN, i64::MAX),
        };
        rule.weight().is_none().then(|| HardRule { rule: rule.clone(), min, max })
    }

    /// Whether a host's lock overrides it: only the one that keeps pairs from meeting again.
    #[must_use]
    pub fn yields_to_locks(&self) -> bool {
        matches!(self.rule, Rule::NoRepeat { .. })
    }

    /// Whether it lets the pair be.
    #[must_use]
    pub fn holds(&self, roster: &Roster, mentor: MentorIx, mentee: MenteeIx) -> bool {
        let column = |attribute: &String| roster.columns.get(attribute);
        match &self.rule {
            Rule::NotInReportingLine => !roster.lines.related(mentor, roster.mentors.len() as u32 + mentee),
            Rule::MustShare { attribute } => {
                column(attribute).and_then(|column| column.shares(mentor, mentee)) == Some(true)
            }
            Rule::MustDiffer { attribute } => {
                column(attribute).and_then(|column| column.shares(mentor, mentee)) == Some(false)
            }
            Rule::Gap { attribute, .. } => column(attribute)
                .and_then(|column| column.gap(mentor, mentee))
                .is_some_and(|gap| (self.min..=self.max).contains(&gap)),
            Rule::NoRepeat { rounds } => {
                roster.met.get(mentor, mentee).is_none_or(|ago| rounds.is_some_and(|rounds| ago >= rounds))
            }
            Rule::PreferDiffer { .. } | Rule::PreferGap { .. } => true,
        }
    }

    /// Whether it cannot be known to hold, because either does not state the attribute.
    #[must_use]
    pub fn lacks_data(&self, roster: &Roster, mentor: MentorIx, mentee: MenteeIx) -> bool {
        let Some(column) = self.rule.attribute().and_then(|attribute| roster.columns.get(attribute)) else {
            return false;
        };
        match self.rule {
            Rule::Gap { .. } => column.gap(mentor, mentee).is_none(),
            _ => column.shares(mentor, mentee).is_none(),
        }
    }
}

impl SoftRule {
    /// The rule, if it is a soft one.
    #[must_use]
    pub fn new(rule: &Rule) -> Option<Self> {
        let target = if let Rule::PreferGap { target, .. } = rule { fixed(*target) } else { 0 };
        rule.weight().map(|weight| SoftRule { rule: rule.clone(), weight, target })
    }

    /// How much of its points a pair earns, in millionths.
    #[must_use]
    pub fn value(&self, roster: &Roster, mentor: MentorIx, mentee: MenteeIx) -> u32 {
        let Some(column) = self.rule.attribute().and_then(|attribute| roster.columns.get(attribute)) else { return 0 };
        match &self.rule {
            Rule::PreferDiffer { .. } if column.shares(mentor, mentee) == Some(false) => FULL,
            Rule::PreferGap { .. } => column.gap(mentor, mentee).map_or(0, |gap| nearness(gap, self.target)),
            _ => 0,
        }
    }
}

/// All at the target, none at a distance of max(|target|, 1) or more, in proportion between.
fn nearness(gap: i64, target: i64) -> u32 {
    let reach = target.unsigned_abs().max(u64::from(FULL));
    let missing = gap.abs_diff(target);
    let left = u128::from(reach.saturating_sub(missing)) * u128::from(FULL) / u128::from(reach);
    left as u32
}

#[cfg(test)]
mod tests {
    use super::{FULL, nearness};

    #[test]
    fn nearness_falls_from_the_target_to_zero() {
        let one = i64::from(FULL);
        assert_eq!([0, 1, 2, 3, 4, 5].map(|gap| nearness(gap * one, 2 * one)), [0, FULL / 2, FULL, FULL / 2, 0, 0]);
        assert_eq!([-1, 0, 1].map(|gap| nearness(gap * one, 0)), [0, FULL, 0]);
        assert_eq!(nearness(-3 * one, -3 * one), FULL);
        assert_eq!(nearness(i64::MAX / 2, one), 0);
    }
}
