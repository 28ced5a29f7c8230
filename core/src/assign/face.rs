//! All optimal choices of an assignment problem at once: whether there are several, and which of them is best for other
//! weights.
//!
//! **The face.** Let p be optimal prices and u_i the a_i-th highest w − p of mentee i, at least 0. By complementary slackness a
//! choice within the seats is optimal if and only if it has every edge with w > u + p and none with w < u + p, fills the seats
//! of all mentees with u > 0, and those of all mentors with p > 0. Any optimal p describes the same choices. So the optimum
//! of second weights among them is an assignment problem again: on the *tight* edges, w = u + p, with some people whose
//! seats must be filled. And it leaves a face in turn.
//!
//! **Must be filled.** An edge gets a bonus for each of its ends that must be filled. Every choice that fills them all has
//! the same bonuses, so they change nothing among those; and a bonus that is more than all second weights together is not to
//! be forgone. A smaller one may do, and where only a smaller one fits into a weight, the answer tells whether it did.
//!
//! **Is there only one?** Two optimal choices differ by cycles: over tight edges, alternately given up and taken, and over
//! the free seats of people who need not fill them. Draw an arc from mentee to mentor for each unchosen tight edge, from mentor
//! to mentee for each chosen one; and through an extra node, to whoever may have an edge more from it, from whoever may
//! have an edge less to it, and the other way round at mentors. An edge is in some optimal choices and not in others if and
//! only if its arc lies on a cycle: if both its ends are in one strongly connected component.
//!
//! **References.** M. O. Ball, U. Derigs, "An analysis of alternate strategies for implementing matching algorithms", Networks 13,
//! 1983. The optimal face and strict complementarity: A. Schrijver, "Theory of Linear and Integer Programming", 1986, §7.9.
#![expect(clippy::indexing_slicing, reason = "mentees and mentors come from the graph; places from counts made here")]

use super::problem::MOST;
use super::strong::Arcs;
use super::{Assignment, Warm, assign_from};
use crate::bipartite::Bipartite;
use crate::control::Control;
use crate::error::{Error, ErrorCode};

/// An edge by its id, and the two it joins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Edge {
    pub(crate) id: u32,
    pub(crate) mentee: u32,
    pub(crate) mentor: u32,
}

/// The seats of one side that settled edges leave, and whose must be filled.
#[derive(Debug, Clone, Default)]
struct Side {
    seats: Vec<u32>,
    must: Vec<bool>,
    /// How many of them are taken.
    taken: Vec<u32>,
}

impl Side {
    fn new(seats: &[u32], must: Vec<bool>) -> Self {
        Side { seats: seats.to_vec(), must, taken: vec![0; seats.len()] }
    }

    fn may_have_more(&self, who: u32) -> bool {
        !self.must[who as usize] && self.taken[who as usize] < self.seats[who as usize]
    }

    fn may_have_less(&self, who: u32) -> bool {
        !self.must[who as usize] && self.taken[who as usize] > 0
    }

    /// Not more seats than edges.
    fn total(&self, degrees: &[u32]) -> u64 {
        self.seats.iter().zip(degrees).map(|(&seats, &degree)| u64::from(seats.min(degree))).sum()
    }

    fn unfilled(&self) -> bool {
        (0..self.seats.len()).any(|who| self.must[who] && self.taken[who] < self.seats[who])
    }
}

/// All optimal choices of a problem; one of them is at hand.
#[derive(Debug, Clone)]
pub(crate) struct Face {
    /// Edges that all of them have.
    settled: Vec<Edge>,
    /// The other edges that one of them may have, in the order of mentees, and whether the one at hand has them.
    tight: Vec<(Edge, bool)>,
    mentees: Side,
    mentors: Side,
}

/// The best of the optimal choices for second weights.
#[derive(Debug, Clone)]
pub(crate) struct Second {
    /// All that are as good.
    pub(crate) face: Face,
    /// What they are worth in the second weights.
    #[cfg_attr(not(test), expect(dead_code, reason = "whoever needs it sums what they choose"))]
    pub(crate) total: i128,
    /// What no choice of the first face exceeds; equal to `total` if `complete`.
    #[cfg_attr(not(test), expect(dead_code, reason = "whoever needs it sums what they choose"))]
    pub(crate) bound: i128,
    /// One a mentor, for the second weights. Where seats must be filled it may be negative.
    pub(crate) prices: Vec<i64>,
    /// Whether there was time for it; if not, the face and the choice are those of before.
    pub(crate) complete: bool,
}

