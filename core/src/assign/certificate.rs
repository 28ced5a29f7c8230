//! The independent check of a solution. It shares no code with the solver, and no data but the problem and the claim.
//!
//! **The proof.** For any prices p ≥ 0 and any choice of edges M within the seats,
//! `w(M) = Σ_M p_j + Σ_M (w_ij − p_j) ≤ Σ_j c_j · p_j + Σ_i (the sum of the a_i largest positive w_ij − p_j) = D(p)`.
//! So whoever shows an M and a p with w(M) = D(p) has shown that M is optimal; how they found them does not matter, and wrong
//! prices can only prove too little. Sums are taken in 128 bits. Prices that prove the optimum are then checked to be the
//! [least](super::least) that do.
//!
//! **Complexity.** O(E log d) for d edges a mentee, O(E) memory.

use super::least::Chosen;
use super::problem::{AssignProblem, Solution};
use crate::error::{Error, ErrorCode, Problems};
use crate::status::Status;

/// Checks `solution`. `mentee` has the dense mentee of each edge, `mentee_seats` their seats; the problem is known to be well formed.
pub(crate) fn check(
    problem: &AssignProblem<'_>,
    mentee: &[u32],
    mentee_seats: &[u32],
    solution: &Solution,
) -> Result<(), Error> {
    let mut problems = Problems::default();
    check_edges(problem, mentee, mentee_seats, solution, &mut problems);
    check_bound(problem, mentee, mentee_seats, solution, &mut problems);
    if i128::from(solution.bound) - i128::from(solution.total) != i128::from(solution.gap) {
        problems.add(ErrorCode::BoundMismatch, "gap", format!("`{}` is not the bound less the total", solution.gap));
    }
    if (solution.status == Status::Optimal) != (solution.gap == 0) {
        let message = format!("the status is `{}` and the gap {}", solution.status.as_str(), solution.gap);
        problems.add(ErrorCode::StatusMismatch, "status", message);
    }
    // Only of prices that prove the optimum can be asked whether they are the least that do.
    problems.into_result()?;
    if solution.status == Status::Optimal { check_least(problem, mentee, mentee_seats, solution) } else { Ok(()) }
}

/// No price is more than one more seat is worth.
fn check_least(
    problem: &AssignProblem<'_>,
    mentee: &[u32],
    mentee_seats: &[u32],
    solution: &Solution,
) -> Result<(), Error> {
    let mut chosen = vec![false; mentee.len()];
    let mut free = mentee_seats.to_vec();
    for &edge in &solution.edges {
        if let (Some(chosen), Some(&i)) = (chosen.get_mut(edge as usize), mentee.get(edge as usize)) {
            *chosen = true;
            if let Some(free) = free.get_mut(i as usize) {
                *free = free.saturating_sub(1);
            }
        }
    }
    // Who has no seat at all comes to no mentor.
    let takes_part = |&i: &u32| mentee_seats.get(i as usize).is_some_and(|&seats| seats > 0);
    let open: Vec<bool> = mentee.iter().map(takes_part).collect();
    let choice = Chosen {
        mentee,
        mentor: problem.mentor,
        weight: problem.weight,
        chosen: &chosen,
        open: &open,
        free: &free,
        prices: &solution.prices,
    };
    let mut problems = Problems::default();
    for j in choice.unsupported() {
        problems.add(ErrorCode::BoundMismatch, format!("prices[{j}]"), "is more than one more seat is worth");
    }
    problems.into_result()
}

