//! From the optimum of the nested limits to a choice that keeps all of them.
//!
//! **Loose groups.** One that has too many is *frozen*: the heaviest that it may keep stay possible, its other edges are not any
//! more, and the flow is mended. It cannot have too many again.
//!
//! **Circles.** A mentor with some, but too few, either has nobody or has their least; both are tried, each a few ways in the
//! network, and what loses less is done. Decisions stand, so there are at most as many as mentors. Then each is tried the
//! other way once more, now that the others are known.
#![expect(clippy::indexing_slicing, reason = "edges, groups and nodes are the model's")]

use super::model::Model;
use super::nest::Nest;
use super::network::Network;
use super::path::{Mended, Search};
use crate::control::Control;
use crate::error::Error;

/// Decisions about circles that are looked at again.
const SECOND_THOUGHTS: usize = 512;

/// Decides until everything is kept; nothing if there was no time, or what was decided cannot be.
///
/// # Errors
/// Cancelled.
pub(super) fn decide(
    model: &Model<'_>,
    nest: &Nest,
    network: &mut Network<'_>,
    group_prices: &[i64],
    search: &mut Search,
    control: &Control,
) -> Result<Option<Vec<u32>>, Error> {
    // A group with a price would have too many without it.
    for &group in nest.loose.iter().filter(|&&group| group_prices[group as usize] > 0) {
        freeze(model, network, group);
    }
    // From here on only weights count.
    for edge in 0..model.edge.len() as u32 {
        network.reweigh(edge, model.weight[edge as usize]);
    }
    let mut decided: Vec<u32> = Vec::new();
    if search.mend(network, control)? != Mended::Whole {
        return Ok(None);
    }
    loop {
        if let Some(group) = most_exceeded(model, nest, network) {
            freeze(model, network, group);
            if search.mend(network, control)? != Mended::Whole {
                return Ok(None);
            }
        } else if let Some(mentor) = emptiest(model, nest, network) {
            if !close_or_fill(model, nest, network, search, mentor, control)? {
                return Ok(None);
            }
            decided.push(mentor);
        } else {
            break;
        }
    }
    for &mentor in decided.iter().take(SECOND_THOUGHTS) {
        if !think_again(model, nest, network, search, mentor, control)? {
            break;
        }
    }
    Ok(Some(network.choice()))
}

/// The loose group that is furthest beyond what it may have.
fn most_exceeded(model: &Model<'_>, nest: &Nest, network: &Network<'_>) -> Option<u32> {
    let count = |group: u32| model.groups[group as usize].iter().filter(|&&edge| network.chosen[edge as usize]).count();
    let over = nest.loose.iter().map(|&group| (count(group).saturating_sub(model.max[group as usize] as usize), group));
    over.filter(|&(over, _)| over > 0)
        .max_by_key(|&(over, group)| (over, std::cmp::Reverse(group)))
        .map(|(_, group)| group)
}

fn freeze(model: &Model<'_>, network: &mut Network<'_>, group: u32) {
    let mut kept: Vec<u32> = model.groups[group as usize].clone();
    kept.sort_by_key(|&edge| {
        (!network.chosen[edge as usize], network.edge_cost(edge), -network.weight[edge as usize], edge)
    });
    kept.iter().skip(model.max[group as usize] as usize).for_each(|&edge| network.ban(edge));
}

/// The mentor who misses the largest part of their circle.
fn emptiest(model: &Model<'_>, nest: &Nest, network: &Network<'_>) -> Option<u32> {
    let mut emptiest: Option<(i64, i64, u32)> = None;
    for (mentor, &least) in (0..).zip(&model.least) {
        let (flow, least) = (network.flow[(nest.mentors + mentor) as usize], i64::from(least));
        if flow > 0 && flow < least && emptiest.is_none_or(|(f, l, _)| flow * l < f * least) {
            emptiest = Some((flow, least, mentor));
        }
    }
    emptiest.map(|(.., mentor)| mentor)
}

/// Closes or fills the circle of a mentor, whichever loses less; whether there was time.
fn close_or_fill(
    model: &Model<'_>,
    nest: &Nest,
    network: &mut Network<'_>,
    search: &mut Search,
    mentor: u32,
    control: &Control,
) -> Result<bool, Error> {
    let node = nest.mentors + mentor;
    let full = full(model, mentor);
    let filled = attempt(network, search, node, full, control)?;
    let fill = network.total;
    network.undo();
    let closed = attempt(network, search, node, [0, 0], control)?;
    if filled == Mended::Expired || closed != Mended::Whole {
        return Ok(false);
    }
    if filled == Mended::Whole && fill > network.total {
        network.undo();
        if attempt(network, search, node, full, control)? != Mended::Whole {
            return Ok(false);
        }
    }
    network.keep();
    Ok(true)
}

/// The other way round, if that is worth more and nothing else breaks; whether there was time.
fn think_again(
    model: &Model<'_>,
    nest: &Nest,
    network: &mut Network<'_>,
    search: &mut Search,
    mentor: u32,
    control: &Control,
) -> Result<bool, Error> {
    let (node, before) = (nest.mentors + mentor, network.total);
    let limits = if network.high[node as usize] == 0 { full(model, mentor) } else { [0, 0] };
    let mended = attempt(network, search, node, limits, control)?;
    let better = mended == Mended::Whole
        && network.total > before
        && most_exceeded(model, nest, network).is_none()
        && emptiest(model, nest, network).is_none();
    if better {
        network.keep()
    } else {
        network.undo()
    }
    Ok(mended != Mended::Expired)
}

/// The limits of a circle that has to fill.
fn full(model: &Model<'_>, mentor: u32) -> [i64; 2] {
    [model.least[mentor as usize].into(), model.mentor_seats[mentor as usize].into()]
}

/// New limits of a set, which can be undone.
fn attempt(
    network: &mut Network<'_>,
    search: &mut Search,
    node: u32,
    [low, high]: [i64; 2],
    control: &Control,
) -> Result<Mended, Error> {
    network.remember();
    network.limit(node, low, high);
    search.mend(network, control)
}
