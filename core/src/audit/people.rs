//! What became of the people of one side.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::cohort::Cohort;
use crate::control::Control;
use crate::error::{Error, ErrorCode, Problems};
use crate::index::{Audience, Board, Query, Scratch, Worth};
use crate::matching::Matching;
use crate::model::Attribute;
use crate::read::excerpt;
use crate::roster::{MenteeIx, MentorIx};
use crate::side::Side;

/// What became of somebody who takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Outcome {
    /// Of all their pairings together.
    pub(super) points: u64,
    /// Of their best pairing; nothing without one.
    pub(super) most: Option<u32>,
    /// Whether no more than a few partners would have been better than the best they have.
    pub(super) best: bool,
    /// Whether their best pairing has more points than the median of their side.
    pub(super) above: bool,
}

/// Those of one side who take part, in the order of ids.
#[derive(Debug)]
pub(super) struct People<'a> {
    pub(super) attributes: Vec<&'a BTreeMap<String, Attribute>>,
    pub(super) outcomes: Vec<Outcome>,
    /// Twice the median points of the best pairings of those who are matched.
    pub(super) twice_median: Option<u64>,
}

/// The pairs of a matching, with their points, by mentee and mentor.
pub(super) type Pairs = BTreeMap<(MenteeIx, MentorIx), u32>;

/// # Errors
/// [`ErrorCode::WrongCohort`] if somebody who is paired is not in the cohort.
pub(super) fn pairs_of(matching: &Matching, cohort: &Cohort) -> Result<Pairs, Error> {
    let (mut problems, mut pairs) = (Problems::default(), Pairs::new());
    for (k, pairing) in matching.pairings.iter().enumerate() {
        let (mentor, mentee) = (cohort.find_mentor(&pairing.mentor), cohort.find_mentee(&pairing.mentee));
        for (role, id, found) in [("mentor", &pairing.mentor, mentor), ("mentee", &pairing.mentee, mentee)] {
            if found.is_none() {
                let message = format!("`{}` is no {role} of this cohort", excerpt(id));
                problems.add(ErrorCode::WrongCohort, format!("pairings[{k}].{role}"), message);
            }
        }
        pairs.extend(mentee.zip(mentor).map(|pair| (pair, pairing.points)));
    }
    problems.into_result().map(|()| pairs)
}

impl<'a> People<'a> {
    /// Made on the threads of the pool it is called in. A question to the index for everybody who is matched.
    ///
    /// # Errors
    /// Cancelled.
    pub(super) fn new(
        cohort: &'a Cohort,
        (side, best): (Side, u32),
        pairs: &Pairs,
        control: &Control,
    ) -> Result<Self, Error> {
        let (roster, data) = (cohort.roster(), cohort.data());
        let (attributes, seats): (Vec<_>, Vec<u32>) = match side {
            Side::Mentee => {
                let attributes = data.mentees.iter().map(|mentee| &mentee.attributes);
                (attributes.collect(), roster.mentees.iter().map(|row| row.seats).collect())
            }
            Side::Mentor => {
                let attributes = data.mentors.iter().map(|mentor| &mentor.attributes);
                (attributes.collect(), roster.mentors.iter().map(|row| row.seats).collect())
            }
        };
        let mut outcomes = vec![Outcome::default(); seats.len()];
        for (&(mentee, mentor), &points) in pairs {
            let person = if side == Side::Mentee { mentee } else { mentor };
            if let Some(outcome) = outcomes.get_mut(person as usize) {
                outcome.points += u64::from(points);
                outcome.most = outcome.most.max(Some(points));
            }
        }
        mark_best(cohort, (side, best), &mut outcomes, control)?;
        let median = twice_median(&outcomes);
        for outcome in &mut outcomes {
            outcome.above = outcome.most.zip(median).is_some_and(|(most, median)| 2 * u64::from(most) > median);
        }
        let all = attributes.into_iter().zip(outcomes).zip(seats);
        let part = all.filter(|((_, outcome), seats)| *seats > 0 || outcome.most.is_some());
        let (attributes, outcomes) = part.map(|(person, _)| person).unzip();
        Ok(People { attributes, outcomes, twice_median: median })
    }
}

/// Who is matched with somebody of no fewer points than their `best`-th best possible partner, or has fewer possible partners.
fn mark_best(
    cohort: &Cohort,
    (side, best): (Side, u32),
    outcomes: &mut [Outcome],
    control: &Control,
) -> Result<(), Error> {
    let (roster, scorer) = (cohort.roster(), cohort.scorer());
    let query = |asker| Query { asker, most: best as usize, least: i64::MIN, known: &[], locked: true };
    let last = best.saturating_sub(1) as usize;
    let mark = |bar: &(dyn Fn(u32, &mut Scratch) -> Option<u32> + Sync), outcomes: &mut [Outcome]| {
        outcomes.par_iter_mut().enumerate().try_for_each_init(Scratch::default, |scratch, (at, outcome)| {
            let Some(most) = outcome.most else { return Ok(()) };
            control.check()?;
            outcome.best = bar(at as u32, scratch).is_none_or(|bar| most >= bar);
            Ok(())
        })
    };
    match side {
        Side::Mentee => {
            let board = Board::new(roster, scorer, |_| true);
            let worth = Worth::plain(&board);
            let bar = |asker, scratch: &mut Scratch| {
                board.best(roster, scorer, &worth, query(asker), scratch).get(last).map(|found| found.points)
            };
            mark(&bar, outcomes)
        }
        Side::Mentor => {
            let audience = Audience::new(roster, scorer);
            let worth = Worth::profits(&audience, &[]);
            let bar = |asker, scratch: &mut Scratch| {
                audience.best(roster, scorer, &worth, query(asker), scratch).get(last).map(|found| found.points)
            };
            mark(&bar, outcomes)
        }
    }
}

fn twice_median(outcomes: &[Outcome]) -> Option<u64> {
    let mut most: Vec<u64> = outcomes.iter().filter_map(|outcome| outcome.most.map(u64::from)).collect();
    most.sort_unstable();
    let upper = most.get(most.len() / 2)?;
    let lower = most.get((most.len().saturating_sub(1)) / 2)?;
    Some(lower + upper)
}
