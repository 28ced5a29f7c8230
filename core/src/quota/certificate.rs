//! The independent check of a solution: seats, quotas, circles, sums, and the bound straight from its definition. It shares no
//! code with the solver.

use super::problem::{Beside, QuotasProblem, QuotasSolution, Reach};
use crate::assign::chosen::{self, Sides};
use crate::assign::problem::MOST;
use crate::cover::problem::Count;
use crate::error::{ErrorCode, Problems};
use crate::status::Status;

/// Dense mentees by edge, their seats, and what is known beside the problem.
type People<'a> = (&'a [u32], &'a [u32], Beside<'a>);

/// Checks `solution`; what is wrong goes to the error. The problem is known to be well formed.
pub(crate) fn check(
    problem: &QuotasProblem<'_>,
    people: People<'_>,
    solution: &QuotasSolution,
) -> Result<(), crate::error::Error> {
    let mut problems = Problems::default();
    let (edges, (mentee, seats, beside)) = (&problem.edges, people);
    let sides = Sides { mentee, mentee_seats: seats, mentor: edges.mentor, mentor_seats: edges.mentor_seats };
    let held = sides.check(&solution.edges, &mut problems);
    check_limits(problem, solution, &mut problems);
    let total = chosen::total(edges.weight, &solution.edges);
    if total != i128::from(solution.total) {
        problems.add(ErrorCode::TotalMismatch, "total", format!("the edges sum to {total}, not to {}", solution.total));
    }
    if let Some(Reach { matched, .. }) = solution.reach {
        let new = |(at, held): &(usize, &u32)| **held > 0 && beside.counts(*at);
        let reached = match problem.count {
            Some(Count::Seats) => solution.edges.len(),
            _ => held.iter().enumerate().filter(new).count(),
        };
        if reached as u64 != matched {
            let message = format!("the edges reach {reached}, not {matched}");
            problems.add(ErrorCode::TotalMismatch, "reach.matched", message);
        }
    }
    check_proof(problem, people, solution, &mut problems);
    if i128::from(solution.bound) - i128::from(solution.total) != i128::from(solution.gap) || solution.gap < 0 {
        let message = format!("`{}` is not the bound less the total", solution.gap);
        problems.add(ErrorCode::BoundMismatch, "gap", message);
    }
    let reaches_most = solution.reach.is_none_or(|reach| reach.matched == reach.most);
    if (solution.status == Status::Optimal) != (solution.gap == 0 && reaches_most) {
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

/// That prices and lift prove the bound, and how many can be reached.
fn check_proof(problem: &QuotasProblem<'_>, people: People<'_>, solution: &QuotasSolution, problems: &mut Problems) {
    let mut wrong = |path: &str, message: String| problems.add(ErrorCode::BoundMismatch, path, message);
    let fits = |prices: &[i64]| prices.iter().all(|price| (0..=MOST).contains(price));
    if solution.prices.len() != problem.edges.mentor_seats.len() || !fits(&solution.prices) {
        return wrong("prices", "not one price a mentor, from 0 to what an edge can be worth".to_owned());
    }
    if solution.group_prices.len() != problem.groups.len() || !fits(&solution.group_prices) {
        return wrong("group_prices", "not one price a group, from 0 to what an edge can be worth".to_owned());
    }
    let proved = match (problem.count, solution.reach) {
        (None, None) => bound(problem, people, (&solution.prices, &solution.group_prices), None),
        (Some(count), Some(Reach { matched, most, lift })) if (1..=MOST).contains(&lift) => {
            let prices = (&solution.prices[..], &solution.group_prices[..]);
            let worth = bound(problem, people, prices, Some((count, lift.into())));
            let proved = worth / i128::from(lift);
            if i128::from(most) != proved {
                wrong("reach.most", format!("the prices prove {proved}, not {most}"));
            }
            // Without prices, every mentee has their heaviest edges.
            let top = heaviest(problem, people).min(people.2.top.into());
            (worth - i128::from(matched) * i128::from(lift)).min(top)
        }
        (Some(_), Some(Reach { lift, .. })) => {
            return wrong("reach.lift", format!("`{lift}` is not from 1 to {MOST}"));
        }
        _ => return wrong("reach", "how many are reached is missing, or of no matter here".to_owned()),
    };
    if i128::from(solution.bound) != proved {
        wrong("bound", format!("the prices prove {proved}, not {}", solution.bound));
    }
}

/// What the heaviest edges of every mentee sum to.
fn heaviest(problem: &QuotasProblem<'_>, (mentee, seats, _): People<'_>) -> i128 {
    let mut weights: Vec<Vec<i64>> = vec![Vec::new(); seats.len()];
    for (&i, &weight) in mentee.iter().zip(problem.edges.weight) {
        if let Some(weights) = weights.get_mut(i as usize) {
            weights.push(weight);
        }
    }
    let best = |(weights, &seats): (&mut Vec<i64>, &u32)| {
        weights.sort_unstable_by(|a, b| b.cmp(a));
        weights.iter().take(seats as usize).map(|&weight| i128::from(weight)).sum::<i128>()
    };
    weights.iter_mut().zip(seats).map(best).sum()
}

/// The sum of (seats · price), of (max · price), and of what mentees gain at most, with the lift of what counts.
fn bound(
    problem: &QuotasProblem<'_>,
    (mentee, seats, beside): People<'_>,
    (prices, group_prices): (&[i64], &[i64]),
    lift: Option<(Count, i128)>,
) -> i128 {
    let edges = &problem.edges;
    let sold = |(&count, &price): (&u32, &i64)| i128::from(count) * i128::from(price);
    let mut sum: i128 = edges.mentor_seats.iter().zip(prices).map(sold).sum();
    sum += problem.groups.iter().map(|group| &group.max).zip(group_prices).map(sold).sum::<i128>();
    let mut worth: Vec<i128> = edges.weight.iter().map(|&weight| weight.into()).collect();
    for (group, &price) in problem.groups.iter().zip(group_prices) {
        for &edge in &group.edges {
            if let Some(worth) = worth.get_mut(edge as usize) {
                *worth -= i128::from(price);
            }
        }
    }
    let mut useful = vec![0_u32; edges.mentor_seats.len()];
    for (&mentor, &weight) in edges.mentor.iter().zip(edges.weight) {
        if let Some(useful) = useful.get_mut(mentor as usize) {
            *useful += u32::from(weight > 0 || lift.is_some());
        }
    }
    let least = |mentor: u32| problem.mentor_least.and_then(|least| least.get(mentor as usize)).copied().unwrap_or(0);
    let mut gains: Vec<Vec<i128>> = vec![Vec::new(); seats.len()];
    for ((&i, &j), &worth) in mentee.iter().zip(edges.mentor).zip(&worth) {
        let (Some(gains), Some(&price), Some(&useful)) =
            (gains.get_mut(i as usize), prices.get(j as usize), useful.get(j as usize))
        else {
            continue;
        };
        if useful >= least(j) {
            gains.push(worth - i128::from(price));
        }
    }
    for (at, (gains, &seats)) in gains.iter_mut().zip(seats).enumerate() {
        let first = match lift {
            Some((Count::People, lift)) if beside.counts(at) => lift,
            _ => 0,
        };
        let each = if let Some((Count::Seats, lift)) = lift { lift } else { 0 };
        gains.sort_unstable_by(|a, b| b.cmp(a));
        let mut gains = gains.iter().take(seats as usize).map(|gain| gain + each);
        let best = gains.next().map_or(0, |gain| gain + first);
        sum += (best + gains.map(|gain| gain.max(0)).sum::<i128>()).max(0);
    }
    sum
}
