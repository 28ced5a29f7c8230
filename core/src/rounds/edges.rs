//! Which people may meet, as edges, found through the index.

use std::cmp::Reverse;

use rayon::prelude::*;

use super::people::{People, PersonIx};
use crate::control::Control;
use crate::error::Error;
use crate::index::{Index, Worth};
use crate::pricing;
use crate::roster::{MenteeIx, MentorIx};

/// Two people who may meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Edge {
    /// The first of the two ids.
    pub(crate) a: PersonIx,
    pub(crate) b: PersonIx,
    /// Of both ways round together, 1 to 2,000,000.
    pub(crate) points: u32,
}

/// One way round of an edge: its ends, which of them asks, and points.
type Way = (PersonIx, PersonIx, PersonIx, u32);

/// The edges of a cohort.
#[derive(Debug)]
pub(crate) struct Edges {
    /// In order.
    pub(crate) all: Vec<Edge>,
    /// How many mentors of each mentee were considered, if somebody has more.
    pub(crate) cut: Option<u32>,
    /// Whether everybody was looked at before the deadline.
    pub(crate) complete: bool,
}

/// Where lists are cut, a mentor who is on fewer of them adds as many mentees of their own.
pub(crate) const FEW: usize = 16;

/// How many mentors of each mentee are considered, if all of them would be more than `most_pairs` pairs.
fn candidates(people: &People<'_>, most_pairs: usize) -> usize {
    let roster = people.cohort.roster();
    let active = roster.mentees.iter().filter(|row| row.seats > 0).count();
    (most_pairs / active.max(1)).clamp(1, roster.mentors.len().max(1))
}

impl Edges {
    /// All of them, or the best mentors of every mentee if all would be more than `most_pairs` pairs.
    ///
    /// # Errors
    /// Cancelled.
    pub(super) fn of(people: &People<'_>, index: &Index, most_pairs: usize, control: &Control) -> Result<Self, Error> {
        let cohort = people.cohort;
        let most = candidates(people, most_pairs);
        let seats: Vec<u32> = cohort.roster().mentees.iter().map(|row| row.seats).collect();
        let worth = Worth::plain(&index.board);
        // One more, to see whether that is all.
        let (found, complete) = pricing::best(cohort, index, &worth, most + 1, (&seats, true), control)?;
        let mut cut = None;
        let mut ways: Vec<Way> = Vec::new();
        for (mentee, row) in found {
            if row.len() > most {
                cut = Some(most as u32);
            }
            let learner = people.of_mentee(mentee);
            ways.extend(row.iter().take(most).map(|&(mentor, points): &(MentorIx, u32)| {
                let other = people.of_mentor(mentor);
                (learner.min(other), learner.max(other), learner, points)
            }));
        }
        let mut complete = complete;
        if cut.is_some() {
            match of_few(people, index, &ways, control)? {
                Some(more) => ways.extend(more),
                None => complete = false,
            }
        }
        control.check()?;
        ways.sort_unstable();
        ways.dedup();
        let whole = cut.is_none() && complete;
        let pairs: Vec<&[Way]> = ways.chunk_by(|one, other| (one.0, one.1) == (other.0, other.1)).collect();
        let edge = |ways: &&[Way]| {
            let &(a, b, ..) = ways.first()?;
            // Where lists are cut, the other way round may be on none.
            let points = if whole || ways.len() == 2 || !people.are_both_both(a, b) {
                ways.iter().map(|way| way.3).sum()
            } else {
                people.worth(a, b)
            };
            (!people.kept_apart(a, b)).then_some(Edge { a, b, points })
        };
        let all = pairs.par_iter().filter_map(edge).collect();
        Ok(Edges { all, cut, complete })
    }
}

/// The best mentees of mentors who are on few lists; nothing if there was no time.
fn of_few(people: &People<'_>, index: &Index, ways: &[Way], control: &Control) -> Result<Option<Vec<Way>>, Error> {
    let (roster, scorer) = (people.cohort.roster(), people.cohort.scorer());
    let mut on = vec![0_usize; people.len()];
    for end in ways.iter().flat_map(|way| [way.0, way.1]) {
        if let Some(on) = on.get_mut(end as usize) {
            *on += 1;
        }
    }
    let active = (0..).zip(&roster.mentors).filter(|(_, row)| row.seats > 0).map(|(mentor, _)| mentor);
    let few: Vec<MentorIx> =
        active.filter(|&mentor| on.get(people.of_mentor(mentor) as usize).is_some_and(|&on| on < FEW)).collect();
    let best = |&mentor: &MentorIx| {
        control.check()?;
        if control.is_expired() {
            return Ok(None);
        }
        let mut row: Vec<(Reverse<u32>, MenteeIx)> = index
            .shared_by(roster, scorer, mentor)
            .into_iter()
            .map(|mentee| (mentee, scorer.judge(roster, mentor, mentee)))
            .filter(|(_, judgement)| judgement.exclusion.is_none())
            .map(|(mentee, judgement)| (Reverse(judgement.points), mentee))
            .collect();
        row.sort_unstable();
        row.truncate(FEW);
        let teacher = people.of_mentor(mentor);
        let way = |(Reverse(points), mentee): (Reverse<u32>, MenteeIx)| {
            let other = people.of_mentee(mentee);
            (teacher.min(other), teacher.max(other), other, points)
        };
        Ok(Some(row.into_iter().map(way).collect::<Vec<_>>()))
    };
    let rows: Result<Vec<Option<Vec<_>>>, Error> = few.par_iter().map(best).collect();
    Ok(rows?.into_iter().collect::<Option<Vec<_>>>().map(|rows| rows.into_iter().flatten().collect()))
}
