//! Few different weights: everybody starts with the same dual, and all searches go on at once.
//!
//! **Why.** Where weights are multiples of a unit, duals are too: all who are unmatched have the same, so it takes no more
//! *levels* than the heaviest edge is units until it is 0. Each level is a matching of the most people over tight edges, and edges
//! too light to be tight yet are not looked at. With many equal weights this needs far less than the best fractional matching
//! does, to which equal prices are a burden.
//!
//! **When not.** With as many levels as searches, trees are grown anew for each: then fractions are better. So there is a
//! limit to levels, and one to steps for what levels alone do not tell.
//!
//! **Reference.** Z. Galil, S. Micali, H. Gabow, "An O(EV log V) algorithm for finding a maximal weighted matching in general
//! graphs", SIAM J. Computing 15, 1986 (searches from all at once).
#![expect(clippy::indexing_slicing, reason = "people, edges and levels come from the checked problem")]

use super::graph::Graph;
use super::nest::Nest;
use super::problem::PeersProblem;

/// More levels are left to fractions; and more for each edge that people have on average: on random graphs,
/// 13 for each are faster than fractions, and 20 are slower.
const MOST_LEVELS: i64 = 1_024;
const LEVELS_AN_EDGE: i64 = 16;

/// How many steps for each edge and person the searches may take. Random graphs take one to five with ten levels, up to
/// thirteen with hundreds.
const MOST_STEPS: u64 = 16;

/// After so many, no more than a quarter of all people may still be unmatched.
const TELLING_STEPS: u64 = 4;

/// The level of every edge, from 0 for those that weigh nothing: its weight in the largest unit of which all weights are
/// multiples. None if that makes too many levels.
pub(super) fn levels(problem: &PeersProblem<'_>) -> Option<Vec<u32>> {
    let weights = problem.weight;
    let most = heaviest(weights);
    let unit = if most <= MOST_LEVELS { 1 } else { unit(weights, most)? };
    let few = most / unit <= LEVELS_AN_EDGE
        || most / unit <= LEVELS_AN_EDGE * (2 * weights.len() / linked(problem).max(1)) as i64;
    // Dividing by 1 takes as long as by anything.
    let level = |&weight: &i64| if unit == 1 { weight as u32 } else { (weight / unit) as u32 };
    (most > 0 && few).then(|| weights.iter().map(level).collect())
}

/// The largest number of which all weights are multiples, unless `most` is too many times as much.
fn unit(weights: &[i64], most: i64) -> Option<i64> {
    let mut unit = most;
    for &weight in weights {
        if weight % unit != 0 {
            unit = common(unit, weight);
            if most / unit > MOST_LEVELS {
                return None;
            }
        }
    }
    Some(unit)
}

/// How many people have an edge: others are to change nothing.
fn linked(problem: &PeersProblem<'_>) -> usize {
    let mut linked = vec![false; problem.n];
    for &end in problem.a.iter().chain(problem.b) {
        linked[end as usize] = true;
    }
    linked.iter().filter(|&&linked| linked).count()
}

fn heaviest(weights: &[i64]) -> i64 {
    weights.iter().fold(0, |most, &weight| most.max(weight))
}

/// The greatest common divisor.
fn common(mut a: i64, mut b: i64) -> i64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// Edges by level, the highest first, of equal ones the first given; by a counting sort.
pub(super) fn heaviest_first(levels: &[u32]) -> Vec<u32> {
    let mut next = vec![0; MOST_LEVELS as usize + 1];
    for &level in levels {
        next[level as usize] += 1;
    }
    let mut sum = 0;
    for count in next.iter_mut().rev() {
        sum += std::mem::replace(count, sum);
    }
    let mut order = vec![0; levels.len()];
    for (edge, &level) in (0..).zip(levels) {
        let next = &mut next[level as usize];
        order[*next] = edge;
        *next += 1;
    }
    order
}

/// Nobody is matched; whoever has an edge has the dual that the heaviest of all asks for.
pub(super) fn start(graph: &Graph<'_>, weights: &[i64]) -> (Vec<i64>, Nest) {
    let most = heaviest(weights);
    let people = 0..graph.people() as u32;
    let dual = people.map(|person| if graph.arcs_of(person).is_empty() { 0 } else { most }).collect();
    (dual, Nest::new(graph.people()))
}

/// Whether `work` is more than searches from all at once are worth, when of so many `people` so many are `left`.
pub(super) fn is_too_much(work: u64, left: usize, people: usize, edges: usize) -> bool {
    let step = (people + edges) as u64;
    work > MOST_STEPS * step || (work > TELLING_STEPS * step && left > people / 4)
}
