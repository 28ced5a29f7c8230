//! The independent check of a solution: prices as sparse lists, compared from the first weight on.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::attained::is_attained;
use super::bound;
use super::problem::{FairOptions, FairSolution, LevelPrice, Measure, Urgent};
use crate::assign::chosen::{self, Sides};
use crate::assign::problem::{AssignProblem, MOST};
use crate::error::{Error, ErrorCode, Problems};
use crate::status::Status;

/// Prices beyond this prove nothing more.
const DEAREST: u64 = 1 << 40;

/// Checks `solution`. `mentee` has the dense mentee of each edge, `seats` theirs; the problem is known to be well formed.
///
/// The proof is read edge by edge: time is that of all edges, each times the number of prices its mentor has.
pub(crate) fn check(
    problem: &AssignProblem<'_>,
    mentee: &[u32],
    seats: &[u32],
    options: &FairOptions<'_>,
    solution: &FairSolution,
) -> Result<(), Error> {
    let measure = options.measure.of(seats);
    let mut problems = Problems::default();
    let lots = check_edges(problem, mentee, seats, measure, solution, &mut problems);
    let mut wrong = |path: &str, message: String| problems.add(ErrorCode::BoundMismatch, path, message);
    let mut rows: Vec<Vec<u32>> = vec![Vec::new(); seats.len()];
    for (edge, &i) in (0..).zip(mentee) {
        if let Some(row) = rows.get_mut(i as usize) {
            row.push(edge);
        }
    }
    let exact = solution.most_prices.len() == problem.mentor_seats.len()
        && solution.most_prices.iter().all(|price| (0..=2 * MOST).contains(price));
    if exact {
        let bound = most(problem, &rows, seats, &solution.most_prices);
        if i128::from(solution.most) != bound {
            wrong("most", format!("the prices prove {bound}, not {}", solution.most));
        } else if solution.status != Status::Deadline && !is_attained(problem, &rows, seats, &solution.most_prices) {
            wrong("most", format!("no choice is worth {bound}"));
        }
    } else {
        wrong(
            "most_prices",
            "there is not one price a mentor, none negative or more than anything can be worth".to_owned(),
        );
    }
    if i128::from(solution.most) - i128::from(solution.total) != i128::from(solution.price) || solution.price < 0 {
        wrong("price", format!("`{}` is not the most less the total", solution.price));
    }
    let check = Check { problem, rows: &rows, seats, lots: &lots, options };
    if let Err(message) = check.lots(&solution.prices, solution.proved) {
        wrong("prices", message);
    }
    if solution.status == Status::Optimal && options.band > 1 {
        if let Err(message) = check.second(&solution.prices, &solution.second_prices) {
            wrong("second_prices", message);
        }
    } else if !solution.second_prices.is_empty() {
        wrong("second_prices", "without bands, or after a deadline, they prove nothing".to_owned());
    }
    if solution.urgent != check.urgent() {
        wrong("urgent", "this is not how many of each urgency have something".to_owned());
    }
    let largest = (mentee.iter().zip(problem.mentor).zip(problem.weight))
        .filter(|((i, j), _)| has_seats(seats, **i) && has_seats(problem.mentor_seats, **j))
        .map(|(_, &weight)| weight)
        .fold(0, i64::max);
    let worst = options.lot(solution.worst.clamp(0, MOST));
    let bound = match measure {
        Measure::Best => Some(if solution.proved < worst { largest } else { options.top(worst).min(largest) }),
        Measure::Sum => bound::proved(problem, &rows, seats, solution),
    };
    if bound != Some(solution.bound) {
        wrong("bound", format!("it is proved that nobody has less than {bound:?}, not {}", solution.bound));
    }
    if measure == Measure::Best && (solution.shares.len(), solution.share_prices.len()) != (0, 0) {
        wrong("shares", "shares prove nothing of best edges".to_owned());
    }
    if solution.bound.checked_sub(solution.worst) != Some(solution.gap) || solution.gap < 0 {
        wrong("gap", format!("`{}` is not the bound less the worst", solution.gap));
    }
    let (done, most) = match measure {
        Measure::Best => (Status::Optimal, options.lot(largest)),
        Measure::Sum => (Status::WithinGap, 0),
    };
    if solution.status == done && solution.proved < most {
        let message = format!("it is proved up to {}, of {most}", solution.proved);
        problems.add(ErrorCode::StatusMismatch, "status", message);
    } else if ![done, Status::Deadline].contains(&solution.status) || solution.proved > most {
        problems.add(ErrorCode::StatusMismatch, "status", "no such status, or more is proved than there is".to_owned());
    }
    problems.into_result()
}

