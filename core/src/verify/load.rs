//! What load costs, and what that does to its concentration.

use crate::certificate::{cohort_bound, cost_of_load};
use crate::cohort::Cohort;
use crate::error::{ErrorCode, Problems};
use crate::index::Index;
use crate::matching::{Concentration, Load, Matching};
use crate::options::{MatchOptions, Objective};
use crate::pricing::{self, Effort};
use crate::roster::{MenteeIx, MentorIx};
use crate::run::{LOAD_COST, MAX_GAP};
use crate::status::Status;

/// Checks what the certificate says of load, and gives what it costs: per step, and all together. `row` has every pair of a mentee.
pub(super) fn check<I>(
    matching: &Matching,
    cohort: &Cohort,
    row: impl Fn(MenteeIx) -> I,
    problems: &mut Problems,
) -> (u32, i64)
where
    I: Iterator<Item = (MentorIx, u32)>,
{
    let (run, certificate) = (&matching.run, &matching.certificate);
    let load_cost = run.load_cost();
    let mut wrong = |path: &str, message: String| problems.add(ErrorCode::BoundMismatch, path, message);
    if let Some(stated) = run.options.get(LOAD_COST) {
        let alone = run.objective == Objective::Total.as_str() && !run.options.contains_key(MAX_GAP);
        if load_cost == 0 || *stated != load_cost.to_string() || !alone {
            wrong("run.options", "this cost of load is none that a run can have".to_owned());
            return (0, 0);
        }
    }
    let Some(Load { cost_points, before, after }) = certificate.load.as_ref() else {
        if load_cost > 0 {
            wrong("certificate.load", "load costs, but what it comes to is missing".to_owned());
        }
        return (load_cost, 0);
    };
    if load_cost == 0 {
        wrong("certificate.load", "load does not cost in this run".to_owned());
        return (0, 0);
    }
    let mut loads = vec![0_u32; cohort.data().mentors.len()];
    for mentor in matching.pairings.iter().filter_map(|pairing| cohort.find_mentor(&pairing.mentor)) {
        if let Some(load) = loads.get_mut(mentor as usize) {
            *load += 1;
        }
    }
    let cost: i64 = loads.iter().map(|&load| cost_of_load(load, load_cost)).sum();
    if *cost_points != cost {
        wrong("certificate.load.cost_points", format!("the loads cost {cost}, not {cost_points}"));
    }
    if *after != matching.load(cohort) {
        wrong("certificate.load.after", "the conversations of this matching are spread otherwise".to_owned());
    }
    match (before, certificate.most_points) {
        (None, None) if matching.status == Status::Deadline => {}
        (Some(before), Some(most_points)) => {
            let (points, spread) = most(matching, cohort, row);
            if points != Some(most_points) {
                wrong("certificate.most_points", format!("{most_points} is not the most points of any matching"));
            }
            if spread.as_ref() != Some(before) {
                let message = "the matching of the most points is spread otherwise".to_owned();
                wrong("certificate.load.before", message);
            }
        }
        _ => wrong("certificate.load.before", "the matching of the most points is missing".to_owned()),
    }
    (load_cost, cost)
}

/// The most points, and how that matching is spread: found again, and believed only if every pair of the cohort says so.
fn most<I>(matching: &Matching, cohort: &Cohort, row: impl Fn(MenteeIx) -> I) -> (Option<i64>, Option<Concentration>)
where
    I: Iterator<Item = (MentorIx, u32)>,
{
    let index = Index::new(cohort.roster(), cohort.scorer());
    let options = MatchOptions { seed: matching.run.seed, ..MatchOptions::default() };
    let control = crate::control::Control::new();
    let Ok(found) = pricing::solve(cohort, &index, &options, Effort::default(), &control) else { return (None, None) };
    let points = |&(mentee, mentor): &(MenteeIx, MentorIx)| {
        i64::from(cohort.scorer().judge(cohort.roster(), mentor, mentee).points)
    };
    let total: i64 = found.pairs.iter().map(points).sum();
    if cohort_bound(cohort, &found.prices, 0, row, |_| 0) != total {
        return (None, None);
    }
    let mut loads = vec![0; cohort.data().mentors.len()];
    for &(_, mentor) in &found.pairs {
        if let Some(load) = loads.get_mut(mentor as usize) {
            *load += 1;
        }
    }
    let taking_part = loads.iter().zip(&cohort.roster().mentors).filter(|(_, row)| row.seats > 0);
    (Some(total), Some(Concentration::of(taking_part.map(|(&load, _)| load))))
}
