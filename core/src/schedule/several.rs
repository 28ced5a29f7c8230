//! Slots for a choice that no flow deals: several sessions a mentee, sessions of several slots, rooms.
//!
//! One edge after the other takes the first start that is free to both and has rooms; those with the fewest starts come first, or the
//! heaviest where rooms are short. Sessions of one slot are then added in rounds of the exact flow, one each; and whatever else fits,
//! heaviest first. What proves the answer does not depend on how it was found.
#![expect(clippy::indexing_slicing, reason = "people and slots come from the checked problem")]

use std::cmp::Reverse;

use super::problem::ScheduleProblem;
use super::prove::{Prices, Proof};
use super::slots::{self, Rows, ones, set};
use super::{Chosen, Sessions};
use crate::assign;
use crate::bipartite::Bipartite;
use crate::control::Control;
use crate::error::Error;

/// Rooms are priced by an assignment of mentees to slots if it has no more edges than this.
const PRICED: usize = 20_000_000;

/// Rounds of the exact flow for what is left; then there is little.
const ROUNDS: usize = 8;

/// Id, mentee, mentor, and the weight with the lift.
type Edge = (u32, u32, u32, i64);

/// Whether there is a room for every session of one slot.
pub(super) fn has_rooms(problem: &ScheduleProblem<'_>, sessions: &Sessions) -> bool {
    let Some(rooms) = problem.slot_rooms else { return true };
    let mut left = rooms.to_vec();
    sessions.iter().all(|&(_, slot)| {
        let left = &mut left[slot as usize];
        let has = *left > 0;
        *left = left.saturating_sub(1);
        has
    })
}

/// Everybody's time and seats, as far as they are not taken.
struct Left<'a> {
    mentees: Rows<'a>,
    mentors: Rows<'a>,
    mentee_seats: Vec<u32>,
    mentor_seats: Vec<u32>,
    /// Starts at which there is a room for a whole session.
    starts: Vec<u64>,
    rooms: Option<Vec<u32>>,
    length: u32,
}

impl Left<'_> {
    fn start(&self, mentee: u32, mentor: u32) -> Option<u32> {
        if self.mentee_seats[mentee as usize] == 0 || self.mentor_seats[mentor as usize] == 0 {
            return None;
        }
        let rows = self.mentees.row(mentee).iter().zip(self.mentors.row(mentor)).zip(&self.starts);
        let common: Vec<u64> = rows.map(|((a, b), c)| a & b & c).collect();
        ones(&common).next()
    }

    fn take(&mut self, mentee: u32, mentor: u32, start: u32) {
        self.mentee_seats[mentee as usize] -= 1;
        self.mentor_seats[mentor as usize] -= 1;
        let slots = self.starts.len() as u32 * 64;
        // Whatever would overlap.
        let overlapping = start.saturating_sub(self.length - 1)..(start + self.length).min(slots);
        for slot in overlapping {
            set(self.mentees.row_mut(mentee), slot, false);
            set(self.mentors.row_mut(mentor), slot, false);
        }
        let Some(rooms) = &mut self.rooms else { return };
        let taken = start..start + self.length;
        taken.clone().for_each(|slot| rooms[slot as usize] -= 1);
        slots::close(&mut self.starts, taken.filter(|&slot| rooms[slot as usize] == 0), self.length);
    }
}

/// As many of the chosen edges as find a slot, and others as far as there is room.
pub(super) fn hold(proof: &Proof<'_>, chosen: Sessions, control: &Control) -> Result<Sessions, Error> {
    let problem = proof.problem;
    let mut left = Left {
        mentees: proof.mentee_free.clone(),
        mentors: proof.mentor_free.clone(),
        mentee_seats: proof.graph.mentee_seats().to_vec(),
        mentor_seats: proof.graph.mentor_seats().to_vec(),
        starts: vec![u64::MAX; slots::words(problem.slots)],
        rooms: problem.slot_rooms.map(<[u32]>::to_vec),
        length: problem.slots_per_session,
    };
    let graph = proof.graph;
    let mut is_chosen = vec![false; graph.edges()];
    chosen.iter().for_each(|&(edge, _)| is_chosen[edge as usize] = true);
    let (mut first, mut others): (Vec<Edge>, Vec<Edge>) = (Vec::new(), Vec::new());
    for mentee in 0..graph.mentees() as u32 {
        for (position, mentor, weight) in graph.edges_of(mentee).filter(|edge| edge.2 > 0) {
            let edge = graph.id(position);
            let to = if is_chosen[edge as usize] { &mut first } else { &mut others };
            to.push((edge, mentee, mentor, weight));
        }
    }
    let heaviest = |&(edge, _, _, weight): &Edge| (Reverse(weight), edge);
    if problem.slot_rooms.is_some() {
        first.sort_unstable_by_key(heaviest);
    } else {
        first.sort_by_cached_key(|edge| {
            let rows = left.mentees.row(edge.1).iter().zip(left.mentors.row(edge.2));
            (rows.map(|(a, b)| (a & b).count_ones()).sum::<u32>(), heaviest(edge))
        });
    }
    let mut sessions = Vec::new();
    take_all(&first, &mut left, &mut sessions, control)?;
    if problem.slots_per_session == 1 && problem.slot_rooms.is_none() {
        rounds(proof, &mut left, &mut sessions, control)?;
    }
    let taken: Vec<bool> = sessions.iter().fold(vec![false; graph.edges()], |mut taken, &(edge, _)| {
        taken[edge as usize] = true;
        taken
    });
    others.extend(first);
    others.retain(|edge| !taken[edge.0 as usize]);
    others.sort_unstable_by_key(heaviest);
    take_all(&others, &mut left, &mut sessions, control)?;
    Ok(sessions)
}

