//! The main job: cohort in, proved and explained matching out.

mod left;

use std::collections::BTreeMap;

use crate::certificate::cost_of_load;
use crate::cohort::Cohort;
use crate::control::Control;
use crate::error::{Error, ErrorCode, Problems};
use crate::explain;
use crate::index::Index;
use crate::listed::{self, Proof};
use crate::matching::{AdoptedTopic, Certificate, Concentration, Coverage, Load, Matching, Pairing, Run};
use crate::meetings;
use crate::options::{MatchOptions, Objective};
use crate::pricing::{self, Effort, Hint, Solution};
use crate::run::run;
use crate::sessions;
#[cfg(doc)]
use crate::status::Status;
use crate::threads;
pub(crate) use left::reasons_of;
use left::{Left, left, minutes_of};

/// Matches a cohort: the most points in total, an answer for everybody, and the proof.
///
/// Looks at few of the pairs and proves the answer for all: time grows a little faster than mentees, memory with the mentees
/// and the answer.
///
/// # Errors
/// Options outside their range. A policy that excludes everybody is no error but a result with reasons.
///
/// ```
/// use fireside::model::{Mentee, Mentor, Offer, Topic, Want};
/// use fireside::{Cohort, MatchOptions, match_cohort};
///
/// let cohort = Cohort::builder()
///     .topic(Topic::new("rust").label("Rust"))
///     .mentor(Mentor::new("ada").name("Ada").offers(Offer::new("rust").level(5).eager()))
///     .mentee(Mentee::new("bo").name("Bo").wants(Want::new("rust").level(1)))
///     .build()?;
/// let matching = match_cohort(&cohort, &MatchOptions::default())?;
/// assert_eq!(matching.pairings[0].summary, "Ada is eager to talk about Rust, which Bo asks for.");
/// assert_eq!(matching.certificate.gap, 0);
/// matching.verify(&cohort)?;
/// # Ok::<(), fireside::Error>(())
/// ```
pub fn match_cohort(cohort: &Cohort, options: &MatchOptions) -> Result<Matching, Error> {
    match_cohort_with(cohort, options, &Control::new())
}

/// [`match_cohort`] under a caller's control. A deadline that comes first gives the best matching found, its certified
/// gap and [`Status::Deadline`].
///
/// # Errors
/// Options outside their range; [`ErrorCode::Cancelled`].
pub fn match_cohort_with(cohort: &Cohort, options: &MatchOptions, control: &Control) -> Result<Matching, Error> {
    options.check()?;
    control.check()?;
    threads::with(options.threads, || {
        control.report("score", 0, cohort.roster().mentees.len() as u64);
        let index = Index::new(cohort.roster(), cohort.scorer());
        matching(cohort, &index, options, control)
    })?
}

/// Solves and explains, on the threads of the pool it is called in.
pub(crate) fn matching(
    cohort: &Cohort,
    index: &Index,
    options: &MatchOptions,
    control: &Control,
) -> Result<Matching, Error> {
    matching_from(cohort, index, options, None, control)
}

/// The same, by somebody who may know something of the end.
pub(crate) fn matching_from(
    cohort: &Cohort,
    index: &Index,
    options: &MatchOptions,
    hint: Option<Hint>,
    control: &Control,
) -> Result<Matching, Error> {
    let people = cohort.roster().mentees.len() as u64;
    let solution = solution_from(cohort, index, options, hint, control)?;
    control.report("explain", 0, people);
    let matching = assemble(cohort, index, &solution, run(cohort, options));
    control.check()?;
    control.report("explain", people, people);
    Ok(matching)
}

/// Solves by the objective, on the threads of the pool it is called in. A hint goes with [`MatchOptions::are_usual`] alone.
pub(crate) fn solution_from(
    cohort: &Cohort,
    index: &Index,
    options: &MatchOptions,
    hint: Option<Hint>,
    control: &Control,
) -> Result<Solution, Error> {
    match hint {
        Some(hint) => pricing::solve_from(cohort, index, options, hint, control),
        None => solution(cohort, index, options, control),
    }
}

/// Solves by the objective, on the threads of the pool it is called in.
pub(crate) fn solution(
    cohort: &Cohort,
    index: &Index,
    options: &MatchOptions,
    control: &Control,
) -> Result<Solution, Error> {
    let limited = cohort.has_limits();
    if limited {
        check_limited(options)?;
    }
    let solve = match options.objective {
        Objective::Total | Objective::Coverage if limited => listed::solve,
        Objective::Total | Objective::Coverage if options.schedule => meetings::solve,
        Objective::Total => pricing::solve,
        Objective::Coverage => pricing::solve_coverage,
        Objective::Fair | Objective::RankMaximal | Objective::Stable { .. } => listed::solve,
    };
    solve(cohort, index, options, Effort::default(), control)
}

