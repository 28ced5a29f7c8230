//! As many mentees with a mentor as possible, then the most points; over every eligible pair of the cohort.
//!
//! **How many.** An assignment in which every pair is worth 1 has prices of 0 and 1. Mentors with price 1 are *scarce*: one
//! seat more with them would give one mentee more a mentor. A mentee all of whose mentors are scarce is *crowded*. No
//! matching covers more mentees than scarce mentors have seats and there are mentees who are not crowded (König); and
//! crowded mentees are asked about mentors who are not scarce until there is none, so that this holds for all pairs.
//!
//! **Which.** A matching covers that many if and only if every seat of scarce mentors goes to a crowded mentee, and every other
//! mentee who has anybody at all has a mentor who is not scarce. So the rest are two problems that have nothing in common:
//! crowded mentees with scarce mentors, all of whose seats are filled; and the others, each of whom has at least one mentor.
//! "At any cost" is a bonus to weights that is large enough, found by trying. At the optimum prices of seats that must be
//! filled may be negative, and so may what a mentee who must have a mentor gains.
//!
//! **Several mentors each.** Only the first counts. A mentee for whom it is worth nothing to have any mentor will not have a
//! second one if they must have a first, and competition by others who must only makes that worse. So whoever is left out
//! although they want several is given one seat that must be filled. The bound, which supposes nothing of this, proves it.
//!
//! If the most points of all give as many mentees a mentor, then that matching is the answer, and the same as without this
//! objective.
//!
//! **References.** D. König, "Gráfok és mátrixok", Matematikai és Fizikai Lapok 38, 1931. A. L. Dulmage, N. S. Mendelsohn,
//! "Coverings of bipartite graphs", Canadian Journal of Mathematics 10, 1958.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::ask::Asked;
use super::load::Load;
use super::market::{Lift, Market, Progress, Round};
use super::rows::Rows;
use super::{Covered, Effort, Solution, free_seats, hashes, most_pairs};
use crate::assign;
use crate::bipartite::Bipartite;
use crate::certificate::coverage_bound;
use crate::cohort::Cohort;
use crate::control::Control;
use crate::error::{Error, ErrorCode};
use crate::index::{Board, Hashes, Index, Worth};
use crate::options::MatchOptions;
use crate::points::FULL;
use crate::roster::{MenteeIx, MentorIx};
use crate::status::Status;
use crate::ties::Ties;

/// The first bonus, in points; and by how much it grows if it was too small.
pub(super) const LIFT: i64 = 4 * FULL as i64;
const GROWTH: i64 = 64;

