//! Quotas and circles: the choice of edges with the most weight, of some sets of edges only so many, with a proof.
//!
//! **Problem.** As in [`assign`](crate::assign), and of the edges of group g at most max_g are chosen. Mentor j has nobody, or at
//! least least_j: a *circle*, which opens only if it fills.
//!
//! **What is exact.** Every limit is a set of edges with a number. Where sets lie within one another on either of two sides, with
//! the edges of each mentee on the one and those of each mentor on the other (`nest.rs`), the sets are two trees, a choice is a
//! flow down the one, over edges, and up the other, and the best flow is whole (J. Edmonds: the incidence matrix of two laminar
//! families is totally unimodular). "At most two of one department at a mentor" lies within a mentor's edges; "at most two thirds
//! of all seats for others" is made of all edges of some mentees. Other groups are *loose*; these, and circles, make the problem
//! NP-hard.
//!
//! **Method.** The assignment without groups is solved first, and if much exceeds the quotas, a few more with prices for them
//! (`haggle.rs`); what still exceeds a quota is taken off, and the flow is mended along cheapest paths (`network.rs`, `path.rs`). For loose groups there are prices (`relax.rs`), and decisions about them and
//! about circles are made one by one on the mended flow, each an exact re-optimisation (`decide.rs`).
//!
//! **Proof.** For any prices p ≥ 0 of mentors and q ≥ 0 of groups no choice is worth more than
//! `Σ_j c_j · p_j + Σ_g max_g · q_g + Σ_i (the sum of the a_i largest positive w_ij − p_j − Σ_{g ∋ ij} q_g)`:
//! a choice pays prices for at most so many, and gains at most the last sum beyond them. For nested groups some prices prove the
//! optimum. That circles fill is left out, which can only raise the bound; but a mentor who has fewer edges than their circle
//! needs never opens, so their edges do not count. `certificate.rs` checks all of it and shares nothing with this code.
//!
//! **The most people first.** As in [`cover`](crate::cover), the first edge of a mentee has a bonus, `lift`, which is more than all edges
//! of any choice together. To a mentee with one seat that is a heavier edge; with several, the first unit of their flow costs less
//! than the next ones, which leaves the best flow whole. No edge is doubled and no set is added, so the same groups are
//! nested. With it in the last sum of the proof, that sum D is no less than k · `lift` and the points of any choice that reaches
//! k: so none reaches more than D / `lift`, and none that reaches as many as the answer m has more points than D − m · `lift`.
//!
//! **Complexity.** An assignment, and one search in the network for each edge over a quota. Memory about 60 bytes an edge.
//!
//! **References.** J. Edmonds, "Submodular functions, matroids, and certain polyhedra", Combinatorial Structures and Their
//! Applications, 1970; T. Fleiner, "A matroid generalization of the stable matching polytope", IPCO 2001, for laminar quotas on
//! both sides.

pub(crate) mod certificate;
mod decide;
mod haggle;
mod model;
mod nest;
mod network;
mod path;
pub(crate) mod problem;
mod relax;
mod start;

use crate::assign::problem::Mentees;
use crate::control::Control;
use crate::cover::problem::Count;
use crate::error::Error;
use crate::status::Status;
use haggle::{Deal, haggle};
use model::Model;
use nest::Nest;
use network::Network;
use path::{Mended, Search};
use problem::{Beside, QuotasProblem, QuotasSolution, Reach};
use start::Start;

/// The best choice and the best proof so far; both with the bonus.
struct Best {
    chosen: Vec<u32>,
    worth: i128,
    prices: Vec<i64>,
    group_prices: Vec<i64>,
    bound: i128,
}

impl Best {
    fn gap(&self) -> i128 {
        self.bound - self.worth
    }

    /// A choice that keeps everything.
    fn offer(&mut self, model: &Model<'_>, chosen: Vec<u32>) {
        let worth = model.worth(&chosen);
        if worth > self.worth && model.fits(&chosen) {
            (self.chosen, self.worth) = (chosen, worth);
        }
    }

    /// Prices; whether they prove more than was proved.
    fn offer_prices(&mut self, model: &Model<'_>, prices: Vec<i64>, group_prices: Vec<i64>) -> bool {
        let bound = model.bound(&prices, &group_prices);
        let better = bound < self.bound;
        if better {
            (self.prices, self.group_prices, self.bound) = (prices, group_prices, bound);
        }
        better
    }