impl Face {
    /// Of a complete answer to a problem.
    ///
    /// # Errors
    /// Internal: choice and prices are not optimal.
    pub(crate) fn of(graph: &Bipartite<'_>, answer: &Assignment) -> Result<Self, Error> {
        let must = (vec![false; graph.mentees()], vec![false; graph.mentors()]);
        Self::tight(graph, &answer.prices, &answer.chosen, must)
    }

    /// Of tight edges, mentee by mentee, with those of a choice that fills all seats of mentees and mentors who `must`.
    pub(crate) fn given(tight: Vec<(Edge, bool)>, seats: (&[u32], &[u32]), must: [Vec<bool>; 2]) -> Self {
        let [mentees, mentors] = must;
        let (mentees, mentors) = (Side::new(seats.0, mentees), Side::new(seats.1, mentors));
        let mut face = Face { settled: Vec::new(), tight, mentees, mentors };
        face.count();
        face
    }

    /// `must` names people whose seats have to be filled whatever their price.
    fn tight(
        graph: &Bipartite<'_>,
        prices: &[i64],
        chosen: &[u32],
        mut must: (Vec<bool>, Vec<bool>),
    ) -> Result<Self, Error> {
        let (mut settled, mut tight) = (Vec::new(), Vec::new());
        let mut values: Vec<i64> = Vec::new();
        for (mentee, &wanted) in (0..).zip(graph.mentee_seats()) {
            let value = |mentor: u32, weight: i64| weight - prices[mentor as usize];
            let row = graph.edges_of(mentee).map(|(_, mentor, weight)| value(mentor, weight));
            let profit = match wanted as usize {
                0 => continue,
                1 => row.fold(0, i64::max),
                wanted if graph.row(mentee).len() < wanted => 0,
                wanted => {
                    values.clear();
                    values.extend(row);
                    let (_, &mut last, _) = values.select_nth_unstable_by(wanted - 1, |a, b| b.cmp(a));
                    last.max(0)
                }
            };
            must.0[mentee as usize] |= profit > 0;
            for (position, mentor, weight) in graph.edges_of(mentee) {
                let slack = value(mentor, weight) - profit;
                if slack >= 0 {
                    let edge = Edge { id: graph.id(position), mentee, mentor };
                    let is_chosen = chosen.binary_search(&edge.id).is_ok();
                    match (slack > 0, is_chosen) {
                        (true, true) => settled.push(edge),
                        (true, false) => return Err(Error::internal("an optimal choice lacks an edge it must have")),
                        (false, _) => tight.push((edge, is_chosen)),
                    }
                }
            }
        }
        for (must, &price) in must.1.iter_mut().zip(prices) {
            *must |= price > 0;
        }
        let mentees = Side::new(graph.mentee_seats(), must.0);
        let mentors = Side::new(graph.mentor_seats(), must.1);
        let mut face = Face { settled: Vec::new(), tight, mentees, mentors };
        for edge in settled {
            face.settle(edge);
        }
        face.count();
        let found = face.settled.len() + face.tight.iter().filter(|(_, chosen)| *chosen).count();
        if found != chosen.len() || face.mentees.unfilled() || face.mentors.unfilled() {
            return Err(Error::internal("an optimal choice has an edge that it cannot have, or a free seat"));
        }
        Ok(face)
    }

    /// The ids of the edges of the choice at hand, ascending.
    pub(crate) fn chosen(&self) -> Vec<u32> {
        let undecided = self.tight.iter().filter(|(_, chosen)| *chosen).map(|(edge, _)| edge.id);
        let mut ids: Vec<u32> = self.settled.iter().map(|edge| edge.id).chain(undecided).collect();
        ids.sort_unstable();
        ids
    }

    /// Whether the choice at hand is the only one.
    pub(crate) fn is_unique(&self) -> bool {
        let component = self.components();
        !self.tight.iter().any(|(edge, _)| self.is_open(&component, edge))
    }

    /// The same choices, with every edge that all or none of them have out of the way: little is left to choose from, and
    /// prices of a second objective then prove it for what is left only.
    pub(crate) fn undecided(mut self) -> Self {
        let component = self.components();
        let root = component[component.len() - 1];
        let decided = |at: usize| component[at] != root;
        // Who is not together with the extra node has as many edges in all of them.
        let mentees = self.mentees.seats.len();
        for (first, side) in [(0, &mut self.mentees), (mentees, &mut self.mentors)] {
            for who in 0..side.seats.len() {
                if decided(first + who) {
                    side.seats[who] = side.taken[who];
                    side.must[who] = true;
                }
            }
        }
        for (edge, chosen) in std::mem::take(&mut self.tight) {
            if self.is_open(&component, &edge) {
                self.tight.push((edge, chosen));
            } else if chosen {
                self.settle(edge);
            }
        }
        self.count();
        self
    }

