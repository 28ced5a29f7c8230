//! Pairs that would rather meet each other than what a matching gives them: how far any answer is from being stable.
//!
//! A pair that may meet and does not *blocks* if each of the two has a free seat or would rather meet the other than somebody they
//! meet. Each side judges by its own view ([`Scorer::views`](crate::score::Scorer::views)); locked pairs are no choice, and nobody
//! leaves one. Times are not asked about: two who would rather meet may have none in common. An answer of the objectives `stable_mentee` and `stable_mentor` has none; what any other has is part of its price.
//!
//! O(mentees · mentors), on all cores: every pair is judged.

use std::collections::HashMap;

use rayon::prelude::*;
use serde::Serialize;

use crate::cohort::Cohort;
use crate::error::{Error, ErrorCode, Problems};
use crate::matching::Matching;
use crate::pricing::free_seats;
use crate::read::excerpt;
use crate::roster::{MenteeIx, MentorIx};
use crate::threads;

/// How many pairs block a matching, and the first of them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Blocking {
    /// How many pairs.
    pub count: u64,
    /// How many mentees are in one.
    pub mentees: u32,
    /// The first of them, in the order of mentee, then mentor.
    pub pairs: Vec<BlockingPair>,
}

/// Two people who would both rather meet each other.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct BlockingPair {
    /// The mentor's id.
    pub mentor: String,
    /// The mentee's id.
    pub mentee: String,
    /// Whom the mentor likes least of the mentees they meet; absent if they have a seat left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mentor_would_leave: Option<String>,
    /// Whom the mentee likes least of the mentors they meet; absent if they would like another one anyway.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mentee_would_leave: Option<String>,
}

impl Blocking {
    /// The document, on one line; the same bytes in every language.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// What one person holds, by their own view.
#[derive(Debug, Clone, Copy)]
struct Holds {
    seats: u32,
    taken: u32,
    /// The least they think of anybody they meet by choice, and who that is.
    least: Option<(u32, u32)>,
}

impl Holds {
    fn new(seats: u32) -> Self {
        Holds { seats, taken: 0, least: None }
    }

    fn meets(&mut self, worth: u32, who: u32) {
        self.taken += 1;
        self.least = Some(self.least.map_or((worth, who), |least| least.min((worth, who))));
    }

