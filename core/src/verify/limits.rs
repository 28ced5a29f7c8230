//! Quotas, reserves and circles: that they are kept, and that nothing better keeps them.

use std::collections::{BTreeMap, BTreeSet};

use super::listed::Lists;
use crate::cohort::Cohort;
use crate::error::{ErrorCode, Problems};
use crate::matching::{Certificate, LimitedCoverage, Quotas};
use crate::model::Mentor;
use crate::read::excerpt;
use crate::roster::{MenteeIx, MentorIx};
use crate::solve::{
    AssignProblem, Beside, Count, QuotaGroup, QuotasProblem, QuotasSolution, Reach, verify_quotas_beside,
};
use crate::status::Status;

/// How many pairs count for every quota, locked ones among them.
fn counts(cohort: &Cohort, pairs: impl Iterator<Item = (MenteeIx, MentorIx)>) -> BTreeMap<(usize, String), u32> {
    let mut counts = BTreeMap::new();
    for (mentee, mentor) in pairs {
        for (at, quota) in cohort.roster().quotas.iter().enumerate() {
            if quota.mentees.contains(&mentee) {
                *counts.entry((at, whose(cohort, at, mentor))).or_insert(0) += 1;
            }
        }
    }
    counts
}

/// The mentor at whom a quota counts a pair, by id; empty if it counts all.
fn whose(cohort: &Cohort, quota: usize, mentor: MentorIx) -> String {
    let per_mentor = cohort.roster().quotas.get(quota).is_some_and(|quota| quota.per_mentor);
    if per_mentor { cohort.mentor(mentor).id.clone() } else { String::new() }
}

/// That no quota has too many pairs, and no circle too few.
pub(super) fn check_kept(cohort: &Cohort, pairs: &BTreeSet<(MenteeIx, MentorIx)>, problems: &mut Problems) {
    for ((at, mentor), count) in counts(cohort, pairs.iter().copied()) {
        let Some(quota) = cohort.roster().quotas.get(at).filter(|quota| count > quota.max) else { continue };
        let place = if mentor.is_empty() { String::new() } else { format!(" at `{}`", excerpt(&mentor)) };
        let message = format!("{count} pairs count for rule {}{place}, which allows {}", quota.rule, quota.max);
        problems.add(ErrorCode::QuotaExceeded, "pairings", message);
    }
    let mut counts = vec![0_u32; cohort.data().mentors.len()];
    for &(_, mentor) in pairs {
        if let Some(count) = counts.get_mut(mentor as usize) {
            *count += 1;
        }
    }
    for ((person, count), least) in cohort.data().mentors.iter().zip(counts).zip(leasts(cohort)) {
        if (1..least).contains(&count) {
            let message = format!("{count} in the circle of `{}`, which opens with {least}", excerpt(&person.id));
            problems.add(ErrorCode::CircleUnderfilled, "pairings", message);
        }
    }
}

/// By mentor, with how many they open: those who have a locked pair are open.
fn leasts(cohort: &Cohort) -> Vec<u32> {
    let data = cohort.data();
    let open: BTreeSet<&str> = data.locked.iter().map(|lock| lock.mentor.as_str()).collect();
    // Seats that are in use count.
    let in_use = |mentor: &Mentor| mentor.open.map_or(0, |open| mentor.capacity.saturating_sub(open));
    let lacking = |mentor: &Mentor| mentor.min_mentees.saturating_sub(in_use(mentor)).max(1);
    let least = |mentor: &Mentor| if open.contains(mentor.id.as_str()) { 1 } else { lacking(mentor) };
    data.mentors.iter().map(least).collect()
}

