//! Who meets whom, and when, in one: the most points of a cohort, or the most mentees with a mentor, that people have time for.
//!
//! **Method.** The most points without times come first ([`pricing`](crate::pricing)): their prices say where to look, and their bound what
//! times cost. Then few pairs of each mentee are chosen from by points and free starts ([`schedule`](crate::schedule)), whose prices of
//! mentors, slots and rooms say whether a pair outside could improve that; if so it joins ([market]). At last everybody's diary
//! gives the chosen pairs their times ([`diary`](crate::diary)); what it cannot hold is left out, and other pairs fill in ([hold]).
//!
//! **What is exact.** With one mentor a mentee, sessions of one slot, and neither buffers nor weekly limits nor rooms nor locked pairs nor
//! people in both roles, choosing is a flow, and its prices prove it for every pair of the cohort. All else is NP-hard, or not
//! known to the flow: the prices bound it, and the certificate says how far that is from the answer. Sessions of several slots are chosen by
//! blocks of as many slots, of which each has at most one session that starts in it; buffers and limits bound what single people have time for.
//!
//! **Locked pairs** are no choice. They come first in diaries; one without time keeps its seat and has no session.
//!
//! **Ties.** As in [`listed`](crate::listed), by a hash of ids.

mod hold;
mod market;
mod prices;

use std::collections::{BTreeMap, BTreeSet};

use crate::calendar::Plan;
use crate::cohort::Cohort;
use crate::control::Control;
use crate::error::Error;
use crate::index::Index;
use crate::listed::{Listed, Proof};
use crate::matching::{LimitedCoverage, RoomCost, SlotCost, Times};
use crate::options::{MatchOptions, Objective};
use crate::pricing::{self, Effort, Solution};
use crate::roster::{MenteeIx, MentorIx};
use crate::sessions::Starts;
use crate::status::Status;
use hold::Held;
use market::{Chosen, Market};

/// How the search for pairs with times goes about it: most mentees never ask, and those who do lack time with whom they would like most.
const EFFORT: Effort = Effort { first: 24, more: 256, margin: 10_000 };

/// A matching with times.
///
/// # Errors
/// Cancelled; [`ErrorCode::TooLarge`](crate::ErrorCode::TooLarge) for more people and starts than fit into memory.
pub(crate) fn solve(
    cohort: &Cohort,
    index: &Index,
    options: &MatchOptions,
    effort: Effort,
    control: &Control,
) -> Result<Solution, Error> {
    solve_with((effort, EFFORT), cohort, index, options, control)
}

/// The same, going about it in another way, without and with times.
fn solve_with(
    (effort, with_times): (Effort, Effort),
    cohort: &Cohort,
    index: &Index,
    options: &MatchOptions,
    control: &Control,
) -> Result<Solution, Error> {
    let exact =
        MatchOptions { objective: Objective::Total, max_gap: 0.0, schedule: false, rooms: None, ..options.clone() };
    // Most of the time is for times.
    let plain = pricing::solve(cohort, index, &exact, effort, &control.first_of(3))?;
    let [mentor_seats, mentee_seats] = pricing::free_seats(cohort);
    let starts = Starts::of(cohort, &mentor_seats, &mentee_seats)?;
    let [mentors, mentees] = Market::places(cohort, options.seed);
    let roster = cohort.roster();
    let lift = match options.objective {
        Objective::Coverage => i64::try_from((plain.bound.max(0) as u64 + 1).next_power_of_two()).unwrap_or(i64::MAX),
        _ => 0,
    };
    let bonus = (0..mentee_seats.len() as MenteeIx).map(|it| if roster.locked.of(it).is_empty() { lift } else { 0 });
    let market = Market {
        cohort,
        index,
        starts: &starts,
        mentor_seats: starts.mentors.most.clone(),
        mentee_seats: starts.mentees.most.clone(),
        bonus: bonus.collect(),
        rooms: options.rooms,
        mentors,
        mentees,
        effort: with_times,
        control,
    };
    let first = control.first_of(2);
    let mut chosen = Market { control: &first, ..market.again() }.choose((&plain.pairs, &plain.prices))?;
    // Cut short, what was found without times may be the better start.
    if !chosen.complete && chosen.pairs.len() < plain.pairs.len() {
        chosen.pairs.clone_from(&plain.pairs);
    }
    let (held, mut complete) = hold::times(&market, &chosen.pairs)?;
    let (held, proof) = answer(&market, &mut chosen, held, (plain.bound, lift), &mut complete)?;
    let matched = proof.coverage.as_ref().is_none_or(|it| it.matched == it.bound);
    let status = match (proof.gap == 0 && matched, complete && chosen.complete) {
        (true, _) => Status::Optimal,
        (false, true) => Status::WithinGap,
        (false, false) => Status::Deadline,
    };
    let (pairs, minutes) = held.into_iter().unzip();
    // Everybody was seen if nothing better is possible.
    let unseen = if status == Status::Optimal { BTreeSet::new() } else { plain.unseen.clone() };
    Ok(Solution {
        pairs,
        status,
        unseen,
        listed: Some(Listed { candidates: None, proof: Proof::Times(proof, minutes) }),
        ..plain
    })
}

/// The proof of what is held, and more of it where that is not the best.
fn answer(
    market: &Market<'_>,
    chosen: &mut Chosen,
    held: Held,
    (most_points, lift): (i64, i64),
    complete: &mut bool,
) -> Result<(Held, Times), Error> {
    let proof = proved(market, chosen, &held, (most_points, lift));
    let all = proof.coverage.as_ref().is_none_or(|it| it.matched == it.bound);
    if proof.gap == 0 && all {
        return Ok((held, proof));
    }
    let (held, filled) = hold::fill(market, std::mem::take(&mut chosen.rows), held)?;
    *complete &= filled;
    let proof = proved(market, chosen, &held, (most_points, lift));
    Ok((held, proof))
}

