//! Checks a document against its cohort, trusting neither the solver nor the search for candidates.
//!
//! Every pair of the cohort is judged again, one by one; the prices are put into the bound's formula; and the whole
//! document is written anew from its pairings and prices and compared. A document that passes is right, whoever made it.

mod curve;
mod limits;
mod listed;
mod load;
mod peers;
mod schedule;
mod times;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::certificate::{cohort_bound, coverage_bound, most_covered, unsupported};
use crate::cohort::Cohort;
use crate::error::{Error, ErrorCode, Problems};
use crate::index::Index;
use crate::matcher::assemble;
use crate::matching::{Coverage, Matching, Pairing, Run};
use crate::options::{MatchOptions, Objective};
use crate::points::{FULL, millionths};
use crate::pricing::Solution;
use crate::read::excerpt;
use crate::roster::{MenteeIx, MentorIx};
use crate::run::{MAX_GAP, run};
use crate::score::Exclusion;
use crate::status::{Status, is_within};
use crate::threads;

impl Matching {
    /// Whether this document is what its cohort yields: eligibility, willingness, seats, locks, scores, sums, the bound,
    /// and an answer for everybody. O(mentees · mentors).
    ///
    /// # Errors
    /// Everything that does not hold, each with its path in the document.
    pub fn verify(&self, cohort: &Cohort) -> Result<(), Error> {
        threads::with(None, || verify(self, cohort))?
    }
}

fn verify(matching: &Matching, cohort: &Cohort) -> Result<(), Error> {
    let mut problems = Problems::default();
    same_origin((&matching.schema, Matching::SCHEMA), &matching.run, cohort, &mut problems);
    // Against another cohort, nothing else would mean anything.
    problems.into_result()?;

    let mut problems = Problems::default();
    let pairs = check_pairings(matching, cohort, &mut problems);
    check_seats(matching, cohort, &pairs, &mut problems);
    check_answers(matching, cohort, &mut problems);
    let prices = check_certificate(matching, cohort, &pairs, &mut problems);
    // Only a document that is sound so far can be written again.
    problems.into_result()?;
    let pairs: Vec<(MenteeIx, MentorIx)> = pairs.into_iter().collect();
    cohort.in_any_words(|cohort| check_rewriting(matching, cohort, pairs.clone(), prices.clone()))
}

/// That a document is of its schema, and was made from this cohort.
pub(crate) fn same_origin((schema, expected): (&str, &str), stated: &Run, cohort: &Cohort, problems: &mut Problems) {
    let mut wrong = |path: &str, message: &str| problems.add(ErrorCode::WrongCohort, path, message);
    let run = run(cohort, &MatchOptions::default());
    if schema != expected {
        wrong("schema", "the document is not of this schema");
    }
    if stated.input_hash != run.input_hash {
        wrong("run.input_hash", "the document was made from another cohort");
    }
    if stated.policy_hash != run.policy_hash {
        wrong("run.policy_hash", "the document was made with another policy");
    }
}

fn check_pairings(matching: &Matching, cohort: &Cohort, problems: &mut Problems) -> BTreeSet<(MenteeIx, MentorIx)> {
    let (roster, scorer) = (cohort.roster(), cohort.scorer());
    let mut pairs = BTreeSet::new();
    for (k, pairing) in matching.pairings.iter().enumerate() {
        let path = format!("pairings[{k}]");
        let who = format!("`{}` and `{}`", excerpt(&pairing.mentor), excerpt(&pairing.mentee));
        let (Some(mentor), Some(mentee)) = (cohort.find_mentor(&pairing.mentor), cohort.find_mentee(&pairing.mentee))
        else {
            problems.add(ErrorCode::IneligiblePair, path, format!("{who} are not both in the cohort"));
            continue;
        };
        if !pairs.insert((mentee, mentor)) {
            problems.add(ErrorCode::IneligiblePair, path, format!("{who} are paired twice"));
            continue;
        }
        let judgement = scorer.judge(roster, mentor, mentee);
        match judgement.exclusion {
            Some(Exclusion::NoSharedTopic | Exclusion::Unwilling) => {
                let message = format!("{who} share no wanted topic that the mentor is willing to talk about");
                problems.add(ErrorCode::UnwillingPair, &path, message);
            }
            Some(_) => problems.add(ErrorCode::IneligiblePair, &path, format!("{who} may not meet")),
            None => {}
        }
        let sum: u64 = pairing.breakdown.iter().map(|component| u64::from(component.points)).sum();
        if sum != u64::from(pairing.points) {
            let message = format!("the parts sum to {sum}, not to the {} points stated", pairing.points);
            problems.add(ErrorCode::BreakdownMismatch, format!("{path}.breakdown"), message);
        }
        if judgement.points != pairing.points {
            let message = format!("the pair is worth {} points, not {}", judgement.points, pairing.points);
            problems.add(ErrorCode::ScoreMismatch, format!("{path}.points"), message);
        }
    }
    for (mentor, mentee, ()) in roster.locked.iter() {
        if !pairs.contains(&(mentee, mentor)) {
            let (mentor, mentee) = (&cohort.mentor(mentor).id, &cohort.mentee(mentee).id);
            let message = format!("the locked pair of `{}` and `{}` is missing", excerpt(mentor), excerpt(mentee));
            problems.add(ErrorCode::LockMissing, "pairings", message);
        }
    }
    pairs
}

