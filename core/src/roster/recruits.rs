//! The mentees of a roster beside mentors who are not in the data: people who might be recruited, all of them alike but for what they offer.
//!
//! Nobody is known to them, and nobody states times; topics and what mentees state are shared with the roster or copied from it, so that nothing is
//! read, checked or looked up again.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{MenteeRow, MentorRow, Pairs, ReportingLines, Roster};
use crate::model::Attribute;

impl Roster {
    /// These mentors, who all state these attributes, and the mentees, each with so many seats. O(mentees + their wants).
    pub(crate) fn recruiting(
        &self,
        mentors: Vec<MentorRow>,
        attributes: &BTreeMap<String, Attribute>,
        seats: impl Fn(usize, &MenteeRow) -> u32,
    ) -> Roster {
        fn nothing<T: Copy>() -> Pairs<T> {
            Pairs::new(0, Vec::new(), |one, _| one)
        }
        let count = mentors.len();
        let columns = self.columns.iter().map(|(name, column)| {
            let column = column.with_mentors(count, attributes.get(name));
            (name.clone(), column)
        });
        let mentee = |(at, row): (usize, &MenteeRow)| MenteeRow {
            wants: row.wants.clone(),
            spans: None,
            preferred: None,
            seats: seats(at, row),
            reliability: row.reliability,
            passed_over: row.passed_over,
        };
        Roster {
            taxonomy: Arc::clone(&self.taxonomy),
            plan: None,
            mentors: mentors.into(),
            mentees: self.mentees.iter().enumerate().map(mentee).collect(),
            same_person: nothing(),
            blocked: nothing(),
            preferred: nothing(),
            affinity: nothing(),
            met: nothing(),
            locked: nothing(),
            apart: nothing(),
            incumbent: nothing(),
            lines: ReportingLines::default(),
            quotas: Vec::new(),
            columns: columns.collect(),
        }
    }
}
