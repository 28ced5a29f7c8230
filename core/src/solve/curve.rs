//! The curve between the most points and the most people, on bare edges.

use super::coverage::{prepared, shared};
use crate::assign::problem::{self, AssignProblem};
use crate::control::Control;
use crate::cover::problem::{Count, CurveSolution};
use crate::cover::{curve, curve_certificate, parametric};
use crate::error::Error;

/// What one more person (or seat) reached costs: the most points for every number reached, from the most points of all up to as
/// many as [`coverage`](super::coverage) reaches.
///
/// The curve is concave and made of straight stretches. At most `points` of its bends are found (2 to 1,000, both ends among them),
/// first where most is in doubt; each comes with its choice and a proof, and says how far the curve may be above the straight line
/// to the next. For every number in between the two neighbours bound it. Equal curves are told equally, in whatever order the
/// edges are; which of several equally good choices a point shows may depend on it. Time is that of one to two
/// [`assign`](super::assign)s a point, most of them with a good start; memory that of as many choices as points.
///
/// # Errors
/// As [`coverage`](super::coverage), and [`ErrorCode::OutOfRange`](crate::ErrorCode::OutOfRange) for `points`. Weights have a third of
/// the room.
///
/// ```
/// use fireside::solve::{AssignProblem, Count, coverage_curve, verify_coverage_curve};
/// use fireside::Control;
///
/// // Ada (0) and Cem (1) are worth 9, more than Ada with Bo (0) and Grace (1) with Cem together.
/// let problem = AssignProblem {
///     mentee: &[0, 1, 1],
///     mentor: &[0, 0, 1],
///     weight: &[3, 9, 2],
///     mentor_seats: &[1, 1],
///     mentee_seats: None,
/// };
/// let curve = coverage_curve(&problem, Count::People, 20, &Control::new())?;
/// let points: Vec<(u64, i64)> = curve.points.iter().map(|point| (point.matched, point.total)).collect();
/// assert_eq!(points, [(1, 9), (2, 5)], "that Bo has somebody, too, costs 4");
/// assert!(curve.points[0].exact);
/// verify_coverage_curve(&problem, Count::People, &curve)?;
/// # Ok::<(), fireside::Error>(())
/// ```
pub fn coverage_curve(
    problem: &AssignProblem<'_>,
    count: Count,
    points: u32,
    control: &Control,
) -> Result<CurveSolution, Error> {
    parametric::check_points(points)?;
    shared(problem, || curve::curve(problem, &prepared(problem, control)?, count, points, control))
}

/// Checks a curve from scratch: every point's edges, sums, counts, prices and bonus; the cover; and, number by number, that nothing
/// between two points can be higher than is said.
///
/// # Errors
/// As [`verify_coverage`](super::verify_coverage).
pub fn verify_coverage_curve(problem: &AssignProblem<'_>, count: Count, solution: &CurveSolution) -> Result<(), Error> {
    let mentees = problem::check(problem)?;
    curve_certificate::check(problem, &mentees.of_edge, &mentees.seats, count, solution)
}
