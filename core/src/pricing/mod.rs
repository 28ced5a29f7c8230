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
mod coverage;
mod curve;
mod ledger;
mod load;
mod market;
mod rows;
mod settle;

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::cohort::Cohort;
use crate::control::Control;
use crate::error::Error;
use crate::index::{Board, Hashes, Index, Worth};
use crate::listed::Listed;
use crate::options::MatchOptions;
use crate::points::millionths;
use crate::roster::{MenteeIx, MentorIx};
use crate::status::Status;
use crate::ties::Ties;
use answer::Answer;
use ask::{Asked, Search};
use load::Load;
use market::{Lift, Market, Progress, State};
pub(crate) use rows::Rows;

pub(crate) use ask::Found;
pub(crate) use coverage::solve as solve_coverage;
pub(crate) use curve::{Curve, Hashed, MOST_BONUS, Point, Tangents, curve};

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
#[derive(Debug, Clone)]
pub(crate) struct Solution {
    /// In the order of mentee, then mentor.
    pub(crate) pairs: Vec<(MenteeIx, MentorIx)>,
    /// By mentor, in points.
    pub(crate) prices: Vec<i64>,
    pub(crate) status: Status,
    pub(crate) bound: i64,
    /// Mentees for whom the deadline left no time.
    pub(crate) unseen: BTreeSet<MenteeIx>,
    /// What the objective adds to the proof, unless it is the most points.
    pub(crate) covered: Option<Covered>,
    pub(crate) listed: Option<Listed>,
    /// What there is to tell if load costs.
    pub(crate) laden: Option<Laden>,
}

/// The matching of the most points, to compare with; nothing where the deadline came before it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Laden {
    /// What it has.
    pub(crate) most_points: Option<i64>,
    /// By mentor: how many conversations they have in it.
    pub(crate) before: Option<Vec<u32>>,
}

/// That no matching gives more mentees a mentor, and what that costs.
#[derive(Debug, Clone)]
pub(crate) struct Covered {
    /// How many mentees have a mentor.
    pub(crate) matched: u32,
    /// How many can have one at most.
    pub(crate) bound: u32,
    /// The mentors who prove it: mentees who come to nobody else, and more of them than these mentors have seats.
    pub(crate) scarce: Vec<MentorIx>,
    /// The most points of any matching.
    pub(crate) most_points: i64,
}

/// The most points in total; less the cost of load, if there is one.
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
    if options.load_cost > 0 {
        return load::solve(cohort, index, options, effort, control);
    }
    weighed((cohort, index), options, effort, control, None, |ties| ties)
}

/// What somebody knows of the matching with the most points who keeps it while the cohort changes. Whatever it says, the answer is the same.
#[derive(Debug, Clone, Default)]
pub(crate) struct Hint {
    /// Pairs that may matter, none of them locked: by mentee, in order; in the order of mentors.
    pub(crate) rows: Vec<(MenteeIx, Vec<(MentorIx, u32)>)>,
    /// By mentor, in the unit of weights.
    pub(crate) prices: Vec<i64>,
    /// Pairs that may be chosen.
    pub(crate) held: Vec<(MenteeIx, MentorIx)>,
}

/// [`solve`] from a hint: for options with which nothing but points count, and the usual seed.
///
/// # Errors
/// Cancelled.
pub(crate) fn solve_from(
    cohort: &Cohort,
    index: &Index,
    options: &MatchOptions,
    hint: Hint,
    control: &Control,
) -> Result<Solution, Error> {
    weighed((cohort, index), options, Effort::default(), control, Some(hint), |ties| ties)
}

/// What is known at the end of a search for the most points: where somebody starts who keeps the matching while the cohort changes.
#[derive(Debug)]
pub(crate) struct Basis {
    pub(crate) ties: Ties,
    pub(crate) hashes: Hashes,
    /// Of mentors and of mentees, without those of locked pairs.
    pub(crate) seats: [Vec<u32>; 2],
    /// Every pair that mattered.
    pub(crate) rows: Rows,
    /// By mentor, in the unit of weights.
    pub(crate) prices: Vec<i64>,
    /// The choice, without locked pairs; in the order of mentee, then mentor.
    pub(crate) pairs: Vec<(MenteeIx, MentorIx)>,
}

