//! Checks a curve against its cohort.
//!
//! That no point could be higher, and how much higher the curve could be between points, follows from prices and bonuses alone, over
//! every pair of the cohort judged one by one; nothing of the solver is trusted or used. That the points can be reached, only
//! matchings can show, which the document does not hold. So they are looked for again, with the bonus that each point states, and
//! whatever is found is judged here, pair by pair: a defect of the search could only fail a document that is right.

use std::collections::BTreeMap;

use super::{every_eligible_pair, same_origin};
use crate::certificate::{lifted_bound, most_covered};
use crate::cohort::Cohort;
use crate::control::Control;
use crate::cover::curve_certificate::{Knot, check_line, check_status};
use crate::curve::OBJECTIVE;
use crate::error::{Error, ErrorCode, Problems};
use crate::index::Index;
use crate::matching::{CoverageCurve, CoveragePoint};
use crate::pricing::{Hashed, MOST_BONUS, Tangents, free_seats};
use crate::read::excerpt;
use crate::roster::{MenteeIx, MentorIx};
use crate::status::Status;
use crate::threads;

/// Larger prices and sums are more than everybody together can be worth.
const DEAREST: i64 = 1 << 53;

impl CoverageCurve {
    /// Whether this document is what its cohort yields. O(mentees · mentors), and one search a point.
    ///
    /// # Errors
    /// Everything that does not hold, each with its path in the document.
    pub fn verify(&self, cohort: &Cohort) -> Result<(), Error> {
        threads::with(None, || verify(self, cohort))?
    }
}

fn verify(curve: &CoverageCurve, cohort: &Cohort) -> Result<(), Error> {
    let mut problems = Problems::default();
    same_origin((&curve.schema, CoverageCurve::SCHEMA), &curve.run, cohort, &mut problems);
    if curve.run.objective != OBJECTIVE {
        problems.add(ErrorCode::WrongCohort, "run.objective", format!("the objective is not `{OBJECTIVE}`"));
    }
    // Against another cohort, nothing else would mean anything.
    problems.into_result()?;

    let mut problems = Problems::default();
    let eligible = every_eligible_pair(cohort);
    let row = |mentee: MenteeIx| eligible.get(mentee as usize).into_iter().flatten().copied();
    check_most(curve, cohort, row, &mut problems);
    let most_points = curve.points.first().map_or(0, |point| point.total_points);
    for (at, point) in curve.points.iter().enumerate() {
        let mut wrong = |name: &str, message: String| {
            problems.add(ErrorCode::BoundMismatch, format!("points[{at}].{name}"), message);
        };
        if most_points.checked_sub(point.total_points) != Some(point.cost) {
            wrong("cost", "this is not what the first point has more".to_owned());
        }
        // A sum of more than everybody can be worth says nothing, and larger ones might overflow.
        if [point.total_points, point.bound_points].iter().any(|sum| !(0..=DEAREST).contains(sum))
            || point.matched > curve.most
        {
            wrong("matched", "nobody can reach that".to_owned());
            continue;
        }
        let Some(prices) = prices(point, cohort, &mut wrong) else { continue };
        let proved =
            lifted_bound(cohort, &prices, point.bonus, row) - i128::from(point.matched) * i128::from(point.bonus);
        let stated = i128::from(point.bound_points);
        // Cut short, a bound may be weaker than its prices allow; it must not be stronger.
        if stated < proved || (stated != proved && curve.status != Status::Deadline) {
            wrong("bound_points", format!("the prices prove {proved}, not {stated}"));
        }
    }
    // Only points within reach can be put in a line, and only those in a line be looked for.
    problems.into_result()?;
    let mut problems = Problems::default();
    let knots: Vec<Knot> = curve.points.iter().map(Knot::from).collect();
    check_line(&knots, &mut problems);
    check_status(&knots, curve.most.into(), curve.status, &mut problems);
    problems.into_result()?;
    check_reached(curve, cohort, &eligible)
}

impl From<&CoveragePoint> for Knot {
    fn from(point: &CoveragePoint) -> Self {
        Knot {
            matched: point.matched.into(),
            total: point.total_points,
            bound: point.bound_points,
            bonus: point.bonus,
            exact: point.exact,
            doubt: point.doubt_points,
        }
    }
}

