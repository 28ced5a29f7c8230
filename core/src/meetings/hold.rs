//! Times for a choice, in everybody's diary: what cannot be held is left out, and other pairs fill in.

use std::collections::BTreeMap;

use super::market::{MOST_PAIRS, Market, Row, join};
use crate::diary::{self, Book, NONE};
use crate::error::Error;
use crate::pricing;
use crate::roster::{MenteeIx, MentorIx};
use crate::sessions::{Agenda, Starts};

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
    let mut planned = diary::plan(&problem, &kept, market.control)?;
    if !planned.complete {
        diary::fit(&mut planned.book, market.control)?;
    }
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

/// What others can have of the seats and the time that are left, as a rule until nobody who lacks somebody has a seat and a time with anybody:
/// the index is asked at most ten times, the last time for thousands each; and whether there was time for it. Whoever has nobody comes before the others, if that counts.
pub(super) fn fill(market: &Market<'_>, mut rows: Vec<Row>, held: Held) -> Result<(Held, bool), Error> {
    let (mut held, mut complete) = add_all(market, &rows, held)?;
    let mut most = FIRST;
    for _ in 0..ROUNDS {
        let pairs: usize = rows.iter().map(|row| row.mentors.len()).sum();
        complete &= !market.control.is_expired();
        if !complete || pairs > MOST_PAIRS {
            break;
        }
        // Whoever has a seat and any time left, and is not in a row of those who lack somebody.
        let left = Left::of(market, &held);
        let open = left_time(market, &held);
        let (roster, scorer) = (market.cohort.roster(), market.cohort.scorer());
        let able = |mentor: MentorIx| left.mentor(mentor) > 0 && open.mentors.has_any(mentor);
        let board = market.index.board.of_those(roster, scorer, able);
        let lacks = |mentee: MenteeIx| left.mentee(mentee) > 0 && open.mentees.has_any(mentee);
        let least: Vec<Option<i64>> = (0..rows.len() as MenteeIx).map(|mentee| lacks(mentee).then_some(1)).collect();
        let known = |mentee: MenteeIx| rows.get(mentee as usize).map_or(&[][..], |row| &row.mentors);
        let asked = (market.cohort, &board);
        let (found, all) = pricing::beyond(asked, &[], &least, known, most, market.control)?;
        complete &= all;
        if found.is_empty() {
            break;
        }
        let meets = |mentee: MenteeIx, entries: &[(MentorIx, u32)]| entries.iter().any(|it| open.meet(it.0, mentee));
        let any = found.iter().any(|(mentee, entries)| meets(*mentee, entries));
        join(&mut rows, &found);
        if any {
            let (more, all) = add_all(market, &rows, held)?;
            (held, complete) = (more, complete && all);
        }
        most = most.saturating_mul(2);
    }
    Ok((held, complete))
}

/// How many mentors are asked of at first for those who lack somebody, twice as many each time after, and how often.
const FIRST: usize = 32;
const ROUNDS: usize = 10;

/// The starts that what is held leaves to everybody.
fn left_time(market: &Market<'_>, held: &Held) -> Starts {
    let sessions = held.iter().filter_map(|(&pair, &at)| Some((pair, at?)));
    market.starts.clone().beside(market.cohort, sessions, market.rooms)
}

/// First whoever has nobody, if that counts, and then everybody.
fn add_all(market: &Market<'_>, rows: &[Row], held: Held) -> Result<(Held, bool), Error> {
    let (held, complete) = match market.bonus.iter().any(|bonus| *bonus > 0) {
        true => add(market, rows, held, true)?,
        false => (held, true),
    };
    let (held, all) = add(market, rows, held, false)?;
    Ok((held, complete && all))
}

/// First what would be best if those who have sessions took no time from it, and then whatever fits, the most points first; of those who have
/// nobody only one each, or of all.
fn add(market: &Market<'_>, rows: &[Row], held: Held, only_first: bool) -> Result<(Held, bool), Error> {
    let mut left = Left::of(market, &held);
    if only_first {
        let mentees = left.mentees.iter_mut().zip(&left.has_one).zip(&market.bonus);
        mentees.for_each(|((seats, &has_one), &bonus)| *seats = u32::from(*seats > 0 && !has_one && bonus > 0));
    }
    let open = left.open(market, rows, &held);
    if open.iter().all(|row| row.mentors.is_empty()) {
        return Ok((held, true));
    }
    if market.control.is_expired() {
        return Ok((held, false));
    }
    let (choice, mut chosen) = market.best(&open, (&left.mentors, &left.mentees), &[])?;
    chosen.sort_unstable();
    let mut order: Vec<(bool, i64, (MenteeIx, MentorIx))> = Vec::new();
    for (mentee, row) in (0..).zip(&open) {
        let rank = |(mentor, points): (MentorIx, u32)| {
            (chosen.binary_search(&(mentee, mentor)).is_err(), -i64::from(points), (mentee, mentor))
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
