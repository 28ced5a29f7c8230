//! The engine without people: assignment on plain edges, for other allocators too (reviewers, projects, supervisors).

use crate::assign::{self, Assignment};
use crate::bipartite::Bipartite;
use crate::control::Control;
use crate::error::{Error, ErrorCode, Problems};
pub use crate::status::Status;

/// The largest weight and the largest total: every integer up to here is exact in every language.
pub const LARGEST: i64 = (1 << 53) - 1;

/// Edges as parallel lists: edge k joins `mentee[k]` and `mentor[k]` and is worth `weight[k]`.
///
/// Several edges may join the same two; each may be chosen once. Edges of weight 0 gain nothing and are never chosen.
#[derive(Debug, Clone, Copy)]
pub struct AssignProblem<'a> {
    /// By edge: its mentee.
    pub mentee: &'a [u32],
    /// By edge: its mentor, below the number of `mentor_seats`.
    pub mentor: &'a [u32],
    /// By edge: its weight, 0 to 2^53 − 1.
    pub weight: &'a [i64],
    /// By mentor: how many edges at most.
    pub mentor_seats: &'a [u32],
    /// By mentee: how many edges at most; one each if absent.
    pub mentee_seats: Option<&'a [u32]>,
}

/// The chosen edges and the proof.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Solution {
    /// Positions of the chosen edges, ascending.
    pub edges: Vec<u32>,
    /// Their weights together.
    pub total: i64,
    /// No choice has a greater total.
    pub bound: i64,
    /// `bound − total`; 0 proves the answer optimal.
    pub gap: i64,
    /// One a mentor: when optimal, exactly what one more seat there would add to the total.
    pub prices: Vec<i64>,
    /// How good the answer is known to be.
    pub status: Status,
}

/// Chooses edges of the greatest total, within the seats of both sides.
///
/// # Errors
/// Lists of different lengths, numbers out of range, or weights so large that a total might exceed 2^53 − 1; all of them,
/// each with its path, for example `weight[5]`. [`ErrorCode::Cancelled`].
///
/// ```
/// use fireside::solve::{AssignProblem, assign, verify};
/// // Bo and Cy both gain most from Ada, who has one seat; Cy gains more.
/// let problem = AssignProblem {
///     mentee: &[0, 0, 1, 1], mentor: &[0, 1, 0, 1], weight: &[9, 7, 8, 2], mentor_seats: &[1, 1], mentee_seats: None,
/// };
/// let solution = assign(&problem, &Default::default())?;
/// assert_eq!((solution.edges.as_slice(), solution.total, solution.gap), (&[1, 2][..], 15, 0));
/// assert_eq!(solution.prices, [2, 0], "with a second seat at Ada's the total would be 17");
/// verify(&problem, &solution)?;
/// # Ok::<(), fireside::Error>(())
/// ```
pub fn assign(problem: &AssignProblem<'_>, control: &Control) -> Result<Solution, Error> {
    check(problem)?;
    let (mentee, people) = compact(problem);
    let mentee_seats: Vec<u32> = match problem.mentee_seats {
        Some(seats) => people.iter().map(|&i| seats.get(i as usize).copied().unwrap_or(0)).collect(),
        None => vec![1; people.len()],
    };
    let graph = Bipartite::from_edges(&mentee, problem.mentor, problem.weight, problem.mentor_seats.to_vec(), mentee_seats);
    let Assignment { chosen: edges, prices, complete } = assign::assign(&graph, control)?;
    let total = edges.iter().filter_map(|&edge| problem.weight.get(edge as usize)).sum();
    // Only a deadline leaves prices that are not exact, and then the bound may be any.
    let bound = i64::try_from(bound(problem, &prices)).unwrap_or(i64::MAX);
    let status = match (bound == total, complete) {
        (true, _) => Status::Optimal,
        (false, false) => Status::Deadline,
        (false, true) => return Err(Error::internal(format!("a complete search left a gap of {}", bound - total))),
    };
    Ok(Solution { edges, total, bound, gap: bound - total, prices, status })
}

/// The mentees that occur, renumbered from 0 in their order, so that memory depends on the edges and not on the numbers.
fn compact(problem: &AssignProblem<'_>) -> (Vec<u32>, Vec<u32>) {
    let mut people: Vec<u32> = problem.mentee.to_vec();
    people.sort_unstable();
    people.dedup();
    let number = |i: &u32| people.binary_search(i).map_or(u32::MAX, |at| at as u32);
    let dense = people.last().is_some_and(|&last| last as usize == people.len() - 1);
    let mentee = if dense { problem.mentee.to_vec() } else { problem.mentee.iter().map(number).collect() };
    (mentee, people)
}

fn check(problem: &AssignProblem<'_>) -> Result<(), Error> {
    let mut problems = Problems::default();
    let edges = problem.mentee.len();
    for (path, length) in [("mentor", problem.mentor.len()), ("weight", problem.weight.len())] {
        if length != edges {
            let message = format!("has {length} entries where `mentee` has {edges}");
            problems.add(ErrorCode::LengthMismatch, path, message);
        }
    }
    if edges >= u32::MAX as usize || problem.mentor_seats.len() >= u32::MAX as usize {
        problems.add(ErrorCode::TooLarge, "mentee", format!("{edges} edges are too many"));
        return problems.into_result();
    }
    if let Some(seats) = problem.mentee_seats {
        for (k, &mentee) in problem.mentee.iter().enumerate().filter(|(_, mentee)| **mentee as usize >= seats.len()) {
            let message = format!("`{mentee}` is not below the number of mentees, {}", seats.len());
            problems.add(ErrorCode::OutOfRange, format!("mentee[{k}]"), message);
        }
    }
    let mentors = problem.mentor_seats.len();
    for (k, &mentor) in problem.mentor.iter().enumerate().filter(|(_, mentor)| **mentor as usize >= mentors) {
        let message = format!("`{mentor}` is not below the number of mentors, {mentors}");
        problems.add(ErrorCode::OutOfRange, format!("mentor[{k}]"), message);
    }
    for (k, &weight) in problem.weight.iter().enumerate().filter(|(_, weight)| !(0..=LARGEST).contains(*weight)) {
        problems.add(ErrorCode::OutOfRange, format!("weight[{k}]"), format!("`{weight}` is not between 0 and {LARGEST}"));
    }
    problems.into_result()?;
    // With all prices 0 the bound is what every mentee would take if mentors had seats for all.
    if bound(problem, &[]) > i128::from(LARGEST) {
        return Err(Error::new(ErrorCode::TooLarge, "weight", format!("the total might exceed {LARGEST}")));
    }
    Ok(())
}

