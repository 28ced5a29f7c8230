//! Stable matching: no mentee and no mentor would both rather have each other than somebody they have.
//!
//! **Problem.** Everybody ranks those they would meet; lists may be short and have ties; everybody has seats. A pair that is
//! not chosen *blocks* if each of the two has a free seat or ranks the other strictly better than somebody they have. A
//! matching that nothing blocks is (weakly) stable.
//!
//! **Strict lists.** Deferred acceptance (`propose.rs`) finds the stable matching that is best for everybody on the side
//! that proposes, and worst for everybody on the other. All stable matchings have the same size, and everybody has the same
//! number of seats filled in all of them (the theorem of the rural hospitals): size needs no proof beyond strict lists.
//!
//! **Ties.** Stable matchings differ in size, and the largest is NP-hard to find. Three kinds of proposals give one of at
//! least two thirds of the largest, in linear time. The idea is Király's, the form with copies of pairs Yokoi's, which also
//! covers several seats on both sides. *Proof.* Let M be what `propose.rs` finds, N a stable matching, |N| > 3/2 |M|. At
//! each person, match pairs of M \ N with pairs of N \ M as far as they go; the symmetric difference falls into alternating
//! paths and cycles, and one of them has more than 3/2 as many pairs of N as of M. (1) It is a single pair of N. Then both its
//! people have a free seat in M, and it blocks M: but its proposer proposed everything firmly, and nobody with a free seat
//! ever refused. (2) It is i₁ – j₁ – i₂ – j₂ with the middle pair f in M, the others e₁, e₂ in N, and i₁ (a proposer) and j₂
//! have a free seat in M. i₁ repeated everything, so j₁ holds f as a better proposal than e₁ repeated (firm, if j₁ has no tie
//! there): f is not held tentatively, and if firmly, j₁ ranks it strictly before e₁. j₂ never refused anything, so i₂ never
//! proposed e₂, not even tentatively (firmly, if i₂ has no tie there), and holds f by an earlier proposal: f is not held as
//! repeated, and if firmly, i₂ ranks it strictly before e₂. So f is held firmly and blocks N. ∎
//! Stability itself: a pair that is not chosen and that its proposer would want was refused firmly, by a receiver who had no
//! free seat, nobody worse, and nobody tentative, then and since.
//!
//! **Size.** Where lists have ties, the largest matching of any kind bounds the largest stable one (`largest.rs`).
//! `blocking.rs` checks all of this without any of this code.
//!
//! **References.** D. Gale, L. S. Shapley, "College admissions and the stability of marriage", American Mathematical
//! Monthly 69, 1962. A. E. Roth, "On the allocation of residents to rural hospitals", Econometrica 54, 1986. Z. Király,
//! "Linear time local approximation algorithm for maximum stable marriage", Algorithms 6, 2013. Y. Yokoi, "An approximation
//! algorithm for maximum stable matching with ties and constraints", ISAAC 2021.

pub(crate) mod blocking;
mod largest;
mod lists;
pub(crate) mod problem;
mod propose;

use crate::control::Control;
use crate::error::Error;
use crate::side::Side;
use crate::status::Status;
use lists::Ranks;
use problem::{Mentees, StableProblem, StableSolution};

/// A problem as the side that proposes sees it.
struct Market<'p> {
    proposer: &'p [u32],
    receiver: &'p [u32],
    proposer_rank: &'p [i64],
    receiver_rank: &'p [i64],
    proposer_seats: &'p [u32],
    receiver_seats: &'p [u32],
}

