//! The assignment without groups, from which everything starts; and others like it, with prices for groups.
//!
//! An assignment knows no bonus for the first edge alone. So whoever wants several mentors and has nobody without the bonus is given
//! one seat with it, as in [`cover`](crate::cover). That need not be the best choice, but it is near it, and it is only the start.
#![expect(clippy::indexing_slicing, reason = "edges and people are the model's")]

use super::model::Model;
use crate::assign::{self, Assignment, Warm};
use crate::bipartite::Bipartite;
use crate::control::Control;
use crate::error::Error;

/// How many assignments at most, until nobody has nobody for want of the bonus.
const ROUNDS: usize = 4;

/// Who has one seat with the bonus, and the assignment.
pub(super) struct Start {
    /// By mentee.
    seats: Vec<u32>,
    /// By mentee: the bonus of every edge.
    bonus: Vec<i64>,
    pub(super) found: Assignment,
}

impl Start {
    /// # Errors
    /// Cancelled.
    pub(super) fn new(model: &Model<'_>, control: &Control) -> Result<Self, Error> {
        let seats = model.mentee_seats.to_vec();
        let mut start = Start { bonus: vec![0; seats.len()], seats, found: Assignment::default() };
        let no_prices = vec![0; model.groups.len()];
        for _ in 0..ROUNDS {
            let weight = start.weights(model, &no_prices);
            start.found = assign::assign(&start.graph(model, &weight), control)?;
            if !start.found.complete || !start.give_one_seat(model) {
                break;
            }
        }
        Ok(start)
    }

    /// The assignment at prices of groups, from another.
    ///
    /// # Errors
    /// Cancelled.
    pub(super) fn at(
        &self,
        model: &Model<'_>,
        group_prices: &[i64],
        from: &Assignment,
        control: &Control,
    ) -> Result<Assignment, Error> {
        let weight = self.weights(model, group_prices);
        let held: Vec<(u32, u32)> =
            from.chosen.iter().map(|&edge| (model.mentee[edge as usize], model.mentor[edge as usize])).collect();
        let warm = Warm { prices: &from.prices, held: &held };
        assign::assign_from(&self.graph(model, &weight), &warm, control)
    }

    /// What an edge is worth here.
    pub(super) fn weight(&self, model: &Model<'_>, edge: u32) -> i64 {
        model.weight[edge as usize] + self.bonus[model.mentee[edge as usize] as usize]
    }

    fn weights(&self, model: &Model<'_>, group_prices: &[i64]) -> Vec<i64> {
        let left = |edge: u32| model.left(edge, group_prices) + self.bonus[model.mentee[edge as usize] as usize];
        (0..model.edge.len() as u32).map(|edge| left(edge).max(0)).collect()
    }

    fn graph<'a>(&'a self, model: &'a Model<'_>, weight: &'a [i64]) -> Bipartite<'a> {
        Bipartite::from_edges(&model.mentee, &model.mentor, weight, model.mentor_seats, &self.seats)
    }

    /// To everybody who has nobody and could have the bonus; whether there is anybody.
    fn give_one_seat(&mut self, model: &Model<'_>) -> bool {
        let mut left_out = vec![false; self.seats.len()];
        model.mentee.iter().for_each(|&mentee| left_out[mentee as usize] = true);
        self.found.chosen.iter().for_each(|&edge| left_out[model.mentee[edge as usize] as usize] = false);
        let mut any = false;
        for (mentee, left_out) in left_out.into_iter().enumerate() {
            if left_out && self.bonus[mentee] < model.first[mentee] {
                (self.seats[mentee], self.bonus[mentee], any) = (1, model.first[mentee], true);
            }
        }
        any
    }
}
