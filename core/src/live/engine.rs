//! A matching that is kept optimal while the cohort changes under it.
//!
//! The kernel (`dynamic`) knows dense numbers only; here is what the numbers are. People keep the number that they got when they came (`numbers`),
//! while those of the cohort move; `staff` has who comes and goes. Locked pairs are no choice and take their seats beforehand. Weights are those of a run, with the first further hash below, so
//! that there is one optimum, the same that a run settles on: points, then the hash, then the further one.

use std::collections::BTreeMap;

use super::numbers::Numbers;
use crate::control::Control;
use crate::dynamic::{Change, Dynamic, Pairs, Row, Start, Tuning, Weight};
use crate::error::Error;
use crate::index::{Audience, Hashes, Query, Scratch, Worth};
use crate::model::Pair;
use crate::options::MatchOptions;
use crate::pricing::{self, Basis};
use crate::roster::{MenteeIx, MentorIx};
use crate::side::Side;
use crate::threads;
use crate::ties::Ties;
use crate::view::View;

/// The bits of a weight below those of a run: the further hashes of a million pairs together stay below one of a run's units, and what a million
/// pairs weigh together, 53 bits and 20 more above these, stays within a `Weight`.
pub(super) const BELOW: u32 = 52;

/// The bits of the further hash: what a run deals where hashes leave a choice.
const FURTHER: u32 = 31;

/// Pairs are known beforehand that would be wanted if prices were so many points different.
const MARGIN: i64 = 20_000;

/// With more pairs than this known, fewer are known beforehand: some gigabytes.
const MOST: usize = 40_000_000;

/// The matching, and what keeps it.
#[derive(Debug)]
pub(super) struct Engine {
    pub(super) kernel: Dynamic,
    pub(super) weights: Weights,
    pub(super) audience: Audience,
    /// Of mentors, as the board has them.
    pub(super) prices: Worth,
    /// Of mentees, as the audience has them.
    pub(super) profits: Worth,
    pub(super) scratch: Scratch,
    /// Space for numbers.
    pub(super) known: Vec<u32>,
    pub(super) mentors: Numbers,
    pub(super) mentees: Numbers,
    /// What locked pairs are worth.
    pub(super) locked: i64,
    /// Of mentors and of mentees, by number in the cohort, and their sums.
    pub(super) seats: (Vec<u32>, Vec<u32>),
    pub(super) sums: (usize, usize),
}

/// What pairs weigh.
#[derive(Debug, Clone)]
pub(super) struct Weights {
    pub(super) ties: Ties,
    pub(super) hashes: Hashes,
}

impl Weights {
    fn of(&self, points: u32, mentor: MentorIx, mentee: MenteeIx) -> Weight {
        let hash = |side: &[u64], person: u32| side.get(person as usize).copied().unwrap_or(0);
        let (mentor, mentee) = (hash(&self.hashes.mentors, mentor), hash(&self.hashes.mentees, mentee));
        let above = Weight::from(self.ties.weight(points, mentor, mentee)) << BELOW;
        above + Weight::from(Ties::further(0, FURTHER, mentor, mentee).max(1))
    }

    fn points(&self, total: Weight) -> i64 {
        // All hashes of a matching together are less than half a point.
        (total >> BELOW >> self.ties.raised(1).trailing_zeros()) as i64
    }
}

/// A weight in the unit of a run, rounded down.
pub(super) fn cut(weight: Weight) -> i64 {
    i64::try_from(weight >> BELOW).unwrap_or(if weight < 0 { i64::MIN } else { i64::MAX })
}

fn sum(seats: &[u32]) -> usize {
    seats.iter().map(|&seats| seats as usize).sum()
}

/// The kernel's view of a cohort.
struct Source<'a> {
    view: &'a View,
    weights: &'a Weights,
    audience: &'a Audience,
    prices: &'a mut Worth,
    profits: &'a mut Worth,
    scratch: &'a mut Scratch,
    /// Space for numbers.
    space: &'a mut Vec<u32>,
    mentors: &'a Numbers,
    mentees: &'a Numbers,
}

