//! The objectives that look at lists of pairs: fair, rank-maximal, stable. Lists are made anew from every pair, one by one.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::limits::check_kept;
use crate::certificate::cohort_bound;
use crate::cohort::Cohort;
use crate::error::{Error, ErrorCode, Problems};
use crate::fair::certificate::Check;
use crate::listed::{PLACES, places, takes_part};
use crate::matching::{Certificate, Fairness, Matching, PassedOver, Ranking, Run, Stability};
use crate::options::Objective;
use crate::points::FULL;
use crate::pricing::free_seats;
use crate::read::excerpt;
use crate::roster::{MenteeIx, MentorIx};
use crate::run::{FAIR_BAND, PASSED_OVER_FIRST};
use crate::solve::{
    AssignProblem, FairOptions, LevelPrice, Measure, Order, RankProblem, RankSolution, StableProblem, StableSolution,
    verify_rank_maximal, verify_stable,
};
use crate::status::Status;

/// The pairs of a mentee with their points.
pub(super) type Pairs = Vec<(MentorIx, u32)>;

/// Checks the certificate, of which prices are read already. `eligible` has every pair of each mentee.
pub(super) fn check(
    matching: &Matching,
    cohort: &Cohort,
    pairs: &BTreeSet<(MenteeIx, MentorIx)>,
    prices: &[i64],
    eligible: &[Pairs],
    problems: &mut Problems,
) {
    let certificate = &matching.certificate;
    check_bound(matching, cohort, (prices, eligible), matching.status != Status::Deadline, problems);
    let Certificate { fair, ranks, stable, quotas, candidates, .. } = certificate;
    let lists = Lists::new(cohort, eligible, pairs, candidates.map_or(usize::MAX, |most| most as usize));
    check_kept(cohort, pairs, problems);
    if let Some(proof) = quotas {
        lists.check_limited(cohort, (certificate, proof), (pairs, matching.status), problems);
    }
    let mut wrong = |path: &str, message: String| problems.add(ErrorCode::BoundMismatch, path, message);
    if certificate.times.is_some() || matching.run.has_times() {
        wrong("certificate.times", "times go with other objectives, and not with quotas".to_owned());
    }
    if lists.chosen.len() + cohort.roster().locked.iter().count() != pairs.len() {
        wrong("certificate.candidates", "a pair is not among the candidates".to_owned());
    }
    if certificate.scope != if candidates.is_some() { "candidates" } else { "cohort" } {
        wrong("certificate.scope", format!("the scope is not `{}`", excerpt(&certificate.scope)));
    }
    let limited = cohort.has_limits();
    // Without time there is no proof.
    let is_proof = |covers: bool| match quotas {
        Some(proof) => proof.coverage.is_some() == covers,
        None => matching.status == Status::Deadline,
    };
    match (matching.run.objective.as_str(), fair, ranks, stable) {
        // Limits were checked above.
        ("total", None, None, None) if limited && is_proof(false) => {}
        ("coverage", None, None, None) if limited && is_proof(true) => {}
        (objective, ..) if limited || quotas.is_some() => {
            wrong("certificate.quotas", format!("the objective is `{}`, or its proof is missing", excerpt(objective)));
        }
        ("fair", Some(fair), None, None) => lists.check_fair(cohort, fair, &matching.run, &mut wrong),
        ("rank_maximal", None, Some(ranks), None) => lists.check_ranks(cohort, ranks, &mut wrong),
        ("stable_mentee" | "stable_mentor", None, None, Some(stable)) => {
            lists.check_stable(cohort, stable, matching.status, &mut wrong);
        }
        // Without time there is no proof.
        (objective, None, None, None)
            if matching.status == Status::Deadline && Objective::ALL.iter().any(|it| it.as_str() == objective) => {}
        (objective, ..) => {
            wrong("certificate", format!("the objective is `{}`; its proof is another or missing", excerpt(objective)));
        }
    }
    let within =
        !limited && matching.status == Status::WithinGap && stable.as_ref().is_none_or(|it| it.matched == it.bound);
    if within {
        let message = format!("the status is `{}`", matching.status.as_str());
        problems.add(ErrorCode::StatusMismatch, "status", message);
    }
}

