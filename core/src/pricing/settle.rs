//! Which of several equally good assignments it is, whatever rows they were found in.
//!
//! Hashes make one optimum of many, unless they collide or are too short for the number of pairs. So at the end the
//! [face](crate::assign::face) of all optima is looked at. Rows hold every pair of the cohort that any of them can have, for
//! pricing asks for pairs that are as good as a mentee's last seat, not only for better ones; so the face depends on the
//! cohort alone, and so does what further hashes choose from it.

use crate::assign::Assignment;
use crate::assign::face::Face;
use crate::bipartite::Bipartite;
use crate::control::Control;
use crate::error::Error;
use crate::index::Hashes;
use crate::ties::Ties;

/// Hashes are dealt anew so many times. Each time two choices are as good as each other with a chance of about one in a
/// million at most.
const ROUNDS: u32 = 8;

/// Enough to tell choices apart; more would make the sums of a small problem needlessly wide.
const BITS: u32 = 31;

/// The positions of the chosen pairs, ascending. If the deadline comes first, any of the choices.
///
/// # Errors
/// Cancelled.
pub(super) fn settle(
    graph: &Bipartite<'_>,
    assignment: &Assignment,
    hashes: &Hashes,
    control: &Control,
) -> Result<Vec<u32>, Error> {
    let mut face = Face::of(graph, assignment)?;
    for round in 0..ROUNDS {
        if face.is_unique() {
            break;
        }
        face = face.undecided();
        let bits = face.most().max(1).ilog2().min(BITS);
        let hash = |side: &[u64], person: u32| side.get(person as usize).copied().unwrap_or(0);
        let further = face.best(
            |edge| {
                let (mentor, mentee) = (hash(&hashes.mentors, edge.mentor), hash(&hashes.mentees, edge.mentee));
                // An edge worth nothing would be as good as none.
                Ties::further(round, bits, mentor, mentee).max(1)
            },
            control,
        )?;
        face = further.face;
        if !further.complete {
            break;
        }
    }
    Ok(face.chosen())
}
