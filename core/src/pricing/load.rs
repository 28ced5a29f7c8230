//! The most points less the cost of load, over every eligible pair of the cohort.
//!
//! Every further conversation of a mentor costs more than the one before. As on [bare edges](crate::load), whoever would like a
//! seat left empty is a further mentee with one edge; to everybody else a mentor has one price still, so the search by prices over all
//! pairs is the same. Locked pairs are the first conversations of their mentors.
//!
//! The matching of the most points comes first, to say what balance costs and what it does to the concentration of load; the
//! pairs that its search has found are where the second search starts.

use std::borrow::Cow;
use std::cmp::Reverse;

use super::answer::Answer;
use super::market::{Lift, Market, Progress, Round};
use super::{Effort, Laden, Solution, free_seats, hashes, most_pairs};
use crate::bipartite::Bipartite;
use crate::certificate::locked_by_mentor;
use crate::cohort::Cohort;
use crate::control::Control;
use crate::error::Error;
use crate::index::Index;
use crate::load::empty::{Degrees, EmptySeats, most_seats};
use crate::options::MatchOptions;
use crate::points::FULL;
use crate::roster::{MenteeIx, MentorIx};
use crate::status::Status;
use crate::ties::Ties;

/// A pair and its points.
type Pair = (MenteeIx, MentorIx, u32);

/// What load costs.
#[derive(Debug, Clone, Default)]
pub(super) struct Load {
    /// In points; 0 if nothing.
    cost: u32,
    /// By mentor: the locked pairs, which come first.
    before: Vec<u32>,
}

impl Load {
    /// A graph of weights with whoever would like seats left empty.
    ///
    /// # Errors
    /// More edges than can be counted.
    pub(super) fn added_to<'g>(&self, graph: Bipartite<'g>, ties: Ties) -> Result<(Bipartite<'g>, EmptySeats), Error> {
        if self.cost == 0 {
            return Ok((graph, EmptySeats::default()));
        }
        let edges = Degrees::of(&graph).edges;
        let seats = (0..).zip(graph.mentor_seats()).zip(edges).map(|((mentor, &seats), edges)| {
            seats.min(edges).min(most_seats(i64::from(FULL), i64::from(self.cost), self.before(mentor)))
        });
        let seats: Vec<u32> = seats.collect();
        let empty = EmptySeats::of(&seats, |mentor| self.before(mentor), ties.raised(i64::from(self.cost)));
        Ok((empty.added_to(graph, seats)?, empty))
    }

    fn before(&self, mentor: MentorIx) -> u32 {
        self.before.get(mentor as usize).copied().unwrap_or(0)
    }

    /// Of each mentor's pairs, the best first, those with more points than they cost; and what these are worth.
    fn worth_having(&self, chosen: &[Pair]) -> (i64, Vec<Pair>) {
        let mut chosen = chosen.to_vec();
        chosen.sort_unstable_by_key(|&(mentee, mentor, points)| (mentor, Reverse(points), mentee));
        let (mut worth, mut kept) = (0, Vec::with_capacity(chosen.len()));
        for of_mentor in chosen.chunk_by(|a, b| a.1 == b.1) {
            let before = of_mentor.first().map_or(0, |pair| self.before(pair.1));
            let costs = (i64::from(before)..).map(|before| before * i64::from(self.cost));
            let gains = of_mentor.iter().zip(costs).map(|(&pair, cost)| (pair, i64::from(pair.2) - cost));
            for (pair, gain) in gains.take_while(|(_, gain)| *gain > 0) {
                worth += gain;
                kept.push(pair);
            }
        }
        kept.sort_unstable();
        (worth, kept)
    }
}

/// How often every mentor is named.
pub(crate) fn loads(mentors: usize, named: impl Iterator<Item = MentorIx>) -> Vec<u32> {
    let mut loads = vec![0; mentors];
    for mentor in named {
        if let Some(load) = loads.get_mut(mentor as usize) {
            *load += 1;
        }
    }
    loads
}

/// The most points less the cost of load.
///
/// # Errors
/// Cancelled.
pub(super) fn solve(
    cohort: &Cohort,
    index: &Index,
    options: &MatchOptions,
    effort: Effort,
    control: &Control,
) -> Result<Solution, Error> {
    let [mentor_seats, mentee_seats] = free_seats(cohort);
    let ties = Ties::new(most_pairs(&mentor_seats, &mentee_seats), options.seed);
    let hashes = hashes(cohort, ties);
    let market = |load: Load| Market {
        cohort,
        board: &index.board,
        ties,
        hashes: &hashes,
        mentor_seats: Cow::Borrowed(&mentor_seats[..]),
        mentee_seats: Cow::Borrowed(&mentee_seats[..]),
        lift: Lift::None,
        load,
        settled: true,
        effort,
        control,
    };
    let load = Load { cost: options.load_cost, before: locked_by_mentor(cohort) };
    let (free, laden) = (market(Load::default()), market(load.clone()));
    let answer = |progress: &Progress<'_>, round: &Round, chosen: &[Pair], least: bool, load_cost: u32| {
        let (prices, unseen) = (round.prices.clone(), &progress.unseen);
        let answer = Answer { cohort, chosen, prices, least, unseen, load_cost };
        answer.solution(&progress.rows, 0, |mentee| progress.outside(round, mentee))
    };

    let mut progress = Progress::new(&free, None)?;
    let first = progress.finish()?;
    let plain = answer(&progress, &first, &first.chosen, first.least, 0)?;
    let (worth, trimmed) = load.worth_having(&first.chosen);
    if plain.status != Status::Optimal {
        let rushed = answer(&progress, &first, &trimmed, false, options.load_cost)?;
        return Ok(Solution { laden: Some(Laden::default()), ..rushed });
    }
    let before = loads(cohort.roster().mentors.len(), plain.pairs.iter().map(|pair| pair.1));
    let mut progress = Progress::from_state(&laden, progress.into_state(), true);
    let second = progress.finish()?;
    let solution = if second.least {
        answer(&progress, &second, &second.chosen, true, options.load_cost)?
    } else {
        let (other, rushed) = load.worth_having(&second.chosen);
        let better = if other > worth { &rushed } else { &trimmed };
        answer(&progress, &second, better, false, options.load_cost)?
    };
    if second.proved && progress.unseen.is_empty() && solution.status != Status::Optimal {
        return Err(Error::internal(format!("a complete search for balance ended as {}", solution.status.as_str())));
    }
    Ok(Solution { laden: Some(Laden { most_points: Some(plain.bound), before: Some(before) }), ..solution })
}
