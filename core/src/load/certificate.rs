//! The independent check of a solution with a cost of load. It shares no code with the solver.
//!
//! **The proof.** Let a choice M give mentor j the edges e_1 … e_n, in any order. For any prices P ≥ 0 it is worth
//! `Σ_M (w − P) + Σ_j Σ_{k ≤ n} (P_j − (k − 1) λ)`: the first sum is at most what mentees gain at best, the second at most what it is
//! without its negative terms and with all seats. Prices that prove the optimum are then checked to be the least that do: an
//! unchosen wish to leave a mentor's last taken seat empty, of the weight (n − 1) λ, supports a price as an edge does.

use super::problem::BalancedSolution;
use crate::assign::chosen::{self, Sides};
use crate::assign::least::Chosen;
use crate::assign::problem::{AssignProblem, MOST};
use crate::error::{Error, ErrorCode, Problems};
use crate::status::Status;

/// Checks `solution`. `mentee` has the dense mentee of each edge, `seats` theirs; the problem is known to be well formed.
pub(crate) fn check(
    problem: &AssignProblem<'_>,
    mentee: &[u32],
    seats: &[u32],
    load_cost: i64,
    solution: &BalancedSolution,
) -> Result<(), Error> {
    let mut problems = Problems::default();
    let sides = Sides { mentee, mentee_seats: seats, mentor: problem.mentor, mentor_seats: problem.mentor_seats };
    sides.check(&solution.edges, &mut problems);
    let loads = count(problem, solution.edges.iter().filter_map(|&edge| problem.mentor.get(edge as usize)));
    if solution.loads != loads {
        problems.add(ErrorCode::TotalMismatch, "loads", "mentors do not have so many of the edges".to_owned());
    }
    let total = chosen::total(problem.weight, &solution.edges);
    let charges = loads.iter().flat_map(|&load| (0..load).map(i128::from));
    let worth = total - charges.sum::<i128>() * i128::from(load_cost);
    for (path, stated, found) in [("total", solution.total, total), ("worth", solution.worth, worth)] {
        if i128::from(stated) != found {
            problems.add(ErrorCode::TotalMismatch, path, format!("the edges make {found}, not {stated}"));
        }
    }
    let mut wrong = |path: &str, message: String| problems.add(ErrorCode::BoundMismatch, path, message);
    if solution.prices.len() != problem.mentor_seats.len() {
        wrong("prices", format!("{} prices for {} mentors", solution.prices.len(), problem.mentor_seats.len()));
    } else if solution.prices.iter().any(|price| !(0..=MOST).contains(price)) {
        wrong("prices", "a price is negative, or more than anything can be worth".to_owned());
    } else {
        let bound = dual(problem, mentee, seats, load_cost, &solution.prices);
        if i128::from(solution.bound) != bound {
            wrong("bound", format!("the prices prove {bound}, not {}", solution.bound));
        }
    }
    if i128::from(solution.bound) - i128::from(solution.worth) != i128::from(solution.gap) || solution.gap < 0 {
        wrong("gap", format!("`{}` is not the bound less the worth", solution.gap));
    }
    let expected = if solution.gap == 0 { Status::Optimal } else { Status::Deadline };
    if solution.status != expected {
        let message = format!("the status is `{}` and the gap {}", solution.status.as_str(), solution.gap);
        problems.add(ErrorCode::StatusMismatch, "status", message);
    }
    // Only of prices that prove the optimum can be asked whether they are the least that do.
    problems.into_result()?;
    if expected == Status::Optimal { least(problem, mentee, seats, (load_cost, &loads), solution) } else { Ok(()) }
}

/// How often every mentor is named.
fn count<'a>(problem: &AssignProblem<'_>, mentors: impl Iterator<Item = &'a u32>) -> Vec<u32> {
    let mut counts = vec![0; problem.mentor_seats.len()];
    for &mentor in mentors {
        if let Some(count) = counts.get_mut(mentor as usize) {
            *count += 1;
        }
    }
    counts
}

/// D(P).
fn dual(problem: &AssignProblem<'_>, mentee: &[u32], seats: &[u32], load_cost: i64, prices: &[i64]) -> i128 {
    let edges = || problem.mentor.iter().zip(problem.weight);
    let degrees = count(problem, edges().filter(|(_, weight)| **weight > 0).map(|(mentor, _)| mentor));
    let mut sum = 0;
    for ((&price, &seats), &degree) in prices.iter().zip(problem.mentor_seats).zip(&degrees) {
        let costs = (0..seats.min(degree)).map(|before| i128::from(before) * i128::from(load_cost));
        let kept = costs.map(|cost| i128::from(price) - cost).take_while(|kept| *kept > 0);
        sum += kept.sum::<i128>();
    }
    let gain = |(&mentor, &weight): (&u32, &i64)| weight - prices.get(mentor as usize).copied().unwrap_or(0);
    let mut gains: Vec<(u32, i64)> =
        mentee.iter().copied().zip(edges().map(gain)).filter(|&(_, gain)| gain > 0).collect();
    gains.sort_unstable_by_key(|&(i, gain)| (i, std::cmp::Reverse(gain)));
    for row in gains.chunk_by(|a, b| a.0 == b.0) {
        let seats = row.first().and_then(|&(i, _)| seats.get(i as usize)).copied().unwrap_or(0);
        sum += row.iter().take(seats as usize).map(|&(_, gain)| i128::from(gain)).sum::<i128>();
    }
    sum
}

/// No price is more than one more conversation that costs nothing is worth.
fn least(
    problem: &AssignProblem<'_>,
    mentee: &[u32],
    seats: &[u32],
    (load_cost, loads): (i64, &[u32]),
    solution: &BalancedSolution,
) -> Result<(), Error> {
    let mut picked = vec![false; mentee.len()];
    let mut free = seats.to_vec();
    for &edge in &solution.edges {
        if let (Some(picked), Some(&i)) = (picked.get_mut(edge as usize), mentee.get(edge as usize)) {
            *picked = true;
            if let Some(free) = free.get_mut(i as usize) {
                *free = free.saturating_sub(1);
            }
        }
    }
    let mut open: Vec<bool> = mentee.iter().map(|&i| seats.get(i as usize).is_some_and(|&seats| seats > 0)).collect();
    let (mut mentees, mut mentors, mut weights) = (mentee.to_vec(), problem.mentor.to_vec(), problem.weight.to_vec());
    for (j, &load) in (0..).zip(loads).filter(|(_, load)| **load > 0) {
        mentees.push(free.len() as u32);
        mentors.push(j);
        weights.push(load_cost.saturating_mul(i64::from(load) - 1));
        picked.push(false);
        open.push(true);
        free.push(1);
    }
    let (mentee, mentor, weight) = (&mentees[..], &mentors[..], &weights[..]);
    let choice = Chosen { mentee, mentor, weight, chosen: &picked, open: &open, free: &free, prices: &solution.prices };
    let mut problems = Problems::default();
    for j in choice.unsupported() {
        problems.add(
            ErrorCode::BoundMismatch,
            format!("prices[{j}]"),
            "is more than one more free conversation is worth",
        );
    }
    problems.into_result()
}
