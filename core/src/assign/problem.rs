//! What an assignment problem on bare edges is, what a solution claims, and everything that can be wrong with the former.

use std::borrow::Cow;

use crate::error::{Error, ErrorCode, Problems};
use crate::status::Status;

/// The largest weight and the largest total: whole numbers up to here are exact in every language.
pub const MOST: i64 = (1 << 53) - 1;

/// Edges between mentees and mentors as parallel slices, and the seats on both sides.
///
/// The same pair may be given several times; each is an edge of its own.
#[derive(Debug, Clone, Copy)]
pub struct AssignProblem<'a> {
    /// The mentee of each edge. Without `mentee_seats`, any numbers will do.
    pub mentee: &'a [u32],
    /// The mentor of each edge: an index into `mentor_seats`.
    pub mentor: &'a [u32],
    /// What each edge is worth, from 0 to [`MOST`]. An edge worth 0 is never chosen.
    pub weight: &'a [i64],
    /// How many mentees each mentor has time for.
    pub mentor_seats: &'a [u32],
    /// How many mentors each mentee wants; one each if absent.
    pub mentee_seats: Option<&'a [u32]>,
}

/// Which edges, and the proof that no choice is worth more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Solution {
    /// Positions of the chosen edges, ascending.
    pub edges: Vec<u32>,
    /// What they are worth together.
    pub total: i64,
    /// What no choice exceeds, as `prices` prove.
    pub bound: i64,
    /// `bound` − `total`.
    pub gap: i64,
    /// One a mentor, ≥ 0. If the status is [`Status::Optimal`] and no deadline came, what one more seat with that mentor
    /// would add to the total.
    pub prices: Vec<i64>,
    /// [`Status::Optimal`] if the gap is 0, else [`Status::Deadline`].
    pub status: Status,
}

/// Mentees as dense indices, so that memory follows the edges and not the numbers somebody chose.
pub(crate) struct Mentees<'a> {
    pub(crate) of_edge: Cow<'a, [u32]>,
    pub(crate) seats: Cow<'a, [u32]>,
}

/// Everything that is wrong with a problem, array by array.
pub(crate) fn check<'a>(problem: &AssignProblem<'a>) -> Result<Mentees<'a>, Error> {
    let AssignProblem { mentee, mentor, weight, mentor_seats, mentee_seats } = *problem;
    let mut problems = Problems::default();
    for (path, len) in [("mentor", mentor.len()), ("weight", weight.len())] {
        if len != mentee.len() {
            let message =
                format!("`{path}` has {len} entries and `mentee` {}; every edge needs one of each", mentee.len());
            problems.add(ErrorCode::LengthMismatch, path, message);
        }
    }
    for (path, len) in [
        ("mentee", mentee.len()),
        ("mentor_seats", mentor_seats.len()),
        ("mentee_seats", mentee_seats.map_or(0, <[u32]>::len)),
    ] {
        if len >= u32::MAX as usize {
            problems.add(
                ErrorCode::TooLarge,
                path,
                format!("`{path}` has {len} entries; at most {} are possible", u32::MAX - 1),
            );
        }
    }
    let mut below = |path: &str, values: &[u32], count: usize, of: &str| {
        for (k, &value) in values.iter().enumerate() {
            if value as usize >= count {
                let message = format!("`{value}` is not below {count}, the number of entries in `{of}`");
                problems.add(ErrorCode::OutOfRange, format!("{path}[{k}]"), message);
            }
        }
    };
    if let Some(seats) = mentee_seats {
        below("mentee", mentee, seats.len(), "mentee_seats");
    }
    below("mentor", mentor, mentor_seats.len(), "mentor_seats");
    for (k, &value) in weight.iter().enumerate() {
        if !(0..=MOST).contains(&value) {
            problems.add(ErrorCode::OutOfRange, format!("weight[{k}]"), format!("`{value}` is not from 0 to {MOST}"));
        }
    }
    problems.into_result()?;
    Ok(match mentee_seats {
        Some(seats) => Mentees { of_edge: Cow::Borrowed(mentee), seats: Cow::Borrowed(seats) },
        None => one_seat_each(mentee),
    })
}

/// One seat for every mentee that occurs; renumbered in order if the numbers are far apart.
fn one_seat_each(mentee: &[u32]) -> Mentees<'_> {
    let count = mentee.iter().max().map_or(0, |&last| last as usize + 1);
    if count <= 4 * mentee.len() + 1_024 {
        return Mentees { of_edge: Cow::Borrowed(mentee), seats: Cow::Owned(vec![1; count]) };
    }
    let mut distinct = mentee.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    let rank = |id: &u32| distinct.partition_point(|other| other < id) as u32;
    Mentees { of_edge: Cow::Owned(mentee.iter().map(rank).collect()), seats: Cow::Owned(vec![1; distinct.len()]) }
}