/// Every edge exists, once, and has a seat on either side; and the total is their sum.
fn check_edges(
    problem: &AssignProblem<'_>,
    mentee: &[u32],
    mentee_seats: &[u32],
    solution: &Solution,
    problems: &mut Problems,
) {
    let mut chosen = vec![false; mentee.len()];
    let mut mentor_left = problem.mentor_seats.to_vec();
    let mut mentee_left = mentee_seats.to_vec();
    let mut total: i128 = 0;
    for (k, &edge) in solution.edges.iter().enumerate() {
        let at = edge as usize;
        let path = || format!("edges[{k}]");
        match chosen.get_mut(at) {
            None => {
                problems.add(ErrorCode::IneligiblePair, path(), format!("there is no edge `{edge}`"));
                continue;
            }
            Some(chosen) if *chosen => {
                problems.add(ErrorCode::IneligiblePair, path(), format!("edge `{edge}` is chosen twice"));
                continue;
            }
            Some(chosen) => *chosen = true,
        }
        total += i128::from(problem.weight.get(at).copied().unwrap_or(0));
        let sides = [
            ("mentee", problem.mentee, mentee, &mut mentee_left),
            ("mentor", problem.mentor, problem.mentor, &mut mentor_left),
        ];
        for (who, name, index, left) in sides {
            let seats = index.get(at).and_then(|&index| left.get_mut(index as usize));
            match seats.and_then(|left| left.checked_sub(1).map(|fewer| *left = fewer)) {
                Some(()) => {}
                None => {
                    let name = name.get(at).copied().unwrap_or(0);
                    problems.add(
                        ErrorCode::SeatOversold,
                        path(),
                        format!("{who} `{name}` has no seat left for edge `{edge}`"),
                    );
                }
            }
        }
    }
    if total != i128::from(solution.total) {
        problems.add(ErrorCode::TotalMismatch, "total", format!("the edges sum to {total}, not to {}", solution.total));
    }
}

/// The prices are fit to prove something, and prove the bound.
fn check_bound(
    problem: &AssignProblem<'_>,
    mentee: &[u32],
    mentee_seats: &[u32],
    solution: &Solution,
    problems: &mut Problems,
) {
    let (prices, mentors) = (&solution.prices, problem.mentor_seats.len());
    if prices.len() != mentors {
        let message = format!("there are {} prices for {mentors} mentors", prices.len());
        problems.add(ErrorCode::BoundMismatch, "prices", message);
        return;
    }
    let mut negative = false;
    for (j, &price) in prices.iter().enumerate().filter(|&(_, &price)| price < 0) {
        problems.add(ErrorCode::BoundMismatch, format!("prices[{j}]"), format!("`{price}` is below 0"));
        negative = true;
    }
    if negative {
        return;
    }
    let proved = dual(problem, mentee, mentee_seats, prices);
    if proved != i128::from(solution.bound) {
        let message = format!("the prices prove a bound of {proved}, not {}", solution.bound);
        problems.add(ErrorCode::BoundMismatch, "bound", message);
    }
}

/// D(p).
fn dual(problem: &AssignProblem<'_>, mentee: &[u32], mentee_seats: &[u32], prices: &[i64]) -> i128 {
    let mut sum: i128 =
        problem.mentor_seats.iter().zip(prices).map(|(&seats, &price)| i128::from(seats) * i128::from(price)).sum();
    // What each edge is worth beyond its price; then, mentee by mentee, the best first.
    let gain = |(&mentor, &weight): (&u32, &i64)| weight - prices.get(mentor as usize).copied().unwrap_or(0);
    if mentee_seats.iter().all(|&seats| seats == 1) {
        let mut best = vec![0; mentee_seats.len()];
        for (&i, edge) in mentee.iter().zip(problem.mentor.iter().zip(problem.weight)) {
            if let Some(best) = best.get_mut(i as usize) {
                *best = gain(edge).max(*best);
            }
        }
        return sum + best.into_iter().map(i128::from).sum::<i128>();
    }
    let gains = mentee.iter().zip(problem.mentor.iter().zip(problem.weight).map(gain));
    let mut gains: Vec<(u32, i64)> = gains.filter(|&(_, gain)| gain > 0).map(|(&i, gain)| (i, gain)).collect();
    gains.sort_unstable_by_key(|&(i, gain)| (i, std::cmp::Reverse(gain)));
    for row in gains.chunk_by(|a, b| a.0 == b.0) {
        let seats = row.first().and_then(|&(i, _)| mentee_seats.get(i as usize)).copied().unwrap_or(0);
        sum += row.iter().take(seats as usize).map(|&(_, gain)| i128::from(gain)).sum::<i128>();
    }
    sum
}
