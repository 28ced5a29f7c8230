//! What matching and scheduling in one is, what a solution claims, and everything that can be wrong with the former.

use super::slots::words;
use crate::assign::problem::{self, AssignProblem, Mentees};
use crate::error::{Error, ErrorCode, Problems};
use crate::read::{Reader, Shape};
use crate::status::Status;

/// More slots than this are no timetable: a year of quarters of an hour has 35,040.
pub const MOST_SLOTS: u32 = 1 << 16;

/// Edges between mentees and mentors, seats on both sides, and when everybody is free.
///
/// A *row* of slots is ⌈`slots` / 64⌉ words; slot s is bit s mod 64 (from the lowest) of word ⌊s / 64⌋. Bits from `slots` on are 0.
#[derive(Debug, Clone, Copy)]
pub struct ScheduleProblem<'a> {
    /// The edges and the seats of both sides. A seat is one session. Mentees are rows of `mentee_free`, mentors of `mentor_free`.
    pub edges: AssignProblem<'a>,
    /// How many slots there are.
    pub slots: u32,
    /// When each mentee is free: one row after the other.
    pub mentee_free: &'a [u64],
    /// When each mentor is free: one row after the other.
    pub mentor_free: &'a [u64],
    /// How many sessions there may be at each slot, over all mentors: rooms, or links. Any number if absent. Where there are 0, nobody has
    /// time.
    pub slot_rooms: Option<&'a [u32]>,
    /// How many slots in a row a session takes; 1 as a rule.
    pub slots_per_session: u32,
}

/// What is to be the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Aim {
    /// The total weight.
    #[default]
    Total,
    /// The number of sessions, and then the total weight. If mentees want one session each, that is the most people.
    Coverage,
}

impl Shape for Aim {
    const EXPECTED: &'static str = "what is to be the most";
    fn from_text(reader: &mut Reader, value: &str) -> Option<Self> {
        reader.choice(value, &[("total", Aim::Total), ("coverage", Aim::Coverage)])
    }
}

/// What one more session of a mentor at a slot would add, beyond the price of the mentor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SlotPrice {
    /// Whose.
    pub mentor: u32,
    /// When.
    pub slot: u32,
    /// Above 0.
    pub price: i64,
}

/// Who meets whom and when, and the proof that no schedule is worth more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScheduleSolution {
    /// Positions of the chosen edges, ascending.
    pub edges: Vec<u32>,
    /// The slot at which the session of each chosen edge starts.
    pub slots: Vec<u32>,
    /// What the chosen edges are worth together.
    pub total: i64,
    /// With [`Aim::Coverage`], what no schedule has more sessions than.
    pub most: Option<u64>,
    /// What no schedule with at least as many sessions is worth more than; with [`Aim::Total`], no schedule at all. The lesser
    /// of two sums: of the heaviest edges everybody has time for; and D − `lift` · (number of chosen edges).
    ///
    /// D is the sum of (seats · price) of mentors, of all slot prices, of (rooms · price) of slots, and of what mentees gain at most.
    /// An edge is worth its weight and `lift` less the price of its mentor and of the slots it takes, at the cheapest
    /// start. Nobody has more seats than sessions they have time for. `most` is ⌊D / `lift`⌋.
    pub bound: i64,
    /// `bound` − `total`.
    pub gap: i64,
    /// What a session is worth beyond its weight: 0 with [`Aim::Total`], else more than all weights together.
    pub lift: i64,
    /// One a mentor, ≥ 0. They prove the bound, and other prices may as well.
    pub prices: Vec<i64>,
    /// Those that are not 0, in the order of mentors and slots.
    pub slot_prices: Vec<SlotPrice>,
    /// One a slot, ≥ 0; none if no slot has a price.
    pub room_prices: Vec<i64>,
    /// [`Status::Optimal`] if the gap is 0 and no schedule has more sessions where these come first; else
    /// [`Status::WithinGap`], or [`Status::Deadline`] if that ended the search.
    pub status: Status,
}

/// Everything that is wrong with a problem.
pub(crate) fn check<'a>(problem: &ScheduleProblem<'a>) -> Result<Mentees<'a>, Error> {
    let mut problems = Problems::default();
    let rows = check_calendar(problem, &mut problems);
    let edges = &problem.edges;
    if problem.slots_per_session == 0 {
        problems.add(ErrorCode::OutOfRange, "slots_per_session", "a session takes at least one slot");
    }
    if let Some(rooms) = problem.slot_rooms.filter(|rooms| rooms.len() != problem.slots as usize) {
        let message = format!("`slot_rooms` has {} entries for {} slots", rooms.len(), problem.slots);
        problems.add(ErrorCode::LengthMismatch, "slot_rooms", message);
    }
    let Some(mentees) = rows else { return Err(problems.into_result().err().unwrap_or_else(no_size)) };
    let seats = match edges.mentee_seats {
        Some(seats) => {
            if seats.len() != mentees {
                let message = format!("`mentee_free` has {mentees} rows and `mentee_seats` {} entries", seats.len());
                problems.add(ErrorCode::LengthMismatch, "mentee_free", message);
            }
            problem::check(edges)
        }
        None => {
            for (at, &mentee) in edges.mentee.iter().enumerate() {
                if mentee as usize >= mentees {
                    let message = format!("`{mentee}` is not below {mentees}, the number of rows in `mentee_free`");
                    problems.add(ErrorCode::OutOfRange, format!("mentee[{at}]"), message);
                }
            }
            problem::check(edges)
        }
    };
    if let Err(error) = &seats {
        error.problems().for_each(|problem| problems.push(problem.clone()));
    }
    problems.into_result()?;
    seats?;
    let seats = edges.mentee_seats.map_or_else(|| vec![1; mentees].into(), Into::into);
    Ok(Mentees { of_edge: edges.mentee.into(), seats })
}

fn no_size() -> Error {
    Error::internal("a calendar of no size")
}

/// How many rows mentees have, if slots make sense.
fn check_calendar(problem: &ScheduleProblem<'_>, problems: &mut Problems) -> Option<usize> {
    let mentees = check_rows(problem.slots, "mentee_free", problem.mentee_free, problems);
    let rows = check_rows(problem.slots, "mentor_free", problem.mentor_free, problems)?;
    let mentors = problem.edges.mentor_seats.len();
    if rows != mentors {
        let message = format!("`mentor_free` has {rows} rows and `mentor_seats` {mentors} entries");
        problems.add(ErrorCode::LengthMismatch, "mentor_free", message);
    }
    mentees
}

/// How many rows of slots there are; nothing if that makes no sense.
pub(super) fn check_rows(slots: u32, path: &str, free: &[u64], problems: &mut Problems) -> Option<usize> {
    if !(1..=MOST_SLOTS).contains(&slots) {
        // Told once, not for both sides.
        if path == "mentee_free" {
            problems.add(ErrorCode::OutOfRange, "slots", format!("`{slots}` is not from 1 to {MOST_SLOTS}"));
        }
        return None;
    }
    let words = words(slots);
    if !free.len().is_multiple_of(words) {
        let message = format!("{} words are no whole number of rows of {words}", free.len());
        problems.add(ErrorCode::LengthMismatch, path, message);
        return None;
    }
    let beyond = if slots.is_multiple_of(64) { 0 } else { u64::MAX << (slots % 64) };
    let last = free.iter().enumerate().skip(words - 1).step_by(words);
    for (at, _) in last.filter(|(_, word)| **word & beyond != 0) {
        problems.add(ErrorCode::OutOfRange, format!("{path}[{at}]"), format!("a bit beyond slot {}", slots - 1));
    }
    Some(free.len() / words)
}
