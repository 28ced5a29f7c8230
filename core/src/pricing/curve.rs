//! What one more mentee with a mentor costs; over every eligible pair of the cohort.
//!
//! [`parametric`](crate::cover::parametric) says which bonuses to ask for, and why that is enough. A question is one search by prices
//! in which whoever is matched earns the bonus and a quarter of a point: costs are whole points, so the quarter decides only among equally
//! good matchings, for more people; and hashes, which make the search short, have less than another quarter together. One seat more
//! changes how many are matched by at most 1, so rounding to the nearest point gives the least prices for the bonus itself. They
//! bound every pair of the cohort, as always.
//!
//! **Several mentors each.** Only the first earns the bonus. Who wants several and has nobody gets one seat that earns it, for the
//! reason given in [`coverage`](super::coverage). With a larger bonus prices are no lower, so they keep it then; and the bound, which knows
//! nothing of this, is computed and must agree.
//!
//! Rows of pairs only grow from question to question, and each starts from the prices of the one before.

use std::collections::BTreeSet;

use super::coverage::{LIFT, Parts, covered, larger};
use super::market::{Lift, Progress, State};
use super::{Effort, free_seats, hashes, most_pairs};
use crate::certificate::lifted_bound;
use crate::cohort::Cohort;
use crate::control::Control;
use crate::cover::parametric::{Vertex, refine};
use crate::error::Error;
use crate::index::{Hashes, Index};
use crate::options::MatchOptions;
use crate::roster::{MenteeIx, MentorIx};
use crate::status::Status;
use crate::ties::Ties;

/// A larger bonus would leave no bits for the quarter of a point. That of a chain through a million mentees is below 2^40.
pub(crate) const MOST_BONUS: i64 = 1 << 49;

/// A point of the curve, and what is known up to the next.
#[derive(Debug, Clone)]
pub(crate) struct Point {
    pub(crate) matched: u32,
    pub(crate) total: i64,
    pub(crate) bound: i64,
    pub(crate) bonus: i64,
    /// By mentor, in points.
    pub(crate) prices: Vec<i64>,
    /// By how many points the curve may be above the straight line to the next point.
    pub(crate) doubt: i64,
}

/// The curve, from the most points to the most mentees.
#[derive(Debug, Clone)]
pub(crate) struct Curve {
    pub(crate) points: Vec<Point>,
    /// No matching gives more mentees a mentor.
    pub(crate) most: u32,
    /// The mentors who prove it.
    pub(crate) scarce: Vec<MentorIx>,
    pub(crate) status: Status,
}

/// A matching that is the best with a bonus.
#[derive(Debug, Clone)]
pub(crate) struct Tangent {
    /// In the order of mentee, then mentor.
    pub(crate) pairs: Vec<(MenteeIx, MentorIx)>,
    prices: Vec<i64>,
    /// By mentee: whether they want several and have one seat instead.
    pub(crate) one_seat: Vec<bool>,
}

/// At most `points` points.
///
/// # Errors
/// Cancelled.
pub(crate) fn curve(cohort: &Cohort, index: &Index, points: u32, control: &Control) -> Result<Curve, Error> {
    let hashed = Hashed::new(cohort);
    let mut tangents = Tangents::new(cohort, index, &hashed, control);
    let Some(cover) = tangents.parts.cover()? else { return rushed(cohort, index, None, control) };
    let is_scarce = |mentor: &MentorIx| cover.scarce.get(*mentor as usize) == Some(&true);
    let scarce: Vec<MentorIx> = (0..cover.scarce.len() as MentorIx).filter(is_scarce).collect();
    let most = cover.bound;
    let Some(left) = tangents.at(0, None)? else { return rushed(cohort, index, Some((most, scarce)), control) };
    let left = bare(left);
    let mut bonus = LIFT;
    let right = loop {
        if left.matched == u64::from(most) {
            break None;
        }
        tangents.make_room(bonus);
        let Some(right) = tangents.at(bonus, Some(&left.proof.one_seat))? else {
            return Ok(ended(vec![left], most, scarce, false));
        };
        if right.matched == u64::from(most) {
            break Some(bare(right));
        }
        bonus = larger(bonus)?.min(MOST_BONUS);
    };
    let (vertices, complete) = match right {
        None => (vec![left], true),
        Some(right) => refine([left, right], points, |bonus, left, _| {
            Ok(tangents.at(bonus, Some(&left.proof.one_seat))?.map(bare))
        })?,
    };
    Ok(ended(vertices, most, scarce, complete))
}

