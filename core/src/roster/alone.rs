//! The mentors of a roster beside one mentee alone: somebody who is not in the data, or somebody who is, wanting something else.
//!
//! Everything about mentors is shared with the roster, so making one costs little more than what is said of the one mentee.

use std::sync::Arc;

use super::resolve::{Topics, canonical_mentee, check_mentee, numeric_attributes};
use super::{MenteeIx, MenteeRow, MentorIx, Pairs, Preference, ReportingLines, Roster, WantRow};
use crate::error::ErrorCode;
use crate::model::{CohortData, Mentee, UnknownTopics};
use crate::points::millionths;
use crate::read::Reader;
use crate::taxonomy::TopicIx;

/// A mentee who is not in the data, checked, in canonical form.
#[derive(Debug)]
pub(crate) struct Guest {
    /// What was said of them.
    pub(crate) mentee: Mentee,
    row: MenteeRow,
}

/// What stands between a mentee and mentors, or for them.
#[derive(Debug, Default)]
pub(crate) struct Bonds {
    /// Mentors who are the same person.
    pub(crate) same_person: Vec<MentorIx>,
    /// Mentors whom they may not meet, for whatever is said of the two of them.
    pub(crate) apart: Vec<MentorIx>,
    /// Who prefers whom.
    pub(crate) preferred: Vec<(MentorIx, Preference)>,
    /// How many rounds ago they met, with 0 for the latest round.
    pub(crate) met: Vec<(MentorIx, u32)>,
}

impl Guest {
    /// Checks a mentee who is not in `data`; `reader` stands where they are. Topics that nobody has named are met by nobody,
    /// where the policy adopts them.
    pub(crate) fn new(mut mentee: Mentee, data: &CohortData, roster: &Roster, reader: &mut Reader) -> Option<Self> {
        let mut row = {
            let mut topics = Topics { taxonomy: &roster.taxonomy, cache: std::collections::HashMap::new() };
            if data.policy.unknown_topics == UnknownTopics::Adopt {
                let mut unknown: Vec<String> = Vec::new();
                for want in mentee.wants.iter().filter(|want| !want.topic.trim().is_empty()) {
                    if !roster.taxonomy.knows(&want.topic) {
                        let name = crate::taxonomy::normalise(&want.topic);
                        let at = unknown.iter().position(|known| *known == name).unwrap_or(unknown.len());
                        unknown.extend((at == unknown.len()).then_some(name));
                        let topic = (roster.taxonomy.len() + at) as TopicIx;
                        topics.cache.insert(&want.topic, Ok(topic));
                    }
                }
            }
            let numeric: Vec<&str> = numeric_attributes(&data.policy).collect();
            check_mentee(reader, &mentee, &mut topics, &numeric, false)
        };
        let prior = data.policy.live.learning.prior();
        (row.reliability, row.passed_over) = (mentee.reliability.map_or(prior, millionths), mentee.passed_over);
        if let Some(stated) = &mentee.availability {
            match &roster.plan {
                Some(plan) if reader.is_clean() => {
                    row.spans = Some(plan.spans(stated));
                    row.preferred = plan.preferred(stated);
                }
                Some(_) => {}
                None => reader.field("availability", |reader| {
                    let message = "the policy has no `horizon.from` to plan from";
                    reader.problem(ErrorCode::MissingHorizon, message);
                }),
            }
        }
        canonical_mentee(&mut mentee);
        reader.is_clean().then_some(Guest { mentee, row })
    }
}

impl Roster {
    /// The same mentors and this mentee alone, wanting nothing but this.
    pub(crate) fn alone(&self, mentee: MenteeIx, want: WantRow) -> Roster {
        let columns = self.columns.iter().map(|(name, column)| (name.clone(), column.alone(mentee)));
        let row = self.mentees.get(mentee as usize).cloned().unwrap_or_default();
        let mentors = self.mentors.len();
        Roster {
            taxonomy: Arc::clone(&self.taxonomy),
            plan: self.plan.clone(),
            mentors: self.mentors.clone(),
            mentees: vec![MenteeRow { wants: vec![want], ..row }],
            same_person: self.same_person.alone(mentee),
            blocked: self.blocked.alone(mentee),
            preferred: self.preferred.alone(mentee),
            affinity: self.affinity.alone(mentee),
            met: self.met.alone(mentee),
            locked: self.locked.alone(mentee),
            apart: self.apart.alone(mentee),
            incumbent: self.incumbent.alone(mentee),
            lines: self.lines.alone(mentors, mentors as u32 + mentee),
            quotas: Vec::new(),
            columns: columns.collect(),
        }
    }

    /// The same mentors and a guest.
    pub(crate) fn with_guest(&self, guest: &Guest, bonds: Bonds, wanting: Option<WantRow>) -> Roster {
        fn table<T: Copy>(list: impl IntoIterator<Item = (MentorIx, T)>, merge: impl Fn(T, T) -> T) -> Pairs<T> {
            Pairs::new(1, list.into_iter().map(|(mentor, value)| (0, mentor, value)).collect(), merge)
        }
        let some = |mentors: Vec<MentorIx>| table(mentors.into_iter().map(|mentor| (mentor, ())), |(), ()| ());
        let column = |column: &super::Column, name: &str| column.with_mentee(guest.mentee.attributes.get(name));
        let columns = self.columns.iter().map(|(name, of_all)| (name.clone(), column(of_all, name)));
        let mut row = guest.row.clone();
        row.wants = wanting.map_or(row.wants, |want| vec![want]);
        Roster {
            taxonomy: Arc::clone(&self.taxonomy),
            plan: self.plan.clone(),
            mentors: self.mentors.clone(),
            mentees: vec![row],
            same_person: some(bonds.same_person),
            blocked: some(bonds.apart),
            preferred: table(bonds.preferred, |a, b| Preference {
                by_mentor: a.by_mentor || b.by_mentor,
                by_mentee: a.by_mentee || b.by_mentee,
            }),
            affinity: table([], |one, _| one),
            met: table(bonds.met, u32::min),
            locked: some(Vec::new()),
            apart: some(Vec::new()),
            incumbent: some(Vec::new()),
            // What lines keep apart is among the bonds.
            lines: ReportingLines::default(),
            quotas: Vec::new(),
            columns: columns.collect(),
        }
    }

    /// What a mentee wants of a topic: as they said, or with the usual importance from the usual level.
    pub(crate) fn want_of(row: Option<&MenteeRow>, topic: TopicIx) -> WantRow {
        let stated = row.and_then(|row| row.wants.iter().find(|want| want.topic == topic));
        let usual = crate::model::Want::default();
        stated.copied().unwrap_or(WantRow { topic, importance: usual.importance, level: usual.level })
    }
}

impl Guest {
    /// What scoring needs of them.
    pub(crate) fn row(&self) -> &MenteeRow {
        &self.row
    }
}
