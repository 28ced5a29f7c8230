//! Assignment: the choice of edges with the largest total weight, seats on both sides, with a proof.
//!
//! **Problem.** Mentees i want a_i mentors, mentors j have c_j seats, edges weigh w ≥ 0. Choose edges, each at most once,
//! at most a_i a mentee and c_j a mentor, of the most weight. Nobody has to be assigned, and an edge of weight 0 never is.
//!
//! **Method.** A forward–reverse auction with ε-scaling comes close to the optimum quickly (`auction.rs`, `reverse.rs`);
//! shortest paths finish it, exactly, in integers (`repair.rs`); then prices are lowered to the least optimal ones
//! (`prices.rs`). `bound.rs` turns prices into a bound on every choice; at the optimum they are equal, and that is the proof,
//! which `certificate.rs` checks without any of this code. `levels.rs` splits weights into coarse and fine, `start.rs` makes use of
//! the solution of a similar problem, and `face.rs` has all the other optima there may be.
//!
//! **Range.** Weights up to 2^53: all prices, values, levels and distances stay between 0 and the largest weight, plus ε, so
//! nothing overflows 64 bits. Totals and bounds, which sum over many, have 128.
//!
//! **Determinism.** One thread, no hashing, no clock unless a deadline is given: the same graph gives the same answer.
//! Prices depend on the problem only. So does the choice if the optimum is unique; among several, the order of edges
//! decides.

mod auction;
pub(crate) mod bound;
pub(crate) mod certificate;
pub(crate) mod chosen;
mod columns;
pub(crate) mod face;
mod greedy;
pub(crate) mod least;
mod levels;
mod market;
mod pace;
mod parts;
mod phases;
mod prices;
pub(crate) mod problem;
mod repair;
mod reverse;
mod rows;
pub(crate) mod share;
mod shortlist;
mod start;
mod strong;

use std::sync::Mutex;

use crate::bipartite::Bipartite;
use crate::control::Control;
use crate::error::{Error, ErrorCode};
use auction::Auction;
use levels::{Coarse, Weights, snap};
use market::Market;
use pace::{Meter, Pace};
use parts::Known;
use problem::MOST;
use repair::Repair;
use rows::{Packed, Rows, Whole};
use start::State;

/// The best choice of edges, and its proof.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Assignment {
    /// The ids of the chosen edges, ascending.
    pub chosen: Vec<u32>,
    /// Their weight.
    pub total: i128,
    /// What `prices` prove that no choice exceeds; equal to `total` if `complete`.
    pub bound: i128,
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
    /// How many bits ε may go below the unit of weights.
    pub fine: u32,
}

