//! The independent check of a schedule. It shares no code with the solver, not even for bits.
//!
//! **The proof.** A schedule M pays p_j for each of at most c_j sessions of j, q_js for the one session that j has at s, and r_s for
//! each of at most R_s; whoever pays for all slots of their sessions keeps no more than at the cheapest start. So
//! `w(M) + lift · |M| ≤ D`, whatever the prices ≥ 0 are.

use std::cmp::Reverse;
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

/// Shows the starts at which all of these people are free for a session, and there are rooms, until told to stop.
fn each_start(problem: &ScheduleProblem<'_>, rows: &[(&[u64], u32)], mut go_on: impl FnMut(u32) -> bool) {
    let words = (problem.slots as usize).div_ceil(64);
    let closed = |slot: u32| problem.slot_rooms.is_some_and(|rooms| rooms.get(slot as usize) == Some(&0));
    let (mut run, mut next) = (0, 0);
    for at in 0..words {
        let row = |&(bits, person): &(&[u64], u32)| bits.get(person as usize * words + at).copied().unwrap_or(0);
        let mut word = rows.iter().map(row).fold(u64::MAX, |all, word| all & word);
        while word != 0 {
            let slot = at as u32 * 64 + word.trailing_zeros();
            word &= word - 1;
            run = if slot == next { run } else { 0 };
            (run, next) = (if closed(slot) { 0 } else { run + 1 }, slot + 1);
            if run >= problem.slots_per_session && !go_on(slot + 1 - problem.slots_per_session) {
                return;
            }
        }
    }
}

/// The seats of everybody that there is time for.
fn in_time(problem: &ScheduleProblem<'_>, bits: &[u64], seats: &[u32]) -> Vec<u32> {
    let capped = |(person, &seats): (u32, &u32)| {
        let (mut count, mut next) = (0, 0);
        each_start(problem, &[(bits, person)], |start| {
            if count < seats && start >= next {
                (count, next) = (count + 1, start + problem.slots_per_session);
            }
            count < seats
        });
        count
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
        let session = (0..problem.slots_per_session).map(|after| start.saturating_add(after));
        for slot in session {
            let mut wrong = |code, message: String| problems.add(code, format!("slots[{at}]"), message);
            let mut fine = true;
            for (side, person, bits) in [("mentee", i, problem.mentee_free), ("mentor", j, problem.mentor_free)] {
                if !is_free(bits, problem.slots, person, slot) {
                    wrong(ErrorCode::IneligiblePair, format!("the {side} is not free at slot {slot}"));
                    fine = false;
                } else if !busy.insert((side, person, slot)) {
                    wrong(ErrorCode::SeatOversold, format!("the {side} has two sessions at slot {slot}"));
                    fine = false;
                }
            }
            if let Some(left) = rooms.as_mut().and_then(|rooms| rooms.get_mut(slot as usize)) {
                match left.checked_sub(1) {
                    Some(less) => *left = less,
                    None => {
                        wrong(ErrorCode::SeatOversold, format!("there is no room left at slot {slot}"));
                        fine = false;
                    }
                }
            }
            // The first wrong slot of a session says it; a session may be of very many.
            if !fine {
                break;
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
    // Mentor by mentor, so that the prices of their slots are summed once.
    let of = |edge: u32| problem.edges.mentor.get(edge as usize).copied().unwrap_or(0);
    let mut edges: Vec<u32> = (0..problem.edges.mentor.len() as u32).collect();
    edges.sort_by_key(|&edge| of(edge));
    // By edge: what its mentee gains with it; nothing if there is no time.
    let mut gains: Vec<Option<i128>> = vec![None; edges.len()];
    for own in edges.chunk_by(|&a, &b| of(a) == of(b)) {
        let mentor = own.first().map_or(0, |&edge| of(edge));
        let costs = Costs::of(problem, solution, mentor);
        for &edge in own {
            let at = edge as usize;
            let (Some(&mentee), Some(&weight)) = (mentees.of_edge.get(at), problem.edges.weight.get(at)) else {
                continue;
            };
            let worth = i128::from(weight) + i128::from(solution.lift);
            let cheapest = costs.cheapest(problem, mentee, mentor);
            if let Some(gain) = gains.get_mut(at) {
                *gain = cheapest.map(|cheapest| worth - cheapest);
            }
        }
    }
    let mut by_mentee: Vec<Vec<(i128, i128)>> = vec![Vec::new(); mentee_seats.len()];
    for ((gain, &i), &weight) in gains.into_iter().zip(mentees.of_edge.iter()).zip(problem.edges.weight) {
        if let (Some(gain), Some(own)) = (gain, by_mentee.get_mut(i as usize)) {
            own.push((gain, i128::from(weight)));
        }
    }
    let mut heaviest = 0;
    for (own, &seats) in by_mentee.iter_mut().zip(&mentee_seats) {
        own.sort_unstable_by_key(|edge| Reverse(edge.0));
        sum += own.iter().take(seats as usize).map(|edge| edge.0.max(0)).sum::<i128>();
        own.sort_unstable_by_key(|edge| Reverse(edge.1));
        heaviest += own.iter().take(seats as usize).map(|edge| edge.1).sum::<i128>();
    }
    (sum, heaviest)
}

/// What sessions with one mentor cost.
struct Costs {
    price: i128,
    /// The prices of all slots before each; nothing if all are 0.
    before: Vec<i128>,
}

impl Costs {
    fn of(problem: &ScheduleProblem<'_>, solution: &ScheduleSolution, mentor: u32) -> Self {
        let price = solution.prices.get(mentor as usize).map_or(0, |&price| i128::from(price));
        let first = solution.slot_prices.partition_point(|slot| slot.mentor < mentor);
        let after = solution.slot_prices.partition_point(|slot| slot.mentor <= mentor);
        let own = solution.slot_prices.get(first..after).unwrap_or_default();
        if own.is_empty() && solution.room_prices.is_empty() {
            return Costs { price, before: Vec::new() };
        }
        let mut slots = vec![0_i128; problem.slots as usize];
        slots.iter_mut().zip(&solution.room_prices).for_each(|(slot, &room)| *slot += i128::from(room));
        for priced in own {
            if let Some(slot) = slots.get_mut(priced.slot as usize) {
                *slot += i128::from(priced.price);
            }
        }
        let sums = slots.iter().scan(0, |sum, price| {
            *sum += price;
            Some(*sum)
        });
        Costs { price, before: std::iter::once(0).chain(sums).collect() }
    }

    /// The least that a session with a mentee costs, if there is time for one.
    fn cheapest(&self, problem: &ScheduleProblem<'_>, mentee: u32, mentor: u32) -> Option<i128> {
        let mut cheapest: Option<i128> = None;
        each_start(problem, &[(problem.mentee_free, mentee), (problem.mentor_free, mentor)], |start| {
            let before = |slot: u32| self.before.get(slot as usize).copied().unwrap_or(0);
            let cost = before(start + problem.slots_per_session) - before(start);
            cheapest = Some(cheapest.map_or(cost, |known| known.min(cost)));
            cheapest != Some(0)
        });
        cheapest.map(|cheapest| cheapest + self.price)
    }
}
