//! The independent check of a solution: prices as sparse lists, compared from the first weight on.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::bound;
use super::problem::{FairSolution, LevelPrice, Measure};
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
    measure: Measure,
    solution: &FairSolution,
) -> Result<(), Error> {
    let measure = measure.of(seats);
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
    if let Err(message) = check_lots(problem, &rows, seats, &lots, &solution.prices, solution.proved) {
        wrong("prices", message);
    }
    let largest = (mentee.iter().zip(problem.mentor).zip(problem.weight))
        .filter(|((i, j), _)| has_seats(seats, **i) && has_seats(problem.mentor_seats, **j))
        .map(|(_, &weight)| weight)
        .fold(0, i64::max);
    let bound = match measure {
        Measure::Best => Some(if solution.proved < solution.worst { largest } else { solution.worst }),
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
        Measure::Best => (Status::Optimal, largest),
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

/// That no choice is fairer than these lots up to `proved`, as prices prove. `rows` has the edges of each mentee.
///
/// # Errors
/// What is wrong with the prices.
pub(crate) fn check_lots(
    problem: &AssignProblem<'_>,
    rows: &[Vec<u32>],
    seats: &[u32],
    lots: &[i64],
    prices: &[LevelPrice],
    proved: i64,
) -> Result<(), String> {
    let Some(prices) = Prices::read(prices, problem.mentor_seats.len()) else {
        return Err("the prices are not in order, none 0, each of a mentor there is".to_owned());
    };
    if let Some(mentor) = prices.negative(problem.mentor_seats) {
        return Err(format!("the price of mentor {mentor} is negative"));
    }
    let bound = prices.bound(problem, rows, seats);
    match first_difference(&signature(lots), &bound, proved) {
        Some((weight, reached, proved)) => Err(format!("at weight {weight}, {reached} is reached and {proved} proved")),
        None => Ok(()),
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

/// How many have something, and how many, negative, have each lot.
fn signature(lots: &[i64]) -> Signature {
    let mut signature = Signature::new();
    for &lot in lots.iter().filter(|lot| **lot > 0) {
        *signature.entry(0).or_default() += 1;
        *signature.entry(lot).or_default() -= 1;
    }
    signature
}

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
                && price.weight >= 0
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

    /// What an edge is worth less its mentor's price, number by number.
    fn value(&self, mentor: u32, weight: i64) -> impl Iterator<Item = (i64, i64)> + Clone + use<'a> {
        let prices = self.of(mentor as usize);
        // Three ascending lists of one, one and many.
        let own = [(0, 1), (weight, -1)];
        let mut at = (0, 0);
        std::iter::from_fn(move || {
            loop {
                let (mine, price) = (own.get(at.0), prices.get(at.1));
                let first = match (mine, price) {
                    (None, None) => return None,
                    (Some(mine), None) => mine.0,
                    (None, Some(price)) => price.weight,
                    (Some(mine), Some(price)) => mine.0.min(price.weight),
                };
                let mut sum = 0;
                if let Some(mine) = mine.filter(|mine| mine.0 == first) {
                    (sum, at.0) = (sum + mine.1, at.0 + 1);
                }
                if let Some(price) = price.filter(|price| price.weight == first) {
                    (sum, at.1) = (sum - price.price, at.1 + 1);
                }
                if sum != 0 {
                    return Some((first, sum));
                }
            }
        })
    }

    fn bound(&self, problem: &AssignProblem<'_>, rows: &[Vec<u32>], seats: &[u32]) -> Signature {
        let mut bound = Signature::new();
        for price in self.all {
            let seats = problem.mentor_seats.get(price.mentor as usize).copied().unwrap_or(0);
            *bound.entry(price.weight).or_default() += i128::from(seats) * i128::from(price.price);
        }
        for (row, _) in rows.iter().zip(seats).filter(|(_, seats)| **seats > 0) {
            let worth = |&edge: &u32| {
                let (mentor, weight) = (problem.mentor.get(edge as usize)?, problem.weight.get(edge as usize)?);
                (*weight > 0 && has_seats(problem.mentor_seats, *mentor)).then(|| self.value(*mentor, *weight))
            };
            let best = row.iter().filter_map(worth).max_by(|a, b| compare(a.clone(), b.clone()));
            if let Some(best) = best.filter(|best| best.clone().next().is_some_and(|(_, first)| first > 0)) {
                for (weight, number) in best {
                    *bound.entry(weight).or_default() += i128::from(number);
                }
            }
        }
        bound
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