    /// The prices of a network and of loose groups.
    fn prove(&mut self, model: &Model<'_>, nest: &Nest, network: &Network<'_>, loose: &[i64]) -> bool {
        let price = |node: u32| network.price(node).min(model.heaviest);
        let prices = (nest.mentors..nest.groups).map(price).collect();
        let mut group_prices = model.closed.clone();
        for (node, (group_price, edges)) in (nest.groups..).zip(group_prices.iter_mut().zip(&model.groups)) {
            if !edges.is_empty() {
                *group_price = price(node);
            }
        }
        for &group in &nest.loose {
            if let (Some(price), Some(&loose)) = (group_prices.get_mut(group as usize), loose.get(group as usize)) {
                *price = loose;
            }
        }
        self.offer_prices(model, prices, group_prices)
    }
}

/// Solves a well-formed problem.
///
/// # Errors
/// Cancelled; [`ErrorCode::TooLarge`](crate::ErrorCode::TooLarge) if weights leave no room for a bonus.
pub(crate) fn quotas(
    problem: &QuotasProblem<'_>,
    mentees: &Mentees<'_>,
    beside: Beside<'_>,
    control: &Control,
) -> Result<QuotasSolution, Error> {
    let lift = if problem.count.is_some() { problem::lift(problem, beside.top)? } else { 0 };
    let model = Model::new(problem, mentees, lift, beside);
    let start = Start::new(&model, control)?;
    let mut best = Best {
        chosen: Vec::new(),
        worth: 0,
        prices: vec![0; model.mentor_seats.len()],
        group_prices: model.closed.clone(),
        bound: model.bound(&vec![0; model.mentor_seats.len()], &model.closed),
    };
    best.offer_prices(&model, start.found.prices.clone(), model.closed.clone());
    let plain = &start.found.chosen;
    best.offer(&model, if model.fits(plain) { plain.clone() } else { model.greedy(plain) });
    let complete = start.found.complete && (best.gap() == 0 || improve(&model, &start, &mut best, control)?);
    let mut edges: Vec<u32> = best.chosen.iter().filter_map(|&edge| model.edge.get(edge as usize).copied()).collect();
    edges.sort_unstable();
    let total = edges.iter().filter_map(|&edge| problem.edges.weight.get(edge as usize)).sum();
    let narrow = |sum: i128| i64::try_from(sum).unwrap_or(i64::MAX);
    let reach = problem.count.map(|count| {
        let matched = reached(&edges, (&mentees.of_edge, beside), count);
        Reach { matched, most: narrow(best.bound / i128::from(lift.max(1))).unsigned_abs(), lift }
    });
    let bound = match reach {
        Some(Reach { matched, .. }) => narrow(best.bound - i128::from(matched) * i128::from(lift)).min(beside.top),
        None => narrow(best.bound),
    };
    let gap = bound - total;
    let status = match gap {
        0 if reach.is_none_or(|reach| reach.matched == reach.most) => Status::Optimal,
        _ if complete => Status::WithinGap,
        _ => Status::Deadline,
    };
    let Best { prices, group_prices, .. } = best;
    Ok(QuotasSolution { edges, total, bound, gap, prices, group_prices, reach, status })
}

/// How many count of those whom edges reach.
fn reached(edges: &[u32], (mentee, beside): (&[u32], Beside<'_>), count: Count) -> u64 {
    let of_edges = edges.iter().filter_map(|&edge| mentee.get(edge as usize).copied());
    let mut mentees: Vec<u32> = match count {
        Count::Seats => return edges.len() as u64,
        Count::People => of_edges.filter(|&mentee| beside.counts(mentee as usize)).collect(),
    };
    mentees.sort_unstable();
    mentees.dedup();
    mentees.len() as u64
}

/// From the assignment without groups to the best that is found; whether there was time.
fn improve(model: &Model<'_>, start: &Start, best: &mut Best, control: &Control) -> Result<bool, Error> {
    let Some(Deal { mut group_prices, found }) = haggle(model, start, control)? else { return Ok(false) };
    let nest = Nest::new(model);
    let mut network = Network::new(model, &nest, &found.chosen, &found.prices, &group_prices);
    let mut search = Search::new(nest.parent.len());
    network.settle();
    let mended = search.mend(&mut network, control)?;
    if mended != Mended::Whole {
        best.offer(model, model.greedy(&network.choice()));
        return Ok(mended != Mended::Expired);
    }
    best.prove(model, &nest, &network, &group_prices);
    let choice = network.choice();
    if model.fits(&choice) {
        best.offer(model, choice);
        return Ok(true);
    }
    best.offer(model, model.greedy(&choice));
    match decide::decide(model, &nest, &mut network.clone(), &group_prices, &mut search, control)? {
        Some(chosen) => best.offer(model, chosen),
        None if control.is_expired() => return Ok(false),
        None => {}
    }
    if nest.loose.is_empty() {
        return Ok(true);
    }
    for (group, price) in (0..).zip(&mut group_prices) {
        if nest.loose.binary_search(&group).is_err() {
            *price = 0;
        }
    }
    relax::relax(model, &nest, &mut network, &mut search, (best, group_prices), control)
}
