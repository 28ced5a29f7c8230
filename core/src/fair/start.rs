//! The most people, the most urgent first, with edges that are nearly fair.
//!
//! **Which edges may matter.** If as many can have somebody without the edges below some lot, the fairest choice has none of these,
//! since it has as few as possible of the lowest. So as many are found with a few of the best edges each, then with twice
//! as many, and so on; what is left out then is most of them as a rule. Where everybody has somebody with the best, the others are not
//! even sorted. Prices need not know of them: all prices are at lots
//! from there on, and what is worth less is so before these are looked at.
//!
//! **Which edges.** Of what is left, the choice of the most weight, where weights punish low lots most, and people come first; and if
//! that has too few people after all, [`Most`] adds them.
#![expect(clippy::indexing_slicing, reason = "people and edges are numbered by a problem that was checked")]

use super::most::{Most, Rows};
use super::problem::FairOptions;
use super::tree::NONE;
use super::useful::{Useful, few};
use crate::assign;
use crate::assign::problem::{AssignProblem, Mentees};
use crate::bipartite::Bipartite;
use crate::control::Control;
use crate::error::Error;

/// The start's loss at the lowest weight is at most 2 to this times that at the highest, and 8 times that of the next.
const DOUBLINGS: u64 = 20;

/// So many edges a mentee are tried first.
const FEW: usize = 8;

/// So many edges a mentee are looked at at all, if they are enough for everybody.
const SOME: usize = 2 * FEW;

/// So often the level is bisected: what it saves later is worth no more tries.
const TRIES: u32 = 2;

/// One edge for as many as possible.
pub(super) struct Start {
    /// What is left of the edges.
    pub(super) useful: Useful,
    /// Places of edges in these, ascending.
    pub(super) edges: Vec<u32>,
    /// The place of each mentee's urgency, from 1 on.
    pub(super) place: Vec<u32>,
    /// Of each mentor the place of whoever would have one more seat, 0 if nobody; nothing if the deadline came first.
    pub(super) scarce: Option<Vec<u32>>,
    /// By edge: how much less of the start's weight it leaves its mentee than their best, at the start's prices.
    pub(super) slack: Vec<u32>,
}

/// Finds it.
///
/// # Errors
/// Cancelled.
pub(super) fn start(
    problem: &AssignProblem<'_>,
    mentees: &Mentees<'_>,
    options: &FairOptions<'_>,
    control: &Control,
) -> Result<Start, Error> {
    let place = places(options.urgency, mentees.seats.len());
    let classes = classes(&place);
    // Where all can have somebody with these, no other edge matters.
    let (weight, people) = few(problem, mentees, SOME * mentees.seats.len());
    let mut useful = Useful::of(problem, mentees, options, weight);
    let mut rows = Rows::new(&useful, mentees.seats.len());
    if weight > 1 && !has_all(&rows, problem.mentor_seats, &classes, people, control)? {
        useful = Useful::of(problem, mentees, options, 1);
        rows = Rows::new(&useful, mentees.seats.len());
    }
    let mut most = Most::new(&rows, problem.mentor_seats, &classes);
    let Some(least) = lowest(&useful, &rows, &mut most, control)? else {
        let edges = chosen(&rows, &most);
        return Ok(Start { useful, edges, place, scarce: None, slack: Vec::new() });
    };
    let mut name = vec![NONE; useful.ids.len()];
    let kept = (0..).zip(&useful.level).filter(|(_, level)| **level >= least);
    let kept: Vec<u32> = kept.map(|(edge, _)| edge).collect();
    kept.iter().zip(0..).for_each(|(&edge, at)| name[edge as usize] = at);
    let useful = useful.from(least);
    let weight = weights(&useful);
    let seats: Vec<u32> = mentees.seats.iter().map(|&seats| seats.min(1)).collect();
    let graph = Bipartite::from_edges(&useful.mentee, &useful.mentor, &weight, problem.mentor_seats, &seats);
    let near = assign::assign(&graph, control)?;
    drop(graph);
    // Should it have too few, others are added, with edges of these lots only.
    most.taken.fill(NONE);
    for &edge in &near.chosen {
        most.taken[useful.mentee[edge as usize] as usize] =
            rows.place(useful.mentee[edge as usize], kept[edge as usize], useful.level[edge as usize] + least);
    }
    // And then who closes which mentor, if all edges count.
    let in_time = most.fill(least, control)? && most.fill(0, control)?;
    let edges = chosen(&rows, &most).into_iter().map(|edge| name[edge as usize]).collect();
    let slack = slack(&useful, &weight, &near.prices, place.len());
    Ok(Start { edges, scarce: in_time.then(|| most.closed.clone()), useful, place, slack })
}

