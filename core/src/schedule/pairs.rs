//! Pairs that have time for each other, for callers who know when sessions may start and decide themselves when each does.
//!
//! Nothing is told of times: a choice is proved by prices of mentors, slots and rooms, and what it leaves to be settled by diaries is
//! everything that sets of slots do not say.

use super::problem::{ScheduleProblem, SlotPrice};
use super::prove::Proof;
use super::slots::{Rows, meets};
use super::{Chosen, choose};
use crate::assign::problem::AssignProblem;
use crate::bipartite::Bipartite;
use crate::control::Control;
use crate::error::Error;

/// Edges between people, the starts of sessions that everybody has, and the slots that these take.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PairsProblem<'a> {
    pub(crate) mentee: &'a [u32],
    pub(crate) mentor: &'a [u32],
    /// Edges worth 0 are never chosen; nor are others whose people have no start in common.
    pub(crate) weight: &'a [i64],
    pub(crate) mentee_seats: &'a [u32],
    pub(crate) mentor_seats: &'a [u32],
    /// Mentees' and mentors' starts.
    pub(crate) starts: [&'a Rows<'a>; 2],
    /// Slots of which every session takes one that both have: there is a start in it.
    pub(crate) slots: [&'a Rows<'a>; 2],
    /// How many slots there are, and how many sessions may be held at each.
    pub(crate) count: u32,
    pub(crate) rooms: Option<u32>,
}

/// Who is to meet, and what proves how good that is.
#[derive(Debug, Clone, Default)]
pub(crate) struct PairsChoice {
    /// Positions of the chosen edges, ascending.
    pub(crate) edges: Vec<u32>,
    /// One a mentor.
    pub(crate) prices: Vec<i64>,
    /// Those that are not 0, in the order of mentors and slots.
    pub(crate) slot_prices: Vec<SlotPrice>,
    /// One a slot, or none.
    pub(crate) room_prices: Vec<i64>,
    /// Whether there was time for everything.
    pub(crate) complete: bool,
}

/// Chooses pairs of a well-formed problem.
///
/// # Errors
/// Cancelled.
pub(crate) fn pairs(problem: &PairsProblem<'_>, control: &Control) -> Result<PairsChoice, Error> {
    let [mentees, mentors] = problem.starts;
    let edges = problem.mentee.iter().zip(problem.mentor).zip(problem.weight);
    let weigh = |((&i, &j), &weight): ((&u32, &u32), &i64)| {
        let has_seat = problem.mentee_seats.get(i as usize).is_some_and(|&seats| seats > 0);
        if weight > 0 && has_seat && meets(mentees.row(i), mentors.row(j)) { weight } else { 0 }
    };
    let weights: Vec<i64> = edges.map(weigh).collect();
    let graph =
        Bipartite::from_edges(problem.mentee, problem.mentor, &weights, problem.mentor_seats, problem.mentee_seats);
    let rooms = problem.rooms.map(|rooms| vec![rooms; problem.count as usize]);
    let asked = ScheduleProblem {
        edges: AssignProblem {
            mentee: problem.mentee,
            mentor: problem.mentor,
            weight: problem.weight,
            mentor_seats: problem.mentor_seats,
            mentee_seats: Some(problem.mentee_seats),
        },
        slots: problem.count,
        mentee_free: &[],
        mentor_free: &[],
        slot_rooms: rooms.as_deref(),
        slots_per_session: 1,
    };
    let [mentee_free, mentor_free] = problem.slots;
    let proof = Proof { problem: &asked, graph: &graph, mentee_free, mentor_free, lift: 0, heaviest: 0 };
    let Chosen { sessions, prices, complete, .. } = choose(&proof, control)?;
    let mut edges: Vec<u32> = sessions.into_iter().map(|(edge, _)| edge).collect();
    edges.sort_unstable();
    Ok(PairsChoice { edges, prices: prices.mentors, slot_prices: prices.slots, room_prices: prices.rooms, complete })
}