/// Solves a well-formed problem.
///
/// # Errors
/// [`ErrorCode::Cancelled`](crate::ErrorCode::Cancelled).
pub(crate) fn stable(
    problem: &StableProblem<'_>,
    mentees: &Mentees<'_>,
    side: Side,
    control: &Control,
) -> Result<StableSolution, Error> {
    control.check()?;
    let (mentee, mentee_seats) = (mentees.of_edge.as_ref(), mentees.seats.as_ref());
    let (mentor, mentor_seats) = (problem.mentor, problem.mentor_seats);
    // Whoever has no seat at all takes no part, in nobody's list.
    let open = takes_part(mentee, mentor, mentee_seats, mentor_seats);
    let open = open.as_deref();
    let as_mentees = Market {
        proposer: mentee,
        receiver: mentor,
        proposer_rank: problem.mentee_rank,
        receiver_rank: problem.mentor_rank,
        proposer_seats: mentee_seats,
        receiver_seats: mentor_seats,
    };
    let market = if side == Side::Mentee { as_mentees } else { as_mentees.swapped() };
    let proposers =
        Ranks { person: market.proposer, rank: market.proposer_rank, people: market.proposer_seats.len(), open };
    let receivers =
        Ranks { person: market.receiver, rank: market.receiver_rank, people: market.receiver_seats.len(), open };
    let proposer_slots = proposers.slots();
    control.check()?;
    let receiver_slots = receivers.slots();
    control.check()?;
    // Most lists are strict, and told quickly to be so.
    if let (Some(of_proposers), Some(of_receivers)) = (&proposer_slots, &receiver_slots)
        && receivers.is_strict(of_receivers)
        && let Some(lists) = proposers.strict(of_proposers)
    {
        return Ok(of_strict(propose::propose(&market, &lists, None, control)?));
    }
    let proposer_lists = proposers.lists(proposer_slots.as_ref());
    control.check()?;
    let receiver_lists = receivers.lists(receiver_slots.as_ref());
    control.check()?;
    let tied = receiver_lists.tied(market.receiver_rank);
    let strict = !tied.contains(&true) && !proposer_lists.tied(market.proposer_rank).contains(&true);
    let edges = propose::propose(&market, &proposer_lists, (!strict).then_some(&tied), control)?;
    if strict {
        return Ok(of_strict(edges));
    }
    let lists = match side {
        Side::Mentee => [&proposer_lists, &receiver_lists],
        Side::Mentor => [&receiver_lists, &proposer_lists],
    };
    let largest = largest::largest([mentee, mentor], lists, [mentee_seats, mentor_seats], &edges, control)?;
    let (matched, bound) = (edges.len() as u64, largest.bound);
    let status = match (bound == matched, largest.complete) {
        (true, _) => Status::Optimal,
        (false, true) => Status::WithinGap,
        (false, false) => Status::Deadline,
    };
    Ok(StableSolution { edges, matched, bound, gap: bound - matched, cover: largest.cover, status })
}

/// Without ties, the matching is as large as any stable one.
fn of_strict(edges: Vec<u32>) -> StableSolution {
    let matched = edges.len() as u64;
    StableSolution { edges, matched, bound: matched, gap: 0, cover: Vec::new(), status: Status::Optimal }
}

/// Which pairs have a seat on both sides; none said if all have.
fn takes_part(mentee: &[u32], mentor: &[u32], mentee_seats: &[u32], mentor_seats: &[u32]) -> Option<Vec<bool>> {
    let all = |seats: &[u32]| seats.iter().fold(true, |all, &seats| all & (seats > 0));
    if all(mentee_seats) && all(mentor_seats) {
        return None;
    }
    let has_seat = |seats: &[u32], person: u32| seats.get(person as usize).is_some_and(|&seats| seats > 0);
    let pairs = mentee.iter().zip(mentor);
    Some(pairs.map(|(&i, &j)| has_seat(mentee_seats, i) && has_seat(mentor_seats, j)).collect())
}

impl Market<'_> {
    fn swapped(&self) -> Self {
        Market {
            proposer: self.receiver,
            receiver: self.proposer,
            proposer_rank: self.receiver_rank,
            receiver_rank: self.proposer_rank,
            proposer_seats: self.receiver_seats,
            receiver_seats: self.proposer_seats,
        }
    }
}
