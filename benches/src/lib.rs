//! Made-up inputs for the benches: the same numbers on every machine, in families that are hard in different ways.

mod cohorts;
mod dice;
mod edges;
mod lists;
mod weeks;

pub use cohorts::{availability, cohort, topics};
pub use dice::Dice;
pub use edges::{Edges, Family};
pub use lists::{Graph, Lists};
pub use weeks::Weeks;