/// One edge after the other takes the first start that is left, if there is one.
fn take_all(edges: &[Edge], left: &mut Left<'_>, sessions: &mut Sessions, control: &Control) -> Result<(), Error> {
    for (at, &(edge, mentee, mentor, _)) in edges.iter().enumerate() {
        if at % 4096 == 0 {
            control.check()?;
            if control.is_expired() {
                break;
            }
        }
        if let Some(start) = left.start(mentee, mentor) {
            left.take(mentee, mentor, start);
            sessions.push((edge, start));
        }
    }
    Ok(())
}

/// Further sessions of one slot, one each at a time: what is left is an exact flow.
fn rounds(proof: &Proof<'_>, left: &mut Left<'_>, sessions: &mut Sessions, control: &Control) -> Result<(), Error> {
    let graph = proof.graph;
    let edges = graph.edges();
    let (mut position_of, mut starts, mut mentee_of) = (vec![0; edges], vec![0], vec![0; edges]);
    for mentee in 0..graph.mentees() as u32 {
        let row = graph.row(mentee);
        starts.push(row.end);
        for position in row {
            position_of[graph.id(position as u32) as usize] = position;
            mentee_of[position] = mentee;
        }
    }
    let mut held = vec![false; edges];
    sessions.iter().for_each(|&(edge, _)| held[position_of[edge as usize]] = true);
    for _ in 0..ROUNDS {
        if control.is_expired() {
            break;
        }
        let weights = (0..edges as u32).map(|position| {
            let (mentee, mentor) = (mentee_of[position as usize], graph.mentor(position));
            let free = !held[position as usize] && left.start(mentee, mentor).is_some();
            if free { graph.weight(position) } else { 0 }
        });
        let weights: Vec<i64> = weights.collect();
        let seats: Vec<u32> = left.mentee_seats.iter().map(|&seats| seats.min(1)).collect();
        let mentors = graph.mentors_of(0..edges);
        let rest = Bipartite::from_rows(&left.mentor_seats[..], &seats[..], starts.clone(), mentors, weights);
        let proof = Proof { graph: &rest, mentee_free: &left.mentees, mentor_free: &left.mentors, ..*proof };
        let (more, _, complete) = super::one_each(&proof, control)?;
        for &(position, start) in &more {
            held[position as usize] = true;
            left.take(mentee_of[position as usize], graph.mentor(position), start);
            sessions.push((graph.id(position), start));
        }
        if more.is_empty() || !complete {
            break;
        }
    }
    Ok(())
}

/// One session each, where the best choice without rooms has too many at some slot.
pub(super) fn within_rooms(
    proof: &Proof<'_>,
    chosen: Sessions,
    prices: Prices,
    complete: bool,
    control: &Control,
) -> Result<Chosen, Error> {
    let sessions = hold(proof, chosen, control)?;
    let dual = proof.dual(&prices);
    let complete = complete && !control.is_expired();
    let rooms = match room_prices(proof, control)? {
        Some(rooms) => Prices { mentors: vec![0; proof.graph.mentors()], rooms, ..Prices::default() },
        None => return Ok(Chosen { sessions, prices, dual: Some(dual), complete }),
    };
    let dual_of_rooms = proof.dual(&rooms);
    let (prices, dual) = if dual_of_rooms >= dual { (prices, dual) } else { (rooms, dual_of_rooms) };
    Ok(Chosen { sessions, prices, dual: Some(dual), complete })
}

/// What rooms are worth if mentors are never short: an assignment of mentees to slots.
fn room_prices(proof: &Proof<'_>, control: &Control) -> Result<Option<Vec<i64>>, Error> {
    let graph = proof.graph;
    let slots = proof.problem.slots;
    let (mut starts, mut slot_of, mut weights) = (vec![0], Vec::new(), Vec::new());
    let mut best = vec![0_i64; slots as usize];
    for mentee in 0..graph.mentees() as u32 {
        best.fill(0);
        for (_, mentor, weight) in graph.edges_of(mentee).filter(|edge| edge.2 > 0) {
            let rows = proof.mentee_free.row(mentee).iter().zip(proof.mentor_free.row(mentor));
            let common: Vec<u64> = rows.map(|(a, b)| a & b).collect();
            ones(&common).for_each(|slot| best[slot as usize] = best[slot as usize].max(weight));
        }
        for (slot, &weight) in (0..).zip(&best).filter(|(_, weight)| **weight > 0) {
            slot_of.push(slot);
            weights.push(weight);
        }
        starts.push(weights.len());
        if weights.len() > PRICED || control.is_expired() {
            return Ok(None);
        }
        control.check()?;
    }
    let rooms = proof.problem.slot_rooms.unwrap_or_default();
    let found = assign::assign(&Bipartite::from_rows(rooms, graph.mentee_seats(), starts, slot_of, weights), control)?;
    Ok(Some(found.prices))
}
