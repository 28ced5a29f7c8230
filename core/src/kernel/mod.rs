//! The most valuable assignment of mentees to the seats of mentors, with prices that prove it.
//!
//! **Problem.** Mentees i want up to a_i mentors, mentors j have c_j seats, an edge (i, j) is worth w_ij > 0. Choose edges,
//! each at most once, within the seats, of the greatest total. Everybody may stay out, which is worth 0.
//!
//! **Notation.** A state is a set M of chosen edges and prices p_j ≥ 0; v_ij = w_ij − p_j is what an edge is worth to its
//! mentee at those prices; u_i ≥ 0 is the price of a seat at mentee i's.
//!
//! **Optimal** is a state in which chosen edges have v_ij ≥ u_i, others v_ij ≤ u_i, mentees with u_i > 0 have all they
//! want and mentors with p_j > 0 are full (complementary slackness). Then the total is
//! `D(p) = Σ_j c_j · p_j + Σ_i (the a_i largest positive v_ij)`, which bounds every assignment for any p ≥ 0.
//!
//! **Method.** [`auction`] bids forward and in reverse with ε falling to a millionth of the greatest weight, which gets
//! nearly everything right; [`repair`] makes it exact by shortest alternating paths; [`prices`] lowers p to the least
//! optimal prices, which are each mentor's worth of one more seat and do not depend on the path taken. Exactness rests on
//! the repair alone: whatever the auction leaves, the result is the same optimum.
//!
//! **Reference.** Bertsekas & Castañón, "A forward/reverse auction algorithm for asymmetric assignment problems",
//! Computational Optimization and Applications 1 (1992); the repair is the successive shortest path method with
//! potentials (Edmonds & Karp 1972; Ahuja, Magnanti & Orlin, "Network Flows", section 9.7).

mod auction;
pub(crate) mod graph;
mod prices;
mod repair;

use graph::Bipartite;
use crate::control::Control;
use crate::error::Error;

/// Which edges, and the prices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Assignment {
    /// The chosen edges' names, ascending.
    pub chosen: Vec<u32>,
    /// One a mentor. When complete, the least prices that prove the answer: OPT with one more seat there, less OPT.
    pub prices: Vec<i64>,
    /// Whether the search ended by itself; if not, the deadline did.
    pub complete: bool,
}

/// When the auction hands over to the repair.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// Bids a mentee in one scale: past them the auction is in a price war, which the repair ends at once.
    pub(crate) bids_per_mentee: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { bids_per_mentee: 200 }
    }
}

/// A state of the search.
pub(crate) struct State<'g> {
    graph: &'g Bipartite,
    /// Weights are multiplied by this, so that ε can be finer than one unit of small weights.
    scale: i64,
    chosen: Vec<bool>,
    /// Seats still free.
    mentee_free: Vec<u32>,
    mentor_free: Vec<u32>,
    price: Vec<i64>,
}

/// Why a search stopped early.
pub(crate) enum Stop {
    Deadline,
    Cancelled(Error),
}

/// Called now and then; cheap.
pub(crate) fn pause(control: &Control) -> Result<(), Stop> {
    control.check().map_err(Stop::Cancelled)?;
    if control.is_expired() { Err(Stop::Deadline) } else { Ok(()) }
}

/// Solves the graph. Weights below 2^53. Ties are broken by the order of edges; the total and the prices are unique.
///
/// # Errors
/// Cancelled.
pub(crate) fn assign(graph: &Bipartite, control: &Control) -> Result<Assignment, Error> {
    assign_with(graph, control, Limits::default())
}

pub(crate) fn assign_with(graph: &Bipartite, control: &Control, limits: Limits) -> Result<Assignment, Error> {
    let greatest = graph.weight.iter().copied().max().unwrap_or(0);
    let scale = ((1 << 30) / greatest.max(1)).max(1);
    let mut state = State {
        graph,
        scale,
        chosen: vec![false; graph.edges()],
        mentee_free: graph.mentee_seats.clone(),
        mentor_free: graph.mentor_seats.clone(),
        price: vec![0; graph.mentors()],
    };
    let mut search = || {
        auction::auction(&mut state, greatest * scale, limits, control)?;
        let mentee_prices = repair::repair(&mut state, control)?;
        prices::lower(&mut state, mentee_prices);
        Ok(())
    };
    let complete = match search() {
        Ok(()) => true,
        Err(Stop::Deadline) => {
            state.fill();
            false
        }
        Err(Stop::Cancelled(error)) => return Err(error),
    };
    let mut chosen: Vec<u32> = graph.name.iter().zip(&state.chosen).filter(|(_, chosen)| **chosen).map(|(&name, _)| name).collect();
    chosen.sort_unstable();
    // Complete prices are multiples of the scale; others are rounded to any that will do.
    Ok(Assignment { chosen, prices: state.price.iter().map(|price| price / scale).collect(), complete })
}

#[expect(clippy::indexing_slicing, reason = "mentees, mentors and edges are the dense numbers of the graph itself")]
impl State<'_> {
    fn row(&self, i: u32) -> std::ops::Range<usize> {
        self.graph.rows[i as usize] as usize..self.graph.rows[i as usize + 1] as usize
    }

    fn column(&self, j: u32) -> std::ops::Range<usize> {
        self.graph.columns[j as usize] as usize..self.graph.columns[j as usize + 1] as usize
    }

    fn mentor(&self, edge: usize) -> u32 {
        self.graph.mentor[edge]
    }

    fn weight(&self, edge: usize) -> i64 {
        self.graph.weight[edge] * self.scale
    }

    /// v: what an edge is worth to its mentee.
    fn value(&self, edge: usize) -> i64 {
        self.weight(edge) - self.price[self.graph.mentor[edge] as usize]
    }

    fn choose(&mut self, i: u32, edge: usize) {
        self.chosen[edge] = true;
        self.mentee_free[i as usize] -= 1;
        self.mentor_free[self.graph.mentor[edge] as usize] -= 1;
    }

    fn drop(&mut self, i: u32, edge: usize) {
        self.chosen[edge] = false;
        self.mentee_free[i as usize] += 1;
        self.mentor_free[self.graph.mentor[edge] as usize] += 1;
    }

    /// Takes whatever still fits, heaviest first for each mentee, so that an answer cut short is at least maximal.
    fn fill(&mut self) {
        for i in 0..self.graph.mentees() as u32 {
            let mut open: Vec<usize> = self.row(i).filter(|&edge| !self.chosen[edge]).collect();
            open.sort_by_key(|&edge| std::cmp::Reverse(self.graph.weight[edge]));
            for edge in open {
                if self.mentee_free[i as usize] > 0 && self.mentor_free[self.graph.mentor[edge] as usize] > 0 {
                    self.choose(i, edge);
                }
            }
        }
    }
}