    /// The largest second weight for which [`best`](Self::best) is sure to be possible.
    pub(crate) fn most(&self) -> i64 {
        // A bonus of (pairs · weight + 1) on either side, and the weight itself.
        let most = (MOST - 2) / (2 * self.pairs() + 1).max(1);
        most.max(0)
    }

    /// Among these choices, the best for second weights, from 0 to [`MOST`] − 2.
    ///
    /// # Errors
    /// [`ErrorCode::TooLarge`], which weights up to [`most`](Self::most) never cause; [`ErrorCode::Cancelled`].
    pub(crate) fn best(&self, weight: impl Fn(&Edge) -> i64, control: &Control) -> Result<Second, Error> {
        let part = Part::of(self);
        let weights: Vec<i64> = self.tight.iter().map(|(edge, _)| weight(edge)).collect();
        let largest = weights.iter().copied().max().unwrap_or(0);
        let too_large = || {
            let message = format!("weights of up to {largest} leave no room for what must be; {} would", self.most());
            Error::new(ErrorCode::TooLarge, "weight", message)
        };
        if largest > MOST - 2 {
            return Err(too_large());
        }
        let enough = i128::from(self.pairs()) * i128::from(largest) + 1;
        let bonus = i64::try_from(enough.min(i128::from((MOST - largest) / 2))).unwrap_or(0);
        let bonuses = |(edge, _): &(Edge, bool)| {
            i64::from(self.mentees.must[edge.mentee as usize]) + i64::from(self.mentors.must[edge.mentor as usize])
        };
        let raised: Vec<i64> =
            weights.iter().zip(&self.tight).map(|(weight, edge)| weight + bonus * bonuses(edge)).collect();
        let seats = |side: &Side, of: &[u32]| -> Vec<u32> { of.iter().map(|&who| side.seats[who as usize]).collect() };
        let must = |side: &Side, of: &[u32]| -> Vec<bool> { of.iter().map(|&who| side.must[who as usize]).collect() };
        let mentor_seats = seats(&self.mentors, &part.mentors);
        let mentee_seats = seats(&self.mentees, &part.mentees);
        let (mentee_must, mentor_must) = (must(&self.mentees, &part.mentees), must(&self.mentors, &part.mentors));
        let graph =
            Bipartite::from_rows(mentor_seats.as_slice(), mentee_seats.as_slice(), part.starts, part.heads, raised);
        let prices: Vec<i64> = mentor_must.iter().map(|&must| if must { bonus } else { 0 }).collect();
        let held: Vec<(u32, u32)> = (0..graph.mentees() as u32)
            .flat_map(|mentee| graph.edges_of(mentee).map(move |(position, mentor, _)| (mentee, mentor, position)))
            .filter(|&(.., position)| self.tight[position as usize].1)
            .map(|(mentee, mentor, _)| (mentee, mentor))
            .collect();
        let found = assign_from(&graph, &Warm { prices: &prices, held: &held }, control)?;

        let filled = |seats: &[u32], must: &[bool]| -> i128 {
            seats.iter().zip(must).filter(|(_, must)| **must).map(|(&seats, _)| i128::from(seats)).sum()
        };
        let bonus_of_all =
            i128::from(bonus) * (filled(&mentee_seats, &mentee_must) + filled(&mentor_seats, &mentor_must));
        let settled: i128 = self.settled.iter().map(|edge| i128::from(weight(edge))).sum();
        let bound = found.bound - bonus_of_all + settled;
        let mut prices = vec![0; self.mentors.seats.len()];
        for ((&mentor, price), must) in part.mentors.iter().zip(&found.prices).zip(&mentor_must) {
            prices[mentor as usize] = price - if *must { bonus } else { 0 };
        }
        if !found.complete {
            let at_hand = weights.iter().zip(&self.tight).filter(|(_, (_, chosen))| *chosen);
            let total = settled + at_hand.map(|(&weight, _)| i128::from(weight)).sum::<i128>();
            return Ok(Second { face: self.clone(), total, bound, prices, complete: false });
        }
        let chosen = found.chosen.iter().map(|&at| i128::from(weights[at as usize]));
        let total = settled + chosen.sum::<i128>();
        if total != bound {
            // Somebody's seats stayed free who must fill them: a larger bonus would not have fitted.
            return Err(too_large());
        }
        let narrowed = Face::tight(&graph, &found.prices, &found.chosen, (mentee_must, mentor_must))?;
        let face = self.with(&narrowed, &part.mentees, &part.mentors);
        Ok(Second { face, total, bound, prices, complete: true })
    }

