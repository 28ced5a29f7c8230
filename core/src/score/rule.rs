//! The policy's rules, ready to be asked about a pair. A rule holds only if the data show that it holds.

use crate::model::Rule;
use crate::points::{FULL, fixed};
use crate::roster::{Column, MenteeIx, MentorIx, Roster};

/// A rule that excludes pairs.
#[derive(Debug, Clone)]
pub struct HardRule {
    /// As the policy states it.
    pub rule: Rule,
    /// Which of the roster's columns holds its attribute, if it has one.
    column: Option<usize>,
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
    /// Which of the roster's columns holds its attribute.
    column: Option<usize>,
    target: i64,
}

/// Where a rule's attribute is.
fn column_of(rule: &Rule, roster: &Roster) -> Option<usize> {
    let attribute = rule.attribute()?;
    roster.columns.iter().position(|(name, _)| name == attribute)
}

fn column(roster: &Roster, at: Option<usize>) -> Option<&Column> {
    roster.columns.get(at?).map(|(_, column)| column)
}

impl HardRule {
    /// The rule, if it is a hard one.
    #[must_use]
    pub fn new(rule: &Rule, roster: &Roster) -> Option<Self> {
        let (min, max) = match rule {
            Rule::Gap { min, max, .. } => (min.map_or(i64::MIN, fixed), max.map_or(i64::MAX, fixed)),
            _ => (i64::MIN, i64::MAX),
        };
        let hard = || HardRule { rule: rule.clone(), column: column_of(rule, roster), min, max };
        (rule.weight().is_none() && !rule.limits()).then(hard)
    }

    /// Whether a host's lock overrides it: only the one that keeps pairs from meeting again.
    #[must_use]
    pub fn yields_to_locks(&self) -> bool {
        matches!(self.rule, Rule::NoRepeat { .. })
    }

    /// The column it compares, if it does nothing but compare one: what it says then depends on the two values only.
    #[must_use]
    pub fn compares(&self) -> Option<usize> {
        self.column
    }

    /// Whether it lets the pair be.
    #[must_use]
    pub fn holds(&self, roster: &Roster, mentor: MentorIx, mentee: MenteeIx) -> bool {
        let column = || column(roster, self.column);
        match &self.rule {
            Rule::NotInReportingLine => !roster.lines.related(mentor, roster.mentors.len() as u32 + mentee),
            Rule::MustShare { .. } => column().and_then(|column| column.shares(mentor, mentee)) == Some(true),
            Rule::MustDiffer { .. } => column().and_then(|column| column.shares(mentor, mentee)) == Some(false),
            Rule::Gap { .. } => column()
                .and_then(|column| column.gap(mentor, mentee))
                .is_some_and(|gap| (self.min..=self.max).contains(&gap)),
            Rule::NoRepeat { rounds } => {
                roster.met.get(mentor, mentee).is_none_or(|ago| rounds.is_some_and(|rounds| ago >= rounds))
            }
            Rule::PreferDiffer { .. } | Rule::PreferGap { .. } | Rule::Quota { .. } | Rule::Reserve { .. } => true,
        }
    }

    /// Whether it cannot be known to hold, because either does not state the attribute.
    #[must_use]
    pub fn lacks_data(&self, roster: &Roster, mentor: MentorIx, mentee: MenteeIx) -> bool {
        let Some(column) = column(roster, self.column) else { return false };
        match self.rule {
            Rule::Gap { .. } => column.gap(mentor, mentee).is_none(),
            _ => column.shares(mentor, mentee).is_none(),
        }
    }
}

impl SoftRule {
    /// The rule, if it is a soft one.
    #[must_use]
    pub fn new(rule: &Rule, roster: &Roster) -> Option<Self> {
        let target = if let Rule::PreferGap { target, .. } = rule { fixed(*target) } else { 0 };
        rule.weight().map(|weight| SoftRule { rule: rule.clone(), weight, column: column_of(rule, roster), target })
    }

    /// The column it compares.
    #[must_use]
    pub fn compares(&self) -> Option<usize> {
        self.column
    }

    /// How much of its points a pair earns, in millionths.
    #[must_use]
    pub fn value(&self, roster: &Roster, mentor: MentorIx, mentee: MenteeIx) -> u32 {
        let Some(column) = column(roster, self.column) else { return 0 };
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
