//! Assignment: the choice of edges with the largest total weight, seats on both sides, with a proof.
//!
//! **Problem.** Mentees i want a_i mentors, mentors j have c_j seats, edges weigh w ≥ 0. Choose edges, each at most once,
//! at most a_i a mentee and c_j a mentor, of the most weight. Nobody has to be assigned, and an edge of weight 0 never is.
//!
//! **Method.** A forward–reverse auction with ε-scaling comes close to the optimum quickly (`auction.rs`, `reverse.rs`);
//! shortest paths finish it, exactly, in integers (`repair.rs`); then prices are lowered to the least optimal ones
//! (`prices.rs`). `bound.rs` turns prices into a bound on every choice; at the optimum they are equal, and that is the proof,
//! which `certificate.rs` checks without any of this code.
//!
//! **Range.** Weights up to 2^53 and totals up to 2^62: all prices, values, levels and distances stay between 0 and the
//! largest weight, plus ε, so nothing overflows 64 bits.
//!
//! **Determinism.** One thread, no hashing, no clock unless a deadline is given: the same graph gives the same answer.
//! Prices depend on the problem only. So does the choice if the optimum is unique; among several, the order of edges
//! decides.

mod auction;
mod bound;
pub(crate) mod certificate;
mod greedy;
pub(crate) mod least;
mod market;
mod pace;
mod prices;
pub(crate) mod problem;
mod repair;
mod reverse;

use crate::bipartite::Bipartite;
use crate::control::Control;
use crate::error::Error;
use auction::Auction;
use market::Market;
use pace::Pace;
use repair::Repair;

/// The best choice of edges, and its proof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// The ids of the chosen edges, ascending.
    pub chosen: Vec<u32>,
    /// Their weight.
    pub total: i64,
    /// What `prices` prove that no choice exceeds; equal to `total` if `complete`.
    pub bound: i64,
    /// One a mentor. If `complete`, what one more seat with that mentor would add to the total.
    pub prices: Vec<i64>,
    /// Whether the choice is optimal; if not, the deadline came first.
    pub complete: bool,
}

/// How the solver goes about it. No setting changes the total, the bound or the prices.
#[doc(hidden)]
#[derive(Debug, Clone)]
pub struct Tuning {
    /// ε starts at the largest weight divided by this.
    pub first: i64,
    /// Each scale divides ε by this.
    pub ratio: i64,
    /// The last ε.
    pub last: i64,
    /// A scale that takes more bids a mentee than this is the last one.
    pub bids: u64,
}

impl Default for Tuning {
    fn default() -> Self {
        Tuning { first: 8, ratio: 5, last: 1, bids: 200 }
    }
}

/// What the solution of a similar problem knows of this one: where to start. Whatever it says, the total, the bound and
/// the prices of the answer are the same as without it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Warm<'a> {
    /// By mentor; those of mentors beyond its end are 0.
    pub prices: &'a [i64],
    /// Mentee and mentor of pairs that may turn out well. A pair that is no edge, or has no seat left, is passed over.
    pub held: &'a [(u32, u32)],
}

/// Why a stage ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ended {
    Done,
    Limit,
    Expired,
}

/// The most weight.
///
/// # Errors
/// [`ErrorCode::Cancelled`](crate::ErrorCode::Cancelled). A deadline is no error: the answer is then incomplete.
pub fn assign(graph: &Bipartite, control: &Control) -> Result<Assignment, Error> {
    assign_with(graph, control, &Tuning::default())
}

/// [`assign`], going about it in a particular way.
///
/// # Errors
/// As [`assign`].
#[doc(hidden)]
pub fn assign_with(graph: &Bipartite, control: &Control, tuning: &Tuning) -> Result<Assignment, Error> {
    finish(Market::new(graph), control, tuning)
}

/// [`assign`], starting from what is known of a similar problem: the same graph with fewer edges, say. A good start saves
/// the coarse part of the work.
///
/// # Errors
/// As [`assign`].
pub fn assign_from(graph: &Bipartite, warm: &Warm<'_>, control: &Control) -> Result<Assignment, Error> {
    let mut market = Market::new(graph);
    market.resume(warm);
    finish(market, control, &Tuning { first: 10_000, ..Tuning::default() })
}

/// From any state to the best.
fn finish(mut market: Market<'_>, control: &Control, tuning: &Tuning) -> Result<Assignment, Error> {
    control.check()?;
    let mut complete = approach(&mut market, control, tuning)? != Ended::Expired;
    if complete {
        let mut repair = Repair::new(&mut market);
        complete = repair.run(&mut market, &mut Pace::new(control, u64::MAX))? != Ended::Expired;
        if complete {
            prices::lower(&mut market, &repair.profit);
        }
    }
    if !complete {
        greedy::fill(&mut market);
        greedy::waive(&mut market);
        let rushed = answer(&market, false)?;
        if rushed.bound > rushed.total {
            return Ok(rushed);
        }
        // Optimal all the same; then its prices are to be the least, too.
        let profit = best_refused(&market);
        prices::lower(&mut market, &profit);
    }
    answer(&market, true)
}

/// In an optimal state, a u for every mentee: the most that an edge they do not have is worth to them, at least 0.
fn best_refused(market: &Market<'_>) -> Vec<i64> {
    let refused = |mentee: u32| {
        let edges = market.graph.edges_of(mentee).filter(move |&(position, ..)| !market.is_taken(mentee, position));
        edges.map(|(position, ..)| market.value(position)).max().unwrap_or(0).max(0)
    };
    (0..market.mentees()).map(refused).collect()
}

/// The weight of what mentees would choose if every mentor had a seat for everybody: no choice is worth more.
pub(crate) fn most(graph: &Bipartite) -> i128 {
    bound::bound(graph, &vec![0; graph.mentors()])
}

/// Auctions with ever smaller ε.
fn approach(market: &mut Market<'_>, control: &Control, tuning: &Tuning) -> Result<Ended, Error> {
    let largest =
        (0..market.mentees()).flat_map(|i| market.graph.edges_of(i)).map(|(.., weight)| weight).max().unwrap_or(0);
    let last = tuning.last.clamp(1, largest.max(1));
    let mut epsilon = (largest / tuning.first.max(1)).max(last);
    let mut auction = Auction::new(market);
    let limit = tuning.bids.saturating_mul(u64::from(market.mentees()));
    loop {
        Auction::keep_slack(market, epsilon);
        let mut pace = Pace::new(control, limit);
        for stage in [true, false] {
            let ended = if stage {
                auction.forward(market, epsilon, &mut pace)?
            } else {
                reverse::reverse(market, epsilon, &mut pace)?
            };
            if ended != Ended::Done {
                return Ok(ended);
            }
        }
        if epsilon <= last {
            return Ok(Ended::Done);
        }
        epsilon = (epsilon / tuning.ratio.max(2)).max(last);
    }
}

/// Collects the answer, and checks that a complete one is proved.
fn answer(market: &Market<'_>, complete: bool) -> Result<Assignment, Error> {
    let graph = market.graph;
    let held = (0..market.mentees()).flat_map(|mentee| market.held(mentee).iter().copied());
    let (mut chosen, mut total) = (Vec::new(), 0);
    for position in held {
        chosen.push(graph.id(position));
        total += graph.weight(position);
    }
    chosen.sort_unstable();
    let bound = i64::try_from(bound::bound(graph, &market.price)).unwrap_or(i64::MAX);
    if complete && bound != total {
        return Err(Error::internal(format!("a complete assignment has the total {total} and the bound {bound}")));
    }
    Ok(Assignment { chosen, total, bound, prices: market.price.clone(), complete })
}