impl Lists {
    /// That nothing better keeps them.
    pub(super) fn check_limited(
        &self,
        cohort: &Cohort,
        (certificate, proof): (&Certificate, &Quotas),
        (pairs, status): (&BTreeSet<(MenteeIx, MentorIx)>, Status),
        problems: &mut Problems,
    ) {
        let roster = cohort.roster();
        let locked: Vec<(MenteeIx, MentorIx)> =
            roster.locked.iter().map(|(mentor, mentee, ())| (mentee, mentor)).collect();
        let by_locks = counts(cohort, locked.iter().copied());
        let mut groups: BTreeMap<(usize, String), QuotaGroup> = BTreeMap::new();
        for (edge, (&mentee, &mentor)) in (0..).zip(self.mentee.iter().zip(&self.mentor)) {
            for (at, quota) in roster.quotas.iter().enumerate().filter(|(_, quota)| quota.mentees.contains(&mentee)) {
                let key = (at, whose(cohort, at, mentor));
                let max = quota.max.saturating_sub(by_locks.get(&key).copied().unwrap_or(0));
                groups.entry(key).or_insert(QuotaGroup { edges: Vec::new(), max }).edges.push(edge);
            }
        }
        let mut taken = counts(cohort, pairs.iter().copied());
        for key in groups.keys() {
            taken.entry(key.clone()).or_insert(0);
        }
        let mut stated = proof.groups.iter();
        let mut next = stated.next();
        let mut prices: BTreeMap<&(usize, String), i64> = BTreeMap::new();
        let mut wrong = |path: &str, message: String| problems.add(ErrorCode::BoundMismatch, path, message);
        for (key, &taken) in &taken {
            let mentor = cohort.find_mentor(&key.1).filter(|_| !key.1.is_empty());
            let price = next.map_or(0, |stated| stated.price);
            let expected = crate::listed::used(cohort, (key.0, mentor), taken, price);
            let full = expected.as_ref().is_some_and(|used| used.taken >= used.max);
            if expected.as_ref() == next && (full || price > 0) {
                prices.insert(key, price);
                next = stated.next();
            } else if full {
                wrong("certificate.quotas.groups", "a full quota is missing, or not what it says".to_owned());
            }
        }
        if next.is_some() {
            wrong("certificate.quotas.groups", "a quota is none, or not what it says".to_owned());
        }
        if proof.prices.iter().any(|(id, price)| *price <= 0 || cohort.find_mentor(id).is_none()) {
            wrong("certificate.quotas.prices", "a price that is none, or of nobody".to_owned());
        }
        let price_of = |mentor: MentorIx| proof.prices.get(&cohort.mentor(mentor).id).copied().unwrap_or(0);
        let by_locked: i64 = locked.iter().map(|&(i, j)| i64::from(cohort.scorer().judge(roster, j, i).points)).sum();
        let total = self.chosen.iter().filter_map(|&edge| self.points.get(edge as usize)).sum();
        let group_prices = groups.keys().map(|key| prices.get(key).copied().unwrap_or(0)).collect();
        let solution = QuotasSolution {
            edges: self.chosen.clone(),
            total,
            bound: proof.bound_points.saturating_sub(by_locked),
            gap: proof.gap,
            prices: (0..self.mentor_seats.len() as MentorIx).map(price_of).collect(),
            group_prices,
            reach: proof.coverage.as_ref().map(|coverage| reach(cohort, coverage, &mut wrong)),
            status,
        };
        let groups: Vec<QuotaGroup> = groups.into_values().collect();
        let edges = AssignProblem {
            mentee: &self.mentee,
            mentor: &self.mentor,
            weight: &self.points,
            mentor_seats: &self.mentor_seats,
            mentee_seats: Some(&self.mentee_seats),
        };
        let least = leasts(cohort);
        let count = proof.coverage.is_some().then_some(Count::People);
        let problem = QuotasProblem { edges, groups: &groups, mentor_least: Some(&least), count };
        let has_lock = |mentee: MenteeIx| !roster.locked.of(mentee).is_empty();
        let has_one: Vec<bool> = (0..self.mentee_seats.len() as MenteeIx).map(has_lock).collect();
        // What no matching has at all is proved by other prices.
        let beside = Beside { has_one: &has_one, top: certificate.bound_points.saturating_sub(by_locked) };
        if let Err(error) = verify_quotas_beside(&problem, beside, &solution) {
            let found = error.problems();
            found.for_each(|found| problems.add(found.code, "certificate.quotas", found.message.clone()));
        }
    }
}

/// What is claimed of those who have no locked pair.
fn reach(cohort: &Cohort, coverage: &LimitedCoverage, wrong: &mut impl FnMut(&str, String)) -> Reach {
    let roster = cohort.roster();
    let with_lock = (0..roster.mentees.len() as MenteeIx).filter(|&mentee| !roster.locked.of(mentee).is_empty());
    let with_lock = with_lock.count() as u64;
    let mut less = |stated: u32| {
        u64::from(stated).checked_sub(with_lock).unwrap_or_else(|| {
            let message = format!("{with_lock} mentees have a locked pair, and {stated} are stated");
            wrong("certificate.quotas.coverage", message);
            0
        })
    };
    Reach { matched: less(coverage.matched), most: less(coverage.bound), lift: coverage.bonus }
}
