//! The most weight when every further conversation of a mentor costs more than the one before.
//!
//! **Problem.** As [assignment](crate::assign), but of a mentor's edges the k-th costs (k − 1) · λ: none for the first, λ for the
//! second, and so on. A mentor with n edges costs λ · n (n − 1) / 2, whichever they are. Choose edges of the most *worth*: weight
//! less cost.
//!
//! **Method.** Costs that grow keep this an assignment problem. Let every seat of a mentor but the first have somebody of its
//! own who would like it left empty: an extra mentee with one edge, of the weight (k − 1) · λ for the k-th seat. Whoever has
//! n edges leaves all but n seats to these, the dearest first; so what the extra mentees get is a constant less the cost, and
//! the optimum of the enlarged problem is the optimum of this one. That takes one edge more a seat, not a copy of every edge for
//! every seat. Seats that nobody could ever pay for are left out: the k-th where (k − 1) · λ is no less than the mentor's heaviest
//! edge, or where they have fewer than k edges (`empty.rs`).
//!
//! **Prices.** A mentor has a single price P ≥ 0: what one more conversation with them would add that costs nothing. The dual of
//! the enlarged problem, less the constant, is
//! `D(P) = Σ_j Σ_{k ≤ c_j} max(0, P_j − (k − 1) λ) + Σ_i (the sum of the a_i largest positive w_ij − P_j)`,
//! which no choice is worth more than, whatever P ≥ 0: an edge is worth its mentee's share w − P, and pays P, of which the k-th of
//! a mentor's edges loses (k − 1) λ. Seats beyond a mentor's edges count nothing. At the optimum the two are equal, and
//! (n − 1) λ ≤ P_j, which is no more than n λ where a seat is left and somebody could have it.
//!
//! **Balance.** The larger λ, the smaller is Σ n (n − 1) / 2 and the smaller the weight: of two optima, for λ < μ, each is worth
//! no less than the other at its own λ, and the sum of both says that (μ − λ) times the difference of these sums is not
//! negative. From the heaviest edge on, nobody has a second edge.
//!
//! **Complexity.** One assignment with E + min(E, Σ c_j) edges.
//!
//! **References.** Convex costs as parallel arcs: R. K. Ahuja, T. L. Magnanti, J. B. Orlin, "Network Flows", 1993, chapter 14.

pub(crate) mod certificate;
pub(crate) mod empty;
pub(crate) mod problem;

use crate::assign::problem::{AssignProblem, Mentees};
use crate::assign::{self, bound};
use crate::bipartite::Bipartite;
use crate::control::Control;
use crate::error::Error;
use crate::status::Status;
use empty::{Degrees, EmptySeats, most_seats};
use problem::BalancedSolution;

/// Solves a well-formed problem; `load_cost` is from 0 to [`MOST`](crate::assign::problem::MOST).
///
/// # Errors
/// Cancelled; too many edges.
pub(crate) fn balanced(
    problem: &AssignProblem<'_>,
    mentees: &Mentees<'_>,
    load_cost: i64,
    control: &Control,
) -> Result<BalancedSolution, Error> {
    let AssignProblem { mentor, weight, mentor_seats, .. } = *problem;
    let graph = Bipartite::from_edges(&mentees.of_edge, mentor, weight, mentor_seats, &mentees.seats);
    assign::check_total(&graph)?;
    let Degrees { edges, heaviest } = Degrees::of(&graph);
    let solver = Solver { graph: &graph, problem, edges: &edges, load_cost };
    if load_cost == 0 {
        let found = assign::assign(&graph, control)?;
        return solver.answer(found.chosen, found.prices, found.complete);
    }
    let usable = mentor_seats.iter().zip(edges.iter().zip(&heaviest)).map(|(&seats, (&edges, &heaviest))| {
        // The last seat that costs less than the heaviest edge.
        seats.min(edges).min(most_seats(heaviest - 1, load_cost, 0))
    });
    let usable: Vec<u32> = usable.collect();
    let empty = EmptySeats::of(&usable, |_| 0, load_cost);
    let enlarged = empty.added_to(graph.clone(), usable)?;
    let mut found = assign::assign(&enlarged, control)?;
    found.chosen.retain(|&edge| (edge as usize) < weight.len());
    solver.answer(found.chosen, found.prices, found.complete)
}

