//! What a problem of peers is, what a solution claims, and everything that can be wrong with the former.

use crate::assign::problem::MOST;
use crate::error::{Error, ErrorCode, Problems};
use crate::status::Status;

/// The largest weight of an edge between peers: twice as much is still exact in every language, and duals are in half points.
pub const MOST_PEER_WEIGHT: i64 = MOST / 2;

/// How many people there can be: people of whom nobody says anything cost memory too.
const MOST_PEOPLE: usize = 1 << 24;

/// Edges between people of one kind, as parallel slices. The same pair may be given several times, in either order; each is
/// an edge of its own.
#[derive(Debug, Clone, Copy)]
pub struct PeersProblem<'a> {
    /// One end of each edge, below `n`.
    pub a: &'a [u32],
    /// The other end.
    pub b: &'a [u32],
    /// What each edge is worth, from 0 to [`MOST_PEER_WEIGHT`]. An edge worth 0 is never chosen.
    pub weight: &'a [i64],
    /// How many people there are.
    pub n: usize,
}

/// An odd number of people, three or more, who cannot all be paired among themselves, and what that is worth to the proof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OddSet {
    /// People in this set and in none inside it, ascending.
    pub people: Vec<u32>,
    /// Sets inside this one, not inside another inside it: positions in [`PeersSolution::odd_sets`], all before this one,
    /// ascending.
    pub sets: Vec<u32>,
    /// z of this set, in half points, above 0.
    pub dual: i64,
}

/// Who meets whom, and the proof that no choice is worth more.
///
/// The proof: the duals of both ends of an edge and of all odd sets that contain both sum to at least twice its weight. A
/// matching has at most one edge at each person and (k − 1) / 2 within a set of k. So twice its weight is at most the sum of
/// the people's duals and of (k − 1) / 2 times the dual of each set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeersSolution {
    /// Positions of the chosen edges, ascending.
    pub edges: Vec<u32>,
    /// Whom each person meets, if anybody.
    pub partner: Vec<Option<u32>>,
    /// What the chosen edges are worth together.
    pub total: i64,
    /// What no choice exceeds, as the duals prove.
    pub bound: i64,
    /// `bound` − `total`.
    pub gap: i64,
    /// u of each person, in half points, ≥ 0.
    pub duals: Vec<i64>,
    /// The odd sets with a dual; any two are apart or one within the other.
    pub odd_sets: Vec<OddSet>,
    /// [`Status::Optimal`] if the gap is 0, else [`Status::Deadline`].
    pub status: Status,
}

/// Everything that is wrong with a problem, array by array.
pub(crate) fn check(problem: &PeersProblem<'_>) -> Result<(), Error> {
    let PeersProblem { a, b, weight, n } = *problem;
    let mut problems = Problems::default();
    for (path, len) in [("b", b.len()), ("weight", weight.len())] {
        if len != a.len() {
            let message = format!("`{path}` has {len} entries and `a` {}; every edge needs one of each", a.len());
            problems.add(ErrorCode::LengthMismatch, path, message);
        }
    }
    let most = i32::MAX as usize;
    if a.len() > most {
        problems.add(ErrorCode::TooLarge, "a", format!("`a` has {} entries; at most {most} are possible", a.len()));
    }
    if n > MOST_PEOPLE {
        problems.add(ErrorCode::TooLarge, "n", format!("`{n}` people; at most {MOST_PEOPLE} are possible"));
    }
    for (path, values) in [("a", a), ("b", b)] {
        wherever(
            values.iter(),
            |&&value| value as usize >= n,
            |k, value| {
                let message = format!("`{value}` is not below `n`, which is {n}");
                problems.add(ErrorCode::OutOfRange, format!("{path}[{k}]"), message);
            },
        );
    }
    wherever(
        a.iter().zip(b),
        |(a, b)| a == b,
        |k, (_, b)| {
            let message = format!("`{b}` is the other end too; nobody is their own peer");
            problems.add(ErrorCode::OutOfRange, format!("b[{k}]"), message);
        },
    );
    wherever(
        weight.iter(),
        |&&value| !(0..=MOST_PEER_WEIGHT).contains(&value),
        |k, value| {
            let message = format!("`{value}` is not from 0 to {MOST_PEER_WEIGHT}");
            problems.add(ErrorCode::OutOfRange, format!("weight[{k}]"), message);
        },
    );
    problems.into_result()?;
    let heaviest = weight.iter().fold(0, |most, &weight| weight.max(most));
    if i128::from(heaviest) * n as i128 <= 2 * i128::from(MOST) {
        return Ok(());
    }
    let most = most_together(problem);
    if most > 2 * i128::from(MOST) {
        let message =
            format!("what people could get at best sums to {}; at most {MOST} is exact in every language", most / 2);
        return Err(Error::new(ErrorCode::TooLarge, "weight", message));
    }
    Ok(())
}

/// Tells of every value that is wrong. As a rule none is, which a pass that never stops shows fast.
fn wherever<T>(values: impl Iterator<Item = T> + Clone, wrong: impl Fn(&T) -> bool, mut tell: impl FnMut(usize, T)) {
    if values.clone().fold(false, |any, value| any | wrong(&value)) {
        values.enumerate().filter(|(_, value)| wrong(value)).for_each(|(k, value)| tell(k, value));
    }
}

/// What everybody's heaviest edge sums to: no matching is worth more than half of it.
fn most_together(problem: &PeersProblem<'_>) -> i128 {
    let mut heaviest = vec![0; problem.n];
    for ((&a, &b), &weight) in problem.a.iter().zip(problem.b).zip(problem.weight) {
        for end in [a, b] {
            if let Some(heaviest) = heaviest.get_mut(end as usize) {
                *heaviest = weight.max(*heaviest);
            }
        }
    }
    heaviest.into_iter().map(i128::from).sum()
}