/// A choice by everybody's lots.
pub(crate) struct Check<'a> {
    pub(crate) problem: &'a AssignProblem<'a>,
    /// The edges of each mentee.
    pub(crate) rows: &'a [Vec<u32>],
    pub(crate) seats: &'a [u32],
    /// What each mentee has.
    pub(crate) lots: &'a [i64],
    pub(crate) options: &'a FairOptions<'a>,
}

impl Check<'_> {
    /// That no choice is fairer than these lots up to `proved`, as prices prove.
    ///
    /// # Errors
    /// What is wrong with the prices.
    pub(crate) fn lots(&self, prices: &[LevelPrice], proved: i64) -> Result<(), String> {
        let Some(prices) = Prices::read(prices, self.problem.mentor_seats.len()) else {
            return Err("the prices are not in order, none 0, each of a mentor there is".to_owned());
        };
        if let Some(mentor) = prices.negative(self.problem.mentor_seats) {
            return Err(format!("the price of mentor {mentor} is negative"));
        }
        let bound = self.bound(&prices);
        match first_difference(&self.signature(), &bound, proved) {
            Some((weight, reached, proved)) => {
                Err(format!("at weight {weight}, {reached} is reached and {proved} proved"))
            }
            None => Ok(()),
        }
    }

    /// That no choice that is as fair has lots worth more together, as second prices prove where `prices` prove the lots.
    ///
    /// # Errors
    /// What is wrong with the second prices.
    pub(crate) fn second(&self, prices: &[LevelPrice], second: &[i64]) -> Result<(), String> {
        let Some(prices) = Prices::read(prices, self.problem.mentor_seats.len()) else {
            return Err("without prices they prove nothing".to_owned());
        };
        if second.len() != self.problem.mentor_seats.len()
            || second.iter().any(|price| price.unsigned_abs() > MOST.unsigned_abs())
        {
            return Err("there is not one a mentor, none more than anything can be worth".to_owned());
        }
        let mut bound: i128 = 0;
        for ((mentor, &price), &seats) in second.iter().enumerate().zip(self.problem.mentor_seats) {
            // Whoever has a price has it above nothing; their seats are all taken.
            if price < 0 && prices.of(mentor).is_empty() {
                return Err(format!("that of mentor {mentor} is negative, whose seats need not be taken"));
            }
            bound += i128::from(seats) * i128::from(price);
        }
        for (mentee, row) in (0..).zip(self.rows) {
            let Some(best) = self.best(&prices, mentee, row) else { continue };
            let is_best =
                |edge: &&u32| self.value(&prices, mentee, **edge).is_some_and(|it| compare(it, best.clone()).is_eq());
            let gain = |&edge: &u32| {
                let mentor = self.problem.mentor.get(edge as usize).copied()?;
                let weight = self.problem.weight.get(edge as usize).copied()?;
                Some(self.options.above(weight) - second.get(mentor as usize).copied()?)
            };
            let gain = row.iter().filter(is_best).filter_map(gain).max().unwrap_or(0);
            bound += i128::from(if best.clone().next().is_some() { gain } else { gain.max(0) });
        }
        let above: i128 = self.lots.iter().map(|&lot| i128::from(self.options.above(lot))).sum();
        if above == bound { Ok(()) } else { Err(format!("{above} is reached above the bands, and {bound} proved")) }
    }

    /// How many of each urgency there are, and have something.
    pub(crate) fn urgent(&self) -> Vec<Urgent> {
        let mut counts: BTreeMap<u32, (u64, u64)> = BTreeMap::new();
        for (&urgency, &lot) in self.options.urgency.unwrap_or_default().iter().zip(self.lots) {
            let count = counts.entry(urgency).or_default();
            *count = (count.0 + 1, count.1 + u64::from(lot > 0));
        }
        let urgent = |(urgency, (mentees, matched))| Urgent { urgency, mentees, matched };
        counts.into_iter().rev().map(urgent).collect()
    }

    /// How many have something, and how many, negative, have each lot.
    fn signature(&self) -> Signature {
        let mut signature = Signature::new();
        for (mentee, &lot) in (0..).zip(self.lots).filter(|(_, lot)| **lot > 0) {
            *signature.entry(self.options.nothing(mentee)).or_default() += 1;
            *signature.entry(self.options.lot(lot)).or_default() -= 1;
        }
        signature
    }

    fn bound(&self, prices: &Prices<'_>) -> Signature {
        let mut bound = Signature::new();
        for price in prices.all {
            let seats = self.problem.mentor_seats.get(price.mentor as usize).copied().unwrap_or(0);
            *bound.entry(price.weight).or_default() += i128::from(seats) * i128::from(price.price);
        }
        for (mentee, row) in (0..).zip(self.rows) {
            for (weight, number) in self.best(prices, mentee, row).into_iter().flatten() {
                *bound.entry(weight).or_default() += i128::from(number);
            }
        }
        bound
    }

    /// The best that a mentee has at these prices, no numbers if no edge is better than nothing; nothing if they can have no edge.
    fn best<'a>(&self, prices: &Prices<'a>, mentee: u32, row: &[u32]) -> Option<List<'a>> {
        let values = row.iter().filter_map(|&edge| self.value(prices, mentee, edge));
        let best = values.max_by(|a, b| compare(a.clone(), b.clone()))?;
        Some(if best.clone().next().is_some_and(|(_, first)| first > 0) { best } else { List::default() })
    }

    /// What an edge is worth less its mentor's price; nothing if it can be in no choice.
    fn value<'a>(&self, prices: &Prices<'a>, mentee: u32, edge: u32) -> Option<List<'a>> {
        let mentor = self.problem.mentor.get(edge as usize).copied()?;
        let weight = self.problem.weight.get(edge as usize).copied()?;
        let may = weight > 0 && has_seats(self.seats, mentee) && has_seats(self.problem.mentor_seats, mentor);
        let own = [(self.options.nothing(mentee), 1), (self.options.lot(weight), -1)];
        may.then(|| List { own: Some(own), prices: prices.of(mentor as usize), at: (0, 0) })
    }
}