fn check_seats(matching: &Matching, cohort: &Cohort, pairs: &BTreeSet<(MenteeIx, MentorIx)>, problems: &mut Problems) {
    let mut mentors: BTreeMap<MentorIx, u32> = BTreeMap::new();
    let mut mentees: BTreeMap<MenteeIx, u32> = BTreeMap::new();
    for &(mentee, mentor) in pairs {
        *mentors.entry(mentor).or_insert(0) += 1;
        *mentees.entry(mentee).or_insert(0) += 1;
    }
    let roster = cohort.roster();
    let mut check = |id: &str, taken: u32, seats: u32| {
        if taken > seats {
            let message = format!("`{}` has {taken} pairings and room for {seats}", excerpt(id));
            problems.add(ErrorCode::SeatOversold, "pairings", message);
        }
    };
    for (&mentor, &taken) in &mentors {
        check(&cohort.mentor(mentor).id, taken, roster.mentors.get(mentor as usize).map_or(0, |row| row.seats));
    }
    for (&mentee, &taken) in &mentees {
        check(&cohort.mentee(mentee).id, taken, roster.mentees.get(mentee as usize).map_or(0, |row| row.seats));
    }
    for (k, spare) in matching.spare.iter().enumerate() {
        let free = cohort.find_mentor(&spare.mentor).map(|mentor| {
            let seats = roster.mentors.get(mentor as usize).map_or(0, |row| row.seats);
            seats.saturating_sub(mentors.get(&mentor).copied().unwrap_or(0))
        });
        if free != Some(spare.seats) {
            let message =
                format!("`{}` has {} seats left, not {}", excerpt(&spare.mentor), free.unwrap_or(0), spare.seats);
            problems.add(ErrorCode::SeatOversold, format!("spare[{k}].seats"), message);
        }
    }
}

/// Every mentee is either paired or unmatched, once.
fn check_answers(matching: &Matching, cohort: &Cohort, problems: &mut Problems) {
    let paired: BTreeSet<&str> = matching.pairings.iter().map(|pairing| pairing.mentee.as_str()).collect();
    let mut unmatched: BTreeSet<&str> = BTreeSet::new();
    for (k, absent) in matching.unmatched.iter().enumerate() {
        let path = format!("unmatched[{k}]");
        if !unmatched.insert(&absent.mentee) || paired.contains(absent.mentee.as_str()) {
            problems.add(ErrorCode::PersonUnanswered, path, format!("`{}` has two answers", excerpt(&absent.mentee)));
        } else if cohort.find_mentee(&absent.mentee).is_none() {
            problems.add(
                ErrorCode::PersonUnanswered,
                path,
                format!("`{}` is not in the cohort", excerpt(&absent.mentee)),
            );
        } else if absent.reasons.is_empty() {
            problems.add(ErrorCode::PersonUnanswered, path, format!("`{}` has no reason", excerpt(&absent.mentee)));
        }
    }
    for mentee in &cohort.data().mentees {
        if !paired.contains(mentee.id.as_str()) && !unmatched.contains(mentee.id.as_str()) {
            let message = format!("`{}` is neither paired nor unmatched", excerpt(&mentee.id));
            problems.add(ErrorCode::PersonUnanswered, "unmatched", message);
        }
    }
}

