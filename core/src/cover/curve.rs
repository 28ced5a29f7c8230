//! The curve between the most points and the most people, or seats, on bare edges.
//!
//! [`parametric`] says which bonuses to ask for. A question is one assignment whose edges weigh 3 · weight, and 3 · bonus + 1
//! more if they have the bonus: of equally good choices the 1 picks one that reaches the most. Since costs are whole numbers, it
//! cannot do more than that, however many are reached. One seat more changes how many are reached by at most 1, so the nearest third
//! of a least price is the least price for the bonus itself.
//!
//! Those who want several are dealt with as in [`coverage`](super), for the same reason: who has nobody would not take a second.
//! With a larger bonus prices are no lower, so whoever was given one seat keeps it then.
//!
//! A vertex starts from the prices and the choice of its left neighbour.

use super::parametric::{Vertex, refine};
use super::problem::{Count, CurvePoint, CurveSolution};
use super::{GROWTH, Solver, certificate};
use crate::assign::problem::{AssignProblem, MOST, Mentees};
use crate::assign::{self, Warm};
use crate::bipartite::Bipartite;
use crate::control::Control;
use crate::error::{Error, ErrorCode};
use crate::status::Status;

/// What a point is multiplied by, to make room for the 1 that prefers more.
const SCALE: i64 = 3;

/// A choice, and where to go on from it.
#[derive(Debug, Clone)]
struct Found {
    edges: Vec<u32>,
    /// Times [`SCALE`].
    prices: Vec<i64>,
    /// Who has the bonus; of those who want several, those with one seat.
    first: Vec<bool>,
}

type Known = Vertex<Found>;

/// Solves a well-formed problem, in at most `points` points.
///
/// # Errors
/// Cancelled; [`ErrorCode::TooLarge`] if weights leave no room for a bonus.
pub(crate) fn curve(
    problem: &AssignProblem<'_>,
    mentees: &Mentees<'_>,
    count: Count,
    points: u32,
    control: &Control,
) -> Result<CurveSolution, Error> {
    let solver = Solver { problem, mentees, count, control };
    let largest = problem.weight.iter().copied().max().unwrap_or(0);
    let room = (MOST - 1) / SCALE - largest;
    if room < 1 {
        return Err(no_room(largest));
    }
    let Some((most, cover)) = solver.most()? else { return solver.rushed(None) };
    let Some(left) = solver.with_bonus(0, None)? else { return solver.rushed(Some((most, cover))) };
    let mut bonus = largest.saturating_mul(4).saturating_add(1).min(room);
    let right = loop {
        if left.matched == most {
            break None;
        }
        let Some(right) = solver.with_bonus(bonus, Some(&left))? else {
            return Ok(solution(vec![left], most, cover, false));
        };
        if right.matched == most {
            break Some(right);
        }
        if bonus >= room {
            return Err(no_room(largest));
        }
        bonus = bonus.saturating_mul(GROWTH).min(room);
    };
    let (vertices, complete) = match right {
        None => (vec![left], true),
        Some(right) => refine([left, right], points, |bonus, left, _| solver.with_bonus(bonus, Some(left)))?,
    };
    Ok(solution(vertices, most, cover, complete))
}

fn no_room(largest: i64) -> Error {
    let message = format!("weights of up to {largest} leave no room to put people before points");
    Error::new(ErrorCode::TooLarge, "weight", message)
}

