//! The most points, or the most mentees with a mentor and then the most points, that quotas, reserves and circles allow.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::lists::Lists;
use super::{Chosen, Proof};
use crate::cohort::Cohort;
use crate::control::Control;
use crate::error::Error;
use crate::matching::{LimitedCoverage, QuotaUse, Quotas};
use crate::model::Rule;
use crate::roster::{MenteeIx, MentorIx};
use crate::solve::{AssignProblem, Beside, Count, QuotaGroup, QuotasProblem, quotas_beside};

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

/// The most points, of which no matching has more than `most_points`; before that, if they count, the most mentees.
///
/// # Errors
/// Cancelled.
pub(super) fn solve(
    cohort: &Cohort,
    lists: &Lists,
    (count, most_points): (Option<Count>, i64),
    control: &Control,
) -> Result<Chosen, Error> {
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
    let points = |(mentee, mentor)| i64::from(cohort.scorer().judge(roster, mentor, mentee).points);
    let by_locked: i64 = locked().map(points).sum();
    let problem = QuotasProblem { edges: problem, groups: &groups, mentor_least: Some(&least), count };
    let beside = Beside { has_one: &lists.has_lock, top: most_points - by_locked };
    let found = quotas_beside(&problem, beside, control)?;
    let pairs: Vec<(MenteeIx, MentorIx)> = found.edges.iter().map(|&edge| lists.pair(edge)).collect();
    let priced: BTreeMap<Place, i64> = places.into_iter().zip(found.group_prices).collect();
    let mut full = taken(cohort, pairs.iter().copied().chain(locked()));
    for &place in priced.keys() {
        full.entry(place).or_insert(0);
    }
    let used = |(place, taken): (Place, u32)| used(cohort, place, taken, priced.get(&place).copied().unwrap_or(0));
    let mentors = (0..).zip(&found.prices).filter(|(_, price)| **price > 0);
    let with_lock = lists.has_lock.iter().filter(|has_lock| **has_lock).count() as u64;
    let narrow = |count: u64| u32::try_from(count + with_lock).unwrap_or(u32::MAX);
    let proof = Quotas {
        bound_points: found.bound + by_locked,
        gap: found.gap,
        prices: mentors.map(|(place, &price)| (lists.mentor_id(cohort, place), price)).collect(),
        groups: full.into_iter().filter_map(used).filter(|used| used.price > 0 || used.taken >= used.max).collect(),
        coverage: found.reach.map(|reach| LimitedCoverage {
            matched: narrow(reach.matched),
            bound: narrow(reach.most),
            bonus: reach.lift,
        }),
    };
    Ok(Chosen { pairs, status: found.status, proof: Proof::Quotas(proof) })
}

/// As many of the pairs as quotas and circles allow, the most points first, locked ones before all. What is left of a matching that
/// knows of neither, if the deadline came first.
pub(super) fn kept(cohort: &Cohort, mut pairs: Vec<(MenteeIx, MentorIx)>) -> Vec<(MenteeIx, MentorIx)> {
    let roster = cohort.roster();
    let is_locked = |&(mentee, mentor): &(MenteeIx, MentorIx)| roster.locked.contains(mentor, mentee);
    let points = |&(mentee, mentor): &(MenteeIx, MentorIx)| cohort.scorer().judge(roster, mentor, mentee).points;
    pairs.sort_by_cached_key(|pair| (!is_locked(pair), Reverse(points(pair)), *pair));
    let mut counts: BTreeMap<Place, u32> = BTreeMap::new();
    pairs.retain(|pair| {
        let places: Vec<Place> = places_of(cohort, pair.0, pair.1).collect();
        let max = |place: &Place| roster.quotas.get(place.0).map_or(0, |quota| quota.max);
        let fits = places.iter().all(|place| counts.get(place).copied().unwrap_or(0) < max(place));
        if fits {
            places.into_iter().for_each(|place| *counts.entry(place).or_insert(0) += 1);
        }
        fits
    });
    let mut taken = vec![0_u32; roster.mentors.len()];
    for &(_, mentor) in &pairs {
        if let Some(taken) = taken.get_mut(mentor as usize) {
            *taken += 1;
        }
    }
    let open = roster.mentors.iter().zip(taken).map(|(row, taken)| taken >= row.least);
    let open: Vec<bool> = open.collect();
    pairs.retain(|&(_, mentor)| open.get(mentor as usize) == Some(&true));
    pairs.sort_unstable();
    pairs
}
