//! From a search that has ended to a matching, its bound and its status, in points.

use std::collections::BTreeSet;

use super::Solution;
use super::load::loads;
use super::rows::Rows;
use crate::certificate::{cohort_bound, cost_of_load};
use crate::cohort::Cohort;
use crate::error::Error;
use crate::points::FULL;
use crate::roster::{MenteeIx, MentorIx};
use crate::status::{Status, is_within};

/// What a search ended with.
#[derive(Debug)]
pub(super) struct Answer<'a> {
    pub(super) cohort: &'a Cohort,
    /// The pairs chosen, and their points.
    pub(super) chosen: &'a [(MenteeIx, MentorIx, u32)],
    /// By mentor, in points.
    pub(super) prices: Vec<i64>,
    /// Whether these are the least prices that are optimal for the rows they were found in.
    pub(super) least: bool,
    /// Mentees for whom the deadline left no time.
    pub(super) unseen: &'a BTreeSet<MenteeIx>,
    /// What load costs, in points; the bound is then of what a matching is worth.
    pub(super) load_cost: u32,
}

impl Answer<'_> {
    /// Puts everything together. No pair outside `rows` is worth more to a mentee, less its price, than `outside` points;
    /// a gap of at most `max_gap` millionths of the bound is good enough.
    ///
    /// # Errors
    /// Internal: a matching of more points than its bound.
    pub(super) fn solution(
        self,
        rows: &Rows,
        max_gap: u32,
        outside: impl Fn(MenteeIx) -> u32,
    ) -> Result<Solution, Error> {
        let Answer { cohort, chosen, prices, least, unseen, load_cost } = self;
        let roster = cohort.roster();
        let mut pairs: Vec<(MenteeIx, MentorIx)> = chosen.iter().map(|&(mentee, mentor, _)| (mentee, mentor)).collect();
        let mut total: i64 = chosen.iter().map(|&(.., points)| i64::from(points)).sum();
        let mut locked = Vec::new();
        for (mentor, mentee, ()) in roster.locked.iter() {
            let points = cohort.scorer().judge(roster, mentor, mentee).points;
            locked.push((mentee, (mentor, points)));
            pairs.push((mentee, mentor));
            total += i64::from(points);
        }
        locked.sort_unstable();
        pairs.sort_unstable();
        let mentors = pairs.iter().map(|pair| pair.1);
        total -= loads(roster.mentors.len(), mentors).iter().map(|&load| cost_of_load(load, load_cost)).sum::<i64>();

        let eligible = |mentee| {
            let from = locked.partition_point(|lock| lock.0 < mentee);
            let locks = locked.get(from..).unwrap_or_default().iter().take_while(move |lock| lock.0 == mentee);
            locks.map(|lock| lock.1).chain(rows.pairs(mentee))
        };
        let outside = |mentee| if unseen.contains(&mentee) { FULL } else { outside(mentee) };
        let mut bound = cohort_bound(cohort, &prices, load_cost, eligible, outside);
        if bound < total {
            return Err(Error::internal(format!("a matching worth {total} points exceeds its bound of {bound}")));
        }
        // Prices that are optimal for all pairs and the least for some of them are the least for all.
        let optimal = bound == total && least;
        if bound == total && !least {
            // An optimum in points whose prices may be too high: all that is vouched for is the next bound.
            bound += 1;
        }
        let status = match optimal {
            true => Status::Optimal,
            false if is_within(total, bound, max_gap) => Status::WithinGap,
            false => Status::Deadline,
        };
        let unseen = unseen.clone();
        Ok(Solution { pairs, prices, status, bound, unseen, covered: None, listed: None, laden: None })
    }
}