/// The most points of any matching; `exact` if nothing may have cut the search for them short.
pub(super) fn check_bound(
    matching: &Matching,
    cohort: &Cohort,
    (prices, eligible): (&[i64], &[Pairs]),
    exact: bool,
    problems: &mut Problems,
) {
    let mut wrong = |path: &str, message: String| problems.add(ErrorCode::BoundMismatch, path, message);
    let certificate = &matching.certificate;
    if prices.iter().any(|price| *price < 0) {
        wrong("certificate.prices", "prices are never negative".to_owned());
    }
    let row = |mentee: MenteeIx| eligible.get(mentee as usize).into_iter().flatten().copied();
    let bound = cohort_bound(cohort, prices, 0, row, |_| 0);
    let stated = certificate.bound_points;
    if stated < bound || (exact && stated != bound) {
        wrong("certificate.bound_points", format!("the prices prove a bound of {bound}, not {stated}"));
    }
    if certificate.most_points != Some(stated) {
        wrong("certificate.most_points", "the most points are those that no matching exceeds".to_owned());
    }
    if stated.checked_sub(certificate.total_points) != Some(certificate.gap) || certificate.gap < 0 {
        wrong("certificate.gap", "the gap is not the bound less the total".to_owned());
    }
}

/// What is wrong, and where.
type Wrong<'a> = &'a mut dyn FnMut(&str, String);

/// Pairs that are not locked, as edges in the order of mentees.
pub(super) struct Lists {
    pub(super) mentee: Vec<u32>,
    pub(super) mentor: Vec<u32>,
    pub(super) points: Vec<i64>,
    /// Positions of the pairs in the matching.
    pub(super) chosen: Vec<u32>,
    pub(super) mentee_seats: Vec<u32>,
    pub(super) mentor_seats: Vec<u32>,
}

impl Lists {
    fn new(
        cohort: &Cohort,
        eligible: &[Vec<(MentorIx, u32)>],
        pairs: &BTreeSet<(MenteeIx, MentorIx)>,
        most: usize,
    ) -> Self {
        let [mentor_seats, mentee_seats] = free_seats(cohort);
        let (mut mentee, mut mentor, mut points, mut chosen) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for ((who, row), _) in (0..).zip(eligible).zip(&mentee_seats).filter(|(_, seats)| **seats > 0) {
            let mut row: Vec<(MentorIx, u32)> =
                row.iter().copied().filter(|(other, _)| !cohort.roster().locked.contains(*other, who)).collect();
            row.sort_by_key(|&(other, points)| (Reverse(points), other));
            row.truncate(most);
            for (other, worth) in row {
                if pairs.contains(&(who, other)) {
                    chosen.push(mentee.len() as u32);
                }
                mentee.push(who);
                mentor.push(other);
                points.push(i64::from(worth));
            }
        }
        Lists { mentee, mentor, points, chosen, mentee_seats, mentor_seats }
    }

