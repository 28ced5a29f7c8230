//! What a problem with quotas and circles is, what a solution claims, and everything that can be wrong with the former.

use crate::assign::problem::{self, AssignProblem, MOST, Mentees};
use crate::cover::problem::Count;
use crate::error::{Error, ErrorCode, Problems};
use crate::read::record;
use crate::status::Status;

/// At most `max` of some edges are chosen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct QuotaGroup {
    /// Positions of edges, each once, in any order.
    pub edges: Vec<u32>,
    /// How many of them are chosen at most.
    pub max: u32,
}

record!(QuotaGroup { required: edges, max; optional: ; });

/// Edges between mentees and mentors, seats, quotas, and circles that open only if they fill.
#[derive(Debug, Clone, Copy)]
pub struct QuotasProblem<'a> {
    /// The edges and the seats of both sides.
    pub edges: AssignProblem<'a>,
    /// Sets of edges of which only so many are chosen.
    pub groups: &'a [QuotaGroup],
    /// By mentor: they have nobody, or at least so many. 0 and 1 ask for nothing, and so does no list.
    pub mentor_least: Option<&'a [u32]>,
    /// What is to be as many as possible, as in [`coverage`](crate::solve::coverage); of choices that reach as many, the one with the
    /// most points. If absent, points alone count.
    pub count: Option<Count>,
}

/// How many people, or seats, a choice reaches, and how many any can.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reach {
    /// How many the chosen edges reach.
    pub matched: u64,
    /// What no choice exceeds, as prices and `lift` prove: the sum in [`QuotasSolution::bound`] with `lift` in it, divided by `lift`,
    /// rounded down. For a choice that reaches k is worth `lift` k times.
    pub most: u64,
    /// What it was worth to reach one more: added to the weight of every edge, if seats count, or of the first edge of every mentee.
    /// More than all edges together that a choice can have, so that no points make up for anybody.
    pub lift: i64,
}

record!(Reach { required: matched, most, lift; optional: ; });

/// Which edges, and the proof that no choice is worth more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotasSolution {
    /// Positions of the chosen edges, ascending.
    pub edges: Vec<u32>,
    /// What they are worth together.
    pub total: i64,
    /// What no choice exceeds, as `prices` and `group_prices` prove: the sum of (seats · price) of mentors, of (max · price)
    /// of groups, and of what mentees gain at most, an edge being worth its weight less the prices of its mentor and of every
    /// group that it is in. Edges to mentors who have fewer edges than their circle needs do not count.
    ///
    /// With [`count`](QuotasProblem::count) it is what no choice exceeds that reaches as many: this sum with `lift` in it, less
    /// [`matched`](Reach::matched) · `lift`; or what the heaviest edges of every mentee sum to, if that is less.
    pub bound: i64,
    /// `bound` − `total`.
    pub gap: i64,
    /// One a mentor, ≥ 0.
    pub prices: Vec<i64>,
    /// One a group, ≥ 0: what one more of its edges would add at most; with [`count`](QuotasProblem::count) that may be a person, who is
    /// worth `lift`.
    pub group_prices: Vec<i64>,
    /// With [`count`](QuotasProblem::count): how many are reached.
    pub reach: Option<Reach>,
    /// [`Status::Optimal`] if the gap is 0, and as many are reached as can be; else [`Status::WithinGap`], or [`Status::Deadline`] if that ended the search.
    pub status: Status,
}

/// Everything that is wrong with a problem.
pub(crate) fn check<'a>(problem: &QuotasProblem<'a>) -> Result<Mentees<'a>, Error> {
    let mut problems = Problems::default();
    let mentees = problem::check(&problem.edges);
    if let Err(error) = &mentees {
        error.problems().for_each(|problem| problems.push(problem.clone()));
    }
    let edges = problem.edges.mentee.len();
    // By edge: the last group that had it.
    let mut seen = vec![u32::MAX; edges];
    for (at, group) in (0..).zip(problem.groups) {
        for (place, &edge) in group.edges.iter().enumerate() {
            let path = || format!("groups[{at}].edges[{place}]");
            match seen.get_mut(edge as usize) {
                None => {
                    let message = format!("`{edge}` is not below {edges}, the number of edges");
                    problems.add(ErrorCode::OutOfRange, path(), message);
                }
                Some(last) if *last == at => {
                    problems.add(ErrorCode::DuplicateEntry, path(), format!("`{edge}` is in this group twice"));
                }
                Some(last) => *last = at,
            }
        }
    }
    if let Some(least) = problem.mentor_least {
        let seats = problem.edges.mentor_seats;
        if least.len() != seats.len() {
            let message = format!("`mentor_least` has {} entries and `mentor_seats` {}", least.len(), seats.len());
            problems.add(ErrorCode::LengthMismatch, "mentor_least", message);
        }
        for (at, (&least, &seats)) in least.iter().zip(seats).enumerate() {
            if least > seats.max(1) && seats > 0 {
                let message = format!("`{least}` is more than the {seats} seats of this mentor");
                problems.add(ErrorCode::OutOfRange, format!("mentor_least[{at}]"), message);
            }
        }
    }
    problems.into_result()?;
    mentees
}

/// What is known beside a problem.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Beside<'a> {
    /// By dense mentee: whether they have a mentor already, so that their edges reach nobody. Nobody has beyond its end.
    pub(crate) has_one: &'a [bool],
    /// No choice has more points.
    pub(crate) top: i64,
}

impl Beside<'_> {
    /// Nothing.
    pub(crate) const NOTHING: Self = Beside { has_one: &[], top: i64::MAX };

    /// Whether a mentee with an edge is one more.
    pub(crate) fn counts(&self, mentee: usize) -> bool {
        self.has_one.get(mentee) != Some(&true)
    }
}

/// What one more person or seat is worth so that no points make up for it, if no choice has more points than `top`.
///
/// # Errors
/// [`ErrorCode::TooLarge`].
pub(crate) fn lift(problem: &QuotasProblem<'_>, top: i64) -> Result<i64, Error> {
    let largest = problem.edges.weight.iter().copied().max().unwrap_or(0);
    if top >= MOST - largest {
        let message = format!("weights that sum to {top} leave no room to put people before points");
        return Err(Error::new(ErrorCode::TooLarge, "weight", message));
    }
    Ok(top + 1)
}
