//! The independent check of shares: that nobody can do better for whoever has least.

use super::problem::FairSolution;
use crate::assign::problem::{AssignProblem, MOST};

/// Shares beyond this prove nothing more.
const LARGEST: i64 = 1 << 20;

/// What the shares and prices of a solution prove: (seats · price and what everybody gains at most, with weights times shares) divided
/// by the least shares of those who can have something, as many as are matched. Nothing if they prove nothing.
pub(super) fn proved(
    problem: &AssignProblem<'_>,
    rows: &[Vec<u32>],
    seats: &[u32],
    solution: &FairSolution,
) -> Option<i64> {
    let FairSolution { shares, share_prices: prices, .. } = solution;
    let right = shares.len() == seats.len()
        && prices.len() == problem.mentor_seats.len()
        && shares.iter().all(|share| (0..=LARGEST).contains(share))
        && prices.iter().all(|price| (0..=2 * MOST).contains(price));
    if !right {
        return None;
    }
    let sold = problem.mentor_seats.iter().zip(prices).map(|(&seats, &price)| i128::from(seats) * i128::from(price));
    let mut sum: i128 = sold.sum();
    let mut least = Vec::new();
    for ((row, &seats), &share) in rows.iter().zip(seats).zip(shares) {
        let mut gains = Vec::new();
        let mut takes_part = false;
        for &edge in row {
            let weight = problem.weight.get(edge as usize).copied()?;
            let mentor = problem.mentor.get(edge as usize).copied()? as usize;
            takes_part |= weight > 0 && seats > 0 && problem.mentor_seats.get(mentor).copied()? > 0;
            gains.push(i128::from(share) * i128::from(weight) - i128::from(prices.get(mentor).copied()?));
        }
        if takes_part {
            least.push(share);
        }
        gains.sort_unstable_by(|a, b| b.cmp(a));
        sum += gains.into_iter().take(seats as usize).filter(|gain| *gain > 0).sum::<i128>();
    }
    least.sort_unstable();
    let matched = usize::try_from(solution.matched).ok()?;
    let divisor: i128 = least.into_iter().take(matched).map(i128::from).sum();
    match (matched, divisor) {
        (0, _) => Some(0),
        (_, 0) => None,
        _ => i64::try_from((sum / divisor).min(i128::from(MOST))).ok(),
    }
}
