//! The most people, or the most seats, and then the most points; on bare edges.
//!
//! **How many.** Every edge is worth 1. The least prices of that assignment are 0 and 1, and those at 1 are the *cover*: no
//! choice reaches more than the seats of these mentors and, for every mentee, as many edges to others as there are, up to
//! their seats (König).
//!
//! **Which.** Then edges are worth their weight and a bonus: every edge, if seats count; if people count, the first edge of
//! every mentee. A bonus large enough makes every optimum reach as many as possible, and it is found by trying. What it
//! proves is simple: for any prices p ≥ 0 and bonus b, a choice that reaches k is worth no more than D(p) − k · b, where
//! D(p) is the dual with the bonus.
//!
//! **The first of several.** A mentee who wants several mentors is no plain assignment problem: their first edge is worth more
//! than the same edge as their second. But who has nobody although they want several would have no second if they must have
//! a first, since no edge is worth its price to them; and others who must have one only raise prices. So whoever is left out
//! so is given one seat with the bonus, and the others keep theirs without. The dual, which knows nothing of this, proves it.
//!
//! **Complexity.** Two assignments as a rule; one more for each time a bonus was too small or somebody was left out.
//!
//! **References.** D. König, "Gráfok és mátrixok", Matematikai és Fizikai Lapok 38, 1931.

pub(crate) mod certificate;
pub(crate) mod curve;
pub(crate) mod curve_certificate;
pub(crate) mod parametric;
pub(crate) mod problem;

use crate::assign::problem::{AssignProblem, MOST, Mentees};
use crate::assign::{self, Assignment};
use crate::bipartite::Bipartite;
use crate::control::Control;
use crate::error::{Error, ErrorCode};
use crate::status::Status;
use problem::{Count, CoverageSolution};

/// By how much a bonus grows that was too small.
const GROWTH: i64 = 64;

/// Solves a well-formed problem.
///
/// # Errors
/// Cancelled; [`ErrorCode::TooLarge`] if weights leave no room for a bonus.
pub(crate) fn coverage(
    problem: &AssignProblem<'_>,
    mentees: &Mentees<'_>,
    count: Count,
    control: &Control,
) -> Result<CoverageSolution, Error> {
    let solver = Solver { problem, mentees, count, control };
    let Some((most, cover)) = solver.most()? else { return solver.in_time() };
    match solver.best(most)? {
        Some((found, lift)) => {
            let total = solver.weight_of(&found.chosen);
            Ok(CoverageSolution {
                matched: most,
                edges: found.chosen,
                most,
                cover,
                total,
                bound: total,
                gap: 0,
                prices: found.prices,
                lift,
                status: Status::Optimal,
            })
        }
        None => solver.in_time().map(|rushed| CoverageSolution { most, cover, ..rushed }),
    }
}

struct Solver<'a> {
    problem: &'a AssignProblem<'a>,
    mentees: &'a Mentees<'a>,
    count: Count,
    control: &'a Control,
}