    fn check_fair(&self, cohort: &Cohort, proof: &Fairness, run: &Run, wrong: Wrong<'_>) {
        let roster = cohort.roster();
        let seats: Vec<u32> = (0..)
            .zip(&self.mentee_seats)
            .map(|(mentee, &seats)| u32::from(takes_part(!roster.locked.of(mentee).is_empty(), seats)))
            .collect();
        let mut best: BTreeMap<&str, u32> = BTreeMap::new();
        let mut rows: Vec<Vec<u32>> = vec![Vec::new(); seats.len()];
        for (edge, (&mentee, &points)) in (0..).zip(self.mentee.iter().zip(&self.points)) {
            let best = best.entry(&cohort.mentee(mentee).id).or_insert(0);
            *best = (*best).max(points as u32);
            if let Some(row) = rows.get_mut(mentee as usize) {
                row.push(edge);
            }
        }
        for (mentor, mentee, ()) in roster.locked.iter() {
            let points = cohort.scorer().judge(roster, mentor, mentee).points;
            let best = best.entry(&cohort.mentee(mentee).id).or_insert(0);
            *best = (*best).max(points);
        }
        if !best.into_iter().eq(proof.best_points.iter().map(|(id, &points)| (id.as_str(), points))) {
            wrong("certificate.fair.best_points", "this is not what mentees could have".to_owned());
        }
        let mut lots = vec![0; seats.len()];
        for &edge in &self.chosen {
            let at = self.mentee.get(edge as usize).copied().unwrap_or_default() as usize;
            if let (Some(lot), Some(&points)) = (lots.get_mut(at), self.points.get(edge as usize)) {
                *lot = points.max(*lot);
            }
        }
        for (lot, _) in lots.iter_mut().zip(&seats).filter(|(_, seats)| **seats == 0) {
            *lot = 0;
        }
        let has = || lots.iter().copied().filter(|lot| *lot > 0);
        if has().count() != proof.matched as usize {
            wrong("certificate.fair.matched", format!("{} mentees have a mentor", has().count()));
        }
        if has().min().unwrap_or(0) != i64::from(proof.worst_points) {
            wrong("certificate.fair.worst_points", format!("the least lot is {}", has().min().unwrap_or(0)));
        }
        let mut prices = Vec::new();
        for (id, list) in &proof.prices {
            match cohort.find_mentor(id) {
                Some(mentor) => prices.extend(list.iter().map(|price| LevelPrice {
                    mentor,
                    weight: price.points,
                    price: price.price,
                })),
                None => wrong("certificate.fair.prices", format!("`{}` is no mentor", excerpt(id))),
            }
        }
        let problem = AssignProblem {
            mentee: &self.mentee,
            mentor: &self.mentor,
            weight: &self.points,
            mentor_seats: &self.mentor_seats,
            mentee_seats: Some(&seats),
        };
        let asked = |option: &str| run.options.get(option).map(String::as_str);
        if asked(FAIR_BAND) != proof.band.map(|band| band.to_string()).as_deref() {
            wrong("certificate.fair.band", "the run was asked for another".to_owned());
        }
        if asked(PASSED_OVER_FIRST) != proof.passed_over.as_ref().map(|_| "true") {
            wrong("certificate.fair.passed_over", "the run was asked for something else".to_owned());
        }
        let urgency: Vec<u32> = cohort.data().mentees.iter().map(|mentee| mentee.passed_over).collect();
        let options = FairOptions {
            measure: Measure::Best,
            band: i64::from(proof.band.unwrap_or(0)),
            urgency: proof.passed_over.as_ref().map(|_| urgency.as_slice()),
        };
        let check = Check { problem: &problem, rows: &rows, seats: &seats, lots: &lots, options: &options };
        if let Err(message) = check.lots(&prices, i64::MAX) {
            wrong("certificate.fair.prices", message);
        }
        if let Some(stated) = &proof.passed_over {
            check_passed_over(stated, &urgency, &seats, &lots, wrong);
        }
        let mut second = vec![0; self.mentor_seats.len()];
        for (id, &price) in &proof.second_prices {
            match cohort.find_mentor(id).and_then(|mentor| second.get_mut(mentor as usize)) {
                Some(slot) if options.band > 1 => *slot = price,
                _ => wrong("certificate.fair.second_prices", format!("`{}` has none", excerpt(id))),
            }
        }
        if options.band > 1
            && let Err(message) = check.second(&prices, &second)
        {
            wrong("certificate.fair.second_prices", message);
        }
    }

