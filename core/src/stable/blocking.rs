//! The independent check of a stable matching. It shares no code with the solver, and no data but the problem and the claim.
//!
//! **Stability.** One pass finds the worst rank that everybody holds and whether a seat is free; a second looks at every
//! pair that is not chosen: it blocks if both its people have a free seat or hold somebody whom they rank strictly worse.
//!
//! **Size.** For any set Y of mentors, a matching has at most all seats of Y plus, for every mentee, the smaller of the
//! mentee's seats and the number of pairs with mentors outside Y. If all lists are strict, all stable matchings have the same
//! size, and the matching bounds itself.
//!
//! **Complexity.** O(E), and O(E log E) where the bound rests on strict lists.

use super::problem::{StableProblem, StableSolution};
use crate::error::{Error, ErrorCode, Problems};
use crate::status::Status;

/// A pair that would rather have each other shows that the matching is not what it claims to be.
const BLOCKED: ErrorCode = ErrorCode::StatusMismatch;

/// What a person holds.
#[derive(Clone, Copy)]
struct Holds {
    seats: u32,
    taken: u32,
    worst: i64,
}

impl Holds {
    fn would_take(&self, rank: i64) -> bool {
        self.seats > 0 && (self.taken < self.seats || rank < self.worst)
    }
}

/// One side of the problem.
#[derive(Clone, Copy)]
struct Side<'a> {
    who: &'static str,
    person: &'a [u32],
    rank: &'a [i64],
    seats: &'a [u32],
}

/// Checks `solution`. `mentee` has the dense mentee of each pair, `mentee_seats` their seats; the problem is known to be well formed.
pub(crate) fn check(
    problem: &StableProblem<'_>,
    mentee: &[u32],
    mentee_seats: &[u32],
    solution: &StableSolution,
) -> Result<(), Error> {
    let sides = [
        Side { who: "mentee", person: mentee, rank: problem.mentee_rank, seats: mentee_seats },
        Side { who: "mentor", person: problem.mentor, rank: problem.mentor_rank, seats: problem.mentor_seats },
    ];
    let mut problems = Problems::default();
    let chosen = check_edges(problem, &sides, solution, &mut problems);
    // Who holds what is only known if the seats are right.
    if problems.is_empty() {
        check_blocking(problem, &sides, &chosen, &mut problems);
    }
    check_size(&sides, solution, &mut problems);
    problems.into_result()
}

/// Every pair exists, once, and has a seat on either side.
fn check_edges(
    problem: &StableProblem<'_>,
    sides: &[Side<'_>; 2],
    solution: &StableSolution,
    problems: &mut Problems,
) -> Vec<bool> {
    let mut chosen = vec![false; problem.mentee.len()];
    let mut left = sides.map(|side| side.seats.to_vec());
    for (k, &edge) in solution.edges.iter().enumerate() {
        let at = edge as usize;
        let path = || format!("edges[{k}]");
        match chosen.get_mut(at) {
            None => {
                problems.add(ErrorCode::IneligiblePair, path(), format!("there is no pair `{edge}`"));
                continue;
            }
            Some(chosen) if *chosen => {
                problems.add(ErrorCode::IneligiblePair, path(), format!("pair `{edge}` is chosen twice"));
                continue;
            }
            Some(chosen) => *chosen = true,
        }
        for (side, left) in sides.iter().zip(&mut left) {
            let left = side.person.get(at).and_then(|&person| left.get_mut(person as usize));
            if left.and_then(|left| left.checked_sub(1).map(|fewer| *left = fewer)).is_none() {
                let message = format!("the {} of pair `{edge}` has no seat left", side.who);
                problems.add(ErrorCode::SeatOversold, path(), message);
            }
        }
    }
    chosen
}

fn check_blocking(problem: &StableProblem<'_>, sides: &[Side<'_>; 2], chosen: &[bool], problems: &mut Problems) {
    let holds = sides.map(|side| {
        let mut holds: Vec<Holds> =
            side.seats.iter().map(|&seats| Holds { seats, taken: 0, worst: i64::MIN }).collect();
        for ((&person, &rank), _) in side.person.iter().zip(side.rank).zip(chosen).filter(|&(_, &chosen)| chosen) {
            if let Some(holds) = holds.get_mut(person as usize) {
                holds.taken += 1;
                holds.worst = holds.worst.max(rank);
            }
        }
        holds
    });
    let [mentees, mentors] = sides;
    let [mentees_hold, mentors_hold] = &holds;
    let would = |holds: &[Holds], person: u32, rank: i64| {
        holds.get(person as usize).is_some_and(|holds| holds.would_take(rank))
    };
    let pairs = mentees.person.iter().zip(mentees.rank).zip(mentors.person.iter().zip(mentors.rank)).zip(chosen);
    for (edge, (((&i, &mentee_rank), (&j, &mentor_rank)), &chosen)) in pairs.enumerate() {
        if !chosen && would(mentees_hold, i, mentee_rank) && would(mentors_hold, j, mentor_rank) {
            let mentee = problem.mentee.get(edge).copied().unwrap_or(i);
            let message =
                format!("mentee `{mentee}` and mentor `{j}` of pair `{edge}` would both rather have each other");
            problems.add(BLOCKED, "edges", message);
        }
    }
}

