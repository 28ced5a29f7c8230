//! Who meets whom, and when, in one: the most weight within seats and everybody's free slots.
//!
//! **Problem.** As [assignment](crate::assign), and every chosen edge gets a slot at which both are free; nobody is at two places.
//!
//! **One session a mentee** is a flow, mentee → (mentor, slot) → mentor, and exact. The plain
//! assignment comes first, over edges whose people have a slot in common; then every mentor's slots are dealt among who was
//! chosen. Where that leaves nobody without one, it is the optimum, and the prices of mentors prove it. Who stays without one, and the
//! seats they leave, are what [shortest paths](search) repair, in integers; unless slots are so scarce that they are many, and the
//! [expanded](expand) graph is small.
//!
//! **Prices.** p_j a mentor, q_js a mentor and slot, r_s a slot over all: whatever they are, no schedule is worth more than
//! `D = Σ c_j p_j + Σ q_js + Σ R_s r_s + Σ_i (the a_i largest positive w − p_j − (the least q_js + r_s of a common slot))`.
//!
//! **Several sessions a mentee, sessions of several slots, rooms.** NP-hard (Even, Itai, Shamir; Simons, Sipser). The relaxed problem
//! proves a bound; its choice is dealt slots one by one, what cannot be held is left out, and other edges fill in
//! ([several](several)). The gap says how far from the bound that is; often it is 0.
//!
//! **References.** S. Even, A. Itai, A. Shamir, "On the complexity of timetable and multicommodity flow problems", SIAM J. Computing 5,
//! 1976. B. Simons, M. Sipser, "On scheduling unit-length jobs with multiple release time/deadline intervals", Operations Research
//! 32, 1984.

mod board;
pub(crate) mod certificate;
mod expand;
pub(crate) mod pairs;
pub(crate) mod problem;
mod prove;
mod reverse;
mod search;
mod several;
pub(crate) mod slots;
pub(crate) mod timetable;

use crate::assign;
use crate::assign::problem::{MOST, Mentees};
use crate::bipartite::Bipartite;
use crate::control::Control;
use crate::error::{Error, ErrorCode};
use crate::status::Status;
use board::{Board, NONE};
use problem::{Aim, ScheduleProblem, ScheduleSolution};
use prove::{Prices, Proof};
use search::Search;
use slots::Rows;

/// After so much effort of searches the caller is asked whether to go on.
const STRIDE: u64 = 4096;

/// If so many stay without a slot, and more than one in so many, the expanded graph is tried.
const MANY: usize = 64;
const SHARE: usize = 20;

/// Edges with their slots, in any order.
type Sessions = Vec<(u32, u32)>;