impl Pairs for Source<'_> {
    fn of_mentee(&mut self, mentee: u32, least: Weight, known: &[u32], found: &mut Vec<(u32, Weight)>) {
        let (roster, scorer) = (self.view.cohort.roster(), self.view.cohort.scorer());
        let Some(asker) = self.mentees.now(mentee) else { return };
        let known = self.mentors.all_now(known, self.space);
        // Prices are rounded down, so that nothing is left out.
        let query = Query { asker, most: usize::MAX, least: cut(least).saturating_sub(1), known, locked: false };
        let best = self.view.board.best(roster, scorer, self.prices, query, self.scratch).iter();
        found.extend(
            best.map(|one| (self.mentors.kept(one.person()), self.weights.of(one.points, one.person(), asker))),
        );
    }

    fn of_mentor(&mut self, mentor: u32, least: Weight, known: &[u32], found: &mut Vec<(u32, Weight)>) {
        let (roster, scorer) = (self.view.cohort.roster(), self.view.cohort.scorer());
        let Some(asker) = self.mentors.now(mentor) else { return };
        let known = self.mentees.all_now(known, self.space);
        let query = Query { asker, most: usize::MAX, least: cut(least).saturating_sub(1), known, locked: false };
        let best = self.audience.best(roster, scorer, self.profits, query, self.scratch).iter();
        found.extend(
            best.map(|one| (self.mentees.kept(one.person()), self.weights.of(one.points, asker, one.person()))),
        );
    }

    fn priced(&mut self, mentor: u32, price: Weight) {
        if let Some(mentor) = self.mentors.now(mentor) {
            self.prices.set_price(mentor, cut(price));
        }
    }

    fn profited(&mut self, mentee: u32, profit: Weight) {
        if let Some(mentee) = self.mentees.now(mentee) {
            self.profits.set_price(mentee, cut(profit));
        }
    }

    fn levelled(&mut self, level: Weight) {
        self.prices.expect(cut(-level));
        self.profits.expect(cut(level));
    }
}

impl Engine {
    /// Finds the matching of a view over lasting boards.
    ///
    /// # Errors
    /// Cancelled.
    pub(super) fn new(view: &View, control: &Control) -> Result<Self, Error> {
        let cohort = &view.cohort;
        let (roster, scorer) = (cohort.roster(), cohort.scorer());
        let basis = threads::with(None, || pricing::basis(cohort, view.index(), control))??;
        let Basis { ties, hashes, seats: [mentor_seats, mentee_seats], rows, prices, pairs } = basis;
        let weights = Weights { ties, hashes };
        let audience = Audience::new(roster, scorer);
        let prices: Vec<Weight> = prices.iter().map(|price| Weight::from(*price) << BELOW).collect();
        let weigh = |mentee: MenteeIx| {
            rows.pairs(mentee).map(|(mentor, points)| (mentor, weights.of(points, mentor, mentee))).collect()
        };
        let known: Vec<Vec<(u32, Weight)>> = (0..mentee_seats.len() as MenteeIx).map(weigh).collect();
        let rows = (0..).zip(&known).map(|(mentee, pairs)| Row { mentee, pairs, least: Weight::MAX });
        let rows: Vec<Row<'_>> = rows.collect();
        let margin = Weight::from(ties.raised(MARGIN)) << BELOW;
        let tuning = Tuning { margin, drift: margin, most: MOST };
        let start = Start { prices: &prices, held: &pairs, rows: &rows };
        let points = |(mentor, mentee, ())| i64::from(scorer.judge(roster, mentor, mentee).points);
        let mut engine = Engine {
            kernel: Dynamic::new(&tuning, &mentee_seats, &mentor_seats, &start),
            prices: Worth::new(&view.board, ties, &weights.hashes, &[]),
            profits: Worth::of_mentees(&audience, ties, &weights.hashes, &[]),
            audience,
            weights,
            scratch: Scratch::default(),
            known: Vec::new(),
            mentors: Numbers::new(mentor_seats.len()),
            mentees: Numbers::new(mentee_seats.len()),
            locked: roster.locked.iter().map(points).sum(),
            sums: (sum(&mentor_seats), sum(&mentee_seats)),
            seats: (mentor_seats, mentee_seats),
        };
        engine.repair(view, control)?;
        engine.kernel.changes();
        Ok(engine)
    }

    /// Whether weights would be others for the seats that there are now.
    pub(super) fn is_outgrown(&self) -> bool {
        let pairs = self.sums.0.min(self.sums.1);
        Ties::new(pairs, MatchOptions::default().seed) != self.weights.ties
    }

    /// Restores the optimum; whether it did, or the deadline came first.
    ///
    /// # Errors
    /// Cancelled.
    pub(super) fn repair(&mut self, view: &View, control: &Control) -> Result<bool, Error> {
        let Engine { kernel, weights, audience, prices, profits, scratch, known: space, mentors, mentees, .. } = self;
        let mut source = Source { view, weights, audience, prices, profits, scratch, space, mentors, mentees };
        kernel.repair(&mut source, control)
    }

