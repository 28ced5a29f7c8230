//! Times for a choice, in everybody's diary: what cannot be held is left out, and other pairs fill in.

use std::collections::BTreeMap;

use super::market::{Market, Row};
use crate::diary::{self, Book, NONE};
use crate::error::Error;
use crate::roster::{MenteeIx, MentorIx};
use crate::sessions::Agenda;

/// Pairs in order, with the minutes at which their sessions start; only locked ones have none.
pub(super) type Held = BTreeMap<(MenteeIx, MentorIx), Option<u32>>;

/// Everybody's sessions, and whether there was time to look for all of them.
pub(super) fn times(market: &Market<'_>, pairs: &[(MenteeIx, MentorIx)]) -> Result<(Held, bool), Error> {
    let locked: Held =
        market.cohort.roster().locked.iter().map(|(mentor, mentee, ())| ((mentee, mentor), None)).collect();
    let mut all = locked.clone();
    all.extend(pairs.iter().map(|&pair| (pair, None)));
    let (mut held, mut complete) = plan(market, &all, &Held::new())?;
    // Whoever is to meet in any case comes before the others.
    if held.iter().any(|(pair, at)| at.is_none() && locked.contains_key(pair)) {
        let (first, first_complete) = plan(market, &locked, &Held::new())?;
        if first.values().flatten().count() > locked.keys().filter_map(|pair| held.get(pair)).flatten().count() {
            (held, complete) = plan(market, &all, &first)?;
            complete &= first_complete;
        }
    }
    held.retain(|pair, at| at.is_some() || locked.contains_key(pair));
    Ok((held, complete))
}

/// Times for as many pairs as there are; those that are known stay as they are.
fn plan(market: &Market<'_>, pairs: &Held, known: &Held) -> Result<(Held, bool), Error> {
    let agenda = Agenda::of_pairs(market.cohort, pairs.keys().copied());
    let grid = market.starts.clock.grid;
    let kept = pairs.keys().zip(0..).filter_map(|(pair, at)| Some((at, (*known.get(pair)?)? / grid)));
    let kept: Vec<(u32, u32)> = kept.collect();
    let problem = agenda.problem(market.rooms);
    let planned = diary::plan(&problem, &kept, market.control)?;
    Ok((started(pairs.keys(), &planned.book, grid), planned.complete))
}

fn started<'p>(pairs: impl Iterator<Item = &'p (MenteeIx, MentorIx)>, book: &Book<'_>, grid: u32) -> Held {
    pairs.zip(&book.at).map(|(&pair, &at)| (pair, (at != NONE).then(|| at * grid))).collect()
}

/// Seats that are left by what is held, and whether mentees have anybody.
struct Left {
    mentors: Vec<u32>,
    mentees: Vec<u32>,
    has_one: Vec<bool>,
}

impl Left {
    fn of(market: &Market<'_>, held: &Held) -> Self {
        let (mut mentors, mut mentees) = (market.mentor_seats.clone(), market.mentee_seats.clone());
        let mut has_one = vec![false; mentees.len()];
        for &(mentee, mentor) in held.keys() {
            if let Some(has_one) = has_one.get_mut(mentee as usize) {
                *has_one = true;
            }
            // Locked pairs have taken their seats already.
            if market.cohort.roster().locked.contains(mentor, mentee) {
                continue;
            }
            for left in [mentors.get_mut(mentor as usize), mentees.get_mut(mentee as usize)].into_iter().flatten() {
                *left = left.saturating_sub(1);
            }
        }
        Left { mentors, mentees, has_one }
    }

    fn mentor(&self, mentor: MentorIx) -> u32 {
        self.mentors.get(mentor as usize).copied().unwrap_or(0)
    }

    fn mentee(&self, mentee: MenteeIx) -> u32 {
        self.mentees.get(mentee as usize).copied().unwrap_or(0)
    }

    /// The pairs that both have seats left for, and time if nobody else had any.
    fn open(&self, market: &Market<'_>, rows: &[Row], held: &Held) -> Vec<Row> {
        let row = |(mentee, row): (MenteeIx, &Row)| {
            let pairs = row.pairs().filter(|&(mentor, _)| {
                self.mentor(mentor) > 0
                    && self.mentee(mentee) > 0
                    && !held.contains_key(&(mentee, mentor))
                    && market.starts.meet(mentor, mentee)
            });
            let (mentors, points) = pairs.unzip();
            Row { mentors, points }
        };
        (0..).zip(rows).map(row).collect()
    }
}

/// What others can have of the seats and the time that are left: first what would be best if those who have sessions took no time from it,
/// and then whatever fits; whoever has nobody before the others, if that counts, and then the most points.
pub(super) fn fill(market: &Market<'_>, rows: &[Row], held: Held) -> Result<(Held, bool), Error> {
    let left = Left::of(market, &held);
    let open = left.open(market, rows, &held);
    if open.iter().all(|row| row.mentors.is_empty()) {
        return Ok((held, true));
    }
    let bonus = market.bonus.iter().zip(&left.has_one);
    let bonus: Vec<i64> = bonus.map(|(&bonus, &has_one)| if has_one { 0 } else { bonus }).collect();
    let (choice, mut chosen) = market.best(&open, (&left.mentors, &left.mentees), &bonus)?;
    chosen.sort_unstable();
    let mut order: Vec<(bool, i64, (MenteeIx, MentorIx))> = Vec::new();
    for ((mentee, row), bonus) in (0..).zip(&open).zip(&bonus) {
        let rank = |(mentor, points): (MentorIx, u32)| {
            (chosen.binary_search(&(mentee, mentor)).is_err(), -(i64::from(points) + bonus), (mentee, mentor))
        };
        order.extend(row.pairs().map(rank));
    }
    order.sort_unstable();
    let mut pairs = held;
    pairs.extend(order.iter().map(|&(_, _, pair)| (pair, None)));
    let agenda = Agenda::of_pairs(market.cohort, pairs.keys().copied());
    let problem = agenda.problem(market.rooms);
    let (mut book, grid) = (Book::new(&problem), market.starts.clock.grid);
    let mut seats = vec![[0; 2]; problem.people.len()];
    let mut number: BTreeMap<(MenteeIx, MentorIx), u32> = BTreeMap::new();
    for ((&pair, start), (at, row)) in pairs.iter().zip((0..).zip(&problem.pairs)) {
        number.insert(pair, at);
        let [mentor, mentee] = row.people;
        if let Some([as_mentor, _]) = seats.get_mut(mentor as usize) {
            *as_mentor = left.mentor(pair.1);
        }
        if let Some([_, as_mentee]) = seats.get_mut(mentee as usize) {
            *as_mentee = left.mentee(pair.0);
        }
        if let Some(start) = start {
            book.put(at, start / grid);
        }
    }
    let order: Vec<u32> = order.iter().filter_map(|(_, _, pair)| number.get(pair).copied()).collect();
    let complete = diary::add(&mut book, &order, &mut seats, market.control)?;
    let mut all = started(pairs.keys(), &book, grid);
    all.retain(|pair, at| at.is_some() || market.cohort.roster().locked.contains(pair.1, pair.0));
    Ok((all, complete && choice.complete))
}

/// What pairs are worth together.
pub(super) fn points_of(market: &Market<'_>, held: &Held) -> i64 {
    let (roster, scorer) = (market.cohort.roster(), market.cohort.scorer());
    let points = held.keys().map(|&(mentee, mentor)| i64::from(scorer.judge(roster, mentor, mentee).points));
    points.sum()
}
