//! The people as the host has told of them, and who of them is told of anew.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::cohort::Cohort;
use crate::model::{CohortData, Mentee, Mentor};

/// With more people told of anew than this, lists are made anew instead of moved for each.
const FEW: usize = 8;

/// Data that a cohort was made of, as the host has told of them since.
#[derive(Debug, Clone)]
pub(super) struct Stated(Arc<CohortData>);

/// People who are told of anew: how they are, or that they are not there any more.
#[derive(Debug, Clone, Default)]
pub(super) struct Puts {
    pub(super) mentors: BTreeMap<String, Option<Mentor>>,
    pub(super) mentees: BTreeMap<String, Option<Mentee>>,
    /// Mentors who left, if only for a while.
    pub(super) gone_mentors: BTreeSet<String>,
    /// And mentees.
    pub(super) gone_mentees: BTreeSet<String>,
}

impl Puts {
    /// How many people.
    pub(super) fn len(&self) -> usize {
        self.mentors.len() + self.mentees.len()
    }

    /// What is told later counts.
    pub(super) fn extend(&mut self, later: Puts) {
        self.mentors.extend(later.mentors);
        self.mentees.extend(later.mentees);
        self.gone_mentors.extend(later.gone_mentors);
        self.gone_mentees.extend(later.gone_mentees);
    }
}

impl Stated {
    pub(super) fn of(cohort: &Cohort) -> Self {
        Stated(cohort.shared_data())
    }

    pub(super) fn data(&self) -> &CohortData {
        &self.0
    }

    pub(super) fn mentor(&self, id: &str) -> Option<&Mentor> {
        let found = self.0.mentors.binary_search_by(|mentor| mentor.id.as_str().cmp(id)).ok();
        found.and_then(|at| self.0.mentors.get(at))
    }

    pub(super) fn mentee(&self, id: &str) -> Option<&Mentee> {
        let found = self.0.mentees.binary_search_by(|mentee| mentee.id.as_str().cmp(id)).ok();
        found.and_then(|at| self.0.mentees.get(at))
    }

    /// Tells of people anew. Whoever left is forgotten by lists of pairs. O(people), little of each.
    pub(super) fn put(&mut self, puts: Puts) {
        if puts.len() == 0 {
            return;
        }
        let Puts { mentors, mentees, gone_mentors, gone_mentees } = puts;
        let data = Arc::make_mut(&mut self.0);
        if !(gone_mentors.is_empty() && gone_mentees.is_empty()) {
            let stays =
                |mentor: &String, mentee: &String| !gone_mentors.contains(mentor) && !gone_mentees.contains(mentee);
            data.apart.retain(|apart| stays(&apart.mentor, &apart.mentee));
            data.incumbents.retain(|pair| stays(&pair.mentor, &pair.mentee));
            data.affinities.retain(|affinity| stays(&affinity.mentor, &affinity.mentee));
        }
        put(&mut data.mentors, mentors, |mentor| &mentor.id);
        put(&mut data.mentees, mentees, |mentee| &mentee.id);
    }
}

/// Puts people where they belong among others, in the order of ids.
fn put<P>(people: &mut Vec<P>, puts: BTreeMap<String, Option<P>>, id: impl Fn(&P) -> &String) {
    if puts.len() > FEW {
        let mut all = Vec::with_capacity(people.len() + puts.len());
        let mut puts = puts.into_iter().peekable();
        for person in std::mem::take(people) {
            while let Some((_, put)) = puts.next_if(|put| put.0 < *id(&person)) {
                all.extend(put);
            }
            match puts.next_if(|put| put.0 == *id(&person)) {
                Some((_, put)) => all.extend(put),
                None => all.push(person),
            }
        }
        all.extend(puts.filter_map(|(_, put)| put));
        *people = all;
        return;
    }
    for (who, put) in puts {
        match (people.binary_search_by(|person| id(person).cmp(&who)), put) {
            (Ok(at), Some(put)) => {
                if let Some(person) = people.get_mut(at) {
                    *person = put;
                }
            }
            (Ok(at), None) => drop(people.remove(at)),
            (Err(at), Some(put)) => people.insert(at, put),
            (Err(_), None) => {}
        }
    }
}