/// Solves a well-formed problem.
///
/// # Errors
/// Cancelled; [`ErrorCode::TooLarge`].
pub(crate) fn schedule(
    problem: &ScheduleProblem<'_>,
    mentees: &Mentees<'_>,
    aim: Aim,
    control: &Control,
) -> Result<ScheduleSolution, Error> {
    control.check()?;
    let length = problem.slots_per_session;
    let free = |bits| {
        let mut free = Rows::starts(bits, problem.slots, length);
        let rooms = (0..).zip(problem.slot_rooms.unwrap_or_default());
        free.close(rooms.filter(|(_, rooms)| **rooms == 0).map(|(slot, _)| slot), length);
        free
    };
    let (mentee_free, mentor_free) = (free(problem.mentee_free), free(problem.mentor_free));
    // Nobody has more seats than time.
    let within = |seats: &[u32], most: Vec<u32>| seats.iter().zip(most).map(|(&seats, most)| seats.min(most)).collect();
    let mentee_seats: Vec<u32> = within(&mentees.seats, mentee_free.most(length));
    let mentor_seats: Vec<u32> = within(problem.edges.mentor_seats, mentor_free.most(length));
    let edges = mentees.of_edge.iter().zip(problem.edges.mentor).zip(problem.edges.weight);
    // Whoever has no seat and no time takes part in nothing, searches included.
    let meets = |i: u32, j: u32| {
        mentee_seats.get(i as usize) > Some(&0) && slots::meets(mentee_free.row(i), mentor_free.row(j))
    };
    let mut weights: Vec<i64> = Vec::with_capacity(problem.edges.weight.len());
    weights.extend(edges.clone().map(|((&i, &j), &weight)| if weight > 0 && meets(i, j) { weight } else { 0 }));
    let mentor = problem.edges.mentor;
    let plain = Bipartite::from_edges(&mentees.of_edge, mentor, &weights, &mentor_seats, &mentee_seats);
    assign::check_total(&plain)?;
    let heaviest = assign::bound::bound(&plain, &vec![0; mentor_seats.len()]);
    drop(plain);
    let mut lift = 0;
    if aim == Aim::Coverage {
        let largest = weights.iter().copied().max().unwrap_or(0);
        let above = u64::try_from(heaviest + 1).ok().and_then(u64::checked_next_power_of_two);
        let fits = above.and_then(|lift| i64::try_from(lift).ok()).filter(|lift| *lift <= MOST - largest);
        let message = || format!("weights that sum to {heaviest} leave no room to put sessions before points");
        lift = fits.ok_or_else(|| Error::new(ErrorCode::TooLarge, "weight", message()))?;
        for (weight, ((&i, &j), _)) in weights.iter_mut().zip(edges) {
            // An edge worth nothing is a session, too.
            if meets(i, j) {
                *weight += lift;
            }
        }
    }
    let graph = Bipartite::from_edges(&mentees.of_edge, mentor, &weights, &mentor_seats, &mentee_seats);
    let proof = Proof { problem, graph: &graph, mentee_free: &mentee_free, mentor_free: &mentor_free, lift, heaviest };
    let Chosen { sessions, prices, dual, complete } = choose(&proof, control)?;
    proof.answer(sessions, prices, dual, ended(complete))
}

/// Who meets whom and when, the prices that bound it, and their sum D.
struct Chosen {
    sessions: Sessions,
    prices: Prices,
    /// What prices prove; absent if that these are the best.
    dual: Option<i128>,
    complete: bool,
}

/// Solves a problem whose edges without a start in common have weight 0.
fn choose(proof: &Proof<'_>, control: &Control) -> Result<Chosen, Error> {
    let (problem, graph) = (proof.problem, proof.graph);
    if problem.slots_per_session == 1 && graph.mentee_seats().iter().all(|&seats| seats <= 1) {
        let (sessions, prices, complete) = one_each(proof, control)?;
        if several::has_rooms(problem, &sessions) {
            let dual = if complete { None } else { Some(proof.dual(&prices)) };
            return Ok(Chosen { sessions, prices, dual, complete });
        }
        return several::within_rooms(proof, sessions, prices, complete, control);
    }
    let found = assign::assign(graph, control)?;
    let prices = Prices::of_mentors(found.prices);
    let sessions = several::hold(proof, found.chosen.iter().map(|&edge| (edge, NONE)).collect(), control)?;
    let dual = Some(proof.dual(&prices));
    Ok(Chosen { sessions, prices, dual, complete: found.complete && !control.is_expired() })
}

fn ended(complete: bool) -> Status {
    if complete { Status::WithinGap } else { Status::Deadline }
}

