//! The most points over every eligible pair, found on few of them and proved for all.
//!
//! **Method** (column generation). Every mentee starts with their best few pairs. An assignment of those has an optimum and
//! prices p; with u_i what their last seat is worth to mentee i at these prices, no pair outside can improve the optimum
//! unless its weight less the mentor's price exceeds u_i. For most mentees this is seen at once, since their worst pair
//! inside is worth no more than u_i and those outside are worth less still; for the others the index is asked, and what it
//! finds joins their row. Then the assignment is solved again, until nothing is found.
//!
//! **Result.** At the end the prices bound *all* pairs of the cohort, so the optimum of the rows is that of the cohort. They are
//! the least that do: least prices of the rows, and no pair outside asks for more. Neither depends on how many pairs the rows
//! start with, nor does the matching: of several optima, [`settle`] says which.
//!
//! **Locked pairs** are no choice: they take their seats first and stay out of the search.

mod answer;
mod ask;
mod ledger;
mod rows;
mod settle;

use std::collections::BTreeSet;

use crate::assign::{self, Warm};
use crate::bipartite::Bipartite;
use crate::cohort::Cohort;
use crate::control::Control;
use crate::error::Error;
use crate::index::{Hashes, Index, Worth};
use crate::options::MatchOptions;
use crate::points::millionths;
use crate::roster::{MenteeIx, MentorIx};
use crate::status::Status;
use crate::ties::Ties;
use answer::Answer;
use ask::{Asked, Found, Search};
use ledger::Ledger;
use rows::Rows;

/// What the assignment before knows of the next one.
struct Start {
    prices: Vec<i64>,
    held: Vec<(MenteeIx, MentorIx)>,
}

/// How the search goes about it. No setting changes what it finds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Effort {
    /// Pairs a mentee starts with, for each mentor they want.
    pub(crate) first: usize,
    /// Pairs that join a row at a time.
    pub(crate) more: usize,
    /// Pairs join that miss being good enough by no more points than this: they may be, at the next prices.
    pub(crate) margin: u32,
}

impl Default for Effort {
    fn default() -> Self {
        Effort { first: 16, more: 16, margin: 1_000 }
    }
}

/// Who meets whom, and the prices that prove it.
#[derive(Debug)]
pub(crate) struct Solution {
    /// In the order of mentee, then mentor.
    pub(crate) pairs: Vec<(MenteeIx, MentorIx)>,
    /// By mentor, in points.
    pub(crate) prices: Vec<i64>,
    pub(crate) status: Status,
    pub(crate) bound: i64,
    /// Mentees for whom the deadline left no time.
    pub(crate) unseen: BTreeSet<MenteeIx>,
}

/// The most points in total.
///
/// # Errors
/// Cancelled.
pub(crate) fn solve(
    cohort: &Cohort,
    index: &Index,
    options: &MatchOptions,
    effort: Effort,
    control: &Control,
) -> Result<Solution, Error> {
    weighed(cohort, index, options, effort, control, |ties| ties)
}

/// The same, with weights that `ties` may change.
fn weighed(
    cohort: &Cohort,
    index: &Index,
    options: &MatchOptions,
    effort: Effort,
    control: &Control,
    ties: impl Fn(Ties) -> Ties,
) -> Result<Solution, Error> {
    let max_gap = millionths(options.max_gap);
    let roster = cohort.roster();
    let mut mentor_seats: Vec<u32> = roster.mentors.iter().map(|row| row.seats).collect();
    let mut mentee_seats: Vec<u32> = roster.mentees.iter().map(|row| row.seats).collect();
    for (mentor, mentee, ()) in roster.locked.iter() {
        for seats in
            [mentor_seats.get_mut(mentor as usize), mentee_seats.get_mut(mentee as usize)].into_iter().flatten()
        {
            *seats = seats.saturating_sub(1);
        }
    }
    let seats = |side: &[u32]| side.iter().map(|&seats| seats as usize).sum::<usize>();
    let ties = ties(Ties::new(seats(&mentor_seats).min(seats(&mentee_seats)), options.seed));
    let data = cohort.data();
    let hashes = Hashes {
        mentors: data.mentors.iter().map(|mentor| ties.person(&mentor.id, 0)).collect(),
        mentees: data.mentees.iter().map(|mentee| ties.person(&mentee.id, 1)).collect(),
    };
    let search = Search { cohort, index, seats: &mentee_seats, effort, locked: false, control };

    let free = Worth::new(&index.board, ties, &hashes, &[]);
    let Asked { found, unseen, worst } = search.first(&free)?;
    let mut rows = Rows::new(roster.mentees.len()).with(&found);
    let mut ledger = Ledger::default();
    let mut start: Option<Start> = None;
    loop {
        let weigh = |mentee: MenteeIx, mentor: MentorIx, points| free.value(points, mentor, mentee);
        let weighed = graph(&rows, &mentor_seats, &mentee_seats, weigh);
        let assignment = match &start {
            None => assign::assign(&weighed, control)?,
            Some(Start { prices, held }) => assign::assign_from(&weighed, &Warm { prices, held }, control)?,
        };
        drop(weighed);
        let asked = if assignment.complete {
            Some(search.more(ties, &hashes, &assignment.prices, &rows, &worst, &mut ledger)?)
        } else {
            None
        };
        let proved = asked.as_ref().is_some_and(|asked| asked.found.is_empty() && asked.unseen.is_empty());
        let settled = if proved {
            settle::settle(&graph(&rows, &mentor_seats, &mentee_seats, weigh), &assignment, &hashes, control)?
        } else {
            Vec::new()
        };
        let chosen: Vec<_> = rows.at(if proved { &settled } else { &assignment.chosen }).collect();
        let prices: Vec<i64> = assignment.prices.iter().map(|&price| ties.price(price)).collect();
        let answer = Answer { search: &search, chosen: &chosen, prices, least: assignment.complete, unseen: &unseen };
        match asked {
            Some(Asked { found, unseen: late, .. }) if !found.is_empty() && late.is_empty() => {
                let held = chosen.iter().map(|&(mentee, mentor, _)| (mentee, mentor)).collect();
                start = Some(Start { prices: assignment.prices, held });
                rows = rows.with(&found);
                if max_gap > 0 {
                    // What is outside now is worth less than a mentee's last seat, but for rounding.
                    let outside = |mentee: MenteeIx| match worst.get(mentee as usize) {
                        None | Some(0) => 0,
                        Some(_) => ties.points(ledger.last(mentee)).saturating_add(1),
                    };
                    let solution = answer.solution(&rows, max_gap, outside)?;
                    if solution.status != Status::Deadline {
                        return Ok(solution);
                    }
                }
            }
            _ => {
                let outside =
                    |mentee: MenteeIx| if proved { 0 } else { worst.get(mentee as usize).copied().unwrap_or(0) };
                let solution = answer.solution(&rows, max_gap, outside)?;
                if proved && unseen.is_empty() && solution.status != Status::Optimal {
                    return Err(Error::internal(format!("a complete search ended as {}", solution.status.as_str())));
                }
                return Ok(solution);
            }
        }
    }
}

