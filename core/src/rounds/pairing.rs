//! One round: as few people left over as possible, those who were left over before least of all, then the most points.
//!
//! **Problem.** People with levels v ≥ 1 (the more often left over, the higher), edges with points. Of all matchings that cover as
//! many people as possible, those that cover the most of the highest level, then of the next, and so on; of these, one of the most
//! points.
//!
//! **Method.** One matching of the most weight, an edge weighing `lift · (v_a + v_b) + points`, where `lift` exceeds the points of
//! any matching. The first part comes first, then. That is all it takes: sets of people whom some matching covers are the
//! independent sets of a matroid (J. Edmonds, D. R. Fulkerson, "Transversals and matroid partition", Journal of Research of the
//! National Bureau of Standards 69B, 1965), where the heaviest set by any positive weights is as large as can be, and the order of the
//! weights alone decides which. So levels are small numbers, 1, 2, 3, and weights stay small.
//!
//! **Ties.** People are numbered in the order of a hash of their ids, dealt anew by the seed and the round.
//!
//! **Complexity.** That of [`solve::peers`](crate::solve::peers).

use std::collections::BTreeSet;

use super::edges::Edge;
use super::people::{People, PersonIx};
use crate::control::Control;
use crate::error::{Error, ErrorCode};
use crate::listed::shuffled;
use crate::peer::{self, Start};
use crate::solve::{MOST_PEER_WEIGHT, OddSet, PeersProblem};
use crate::ties::Ties;

/// The pairs of a round, and why there are none better.
#[derive(Debug, Clone, Default)]
pub(crate) struct Paired {
    /// In order, with their points.
    pub(crate) pairs: Vec<Edge>,
    pub(crate) lift: i64,
    /// In half units of weight, in the order of people; only those above 0.
    pub(crate) duals: Vec<(PersonIx, i64)>,
    pub(crate) odd_sets: Vec<OddSet>,
    /// What no choice weighs more than.
    pub(crate) bound: i64,
    /// The levels of those who are in a pair, together.
    pub(crate) covered: i64,
    /// How many people could be in one.
    pub(crate) linked: u32,
}

/// Levels, from how often people were left over: those of `who` that count, 0 for all others.
pub(super) fn levels(who: impl Iterator<Item = PersonIx> + Clone, left: &[u32]) -> Vec<i64> {
    let count = |person: PersonIx| left.get(person as usize).copied().unwrap_or(0);
    let counts: BTreeSet<u32> = who.clone().map(count).collect();
    let counts: Vec<u32> = counts.into_iter().collect();
    let mut levels = vec![0; left.len()];
    for person in who {
        if let Some(level) = levels.get_mut(person as usize) {
            *level = counts.partition_point(|other| *other < count(person)) as i64 + 1;
        }
    }
    levels
}

/// People in the order of their hashes, and where each of them is.
pub(super) fn order(people: &People<'_>, seed: u32, round: usize) -> (Vec<PersonIx>, Vec<u32>) {
    let ties = Ties::new(1, seed);
    // Sides 0 and 1 are those of mentors and mentees.
    let order = shuffled((0..people.len() as PersonIx).map(|person| ties.person(people.id(person), 2 + round as u64)));
    let mut places = vec![0; order.len()];
    for (place, &person) in (0..).zip(&order) {
        if let Some(slot) = places.get_mut(person as usize) {
            *slot = place;
        }
    }
    (order, places)
}

/// The pairs of a round, among these edges; `left` says how often everybody was left over.
///
/// # Errors
/// Cancelled. [`ErrorCode::TooLarge`] if the weights have no room: far beyond a million people, or with thousands of different
/// `passed_over` among a hundred thousand.
pub(super) fn pair(
    people: &People<'_>,
    edges: &[Edge],
    left: &[u32],
    (seed, round): (u32, usize),
    control: &Control,
) -> Result<Paired, Error> {
    let ends = edges.iter().flat_map(|edge| [edge.a, edge.b]);
    let levels = levels(ends, left);
    let linked = levels.iter().filter(|level| **level > 0).count();
    let lift = lift_of(edges, people.len());
    let highest = levels.iter().copied().max().unwrap_or(0);
    let heaviest = i128::from(lift) * 2 * i128::from(highest) + 2 * i128::from(crate::points::FULL);
    if heaviest > i128::from(MOST_PEER_WEIGHT) || heaviest * linked as i128 > i128::from(i64::MAX / 2) {
        let message =
            format!("{linked} people, left over {highest} different numbers of times, are too many for exact weights");
        return Err(Error::new(ErrorCode::TooLarge, "passed_over", message));
    }
    let (order, places) = order(people, seed, round);
    let place = |person: PersonIx| places.get(person as usize).copied().unwrap_or(0);
    let level = |person: PersonIx| levels.get(person as usize).copied().unwrap_or(0);
    let mut lines: Vec<(u32, u32, u32)> = (0..)
        .zip(edges)
        .map(|(at, edge)| (place(edge.a).min(place(edge.b)), place(edge.a).max(place(edge.b)), at))
        .collect();
    lines.sort_unstable();
    let edge = |line: u32| edges.get(line as usize).copied().unwrap_or(Edge { a: 0, b: 0, points: 0 });
    let weigh = |line: &(u32, u32, u32)| {
        let Edge { a, b, points } = edge(line.2);
        lift * (level(a) + level(b)) + i64::from(points)
    };
    let weight: Vec<i64> = lines.iter().map(weigh).collect();
    let (a, b): (Vec<u32>, Vec<u32>) = lines.iter().map(|line| (line.0, line.1)).unzip();
    let problem = PeersProblem { a: &a, b: &b, weight: &weight, n: order.len() };
    let found = peer::peers(&problem, control, Start::Halves)?;
    let mut pairs: Vec<Edge> =
        found.edges.iter().filter_map(|&at| lines.get(at as usize)).map(|line| edge(line.2)).collect();
    pairs.sort_unstable();
    let person = |place: u32| order.get(place as usize).copied().unwrap_or(0);
    let mut duals: Vec<(PersonIx, i64)> = (0..).zip(&found.duals).map(|(place, &dual)| (person(place), dual)).collect();
    duals.retain(|(_, dual)| *dual > 0);
    duals.sort_unstable();
    let mut odd_sets = found.odd_sets;
    for set in &mut odd_sets {
        set.people.iter_mut().for_each(|place| *place = person(*place));
        set.people.sort_unstable();
    }
    let covered = pairs.iter().map(|pair| level(pair.a) + level(pair.b)).sum();
    Ok(Paired { pairs, lift, duals, odd_sets, bound: found.bound, covered, linked: linked as u32 })
}

/// More than the points of any matching: half of what everybody's best edge sums to, and one.
fn lift_of(edges: &[Edge], people: usize) -> i64 {
    let mut best = vec![0_u32; people];
    for edge in edges {
        for end in [edge.a, edge.b] {
            if let Some(best) = best.get_mut(end as usize) {
                *best = edge.points.max(*best);
            }
        }
    }
    best.into_iter().map(i64::from).sum::<i64>() / 2 + 1
}