/// The most mentees with a mentor, then the most points.
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
    let total = super::solve(cohort, index, options, effort, control)?;
    let most_points = total.bound;
    let matched = covered(&total.pairs);
    if total.status != Status::Optimal {
        let bound = cohort.roster().mentees.iter().filter(|row| row.seats > 0).count() as u32;
        let covered = Covered { matched, bound, scarce: Vec::new(), most_points };
        return Ok(Solution { covered: Some(covered), ..total });
    }
    let [mentor_seats, mentee_seats] = free_seats(cohort);
    let ties = Ties::new(most_pairs(&mentor_seats, &mentee_seats), options.seed);
    let hashes = hashes(cohort, ties);
    let parts = Parts { cohort, index, ties, hashes: &hashes, mentor_seats, mentee_seats, effort, control };
    let late = |bound: u32, scarce: Vec<MentorIx>| {
        let covered = Some(Covered { matched, bound, scarce, most_points });
        // An optimum in points, but perhaps not in people; only the next bound is vouched for.
        Ok(Solution { status: Status::Deadline, bound: total.bound + 1, covered, ..total.clone() })
    };
    let Some(cover) = parts.cover()? else {
        return late(cohort.roster().mentees.iter().filter(|row| row.seats > 0).count() as u32, Vec::new());
    };
    let is_scarce = |mentor: MentorIx| cover.scarce.get(mentor as usize) == Some(&true);
    let scarce: Vec<MentorIx> = (0..cover.scarce.len() as MentorIx).filter(|&mentor| is_scarce(mentor)).collect();
    if cover.bound == matched {
        let covered = Some(Covered { matched, bound: matched, scarce, most_points });
        return Ok(Solution { covered, ..total });
    }
    let (Some(others), Some(crowded)) = (parts.others(&cover)?, parts.crowded(&cover)?) else {
        return late(cover.bound, scarce);
    };
    let mut pairs: Vec<(MenteeIx, MentorIx)> =
        cohort.roster().locked.iter().map(|(mentor, mentee, ())| (mentee, mentor)).collect();
    pairs.extend(others.0.chosen.iter().chain(&crowded.0.chosen).map(|&(mentee, mentor, _)| (mentee, mentor)));
    pairs.sort_unstable();
    let either = |mentor: MentorIx| if is_scarce(mentor) { &crowded.0.prices } else { &others.0.prices };
    let prices: Vec<i64> = (0..cover.scarce.len() as MentorIx)
        .map(|mentor| either(mentor).get(mentor as usize).copied().unwrap_or(0))
        .collect();
    let points = |&(mentee, mentor): &(MenteeIx, MentorIx)| {
        i64::from(cohort.scorer().judge(cohort.roster(), mentor, mentee).points)
    };
    let sum: i64 = pairs.iter().map(points).sum();
    let eligible = |mentee: MenteeIx| others.1.pairs(mentee).chain(crowded.1.pairs(mentee));
    let bound = coverage_bound(cohort, &prices, &cover.scarce, eligible);
    let matched = covered(&pairs);
    if bound != i128::from(sum) || matched != cover.bound {
        let what = format!("{matched} mentees of {} and {sum} points of {bound}", cover.bound);
        return Err(Error::internal(format!("a complete search for coverage ended with {what}")));
    }
    let covered = Some(Covered { matched, bound: matched, scarce, most_points });
    let (status, unseen) = (Status::Optimal, BTreeSet::new());
    Ok(Solution { pairs, prices, status, bound: sum, unseen, covered, listed: None, laden: None })
}

/// How many mentees have a mentor; `pairs` are in the order of mentees.
pub(super) fn covered(pairs: &[(MenteeIx, MentorIx)]) -> u32 {
    pairs.chunk_by(|a, b| a.0 == b.0).count() as u32
}

/// Who is in the way of covering more mentees.
pub(super) struct Cover {
    /// By mentor.
    pub(super) scarce: Vec<bool>,
    /// By mentee: whether they come to scarce mentors only, or to nobody.
    crowded: Vec<bool>,
    /// How many mentees can have a mentor, those with a locked one included.
    pub(super) bound: u32,
    /// The first candidates of everybody, unless more had to be found.
    asked: Option<Asked>,
}

pub(super) struct Parts<'a> {
    pub(super) cohort: &'a Cohort,
    pub(super) index: &'a Index,
    pub(super) ties: Ties,
    pub(super) hashes: &'a Hashes,
    /// The seats that locked pairs leave.
    pub(super) mentor_seats: Vec<u32>,
    pub(super) mentee_seats: Vec<u32>,
    pub(super) effort: Effort,
    pub(super) control: &'a Control,
}

type Part = (Round, Rows);

impl<'a> Parts<'a> {
    /// Whether a mentee takes part and has no mentor yet.
    pub(super) fn needs_one(&self, mentee: MenteeIx) -> bool {
        self.mentee_seats.get(mentee as usize).is_some_and(|&seats| seats > 0)
            && self.cohort.roster().locked.of(mentee).is_empty()
    }