/// The best mentors of every mentee who takes part, `most` at most, best first; of equals, the first id. And whether all were
/// asked before the deadline.
///
/// # Errors
/// Cancelled.
pub(crate) fn best(
    cohort: &Cohort,
    index: &Index,
    worth: &Worth<'_>,
    most: usize,
    control: &Control,
) -> Result<(Found, bool), Error> {
    let seats: Vec<u32> = cohort.roster().mentees.iter().map(|row| row.seats.min(1)).collect();
    let effort = Effort { first: most, ..Effort::default() };
    let Asked { found, unseen, .. } =
        Search { cohort, index, seats: &seats, effort, locked: true, control }.first(worth)?;
    Ok((found, unseen.is_empty()))
}

/// The rows as a graph of weights.
fn graph<'a>(
    rows: &'a Rows,
    mentor_seats: &'a [u32],
    mentee_seats: &'a [u32],
    weigh: impl Fn(MenteeIx, MentorIx, u32) -> i64,
) -> Bipartite<'a> {
    let mut weights = Vec::with_capacity(rows.mentors.len());
    for mentee in 0..mentee_seats.len() as MenteeIx {
        weights.extend(rows.pairs(mentee).map(|(mentor, points)| weigh(mentee, mentor, points)));
    }
    Bipartite::from_rows(mentor_seats, mentee_seats, rows.starts.clone(), &rows.mentors[..], weights)
}

#[cfg(test)]
#[path = "../../tests/cohort_support/mod.rs"]
mod cohort_support;

#[cfg(test)]
mod tests {
    use super::cohort_support::cohorts;
    use super::{Effort, MatchOptions, solve, weighed};
    use crate::{Cohort, Control, Status, index::Index};
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

        /// However few bits are left to break ties.
        #[test]
        fn hashes_that_collide_change_nothing_of_that(data in cohorts(120, 120), seed in any::<u32>(), bits in 0..3_u32) {
            let cohort = Cohort::try_from(data).unwrap();
            let index = Index::new(cohort.roster(), cohort.scorer());
            let options = MatchOptions { seed, ..MatchOptions::default() };
            let usual = solve(&cohort, &index, &options, Effort::default(), &Control::new()).unwrap();
            let efforts = [(1, 1, 0), (1, 3, 1_000), (2, 1, 100_000), (16, 16, 1_000), (1_000, 1, 0)];
            let solutions = efforts.map(|(first, more, margin)| {
                let effort = Effort { first, more, margin };
                weighed(&cohort, &index, &options, effort, &Control::new(), |ties| ties.with_hash_bits(bits)).unwrap()
            });
            for solution in &solutions {
                prop_assert_eq!(solution.status, Status::Optimal);
                prop_assert_eq!(solution.bound, usual.bound);
                prop_assert_eq!(&solution.prices, &usual.prices);
                prop_assert_eq!(&solution.pairs, &solutions[0].pairs);
            }
        }

        /// One pair a mentee to start with, or all: the same matching, the same prices.
        #[test]
        fn where_the_search_starts_changes_nothing(data in cohorts(120, 120), seed in any::<u32>()) {
            let cohort = Cohort::try_from(data).unwrap();
            let index = Index::new(cohort.roster(), cohort.scorer());
            let efforts = [(1, 1, 0), (1, 3, 1_000), (2, 1, 100_000), (16, 16, 1_000), (1_000, 1, 0)];
            let solutions = efforts.map(|(first, more, margin)| {
                let options = MatchOptions { seed, ..MatchOptions::default() };
                solve(&cohort, &index, &options, Effort { first, more, margin }, &Control::new()).unwrap()
            });
            for solution in &solutions {
                prop_assert_eq!(solution.status, Status::Optimal);
                prop_assert_eq!(&solution.pairs, &solutions[0].pairs);
                prop_assert_eq!(&solution.prices, &solutions[0].prices);
            }
        }
    }
}