impl Default for Tuning {
    fn default() -> Self {
        Tuning { first: 8, ratio: 5, last: 1, bids: 200, fine: 4 }
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
/// [`ErrorCode::Cancelled`]. A deadline is no error: the answer is then incomplete.
pub fn assign(graph: &Bipartite<'_>, control: &Control) -> Result<Assignment, Error> {
    assign_with(graph, control, &Tuning::default())
}

/// [`assign`], going about it in a particular way.
///
/// # Errors
/// As [`assign`].
#[doc(hidden)]
pub fn assign_with(graph: &Bipartite<'_>, control: &Control, tuning: &Tuning) -> Result<Assignment, Error> {
    solve(graph, None, control, tuning)
}

/// [`assign`], starting from what is known of a similar problem: the same graph with fewer edges, say. A good start saves
/// the coarse part of the work.
///
/// # Errors
/// As [`assign`].
pub fn assign_from(graph: &Bipartite<'_>, warm: &Warm<'_>, control: &Control) -> Result<Assignment, Error> {
    solve(graph, Some(warm), control, &Tuning::default())
}

/// Part by part, if there are parts.
fn solve(
    graph: &Bipartite<'_>,
    warm: Option<&Warm<'_>>,
    control: &Control,
    tuning: &Tuning,
) -> Result<Assignment, Error> {
    control.check()?;
    let Some(parts) = parts::parts(graph) else {
        return solve_one(graph, warm, tuning, &mut Meter::new(control, graph.mentees()));
    };
    let mut answers: Vec<Option<Result<Assignment, Error>>> = vec![None; parts.mentees.len()];
    let known = warm.map(|warm| parts.known(warm));
    let done = Mutex::new(0);
    share::pieces(&mut answers, 0, 1, &|first, piece| {
        for (part, answer) in (first..).zip(piece) {
            let warm = known.as_ref().and_then(|known| known.get(part)).map(Known::warm);
            *answer = Some(solve_one(&parts.graph(graph, part), warm.as_ref(), tuning, &mut Meter::new(control, 0)));
            if let Ok(mut done) = done.lock() {
                *done += parts.mentees.get(part).map_or(0, Vec::len) as u64;
                control.report("match", *done, graph.mentees() as u64);
            }
        }
    });
    let mut all =
        Assignment { chosen: Vec::new(), total: 0, bound: 0, prices: vec![0; graph.mentors()], complete: true };
    for (answer, mentors) in answers.into_iter().flatten().zip(&parts.mentors) {
        let mut answer = answer?;
        all.chosen.append(&mut answer.chosen);
        all.total += answer.total;
        all.bound += answer.bound;
        all.complete &= answer.complete;
        for (&mentor, price) in mentors.iter().zip(answer.prices) {
            if let Some(known) = all.prices.get_mut(mentor as usize) {
                *known = price;
            }
        }
    }
    all.chosen.sort_unstable();
    Ok(all)
}

/// Everything at once, level by level.
fn solve_one(
    graph: &Bipartite<'_>,
    warm: Option<&Warm<'_>>,
    tuning: &Tuning,
    meter: &mut Meter<'_>,
) -> Result<Assignment, Error> {
    meter.control.check()?;
    let weights = Weights::of(graph);
    let known = warm.map(|warm| State::known(graph, warm));
    let coarse = Coarse::of(graph, weights, tuning.fine);
    let exact = coarse.shift == 0;
    meter.levels(if exact { 1 } else { 2 });
    let mut ended;
    let mut state = {
        let rows = Packed::new(graph, |weight| coarse.weight(weight));
        let mut market = Market::new(&rows, coarse.largest);
        let mut first = coarse.largest / tuning.first.max(1);
        if let Some(known) = &known {
            market.resume(known.prices.iter().map(|&price| coarse.coarse(price)), known.held.iter().copied());
            let epsilon = start::epsilon(&market);
            if epsilon < first {
                first = epsilon;
            } else {
                // Prices that far off are worse than none.
                market = Market::new(&rows, coarse.largest);
            }
        }
        if coarse.largest >> coarse.fine < 64 {
            first = 1;
        }
        ended = optimum(&mut market, first, coarse.fine, exact, tuning, meter)?;
        let prices = market.price.iter().map(|&price| coarse.price(price)).collect();
        State { prices, held: market.chosen().collect() }
    };
    if !exact && ended == Ended::Done {
        if let Some(known) = known {
            // Fine prices are as good as before where the coarse ones are.
            for (price, known) in state.prices.iter_mut().zip(known.prices) {
                if coarse.coarse(known) == coarse.coarse(*price) {
                    *price = known;
                }
            }
        }
        let rows = Whole { graph, fine: (2 * tuning.fine).min(8) };
        let mut market = Market::new(&rows, weights.largest() << rows.fine);
        market.resume(state.prices.iter().map(|price| price << rows.fine), state.held.iter().copied());
        let mut first = (1_i64 << coarse.rest << rows.fine) / tuning.first.max(1);
        if warm.is_some() {
            first = first.min(start::epsilon(&market));
        }
        ended = optimum(&mut market, first, rows.fine, true, tuning, meter)?;
        let prices = market.price.iter().map(|price| price >> rows.fine).collect();
        state = State { prices, held: market.chosen().collect() };
    }
    if ended == Ended::Done {
        return answer(graph, state.held, state.prices, true);
    }
    let rows = Whole { graph, fine: 0 };
    let mut market = Market::new(&rows, weights.largest());
    market.resume(state.prices.into_iter(), state.held.into_iter());
    greedy::fill(&mut market);
    greedy::waive(&mut market);
    let rushed = answer(graph, market.chosen().collect(), market.price.clone(), false)?;
    if rushed.bound > rushed.total {
        return Ok(rushed);
    }
    // Optimal all the same; then its prices are to be the least, too.
    let profit = repair::best_refused(&market);
    prices::lower(&mut market, &profit);
    answer(graph, market.chosen().collect(), market.price, true)
}

/// From any state to the optimum with the least prices, unless the deadline comes first. If not `exact`, near it will do.
fn optimum<R: Rows>(
    market: &mut Market<'_, R>,
    first: i64,
    fine: u32,
    exact: bool,
    tuning: &Tuning,
    meter: &mut Meter<'_>,
) -> Result<Ended, Error> {
    if approach(market, first, tuning, meter)? == Ended::Expired {
        return Ok(Ended::Expired);
    }
    snap(&mut market.price, fine);
    let mut repair = Repair::new(market);
    if repair.run(market, &mut Pace::new(meter.control, u64::MAX))? == Ended::Expired {
        return Ok(Ended::Expired);
    }
    if exact {
        prices::lower(market, &repair.profit);
    }
    Ok(Ended::Done)
}

/// What the heaviest edges that mentees could get sum to: no total of this problem is more, and none can be too large to be exact in
/// every language.
///
/// # Errors
/// [`ErrorCode::TooLarge`].
pub(crate) fn check_total(graph: &Bipartite<'_>) -> Result<i64, Error> {
    let most = bound::bound(graph, &vec![0; graph.mentors()]);
    let exact = i64::try_from(most).ok().filter(|most| *most <= MOST);
    exact.ok_or_else(|| {
        let message = format!(
            "the heaviest edges that mentees could get sum to {most}; at most {MOST} is exact in every language"
        );
        Error::new(ErrorCode::TooLarge, "weight", message)
    })
}

/// Auctions with ever smaller ε.
fn approach<R: Rows>(
    market: &mut Market<'_, R>,
    first: i64,
    tuning: &Tuning,
    meter: &mut Meter<'_>,
) -> Result<Ended, Error> {
    let last = tuning.last.clamp(1, market.largest.max(1));
    let mut epsilon = first.clamp(last, market.largest.max(1));
    let mut auction = Auction::new(market);
    meter.expect(first, last, tuning.ratio);
    let limit = tuning.bids.saturating_mul(u64::from(market.mentees()));
    loop {
        auction.keep_slack(market, epsilon);
        let mut pace = Pace::new(meter.control, limit);
        for stage in [true, false] {
            let mut ended = if stage {
                auction.forward(market, epsilon, &mut pace)?
            } else {
                reverse::reverse(market, epsilon, &mut pace)?
            };
            if ended == Ended::Limit {
                ended = Repair::relaxed(market).run(market, &mut Pace::new(meter.control, u64::MAX))?;
            }
            if ended != Ended::Done {
                return Ok(ended);
            }
        }
        meter.scale_done();
        if epsilon <= last {
            return Ok(Ended::Done);
        }
        // Prices are off by some ε either way. Too low, bids raise them at once; too high, it takes long chains of reverse bids.
        market.discount(epsilon);
        epsilon = (epsilon / tuning.ratio.max(2)).max(last);
    }
}

/// Collects the answer, and checks that a complete one is proved.
fn answer(graph: &Bipartite<'_>, held: Vec<(u32, u32)>, prices: Vec<i64>, complete: bool) -> Result<Assignment, Error> {
    let total = held.iter().map(|&(_, position)| i128::from(graph.weight(position))).sum();
    let mut chosen: Vec<u32> = held.iter().map(|&(_, position)| graph.id(position)).collect();
    chosen.sort_unstable();
    let bound = bound::bound(graph, &prices);
    if complete && bound != total {
        return Err(Error::internal(format!("a complete assignment has the total {total} and the bound {bound}")));
    }
    Ok(Assignment { chosen, total, bound, prices, complete })
}