    /// Whom they would leave for somebody of this worth: nobody, if a seat is left; `None` if they would not.
    fn would_leave(&self, worth: u32) -> Option<Option<u32>> {
        if self.taken < self.seats {
            return Some(None);
        }
        self.least.filter(|least| worth > least.0).map(|least| Some(least.1))
    }
}

impl Matching {
    /// The pairs of `cohort` that would rather meet each other than what this matching gives them, `most` of them by name.
    ///
    /// # Errors
    /// [`ErrorCode::WrongCohort`] if somebody who is paired is not in the cohort.
    ///
    /// ```
    /// use fireside::model::{Mentee, Mentor, Offer, Topic, Want};
    /// use fireside::{Cohort, MatchOptions, Objective, match_cohort};
    ///
    /// // Ada would rather talk to Cem, and Cem to her, but Bo comes to nobody else.
    /// let cohort = Cohort::builder()
    ///     .topic(Topic::new("rust"))
    ///     .topic(Topic::new("law"))
    ///     .mentor(Mentor::new("ada").offers(Offer::new("rust").level(5)))
    ///     .mentor(Mentor::new("eli").offers(Offer::new("law").level(5)))
    ///     .mentee(Mentee::new("bo").wants(Want::new("rust").level(5)))
    ///     .mentee(Mentee::new("cem").wants(Want::new("rust").importance(100).level(1)).wants(Want::new("law")))
    ///     .build()?;
    /// let options = MatchOptions { objective: Objective::Coverage, ..MatchOptions::default() };
    /// let blocking = match_cohort(&cohort, &options)?.blocking_pairs(&cohort, 10)?;
    /// assert_eq!((blocking.count, blocking.mentees), (1, 1));
    /// assert_eq!((&*blocking.pairs[0].mentor, &*blocking.pairs[0].mentee), ("ada", "cem"));
    /// assert_eq!(blocking.pairs[0].mentor_would_leave.as_deref(), Some("bo"));
    /// # Ok::<(), fireside::Error>(())
    /// ```
    pub fn blocking_pairs(&self, cohort: &Cohort, most: usize) -> Result<Blocking, Error> {
        let pairs = pairs_of(self, cohort)?;
        threads::with(None, || blocking(cohort, &pairs, most))
    }
}

/// Who meets whom, by number.
pub(crate) fn pairs_of(matching: &Matching, cohort: &Cohort) -> Result<Vec<(MenteeIx, MentorIx)>, Error> {
    let mut problems = Problems::default();
    let mut pairs = Vec::with_capacity(matching.pairings.len());
    let (data, mut next) = (cohort.data(), 0);
    // Only looked up, never walked.
    let mentors: HashMap<&str, MentorIx> = data.mentors.iter().map(|mentor| mentor.id.as_str()).zip(0..).collect();
    for (k, pairing) in matching.pairings.iter().enumerate() {
        let mentor = mentors.get(pairing.mentor.as_str()).copied();
        // Documents are in the order of mentees: the next is mostly the one looked for, or near.
        let ahead = (next..data.mentees.len())
            .take(4)
            .find(|&at| data.mentees.get(at).is_some_and(|one| one.id == pairing.mentee));
        let mentee = ahead.map(|at| at as MenteeIx).or_else(|| cohort.find_mentee(&pairing.mentee));
        next = mentee.map_or(next, |at| at as usize);
        for (role, id, found) in [("mentor", &pairing.mentor, mentor), ("mentee", &pairing.mentee, mentee)] {
            if found.is_none() {
                let message = format!("`{}` is no {role} of this cohort", excerpt(id));
                problems.add(ErrorCode::WrongCohort, format!("pairings[{k}].{role}"), message);
            }
        }
        pairs.extend(mentee.zip(mentor));
    }
    pairs.sort_unstable();
    pairs.dedup();
    problems.into_result().map(|()| pairs)
}

fn blocking(cohort: &Cohort, pairs: &[(MenteeIx, MentorIx)], most: usize) -> Blocking {
    let (roster, scorer) = (cohort.roster(), cohort.scorer());
    let [mentor_seats, mentee_seats] = free_seats(cohort);
    let mut mentors: Vec<Holds> = mentor_seats.into_iter().map(Holds::new).collect();
    let mut mentees: Vec<Holds> = mentee_seats.into_iter().map(Holds::new).collect();
    for &(mentee, mentor) in pairs.iter().filter(|pair| !roster.locked.contains(pair.1, pair.0)) {
        let [by_mentee, by_mentor] = scorer.views(roster, mentor, mentee);
        if let Some(holds) = mentees.get_mut(mentee as usize) {
            holds.meets(by_mentee, mentor);
        }
        if let Some(holds) = mentors.get_mut(mentor as usize) {
            holds.meets(by_mentor, mentee);
        }
    }
    let shared = scorer.is_shared(roster);
    // How many block with this mentee, and the first of them.
    let of_mentee = |mentee: MenteeIx| {
        let mut found: (u64, Vec<BlockingPair>) = (0, Vec::new());
        let Some(holds) = mentees.get(mentee as usize).filter(|holds| holds.seats > 0) else { return found };
        for (mentor, others) in (0..).zip(&mentors).filter(|(_, others)| others.seats > 0) {
            let judged = scorer.judge(roster, mentor, mentee);
            if judged.exclusion.is_some() || roster.locked.contains(mentor, mentee) {
                continue;
            }
            let [by_mentee, by_mentor] = if shared { [judged.points; 2] } else { scorer.views(roster, mentor, mentee) };
            let (Some(left), Some(other_left)) = (holds.would_leave(by_mentee), others.would_leave(by_mentor)) else {
                continue;
            };
            if pairs.binary_search(&(mentee, mentor)).is_ok() {
                continue;
            }
            found.0 += 1;
            if found.1.len() < most {
                found.1.push(BlockingPair {
                    mentor: cohort.mentor(mentor).id.clone(),
                    mentee: cohort.mentee(mentee).id.clone(),
                    mentor_would_leave: other_left.map(|other| cohort.mentee(other).id.clone()),
                    mentee_would_leave: left.map(|other| cohort.mentor(other).id.clone()),
                });
            }
        }
        found
    };
    let mut all = Blocking::default();
    // In stretches, so that no more names are kept than asked for and one stretch has.
    let people: Vec<MenteeIx> = (0..mentees.len() as MenteeIx).collect();
    for stretch in people.chunks(1024) {
        let found: Vec<(u64, Vec<BlockingPair>)> = stretch.par_iter().map(|&mentee| of_mentee(mentee)).collect();
        for (count, pairs) in found {
            all.count += count;
            all.mentees += u32::from(count > 0);
            all.pairs.extend(pairs.into_iter().take(most - all.pairs.len()));
        }
    }
    all
}
