//! What a problem of ranks is, what is asked, what a solution claims, and everything that can be wrong with the first.

use crate::assign::problem::{self, AssignProblem, Mentees};
use crate::error::{Error, ErrorCode};
use crate::read::{Reader, Shape};
use crate::status::Status;

/// More different ranks than this are better put into bands.
const MOST_RANKS: usize = 1_000;

/// Edges between mentees and mentors with the rank that matters, as parallel slices, and the seats on both sides.
#[derive(Debug, Clone, Copy)]
pub struct RankProblem<'a> {
    /// The mentee of each edge. Without `mentee_seats`, any numbers will do.
    pub mentee: &'a [u32],
    /// The mentor of each edge: an index into `mentor_seats`.
    pub mentor: &'a [u32],
    /// The rank of each edge: any number, smaller is better.
    pub rank: &'a [i64],
    /// How many mentees each mentor has time for.
    pub mentor_seats: &'a [u32],
    /// How many mentors each mentee wants; one each if absent.
    pub mentee_seats: Option<&'a [u32]>,
}

/// What matters first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// As many edges as possible; then as many of the first rank, of the second, and so on.
    #[default]
    Cardinality,
    /// As many edges of the first rank as possible, then of the second, and so on: rank-maximal.
    Rank,
    /// As many edges as possible; then as few of the last rank, of the last but one, and so on: generous.
    Generous,
}

impl Order {
    /// The order that two options ask for, as the other languages spell them.
    ///
    /// # Errors
    /// [`ErrorCode::OutOfRange`] at `first`: with the ranks first, and generous, nobody would be chosen at all.
    pub fn with_generous(self, generous: bool) -> Result<Order, Error> {
        match (self, generous) {
            (Order::Rank, true) => {
                let message = "with `generous` the number of edges comes first, else no edge would be best";
                Err(Error::new(ErrorCode::OutOfRange, "first", message))
            }
            (_, true) => Ok(Order::Generous),
            (order, false) => Ok(order),
        }
    }
}

/// The word for [`Order::Cardinality`] and [`Order::Rank`], as the other languages spell it.
impl Shape for Order {
    const EXPECTED: &'static str = "what matters first";
    fn from_text(reader: &mut Reader, value: &str) -> Option<Self> {
        reader.choice(value, &[("cardinality", Order::Cardinality), ("rank", Order::Rank)])
    }
}

/// Which edges, how many of each rank, and the proof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RankSolution {
    /// Positions of the chosen edges, ascending.
    pub edges: Vec<u32>,
    /// How many they are.
    pub matched: u64,
    /// The different ranks, best first.
    pub ranks: Vec<i64>,
    /// How many edges of each rank are chosen.
    pub signature: Vec<u64>,
    /// The proof: for each objective in turn, one price a mentor.
    ///
    /// Objectives are, for [`Order::Rank`], the number of edges of each rank, best first; for [`Order::Cardinality`] the number
    /// of edges before that; for [`Order::Generous`] the number of edges, then of those better than the last rank, than the
    /// last but one, and so on. With prices, weights and sums read as lists of one number an objective, compared from the
    /// first on, no choice is worth more than the sum of (seats · price) and of each mentee's best (weight − price), as many as
    /// seats, none below nothing.
    pub prices: Vec<i64>,
    /// How many objectives are proved optimal: all, unless the deadline came first.
    pub proved: u32,
    /// [`Status::Optimal`] if all are proved, else [`Status::Deadline`].
    pub status: Status,
}

/// The different ranks, and the place of each edge's among them.
#[derive(Debug)]
pub(crate) struct Levels {
    pub(crate) ranks: Vec<i64>,
    of_edge: Vec<u32>,
}

impl Levels {
    fn new(rank: &[i64]) -> Self {
        let mut ranks = rank.to_vec();
        ranks.sort_unstable();
        ranks.dedup();
        let of_edge = rank.iter().map(|rank| ranks.partition_point(|other| other < rank) as u32).collect();
        Levels { ranks, of_edge }
    }

    /// How many objectives there are.
    pub(crate) fn objectives(&self, order: Order) -> usize {
        match (order, self.ranks.len()) {
            (_, 0) => 0,
            (Order::Rank, ranks) => ranks,
            (Order::Cardinality, ranks) => ranks + 1,
            (Order::Generous, ranks) => ranks,
        }
    }

    /// What an edge counts for an objective.
    pub(crate) fn weight(&self, order: Order, objective: usize, edge: u32) -> i64 {
        let level = self.of_edge.get(edge as usize).copied().unwrap_or_default() as usize;
        let counts = match (order, objective) {
            (Order::Rank, _) => level == objective,
            (_, 0) => true,
            (Order::Cardinality, _) => level + 1 == objective,
            (Order::Generous, _) => level < self.ranks.len().saturating_sub(objective),
        };
        i64::from(counts)
    }

    /// How many of some edges have each rank.
    pub(crate) fn signature(&self, edges: &[u32]) -> Vec<u64> {
        let mut signature = vec![0; self.ranks.len()];
        for &edge in edges {
            let level = self.of_edge.get(edge as usize).copied().unwrap_or(u32::MAX);
            if let Some(count) = signature.get_mut(level as usize) {
                *count += 1;
            }
        }
        signature
    }
}

/// Everything that is wrong with a problem, array by array.
pub(crate) fn check<'a>(problem: &RankProblem<'a>) -> Result<(Mentees<'a>, Levels), Error> {
    let RankProblem { mentee, mentor, rank, mentor_seats, mentee_seats } = *problem;
    if rank.len() != mentee.len() {
        let message =
            format!("`rank` has {} entries and `mentee` {}; every edge needs one of each", rank.len(), mentee.len());
        return Err(Error::new(ErrorCode::LengthMismatch, "rank", message));
    }
    let zeros = vec![0; mentee.len()];
    let edges = AssignProblem { mentee, mentor, weight: &zeros, mentor_seats, mentee_seats };
    let Mentees { of_edge, seats } = problem::check(&edges)?;
    let levels = Levels::new(rank);
    if levels.ranks.len() > MOST_RANKS {
        let message =
            format!("{} different ranks; at most {MOST_RANKS} are possible: put them into bands", levels.ranks.len());
        return Err(Error::new(ErrorCode::TooLarge, "rank", message));
    }
    Ok((Mentees { of_edge: of_edge.into_owned().into(), seats: seats.into_owned().into() }, levels))
}