/// Without its pairs: a thousand matchings would fill the memory.
fn bare(vertex: Vertex<Tangent>) -> Vertex<Tangent> {
    Vertex { proof: Tangent { pairs: Vec::new(), ..vertex.proof }, ..vertex }
}

fn ended(vertices: Vec<Vertex<Tangent>>, most: u32, scarce: Vec<MentorIx>, complete: bool) -> Curve {
    let mut doubts: Vec<i64> =
        vertices.iter().zip(vertices.iter().skip(1)).map(|(one, next)| one.doubt(next)).collect();
    doubts.push(0);
    let reaches = vertices.last().is_some_and(|last| last.matched == u64::from(most));
    let status = match complete {
        _ if reaches && doubts.iter().all(|doubt| *doubt == 0) => Status::Optimal,
        true => Status::WithinGap,
        false => Status::Deadline,
    };
    let point = |(vertex, doubt): (Vertex<Tangent>, i64)| Point {
        matched: vertex.matched as u32,
        total: vertex.total,
        bound: vertex.total,
        bonus: vertex.bonus,
        prices: vertex.proof.prices,
        doubt,
    };
    Curve { points: vertices.into_iter().zip(doubts).map(point).collect(), most, scarce, status }
}

/// What there is time for: one matching and what none exceeds; and the most mentees, if that is known.
fn rushed(
    cohort: &Cohort,
    index: &Index,
    most: Option<(u32, Vec<MentorIx>)>,
    control: &Control,
) -> Result<Curve, Error> {
    let total = super::solve(cohort, index, &MatchOptions::default(), Effort::default(), control)?;
    let everybody = || (cohort.roster().mentees.iter().filter(|row| row.seats > 0).count() as u32, Vec::new());
    let (most, scarce) = most.unwrap_or_else(everybody);
    let judge = |&(mentee, mentor): &(MenteeIx, MentorIx)| cohort.scorer().judge(cohort.roster(), mentor, mentee);
    let points = total.pairs.iter().map(|pair| i64::from(judge(pair).points)).sum();
    let matched = covered(&total.pairs);
    let known = total.bound == points && matched == most;
    let point = Point { matched, total: points, bound: total.bound, bonus: 0, prices: total.prices, doubt: 0 };
    let status = if known { Status::Optimal } else { Status::Deadline };
    Ok(Curve { points: vec![point], most, scarce, status })
}

/// Ties and hashes of a cohort, which no answer depends on here.
pub(crate) struct Hashed {
    seats: [Vec<u32>; 2],
    ties: Ties,
    hashes: Hashes,
}

impl Hashed {
    pub(crate) fn new(cohort: &Cohort) -> Self {
        let seats = free_seats(cohort);
        let [mentors, mentees] = &seats;
        let ties = Ties::new(most_pairs(mentors, mentees), 0);
        Hashed { hashes: hashes(cohort, ties), ties, seats }
    }
}

/// The search for the matching that is best with a bonus, again and again.
pub(crate) struct Tangents<'a> {
    parts: Parts<'a>,
    /// With room for the largest bonus so far.
    ties: Ties,
    known: Option<Known>,
}

/// What one search leaves to the next.
struct Known {
    ties: Ties,
    state: State,
}

impl<'a> Tangents<'a> {
    pub(crate) fn new(cohort: &'a Cohort, index: &'a Index, hashed: &'a Hashed, control: &'a Control) -> Self {
        let [mentor_seats, mentee_seats] = hashed.seats.clone();
        let (ties, hashes, effort) = (hashed.ties, &hashed.hashes, Effort::default());
        let parts = Parts { cohort, index, ties, hashes, mentor_seats, mentee_seats, effort, control };
        let mut tangents = Tangents { parts, ties, known: None };
        tangents.make_room(LIFT);
        tangents
    }