/// The sums and the bound, over every pair of the cohort.
fn check_certificate(
    matching: &Matching,
    cohort: &Cohort,
    pairs: &BTreeSet<(MenteeIx, MentorIx)>,
    problems: &mut Problems,
) -> Vec<i64> {
    let certificate = &matching.certificate;
    let total: i64 = matching.pairings.iter().map(|pairing| i64::from(pairing.points)).sum();
    if certificate.total_points != total {
        let message = format!("the pairings sum to {total}, not to {}", certificate.total_points);
        problems.add(ErrorCode::TotalMismatch, "certificate.total_points", message);
    }
    let covers = matching.run.objective == Objective::Coverage.as_str();
    let prices = read_prices(matching, cohort, problems);
    let eligible = every_eligible_pair(cohort);
    let row = |mentee: MenteeIx| eligible.get(mentee as usize).into_iter().flatten().copied();
    let (load_cost, cost) = load::check(matching, cohort, row, problems);
    let worth = total.saturating_sub(cost);
    let limited = cohort.has_limits();
    if limited || [Objective::Total, Objective::Coverage].iter().all(|plain| plain.as_str() != matching.run.objective) {
        if certificate.coverage.is_some() {
            let message = format!("the objective is `{}`; its proof is another", matching.run.objective);
            problems.add(ErrorCode::BoundMismatch, "certificate.coverage", message);
        }
        listed::check(matching, cohort, pairs, &prices, &eligible, problems);
        return prices;
    }
    if matching.run.has_times() {
        times::check(matching, cohort, pairs, (&prices, &eligible), problems);
        return prices;
    }
    if certificate.times.is_some()
        || certificate.fair.is_some()
        || certificate.ranks.is_some()
        || certificate.stable.is_some()
        || certificate.quotas.is_some()
    {
        problems.add(ErrorCode::BoundMismatch, "certificate", "this is the proof of another objective");
    }
    let other_most = covers != certificate.most_points.is_some() && certificate.load.is_none();
    if covers != certificate.coverage.is_some() || other_most {
        let message = format!("the objective is `{}`; its proof is another", matching.run.objective);
        problems.add(ErrorCode::BoundMismatch, "certificate.coverage", message);
    }
    if let Some(coverage) = certificate.coverage.as_ref().filter(|_| covers) {
        check_coverage(matching, coverage, cohort, (&prices, row), problems);
        return prices;
    }
    if prices.iter().any(|price| *price < 0) {
        problems.add(ErrorCode::BoundMismatch, "certificate.prices", "prices are never negative");
    }
    let bound = cohort_bound(cohort, &prices, load_cost, row, |_| 0);
    // Cut short, a bound may be weaker than its prices allow; it must not be stronger.
    let holds = if matching.status != Status::Optimal {
        certificate.bound_points >= bound
    } else {
        certificate.bound_points == bound
    };
    if !holds {
        let message = format!("the prices prove a bound of {bound}, not {}", certificate.bound_points);
        problems.add(ErrorCode::BoundMismatch, "certificate.bound_points", message);
    }
    let stated = certificate.total_points.saturating_sub(cost);
    if certificate.bound_points.checked_sub(stated) != Some(certificate.gap) {
        problems.add(ErrorCode::BoundMismatch, "certificate.gap", "the gap is not the bound less the total");
    }
    if certificate.scope != "cohort" {
        problems.add(ErrorCode::BoundMismatch, "certificate.scope", "the scope is not `cohort`");
    }
    let too_high = if bound == worth { unsupported(cohort, pairs, &prices, load_cost, row) } else { Vec::new() };
    let optimal = certificate.gap == 0 && (matching.status == Status::Optimal || too_high.is_empty());
    let allowed = matching.run.options.get(MAX_GAP).and_then(|gap| gap.parse().ok()).map_or(0, millionths);
    let within = is_within(certificate.total_points, certificate.bound_points, allowed);
    let supported = optimal == (matching.status == Status::Optimal) && within | (matching.status != Status::WithinGap);
    if !supported {
        let message = format!("the status is `{}` and the gap {}", matching.status.as_str(), certificate.gap);
        problems.add(ErrorCode::StatusMismatch, "status", message);
    }
    // Prices that prove the optimum may still be higher than what a seat is worth.
    for &mentor in too_high.iter().filter(|_| matching.status == Status::Optimal) {
        let message =
            format!("the price of `{}` is more than one more seat is worth", excerpt(&cohort.mentor(mentor).id));
        problems.add(ErrorCode::BoundMismatch, "certificate.prices", message);
    }
    prices
}

