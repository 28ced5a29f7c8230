//! The independent check of a curve: edges and prices of every point, and the doubt between by looking at every number between.

use super::certificate::{bound, check_choice, most};
use super::problem::{Count, CurvePoint, CurveSolution};
use crate::assign::problem::{AssignProblem, MOST};
use crate::error::{Error, ErrorCode, Problems};
use crate::status::Status;

/// Checks `solution`. `mentee` has the dense mentee of each edge, `seats` theirs; the problem is known to be well formed.
pub(crate) fn check(
    problem: &AssignProblem<'_>,
    mentee: &[u32],
    seats: &[u32],
    count: Count,
    solution: &CurveSolution,
) -> Result<(), Error> {
    let mut problems = Problems::default();
    let mentors = problem.mentor_seats.len();
    if !solution.cover.is_sorted_by(|a, b| a < b) || solution.cover.iter().any(|&mentor| mentor as usize >= mentors) {
        problems.add(ErrorCode::BoundMismatch, "cover", "the cover is not a list of mentors in order");
    }
    let most = most(problem, mentee, seats, count, &solution.cover);
    if solution.most < most {
        let message = format!("the cover proves {most}, not {}", solution.most);
        problems.add(ErrorCode::BoundMismatch, "most", message);
    }
    for (at, point) in solution.points.iter().enumerate() {
        let path = |name: &str| format!("points[{at}].{name}");
        let mut found = Problems::default();
        check_choice(problem, (mentee, seats, count), (&point.edges, point.total, point.matched), &mut found);
        if let Err(error) = found.into_result() {
            error
                .problems()
                .for_each(|problem| problems.add(problem.code, path(&problem.path), problem.message.clone()));
        }
        if point.prices.len() != mentors
            || !point.prices.iter().chain([&point.bonus]).all(|price| (0..=2 * MOST).contains(price))
        {
            let message = "there is one price a mentor, none is negative, and none is more than anything can be worth";
            problems.add(ErrorCode::BoundMismatch, path("prices"), message);
            continue;
        }
        let proved = bound(problem, mentee, seats, count, (&point.prices, point.bonus));
        let proved = proved - i128::from(point.matched) * i128::from(point.bonus);
        // Cut short, a bound may be weaker than its prices allow; it must not be stronger.
        let late = solution.status == Status::Deadline && i128::from(point.bound) > proved;
        if i128::from(point.bound) != proved && !late {
            let message = format!("the prices prove {proved}, not {}", point.bound);
            problems.add(ErrorCode::BoundMismatch, path("bound"), message);
        }
    }
    // Only points that are there can be put in a line.
    problems.into_result()?;
    let mut problems = Problems::default();
    let knots: Vec<Knot> = solution.points.iter().map(Knot::from).collect();
    check_line(&knots, &mut problems);
    check_status(&knots, solution.most, solution.status, &mut problems);
    problems.into_result()
}

/// A point, as far as it is about the curve.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Knot {
    pub(crate) matched: u64,
    pub(crate) total: i64,
    pub(crate) bound: i64,
    pub(crate) bonus: i64,
    pub(crate) exact: bool,
    pub(crate) doubt: i64,
}

impl From<&CurvePoint> for Knot {
    fn from(point: &CurvePoint) -> Self {
        let CurvePoint { matched, total, bound, bonus, exact, doubt, .. } = *point;
        Knot { matched, total, bound, bonus, exact, doubt }
    }
}

/// That points are in order, and between any two of them the curve is no further above the straight line than is said.
pub(crate) fn check_line(knots: &[Knot], problems: &mut Problems) {
    let next = knots.iter().skip(1).map(Some).chain([None]);
    for (at, (one, next)) in knots.iter().zip(next).enumerate() {
        let mut wrong = |name: &str, message: String| {
            problems.add(ErrorCode::BoundMismatch, format!("points[{at}].{name}"), message);
        };
        if one.bound < one.total {
            wrong("bound", format!("{} is less than the total of {}", one.bound, one.total));
        }
        if one.exact != (one.doubt == 0) {
            wrong("exact", format!("the doubt is {}", one.doubt));
        }
        let Some(next) = next else {
            if one.doubt != 0 {
                wrong("doubt", "nothing comes after the last point".to_owned());
            }
            continue;
        };
        if next.matched <= one.matched || next.bonus < one.bonus || next.total > one.total {
            wrong(
                "matched",
                "points are not in the order of how many they reach, what that costs, and the bonus".to_owned(),
            );
            continue;
        }
        let highest = highest(one, next);
        if i128::from(one.doubt) != highest {
            wrong("doubt", format!("the curve may be {highest} above the line to the next point, not {}", one.doubt));
        }
    }
}

/// How much higher than the line between two points their bonuses allow the curve to be, rounded up.
fn highest(one: &Knot, next: &Knot) -> i128 {
    let at = |knot: &Knot| [knot.total, knot.bonus, knot.bound].map(i128::from);
    let ([left, least, above], [right, most, beyond]) = (at(one), at(next));
    let steps = i128::from(next.matched) - i128::from(one.matched);
    let over = |k: i128| {
        let tangent = (above - least * k).min(beyond + most * (steps - k));
        let line = left * steps + (right - left) * k;
        let over = tangent * steps - line;
        (over.max(0) + steps - 1) / steps
    };
    (1..steps).map(over).max().unwrap_or(0)
}

/// That the status says what is known: the whole curve, or both ends of it.
pub(crate) fn check_status(knots: &[Knot], most: u64, status: Status, problems: &mut Problems) {
    let certain = knots.iter().all(|knot| knot.bound == knot.total);
    let first = knots.first().is_some_and(|first| first.bonus == 0);
    let whole = certain && first && knots.last().is_some_and(|last| last.matched == most);
    let known = knots.iter().all(|knot| knot.doubt == 0);
    let supported = match status {
        Status::Optimal => whole && known,
        Status::WithinGap => whole && !known,
        Status::Deadline => first && !(whole && known),
    };
    if !supported {
        let message = format!("the status is `{}`, which points, doubts and `most` do not bear out", status.as_str());
        problems.add(ErrorCode::StatusMismatch, "status", message);
    }
}
