//! The independent check of a solution: seats, quotas, circles, sums, and the bound straight from its definition. It shares no
//! code with the solver.

use super::problem::{QuotasProblem, QuotasSolution};
use crate::assign::chosen::{self, Sides};
use crate::assign::problem::MOST;
use crate::error::{ErrorCode, Problems};
use crate::status::Status;

/// Checks `solution`; what is wrong goes to the error. `mentee` has the dense mentee of each edge, `seats` theirs; the problem
/// is known to be well formed.
pub(crate) fn check(
    problem: &QuotasProblem<'_>,
    mentee: &[u32],
    seats: &[u32],
    solution: &QuotasSolution,
) -> Result<(), crate::error::Error> {
    let mut problems = Problems::default();
    let edges = &problem.edges;
    let sides = Sides { mentee, mentee_seats: seats, mentor: edges.mentor, mentor_seats: edges.mentor_seats };
    sides.check(&solution.edges, &mut problems);
    check_limits(problem, solution, &mut problems);
    let total = chosen::total(edges.weight, &solution.edges);
    if total != i128::from(solution.total) {
        problems.add(ErrorCode::TotalMismatch, "total", format!("the edges sum to {total}, not to {}", solution.total));
    }
    let mut wrong = |path: &str, message: String| problems.add(ErrorCode::BoundMismatch, path, message);
    let fits = |prices: &[i64]| prices.iter().all(|price| (0..=MOST).contains(price));
    if solution.prices.len() != edges.mentor_seats.len() || !fits(&solution.prices) {
        wrong("prices", "not one price a mentor, from 0 to what an edge can be worth".to_owned());
    } else if solution.group_prices.len() != problem.groups.len() || !fits(&solution.group_prices) {
        wrong("group_prices", "not one price a group, from 0 to what an edge can be worth".to_owned());
    } else {
        let bound = bound(problem, mentee, seats, solution);
        if i128::from(solution.bound) != bound {
            wrong("bound", format!("the prices prove {bound}, not {}", solution.bound));
        }
    }
    if i128::from(solution.bound) - i128::from(solution.total) != i128::from(solution.gap) || solution.gap < 0 {
        wrong("gap", format!("`{}` is not the bound less the total", solution.gap));
    }
    if (solution.status == Status::Optimal) != (solution.gap == 0) {
        let message = format!("`{}` with a gap of {}", solution.status.as_str(), solution.gap);
        problems.add(ErrorCode::StatusMismatch, "status", message);
    }
    problems.into_result()
}

/// Quotas and circles.
fn check_limits(problem: &QuotasProblem<'_>, solution: &QuotasSolution, problems: &mut Problems) {
    let mut chosen = vec![false; problem.edges.mentor.len()];
    let mut taken = vec![0_u32; problem.edges.mentor_seats.len()];
    for &edge in &solution.edges {
        if let Some(chosen) = chosen.get_mut(edge as usize) {
            *chosen = true;
        }
        let mentor = problem.edges.mentor.get(edge as usize);
        if let Some(taken) = mentor.and_then(|&mentor| taken.get_mut(mentor as usize)) {
            *taken += 1;
        }
    }
    for (at, group) in problem.groups.iter().enumerate() {
        let count = group.edges.iter().filter(|edge| chosen.get(**edge as usize) == Some(&true)).count();
        if count > group.max as usize {
            let message = format!("{count} edges of group {at}, of which at most {} may be chosen", group.max);
            problems.add(ErrorCode::QuotaExceeded, "edges", message);
        }
    }
    for (mentor, (&taken, &least)) in taken.iter().zip(problem.mentor_least.unwrap_or_default()).enumerate() {
        if taken > 0 && taken < least {
            let message = format!("mentor {mentor} has {taken}, and opens a circle for no fewer than {least}");
            problems.add(ErrorCode::CircleUnderfilled, "edges", message);
        }
    }
}

/// The sum of (seats · price), of (max · price), and of what mentees gain at most.
fn bound(problem: &QuotasProblem<'_>, mentee: &[u32], seats: &[u32], solution: &QuotasSolution) -> i128 {
    let edges = &problem.edges;
    let sold = |(&count, &price): (&u32, &i64)| i128::from(count) * i128::from(price);
    let mut sum: i128 = edges.mentor_seats.iter().zip(&solution.prices).map(sold).sum();
    sum += problem.groups.iter().map(|group| &group.max).zip(&solution.group_prices).map(sold).sum::<i128>();
    let mut worth: Vec<i128> = edges.weight.iter().map(|&weight| weight.into()).collect();
    for (group, &price) in problem.groups.iter().zip(&solution.group_prices) {
        for &edge in &group.edges {
            if let Some(worth) = worth.get_mut(edge as usize) {
                *worth -= i128::from(price);
            }
        }
    }
    let mut useful = vec![0_u32; edges.mentor_seats.len()];
    for (&mentor, &weight) in edges.mentor.iter().zip(edges.weight) {
        if let Some(useful) = useful.get_mut(mentor as usize) {
            *useful += u32::from(weight > 0);
        }
    }
    let least = |mentor: u32| problem.mentor_least.and_then(|least| least.get(mentor as usize)).copied().unwrap_or(0);
    let mut gains: Vec<Vec<i128>> = vec![Vec::new(); seats.len()];
    for ((&i, &j), &worth) in mentee.iter().zip(edges.mentor).zip(&worth) {
        let (Some(gains), Some(&price), Some(&useful)) =
            (gains.get_mut(i as usize), solution.prices.get(j as usize), useful.get(j as usize))
        else {
            continue;
        };
        let gain = worth - i128::from(price);
        if gain > 0 && useful >= least(j) {
            gains.push(gain);
        }
    }
    for (gains, &seats) in gains.iter_mut().zip(seats) {
        gains.sort_unstable_by(|a, b| b.cmp(a));
        sum += gains.iter().take(seats as usize).sum::<i128>();
    }
    sum
}