/// One price a mentor, in the order of mentors.
fn read_prices(matching: &Matching, cohort: &Cohort, problems: &mut Problems) -> Vec<i64> {
    // Prices beyond the points of a perfect pair prove nothing more; where seats must be filled, beyond those of everybody
    // together. Larger ones might overflow.
    let dearest = match matching.run.objective == Objective::Total.as_str() {
        true => i64::from(FULL),
        false => i64::from(FULL).saturating_mul(cohort.data().mentees.len() as i64 + 1).min(1 << 53),
    };
    let stated = &matching.certificate.prices;
    let mut wrong = |message: String| problems.add(ErrorCode::BoundMismatch, "certificate.prices", message);
    let mut prices = Vec::with_capacity(cohort.data().mentors.len());
    for mentor in &cohort.data().mentors {
        let price = stated.get(&mentor.id);
        match price {
            Some(price) if price.unsigned_abs() <= dearest.unsigned_abs() => {}
            Some(price) => wrong(format!("the price of `{}` is {price}: more than can be", excerpt(&mentor.id))),
            None => wrong(format!("the price of `{}` is missing", excerpt(&mentor.id))),
        }
        prices.push(price.copied().unwrap_or(0).clamp(-dearest, dearest));
    }
    if stated.len() > prices.len() {
        wrong("there are prices of people who are no mentors".to_owned());
    }
    prices
}

/// That as many mentees as possible have a mentor, and that no such matching has more points.
fn check_coverage<I>(
    matching: &Matching,
    coverage: &Coverage,
    cohort: &Cohort,
    (prices, row): (&[i64], impl Fn(MenteeIx) -> I),
    problems: &mut Problems,
) where
    I: Iterator<Item = (MentorIx, u32)>,
{
    let mut wrong = |path: &str, message: String| problems.add(ErrorCode::BoundMismatch, path, message);
    let certificate = &matching.certificate;
    let mut scarce = vec![false; prices.len()];
    for id in &coverage.scarce {
        match cohort.find_mentor(id).and_then(|mentor| scarce.get_mut(mentor as usize)) {
            Some(flag) if !*flag => *flag = true,
            _ => wrong("certificate.coverage.scarce", format!("`{}` is no mentor, or named twice", excerpt(id))),
        }
    }
    let paired: BTreeSet<&str> = matching.pairings.iter().map(|pairing| pairing.mentee.as_str()).collect();
    if coverage.matched as usize != paired.len() {
        let message = format!("{} mentees have a mentor, not {}", paired.len(), coverage.matched);
        wrong("certificate.coverage.matched", message);
    }
    let most = most_covered(cohort, &scarce, &row);
    let optimal = matching.status == Status::Optimal;
    if coverage.bound < most || (optimal && coverage.bound != most) {
        wrong("certificate.coverage.bound", format!("the scarce mentors prove {most}, not {}", coverage.bound));
    }
    if (0..).zip(prices).any(|(mentor, &price)| price < 0 && !(optimal && scarce.get(mentor as usize) == Some(&true))) {
        wrong("certificate.prices", "a price is negative though the seats need not be filled".to_owned());
    }
    let bound = match optimal {
        true => coverage_bound(cohort, prices, &scarce, &row),
        false => i128::from(cohort_bound(cohort, prices, 0, &row, |_| 0)),
    };
    let stated = i128::from(certificate.bound_points);
    if stated < bound || (optimal && stated != bound) {
        wrong("certificate.bound_points", format!("the prices prove a bound of {bound}, not {stated}"));
    }
    if certificate.bound_points.checked_sub(certificate.total_points) != Some(certificate.gap) {
        wrong("certificate.gap", "the gap is not the bound less the total".to_owned());
    }
    if certificate.scope != "cohort" {
        wrong("certificate.scope", "the scope is not `cohort`".to_owned());
    }
    if certificate.most_points.is_none_or(|most| most < certificate.total_points) {
        wrong("certificate.most_points", "this matching has more".to_owned());
    }
    let supported = coverage.matched == coverage.bound && certificate.gap == 0;
    if optimal != supported || matching.status == Status::WithinGap {
        let message = format!("the status is `{}`, the gap {}", matching.status.as_str(), certificate.gap);
        problems.add(ErrorCode::StatusMismatch, "status", message);
    }
}

