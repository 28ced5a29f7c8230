//! One person of a cohort whose others are known to be right.

use std::collections::HashMap;

use super::resolve::{Topics, canonical_mentee, canonical_mentor, check_mentee, check_mentor, numeric_attributes};
use super::{MenteeRow, MentorRow, Roster};
use crate::calendar::Spans;
use crate::model::{Availability, Mentee, Mentor, Policy};
use crate::points::millionths;
use crate::read::Reader;

impl Roster {
    /// Brings a mentor into canonical form, and makes ready what scoring needs of them, but for their time. `None` if anything is wrong with
    /// them; whether they fit the others is not asked. O(what is said of them).
    pub(crate) fn checked_mentor(&self, policy: &Policy, mentor: &mut Mentor) -> Option<MentorRow> {
        let (mut reader, mut topics) = (Reader::default(), self.topics());
        let numeric: Vec<&str> = numeric_attributes(policy).collect();
        let mut row = check_mentor(&mut reader, mentor, policy.session_minutes, (&mut topics, &numeric), false);
        drop(topics);
        if !reader.is_clean() {
            return None;
        }
        let prior = policy.live.learning.prior();
        let likely = |stated: Option<f64>| stated.map_or(prior, millionths);
        (row.responsiveness, row.reliability) = (likely(mentor.responsiveness), likely(mentor.reliability));
        canonical_mentor(mentor);
        (mentor.availability.is_none() || self.plan.is_some()).then_some(row)
    }

    /// The same, and their time.
    pub(crate) fn mentor_row(&self, policy: &Policy, mentor: &mut Mentor) -> Option<MentorRow> {
        let mut row = self.checked_mentor(policy, mentor)?;
        (row.spans, row.preferred) = self.free(mentor.availability.as_ref());
        Some(row)
    }

    /// As of a mentor.
    pub(crate) fn checked_mentee(&self, policy: &Policy, mentee: &mut Mentee) -> Option<MenteeRow> {
        let (mut reader, mut topics) = (Reader::default(), self.topics());
        let numeric: Vec<&str> = numeric_attributes(policy).collect();
        let mut row = check_mentee(&mut reader, mentee, &mut topics, &numeric, false);
        drop(topics);
        if !reader.is_clean() {
            return None;
        }
        let prior = policy.live.learning.prior();
        (row.reliability, row.passed_over) = (mentee.reliability.map_or(prior, millionths), mentee.passed_over);
        canonical_mentee(mentee);
        (mentee.availability.is_none() || self.plan.is_some()).then_some(row)
    }

    /// The same, and their time.
    pub(crate) fn mentee_row(&self, policy: &Policy, mentee: &mut Mentee) -> Option<MenteeRow> {
        let mut row = self.checked_mentee(policy, mentee)?;
        (row.spans, row.preferred) = self.free(mentee.availability.as_ref());
        Some(row)
    }

    fn topics(&self) -> Topics<'_> {
        Topics { taxonomy: &self.taxonomy, cache: HashMap::new() }
    }

    /// When they are free, and the part of it that is preferred.
    fn free(&self, stated: Option<&Availability>) -> (Option<Spans>, Option<Spans>) {
        let Some((stated, plan)) = stated.zip(self.plan.as_ref()) else { return (None, None) };
        (Some(plan.spans(stated)), plan.preferred(stated))
    }
}