fn check_size(sides: &[Side<'_>; 2], solution: &StableSolution, problems: &mut Problems) {
    let StableSolution { ref edges, matched, bound, gap, ref cover, status } = *solution;
    if matched != edges.len() as u64 {
        problems.add(ErrorCode::TotalMismatch, "matched", format!("there are {} pairs, not {matched}", edges.len()));
    }
    match covered(sides, cover) {
        Err(k) => {
            let message = "the cover is mentors in ascending order";
            problems.add(ErrorCode::BoundMismatch, format!("cover[{k}]"), message);
        }
        Ok(proved) => {
            let by_strictness = || bound == edges.len() as u64 && sides.iter().all(|side| is_strict(side, sides));
            if u128::from(bound) != proved && !by_strictness() {
                let message =
                    format!("the cover proves a bound of {proved}, not {bound}, and not all lists are strict");
                problems.add(ErrorCode::BoundMismatch, "bound", message);
            }
        }
    }
    if i128::from(bound) - i128::from(matched) != i128::from(gap) {
        problems.add(ErrorCode::BoundMismatch, "gap", format!("`{gap}` is not the bound less the number of pairs"));
    }
    if (status == Status::Optimal) != (gap == 0) {
        let message = format!("the status is `{}` and the gap {gap}", status.as_str());
        problems.add(ErrorCode::StatusMismatch, "status", message);
    }
}

/// What a set of mentors proves that no matching exceeds; or where it is no ascending set of mentors.
fn covered(sides: &[Side<'_>; 2], cover: &[u32]) -> Result<u128, usize> {
    let [mentees, mentors] = sides;
    let mut inside = vec![false; mentors.seats.len()];
    let mut seats: u128 = 0;
    for (k, &j) in cover.iter().enumerate() {
        let before = k.checked_sub(1).and_then(|k| cover.get(k));
        match (inside.get_mut(j as usize), mentors.seats.get(j as usize)) {
            (Some(inside), Some(&more)) if before.is_none_or(|&before| before < j) => {
                *inside = true;
                seats += u128::from(more);
            }
            _ => return Err(k),
        }
    }
    let mut outside = vec![0_u32; mentees.seats.len()];
    for (&i, &j) in mentees.person.iter().zip(mentors.person) {
        let counts = mentors.seats.get(j as usize).is_some_and(|&seats| seats > 0)
            && !inside.get(j as usize).copied().unwrap_or(false);
        if let Some(outside) = outside.get_mut(i as usize) {
            *outside += u32::from(counts);
        }
    }
    let most = mentees.seats.iter().zip(&outside).map(|(&seats, &pairs)| u128::from(seats.min(pairs)));
    Ok(seats + most.sum::<u128>())
}

/// Whether nobody on this side ranks two people the same. Pairs in which somebody has no seat do not count.
fn is_strict(side: &Side<'_>, sides: &[Side<'_>; 2]) -> bool {
    let has_seat = |edge: usize| {
        sides.iter().all(|side| {
            let seats = side.person.get(edge).and_then(|&person| side.seats.get(person as usize));
            seats.is_some_and(|&seats| seats > 0)
        })
    };
    let places = side.person.iter().zip(side.rank).enumerate().filter(|&(edge, _)| has_seat(edge));
    let mut places: Vec<(u32, i64)> = places.map(|(_, (&person, &rank))| (person, rank)).collect();
    places.sort_unstable();
    places.windows(2).all(|pair| pair.first() != pair.last())
}