/// Whether so many people can all have one of these edges; no if the deadline came first.
fn has_all(
    rows: &Rows,
    seats: &[u32],
    classes: &[(u32, Vec<u32>)],
    people: usize,
    control: &Control,
) -> Result<bool, Error> {
    let mut most = Most::new(rows, seats, classes);
    Ok(rows.people() == people && most.room() >= people && most.fill(0, control)? && most.people() == people)
}

/// The level below which no edge is needed, as far as a few tries show; nothing if the deadline came first.
fn lowest(useful: &Useful, rows: &Rows, most: &mut Most<'_>, control: &Control) -> Result<Option<u32>, Error> {
    let counts = useful.counts();
    let mut edges = FEW * rows.people();
    let mut tried = Vec::new();
    // Twice as many each time, until nobody can be added.
    loop {
        let least = holding(&counts, edges);
        if !most.fill(least, control)? {
            return Ok(None);
        }
        tried.push((least, most.counts()));
        if least == 0 || most.is_full() {
            break;
        }
        edges *= 2;
    }
    let all = most.counts();
    let first = tried.iter().position(|(_, reached)| *reached == all).unwrap_or(0);
    let (mut enough, mut too_high) =
        (tried[first].0, first.checked_sub(1).map_or(counts.len() as u32, |at| tried[at].0));
    // Then between the last that was too few and the first that was enough.
    let above = |least: u32| counts[least as usize..].iter().sum::<usize>();
    for _ in 0..TRIES {
        let least = holding(&counts, (above(enough) + above(too_high)) / 2);
        if least <= enough || least >= too_high {
            break;
        }
        if !most.fill(least, control)? {
            return Ok(None);
        }
        *if most.counts() == all { &mut enough } else { &mut too_high } = least;
    }
    Ok(Some(enough))
}

/// The highest level such that it and those above have so many edges.
fn holding(counts: &[usize], edges: usize) -> u32 {
    let (mut least, mut sum) = (counts.len(), 0);
    while sum < edges && least > 0 {
        least -= 1;
        sum += counts[least];
    }
    least as u32
}

/// Edges taken, ascending.
fn chosen(rows: &Rows, most: &Most<'_>) -> Vec<u32> {
    let taken = most.taken.iter().filter(|place| **place != NONE);
    let mut edges: Vec<u32> = taken.map(|&place| rows.edge(place)).collect();
    edges.sort_unstable();
    edges
}

/// The place of everybody's urgency among those there are, from 1 on.
fn places(urgency: Option<&[u32]>, mentees: usize) -> Vec<u32> {
    let Some(urgency) = urgency else { return vec![1; mentees] };
    let mut all = urgency.to_vec();
    all.sort_unstable();
    all.dedup();
    urgency.iter().map(|urgency| all.partition_point(|other| other <= urgency) as u32).collect()
}

/// Mentees by place, the most urgent first.
fn classes(place: &[u32]) -> Vec<(u32, Vec<u32>)> {
    let mut classes: Vec<(u32, Vec<u32>)> =
        (1..=place.iter().copied().max().unwrap_or(0)).rev().map(|place| (place, Vec::new())).collect();
    let last = classes.len();
    for (mentee, &place) in (0..).zip(place) {
        classes[last - place as usize].1.push(mentee);
    }
    classes
}

/// Weights that punish the lowest levels most.
fn weights(useful: &Useful) -> Vec<i64> {
    let levels = useful.lots.len();
    // More than anything that is lost.
    let top = 2 << doublings(levels);
    useful.level.iter().map(|&level| top - loss(level, levels)).collect()
}

/// What the start loses by an edge of a level.
pub(super) fn loss(level: u32, levels: usize) -> i64 {
    let (doublings, levels) = (doublings(levels), levels.max(1) as u64);
    // What is short of the best, with 16 binary places, in doublings.
    let short = ((doublings * (levels - u64::from(level))) << 16) / levels;
    let (whole, part) = (short >> 16, short & 0xffff);
    ((1 << 16) + part as i64) << whole >> 16
}

fn doublings(levels: usize) -> u64 {
    DOUBLINGS.min(3 * levels as u64)
}

/// See [`Start::slack`].
fn slack(useful: &Useful, weight: &[i64], prices: &[i64], mentees: usize) -> Vec<u32> {
    let mut best = vec![0; mentees];
    let gain = |(&mentor, weight): (&u32, &i64)| weight - prices[mentor as usize];
    let gains: Vec<i64> = useful.mentor.iter().zip(weight).map(gain).collect();
    for (&mentee, &gain) in useful.mentee.iter().zip(&gains) {
        let best = &mut best[mentee as usize];
        *best = gain.max(*best);
    }
    let slack = |(&mentee, gain): (&u32, &i64)| u32::try_from(best[mentee as usize] - gain).unwrap_or(u32::MAX);
    useful.mentee.iter().zip(&gains).map(slack).collect()
}
