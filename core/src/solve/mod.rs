//! Matching on bare edges, for those who have their own scores or rankings: validated, solved, proved, checkable.
//!
//! | question | solver | check |
//! |---|---|---|
//! | the most points between mentees and mentors | [`assign`] | [`verify`] |
//! | the most points, when every further conversation of a mentor costs more | [`balanced`] | [`verify_balanced`] |
//! | the most people, then the most points | [`coverage`] | [`verify_coverage`] |
//! | what one more person costs, as a curve | [`coverage_curve`] | [`verify_coverage_curve`] |
//! | whoever has least is to have more | [`fair`] | [`verify_fair`] |
//! | the most first choices, then second ones | [`rank_maximal`] | [`verify_rank_maximal`] |
//! | a matching that no two people would leave for each other | [`stable`] | [`verify_stable`] |
//! | the most points between people of one kind | [`peers`] | [`verify_peers`] |
//! | the most points, or the most people and then points, with quotas, and circles that open only if they fill | [`quotas`] | [`verify_quotas`] |
//! | who meets whom, and when | [`schedule`] | [`verify_schedule`] |
//! | when chosen pairs meet | [`timetable`] | |

mod assign;
mod balanced;
mod coverage;
mod curve;
mod fair;
mod peers;
mod quotas;
mod rank;
mod schedule;
mod stable;

pub use crate::assign::problem::{AssignProblem, MOST, Solution};
pub use crate::cover::problem::{Count, CoverageSolution, CurvePoint, CurveSolution};
pub use crate::fair::problem::{FairOptions, FairSolution, LevelPrice, Measure, Urgent};
pub use crate::load::problem::BalancedSolution;
#[doc(hidden)]
pub use crate::peer::Start as PeersStart;
pub use crate::peer::problem::{MOST_PEER_WEIGHT, OddSet, PeersProblem, PeersSolution};
pub(crate) use crate::quota::problem::Beside;
pub use crate::quota::problem::{QuotaGroup, QuotasProblem, QuotasSolution, Reach};
pub use crate::rank::problem::{Order, RankProblem, RankSolution};
pub use crate::schedule::problem::{Aim, MOST_SLOTS, ScheduleProblem, ScheduleSolution, SlotPrice};
pub use crate::schedule::timetable::{Crowd, Timetable, TimetableProblem};
pub use crate::side::Side;
pub use crate::stable::problem::{StableProblem, StableSolution};
pub use assign::{assign, verify};
pub use balanced::{balanced, verify_balanced};
pub use coverage::{coverage, verify_coverage};
pub use curve::{coverage_curve, verify_coverage_curve};
pub use fair::{fair, verify_fair};
#[doc(hidden)]
pub use peers::peers_from;
pub use peers::{peers, verify_peers};
pub use quotas::{quotas, verify_quotas};
pub(crate) use quotas::{quotas_beside, verify_quotas_beside};
pub use rank::{rank_maximal, verify_rank_maximal};
pub use schedule::{schedule, timetable, verify_schedule};
pub use stable::{stable, verify_stable};
