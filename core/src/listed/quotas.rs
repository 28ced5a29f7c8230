//! The most points that quotas, reserves and circles allow.

use std::collections::BTreeMap;

use super::lists::Lists;
use super::{Chosen, Proof};
use crate::cohort::Cohort;
use crate::control::Control;
use crate::error::Error;
use crate::matching::{QuotaUse, Quotas};
use crate::model::Rule;
use crate::roster::{MenteeIx, MentorIx};
use crate::solve::{AssignProblem, QuotaGroup, QuotasProblem, quotas};

/// A quota at a mentor, or at nobody in particular.
pub(crate) type Place = (usize, Option<MentorIx>);

/// How many pairs count for every quota.
pub(crate) fn taken(cohort: &Cohort, pairs: impl Iterator<Item = (MenteeIx, MentorIx)>) -> BTreeMap<Place, u32> {
    let mut taken = BTreeMap::new();
    for (mentee, mentor) in pairs {
        for place in places_of(cohort, mentee, mentor) {
            *taken.entry(place).or_insert(0) += 1;
        }
    }
    taken
}

/// The quotas that a pair counts for.
pub(crate) fn places_of(cohort: &Cohort, mentee: MenteeIx, mentor: MentorIx) -> impl Iterator<Item = Place> {
    let quotas = cohort.roster().quotas.iter().enumerate().filter(move |(_, quota)| quota.counts(mentee));
    quotas.map(move |(at, quota)| (at, quota.per_mentor.then_some(mentor)))
}

/// A quota as documents name it, without the values of hidden attributes.
pub(crate) fn used(cohort: &Cohort, (at, mentor): Place, taken: u32, price: i64) -> Option<QuotaUse> {
    let quota = cohort.roster().quotas.get(at)?;
    let policy = &cohort.data().policy;
    let attribute = policy.rules.get(quota.rule as usize).and_then(Rule::attribute);
    let hidden = attribute.is_some_and(|attribute| policy.hidden_attributes.iter().any(|name| name == attribute));
    Some(QuotaUse {
        rule: quota.rule,
        value: (!hidden).then(|| quota.value.clone()),
        mentor: mentor.map(|mentor| cohort.mentor(mentor).id.clone()),
        max: quota.max,
        taken,
        price,
    })
}

/// # Errors
/// Cancelled.
pub(super) fn solve(cohort: &Cohort, lists: &Lists, control: &Control) -> Result<Chosen, Error> {
    let roster = cohort.roster();
    let locked = || roster.locked.iter().map(|(mentor, mentee, ())| (mentee, mentor));
    let by_locks = taken(cohort, locked());
    let weight: Vec<i64> = lists.points.iter().map(|&points| i64::from(points)).collect();
    let mut edges: BTreeMap<Place, Vec<u32>> = BTreeMap::new();
    for edge in 0..weight.len() as u32 {
        let (mentee, mentor) = lists.pair(edge);
        for place in places_of(cohort, mentee, mentor) {
            edges.entry(place).or_default().push(edge);
        }
    }
    let left = |place: &Place| {
        let max = roster.quotas.get(place.0).map_or(0, |quota| quota.max);
        max.saturating_sub(by_locks.get(place).copied().unwrap_or(0))
    };
    let (places, groups): (Vec<Place>, Vec<QuotaGroup>) =
        edges.into_iter().map(|(place, edges)| (place, QuotaGroup { edges, max: left(&place) })).unzip();
    let least_of = |mentor: &MentorIx| roster.mentors.get(*mentor as usize).map_or(1, |row| row.least);
    let least: Vec<u32> = lists.mentors.iter().map(least_of).collect();
    let problem = AssignProblem {
        mentee: &lists.mentee,
        mentor: &lists.mentor,
        weight: &weight,
        mentor_seats: &lists.mentor_seats,
        mentee_seats: Some(&lists.mentee_seats),
    };
    let found = quotas(&QuotasProblem { edges: problem, groups: &groups, mentor_least: Some(&least) }, control)?;
    let pairs: Vec<(MenteeIx, MentorIx)> = found.edges.iter().map(|&edge| lists.pair(edge)).collect();
    let points = |(mentee, mentor)| i64::from(cohort.scorer().judge(roster, mentor, mentee).points);
    let by_locked: i64 = locked().map(points).sum();
    let priced: BTreeMap<Place, i64> = places.into_iter().zip(found.group_prices).collect();
    let mut full = taken(cohort, pairs.iter().copied().chain(locked()));
    for &place in priced.keys() {
        full.entry(place).or_insert(0);
    }
    let used = |(place, taken): (Place, u32)| used(cohort, place, taken, priced.get(&place).copied().unwrap_or(0));
    let mentors = (0..).zip(&found.prices).filter(|(_, price)| **price > 0);
    let proof = Quotas {
        bound_points: found.bound + by_locked,
        gap: found.gap,
        prices: mentors.map(|(place, &price)| (lists.mentor_id(cohort, place), price)).collect(),
        groups: full.into_iter().filter_map(used).filter(|used| used.price > 0 || used.taken >= used.max).collect(),
    };
    Ok(Chosen { pairs, status: found.status, proof: Proof::Quotas(proof) })
}