    /// A face of the tight edges, whose ids are places in `tight`, as one of the whole.
    fn with(&self, narrowed: &Face, mentees: &[u32], mentors: &[u32]) -> Face {
        let back = |edge: &Edge| self.tight[edge.id as usize].0;
        let mut face = Face {
            settled: self.settled.clone(),
            tight: narrowed.tight.iter().map(|(edge, chosen)| (back(edge), *chosen)).collect(),
            mentees: self.mentees.clone(),
            mentors: self.mentors.clone(),
        };
        face.settled.extend(narrowed.settled.iter().map(back));
        for (of, from, to) in
            [(mentees, &narrowed.mentees, &mut face.mentees), (mentors, &narrowed.mentors, &mut face.mentors)]
        {
            for (place, &who) in of.iter().enumerate() {
                (to.seats[who as usize], to.must[who as usize]) = (from.seats[place], from.must[place]);
            }
        }
        face.count();
        face
    }

    fn settle(&mut self, edge: Edge) {
        self.settled.push(edge);
        self.mentees.seats[edge.mentee as usize] -= 1;
        self.mentors.seats[edge.mentor as usize] -= 1;
    }

    fn count(&mut self) {
        self.mentees.taken.fill(0);
        self.mentors.taken.fill(0);
        for (edge, _) in self.tight.iter().filter(|(_, chosen)| *chosen) {
            self.mentees.taken[edge.mentee as usize] += 1;
            self.mentors.taken[edge.mentor as usize] += 1;
        }
    }

    /// No choice has more tight edges than this.
    fn pairs(&self) -> i64 {
        let (mut mentees, mut mentors) = (vec![0; self.mentees.seats.len()], vec![0; self.mentors.seats.len()]);
        for (edge, _) in &self.tight {
            mentees[edge.mentee as usize] += 1;
            mentors[edge.mentor as usize] += 1;
        }
        let most = self.mentees.total(&mentees).min(self.mentors.total(&mentors));
        i64::try_from(most).unwrap_or(i64::MAX)
    }

    /// Mentees, then mentors, then the extra node.
    fn components(&self) -> Vec<u32> {
        let (n, m) = (self.mentees.seats.len() as u32, self.mentors.seats.len() as u32);
        let root = n + m;
        let arcs = Arcs::new(root as usize + 1, |put| {
            for &(Edge { mentee, mentor, .. }, chosen) in &self.tight {
                if chosen { put(n + mentor, mentee) } else { put(mentee, n + mentor) }
            }
            for mentee in 0..n {
                if self.mentees.may_have_more(mentee) {
                    put(root, mentee);
                }
                if self.mentees.may_have_less(mentee) {
                    put(mentee, root);
                }
            }
            for mentor in 0..m {
                if self.mentors.may_have_more(mentor) {
                    put(n + mentor, root);
                }
                if self.mentors.may_have_less(mentor) {
                    put(root, n + mentor);
                }
            }
        });
        arcs.components()
    }

    fn is_open(&self, component: &[u32], edge: &Edge) -> bool {
        component[edge.mentee as usize] == component[self.mentees.seats.len() + edge.mentor as usize]
    }
}

/// The tight edges as rows of those who have any, numbered anew.
struct Part {
    starts: Vec<usize>,
    heads: Vec<u32>,
    mentees: Vec<u32>,
    mentors: Vec<u32>,
}

impl Part {
    fn of(face: &Face) -> Self {
        let mut place = vec![u32::MAX; face.mentors.seats.len()];
        for (edge, _) in &face.tight {
            place[edge.mentor as usize] = 0;
        }
        let mentors: Vec<u32> = (0..).zip(&place).filter(|(_, place)| **place == 0).map(|(mentor, _)| mentor).collect();
        for (at, &mentor) in (0..).zip(&mentors) {
            place[mentor as usize] = at;
        }
        let mut part =
            Part { starts: vec![0], heads: Vec::with_capacity(face.tight.len()), mentees: Vec::new(), mentors };
        for row in face.tight.chunk_by(|(a, _), (b, _)| a.mentee == b.mentee) {
            part.heads.extend(row.iter().map(|(edge, _)| place[edge.mentor as usize]));
            part.mentees.extend(row.first().map(|(edge, _)| edge.mentee));
            part.starts.push(part.heads.len());
        }
        part
    }
}

#[cfg(test)]
#[path = "../../tests/assign_support/mod.rs"]
mod assign_support;

#[cfg(test)]
mod tests;
