//! Fair choices: nobody's lot could be better without making that of somebody worse off than them, or as badly off, worse.
//!
//! **Problem.** A mentee's lot is what their best edge is worth, or what all of theirs are worth together; nothing if they
//! have none. Sorted from the least on, the lots of all mentees are to be as large as possible, compared from the first on
//! (leximin). That is: as few as possible with nothing, then as few as possible at the lowest lot, at the next, and so on.
//!
//! **The best edge.** As many people as possible are found with the best edges only (`most.rs`), and an assignment of these edges, with
//! weights that punish low lots, gives a start that is nearly fair (`start.rs`, `best.rs`). Who could not have more splits the
//! market in two: mentees who all have somebody, with mentors who may have seats left; and mentors who are all full, with
//! mentees who may be left out (`group.rs`). There, one weight after another, from the lowest on, chosen edges are replaced by
//! better ones where short alternating paths find a way, and where they do not, what they have seen stays closed for all
//! later weights. Paths are looked for first among edges that the prices of the start make look good (`search.rs`), and where few seats are
//! free, first where these are (`exits.rs`).
//! Then the seats that are left go to those who want several, for the most points.
//!
//! Potentials of all those searches are the proof: prices, a list for each mentor, as for [rank-maximal](crate::rank) choices,
//! but sparse: most weights need none. `certificate.rs` checks them without any of this code.
//!
//! **Bands.** Lots may be told apart by bands only; all of the above then holds of bands. Usually many choices are as fair, all those on the
//! edges that no group has closed, with all seats filled that potentials ask for; `second.rs` finds the one of the most weight, with prices
//! of its own.
//!
//! **Urgency.** Having nothing may be a lower lot for some than for others. `most.rs` takes the most urgent first, and as before
//! the market splits in two, only that some mentees must have one of the full mentors.
//!
//! **All edges together.** That is NP-hard as soon as somebody wants several (it contains partition), so the answer is a good
//! one with a bound. `sum.rs` deals seats round by round, each the fairest by itself, and `chain.rs` moves edges along chains as
//! long as somebody gains whom nobody falls below. For the bound, mentees are given shares: the least lot is no more than the mean
//! by shares, and that no more than an assignment with weights times shares. `share.rs` looks for the shares that prove most.
//!
//! **Complexity.** By best edge two assignments, and a search for every chosen edge: at worst as long as all edges, as a rule a
//! few. By sum so much for every round, and as many assignments as `share.rs` says.
//!
//! **References.** C.-C. Huang, T. Kavitha, K. Mehlhorn, D. Michail, "Fair matchings and related problems", Algorithmica 74, 2016.
//! The lexicographic bottleneck assignment problem: R. E. Burkard, F. Rendl, Operations Research Letters 10, 1991. Sums of several:
//! N. Garg, T. Kavitha, A. Kumar, K. Mehlhorn, J. Mestre, "Assigning papers to referees", Algorithmica 58, 2010. Shares: S. Arora,
//! E. Hazan, S. Kale, "The multiplicative weights update method", Theory of Computing 8, 2012.
#![expect(clippy::indexing_slicing, reason = "people and edges are numbered by a problem that was checked")]

mod attained;
mod best;
mod bound;
pub(crate) mod certificate;
mod chain;
mod exits;
mod group;
mod most;
mod person;
pub(crate) mod problem;
mod search;
mod second;
mod share;
mod start;
mod sum;
mod tree;
mod useful;

use crate::assign::problem::{AssignProblem, Mentees};
use crate::assign::{self, Assignment, share as work};
use crate::bipartite::Bipartite;
use crate::control::Control;
use crate::error::Error;
use crate::status::Status;
use problem::{FairOptions, FairSolution, LevelPrice, Measure, Urgent};

/// Solves a well-formed problem.
///
/// # Errors
/// [`ErrorCode::TooLarge`](crate::ErrorCode::TooLarge) if a total might not be exact; cancelled.
pub(crate) fn fair(
    problem: &AssignProblem<'_>,
    mentees: &Mentees<'_>,
    options: &FairOptions<'_>,
    control: &Control,
) -> Result<FairSolution, Error> {
    let AssignProblem { mentor, weight, mentor_seats, .. } = *problem;
    let graph = Bipartite::from_edges(&mentees.of_edge, mentor, weight, mentor_seats, &mentees.seats);
    assign::check_total(&graph)?;
    if options.measure.of(&mentees.seats) == Measure::Sum {
        return sum::fair(problem, mentees, &assign::assign(&graph, control)?, control);
    }
    // What fairness costs is seen beside the fair choice, which is the longer work.
    let (most, firsts) =
        work::both(|| assign::assign(&graph, &control.quiet()), || best::firsts(problem, mentees, options, control));
    drop(graph);
    let most = most?;
    let best::Firsts { edges, prices, second_prices, complete, proved, largest } = firsts?;
    let edges = with_free_seats(problem, mentees, edges, control)?;
    let lots = lots(problem, mentees, &edges, i64::max);
    let worst = options.lot(worst(&lots));
    let bound = if proved < worst { largest } else { options.top(worst).min(largest) };
    let complete = complete && most.complete;
    let second_prices = if complete { second_prices } else { Vec::new() };
    let proof = Proof { prices, second_prices, proved, bound, complete, ..Proof::default() };
    let urgent = options.urgency.map_or_else(Vec::new, |urgency| urgent(urgency, &lots));
    Ok(FairSolution { urgent, ..answer(problem, edges, &lots, &most, proof)? })
}

