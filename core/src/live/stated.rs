//! The people as the host has told of them, and who of them is told of anew.
//!
//! Everybody is kept once, as they are now, in the cohort that questions are asked of. Of what the host has told there is here what is different from
//! that: the part of each person that events change, and everything that is of no single person.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::cohort::Cohort;
use crate::journal::derive::{MenteePart, MentorPart};
use crate::model::{CohortData, Mentee, Mentor};
use crate::roster::{MenteeIx, MentorIx};

/// Data that a cohort was made of, as the host has told of them since.
#[derive(Debug, Clone)]
pub(super) struct Stated {
    rest: Arc<CohortData>,
    parts: Arc<Parts>,
    /// The people, as long as no view has them.
    fresh: Option<Cohort>,
}

/// What the host has told of everybody that events change, by number in the cohort as it is now.
#[derive(Debug, Clone, Default)]
pub(super) struct Parts {
    pub(super) mentors: Vec<MentorPart>,
    pub(super) mentees: Vec<MenteePart>,
}

impl Parts {
    fn of(data: &CohortData) -> Self {
        Parts {
            mentors: data.mentors.iter().map(MentorPart::of).collect(),
            mentees: data.mentees.iter().map(MenteePart::of).collect(),
        }
    }

    pub(super) fn mentor(&self, ix: MentorIx) -> Option<MentorPart> {
        self.mentors.get(ix as usize).copied()
    }

    pub(super) fn mentee(&self, ix: MenteeIx) -> Option<MenteePart> {
        self.mentees.get(ix as usize).copied()
    }
}

impl Stated {
    /// The people of a cohort to which nothing has happened, and of which there is a view.
    pub(super) fn of(cohort: &Cohort) -> Self {
        Stated::new(cohort.data())
    }

    /// People whom the next view has, as data that are in canonical order.
    pub(super) fn new(data: &CohortData) -> Self {
        Stated { rest: Arc::new(data.without_people()), parts: Arc::new(Parts::of(data)), fresh: None }
    }

    /// The people of a cohort of which there is no view yet.
    pub(super) fn fresh(cohort: Cohort) -> Self {
        Stated { fresh: Some(cohort.clone()), ..Stated::of(&cohort) }
    }

    /// Everything but the people.
    pub(super) fn rest(&self) -> &CohortData {
        &self.rest
    }

    pub(super) fn parts(&self) -> &Parts {
        &self.parts
    }

    /// Everything but the people, and of these what is kept here, to be brought up with the cohort as it is now.
    pub(super) fn split(&mut self) -> (&CohortData, &mut Parts) {
        (&self.rest, Arc::make_mut(&mut self.parts))
    }

    /// How many people.
    pub(super) fn len(&self) -> usize {
        self.parts.mentors.len() + self.parts.mentees.len()
    }

    /// A mentor as the host has told of them; `now` is the cohort as it is now.
    pub(super) fn mentor(&self, now: &Cohort, id: &str) -> Option<Mentor> {
        let people = self.fresh.as_ref().unwrap_or(now);
        let at = people.find_mentor(id)?;
        let mut mentor = people.mentor(at).clone();
        self.parts.mentor(at)?.put(&mut mentor);
        Some(mentor)
    }

    /// A mentee, likewise.
    pub(super) fn mentee(&self, now: &Cohort, id: &str) -> Option<Mentee> {
        let people = self.fresh.as_ref().unwrap_or(now);
        let at = people.find_mentee(id)?;
        let mut mentee = people.mentee(at).clone();
        self.parts.mentee(at)?.put(&mut mentee);
        Some(mentee)
    }

    /// Everything as the host has told of it; `now` is the cohort as it is now. O(everything).
    pub(super) fn whole(&self, now: &Cohort) -> CohortData {
        let people = self.fresh.as_ref().unwrap_or(now).data();
        let (mentors, mentees) = (people.mentors.clone(), people.mentees.clone());
        let mut data = CohortData { mentors, mentees, ..self.rest.without_people() };
        data.mentors.iter_mut().zip(&self.parts.mentors).for_each(|(mentor, part)| part.put(mentor));
        data.mentees.iter_mut().zip(&self.parts.mentees).for_each(|(mentee, part)| part.put(mentee));
        data
    }

    /// Whoever left is forgotten by lists of pairs.
    pub(super) fn forget(&mut self, puts: &Puts) {
        if !(puts.gone_mentors.is_empty() && puts.gone_mentees.is_empty()) {
            puts.forget(Arc::make_mut(&mut self.rest));
        }
    }
}

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

    /// Tells of them in data of everybody. O(people), little of each.
    pub(super) fn put(self, data: &mut CohortData) {
        if self.len() > 0 {
            self.forget(data);
            put(&mut data.mentors, self.mentors, |mentor| &mentor.id);
            put(&mut data.mentees, self.mentees, |mentee| &mentee.id);
        }
    }

    fn forget(&self, data: &mut CohortData) {
        let stays = |mentor: &String, mentee: &String| {
            !self.gone_mentors.contains(mentor) && !self.gone_mentees.contains(mentee)
        };
        data.apart.retain(|apart| stays(&apart.mentor, &apart.mentee));
        data.incumbents.retain(|pair| stays(&pair.mentor, &pair.mentee));
        data.affinities.retain(|affinity| stays(&affinity.mentor, &affinity.mentee));
    }
}

/// Puts people where they belong among others, in the order of ids.
fn put<P>(people: &mut Vec<P>, puts: BTreeMap<String, Option<P>>, id: impl Fn(&P) -> &String) {
    people.retain(|person| !puts.contains_key(id(person)));
    people.extend(puts.into_values().flatten());
    people.sort_by(|one, other| id(one).cmp(id(other)));
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
            put(&mut people, puts, |person| &person.0);
            prop_assert_eq!(people, after.into_iter().collect::<Vec<_>>());
        }
    }
}
