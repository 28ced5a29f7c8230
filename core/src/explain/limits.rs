//! Quotas that are full, and whom they keep from whom.

use std::collections::BTreeMap;

use super::words;
use crate::cohort::Cohort;
use crate::listed::{Place, places_of, taken};
use crate::roster::{MenteeIx, MentorIx};

/// How much of every quota is taken by some pairs.
#[derive(Debug)]
pub struct Limits<'a> {
    cohort: &'a Cohort,
    taken: BTreeMap<Place, u32>,
    /// Mentees who would like more mentors than they have; nobody without quotas.
    lacking: Vec<MenteeIx>,
}

impl<'a> Limits<'a> {
    /// Counts pairs, in the order of mentees. O(pairs · quotas).
    #[must_use]
    pub fn new(cohort: &'a Cohort, pairs: &[(MenteeIx, MentorIx)]) -> Self {
        let roster = cohort.roster();
        let held = |mentee: MenteeIx| {
            let first = pairs.partition_point(|pair| pair.0 < mentee);
            (pairs.partition_point(|pair| pair.0 <= mentee) - first) as u32
        };
        let lacking = match roster.quotas.is_empty() {
            true => Vec::new(),
            false => (0..)
                .zip(&roster.mentees)
                .filter(|&(mentee, row)| held(mentee) < row.seats)
                .map(|(mentee, _)| mentee)
                .collect(),
        };
        Limits { cohort, taken: taken(cohort, pairs.iter().copied()), lacking }
    }

    /// The first rule, in words, whose quota has no room for a pair that is not among those counted.
    #[must_use]
    pub(super) fn full(&self, mentee: MenteeIx, mentor: MentorIx) -> Option<String> {
        let (roster, policy) = (self.cohort.roster(), &self.cohort.data().policy);
        places_of(self.cohort, mentee, mentor).find_map(|place| {
            let quota = roster.quotas.get(place.0)?;
            let full = self.taken.get(&place).copied().unwrap_or(0) >= quota.max;
            let rule = policy.rules.get(quota.rule as usize)?;
            full.then(|| words::rule(self.cohort, rule))
        })
    }

    /// How many mentees could have a seat of this mentor but for a quota; `mentees` are those who have one.
    #[must_use]
    pub(super) fn kept_out(&self, mentor: MentorIx) -> u32 {
        let (roster, scorer) = (self.cohort.roster(), self.cohort.scorer());
        let kept = self.lacking.iter().filter(|&&mentee| {
            self.full(mentee, mentor).is_some() && scorer.judge(roster, mentor, mentee).exclusion.is_none()
        });
        kept.count() as u32
    }
}
