//! The independent check of a solution: the cover for how many, prices and bonus for how much. It shares no code with the
//! solver, but for the bound on how many that needs no solving.

use super::problem::{Count, CoverageSolution};
use crate::assign::chosen::{self, Sides};
use crate::assign::problem::{AssignProblem, MOST};
use crate::error::{Error, ErrorCode, Problems};
use crate::status::Status;

/// Checks `solution`. `mentee` has the dense mentee of each edge, `seats` theirs; the problem is known to be well formed.
pub(crate) fn check(
    problem: &AssignProblem<'_>,
    mentee: &[u32],
    seats: &[u32],
    count: Count,
    solution: &CoverageSolution,
) -> Result<(), Error> {
    let mut problems = Problems::default();
    check_choice(problem, (mentee, seats, count), (&solution.edges, solution.total, solution.matched), &mut problems);
    let mut wrong = |path: &str, message: String| problems.add(ErrorCode::BoundMismatch, path, message);
    if !solution.cover.is_sorted_by(|a, b| a < b)
        || solution.cover.iter().any(|&mentor| mentor as usize >= problem.mentor_seats.len())
    {
        wrong("cover", "the cover is not a list of mentors in order".to_owned());
    }
    let most = most(problem, mentee, seats, count, &solution.cover);
    if solution.most < most {
        wrong("most", format!("the cover proves {most}, not {}", solution.most));
    }
    if solution.prices.len() != problem.mentor_seats.len() {
        wrong("prices", format!("{} prices for {} mentors", solution.prices.len(), problem.mentor_seats.len()));
    } else if solution.prices.iter().any(|price| !(0..=2 * MOST).contains(price))
        || !(0..=MOST).contains(&solution.lift)
    {
        wrong("prices", "a price or the lift is negative, or more than anything can be worth".to_owned());
    } else {
        let proved = bound(problem, mentee, seats, count, (&solution.prices, solution.lift));
        let bound = proved - i128::from(solution.most) * i128::from(solution.lift);
        if i128::from(solution.bound) < bound {
            wrong("bound", format!("the prices prove {bound}, not {}", solution.bound));
        }
    }
    if i128::from(solution.bound) - i128::from(solution.total) != i128::from(solution.gap) || solution.gap < 0 {
        wrong("gap", format!("`{}` is not the bound less the total", solution.gap));
    }
    let expected =
        if solution.matched == solution.most && solution.gap == 0 { Status::Optimal } else { Status::Deadline };
    if solution.status != expected {
        let message = format!("{} of {}, a gap of {}", solution.matched, solution.most, solution.gap);
        problems.add(ErrorCode::StatusMismatch, "status", message);
    }
    problems.into_result()
}

/// That edges are a choice, sum to `total` and reach `matched`.
pub(super) fn check_choice(
    problem: &AssignProblem<'_>,
    (mentee, seats, count): (&[u32], &[u32], Count),
    (edges, stated, matched): (&[u32], i64, u64),
    problems: &mut Problems,
) {
    let sides = Sides { mentee, mentee_seats: seats, mentor: problem.mentor, mentor_seats: problem.mentor_seats };
    let held = sides.check(edges, problems);
    let total = chosen::total(problem.weight, edges);
    if total != i128::from(stated) {
        problems.add(ErrorCode::TotalMismatch, "total", format!("the edges sum to {total}, not to {stated}"));
    }
    let reached = match count {
        Count::People => held.iter().filter(|held| **held > 0).count(),
        Count::Seats => edges.len(),
    };
    if reached as u64 != matched {
        let message = format!("the edges reach {reached}, not {matched}");
        problems.add(ErrorCode::TotalMismatch, "matched", message);
    }
}

/// How many a choice reaches at most, as a cover proves.
pub(crate) fn most(problem: &AssignProblem<'_>, mentee: &[u32], seats: &[u32], count: Count, cover: &[u32]) -> u64 {
    let mut in_cover = vec![false; problem.mentor_seats.len()];
    let mut most = 0_u64;
    for &mentor in cover {
        if let (Some(flag @ false), Some(&seats)) =
            (in_cover.get_mut(mentor as usize), problem.mentor_seats.get(mentor as usize))
        {
            *flag = true;
            most += u64::from(seats);
        }
    }
    let mut others = vec![0_u32; seats.len()];
    for (&i, &j) in mentee.iter().zip(problem.mentor) {
        if let (Some(others), Some(false)) = (others.get_mut(i as usize), in_cover.get(j as usize)) {
            *others += 1;
        }
    }
    let room = |seats: u32| if count == Count::People { seats.min(1) } else { seats };
    most + others.iter().zip(seats).map(|(&others, &seats)| u64::from(others.min(room(seats)))).sum::<u64>()
}

/// The sum of (seats · price) and of what mentees gain at most, with the bonus: no choice is worth more together with a bonus
/// for each it reaches.
pub(super) fn bound(
    problem: &AssignProblem<'_>,
    mentee: &[u32],
    seats: &[u32],
    count: Count,
    (prices, lift): (&[i64], i64),
) -> i128 {
    let mut sum: i128 =
        problem.mentor_seats.iter().zip(prices).map(|(&seats, &price)| i128::from(seats) * i128::from(price)).sum();
    let mut gains: Vec<Vec<i128>> = vec![Vec::new(); seats.len()];
    for ((&i, &j), &weight) in mentee.iter().zip(problem.mentor).zip(problem.weight) {
        if let (Some(gains), Some(&price)) = (gains.get_mut(i as usize), prices.get(j as usize)) {
            gains.push(i128::from(weight) - i128::from(price));
        }
    }
    let lift = i128::from(lift);
    for (gains, &seats) in gains.iter_mut().zip(seats) {
        gains.sort_unstable_by(|a, b| b.cmp(a));
        let gains = gains.iter().take(seats as usize);
        sum += match count {
            Count::Seats => gains.map(|gain| (gain + lift).max(0)).sum::<i128>(),
            Count::People => {
                let mut gains = gains.copied();
                let first = gains.next().map_or(0, |gain| gain + lift);
                (first + gains.map(|gain| gain.max(0)).sum::<i128>()).max(0)
            }
        };
    }
    sum
}
