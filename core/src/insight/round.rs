//! A matching beside its cohort, by number.

use rayon::prelude::*;

use super::options::InsightOptions;
use crate::cohort::Cohort;
use crate::matching::Matching;
use crate::roster::{MenteeIx, MentorIx};

/// What figures are made of.
pub(super) struct Round<'a> {
    pub(super) cohort: &'a Cohort,
    pub(super) matching: &'a Matching,
    pub(super) options: &'a InsightOptions,
    /// In order.
    pub(super) pairs: Vec<Pair>,
}

/// A pairing and its points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair {
    pub(super) mentee: MenteeIx,
    pub(super) mentor: MentorIx,
    pub(super) points: u32,
}

impl<'a> Round<'a> {
    pub(super) fn new(
        cohort: &'a Cohort,
        matching: &'a Matching,
        options: &'a InsightOptions,
        pairs: &[(MenteeIx, MentorIx)],
    ) -> Self {
        let (roster, scorer) = (cohort.roster(), cohort.scorer());
        // What the document says of a pair is not trusted: it costs little to know.
        let pair = |&(mentee, mentor): &(MenteeIx, MentorIx)| {
            let points = scorer.judge(roster, mentor, mentee).points;
            Pair { mentee, mentor, points }
        };
        Round { cohort, matching, options, pairs: pairs.par_iter().map(pair).collect() }
    }

    /// Whether a mentor takes part.
    pub(super) fn has_mentor(&self, mentor: MentorIx) -> bool {
        self.cohort.roster().mentors.get(mentor as usize).is_some_and(|row| row.seats > 0)
    }

    /// Whether a mentee takes part.
    pub(super) fn has_mentee(&self, mentee: MenteeIx) -> bool {
        self.cohort.roster().mentees.get(mentee as usize).is_some_and(|row| row.seats > 0)
    }

    /// By mentee: how many mentors they have, and the points of the best pairing.
    pub(super) fn of_mentees(&self) -> Vec<(u32, u32)> {
        let mut found = vec![(0, 0); self.cohort.roster().mentees.len()];
        for pair in &self.pairs {
            if let Some((count, best)) = found.get_mut(pair.mentee as usize) {
                (*count, *best) = (*count + 1, pair.points.max(*best));
            }
        }
        found
    }
}

/// `count` / `of` to the nearest millionth, halves up; nothing of nothing.
pub(super) fn share(count: u64, of: u64) -> Option<f64> {
    let millionths = nearest(u128::from(count) * 1_000_000, u128::from(of))?;
    Some(millionths as f64 / 1e6)
}

/// `count` / `of`, rounded, halves up; nothing of nothing.
pub(super) fn nearest(count: u128, of: u128) -> Option<u128> {
    (of > 0).then(|| (2 * count + of) / (2 * of))
}

/// To the nearest millionth, without a sign before 0.
pub(super) fn to_millionths(value: f64) -> f64 {
    (value * 1e6).round() / 1e6 + 0.0
}