    pub(super) fn market(
        &self,
        board: &'a Board,
        takes_part: (&dyn Fn(MentorIx) -> bool, &dyn Fn(MenteeIx) -> bool),
    ) -> Market<'a> {
        let of = |seats: &[u32], who: &dyn Fn(u32) -> bool| -> Vec<u32> {
            (0..).zip(seats).map(|(person, &seats)| if who(person) { seats } else { 0 }).collect()
        };
        Market {
            cohort: self.cohort,
            board,
            ties: self.ties,
            hashes: self.hashes,
            mentor_seats: Cow::Owned(of(&self.mentor_seats, takes_part.0)),
            mentee_seats: Cow::Owned(of(&self.mentee_seats, takes_part.1)),
            lift: Lift::None,
            settled: true,
            load: Load::default(),
            effort: self.effort,
            control: self.control,
        }
    }

    /// How many mentees can have a mentor, and why not more; nothing if the deadline came first.
    pub(super) fn cover(&self) -> Result<Option<Cover>, Error> {
        let roster = self.cohort.roster();
        let market = self.market(&self.index.board, (&|_| true, &|_| true));
        let asked = market.search(&[]).first(&Worth::new(&self.index.board, self.ties, self.hashes, &[]))?;
        if !asked.unseen.is_empty() {
            return Ok(None);
        }
        let mut rows = Rows::new(self.mentee_seats.len()).with(&asked.found);
        let mut first = Some(asked);
        let ones: Vec<u32> =
            (0..self.mentee_seats.len() as MenteeIx).map(|mentee| u32::from(self.needs_one(mentee))).collect();
        loop {
            let (starts, mentors) = (rows.starts.clone(), &rows.mentors[..]);
            let graph =
                Bipartite::from_rows(&self.mentor_seats[..], &ones[..], starts, mentors, vec![1; mentors.len()]);
            let found = assign::assign(&graph, self.control)?;
            if !found.complete {
                return Ok(None);
            }
            let scarce: Vec<bool> = found.prices.iter().map(|&price| price > 0).collect();
            let is_scarce = |mentor: MentorIx| scarce.get(mentor as usize) == Some(&true);
            let only_scarce =
                |mentee: MenteeIx| self.needs_one(mentee) && rows.pairs(mentee).all(|(mentor, _)| is_scarce(mentor));
            let crowded: Vec<bool> = (0..ones.len() as MenteeIx).map(only_scarce).collect();
            // Whose row holds all mentors they may have need not be asked about others.
            let open: Vec<MenteeIx> = (0..)
                .zip(&crowded)
                .filter(|&(mentee, &crowded)| crowded && rows.of(mentee).0.len() >= self.first_of(mentee))
                .map(|(mentee, _)| mentee)
                .collect();
            let more = if open.is_empty() { Vec::new() } else { self.not_scarce(&scarce, &open)? };
            if self.control.is_expired() {
                return Ok(None);
            }
            if more.is_empty() {
                let locked =
                    (0..roster.mentees.len() as MenteeIx).filter(|&mentee| !roster.locked.of(mentee).is_empty());
                let bound = locked.count() + usize::try_from(found.total).unwrap_or(usize::MAX);
                return Ok(Some(Cover { scarce, crowded, bound: bound as u32, asked: first }));
            }
            rows = rows.with(&more);
            first = None;
        }
    }

    /// How many candidates a mentee starts with, at most.
    fn first_of(&self, mentee: MenteeIx) -> usize {
        let seats = self.mentee_seats.get(mentee as usize).map_or(0, |&seats| seats as usize);
        seats.saturating_mul(self.effort.first)
    }

    /// The best mentors who are not scarce, for some mentees.
    fn not_scarce(&self, scarce: &[bool], open: &[MenteeIx]) -> Result<super::Found, Error> {
        let (roster, scorer) = (self.cohort.roster(), self.cohort.scorer());
        let board = Board::new(roster, scorer, |mentor| scarce.get(mentor as usize) == Some(&false));
        let worth = Worth::plain(&board);
        let mut seats = vec![0; self.mentee_seats.len()];
        for &mentee in open {
            if let Some(seats) = seats.get_mut(mentee as usize) {
                *seats = 1;
            }
        }
        let market =
            Market { mentee_seats: Cow::Owned(seats), ..self.market(&self.index.board, (&|_| true, &|_| true)) };
        let search = super::ask::Search { board: &board, ..market.search(&[]) };
        Ok(search.first(&worth)?.found)
    }

    /// Crowded mentees with scarce mentors: every seat is filled.
    fn crowded(&self, cover: &Cover) -> Result<Option<Part>, Error> {
        let (roster, scorer) = (self.cohort.roster(), self.cohort.scorer());
        let scarce = |mentor: MentorIx| cover.scarce.get(mentor as usize) == Some(&true);
        let crowded = |mentee: MenteeIx| cover.crowded.get(mentee as usize) == Some(&true);
        let board = Board::new(roster, scorer, scarce);
        let mut lift = LIFT;
        loop {
            let mut market = self.market(&self.index.board, (&scarce, &crowded));
            market.board = &board;
            for seats in market.mentee_seats.to_mut() {
                *seats = (*seats).min(1);
            }
            let pairs = most_pairs(&market.mentor_seats, &market.mentee_seats);
            market.ties = self.ties.with_room(pairs, lift);
            market.lift = Lift::Seats(market.ties.raised(lift));
            let mut progress = Progress::new(&market, None)?;
            let round = progress.finish()?;
            if !round.proved || !progress.unseen.is_empty() {
                return Ok(None);
            }
            let seats: usize = market.mentor_seats.iter().map(|&seats| seats as usize).sum();
            if round.chosen.len() == seats {
                return Ok(Some((round, progress.rows)));
            }
            lift = larger(lift)?;
        }
    }

    /// The other mentees with the other mentors: everybody who needs a mentor has one.
    fn others(&self, cover: &Cover) -> Result<Option<Part>, Error> {
        let (roster, scorer) = (self.cohort.roster(), self.cohort.scorer());
        let plentiful = |mentor: MentorIx| cover.scarce.get(mentor as usize) == Some(&false);
        let other = |mentee: MenteeIx| cover.crowded.get(mentee as usize) == Some(&false);
        let nobody_is_scarce = !cover.scarce.contains(&true);
        let board = if nobody_is_scarce { None } else { Some(Board::new(roster, scorer, plentiful)) };
        let asked = if nobody_is_scarce { cover.asked.as_ref() } else { None };
        let mut lift = LIFT;
        // Those who want several, and are to have one at any cost.
        let mut one_at_least = vec![false; self.mentee_seats.len()];
        loop {
            let mut market = self.market(&self.index.board, (&plentiful, &other));
            if let Some(board) = &board {
                market.board = board;
            }
            for (seats, one) in market.mentee_seats.to_mut().iter_mut().zip(&one_at_least) {
                *seats = if *one { (*seats).min(1) } else { *seats };
            }
            let must: Vec<bool> = (0..)
                .zip(market.mentee_seats.iter())
                .map(|(mentee, &seats)| seats == 1 && self.needs_one(mentee))
                .collect();
            let pairs = most_pairs(&market.mentor_seats, &market.mentee_seats);
            market.ties = self.ties.with_room(pairs, lift);
            market.lift = Lift::Mentees(market.ties.raised(lift), must);
            let mut progress = Progress::new(&market, asked.cloned())?;
            let round = progress.finish()?;
            if !round.proved || !progress.unseen.is_empty() {
                return Ok(None);
            }
            let mut left_out: BTreeSet<MenteeIx> = (0..market.mentee_seats.len() as MenteeIx)
                .filter(|&mentee| other(mentee) && self.needs_one(mentee))
                .collect();
            for (mentee, ..) in &round.chosen {
                left_out.remove(mentee);
            }
            if left_out.is_empty() {
                return Ok(Some((round, progress.rows)));
            }
            let mut several = 0;
            for mentee in left_out {
                if self.mentee_seats.get(mentee as usize).is_some_and(|&seats| seats > 1)
                    && let Some(one) = one_at_least.get_mut(mentee as usize).filter(|one| !**one)
                {
                    (*one, several) = (true, several + 1);
                }
            }
            if several == 0 {
                lift = larger(lift)?;
            }
        }
    }
}

/// The next bonus to try.
pub(super) fn larger(lift: i64) -> Result<i64, Error> {
    const MOST: i64 = 1 << 52;
    if lift > MOST / GROWTH {
        let message = "to give more mentees a mentor would cost more points than fit into a number";
        return Err(Error::new(ErrorCode::TooLarge, "objective", message));
    }
    Ok(lift * GROWTH)
}
