//! The plain data of a cohort: people, topics, availability, links and policy, as documents spell them.
//!
//! Nothing here decides anything: [`Cohort`](crate::Cohort) checks the data and resolves names to what they mean.

mod attribute;
mod availability;
mod changes;
mod civil;
mod data;
mod event;
mod journal;
mod link;
mod live;
mod mentee;
mod mentor;
mod moment;
mod policy;
mod rule;
mod topic;

pub use attribute::Attribute;
pub use availability::{
    Absence, Availability, Busy, Day, ExtraWindow, Horizon, TimePreference, WeeklyWindow, ZoneChange,
};
pub use changes::{Changes, HorizonChanges, PolicyChanges, TaxonomyChanges, WeightChanges};
pub use civil::{Date, DateTime, Instant, Time};
pub use data::CohortData;
pub use event::{Absent, Event, Role, What};
pub use journal::Journal;
pub use link::{Affinity, Apart, Meeting, Pair};
pub use live::{Learning, LearningChanges, LiveChanges, LivePolicy};
pub use mentee::{Mentee, Want};
pub use mentor::{Budget, Mentor, Offer, Status, Willingness};
pub(crate) use moment::DAY;
pub use moment::Moment;
pub use policy::{BlankWants, Policy, TaxonomyPolicy, UnknownTopics, Weights};
pub use rule::{Per, Rule};
pub use topic::Topic;