/// `D(p) = Σ_j c_j · p_j + Σ_i (the a_i largest positive w_ij − p_j)`, which bounds every choice for any p ≥ 0: weak
/// duality. Missing prices count as 0. One sort over the edges; shares nothing with the solver.
fn bound(problem: &AssignProblem<'_>, prices: &[i64]) -> i128 {
    let price = |j: u32| i128::from(prices.get(j as usize).copied().unwrap_or(0));
    let seats = (0..).zip(problem.mentor_seats).map(|(j, &seats)| i128::from(seats) * price(j));
    let mut gains: Vec<(u32, i128)> = Vec::with_capacity(problem.mentee.len());
    for ((&i, &j), &weight) in problem.mentee.iter().zip(problem.mentor).zip(problem.weight) {
        let gain = i128::from(weight) - price(j);
        if gain > 0 {
            gains.push((i, gain));
        }
    }
    gains.sort_unstable_by_key(|&(i, gain)| (i, std::cmp::Reverse(gain)));
    let mut bound: i128 = seats.sum();
    let mut at = (u32::MAX, 0);
    for (i, gain) in gains {
        if at.0 != i {
            at = (i, problem.mentee_seats.map_or(1, |seats| seats.get(i as usize).copied().unwrap_or(0)));
        }
        if at.1 > 0 {
            at.1 -= 1;
            bound += gain;
        }
    }
    bound
}

/// Checks a solution against its problem without solving it: edges, seats, sums, prices and the bound they prove.
///
/// # Errors
/// Everything that does not hold, each with its path.
pub fn verify(problem: &AssignProblem<'_>, solution: &Solution) -> Result<(), Error> {
    check(problem)?;
    let mut problems = Problems::default();
    let mut mentors: Vec<u64> = vec![0; problem.mentor_seats.len()];
    let mut mentees: std::collections::BTreeMap<u32, u64> = std::collections::BTreeMap::new();
    let mut total: i128 = 0;
    let mut before = None;
    for (k, &edge) in solution.edges.iter().enumerate() {
        let ends = problem.mentee.get(edge as usize).zip(problem.mentor.get(edge as usize)).zip(problem.weight.get(edge as usize));
        let Some(((&i, &j), &weight)) = ends else {
            problems.add(ErrorCode::IneligiblePair, format!("edges[{k}]"), format!("there is no edge {edge}"));
            continue;
        };
        if before.is_some_and(|before| before >= edge) {
            problems.add(ErrorCode::IneligiblePair, format!("edges[{k}]"), "edges are not in ascending order, each once");
        }
        before = Some(edge);
        total += i128::from(weight);
        *mentees.entry(i).or_insert(0) += 1;
        if let Some(taken) = mentors.get_mut(j as usize) {
            *taken += 1;
        }
    }
    for (j, (&taken, &seats)) in mentors.iter().zip(problem.mentor_seats).enumerate().filter(|(_, (taken, seats))| **taken > u64::from(**seats)) {
        problems.add(ErrorCode::SeatOversold, "edges", format!("mentor {j} has {taken} edges and {seats} seats"));
    }
    for (i, taken) in mentees {
        let seats = problem.mentee_seats.map_or(1, |seats| seats.get(i as usize).copied().unwrap_or(0));
        if taken > u64::from(seats) {
            problems.add(ErrorCode::SeatOversold, "edges", format!("mentee {i} has {taken} edges and {seats} seats"));
        }
    }
    if total != i128::from(solution.total) {
        problems.add(ErrorCode::TotalMismatch, "total", format!("the edges sum to {total}, not to {}", solution.total));
    }
    if solution.prices.len() != problem.mentor_seats.len() {
        let message = format!("has {} entries for {} mentors", solution.prices.len(), problem.mentor_seats.len());
        problems.add(ErrorCode::BoundMismatch, "prices", message);
    }
    for (j, price) in solution.prices.iter().enumerate().filter(|(_, price)| **price < 0) {
        problems.add(ErrorCode::BoundMismatch, format!("prices[{j}]"), format!("`{price}` is negative"));
    }
    // Prices that are no proof have no bound to compare with.
    problems.into_result()?;
    let mut problems = Problems::default();
    let proved = bound(problem, &solution.prices);
    if proved != i128::from(solution.bound) {
        problems.add(ErrorCode::BoundMismatch, "bound", format!("the prices prove a bound of {proved}, not {}", solution.bound));
    }
    if i128::from(solution.bound) - i128::from(solution.total) != i128::from(solution.gap) {
        problems.add(ErrorCode::BoundMismatch, "gap", "the gap is not the bound less the total");
    }
    if (solution.status == Status::Optimal) != (solution.gap == 0) {
        let message = format!("the status is `{}` and the gap {}", solution.status.as_str(), solution.gap);
        problems.add(ErrorCode::StatusMismatch, "status", message);
    }
    problems.into_result()
}
