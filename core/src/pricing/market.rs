//! One search by prices: who takes part, with how many seats, and what is worth more than its points.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::ask::{Asked, Search};
use super::ledger::Ledger;
use super::load::{Load, loads};
use super::rows::Rows;
use super::settle;
use super::{Effort, Hint};
use crate::assign::{self, Warm};
use crate::bipartite::Bipartite;
use crate::cohort::Cohort;
use crate::control::Control;
use crate::error::Error;
use crate::index::{Board, Hashes, Worth};
use crate::load::empty::EmptySeats;
use crate::points::FULL;
use crate::roster::{MenteeIx, MentorIx};
use crate::ties::Ties;

/// What pairs are worth beyond their points, in the unit of weights.
///
/// A constant that every matching of some kind has changes nothing among those; if it is more than points can make up for, no
/// other matching is optimal. In prices it is taken off again.
#[derive(Debug, Clone, Default)]
pub(super) enum Lift {
    /// Nothing.
    #[default]
    None,
    /// So much for each of these mentees, who want one mentor; if it is large enough, they are to have one at any cost.
    Mentees(i64, Vec<bool>),
    /// So much for every pair: all seats are to be filled at any cost.
    Seats(i64),
}

/// Who is to be matched, and how.
#[derive(Debug)]
pub(super) struct Market<'a> {
    pub(super) cohort: &'a Cohort,
    /// The mentors who take part.
    pub(super) board: &'a Board,
    pub(super) ties: Ties,
    pub(super) hashes: &'a Hashes,
    /// The seats that locked pairs leave; 0 for those who take no part.
    pub(super) mentor_seats: Cow<'a, [u32]>,
    /// Likewise.
    pub(super) mentee_seats: Cow<'a, [u32]>,
    pub(super) lift: Lift,
    /// Whether it matters which of several equally good matchings is found.
    pub(super) settled: bool,
    pub(super) load: Load,
    pub(super) effort: Effort,
    pub(super) control: &'a Control,
}

impl Market<'_> {
    pub(super) fn search<'s>(&'s self, floors: &'s [i64]) -> Search<'s> {
        let Market { cohort, board, mentee_seats, effort, control, .. } = self;
        Search { cohort, board, seats: mentee_seats, floors, effort: *effort, locked: false, control }
    }

    /// What mentees who are left out lose, as a value: at most 0, by mentee.
    fn floors(&self) -> Vec<i64> {
        match &self.lift {
            Lift::Mentees(by, whom) => whom.iter().map(|&lifted| if lifted { -by } else { 0 }).collect(),
            Lift::None | Lift::Seats(_) => Vec::new(),
        }
    }

    fn lift_of(&self, mentee: MenteeIx) -> i64 {
        match &self.lift {
            Lift::None => 0,
            Lift::Mentees(by, whom) => {
                if whom.get(mentee as usize) == Some(&true) {
                    *by
                } else {
                    0
                }
            }
            Lift::Seats(by) => *by,
        }
    }

    /// The rows as a graph of weights; and whoever would like seats left empty as further mentees.
    fn graph<'g>(&'g self, rows: &'g Rows, free: &Worth) -> Result<(Bipartite<'g>, EmptySeats), Error> {
        let mut weights = Vec::with_capacity(rows.mentors.len());
        for mentee in 0..self.mentee_seats.len() as MenteeIx {
            let lift = self.lift_of(mentee);
            weights.extend(rows.pairs(mentee).map(|(mentor, points)| free.value(points, mentor, mentee) + lift));
        }
        let (starts, mentors) = (rows.starts.clone(), &rows.mentors[..]);
        let graph = Bipartite::from_rows(&self.mentor_seats[..], &self.mentee_seats[..], starts, mentors, weights);
        self.load.added_to(graph, self.ties)
    }
}

/// What the assignment before knows of the next one.
#[derive(Debug)]
pub(super) struct Start {
    pub(super) prices: Vec<i64>,
    pub(super) held: Vec<(MenteeIx, MentorIx)>,
}

impl Start {
    /// What is held, with the seats that it leaves empty.
    fn all_held(&self, graph: &Bipartite<'_>, mentees: usize, empty: &EmptySeats) -> Vec<(MenteeIx, MentorIx)> {
        let taken = loads(graph.mentors(), self.held.iter().map(|pair| pair.1));
        self.held.iter().copied().chain(empty.held(mentees, &taken)).collect()
    }
}

/// A search under way.
pub(super) struct Progress<'m> {
    market: &'m Market<'m>,
    floors: Vec<i64>,
    pub(super) rows: Rows,
    /// By mentee: the most points of a pair that is not in their row.
    worst: Vec<u32>,
    /// Mentees for whom the deadline left no time.
    pub(super) unseen: BTreeSet<MenteeIx>,
    ledger: Ledger,
    start: Option<Start>,
}

/// What a search knows when it is over.
pub(super) struct State {
    pub(super) rows: Rows,
    worst: Vec<u32>,
    ledger: Ledger,
    pub(super) start: Option<Start>,
}