/// That no matching gives more mentees a mentor.
fn check_most<I>(curve: &CoverageCurve, cohort: &Cohort, row: impl Fn(MenteeIx) -> I, problems: &mut Problems)
where
    I: Iterator<Item = (MentorIx, u32)>,
{
    let mut wrong = |path: &str, message: String| problems.add(ErrorCode::BoundMismatch, path, message);
    let mut scarce = vec![false; cohort.data().mentors.len()];
    for id in &curve.scarce {
        match cohort.find_mentor(id).and_then(|mentor| scarce.get_mut(mentor as usize)) {
            Some(flag) if !*flag => *flag = true,
            _ => wrong("scarce", format!("`{}` is no mentor, or named twice", excerpt(id))),
        }
    }
    let most = most_covered(cohort, &scarce, row);
    if curve.most < most || (curve.most != most && curve.status != Status::Deadline) {
        wrong("most", format!("the scarce mentors prove {most}, not {}", curve.most));
    } else if curve.most as usize > cohort.data().mentees.len() {
        wrong("most", "there are not so many".to_owned());
    }
}

/// One price a mentor, in the order of mentors, if all are prices.
fn prices(point: &CoveragePoint, cohort: &Cohort, wrong: &mut dyn FnMut(&str, String)) -> Option<Vec<i64>> {
    if !(0..=MOST_BONUS).contains(&point.bonus) {
        wrong("bonus", "a bonus is not below 0, nor more than anything can be worth".to_owned());
        return None;
    }
    let mut prices = vec![0; cohort.data().mentors.len()];
    for (id, &price) in &point.prices {
        let slot = cohort.find_mentor(id).and_then(|mentor| prices.get_mut(mentor as usize));
        match slot {
            Some(slot) if (1..=DEAREST).contains(&price) => *slot = price,
            _ => {
                wrong("prices", format!("`{}` is no mentor, or {price} no price", excerpt(id)));
                return None;
            }
        }
    }
    Some(prices)
}

/// That there is a matching for every point.
fn check_reached(curve: &CoverageCurve, cohort: &Cohort, eligible: &[Vec<(MentorIx, u32)>]) -> Result<(), Error> {
    let mut problems = Problems::default();
    let index = Index::new(cohort.roster(), cohort.scorer());
    let (hashed, control) = (Hashed::new(cohort), Control::new());
    let mut tangents = Tangents::new(cohort, &index, &hashed, &control);
    tangents.make_room(curve.points.iter().map(|point| point.bonus).max().unwrap_or(0));
    let mut one_seat: Option<Vec<bool>> = None;
    for (at, point) in curve.points.iter().enumerate() {
        // Bonuses ascend.
        let found = tangents.at(point.bonus, one_seat.as_deref())?;
        one_seat = found.as_ref().map(|found| found.proof.one_seat.clone());
        let shown = found.and_then(|found| judged(cohort, eligible, &found.proof.pairs));
        let late = curve.status == Status::Deadline && point.bound_points > point.total_points;
        let reached = match shown {
            // A hurried point claims no more than that it could be.
            Some((_, total)) if late => total >= point.total_points,
            shown => shown == Some((point.matched, point.total_points)),
        };
        if !reached {
            let message = "no matching was found that has so many mentees and points".to_owned();
            problems.add(ErrorCode::TotalMismatch, format!("points[{at}].total_points"), message);
        }
    }
    problems.into_result()
}

/// How many mentees a matching gives a mentor, and its points; nothing if it is none.
fn judged(cohort: &Cohort, eligible: &[Vec<(MentorIx, u32)>], pairs: &[(MenteeIx, MentorIx)]) -> Option<(u32, i64)> {
    let roster = cohort.roster();
    let [mut mentors, mut mentees] = free_seats(cohort);
    let (mut total, mut matched) = (0, BTreeMap::new());
    let mut locks = 0;
    for (at, &(mentee, mentor)) in pairs.iter().enumerate() {
        if at > 0 && pairs.get(at - 1).is_none_or(|before| *before >= (mentee, mentor)) {
            return None;
        }
        let row = eligible.get(mentee as usize)?;
        total += i64::from(row.iter().find(|(other, _)| *other == mentor)?.1);
        matched.insert(mentee, ());
        if roster.locked.contains(mentor, mentee) {
            locks += 1;
            continue;
        }
        for seats in [mentors.get_mut(mentor as usize)?, mentees.get_mut(mentee as usize)?] {
            *seats = seats.checked_sub(1)?;
        }
    }
    (locks == roster.locked.iter().count()).then_some((matched.len() as u32, total))
}