struct Solver<'a> {
    graph: &'a Bipartite<'a>,
    problem: &'a AssignProblem<'a>,
    /// By mentor: how many edges weigh something.
    edges: &'a [u32],
    load_cost: i64,
}

impl Solver<'_> {
    fn answer(&self, mut chosen: Vec<u32>, mut prices: Vec<i64>, complete: bool) -> Result<BalancedSolution, Error> {
        if !complete {
            self.drop_what_costs_more(&mut chosen);
        }
        let loads = self.loads(&chosen);
        let total: i128 = chosen.iter().map(|&edge| i128::from(self.weight(edge))).sum();
        let cost: i128 = loads.iter().map(|&load| pairs_of(load) * i128::from(self.load_cost)).sum();
        let worth = total - cost;
        let mut bound = self.bound(&prices);
        if complete && bound != worth {
            return Err(Error::internal(format!("a complete choice is worth {worth} and has the bound {bound}")));
        }
        let without_prices = self.bound(&vec![0; prices.len()]);
        if !complete && (bound >= without_prices || bound == worth) {
            // Prices that prove nothing; or too much, for nobody has looked whether they are the least.
            prices.fill(0);
            bound = without_prices;
        }
        // None exceeds what was found to be exact.
        let exact = |sum: i128| i64::try_from(sum).map_err(|_| Error::internal(format!("a sum of {sum}")));
        let (total, worth, bound) = (exact(total)?, exact(worth)?, exact(bound)?);
        let status = if bound == worth { Status::Optimal } else { Status::Deadline };
        Ok(BalancedSolution { edges: chosen, total, worth, bound, gap: bound - worth, prices, loads, status })
    }

    fn weight(&self, edge: u32) -> i64 {
        self.problem.weight.get(edge as usize).copied().unwrap_or(0)
    }

    fn mentor(&self, edge: u32) -> u32 {
        self.problem.mentor.get(edge as usize).copied().unwrap_or(0)
    }

    fn loads(&self, chosen: &[u32]) -> Vec<u32> {
        let mut loads = vec![0; self.problem.mentor_seats.len()];
        for &edge in chosen {
            if let Some(load) = loads.get_mut(self.mentor(edge) as usize) {
                *load += 1;
            }
        }
        loads
    }

    /// Of each mentor's edges, the heaviest first, those that weigh more than they cost.
    fn drop_what_costs_more(&self, chosen: &mut Vec<u32>) {
        chosen.sort_unstable_by_key(|&edge| (self.mentor(edge), std::cmp::Reverse(self.weight(edge)), edge));
        let mut kept = Vec::with_capacity(chosen.len());
        for of_mentor in chosen.chunk_by(|&a, &b| self.mentor(a) == self.mentor(b)) {
            let costs = (0..).map(|before| i128::from(self.load_cost) * before);
            let worth = of_mentor.iter().zip(costs).take_while(|&(&edge, cost)| i128::from(self.weight(edge)) > cost);
            kept.extend(worth.map(|(&edge, _)| edge));
        }
        kept.sort_unstable();
        *chosen = kept;
    }

    /// D(P).
    fn bound(&self, prices: &[i64]) -> i128 {
        let mut bound = bound::bound(self.graph, prices);
        for ((&price, &seats), &edges) in prices.iter().zip(self.problem.mentor_seats).zip(self.edges) {
            bound += kept_by_seats(price, seats.min(edges), self.load_cost) - i128::from(price) * i128::from(seats);
        }
        bound
    }
}

/// n (n − 1) / 2: how often a mentor with n conversations is charged.
pub(crate) fn pairs_of(load: u32) -> i128 {
    let load = i128::from(load);
    load * (load - 1).max(0) / 2
}

/// `Σ_{k ≤ c} max(0, P − (k − 1) λ)`: what seats keep of a price.
fn kept_by_seats(price: i64, seats: u32, load_cost: i64) -> i128 {
    let paying = if price > 0 { seats.min(most_seats(price - 1, load_cost, 0)) } else { 0 };
    i128::from(price) * i128::from(paying) - pairs_of(paying) * i128::from(load_cost)
}
