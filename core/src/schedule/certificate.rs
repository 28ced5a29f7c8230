//! The independent check of a schedule. It shares no code with the solver, not even for bits.
//!
//! **The proof.** A schedule M pays p_j for each of at most c_j sessions of j, q_js for the one session that j has at s, and r_s for
//! each of at most R_s; whoever pays for all slots of their sessions keeps no more than at the cheapest start. So
//! `w(M) + lift · |M| ≤ D`, whatever the prices ≥ 0 are.

use std::collections::HashSet;

use super::problem::{ScheduleProblem, ScheduleSolution};
use crate::assign::chosen::{self, Sides};
use crate::assign::problem::{MOST, Mentees};
use crate::error::{Error, ErrorCode, Problems};
use crate::status::Status;

/// Whether somebody is free at a slot, in rows as callers give them.
fn is_free(bits: &[u64], slots: u32, person: u32, slot: u32) -> bool {
    let words = (slots as usize).div_ceil(64);
    let word = bits.get(person as usize * words + slot as usize / 64).copied().unwrap_or(0);
    slot < slots && word >> (slot % 64) & 1 == 1
}

/// The starts at which all of these people are free for a session.
fn starts(problem: &ScheduleProblem<'_>, rows: &[(&[u64], u32)], out: &mut Vec<u32>) {
    let (slots, words) = (problem.slots, (problem.slots as usize).div_ceil(64));
    out.clear();
    let mut run = 0;
    for at in 0..words {
        let row = |&(bits, person): &(&[u64], u32)| bits.get(person as usize * words + at).copied().unwrap_or(0);
        let word = rows.iter().map(row).fold(u64::MAX, |all, word| all & word);
        if word == 0 {
            run = 0;
            continue;
        }
        for bit in 0..64_u32 {
            run = if word >> bit & 1 == 1 { run + 1 } else { 0 };
            let slot = at as u32 * 64 + bit;
            if run >= problem.slots_per_session && slot < slots {
                out.push(slot + 1 - problem.slots_per_session);
            }
        }
    }
}

/// The seats of everybody that there is time for.
fn in_time(problem: &ScheduleProblem<'_>, bits: &[u64], seats: &[u32]) -> Vec<u32> {
    let mut possible = Vec::new();
    let capped = |(person, &seats): (u32, &u32)| {
        starts(problem, &[(bits, person)], &mut possible);
        let (mut count, mut next) = (0, 0);
        for &start in &possible {
            if start >= next {
                (count, next) = (count + 1, start + problem.slots_per_session);
            }
        }
        seats.min(count)
    };
    (0..).zip(seats).map(capped).collect()
}

/// Checks `solution` of a well-formed problem.
pub(crate) fn check(
    problem: &ScheduleProblem<'_>,
    mentees: &Mentees<'_>,
    solution: &ScheduleSolution,
) -> Result<(), Error> {
    let mut problems = Problems::default();
    let edges = &problem.edges;
    let mentee: &[u32] = &mentees.of_edge;
    let sides = Sides { mentee, mentee_seats: &mentees.seats, mentor: edges.mentor, mentor_seats: edges.mentor_seats };
    sides.check(&solution.edges, &mut problems);
    check_slots(problem, mentee, solution, &mut problems);
    let total = chosen::total(edges.weight, &solution.edges);
    if i128::from(solution.total) != total {
        problems.add(ErrorCode::TotalMismatch, "total", format!("the edges make {total}, not {}", solution.total));
    }
    check_bound(problem, mentees, solution, &mut problems);
    if i128::from(solution.bound) - i128::from(solution.total) != i128::from(solution.gap) || solution.gap < 0 {
        problems.add(ErrorCode::BoundMismatch, "gap", format!("`{}` is not the bound less the total", solution.gap));
    }
    let all = solution.most.is_none_or(|most| most == solution.edges.len() as u64);
    if (solution.status == Status::Optimal) != (solution.gap == 0 && all) {
        let message = format!("the status is `{}` and the gap {}", solution.status.as_str(), solution.gap);
        problems.add(ErrorCode::StatusMismatch, "status", message);
    }
    problems.into_result()
}

/// Everybody is free when they meet, and at one place; rooms suffice.
fn check_slots(problem: &ScheduleProblem<'_>, mentee: &[u32], solution: &ScheduleSolution, problems: &mut Problems) {
    if solution.slots.len() != solution.edges.len() {
        let message = format!("{} slots for {} edges", solution.slots.len(), solution.edges.len());
        problems.add(ErrorCode::IneligiblePair, "slots", message);
    }
    let mut rooms: Option<Vec<u32>> = problem.slot_rooms.map(<[u32]>::to_vec);
    let mut busy = HashSet::new();
    for (at, (&edge, &start)) in solution.edges.iter().zip(&solution.slots).enumerate() {
        let (Some(&i), Some(&j)) = (mentee.get(edge as usize), problem.edges.mentor.get(edge as usize)) else {
            continue;
        };
        for slot in (0..problem.slots_per_session.min(problem.slots + 1)).map(|after| start.saturating_add(after)) {
            let mut wrong = |code, message: String| problems.add(code, format!("slots[{at}]"), message);
            for (side, person, bits) in [("mentee", i, problem.mentee_free), ("mentor", j, problem.mentor_free)] {
                if !is_free(bits, problem.slots, person, slot) {
                    wrong(ErrorCode::IneligiblePair, format!("the {side} is not free at slot {slot}"));
                } else if !busy.insert((side, person, slot)) {
                    wrong(ErrorCode::SeatOversold, format!("the {side} has two sessions at slot {slot}"));
                }
            }
            if let Some(left) = rooms.as_mut().and_then(|rooms| rooms.get_mut(slot as usize)) {
                match left.checked_sub(1) {
                    Some(less) => *left = less,
                    None => wrong(ErrorCode::SeatOversold, format!("there is no room left at slot {slot}")),
                }
            }
        }
    }
}

