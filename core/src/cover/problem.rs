//! What a solution of a coverage problem claims.

use crate::read::{Reader, Shape};
use crate::status::Status;

/// What is to be as many as possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Count {
    /// Mentees with at least one mentor.
    #[default]
    People,
    /// Chosen edges: a paper that needs three reviewers counts three times.
    Seats,
}

impl Shape for Count {
    const EXPECTED: &'static str = "what to count";
    fn from_text(reader: &mut Reader, value: &str) -> Option<Self> {
        reader.choice(value, &[("people", Count::People), ("seats", Count::Seats)])
    }
}

/// Which edges, the proof that no choice reaches more, and that none that reaches as many is worth more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoverageSolution {
    /// Positions of the chosen edges, ascending.
    pub edges: Vec<u32>,
    /// How many people, or seats, they reach.
    pub matched: u64,
    /// What no choice exceeds, as `cover` proves.
    pub most: u64,
    /// The proof of `most`: a choice reaches at most all seats of these mentors, and for every mentee as many edges to others
    /// as there are, up to the seats that count. Ascending.
    pub cover: Vec<u32>,
    /// What the chosen edges are worth together.
    pub total: i64,
    /// What no choice that reaches `most` exceeds, as `prices` and `lift` prove.
    pub bound: i64,
    /// `bound` − `total`.
    pub gap: i64,
    /// One a mentor, ≥ 0.
    pub prices: Vec<i64>,
    /// What it was worth to reach one more: added to the weight of every edge, if seats count, or of the first edge of every
    /// mentee. A choice that reaches `most` is worth no more than the sum of (seats · price), plus what mentees gain at these
    /// prices at most, less `most` · `lift`.
    pub lift: i64,
    /// [`Status::Optimal`] if `matched` is `most` and the gap 0, else [`Status::Deadline`].
    pub status: Status,
}

/// The most points for every number of people, or seats, from the most points of all to as many as possible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CurveSolution {
    /// Where the curve bends, in the order of `matched`: the first point has the most points of all (and of such choices reaches
    /// the most), the last reaches `most`.
    pub points: Vec<CurvePoint>,
    /// What no choice reaches more than, as `cover` proves.
    pub most: u64,
    /// The proof of `most`, as in [`CoverageSolution::cover`].
    pub cover: Vec<u32>,
    /// [`Status::Optimal`] if the whole curve is known, [`Status::WithinGap`] if the points allowed were too few for that, else
    /// [`Status::Deadline`].
    pub status: Status,
}

/// One point of the curve: a choice, the proof that none that reaches as many is worth more, and what is known up to the next point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CurvePoint {
    /// Positions of the chosen edges, ascending.
    pub edges: Vec<u32>,
    /// How many people, or seats, they reach.
    pub matched: u64,
    /// What they are worth together.
    pub total: i64,
    /// What no choice that reaches `matched` exceeds, as `prices` and `bonus` prove: `total`, unless the deadline came first.
    pub bound: i64,
    /// With a bonus of so much for each one reached (the first edge of a mentee, if people count), this choice is the best. So no
    /// choice that reaches k is worth more than `bound` + (`matched` − k) · `bonus`.
    pub bonus: i64,
    /// One a mentor, ≥ 0: the sum of (seats · price), and of what mentees gain at most at these prices with the bonus, is
    /// `bound` + `matched` · `bonus`.
    pub prices: Vec<i64>,
    /// Whether the curve is straight up to the next point. True of the last one.
    pub exact: bool,
    /// By how much the curve may be above the straight line to the next point, at most; 0 if `exact`.
    pub doubt: i64,
}
