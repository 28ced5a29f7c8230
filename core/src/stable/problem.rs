//! What a stable matching problem is, what a solution claims, and everything that can be wrong with the former.

use std::borrow::Cow;

use crate::error::{Error, ErrorCode, Problems};
use crate::status::Status;

/// Pairs that could meet, as parallel slices, with the place of each in the lists of both; and the seats on both sides.
///
/// A rank is any number, smaller is better, and equal ranks in one list are a tie. Whoever is not paired here with somebody
/// does not want to meet them: lists need not be complete.
#[derive(Debug, Clone, Copy)]
pub struct StableProblem<'a> {
    /// The mentee of each pair. Without `mentee_seats`, any numbers will do.
    pub mentee: &'a [u32],
    /// The mentor of each pair: an index into `mentor_seats`. A pair is given once.
    pub mentor: &'a [u32],
    /// The place of the mentor in the mentee's list.
    pub mentee_rank: &'a [i64],
    /// The place of the mentee in the mentor's list.
    pub mentor_rank: &'a [i64],
    /// How many mentees each mentor has time for.
    pub mentor_seats: &'a [u32],
    /// How many mentors each mentee wants; one each if absent.
    pub mentee_seats: Option<&'a [u32]>,
}

/// Which pairs meet, and how many more could meet in any stable matching at most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StableSolution {
    /// Positions of the chosen pairs, ascending.
    pub edges: Vec<u32>,
    /// How many they are.
    pub matched: u64,
    /// What no stable matching exceeds: `matched` if all lists are strict, else the size of the largest matching of any kind.
    pub bound: u64,
    /// `bound` − `matched`.
    pub gap: u64,
    /// The proof of the bound where lists have ties: these mentors, ascending. A matching has at most all seats of these
    /// mentors, and for every mentee as many pairs with other mentors as there are, up to their seats. Empty if no list has
    /// ties: then the theorem of the rural hospitals is the proof.
    pub cover: Vec<u32>,
    /// [`Status::Optimal`] if the gap is 0. Else [`Status::WithinGap`], and `matched` is at least two thirds of the largest
    /// stable matching; or [`Status::Deadline`] if there was no time for the best bound.
    pub status: Status,
}

/// Mentees as dense indices, so that memory follows the pairs and not the numbers somebody chose.
pub(crate) struct Mentees<'a> {
    pub(crate) of_edge: Cow<'a, [u32]>,
    pub(crate) seats: Cow<'a, [u32]>,
}

/// Everything that is wrong with a problem, array by array.
pub(crate) fn check<'a>(problem: &StableProblem<'a>) -> Result<Mentees<'a>, Error> {
    let StableProblem { mentee, mentor, mentee_rank, mentor_rank, mentor_seats, mentee_seats } = *problem;
    let mut problems = Problems::default();
    for (path, len) in
        [("mentor", mentor.len()), ("mentee_rank", mentee_rank.len()), ("mentor_rank", mentor_rank.len())]
    {
        if len != mentee.len() {
            let message =
                format!("`{path}` has {len} entries and `mentee` {}; every pair needs one of each", mentee.len());
            problems.add(ErrorCode::LengthMismatch, path, message);
        }
    }
    for (path, len) in [
        ("mentee", mentee.len()),
        ("mentor_seats", mentor_seats.len()),
        ("mentee_seats", mentee_seats.map_or(0, <[u32]>::len)),
    ] {
        if len >= u32::MAX as usize {
            let message = format!("`{path}` has {len} entries; at most {} are possible", u32::MAX - 1);
            problems.add(ErrorCode::TooLarge, path, message);
        }
    }
    let mut below = |path: &str, values: &[u32], count: usize, of: &str| {
        // One quick look first: mostly, nothing is wrong.
        if values.iter().fold(true, |fit, &value| fit & ((value as usize) < count)) {
            return;
        }
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
    problems.into_result()?;
    let mentees = match mentee_seats {
        Some(seats) => Mentees { of_edge: Cow::Borrowed(mentee), seats: Cow::Borrowed(seats) },
        None => one_seat_each(mentee),
    };
    check_distinct(problem, &mentees)?;
    Ok(mentees)
}

/// No pair may be given twice.
fn check_distinct(problem: &StableProblem<'_>, mentees: &Mentees<'_>) -> Result<(), Error> {
    // In the order of mentees, then mentors, there is no need to search.
    let keys = problem.mentee.iter().zip(problem.mentor).map(|(&i, &j)| u64::from(i) << 32 | u64::from(j));
    let (ascends, _) = keys.fold((true, 0), |(ascends, least), key| (ascends & (key >= least), key + 1));
    if ascends {
        return Ok(());
    }
    let mut problems = Problems::default();
    // The last pair seen with each mentor, going through the pairs mentee by mentee.
    let mut last = vec![u32::MAX; problem.mentor_seats.len()];
    let mut look = |edge: u32| {
        let Some(&mentor) = problem.mentor.get(edge as usize) else { return };
        let Some(last) = last.get_mut(mentor as usize) else { return };
        if *last != u32::MAX && problem.mentee.get(*last as usize) == problem.mentee.get(edge as usize) {
            let message = format!("the pair is `mentee[{last}]` and `mentor[{last}]` already");
            problems.add(ErrorCode::DuplicateEntry, format!("mentee[{edge}]"), message);
        }
        *last = edge;
    };
    let pairs = 0..problem.mentee.len() as u32;
    if problem.mentee.is_sorted() {
        pairs.for_each(look);
    } else {
        // Chains of pairs, one a mentee: shorter to write than a sort, and as fast.
        let mut first = vec![u32::MAX; mentees.seats.len()];
        let mut next = vec![u32::MAX; mentees.of_edge.len()];
        for (edge, &mentee) in pairs.zip(mentees.of_edge.iter()).rev() {
            if let (Some(first), Some(next)) = (first.get_mut(mentee as usize), next.get_mut(edge as usize)) {
                *next = std::mem::replace(first, edge);
            }
        }
        for start in first {
            let mut edge = start;
            while edge != u32::MAX {
                look(edge);
                edge = next.get(edge as usize).copied().unwrap_or(u32::MAX);
            }
        }
    }
    problems.into_result()
}

/// One seat for every mentee that occurs; renumbered in order if the numbers are far apart.
fn one_seat_each(mentee: &[u32]) -> Mentees<'_> {
    let count = mentee.iter().fold(0, |last, &mentee| last.max(mentee as usize + 1));
    if count <= 4 * mentee.len() + 1_024 {
        return Mentees { of_edge: Cow::Borrowed(mentee), seats: Cow::Owned(vec![1; count]) };
    }
    let mut distinct = mentee.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    let dense = |id: &u32| distinct.partition_point(|other| other < id) as u32;
    Mentees { of_edge: Cow::Owned(mentee.iter().map(dense).collect()), seats: Cow::Owned(vec![1; distinct.len()]) }
}