fn solution(vertices: Vec<Known>, most: u64, cover: Vec<u32>, complete: bool) -> CurveSolution {
    let mut doubts: Vec<i64> =
        vertices.iter().zip(vertices.iter().skip(1)).map(|(one, next)| one.doubt(next)).collect();
    doubts.push(0);
    let known = doubts.iter().all(|doubt| *doubt == 0) && vertices.last().is_some_and(|last| last.matched == most);
    let point = |(vertex, doubt): (Known, i64)| CurvePoint {
        edges: vertex.proof.edges,
        matched: vertex.matched,
        total: vertex.total,
        bound: vertex.total,
        bonus: vertex.bonus,
        prices: vertex.proof.prices.iter().map(|price| (price + 1).div_euclid(SCALE)).collect(),
        exact: doubt == 0,
        doubt,
    };
    let status = match (known, complete) {
        (true, _) => Status::Optimal,
        (false, true) => Status::WithinGap,
        (false, false) => Status::Deadline,
    };
    CurveSolution { points: vertices.into_iter().zip(doubts).map(point).collect(), most, cover, status }
}

impl Solver<'_> {
    /// The vertex of a bonus, starting from one with a smaller bonus; nothing if the deadline came first.
    fn with_bonus(&self, bonus: i64, left: Option<&Known>) -> Result<Option<Known>, Error> {
        let AssignProblem { mentor, weight, mentor_seats, .. } = *self.problem;
        let mentee_of = &self.mentees.of_edge;
        let (mut seats, mut first) = (self.seats().to_vec(), self.start());
        let (mut prices, mut edges) = (Vec::new(), Vec::new());
        if let Some(left) = left {
            (first, prices, edges) = (left.proof.first.clone(), left.proof.prices.clone(), left.proof.edges.clone());
            if self.count == Count::People {
                for seats in seats.iter_mut().zip(&first).filter(|(_, first)| **first).map(|(seats, _)| seats) {
                    *seats = (*seats).min(1);
                }
            }
        }
        loop {
            let lift = |mentee: &u32| if first.get(*mentee as usize) == Some(&true) { SCALE * bonus + 1 } else { 0 };
            let lifted: Vec<i64> =
                mentee_of.iter().zip(weight).map(|(mentee, weight)| SCALE * weight + lift(mentee)).collect();
            let graph = Bipartite::from_edges(mentee_of, mentor, &lifted, mentor_seats, &seats);
            let ends = |&edge: &u32| Some((*mentee_of.get(edge as usize)?, *mentor.get(edge as usize)?));
            let held: Vec<(u32, u32)> = edges.iter().filter_map(ends).collect();
            let found = assign::assign_from(&graph, &Warm { prices: &prices, held: &held }, self.control)?;
            if !found.complete {
                return Ok(None);
            }
            (prices, edges) = (found.prices, found.chosen);
            if !self.give_one_seat(&edges, &mut seats, &mut first) {
                break;
            }
        }
        let (matched, total) = (self.reached(&edges), self.weight_of(&edges));
        Ok(Some(Vertex { matched, total, bonus, proof: Found { edges, prices, first } }))
    }

    /// What there is time for: one choice, what anything is worth at most, and `most` with its cover, if that is known.
    fn rushed(&self, most: Option<(u64, Vec<u32>)>) -> Result<CurveSolution, Error> {
        let AssignProblem { mentor, weight, mentor_seats, .. } = *self.problem;
        let graph = Bipartite::from_edges(&self.mentees.of_edge, mentor, weight, mentor_seats, self.seats());
        let found = assign::assign(&graph, self.control)?;
        let bound = i64::try_from(found.bound).map_err(|_| Error::internal(format!("a bound of {}", found.bound)))?;
        let point = CurvePoint {
            matched: self.reached(&found.chosen),
            total: self.weight_of(&found.chosen),
            edges: found.chosen,
            bound,
            bonus: 0,
            prices: found.prices,
            exact: true,
            doubt: 0,
        };
        let (most, cover) = most.unwrap_or_else(|| {
            (certificate::most(self.problem, &self.mentees.of_edge, self.seats(), self.count, &[]), Vec::new())
        });
        // Found at once, an answer may be the whole truth all the same.
        let known = point.bound == point.total && point.matched == most;
        let status = if known { Status::Optimal } else { Status::Deadline };
        Ok(CurveSolution { points: vec![point], most, cover, status })
    }
}
