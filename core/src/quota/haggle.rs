//! Prices of groups from a few assignments, where much exceeds the quotas: so that little is left to be mended.
//!
//! A group that has too many becomes dearer, one that has too few at its price cheaper, each between the highest price known to be
//! too low and the lowest known to be enough. Groups bear on each other, so this need not end at the optimum; it does not have
//! to, since any prices are a start from which the network is mended.
#![expect(clippy::indexing_slicing, reason = "edges, people and groups are the model's")]

use super::model::Model;
use super::start::Start;
use crate::assign::Assignment;
use crate::control::Control;
use crate::error::Error;

/// Less than so many edges over quotas are mended at once.
const WORTH_HAGGLING: u64 = 64;

/// How many assignments at most.
const ROUNDS: usize = 10;

/// An assignment that saves no more edges than this costs more than it is worth; two of them are the end.
const WORTH_A_ROUND: u64 = 32;

/// Prices of groups, and the assignment at these prices.
pub(super) struct Deal {
    pub(super) group_prices: Vec<i64>,
    pub(super) found: Assignment,
}

/// From the assignment without groups; nothing if there was no time.
///
/// # Errors
/// Cancelled.
pub(super) fn haggle(model: &Model<'_>, start: &Start, control: &Control) -> Result<Option<Deal>, Error> {
    let groups = model.groups.len();
    let mut prices = vec![0_i64; groups];
    let mut low = vec![0_i64; groups];
    let mut high: Vec<Option<i64>> = vec![None; groups];
    let mut guess = first_guess(model, start);
    let mut best = Deal { group_prices: prices.clone(), found: start.found.clone() };
    let mut least = off(model, &best.group_prices, &best.found.chosen);
    let mut vain = 0;
    for _ in 0..ROUNDS {
        if least < WORTH_HAGGLING || vain == 2 {
            break;
        }
        for group in 0..groups {
            if guess[group] > prices[group] || high[group].is_some() {
                prices[group] = guess[group];
            }
        }
        let found = start.at(model, &prices, &best.found, control)?;
        if !found.complete {
            return Ok(None);
        }
        for (group, (&count, &max)) in model.counts(&found.chosen).iter().zip(&model.max).enumerate() {
            let price = prices[group];
            if count > max {
                low[group] = price;
                high[group] = high[group].filter(|&high| high > price);
                guess[group] = high[group].map_or(price.saturating_mul(2).max(1), |high| price + (high - price) / 2);
            } else if price > 0 && count < max {
                high[group] = Some(price);
                if low[group] >= price {
                    low[group] = 0;
                }
                guess[group] = low[group] + (price - low[group]) / 2;
            }
        }
        let now = off(model, &prices, &found.chosen);
        vain = if now + WORTH_A_ROUND < least { 0 } else { vain + 1 };
        if now < least {
            least = now;
            best = Deal { group_prices: prices.clone(), found };
        }
    }
    Ok(Some(best))
}

/// How many edges are over quotas, or missing where there is a price.
fn off(model: &Model<'_>, prices: &[i64], chosen: &[u32]) -> u64 {
    let counts = model.counts(chosen);
    let off = |((&count, &max), &price): ((&u32, &u32), &i64)| match count > max || price > 0 {
        true => u64::from(count.abs_diff(max)),
        false => 0,
    };
    counts.iter().zip(&model.max).zip(prices).map(off).sum()
}

/// What it would take for as many of a group's mentees as are too many to prefer somebody else.
fn first_guess(model: &Model<'_>, start: &Start) -> Vec<i64> {
    let plain = &start.found;
    let mut chosen = vec![false; model.edge.len()];
    plain.chosen.iter().for_each(|&edge| chosen[edge as usize] = true);
    let mut of_mentee: Vec<Vec<u32>> = vec![Vec::new(); model.mentee_seats.len()];
    (0..).zip(&model.mentee).for_each(|(edge, &mentee)| of_mentee[mentee as usize].push(edge));
    let gain = |edge: u32| start.weight(model, edge) - plain.prices[model.mentor[edge as usize] as usize];
    let guess = |(group, (edges, &max)): (u32, (&Vec<u32>, &u32))| {
        let held = edges.iter().copied().filter(|&edge| chosen[edge as usize]);
        let loss = |edge: u32| {
            let own = of_mentee[model.mentee[edge as usize] as usize].iter().copied();
            let others = own.filter(|&other| !chosen[other as usize] && !model.groups_of(other).contains(&group));
            (gain(edge) - others.map(gain).fold(0, i64::max)).max(1)
        };
        let mut losses: Vec<i64> = held.map(loss).collect();
        losses.sort_unstable();
        let over = losses.len().saturating_sub(max as usize);
        over.checked_sub(1).map_or(0, |last| losses[last])
    };
    (0..).zip(model.groups.iter().zip(&model.max)).map(guess).collect()
}
