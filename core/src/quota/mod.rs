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

use crate::assign::problem::Mentees;
use crate::assign::{self, Assignment};
use crate::bipartite::Bipartite;
use crate::control::Control;
use crate::error::Error;
use crate::status::Status;
use haggle::{Deal, haggle};
use model::Model;
use nest::Nest;
use network::Network;
use path::{Mended, Search};
use problem::{QuotasProblem, QuotasSolution};

/// The best choice and the best proof so far.
struct Best {
    chosen: Vec<u32>,
    total: i64,
    prices: Vec<i64>,
    group_prices: Vec<i64>,
    bound: i128,
}

impl Best {
    fn gap(&self) -> i128 {
        self.bound - i128::from(self.total)
    }

    /// A choice that keeps everything.
    fn offer(&mut self, model: &Model<'_>, chosen: Vec<u32>) {
        let total = model.total(&chosen);
        if total > self.total && model.fits(&chosen) {
            (self.chosen, self.total) = (chosen, total);
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
        let heaviest = model.weight.iter().copied().max().unwrap_or(0);
        let price = |node: u32| network.price(node).min(heaviest);
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
/// Cancelled.
pub(crate) fn quotas(
    problem: &QuotasProblem<'_>,
    mentees: &Mentees<'_>,
    control: &Control,
) -> Result<QuotasSolution, Error> {
    let model = Model::new(problem, mentees);
    let graph =
        Bipartite::from_edges(&model.mentee, &model.mentor, &model.weight, model.mentor_seats, model.mentee_seats);
    let plain = assign::assign(&graph, control)?;
    let mut best = Best {
        chosen: Vec::new(),
        total: 0,
        prices: vec![0; model.mentor_seats.len()],
        group_prices: model.closed.clone(),
        bound: model.bound(&vec![0; model.mentor_seats.len()], &model.closed),
    };
    best.offer_prices(&model, plain.prices.clone(), model.closed.clone());
    let complete = if model.fits(&plain.chosen) {
        best.offer(&model, plain.chosen);
        plain.complete
    } else {
        best.offer(&model, model.greedy(&plain.chosen));
        match plain.complete {
            true => improve(&model, plain, &mut best, control)?,
            false => false,
        }
    };
    let (total, bound) = (best.total, i64::try_from(best.bound).unwrap_or(i64::MAX));
    let mut edges: Vec<u32> = best.chosen.iter().filter_map(|&edge| model.edge.get(edge as usize).copied()).collect();
    edges.sort_unstable();
    let gap = bound - total;
    let status = match gap {
        0 => Status::Optimal,
        _ if complete => Status::WithinGap,
        _ => Status::Deadline,
    };
    Ok(QuotasSolution { edges, total, bound, gap, prices: best.prices, group_prices: best.group_prices, status })
}

/// From the assignment without groups to the best that is found; whether there was time.
fn improve(model: &Model<'_>, plain: Assignment, best: &mut Best, control: &Control) -> Result<bool, Error> {
    let Some(Deal { mut group_prices, found }) = haggle(model, plain, control)? else { return Ok(false) };
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