fn has_seats(seats: &[u32], who: u32) -> bool {
    seats.get(who as usize).is_some_and(|seats| *seats > 0)
}

/// The sum of (seats · price) and of what everybody gains at most.
fn most(problem: &AssignProblem<'_>, rows: &[Vec<u32>], seats: &[u32], prices: &[i64]) -> i128 {
    let mut sum: i128 =
        problem.mentor_seats.iter().zip(prices).map(|(&seats, &price)| i128::from(seats) * i128::from(price)).sum();
    for (row, &seats) in rows.iter().zip(seats) {
        let gain = |&edge: &u32| {
            let (mentor, weight) = (problem.mentor.get(edge as usize)?, problem.weight.get(edge as usize)?);
            Some(weight - prices.get(*mentor as usize)?)
        };
        let mut gains: Vec<i64> = row.iter().filter_map(gain).filter(|gain| *gain > 0).collect();
        gains.sort_unstable_by(|a, b| b.cmp(a));
        sum += gains.into_iter().take(seats as usize).map(i128::from).sum::<i128>();
    }
    sum
}

/// A list of numbers by weight; those that are missing are 0.
type Signature = BTreeMap<i64, i128>;

fn first_difference(a: &Signature, b: &Signature, up_to: i64) -> Option<(i64, i128, i128)> {
    let mut weights: Vec<i64> = a.keys().chain(b.keys()).copied().filter(|weight| *weight <= up_to).collect();
    weights.sort_unstable();
    let at = |signature: &Signature, weight: i64| signature.get(&weight).copied().unwrap_or(0);
    weights.into_iter().map(|weight| (weight, at(a, weight), at(b, weight))).find(|(_, a, b)| a != b)
}

/// Mentors' prices, each in the order of weights.
struct Prices<'a> {
    all: &'a [LevelPrice],
    starts: Vec<usize>,
}

impl<'a> Prices<'a> {
    fn read(all: &'a [LevelPrice], mentors: usize) -> Option<Self> {
        let right = |price: &LevelPrice| {
            (price.mentor as usize) < mentors
                && price.weight >= -i64::from(u32::MAX)
                && price.price != 0
                && price.price.unsigned_abs() < DEAREST
        };
        if !all.is_sorted_by_key(|price| (price.mentor, price.weight)) || !all.iter().all(right) {
            return None;
        }
        if all.windows(2).any(|two| matches!(two, [a, b] if (a.mentor, a.weight) == (b.mentor, b.weight))) {
            return None;
        }
        let starts =
            (0..=mentors).map(|mentor| all.partition_point(|price| (price.mentor as usize) < mentor)).collect();
        Some(Prices { all, starts })
    }

