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
    /// Which of the roster's columns holds its attribute, if it has one.
    column: Option<usize>,
    target: i64,
}

/// On what a soft rule's value depends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depends {
    /// On the attribute of both in this column of the roster.
    Column(usize),
    /// On whether they are a pair that is known already: none but those earn anything.
    Known,
    /// On the mentor alone.
    Mentor,
    /// On the mentee alone.
    Mentee,
    /// On one number of each: the greater the mentor's, the greater the value.
    Mean,
    /// On nothing: it earns nothing.
    Nothing,
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
            Rule::PreferDiffer { .. }
            | Rule::PreferGap { .. }
            | Rule::KeepPairs { .. }
            | Rule::PreferResponsive { .. }
            | Rule::PreferReliable { .. }
            | Rule::FavourPassedOver { .. }
            | Rule::Quota { .. }
            | Rule::Reserve { .. } => true,
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

    /// On what its value depends.
    #[must_use]
    pub fn depends(&self) -> Depends {
        match &self.rule {
            Rule::KeepPairs { .. } => Depends::Known,
            Rule::PreferResponsive { .. } => Depends::Mentor,
            Rule::PreferReliable { .. } => Depends::Mean,
            Rule::FavourPassedOver { .. } => Depends::Mentee,
            _ => self.column.map_or(Depends::Nothing, Depends::Column),
        }
    }

    /// How much of its points a pair earns, in millionths.
    #[must_use]
    pub fn value(&self, roster: &Roster, mentor: MentorIx, mentee: MenteeIx) -> u32 {
        let (one, other) = (roster.mentors.get(mentor as usize), roster.mentees.get(mentee as usize));
        let column = || column(roster, self.column);
        match &self.rule {
            Rule::PreferDiffer { .. } => {
                let differ = column().and_then(|column| column.shares(mentor, mentee)) == Some(false);
                u32::from(differ) * FULL
            }
            Rule::PreferGap { .. } => {
                column().and_then(|column| column.gap(mentor, mentee)).map_or(0, |gap| nearness(gap, self.target))
            }
            Rule::KeepPairs { .. } => u32::from(roster.incumbent.contains(mentor, mentee)) * FULL,
            Rule::PreferResponsive { .. } => one.map_or(0, |row| row.responsiveness),
            Rule::PreferReliable { .. } => {
                one.zip(other).map_or(0, |(one, other)| mean(one.reliability, other.reliability))
            }
            Rule::FavourPassedOver { full_at, .. } => other.map_or(0, |row| passed_over(row.passed_over, *full_at)),
            _ => 0,
        }
    }
}

/// The mean of two shares in millionths, rounded down.
#[must_use]
pub fn mean(one: u32, other: u32) -> u32 {
    ((u64::from(one) + u64::from(other)) / 2) as u32
}

/// All from `full_at` rounds on, in proportion below, rounded down.
fn passed_over(rounds: u32, full_at: u32) -> u32 {
    (u64::from(rounds.min(full_at)) * u64::from(FULL) / u64::from(full_at.max(1))) as u32
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
    use super::{FULL, mean, nearness, passed_over};

    #[test]
    fn nearness_falls_from_the_target_to_zero() {
        let one = i64::from(FULL);
        assert_eq!([0, 1, 2, 3, 4, 5].map(|gap| nearness(gap * one, 2 * one)), [0, FULL / 2, FULL, FULL / 2, 0, 0]);
        assert_eq!([-1, 0, 1].map(|gap| nearness(gap * one, 0)), [0, FULL, 0]);
        assert_eq!(nearness(-3 * one, -3 * one), FULL);
        assert_eq!(nearness(i64::MAX / 2, one), 0);
    }

    #[test]
    fn shares_are_rounded_down() {
        assert_eq!([mean(0, 1), mean(FULL, FULL - 1), mean(FULL, FULL)], [0, FULL - 1, FULL]);
        assert_eq!([0, 1, 2, 3, 10_000].map(|rounds| passed_over(rounds, 3)), [0, 333_333, 666_666, FULL, FULL]);
    }
}