fn check_bound(
    problem: &ScheduleProblem<'_>,
    mentees: &Mentees<'_>,
    solution: &ScheduleSolution,
    problems: &mut Problems,
) {
    let mut wrong = |path: &str, message: String| problems.add(ErrorCode::BoundMismatch, path, message);
    let sane = |price: i64| (0..=2 * MOST).contains(&price);
    let mentors = problem.edges.mentor_seats.len();
    let rooms = problem.slot_rooms.unwrap_or_default();
    if solution.prices.len() != mentors || !solution.prices.iter().all(|&price| sane(price)) {
        return wrong("prices", format!("not one sensible price for each of {mentors} mentors"));
    }
    let listed = &solution.slot_prices;
    if !listed.is_sorted_by(|a, b| (a.mentor, a.slot) < (b.mentor, b.slot))
        || !listed.iter().all(|slot| {
            (slot.mentor as usize) < mentors && slot.slot < problem.slots && sane(slot.price) && slot.price > 0
        })
    {
        return wrong("slot_prices", "not sensible prices of mentors and slots, in order".to_owned());
    }
    let priced = &solution.room_prices;
    if !(priced.is_empty() || priced.len() == rooms.len()) || !priced.iter().all(|&price| sane(price)) {
        return wrong("room_prices", "not one sensible price for every slot with rooms".to_owned());
    }
    if !(0..=MOST).contains(&solution.lift) || (solution.lift > 0) != solution.most.is_some() {
        return wrong("lift", format!("`{}` is no lift for what is claimed", solution.lift));
    }
    let (dual, heaviest) = dual(problem, mentees, solution);
    let lift = i128::from(solution.lift);
    if lift > 0 && lift <= heaviest {
        wrong("lift", format!("{lift} is no more than all weights, {heaviest}"));
    }
    if let Some(most) = solution.most.filter(|&most| dual.checked_div(lift) != Some(i128::from(most))) {
        wrong("most", format!("the prices do not prove {most}"));
    }
    let bound = heaviest.min(dual - lift * solution.edges.len() as i128);
    if i128::from(solution.bound) != bound {
        wrong("bound", format!("the prices prove {bound}, not {}", solution.bound));
    }
}

/// D, and what the heaviest edges that mentees have time for sum to.
fn dual(problem: &ScheduleProblem<'_>, mentees: &Mentees<'_>, solution: &ScheduleSolution) -> (i128, i128) {
    let mentor_seats = in_time(problem, problem.mentor_free, problem.edges.mentor_seats);
    let mentee_seats = in_time(problem, problem.mentee_free, &mentees.seats);
    let product = |(&price, &count): (&i64, &u32)| i128::from(price) * i128::from(count);
    let mut sum: i128 = solution.prices.iter().zip(&mentor_seats).map(product).sum();
    sum += solution.slot_prices.iter().map(|slot| i128::from(slot.price)).sum::<i128>();
    sum += solution.room_prices.iter().zip(problem.slot_rooms.unwrap_or_default()).map(product).sum::<i128>();
    let mut by_mentee: Vec<Vec<(i128, i128)>> = vec![Vec::new(); mentee_seats.len()];
    let mut possible = Vec::new();
    for ((&i, &j), &weight) in mentees.of_edge.iter().zip(problem.edges.mentor).zip(problem.edges.weight) {
        starts(problem, &[(problem.mentee_free, i), (problem.mentor_free, j)], &mut possible);
        let first = solution.slot_prices.partition_point(|slot| slot.mentor < j);
        let after = solution.slot_prices.partition_point(|slot| slot.mentor <= j);
        let own = solution.slot_prices.get(first..after).unwrap_or_default();
        let cost = |&start: &u32| -> i128 {
            let session = start..start + problem.slots_per_session;
            let rooms = session.clone().filter_map(|slot| solution.room_prices.get(slot as usize));
            let own = own.iter().filter(|slot| session.contains(&slot.slot)).map(|slot| &slot.price);
            own.chain(rooms).map(|&price| i128::from(price)).sum()
        };
        let cheapest = if own.is_empty() && solution.room_prices.is_empty() {
            possible.first().map(|_| 0)
        } else {
            possible.iter().map(cost).min()
        };
        let price = solution.prices.get(j as usize).map_or(0, |&price| i128::from(price));
        if let (Some(cheapest), Some(gains)) = (cheapest, by_mentee.get_mut(i as usize)) {
            gains.push((i128::from(weight) + i128::from(solution.lift) - price - cheapest, i128::from(weight)));
        }
    }
    let mut heaviest = 0;
    for (gains, &seats) in by_mentee.iter_mut().zip(&mentee_seats) {
        gains.sort_unstable_by(|a, b| b.0.cmp(&a.0));
        sum += gains.iter().take(seats as usize).map(|gain| gain.0.max(0)).sum::<i128>();
        gains.sort_unstable_by(|a, b| b.1.cmp(&a.1));
        heaviest += gains.iter().take(seats as usize).map(|gain| gain.1).sum::<i128>();
    }
    (sum, heaviest)
}
