//! What one more mentor for a topic is worth.
//!
//! **Question.** Of the matchings with the most points, V is the total. One more mentor m joins who offers just one topic and has one seat. What is
//! the total then, less V?
//!
//! **Answer.** Let V(e) be the total if mentee e had one seat less. Whoever joins meets at most one mentee, and the rest is best without that seat, so the
//! new total is the greatest of V and of w(m, e) + V(e) over all e who have a seat to choose for; and the worth is max(0, max over e of w(m, e) − u(e))
//! with u(e) = V − V(e): what the last of their seats adds.
//!
//! **Prices tell u.** The matching is a flow with the dual D(p) = Σ_j c_j p_j + Σ_e (the sum of the a_e largest positive w_je − p_j), where mentor j has c_j
//! seats and mentee e chooses for a_e. V is concave in a_e, so u(e) is its left derivative there, which by linear programming is the greatest price of e's
//! seats in any optimal dual. With prices p of mentors a seat of e may cost what lies between the (a_e + 1)-th and the a_e-th largest gain w_je − p_j, 0
//! where there are no more; so, at given p, the greatest is the a_e-th largest gain or 0. Optimal potentials of a flow form a lattice: the least prices of
//! mentors go with the greatest of mentees. The certificate has the least prices, and at an optimum a mentee's mentors are those with the largest gains; so
//! u(e) is the least gain of e's pairings if all a_e seats are taken, and 0 if not. Locked pairs are no choice: their seats are not among the a_e.
//! A pair may be chosen once, which caps each edge at 1: the excess of a gain over the price of a seat is the price of that cap, and nothing else changes.
//!
//! **Method.** A roster of all mentees and, as mentors, one recruit a topic that is asked for. An audience answers "whose w − u is greatest" for each of
//! them by blocks of mentees, without judging all of them.
//!
//! **Complexity.** O(topics asked for · mentees / 64) steps in the worst case.
//!
//! **Reference.** L. S. Shapley, M. Shubik, "The assignment game I: the core", International Journal of Game Theory 1, 1971; for more than one seat, R. K.
//! Ahuja, T. L. Magnanti, J. B. Orlin, "Network Flows", 1993, chapter 9 (potentials).

use rayon::prelude::*;

use super::options::Recruit;
use super::round::Round;
use crate::cohort::Cohort;
use crate::control::Control;
use crate::error::Error;
use crate::index::{Audience, Query, Scratch, Worth};
use crate::model::{CohortData, Mentor, Rule};
use crate::pricing::free_seats;
use crate::read::Reader;
use crate::roster::{MenteeRow, MentorRow, OfferRow, Roster};
use crate::status::Status;
use crate::taxonomy::TopicIx;

/// What is known of worths.
pub(super) struct Worths {
    /// By topic; nothing of those that nobody asks for. Or why they are not known.
    pub(super) points: Result<Vec<Option<i64>>, &'static str>,
    /// Positions of rules that were not heeded.
    pub(super) rules_left_out: Vec<u32>,
}

impl Worths {
    fn absent(why: &'static str) -> Self {
        Worths { points: Err(why), rules_left_out: Vec::new() }
    }

    /// Of the topics that mentees who take part want.
    pub(super) fn of(round: &Round<'_>, asked: &[TopicIx], control: &Control) -> Result<Self, Error> {
        let (cohort, matching) = (round.cohort, round.matching);
        if !crate::what_if::is_plain(&matching.run) {
            return Ok(Worths::absent("objective"));
        }
        if cohort.has_limits() {
            return Ok(Worths::absent("limits"));
        }
        if matching.status != Status::Optimal || matching.certificate.gap != 0 {
            return Ok(Worths::absent("gap"));
        }
        let (profits, rules) = (profits(round), left_out(cohort, &round.options.recruit));
        check(cohort, asked, &round.options.recruit, &rules)?;
        let roster = &recruits(cohort, asked, &round.options.recruit, &profits);
        let scorer = cohort.scorer().for_recruits(roster, |rule| excludes(rule, &round.options.recruit));
        // That they are so many is no fault of any field.
        let scorer = &scorer.map_err(|error| error.with_paths(|_| String::new()))?;
        let audience = Audience::new(roster, scorer);
        let prices: Vec<i64> = profits.iter().map(|profit| profit.unwrap_or(0)).collect();
        let worth = Worth::profits(&audience, &prices);
        let best = |scratch: &mut Scratch, asker: u32| {
            control.check()?;
            if control.is_expired() {
                return Ok(None);
            }
            let query = Query { asker, most: 1, least: 1, known: &[], locked: true };
            let found = audience.best(roster, scorer, &worth, query, scratch);
            Ok(Some(found.first().map_or(0, |best| best.value)))
        };
        let found: Result<Vec<Option<i64>>, Error> =
            (0..asked.len() as u32).into_par_iter().map_init(Scratch::default, best).collect();
        let Some(found) = found?.into_iter().collect::<Option<Vec<i64>>>() else {
            return Ok(Worths::absent("deadline"));
        };
        let mut points = vec![None; cohort.roster().taxonomy.len()];
        for (&topic, worth) in asked.iter().zip(found) {
            points.get_mut(topic as usize).into_iter().for_each(|points| *points = Some(worth));
        }
        Ok(Worths { points: Ok(points), rules_left_out: rules })
    }
}