    fn of(&self, mentor: usize) -> &'a [LevelPrice] {
        let range = self.starts.get(mentor).copied().zip(self.starts.get(mentor + 1).copied());
        range.and_then(|(from, to)| self.all.get(from..to)).unwrap_or_default()
    }

    fn negative(&self, seats: &[u32]) -> Option<usize> {
        let negative = |mentor: &usize| self.of(*mentor).first().is_some_and(|price| price.price < 0);
        (0..seats.len()).filter(|mentor| seats.get(*mentor).is_some_and(|seats| *seats > 0)).find(negative)
    }
}

/// What an edge is worth less its mentor's price, number by number, those that are not 0.
#[derive(Clone, Default)]
struct List<'a> {
    own: Option<[(i64, i64); 2]>,
    prices: &'a [LevelPrice],
    at: (usize, usize),
}

impl Iterator for List<'_> {
    type Item = (i64, i64);

    fn next(&mut self) -> Option<(i64, i64)> {
        // Two ascending lists.
        loop {
            let (mine, price) = (self.own.as_ref().and_then(|own| own.get(self.at.0)), self.prices.get(self.at.1));
            let first = match (mine, price) {
                (None, None) => return None,
                (Some(mine), None) => mine.0,
                (None, Some(price)) => price.weight,
                (Some(mine), Some(price)) => mine.0.min(price.weight),
            };
            let mut sum = 0;
            if let Some(mine) = mine.filter(|mine| mine.0 == first) {
                (sum, self.at.0) = (sum + mine.1, self.at.0 + 1);
            }
            if let Some(price) = price.filter(|price| price.weight == first) {
                (sum, self.at.1) = (sum - price.price, self.at.1 + 1);
            }
            if sum != 0 {
                return Some((first, sum));
            }
        }
    }
}

/// Which of two lists without zeros is larger.
fn compare(mut a: impl Iterator<Item = (i64, i64)>, mut b: impl Iterator<Item = (i64, i64)>) -> Ordering {
    loop {
        let (x, y) = (a.next(), b.next());
        if x == y {
            if x.is_none() {
                return Ordering::Equal;
            }
            continue;
        }
        return match (x, y) {
            (Some(x), Some(y)) if x.0 == y.0 => x.1.cmp(&y.1),
            (Some(x), Some(y)) if x.0 < y.0 => x.1.cmp(&0),
            (Some(x), None) => x.1.cmp(&0),
            (_, Some(y)) => 0.cmp(&y.1),
            (None, None) => Ordering::Equal,
        };
    }
}

/// The edges, and the figures that are theirs; everybody's lot.
fn check_edges(
    problem: &AssignProblem<'_>,
    mentee: &[u32],
    seats: &[u32],
    measure: Measure,
    solution: &FairSolution,
    problems: &mut Problems,
) -> Vec<i64> {
    let sides = Sides { mentee, mentee_seats: seats, mentor: problem.mentor, mentor_seats: problem.mentor_seats };
    sides.check(&solution.edges, problems);
    let mut lots = vec![0; seats.len()];
    for &edge in &solution.edges {
        let lot = mentee.get(edge as usize).and_then(|&mentee| lots.get_mut(mentee as usize));
        if let (Some(lot), Some(&weight)) = (lot, problem.weight.get(edge as usize)) {
            *lot = match measure {
                Measure::Best => weight.max(*lot),
                Measure::Sum => weight.saturating_add(*lot),
            };
        }
    }
    let mut differs = |path: &str, message: String| problems.add(ErrorCode::TotalMismatch, path, message);
    let total = chosen::total(problem.weight, &solution.edges);
    if total != i128::from(solution.total) {
        differs("total", format!("the edges sum to {total}, not to {}", solution.total));
    }
    let matched = lots.iter().filter(|lot| **lot > 0).count() as u64;
    if matched != solution.matched {
        differs("matched", format!("{matched} have an edge, not {}", solution.matched));
    }
    let worst = lots.iter().copied().filter(|lot| *lot > 0).min().unwrap_or(0);
    if worst != solution.worst {
        differs("worst", format!("the least lot is {worst}, not {}", solution.worst));
    }
    lots
}
