//! What a cohort says of people who are not among its mentees, so that a guest is treated as what they are.
//!
//! A guest may be a mentor, whom other mentors block or prefer; somebody's manager; somebody who met a mentor in an earlier
//! round. It is found once for all guests. O(people + history).

use std::collections::{BTreeSet, HashMap};

use crate::cohort::Cohort;
use crate::model::{Mentee, Rule};
use crate::roster::{Bonds, MentorIx, Preference, rounds_ago};

/// By id; only looked up, never walked.
#[derive(Debug, Default)]
pub(crate) struct Strangers {
    blocked_by: HashMap<String, Vec<MentorIx>>,
    preferred_by: HashMap<String, Vec<MentorIx>>,
    /// With how many rounds ago.
    met: HashMap<String, Vec<(MentorIx, u32)>>,
    /// Who reports to them; nobody, if no rule asks.
    reports: HashMap<String, Vec<String>>,
}

impl Strangers {
    pub(super) fn new(cohort: &Cohort) -> Self {
        let data = cohort.data();
        let mut strangers = Strangers::default();
        let is_stranger = |id: &str| cohort.find_mentee(id).is_none();
        for (at, mentor) in (0..).zip(&data.mentors) {
            for id in mentor.blocks.iter().filter(|id| is_stranger(id)) {
                strangers.blocked_by.entry(id.clone()).or_default().push(at);
            }
            for id in mentor.prefers.iter().filter(|id| is_stranger(id)) {
                strangers.preferred_by.entry(id.clone()).or_default().push(at);
            }
        }
        let rounds = rounds_ago(&data.history);
        for meeting in data.history.iter().filter(|meeting| is_stranger(&meeting.mentee)) {
            let Some(mentor) = cohort.find_mentor(&meeting.mentor) else { continue };
            let ago = meeting.round.as_deref().and_then(|label| rounds.get(label)).copied().unwrap_or(0);
            strangers.met.entry(meeting.mentee.clone()).or_default().push((mentor, ago));
        }
        if data.policy.rules.contains(&Rule::NotInReportingLine) {
            let mentors = data.mentors.iter().map(|mentor| (&mentor.id, &mentor.manager));
            let people = mentors.chain(data.mentees.iter().map(|mentee| (&mentee.id, &mentee.manager)));
            for (id, manager) in people {
                if let Some(manager) = manager {
                    strangers.reports.entry(manager.clone()).or_default().push(id.clone());
                }
            }
        }
        strangers
    }

    /// What binds a guest to mentors. O(people above and below them).
    pub(super) fn bonds(&self, cohort: &Cohort, guest: &Mentee) -> Bonds {
        let all = |ids: &[String]| ids.iter().filter_map(|id| cohort.find_mentor(id)).collect::<Vec<_>>();
        let of = |map: &HashMap<String, Vec<MentorIx>>| map.get(&guest.id).cloned().unwrap_or_default();
        let mut apart = all(&guest.blocks);
        apart.extend(of(&self.blocked_by));
        if cohort.data().policy.rules.contains(&Rule::NotInReportingLine) {
            apart.extend(self.line(cohort, guest));
        }
        let by_mentee = |mentor| (mentor, Preference { by_mentor: false, by_mentee: true });
        let by_mentor = |mentor| (mentor, Preference { by_mentor: true, by_mentee: false });
        let preferred = all(&guest.prefers).into_iter().map(by_mentee);
        Bonds {
            same_person: cohort.find_mentor(&guest.id).into_iter().collect(),
            apart,
            preferred: preferred.chain(of(&self.preferred_by).into_iter().map(by_mentor)).collect(),
            met: self.met.get(&guest.id).cloned().unwrap_or_default(),
        }
    }

    /// Mentors above and below a guest.
    fn line(&self, cohort: &Cohort, guest: &Mentee) -> Vec<MentorIx> {
        let mut line: BTreeSet<&str> = BTreeSet::new();
        let mut above = guest.manager.as_deref().or_else(|| manager(cohort, &guest.id));
        while let Some(id) = above.filter(|id| *id != guest.id && line.insert(id)) {
            above = manager(cohort, id);
        }
        let mut below: Vec<&str> = vec![&guest.id];
        let mut seen: BTreeSet<&str> = BTreeSet::from([guest.id.as_str()]);
        while let Some(id) = below.pop() {
            let reports = self.reports.get(id).into_iter().flatten();
            below.extend(reports.map(String::as_str).filter(|id| seen.insert(id)));
        }
        line.union(&seen).filter_map(|id| cohort.find_mentor(id)).collect()
    }
}

/// To whom somebody of the cohort reports.
fn manager<'a>(cohort: &'a Cohort, id: &str) -> Option<&'a str> {
    let data = cohort.data();
    let mentor = cohort.find_mentor(id).and_then(|at| data.mentors.get(at as usize)?.manager.as_deref());
    let mentee = || cohort.find_mentee(id).and_then(|at| data.mentees.get(at as usize)?.manager.as_deref());
    mentor.or_else(mentee).filter(|manager| *manager != id)
}