/// By mentee: u(e); nothing for those without a seat to choose for.
fn profits(round: &Round<'_>) -> Vec<Option<i64>> {
    let (cohort, prices) = (round.cohort, &round.matching.certificate.prices);
    let [_, free] = free_seats(cohort);
    let mut least: Vec<(u32, i64)> = vec![(0, i64::MAX); free.len()];
    for pair in round.pairs.iter().filter(|pair| !cohort.roster().locked.contains(pair.mentor, pair.mentee)) {
        let price = prices.get(&cohort.mentor(pair.mentor).id).copied().unwrap_or(0);
        // A document may state any price.
        let gain = i64::from(pair.points).saturating_sub(price.clamp(-FARTHEST, FARTHEST)).max(0);
        if let Some((taken, least)) = least.get_mut(pair.mentee as usize) {
            (*taken, *least) = (*taken + 1, gain.min(*least));
        }
    }
    let profit = |(free, (taken, least))| match free {
        0 => None,
        _ if taken < free => Some(0),
        _ => Some(least),
    };
    free.into_iter().zip(least).map(profit).collect()
}

/// No price is farther from 0.
const FARTHEST: i64 = 1_000_000_000_000;

/// Whether a hard rule excludes whoever does not state an attribute that the recruit does not state.
fn excludes(rule: &Rule, recruit: &Recruit) -> bool {
    matches!(rule, Rule::MustShare { .. } | Rule::MustDiffer { .. } | Rule::Gap { .. })
        && rule.attribute().is_some_and(|attribute| !recruit.attributes.contains_key(attribute))
}

/// Positions of the rules that are not heeded.
fn left_out(cohort: &Cohort, recruit: &Recruit) -> Vec<u32> {
    let rules = (0..).zip(&cohort.data().policy.rules);
    rules.filter(|(_, rule)| excludes(rule, recruit)).map(|(at, _)| at).collect()
}

/// That the recruit states what a mentor of this policy can state.
///
/// # Errors
/// What is wrong with the attributes, if anybody is to be recruited.
fn check(cohort: &Cohort, asked: &[TopicIx], recruit: &Recruit, rules: &[u32]) -> Result<(), Error> {
    if asked.is_empty() {
        return Ok(());
    }
    let mut policy = cohort.data().policy.clone();
    let kept = (0..).zip(std::mem::take(&mut policy.rules)).filter(|(at, _)| !rules.contains(at));
    policy.rules = kept.map(|(_, rule)| rule).collect();
    let somebody = Mentor { attributes: recruit.attributes.clone(), ..Mentor::new("recruit") };
    let alone =
        CohortData { schema: cohort.data().schema.clone(), mentors: vec![somebody], policy, ..CohortData::default() };
    let at =
        |path: &str| path.find("attributes").map_or_else(String::new, |start| format!("recruit.{}", &path[start..]));
    Cohort::check(alone, Reader::default()).map(|_| ()).map_err(|error| error.with_paths(at))
}

/// The mentees, with what a recruit can have to do with them, and a recruit for each of these topics, in their order.
fn recruits(cohort: &Cohort, asked: &[TopicIx], recruit: &Recruit, profits: &[Option<i64>]) -> Roster {
    let prior = cohort.data().policy.live.learning.prior();
    let mentor = |&topic: &TopicIx| MentorRow {
        offers: vec![OfferRow { topic, level: recruit.level, willingness: recruit.willingness }],
        seats: 1,
        least: 1,
        responsiveness: prior,
        reliability: prior,
        ..MentorRow::default()
    };
    let mentors = asked.iter().map(mentor).collect();
    let seats = |at: usize, row: &MenteeRow| match profits.get(at) {
        Some(Some(_)) => row.seats,
        _ => 0,
    };
    cohort.roster().recruiting(mentors, &recruit.attributes, seats)
}
