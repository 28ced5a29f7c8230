//! The most people, the most urgent first, with edges that are nearly fair.
//!
//! **How many.** Sets of mentees that can all have somebody are the independent sets of a matroid. So whoever takes the most urgent
//! as long as they can be added, then the next, ends with as many as anybody, and the same are found by any weights that rise
//! with urgency: its place among those there are, from 1 on. The least prices of that assignment are 0 or the place of whoever
//! would have one more seat: they split the market.
//!
//! **Which edges.** Among these choices, that of the most weight, where weights punish low lots most.
//!
//! **References.** J. Edmonds, D. R. Fulkerson, "Transversals and matroid partition", J. Res. Nat. Bur. Standards 69B, 1965.
#![expect(clippy::indexing_slicing, reason = "people and edges are numbered by a problem that was checked")]

use super::best::Useful;
use crate::assign;
use crate::assign::face::Face;
use crate::assign::problem::{AssignProblem, Mentees};
use crate::bipartite::Bipartite;
use crate::control::Control;
use crate::cover;
use crate::cover::problem::Count;
use crate::error::Error;
use crate::status::Status;

/// The start's loss at the lowest weight is 2 to this times that at the highest.
const DOUBLINGS: u64 = 20;

/// One edge for as many as possible.
pub(super) struct Start {
    /// Places of edges, ascending.
    pub(super) edges: Vec<u32>,
    /// The place of each mentee's urgency, from 1 on.
    pub(super) place: Vec<u32>,
    /// Of each mentor the place of whoever would have one more seat, 0 if nobody; nothing if the deadline came first.
    pub(super) scarce: Option<Vec<u32>>,
}

/// Finds it.
///
/// # Errors
/// Cancelled.
pub(super) fn start(
    useful: &Useful,
    problem: &AssignProblem<'_>,
    mentees: &Mentees<'_>,
    urgency: Option<&[u32]>,
    control: &Control,
) -> Result<Start, Error> {
    let weight = weights(useful);
    let seats: Vec<u32> = mentees.seats.iter().map(|&seats| seats.min(1)).collect();
    let place = places(urgency, seats.len());
    if place.iter().any(|&place| place > 1) {
        return by_urgency(useful, &weight, place, (&seats, problem.mentor_seats), control);
    }
    let start = AssignProblem {
        mentee: &useful.mentee,
        mentor: &useful.mentor,
        weight: &weight,
        mentor_seats: problem.mentor_seats,
        mentee_seats: Some(&seats),
    };
    let people = Mentees { of_edge: useful.mentee.as_slice().into(), seats: seats.as_slice().into() };
    let found = cover::coverage(&start, &people, Count::People, control)?;
    let mut scarce = vec![0; problem.mentor_seats.len()];
    found.cover.iter().for_each(|&mentor| scarce[mentor as usize] = 1);
    Ok(Start { edges: found.edges, place, scarce: (found.status == Status::Optimal).then_some(scarce) })
}

/// The most people with the most urgent first, then the most weight.
fn by_urgency(
    useful: &Useful,
    weight: &[i64],
    place: Vec<u32>,
    (seats, mentor_seats): (&[u32], &[u32]),
    control: &Control,
) -> Result<Start, Error> {
    let rising: Vec<i64> = useful.mentee.iter().map(|&mentee| i64::from(place[mentee as usize])).collect();
    let graph = Bipartite::from_edges(&useful.mentee, &useful.mentor, &rising, mentor_seats, seats);
    let found = assign::assign(&graph, control)?;
    if !found.complete {
        return Ok(Start { edges: found.chosen, place, scarce: None });
    }
    let second = Face::of(&graph, &found)?.best(|edge| weight[edge.id as usize], control)?;
    let scarce = found.prices.iter().map(|&price| price as u32).collect();
    Ok(Start { edges: second.face.chosen(), place, scarce: Some(scarce) })
}

/// The place of everybody's urgency among those there are, from 1 on.
fn places(urgency: Option<&[u32]>, mentees: usize) -> Vec<u32> {
    let Some(urgency) = urgency else { return vec![1; mentees] };
    let mut all = urgency.to_vec();
    all.sort_unstable();
    all.dedup();
    urgency.iter().map(|urgency| all.partition_point(|other| other <= urgency) as u32).collect()
}

/// Weights that punish the lowest levels most.
fn weights(useful: &Useful) -> Vec<i64> {
    let levels = useful.lots.len().max(1) as u64;
    let of_level = |&level: &u32| {
        // What is short of the best, with 16 binary places, in doublings.
        let short = ((DOUBLINGS * (levels - u64::from(level))) << 16) / levels;
        let (whole, part) = (short >> 16, short & 0xffff);
        (1 << (DOUBLINGS + 1)) - (((1 << 16) + part as i64) << whole >> 16)
    };
    useful.level.iter().map(of_level).collect()
}
