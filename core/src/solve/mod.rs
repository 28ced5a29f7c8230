//! Matching on bare edges, for those who have their own scores or rankings: validated, solved, proved, checkable.
//!
//! | question | solver | check |
//! |---|---|---|
//! | the most points between mentees and mentors | [`assign`] | [`verify`] |
//! | a matching that no two people would leave for each other | [`stable`] | [`verify_stable`] |

mod assign;
mod stable;

pub use crate::assign::problem::{AssignProblem, MOST, Solution};
pub use crate::stable::problem::{Side, StableProblem, StableSolution};
pub use assign::{assign, verify};
pub use stable::{stable, verify_stable};