/// Judges every mentor for every mentee: no index, no shortcut.
fn every_eligible_pair(cohort: &Cohort) -> Vec<Vec<(MentorIx, u32)>> {
    let (roster, scorer) = (cohort.roster(), cohort.scorer());
    let mentors = roster.mentors.len() as MentorIx;
    let row = |mentee: MenteeIx| {
        let judged = (0..mentors).map(|mentor| (mentor, scorer.judge(roster, mentor, mentee)));
        judged
            .filter(|(_, judgement)| judgement.exclusion.is_none())
            .map(|(mentor, judgement)| (mentor, judgement.points))
            .collect()
    };
    (0..roster.mentees.len() as MenteeIx).into_par_iter().map(row).collect()
}

/// Writes the document again from its pairings and prices: every reason, breakdown and sentence must be the same.
fn check_rewriting(
    matching: &Matching,
    cohort: &Cohort,
    pairs: Vec<(MenteeIx, MentorIx)>,
    prices: Vec<i64>,
) -> Result<(), Error> {
    let index = Index::new(cohort.roster(), cohort.scorer());
    let solution = again(matching, cohort, (pairs, prices), BTreeSet::new());
    let again = assemble(cohort, &index, &solution, matching.run.clone());
    let mut problems = Problems::default();
    let mut compare = |path: String, same: bool| {
        if !same {
            problems.add(ErrorCode::ScoreMismatch, path, "this is not what the cohort yields");
        }
    };
    compare("pairings".to_owned(), matching.pairings.len() == again.pairings.len());
    for (k, (stated, found)) in matching.pairings.iter().zip(&again.pairings).enumerate() {
        compare_pairing(k, stated, found, &mut compare);
    }
    // What a deadline left unlooked at has other reasons than a full look gives.
    if matching.status != Status::Deadline {
        compare("unmatched".to_owned(), matching.unmatched == again.unmatched);
        compare("short".to_owned(), matching.short == again.short);
        compare("spare".to_owned(), matching.spare == again.spare);
    }
    compare("adopted_topics".to_owned(), matching.adopted_topics == again.adopted_topics);
    problems.into_result()
}

/// What a document was written of, as far as reasons need it. Whatever it says, its prices are none that overflow.
pub(crate) fn solution_of(
    matching: &Matching,
    cohort: &Cohort,
    pairs: Vec<(MenteeIx, MentorIx)>,
    unseen: BTreeSet<MenteeIx>,
) -> Solution {
    let stated = &matching.certificate.prices;
    let price = |id: &String| stated.get(id).map_or(0, |price| (*price).clamp(-FARTHEST, FARTHEST));
    let prices = cohort.data().mentors.iter().map(|mentor| price(&mentor.id)).collect();
    again(matching, cohort, (pairs, prices), unseen)
}

/// No price is farther from 0.
const FARTHEST: i64 = 1_000_000_000_000;

fn again(
    matching: &Matching,
    cohort: &Cohort,
    (pairs, prices): (Vec<(MenteeIx, MentorIx)>, Vec<i64>),
    unseen: BTreeSet<MenteeIx>,
) -> Solution {
    let (status, bound) = (matching.status, matching.certificate.bound_points);
    let listed = times::again(matching, cohort);
    Solution { pairs, prices, status, bound, unseen, covered: None, listed, laden: None }
}

fn compare_pairing(k: usize, stated: &Pairing, found: &Pairing, compare: &mut impl FnMut(String, bool)) {
    if stated == found {
        return;
    }
    compare(format!("pairings[{k}].breakdown"), stated.breakdown == found.breakdown);
    compare(format!("pairings[{k}].shared_topics"), stated.shared_topics == found.shared_topics);
    compare(format!("pairings[{k}].common_windows"), stated.common_windows == found.common_windows);
    compare(format!("pairings[{k}].summary"), stated.summary == found.summary);
    let rest = |pairing: &Pairing| {
        let empty = Pairing {
            breakdown: Vec::new(),
            shared_topics: Vec::new(),
            common_windows: Vec::new(),
            summary: String::new(),
            ..pairing.clone()
        };
        (
            empty.mentor,
            empty.mentee,
            empty.score.to_bits(),
            empty.points,
            empty.locked,
            empty.broad,
            empty.overlap_minutes,
            empty.session,
        )
    };
    compare(format!("pairings[{k}]"), rest(stated) == rest(found));
}