impl Solver<'_> {
    fn weight_of(&self, edges: &[u32]) -> i64 {
        edges.iter().filter_map(|&edge| self.problem.weight.get(edge as usize)).sum()
    }

    fn seats(&self) -> &[u32] {
        &self.mentees.seats
    }

    /// The seats that count.
    fn counted(&self) -> Vec<u32> {
        match self.count {
            Count::People => self.seats().iter().map(|&seats| seats.min(1)).collect(),
            Count::Seats => self.seats().to_vec(),
        }
    }

    fn reached(&self, edges: &[u32]) -> u64 {
        match self.count {
            Count::Seats => edges.len() as u64,
            Count::People => {
                let mut mentees: Vec<u32> =
                    edges.iter().filter_map(|&edge| self.mentees.of_edge.get(edge as usize).copied()).collect();
                mentees.sort_unstable();
                mentees.dedup();
                mentees.len() as u64
            }
        }
    }

    /// How many can be reached, and the mentors who prove it; nothing if the deadline came first.
    fn most(&self) -> Result<Option<(u64, Vec<u32>)>, Error> {
        let AssignProblem { mentor, mentor_seats, .. } = *self.problem;
        let (ones, seats) = (vec![1; mentor.len()], self.counted());
        let graph = Bipartite::from_edges(&self.mentees.of_edge, mentor, &ones, mentor_seats, &seats);
        let found = assign::assign(&graph, self.control)?;
        let cover = (0..).zip(&found.prices).filter(|(_, price)| **price > 0).map(|(mentor, _)| mentor).collect();
        Ok(found.complete.then_some((found.chosen.len() as u64, cover)))
    }

    /// The most weight among the choices that reach `most`, and the bonus that it took.
    fn best(&self, most: u64) -> Result<Option<(Assignment, i64)>, Error> {
        let AssignProblem { mentor, weight, mentor_seats, .. } = *self.problem;
        let largest = weight.iter().copied().max().unwrap_or(0);
        let mut lift = largest.saturating_mul(4).saturating_add(1).min(MOST - largest).max(1);
        let mut seats = self.seats().to_vec();
        let mut first = self.start();
        loop {
            let bonus = |mentee: &u32| if first.get(*mentee as usize) == Some(&true) { lift } else { 0 };
            let lifted: Vec<i64> =
                self.mentees.of_edge.iter().zip(weight).map(|(mentee, weight)| weight + bonus(mentee)).collect();
            let graph = Bipartite::from_edges(&self.mentees.of_edge, mentor, &lifted, mentor_seats, &seats);
            let found = assign::assign(&graph, self.control)?;
            if !found.complete {
                return Ok(None);
            }
            // Prices say nothing of what a mentee would pay for a first edge who was not asked.
            if self.give_one_seat(&found.chosen, &mut seats, &mut first) {
                continue;
            }
            if self.reached(&found.chosen) == most {
                return Ok(Some((found, lift)));
            }
            if lift >= MOST - largest {
                let message = format!("weights of up to {largest} leave no room to put people before points");
                return Err(Error::new(ErrorCode::TooLarge, "weight", message));
            }
            lift = lift.saturating_mul(GROWTH).min(MOST - largest);
        }
    }

    /// Who has a bonus, to start with.
    fn start(&self) -> Vec<bool> {
        self.seats().iter().map(|&seats| seats == 1 || self.count == Count::Seats).collect()
    }

    /// One seat with a bonus for everybody who wants several and has nobody; whether there is anybody.
    fn give_one_seat(&self, edges: &[u32], seats: &mut [u32], first: &mut [bool]) -> bool {
        let mut left_out = vec![false; seats.len()];
        for &mentee in self.mentees.of_edge.iter() {
            if let Some(left_out) = left_out.get_mut(mentee as usize) {
                *left_out = true;
            }
        }
        for &edge in edges {
            let mentee = self.mentees.of_edge.get(edge as usize).copied().unwrap_or_default();
            if let Some(left_out) = left_out.get_mut(mentee as usize) {
                *left_out = false;
            }
        }
        let mut any = false;
        for ((seats, first), left_out) in seats.iter_mut().zip(first).zip(left_out) {
            if left_out && *seats > 1 && !*first {
                (*seats, *first, any) = (1, true, true);
            }
        }
        any
    }

    /// What there is time for: the most weight as far as it is known, and what anything is worth at most.
    fn in_time(&self) -> Result<CoverageSolution, Error> {
        let AssignProblem { mentor, weight, mentor_seats, .. } = *self.problem;
        let graph = Bipartite::from_edges(&self.mentees.of_edge, mentor, weight, mentor_seats, self.seats());
        let found = assign::assign(&graph, self.control)?;
        let total = self.weight_of(&found.chosen);
        let exact = |sum: i128| i64::try_from(sum).map_err(|_| Error::internal(format!("a bound of {sum}")));
        // An optimum in points may still reach too few.
        let bound = exact(found.bound)?.max(total.saturating_add(1));
        let most = certificate::most(self.problem, &self.mentees.of_edge, self.seats(), self.count, &[]);
        Ok(CoverageSolution {
            matched: self.reached(&found.chosen),
            edges: found.chosen,
            most,
            cover: Vec::new(),
            total,
            bound,
            gap: bound - total,
            prices: found.prices,
            lift: 0,
            status: Status::Deadline,
        })
    }
}
