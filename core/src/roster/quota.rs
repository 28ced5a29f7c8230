//! The policy's quotas and reserves, as sets of mentees of whom only so many may be matched.

use std::collections::BTreeMap;

use super::{MenteeIx, MentorRow};
use crate::model::{Attribute, CohortData, Per, Rule};
use crate::points::{FULL, millionths};

/// At most `max` pairs of these mentees, at every mentor for themselves or in the whole matching.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quota {
    /// Which of the policy's rules.
    pub rule: u32,
    /// The value that they state; of a reserve, the one that they do not.
    pub value: String,
    /// How many, at most.
    pub max: u32,
    /// Where they are counted.
    pub per_mentor: bool,
    /// In the order of ids.
    pub mentees: Vec<MenteeIx>,
}

impl Quota {
    /// Whether a mentee counts.
    #[must_use]
    pub fn counts(&self, mentee: MenteeIx) -> bool {
        self.mentees.binary_search(&mentee).is_ok()
    }
}

/// By rule, then by value. People are in the order of ids already.
pub(super) fn quotas(data: &CohortData, mentors: &[MentorRow]) -> Vec<Quota> {
    let mut quotas = Vec::new();
    for (rule, stated) in (0..).zip(&data.policy.rules) {
        match stated {
            Rule::Quota { attribute, value, max, per } => {
                let mut groups: BTreeMap<String, Vec<MenteeIx>> = BTreeMap::new();
                for (mentee, person) in (0..).zip(&data.mentees) {
                    for own in person.attributes.get(attribute).map(values).unwrap_or_default() {
                        if value.as_ref().is_none_or(|value| *value == own) {
                            groups.entry(own).or_default().push(mentee);
                        }
                    }
                }
                let quota =
                    |(value, mentees)| Quota { rule, value, max: *max, per_mentor: *per == Per::Mentor, mentees };
                quotas.extend(groups.into_iter().map(quota));
            }
            Rule::Reserve { attribute, value, share } => {
                let has = |own: &Attribute| values(own).contains(value);
                let others = (0..)
                    .zip(&data.mentees)
                    .filter(|(_, person)| !person.attributes.get(attribute).is_some_and(has))
                    .map(|(mentee, _)| mentee);
                let seats: u64 = mentors.iter().map(|row| u64::from(row.seats)).sum();
                let kept = (seats * u64::from(millionths(*share))).div_ceil(u64::from(FULL));
                let max = u32::try_from(seats.saturating_sub(kept)).unwrap_or(u32::MAX);
                quotas.push(Quota { rule, value: value.clone(), max, per_mentor: false, mentees: others.collect() });
            }
            _ => {}
        }
    }
    quotas
}

/// What somebody states, each value once, in order.
fn values(attribute: &Attribute) -> Vec<String> {
    let mut values = match attribute {
        Attribute::Text(text) => vec![text.clone()],
        Attribute::Number(number) => vec![number.to_string()],
        Attribute::List(texts) => texts.clone(),
    };
    values.sort_unstable();
    values.dedup();
    values
}