    /// Bonuses up to this one may be asked for.
    pub(crate) fn make_room(&mut self, bonus: i64) {
        let Parts { ties, mentor_seats, mentee_seats, .. } = &self.parts;
        self.ties = ties.with_room(most_pairs(mentor_seats, mentee_seats), bonus.max(LIFT)).with_quarter();
    }

    /// The vertex of a bonus; nothing if the deadline came first. `one_seat`: who has one seat with a smaller bonus.
    ///
    /// # Errors
    /// Cancelled.
    pub(crate) fn at(&mut self, bonus: i64, one_seat: Option<&[bool]>) -> Result<Option<Vertex<Tangent>>, Error> {
        let wants: Vec<u32> = self.parts.mentee_seats.clone();
        let mut one_seat = one_seat.map_or_else(|| vec![false; wants.len()], <[bool]>::to_vec);
        let mut known = self.known.take();
        let (round, rows) = loop {
            let mut market = self.parts.market(&self.parts.index.board, (&|_| true, &|_| true));
            (market.ties, market.settled) = (self.ties, false);
            for (seats, _) in market.mentee_seats.to_mut().iter_mut().zip(&one_seat).filter(|(_, one)| **one) {
                *seats = (*seats).min(1);
            }
            let lifted = (0..).zip(market.mentee_seats.iter());
            let lifted = lifted.map(|(mentee, &seats)| seats == 1 && self.parts.needs_one(mentee)).collect();
            market.lift = Lift::Mentees(market.ties.raised(bonus) + market.ties.quarter(), lifted);
            let mut progress = match known.take() {
                None => Progress::new(&market, None)?,
                Some(Known { ties, state }) => Progress::from_state(&market, state, ties == self.ties),
            };
            let round = progress.finish()?;
            if !round.proved || !progress.unseen.is_empty() {
                return Ok(None);
            }
            let with_one: BTreeSet<MenteeIx> = round.chosen.iter().map(|pair| pair.0).collect();
            let left_out = |mentee: &MenteeIx| {
                wants.get(*mentee as usize).is_some_and(|&seats| seats > 1)
                    && self.parts.needs_one(*mentee)
                    && !with_one.contains(mentee)
                    && one_seat.get(*mentee as usize) == Some(&false)
            };
            let left_out: Vec<MenteeIx> = (0..wants.len() as MenteeIx).filter(left_out).collect();
            let state = progress.into_state();
            if left_out.is_empty() {
                break (round, state);
            }
            for mentee in left_out {
                if let Some(one) = one_seat.get_mut(mentee as usize) {
                    *one = true;
                }
            }
            known = Some(Known { ties: self.ties, state });
        };
        let cohort = self.parts.cohort;
        let locked = || cohort.roster().locked.iter().map(|(mentor, mentee, ())| (mentee, mentor));
        let points = |(mentee, mentor)| i64::from(cohort.scorer().judge(cohort.roster(), mentor, mentee).points);
        let total = round.chosen.iter().map(|pair| i64::from(pair.2)).sum::<i64>() + locked().map(points).sum::<i64>();
        let mut pairs: Vec<(MenteeIx, MentorIx)> =
            round.chosen.iter().map(|&(mentee, mentor, _)| (mentee, mentor)).collect();
        pairs.extend(locked());
        pairs.sort_unstable();
        let matched = u64::from(covered(&pairs));
        let bound = lifted_bound(cohort, &round.prices, bonus, |mentee| rows.rows.pairs(mentee));
        if bound != i128::from(total) + i128::from(matched) * i128::from(bonus) {
            let what = format!("{total} points and {matched} mentees, a bound of {bound}");
            return Err(Error::internal(format!("a complete search with a bonus of {bonus} ended with {what}")));
        }
        self.known = Some(Known { ties: self.ties, state: rows });
        Ok(Some(Vertex { matched, total, bonus, proof: Tangent { pairs, prices: round.prices, one_seat } }))
    }
}