/// One session of one slot each, without rooms: exact, unless the deadline comes first.
fn one_each(proof: &Proof<'_>, control: &Control) -> Result<(Sessions, Prices, bool), Error> {
    let graph = proof.graph;
    let found = assign::assign(graph, control)?;
    let mut board = Board::new(graph, proof.mentee_free, proof.mentor_free.clone(), found.prices);
    let (mut chosen, mut held) = (vec![false; graph.edges()], vec![NONE; graph.mentees()]);
    for &edge in &found.chosen {
        if let Some(chosen) = chosen.get_mut(edge as usize) {
            *chosen = true;
        }
    }
    for mentee in 0..graph.mentees() as u32 {
        for (position, mentor, weight) in graph.edges_of(mentee) {
            if chosen.get(graph.id(position) as usize) == Some(&true)
                && let (Some(profit), Some(price), Some(held)) = (
                    board.profit.get_mut(mentee as usize),
                    board.price.get(mentor as usize),
                    held.get_mut(mentee as usize),
                )
            {
                (*profit, *held) = (weight - price, position);
            }
        }
    }
    let left = board.deal_all(&held);
    let clashes = left.len();
    if found.complete
        && clashes >= MANY
        && clashes.saturating_mul(SHARE) > found.chosen.len()
        && let Some((held, prices)) = expand::expand(proof, control)?
    {
        return Ok((dealt(proof, &held)?, prices, true));
    }
    let complete = found.complete && repair(&mut board, left, control)?;
    if !complete {
        fill(&mut board);
    }
    let prices = Prices::of_board(&board);
    let sessions = if clashes == 0 { sessions(&board) } else { dealt(proof, &board.held)? };
    Ok((sessions, prices, complete))
}

/// Slots for edges that have some. When people meet is to depend on who meets, and not on how that was found.
fn dealt(proof: &Proof<'_>, held: &[u32]) -> Result<Sessions, Error> {
    let mut board = Board::new(proof.graph, proof.mentee_free, proof.mentor_free.clone(), Vec::new());
    if !board.deal_all(held).is_empty() {
        return Err(Error::internal("slots that were found once are gone".to_owned()));
    }
    Ok(sessions(&board))
}

/// Until nothing is missing; or not, if the deadline comes first.
fn repair(board: &mut Board<'_>, left: Vec<u32>, control: &Control) -> Result<bool, Error> {
    let mut search = Search::new(board);
    let mut effort = STRIDE;
    let mut look = |more: u64| -> Result<bool, Error> {
        effort += more;
        if effort < STRIDE {
            return Ok(true);
        }
        effort = 0;
        control.check()?;
        Ok(!control.is_expired())
    };
    let wants = |board: &Board<'_>, mentee: u32| {
        board.held.get(mentee as usize) == Some(&NONE)
            && board.profit.get(mentee as usize).is_some_and(|&profit| profit > 0)
    };
    let priced = |board: &Board<'_>, mentor: u32| {
        board.is_spare(mentor) && board.price.get(mentor as usize).is_some_and(|&price| price > 0)
    };
    let mut more = 0;
    for mentee in left {
        while wants(board, mentee) {
            if !look(more)? {
                return Ok(false);
            }
            more = search.forward(board, mentee);
        }
    }
    for mentor in 0..board.price.len() as u32 {
        while priced(board, mentor) {
            if !look(more)? {
                return Ok(false);
            }
            more = search.reverse(board, mentor);
        }
    }
    Ok(true)
}

/// Whoever has no seat takes the heaviest edge that leads to a free slot.
fn fill(board: &mut Board<'_>) {
    for mentee in 0..board.held.len() as u32 {
        if board.held.get(mentee as usize) != Some(&NONE) || board.graph.mentee_seats().get(mentee as usize) == Some(&0)
        {
            continue;
        }
        let edges = board.graph.edges_of(mentee).filter(|&(_, mentor, weight)| weight > 0 && board.is_spare(mentor));
        let fitting =
            edges.filter_map(|(position, mentor, weight)| Some((weight, position, board.opening(mentee, mentor)?)));
        if let Some((_, position, slot)) =
            fitting.max_by_key(|&(weight, position, _)| (weight, std::cmp::Reverse(position)))
        {
            board.take(mentee, position, slot);
        }
    }
}

fn sessions(board: &Board<'_>) -> Sessions {
    let held = board.held.iter().zip(&board.place).filter(|(position, _)| **position != NONE);
    held.map(|(&position, &place)| (board.graph.id(position), board.seat(place).slot)).collect()
}
