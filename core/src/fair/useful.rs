//! The edges that may matter, with their lots as places among those there are.
#![expect(clippy::indexing_slicing, reason = "people and edges are numbered by a problem that was checked")]

use super::problem::FairOptions;
use crate::assign::problem::{AssignProblem, Mentees};

/// Weights are told apart by so many parts of the largest, or nearly so many.
const PARTS: usize = 1 << 16;

/// The edges that are worth something, between people with seats.
pub(super) struct Useful {
    pub(super) ids: Vec<u32>,
    pub(super) mentee: Vec<u32>,
    pub(super) mentor: Vec<u32>,
    /// Places in `lots`.
    pub(super) level: Vec<u32>,
    /// The different lots, ascending.
    pub(super) lots: Vec<i64>,
}

impl Useful {
    /// Edges from a weight on, with all others of its lot.
    pub(super) fn of(
        problem: &AssignProblem<'_>,
        mentees: &Mentees<'_>,
        options: &FairOptions<'_>,
        least: i64,
    ) -> Self {
        let least = least - options.above(least) + 1;
        let is_useful = |id: &u32| problem.weight[*id as usize] >= least && is_useful(problem, mentees, *id as usize);
        let ids: Vec<u32> = (0..problem.weight.len() as u32).filter(is_useful).collect();
        let lot = |&id: &u32| options.lot(problem.weight[id as usize]);
        let (lots, level) = ranked(&ids.iter().map(lot).collect::<Vec<i64>>());
        Useful {
            mentee: ids.iter().map(|&id| mentees.of_edge[id as usize]).collect(),
            mentor: ids.iter().map(|&id| problem.mentor[id as usize]).collect(),
            level,
            ids,
            lots,
        }
    }

    /// How many edges each level has.
    pub(super) fn counts(&self) -> Vec<usize> {
        let mut counts = vec![0; self.lots.len()];
        self.level.iter().for_each(|&level| counts[level as usize] += 1);
        counts
    }

    /// All edges, the best first.
    pub(super) fn descending(&self) -> Vec<u32> {
        let mut next = self.counts();
        let mut sum = 0;
        for count in next.iter_mut().rev() {
            (*count, sum) = (sum, sum + *count);
        }
        let mut order = vec![0; sum];
        for (edge, &level) in (0..).zip(&self.level) {
            let next = &mut next[level as usize];
            order[*next] = edge;
            *next += 1;
        }
        order
    }

    /// Without all levels below this one.
    pub(super) fn from(self, least: u32) -> Self {
        if least == 0 {
            return self;
        }
        let kept = |list: &[u32]| {
            let kept = list.iter().zip(&self.level).filter(|(_, level)| **level >= least);
            kept.map(|(&item, _)| item).collect::<Vec<u32>>()
        };
        Useful {
            ids: kept(&self.ids),
            mentee: kept(&self.mentee),
            mentor: kept(&self.mentor),
            level: kept(&self.level).into_iter().map(|level| level - least).collect(),
            lots: self.lots[least as usize..].to_vec(),
        }
    }
}

/// A weight from which on there are so many edges, or little more if weights differ; 1, for all, if there are fewer. And how many mentees have
/// any edge.
pub(super) fn few(problem: &AssignProblem<'_>, mentees: &Mentees<'_>, edges: usize) -> (i64, usize) {
    let all = || (0..problem.weight.len()).filter(|&at| is_useful(problem, mentees, at));
    let (mut has, mut largest) = (vec![false; mentees.seats.len()], 1);
    for at in all() {
        has[mentees.of_edge[at] as usize] = true;
        largest = problem.weight[at].max(largest);
    }
    let shift = (i64::BITS - largest.leading_zeros()).saturating_sub(PARTS.ilog2());
    let mut counts = vec![0; PARTS];
    all().for_each(|at| counts[(problem.weight[at] >> shift) as usize] += 1);
    let mut sum = 0;
    let first = (0..PARTS as i64).rev().find(|&part| {
        sum += counts[part as usize];
        sum >= edges
    });
    (first.map_or(1, |part| (part << shift).max(1)), has.into_iter().filter(|has| *has).count())
}

/// Whether an edge is worth something, between people with seats.
fn is_useful(problem: &AssignProblem<'_>, mentees: &Mentees<'_>, at: usize) -> bool {
    problem.weight[at] > 0
        && mentees.seats[mentees.of_edge[at] as usize] > 0
        && problem.mentor_seats[problem.mentor[at] as usize] > 0
}

/// The different numbers, ascending, and of each number the place of its like among these.
fn ranked(numbers: &[i64]) -> (Vec<i64>, Vec<u32>) {
    let (least, most) = (numbers.iter().copied().min().unwrap_or(0), numbers.iter().copied().max().unwrap_or(0));
    let span = (most - least) as usize + 1;
    if span <= 4 * numbers.len() {
        // So near one another that they can be ticked off.
        let mut places = vec![0; span];
        numbers.iter().for_each(|number| places[(number - least) as usize] = 1);
        let all: Vec<i64> = (least..).zip(&places).filter(|(_, is)| **is == 1).map(|(number, _)| number).collect();
        let mut next = 0;
        for place in &mut places {
            (*place, next) = (next, next + *place);
        }
        return (all, numbers.iter().map(|number| places[(number - least) as usize]).collect());
    }
    let mut order: Vec<(i64, u32)> = numbers.iter().copied().zip(0..).collect();
    order.sort_unstable();
    let (mut all, mut places) = (Vec::new(), vec![0; numbers.len()]);
    for (number, at) in order {
        if all.last() != Some(&number) {
            all.push(number);
        }
        places[at as usize] = all.len() as u32 - 1;
    }
    (all, places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_and_far_numbers_are_ranked_alike() {
        assert_eq!(ranked(&[7, 5, 7, 6]), (vec![5, 6, 7], vec![2, 0, 2, 1]));
        assert_eq!(ranked(&[1 << 50, -5, 1 << 50]), (vec![-5, 1 << 50], vec![1, 0, 1]));
        assert_eq!(ranked(&[]), (vec![], vec![]));
    }

    #[test]
    fn the_best_come_first() {
        let list = || vec![0, 1, 2, 3];
        let useful =
            Useful { ids: list(), mentee: list(), mentor: list(), level: vec![1, 0, 2, 1], lots: vec![3, 4, 9] };
        assert_eq!(useful.descending(), [2, 0, 3, 1]);
        let useful = useful.from(1);
        assert_eq!((useful.ids, useful.level, useful.lots), (vec![0, 2, 3], vec![0, 1, 0], vec![4, 9]));
    }
}
