//! Quotas that are full, circles that did not fill, times that nobody shares, and whom they keep from whom.

use std::collections::{BTreeMap, BTreeSet};

use super::names;
use crate::cohort::Cohort;
use crate::index::Index;
use crate::listed::{Place, places_of, taken};
use crate::roster::{MenteeIx, MentorIx};
use crate::sessions::Starts;

/// How much of every quota is taken by some pairs.
#[derive(Debug)]
pub struct Limits<'a> {
    cohort: &'a Cohort,
    taken: BTreeMap<Place, u32>,
    /// Mentors who would have too few.
    closed: BTreeSet<MentorIx>,
    /// Mentees who would like more mentors than they have; nobody without quotas, circles and times.
    lacking: Vec<MenteeIx>,
    /// When people could start sessions, and could beside those that are held, if pairs are to have times.
    starts: Option<[Starts; 2]>,
}

impl<'a> Limits<'a> {
    /// Counts pairs, in the order of mentees. O(pairs · quotas).
    pub(crate) fn new(cohort: &'a Cohort, pairs: &[(MenteeIx, MentorIx)], starts: Option<[Starts; 2]>) -> Self {
        let roster = cohort.roster();
        let held = |mentee: MenteeIx| {
            let first = pairs.partition_point(|pair| pair.0 < mentee);
            (pairs.partition_point(|pair| pair.0 <= mentee) - first) as u32
        };
        let open: BTreeSet<MentorIx> = pairs.iter().map(|pair| pair.1).collect();
        let circles = (0..).zip(&roster.mentors).filter(|(_, row)| row.least > 1).map(|(mentor, _)| mentor);
        let lacking = match cohort.has_limits() || starts.is_some() {
            false => Vec::new(),
            true => (0..)
                .zip(&roster.mentees)
                .filter(|&(mentee, row)| held(mentee) < row.seats)
                .map(|(mentee, _)| mentee)
                .collect(),
        };
        let closed = circles.filter(|mentor| !open.contains(mentor)).collect();
        Limits { cohort, taken: taken(cohort, pairs.iter().copied()), closed, lacking, starts }
    }

    /// The first rule, in words, whose quota has no room for a pair that is not among those counted.
    #[must_use]
    pub(super) fn full(&self, mentee: MenteeIx, mentor: MentorIx) -> Option<String> {
        let (roster, policy) = (self.cohort.roster(), &self.cohort.data().policy);
        places_of(self.cohort, mentee, mentor).find_map(|place| {
            let quota = roster.quotas.get(place.0)?;
            let full = self.taken.get(&place).copied().unwrap_or(0) >= quota.max;
            let rule = policy.rules.get(quota.rule as usize)?;
            full.then(|| names::rule(self.cohort, rule))
        })
    }

    /// Whether a mentor has nobody because their circle would have too few.
    #[must_use]
    pub(super) fn is_closed(&self, mentor: MentorIx) -> bool {
        self.closed.contains(&mentor)
    }

    /// Whether pairs are to have times, and two people none in common.
    #[must_use]
    pub(super) fn never_meet(&self, mentor: MentorIx, mentee: MenteeIx) -> bool {
        self.starts.as_ref().is_some_and(|[starts, _]| !starts.meet(mentor, mentee))
    }

    /// Whether pairs are to have times, and two people have some in common that is left to both.
    #[must_use]
    pub(super) fn could_meet(&self, mentor: MentorIx, mentee: MenteeIx) -> bool {
        self.starts.as_ref().is_some_and(|[_, left]| left.meet(mentor, mentee))
    }

    /// How many mentees could have a seat of this mentor but for a quota, how many but for a circle, and how many but for want of time in
    /// common.
    #[must_use]
    pub(super) fn kept_out(&self, index: &Index, mentor: MentorIx) -> [u32; 3] {
        let mut kept = [0; 3];
        if self.lacking.is_empty() {
            return kept;
        }
        let (roster, scorer) = (self.cohort.roster(), self.cohort.scorer());
        for mentee in index.shared_by(roster, scorer, mentor) {
            if self.lacking.binary_search(&mentee).is_err() {
                continue;
            }
            let why = [self.is_closed(mentor), self.never_meet(mentor, mentee), self.full(mentee, mentor).is_some()];
            let [full, closed, never] = &mut kept;
            let count = match why {
                [true, ..] => closed,
                [_, true, _] => never,
                [.., true] => full,
                _ => continue,
            };
            *count += u32::from(scorer.judge(roster, mentor, mentee).exclusion.is_none());
        }
        kept
    }
}
