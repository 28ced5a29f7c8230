//! Prices for loose groups, by subgradients: an edge is worth its weight less the prices of its loose groups, the nested rest is
//! solved exactly, and groups that have too many become dearer, those that have too few cheaper.
//!
//! Any prices prove a bound, and the least bound found is kept. Steps follow Polyak's rule with a target halfway between the
//! bound and the best choice known; the network is mended from one set of prices to the next, not solved anew.
//!
//! **References.** M. Held, P. Wolfe, H. Crowder, "Validation of subgradient optimization", Mathematical Programming 6, 1974;
//! M. L. Fisher, "The Lagrangian relaxation method for solving integer programming problems", Management Science 27 (1), 1981.
#![expect(clippy::indexing_slicing, reason = "edges, groups and nodes are the model's")]

use super::Best;
use super::decide::decide;
use super::model::Model;
use super::nest::Nest;
use super::network::Network;
use super::path::{Mended, Search};
use crate::control::Control;
use crate::error::Error;

/// Searches look at so many arcs in all rounds together, about.
const WORK: u64 = 60_000_000;

/// How many rounds at most.
const ROUNDS: usize = 120;

/// A choice is made of every so many rounds.
const TRY_EVERY: usize = 6;

/// Makes `best` better as long as that helps; whether there was time.
///
/// # Errors
/// Cancelled.
pub(super) fn relax(
    model: &Model<'_>,
    nest: &Nest,
    network: &mut Network<'_>,
    search: &mut Search,
    (best, mut prices): (&mut Best, Vec<i64>),
    control: &Control,
) -> Result<bool, Error> {
    let limit = search.spent + WORK;
    // Part of the way to the target, in parts of 64.
    let mut pace: i128 = 64;
    let mut stuck = 0;
    for round in 0..ROUNDS {
        if best.gap() == 0 || pace == 0 || search.spent > limit {
            return Ok(true);
        }
        control.report("match", round as u64, ROUNDS as u64);
        let counts = model.counts(&network.choice());
        let slope = |group: u32| i128::from(counts[group as usize]) - i128::from(model.max[group as usize]);
        let moving = |group: u32| slope(group) > 0 || prices[group as usize] > 0;
        let length: i128 = nest.loose.iter().filter(|&&group| moving(group)).map(|&group| slope(group).pow(2)).sum();
        if length == 0 {
            return Ok(true);
        }
        let reach = best.gap().max(1) * pace / 64;
        let mut changed: Vec<u32> = Vec::new();
        for &group in &nest.loose {
            let step = reach * slope(group) / length;
            // Nothing stands still while it could move by one.
            let step = if step == 0 { slope(group).signum() } else { step };
            let price = (i128::from(prices[group as usize]) + step).clamp(0, model.heaviest.into()) as i64;
            if price != prices[group as usize] {
                prices[group as usize] = price;
                changed.extend(&model.groups[group as usize]);
            }
        }
        changed.sort_unstable();
        changed.dedup();
        for edge in changed {
            network.reweigh(edge, nest.weight(model, edge, &prices));
        }
        if search.mend(network, control)? != Mended::Whole {
            return Ok(false);
        }
        if best.prove(model, nest, network, &prices) {
            stuck = 0;
        } else {
            stuck += 1;
            if stuck == 4 {
                (pace, stuck) = (pace / 2, 0);
            }
        }
        if round % TRY_EVERY == TRY_EVERY - 1 {
            match decide(model, nest, &mut network.clone(), &prices, search, control)? {
                Some(chosen) => best.offer(model, chosen),
                None if control.is_expired() => return Ok(false),
                None => {}
            }
        }
    }
    Ok(true)
}