    fn check_ranks(&self, cohort: &Cohort, proof: &Ranking, wrong: Wrong<'_>) {
        let (roster, scorer) = (cohort.roster(), cohort.scorer());
        let worth = |(&mentee, &mentor): (&u32, &u32)| scorer.views(roster, mentor, mentee)[0];
        let worth: Vec<u32> = self.mentee.iter().zip(&self.mentor).map(worth).collect();
        let mut rank = Vec::with_capacity(worth.len());
        for row in self.mentee.chunk_by(|a, b| a == b) {
            rank.extend(places(worth.get(rank.len()..rank.len() + row.len()).unwrap_or_default()));
        }
        let mut ranks = rank.clone();
        ranks.sort_unstable();
        ranks.dedup();
        let mut counts = [0_u64; PLACES];
        for &edge in &self.chosen {
            let place = rank.get(edge as usize).and_then(|rank| usize::try_from(rank - 1).ok());
            if let Some(count) = place.and_then(|place| counts.get_mut(place)) {
                *count += 1;
            }
        }
        let stated = |place: usize| u64::from(proof.signature.get(place).copied().unwrap_or(0));
        if proof.signature.len() > PLACES || (0..PLACES).any(|place| counts.get(place) != Some(&stated(place))) {
            wrong("certificate.ranks.signature", "choices are counted wrong".to_owned());
        }
        let (mentors, objectives) = (self.mentor_seats.len(), if ranks.is_empty() { 0 } else { ranks.len() + 1 });
        let mut prices = vec![0; mentors * objectives];
        for (id, list) in &proof.prices {
            let Some(mentor) = cohort.find_mentor(id).filter(|_| list.len() <= objectives) else {
                wrong("certificate.ranks.prices", format!("`{}` is no mentor, or has too many prices", excerpt(id)));
                continue;
            };
            for (objective, &price) in list.iter().enumerate() {
                if let Some(slot) = prices.get_mut(objective * mentors + mentor as usize) {
                    *slot = price;
                }
            }
        }
        let problem = RankProblem {
            mentee: &self.mentee,
            mentor: &self.mentor,
            rank: &rank,
            mentor_seats: &self.mentor_seats,
            mentee_seats: Some(&self.mentee_seats),
        };
        let count_of = |rank: &i64| stated(usize::try_from(rank - 1).unwrap_or(usize::MAX));
        let solution = RankSolution {
            edges: self.chosen.clone(),
            matched: proof.matched.into(),
            signature: ranks.iter().map(count_of).collect(),
            ranks,
            prices,
            proved: objectives as u32,
            status: Status::Optimal,
        };
        told(verify_rank_maximal(&problem, Order::Cardinality, &solution), "certificate.ranks", wrong);
    }

    fn check_stable(&self, cohort: &Cohort, proof: &Stability, status: Status, wrong: Wrong<'_>) {
        let (roster, scorer) = (cohort.roster(), cohort.scorer());
        let views = |(&mentee, &mentor): (&u32, &u32)| {
            scorer.views(roster, mentor, mentee).map(|worth| i64::from(FULL) - i64::from(worth))
        };
        let (mentee_rank, mentor_rank): (Vec<i64>, Vec<i64>) =
            self.mentee.iter().zip(&self.mentor).map(views).map(|[one, other]| (one, other)).unzip();
        let problem = StableProblem {
            mentee: &self.mentee,
            mentor: &self.mentor,
            mentee_rank: &mentee_rank,
            mentor_rank: &mentor_rank,
            mentor_seats: &self.mentor_seats,
            mentee_seats: Some(&self.mentee_seats),
        };
        let cover = proof.cover.iter().map(|id| cohort.find_mentor(id));
        let Some(mut cover) = cover.collect::<Option<Vec<MentorIx>>>() else {
            return wrong("certificate.stable.cover", "somebody is no mentor".to_owned());
        };
        cover.sort_unstable();
        let solution = StableSolution {
            edges: self.chosen.clone(),
            matched: proof.matched.into(),
            bound: proof.bound.into(),
            gap: u64::from(proof.bound).saturating_sub(proof.matched.into()),
            cover,
            status,
        };
        told(verify_stable(&problem, &solution), "certificate.stable", wrong);
    }
}

/// How many of those passed over so often have a mentor, of those who take part.
fn check_passed_over(stated: &[PassedOver], urgency: &[u32], seats: &[u32], lots: &[i64], wrong: Wrong<'_>) {
    let mut counts: BTreeMap<Reverse<u32>, [u32; 2]> = BTreeMap::new();
    for ((&passed_over, _), &lot) in urgency.iter().zip(seats).zip(lots).filter(|((_, seats), _)| **seats > 0) {
        let [mentees, matched] = counts.entry(Reverse(passed_over)).or_default();
        *mentees += 1;
        *matched += u32::from(lot > 0);
    }
    let stated = stated.iter().map(|it| (Reverse(it.passed_over), [it.mentees, it.matched]));
    if !stated.eq(counts) {
        wrong("certificate.fair.passed_over", "this is not how many of them have a mentor".to_owned());
    }
}

/// Passes on what a verifier of edges found.
fn told(found: Result<(), Error>, path: &str, wrong: Wrong<'_>) {
    if let Err(error) = found {
        error.problems().for_each(|problem| wrong(path, problem.message.clone()));
    }
}
