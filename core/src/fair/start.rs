//! The most people, the most urgent first, with edges that are nearly fair.
//!
//! **How many.** Sets of mentees that can all have somebody are the independent sets of a matroid. So whoever takes the most urgent
//! as long as they can be added, then the next, ends with as many as anybody, and the same are found by any weights that rise
//! with urgency: its place among those there are, from 1 on. The least prices of that assignment are 0 or the place of whoever
//! would have one more seat: they split the market.
//!
//! **Which edges may matter.** If as many can have somebody without the edges below some lot, the fairest choice has none of these,
//! since it has as few as possible of the lowest. So they are left out, as far as a few tries show; what is left is a fraction as a rule.
//! Prices need not know of them: all prices are at lots from there on, and what is worth less is so before these are looked at.
//!
//! **Which edges.** Of what is left, the choice of the most weight, where weights punish low lots most.
//!
//! **References.** J. Edmonds, D. R. Fulkerson, "Transversals and matroid partition", J. Res. Nat. Bur. Standards 69B, 1965.
#![expect(clippy::indexing_slicing, reason = "people and edges are numbered by a problem that was checked")]

use super::best::Useful;
use crate::assign::face::Face;
use crate::assign::problem::{AssignProblem, Mentees};
use crate::assign::{self, Assignment};
use crate::bipartite::Bipartite;
use crate::control::Control;
use crate::cover;
use crate::cover::problem::Count;
use crate::error::Error;
use crate::status::Status;

/// The start's loss at the lowest weight is 2 to this times that at the highest.
const DOUBLINGS: u64 = 20;

/// Fewer edges a mentee than this are not split any further.
const FEW: usize = 4;

/// One edge for as many as possible.
pub(super) struct Start {
    /// What is left of the edges.
    pub(super) useful: Useful,
    /// Places of edges in these, ascending.
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
    useful: Useful,
    problem: &AssignProblem<'_>,
    mentees: &Mentees<'_>,
    urgency: Option<&[u32]>,
    control: &Control,
) -> Result<Start, Error> {
    let seats: Vec<u32> = mentees.seats.iter().map(|&seats| seats.min(1)).collect();
    let place = places(urgency, seats.len());
    let market = Market { seats: [&seats, problem.mentor_seats], place: &place, control };
    let found = market.most(&useful)?;
    if !found.complete {
        return Ok(Start { useful, edges: found.chosen, place, scarce: None });
    }
    let scarce = found.prices.iter().map(|&price| price as u32).collect();
    let (useful, found) = market.without_the_lowest(useful, found)?;
    let edges = market.nearly_fair(&useful, found)?;
    Ok(Start { useful, edges, place, scarce: Some(scarce) })
}

/// Whom edges are between.
struct Market<'a> {
    seats: [&'a [u32]; 2],
    place: &'a [u32],
    control: &'a Control,
}

impl Market<'_> {
    /// What edges are worth if only people count, and how urgent they are.
    fn rising(&self, useful: &Useful) -> Vec<i64> {
        useful.mentee.iter().map(|&mentee| i64::from(self.place[mentee as usize])).collect()
    }

    fn graph<'a>(&'a self, useful: &'a Useful, weight: &'a [i64]) -> Bipartite<'a> {
        Bipartite::from_edges(&useful.mentee, &useful.mentor, weight, self.seats[1], self.seats[0])
    }

    /// The most people with the most urgent first.
    fn most(&self, useful: &Useful) -> Result<Assignment, Error> {
        assign::assign(&self.graph(useful, &self.rising(useful)), self.control)
    }

    /// Leaves out half of the edges, those of the lowest lots, as long as as many people remain as `most` has; then a quarter.
    fn without_the_lowest(&self, mut useful: Useful, mut most: Assignment) -> Result<(Useful, Assignment), Error> {
        let mut part = 2;
        while part <= 4 && useful.level.len() > FEW * self.seats[0].len() {
            let fewer = useful.without(useful.level.len() / part);
            // The lowest lot may have more edges than were to go: then none went.
            if fewer.level.len() == useful.level.len() {
                part *= 2;
                continue;
            }
            let found = self.most(&fewer)?;
            if found.complete && found.total == most.total {
                (useful, most) = (fewer, found);
            } else {
                part *= 2;
            }
        }
        Ok((useful, most))
    }

    /// Of the choices of the most people that of the most weight; that at hand, if the deadline comes first.
    fn nearly_fair(&self, useful: &Useful, most: Assignment) -> Result<Vec<u32>, Error> {
        let weight = weights(useful);
        if self.place.iter().any(|&place| place > 1) {
            let rising = self.rising(useful);
            let face = Face::of(&self.graph(useful, &rising), &most)?;
            return Ok(face.best(|edge| weight[edge.id as usize], self.control)?.face.chosen());
        }
        let problem = AssignProblem {
            mentee: &useful.mentee,
            mentor: &useful.mentor,
            weight: &weight,
            mentor_seats: self.seats[1],
            mentee_seats: Some(self.seats[0]),
        };
        let people = Mentees { of_edge: useful.mentee.as_slice().into(), seats: self.seats[0].into() };
        let found = cover::coverage(&problem, &people, Count::People, self.control)?;
        Ok(if found.status == Status::Optimal { found.edges } else { most.chosen })
    }
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