/// The most points, unless the deadline comes first; then whatever was found.
///
/// # Errors
/// Cancelled.
pub(crate) fn basis(cohort: &Cohort, index: &Index, control: &Control) -> Result<Basis, Error> {
    let seats = free_seats(cohort);
    let ties = Ties::new(most_pairs(&seats[0], &seats[1]), MatchOptions::default().seed);
    let hashes = hashes(cohort, ties);
    let market = Market {
        cohort,
        board: &index.board,
        ties,
        hashes: &hashes,
        mentor_seats: Cow::Borrowed(&seats[0]),
        mentee_seats: Cow::Borrowed(&seats[1]),
        lift: Lift::None,
        settled: true,
        load: Load::default(),
        effort: Effort::default(),
        control,
    };
    let mut progress = Progress::new(&market, None)?;
    let round = progress.finish()?;
    let pairs = round.chosen.iter().map(|&(mentee, mentor, _)| (mentee, mentor)).collect();
    let State { rows, start, .. } = progress.into_state();
    let prices = start.map(|start| start.prices).unwrap_or_default();
    Ok(Basis { ties, hashes, seats, rows, prices, pairs })
}

/// The same, with weights that `ties` may change.
fn weighed(
    (cohort, index): (&Cohort, &Index),
    options: &MatchOptions,
    effort: Effort,
    control: &Control,
    hint: Option<Hint>,
    ties: impl Fn(Ties) -> Ties,
) -> Result<Solution, Error> {
    let max_gap = millionths(options.max_gap);
    let [mentor_seats, mentee_seats] = free_seats(cohort);
    let ties = ties(Ties::new(most_pairs(&mentor_seats, &mentee_seats), options.seed));
    let hashes = hashes(cohort, ties);
    let market = Market {
        cohort,
        board: &index.board,
        ties,
        hashes: &hashes,
        mentor_seats: Cow::Owned(mentor_seats),
        mentee_seats: Cow::Owned(mentee_seats),
        lift: Lift::None,
        settled: true,
        load: Load::default(),
        effort,
        control,
    };
    let mut progress = match hint {
        Some(hint) => Progress::from_hint(&market, hint),
        None => Progress::new(&market, None)?,
    };
    loop {
        let round = progress.step()?;
        if round.goes_on && max_gap == 0 {
            continue;
        }
        let (proved, goes_on) = (round.proved, round.goes_on);
        let (prices, unseen) = (round.prices.clone(), &progress.unseen);
        let answer = Answer { cohort, chosen: &round.chosen, prices, least: round.least, unseen, load_cost: 0 };
        let solution = answer.solution(&progress.rows, max_gap, |mentee| progress.outside(&round, mentee))?;
        if !goes_on && proved && progress.unseen.is_empty() && solution.status != Status::Optimal {
            return Err(Error::internal(format!("a complete search ended as {}", solution.status.as_str())));
        }
        if !goes_on || solution.status != Status::Deadline {
            return Ok(solution);
        }
    }
}

/// The seats of mentors and of mentees that locked pairs leave.
pub(crate) fn free_seats(cohort: &Cohort) -> [Vec<u32>; 2] {
    let roster = cohort.roster();
    let mut mentors: Vec<u32> = roster.mentors.iter().map(|row| row.seats).collect();
    let mut mentees: Vec<u32> = roster.mentees.iter().map(|row| row.seats).collect();
    for (mentor, mentee, ()) in roster.locked.iter() {
        for seats in [mentors.get_mut(mentor as usize), mentees.get_mut(mentee as usize)].into_iter().flatten() {
            *seats = seats.saturating_sub(1);
        }
    }
    [mentors, mentees]
}

/// No matching has more pairs.
fn most_pairs(mentor_seats: &[u32], mentee_seats: &[u32]) -> usize {
    let seats = |side: &[u32]| side.iter().map(|&seats| seats as usize).sum::<usize>();
    seats(mentor_seats).min(seats(mentee_seats))
}

