//! Objectives that look at lists of pairs: fair, rank-maximal and stable matchings of a cohort, and the most points, or the most
//! mentees with a mentor, with quotas and circles.
//!
//! **Method.** The most points over every pair come first ([`pricing`](crate::pricing)): their bound says what the objective costs. Then
//! every mentee's list is asked of the index: all pairs they may be in, or the best few if those would be too many. On these the
//! engines decide that know no people ([`solve`](crate::solve)), and what they prove is put into the names of the cohort. Where
//! lists were cut, the certificate says so, and the objective's proof speaks of the lists.
//!
//! **Ties.** Engines break them by the order of people. They are given people in the order of a hash of their ids, so that a
//! person's luck depends neither on how lists were sorted nor on who else is there; the seed deals it anew.
//!
//! **Locked pairs** are no choice: they take their seats first and stay out of the lists.
//!
//! **Complexity.** That of the most points, then of one engine on at most [`MOST_PAIRS`] pairs.

mod fair;
mod lists;
mod quotas;
mod ranks;
mod stable;

use crate::cohort::Cohort;
use crate::control::Control;
use crate::error::Error;
use crate::index::Index;
use crate::matching::{Fairness, Quotas, Ranking, Stability, Times};
use crate::options::{MatchOptions, Objective};
use crate::pricing::{self, Effort, Solution};
use crate::roster::{MenteeIx, MentorIx};
use crate::solve::Count;
use crate::status::Status;
use lists::Lists;

pub(crate) use fair::takes_part;
pub(crate) use lists::shuffled;
pub(crate) use quotas::{Place, places_of, taken, used};
pub(crate) use ranks::{PLACES, places};

/// All lists together have no more pairs than this.
pub(crate) const MOST_PAIRS: usize = 8_000_000;

/// What these objectives add to a certificate.
#[derive(Debug, Clone)]
pub(crate) struct Listed {
    /// How many mentors of each mentee were considered, if not all.
    pub(crate) candidates: Option<u32>,
    pub(crate) proof: Proof,
}

/// The proof of one of them.
#[derive(Debug, Clone)]
pub(crate) enum Proof {
    /// The deadline came first: this is the matching of the most points, as far as it was found.
    Nothing,
    Fair(Fairness),
    Ranks(Ranking),
    Stable(Stability),
    Quotas(Quotas),
    /// With the minute at which each pair meets.
    Times(Times, Vec<Option<u32>>),
}

/// Pairs that an engine has chosen, how good they are known to be, and the proof.
struct Chosen {
    pairs: Vec<(MenteeIx, MentorIx)>,
    status: Status,
    proof: Proof,
}

/// A matching that is best by one of these objectives.
///
/// # Errors
/// Cancelled.
pub(crate) fn solve(
    cohort: &Cohort,
    index: &Index,
    options: &MatchOptions,
    effort: Effort,
    control: &Control,
) -> Result<Solution, Error> {
    solve_within(MOST_PAIRS, cohort, index, options, effort, control)
}

/// The same, with lists of no more pairs than this.
fn solve_within(
    most_pairs: usize,
    cohort: &Cohort,
    index: &Index,
    options: &MatchOptions,
    effort: Effort,
    control: &Control,
) -> Result<Solution, Error> {
    // What may be left open of the most points is no matter here.
    let exact = MatchOptions { max_gap: 0.0, ..options.clone() };
    let total = pricing::solve(cohort, index, &exact, effort, control)?;
    let nothing = |solution: Solution| Solution {
        status: Status::Deadline,
        listed: Some(Listed { candidates: None, proof: Proof::Nothing }),
        pairs: if cohort.has_limits() { quotas::kept(cohort, solution.pairs) } else { solution.pairs },
        ..solution
    };
    if total.status != Status::Optimal {
        return Ok(nothing(total));
    }
    let Some(lists) = Lists::of(cohort, index, options.seed, most_pairs, control)? else { return Ok(nothing(total)) };
    let found = match options.objective {
        Objective::RankMaximal => ranks::solve(cohort, &lists, control)?,
        Objective::Stable { side } => stable::solve(cohort, &lists, side, control)?,
        Objective::Total => quotas::solve(cohort, &lists, (None, total.bound), control)?,
        Objective::Coverage => quotas::solve(cohort, &lists, (Some(Count::People), total.bound), control)?,
        _ => fair::solve(cohort, &lists, options, control)?,
    };
    let Chosen { mut pairs, status, proof } = found;
    pairs.extend(cohort.roster().locked.iter().map(|(mentor, mentee, ())| (mentee, mentor)));
    pairs.sort_unstable();
    Ok(Solution { pairs, status, listed: Some(Listed { candidates: lists.cut, proof }), ..total })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cohort_support::cohorts;
    use crate::matcher::assemble;
    use crate::matching::Matching;
    use crate::model::{Per, Rule};
    use crate::run::run;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

        /// Lists that are cut are told, and the proof holds for them.
        #[test]
        fn short_lists_are_proved_and_told(data in cohorts(30, 60), most in 60..200_usize) {
            let cohort = Cohort::try_from(data.clone()).unwrap();
            let index = Index::new(cohort.roster(), cohort.scorer());
            let quota = Rule::Quota { attribute: "department".to_owned(), value: None, max: 1, per: Per::Mentor };
            let mut data = data;
            data.policy.rules.push(quota);
            let limited = Cohort::try_from(data).unwrap();
            let few = Index::new(limited.roster(), limited.scorer());
            let plain = Objective::ALL.into_iter().skip(2).map(|objective| (&cohort, &index, objective));
            let kept = [Objective::Total, Objective::Coverage].map(|objective| (&limited, &few, objective));
            for (cohort, index, objective) in plain.chain(kept) {
                let options = MatchOptions { objective, ..MatchOptions::default() };
                let solution = solve_within(most, cohort, index, &options, Effort::default(), &Control::new()).unwrap();
                let matching = assemble(cohort, index, &solution, run(cohort, &options));
                if let Err(error) = matching.verify(cohort) {
                    prop_assert!(false, "{:?}", error);
                }
                let certificate = &matching.certificate;
                prop_assert_eq!(certificate.scope == "candidates", certificate.candidates.is_some());
                prop_assert_eq!(Matching::from_json(&matching.to_json()).unwrap(), matching.clone());
            }
        }
    }
}
