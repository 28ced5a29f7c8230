//! What one more person matched costs: cohort in, proved curve out.

use crate::cohort::Cohort;
use crate::control::Control;
use crate::cover::parametric::check_points;
use crate::error::Error;
use crate::index::Index;
use crate::matching::{CoverageCurve, CoveragePoint, Run};
use crate::options::{CurveOptions, MatchOptions};
use crate::pricing;
use crate::run::run;
use crate::threads;

/// The name that a curve's run goes by.
pub(crate) const OBJECTIVE: &str = "coverage_curve";

/// How many mentees can have a mentor at what price: from the most points of all to as many mentees as possible, every point
/// certified over every eligible pair.
///
/// Time is that of one to two matchings a point, later ones with a good start; memory that of one matching and of a price a mentor
/// and point. Neither seed nor threads change the answer.
///
/// # Errors
/// Options outside their range.
///
/// ```
/// use fireside::model::{Mentee, Mentor, Offer, Topic, Want};
/// use fireside::{Cohort, CurveOptions, coverage_curve};
///
/// let cohort = Cohort::builder()
///     .topic(Topic::new("rust"))
///     .mentor(Mentor::new("ada").offers(Offer::new("rust").level(5).eager()))
///     .mentor(Mentor::new("eli").offers(Offer::new("rust").level(1)))
///     // Bo can meet nobody but Ada; so if Bo is to meet anybody, Cem meets Eli.
///     .mentee(Mentee::new("bo").wants(Want::new("rust").level(5)).blocks("eli"))
///     .mentee(Mentee::new("cem").wants(Want::new("rust").level(1)))
///     .build()?;
/// let curve = coverage_curve(&cohort, &CurveOptions::default())?;
/// assert_eq!(curve.points.last().map(|point| point.matched), Some(2));
/// curve.verify(&cohort)?;
/// # Ok::<(), fireside::Error>(())
/// ```
pub fn coverage_curve(cohort: &Cohort, options: &CurveOptions) -> Result<CoverageCurve, Error> {
    coverage_curve_with(cohort, options, &Control::new())
}

/// [`coverage_curve`] under a caller's control. A deadline that comes first gives the points found so far.
///
/// # Errors
/// Options outside their range; [`ErrorCode::Cancelled`](crate::ErrorCode::Cancelled).
pub fn coverage_curve_with(cohort: &Cohort, options: &CurveOptions, control: &Control) -> Result<CoverageCurve, Error> {
    check(options)?;
    control.check()?;
    cohort.refuse_limits("the curve")?;
    threads::with(options.threads, || {
        control.report("score", 0, cohort.roster().mentees.len() as u64);
        let index = Index::new(cohort.roster(), cohort.scorer());
        let curve = pricing::curve(cohort, &index, options.points, control)?;
        control.check()?;
        Ok(document(cohort, &curve, record(cohort, options)))
    })?
}

fn check(options: &CurveOptions) -> Result<(), Error> {
    check_points(options.points)?;
    MatchOptions { threads: options.threads, ..MatchOptions::default() }.check()
}

/// The record of a run.
fn record(cohort: &Cohort, options: &CurveOptions) -> Run {
    let points = ("points".to_owned(), options.points.to_string());
    let run = run(cohort, &MatchOptions::default());
    Run { objective: OBJECTIVE.to_owned(), options: [points].into(), ..run }
}

fn document(cohort: &Cohort, curve: &pricing::Curve, run: Run) -> CoverageCurve {
    let mentors = &cohort.data().mentors;
    let most_points = curve.points.first().map_or(0, |point| point.total);
    let point = |point: &pricing::Point| CoveragePoint {
        matched: point.matched,
        total_points: point.total,
        bound_points: point.bound,
        cost: most_points - point.total,
        bonus: point.bonus,
        exact: point.doubt == 0,
        doubt_points: point.doubt,
        prices: (mentors.iter().zip(&point.prices))
            .filter(|(_, price)| **price != 0)
            .map(|(mentor, &price)| (mentor.id.clone(), price))
            .collect(),
    };
    CoverageCurve {
        schema: CoverageCurve::SCHEMA.to_owned(),
        status: curve.status,
        points: curve.points.iter().map(point).collect(),
        most: curve.most,
        scarce: curve.scarce.iter().map(|&mentor| cohort.mentor(mentor).id.clone()).collect(),
        run,
    }
}