/// How many of each urgency have something, the most urgent first.
fn urgent(urgency: &[u32], lots: &[i64]) -> Vec<Urgent> {
    let mut all: Vec<(u32, bool)> = urgency.iter().zip(lots).map(|(&urgency, &lot)| (urgency, lot > 0)).collect();
    all.sort_unstable_by(|a, b| b.cmp(a));
    let count = |some: &[(u32, bool)]| Urgent {
        urgency: some[0].0,
        mentees: some.len() as u64,
        matched: some.iter().filter(|(_, matched)| *matched).count() as u64,
    };
    all.chunk_by(|a, b| a.0 == b.0).map(count).collect()
}

/// Everybody's lot, of what their edges are worth.
fn lots(problem: &AssignProblem<'_>, mentees: &Mentees<'_>, edges: &[u32], add: impl Fn(i64, i64) -> i64) -> Vec<i64> {
    let mut lots = vec![0; mentees.seats.len()];
    for &edge in edges {
        let lot = &mut lots[mentees.of_edge[edge as usize] as usize];
        *lot = add(*lot, problem.weight[edge as usize]);
    }
    lots
}

/// The least of those who have anything.
fn worst(lots: &[i64]) -> i64 {
    lots.iter().copied().filter(|lot| *lot > 0).min().unwrap_or(0)
}

/// The seats that first edges leave, to those who want several, for the most points.
fn with_free_seats(
    problem: &AssignProblem<'_>,
    mentees: &Mentees<'_>,
    firsts: Vec<u32>,
    control: &Control,
) -> Result<Vec<u32>, Error> {
    let AssignProblem { mentor, weight, mentor_seats, .. } = *problem;
    let (mut mentee_left, mut mentor_left) = (mentees.seats.to_vec(), mentor_seats.to_vec());
    let mut is_first = vec![false; weight.len()];
    for &edge in &firsts {
        mentee_left[mentees.of_edge[edge as usize] as usize] -= 1;
        mentor_left[mentor[edge as usize] as usize] -= 1;
        is_first[edge as usize] = true;
    }
    // Whoever has nothing now has nobody left to ask.
    for (left, &seats) in mentee_left.iter_mut().zip(mentees.seats.iter()) {
        if *left == seats {
            *left = 0;
        }
    }
    if mentee_left.iter().all(|left| *left == 0) {
        return Ok(firsts);
    }
    let weight: Vec<i64> = weight.iter().zip(is_first).map(|(&weight, first)| if first { 0 } else { weight }).collect();
    let graph = Bipartite::from_edges(&mentees.of_edge, mentor, &weight, &mentor_left, &mentee_left);
    let mut edges = assign::assign(&graph, control)?.chosen;
    edges.extend(firsts);
    edges.sort_unstable();
    Ok(edges)
}

/// What proves a solution.
#[derive(Default)]
struct Proof {
    prices: Vec<LevelPrice>,
    second_prices: Vec<i64>,
    proved: i64,
    bound: i64,
    shares: Vec<i64>,
    share_prices: Vec<i64>,
    complete: bool,
}

fn answer(
    problem: &AssignProblem<'_>,
    edges: Vec<u32>,
    lots: &[i64],
    most: &Assignment,
    proof: Proof,
) -> Result<FairSolution, Error> {
    let Proof { prices, second_prices, proved, bound, shares, share_prices, complete } = proof;
    let total = edges.iter().map(|&edge| problem.weight[edge as usize]).sum::<i64>();
    let best = i64::try_from(most.bound).map_err(|_| Error::internal(format!("a bound of {}", most.bound)))?;
    let worst = worst(lots);
    Ok(FairSolution {
        matched: lots.iter().filter(|lot| **lot > 0).count() as u64,
        worst,
        bound,
        gap: bound - worst,
        edges,
        total,
        most: best,
        price: best - total,
        most_prices: most.prices.clone(),
        prices,
        second_prices,
        urgent: Vec::new(),
        proved,
        status: match complete {
            false => Status::Deadline,
            true if shares.is_empty() => Status::Optimal,
            true => Status::WithinGap,
        },
        shares,
        share_prices,
    })
}
