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
use lists::Lists;
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
    let has_seat = |seats: &[u32], person: &u32| seats.get(*person as usize).is_some_and(|&seats| seats > 0);
    // Whoever has no seat at all takes no part, in nobody's list.
    let takes_part = |(i, j): (&u32, &u32)| has_seat(mentee_seats, i) && has_seat(mentor_seats, j);
    let open: Vec<bool> = mentee.iter().zip(mentor).map(takes_part).collect();
    let mut mentee_lists = Lists::given(mentee, mentee_seats.len(), &open);
    let mut mentor_lists = Lists::given(mentor, mentor_seats.len(), &open);
    control.check()?;
    mentee_lists.sort(problem.mentee_rank);
    control.check()?;
    mentor_lists.sort(problem.mentor_rank);
    let tied = [mentee_lists.tied(problem.mentee_rank), mentor_lists.tied(problem.mentor_rank)];
    let strict = !tied.iter().flatten().any(|&tied| tied);
    let as_mentees = Market {
        proposer: mentee,
        receiver: mentor,
        proposer_rank: problem.mentee_rank,
        receiver_rank: problem.mentor_rank,
        proposer_seats: mentee_seats,
        receiver_seats: mentor_seats,
    };
    let [tied_for_mentee, tied_for_mentor] = &tied;
    let chosen = match side {
        Side::Mentee => propose::propose(&as_mentees, &mentee_lists, tied_for_mentor, control)?,
        Side::Mentor => propose::propose(&as_mentees.swapped(), &mentor_lists, tied_for_mentee, control)?,
    };
    let edges: Vec<u32> = (0..).zip(&chosen).filter(|&(_, &chosen)| chosen).map(|(edge, _)| edge).collect();
    let matched = edges.len() as u64;
    let (bound, cover, complete) = if strict {
        (matched, Vec::new(), true)
    } else {
        let lists = [&mentee_lists, &mentor_lists];
        let found = largest::largest([mentee, mentor], lists, [mentee_seats, mentor_seats], &chosen, control)?;
        (found.bound, found.cover, found.complete)
    };
    let status = match (bound == matched, complete) {
        (true, _) => Status::Optimal,
        (false, true) => Status::WithinGap,
        (false, false) => Status::Deadline,
    };
    Ok(StableSolution { edges, matched, bound, gap: bound - matched, cover, status })
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