/// Quotas, reserves and circles go with the most points and with the most mentees, and with nothing that would make these something
/// else.
fn check_limited(options: &MatchOptions) -> Result<(), Error> {
    let mut problems = Problems::default();
    if !matches!(options.objective, Objective::Total | Objective::Coverage) {
        let message = format!(
            "quotas, reserves and circles go with the objectives `total` and `coverage`, not with `{}`",
            options.objective.as_str()
        );
        problems.add(ErrorCode::Contradiction, "objective", message);
    }
    let others =
        [("load_cost", options.load_cost > 0), ("max_gap", options.max_gap > 0.0), ("schedule", options.schedule)];
    for (option, asked) in others {
        if asked {
            let message = format!("quotas, reserves and circles go with no `{option}`");
            problems.add(ErrorCode::Contradiction, option, message);
        }
    }
    problems.into_result()
}

/// The document: a pure function of the cohort and the solution, so that verifying can write it again.
pub(crate) fn assemble(cohort: &Cohort, index: &Index, solution: &Solution, run: Run) -> Matching {
    use rayon::prelude::*;
    let data = cohort.data();
    let minutes = minutes_of(solution);
    let pairings: Vec<Pairing> = solution
        .pairs
        .par_iter()
        .enumerate()
        .map(|(at, &(mentee, mentor))| {
            let start = minutes.get(at).copied().flatten();
            let session = start.and_then(|start| sessions::appointment(cohort, mentor, mentee, start));
            Pairing { session, ..explain::pairing(cohort, mentor, mentee) }
        })
        .collect();
    let load_cost = run.load_cost();
    let Left { mentees_of, unmatched, short, spare } = left(cohort, index, solution, &run);

    let load = (load_cost > 0).then(|| {
        let spread = |loads: &[u32]| {
            let all = loads.iter().zip(&cohort.roster().mentors);
            Concentration::of(all.filter(|(_, row)| row.seats > 0).map(|(&load, _)| load))
        };
        let before = solution.laden.as_ref().and_then(|laden| laden.before.as_ref());
        Load {
            cost_points: mentees_of.iter().map(|&load| cost_of_load(load, load_cost)).sum(),
            before: before.map(|loads| spread(loads)),
            after: spread(&mentees_of),
        }
    });
    let total: i64 = pairings.iter().map(|pairing| i64::from(pairing.points)).sum();
    let candidates = solution.listed.as_ref().and_then(|listed| listed.candidates);
    let (mut fair, mut ranks, mut stable, mut quotas, mut times) = (None, None, None, None, None);
    match solution.listed.clone().map(|listed| listed.proof) {
        Some(Proof::Fair(proof)) => fair = Some(proof),
        Some(Proof::Ranks(proof)) => ranks = Some(proof),
        Some(Proof::Stable(proof)) => stable = Some(proof),
        Some(Proof::Quotas(proof)) => quotas = Some(proof),
        Some(Proof::Times(proof, _)) => times = Some(proof),
        Some(Proof::Nothing) | None => {}
    }
    let prices: BTreeMap<String, i64> =
        data.mentors.iter().map(|mentor| mentor.id.clone()).zip(solution.prices.iter().copied()).collect();
    Matching {
        schema: Matching::SCHEMA.to_owned(),
        status: solution.status,
        unmatched,
        short,
        spare,
        adopted_topics: adopted_topics(cohort),
        certificate: Certificate {
            total_points: total,
            bound_points: solution.bound,
            gap: solution.bound - (total - load.as_ref().map_or(0, |load| load.cost_points)),
            scope: if candidates.is_some() { "candidates" } else { "cohort" }.to_owned(),
            prices,
            candidates,
            coverage: solution.covered.as_ref().map(|covered| Coverage {
                matched: covered.matched,
                bound: covered.bound,
                scarce: covered.scarce.iter().map(|&mentor| cohort.mentor(mentor).id.clone()).collect(),
            }),
            most_points: match (&solution.covered, &solution.laden) {
                (Some(covered), _) => Some(covered.most_points),
                (None, Some(laden)) => laden.most_points,
                (None, None) => solution.listed.as_ref().map(|_| solution.bound),
            },
            load,
            fair,
            ranks,
            stable,
            quotas,
            times,
        },
        run,
        pairings,
    }
}

/// The topics that people named and the cohort does not define.
pub(crate) fn adopted_topics(cohort: &Cohort) -> Vec<AdoptedTopic> {
    let roster = cohort.roster();
    let offered = roster.mentors.iter().flat_map(|row| row.offers.iter().map(|offer| offer.topic));
    let wanted = roster.mentees.iter().flat_map(|row| row.wants.iter().map(|want| want.topic));
    let mut people: BTreeMap<u32, u32> = BTreeMap::new();
    for topic in offered.chain(wanted).filter(|&topic| roster.taxonomy.is_adopted(topic)) {
        *people.entry(topic).or_insert(0) += 1;
    }
    let adopted = people.into_iter().map(|(topic, people)| AdoptedTopic {
        id: roster.taxonomy.id(topic).to_owned(),
        label: roster.taxonomy.label(topic).to_owned(),
        people,
        similar_to: roster.taxonomy.similar_to(topic).map(str::to_owned),
    });
    adopted.collect()
}
