//! The independent check of a solution: prices as lists of one number an objective, compared from the first on.

use std::cmp::Ordering;

use super::problem::{Levels, Order, RankProblem, RankSolution};
use crate::assign::chosen::Sides;
use crate::error::{Error, ErrorCode, Problems};
use crate::status::Status;

/// Prices beyond this prove nothing more and might overflow.
const DEAREST: i64 = 1 << 40;

/// Checks `solution`. `mentee` has the dense mentee of each edge, `seats` theirs; the problem is known to be well formed.
pub(crate) fn check(
    problem: &RankProblem<'_>,
    mentee: &[u32],
    seats: &[u32],
    levels: &Levels,
    order: Order,
    solution: &RankSolution,
) -> Result<(), Error> {
    let mut problems = Problems::default();
    check_edges(problem, mentee, seats, levels, solution, &mut problems);
    let mentors = problem.mentor_seats.len();
    let (objectives, proved) = (levels.objectives(order), solution.proved as usize);
    let mut wrong = |path: &str, message: String| problems.add(ErrorCode::BoundMismatch, path, message);
    if proved > objectives {
        wrong("proved", format!("there are {objectives} objectives"));
    }
    if Some(solution.prices.len()) != proved.checked_mul(mentors) {
        wrong("prices", format!("{} prices for {proved} objectives and {mentors} mentors", solution.prices.len()));
    } else if solution.prices.iter().any(|price| price.unsigned_abs() > DEAREST.unsigned_abs()) {
        wrong("prices", "a price is more than anything can be worth".to_owned());
    } else {
        let prices = Prices { solution, mentors, proved };
        for (mentor, &seats) in (0..).zip(problem.mentor_seats) {
            if seats > 0 && prices.of(mentor).find(|price| *price != 0).is_some_and(|price| price < 0) {
                wrong("prices", format!("the price of mentor {mentor} is negative"));
            }
        }
        let bound = prices.bound(problem, mentee, seats, levels, order);
        for (objective, bound) in bound.into_iter().enumerate() {
            let reached: i64 = solution.edges.iter().map(|&edge| levels.weight(order, objective, edge)).sum();
            if i128::from(reached) != bound {
                wrong("prices", format!("objective {objective} reaches {reached}, and the prices prove {bound}"));
                break;
            }
        }
    }
    let expected = if proved == objectives { Status::Optimal } else { Status::Deadline };
    if solution.status != expected {
        problems.add(ErrorCode::StatusMismatch, "status", format!("{proved} of {objectives} objectives are proved"));
    }
    problems.into_result()
}

struct Prices<'a> {
    solution: &'a RankSolution,
    mentors: usize,
    proved: usize,
}

impl Prices<'_> {
    /// A mentor's, objective by objective.
    fn of(&self, mentor: u32) -> impl Iterator<Item = i64> {
        let price = move |objective: usize| self.solution.prices.get(objective * self.mentors + mentor as usize);
        (0..self.proved).map(move |objective| price(objective).copied().unwrap_or_default())
    }

    /// The bound, objective by objective.
    fn bound(
        &self,
        problem: &RankProblem<'_>,
        mentee: &[u32],
        seats: &[u32],
        levels: &Levels,
        order: Order,
    ) -> Vec<i128> {
        let mut bound = vec![0_i128; self.proved];
        for (mentor, &seats) in (0..).zip(problem.mentor_seats) {
            for (bound, price) in bound.iter_mut().zip(self.of(mentor)) {
                *bound += i128::from(seats) * i128::from(price);
            }
        }
        let mut rows: Vec<Vec<u32>> = vec![Vec::new(); seats.len()];
        for (edge, &i) in (0..).zip(mentee) {
            if let Some(row) = rows.get_mut(i as usize) {
                row.push(edge);
            }
        }
        let value = |edge: u32| {
            let mentor = problem.mentor.get(edge as usize).copied().unwrap_or_default();
            let weights = (0..self.proved).map(move |objective| levels.weight(order, objective, edge));
            weights.zip(self.of(mentor)).map(|(weight, price)| weight - price)
        };
        for (mut row, &seats) in rows.into_iter().zip(seats) {
            row.sort_by(|&a, &b| value(b).cmp(value(a)));
            let worth = |edge: &u32| value(*edge).cmp(std::iter::repeat_n(0, self.proved)) == Ordering::Greater;
            for edge in row.into_iter().take(seats as usize).filter(worth) {
                for (bound, value) in bound.iter_mut().zip(value(edge)) {
                    *bound += i128::from(value);
                }
            }
        }
        bound
    }
}

/// The edges, and the figures that are theirs.
fn check_edges(
    problem: &RankProblem<'_>,
    mentee: &[u32],
    seats: &[u32],
    levels: &Levels,
    solution: &RankSolution,
    problems: &mut Problems,
) {
    let sides = Sides { mentee, mentee_seats: seats, mentor: problem.mentor, mentor_seats: problem.mentor_seats };
    sides.check(&solution.edges, problems);
    if solution.matched != solution.edges.len() as u64 {
        let message = format!("there are {} edges, not {}", solution.edges.len(), solution.matched);
        problems.add(ErrorCode::TotalMismatch, "matched", message);
    }
    if solution.ranks != levels.ranks || solution.signature != levels.signature(&solution.edges) {
        problems.add(ErrorCode::TotalMismatch, "signature", "the edges of each rank are counted wrong");
    }
}