fn hashes(cohort: &Cohort, ties: Ties) -> Hashes {
    let data = cohort.data();
    Hashes {
        mentors: data.mentors.iter().map(|mentor| ties.person(&mentor.id, 0)).collect(),
        mentees: data.mentees.iter().map(|mentee| ties.person(&mentee.id, 1)).collect(),
    }
}

/// The best mentors of every mentee who has any of these seats, `most` at most, best first; of equals, the first id. Locked pairs
/// count or not. And whether all were asked before the deadline.
///
/// # Errors
/// Cancelled.
pub(crate) fn best(
    cohort: &Cohort,
    index: &Index,
    worth: &Worth,
    most: usize,
    seats: (&[u32], bool),
    control: &Control,
) -> Result<(Found, bool), Error> {
    best_from((cohort, index), worth, most, seats, |_| 1, control)
}

/// Those of the [`best`] that are worth at least so much to a mentee, which the search then need not come to first.
///
/// # Errors
/// Cancelled.
pub(crate) fn best_from(
    (cohort, index): (&Cohort, &Index),
    worth: &Worth,
    most: usize,
    (seats, locked): (&[u32], bool),
    least: impl Fn(MenteeIx) -> i64,
    control: &Control,
) -> Result<(Found, bool), Error> {
    let seats: Vec<u32> = seats.iter().map(|&seats| seats.min(1)).collect();
    let effort = Effort { first: most, ..Effort::default() };
    let search = Search { cohort, board: &index.board, seats: &seats, floors: &[], effort, locked, control };
    let Asked { found, unseen, .. } = search.first_from(worth, least)?;
    Ok((found, unseen.is_empty()))
}

/// Pairs with mentors of a board beyond those `known` of each mentee, whose mentors ascend, that are worth `least` in points less these prices of mentors: the best
/// `most`, for those of whom there is a least worth. And whether all were asked before the deadline.
///
/// # Errors
/// Cancelled.
pub(crate) fn beyond<'k>(
    (cohort, board): (&Cohort, &Board),
    prices: &[i64],
    least: &[Option<i64>],
    known: impl Fn(MenteeIx) -> &'k [MentorIx] + Sync,
    most: usize,
    control: &Control,
) -> Result<(Found, bool), Error> {
    let effort = Effort { more: most, ..Effort::default() };
    let seats = vec![1; least.len()];
    let search = Search { cohort, board, seats: &seats, floors: &[], effort, locked: false, control };
    let Asked { found, unseen, .. } = search.beyond(&Worth::priced(board, prices), least, known)?;
    Ok((found, unseen.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::{Effort, MatchOptions, solve, weighed};
    use crate::cohort_support::cohorts;
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
                weighed((&cohort, &index), &options, effort, &Control::new(), None, |ties| ties.with_hash_bits(bits)).unwrap()
            });
            for solution in &solutions {
                prop_assert_eq!(solution.status, Status::Optimal);
                prop_assert_eq!(solution.bound, usual.bound);
                prop_assert_eq!(&solution.prices, &usual.prices);
                prop_assert_eq!(&solution.pairs, &solutions[0].pairs);
            }
        }

        /// One pair a mentee to start with, or all: the same matching, the same prices. Whether load costs or not.
        #[test]
        fn where_the_search_starts_changes_nothing(
            mut data in cohorts(120, 120),
            seed in any::<u32>(),
            load_cost in prop_oneof![Just(0), 1..300_000_u32],
        ) {
            if load_cost > 0 {
                data.mentors.iter_mut().for_each(|mentor| mentor.capacity *= 7);
            }
            let cohort = Cohort::try_from(data).unwrap();
            let index = Index::new(cohort.roster(), cohort.scorer());
            let efforts = [(1, 1, 0), (1, 3, 1_000), (2, 1, 100_000), (16, 16, 1_000), (1_000, 1, 0)];
            let solutions = efforts.map(|(first, more, margin)| {
                let options = MatchOptions { seed, load_cost, ..MatchOptions::default() };
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