/// What is proved of some pairs.
fn proved(market: &Market<'_>, chosen: &Chosen, held: &Held, (most_points, lift): (i64, i64)) -> Times {
    let cohort = market.cohort;
    let locked = &cohort.roster().locked;
    let points: Held =
        held.iter().filter(|(pair, _)| locked.contains(pair.1, pair.0)).map(|(&pair, &at)| (pair, at)).collect();
    let by_locked = hold::points_of(market, &points);
    let mut mentees: Vec<MenteeIx> = held.keys().map(|pair| pair.0).collect();
    mentees.dedup();
    let with_lock = mentees.iter().filter(|mentee| !locked.of(**mentee).is_empty()).count();
    let free = (mentees.len() - with_lock) as i128;
    // Without a proof nobody knows better than that everybody who wants a mentor may have one.
    let open =
        market.mentee_seats.iter().zip(&market.bonus).filter(|(seats, bonus)| **seats > 0 && **bonus > 0).count();
    let reach = match (chosen.bound, lift) {
        (_, 0) => 0,
        (Some(bound), lift) => (bound / i128::from(lift)).min(open as i128),
        (None, _) => open as i128,
    };
    let narrow = |count: i128| u32::try_from(count + with_lock as i128).unwrap_or(u32::MAX);
    let coverage = (lift > 0).then(|| LimitedCoverage { matched: narrow(free), bound: narrow(reach), bonus: lift });
    let bound = chosen.bound.map(|bound| bound - free * i128::from(lift) + i128::from(by_locked));
    let bound_points =
        bound.and_then(|bound| i64::try_from(bound).ok()).map_or(most_points, |bound| bound.min(most_points));
    let prices: BTreeMap<String, i64> = (0..)
        .zip(&chosen.prices.mentors)
        .filter(|(_, price)| **price > 0)
        .map(|(mentor, &price)| (cohort.mentor(mentor).id.clone(), price))
        .collect();
    let grid = market.starts.clock.grid;
    let utc = |slot: u32| cohort.roster().plan.as_deref().map(|plan: &Plan| plan.utc(slot * grid)).unwrap_or_default();
    let slot_price = |&(mentor, slot, price): &(MentorIx, u32, i64)| SlotCost {
        mentor: cohort.mentor(mentor).id.clone(),
        start: utc(slot),
        price,
    };
    let rooms = (0..).zip(&chosen.prices.rooms).filter(|(_, price)| **price > 0);
    Times {
        bound_points,
        gap: bound_points - hold::points_of(market, held),
        prices,
        slot_prices: chosen.prices.slots.iter().map(slot_price).collect(),
        room_prices: rooms.map(|(slot, &price)| RoomCost { start: utc(slot), price }).collect(),
        coverage,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cohort_support::cohorts;
    use crate::model::{Availability, CohortData, Date, Day, Rule, Time};
    use proptest::prelude::*;

    /// Everybody has an hour or two on one of three days, and so many have no time in common.
    fn with_hours(mut data: CohortData, hours: &[(usize, u8, u8)]) -> CohortData {
        let mut hours = hours.iter().cycle();
        let mut stated = || {
            let (day, from, more) = hours.next()?;
            let window = Time::new(8 + from, 0).zip(Time::new(9 + from + more, 0))?;
            Some(Availability::new("Europe/London").weekly(Day::ALL[*day].1, window.0, window.1))
        };
        data.mentors.iter_mut().for_each(|it| it.availability = stated());
        data.mentees.iter_mut().for_each(|it| it.availability = stated());
        let policy = &mut data.policy;
        policy.horizon.from = Date::new(2026, 12, 1);
        (policy.session_minutes, policy.slot_minutes, policy.min_overlap_minutes) = (30, 30, 0);
        data
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

        /// One pair a mentee to start with, or all: as much is found, and as much is proved.
        #[test]
        fn where_the_search_starts_changes_nothing(
            data in cohorts(60, 60),
            hours in prop::collection::vec((0..3_usize, 0..4_u8, 0..2_u8), 1..40),
            covers in any::<bool>(),
        ) {
            let mut data = with_hours(data, &hours);
            data.locked.clear();
            data.mentees.iter_mut().for_each(|it| it.mentors_wanted = it.mentors_wanted.min(1));
            data.mentors.iter_mut().for_each(|it| it.min_mentees = it.min_mentees.min(1));
            data.policy.rules.retain(|rule| !matches!(rule, Rule::Quota { .. } | Rule::Reserve { .. }));
            let cohort = Cohort::try_from(data).unwrap();
            let index = Index::new(cohort.roster(), cohort.scorer());
            let objective = if covers { Objective::Coverage } else { Objective::Total };
            let options = MatchOptions { objective, schedule: true, ..MatchOptions::default() };
            let efforts = [(24, 256, 10_000), (1, 1, 0), (1, 3, 1_000), (2, 1, 100_000), (1_000, 1, 0)];
            let solved = efforts.map(|(first, more, margin)| {
                let effort = Effort { first, more, margin };
                solve_with((Effort::default(), effort), &cohort, &index, &options, &Control::new()).unwrap()
            });
            let told = |solution: &Solution| match &solution.listed.as_ref().unwrap().proof {
                Proof::Times(times, _) => Some((solution.status, times.bound_points, times.gap, times.coverage)),
                _ => None,
            };
            for solution in &solved {
                prop_assert!(told(solution).is_some());
                prop_assert_eq!(told(solution), told(&solved[0]));
            }
        }
    }
}
