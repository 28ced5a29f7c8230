//! The calls of vectors that need more than a few lines.

#[cfg(feature = "arrow")]
pub(crate) mod arrow;
pub(crate) mod audit;
pub(crate) mod insight;
pub(crate) mod invitations;
pub(crate) mod live;
pub(crate) mod report;
pub(crate) mod sessions;
pub(crate) mod times;
