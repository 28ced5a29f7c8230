//! The people as the host has told of them, and who of them is told of anew.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::cohort::Cohort;
use crate::model::{CohortData, Mentee, Mentor};
use crate::roster::room;

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
        put(&mut data.mentors, mentors, |mentor| &mentor.id, || Mentor::new(""));
        put(&mut data.mentees, mentees, |mentee| &mentee.id, || Mentee::new(""));
    }
}

/// Puts people where they belong among others, in the order of ids. In place: a list of everybody made anew for each batch leaves the
/// allocator with holes of its size. O(people) where somebody comes or goes, else O(log people) each.
fn put<P>(people: &mut Vec<P>, puts: BTreeMap<String, Option<P>>, id: impl Fn(&P) -> &String, nobody: impl Fn() -> P) {
    let (mut come, mut gone) = (Vec::new(), Vec::new());
    for (who, put) in puts {
        match (people.binary_search_by(|person| id(person).cmp(&who)), put) {
            (Ok(at), Some(put)) => {
                if let Some(person) = people.get_mut(at) {
                    *person = put;
                }
            }
            (Ok(at), None) => gone.push(at),
            (Err(_), Some(put)) => come.push(put),
            (Err(_), None) => {}
        }
    }
    if !gone.is_empty() {
        let (mut gone, mut all) = (gone.into_iter().peekable(), 0..);
        people.retain(|_| all.next().is_none_or(|at| gone.next_if_eq(&at).is_none()));
    }
    room::merge(people, come, |one, other| id(one) > id(other), nobody);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// As a map would.
        #[test]
        fn everybody_is_where_they_belong(
            before in prop::collection::btree_map("[a-c]{1,2}", any::<u8>(), 0..12),
            puts in prop::collection::btree_map("[a-c]{1,2}", any::<Option<u8>>(), 0..12),
        ) {
            let mut people: Vec<(String, u8)> = before.clone().into_iter().collect();
            let mut after = before;
            for (who, put) in &puts {
                match put {
                    Some(put) => drop(after.insert(who.clone(), *put)),
                    None => drop(after.remove(who)),
                }
            }
            let puts = puts.into_iter().map(|(who, put)| (who.clone(), put.map(|put| (who, put)))).collect();
            put(&mut people, puts, |person| &person.0, Default::default);
            prop_assert_eq!(people, after.into_iter().collect::<Vec<_>>());
        }
    }
}