    /// Somebody has so many seats now, locked pairs aside.
    pub(super) fn seats(&mut self, side: Side, person: u32, seats: u32) {
        let (sum, known) = match side {
            Side::Mentor => (&mut self.sums.0, self.seats.0.get_mut(person as usize)),
            Side::Mentee => (&mut self.sums.1, self.seats.1.get_mut(person as usize)),
        };
        if let Some(known) = known {
            *sum = (*sum + seats as usize).saturating_sub(*known as usize);
            *known = seats;
        }
        match side {
            Side::Mentor => self.kernel.set_mentor_seats(self.mentors.kept(person), seats),
            Side::Mentee => self.kernel.set_mentee_seats(self.mentees.kept(person), seats),
        }
    }

    /// Everything that somebody's pairs are worth may be different.
    pub(super) fn renew(&mut self, side: Side, person: u32) {
        match side {
            Side::Mentor => self.kernel.renew_mentor(self.mentors.kept(person)),
            Side::Mentee => self.kernel.renew_mentee(self.mentees.kept(person)),
        }
    }

    /// What one pair is worth may be different.
    pub(super) fn pair(&mut self, view: &View, mentor: MentorIx, mentee: MenteeIx) {
        let roster = view.cohort.roster();
        if roster.incumbent.contains(mentor, mentee) {
            self.audience.heed(mentor, mentee);
        }
        let judged = view.cohort.scorer().judge(roster, mentor, mentee);
        let weight = judged.exclusion.is_none().then(|| self.weights.of(judged.points, mentor, mentee));
        self.kernel.pair(self.mentees.kept(mentee), self.mentors.kept(mentor), weight);
    }

    /// The pairs that are chosen and were not the last time, with what they are worth, and the other way round.
    pub(super) fn changes(&mut self, view: &View) -> Vec<(Pair, Option<u32>)> {
        let (roster, scorer) = (view.cohort.roster(), view.cohort.scorer());
        let named = |Change { mentee, mentor, gained }| {
            let both = (self.mentors.now(mentor), self.mentees.now(mentee));
            let one = both.0.map(|now| view.cohort.mentor(now).id.as_str()).or(self.mentors.left(mentor));
            let other = both.1.map(|now| view.cohort.mentee(now).id.as_str()).or(self.mentees.left(mentee));
            let points = || both.0.zip(both.1).map_or(0, |(one, other)| scorer.judge(roster, one, other).points);
            Some((Pair::new(one?, other?), gained.then(points)))
        };
        let changes = self.kernel.changes().into_iter().filter_map(named).collect();
        self.mentors.told();
        self.mentees.told();
        changes
    }

    /// Who meets whom, with what it is worth; locked pairs too.
    pub(super) fn pairs(&self, view: &View) -> BTreeMap<Pair, u32> {
        let (cohort, roster, scorer) = (&view.cohort, view.cohort.roster(), view.cohort.scorer());
        let held = |mentee: MenteeIx| {
            let held = self.kernel.held(self.mentees.kept(mentee)).iter();
            held.filter_map(move |pair| Some((self.mentors.now(pair.0)?, mentee)))
        };
        let chosen = (0..roster.mentees.len() as MenteeIx).flat_map(held);
        let all = chosen.chain(roster.locked.iter().map(|(mentor, mentee, ())| (mentor, mentee)));
        let named = all.map(|(mentor, mentee)| {
            let pair = Pair::new(&cohort.mentor(mentor).id, &cohort.mentee(mentee).id);
            (pair, scorer.judge(roster, mentor, mentee).points)
        });
        named.collect()
    }

    /// What they are worth together.
    pub(super) fn total(&self) -> i64 {
        self.locked + self.weights.points(self.kernel.total())
    }

    /// How many points more there may be.
    ///
    /// # Errors
    /// Cancelled.
    pub(super) fn gap(&mut self, view: &View, control: &Control) -> Result<Option<i64>, Error> {
        let Engine { kernel, weights, audience, prices, profits, scratch, known: space, mentors, mentees, .. } = self;
        let mut source = Source { view, weights, audience, prices, profits, scratch, space, mentors, mentees };
        let gap = kernel.gap(&mut source, control)?;
        // A part of a point is one.
        Ok(gap.map(|gap| self.weights.points(gap) + i64::from(gap > 0)))
    }
}