/// One assignment of the rows, and what was asked with its prices.
pub(super) struct Round {
    /// The pairs chosen, and their points.
    pub(super) chosen: Vec<(MenteeIx, MentorIx, u32)>,
    /// By mentor, in points.
    pub(super) prices: Vec<i64>,
    /// Whether these are the least prices that are optimal for the rows.
    pub(super) least: bool,
    /// Whether no pair of the cohort can improve this.
    pub(super) proved: bool,
    /// Whether another round may improve it.
    pub(super) goes_on: bool,
}

impl<'m> Progress<'m> {
    /// From the first candidates of everybody: `asked`, if they are known.
    pub(super) fn new(market: &'m Market<'m>, asked: Option<Asked>) -> Result<Self, Error> {
        let floors = market.floors();
        let asked = match asked {
            Some(asked) => asked,
            None => market.search(&floors).first(&Worth::new(market.board, market.ties, market.hashes, &[]))?,
        };
        let Asked { found, unseen, worst } = asked;
        let rows = Rows::new(market.mentee_seats.len()).with(&found);
        Ok(Progress { market, floors, rows, worst, unseen, ledger: Ledger::default(), start: None })
    }

    /// From what somebody knows of the end.
    pub(super) fn from_hint(market: &'m Market<'m>, hint: Hint) -> Self {
        let mentees = market.mentee_seats.len();
        let rows = Rows::new(mentees).with(&hint.rows);
        let start = Some(Start { prices: hint.prices, held: hint.held });
        let (worst, unseen) = (vec![FULL; mentees], BTreeSet::new());
        Progress { market, floors: market.floors(), rows, worst, unseen, ledger: Ledger::default(), start }
    }

    /// Goes on from what another search for the same people knows, who may have other lifts and seats now.
    pub(super) fn from_state(market: &'m Market<'m>, state: State, same_unit: bool) -> Self {
        let State { rows, worst, ledger, start } = state;
        // Prices and values mean something only in the unit they were found in.
        let (ledger, start) = if same_unit { (ledger, start) } else { (Ledger::default(), None) };
        Progress { market, floors: market.floors(), rows, worst, unseen: BTreeSet::new(), ledger, start }
    }

    /// What the next search may use.
    pub(super) fn into_state(self) -> State {
        State { rows: self.rows, worst: self.worst, ledger: self.ledger, start: self.start }
    }

    /// Assigns, asks for better pairs, and takes them into the rows.
    ///
    /// # Errors
    /// Cancelled.
    pub(super) fn step(&mut self) -> Result<Round, Error> {
        let Market { board, ties, hashes, control, .. } = *self.market;
        let free = Worth::new(board, ties, hashes, &[]);
        let (weighed, empty) = self.market.graph(&self.rows, &free)?;
        let assignment = match &self.start {
            None => assign::assign(&weighed, control)?,
            Some(start) => {
                let held = start.all_held(&weighed, self.market.mentee_seats.len(), &empty);
                assign::assign_from(&weighed, &Warm { prices: &start.prices, held: &held }, control)?
            }
        };
        drop(weighed);
        let off = if let Lift::Seats(by) = self.market.lift { by } else { 0 };
        let prices: Vec<i64> = assignment.prices.iter().map(|price| price - off).collect();
        let asked = if assignment.complete {
            let search = self.market.search(&self.floors);
            Some(search.more(ties, hashes, &prices, &self.rows, &self.worst, &mut self.ledger)?)
        } else {
            None
        };
        let proved = asked.as_ref().is_some_and(|asked| asked.found.is_empty() && asked.unseen.is_empty());
        let chosen: Vec<_> = if proved && self.market.settled {
            let settled = settle::settle(&self.market.graph(&self.rows, &free)?.0, &assignment, hashes, control)?;
            self.rows.at(&settled).collect()
        } else {
            self.rows.at(&assignment.chosen).collect()
        };
        let least = assignment.complete;
        let goes_on = asked.as_ref().is_some_and(|asked| !asked.found.is_empty() && asked.unseen.is_empty());
        if least {
            let held = chosen.iter().map(|&(mentee, mentor, _)| (mentee, mentor)).collect();
            self.start = Some(Start { prices: assignment.prices, held });
        }
        if let Some(asked) = asked.filter(|_| goes_on) {
            self.rows = self.rows.with(&asked.found);
        }
        let prices = prices.iter().map(|&price| ties.price(price)).collect();
        Ok(Round { chosen, prices, least, proved, goes_on })
    }

    /// Steps until no more can be found, or the deadline comes.
    pub(super) fn finish(&mut self) -> Result<Round, Error> {
        loop {
            let round = self.step()?;
            if !round.goes_on {
                return Ok(round);
            }
        }
    }

    /// No pair outside a mentee's row is worth more to them than so many points, at the prices of a round.
    pub(super) fn outside(&self, round: &Round, mentee: MenteeIx) -> u32 {
        let worst = self.worst.get(mentee as usize).copied().unwrap_or(0);
        match (round.proved, round.goes_on) {
            (true, _) => 0,
            // What is outside now is worth less than a mentee's last seat, but for rounding.
            (false, true) if worst > 0 => self.market.ties.points(self.ledger.last(mentee)).saturating_add(1),
            (false, _) => worst,
        }
    }
}
